"""The colours of the theme can be read: the contrast of every pair that meets on a page, in light, dark and print."""

import re
from pathlib import Path
from typing import Final

import pytest

STIJL: Final = Path(__file__).parents[3] / "src" / "vsv" / "portaal" / "static" / "portaal"

TEKST: Final = 4.5
"""WCAG 1.4.3: text on its ground."""

VORM: Final = 3.0
"""WCAG 1.4.11: the edge of a control, a bar in a chart, the focus ring."""

PAREN: Final = [
    *((inkt, grond, TEKST) for inkt in ("inkt", "inkt-zacht", "actie", "actie-diep") for grond in ("papier", "vlak")),
    *((inkt, "actie-vlak", TEKST) for inkt in ("inkt", "inkt-zacht", "actie", "actie-diep")),
    *((inkt, "focus-vlak", TEKST) for inkt in ("inkt", "inkt-zacht", "actie", "actie-diep")),
    *(("op-actie", grond, TEKST) for grond in ("actie", "actie-diep", "gevaar", "gevaar-diep")),
    *((soort, f"{soort}-vlak", TEKST) for soort in ("goed", "letop", "fout", "weetje")),
    *((f"p{p}", f"p{p}-vlak", TEKST) for p in ("1", "2", "3", "4", "5", "np")),
    ("fout", "papier", TEKST),
    ("gevaar", "papier", TEKST),
    *((f"p{p}", "papier", VORM) for p in ("1", "2", "3", "4", "5", "np")),
    *(("lijn-sterk", grond, VORM) for grond in ("papier", "vlak")),
    *(("focus", grond, VORM) for grond in ("papier", "vlak", "actie-vlak", "weetje-vlak", "letop-vlak", "fout-vlak")),
]


def colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def schemes() -> dict[str, dict[str, str]]:
    tokens = (STIJL / "tokens.css").read_text("utf-8")
    light, rest = tokens.split("@media screen and (prefers-color-scheme: dark)", 1)
    dark = rest.split("/* The same, in the words", 1)[0]
    printed = (STIJL / "druk.css").read_text("utf-8")
    ground = colours(light)
    return {"licht": ground, "donker": ground | colours(dark), "druk": ground | colours(printed)}


SCHEMAS: Final = schemes()


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("schema", ["licht", "donker", "druk"])
def test_every_pair_can_be_read(schema: str) -> None:
    tokens = SCHEMAS[schema]
    wrong = {(a, b): found for a, b, least in PAREN if (found := round(contrast(tokens[a], tokens[b]), 2)) < least}
    assert not wrong


def test_dark_says_every_colour_again() -> None:
    light = SCHEMAS["licht"]
    tokens = (STIJL / "tokens.css").read_text("utf-8").split("@media screen and (prefers-color-scheme: dark)", 1)[1]
    assert set(light) - set(colours(tokens)) == set()


def test_a_colour_stands_in_the_theme_only() -> None:
    for file in STIJL.glob("*.css"):
        if file.name not in {"tokens.css", "druk.css"}:
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[;,) ])|rgba?\(|hsla?\(", file.read_text("utf-8")), file.name
