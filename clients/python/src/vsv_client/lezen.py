"""Reads JSON into dataclasses, by their types. What it does not know it skips: the API may grow within a version."""

import types
import uuid
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from vsv_client.fouten import OnverwachtAntwoord
from vsv_client.vraag import camel

T = TypeVar("T")
Lezer = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Onbekend:
    """Something of a kind that this version of the client does not know. A newer one may; skip it if you can.

    Attributes:
        soort: Name of the kind.
        inhoud: All that was sent.
    """

    soort: str
    inhoud: Mapping[str, Any] = field(repr=False)


def lees(soort: type[T], waarde: Any) -> T:
    """Return JSON as a value of a type.

    Raises:
        OnverwachtAntwoord: It does not look like that.
    """
    try:
        klasse: Any = soort
        gelezen: T = _lezer(klasse)(waarde)
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise OnverwachtAntwoord(f"Het antwoord past niet bij {soort.__name__}: {type(e).__name__}.") from None
    return gelezen


@cache
def _lezer(soort: Hashable) -> Lezer:
    if soort in _GEWOON:
        return _GEWOON[soort]
    if is_dataclass(soort):
        return _van_klasse(soort)
    if get_origin(soort) is tuple:
        element = _lezer(get_args(soort)[0])
        return lambda waarde: tuple([element(deel) for deel in waarde])
    if get_origin(soort) in (Union, types.UnionType):
        return _van_keuze([deel for deel in get_args(soort) if deel is not type(None)])
    return _zoals_het_is


def _zoals_het_is(waarde: Any) -> Any:
    return waarde


_GEWOON: Final[Mapping[Any, Lezer]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    uuid.UUID: uuid.UUID,
}


def _van_klasse(klasse: Any) -> Lezer:
    types_ = get_type_hints(klasse)
    velden = [(veld, camel(veld.name), _lezer(types_[veld.name])) for veld in fields(klasse)]

    def lees_klasse(waarde: Any) -> Any:
        return klasse(
            **{veld.name: lezer(waarde[naam]) for veld, naam, lezer in velden if naam in waarde or _nodig(veld)}
        )

    return lees_klasse


def _nodig(veld: "Field[Any]") -> bool:
    return veld.default is MISSING


def _van_keuze(soorten: Sequence[Any]) -> Lezer:
    """Return a reader for one of some types: the only one, by the field `soort`, or as it is."""
    if len(soorten) == 1:
        enige = _lezer(soorten[0])
        return lambda waarde: None if waarde is None else enige(waarde)
    klassen: Sequence[Any] = [soort for soort in soorten if is_dataclass(soort) and soort is not Onbekend]
    if not klassen:
        return _zoals_het_is
    lezers = {naam: _lezer(klasse) for klasse in klassen for naam in _namen(klasse)}

    def lees_soort(waarde: Any) -> Any:
        lezer = lezers.get(waarde["soort"])
        return Onbekend(waarde["soort"], waarde) if lezer is None else lezer(waarde)

    return lees_soort


def _namen(klasse: Any) -> Iterator[str]:
    soort = get_type_hints(klasse)["soort"]
    if get_origin(soort) is not Literal:
        raise TypeError(klasse)
    yield from get_args(soort)
