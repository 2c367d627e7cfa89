"""Who can be chosen at the oefenmakelaar: for whom somebody acts, and with which level."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal, get_args

from vsv.domein.fouten import Fout, InvoerFout

Rechtspersoon = Literal["KvKnr", "RSIN"]
"""The kinds of number of a legal subject, as eHerkenning spells them."""
Niveau = Literal["loa2", "loa2plus", "loa3", "loa4"]
"""Levels of eHerkenning; EH3 is loa3."""

_VORM: Final = {"KvKnr": re.compile("[0-9]{8}"), "RSIN": re.compile("[0-9]{9}")}
_VESTIGING: Final = re.compile("[0-9]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoon:
    """Somebody who may be chosen: nobody that exists.

    Attributes:
        naam: On the button. No claim holds it: eHerkenning tells no names.
        omschrijving: Under the name: for whom, in which role.
        acting_subject: ActingSubjectID, the pseudonym of this person for this service.
        rechtspersoon_soort: Of which kind `nummer` is.
        nummer: Of the organisation acted for: 8 digits of the KvK, or 9 of the RSIN.
        loa: The level the makelaar vouches for.
        vestigingsnr: The one location this person may act for, 12 digits; None: all of them.
    """

    naam: str
    omschrijving: str
    acting_subject: str
    rechtspersoon_soort: Rechtspersoon
    nummer: str
    loa: Niveau = "loa3"
    vestigingsnr: str | None = None

    def __post_init__(self) -> None:
        for veld in ("naam", "omschrijving", "acting_subject"):
            waarde = getattr(self, veld)
            if not isinstance(waarde, str) or not waarde.strip():
                raise _wrong(veld, "Dit is een tekst die niet leeg is.")
        if self.rechtspersoon_soort not in get_args(Rechtspersoon):
            raise _wrong("rechtspersoon_soort", "Deze soort bestaat niet.", "Kies KvKnr of RSIN.")
        if not _matches(_VORM[self.rechtspersoon_soort], self.nummer):
            raise _wrong("nummer", "Een KvK-nummer heeft 8 cijfers, een RSIN heeft er 9.")
        if self.loa not in get_args(Niveau):
            raise _wrong("loa", "Dit niveau bestaat niet.", f"Kies uit: {', '.join(get_args(Niveau))}.")
        if self.vestigingsnr is not None and not _matches(_VESTIGING, self.vestigingsnr):
            raise _wrong("vestigingsnr", "Een vestigingsnummer heeft 12 cijfers.")


def personen_json(personen: Iterable[Persoon]) -> list[dict[str, Any]]:
    """Return people as `parse_personen` reads them."""
    return [asdict(persoon) for persoon in personen]


def parse_personen(data: object) -> Sequence[Persoon]:
    """Return the people in a list of JSON objects with the fields of `Persoon`.

    Raises:
        InvoerFout: It is no such list, a field is missing or not known, or its value does not fit.
    """
    if not isinstance(data, list) or not data or not all(isinstance(row, dict) for row in data):
        raise InvoerFout(Fout("PERSONEN_ONGELDIG", "Dit is geen lijst met personen.", "personen"))
    return [_persoon(row) for row in data]


def read_personen(tekst: bytes) -> Sequence[Persoon]:
    """Return the people in a JSON text.

    Raises:
        InvoerFout: As `parse_personen`, or it is no JSON.
    """
    try:
        data = json.loads(tekst)
    except ValueError:
        data = None
    return parse_personen(data)


def _persoon(row: Mapping[str, Any]) -> Persoon:
    known = [veld.name for veld in fields(Persoon)]
    unknown = [veld for veld in row if veld not in known]
    if unknown:
        raise _wrong(unknown[0], "Dit veld bestaat niet.", f"Kies uit: {', '.join(known)}.")
    try:
        return Persoon(**row)
    except TypeError:
        missing = [veld for veld in known[:-2] if veld not in row]
        raise _wrong(missing[0], "Dit veld ontbreekt.") from None


def _matches(vorm: re.Pattern[str], waarde: object) -> bool:
    return isinstance(waarde, str) and vorm.fullmatch(waarde) is not None


def _wrong(veld: str, reden: str, advies: str = "") -> InvoerFout:
    return InvoerFout(Fout("PERSOON_ONGELDIG", reden, f"personen {veld}", advies))
