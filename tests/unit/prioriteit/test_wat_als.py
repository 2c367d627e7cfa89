"""Laying values over a rule set, and who would move: what must hold whatever is laid over what."""

from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.prioriteit.mensen import PEILDATUMS, als_feiten, mensen

from vsv.domein.fouten import InvoerFout
from vsv.prioriteit.service import (
    INSTELBAAR,
    Afgeleide,
    laad,
    lees_overlay,
    lees_parameters,
    leg_op,
    matrix,
    prioriteer,
    verplaatsingen,
    verschillen,
    wat_kan,
)

NU = laad("vsv-2.0")
gooien = st.randoms(use_true_random=False)
dagen = st.sampled_from(PEILDATUMS)
weinig = settings(max_examples=15, deadline=None)
overlays = st.fixed_dictionaries(
    {},
    optional={
        "drempel": st.sampled_from([1, 15_000, 29_999, 30_001, 47_300, 10_000_000]),
        "maanden": st.sampled_from([(-1,), (0, -1, -2, -3), (-2, -1)]),
        "beeindigd_werk_telt_niet": st.booleans(),
        "verplichte_bronnen": st.sampled_from([(), ("DGR",), ("POLIS", "PW", "DGR")]),
        "lage_uren": st.integers(0, 200),
        "srtiv_klassen": st.dictionaries(
            st.sampled_from(["15", "31", "43", "99"]), st.sampled_from(["WERK", "UITKERING", "NEGEREN"]), max_size=3
        ),
    },
)


@weinig
@given(gooien, dagen, overlays)
def test_everybody_is_somewhere_and_both_motors_agree(rnd: Random, d: date, overlay: dict[str, Any]) -> None:
    feiten, dan = als_feiten(mensen(rnd, d, 5)), leg_op(NU, overlay)
    voor, na = prioriteer(feiten, d, NU), prioriteer(feiten, d, dan)
    moves = verplaatsingen(voor, na)
    assert moves["aantal"].sum() == voor.height == na.height
    table = matrix(moves)
    assert table["van"].to_list() == list(range(6))
    assert table.select(pl.sum_horizontal(pl.exclude("van"))).to_series().sum() == voor.height
    per_naar = [table[f"p{p}"].sum() for p in range(6)]
    assert per_naar == [na.filter(pl.col("prioriteit") == p).height for p in range(6)]
    other = verplaatsingen(prioriteer(feiten, d, NU, "duckdb"), prioriteer(feiten, d, dan, "duckdb"))
    assert other.equals(moves)


@weinig
@given(gooien, dagen, st.integers(1, 50_000), st.integers(1, 50_000))
def test_a_lower_threshold_never_leaves_fewer_with_enough_work(rnd: Random, d: date, een: int, ander: int) -> None:
    feiten = als_feiten(mensen(rnd, d, 8))
    laag, hoog = (prioriteer(feiten, d, leg_op(NU, {"drempel": n})) for n in sorted([een, ander]))
    assert laag.filter(pl.col("prioriteit") == 3).height >= hoog.filter(pl.col("prioriteit") == 3).height
    moves = verplaatsingen(hoog, laag).filter(pl.col("van") != pl.col("naar"))
    assert set(moves.select("van", "naar").rows()) <= {(2, 3)}  # and nobody else moves


@weinig
@given(overlays)
def test_an_overlay_of_what_holds_is_the_same_rule_set(overlay: dict[str, Any]) -> None:
    assert leg_op(NU, {}) is NU
    assert leg_op(NU, {name: getattr(NU, name) for name in overlay}) is NU
    dan = leg_op(NU, overlay)
    changed = {v.naam for v in verschillen(NU, dan)}
    assert (dan is NU) == (not changed)
    assert (dan.controlegetal == NU.controlegetal) == (not changed)
    assert changed <= overlay.keys()
    assert verschillen(dan, dan) == []


