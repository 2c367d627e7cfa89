"""What goes into the engine: seven tables about people who are opaque keys.

The engine asks no more of a table than that narwhals can read it: Polars, Arrow, pandas, DuckDB or
Spark. A table may hold more than is needed, or leave out what can't change the answer (an
inkomstenopgave that touches no candidate month).
"""

from dataclasses import dataclass, fields
from typing import Final

from narwhals.typing import IntoFrame

SLEUTELS: Final = {
    "ikv": ("jongere", "ikv"),
    "ikp": ("jongere", "ikv", "datum_begin"),
    "iko": ("jongere", "ikv", "datum_begin", "datum_einde"),
    "uitkeringen": ("jongere", "bron", "wet", "datum_begin"),
    "doelgroep": ("jongere", "grondslag", "datum_begin"),
}
"""The columns that name a record: of records with the same key, one holds (rule 1)."""

_VERSIE = ("ontvangen_op", "ingetrokken", "volgnummer")

KOLOMMEN: Final = {
    "aanmeldingen": ("aanmelding", "jongere", "geboortedatum", "aanmelddatum", "afmelddatum"),
    "bevragingen": ("jongere", "bron", "beantwoord_op"),
    "ikv": (*SLEUTELS["ikv"], "datum_begin", "datum_einde", *_VERSIE),
    "ikp": (*SLEUTELS["ikp"], "srtiv", *_VERSIE),
    "iko": (*SLEUTELS["iko"], "loon_lbph", "verloonde_uren", *_VERSIE),
    "uitkeringen": (*SLEUTELS["uitkeringen"], "datum_einde", *_VERSIE),
    "doelgroep": (*SLEUTELS["doelgroep"], "datum_einde", *_VERSIE),
}
"""The columns the engine reads, per table; others are ignored."""


@dataclass(frozen=True, slots=True)
class Feiten:
    """Facts about jongeren, as they came in, with everything that was later corrected.

    Keys are opaque: an inkomstenverhouding is the pair (jongere, ikv). Dates are calendar dates in
    Amsterdam. `ontvangen_op` is a moment: microseconds since 1970 in UTC. Of records with the same
    key the one with the latest `ontvangen_op` holds, of equals the one with the largest `volgnummer`.

    Attributes:
        aanmeldingen: aanmelding i64 (unique), jongere i64, geboortedatum date or null,
            aanmelddatum date, afmelddatum date or null.
        bevragingen: jongere i64, bron (POLIS, PW, DGR), beantwoord_op date.
        ikv: jongere, ikv i64, datum_begin and datum_einde date or null, ontvangen_op i64,
            ingetrokken bool, volgnummer i64.
        ikp: jongere, ikv, datum_begin date, srtiv text or null, and the last three of ikv.
        iko: jongere, ikv, datum_begin and datum_einde date (both filled), loon_lbph i64 cents or
            null, verloonde_uren i64 or null, and the last three of ikv.
        uitkeringen: jongere, bron, wet, datum_begin date, datum_einde date or null, and the same.
        doelgroep: jongere, grondslag, datum_begin date, datum_einde date or null, and the same.
    """

    aanmeldingen: IntoFrame
    bevragingen: IntoFrame
    ikv: IntoFrame
    ikp: IntoFrame
    iko: IntoFrame
    uitkeringen: IntoFrame
    doelgroep: IntoFrame

    def tabellen(self) -> dict[str, IntoFrame]:
        """Return the tables by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
