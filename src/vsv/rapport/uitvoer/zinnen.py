"""The numbers of a summary in Dutch sentences and tables: all its template prints but the headings.

Level B1, and no more certain than the sources are: no work is found, not: there is no work.
"""

from datetime import timedelta
from typing import Any, Final

from vsv.domein.perioden import AMSTERDAM, datum_tekst
from vsv.rapport.uitvoer.tellingen import NIEUW, WEG, Meting, Samenvatting
from vsv.rapport.uitvoer.woorden import (
    CODES,
    PRIORITEITEN,
    enumerate_words,
    format_aantal,
    format_cijfers,
    format_euro,
    format_verschil,
)

_MAX_REDENEN: Final = 5
_OPVALLEND: Final = 3  # that many moves stand out in the table


def describe(samenvatting: Samenvatting) -> dict[str, Any]:
    """Return every text of the summary by the name its template knows it by; all values are strings."""
    made = samenvatting.gemaakt_op.astimezone(AMSTERDAM)
    return {
        "organisatie": samenvatting.organisatie,
        "regio": samenvatting.regio,
        "dag": datum_tekst(samenvatting.nu.peildatum, weekdag=True),
        "conclusie": write_conclusie(samenvatting),
        "prioriteiten": _priorities(samenvatting),
        "zonder_prioriteit": _write_zonder_prioriteit(samenvatting.nu, samenvatting.vorige),
        "trend": [_trend_row(meting) for meting in samenvatting.trend],
        "trend_in_woorden": write_trend(samenvatting.trend),
        "verplaatsingen": _moves(samenvatting),
        "verplaatsingen_in_woorden": write_verplaatsingen(samenvatting),
        "redenen": [[format_aantal(number), text] for text, number in samenvatting.redenen[:_MAX_REDENEN]],
        "bronnen": [
            [name, datum_tekst(day) if day else "nog geen antwoord"] for name, day in samenvatting.bronnen.items()
        ],
        "regelset": samenvatting.regelset,
        "controlegetal": samenvatting.controlegetal,
        "gemaakt_op": f"{datum_tekst(made.date(), weekdag=True)} om {made:%H.%M} uur",
        "narekenen": samenvatting.narekenen,
    }


def short_names(drempel: int) -> dict[str, str]:
    """Return priority -> what it means in a few words, for a threshold in cents."""
    return {prioriteit.code: prioriteit.kort.format(drempel=format_euro(drempel)) for prioriteit in PRIORITEITEN}


def write_conclusie(samenvatting: Samenvatting) -> str:
    """Return the one sentence to remember."""
    nu, vorige = samenvatting.nu, samenvatting.vorige
    start = f"Op {datum_tekst(nu.peildatum, weekdag=True)} volgt {samenvatting.organisatie}"
    if nu.totaal == 0:
        return f"{start} geen jongeren."
    followed = f"{start} {format_aantal(nu.totaal)} {'jongere' if nu.totaal == 1 else 'jongeren'}"
    found = (
        f"bij {format_aantal(nu['1'])} van hen is geen werk en geen uitkering gevonden (prioriteit 1)"
        if nu["1"]
        else "niemand van hen staat in prioriteit 1 (geen werk en geen uitkering gevonden)"
    )
    return f"{followed}; {found}{_write_change(nu, vorige)}."


def _write_change(nu: Meting, vorige: Meting | None) -> str:
    if vorige is None:
        return ""
    change = nu["1"] - vorige["1"]
    when = "vorige week" if _is_last_week(nu, vorige) else f"op {datum_tekst(vorige.peildatum)}"
    return f": {format_verschil(change)} {'dan' if change else 'als'} {when}"


