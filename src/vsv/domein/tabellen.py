"""Reads the code tables that come with this room: small CSV files, once per process."""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


@cache
def read_tabel(naam: str) -> Sequence[dict[str, str]]:
    """Return the rows of `NAAM.csv` in this package, each as column to text."""
    text = files("vsv.domein").joinpath(f"{naam}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))
