"""`vsv dagrun`, `vsv weekrun` and `vsv rapport`: ranking, and reading, checking and handing out reports."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from vsv.beheer import effectscherm, rapportscherm, scherm
from vsv.beheer.database import ensure_database
from vsv.domein.fouten import ControleFout, Fout, InvoerFout
from vsv.domein.oefenen import may_practise
from vsv.domein.perioden import dag_van
from vsv.rapport.service import (
    EFFECTFORMATEN,
    EXPORTFORMATEN,
    WEKEN,
    Keuze,
    Schooljaar,
    Soort,
    check_alle,
    check_rapport,
    export_effect,
    export_rapport,
    herzie,
    herzie_weken,
    list_rapporten,
    name_priority,
    read_effect,
    read_jongere,
    read_mutaties,
    read_rapport,
    read_signalen,
    run_dag,
    run_week,
    update_effect,
    write_prioriteiten,
)
from vsv.toegang.service import Wie, find_organisatie, operator

UITWISSEL = "uitwissel"


_DATUM = {"formats": ["%Y-%m-%d"]}
Oin = Annotated[str, typer.Option("--organisatie", help="OIN van de organisatie.")]
Peildatum = Annotated[datetime | None, typer.Option(**_DATUM, help="Dag van het rapport. Standaard het laatste.")]
Rundag = Annotated[datetime | None, typer.Option("--peildatum", **_DATUM, help="Dag van de run. Standaard vandaag.")]
Soortoptie = Annotated[Soort, typer.Option(help="Het rapport van een dagrun of van een weekrun.")]
Json = Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")]


def registreer(app: typer.Typer) -> None:
    """Add `vsv dagrun`, `vsv weekrun` and `vsv rapport`."""
    app.command("dagrun")(dagrun)
    app.command("weekrun")(weekrun)
    group = typer.Typer(help="De rapporten: lezen, narekenen en exporteren.", no_args_is_help=True)
    for command in (lijst, toon, jongere, mutaties, signalen, herzien, exporteer, effect, controleer):
        group.command(command.__name__)(command)
    app.add_typer(group, name="rapport")


def dagrun(peildatum: Rundag = None, json: Json = False) -> None:
    """Bepaal de prioriteit van wie nieuw is of in NP of 1 staat, en zoek wat er aan hun banen is veranderd."""
    rundag = _rundag(peildatum)
    ensure_database()
    with scherm.progress("Dagrun"):
        verslag = run_dag(operator("dagrun"), rundag)
    rapportscherm.show_run(verslag, json=json)


def weekrun(peildatum: Rundag = None, json: Json = False) -> None:
    """Bepaal de prioriteit van iedereen en maak van elke organisatie het weekrapport."""
    rundag = _rundag(peildatum)
    ensure_database()
    with scherm.progress("Weekrun"):
        verslag = run_week(operator("weekrun"), rundag)
    rapportscherm.show_run(verslag, json=json)


def lijst(
    organisatie: Annotated[str | None, typer.Option(help="OIN van de organisatie. Standaard alle.")] = None,
    json: Json = False,
) -> None:
    """Toon welke rapporten er zijn, het laatste eerst."""
    ensure_database()
    rapportscherm.show_rapporten(list_rapporten(_wie("rapport", organisatie)), json=json)


def toon(
    organisatie: Oin,
    peildatum: Peildatum = None,
    soort: Soortoptie = "week",
    prioriteit: Annotated[str | None, typer.Option(help="Toon alleen jongeren in deze prioriteit: NP of 1-5.")] = None,
    regels: Annotated[int, typer.Option(min=0, max=1000, help="Hoeveel jongeren u wilt zien.")] = 25,
    json: Json = False,
) -> None:
    """Toon een rapport: aantallen, verplaatsingen met hun redenen, en de eerste jongeren."""
    ensure_database()
    keuze = Keuze(prioriteit=_prioriteit(prioriteit), aantal=regels) if regels else None
    inzage = read_rapport(_wie("rapport", organisatie), _dag(peildatum), soort=soort, keuze=keuze)
    rapportscherm.show_inzage(inzage, json=json)


def jongere(
    organisatie: Oin,
    uuid: Annotated[UUID | None, typer.Argument(help="Nummer van de jongere, zoals in de export.")] = None,
    kenmerk: Annotated[str | None, typer.Option(help="Of het eigen kenmerk van de organisatie.")] = None,
    peildatum: Peildatum = None,
    json: Json = False,
) -> None:
    """Toon van een jongere waarom de prioriteit zo is, hoe die was, en loon en uren per maand."""
    if (uuid is None) == (kenmerk is None):
        raise InvoerFout(Fout("OPDRACHT", "Noem een uuid of een kenmerk.", "vsv rapport jongere", "Een van de twee."))
    ensure_database()
    beeld = read_jongere(_wie("rapport", organisatie), uuid=uuid, kenmerk=kenmerk, peildatum=_dag(peildatum))
    rapportscherm.show_jongere(beeld, json=json)


def mutaties(
    organisatie: Oin,
    peildatum: Peildatum = None,
    soort: Annotated[Soort, typer.Option(help="Van een dagrun (nieuw, NP en 1) of een weekrun (iedereen).")] = "dag",
    json: Json = False,
) -> None:
    """Toon wat er aan banen en uitkeringen is veranderd sinds de run ervoor: per inkomstenverhouding, voor en na."""
    ensure_database()
    found = read_mutaties(_wie("mutaties", organisatie), _dag(peildatum), soort=soort)
    rapportscherm.show_mutaties(found, json=json)


def signalen(organisatie: Oin, peildatum: Peildatum = None, soort: Soortoptie = "week", json: Json = False) -> None:
    """Toon per jongere wat er over banen bekend werd: een nieuwe baan, of de enige baan die is afgelopen."""
    ensure_database()
    found = read_signalen(_wie("signalen", organisatie), _dag(peildatum), soort=soort)
    rapportscherm.show_signalen(found, json=json)


def herzien(
    organisatie: Annotated[
        str | None, typer.Option(help="OIN van de organisatie. Standaard alle, in aantallen.")
    ] = None,
    peildatum: Peildatum = None,
    soort: Soortoptie = "week",
    weken: Annotated[int, typer.Option(min=1, max=520, help="Zonder organisatie: hoeveel weekrapporten.")] = WEKEN,
    json: Json = False,
) -> None:
    """Toon wat in een rapport anders zou zijn met wat nu bekend is, en waarom. Het rapport zelf verandert niet."""
    ensure_database()
    wie, dag = _wie("herzien", organisatie), _dag(peildatum)
    with scherm.progress("Rapport herzien"):
        if organisatie is None and dag is None and soort == "week":
            rapportscherm.show_herzieningen(herzie_weken(wie, weken), json=json)
        elif organisatie is None:
            rapportscherm.show_herzieningen([herzie(wie, dag, soort)], json=json)
        else:
            rapportscherm.show_herziening(herzie(wie, dag, soort), json=json)


def exporteer(
    formaat: Annotated[str, typer.Option(help=f"{', '.join(EXPORTFORMATEN)}, of {UITWISSEL} voor alle organisaties.")],
    uitvoer: Annotated[Path, typer.Option(help="Bestand waarin het rapport komt; voor csv een map.")],
    organisatie: Annotated[str | None, typer.Option(help="OIN van de organisatie.")] = None,
    peildatum: Peildatum = None,
    soort: Soortoptie = "week",
) -> None:
    """Schrijf een rapport naar een bestand. Het kan BSN's bevatten: bewaar het veilig."""
    ensure_database()
    dag = _dag(peildatum)
    with scherm.progress("Rapport schrijven"):
        if formaat == UITWISSEL and organisatie is None:
            aantal = write_prioriteiten(operator("exporteer"), dag, uitvoer, soort=soort)
        else:
            aantal = export_rapport(_wie("exporteer", organisatie), dag, formaat, uitvoer, soort=soort).totaal
    scherm.say(f"Het rapport van {scherm.as_text(aantal)} jongeren staat in {uitvoer}.")


