"""The demo: a small Netherlands of Doorstroompunten goes through twelve weeks, told in the terminal.

All weeks but the last come as leveringen, a line each; the last one goes day by day, with the daily cycle and an
oefen-UWV that is asked (see `demodag`). Everything is real but the people: the same services as in production, on a
database of its own in the data folder, which is thrown away at the next demo.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database, stop_embedded
from vsv.beheer.demodag import run_days
from vsv.beheer.oefenportaal import ROLSPELERS, let_in, run_portaal, start_makelaar
from vsv.beheer.oefenwereld import add_newcomer, fresh_folder, last_monday
from vsv.beheer.rapportscherm import show_herzieningen, show_inzage
from vsv.bronnen.service import take_levering
from vsv.domein.fouten import ControleFout
from vsv.klantvolg.service import Afmeldreden, draag_over, meld_af
from vsv.logboek.service import check_chain, ensure_months, seal
from vsv.rapport.service import (
    Keuze,
    check_alle,
    export_rapport,
    herzie_weken,
    list_rapporten,
    read_rapport,
    run_dag,
    run_week,
)
from vsv.simulatie.service import Nederland, leveringen_per_week, make_nederland, write
from vsv.toegang.service import Organisatie, Wie, add_organisatie, als_dienst, operator

WEKEN = 12
POORT = int(os.environ.get("VSV_DEMO_POORT", "8000"))
"""Of the portal."""


def run_demo(*, personen: int, zaad: int, stop: bool) -> None:
    """Make the people, let twelve weeks pass, show what came of it, and stay up unless `stop`.

    Raises:
        InvoerFout: `DATABASE_URL` is set: the demo never touches a database that may be somebody's.
    """
    folder = fresh_folder("demo")
    try:
        organisaties, nederland = _prepare(personen, zaad)
        ontvangers = _ontvangers(nederland)
        _let_weeks_pass(folder, organisaties, ontvangers, nederland)
        scherm.say("\nDe laatste week, dag voor dag: nu worden UWV en het register Participatiewet zelf bevraagd.")
        run_days(folder, nederland, lambda rows, dag: _sign_off_all(organisaties, ontvangers, rows, dag))
        largest = _show_outcome(folder, nederland.tot)
        with _portaal(folder, largest, organisaties):
            if not stop:
                _stay_up(folder, largest)
    finally:
        stop_embedded(folder / "postgres")


def _prepare(personen: int, zaad: int) -> tuple[dict[str, Organisatie], Nederland]:
    with _step("Database inrichten"):
        ensure_database()
        with als_dienst(operator("demo")) as sessie:
            ensure_months(sessie.cur, date.today().replace(day=1))  # noqa: DTZ011  # the log is about today
    with _step("Nederland verzinnen"):
        nederland = make_nederland(personen=personen, zaad=zaad, tot=last_monday(), weken=WEKEN)
    with _step(f"{nederland.organisaties.height} organisaties toevoegen"):
        organisaties = {
            row["oin"]: add_organisatie(operator("demo"), **row) for row in nederland.organisaties.iter_rows(named=True)
        }
    return organisaties, nederland


_COLUMNS = (("week", 5), ("aan", 6), ("af", 5), ("genomen", 8), ("mutaties", 9), ("anders", 7))
_COUNTS = (("NP", 5), ("1", 6), ("2", 6), ("3", 6), ("4", 6), ("5", 6))


def _let_weeks_pass(
    folder: Path,
    organisaties: dict[str, Organisatie],
    ontvangers: dict[tuple[str, str], str],
    nederland: Nederland,
) -> None:
    """Play the weeks back but the last one, a line each.

    The columns: aanmeldingen and afmeldingen of the week, rows of its levering taken, mutations of IKV's for those in
    NP or 1, lines that changed in the week run, and how many stand in each priority.
    """
    scherm.say(f"\n{nederland.weken} weken tot {nederland.tot:%d-%m-%Y}; eerst alles van daarvoor.\n")
    scherm.say("".join(f"{naam:>{width}}" for naam, width in _COLUMNS + _COUNTS))
    for peildatum, tabellen in islice(leveringen_per_week(nederland), nederland.weken):
        cells = _week(folder, organisaties, ontvangers, peildatum, tabellen)
        widths = (width for _, width in _COLUMNS + _COUNTS)
        scherm.say("".join(f"{scherm.as_text(cel):>{width}}" for cel, width in zip(cells, widths, strict=True)))


def _week(
    folder: Path,
    organisaties: dict[str, Organisatie],
    ontvangers: dict[tuple[str, str], str],
    peildatum: date,
    tabellen: dict[str, pl.DataFrame],
) -> list[object]:
    """Let one week pass: the levering, the afmeldingen, the day run on Sunday and the week run on Monday."""
    wie = operator("demo")
    afmeldingen = tabellen.pop("afmeldingen")
    levering = folder / "leveringen" / str(peildatum)
    write(tabellen, levering)
    telling = take_levering(wie, levering).totaal
    _sign_off_all(organisaties, ontvangers, afmeldingen, peildatum)
    zondag = peildatum - timedelta(days=1)
    mutaties = run_dag(wie, zondag).mutaties.height
    uitkomst = run_week(wie, peildatum)
    aantallen = [sum(r.aantallen[p] for r in uitkomst.rapporten) for p in range(6)]
    counts = [tabellen["aanmeldingen"].height, afmeldingen.height, telling.genomen, mutaties, uitkomst.gewijzigd]
    return [f"{peildatum:%d-%m}", *counts, *aantallen]


def _sign_off_all(
    organisaties: dict[str, Organisatie],
    ontvangers: dict[tuple[str, str], str],
    afmeldingen: pl.DataFrame,
    vandaag: date,
) -> None:
    """Carry out the afmeldingen and overdrachten of a week or a day."""
    for row in afmeldingen.iter_rows(named=True):
        _sign_off(operator("demo"), organisaties, ontvangers, row, vandaag)


def _sign_off(
    wie: Wie,
    organisaties: dict[str, Organisatie],
    ontvangers: dict[tuple[str, str], str],
    row: dict[str, Any],
    vandaag: date,
) -> None:
    who, bsn, day = wie.voor(organisaties[row["organisatie_oin"]]), row["bsn"], row["afmelddatum"]
    if row["reden"] == "OVERGEDRAGEN":
        naar = organisaties[ontvangers[row["organisatie_oin"], bsn]]
        draag_over(who, bsn=bsn, naar=naar, datum=day, vandaag=vandaag)
    elif row["reden"] != "LEEFTIJD":  # at 27 the service ends it by itself
        meld_af(who, bsn=bsn, afmelddatum=day, reden=Afmeldreden(row["reden"]), vandaag=vandaag)


def _ontvangers(nederland: Nederland) -> dict[tuple[str, str], str]:
    """Return for each organisation (OIN) and BSN that it hands over, to which organisation."""
    pairs = (
        nederland.afmeldingen.filter(pl.col("reden") == "OVERGEDRAGEN")
        .join(nederland.tabellen["aanmeldingen"].select("bsn", "aanmelddatum", naar="organisatie_oin"), on="bsn")
        .filter(pl.col("naar") != pl.col("organisatie_oin"), pl.col("aanmelddatum_right") <= pl.col("afmelddatum"))
        .sort("aanmelddatum_right")
    )
    return {(van, bsn): naar for van, bsn, naar in pairs.select("organisatie_oin", "bsn", "naar").iter_rows()}


def _show_outcome(folder: Path, tot: date) -> Organisatie:
    """Export the largest report, make all reports again, check the log; return whose report it was."""
    wie = operator("demo")
    scherm.say("")
    largest = max(list_rapporten(wie, soort="week", aantal=1), key=lambda rapport: rapport.totaal).organisatie
    show_inzage(read_rapport(wie.voor(largest), tot, keuze=Keuze(prioriteit=1, aantal=2)), json=False)
    rapporten = folder / "rapporten"
    rapporten.mkdir()
    with _step(f"Rapport van {largest.naam} als CSV, ODS, XLSX en PDF"):
        for formaat in ("csv", "ods", "xlsx", "pdf"):
            naam = f"rapport-{tot}" if formaat == "csv" else f"rapport-{tot}.{formaat}"  # CSV is a folder
            export_rapport(wie.voor(largest), tot, formaat, rapporten / naam)
    _show_hindsight(wie)
    with _step("Alle rapporten narekenen uit de feiten"):
        controles = list(check_alle(wie))
    for controle in controles:
        if controle.verschillen:
            raise ControleFout(*controle.verschillen, aantal=controle.aantal)
    with _step("Logboek verzegelen en controleren"), als_dienst(wie) as sessie:
        seal(sessie.cur)
        stand = check_chain(sessie.cur)
    scherm.say(
        f"\nDe keten van het logboek is heel: {scherm.as_text(stand.regels)} regels onder {stand.zegels} zegels."
    )
    scherm.say(f"De rapporten staan in {rapporten}.")
    return largest


def _show_hindsight(wie: Wie) -> None:
    """Say of the last weeks how many lines would be different by what is known now."""
    with _step("Eerdere weken naast wat nu bekend is"):
        weken = herzie_weken(wie, 4)
    show_herzieningen(weken, json=False)


@contextmanager
def _portaal(folder: Path, largest: Organisatie, organisaties: dict[str, Organisatie]) -> Iterator[None]:
    """Have the portal running, with an oefenmakelaar at which one chooses who to be."""
    region = [o for o in organisaties.values() if o.regio == largest.regio and o != largest]
    second = region[0] if region else next(o for o in organisaties.values() if o != largest)
    adres = f"http://127.0.0.1:{POORT}"
    with ExitStack() as stack:
        with _step("Portaal starten"):
            stack.enter_context(start_makelaar(folder / "portaal", let_in(largest, second, add_newcomer()), adres))
            stack.enter_context(run_portaal(adres, folder / "portaal" / "portaal.log"))
        scherm.say(f"\nHet portaal staat op {adres}. Log in als:")
        for speler in ROLSPELERS:
            scherm.say(f"  {speler.naam:<5} {speler.omschrijving}")
        yield


def _stay_up(folder: Path, largest: Organisatie) -> None:
    """Keep the portal and the database running until the user stops the demo."""
    scherm.say(
        f"\nDe demo blijft staan tot u Ctrl-C drukt. Kijk rond in een ander venster:\n"
        f"  export VSV_MAP={folder}\n"
        f"  .venv/bin/vsv organisatie lijst\n"
        f"  .venv/bin/vsv status\n"
        f"  .venv/bin/vsv rapport toon --organisatie {largest.oin}\n"
        f"  .venv/bin/vsv rapport signalen --organisatie {largest.oin}\n"
        f"  .venv/bin/vsv voorstellen lijst --organisatie {largest.oin}\n"
        f"  .venv/bin/vsv meldingen --organisatie {largest.oin}"
    )
    try:
        signal.pause()
    except KeyboardInterrupt:
        scherm.say("\nDe demo stopt.")


@contextmanager
def _step(text: str) -> Iterator[None]:
    """Say what is done, and how long it took."""
    start = time.perf_counter()
    with scherm.progress(text):
        yield
    scherm.say(f"{text} ({time.perf_counter() - start:.1f} s)")
