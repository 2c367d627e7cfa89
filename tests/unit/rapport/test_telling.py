"""Counts, moves and checksums of a stand, worked out by hand."""

import hashlib
from datetime import UTC, date, datetime

import polars as pl

from vsv.rapport.historie import STAND
from vsv.rapport.rapporten import count_rapporten
from vsv.rapport.runs import Run
from vsv.rapport.telling import compute_checksums, count_moves
from vsv.toegang.service import Organisatie

OKTOBER = date(2026, 10, 1)
RUN = Run(
    soort="week", peildatum=date(2026, 11, 23), regelset="vsv-2.0", regelset_controlegetal="a", laatste_levering=1,
    bekend_tot=datetime(2026, 11, 23, tzinfo=UTC), bronnen={}, id=2, gemaakt_op=datetime(2026, 11, 23, tzinfo=UTC),
)  # fmt: skip
ORGANISATIES = [Organisatie(key, f"0000009900000000{key}000", "Proef", "doorstroompunt", key, None) for key in (7, 8)]


def make_stand(*rows: tuple[int, int, int, str]) -> pl.DataFrame:
    """Rows of aanmelding, organisatie, prioriteit and redenen; the rest is the same for all."""
    return pl.DataFrame(
        [(key, home, 100 + key, prio, OKTOBER, 1250, 8, redenen, "", False) for key, home, prio, redenen in rows],
        schema=STAND,
        orient="row",
    )  # fmt: skip


VORIGE = make_stand((1, 7, 3, "A"), (2, 7, 3, "A"), (3, 7, 3, "B"), (4, 7, 1, "C"), (5, 8, 2, "D"))
NU = make_stand((1, 7, 1, "C"), (2, 7, 1, "C"), (3, 7, 1, "C"), (4, 7, 1, "E"), (6, 7, 0, "F"))


def test_moves_say_from_where_to_where_and_why() -> None:
    assert count_moves(VORIGE, NU).rows() == [
        (7, 3, 1, "A", "C", 2),
        (7, None, 0, None, "F", 1),
        (7, 3, 1, "B", "C", 1),
        (8, 2, None, "D", None, 1),
    ]


def test_each_organisation_gets_a_report_also_when_it_follows_nobody() -> None:
    first, second = count_rapporten(RUN, ORGANISATIES, VORIGE, NU)
    assert first.aantallen == (1, 4, 0, 0, 0, 0)
    assert first.moves() == {(3, 1): 3, (None, 0): 1}
    assert (second.totaal, second.moves()) == (0, {(2, None): 1})
    assert second.controlegetal == hashlib.sha256(b"").hexdigest()


def test_the_first_week_has_no_moves() -> None:
    assert all(rapport.verplaatsingen == () for rapport in count_rapporten(RUN, ORGANISATIES, None, NU))


def test_the_checksum_is_over_the_lines_in_order() -> None:
    stand = make_stand((10, 7, 0, "F"), (9, 7, 1, "C|D"))
    text = b"9;1;2026-10-01;1250;8;C|D;;false\n10;0;2026-10-01;1250;8;F;;false\n"
    assert compute_checksums(stand).rows() == [(7, hashlib.sha256(text).hexdigest())]
    assert compute_checksums(stand.with_columns(uren=pl.col("uren") + 1)).rows() != compute_checksums(stand).rows()
