"""How the service is doing: what ran, what is open, how old each source is, and what is stuck. No people's data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from vsv.beheer.rooster import ROOSTER
from vsv.bronnen.service import (
    Bezorging,
    Bezorguitkomst,
    Bronstand,
    Vraagronde,
    has_new,
    look_in_inbak,
    read_bronstanden,
    read_vraagrondes,
)
from vsv.domein.fouten import Fout
from vsv.domein.perioden import datum_tekst
from vsv.opslag.service import Cursor
from vsv.toegang.service import Wie, als_dienst

TE_LAAT: Final = timedelta(hours=2)
"""A step that was due longer ago and isn't done is stuck."""
TE_LANG_OPEN: Final = timedelta(days=3)
"""A question that is open longer is stuck."""
TE_LANG_WACHTEND: Final = timedelta(days=1)
"""A levering in the inbak that has not arrived whole after so long is stuck."""
TE_STIL: Final = timedelta(minutes=5)
"""A worker without a sign of life for so long is gone."""


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
    """

    stap: str
    dag: date
    gepland_op: datetime
    klaar_op: datetime | None
    pogingen: int
    fout: str | None
    uitkomst: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How the service is doing.

    Attributes:
        verloop: Per step of the rooster the last time, as far as it ever was.
        bronnen: How each source is doing.
        rondes: What came of the questions of the last days.
        leveringen: How many leveringen there are.
        laatste_levering: When the last one came in; None = never.
        wachtend: Jobs that wait in the queue.
        bezig: Jobs that are being done.
        mislukt: Jobs that failed in the last day.
        laatst_mislukt: What the last of them is called; None when there were none.
        werker_op: Last sign of life of any worker; None = there is none.
        inbak: What stays in the inbak for now, and why; empty when none is set.
        vast: What is stuck, with what to do about it.
    """

    verloop: Sequence[Verloop]
    bronnen: Sequence[Bronstand]
    rondes: Sequence[Vraagronde]
    leveringen: int
    laatste_levering: datetime | None
    wachtend: int
    bezig: int
    mislukt: int
    laatst_mislukt: str | None
    werker_op: datetime | None
    inbak: Sequence[Bezorging]
    vast: Sequence[Fout]


def read_stand(wie: Wie, nu: datetime, *, dagen: int, inbak: Path | None = None) -> Stand:
    """Read how the service is doing.

    Args:
        wie: Who reads; needs the right to manage the service.
        nu: The moment it is.
        dagen: Of how many days to show what came of the questions.
        inbak: The watched folder, when there is one.
    """
    stays = look_in_inbak(inbak, nu=nu) if inbak and has_new(inbak) else []
    with als_dienst(wie, snapshot=True) as sessie:
        cur = sessie.cur
        verloop, bronnen = _read_verloop(cur), read_bronstanden(cur)
        rondes = read_vraagrondes(cur, aantal=dagen)
        ((leveringen, laatste),) = cur.execute("SELECT count(*), max(ingelezen_op) FROM levering")
        mislukt, laatst_mislukt = _read_failures(cur, nu)
        ((wachtend, bezig),) = cur.execute(
            """
            SELECT count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing')
            FROM procrastinate_jobs WHERE task_name <> 'hartslag'
            """
        )
        ((werker_op,),) = cur.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
    return Stand(
        verloop=verloop,
        bronnen=bronnen,
        rondes=rondes,
        leveringen=leveringen,
        laatste_levering=laatste,
        wachtend=wachtend,
        bezig=bezig,
        mislukt=mislukt,
        laatst_mislukt=laatst_mislukt,
        werker_op=werker_op,
        inbak=stays,
        vast=[
            *_stuck_steps(verloop, nu),
            *_stuck_sources(bronnen, nu),
            *_stuck_inbak(stays, nu),
            *_no_worker(werker_op, wachtend, nu),
        ],
    )


def _read_verloop(cur: Cursor) -> list[Verloop]:
    cur.execute(
        """
        SELECT DISTINCT ON (stap) stap, dag, gepland_op, klaar_op, pogingen, fout, uitkomst
        FROM cyclus ORDER BY stap, dag DESC
        """
    )
    found = {
        stap: Verloop(
            stap=stap,
            dag=dag,
            gepland_op=gepland_op,
            klaar_op=klaar_op,
            pogingen=pogingen,
            fout=fout,
            uitkomst=uitkomst,
        )
        for stap, dag, gepland_op, klaar_op, pogingen, fout, uitkomst in cur
    }
    return [found[stap.naam] for stap in ROOSTER if stap.naam in found]


def _read_failures(cur: Cursor, nu: datetime) -> tuple[int, str | None]:
    """Return how many jobs failed in the day before a moment, and what the last of them is called."""
    cur.execute(
        """
        SELECT count(*), (array_agg(j.task_name ORDER BY e.at DESC, e.id DESC))[1]
        FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id
        WHERE e.type = 'failed' AND e.at > %s
        """,
        (nu - timedelta(days=1),),
    )
    ((aantal, naam),) = cur
    return aantal, naam


def _stuck_steps(verloop: Sequence[Verloop], nu: datetime) -> Iterator[Fout]:
    for stap in verloop:
        if stap.klaar_op is None and nu - stap.gepland_op > TE_LAAT:
            reden = stap.fout or "Deze stap is niet klaar."
            yield Fout("STAP_VAST", reden, f"{stap.stap} van {datum_tekst(stap.dag)}", "Kijk of de werker draait.")


def _stuck_sources(bronnen: Sequence[Bronstand], nu: datetime) -> Iterator[Fout]:
    for bron in bronnen:
        if bron.oudste and nu.date() - bron.oudste > TE_LANG_OPEN:
            why = f" De laatste keer ging het mis: {bron.fout.label}." if bron.fout else ""
            yield Fout(
                "VRAGEN_VAST",
                f"{bron.open} vragen staan open, de oudste sinds {datum_tekst(bron.oudste)}.{why}",
                bron.bron.label,
                "Neem contact op met de bron.",
            )


def _stuck_inbak(inbak: Sequence[Bezorging], nu: datetime) -> Iterator[Fout]:
    for bezorging in inbak:
        if bezorging.uitkomst is Bezorguitkomst.WACHTEND and nu - bezorging.sinds > TE_LANG_WACHTEND:
            yield Fout(
                "INBAK_VAST",
                "Deze levering is na een dag nog niet compleet.",
                bezorging.plek,
                "Vraag de afzender om de rest, of zet er een leeg bestand KLAAR bij.",
            )


def _no_worker(werker_op: datetime | None, wachtend: int, nu: datetime) -> Iterator[Fout]:
    if wachtend and (werker_op is None or nu - werker_op > TE_STIL):
        yield Fout(
            "GEEN_WERKER", f"Er wachten {wachtend} taken en er draait geen werker.", "werker", "Start 'vsv werker'."
        )
