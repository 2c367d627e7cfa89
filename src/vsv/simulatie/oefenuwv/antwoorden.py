"""Which records hold at a moment, and which of them an answer about one person is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple, Self

import numpy as np
import polars as pl

from vsv.domein.codes import UitkeringBron

_IKV: Final = ["bsn", "loonheffingennummer", "nummer_ikv"]
_SLEUTEL: Final = _IKV[1:]
_ZONDER_CONTRACT: Final = 2021
"""From this year on CdTypeArbeidscontract is not filled."""


class Ikv(NamedTuple):
    """An inkomstenverhouding; a date is text EEJJMMDD, None when it is not known."""

    loonheffingennummer: str
    nummer_ikv: int
    begin: str | None
    einde: str | None
    werkgever: str | None


class Ikp(NamedTuple):
    """An inkomstenperiode; `contract` is O (onbepaalde tijd) or B, and None from 2021 on."""

    loonheffingennummer: str
    nummer_ikv: int
    begin: str
    srtiv: str | None
    aard: str | None
    contract: str | None


class Iko(NamedTuple):
    """An inkomstenopgave: amounts in cents, hours; `laatste` is its last day, also when `einde` was not told."""

    loonheffingennummer: str
    nummer_ikv: int
    begin: str
    einde: str | None
    laatste: str
    loon_lbph: int | None
    loon_sv: int | None
    uren: int | None


class Verhouding(NamedTuple):
    """An IKV with what stands below it, at least one of each."""

    ikv: Ikv
    perioden: Sequence[Ikp]
    opgaven: Sequence[Iko]


class Periode(NamedTuple):
    """Something with a code that runs from a day to a day: an uitkering (its wet) or a grondslag."""

    code: str | None
    begin: str
    einde: str | None


@dataclass(frozen=True, slots=True)
class _Rijen:
    """Rows in order of person, found by BSN in the time of a binary search."""

    tabel: pl.DataFrame
    bsns: Any  # an int64 array, one element a row

    @classmethod
    def make(cls, tabel: pl.DataFrame, kolommen: Sequence[pl.Expr | str], volgorde: Sequence[str]) -> Self:
        """Sort rows by person and then by `volgorde`, and keep these columns of them."""
        sorted_ = tabel.sort("bsn", *volgorde)
        return cls(sorted_.select(kolommen), sorted_["bsn"].cast(pl.Int64).to_numpy())

    def of(self, bsn: str) -> list[tuple[Any, ...]]:
        """Return the rows of one person."""
        first, after = np.searchsorted(self.bsns, [int(bsn), int(bsn) + 1])
        return self.tabel.slice(first, after - first).rows() if after > first else []


@dataclass(frozen=True, slots=True)
class Stand:
    """What the sources know at a moment. Make it with `Stand.op`.

    Of records with the same key the last one received holds, of equals the lower row; one that was withdrawn is
    absent, and an IKP or IKO is absent without its IKV (rule 1 of docs/prioriteit.md).
    """

    moment: datetime
    _ikv: _Rijen
    _ikp: _Rijen
    _iko: _Rijen
    _uitkeringen: _Rijen
    _grondslagen: _Rijen

    @classmethod
    def op(cls, tabellen: Mapping[str, pl.DataFrame], moment: datetime) -> Self:
        """Return what holds of tables of the uitwisselformaat (as `read_tabellen` gives them) at a moment."""
        ikv = _known(tabellen["inkomstenverhoudingen"], moment, _IKV)
        return cls(
            moment,
            _Rijen.make(ikv, [*_SLEUTEL, _eejjmmdd("datum_begin"), _eejjmmdd("datum_einde"), "werkgever"], _SLEUTEL),
            _perioden_van(ikv, tabellen["inkomstenperiodes"], moment),
            _opgaven_van(ikv, tabellen["inkomstenopgaven"], moment),
            _registraties(tabellen["uitkeringen"].filter(pl.col("bron") == UitkeringBron.PW), moment, "wet"),
            _registraties(tabellen["doelgroepregister"], moment, "grondslag"),
        )

    def verhoudingen(self, bsn: str, vanaf: str | None = None, tot: str | None = None) -> Sequence[Verhouding]:
        """Return the IKV's of a person with at least one IKP, and at least one IKO in a period.

        Args:
            bsn: Whom it is about.
            vanaf: First day of the period, EEJJMMDD; an IKO that has one day in the period counts. None: no bound.
            tot: Last day of the period.
        """
        perioden: dict[tuple[str, int], list[Ikp]] = {}
        opgaven: dict[tuple[str, int], list[Iko]] = {}
        for ikp in map(Ikp._make, self._ikp.of(bsn)):
            perioden.setdefault(ikp[:2], []).append(ikp)
        for iko in map(Iko._make, self._iko.of(bsn)):
            if (tot is None or iko.begin <= tot) and (vanaf is None or iko.laatste >= vanaf):
                opgaven.setdefault(iko[:2], []).append(iko)
        ikvs = map(Ikv._make, self._ikv.of(bsn))
        return [
            Verhouding(ikv, perioden[ikv[:2]], opgaven[ikv[:2]])
            for ikv in ikvs
            if ikv[:2] in perioden and ikv[:2] in opgaven
        ]

    def uitkeringen(self, bsn: str) -> Sequence[Periode]:
        """Return the uitkeringen of a person in the register of the Participatiewet, with their wet."""
        return [Periode._make(row) for row in self._uitkeringen.of(bsn)]

    def grondslagen(self, bsn: str) -> Sequence[Periode]:
        """Return the grounds on which a person stands in the doelgroepregister."""
        return [Periode._make(row) for row in self._grondslagen.of(bsn)]


def _known(tabel: pl.DataFrame, moment: datetime, sleutel: Sequence[str]) -> pl.DataFrame:
    """Return per key the record that holds at a moment, unless that is a withdrawal."""
    heard = tabel.filter(pl.col("ontvangen_op") <= moment).sort("ontvangen_op", maintain_order=True)
    return heard.unique(sleutel, keep="last", maintain_order=True).filter(~pl.col("ingetrokken"))


def _perioden_van(ikv: pl.DataFrame, tabel: pl.DataFrame, moment: datetime) -> _Rijen:
    known = _known(tabel, moment, [*_IKV, "datum_begin"]).join(ikv, on=_IKV, how="semi")
    contract = pl.col("onbepaalde_tijd").replace_strict({True: "O", False: "B"}, return_dtype=pl.String)
    gevuld = pl.when(pl.col("datum_begin").dt.year() < _ZONDER_CONTRACT).then(contract)
    columns: list[pl.Expr | str] = [*_SLEUTEL, _eejjmmdd("datum_begin"), "srtiv", "aard", gevuld.alias("contract")]
    return _Rijen.make(known, columns, [*_SLEUTEL, "datum_begin"])


def _opgaven_van(ikv: pl.DataFrame, tabel: pl.DataFrame, moment: datetime) -> _Rijen:
    laatste = pl.coalesce("datum_einde", pl.col("datum_begin").dt.month_end()).alias("laatste")
    known = _known(tabel.with_columns(laatste), moment, [*_IKV, "datum_begin", "laatste"])
    dagen = map(_eejjmmdd, ("datum_begin", "datum_einde", "laatste"))
    columns: list[pl.Expr | str] = [*_SLEUTEL, *dagen, "loon_lbph", "loon_sv", "verloonde_uren"]
    return _Rijen.make(known.join(ikv, on=_IKV, how="semi"), columns, [*_SLEUTEL, "datum_begin", "laatste"])


def _registraties(tabel: pl.DataFrame, moment: datetime, code: str) -> _Rijen:
    known = _known(tabel, moment, ["bsn", code, "datum_begin"])
    return _Rijen.make(known, [code, _eejjmmdd("datum_begin"), _eejjmmdd("datum_einde")], ["datum_begin", code])


def _eejjmmdd(kolom: str) -> pl.Expr:
    return pl.col(kolom).dt.strftime("%Y%m%d")
