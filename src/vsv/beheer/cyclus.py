"""The daily cycle: what each step of the rooster does, and that it is done once.

A step may be asked for any number of times, by any number of workers. Whoever comes first does it, in the order in
which the steps were due; that it is done stands in the table `cyclus`. What a step does is safe to do twice, so a
process that dies between doing it and writing that down does no harm.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from psycopg.types.json import Jsonb

from vsv.beheer.berichten import tell_run, tell_voorstellen
from vsv.beheer.rooster import Gepland, find_due, rooster_voor
from vsv.beheer.voorstellen import stel_voor
from vsv.bronnen.service import Instellingen, Klok, find_unasked, plan_vragen
from vsv.domein.codes import Bron
from vsv.domein.fouten import VsvFout
from vsv.domein.perioden import dag_van
from vsv.domein.vergissing import describe
from vsv.klantvolg.service import forget_inleveringen
from vsv.logboek.service import control_chain, ensure_months, seal
from vsv.meldingen.service import Bezorginstellingen, forget_bezorgingen
from vsv.opslag.service import exclusive
from vsv.rapport.service import (
    Runverslag,
    find_dagelijks,
    forget_wijzigingen,
    last_peildatum,
    run_dag,
    run_week,
    update_effect,
)
from vsv.toegang.service import Wie, als_dienst, operator

_log = logging.getLogger(__name__)

Uitkomst = Mapping[str, Any]

RUNS: Final = ("dagrun", "weekrun")
WACHT_OP_VRAGEN: Final = timedelta(hours=1)
"""How long after the questions were planned a run waits for them to be asked. At night that is long over; it matters
when a worker has been away. Our decision."""
TERUG: Final = timedelta(weeks=4)
"""Of runs of so long ago is still told when that was not done. Our decision."""
OVERGESLAGEN: Final = "overgeslagen_voor"
"""In the outcome of a run that was skipped: the peildatum of the later run that exists already."""


def now() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Werkplek:
    """What a worker works with.

    Attributes:
        instellingen: How the sources are asked; None: they are not.
        inbak: The folder that is watched for leveringen; None: there is none.
        bezorging: How meldingen are brought; None: they are not.
        klok: What time it is; another one than the real clock only for practice.
        wie: Who works.
        meld: Told what was done, as the name of a task and its outcome.
        halt: Set when it is time to stop: what is under way is finished, nothing new is begun.
    """

    instellingen: Instellingen | None = None
    inbak: Path | None = None
    bezorging: Bezorginstellingen | None = None
    klok: Klok = now
    wie: Wie = field(default_factory=lambda: operator("werker"))
    meld: Callable[[str, Uitkomst], None] = lambda _taak, _uitkomst: None
    halt: threading.Event = field(default_factory=threading.Event)

    @property
    def bronnen(self) -> list[Bron]:
        """The sources that are asked."""
        return list(self.instellingen.bronnen) if self.instellingen else []


def find_open_steps(werkplek: Werkplek) -> list[Gepland]:
    """Return the steps that are due, not done, and may be tried now.

    A run waits for the questions of the day that have not been asked yet, but no longer than `WACHT_OP_VRAGEN`. The
    questions of the day are not done before they are planned for every source that this worker asks; another worker
    may ask other ones.
    """
    nu = werkplek.klok()
    due = find_due(nu, rooster_voor(werkplek.bronnen))
    with als_dienst(werkplek.wie) as sessie:
        sessie.cur.execute(
            """
            SELECT g.plaats - 1
            FROM unnest(%s::text[], %s::date[]) WITH ORDINALITY AS g (stap, dag, plaats)
            LEFT JOIN cyclus c USING (stap, dag)
            WHERE (c.klaar_op IS NULL OR g.stap = 'vragen' AND NOT c.uitkomst ?& %s::text[])
              AND (c.niet_voor IS NULL OR c.niet_voor <= %s)
            ORDER BY g.plaats
            """,
            ([gepland.stap for gepland in due], [gepland.dag for gepland in due], list(map(str, werkplek.bronnen)), nu),
        )
        steps = [due[plaats] for (plaats,) in sessie.cur]
        sessie.cur.execute(
            "SELECT EXISTS (SELECT FROM cyclus WHERE stap = 'vragen' AND klaar_op > %s)", (nu - WACHT_OP_VRAGEN,)
        )
        ((just_planned,),) = sessie.cur
        waits = just_planned and set(find_unasked(sessie.cur, nu)) & set(werkplek.bronnen)
    return [gepland for gepland in steps if not (waits and gepland.stap in RUNS)]


def run_cyclus(werkplek: Werkplek) -> int:
    """Carry out every step that is due and not done, in order, and return how many were done.

    A step that fails is written down with its reason, and tried again later; the others go on.

    Raises:
        OmgevingFout: The database went away.
    """
    done = 0
    with exclusive("werker", "beheer.cyclus") as mine:
        while mine and not werkplek.halt.is_set() and (steps := find_open_steps(werkplek)):
            done += _carry_out(werkplek, steps[0])
    return done


def _carry_out(werkplek: Werkplek, gepland: Gepland) -> bool:
    _note_begin(werkplek, gepland)
    try:
        uitkomst = STAPPEN[gepland.stap](werkplek, gepland.dag)
    except VsvFout as fault:
        _note_failure(werkplek, gepland, str(fault.fouten[0]))
        return False
    except Exception as mistake:  # noqa: BLE001  # a mistake of ours may not keep the other steps from being done
        _log.error("De stap %s van %s mislukte.\n%s", gepland.stap, gepland.dag, describe(mistake))
        _note_failure(werkplek, gepland, f"Een fout in VSV-monitor zelf ({type(mistake).__name__}).")
        return False
    _note_done(werkplek, gepland, uitkomst)
    werkplek.meld(gepland.stap, uitkomst)
    return True


def _note_begin(werkplek: Werkplek, gepland: Gepland) -> None:
    with als_dienst(werkplek.wie) as sessie:
        sessie.cur.execute(
            """
            INSERT INTO cyclus (stap, dag, gepland_op, begonnen_op, pogingen) VALUES (%s, %s, %s, %s, 1)
            ON CONFLICT (stap, dag) DO UPDATE
            SET begonnen_op = EXCLUDED.begonnen_op, pogingen = least(cyclus.pogingen + 1, 30000), klaar_op = NULL
            """,
            (gepland.stap, gepland.dag, gepland.moment, werkplek.klok()),
        )


def _note_done(werkplek: Werkplek, gepland: Gepland, uitkomst: Uitkomst) -> None:
    with als_dienst(werkplek.wie) as sessie:
        sessie.cur.execute(
            """
            UPDATE cyclus SET klaar_op = %s, uitkomst = %s, fout = NULL, niet_voor = NULL
            WHERE stap = %s AND dag = %s
            """,
            (werkplek.klok(), Jsonb(dict(uitkomst)), gepland.stap, gepland.dag),
        )
        sessie.log(f"beheer.{gepland.stap}", bijzonderheden={"dag": str(gepland.dag), **uitkomst})


def _note_failure(werkplek: Werkplek, gepland: Gepland, fout: str) -> None:
    with als_dienst(werkplek.wie) as sessie:
        sessie.cur.execute(
            """
            UPDATE cyclus SET fout = %(fout)s, niet_voor = %(nu)s + least(interval '1 hour',
                                                    interval '1 minute' * 2 ^ least(pogingen - 1, 10))
            WHERE stap = %(stap)s AND dag = %(dag)s
            """,
            {"fout": fout, "nu": werkplek.klok(), "stap": gepland.stap, "dag": gepland.dag},
        )


def _plan(werkplek: Werkplek, dag: date) -> Uitkomst:
    """Plan whom to ask about today: who is not ranked, in NP or in 1, and before the week run everyone."""
    with als_dienst(werkplek.wie) as sessie:
        sessie.cur.execute("SELECT uitkomst FROM cyclus WHERE stap = 'vragen' AND dag = %s", (dag,))
        ((planned,),) = sessie.cur
        dagelijks = find_dagelijks(sessie.cur)
        added = {
            str(bron): plan_vragen(sessie.cur, bron, dag=dag, nu=werkplek.klok(), dagelijks=dagelijks)
            for bron in werkplek.bronnen
            if str(bron) not in planned
        }
    return {**planned, **added}


def _dagrun(werkplek: Werkplek, dag: date) -> Uitkomst:
    last = last_peildatum(werkplek.wie) or dag
    if last > dag:
        return _skip(werkplek, dag, last)
    return _tell(werkplek, run_dag(werkplek.wie, dag))


def _weekrun(werkplek: Werkplek, dag: date) -> Uitkomst:
    """The week run of Monday; made up for on a later day it is about the last day there was a run for."""
    last = max(dag, last_peildatum(werkplek.wie) or dag)
    if last > dag_van(werkplek.klok()):  # by a mistake: all weeks until then would be that one
        return _skip(werkplek, dag, last)
    uitkomst = _tell(werkplek, run_week(werkplek.wie, last))
    return {**uitkomst, "effect": update_effect(werkplek.wie, last)}


def _skip(werkplek: Werkplek, dag: date, last: date) -> Uitkomst:
    return {OVERGESLAGEN: str(last), **_tell_missed(werkplek, dag)}


def _tell(werkplek: Werkplek, verslag: Runverslag) -> Uitkomst:
    """Put the meldingen of a run in the outbox, after those of earlier ones, and say what it did."""
    missed = _tell_missed(werkplek, verslag.run.peildatum, verslag.run.id)
    return {
        "run": verslag.run.id,
        "peildatum": str(verslag.run.peildatum),
        "rapporten": len(verslag.rapporten),
        "gewijzigd": verslag.gewijzigd or 0,
        "mutaties": verslag.mutaties.height,
        "signalen": int(verslag.signalen["aantal"].sum()),
        "meldingen": tell_run(werkplek.wie, verslag),
        **missed,
    }


def _tell_missed(werkplek: Werkplek, dag: date, voor: int | None = None) -> Uitkomst:
    """Tell of the runs of the last weeks (before run `voor`) that nobody was told of: a process died halfway."""
    with als_dienst(werkplek.wie) as sessie:
        sessie.cur.execute(
            """
            SELECT soort, peildatum FROM run
            WHERE peildatum BETWEEN %(dag)s::date - %(terug)s::int AND %(dag)s::date
              AND (%(voor)s::bigint IS NULL OR id < %(voor)s)
              AND NOT EXISTS (SELECT FROM melding WHERE aanleiding = 'run ' || run.id)
            ORDER BY id
            """,
            {"dag": dag, "terug": TERUG.days, "voor": voor},
        )
        untold = sessie.cur.fetchall()
    runs = {"dag": run_dag, "week": run_week}  # asked for once more, they only say what they did
    told = sum(tell_run(werkplek.wie, runs[soort](werkplek.wie, peildatum)) for soort, peildatum in untold)
    return {"alsnog_gemeld": told} if told else {}


def _propose(werkplek: Werkplek, dag: date) -> Uitkomst:
    """Make the proposals that age, employers and silent sources give reason to, and tell of all that are open."""
    made = stel_voor(werkplek.wie, dag)
    return {"gemaakt": made, "meldingen": tell_voorstellen(werkplek.wie)}


def _seal(werkplek: Werkplek, _dag: date) -> Uitkomst:
    """Seal the log, make room for the months to come, and check the chain; one that is broken stands in the status.

    What was handed in and never confirmed goes too, and so does what was told, or changed, so long ago that nobody
    asks.
    """
    forget_wijzigingen(werkplek.wie)
    with als_dienst(werkplek.wie) as sessie:
        ensure_months(sessie.cur, dag_van(now()).replace(day=1))
        forget_inleveringen(sessie)
        forgotten = forget_bezorgingen(sessie.cur, werkplek.klok())
        link = seal(sessie.cur)
    with als_dienst(werkplek.wie, snapshot=True) as sessie:
        found = control_chain(sessie.cur)
    outcome = {"regels": link.regels if link else 0, "keten": "gebroken" if found.breuk else "heel"}
    return {**outcome, "bezorgingen_verwijderd": forgotten} if forgotten else outcome


STAPPEN: Final[Mapping[str, Callable[[Werkplek, date], Uitkomst]]] = {
    "vragen": _plan,
    "dagrun": _dagrun,
    "weekrun": _weekrun,
    "voorstellen": _propose,
    "logboek": _seal,
}
"""What each step of the rooster does, for a day; returns counts, without people."""
