"""Words and colours of the summary, and the examples that stand in docstrings."""

import doctest
from types import ModuleType

import pytest

from vsv.rapport.uitvoer import grafieken, woorden
from vsv.rapport.uitvoer.woorden import CODES, PRIORITEITEN, Prioriteit


@pytest.mark.parametrize("module", [woorden, grafieken], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("prioriteit", PRIORITEITEN, ids=lambda prioriteit: prioriteit.code)
def test_every_colour_can_be_read_on_white_and_carries_white(prioriteit: Prioriteit) -> None:
    assert 1.05 / (luminance(prioriteit.kleur) + 0.05) >= 4.5


def test_the_colours_and_words_differ() -> None:
    assert CODES == ("1", "2", "3", "4", "5", "NP")
    assert len({prioriteit.kleur for prioriteit in PRIORITEITEN}) == len(CODES)
    assert len({prioriteit.kort for prioriteit in PRIORITEITEN}) == len(CODES)
