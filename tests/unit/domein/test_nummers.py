"""Numbers: what passes its proof, and that a BSN never leaks."""

import pickle
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as elfproef

from vsv.domein.nummers import (
    Bsn,
    NummerFout,
    ikv_sleutel,
    mask_bsn,
    parse_gemeentecode,
    parse_kvk,
    parse_loonheffingennummer,
    parse_oin,
    parse_rsin,
    split_ikv_sleutel,
)


def _volgend_geldig(begin: int) -> str:
    return next(str(nummer) for nummer in count(begin) if elfproef.is_valid(str(nummer)))


geldige = st.integers(900_000_000, 999_999_900).map(_volgend_geldig)


@given(geldige)
def test_a_bsn_shows_three_digits_wherever_it_is_printed(nummer: str) -> None:
    bsn = Bsn.parse(nummer)
    assert bsn.voluit == nummer
    for text in (str(bsn), repr(bsn), f"{bsn}", f"{[bsn]}", f"{bsn!r:>30}"):
        assert nummer[:6] not in text
        assert nummer[6:] in text
    assert pickle.loads(pickle.dumps(bsn)) == bsn  # noqa: S301 - our own bytes


@given(geldige, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nummer: str, plaats: int, erbij: int) -> None:
    fout = nummer[:plaats] + str((int(nummer[plaats]) + erbij) % 10) + nummer[plaats + 1 :]
    with pytest.raises(NummerFout, match="elfproef") as e:
        Bsn.parse(fout)
    assert fout not in str(e.value)


@pytest.mark.parametrize("tekst", ["", "000000000", "99999001", "9999900190", " 999990019", "999990019\n", "99999001٩"])
def test_what_is_not_nine_digits_is_no_bsn(tekst: str) -> None:
    with pytest.raises(NummerFout):
        Bsn.parse(tekst)
    with pytest.raises(NummerFout):
        parse_rsin(tekst)


@given(st.text(max_size=12))
def test_masking_never_shows_more_than_three_signs(tekst: str) -> None:
    masked = mask_bsn(tekst)
    assert masked.startswith("••••••")
    assert len(masked) == (9 if len(tekst) == 9 else 6)


@given(geldige, st.integers(1, 99), st.integers(0, 9999))
def test_the_ikv_key_is_lossless_and_fits_64_bits(rsin: str, volgnummer: int, nummer_ikv: int) -> None:
    nummer = f"{rsin}L{volgnummer:02}"
    sleutel = ikv_sleutel(parse_loonheffingennummer(nummer), nummer_ikv)
    assert 0 < sleutel < 2**63
    assert split_ikv_sleutel(sleutel) == (nummer, nummer_ikv)


def test_an_ikv_key_keeps_leading_zeros() -> None:
    assert split_ikv_sleutel(ikv_sleutel("000000012L01", 0)) == ("000000012L01", 0)


@pytest.mark.parametrize(
    ("nummer", "nummer_ikv"),
    [("800000195L00", 1), ("800000196L01", 1), ("800000195l01", 1), ("800000195L03", -1), ("800000195L03", 10_000)],
)
def test_an_ikv_key_needs_both_parts_right(nummer: str, nummer_ikv: int) -> None:
    with pytest.raises(NummerFout):
        ikv_sleutel(nummer, nummer_ikv)


@pytest.mark.parametrize(
    "oin",
    ["00000001999990019000", "00000003123456780000", "00000004123456789000", "00000099000000001000"],
)
def test_oins_of_each_prefix_are_taken(oin: str) -> None:
    assert parse_oin(oin) == oin


@pytest.mark.parametrize(
    "oin",
    [
        "00000001999990018000",  # RSIN fails the elfproef
        "00000001999990019001",  # no zeros at the end
        "00000003123456780001",
        "00000002000000001000",  # prefix not in use
        "0000009900000000100",
        "000000990000000010000",
    ],
)
def test_other_oins_are_refused(oin: str) -> None:
    with pytest.raises(NummerFout):
        parse_oin(oin)


def test_kvk_and_gemeentecode_have_a_fixed_length() -> None:
    assert parse_kvk("01234567") == "01234567"
    assert parse_gemeentecode("0014") == "0014"
    for parse in (parse_kvk, parse_gemeentecode):
        with pytest.raises(NummerFout):
            parse("123")
