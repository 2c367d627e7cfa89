"""The income of one person as the sources told it: for programs, without a story."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import polars as pl

from vsv.rapport.runs import Run
from vsv.toegang.service import Wie


@dataclass(frozen=True, slots=True, eq=False)
class Inkomsten:
    """The inkomstenverhoudingen of one person that exist, as known at a run.

    Attributes:
        run: The run.
        verhoudingen: ikv (key, not for the outside), loonheffingennummer, nummer_ikv, werkgever, klasse, datum_begin,
            datum_einde, reden_einde (code), bron, ontvangen_op; the one that began last first.
        periodes: ikv, datum_begin, srtiv, aard (codes), oproep, onbepaalde_tijd, contracturen_per_week (text), bron,
            ontvangen_op; per ikv in order of time.
        opgaven: ikv, datum_begin, datum_einde, loon_lbph (cents), verloonde_uren, bron, ontvangen_op; per ikv, the
            latest first; of the last thirteen months.
    """

    run: Run
    verhoudingen: pl.DataFrame = field(repr=False)
    periodes: pl.DataFrame = field(repr=False)
    opgaven: pl.DataFrame = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Uitkeringen:
    """The benefits of one person in the registers, as known at a run.

    Attributes:
        run: The run.
        uitkeringen: bron, wet (code), datum_begin, datum_einde, ontvangen_op; the one that began last first.
    """

    run: Run
    uitkeringen: pl.DataFrame = field(repr=False)


def read_inkomstenverhoudingen(wie: Wie, uuid: UUID, peildatum: date | None = None) -> Inkomsten:
    """Return the inkomstenverhoudingen of a person whom the acting organisation follows, and log it.

    Args:
        wie: Who reads, for which organisation.
        uuid: The person.
        peildatum: Day of the run, of either kind; the latest when None.

    Raises:
        GeenRecht: `wie` may not see young people.
        InvoerFout: JONGERE_ONBEKEND, GEEN_RAPPORT.
    """
    raise NotImplementedError


def read_uitkeringen(wie: Wie, uuid: UUID, peildatum: date | None = None) -> Uitkeringen:
    """Return the benefits of such a person; see `read_inkomstenverhoudingen`."""
    raise NotImplementedError
