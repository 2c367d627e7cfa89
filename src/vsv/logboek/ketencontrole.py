"""Checking the chain by rule, and remembering what was found, so that a page can say it without computing anything.

Checking costs as much as there are lines under the seals that are checked. So a day checks the links since the last
good check, and once in `VOLLEDIG_NA` all of them: a line of long ago that was changed shows within that time, a line
of the last day the next morning.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from vsv.logboek.keten import Ketenpunt, check_chain
from vsv.opslag.service import Cursor

VOLLEDIG_NA: Final = timedelta(days=7)
"""How old the last good check of the whole chain may be. Our decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ketencontrole:
    """What a check of the chain found; no people's data.

    Attributes:
        gecontroleerd_op: When it was.
        volledig: Every link was recomputed; otherwise those since the last good check.
        zegels: Number of links.
        regels: Number of lines under a seal.
        open: Number of lines not yet sealed.
        kop: The last seal in hexadecimal; empty when there is none.
        breuk: What is wrong with the first broken link, in Dutch; None when the chain is whole.
    """

    gecontroleerd_op: datetime
    volledig: bool
    zegels: int
    regels: int
    open: int
    kop: str
    breuk: str | None


def control_chain(cur: Cursor, *, volledig: bool = False) -> Ketencontrole:
    """Check the chain as far as there is reason to, and remember what was found.

    Args:
        cur: A cursor in one snapshot, as vsv_werker.
        volledig: Check every link, whatever was checked before.
    """
    point = None if volledig else _find_point(cur)
    stand = check_chain(cur, point)
    cur.execute(
        """
        INSERT INTO ketencontrole (volledig, zegels, regels, open, kop, breuk) VALUES (%s, %s, %s, %s, %s, %s)
        RETURNING gecontroleerd_op, volledig, zegels, regels, open, kop, breuk
        """,
        (point is None, stand.zegels, stand.regels, stand.open, stand.kop, stand.breuk),
    )
    (row,) = cur
    return _as_controle(row)


def last_check(cur: Cursor) -> Ketencontrole | None:
    """Return what the last check found; None when there never was one. Any role may read it."""
    cur.execute(
        """
        SELECT gecontroleerd_op, volledig, zegels, regels, open, kop, breuk
        FROM ketencontrole ORDER BY nummer DESC LIMIT 1
        """
    )
    row = cur.fetchone()
    return _as_controle(row) if row else None


def _as_controle(row: tuple[Any, ...]) -> Ketencontrole:
    op, volledig, zegels, regels, still_open, kop, breuk = row
    return Ketencontrole(
        gecontroleerd_op=op, volledig=volledig, zegels=zegels, regels=regels, open=still_open, kop=kop, breuk=breuk
    )


def _find_point(cur: Cursor) -> Ketenpunt | None:
    """Return from where on to check: None when the last check was no good one, or the whole has to be done again."""
    cur.execute(
        """
        SELECT zegels, kop FROM ketencontrole c
        WHERE nummer = (SELECT max(nummer) FROM ketencontrole) AND breuk IS NULL
          AND EXISTS (SELECT FROM ketencontrole WHERE volledig AND gecontroleerd_op > now() - %s)
        """,
        (VOLLEDIG_NA,),
    )
    row = cur.fetchone()
    return Ketenpunt(*row) if row else None