def effect(
    schooljaar: Annotated[str | None, typer.Option(help="Zoals 2025-2026. Standaard het schooljaar van nu.")] = None,
    organisatie: Annotated[str | None, typer.Option(help="OIN van de organisatie. Standaard alle.")] = None,
    formaat: Annotated[str, typer.Option(help=f"Van het bestand: {', '.join(EFFECTFORMATEN)}.")] = "ods",
    uitvoer: Annotated[
        Path | None, typer.Option(help="Bestand voor de cijfers. Standaard alleen op het scherm.")
    ] = None,
    json: Json = False,
) -> None:
    """Toon de cijfers van een schooljaar voor de effectrapportage, per regio. Telt dit en vorig jaar opnieuw."""
    today = dag_van(datetime.now(UTC))
    jaar = Schooljaar.parse(schooljaar) if schooljaar else Schooljaar.van(today)
    ensure_database()
    wie = _wie("effect", organisatie)
    with scherm.progress("Cijfers tellen"):
        update_effect(operator("effect"), today)
    if uitvoer is None:
        effectscherm.show_effect(read_effect(wie, jaar), json=json)
        return
    aantal = export_effect(wie, jaar, formaat, uitvoer)
    scherm.say(f"De cijfers van {scherm.as_text(aantal)} organisaties over {jaar} staan in {uitvoer}.")


