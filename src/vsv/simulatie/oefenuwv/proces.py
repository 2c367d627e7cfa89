"""Starts, steers and stops the oefen-UWV as a real process: for the demo, the tests and the measurements."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Self

import requests

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.bijproces import Bijproces
from vsv.simulatie.certificaten import Certificaten, open_certificaten
from vsv.simulatie.nederland import make_nederland
from vsv.simulatie.oefenuwv.bediening import gedrag_json
from vsv.simulatie.oefenuwv.gedrag import Gedrag
from vsv.simulatie.oefenuwv.server import GEREED
from vsv.simulatie.schrijven import write


@dataclass
class Oefenuwv(Bijproces):
    """A running oefen-UWV. Make it with `Oefenuwv.start`, preferably as a context: at the end the process ends.

    Attributes:
        adres: Where it is, such as `https://127.0.0.1:40123`.
        certificaten: What to show and whom to trust when asking; None with plain HTTP.
    """

    certificaten: Certificaten | None

    naam: ClassVar[str] = "De oefen-UWV"
    code: ClassVar[str] = "OEFENUWV"
    module: ClassVar[str] = "vsv.simulatie.oefenuwv"
    gereed: ClassVar[str] = GEREED

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
        process, adres = cls._spawn(settings, log)
        return cls(adres, settings, log, process, certificaten)

    @property
    def map(self) -> Path:
        """The folder with the tables it answers from."""
        return Path(self._settings["map"])

    def url(self, bron: Bron) -> str:
        """Return the address of a service."""
        return self.adres + DIENSTEN[bron].pad

    def sessie(self) -> requests.Session:
        """Return a session that trusts it and shows the certificate of who asks; to be closed by the caller."""
        session = super().sessie()
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
