"""The weekly report on one or two sheets of paper, as PDF/A-3a (to keep) and PDF/UA-1 (to read aloud).

`tellingen` holds the numbers, `zinnen` puts them into words, `grafieken` draws them, `samenvatting.typ`
lays them out. The template gets its data as JSON and prints every text as it is: no name of an
organisation can be taken for markup. Nothing is fetched and no font of the machine is used, so the same
numbers give the same file everywhere.
"""

import json
from pathlib import Path
from typing import Any, Final

import typst

from vsv.domein.fouten import Fout, InvoerFout
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.tellingen import NIEUW, WEG, Meting, Samenvatting
from vsv.rapport.uitvoer.zinnen import describe, short_names

__all__ = ["MEDIATYPE", "NIEUW", "WEG", "Meting", "Samenvatting", "write_samenvatting"]

MEDIATYPE: Final = "application/pdf"

_SJABLOON: Final = Path(__file__).with_name("samenvatting.typ")
_LETTER: Final = "Libertinus Serif"  # of the open fonts that come with Typst, the one for reading

_NIET_TE_DRUKKEN: Final = ("could not be displayed", "codepoint")  # what Typst says of such a sign


def write_samenvatting(samenvatting: Samenvatting, pad: Path) -> None:
    """Write the summary as a tagged PDF; the same input gives the same bytes.

    Raises:
        InvoerFout: A name or reason holds a sign that none of the fonts can print.
        OmgevingFout: It can't be written at `pad`; then nothing is left behind.
    """
    pdf = _compile(samenvatting)
    with write_atomic(pad) as made:
        made.write_bytes(pdf)


def template_inputs(samenvatting: Samenvatting) -> dict[str, str]:
    """Return what the template is given: `data`, JSON with every text and number, and the chart in it."""
    from vsv.rapport.uitvoer.grafieken import draw_trend  # here, since Altair takes a second to load

    chart = draw_trend(samenvatting.trend_frame(), short_names(samenvatting.drempel), font=_LETTER)
    data: dict[str, Any] = describe(samenvatting) | {"letter": _LETTER, "grafiek": chart}
    return {"data": json.dumps(data, ensure_ascii=False)}


def _compile(samenvatting: Samenvatting) -> bytes:
    try:
        return typst.compile(
            _SJABLOON,
            sys_inputs=template_inputs(samenvatting),
            ignore_system_fonts=True,
            pdf_standards=["a-3a", "ua-1"],
            timestamp=samenvatting.gemaakt_op,
        )
    except typst.TypstError as error:
        if not any(sign in error.message for sign in _NIET_TE_DRUKKEN):
            raise
        raise InvoerFout(
            Fout(
                "TEKEN_NIET_TE_DRUKKEN",
                "In de tekst staat een teken dat niet gedrukt kan worden.",
                f"samenvatting {samenvatting.nu.peildatum}",
                "Kijk de naam van de organisatie en de redenen na op tekens als emoji.",
            )
        ) from error
