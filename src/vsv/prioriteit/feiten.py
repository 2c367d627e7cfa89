"""What goes into the engine: seven tables about people who are opaque keys.

The engine asks no more of a table than that narwhals can read it: Polars, Arrow, pandas, DuckDB or
Spark. A table may hold more than is needed, or leave out what can't change the answer (an
inkomstenopgave that touches no candidate month).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import narwhals as nw
from narwhals.dtypes import DType
from narwhals.typing import IntoFrame

SLEUTELS: Final = {
    "ikv": ["jongere", "ikv"],
    "ikp": ["jongere", "ikv", "datum_begin"],
    "iko": ["jongere", "ikv", "datum_begin", "datum_einde"],
    "uitkeringen": ["jongere", "bron", "wet", "datum_begin"],
    "doelgroep": ["jongere", "grondslag", "datum_begin"],
}
"""The columns that name a record: of records with the same key, one holds (rule 1). Never null."""

_GETAL, _DAG, _TEKST, _JA_NEE = nw.Int64(), nw.Date(), nw.String(), nw.Boolean()
_IKV: Final = {"jongere": _GETAL, "ikv": _GETAL}
_VERSIE: Final = {"ontvangen_op": _GETAL, "ingetrokken": _JA_NEE, "volgnummer": _GETAL}

SCHEMA: Final[Mapping[str, Mapping[str, DType]]] = {
    "aanmeldingen": {
        "aanmelding": _GETAL,
        "jongere": _GETAL,
        "geboortedatum": _DAG,
        "aanmelddatum": _DAG,
        "afmelddatum": _DAG,
    },
    "bevragingen": {"jongere": _GETAL, "bron": _TEKST, "beantwoord_op": _DAG},
    "ikv": {**_IKV, "datum_begin": _DAG, "datum_einde": _DAG, **_VERSIE},
    "ikp": {**_IKV, "datum_begin": _DAG, "srtiv": _TEKST, **_VERSIE},
    "iko": {
        **_IKV,
        "datum_begin": _DAG,
        "datum_einde": _DAG,
        "loon_lbph": _GETAL,
        "verloonde_uren": _GETAL,
        **_VERSIE,
    },
    "uitkeringen": {
        "jongere": _GETAL,
        "bron": _TEKST,
        "wet": _TEKST,
        "datum_begin": _DAG,
        "datum_einde": _DAG,
        **_VERSIE,
    },
    "doelgroep": {"jongere": _GETAL, "grondslag": _TEKST, "datum_begin": _DAG, "datum_einde": _DAG, **_VERSIE},
}
"""The columns the engine reads, per table; others are ignored."""


@dataclass(frozen=True, slots=True)
class Feiten:
    """Facts about jongeren, as they came in, with everything that was later corrected.

    Keys are opaque: an inkomstenverhouding is the pair (jongere, ikv). Dates are calendar dates in
    Amsterdam. `ontvangen_op` is a moment: microseconds since 1970 in UTC. Of records with the same
    key the one with the latest `ontvangen_op` holds, of equals the one with the largest `volgnummer`.

    Attributes:
        aanmeldingen: Who follows whom: `aanmelding` is unique; geboortedatum and afmelddatum may be null.
        bevragingen: When which source (POLIS, PW, DGR) answered about whom.
        ikv: Inkomstenverhoudingen; both dates may be null.
        ikp: Inkomstenperiodes; srtiv may be null.
        iko: Inkomstenopgaven, with datum_einde filled in; loon_lbph (cents) and verloonde_uren may be null.
        uitkeringen: Records of PW and UWV; datum_einde may be null.
        doelgroep: Records of the doelgroepregister; datum_einde may be null.
    """

    aanmeldingen: IntoFrame
    bevragingen: IntoFrame
    ikv: IntoFrame
    ikp: IntoFrame
    iko: IntoFrame
    uitkeringen: IntoFrame
    doelgroep: IntoFrame

    @classmethod
    def van(cls, **tabellen: IntoFrame) -> Self:
        """Make one of the tables that were read, with empty ones for the others."""
        leeg = {naam: nw.from_dict({}, schema, backend="polars").to_native() for naam, schema in SCHEMA.items()}
        return cls(**{**leeg, **tabellen})
