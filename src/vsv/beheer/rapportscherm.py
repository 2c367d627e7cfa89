"""How reports look on a screen, and as JSON for programs. A BSN is masked here: in full it is only in an export."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import polars as pl

from vsv.beheer import scherm
from vsv.domein.codes import Bron
from vsv.domein.nummers import mask_bsn
from vsv.domein.perioden import Maand, datum_tekst
from vsv.rapport.service import (
    INKOMEN,
    MUTATIES,
    SIGNALEN,
    Herziening,
    Inzage,
    Jongerebeeld,
    Rapport,
    Runverslag,
    describe_redenen,
    name_priority,
)

_VOLGORDE: Final = (1, 2, 3, 4, 5, 0)
"""Priorities in the order of every table: the most urgent first, NP last."""

_NAMEN: Final = [name_priority(number) for number in _VOLGORDE]
_AANTALLEN: Final = (*_NAMEN, "Totaal", "Anders", "Nieuw", "Weg")
_REDENEN: Final = 10
_VERPLAATSINGEN: Final = 4
_KORT: Final = {
    "ENIGE_BAAN_GEEINDIGD": "Enige baan weg",
    "BAAN_GESTART": "Nieuw",
    "BAAN_GEEINDIGD": "Afgelopen",
    "BAAN_INGETROKKEN": "Ingetrokken",
    "BAAN_GEWIJZIGD": "Gewijzigd",
}
_INTERN: Final = ("aanmelding", "jongere", "organisatie")


def show_run(verslag: Runverslag, *, json: bool) -> None:
    """Show what a run did: the counts, moves, mutations and signals per organisation."""
    run = verslag.run
    if json:
        scherm.show_json(
            {
                "run": _pick(run, "soort", "peildatum", "regelset", "bronnen"),
                "gewijzigd": verslag.gewijzigd,
                "rapporten": [_rapport_as_json(rapport) for rapport in verslag.rapporten],
                "mutaties": verslag.mutaties.height,
                "signalen": _signal_counts(verslag),
            }
        )
        return
    if verslag.gewijzigd is None:
        scherm.say(f"De {run.soort}run van {datum_tekst(run.peildatum)} is er al. Er is niets gewijzigd.")
    scherm.show_table(
        f"{run.soort.capitalize()}run van {datum_tekst(run.peildatum, weekdag=True)}",
        ["Organisatie", *_AANTALLEN],
        [[rapport.organisatie.naam, *_counts(rapport)] for rapport in verslag.rapporten],
    )
    if verslag.gewijzigd is not None:
        scherm.say(f"Gewijzigde regels: {scherm.as_text(verslag.gewijzigd)}.")
    _show_mutation_counts(verslag)
    _show_signal_counts(verslag)


def show_rapporten(rapporten: Sequence[Rapport], *, json: bool) -> None:
    """Show which reports there are."""
    if json:
        scherm.show_json([_rapport_as_json(rapport) for rapport in rapporten])
    else:
        scherm.show_table(
            "Rapporten",
            ["Peildatum", "Run", "Organisatie", *_AANTALLEN],
            [[str(r.run.peildatum), r.run.soort, r.organisatie.naam, *_counts(r)] for r in rapporten],
        )


def show_inzage(inzage: Inzage, *, json: bool) -> None:
    """Show a report: counts, moves, why, and the people asked for."""
    rapport, run = inzage.rapport, inzage.rapport.run
    if json:
        scherm.show_json(_rapport_as_json(rapport) | {"jongeren": _as_rows(inzage.regels)})
        return
    scherm.say(f"{rapport.organisatie.naam}: {run.soort}rapport van {datum_tekst(run.peildatum, weekdag=True)}")
    scherm.say(f"Regelset {run.regelset}. Controlegetal {rapport.controlegetal}.")
    for verschil in run.afwijkingen:
        scherm.say(f"{verschil.zin}.")
    for bron in Bron:
        known = f"bijgewerkt tot {datum_tekst(run.bronnen[bron])}" if bron in run.bronnen else "nog geen antwoord"
        scherm.say(f"{_capital(bron.label)}: {known}.")
    _show_priorities(rapport, inzage.vorige)
    _show_moves(rapport)
    _show_people(inzage.regels)


def show_jongere(beeld: Jongerebeeld, *, json: bool) -> None:
    """Show one person: why this priority, what it was before, and pay and hours per month."""
    if json:
        scherm.show_json(
            {
                "peildatum": beeld.run.peildatum,
                **_as_rows(beeld.regel)[0],
                "wat_verandert": beeld.wat_verandert,
                "signaal": beeld.signaal,
                "open_vragen": beeld.open_vragen,
                "historie": _as_rows(beeld.historie),
                "maandbeeld": _as_rows(beeld.maandbeeld),
            }
        )
        return
    (line,) = _as_rows(beeld.regel)
    scherm.say(f"{_name(line)} op {datum_tekst(beeld.run.peildatum)}")
    for zin in (line["verklaring"], line["wijziging"], beeld.signaal, beeld.wat_verandert, *beeld.open_vragen):
        if zin:
            scherm.say(zin)
    scherm.say("Wat de rapporten zeiden:")
    for row in _as_rows(beeld.historie):
        until = f" tot {datum_tekst(row['tot'])}" if row["tot"] else ""
        scherm.say(f"- van {datum_tekst(row['van'])}{until}: {row['prioriteit']}, {describe_redenen(row['redenen'])}")
        if row["herziening"]:
            scherm.say(f"  Herziening: {row['herziening']}")
    scherm.show_table(
        "Loon en uren per maand",
        ["Maand", "Soort inkomen", "Bedrag", "Uren"],
        [
            [Maand.van(row["maand"]).naam, INKOMEN[row["klasse"]], _euro(row["loon"]), row["uren"]]
            for row in beeld.maandbeeld.to_dicts()
        ],
    )


def show_mutaties(mutaties: pl.DataFrame, *, json: bool) -> None:
    """Show the mutations of a run."""
    rows = _as_rows(mutaties)
    if json:
        scherm.show_json(rows)
        return
    if not rows:
        scherm.say("Er zijn geen wijzigingen in banen.")
    for row in rows:
        employer = row["werkgever"] or row["loonheffingennummer"]
        was = _period(row["datum_begin_voor"], row["datum_einde_voor"])
        now = _period(row["datum_begin"], row["datum_einde"])
        periods = {"NIEUW": now, "INGETROKKEN": was}.get(row["soort"], f"{now} (was: {was})")
        kind = "" if row["klasse"] == "WERK" else f" ({INKOMEN[row['klasse']]})"
        scherm.say(f"{_name(row)}: {MUTATIES[row['soort']]}{kind} bij {employer}, {periods}")


def show_signalen(signalen: pl.DataFrame, *, json: bool) -> None:
    """Show the IKV-signalen of a run, a sentence a person."""
    rows = _as_rows(signalen)
    if json:
        scherm.show_json(rows)
        return
    if not rows:
        scherm.say("Er zijn geen signalen over banen.")
    for row in rows:
        scherm.say(f"{_name(row)}, in {row['prioriteit']}: {row['zin']}")


def show_herziening(herziening: Herziening, *, json: bool) -> None:
    """Show what would be different in a report by what is known now, person by person."""
    if json:
        scherm.show_json(_herziening_as_json(herziening) | {"verschillen": _as_rows(herziening.verschillen)})
        return
    run = herziening.run
    scherm.say(
        f"Het {run.soort}rapport van {datum_tekst(run.peildatum, weekdag=True)}, met wat bekend is op "
        f"{datum_tekst(herziening.bekend_op)}: {scherm.as_text(herziening.anders)} van de "
        f"{scherm.as_text(herziening.regels)} regels zouden nu anders zijn. Het rapport zelf verandert niet."
    )
    for row in _as_rows(herziening.verschillen):
        scherm.say("")
        scherm.say(f"{_name(row)}: {row['prioriteit']}, met wat nu bekend is {row['prioriteit_nu']}")
        scherm.say(row["herziening"])


def show_herzieningen(herzieningen: Sequence[Herziening], *, json: bool) -> None:
    """Show of several reports how many lines would be different now, and from which to which priority."""
    if json:
        scherm.show_json([_herziening_as_json(herziening) for herziening in herzieningen])
        return
    scherm.show_table(
        "Herziening: regels die met wat nu bekend is anders zouden zijn",
        ["Peildatum", "Regels", "Anders", "Waarvan andere prioriteit", "Van en naar"],
        [
            [str(h.run.peildatum), h.regels, h.anders, sum(moves.values()), _moves_as_text(moves)]
            for h in herzieningen
            for moves in [{(van, naar): aantal for (van, naar), aantal in h.aantallen.items() if van != naar}]
        ],
    )


def _moves_as_text(moves: Mapping[tuple[int, int], int]) -> str:
    """Name the largest moves; the JSON has all of them."""
    ordered = sorted(moves.items(), key=lambda move: -move[1])
    shown = [
        f"{name_priority(van)} naar {name_priority(naar)}: {scherm.as_text(aantal)}"
        for (van, naar), aantal in ordered[:_VERPLAATSINGEN]
    ]
    rest = sum(aantal for _, aantal in ordered[_VERPLAATSINGEN:])
    return ", ".join([*shown, f"anders: {scherm.as_text(rest)}"] if rest else shown)


def _herziening_as_json(herziening: Herziening) -> dict[str, Any]:
    return {
        **_pick(herziening.run, "soort", "peildatum", "regelset"),
        **_pick(herziening, "bekend_op", "regels", "anders"),
        "aantallen": [
            {"van": name_priority(van), "naar": name_priority(naar), "aantal": aantal}
            for (van, naar), aantal in herziening.aantallen.items()
        ],
    }


def _counts(rapport: Rapport) -> list[int]:
    return [*(rapport.aantallen[number] for number in _VOLGORDE), rapport.totaal, *_count_moves(rapport)]


def _count_moves(rapport: Rapport) -> tuple[int, int, int]:
    """How many moved to another priority, came, and went."""
    moves = rapport.moves()
    came = sum(aantal for (van, _), aantal in moves.items() if van is None)
    went = sum(aantal for (_, naar), aantal in moves.items() if naar is None)
    return sum(moves.values()) - came - went, came, went


def _show_mutation_counts(verslag: Runverslag) -> None:
    counts = Counter(verslag.mutaties.select("organisatie", "soort").rows())
    wie = "van iedereen" if verslag.run.soort == "week" else "van wie nieuw is of in NP of 1 stond"
    scherm.show_table(
        f"Wijzigingen in banen {wie}",
        ["Organisatie", *map(_capital, MUTATIES.values())],
        [
            [rapport.organisatie.naam, *(counts[rapport.organisatie.id, soort] for soort in MUTATIES)]
            for rapport in verslag.rapporten
        ],
    )


def _show_signal_counts(verslag: Runverslag) -> None:
    counts = _signal_counts(verslag)
    scherm.show_table(
        "Signalen over banen, per jongere",
        ["Organisatie", *(_KORT[code] for code in SIGNALEN)],
        [[rapport.organisatie.naam, *(counts[rapport.organisatie.oin].values())] for rapport in verslag.rapporten],
    )


def _signal_counts(verslag: Runverslag) -> dict[str, dict[str, int]]:
    """Return per OIN how many signals of each code there are."""
    found = {(organisatie, signaal): aantal for organisatie, signaal, aantal in verslag.signalen.iter_rows()}
    return {
        rapport.organisatie.oin: {code: found.get((rapport.organisatie.id, code), 0) for code in SIGNALEN}
        for rapport in verslag.rapporten
    }


def _show_priorities(rapport: Rapport, vorige: Rapport | None) -> None:
    rows: list[list[object]] = []
    for number in _VOLGORDE:
        now, before = rapport.aantallen[number], vorige.aantallen[number] if vorige else None
        rows.append([name_priority(number), now, before, None if before is None else now - before])
    scherm.show_table("Jongeren per prioriteit", ["Prioriteit", "Aantal", "Vorige week", "Verschil"], rows)


def _show_moves(rapport: Rapport) -> None:
    if not rapport.verplaatsingen:
        scherm.say("Er zijn geen verplaatsingen sinds het vorige weekrapport.")
        return
    moves = rapport.moves()
    scherm.show_table(
        "Verplaatsingen sinds het vorige weekrapport",
        ["Van / naar", *_NAMEN, "weg"],
        [
            [name_priority(van) or "nieuw", *(moves[van, naar] or None for naar in (*_VOLGORDE, None))]
            for van in (*_VOLGORDE, None)
        ],
    )
    scherm.show_table(
        "De meeste verplaatsingen, en waarom",
        ["Van", "Naar", "Aantal", "Reden"],
        [
            [name_priority(van), name_priority(naar), aantal, why]
            for van, naar, why, aantal in rapport.reasons()[:_REDENEN]
        ],
    )


def _show_people(regels: pl.DataFrame) -> None:
    for row in _as_rows(regels):
        scherm.say("")
        scherm.say(f"{_name(row)}, sinds {datum_tekst(row['sinds'])} in {row['prioriteit']}")
        scherm.say(row["verklaring"])
        if row["wijziging"]:
            scherm.say(row["wijziging"])


def _name(row: Mapping[str, Any]) -> str:
    return f"{row['kenmerk'] or row['uuid']} (BSN {row['bsn']})"


def _rapport_as_json(rapport: Rapport) -> dict[str, Any]:
    counts = {name_priority(number): rapport.aantallen[number] for number in _VOLGORDE}
    return {
        **_pick(rapport.run, "soort", "peildatum", "regelset", "bronnen"),
        "organisatie": rapport.organisatie.oin,
        "aantallen": counts,
        "verplaatsingen": [asdict(move) for move in rapport.verplaatsingen],
        "controlegetal": rapport.controlegetal,
    }


def _as_rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows for a screen or program: no internal keys, BSN's masked, priorities by name."""
    shown = frame.drop(_INTERN, strict=False)
    if "bsn" in shown.columns:
        shown = shown.with_columns(pl.Series("bsn", map(mask_bsn, shown["bsn"]), dtype=pl.String))
    names = {number: name_priority(number) for number in _VOLGORDE}
    priorities = [name for name in ("prioriteit", "vorige_prioriteit", "prioriteit_nu") if name in shown.columns]
    return shown.with_columns(pl.col(priorities).replace_strict(names, return_dtype=pl.String)).to_dicts()


def _pick(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _euro(cents: int) -> str:
    return f"{scherm.as_text(cents // 100)},{cents % 100:02}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _period(begin: object, einde: object) -> str:
    return f"vanaf {begin or 'onbekend'}" + (f" tot en met {einde}" if einde else "")
