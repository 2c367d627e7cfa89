"""Reading what changed: first how it is now, and then what changes, from one cursor to the next.

Nothing is missed and nothing comes twice, also while others write: events are told in the order of their ids, up to the
first that may still be under way (`wijziging_grens`). Who wrote after seeing what another did has the later id.
"""

from collections.abc import Sequence
from typing import Final

from vsv.opslag.service import Cursor
from vsv.rapport.wijzigingen.cursor import Plaats, decode, encode, expired
from vsv.rapport.wijzigingen.gebeurtenissen import tell_next
from vsv.rapport.wijzigingen.pagina import Verteld, Wijzigingenpagina
from vsv.rapport.wijzigingen.stand import BEGIN, read_standen
from vsv.toegang.service import Recht, Sessie, Wie, als_dienst, namens, require

BEWAARDAGEN: Final = 90
"""How long it is kept what changed (our decision)."""
_RONDES: Final = 20
"""How often a page looks further when what it found is about people who are no longer followed."""


def read_wijzigingen(wie: Wie, *, na: str | None = None, aantal: int = 100) -> Wijzigingenpagina:
    """Return what changed for the acting organisation since a cursor, exactly once and in order.

    Without a cursor it begins with how it is now: every aanmelding that has not ended, as `stand`. Then follows what
    changed since the moment at which that was begun. Each person in a page is logged.

    Args:
        wie: Who reads, for which organisation; with the rights to see young people and to read reports.
        na: The cursor of the page before; None = from the beginning.
        aantal: At most so many elements.

    Raises:
        GeenRecht: `wie` may not do this.
        InvoerFout: CURSOR_ONGELDIG: it is no cursor of this organisation. CURSOR_VERLOPEN: what came after it is no
            longer kept.
    """
    require(wie, Recht.RAPPORTEN)
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:  # no snapshot: a query has to see more than the one before
        oin = wie.organisatie.oin if wie.organisatie else ""
        tot, laatste = _read_bound(sessie.cur)
        plaats = Plaats(tot + 1, stand=BEGIN) if na is None else decode(na, oin)
        _check_kept(sessie.cur, plaats, laatste)
        told, plaats, done = _collect(sessie, plaats, tot, aantal)
        sessie.log_many("rapport.wijzigingen_ophalen", sorted({v.jongere for v in told if v.jongere is not None}))
    return Wijzigingenpagina([v.wijziging for v in told], encode(plaats, oin), not done)


def forget_wijzigingen(wie: Wie) -> int:
    """Forget what changed more than `BEWAARDAGEN` ago, and return how many events that were.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with als_dienst(wie) as sessie:
        ((forgotten,),) = sessie.cur.execute("SELECT wijziging_vergeet(%s)", (BEWAARDAGEN,))
    return int(forgotten)


def _collect(sessie: Sessie, plaats: Plaats, tot: int, aantal: int) -> tuple[Sequence[Verteld], Plaats, bool]:
    """Return at most `aantal` elements, where to go on, and whether everything has been told."""
    found: list[Verteld] = []
    for _ in range(_RONDES):
        room, done = aantal - len(found), False
        if room <= 0:
            return found, plaats, False
        if plaats.stand is not None:
            told, plaats = read_standen(sessie.cur, plaats, room)
        else:
            told, plaats, done = tell_next(sessie, plaats, tot, room)
        found += told
        if done:
            return found, plaats, True
    return found, plaats, False


def _read_bound(cur: Cursor) -> tuple[int, int]:
    """Return up to which event all can be seen from the next query on, and the last id that was given out."""
    ((tot, laatste),) = cur.execute("SELECT tot, laatste FROM wijziging_grens()")
    return tot, laatste


def _check_kept(cur: Cursor, plaats: Plaats, laatste: int) -> None:
    """Refuse a place of which the events have been forgotten, or that this database has not come to."""
    ((vanaf,),) = cur.execute("SELECT vanaf FROM wijziging_begin")
    if not vanaf <= plaats.gebeurtenis <= laatste + 1:
        raise expired()
