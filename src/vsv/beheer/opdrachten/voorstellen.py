"""`vsv voorstellen`: what DUO and the sources give reason to do, and the decision about it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated

import polars as pl
import typer

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database
from vsv.beheer.voorstellen import require_kijkdag, stel_voor
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import (
    Aanleiding,
    Voorstelsoort,
    accept_voorstellen,
    list_voorstellen,
    reject_voorstellen,
)
from vsv.toegang.service import Wie, find_organisatie, operator

_TONEN = 20
"""How many proposals that were not done are shown; the JSON has all of them."""

_PAGINA = 1_000
_DATUM = {"formats": ["%Y-%m-%d"]}
_AL_ZO = {"aanvaard": "AL_AANVAARD", "wijs-af": "AL_AFGEWEZEN"}

Oin = Annotated[str, typer.Option("--organisatie", help="OIN van de organisatie die beslist.")]
Uuids = Annotated[list[str] | None, typer.Argument(metavar="VOORSTEL...", help="Nummers uit 'vsv voorstellen lijst'.")]
Alle = Annotated[bool, typer.Option("--alle", help="Alle open voorstellen, met --soort of --aanleiding erbij.")]
Soort = Annotated[Voorstelsoort | None, typer.Option(help="Alleen voorstellen om dit te doen.")]
Waarom = Annotated[Aanleiding | None, typer.Option("--aanleiding", help="Alleen voorstellen om deze reden.")]
Json = Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")]


def registreer(app: typer.Typer) -> None:
    """Add `vsv voorstellen`."""
    group = typer.Typer(help="Voorstellen om jongeren aan te melden, af te melden of over te dragen.")
    group.command("lijst")(lijst)
    group.command("aanvaard")(aanvaard)
    group.command("wijs-af")(wijs_af)
    group.command("maak")(maak)
    app.add_typer(group, name="voorstellen", no_args_is_help=True)


def lijst(
    organisatie: Oin,
    soort: Soort = None,
    aanleiding: Waarom = None,
    na: Annotated[str | None, typer.Option(help="Ga verder na dit voorstel.")] = None,
    aantal: Annotated[int, typer.Option(min=1, max=_PAGINA, help="Hoeveel voorstellen hoogstens.")] = 50,
    json: Json = False,
) -> None:
    """Toon de open voorstellen, de oudste eerst."""
    ensure_database()
    pagina = list_voorstellen(_wie(organisatie, "lijst"), soort=soort, aanleiding=aanleiding, na=na, aantal=aantal)
    if json:
        scherm.show_json({"voorstellen": pagina.voorstellen.to_dicts(), "volgende": pagina.volgende})
        return
    scherm.show_table(
        "Open voorstellen",
        ["Voorstel", "BSN", "Kenmerk", "Waarom"],
        pagina.voorstellen.select("voorstel", "bsn", "kenmerk", "zin").rows(),
    )
    if pagina.volgende:
        scherm.say(f"Er zijn er meer: ga verder met --na {pagina.volgende}")


def aanvaard(
    organisatie: Oin,
    voorstellen: Uuids = None,
    alle: Alle = False,
    soort: Soort = None,
    aanleiding: Waarom = None,
    geboortedatum: Annotated[
        datetime | None, typer.Option(**_DATUM, help="Van de jongere, bij een voorstel om aan te melden.")
    ] = None,
    json: Json = False,
) -> None:
    """Aanvaard voorstellen: wat is voorgesteld, gebeurt vandaag."""
    wie, uuids = _choose(organisatie, "aanvaard", voorstellen, soort, aanleiding, alle=alle)
    if geboortedatum and (alle or len(uuids) != 1):
        reden = "Een geboortedatum hoort bij een enkel voorstel."
        raise InvoerFout(Fout("OPDRACHT", reden, "--geboortedatum", "Noem dat ene voorstel."))
    geboortedata: Mapping[str, date] = {uuids[0]: geboortedatum.date()} if geboortedatum else {}
    with scherm.progress("Voorstellen uitvoeren"):
        besluiten = accept_voorstellen(wie, uuids, vandaag=dag_van(datetime.now(UTC)), geboortedata=geboortedata)
    _show("aanvaard", besluiten, json=json)


def wijs_af(
    organisatie: Oin,
    voorstellen: Uuids = None,
    alle: Alle = False,
    soort: Soort = None,
    aanleiding: Waarom = None,
    json: Json = False,
) -> None:
    """Wijs voorstellen af: er verandert niets, en hetzelfde signaal geeft geen nieuw voorstel."""
    wie, uuids = _choose(organisatie, "wijs-af", voorstellen, soort, aanleiding, alle=alle)
    _show("wijs-af", reject_voorstellen(wie, uuids), json=json)


def maak(
    dag: Annotated[
        datetime | None, typer.Option(**_DATUM, help="Dag waarnaar wordt gekeken. Standaard vandaag.")
    ] = None,
    json: Json = False,
) -> None:
    """Maak de voorstellen die niet van DUO komen: bijna 27, overleden volgens een werkgever, of een bron die zwijgt."""
    vandaag = dag_van(datetime.now(UTC))
    kijkdag = require_kijkdag(dag.date() if dag else vandaag, vandaag)
    ensure_database()
    with scherm.progress("Voorstellen maken"):
        aantal = stel_voor(operator("voorstellen"), kijkdag)
    if json:
        scherm.show_json({"gemaakt": aantal})
    else:
        scherm.say(f"Nieuwe voorstellen: {scherm.as_text(aantal)}.")


def _choose(
    oin: str,
    taak: str,
    voorstellen: Sequence[str] | None,
    soort: Voorstelsoort | None,
    aanleiding: Aanleiding | None,
    *,
    alle: bool,
) -> tuple[Wie, Sequence[str]]:
    """Return who decides, and about what: the proposals that were named, or all of a kind."""
    gekozen = bool(soort or aanleiding)
    if (alle, bool(voorstellen), gekozen) not in {(True, False, True), (False, True, False)}:
        raise InvoerFout(
            Fout(
                "OPDRACHT",
                "Noem de voorstellen, of kies --alle met --soort of --aanleiding.",
                f"vsv voorstellen {taak}",
                f"Zie 'vsv voorstellen {taak} --help'.",
            )
        )
    ensure_database()
    wie = _wie(oin, taak)
    return wie, voorstellen or _list_all(wie, soort, aanleiding)


def _list_all(wie: Wie, soort: Voorstelsoort | None, aanleiding: Aanleiding | None) -> Sequence[str]:
    uuids: list[str] = []
    na = None
    while True:
        pagina = list_voorstellen(wie, soort=soort, aanleiding=aanleiding, na=na, aantal=_PAGINA)
        uuids += pagina.voorstellen["voorstel"].to_list()
        na = pagina.volgende
        if na is None:
            return uuids


def _show(taak: str, besluiten: pl.DataFrame, *, json: bool) -> None:
    """Show what was done and what not.

    Raises:
        InvoerFout: None of it could be done.
    """
    rest = besluiten.filter(~pl.col("gedaan"))
    gedaan = besluiten.height - rest.height
    faults = rest.filter(pl.col("code") != _AL_ZO[taak]).select("code", "zin", "voorstel")
    if json:
        scherm.show_json({"gedaan": gedaan, "besluiten": besluiten.to_dicts()})
    if faults.height == besluiten.height > 0:
        raise InvoerFout(*(Fout(*fault) for fault in faults.head(_TONEN).iter_rows()), aantal=faults.height)
    if not json:
        scherm.say(f"Gedaan: {scherm.as_text(gedaan)} van {scherm.as_text(besluiten.height)}.")
        _show_rest(rest)


def _show_rest(rest: pl.DataFrame) -> None:
    if rest.is_empty():
        return
    eerste = rest.head(_TONEN)
    scherm.show_table("Niet gedaan", ["Voorstel", "Code", "Reden"], eerste.select("voorstel", "code", "zin").rows())
    if meer := rest.height - eerste.height:
        scherm.say(f"En nog {scherm.as_text(meer)}.")


def _wie(oin: str, taak: str) -> Wie:
    return operator(f"voorstellen-{taak}", find_organisatie(oin))
