"""Makes a synthetic Netherlands from a seed, and plays it back week by week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.simulatie.aanmeldingen import make_aanmeldingen, to_tabel
from vsv.simulatie.banen import make_banen
from vsv.simulatie.bevragingen import make_bevragingen
from vsv.simulatie.kalender import Kalender
from vsv.simulatie.leveringen import split
from vsv.simulatie.organisaties import make_organisaties
from vsv.simulatie.polis import make_polis
from vsv.simulatie.signalen import make_duo_signalen
from vsv.simulatie.tabellen import to_schema
from vsv.simulatie.uitkeringen import make_doelgroepregister, make_uitkeringen, to_registers, to_verhoudingen
from vsv.simulatie.verhoudingen import add_nummer_ikv
from vsv.simulatie.wereld import Wereld

MAX_PERSONEN: Final = 1_000_000
MAX_WEKEN: Final = 104


@dataclass(frozen=True)
class Nederland:
    """A synthetic Netherlands as known when `tot` begins.

    Attributes:
        zaad: The seed it was made from.
        personen: How many people there are.
        tot: The last peildatum; of that day itself nothing is known yet.
        weken: Length of the window of weekly deliveries before it.
        organisaties: Who follow people: oin, naam, soort (`doorstroompunt` or `gemeente`), regio,
            gemeentecode (empty for a Doorstroompunt).
        tabellen: The tables of the uitwisselformaat by name, typed: dates as Date, moments in UTC,
            amounts (cents) and paid hours as Int64, nummer_ikv as Int32, J/N as Boolean, the rest as text.
        afmeldingen: Every aanmelding that ended: organisatie_oin, bsn, aanmelddatum, afmelddatum, reden.
    """

    zaad: int
    personen: int
    tot: date
    weken: int
    organisaties: pl.DataFrame
    tabellen: Mapping[str, pl.DataFrame]
    afmeldingen: pl.DataFrame


def make_nederland(*, personen: int, zaad: int, tot: date, weken: int = 12) -> Nederland:
    """Make a synthetic Netherlands; the same arguments give the same tables.

    Args:
        personen: How many people, 1 to 1,000,000. Below a few thousand not every rarity occurs.
        zaad: The seed, 0 or more.
        tot: The last peildatum, usually a Monday.
        weken: How many weeks before `tot` the window of weekly deliveries is long, 1 to 104.

    Raises:
        InvoerFout: A number lies outside these bounds.
    """
    _check_bounds("personen", personen, 1, MAX_PERSONEN)
    _check_bounds("weken", weken, 1, MAX_WEKEN)
    _check_bounds("zaad", zaad, 0, None)
    wereld = Wereld.make(zaad=zaad, personen=personen, tot=tot, weken=weken)
    organisaties = make_organisaties()
    aanmeldingen = make_aanmeldingen(wereld, organisaties)
    aanmeldtabel = to_tabel(wereld, aanmeldingen, organisaties)
    uitkeringen = make_uitkeringen(wereld)
    verhoudingen = pl.concat([make_banen(wereld), to_verhoudingen(wereld, uitkeringen)])
    tabellen = {
        "aanmeldingen": aanmeldtabel,
        "bevragingen": make_bevragingen(wereld, aanmeldingen),
        **make_polis(wereld, add_nummer_ikv(verhoudingen, wereld.werkgevers)),
        "uitkeringen": to_registers(wereld, uitkeringen),
        "doelgroepregister": make_doelgroepregister(wereld, uitkeringen),
        "duo_signalen": make_duo_signalen(wereld, aanmeldingen, organisaties),
    }
    return Nederland(
        zaad=zaad,
        personen=personen,
        tot=tot,
        weken=weken,
        organisaties=organisaties,
        tabellen={naam: to_schema(naam, tabel) for naam, tabel in tabellen.items()},
        afmeldingen=aanmeldtabel.filter(pl.col("afmelddatum").is_not_null()).select(
            "organisatie_oin", "bsn", "aanmelddatum", "afmelddatum", "reden"
        ),
    )


def leveringen_per_week(nederland: Nederland) -> Iterator[tuple[date, dict[str, pl.DataFrame]]]:
    """Yield for each peildatum what became known since the one before, as tables by name.

    There are `weken` + 1 peildata, a week apart, `tot` the last. A delivery holds what was received up to
    and including the day before its peildatum (a Sunday, for a Monday); of the peildatum itself it holds
    nothing. The first one is the stock: everything known when the window begins. An aanmelding never
    carries an afmelddatum that was still to come; that arrives in the extra table `afmeldingen`
    (organisatie_oin, bsn, afmelddatum, reden) of a later delivery.
    """
    return leveringen_op(nederland, Kalender(nederland.tot, nederland.weken).peildata)


def leveringen_op(nederland: Nederland, peildata: Sequence[date]) -> Iterator[tuple[date, dict[str, pl.DataFrame]]]:
    """Yield for each of these days, in order, what became known since the one before; see `leveringen_per_week`."""
    return split(nederland.tabellen, nederland.afmeldingen, peildata)


def _check_bounds(naam: str, waarde: int, minimum: int, maximum: int | None) -> None:
    """Refuse a number outside its bounds, in Dutch."""
    if waarde < minimum or (maximum is not None and waarde > maximum):
        grens = f"van {minimum} tot en met {maximum}" if maximum is not None else f"van {minimum} of hoger"
        raise InvoerFout(Fout("BUITEN_BEREIK", f"{waarde} kan hier niet.", naam, f"Geef een geheel getal {grens} op."))
