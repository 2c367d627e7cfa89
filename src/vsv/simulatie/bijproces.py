"""Stand-ins as processes of their own: how one is started, steered and ended, and how it hears what to do.

The settings go over standard input: on a command line everybody on the machine could read them. After them that pipe
stays open and silent: it closes when who started the process ends, however that goes.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import IO, Any, ClassVar, Final, Self, cast

import requests

from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout, VsvFout

_GEDULD: Final = 30
"""Seconds for a call of the controls, or an orderly end."""


@dataclass
class Bijproces:
    """A running stand-in. Use it as a context: at the end the process ends.

    Attributes:
        adres: Where it is, such as `https://127.0.0.1:40123`.
    """

    adres: str
    _settings: dict[str, Any]
    _log: Path
    _process: subprocess.Popen[str]

    naam: ClassVar[str]
    """What people call it, at the start of a sentence."""
    code: ClassVar[str]
    """What the codes of its faults begin with."""
    module: ClassVar[str]
    """What is run."""
    gereed: ClassVar[str]
    """What the line begins with that says the address, once it can be asked."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def sessie(self) -> requests.Session:
        """Return a session that trusts it; to be closed by the caller."""
        session = requests.Session()
        session.trust_env = False  # a CA bundle or proxy of the surroundings would go before these settings
        return session

    def stop(self) -> None:
        """End it in order; nothing happens when it has ended."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as when the power fails."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Start it again at the same address, as it was started first: all that was set since begins anew.

        Raises:
            OmgevingFout: The process did not start.
        """
        self.stop()
        port = int(self.adres.rsplit(":", 1)[1])
        self._process, self.adres = self._spawn(self._settings | {"poort": port}, self._log)

    @classmethod
    def _spawn(cls, settings: Mapping[str, Any], log: Path) -> tuple[subprocess.Popen[str], str]:
        """Start the process; return it and its address once that can be asked."""
        command = [sys.executable, "-m", cls.module]
        with log.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
            )
        stdin, stdout = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
        stdin.write(f"{json.dumps(settings)}\n")
        stdin.flush()
        line = stdout.readline().strip()
        if not line.startswith(cls.gereed):
            process.wait()
            _close(process)
            reden = log.read_text("utf-8").strip().rsplit("\n", 1)[-1]
            raise OmgevingFout(Fout(f"{cls.code}_START_NIET", f"{cls.naam} start niet. {reden}", str(log)))
        return process, line.removeprefix(cls.gereed)

    def _end(self, number: signal.Signals) -> None:
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            self._process.wait(_GEDULD)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _close(self._process)

    def _call(self, method: str, pad: str, data: object = None) -> dict[str, Any]:
        """Ask the controls.

        Raises:
            InvoerFout: It does not take this.
            OmgevingFout: It can't be reached.
        """
        try:
            with self.sessie() as session:
                answer = session.request(method, self.adres + pad, json=data, timeout=_GEDULD)
        except requests.RequestException:
            raise OmgevingFout(Fout(f"{self.code}_WEG", f"{self.naam} is niet bereikbaar.", self.adres)) from None
        if answer.status_code != requests.codes.ok:
            raise InvoerFout(Fout(f"{self.code}_WEIGERT", answer.text.strip(), self.adres + pad))
        return dict(answer.json())


def run_bijproces(serve: Callable[[dict[str, Any]], None]) -> int:
    """Serve with the settings that come over standard input; return the exit code.

    The process ends in order once who started it is gone: then standard input closes.
    """
    settings = json.loads(sys.stdin.readline())
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        serve(settings)
    except VsvFout as e:
        sys.stderr.write(f"{e}\n")
        return e.exit_code
    return 0


def say(line: str) -> None:
    """Tell who started this process a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _close(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