def controleer(
    peildatum: Peildatum = None,
    soort: Soortoptie = "week",
    alle: Annotated[bool, typer.Option("--alle", help="Alle runs, in plaats van een.")] = False,
    motor: Annotated[str, typer.Option(help="Waarmee wordt nagerekend: polars, duckdb of spark.")] = "polars",
) -> None:
    """Reken een rapport na uit de feiten van toen. Eindigt met 4 als er iets verschilt."""
    ensure_database()
    wie = operator("controleer")
    found = check_alle(wie, motor=motor) if alle else [check_rapport(wie, _dag(peildatum), soort=soort, motor=motor)]
    faults: list[Fout] = []
    aantal = 0
    for controle in found:
        what = f"{controle.run.soort}run van {controle.run.peildatum}"
        outcome = "verschilt" if controle.verschillen else "gelijk"
        scherm.say(f"{what}: {outcome}, {scherm.as_text(controle.regels)} regels.")
        faults += controle.verschillen
        aantal += controle.aantal
    if faults:
        raise ControleFout(*faults, aantal=aantal)


def _wie(taak: str, oin: str | None) -> Wie:
    return operator(taak, find_organisatie(oin) if oin else None)


def _dag(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _rundag(peildatum: datetime | None) -> date:
    """Return the day of a run, by default today.

    Raises:
        InvoerFout: It is a day to come, and this is not practice. After such a run there can be none before that day.
    """
    today = dag_van(datetime.now(UTC))
    dag = _dag(peildatum) or today
    if dag > today and not may_practise():
        raise InvoerFout(
            Fout(
                "PEILDATUM_IN_DE_TOEKOMST",
                "Deze dag moet nog komen.",
                "--peildatum",
                f"Kies een dag tot en met vandaag, {today}.",
            )
        )
    return dag


def _prioriteit(name: str | None) -> int | None:
    """Return the number of a priority by its name.

    Raises:
        InvoerFout: There is no such priority.
    """
    numbers = {name_priority(number): number for number in range(6)}
    if name is None:
        return None
    if name.upper() not in numbers:
        raise InvoerFout(
            Fout("PRIORITEIT_ONBEKEND", "Deze prioriteit bestaat niet.", "--prioriteit", "Kies NP, 1, 2, 3, 4 of 5.")
        )
    return numbers[name.upper()]
