"""Awkward people, made at random: everything happens on or next to a boundary, and often twice."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import narwhals as nw
from tests.unit.prioriteit.orakel import Rij, Rijen

from vsv.prioriteit.feiten import SCHEMA
from vsv.prioriteit.service import Feiten

Inhoud = Callable[[date | None], Rij]

PEILDATUMS = [
    date(2026, 11, 23),
    date(2027, 1, 1),
    date(2027, 2, 28),
    date(2027, 3, 1),
    date(2027, 3, 28),  # the clock goes forward this night
    date(2028, 2, 29),
    date(2026, 10, 25),  # the clock goes back this night
]
CODES = [*["15"] * 8, "31", "33", "43", "43", "56", "99", "", None]
BEDRAGEN = [None, -1500, 0, 1, 14_999, 15_000, *[29_999, 30_000, 30_001, 123_457] * 2]
UREN = [None, -8, 0, 1, 51, 52, 160]


def als_feiten(rijen: Rijen) -> Feiten:
    return Feiten(**{naam: nw.from_dicts(rijen[naam], schema, backend="polars") for naam, schema in SCHEMA.items()})


def toeval(zaad: str) -> Random:
    return Random(zaad)  # noqa: S311 - the same people each time; no secrets


def mensen(rnd: Random, d: date, aantal: int) -> Rijen:
    """Facts about a number of people around a peildatum; volgnummer is the place in the table."""
    rijen: Rijen = {naam: [] for naam in SCHEMA}
    for jongere in range(aantal):
        _persoon(rnd, d, jongere, rijen)
    for tabel in rijen.values():
        rnd.shuffle(tabel)
    for naam in ("ikv", "ikp", "iko", "uitkeringen", "doelgroep"):
        for volgnummer, rij in enumerate(rijen[naam]):
            rij["volgnummer"] = volgnummer
    return rijen


def _persoon(rnd: Random, d: date, jongere: int, rijen: Rijen) -> None:
    for _ in range(rnd.choice([1, 1, 2])):
        rijen["aanmeldingen"].append(
            {
                "aanmelding": len(rijen["aanmeldingen"]),
                "jongere": jongere,
                "geboortedatum": rnd.choice([None, _geboren(rnd, d), date(2005, 5, 5)]),
                "aanmelddatum": d - timedelta(days=rnd.choice([-1, 0, 1, 6, 7, 300, 300, 300])),
                "afmelddatum": d + timedelta(days=rnd.choice([0, 1])) if rnd.random() < 0.1 else None,
            }
        )
    for bron in ("POLIS", "PW", "DGR", "POLIS", "PW"):
        if rnd.random() < 0.9:
            dag = d - timedelta(days=rnd.choice([-1, 0, 0, 0, 0, 1, 6]))
            rijen["bevragingen"].append({"jongere": jongere, "bron": bron, "beantwoord_op": dag})
    for ikv in range(rnd.choice([0, 1, 1, 2, 3])):
        _baan(rnd, d, {"jongere": jongere, "ikv": ikv}, rijen)
    for _ in range(rnd.choice([0, 0, 0, 1, 2])):
        sleutel = {"jongere": jongere, "bron": rnd.choice(["PW", "UWV"]), "wet": "PW", "datum_begin": _dag(rnd, d)}
        _met_versies(rnd, d, rijen["uitkeringen"], sleutel, lambda b: {"datum_einde": _einde(rnd, d, b)})
    for _ in range(rnd.choice([0, 0, 0, 1, 2])):
        sleutel = {"jongere": jongere, "grondslag": "01", "datum_begin": _dag(rnd, d)}
        _met_versies(rnd, d, rijen["doelgroep"], sleutel, lambda b: {"datum_einde": _einde(rnd, d, b)})


def _baan(rnd: Random, d: date, sleutel: Rij, rijen: Rijen) -> None:
    begin = rnd.choice([None, _dag(rnd, d)])
    _met_versies(rnd, d, rijen["ikv"], sleutel, lambda _: {"datum_begin": begin, "datum_einde": _einde(rnd, d, begin)})
    for _ in range(rnd.choice([0, 1, 1, 1, 1, 1, 2, 3])):
        ikp = {**sleutel, "datum_begin": _dag(rnd, d)}
        _met_versies(rnd, d, rijen["ikp"], ikp, lambda _: {"srtiv": rnd.choice(CODES)})
    for _ in range(rnd.choice([0, 1, 2, 3, 4])):
        tijdvak = _tijdvak(rnd, d)
        iko = {**sleutel, "datum_begin": tijdvak[0], "datum_einde": tijdvak[1]}
        _met_versies(
            rnd, d, rijen["iko"], iko, lambda _: {"loon_lbph": rnd.choice(BEDRAGEN), "verloonde_uren": rnd.choice(UREN)}
        )


def _met_versies(rnd: Random, d: date, tabel: list[Rij], sleutel: Rij, inhoud: Inhoud) -> None:
    """One record, and now and then a correction, a withdrawal, or the same moment once more."""
    tabel.extend(
        {
            **sleutel,
            **inhoud(sleutel.get("datum_begin")),
            "ontvangen_op": _ontvangen(rnd, d),
            "ingetrokken": rnd.random() < 0.06,
        }
        for _ in range(rnd.choice([1, 1, 1, 2, 3]))
    )


def _geboren(rnd: Random, d: date) -> date:
    """Around the 27th birthday, today or in ninety days."""
    ver = rnd.choice([0, 0, 90])
    return date(d.year - 27, d.month, 28) + timedelta(days=ver + d.day - 28 + rnd.choice([-2, -1, 0, 1, 2]))


def _dag(rnd: Random, d: date) -> date:
    """A day next to the begin or end of a month, or next to the peildatum."""
    eerste = (d.replace(day=15) - timedelta(days=30 * rnd.choice([-1, 0, 1, 1, 1, 2, 2, 3, 13]))).replace(day=1)
    return rnd.choice([d, eerste, eerste, eerste + timedelta(days=14)]) + timedelta(days=rnd.choice([-1, 0, 0, 1]))


def _einde(rnd: Random, d: date, begin: date | None) -> date | None:
    einde = _dag(rnd, d)
    return None if rnd.random() < 0.5 or (begin and einde < begin) else einde


def _tijdvak(rnd: Random, d: date) -> tuple[date, date]:
    """A month, four weeks, a week, a day, or any stretch."""
    begin = _dag(rnd, d)
    maand = begin.replace(day=1)
    volgende = (maand + timedelta(days=31)).replace(day=1)
    dagen = rnd.choice([28, 7, 1, 45])
    return rnd.choice([(maand, volgende - timedelta(days=1)), (begin, begin + timedelta(days=dagen - 1))])


def _ontvangen(rnd: Random, d: date) -> int:
    """A moment in microseconds, often the last or first of a day in Amsterdam."""
    dag = d - timedelta(days=rnd.choice([-2, -1, 0, 0, 1, 5, 6, 7, 8, 40, 40, 40]))
    middernacht = datetime(dag.year, dag.month, dag.day, tzinfo=ZoneInfo("Europe/Amsterdam"))
    return int(middernacht.timestamp()) * 1_000_000 + rnd.choice([-1, 0, 1, 43_200_000_000])
