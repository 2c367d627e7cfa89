"""Where an abonnement hears what there is to know: an address on the internet, by https.

What the name stands for is looked up when something is sent (`bezorgen/adres.py`): it may be another address by then.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from vsv.domein.fouten import Fout, InvoerFout
from vsv.meldingen.bezorgen.adres import may_reach

DOEL_MAX: Final = 500
"""Characters in an address, at most."""

_ZICHTBAAR: Final = re.compile(r"[!-~]+")
_NAAM: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_POORTEN: Final = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Doel:
    """An address, taken apart.

    Attributes:
        veilig: By https.
        naam: Name of the machine, or its IP address.
        poort: Its port.
        pad: What is asked for there, with the query.
        kop: What the header Host says.
    """

    veilig: bool
    naam: str
    poort: int
    pad: str
    kop: str


def parse_doel(adres: str, *, oefenen: bool) -> Doel:
    """Take an address apart.

    Args:
        adres: `https://` with a name, and maybe a port, a path and a query.
        oefenen: This is practice: http is allowed too, to this machine itself.

    Raises:
        InvoerFout: DOEL_ONGELDIG: it is no such address, or it is one of a machine inside a network.
    """
    try:
        parts = urlsplit(adres)
        naam, poort = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise _wrong("Dit is geen webadres.") from None
    if len(adres) > DOEL_MAX or not _ZICHTBAAR.fullmatch(adres) or parts.fragment or "@" in parts.netloc:
        raise _wrong(f"Een webadres heeft hier hoogstens {DOEL_MAX} tekens, en geen spaties, naam, wachtwoord of '#'.")
    if parts.scheme not in (_POORTEN if oefenen else ("https",)):
        raise _wrong("Een webadres begint hier met https://.")
    if not _is_name(naam, oefenen=oefenen) or poort == 0:
        raise _wrong("Dit webadres hoort niet bij een computer op het internet.")
    standard = _POORTEN[parts.scheme]
    host = f"[{naam}]" if ":" in naam else naam
    return Doel(
        veilig=parts.scheme == "https",
        naam=naam,
        poort=poort or standard,
        pad=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        kop=host if poort in (None, standard) else f"{host}:{poort}",
    )


def _is_name(naam: str, *, oefenen: bool) -> bool:
    """Say whether this is an IP address that may be reached, or a name that may stand for one."""
    try:
        ip_address(naam)
    except ValueError:
        # A name that ends in digits would be read as an address by some: 127.1, 0x7f.1 or 2130706433.
        return bool(_NAAM.fullmatch(naam)) and not re.fullmatch(r"[0-9]+|0x[0-9a-f]*", naam.rpartition(".")[2])
    return may_reach(naam, oefenen=oefenen)


def _wrong(reden: str) -> InvoerFout:
    return InvoerFout(Fout("DOEL_ONGELDIG", reden, "doel", "Geef een adres als https://voorbeeld.nl/meldingen."))
