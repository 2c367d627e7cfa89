"""To which machines something may be sent: those on the internet, and never one inside a network.

An address is given by somebody else, and we would be sending from behind our own wall. So it is not the name that is
judged but what the name stands for at that moment, and the line goes to the very address that was judged.
"""

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from vsv.meldingen.bezorgen.mislukking import Mislukking, NietBezorgd

Zoeker = Callable[[str, int], Sequence[str]]
"""Returns the IP addresses a name stands for (name, port); raises `OSError` when there are none."""

_INTERNET: Final = IPv6Network("2000::/3")
_TUNNELS: Final = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))
"""Teredo and 6to4: an IPv4 address goes along in these, and so could one of a machine inside a network."""


def may_reach(adres: str, *, oefenen: bool) -> bool:
    """Say whether something may be sent to an IP address.

    Args:
        adres: An IP address.
        oefenen: This is practice: this machine itself may be reached too.

    >>> [may_reach(adres, oefenen=False) for adres in ("93.184.215.14", "10.0.0.1", "127.0.0.1", "::ffff:8.8.8.8")]
    [True, False, False, False]
    """
    found = ip_address(adres)
    if found.is_loopback:
        return oefenen
    return found.is_global and not found.is_multicast and not found.is_reserved and _is_plain(found)


def find_addresses(naam: str, poort: int, *, zoek: Zoeker, alleen_hier: bool, oefenen: bool) -> Sequence[str]:
    """Return the addresses that a name stands for now, all of which may be reached.

    Args:
        naam: A name, or an IP address.
        poort: The port.
        zoek: Looks a name up.
        alleen_hier: Only this machine itself may be reached: for a line without TLS.
        oefenen: This is practice.

    Raises:
        NietBezorgd: The name stands for nothing, or for any address that may not be reached.
    """
    try:
        found = zoek(naam, poort)
    except (OSError, UnicodeError):
        raise NietBezorgd(Mislukking.GEEN_ADRES) from None
    if not found:
        raise NietBezorgd(Mislukking.GEEN_ADRES)
    if not all(may_reach(adres, oefenen=oefenen) and (not alleen_hier or _is_here(adres)) for adres in found):
        raise NietBezorgd(Mislukking.ADRES_GEWEIGERD)
    return found


def look_up(naam: str, poort: int) -> Sequence[str]:
    """Return the IP addresses a name stands for, as this machine sees it."""
    found = socket.getaddrinfo(naam, poort, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _is_here(adres: str) -> bool:
    return ip_address(adres).is_loopback


def _is_plain(adres: IPv4Address | IPv6Address) -> bool:
    """Say whether an address is itself, and not a way to another one (mapped, NAT64, a tunnel)."""
    if isinstance(adres, IPv4Address):
        return True
    return adres in _INTERNET and not any(adres in tunnel for tunnel in _TUNNELS)
