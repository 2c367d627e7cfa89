"""An inzage on paper, as PDF/A-3a (to keep) and PDF/UA-1 (to read aloud).

It is laid out by `inzage.typ`, which gets its data as JSON and prints every text as it is. Nothing is fetched and no
font of the machine is used. A sign that none of the fonts can print, in the name of an employer for example, becomes a
question mark: a person gets to see the rest.
"""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst

_SJABLOON: Final = Path(__file__).with_name("inzage.typ")
_LETTER: Final = "Libertinus Serif"
_NIET_TE_DRUKKEN: Final = ("could not be displayed", "codepoint")  # what Typst says of a sign no font has
_ZELDZAAM: Final = re.compile("[^\t\n\u0020-\u007e\u00a0-\u017f\u2010-\u2026\u2022\u20ac]")


def print_inzage(teksten: dict[str, Any], gemaakt_op: datetime) -> bytes:
    """Return an inzage as a tagged PDF; the same input gives the same bytes.

    Args:
        teksten: titel, door, gemaakt_op, inleiding (sentences), delen: each kop, uitleg, koppen, rijen.
        gemaakt_op: The only moment in the file.
    """
    data = json.dumps({**teksten, "letter": _LETTER}, ensure_ascii=False)
    try:
        return _compile(data, gemaakt_op)
    except typst.TypstError as error:
        if not any(sign in error.message for sign in _NIET_TE_DRUKKEN):
            raise
    return _compile(_ZELDZAAM.sub("?", data), gemaakt_op)


def _compile(data: str, gemaakt_op: datetime) -> bytes:
    return typst.compile(
        _SJABLOON,
        sys_inputs={"data": data},
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=gemaakt_op,
    )
