"""How a what-if looks on a screen, and as JSON for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from vsv.beheer import scherm
from vsv.domein.nummers import mask_bsn
from vsv.domein.perioden import datum_tekst
from vsv.rapport.service import VLAGGEN, Voorbeelden, Voorstel, WatAls, format_verschil, name_priority, name_regio

_VOLGORDE: Final = (1, 2, 3, 4, 5, 0)
"""Priorities in the order of every table: the most urgent first, NP last."""
_NAMEN: Final = [name_priority(number) for number in _VOLGORDE]
_TE_WEINIG: Final = "-"


def show_wat_als(wat_als: WatAls, voorbeelden: Voorbeelden | None = None, *, json: bool) -> None:
    """Show what another rule set would change: per priority, the moves, the flags, each region, and examples."""
    if json:
        scherm.show_json(_as_json(wat_als) | _examples_as_json(voorbeelden))
        return
    dag = datum_tekst(wat_als.peildatum, weekdag=True)
    scherm.say(f"Wat als, over {dag}. Er verandert niets: dit is een berekening met wat op die dag bekend was.")
    scherm.say(f"Nu: {wat_als.regelset_nu}. Dan: {wat_als.regelset_dan}.")
    for verschil in wat_als.verschillen:
        scherm.say(f"- {verschil.woorden}: nu {verschil.nu}, dan {verschil.dan}.")
    if not wat_als.verschillen:
        scherm.say("De twee regelsets verschillen niet.")
    if not wat_als.totaal:
        scherm.say("Op deze dag werd niemand gevolgd.")
        return
    scherm.say(
        f"{scherm.as_text(wat_als.verplaatst)} van de {scherm.as_text(wat_als.totaal)} jongeren "
        "zouden in een andere prioriteit staan."
    )
    _show_priorities(wat_als)
    _show_moves(wat_als)
    _show_flags(wat_als)
    _show_regios(wat_als)
    if voorbeelden:
        _show_examples(voorbeelden)


def show_voorstellen(voorstellen: Sequence[Voorstel], *, json: bool) -> None:
    """Show which proposals there are, and which of them hold from when."""
    if json:
        scherm.show_json([_voorstel_as_json(voorstel) for voorstel in voorstellen])
        return
    if not voorstellen:
        scherm.say("Er zijn geen voorstellen. Bewaar er een met 'vsv wat-als --parameter ... --bewaar NAAM'.")
        return
    scherm.show_table(
        "Voorgestelde regelsets",
        ["Naam", "Van", "Geldt vanaf", "Verandert", "Toelichting"],
        [
            [
                voorstel.regels.naam,
                voorstel.organisatie or "de dienst",
                str(voorstel.regels.geldig_vanaf or "nog niet"),
                "; ".join(f"{v.naam}: {v.nu} wordt {v.dan}" for v in voorstel.verschillen),
                voorstel.regels.reden,
            ]
            for voorstel in voorstellen
        ],
    )


def _show_priorities(wat_als: WatAls) -> None:
    rows = [
        [name_priority(p), wat_als.aantallen_nu[p], wat_als.aantallen_dan[p], _difference(wat_als, p)]
        for p in _VOLGORDE
    ]
    scherm.show_table("Jongeren per prioriteit", ["Prioriteit", "Nu", "Dan", "Verschil"], rows)


def _difference(wat_als: WatAls, prioriteit: int) -> str:
    return format_verschil(wat_als.aantallen_dan[prioriteit] - wat_als.aantallen_nu[prioriteit])


def _show_moves(wat_als: WatAls) -> None:
    scherm.show_table(
        "Van welke prioriteit (rijen) naar welke (kolommen)",
        ["Nu / dan", *_NAMEN, "Samen"],
        [
            [
                name_priority(van),
                *(wat_als.verplaatsingen.get((van, naar)) for naar in _VOLGORDE),
                wat_als.aantallen_nu[van],
            ]
            for van in _VOLGORDE
        ]
        + [["Samen", *(wat_als.aantallen_dan[naar] for naar in _VOLGORDE), wat_als.totaal]],
    )


def _show_flags(wat_als: WatAls) -> None:
    changed = [(vlag, nu, dan) for vlag, (nu, dan) in wat_als.vlaggen.items() if nu != dan]
    if changed:
        scherm.show_table(
            "Vlaggen die anders zouden staan",
            ["Vlag", "Betekenis", "Nu", "Dan"],
            [[vlag, VLAGGEN[vlag], nu, dan] for vlag, nu, dan in changed],
        )


def _show_regios(wat_als: WatAls) -> None:
    if not wat_als.regios:
        return
    scherm.show_table(
        "Per regio",
        ["Regio", "", *_NAMEN],
        [
            [name_regio(een.regio), when, *(_number(counts[p]) for p in _VOLGORDE)]
            for een in wat_als.regios
            for when, counts in (("nu", een.nu), ("dan", een.dan))
        ],
    )
    scherm.say(f"{_TE_WEINIG} = minder dan 5 jongeren, of daaruit af te leiden. Dat laten we van een regio niet zien.")


def _show_examples(voorbeelden: Voorbeelden) -> None:
    looked, followed = scherm.as_text(voorbeelden.bekeken), scherm.as_text(voorbeelden.gevolgd)
    scherm.say(f"Voorbeelden, gezocht bij {looked} van de {followed} jongeren die toen en nu worden gevolgd:")
    for row in voorbeelden.regels.to_dicts():
        name, van, naar = row["kenmerk"] or row["uuid"], name_priority(row["van"]), name_priority(row["naar"])
        scherm.say("")
        scherm.say(f"{name} (BSN {mask_bsn(row['bsn'])}): van {van} naar {naar}")
        scherm.say(f"Nu: {row['waarom_nu']}")
        scherm.say(f"Dan: {row['waarom_dan']}")


def _examples_as_json(voorbeelden: Voorbeelden | None) -> dict[str, Any]:
    if voorbeelden is None:
        return {}
    rows = voorbeelden.regels.to_dicts()
    named = [{**row, "van": name_priority(row["van"]), "naar": name_priority(row["naar"])} for row in rows]
    return {"voorbeelden": [{**row, "bsn": mask_bsn(row["bsn"])} for row in named]}


def _number(aantal: int | None) -> str:
    return _TE_WEINIG if aantal is None else scherm.as_text(aantal)


def _as_json(wat_als: WatAls) -> dict[str, Any]:
    both = zip(wat_als.aantallen_nu, wat_als.aantallen_dan, strict=True)
    return {
        "peildatum": wat_als.peildatum,
        "nu": {"regelset": wat_als.regelset_nu, "controlegetal": wat_als.controlegetal_nu},
        "dan": {"regelset": wat_als.regelset_dan, "controlegetal": wat_als.controlegetal_dan},
        "verschillen": [asdict(verschil) for verschil in wat_als.verschillen],
        "totaal": wat_als.totaal,
        "verplaatst": wat_als.verplaatst,
        "aantallen": {name_priority(p): {"nu": nu, "dan": dan} for p, (nu, dan) in enumerate(both)},
        "verplaatsingen": [
            {"van": name_priority(van), "naar": name_priority(naar), "aantal": aantal}
            for (van, naar), aantal in wat_als.verplaatsingen.items()
        ],
        "vlaggen": {vlag: {"nu": nu, "dan": dan} for vlag, (nu, dan) in wat_als.vlaggen.items()},
        "regios": [
            {
                "regio": een.regio,
                "naam": name_regio(een.regio),
                "nu": {name_priority(p): aantal for p, aantal in enumerate(een.nu)},
                "dan": {name_priority(p): aantal for p, aantal in enumerate(een.dan)},
            }
            for een in wat_als.regios
        ],
    }


def _voorstel_as_json(voorstel: Voorstel) -> dict[str, Any]:
    return {
        "naam": voorstel.regels.naam,
        "basis": voorstel.regels.basis,
        "organisatie": voorstel.oin,
        "waarden": voorstel.regels.waarden,
        "geldig_vanaf": voorstel.regels.geldig_vanaf,
        "gebruikt": voorstel.gebruikt,
        "controlegetal": voorstel.regels.regelset().controlegetal,
        "toelichting": voorstel.regels.reden,
    }
