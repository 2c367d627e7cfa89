"""A herziening in words: what a report said, what it would say now, and what came in since. Dutch, level B1."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from vsv.domein.codes import Bron, UitkeringBron, label_van
from vsv.domein.perioden import MAANDNAMEN, Maand, datum_tekst
from vsv.prioriteit.service import Regelset, Uitkomst, toen_omdat
from vsv.rapport.codes import describe_redenen
from vsv.rapport.uitvoer.woorden import format_euro

_SOORTEN: Final = {"NIEUW": "alsnog opgegeven", "GEWIJZIGD": "gecorrigeerd", "INGETROKKEN": "ingetrokken"}
_WAT: Final = {
    "LOON": "loon over {maanden}",
    "UITKERING": "een uitkering over {maanden}",
    "INKOMEN": "inkomen over {maanden}",
    "BAAN": "een baan",
    "VERHOUDING": "een inkomen",
    "SOORT": "de soort van een inkomen",
}
_EINDE: Final = {"BAAN": "de einddatum van een baan", "VERHOUDING": "de einddatum van een inkomen"}


def describe_herziening(
    line: Mapping[str, Any], oorzaken: Iterable[Mapping[str, Any]], peildatum: date, regelset: Regelset
) -> str:
    """Return a herziening as Dutch sentences.

    Args:
        line: A line that differs: prioriteit, loonperiode, loon, uren and redenen, and the same with `_nu`.
        oorzaken: What came in since, see `vsv.rapport.oorzaken.find_oorzaken`.
        peildatum: Day of the report.
        regelset: Its rule set.
    """
    then, now = (
        Uitkomst.van_rij({name: line[f"{name}{end}"] for name in _REGEL} | {"vlaggen": ""}, peildatum)
        for end in ("", "_nu")
    )
    why = ", en ".join(_describe(oorzaak, peildatum) for oorzaak in oorzaken)
    return (
        f"In het rapport van {datum_tekst(peildatum, weekdag=True)} stond deze jongere in {then.naam}, omdat "
        f"{toen_omdat(then, regelset)}. Met wat nu bekend is {_outcome(then, now)}: {why}."
    )


_REGEL: Final = ("prioriteit", "loonperiode", "loon", "uren", "redenen")


def _outcome(then: Uitkomst, now: Uitkomst) -> str:
    if then.prioriteit != now.prioriteit:
        return f"was dat {now.naam}"
    if then.redenen != now.redenen:
        return f"was dat ook {now.naam}, maar om een andere reden ({describe_redenen('|'.join(now.redenen))})"
    pay = f"{format_euro(now.loon)} aan loon voor {now.uren} uur over {Maand.van(now.loonperiode).naam}"
    return f"was dat ook {now.naam}, maar dan met {pay}"


def _describe(oorzaak: Mapping[str, Any], peildatum: date) -> str:
    wat, soort, day = oorzaak["wat"], oorzaak["soort"], _day(oorzaak["op"], peildatum.year)
    kind, _, bron = wat.partition("_")
    if kind == "ANTWOORD":
        return f"{'de' if bron == Bron.POLIS else 'het'} {label_van(Bron, bron)} heeft geantwoord, het laatst op {day}"
    if kind == "REGISTER":
        what = f"een uitkering volgens {'het ' if bron == UitkeringBron.PW else ''}{label_van(UitkeringBron, bron)}"
    elif wat in _EINDE and soort == "GEWIJZIGD":
        what = _EINDE[wat]
    else:
        what = _WAT[wat].format(maanden=_months(oorzaak["maanden"], peildatum.year))
    late = "" if oorzaak["na_run"] else ", wat pas na het rapport bij ons binnenkwam"
    return f"op {day} is {what} {_SOORTEN[soort]}{late}"


def _day(day: date, year: int) -> str:
    return f"{day.day} {_month(day, year)}"


def _months(months: Sequence[date], year: int) -> str:
    names = [_month(month, year) for month in months]
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _month(day: date, year: int) -> str:
    """A month in words; its year only when that is not the year of the report."""
    return MAANDNAMEN[day.month - 1] if day.year == year else Maand.van(day).naam
