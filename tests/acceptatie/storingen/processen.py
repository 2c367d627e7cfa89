"""Real processes to kill: the `vsv` command, and the server of the database.

The command is forked from a process that has loaded its code, because loading takes longer than most of what it does;
apart from that it is the command as it is.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path

import psutil

from vsv.beheer.opdracht import run

PATIENCE = 120
"""Seconds for a process that has to end by itself."""

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])
_NUMBERS = count()


@dataclass(frozen=True)
class Opdracht:
    """A `vsv` command that runs. Make it with `start`, and end with `finish` or `kill`."""

    process: BaseProcess
    said: Path
    faults: Path

    @classmethod
    def start(cls, folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> "Opdracht":
        """Start it; what it says goes to files in `folder`."""
        number = next(_NUMBERS)
        said, faults = folder / f"{number}.out", folder / f"{number}.err"
        process = _FORKS.Process(target=_be_command, args=(arguments, dict(env or os.environ), said, faults))
        process.start()
        return cls(process, said, faults)

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def ends_within(self, seconds: float) -> bool:
        self.process.join(seconds)
        return self.process.exitcode is not None

    def kill(self) -> bool:
        """Kill it; False when it had ended before."""
        self.process.kill()
        return self.finish() == -signal.SIGKILL

    def terminate(self) -> None:
        self.process.terminate()

    def finish(self) -> int:
        """Wait until it ends, and return its exit code."""
        assert self.ends_within(PATIENCE), f"it did not end; it said: {self.faults.read_text()}"
        assert self.process.exitcode is not None
        return self.process.exitcode

    @property
    def output(self) -> str:
        return self.said.read_text("utf-8")

    @property
    def errors(self) -> str:
        return self.faults.read_text("utf-8")


def _be_command(arguments: Sequence[str], environment: Mapping[str, str], said: Path, faults: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for number, path in ((1, said), (2, faults)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    code = run(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(code)


def kill_database(pgdata: Path) -> None:
    """Kill the server and all its processes at once, as when the power fails, and wait until they are gone."""
    postmaster = psutil.Process(int((pgdata / "postmaster.pid").read_text("ascii").splitlines()[0]))
    postmaster.suspend()  # or it would start others while we look
    family = [postmaster, *postmaster.children(recursive=True)]
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    _, alive = psutil.wait_procs(family, timeout=PATIENCE)
    assert not alive
