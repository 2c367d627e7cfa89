"""Starts, steers and stops the oefenmakelaar as a real process: for the demo and the tests."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar, Self

import requests

from vsv.simulatie.bijproces import Bijproces
from vsv.simulatie.certificaten import Certificaten, open_certificaten
from vsv.simulatie.makelaar.gedrag import MakelaarGedrag, makelaargedrag_json
from vsv.simulatie.makelaar.klanten import Klant, klant_json
from vsv.simulatie.makelaar.oefenpersonen import OEFENPERSONEN
from vsv.simulatie.makelaar.personen import Persoon, personen_json
from vsv.simulatie.makelaar.server import GEREED
from vsv.simulatie.makelaar.tokens import Algoritme, Dienst


@dataclass
class Makelaar(Bijproces):
    """A running oefenmakelaar. Make it with `Makelaar.start`, preferably as a context: at the end the process ends.

    After `restart` it signs with another key, as a makelaar does that changes its keys.

    Attributes:
        adres: Where it is, such as `http://127.0.0.1:40123`.
        certificaten: Whom to trust when asking; None with plain HTTP.
    """

    certificaten: Certificaten | None

    naam: ClassVar[str] = "De oefenmakelaar"
    code: ClassVar[str] = "OEFENMAKELAAR"
    module: ClassVar[str] = "vsv.simulatie.makelaar"
    gereed: ClassVar[str] = GEREED

    @classmethod
    def start(
        cls,
        folder: Path,
        *,
        klanten: Sequence[Klant],
        personen: Sequence[Persoon] = OEFENPERSONEN,
        dienst: Dienst | None = None,
        alg: Algoritme = "RS256",
        poort: int = 0,
        tls: bool = False,
        gedrag: MakelaarGedrag | None = None,
    ) -> Self:
        """Start the process and wait until it can be asked.

        Args:
            folder: For what it leaves: certificates and a log with what went wrong. Used again when it exists.
            klanten: Which portals may let people log in.
            personen: Who can be chosen.
            dienst: The service that is logged in to; None: an invented one.
            alg: With which id tokens are signed.
            poort: Where to listen, on 127.0.0.1; 0 for any that is free.
            tls: HTTPS; else plain HTTP.
            gedrag: How it misbehaves; None: not.

        Raises:
            OmgevingFout: The process did not start: the port is taken.
        """
        folder.mkdir(parents=True, exist_ok=True)
        certificaten = open_certificaten(folder / "certificaten") if tls else None
        settings = {
            "klanten": [klant_json(klant) for klant in klanten],
            "personen": personen_json(personen),
            "dienst": asdict(dienst or Dienst()),
            "alg": alg,
            "poort": poort,
            "certificaten": str(certificaten.folder) if certificaten else None,
            "gedrag": makelaargedrag_json(gedrag or MakelaarGedrag()),
        }
        log = folder / "oefenmakelaar.log"
        process, adres = cls._spawn(settings, log)
        return cls(adres, settings, log, process, certificaten)

    @property
    def issuer(self) -> str:
        """The issuer identifier: `/.well-known/openid-configuration` behind it is the discovery document."""
        return self.adres

    def sessie(self) -> requests.Session:
        """Return a session that trusts it; to be closed by the caller."""
        session = super().sessie()
        if self.certificaten:
            session.verify = str(self.certificaten.ca)
        return session

    def set_gedrag(self, gedrag: MakelaarGedrag) -> None:
        """Let it behave so from the next request on.

        Raises:
            OmgevingFout: It can't be reached.
        """
        self._call("PUT", "/gedrag", makelaargedrag_json(gedrag))

    def set_klanten(self, klanten: Sequence[Klant]) -> None:
        """Let these portals log people in, and no others: for a portal that is started later.

        Raises:
            OmgevingFout: It can't be reached.
        """
        self._call("PUT", "/klanten", [klant_json(klant) for klant in klanten])
