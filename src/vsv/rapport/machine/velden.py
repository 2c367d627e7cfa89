"""Which fields a line of a report has for programs, and what each is called in JSON: one table for pages and files."""

from collections.abc import Mapping
from typing import Final

REGELVELDEN: Final[Mapping[str, str]] = {
    "jongere": "jongere",
    "kenmerk": "kenmerk",
    "aanmelddatum": "aanmelddatum",
    "gemeentecode": "gemeentecode",
    "prioriteit": "prioriteit",
    "prioriteit_naam": "prioriteitNaam",
    "sinds": "sinds",
    "vorige_prioriteit": "vorigePrioriteit",
    "loonperiode": "loonperiode",
    "loon": "loon",
    "uren": "uren",
    "redenen": "redenen",
    "vlaggen": "vlaggen",
}
"""Per field here its name in JSON, in order. jongere is a uuid; prioriteit and vorige_prioriteit are 0 (NP) to 5,
vorige_prioriteit null when the person was not in the week report before; loonperiode is `2026-10`; loon is in cents;
redenen and vlaggen are lists of codes."""
