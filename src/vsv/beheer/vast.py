"""What is stuck, and what to do about it. Pure functions of what was read, which read no clock."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from vsv.beheer.cyclus import OVERGESLAGEN
from vsv.beheer.rooster import find_due, rooster_voor
from vsv.bronnen.service import Bezorging, Bezorguitkomst, Bronstand
from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout
from vsv.domein.perioden import dag_van, datum_tekst
from vsv.logboek.service import Ketencontrole
from vsv.meldingen.service import Bezorgtelling

TE_LAAT: Final = timedelta(hours=2)
"""A step that was due longer ago and isn't done is stuck, and so is a levering that could have been taken."""
TE_LANG_OPEN: Final = timedelta(days=3)
"""A question that is open longer is stuck."""
TE_LANG_WACHTEND: Final = timedelta(days=1)
"""A levering in the inbak that has not arrived whole after so long is stuck."""
TE_LANG_ONBEZORGD: Final = timedelta(days=4)
"""A melding that waits longer is stuck: after three days it should have been parked."""
TE_STIL: Final = timedelta(minutes=5)
"""A worker without a sign of life for so long is gone."""
BEWAAR: Final = "Bewaar de database zoals zij is en meld dit als incident."
"""What to do when the chain over the log is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verloop:
    """The last time a step was due.

    Attributes:
        stap: Name of the step.
        dag: The day it was for.
        gepland_op: When it was due.
        klaar_op: When it was done; None = not yet.
        pogingen: How often it was begun.
        fout: Why it failed the last time; None = it didn't.
        uitkomst: What came of it, counts.
        laatst_klaar: The last day for which this step was done; None = never.
    """

    stap: str
    dag: date
    gepland_op: datetime
    klaar_op: datetime | None
    pogingen: int
    fout: str | None
    uitkomst: Mapping[str, Any]
    laatst_klaar: date | None


def find_overdue(verloop: Sequence[Verloop], ingesteld: Collection[Bron], nu: datetime) -> Iterator[Fout]:
    """Return the steps that should have been done by now, whether or not a worker has ever begun at them.

    A service in which there never was a cycle runs by hand: there nothing is late.
    """
    if not verloop:
        return
    last = {stap.stap: stap for stap in verloop}
    for gepland in find_due(nu - TE_LAAT, rooster_voor(ingesteld)):
        stap = last.get(gepland.stap)
        if reden := _find_delay(stap, gepland.dag, ingesteld):
            plaats = f"{gepland.stap} van {datum_tekst(gepland.dag)}"
            yield Fout("STAP_VAST", reden, plaats, "Kijk of de werker draait.")


def _find_delay(stap: Verloop | None, dag: date, ingesteld: Collection[Bron]) -> str | None:
    """Return why a step is not done for a day; None when it is, or was done for a later one."""
    if stap is None or stap.dag < dag:
        return "Deze stap is niet begonnen."
    if stap.laatst_klaar is None or stap.laatst_klaar < dag:
        return stap.fout or "Deze stap is niet klaar."
    unplanned = [str(bron) for bron in ingesteld if bron not in stap.uitkomst]
    if stap.stap == "vragen" and stap.dag == dag and unplanned:
        return f"Er zijn geen vragen gepland voor {', '.join(unplanned)}."
    return None


def find_runs_ahead(verloop: Sequence[Verloop], nu: datetime) -> Iterator[Fout]:
    """Return the runs that are skipped because there is one for a day to come: so will be all until that day."""
    for stap in verloop:
        ahead = stap.uitkomst.get(OVERGESLAGEN)
        if ahead and date.fromisoformat(ahead) > dag_van(nu):
            yield Fout(
                "RUN_IN_DE_TOEKOMST",
                f"Er is al een run van {datum_tekst(date.fromisoformat(ahead))}. Tot die dag komen er geen rapporten.",
                f"{stap.stap} van {datum_tekst(stap.dag)}",
                "Zet de reservekopie van de database terug van voor die run.",
            )


def find_stuck_sources(bronnen: Sequence[Bronstand], nu: datetime) -> Iterator[Fout]:
    """Return the sources with a question that has been open for too long."""
    for bron in bronnen:
        if bron.oudste and dag_van(nu) - bron.oudste > TE_LANG_OPEN:
            why = f" De laatste keer ging het mis: {bron.fout.label}." if bron.fout else ""
            since = datum_tekst(bron.oudste)
            open_ = (
                f"1 vraag staat open, sinds {since}."
                if bron.open == 1
                else f"{bron.open} vragen staan open, de oudste sinds {since}."
            )
            yield Fout("VRAGEN_VAST", f"{open_}{why}", bron.bron.label, "Neem contact op met de bron.")


def find_stuck_inbak(inbak: Sequence[Bezorging], nu: datetime) -> Iterator[Fout]:
    """Return the leveringen that have been in the inbak for too long."""
    for bezorging in inbak:
        passed = nu - bezorging.sinds
        if bezorging.uitkomst is Bezorguitkomst.WACHTEND and passed > TE_LANG_WACHTEND:
            yield Fout(
                "INBAK_VAST",
                "Deze levering is na een dag nog niet compleet.",
                bezorging.plek,
                "Vraag de afzender om de rest, of zet er een leeg bestand KLAAR bij.",
            )
        if bezorging.uitkomst is Bezorguitkomst.UITGESTELD and passed > TE_LAAT:
            yield Fout("INBAK_VAST", bezorging.fouten[0].reden, bezorging.plek, bezorging.fouten[0].advies)


def find_stuck_meldingen(bezorging: Bezorgtelling, nu: datetime) -> Iterator[Fout]:
    """Return that meldingen wait longer than they are ever tried: nobody brings them.

    What is parked is not stuck: it is shown to the organisation, whose vendor was not there.
    """
    if bezorging.oudste and nu - bezorging.oudste > TE_LANG_ONBEZORGD:
        waiting = "1 melding wacht" if bezorging.wachtend == 1 else f"{bezorging.wachtend} meldingen wachten"
        since = datum_tekst(dag_van(bezorging.oudste))
        yield Fout(
            "MELDINGEN_VAST",
            f"{waiting} op bezorging, de oudste sinds {since}.",
            "meldingen",
            "Kijk of de werker draait, en of VSV_OIN en VSV_API_ADRES zijn ingesteld.",
        )


def find_broken_chain(keten: Ketencontrole | None) -> Iterator[Fout]:
    """Return that the log was tampered with, by what the last check found."""
    if keten is not None and keten.breuk:
        yield Fout("KETEN_GEBROKEN", keten.breuk, "logboek", BEWAAR)


def find_no_worker(werker_op: datetime | None, wachtend: int, nu: datetime, *, overdue: bool) -> Iterator[Fout]:
    """Return that there is work and nobody who does it."""
    if werker_op is not None and nu - werker_op <= TE_STIL:
        return
    jobs = "Er wacht 1 taak" if wachtend == 1 else f"Er wachten {wachtend} taken"
    if wachtend or overdue:
        reden = f"{jobs} en er draait geen werker." if wachtend else "Er is werk te laat en er draait geen werker."
        yield Fout("GEEN_WERKER", reden, "werker", "Start 'vsv werker'.")
