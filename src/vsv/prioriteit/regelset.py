"""The parameters of the rules: dated, named, each with its origin and its reason.

The rules themselves are code; every number, list or switch in them is a parameter here, read from
`regelsets/<naam>.toml`. A rule set that has been used for a report never changes: its `controlegetal`
is kept with the report. A what-if is a rule set `met` other values.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.srtiv import srtiv_tabel
from vsv.prioriteit.parameters import KOP, PARAMETERS, Herkomst, lees_alles, met_herkomst

_MAP: Final = files("vsv.prioriteit") / "regelsets"


@dataclass(frozen=True, slots=True)
class Regelset:
    """A complete set of parameters. What each does to the outcome stands in docs/prioriteit.md.

    Attributes:
        naam: What a result is stamped with, such as `vsv-2.0`.
        versie: The version alone, such as `2.0`.
        geldig_vanaf: First peildatum this rule set is meant for.
        drempel: From this many cents in the loonperiode on, work is priority 3.
        maanden: Candidate months, counted from that of the peildatum; the preferred one first.
        beeindigd_werk_telt_niet: Whether rule 6 applies.
        verplichte_bronnen: Sources that must have answered since the aanmelding.
        leeftijdsgrens: The age at which someone gets no row any more.
        lage_uren: Below this many hours in the loonperiode work gets the flag LAGE_UREN.
        signaal_dagen: For how many days it is news that a job began or ended.
        bijna_dagen: How many days ahead the age limit is announced.
        srtiv_klassen: SRTIV code to class; a code that is not in it is ONBEKEND.
        herkomst: Origin and reason per parameter.
    """

    naam: str
    versie: str
    geldig_vanaf: date
    drempel: int
    maanden: tuple[int, ...]
    beeindigd_werk_telt_niet: bool
    verplichte_bronnen: tuple[str, ...]
    leeftijdsgrens: int
    lage_uren: int
    signaal_dagen: int
    bijna_dagen: int
    srtiv_klassen: Mapping[str, str]
    herkomst: Mapping[str, Herkomst] = field(compare=False, repr=False)

    @property
    def controlegetal(self) -> str:
        """SHA-256 of everything the outcome can depend on: it pins a rule set that has been used."""
        inhoud = {naam: getattr(self, naam) for naam in ("naam", "geldig_vanaf", *PARAMETERS)}
        return hashlib.sha256(_als_json(inhoud).encode()).hexdigest()

    @property
    def maanden_terug(self) -> int:
        """How many months of pay the rules look at, up to and including that of the peildatum.

        >>> laad("vsv-2.0").maanden_terug
        3
        """
        return 1 - min(self.maanden)

    def met(self, **waarden: Any) -> "Regelset":
        """Return a what-if: this rule set with a few values replaced, and a name that says so.

        SRTIV classes are laid over the ones there are; the other parameters are replaced.

        >>> laad("vsv-2.0").met(drempel=20000).naam
        'vsv-2.0 met drempel=20000'

        Raises:
            InvoerFout: A parameter does not exist or can't have this value.
        """
        if not waarden:
            return self
        gelezen = lees_alles(waarden, {naam: PARAMETERS[naam] for naam in waarden.keys() & PARAMETERS.keys()})
        naam = f"{self.naam} met " + ", ".join(f"{naam}={_als_json(waarde)}" for naam, waarde in waarden.items())
        if "srtiv_klassen" in gelezen:
            gelezen["srtiv_klassen"] = MappingProxyType({**self.srtiv_klassen, **gelezen["srtiv_klassen"]})
        return replace(self, naam=naam, **gelezen)


def beschikbaar() -> list[str]:
    """Return the names of the rule sets that come with this version, oldest first."""
    return [regelset.naam for regelset in _alle()]


def laad(naam: str) -> Regelset:
    """Return the rule set with this name.

    Raises:
        InvoerFout: There is none with this name.
    """
    for regelset in _alle():
        if regelset.naam == naam:
            return regelset
    keuze = ", ".join(beschikbaar())
    raise InvoerFout(Fout("REGELSET_ONBEKEND", f"De regelset '{naam}' bestaat niet.", advies=f"Kies uit: {keuze}."))


def geldig_op(datum: date) -> Regelset:
    """Return the rule set for a peildatum: the last one with `geldig_vanaf` on or before it.

    Raises:
        InvoerFout: The peildatum lies before the first rule set.
    """
    geldig = [regelset for regelset in _alle() if regelset.geldig_vanaf <= datum]
    if geldig:
        return geldig[-1]
    eerste = _alle()[0]
    advies = f"{eerste.naam} geldt vanaf {eerste.geldig_vanaf}. Noem zelf een regelset om toch te rekenen."
    raise InvoerFout(Fout("REGELSET_ONTBREEKT", f"Voor {datum} is er geen regelset.", advies=advies))


def lees(tekst: str, plaats: str) -> Regelset:
    """Read a rule set from TOML; docs/prioriteit.md describes its shape.

    Args:
        tekst: The content of the file.
        plaats: The name of the file, for messages.

    Raises:
        InvoerFout: Every fault at once: no TOML, or something in it is missing, unknown or mistyped.
    """
    try:
        inhoud = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise InvoerFout(Fout("REGELSET_GEEN_TOML", f"Dit is geen geldige TOML: {fout}.", plaats)) from fout
    lezers = {**KOP, **{naam: met_herkomst(lezer) for naam, lezer in PARAMETERS.items()}}
    gelezen = lees_alles(inhoud, lezers, plaats)
    waarden = {naam: gelezen[naam][0] for naam in PARAMETERS}
    tabel = {code: str(rij.klasse) for code, rij in srtiv_tabel().items()}
    waarden["srtiv_klassen"] = MappingProxyType({**tabel, **waarden["srtiv_klassen"]})
    herkomst = MappingProxyType({naam: gelezen[naam][1] for naam in PARAMETERS})
    return Regelset(**{naam: gelezen[naam] for naam in KOP}, **waarden, herkomst=herkomst)


@cache
def _alle() -> tuple[Regelset, ...]:
    bestanden = [bestand for bestand in _MAP.iterdir() if bestand.name.endswith(".toml")]
    gelezen = [lees(bestand.read_text("utf-8"), bestand.name) for bestand in bestanden]
    return tuple(sorted(gelezen, key=lambda regelset: regelset.geldig_vanaf))


def _als_json(waarde: Any) -> str:
    return json.dumps(
        waarde, sort_keys=True, default=lambda ding: dict(ding) if isinstance(ding, Mapping) else str(ding)
    )
