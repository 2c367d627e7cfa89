"""What-if: a rule set with other values laid over it, and who would then stand in another priority.

Nothing here changes anything: a rule set goes in, another one comes out, with a name and a checksum of its own. The
age limit can't be set: it follows from the law, and the store knows nobody above it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Final

import polars as pl

from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.srtiv import Klasse
from vsv.prioriteit.parameters import PARAMETERS, Herkomst
from vsv.prioriteit.parameterwoorden import WOORDEN
from vsv.prioriteit.regelset import Regelset, laad

Overlay = Mapping[str, Any]
"""Values by the name of their parameter, as the engine uses them; of `srtiv_klassen` only the codes that differ."""

SRTIV: Final = "srtiv."
"""How the class of a code is named: `srtiv.31`."""


@dataclass(frozen=True, slots=True)
class Instelling:
    """How a parameter is written by people.

    Attributes:
        schrijf: What to write, in Dutch: to be read after "bij ... hoort".
        lees: From what was written to a value; raises ValueError when it is none.
    """

    schrijf: str
    lees: Callable[[str], Any]


def _cents(tekst: str) -> int:
    """Read an amount in euros.

    >>> _cents("473"), _cents("€ 1.250,50")
    (47300, 125050)
    """
    kaal = tekst.replace("€", "").replace("\u00a0", "").strip()
    try:
        cents = Decimal(kaal.replace(".", "").replace(",", ".") if "," in kaal else _without_points(kaal)) * 100
    except InvalidOperation as fout:
        raise ValueError(tekst) from fout
    if not cents.is_finite() or cents != int(cents):
        raise ValueError(tekst)
    return int(cents)


def _without_points(tekst: str) -> str:
    """Take a point for thousands out, and leave one before cents.

    >>> _without_points("1.250"), _without_points("473.50")
    ('1250', '473.50')
    """
    delen = tekst.split(".")
    return "".join(delen) if all(len(deel) == 3 for deel in delen[1:]) else tekst


def _number(tekst: str) -> int:
    return int(tekst.strip())


def _yes_no(tekst: str) -> bool:
    return {"ja": True, "nee": False}[tekst.strip().lower()]


def _parts(tekst: str) -> list[str]:
    return [deel.strip() for deel in tekst.split(",") if deel.strip()]


INSTELBAAR: Final[Mapping[str, Instelling]] = {
    "drempel": Instelling("een bedrag in euro's tot en met 100.000, zoals 473 of 473,50", _cents),
    "maanden": Instelling(
        "een rij maanden, de eerste keus vooraan: 0 is deze maand, -1 de vorige, tot en met -12; zoals -1,-2,0",
        lambda tekst: [_number(deel) for deel in _parts(tekst)],
    ),
    "beeindigd_werk_telt_niet": Instelling("ja of nee", _yes_no),
    "verplichte_bronnen": Instelling(
        f"een rij bronnen ({', '.join(Bron)}), of geen",
        lambda tekst: [] if tekst.strip().lower() == "geen" else [deel.upper() for deel in _parts(tekst)],
    ),
    "lage_uren": Instelling("een aantal uren per maand van 0 tot en met 1000", _number),
    "signaal_dagen": Instelling("een aantal dagen van 1 tot en met 366", _number),
    "bijna_dagen": Instelling("een aantal dagen van 0 tot en met 3660", _number),
}
"""Per parameter that can be set how it is written. Beside these the class of a code: `srtiv.31=NEGEREN`."""

_KLASSE: Final = f"een klasse: {', '.join(Klasse)}"


def lees_parameters(regels: Iterable[str]) -> Overlay:
    """Read what was written as `naam=waarde`.

    >>> dict(lees_parameters(["drempel=473", "maanden=-1,-2", "srtiv.31=negeren"]))
    {'drempel': 47300, 'maanden': (-1, -2), 'srtiv_klassen': {'31': 'NEGEREN'}}

    Raises:
        InvoerFout: Every fault at once, with what can be set.
    """
    teksten: dict[str, str] = {}
    fouten = []
    for regel in regels:
        naam, is_teken, tekst = (deel.strip() for deel in regel.partition("="))
        if not is_teken:
            fouten.append(_unknown(naam, "Schrijf een parameter als naam=waarde."))
        elif naam in teksten:
            reden = f"De parameter '{naam}' staat er twee keer."
            fouten.append(Fout("WAT_ALS_PARAMETER_DUBBEL", reden, naam, "Noem hem één keer."))
        else:
            teksten[naam] = tekst
    if fouten:
        raise InvoerFout(*fouten)
    return lees_overlay(teksten)


def lees_overlay(teksten: Mapping[str, str]) -> Overlay:
    """Read values as people write them, by the name of their parameter; see `INSTELBAAR`.

    Raises:
        InvoerFout: Every fault at once: a parameter that can't be set, or a value it can't have.
    """
    overlay: dict[str, Any] = {}
    klassen: dict[str, str] = {}
    fouten = []
    for naam, tekst in teksten.items():
        try:
            if naam.startswith(SRTIV):
                klassen |= PARAMETERS["srtiv_klassen"]({naam.removeprefix(SRTIV): tekst.strip().upper()})
            elif naam in INSTELBAAR:
                overlay[naam] = PARAMETERS[naam](INSTELBAAR[naam].lees(tekst))
            else:
                fouten.append(_unknown(naam, f"De parameter '{naam}' kunt u niet instellen."))
        except (ValueError, KeyError):
            fouten.append(_unreadable(naam))
    if fouten:
        raise InvoerFout(*fouten)
    return overlay | ({"srtiv_klassen": klassen} if klassen else {})


def _unknown(naam: str, reden: str) -> Fout:
    return Fout("WAT_ALS_PARAMETER_ONBEKEND", reden, naam, f"U kunt instellen: {wat_kan()}.")


def _unreadable(naam: str) -> Fout:
    if naam.startswith(SRTIV):
        advies = f"Schrijf {SRTIV} met een code van 2 cijfers, en {_KLASSE}."
    else:
        advies = f"Hier hoort {INSTELBAAR[naam].schrijf}."
    return Fout("WAT_ALS_WAARDE_ONGELDIG", "Deze waarde kan niet.", naam, advies)


def wat_kan() -> str:
    """Return in one Dutch line what can be set, and how."""
    delen = [f"{naam} ({instelling.schrijf})" for naam, instelling in INSTELBAAR.items()]
    return "; ".join([*delen, f"{SRTIV}31 of een andere code ({_KLASSE})"])


def afwijkend(regelset: Regelset, overlay: Overlay) -> dict[str, Any]:
    """Return of an overlay what differs from a rule set.

    >>> afwijkend(laad("vsv-2.0"), {"drempel": 30_000, "lage_uren": 40, "srtiv_klassen": {"31": "WERK"}})
    {'lage_uren': 40}
    """
    anders = {n: w for n, w in overlay.items() if n != "srtiv_klassen" and w != getattr(regelset, n)}
    klassen = {
        code: klasse
        for code, klasse in overlay.get("srtiv_klassen", {}).items()
        if regelset.srtiv_klassen.get(code, str(Klasse.ONBEKEND)) != klasse
    }
    return anders | ({"srtiv_klassen": klassen} if klassen else {})


def leg_op(regelset: Regelset, overlay: Overlay, naam: str | None = None) -> Regelset:
    """Return the rule set with the values of an overlay; the same one when none of them differs.

    Args:
        regelset: What the values are laid over.
        overlay: The values.
        naam: How it is called; by what differs when None.

    >>> hoger = leg_op(laad("vsv-2.0"), {"drempel": 47_300})
    >>> hoger.naam, hoger.controlegetal == laad("vsv-2.0").controlegetal
    ('vsv-2.0 met drempel=47300', False)
    >>> leg_op(laad("vsv-2.0"), {"drempel": 30_000}) is laad("vsv-2.0")
    True

    Raises:
        InvoerFout: A parameter can't be set, or can't have this value.
    """
    vreemd = [_unknown(n, f"De parameter '{n}' kunt u niet instellen.") for n in overlay if not _is_settable(n)]
    if vreemd:
        raise InvoerFout(*vreemd)
    gelezen = {n: tuple(waarde) if isinstance(waarde, list) else waarde for n, waarde in overlay.items()}
    afgeleid = regelset.met(**afwijkend(regelset, gelezen))
    return replace(afgeleid, naam=naam) if naam and afgeleid is not regelset else afgeleid


def _is_settable(naam: str) -> bool:
    return naam in INSTELBAAR or naam == "srtiv_klassen"


@dataclass(frozen=True, slots=True)
class Afgeleide:
    """A rule set written down as what it changes of one that comes with this version: it can be kept, and made again.

    Attributes:
        basis: The name of the rule set that it is derived of.
        waarden: What differs; nothing = the rule set itself.
        naam: How it is called; by what differs when empty.
        geldig_vanaf: First peildatum it is meant for; that of the basis when None.
        reden: Why, one Dutch sentence or two: stands as origin with what differs.
    """

    basis: str
    waarden: Overlay = field(default_factory=dict)
    naam: str = ""
    geldig_vanaf: date | None = None
    reden: str = ""

    def met(self, overlay: Overlay) -> "Afgeleide":
        """Return one that changes this too, without a name.

        >>> Afgeleide("vsv-2.0", {"drempel": 47_300}).met({"lage_uren": 40}).waarden
        {'drempel': 47300, 'lage_uren': 40}
        """
        samen = {**self.waarden, **overlay}
        klassen = {**self.waarden.get("srtiv_klassen", {}), **overlay.get("srtiv_klassen", {})}
        if klassen:
            samen["srtiv_klassen"] = klassen
        return Afgeleide(self.basis, afwijkend(laad(self.basis), _as_engine(samen)))

    def regelset(self) -> Regelset:
        """Return the rule set itself.

        Raises:
            InvoerFout: The basis does not exist (any more), or can't have these values.
        """
        basis = laad(self.basis)
        regelset = leg_op(basis, self.waarden, self.naam or None)
        if regelset is basis:
            return basis
        herkomst = {n: Herkomst("keuze", self.reden or "Zo doorgerekend.") for n in self.waarden}
        return replace(
            regelset,
            geldig_vanaf=self.geldig_vanaf or basis.geldig_vanaf,
            herkomst=MappingProxyType({**basis.herkomst, **herkomst}),
        )


def _as_engine(waarden: Overlay) -> Overlay:
    return {naam: tuple(waarde) if isinstance(waarde, list) else waarde for naam, waarde in waarden.items()}


@dataclass(frozen=True, slots=True)
class Verschil:
    """A parameter of which two rule sets have another value.

    Attributes:
        naam: Its name.
        woorden: What it is, Dutch.
        nu: The value of the one, in words.
        dan: The value of the other, in words.
    """

    naam: str
    woorden: str
    nu: str
    dan: str

    @property
    def zin(self) -> str:
        """What the other says instead, in words."""
        return f"{self.woorden}: {self.dan}, in plaats van {self.nu}"


def verschillen(nu: Regelset, dan: Regelset) -> list[Verschil]:
    """Return what two rule sets differ in, in words.

    >>> [v] = verschillen(laad("vsv-2.0"), leg_op(laad("vsv-2.0"), {"drempel": 47_300}))
    >>> v.nu, v.dan
    ('€ 300', '€ 473')
    """
    gevonden = []
    for naam in PARAMETERS:
        voor, na = getattr(nu, naam), getattr(dan, naam)
        if naam == "srtiv_klassen":
            voor, na = _differing(voor, na), _differing(na, voor)
        if voor != na:
            woorden, toon = WOORDEN[naam]
            gevonden.append(Verschil(naam, woorden, toon(voor), toon(na)))
    return gevonden


def _differing(klassen: Mapping[str, str], andere: Mapping[str, str]) -> dict[str, str]:
    """Return the codes of which the other has another class; a code that is in neither is not there."""
    onbekend = str(Klasse.ONBEKEND)
    both = klassen.keys() | andere.keys()
    return {c: klassen.get(c, onbekend) for c in both if klassen.get(c, onbekend) != andere.get(c, onbekend)}


def verplaatsingen(nu: pl.DataFrame, dan: pl.DataFrame) -> pl.DataFrame:
    """Return how many go from which priority to which, who stays included.

    Args:
        nu: What `prioriteer` said by the one rule set.
        dan: The same by the other; of the same facts and day.

    Returns:
        van, naar Int8 (0 = NP; null = no row), aantal Int64; by van and naar. The sum is the population.

    >>> nu = pl.DataFrame({"aanmelding": [1, 2, 3], "prioriteit": [3, 3, 1]})
    >>> verplaatsingen(nu, nu.with_columns(prioriteit=pl.Series([2, 3, 1]))).rows()
    [(1, 1, 1), (3, 2, 1), (3, 3, 1)]
    """
    kolommen = ["aanmelding", "prioriteit"]
    both = nu.select(kolommen).join(dan.select(kolommen), on="aanmelding", how="full", coalesce=True, suffix="_dan")
    return (
        both.group_by(van=pl.col("prioriteit").cast(pl.Int8), naar=pl.col("prioriteit_dan").cast(pl.Int8))
        .agg(aantal=pl.len().cast(pl.Int64))
        .sort("van", "naar")
    )


def matrix(moves: pl.DataFrame) -> pl.DataFrame:
    """Return the moves as a table: a row per priority now (van), a column p0 to p5 per priority then.

    >>> matrix(pl.DataFrame({"van": [1, 3, 3], "naar": [1, 2, 3], "aantal": [4, 2, 7]})).row(3)
    (3, 0, 0, 2, 7, 0, 0)
    """
    cel = pl.col("aantal")
    kolommen = [cel.filter(pl.col("naar") == naar).sum().cast(pl.Int64).alias(f"p{naar}") for naar in range(6)]
    rijen = moves.group_by(pl.col("van").cast(pl.Int8)).agg(kolommen)
    alle = pl.DataFrame({"van": range(6)}, schema={"van": pl.Int8})
    return alle.join(rijen, on="van", how="left", maintain_order="left").fill_null(0)
