"""Columns to and from the database: whole columns go in as arrays, and rows come out as a frame.

A role behind the tenant wall can't COPY into a table with row level security, so its rows travel as arrays, in
binary: half a million BSN's and dates take less than a second.
"""

from collections.abc import Mapping
from typing import Any, LiteralString

import polars as pl

from vsv.opslag.service import Cursor

Schema = Mapping[str, pl.DataType | type[pl.DataType]]


def fetch(cur: Cursor, query: LiteralString, params: Mapping[str, Any], schema: Schema) -> pl.DataFrame:
    """Run a query and return its rows.

    Args:
        cur: A cursor in a transaction.
        query: A SELECT with the columns of `schema`, in that order; `%(name)b` takes an array in binary.
        params: Values of the query; a Series gives an array.
        schema: Name and type of each column.
    """
    cur.execute(query, as_arrays(params))
    return pl.DataFrame(cur.fetchall(), schema=dict(schema), orient="row")


def as_arrays(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters with each Series as a list."""
    return {name: value.to_list() if isinstance(value, pl.Series) else value for name, value in params.items()}
