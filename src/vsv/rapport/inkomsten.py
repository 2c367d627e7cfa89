"""The income of one person as the sources told it: for programs, without a story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

import polars as pl

from vsv.bronnen.service import read_feiten
from vsv.domein.codes import Bron
from vsv.domein.kolommen import MOMENT, loonheffingennummer_van, nummer_ikv_van
from vsv.prioriteit.service import Feiten, verhoudingen
from vsv.rapport.gevolgde import require_gevolgde
from vsv.rapport.maandbeelden import MAANDEN
from vsv.rapport.runs import Run, get_run
from vsv.rapport.vergelijking import select_existing, select_last
from vsv.toegang.service import Recht, Sessie, Wie, namens


@dataclass(frozen=True, slots=True, eq=False)
class Inkomsten:
    """The inkomstenverhoudingen of one person that exist, as known at a run.

    Attributes:
        run: The run.
        verhoudingen: ikv (key, not for the outside), loonheffingennummer, nummer_ikv, werkgever, klasse, datum_begin,
            datum_einde, loopt (on the peildatum), reden_einde (code), bron, ontvangen_op; the last to begin first.
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
    with namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        run, feiten = _read(sessie, uuid, peildatum, ["ikv", "ikp", "iko"])
    return Inkomsten(
        run=run,
        verhoudingen=_verhoudingen(feiten, run),
        periodes=_of_existing(feiten, "ikp", ["datum_begin"]).sort("ikv", "datum_begin").select(*_IKP, *_HERKOMST),
        opgaven=_of_existing(feiten, "iko", ["datum_begin", "datum_einde"])
        .sort("ikv", "datum_begin", "datum_einde", descending=[False, True, True])
        .select(*_IKO, *_HERKOMST),
    )


def read_uitkeringen(wie: Wie, uuid: UUID, peildatum: date | None = None) -> Uitkeringen:
    """Return the benefits of such a person; see `read_inkomstenverhoudingen`."""
    with namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        run, feiten = _read(sessie, uuid, peildatum, ["uitkeringen"])
    known = select_existing(feiten["uitkeringen"], ["jongere", "bron", "wet", "datum_begin"]).with_columns(_RECEIVED)
    return Uitkeringen(
        run,
        known.sort("datum_begin", "wet", descending=[True, False]).select(
            "bron", "wet", "datum_begin", "datum_einde", "ontvangen_op"
        ),
    )


def _read(
    sessie: Sessie, uuid: UUID, peildatum: date | None, tabellen: Sequence[str]
) -> tuple[Run, Mapping[str, pl.DataFrame]]:
    run = get_run(sessie.cur, None, peildatum)
    jongere = require_gevolgde(sessie.cur, uuid)
    sessie.log("rapport.jongere_inzien", jongere)
    feiten = read_feiten(
        sessie.cur,
        peildatum=run.peildatum,
        laatste_levering=run.laatste_levering,
        maanden=MAANDEN,
        jongeren=[jongere],
        tabellen=tabellen,
        met_woorden=True,
    )
    return run, feiten


def _verhoudingen(feiten: Mapping[str, pl.DataFrame], run: Run) -> pl.DataFrame:
    words = select_last(feiten["ikv"], _IKV).select(*_IKV, "werkgever", "reden_einde", "ontvangen_op")
    return (
        verhoudingen(Feiten.van(**feiten), run.peildatum, run.regels)
        .join(words, on=_IKV, how="left", maintain_order="left")
        .with_columns(_RECEIVED, bron=pl.lit(str(Bron.POLIS)))
        .sort("datum_begin", "ikv", descending=True, nulls_last=True)
        .select(
            "ikv",
            loonheffingennummer_van("ikv").alias("loonheffingennummer"),
            nummer_ikv_van("ikv").alias("nummer_ikv"),
            *("werkgever", "klasse", "datum_begin", "datum_einde", "loopt", "reden_einde", *_HERKOMST),
        )
    )


def _of_existing(feiten: Mapping[str, pl.DataFrame], tabel: str, sleutel: Sequence[str]) -> pl.DataFrame:
    """Return the records of a table that exist, of an inkomstenverhouding that exists (rule 1)."""
    exists = select_existing(feiten["ikv"], _IKV).select(_IKV)
    known = select_existing(feiten[tabel], [*_IKV, *sleutel]).join(exists, on=_IKV, how="semi")
    return known.with_columns(_RECEIVED, bron=pl.lit(str(Bron.POLIS)))


_IKV: Final = ("jongere", "ikv")
_IKP: Final = ("ikv", "datum_begin", "srtiv", "aard", "oproep", "onbepaalde_tijd", "contracturen_per_week")
_IKO: Final = ("ikv", "datum_begin", "datum_einde", "loon_lbph", "verloonde_uren")
_HERKOMST: Final = ("bron", "ontvangen_op")
_RECEIVED: Final = pl.from_epoch("ontvangen_op", "us").cast(MOMENT).alias("ontvangen_op")
