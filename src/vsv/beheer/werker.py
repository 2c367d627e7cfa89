"""The worker: jobs on procrastinate, in the same database.

Once a minute the `hartslag` looks what there is to do and puts a job in the queue for it. What is to be done stands in
our own tables and not in the queue, so a job that is lost costs nothing: the next beat makes a new one. That two jobs
do the same thing is no harm either: the work itself is done by one at a time.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import procrastinate
import psycopg
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.psycopg_connector import PsycopgConnector

from vsv.beheer.cyclus import Werkplek, find_open_steps, run_cyclus
from vsv.bronnen.service import Bezorguitkomst, Telling, ask_bron, empty_inbak, find_askable, has_new
from vsv.domein.codes import Bron
from vsv.domein.fouten import OmgevingFout, VsvFout
from vsv.domein.vergissing import describe
from vsv.meldingen.service import deliver_meldingen, has_due
from vsv.opslag.service import conninfo, translated_faults
from vsv.rapport.service import carry_out_checks, carry_out_wat_als, find_open_checks, find_open_wat_als
from vsv.toegang.service import als_dienst

CONCURRENCY: Final = 9
"""Jobs at once: the cycle, the three sources, the inbak, checks and what-ifs asked for, meldingen, and the beat."""

HEARTBEAT: Final = 10.0
"""Seconds between signs of life of a worker; after three times as long its jobs are taken over."""

KEEP_JOBS: Final = timedelta(days=14)
"""How long finished jobs stay, to look back on."""

_AFGEHANDELD: Final = (Bezorguitkomst.GENOMEN, Bezorguitkomst.GEWEIGERD)

_log = logging.getLogger(__name__)

Job = tuple[str, dict[str, Any]]


def find_work(werkplek: Werkplek) -> list[Job]:
    """Return what there is to do now: names of tasks with their arguments."""
    jobs: list[Job] = []
    if werkplek.inbak and has_new(werkplek.inbak):
        jobs.append(("inbak", {}))
    if find_open_steps(werkplek):
        jobs.append(("cyclus", {}))
    with als_dienst(werkplek.wie) as sessie:
        nu = werkplek.klok()
        jobs += [("bevraag", {"bron": str(bron)}) for bron in find_askable(sessie.cur, nu) if bron in werkplek.bronnen]
        if find_open_checks(sessie.cur):
            jobs.append(("narekenen", {}))
        if find_open_wat_als(sessie.cur):
            jobs.append(("doorrekenen", {}))
        if werkplek.bezorging and has_due(sessie.cur, nu):
            jobs.append(("bezorg", {}))
    return jobs


def work_off(werkplek: Werkplek) -> None:
    """Do all there is to do now, and return when nothing is left that can be done now, or a signal says to stop.

    Raises:
        VsvFout: A job could not be done; what it was to do is still to be done.
        OmgevingFout: The database can't be reached.
    """
    app = build_app(werkplek)
    while not werkplek.halt.is_set() and (jobs := find_work(werkplek)):
        done_before = app.progress
        app.put(jobs)
        app.run()
        if app.fault:
            raise app.fault
        if app.progress == done_before:
            return


def work(werkplek: Werkplek, *, heartbeat: float = HEARTBEAT) -> None:
    """Work until a signal (SIGTERM, SIGINT) says to stop; a database that goes away is waited for.

    What is under way is finished before it stops: a step of the cycle, and the questions that have been put.
    """
    wait = 1.0
    while not werkplek.halt.is_set():
        try:
            app = build_app(werkplek, heartbeat=heartbeat)
            app.beat()
            app.run(wait=True)
            wait = 1.0
        except OmgevingFout as fault:
            _log.warning("%s Over %.0f seconden weer.", fault, wait)
            wait = min(2 * wait, 60.0)
        werkplek.halt.wait(wait)


@contextmanager
def _queue_faults() -> Iterator[None]:
    """Say what the surroundings do to the queue in the same words as for any other table."""
    with translated_faults():
        try:
            yield
        except ConnectorException as e:
            if isinstance(e.__cause__, psycopg.Error):
                raise e.__cause__ from None
            raise


class Werkapp:
    """The tasks of a worker, bound to what it works with.

    Attributes:
        progress: How many jobs have done something.
        fault: Why the last job that could not be done, could not; None when there was none.
    """

    def __init__(self, werkplek: Werkplek, heartbeat: float) -> None:
        self.progress = 0
        self.fault: Exception | None = None
        self._werkplek = werkplek
        self._heartbeat = heartbeat
        self._silence = 3 * heartbeat
        self._app = procrastinate.App(
            connector=PsycopgConnector(
                conninfo=conninfo("werker"), min_size=1, max_size=CONCURRENCY + 2, timeout=10.0, reconnect_timeout=10.0
            )
        )
        self._add_tasks()
        self._add_asked_tasks()

    def put(self, jobs: list[Job]) -> None:
        """Put jobs in the queue; one that waits there already is not put in again."""
        with _queue_faults(), self._app.open():
            for naam, arguments in jobs:
                task = self._app.tasks[naam].configure(queueing_lock=_lock(naam, arguments))
                with suppress(AlreadyEnqueued):
                    task.defer(**arguments)

    def beat(self) -> None:
        """Put in the queue what there is to do now."""
        self.put(find_work(self._werkplek))

    def run(self, *, wait: bool = False) -> None:
        """Do the jobs that are in the queue, and with `wait` also those that come, until a signal says to stop."""
        with _queue_faults():
            asyncio.run(self._run(wait=wait))

    async def _run(self, *, wait: bool) -> None:
        async with self._app.open_async():
            await self._tidy()
            worker = asyncio.create_task(
                self._app.run_worker_async(
                    concurrency=CONCURRENCY,
                    wait=wait,
                    listen_notify=wait,
                    install_signal_handlers=False,
                    update_heartbeat_interval=self._heartbeat,
                    stalled_worker_timeout=self._silence,
                )
            )

            def stop() -> None:
                self._werkplek.halt.set()
                worker.cancel()

            if threading.current_thread() is threading.main_thread():  # only there signals can be listened to
                for signum in (signal.SIGINT, signal.SIGTERM):
                    asyncio.get_running_loop().add_signal_handler(signum, stop)
            with suppress(asyncio.CancelledError):
                await worker

    async def _tidy(self) -> None:
        """Close the jobs of workers that died, as what they were to do is found again, and forget those of long ago."""
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._silence):
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        await manager.delete_old_jobs(nb_hours=int(KEEP_JOBS.total_seconds() // 3600), include_failed=True)

    def _add_tasks(self) -> None:
        app, werkplek = self._app, self._werkplek

        @app.periodic(cron="* * * * *")
        @app.task(name="hartslag", queueing_lock="hartslag")
        async def hartslag(timestamp: int) -> None:  # noqa: ARG001  # procrastinate gives the minute
            with self._noted():
                await self._beat_async()

        @app.task(name="inbak")
        def inbak() -> None:
            self._do(self._empty_inbak)

        @app.task(name="cyclus")
        async def cyclus() -> None:
            if await asyncio.to_thread(self._do, lambda: run_cyclus(werkplek)):
                with self._noted():
                    await self._beat_async()  # it may have planned what to ask, or found what to tell

        @app.task(name="bevraag")
        def bevraag(bron: str) -> None:
            self._do(lambda: self._ask(Bron.van(bron)))

    def _add_asked_tasks(self) -> None:
        """Add what is done because somebody asked for it: a check, a what-if, to be told."""
        app = self._app

        @app.task(name="narekenen")
        def narekenen() -> None:
            self._do(self._check_reports)

        @app.task(name="doorrekenen")
        def doorrekenen() -> None:
            self._do(self._count_wat_als)

        @app.task(name="bezorg")
        def bezorg() -> None:
            self._do(self._deliver)

    async def _beat_async(self) -> None:
        with _queue_faults():
            await self._tidy()
            for naam, arguments in await asyncio.to_thread(find_work, self._werkplek):
                task = self._app.tasks[naam].configure(queueing_lock=_lock(naam, arguments))
                with suppress(AlreadyEnqueued):
                    await task.defer_async(**arguments)

    def _empty_inbak(self) -> int:
        """Take what has arrived, and return how many leveringen that were; another worker may be at it now."""
        if self._werkplek.inbak is None:
            return 0
        try:
            found = empty_inbak(self._werkplek.wie, self._werkplek.inbak, nu=datetime.now(UTC))
        except OmgevingFout as fault:
            if fault.fouten[0].code != "INBAK_BEZET":
                raise
            return 0
        tried = [een for een in found if een.uitkomst in (*_AFGEHANDELD, Bezorguitkomst.UITGESTELD)]
        for bezorging in tried:
            counts = _count_rows(bezorging.verslag.totaal) if bezorging.verslag else {}
            self._werkplek.meld("inbak", {"naam": bezorging.naam, "uitkomst": str(bezorging.uitkomst), **counts})
            if bezorging.uitkomst is Bezorguitkomst.UITGESTELD:
                _log.warning("%s", bezorging.fouten[0])
        return sum(een.uitkomst in _AFGEHANDELD for een in tried)

    def _check_reports(self) -> int:
        """Make the reports again that organisations asked to be checked."""
        done = carry_out_checks(self._werkplek.wie)
        if done:
            self._werkplek.meld("narekenen", {"nagerekend": done})
        return done

    def _count_wat_als(self) -> int:
        """Count what organisations asked to be counted by other rules."""
        done = carry_out_wat_als(self._werkplek.wie)
        if done:
            self._werkplek.meld("doorrekenen", {"doorgerekend": done})
        return done

    def _deliver(self) -> int:
        """Bring meldingen to who wants to hear them, and return how many were put in line or tried."""
        werkplek = self._werkplek
        if werkplek.bezorging is None:
            return 0
        verslag = deliver_meldingen(werkplek.wie, werkplek.bezorging, klok=werkplek.klok, stop=werkplek.halt.is_set)
        done = {naam: aantal for naam, aantal in asdict(verslag).items() if aantal}
        if done:
            werkplek.meld("bezorg", done)
        return sum(done.values())

    def _do(self, work: Callable[[], int]) -> int:
        """Do the work of a job, and return and count what came of it."""
        with self._noted():
            done = work()
            self.progress += done
            return done

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """Log why a job can't be done, and let it fail in the queue.

        Of a mistake of ours is said what it is and where; what a user can mend is a line.
        """
        try:
            yield
        except VsvFout as fault:
            self.fault = fault
            _log.warning("%s", fault)
            raise
        except Exception as mistake:
            self.fault = mistake
            _log.error("Een fout in VSV-monitor zelf.\n%s", describe(mistake))
            raise

    def _ask(self, bron: Bron) -> int:
        """Ask a source, and return about how many people it was asked or need not be asked any more."""
        werkplek = self._werkplek
        if werkplek.instellingen is None or bron not in werkplek.bronnen:
            return 0
        verslag = ask_bron(werkplek.wie, bron, werkplek.instellingen, klok=werkplek.klok, stop=werkplek.halt.is_set)
        if verslag.bezet:
            return 0
        werkplek.meld(
            "bevraag",
            {
                "bron": str(bron),
                "gevraagd": verslag.gevraagd,
                "beantwoord": verslag.beantwoord,
                "vervallen": verslag.uitkomsten["vervallen"],
                "mislukt": verslag.mislukt.total(),
                "gewijzigd": verslag.gewijzigd,
                "records": verslag.records,
            },
        )
        return verslag.gevraagd + verslag.uitkomsten["vervallen"]


def build_app(werkplek: Werkplek, *, heartbeat: float = HEARTBEAT) -> Werkapp:
    """Return the tasks of a worker, bound to what it works with."""
    return Werkapp(werkplek, heartbeat)


def _count_rows(telling: Telling) -> dict[str, int]:
    return {"aangeboden": telling.aangeboden, "genomen": telling.genomen, "geweigerd": telling.geweigerd}


def _lock(naam: str, arguments: dict[str, Any]) -> str:
    return "-".join([naam, *map(str, arguments.values())])
