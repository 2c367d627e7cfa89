"""The worker: jobs on procrastinate, in the same database.

Once a minute the `hartslag` looks what there is to do and puts a job in the queue for it. What is to be done stands in
our own tables and not in the queue, so a job that is lost costs nothing: the next beat makes a new one. That two jobs
do the same thing is no harm either: the work itself is done by one at a time.
"""

import asyncio
import logging
import signal
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import procrastinate
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.psycopg_connector import PsycopgConnector

from vsv.beheer.cyclus import Werkplek, find_open_steps, run_cyclus
from vsv.bronnen.service import Bezorguitkomst, Telling, ask_bron, empty_inbak, find_askable, has_new
from vsv.domein.codes import Bron
from vsv.domein.fouten import OmgevingFout
from vsv.opslag.service import conninfo
from vsv.toegang.service import als_dienst

CONCURRENCY: Final = 6
"""Jobs at once: the cycle, the three sources, the inbak and the beat."""

HEARTBEAT: Final = 10.0
"""Seconds between signs of life of a worker; after three times as long its jobs are taken over."""

KEEP_JOBS: Final = timedelta(days=14)
"""How long finished jobs stay, to look back on."""

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
    return jobs


def work_off(werkplek: Werkplek) -> None:
    """Do all there is to do now, and return when nothing is left that can be done now.

    Raises:
        OmgevingFout: The database can't be reached.
    """
    app = build_app(werkplek)
    while jobs := find_work(werkplek):
        done_before = app.progress
        app.put(jobs)
        app.run()
        if app.progress == done_before:
            return


def work(werkplek: Werkplek, *, heartbeat: float = HEARTBEAT) -> None:
    """Work until a signal (SIGTERM, SIGINT) says to stop; a database that goes away is waited for."""
    wait = 1.0
    while True:
        try:
            app = build_app(werkplek)
            app.beat()
            if app.run_until_stopped(heartbeat):
                return
            wait = 1.0
        except (ConnectorException, OmgevingFout) as e:
            _log.warning("De database is niet bereikbaar (%s); over %.0f seconden weer.", type(e).__name__, wait)
            wait = min(2 * wait, 60.0)
        threading.Event().wait(wait)


class Werkapp:
    """The tasks of a worker, bound to what it works with.

    Attributes:
        progress: How many jobs have done something.
    """

    def __init__(self, werkplek: Werkplek) -> None:
        self.progress = 0
        self._werkplek = werkplek
        self._app = procrastinate.App(
            connector=PsycopgConnector(
                conninfo=conninfo("werker"), min_size=1, max_size=CONCURRENCY + 2, timeout=10.0, reconnect_timeout=10.0
            )
        )
        self._add_tasks()

    def put(self, jobs: list[Job]) -> None:
        """Put jobs in the queue; one that waits there already is not put in again."""
        with self._app.open():
            for naam, arguments in jobs:
                task = self._app.tasks[naam].configure(queueing_lock=_lock(naam, arguments))
                with suppress(AlreadyEnqueued):
                    task.defer(**arguments)

    def beat(self) -> None:
        """Put in the queue what there is to do now."""
        self.put(find_work(self._werkplek))

    def run(self) -> None:
        """Do the jobs that are in the queue."""
        self._app.run_worker(concurrency=CONCURRENCY, wait=False, install_signal_handlers=False, listen_notify=False)

    def run_until_stopped(self, heartbeat: float) -> bool:
        """Do the jobs that come, until a signal says to stop; False when the worker stopped for another reason."""
        return asyncio.run(self._run_until_stopped(heartbeat))

    async def _run_until_stopped(self, heartbeat: float) -> bool:
        stopped = False
        async with self._app.open_async():
            worker = asyncio.create_task(
                self._app.run_worker_async(
                    concurrency=CONCURRENCY,
                    install_signal_handlers=False,
                    update_heartbeat_interval=heartbeat,
                    stalled_worker_timeout=3 * heartbeat,
                )
            )

            def stop() -> None:
                nonlocal stopped
                stopped = True
                worker.cancel()

            for signum in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(signum, stop)
            with suppress(asyncio.CancelledError):
                await worker
        return stopped

    def _add_tasks(self) -> None:
        app, werkplek = self._app, self._werkplek

        @app.periodic(cron="* * * * *")
        @app.task(name="hartslag", queueing_lock="hartslag")
        async def hartslag(timestamp: int) -> None:  # noqa: ARG001  # procrastinate gives the minute
            await self._beat_async()

        @app.task(name="inbak")
        def inbak() -> None:
            self._empty_inbak()

        @app.task(name="cyclus")
        def cyclus() -> None:
            self._count(run_cyclus(werkplek))

        @app.task(name="bevraag")
        def bevraag(bron: str) -> None:
            self._ask(Bron.van(bron))

    async def _beat_async(self) -> None:
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs():  # of a worker that died; what it was to do is found again below
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        await manager.delete_old_jobs(nb_hours=int(KEEP_JOBS.total_seconds() // 3600), include_failed=True)
        for naam, arguments in await asyncio.to_thread(find_work, self._werkplek):
            task = self._app.tasks[naam].configure(queueing_lock=_lock(naam, arguments))
            with suppress(AlreadyEnqueued):
                await task.defer_async(**arguments)

    def _empty_inbak(self) -> None:
        """Take what has arrived; another worker that is at it now does the same."""
        if self._werkplek.inbak is None:
            return
        try:
            found = empty_inbak(self._werkplek.wie, self._werkplek.inbak, nu=datetime.now(UTC))
        except OmgevingFout as fault:
            if fault.fouten[0].code != "INBAK_BEZET":
                raise
            return
        for bezorging in found:
            if bezorging.uitkomst in (Bezorguitkomst.GENOMEN, Bezorguitkomst.GEWEIGERD):
                self._count(1)
                counts = bezorging.verslag.totaal if bezorging.verslag else None
                outcome = {"naam": bezorging.naam, "uitkomst": str(bezorging.uitkomst)}
                self._werkplek.meld("inbak", outcome | (_count_rows(counts) if counts else {}))

    def _ask(self, bron: Bron) -> None:
        werkplek = self._werkplek
        if werkplek.instellingen is None or bron not in werkplek.bronnen:
            return
        verslag = ask_bron(werkplek.wie, bron, werkplek.instellingen, klok=werkplek.klok)
        if verslag.bezet:
            return
        self._count(verslag.gevraagd + verslag.uitkomsten["vervallen"])
        werkplek.meld(
            "bevraag",
            {
                "bron": str(bron),
                "gevraagd": verslag.gevraagd,
                "beantwoord": verslag.beantwoord,
                "onvolledig": verslag.uitkomsten["onvolledig"],
                "vervallen": verslag.uitkomsten["vervallen"],
                "mislukt": verslag.mislukt.total(),
                "gewijzigd": verslag.gewijzigd,
                "records": verslag.records,
            },
        )

    def _count(self, done: int) -> None:
        self.progress += done


def build_app(werkplek: Werkplek) -> Werkapp:
    """Return the tasks of a worker, bound to what it works with."""
    return Werkapp(werkplek)


def _count_rows(telling: Telling) -> dict[str, int]:
    return {"aangeboden": telling.aangeboden, "genomen": telling.genomen, "geweigerd": telling.geweigerd}


def _lock(naam: str, arguments: dict[str, Any]) -> str:
    return "-".join([naam, *map(str, arguments.values())])
