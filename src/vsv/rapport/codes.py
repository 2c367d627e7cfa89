"""What the codes in a report mean, in a few words: for tables of many people, where no sentence about one fits.

The sentence about one person is made by `vsv.prioriteit` (`verklaar`).
"""

from collections.abc import Iterable
from typing import Final

from vsv.prioriteit.service import NP

REDENEN: Final = {
    "BRON_ONBEANTWOORD_POLIS": "de polisadministratie heeft nog niet geantwoord",
    "BRON_ONBEANTWOORD_PW": "het register Participatiewet heeft nog niet geantwoord",
    "BRON_ONBEANTWOORD_DGR": "het doelgroepregister heeft nog niet geantwoord",
    "ONBEKENDE_INKOMENSCODE": "alleen inkomen met een code die wij niet kennen",
    "GEEN_LOON": "geen loon bekend dat meetelt",
    "LOON_ONDER_DREMPEL": "loon onder de drempel",
    "LOON_VANAF_DREMPEL": "loon op of boven de drempel",
    "GEEN_UITKERING": "geen uitkering gevonden",
    "UITKERING_INKOMSTEN": "een uitkering uitbetaald",
    "UITKERING_REGISTER": "een uitkering geregistreerd",
}
"""Per code of a reason what it says about a person."""

VLAGGEN: Final = {
    "BIJNA_27": "bereikt binnenkort de leeftijdsgrens",
    "IKV_GEEINDIGD": "kort geleden is bekend geworden dat een baan is afgelopen",
    "IKV_GESTART": "kort geleden is een nieuwe baan bekend geworden",
    "LAGE_UREN": "weinig verloonde uren",
    "ONBEKENDE_INKOMENSCODE": "er is inkomen met een code die wij niet kennen; dat telt niet mee",
    "OPEN_DIENSTVERBAND": "er staat een baan open waarover geen loon bekend is dat meetelt",
}
"""Per code of a flag what it says about a person."""

INKOMEN: Final = {
    "WERK": "werk",
    "UITKERING": "uitkering",
    "NEGEREN": "telt niet mee",
    "ONBEKEND": "onbekende code",
}
"""Per class of income how it is called."""

MUTATIES: Final = {
    "NIEUW": "nieuw",
    "GEWIJZIGD": "gewijzigd",
    "BEEINDIGD": "afgelopen",
    "INGETROKKEN": "ingetrokken",
}
"""Per kind of mutation of an inkomstenverhouding how it is called."""


def name_priority(prioriteit: int | None) -> str:
    """Return how a priority is called: `NP`, `1` to `5`; nothing when there is none.

    >>> name_priority(0), name_priority(3), name_priority(None)
    ('NP', '3', '')
    """
    if prioriteit is None:
        return ""
    return "NP" if prioriteit == NP else str(prioriteit)


def split_codes(codes: str | None) -> list[str]:
    """Return codes that are joined by |.

    >>> split_codes("GEEN_LOON|GEEN_UITKERING"), split_codes("")
    (['GEEN_LOON', 'GEEN_UITKERING'], [])
    """
    return codes.split("|") if codes else []


def describe_redenen(redenen: str) -> str:
    """Return reason codes, joined by |, in words.

    >>> describe_redenen("GEEN_LOON|UITKERING_REGISTER")
    'geen loon bekend dat meetelt en een uitkering geregistreerd'
    """
    return _enumerate(REDENEN[code] for code in redenen.split("|"))


def describe_move(redenen_van: str | None, redenen_naar: str | None) -> str:
    """Return why people moved: the reasons that hold now and did not before.

    >>> describe_move("LOON_VANAF_DREMPEL|GEEN_UITKERING", "GEEN_LOON|GEEN_UITKERING")
    'geen loon bekend dat meetelt'
    >>> describe_move(None, "GEEN_LOON|GEEN_UITKERING")
    'nieuw in het rapport: geen loon bekend dat meetelt en geen uitkering gevonden'
    >>> describe_move("GEEN_LOON|GEEN_UITKERING", None)
    'niet meer gevolgd'
    """
    if redenen_naar is None:
        return "niet meer gevolgd"
    before = set(redenen_van.split("|")) if redenen_van else set()
    why = _enumerate(REDENEN[code] for code in redenen_naar.split("|") if code not in before)
    return why if redenen_van is not None else f"nieuw in het rapport: {why}"


def _enumerate(parts: Iterable[str]) -> str:
    *head, last = parts
    return f"{', '.join(head)} en {last}" if head else last
