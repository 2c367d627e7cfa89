"""How the service is doing: what ran, what is open, how old each source is, and what is stuck. No people's data."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vsv.beheer.rooster import ROOSTER
from vsv.beheer.vast import (
    Verloop,
    find_broken_chain,
    find_no_worker,
    find_overdue,
    find_runs_ahead,
    find_stuck_inbak,
    find_stuck_meldingen,
    find_stuck_sources,
)
from vsv.bronnen.service import (
    Bezorging,
    Bronstand,
    Vraagronde,
    load_instellingen,
    look_in_inbak,
    read_bronstanden,
    read_vraagrondes,
)
from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout, VsvFout
from vsv.logboek.service import Ketencontrole, last_check
from vsv.meldingen.service import Bezorgtelling, count_bezorgingen
from vsv.opslag.service import Cursor
from vsv.toegang.service import Wie, als_dienst


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
        ingesteld: The sources that are asked, by the settings of who reads this.
        inbak: What stays in the inbak for now, and why; empty when none is set.
        bezorging: How many meldingen wait to be brought, and how many are parked.
        keten: What the last check of the chain over the log found; None = there never was one.
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
    ingesteld: Sequence[Bron]
    inbak: Sequence[Bezorging]
    bezorging: Bezorgtelling
    keten: Ketencontrole | None
    vast: Sequence[Fout]


def read_stand(
    wie: Wie, nu: datetime, *, dagen: int, inbak: Path | None = None, ingesteld: Sequence[Bron] = ()
) -> Stand:
    """Read how the service is doing.

    Args:
        wie: Who reads; needs the right to manage the service.
        nu: The moment it is.
        dagen: Of how many days to show what came of the questions.
        inbak: The watched folder, when there is one.
        ingesteld: The sources that are asked.
    """
    stays, blind = _look(inbak, nu)
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
        keten, bezorging = last_check(cur), count_bezorgingen(cur)
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
        ingesteld=ingesteld,
        bezorging=bezorging,
        keten=keten,
        vast=[
            *find_broken_chain(keten),
            *(overdue := list(find_overdue(verloop, ingesteld, nu))),
            *find_runs_ahead(verloop, nu),
            *find_stuck_sources(bronnen, nu),
            *find_stuck_inbak(stays, nu),
            *blind,
            *find_stuck_meldingen(bezorging, nu),
            *find_no_worker(werker_op, wachtend, nu, overdue=bool(overdue)),
        ],
    )


def read_current_stand(wie: Wie, *, dagen: int, inbak: Path | None = None) -> Stand:
    """Read how the service is doing now, by the settings of this process (`VSV_BRONNEN`, `VSV_INBAK`).

    Args:
        wie: Who reads; needs the right to manage the service.
        dagen: Of how many days to show what came of the questions.
        inbak: Another watched folder than that of the settings.

    Raises:
        GeenRecht: `wie` does not run the service.
        OmgevingFout: The settings can't be read.
    """
    watched = os.environ.get("VSV_INBAK")
    instellingen = load_instellingen()
    return read_stand(
        wie,
        datetime.now(UTC),
        dagen=dagen,
        inbak=inbak or (Path(watched) if watched else None),
        ingesteld=list(instellingen.bronnen) if instellingen else (),
    )


def _read_verloop(cur: Cursor) -> list[Verloop]:
    cur.execute(
        """
        SELECT DISTINCT ON (stap) stap, dag, gepland_op, klaar_op, pogingen, fout, uitkomst,
               max(dag) FILTER (WHERE klaar_op IS NOT NULL) OVER (PARTITION BY stap)
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
            laatst_klaar=laatst_klaar,
        )
        for stap, dag, gepland_op, klaar_op, pogingen, fout, uitkomst, laatst_klaar in cur
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


def _look(inbak: Path | None, nu: datetime) -> tuple[Sequence[Bezorging], Sequence[Fout]]:
    """Return what stays in the inbak for now, and why it can't be looked into."""
    try:
        return (look_in_inbak(inbak, nu=nu), ()) if inbak else ((), ())
    except VsvFout as fault:
        return (), fault.fouten
