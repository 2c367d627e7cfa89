"""Which parameters a rule set has, and which values each may take.

A reader takes a value as TOML or a caller gave it, and returns it in the form the engine uses, or
raises ValueError with one Dutch sentence. `lees_alles` gathers those sentences, so that someone who
writes a rule set sees every fault at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.srtiv import Klasse

Lezer = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Where the value of a parameter comes from.

    Attributes:
        herkomst: `bron` = stated by the service this project succeeds; `keuze` = our own decision.
        reden: Why this value, in one Dutch sentence or two.
    """

    herkomst: str
    reden: str


def lees_alles(inhoud: Mapping[str, Any], lezers: Mapping[str, Lezer], plaats: str = "regelset") -> dict[str, Any]:
    """Read every value with its reader, and raise all faults at once."""
    gelezen: dict[str, Any] = {}
    fouten = [
        Fout(
            "REGELSET_PARAMETER_ONBEKEND",
            f"De parameter '{naam}' bestaat niet.",
            plaats,
            f"Kies uit: {', '.join(PARAMETERS)}.",
        )
        for naam in sorted(inhoud.keys() - lezers.keys())
    ]
    for naam, lezer in lezers.items():
        if naam not in inhoud:
            fouten.append(Fout("REGELSET_PARAMETER_ONTBREEKT", f"De parameter '{naam}' ontbreekt.", plaats))
            continue
        try:
            gelezen[naam] = lezer(inhoud[naam])
        except ValueError as fout:
            fouten.append(Fout("REGELSET_PARAMETER_ONGELDIG", str(fout), f"{plaats}, {naam}"))
    if fouten:
        raise InvoerFout(*fouten)
    return gelezen


def met_herkomst(lezer: Lezer) -> Lezer:
    """Make a reader of the table {waarde, herkomst, reden} from a reader of the value."""

    def lees_tabel(tabel: Any) -> tuple[Any, Herkomst]:
        if not isinstance(tabel, dict) or tabel.keys() != {"waarde", "herkomst", "reden"}:
            raise ValueError("Dit moet een tabel zijn met waarde, herkomst en reden.")
        if tabel["herkomst"] not in ("bron", "keuze"):
            raise ValueError("De herkomst is 'bron' of 'keuze'.")
        return lezer(tabel["waarde"]), Herkomst(tabel["herkomst"], _tekst(tabel["reden"]))

    return lees_tabel


def _tekst(waarde: Any) -> str:
    if not isinstance(waarde, str) or not waarde.strip():
        raise ValueError("Dit moet een tekst zijn.")
    return waarde


def _datum(waarde: Any) -> date:
    if type(waarde) is not date:
        raise ValueError("Dit moet een datum zijn in de vorm JJJJ-MM-DD.")
    return waarde


def _ja_nee(waarde: Any) -> bool:
    if type(waarde) is not bool:
        raise ValueError("Dit moet true of false zijn.")
    return waarde


def _getal(minimum: int, maximum: int) -> Lezer:
    def lees_getal(waarde: Any) -> int:
        if type(waarde) is not int or not minimum <= waarde <= maximum:
            raise ValueError(f"Dit moet een geheel getal zijn van {minimum} tot en met {maximum}.")
        return waarde

    return lees_getal


def _lijst(lezer: Lezer, minimum: int) -> Lezer:
    def lees_lijst(waarde: Any) -> tuple[Any, ...]:
        if not isinstance(waarde, list | tuple) or len(waarde) < minimum:
            raise ValueError(f"Dit moet een lijst zijn met minstens {minimum} waarde(n).")
        gelezen = tuple(map(lezer, waarde))
        if len(set(gelezen)) < len(gelezen):
            raise ValueError("Een waarde mag maar één keer voorkomen.")
        return gelezen

    return lees_lijst


def _keuze(*toegestaan: str) -> Lezer:
    def lees_keuze(waarde: Any) -> str:
        if waarde not in toegestaan:
            raise ValueError(f"Kies uit: {', '.join(toegestaan)}.")
        return str(waarde)

    return lees_keuze


def _klassen(waarde: Any) -> dict[str, str]:
    if not isinstance(waarde, Mapping) or not all(map(_is_code, waarde)):
        raise ValueError("Dit moet een tabel zijn van SRTIV-code (2 cijfers) naar klasse.")
    klasse = _keuze(*(str(klasse) for klasse in Klasse))
    return {code: klasse(naam) for code, naam in waarde.items()}


def _is_code(waarde: Any) -> bool:
    return isinstance(waarde, str) and len(waarde) == 2 and waarde.isdecimal()


KOP: Final[Mapping[str, Lezer]] = {"naam": _tekst, "versie": _tekst, "geldig_vanaf": _datum}

PARAMETERS: Final[Mapping[str, Lezer]] = {
    "drempel": _getal(1, 10_000_000),
    "maanden": _lijst(_getal(-12, 0), minimum=1),
    "beeindigd_werk_telt_niet": _ja_nee,
    "verplichte_bronnen": _lijst(_keuze(*(str(bron) for bron in Bron)), minimum=0),
    "leeftijdsgrens": _getal(1, 120),
    "lage_uren": _getal(0, 1000),
    "signaal_dagen": _getal(1, 366),
    "bijna_dagen": _getal(0, 3660),
    "srtiv_klassen": _klassen,
}
