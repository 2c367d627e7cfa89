"""Starts, steers and stops the oefen-UWV as a real process: for the demo, the tests and the measurements."""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self, cast

import requests

from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.nederland import make_nederland
from vsv.simulatie.oefenuwv.bediening import gedrag_json
from vsv.simulatie.oefenuwv.certificaten import Certificaten, open_certificaten
from vsv.simulatie.oefenuwv.gedrag import Gedrag
from vsv.simulatie.oefenuwv.server import GEREED
from vsv.simulatie.schrijven import write

_GEDULD: Final = 30
"""Seconds for a call of the controls, or an orderly end."""


@dataclass
class Oefenuwv:
    """A running oefen-UWV. Make it with `Oefenuwv.start`, preferably as a context: at the end the process ends.

    Attributes:
        adres: Where it is, such as `https://127.0.0.1:40123`.
        certificaten: What to show and whom to trust when asking; None with plain HTTP.
    """

    adres: str
    certificaten: Certificaten | None
    _settings: dict[str, Any]
    _log: Path
    _process: subprocess.Popen[str]

    @classmethod
    def start(
        cls,
        folder: Path,
        *,
        map: Path | None = None,  # noqa: A002  # the word of the command
        personen: int = 1_000,
        zaad: int = 1,
        tot: date = date(2026, 11, 23),
        weken: int = 12,
        moment: datetime | None = None,
        poort: int = 0,
        tls: bool = True,
        gedrag: Gedrag | None = None,
    ) -> Self:
        """Start the process and wait until it can be asked.

        Args:
            folder: For what it leaves: certificates, tables and a log with what went wrong. Used again when it exists.
            map: A folder in the uitwisselformaat to answer from; None: what `make_nederland` makes.
            personen: How many people are in that.
            zaad: Its seed.
            tot: Its last peildatum.
            weken: How many weeks before that it begins.
            moment: The virtual clock, with a time zone; None: everything is known.
            poort: Where to listen; 0 for any that is free.
            tls: HTTPS in which both show a certificate; else plain HTTP.
            gedrag: How it misbehaves; None: not.

        Raises:
            InvoerFout: There can be no such Netherlands.
            OmgevingFout: The process did not start: the tables can't be read, or the port is taken.
        """
        folder.mkdir(parents=True, exist_ok=True)
        if map is None:
            map = folder / f"nederland-{personen}-{zaad}-{tot}-{weken}"  # noqa: A001
            if not map.exists():
                write(make_nederland(personen=personen, zaad=zaad, tot=tot, weken=weken).tabellen, map)
        certificaten = open_certificaten(folder / "certificaten") if tls else None
        settings = {
            "map": str(map),
            "moment": moment.isoformat() if moment else None,
            "poort": poort,
            "certificaten": str(certificaten.folder) if certificaten else None,
            "gedrag": gedrag_json(gedrag or Gedrag()),
        }
        log = folder / "oefenuwv.log"
        process, adres = _spawn(settings, log)
        return cls(adres, certificaten, settings, log, process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def map(self) -> Path:
        """The folder with the tables it answers from."""
        return Path(self._settings["map"])

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def url(self, bron: Bron) -> str:
        """Return the address of a service."""
        return self.adres + DIENSTEN[bron].pad

    def sessie(self) -> requests.Session:
        """Return a session that trusts it and shows the certificate of who asks; to be closed by the caller."""
        session = requests.Session()
        session.trust_env = False  # a CA bundle or proxy of the surroundings would go before these settings
        if self.certificaten:
            session.verify = str(self.certificaten.ca)
            session.cert = self.certificaten.client
        return session

    def set_gedrag(self, gedrag: Gedrag) -> None:
        """Let it behave so from the next question on.

        Raises:
            InvoerFout: It does not take this behaviour.
            OmgevingFout: It can't be reached.
        """
        self._call("PUT", "/gedrag", gedrag_json(gedrag))

    def set_moment(self, moment: datetime) -> None:
        """Set its clock, so that it knows what was known then; the behaviour stays.

        Raises:
            OmgevingFout: It can't be reached.
        """
        self._call("PUT", "/gedrag", self._call("GET", "/gedrag") | {"moment": moment.isoformat()})

    def tellingen(self) -> dict[str, Any]:
        """Return per source (POLIS, PW, DGR): gevraagd, personen, and uitkomsten by name.

        Raises:
            OmgevingFout: It can't be reached.
        """
        return self._call("GET", "/tellingen")

    def wis_tellingen(self) -> None:
        """Count from nothing again.

        Raises:
            OmgevingFout: It can't be reached.
        """
        self._call("DELETE", "/tellingen")

    def stop(self) -> None:
        """End it in order; nothing happens when it has ended."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as when the power fails."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Start it again at the same address, as it was started first: gedrag, moment and counts begin anew.

        Raises:
            OmgevingFout: The process did not start.
        """
        self.stop()
        port = int(self.adres.rsplit(":", 1)[1])
        self._process, self.adres = _spawn(self._settings | {"poort": port}, self._log)

    def _end(self, number: signal.Signals) -> None:
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            self._process.wait(_GEDULD)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        _close(self._process)

    def _call(self, method: str, pad: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            with self.sessie() as session:
                answer = session.request(method, self.adres + pad, json=data, timeout=_GEDULD)
        except requests.RequestException:
            raise OmgevingFout(Fout("OEFENUWV_WEG", "De oefen-UWV is niet bereikbaar.", self.adres)) from None
        if answer.status_code != requests.codes.ok:
            raise InvoerFout(Fout("OEFENUWV_WEIGERT", answer.text.strip(), self.adres + pad))
        return dict(answer.json())


def _spawn(settings: dict[str, Any], log: Path) -> tuple[subprocess.Popen[str], str]:
    """Start the process; return it and its address once that can be asked.

    Its input is a pipe that is never written to: it closes when this process ends, however that goes.
    """
    command = [sys.executable, "-m", "vsv.simulatie.oefenuwv", json.dumps(settings)]
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
        )
    stdout = cast("IO[str]", process.stdout)
    line = stdout.readline().strip()
    if not line.startswith(GEREED):
        process.wait()
        _close(process)
        reden = log.read_text("utf-8").strip().rsplit("\n", 1)[-1]
        raise OmgevingFout(Fout("OEFENUWV_START_NIET", f"De oefen-UWV start niet. {reden}", str(log)))
    return process, line.removeprefix(GEREED)


def _close(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