def write_trend(trend: tuple[Meting, ...]) -> str:
    """Return what the chart shows, for who does not see it."""
    first, last = trend[0], trend[-1]
    if first is last:
        counts = enumerate_words([f"{format_aantal(last[code])} in {_place(code)}" for code in CODES])
        return f"Gestapelde staaf voor {datum_tekst(last.peildatum)}: {counts}."
    period = f"van {datum_tekst(first.peildatum)} tot en met {datum_tekst(last.peildatum)}"
    moves = enumerate_words(
        [f"{_place(code)} van {format_aantal(first[code])} naar {format_aantal(last[code])}" for code in CODES]
    )
    return (
        f"Gestapelde staven, een per week, {period}. In totaal ging het aantal jongeren van"
        f" {format_aantal(first.totaal)} naar {format_aantal(last.totaal)}; {moves}."
        " De tabel onder de grafiek geeft dezelfde getallen."
    )


def write_verplaatsingen(samenvatting: Samenvatting) -> str:
    """Return how many jongeren stayed, came and went; empty for a first report."""
    nu, vorige, moves = samenvatting.nu, samenvatting.vorige, samenvatting.verplaatsingen
    if vorige is None:
        return ""
    stayed = sum(map(samenvatting.blijvers, CODES))
    came = sum(number for (start, _), number in moves.items() if start == NIEUW)
    went = sum(number for (_, end), number in moves.items() if end == WEG)
    moved = vorige.totaal - stayed - went
    since = "vorige week" if _is_last_week(nu, vorige) else datum_tekst(vorige.peildatum)
    return (
        f"Sinds {since}: {format_aantal(stayed)} in dezelfde prioriteit gebleven,"
        f" {format_aantal(moved)} naar een andere gegaan, {format_aantal(came)} nieuw en"
        f" {format_aantal(went)} niet meer gevolgd."
    )


def _write_zonder_prioriteit(nu: Meting, vorige: Meting | None) -> str:
    have = "jongere heeft" if nu["NP"] == 1 else "jongeren hebben"
    change = f" ({format_verschil(nu['NP'] - vorige['NP'])})" if vorige else ""
    return f"{format_aantal(nu['NP'])} {have} nog geen prioriteit{change}."


def _priorities(samenvatting: Samenvatting) -> list[dict[str, str]]:
    """Return per priority its number, its words, its colour and what changed since the last report."""
    nu, vorige = samenvatting.nu, samenvatting.vorige
    short, threshold = short_names(samenvatting.drempel), format_euro(samenvatting.drempel)
    return [
        {
            "code": prioriteit.code,
            "kort": short[prioriteit.code],
            "betekenis": prioriteit.betekenis.format(drempel=threshold),
            "kleur": prioriteit.kleur,
            "aantal": format_aantal(nu[prioriteit.code]),
            "verschil": format_verschil(nu[prioriteit.code] - vorige[prioriteit.code]) if vorige else "",
        }
        for prioriteit in PRIORITEITEN
    ]


def _trend_row(meting: Meting) -> list[str]:
    counts = [*(meting[code] for code in CODES), meting.totaal]
    return [format_cijfers(meting.peildatum), *map(format_aantal, counts)]


def _moves(samenvatting: Samenvatting) -> list[dict[str, Any]]:
    """Return a row per priority come from, a cell per priority gone to; empty for a first report.

    A cell says in `soort` how it is printed: `bleef` (the same priority), `opvallend` (one of the
    largest moves), `niet` (can't be) or `gewoon`.
    """
    if samenvatting.vorige is None:
        return []
    moves = samenvatting.verplaatsingen
    stands_out = max(1, min(sorted(moves.values(), reverse=True)[:_OPVALLEND], default=1))

    def cell(start: str, end: str) -> dict[str, str]:
        if (start, end) == (NIEUW, WEG):
            return {"tekst": "", "soort": "niet"}
        if start == end:
            return {"tekst": format_aantal(samenvatting.blijvers(start)), "soort": "bleef"}
        number = moves.get((start, end), 0)
        return {"tekst": format_aantal(number), "soort": "opvallend" if number >= stands_out else "gewoon"}

    return [{"van": start, "cellen": [cell(start, end) for end in (*CODES, WEG)]} for start in (*CODES, NIEUW)]


def _place(code: str) -> str:
    return "NP" if code == "NP" else f"prioriteit {code}"


def _is_last_week(nu: Meting, vorige: Meting) -> bool:
    return nu.peildatum - vorige.peildatum == timedelta(weeks=1)
