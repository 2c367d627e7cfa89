"""What there is to choose from for who asks what other rules would change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from vsv.prioriteit.service import Afgeleide, Regelset
from vsv.rapport.wat_als.doorrekeningen import AANTAL, Doorrekening, get_doorrekening, read_doorrekeningen
from vsv.rapport.wat_als.geldend import find_geldig, find_today
from vsv.rapport.wat_als.rekenen import choose_day
from vsv.rapport.wat_als.voorstellen import Voorstel, insert_voorstel, read_voorstellen
from vsv.toegang.service import Recht, Wie, namens


@dataclass(frozen=True, slots=True)
class Begin:
    """What the page begins with.

    Attributes:
        regelset: The rule set that holds today.
        peildatum: The day of the last week run.
        voorstellen: The proposals that may be chosen, see `list_voorstellen`.
        doorrekeningen: What was asked before, the last one first.
    """

    regelset: Regelset
    peildatum: date
    voorstellen: Sequence[Voorstel]
    doorrekeningen: Sequence[Doorrekening]


def read_begin(wie: Wie) -> Begin:
    """Return what the acting organisation can choose from, in one look.

    Raises:
        GeenRecht: `wie` may not see figures.
        InvoerFout: No rule set holds today.
    """
    with namens(wie, Recht.STATISTIEK, snapshot=True) as sessie:
        cur, own = sessie.cur, wie.organisatie.id if wie.organisatie else None
        return Begin(
            find_geldig(cur, find_today(cur)).regelset(),
            choose_day(cur, None),
            read_voorstellen(cur, own),
            read_doorrekeningen(cur, aantal=AANTAL),
        )


def keep_doorrekening(wie: Wie, uuid: UUID, naam: str, toelichting: str = "") -> Afgeleide:
    """Save the other rule set of a request as a proposal of the acting organisation; see `save_voorstel`.

    Raises:
        GeenRecht: `wie` may not see figures.
        InvoerFout: There is no such request, the name is taken or none at all, or nothing differs.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        return insert_voorstel(sessie, naam, get_doorrekening(sessie.cur, uuid).dan, toelichting)
