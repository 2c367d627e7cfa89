"""The code tables are whole, and an unknown code stays unknown."""

import doctest
from collections import Counter
from importlib import import_module

import pytest

from vsv.domein.codes import AardIkv, Bron, Code, RedenEinde, UitkeringBron, Wet, label_van
from vsv.domein.gemeenten import gemeenten, regio_van, regios
from vsv.domein.srtiv import Klasse, klasse_van, srtiv_tabel


def test_every_srtiv_has_a_class_of_its_own() -> None:
    assert Counter(row.klasse for row in srtiv_tabel().values()) == {"WERK": 7, "UITKERING": 22, "NEGEREN": 11}
    assert {row.herkomst for row in srtiv_tabel().values()} == {"bron", "keuze"}
    assert all(len(code) == 2 and row.omschrijving for code, row in srtiv_tabel().items())


@pytest.mark.parametrize(("code", "klasse"), [("15", "WERK"), ("31", "WERK"), ("43", "UITKERING"), ("56", "NEGEREN")])
def test_known_codes(code: str, klasse: str) -> None:
    assert klasse_van(code) == klasse


@pytest.mark.parametrize("code", [None, "", "99", "5", "015"])
def test_unknown_codes_are_never_work_benefit_or_ignored(code: str | None) -> None:
    assert klasse_van(code) is Klasse.ONBEKEND


def test_every_gemeente_is_in_one_of_the_forty_regions() -> None:
    assert len(gemeenten()) == 342
    assert list(regios()) == [*range(1, 14), *range(15, 42)]
    assert sum(len(regio.gemeenten) for regio in regios().values()) == 342
    assert all(len(code) == 4 and code.isdigit() for code in gemeenten())
    assert all(regio.gemeenten for regio in regios().values())
    assert len({gemeente.provincie for gemeente in gemeenten().values()}) == 12


def test_the_region_of_a_gemeente() -> None:
    amsterdam = regio_van("0363")
    assert amsterdam is not None
    assert amsterdam.naam == "Agglomeratie Amsterdam"
    assert "Amsterdam" in [gemeente.naam for gemeente in amsterdam.gemeenten]
    assert regio_van("9999") is None


@pytest.mark.parametrize("tabel", [AardIkv, Bron, RedenEinde, UitkeringBron, Wet])
def test_every_code_is_text_with_a_label(tabel: type[Code]) -> None:
    for row in tabel:
        assert label_van(tabel, str(row)) == row.label != ""


@pytest.mark.parametrize("module", ["codes", "gemeenten", "nummers", "perioden", "srtiv"])
def test_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(import_module(f"vsv.domein.{module}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
