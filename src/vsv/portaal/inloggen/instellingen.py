"""How to log in: a TOML file, named by the setting `VSV_EHERKENNING`.

    uitgever = "https://..."            # issuer of the eHerkenningsmakelaar; its discovery document is there
    client_id = "..."
    sleutel = "portaal.key"             # private key (PEM) for private_key_jwt; path from the folder of this file
    # or: geheim = "portaal.geheim"     # file with the client secret, when the makelaar can't do better
    dienst = "urn:etoegang:DV:..."      # ServiceID that has to come back; leave out when the makelaar gives none
    niveau = "urn:etoegang:core:assurance-class:loa3"   # the level that is asked for

    [attributen]                        # only where the makelaar calls them otherwise
    subject = "urn:etoegang:core:ActingSubjectID"
    kvk = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
    rsin = "urn:etoegang:1.9:EntityConcernedID:RSIN"
    dienst = "urn:etoegang:core:ServiceID"

Without TLS only a makelaar on this machine itself is taken, and only to practise with.
"""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from vsv.domein.fouten import Fout, OmgevingFout
from vsv.domein.oefenen import is_this_machine, may_practise
from vsv.toegang.service import Attributen

NIVEAU: Final = "urn:etoegang:core:assurance-class:loa3"
_NAMEN: Final = {"uitgever", "client_id", "sleutel", "geheim", "dienst", "niveau", "attributen"}
_ATTRIBUTEN: Final = {field.name for field in fields(Attributen)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Makelaar:
    """The broker through which people log in.

    Attributes:
        uitgever: Issuer.
        client_id: As which we are known there.
        sleutel: Private key in PEM, or None.
        geheim: Client secret, or None: one of the two is there.
        dienst: ServiceID that has to come back; None = not asked for.
        niveau: The level that is asked for; which level is enough is our rule, see `vsv.toegang`.
        attributen: How it calls what we need.
    """

    uitgever: str
    client_id: str
    sleutel: str | None
    geheim: str | None
    dienst: str | None
    niveau: str
    attributen: Attributen

    @property
    def oorsprong(self) -> str:
        """Scheme, host and port: where a browser is sent to."""
        parts = urlsplit(self.uitgever)
        return f"{parts.scheme}://{parts.netloc}"


def load_makelaar() -> Makelaar | None:
    """Read the settings; None when `VSV_EHERKENNING` is not set: then nobody can log in.

    Raises:
        OmgevingFout: The file can't be read, or says something that can't be; with every fault.
    """
    naam = os.environ.get("VSV_EHERKENNING")
    return read_makelaar(Path(naam)) if naam else None


def read_makelaar(pad: Path) -> Makelaar:
    """Read the settings from a file; see `load_makelaar`."""
    try:
        gegeven = tomllib.loads(pad.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise OmgevingFout(_fault(pad, "Dit bestand kan niet worden gelezen.")) from None
    except tomllib.TOMLDecodeError as e:
        raise OmgevingFout(_fault(pad, f"Dit is geen geldig TOML-bestand ({e}).")) from None
    if faults := _find_faults(pad, gegeven):
        raise OmgevingFout(*faults)
    return Makelaar(
        uitgever=gegeven["uitgever"],
        client_id=gegeven["client_id"],
        sleutel=_read_secret(pad, gegeven.get("sleutel")),
        geheim=_read_secret(pad, gegeven.get("geheim")),
        dienst=gegeven.get("dienst"),
        niveau=gegeven.get("niveau", NIVEAU),
        attributen=Attributen(**gegeven.get("attributen", {})),
    )


def _find_faults(pad: Path, gegeven: dict[str, Any]) -> list[Fout]:
    attributen = gegeven.get("attributen", {})
    texts = {naam: waarde for naam, waarde in gegeven.items() if naam != "attributen"}
    faults = [_fault(pad, f"Deze instelling bestaat niet: {naam}.") for naam in gegeven.keys() - _NAMEN]
    faults += [_fault(pad, f"Deze instelling is geen tekst: {n}.") for n, w in texts.items() if not isinstance(w, str)]
    faults += [_fault(pad, f"Dit ontbreekt: {naam}.") for naam in ("uitgever", "client_id") if not gegeven.get(naam)]
    if not isinstance(attributen, dict) or not attributen.keys() <= _ATTRIBUTEN:
        faults.append(_fault(pad, f"Onder [attributen] kan alleen staan: {', '.join(sorted(_ATTRIBUTEN))}."))
    if ("sleutel" in gegeven) == ("geheim" in gegeven):
        faults.append(_fault(pad, "Geef een sleutel of een geheim op, en niet allebei."))
    if isinstance(gegeven.get("uitgever"), str) and not _is_safe(gegeven["uitgever"]):
        faults.append(_fault(pad, "De uitgever moet een https-adres zijn."))
    return faults


def _is_safe(adres: str) -> bool:
    """Https, or this machine itself in practice mode."""
    parts = urlsplit(adres)
    if parts.scheme == "https":
        return True
    return parts.scheme == "http" and is_this_machine(parts.hostname) and may_practise()


def _read_secret(pad: Path, naam: str | None) -> str | None:
    if naam is None:
        return None
    try:
        return (pad.parent / naam).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise OmgevingFout(_fault(pad.parent / naam, "Dit bestand kan niet worden gelezen.")) from None


def _fault(pad: Path, reden: str) -> Fout:
    return Fout("EHERKENNING_INSTELLING", reden, str(pad), "Kijk in docs/portaal.md hoe dit bestand eruitziet.")
