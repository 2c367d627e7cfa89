"""The tables of the uitwisselformaat: their columns, in order, and the type each has here."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from vsv.domein.kolommen import MOMENT

Schema = Mapping[str, pl.DataType | type[pl.DataType]]

_IKV: Final[Schema] = {"bsn": pl.String, "loonheffingennummer": pl.String, "nummer_ikv": pl.Int32}
_LOOPTIJD: Final[Schema] = {"datum_begin": pl.Date, "datum_einde": pl.Date}
_ONTVANGST: Final[Schema] = {"ontvangen_op": MOMENT, "ingetrokken": pl.Boolean}

SCHEMAS: Final[Mapping[str, Schema]] = {
    "aanmeldingen": {
        "organisatie_oin": pl.String,
        "bsn": pl.String,
        "geboortedatum": pl.Date,
        "aanmelddatum": pl.Date,
        "afmelddatum": pl.Date,
        "kenmerk": pl.String,
    },
    "bevragingen": {"bsn": pl.String, "bron": pl.String, "beantwoord_op": MOMENT},
    "inkomstenverhoudingen": {
        **_IKV,
        **_LOOPTIJD,
        "werkgever": pl.String,
        "reden_einde": pl.String,
        **_ONTVANGST,
    },
    "inkomstenperiodes": {
        **_IKV,
        "datum_begin": pl.Date,
        "srtiv": pl.String,
        "aard": pl.String,
        "oproep": pl.Boolean,
        "onbepaalde_tijd": pl.Boolean,
        "contracturen_per_week": pl.String,
        **_ONTVANGST,
    },
    "inkomstenopgaven": {
        **_IKV,
        **_LOOPTIJD,
        "loon_lbph": pl.Int64,
        "loon_sv": pl.Int64,
        "verloonde_uren": pl.Int64,
        **_ONTVANGST,
    },
    "uitkeringen": {"bsn": pl.String, "bron": pl.String, "wet": pl.String, **_LOOPTIJD, **_ONTVANGST},
    "doelgroepregister": {"bsn": pl.String, "grondslag": pl.String, **_LOOPTIJD, **_ONTVANGST},
    "duo_signalen": {
        "bsn": pl.String,
        "soort": pl.String,
        "datum": pl.Date,
        "gemeentecode": pl.String,
        "ontvangen_op": MOMENT,
    },
}
"""Columns of each table: dates as Date, moments in UTC, cents and paid hours as Int64, J/N as Boolean; else text."""


def to_schema(naam: str, tabel: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of the table `naam`, in order and of their types."""
    return tabel.select(pl.col(kolom).cast(dtype) for kolom, dtype in SCHEMAS[naam].items())
