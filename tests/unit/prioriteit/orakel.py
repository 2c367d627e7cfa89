"""The rules once more, one person and one record at a time, in plain Python: slow, short, and independent.

Written from the text of docs/prioriteit.md, not from the engine: it shares no code with it but the table of
SRTIV codes in the rule set. The engine and the oracle have to agree about everybody.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from vsv.prioriteit.service import Regelset

Rij = dict[str, Any]
Rijen = dict[str, list[Rij]]
DAG = timedelta(days=1)


def prioriteer(feiten: Rijen, d: date, r: Regelset, bekend_op: date | None = None) -> list[Rij]:
    over = _per_jongere(feiten)
    rijen = [_rij(a, over[a["jongere"]], d, bekend_op or d, r) for a in feiten["aanmeldingen"] if _gevolgd(a, d, r)]
    return sorted(rijen, key=lambda rij: rij["aanmelding"])


def maandbeeld(feiten: Rijen, d: date, r: Regelset, maanden: int, bekend_op: date | None = None) -> list[Rij]:
    sommen: dict[tuple[int, int, date, str], list[int]] = {}
    for jongere, alles in _per_jongere(feiten).items():
        eigen = _bekend(alles, bekend_op or d)
        for terug in range(maanden):
            for aandeel in _aandelen(eigen, _maand(d, -terug), r):
                som = sommen.setdefault((jongere, aandeel["ikv"], _maand(d, -terug)[0], aandeel["klasse"]), [0, 0])
                som[0] += aandeel["loon"]
                som[1] += aandeel["uren"]
    return [
        {"jongere": j, "ikv": i, "maand": m, "klasse": k, "loon": loon, "uren": uren}
        for (j, i, m, k), (loon, uren) in sorted(sommen.items())
    ]


def verhoudingen(feiten: Rijen, d: date, r: Regelset, bekend_op: date | None = None) -> list[Rij]:
    return [
        {
            **{kolom: x[kolom] for kolom in ("jongere", "ikv", "datum_begin", "datum_einde")},
            "klasse": _klasse(x["ikv"], date.max, eigen, r),
            "loopt": (x["datum_begin"] is None or x["datum_begin"] <= d)
            and (x["datum_einde"] is None or x["datum_einde"] > d),
        }
        for _, alles in sorted(_per_jongere(feiten).items())
        for eigen in [_bekend(alles, bekend_op or d)]
        for x in sorted(eigen["ikv"], key=lambda x: x["ikv"])
    ]


def _per_jongere(feiten: Rijen) -> dict[int, Rijen]:
    over: dict[int, Rijen] = {}
    for naam, rijen in feiten.items():
        for rij in rijen:
            over.setdefault(rij["jongere"], {naam: [] for naam in feiten})[naam].append(rij)
    return over


def _datum(micros: int) -> date:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()


def _verjaardag(geboren: date, leeftijd: int) -> date:
    if (geboren.month, geboren.day) == (2, 29) and (geboren.year + leeftijd) % 4:
        return date(geboren.year + leeftijd, 3, 1)
    return date(geboren.year + leeftijd, geboren.month, geboren.day)


def _maand(d: date, stap: int) -> tuple[date, date]:
    eerste = d.replace(day=1)
    for _ in range(-stap):
        eerste = (eerste - DAG).replace(day=1)
    laatste = eerste
    while (laatste + DAG).month == eerste.month:
        laatste += DAG
    return eerste, laatste


def _gevolgd(a: Rij, d: date, r: Regelset) -> bool:
    """Rule 0."""
    actief = a["aanmelddatum"] <= d and (a["afmelddatum"] is None or a["afmelddatum"] > d)
    return actief and (a["geboortedatum"] is None or _verjaardag(a["geboortedatum"], r.leeftijdsgrens) > d)


def _bestaand(records: Iterable[Rij], sleutel: Callable[[Rij], Any], bekend_op: date) -> list[Rij]:
    """Rule 1."""
    laatste: dict[Any, Rij] = {}
    for record in records:
        if _datum(record["ontvangen_op"]) <= bekend_op:
            ander = laatste.get(sleutel(record))
            if ander is None or _volgorde(record) > _volgorde(ander):
                laatste[sleutel(record)] = record
    return [record for record in laatste.values() if not record["ingetrokken"]]


def _volgorde(record: Rij) -> tuple[int, int]:
    return record["ontvangen_op"], record["volgnummer"]


def _bekend(eigen: Rijen, bekend_op: date) -> Rijen:
    ikv = _bestaand(eigen["ikv"], lambda x: x["ikv"], bekend_op)
    bestaan = {x["ikv"] for x in ikv}
    ikp = _bestaand(eigen["ikp"], lambda x: (x["ikv"], x["datum_begin"]), bekend_op)
    iko = _bestaand(eigen["iko"], lambda x: (x["ikv"], x["datum_begin"], x["datum_einde"]), bekend_op)
    return {
        **eigen,
        "alle ikv": eigen["ikv"],
        "ikv": ikv,
        "ikp": [x for x in ikp if x["ikv"] in bestaan],
        "iko": [x for x in iko if x["ikv"] in bestaan],
        "uitkeringen": _bestaand(eigen["uitkeringen"], lambda x: (x["bron"], x["wet"], x["datum_begin"]), bekend_op),
        "doelgroep": _bestaand(eigen["doelgroep"], lambda x: (x["grondslag"], x["datum_begin"]), bekend_op),
    }


def _klasse(ikv: int, op: date, eigen: Rijen, r: Regelset) -> str:
    """Rule 3."""
    ikps = sorted((x for x in eigen["ikp"] if x["ikv"] == ikv), key=lambda x: x["datum_begin"])
    if not ikps:
        return "ONBEKEND"
    begonnen = [x for x in ikps if x["datum_begin"] <= op]
    return str(r.srtiv_klassen.get((begonnen[-1] if begonnen else ikps[0])["srtiv"], "ONBEKEND"))


def _aandelen(eigen: Rijen, maand: tuple[date, date], r: Regelset) -> list[Rij]:
    """Rules 4 and 5: the shares found in a month."""
    gevonden = []
    for iko in eigen["iko"]:
        n = (iko["datum_einde"] - iko["datum_begin"]).days + 1
        d = (min(iko["datum_einde"], maand[1]) - max(iko["datum_begin"], maand[0])).days + 1
        if d < 1 or (iko["loon_lbph"] or 0) <= 0:
            continue
        loon = _half_omhoog(iko["loon_lbph"] * d, n)
        if loon > 0:
            uren = _half_omhoog(max(iko["verloonde_uren"] or 0, 0) * d, n)
            klasse = _klasse(iko["ikv"], iko["datum_einde"], eigen, r)
            gevonden.append({"ikv": iko["ikv"], "klasse": klasse, "loon": loon, "uren": uren})
    return gevonden


def _half_omhoog(teller: int, noemer: int) -> int:
    heel, rest = divmod(teller, noemer)
    return heel + (1 if rest * 2 >= noemer else 0)


def _van_lopende_ikv(aandelen: list[Rij], eigen: Rijen, d: date) -> list[Rij]:
    """Rule 6."""
    einde = {x["ikv"]: x["datum_einde"] for x in eigen["ikv"]}
    return [a for a in aandelen if einde[a["ikv"]] is None or einde[a["ikv"]] >= _maand(d, -1)[0]]


def _rij(a: Rij, alles: Rijen, d: date, bekend_op: date, r: Regelset) -> Rij:
    eigen = _bekend(alles, bekend_op)
    per_maand = {}
    for stap in r.maanden:
        aandelen = _aandelen(eigen, _maand(d, stap), r)
        if stap < -1 and r.beeindigd_werk_telt_niet:
            aandelen = _van_lopende_ikv(aandelen, eigen, d)
        per_maand[stap] = aandelen
    met_inkomen = [stap for stap in r.maanden if any(x["klasse"] in ("WERK", "UITKERING") for x in per_maand[stap])]
    gekozen = met_inkomen[0] if met_inkomen else r.maanden[0]  # rule 7
    begin_l = _maand(d, gekozen)[0]
    werk = [x for x in per_maand[gekozen] if x["klasse"] == "WERK"]  # rule 8
    loon, uren = sum(x["loon"] for x in werk), sum(x["uren"] for x in werk)
    inkomsten = any(x["klasse"] == "UITKERING" for x in per_maand[gekozen])  # rule 9
    register = any(
        x["datum_begin"] <= d and (x["datum_einde"] is None or x["datum_einde"] >= begin_l)
        for x in eigen["uitkeringen"]
    )
    onbekend = any(x["klasse"] == "ONBEKEND" for aandelen in per_maand.values() for x in aandelen)
    antwoorden = {
        bron: [
            x["beantwoord_op"] for x in eigen["bevragingen"] if x["bron"] == bron and x["beantwoord_op"] <= bekend_op
        ]
        for bron in ("POLIS", "PW", "DGR")
    }
    zwijgt = [b for b in r.verplichte_bronnen if not any(dag >= a["aanmelddatum"] for dag in antwoorden[b])]
    prioriteit, redenen = _oordeel(zwijgt, werk, loon, inkomsten, register, onbekend, r)
    return {
        "aanmelding": a["aanmelding"],
        "jongere": a["jongere"],
        "prioriteit": prioriteit,
        "loonperiode": begin_l,
        "loon": loon,
        "uren": uren,
        "redenen": "|".join(redenen),
        "vlaggen": "|".join(sorted(_vlaggen(a, eigen, prioriteit, uren, onbekend, d, r))),
        "doelgroepregister": any(
            x["datum_begin"] <= d and (x["datum_einde"] is None or x["datum_einde"] >= d) for x in eigen["doelgroep"]
        ),
        **{f"{bron.lower()}_tot": max(dagen, default=None) for bron, dagen in antwoorden.items()},
    }


def _oordeel(
    zwijgt: list[str], werk: list[Rij], loon: int, inkomsten: bool, register: bool, onbekend: bool, r: Regelset
) -> tuple[int, list[str]]:
    """Rules 10, 11 and 12, with the reasons."""
    if zwijgt:
        return 0, [f"BRON_ONBEANTWOORD_{bron}" for bron in zwijgt]
    uitkering = inkomsten or register
    if not werk and not uitkering and onbekend:
        return 0, ["ONBEKENDE_INKOMENSCODE"]
    genoeg = "LOON_VANAF_DREMPEL" if loon >= r.drempel else "LOON_ONDER_DREMPEL"
    soorten = ["UITKERING_INKOMSTEN"] * inkomsten + ["UITKERING_REGISTER"] * register
    redenen = [genoeg if werk else "GEEN_LOON", *(soorten or ["GEEN_UITKERING"])]
    if uitkering:
        return (4 if werk else 5), redenen
    if not werk:
        return 1, redenen
    return (3 if loon >= r.drempel else 2), redenen


def _vlaggen(a: Rij, eigen: Rijen, prioriteit: int, uren: int, onbekend: bool, d: date, r: Regelset) -> Iterable[str]:
    if a["geboortedatum"] is not None:
        verjaardag = _verjaardag(a["geboortedatum"], r.leeftijdsgrens)
        if d < verjaardag <= d + timedelta(days=r.bijna_dagen):
            yield "BIJNA_27"
    if prioriteit in (2, 3, 4) and uren < r.lage_uren:
        yield "LAGE_UREN"
    if onbekend:
        yield "ONBEKENDE_INKOMENSCODE"
    van_banen = {
        vlag
        for baan in eigen["ikv"]
        if _klasse(baan["ikv"], date.max, eigen, r) == "WERK"
        for vlag in _vlaggen_van_baan(baan, eigen, d, r)
    }
    yield from van_banen - ({"OPEN_DIENSTVERBAND"} if prioriteit != 1 else set())


def _vlaggen_van_baan(baan: Rij, eigen: Rijen, d: date, r: Regelset) -> Iterable[str]:
    # What is told as news was heard by the peildatum, also when more is known by now.
    gehoord = [x for x in eigen["alle ikv"] if x["ikv"] == baan["ikv"] and _datum(x["ontvangen_op"]) <= d]

    def recent(x: Rij) -> bool:
        return d - timedelta(days=r.signaal_dagen) < _datum(x["ontvangen_op"]) <= d

    if baan["datum_einde"] is not None and baan["datum_einde"] <= d:
        zeggen_het = [x for x in gehoord if x["datum_einde"] == baan["datum_einde"]]
        if zeggen_het and all(recent(x) for x in zeggen_het):
            yield "IKV_GEEINDIGD"
        return
    if gehoord and recent(min(gehoord, key=_volgorde)):
        yield "IKV_GESTART"
    if baan["datum_begin"] is None or baan["datum_begin"] <= d:
        yield "OPEN_DIENSTVERBAND"
