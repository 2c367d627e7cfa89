"""Whether this is practice, and what is this machine itself: together they say where less is asked for."""

import os
from ipaddress import ip_address
from typing import Final

OEFENEN: Final = "VSV_OEFENEN"
"""The setting that makes an installation one to practise with, when it is `ja`."""


def may_practise() -> bool:
    """Say whether this installation is one to practise with, by its settings: no real people are in it."""
    return os.environ.get(OEFENEN) == "ja"


def is_this_machine(host: str | None) -> bool:
    """Say whether a host is an IP address of this machine itself.

    >>> [is_this_machine(host) for host in ("127.0.0.1", "::1", "10.0.0.1", "localhost", None)]
    [True, True, False, False, False]
    """
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
