"""Misbehaviour is drawn as asked for, the same each time, and its settings are held to their bounds."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsv.domein.codes import Bron
from vsv.domein.fouten import InvoerFout
from vsv.simulatie.oefenuwv.bediening import gedrag_json
from vsv.simulatie.service import Gedrag, Wangedrag, parse_bediening

BSNS = [f"9{nummer:08}" for nummer in range(4_000)]
SHARES = st.dictionaries(
    st.sampled_from(list(Wangedrag)), st.dictionaries(st.sampled_from(list(Bron)), st.floats(0, 0.04))
)


def test_each_kind_gets_its_share_and_only_from_the_source_that_was_named() -> None:
    gedrag = Gedrag.van(zaad=3, leeg=0.25, http_500={"POLIS": 0.5})
    for bron, share in ((Bron.POLIS, 0.5), (Bron.PW, 0.0), (Bron.DGR, 0.0)):
        drawn = [gedrag.draw(bron, bsn, 0)[0] for bsn in BSNS]
        assert drawn.count(Wangedrag.LEEG) / len(BSNS) == pytest.approx(0.25, abs=0.03)
        assert drawn.count(Wangedrag.HTTP_500) / len(BSNS) == pytest.approx(share, abs=0.03)
        assert set(drawn) <= {None, Wangedrag.LEEG, Wangedrag.HTTP_500}


@given(SHARES, st.integers(0, 9), st.sampled_from(list(Bron)), st.sampled_from(BSNS), st.integers(0, 5))
def test_the_draw_does_not_depend_on_how_the_shares_are_written(
    shares: dict[Wangedrag, dict[Bron, float]], zaad: int, bron: Bron, bsn: str, keer: int
) -> None:
    een, ander = Gedrag(zaad=zaad, aandelen=shares), Gedrag(zaad=zaad, aandelen=dict(reversed(shares.items())))
    assert een.draw(bron, bsn, keer) == ander.draw(bron, bsn, keer)


def test_seed_source_and_time_each_matter() -> None:
    half = [Gedrag.van(zaad=zaad, leeg=0.5) for zaad in (0, 1)]
    lines = [
        [half[0].draw(Bron.PW, bsn, 0) for bsn in BSNS],
        [half[1].draw(Bron.PW, bsn, 0) for bsn in BSNS],
        [half[0].draw(Bron.DGR, bsn, 0) for bsn in BSNS],
        [half[0].draw(Bron.PW, bsn, 1) for bsn in BSNS],
    ]
    assert all(een != ander for nummer, een in enumerate(lines) for ander in lines[:nummer])


def test_answers_take_as_long_as_those_of_uwv() -> None:
    seconds = sorted(Gedrag(uwv_factor=1, vertraging=1).draw(Bron.POLIS, bsn, 0)[1] - 1 for bsn in BSNS)
    assert seconds[len(BSNS) // 2] == pytest.approx(0.5, rel=0.1)
    assert seconds[len(BSNS) * 95 // 100] == pytest.approx(3, rel=0.15)
    assert Gedrag().draw(Bron.POLIS, BSNS[0], 0) == (None, 0)
    assert Gedrag.van(traag=1, traag_seconden=7, vertraging=1).draw(Bron.POLIS, BSNS[0], 0) == (Wangedrag.TRAAG, 8)


@given(SHARES, st.integers(0, 99), st.floats(0, 60), st.none() | st.just(datetime(2026, 11, 2, 9, tzinfo=UTC)))
def test_what_is_written_reads_back(
    shares: dict[Wangedrag, dict[Bron, float]], zaad: int, seconden: float, moment: datetime | None
) -> None:
    gedrag = Gedrag(zaad=zaad, aandelen=shares, traag_seconden=seconden, uwv_factor=seconden / 60)
    assert parse_bediening(json.dumps(gedrag_json(gedrag, moment)).encode()) == (gedrag, moment)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (b"{", "gedrag: Dit is geen JSON met instellingen."),
        (b"[]", "gedrag: Dit is geen JSON met instellingen."),
        (b"\xff", "gedrag: Dit is geen JSON met instellingen."),
        (b'{"http_501": 1}', "gedrag http_501: Dit gedrag bestaat niet. Kies uit: traag, weigert,"),
        (b'{"cls": 1}', "gedrag cls: Dit gedrag bestaat niet."),
        (b'{"leeg": {"UWV": 1}}', "gedrag leeg.UWV: Deze bron bestaat niet. Kies uit: POLIS, PW, DGR."),
        (b'{"leeg": 1.1}', "gedrag leeg: Dit is een getal van 0 tot en met 1."),
        (b'{"leeg": "0.1"}', "gedrag leeg: Dit is een getal van 0 tot en met 1."),
        (b'{"leeg": NaN}', "gedrag leeg: Dit is een getal van 0 tot en met 1."),
        (b'{"leeg": true}', "gedrag leeg: Dit is een getal van 0 tot en met 1."),
        (b'{"leeg": 0.6, "traag": {"PW": 0.5}}', "gedrag PW: De aandelen zijn samen meer dan 1."),
        (b'{"traag_seconden": -1}', "gedrag traag_seconden: Dit is een getal van 0 tot en met 3600."),
        (b'{"zaad": 1.5}', "gedrag zaad: Dit is een geheel getal."),
        (b'{"moment": "gisteren"}', "moment: Dit is geen tijdstip"),
        (b'{"moment": 5}', "moment: Dit is geen tijdstip"),
    ],
)
def test_what_does_not_fit_is_said(settings: bytes, message: str) -> None:
    with pytest.raises(InvoerFout) as fault:
        parse_bediening(settings)
    assert str(fault.value).startswith(message)
