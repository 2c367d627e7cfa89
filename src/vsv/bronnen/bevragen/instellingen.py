"""Where the sources are and how they are asked: a TOML file, named by the setting `VSV_BRONNEN`.

    oin = "00000001123456789000"       # of who asks
    certificaat = "client.pem"         # paths from the folder of this file
    sleutel = "client.key"
    vertrouwd = "ca.pem"               # who signed the certificates of the sources

    [POLIS]                            # and likewise [PW] and [DGR]
    adres = "https://..."
    oin = "00000001..."                # of the source
    gelijktijdig = 8                   # requests in flight, at most
    tijdslimiet = 30                   # seconds for a whole answer

Without TLS only an address on this machine itself is taken: that is for practice.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout, OmgevingFout
from vsv.domein.nummers import NummerFout, parse_oin
from vsv.domein.oefenen import is_this_machine

MAX_GELIJKTIJDIG: Final = 64
MAX_TIJDSLIMIET: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Broninstelling:
    """How one source is asked.

    Attributes:
        adres: URL of the service.
        oin: OIN of the source.
        gelijktijdig: Requests in flight, at most.
        tijdslimiet: Seconds in which a whole answer has to be here.
    """

    adres: str
    oin: str
    gelijktijdig: int = 8
    tijdslimiet: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Instellingen:
    """How the sources are asked.

    Attributes:
        oin: OIN of who asks.
        certificaat: Client certificate and its key, PEM files; None without mutual TLS.
        vertrouwd: PEM file of who is trusted to sign; None for those the machine trusts.
        bronnen: The sources that can be asked; others are only known from leveringen.
    """

    oin: str
    certificaat: tuple[Path, Path] | None
    vertrouwd: Path | None
    bronnen: Mapping[Bron, Broninstelling]


def load_instellingen() -> Instellingen | None:
    """Read the settings; None when `VSV_BRONNEN` is not set: then no source is asked.

    Raises:
        OmgevingFout: The file can't be read, or says something that can't be; with every fault.
    """
    naam = os.environ.get("VSV_BRONNEN")
    return read_instellingen(Path(naam)) if naam else None


def read_instellingen(pad: Path) -> Instellingen:
    """Read the settings from a file; see `load_instellingen`."""
    try:
        gegeven = tomllib.loads(pad.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise OmgevingFout(_fault("Dit bestand kan niet worden gelezen.", str(pad))) from None
    except tomllib.TOMLDecodeError as e:
        raise OmgevingFout(_fault(f"Dit is geen geldig TOML-bestand ({e}).", str(pad))) from None
    lezer = _Lezer(pad, [])
    instellingen = lezer.read(gegeven)
    if lezer.fouten:
        raise OmgevingFout(*lezer.fouten)
    return instellingen


@dataclass(frozen=True, slots=True)
class _Lezer:
    """Reads one file and gathers what is wrong with it."""

    pad: Path
    fouten: list[Fout]

    def read(self, gegeven: dict[str, Any]) -> Instellingen:
        known = {"oin", "certificaat", "sleutel", "vertrouwd", *Bron}
        self._refuse_unknown(gegeven, known, "")
        paden = [self._file(gegeven, naam) for naam in ("certificaat", "sleutel")]
        if (paden[0] is None) != (paden[1] is None):
            self._wrong("certificaat", "Een certificaat hoort bij een sleutel, en andersom.")
        instellingen = Instellingen(
            oin=self._oin(gegeven, "oin", "oin"),
            certificaat=(paden[0], paden[1]) if paden[0] and paden[1] else None,
            vertrouwd=self._file(gegeven, "vertrouwd"),
            bronnen={bron: self._bron(bron, gegeven[bron]) for bron in Bron if bron in gegeven},
        )
        if not instellingen.bronnen:
            self._wrong("bronnen", "Er staat geen bron in: POLIS, PW of DGR.")
        return instellingen

    def _bron(self, bron: Bron, gegeven: Any) -> Broninstelling:
        if not isinstance(gegeven, dict):
            self._wrong(bron, "Dit moet een blok zijn met adres en oin.")
            return Broninstelling(adres="", oin="")
        self._refuse_unknown(gegeven, {"adres", "oin", "gelijktijdig", "tijdslimiet"}, f"{bron}.")
        return Broninstelling(
            adres=self._address(gegeven, f"{bron}.adres"),
            oin=self._oin(gegeven, "oin", f"{bron}.oin"),
            gelijktijdig=int(self._number(gegeven, "gelijktijdig", bron, 8, MAX_GELIJKTIJDIG)),
            tijdslimiet=float(self._number(gegeven, "tijdslimiet", bron, 30, MAX_TIJDSLIMIET)),
        )

    def _address(self, gegeven: dict[str, Any], plek: str) -> str:
        adres = str(gegeven.get("adres", ""))
        deel = urlsplit(adres)
        if deel.scheme not in ("https", "http") or not deel.hostname:
            self._wrong(plek, "Dit is geen adres dat met https:// begint.")
        elif deel.scheme == "http" and not _is_here(deel.hostname):
            self._wrong(plek, "Een bron wordt alleen over een beveiligde verbinding gevraagd (https).")
        return adres

    def _oin(self, gegeven: dict[str, Any], naam: str, plek: str) -> str:
        try:
            return parse_oin(str(gegeven.get(naam, "")))
        except NummerFout as e:
            self._wrong(plek, str(e))
            return ""

    def _number(self, gegeven: dict[str, Any], naam: str, bron: Bron, gewoon: int, hoogstens: int) -> float:
        waarde = gegeven.get(naam, gewoon)
        if isinstance(waarde, bool) or not isinstance(waarde, int | float) or not 0 < waarde <= hoogstens:
            self._wrong(f"{bron}.{naam}", f"Dit moet een getal zijn boven 0 en hoogstens {hoogstens}.")
            return gewoon
        return waarde

    def _file(self, gegeven: dict[str, Any], naam: str) -> Path | None:
        if naam not in gegeven:
            return None
        pad = self.pad.parent / str(gegeven[naam])
        if not pad.is_file():
            self._wrong(naam, f"Het bestand {pad} is er niet.")
        return pad

    def _refuse_unknown(self, gegeven: dict[str, Any], known: set[str], voor: str) -> None:
        for naam in sorted(set(gegeven) - known):
            self._wrong(f"{voor}{naam}", "Deze instelling bestaat niet.")

    def _wrong(self, plek: str, reden: str) -> None:
        self.fouten.append(_fault(reden, f"{self.pad.name}, {plek}"))


def _is_here(host: str) -> bool:
    return host == "localhost" or is_this_machine(host)


def _fault(reden: str, plaats: str) -> Fout:
    return Fout("BRONNEN_INSTELLING", reden, plaats, "Verbeter het bestand waar VSV_BRONNEN naar wijst.")