@weinig
@given(overlays, overlays)
def test_one_laid_over_another_is_both_at_once(een: dict[str, Any], ander: dict[str, Any]) -> None:
    apart = Afgeleide("vsv-2.0").met(een).met(ander)
    samen = {**een, **ander}
    if "srtiv_klassen" in samen:
        samen["srtiv_klassen"] = {**een.get("srtiv_klassen", {}), **ander.get("srtiv_klassen", {})}
    assert verschillen(apart.regelset(), leg_op(NU, samen)) == []


def test_a_derived_rule_set_has_its_own_name_date_and_reason() -> None:
    kept = Afgeleide("vsv-2.0", {"maanden": [-1, -2]}, "vsv-2.1", date(2027, 1, 1), "Een proef.")
    made = kept.regelset()
    assert (made.naam, made.geldig_vanaf, made.maanden, made.maanden_terug) == (
        "vsv-2.1",
        date(2027, 1, 1),
        (-1, -2),
        3,
    )
    assert made.herkomst["maanden"].reden == "Een proef."
    assert made.herkomst["drempel"] == NU.herkomst["drempel"]
    assert len({NU.controlegetal, made.controlegetal, leg_op(NU, kept.waarden).controlegetal}) == 3


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("drempel=473", {"drempel": 47_300}),
        ("drempel=€ 1.250,50", {"drempel": 125_050}),
        ("drempel=473.5", {"drempel": 47_350}),
        ("drempel=100.000", {"drempel": 10_000_000}),
        ("maanden=0", {"maanden": (0,)}),
        ("beeindigd_werk_telt_niet=Nee", {"beeindigd_werk_telt_niet": False}),
        ("verplichte_bronnen=polis, dgr", {"verplichte_bronnen": ("POLIS", "DGR")}),
        ("verplichte_bronnen=geen", {"verplichte_bronnen": ()}),
        ("lage_uren=0", {"lage_uren": 0}),
        ("srtiv.31=negeren", {"srtiv_klassen": {"31": "NEGEREN"}}),
    ],
)
def test_what_people_write(written: str, read: dict[str, Any]) -> None:
    assert lees_parameters([written]) == read


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("drempel=veel", "drempel: Deze waarde kan niet. Hier hoort een bedrag in euro's"),
        ("drempel=0", "Hier hoort een bedrag in euro's"),
        ("drempel=0,001", "Hier hoort een bedrag in euro's"),
        ("drempel=inf", "Hier hoort een bedrag in euro's"),
        ("drempel=100.001", "Hier hoort een bedrag in euro's"),
        ("lage_uren=9,5", "een aantal uren per maand van 0 tot en met 1000"),
        ("maanden=1", "een rij maanden"),
        ("maanden=", "een rij maanden"),
        ("maanden=-1,-1", "een rij maanden"),
        ("beeindigd_werk_telt_niet=misschien", "Hier hoort ja of nee"),
        ("verplichte_bronnen=DUO", "een rij bronnen (POLIS, PW, DGR), of geen"),
        ("srtiv.3=WERK", "een code van 2 cijfers"),
        ("srtiv.31=FOUT", "WERK, UITKERING, NEGEREN, ONBEKEND"),
        ("leeftijdsgrens=28", "kunt u niet instellen"),
        ("niks=1", "U kunt instellen: drempel (een bedrag"),
        ("drempel", "Schrijf een parameter als naam=waarde."),
    ],
)
def test_what_can_not_be(written: str, says: str) -> None:
    with pytest.raises(InvoerFout) as raised:
        lees_parameters([written])
    (fault,) = raised.value.fouten
    assert says in str(fault)


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(InvoerFout) as raised:
        lees_overlay({"drempel": "x", "niks": "1", "lage_uren": "y"})
    assert [fout.plaats for fout in raised.value.fouten] == ["drempel", "niks", "lage_uren"]
    with pytest.raises(InvoerFout, match="twee keer"):
        lees_parameters(["drempel=1", "drempel=2"])
    with pytest.raises(InvoerFout, match="kunt u niet instellen"):
        leg_op(NU, {"leeftijdsgrens": 28})


def test_all_that_can_be_set_is_told() -> None:
    assert all(name in wat_kan() for name in (*INSTELBAAR, "srtiv.31"))
