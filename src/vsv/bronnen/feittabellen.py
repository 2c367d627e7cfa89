"""The tables of facts: which table of the uitwisselformaat fills which table here, and with what."""

from dataclasses import dataclass
from typing import Final

from vsv.domein.codes import Bron


@dataclass(frozen=True, slots=True, kw_only=True)
class Feittabel:
    """A table of facts.

    Attributes:
        tabel: Its name in the uitwisselformaat.
        naam: Its name in the database.
        kolommen: What a row says, beside whom it is about; `ikv` stands for loonheffingennummer and nummer_ikv.
        sleutel: Those of them that, with the person, name a record; of records with the same key the latest holds.
        bron: The source that is asked for it (of uitkeringen only for those of PW); None for the answers themselves.
        moment: The column that says when the source spoke.
    """

    tabel: str
    naam: str
    kolommen: tuple[str, ...]
    sleutel: tuple[str, ...]
    bron: Bron | None
    moment: str = "ontvangen_op"

    @property
    def inhoud(self) -> list[str]:
        """The columns that make two rows the same to the letter."""
        return ["jongere", *self.kolommen]


_TERMIJN: Final = ("datum_begin", "datum_einde")
_VERSIE: Final = ("ontvangen_op", "ingetrokken")

ZELFSTANDIG: Final = (
    Feittabel(
        tabel="bevragingen",
        naam="bevraging",
        kolommen=("bron", "beantwoord_op"),
        sleutel=("bron", "beantwoord_op"),
        bron=None,
        moment="beantwoord_op",
    ),
    Feittabel(
        tabel="uitkeringen",
        naam="uitkering",
        kolommen=("bron", "wet", *_TERMIJN, *_VERSIE),
        sleutel=("bron", "wet", "datum_begin"),
        bron=Bron.PW,
    ),
    Feittabel(
        tabel="doelgroepregister",
        naam="doelgroep",
        kolommen=("grondslag", *_TERMIJN, *_VERSIE),
        sleutel=("grondslag", "datum_begin"),
        bron=Bron.DGR,
    ),
    Feittabel(
        tabel="inkomstenverhoudingen",
        naam="ikv",
        kolommen=("ikv", *_TERMIJN, "werkgever", "reden_einde", *_VERSIE),
        sleutel=("ikv",),
        bron=Bron.POLIS,
    ),
)
"""Facts about a person."""

VAN_EEN_IKV: Final = (
    Feittabel(
        tabel="inkomstenperiodes",
        naam="ikp",
        kolommen=(
            *("ikv", "datum_begin", "srtiv", "aard", "oproep", "onbepaalde_tijd", "contracturen_per_week"),
            *_VERSIE,
        ),
        sleutel=("ikv", "datum_begin"),
        bron=Bron.POLIS,
    ),
    Feittabel(
        tabel="inkomstenopgaven",
        naam="iko",
        kolommen=("ikv", *_TERMIJN, "loon_lbph", "loon_sv", "verloonde_uren", *_VERSIE),
        sleutel=("ikv", *_TERMIJN),
        bron=Bron.POLIS,
    ),
)
"""Facts about an inkomstenverhouding: they are taken when it is known."""

FEITEN: Final = {feit.tabel: feit for feit in (*ZELFSTANDIG, *VAN_EEN_IKV)}
"""All of them, by the table of the uitwisselformaat that fills them."""
