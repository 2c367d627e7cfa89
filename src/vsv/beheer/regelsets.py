"""The rule sets as who runs the service sees them: every parameter with its value, origin and reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vsv.domein.fouten import InvoerFout
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import WOORDEN, Regelset, beschikbaar, laad
from vsv.rapport.service import find_geldig, read_voorstellen
from vsv.toegang.service import Wie, als_dienst


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameterbeeld:
    """A parameter of a rule set.

    Attributes:
        naam: Its name in the rule set.
        woorden: What it is, Dutch.
        waarde: Its value in words.
        herkomst: `bron` = stated by the service this project succeeds; `keuze` = our own decision.
        reden: Why this value, Dutch.
    """

    naam: str
    woorden: str
    waarde: str
    herkomst: str
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelsetbeeld:
    """A rule set.

    Attributes:
        naam: What a result is stamped with.
        geldig_vanaf: First peildatum it is meant for.
        geldt_nu: It is the one for today.
        eerst_gebruikt: Peildatum of the first run with it; None = never.
        laatst_gebruikt: Peildatum of the last one; None = never.
        controlegetal: SHA-256 of what the outcome can depend on.
        parameters: All of them.
    """

    naam: str
    geldig_vanaf: date
    geldt_nu: bool
    eerst_gebruikt: date | None
    laatst_gebruikt: date | None
    controlegetal: str
    parameters: Sequence[Parameterbeeld]


def list_regelsets(wie: Wie, vandaag: date) -> list[Regelsetbeeld]:
    """Return the rule sets that come with this version and the proposals that were given a date, the newest first.

    Args:
        wie: Who looks; runs the service.
        vandaag: The date today.

    Raises:
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute("SELECT regelset, min(peildatum), max(peildatum) FROM run GROUP BY regelset")
        used = {regelset: (first, last) for regelset, first, last in sessie.cur}
        begun = [v.regels.regelset() for v in read_voorstellen(sessie.cur, None) if v.regels.geldig_vanaf]
        holds = _name_of_today(sessie.cur, vandaag)
    alle = sorted([*map(laad, beschikbaar()), *begun], key=lambda regelset: regelset.geldig_vanaf, reverse=True)
    return [
        _show(regelset, *used.get(regelset.naam, (None, None)), geldt_nu=regelset.naam == holds) for regelset in alle
    ]


def _name_of_today(cur: Cursor, vandaag: date) -> str | None:
    try:
        return find_geldig(cur, vandaag).regelset().naam
    except InvoerFout:
        return None


def _show(regelset: Regelset, first: date | None, last: date | None, *, geldt_nu: bool) -> Regelsetbeeld:
    return Regelsetbeeld(
        naam=regelset.naam,
        geldig_vanaf=regelset.geldig_vanaf,
        geldt_nu=geldt_nu,
        eerst_gebruikt=first,
        laatst_gebruikt=last,
        controlegetal=regelset.controlegetal,
        parameters=[
            Parameterbeeld(
                naam=naam,
                woorden=WOORDEN[naam][0],
                waarde=WOORDEN[naam][1](getattr(regelset, naam)),
                herkomst=herkomst.herkomst,
                reden=herkomst.reden,
            )
            for naam, herkomst in regelset.herkomst.items()
        ],
    )
