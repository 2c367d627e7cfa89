"""Reading what changed: first how it is now, and then what changes, from one cursor to the next."""

from vsv.rapport.wijzigingen.pagina import Wijzigingenpagina
from vsv.toegang.service import Wie


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
    raise NotImplementedError
