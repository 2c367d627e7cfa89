"""What a consulent reads about jobs and about corrections. The texts stand in `golden`, one file per case.

A text that changes on purpose: delete its file, run the test once with VSV_GOLDEN=1, and read the new one.
"""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vsv.prioriteit.service import laad
from vsv.rapport.herzieningsteksten import describe_herziening
from vsv.rapport.signaalteksten import SIGNALEN, describe_signaal

GOLDEN = Path(__file__).with_name("golden")
VORIGE, D = date(2026, 11, 16), date(2026, 11, 23)
REGELSET = laad("vsv-2.0")


def compare_golden(name: str, sentences: list[str]) -> None:
    text = "".join(f"{sentence}\n" for sentence in sentences)
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("VSV_GOLDEN") and not path.exists():
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def make_signaal(signaal: str, **what: Any) -> dict[str, Any]:
    terms: dict[str, Any] = dict.fromkeys(["datum_begin_voor", "datum_einde_voor", "datum_einde", "reden_einde"])
    about: dict[str, Any] = {
        "prioriteit": 3,
        "loonperiode": date(2026, 10, 1),
        "andere": 0,
        "liepen": 1,
        "soort": "NIEUW",
    }
    job: dict[str, Any] = {
        "werkgever": "Bakkerij De Proef",
        "loonheffingennummer": "800000195L03",
        "datum_begin": date(2026, 1, 5),
    }
    return {"signaal": signaal, **about, **job, **terms, **what}


ENIGE, GESTART, GEEINDIGD, INGETROKKEN, GEWIJZIGD = SIGNALEN
EINDE = {"soort": "BEEINDIGD", "datum_einde": date(2026, 11, 12), "datum_begin_voor": date(2026, 1, 5)}
SIGNAALGEVALLEN: dict[str, list[dict[str, Any]]] = {
    ENIGE: [
        EINDE,
        {**EINDE, "prioriteit": 2, "liepen": 2, "werkgever": None},
        {**EINDE, "soort": None, "datum_einde": D},
        {**EINDE, "reden_einde": "90"},
        {"soort": "INGETROKKEN", "datum_begin": None, "andere": 1},
    ],
    GESTART: [
        {"prioriteit": 1, "datum_begin": date(2026, 10, 1)},
        {"prioriteit": 1},
        {"prioriteit": 3},
        {"prioriteit": 0, "datum_begin": None},
        {"prioriteit": 5, "datum_begin": date(2026, 12, 1), "andere": 2},
    ],
    GEEINDIGD: [
        {**EINDE, "reden_einde": "30"},
        {**EINDE, "reden_einde": "90"},
        {**EINDE, "datum_einde": date(2026, 11, 30)},
        {**EINDE, "soort": "NIEUW"},
    ],
    INGETROKKEN: [{"soort": "INGETROKKEN", "datum_begin": None}],
    GEWIJZIGD: [
        {"soort": "GEWIJZIGD", "datum_begin_voor": None},
        {"soort": "GEWIJZIGD", "datum_begin_voor": date(2026, 1, 5), "datum_einde_voor": date(2026, 11, 12)},
    ],
}


@pytest.mark.parametrize("signaal", SIGNALEN)
def test_signaal(signaal: str) -> None:
    sentences = [describe_signaal(make_signaal(signaal, **what), VORIGE, D) for what in SIGNAALGEVALLEN[signaal]]

    compare_golden(f"signaal-{signaal.lower()}", sentences)


def make_line(then: tuple[int, int, str], now: tuple[int, int, str], **what: Any) -> dict[str, Any]:
    parts = {"": then, "_nu": now}
    line = {
        f"{name}{end}": value
        for end, (prioriteit, loon, redenen) in parts.items()
        for name, value in {
            "prioriteit": prioriteit, "loon": loon, "uren": loon // 1_000, "redenen": redenen,
            "loonperiode": date(2026, 10, 1),
        }.items()
    }  # fmt: skip
    return line | what


def make_oorzaak(wat: str, soort: str = "NIEUW", *, maanden: tuple[date, ...] = (), op: date = date(2026, 11, 20),
                 na_run: bool = True) -> dict[str, Any]:  # fmt: skip
    return {"wat": wat, "soort": soort, "maanden": list(maanden), "op": op, "na_run": na_run}


OKTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
NIETS = (1, 0, "GEEN_LOON|GEEN_UITKERING")
WEINIG = (2, 18_214, "LOON_ONDER_DREMPEL|GEEN_UITKERING")
GENOEG = (3, 50_000, "LOON_VANAF_DREMPEL|GEEN_UITKERING")
MEER = (3, 62_000, "LOON_VANAF_DREMPEL|GEEN_UITKERING")
BEIDE = (4, 50_000, "LOON_VANAF_DREMPEL|UITKERING_INKOMSTEN")
ALLES = (4, 50_000, "LOON_VANAF_DREMPEL|UITKERING_INKOMSTEN|UITKERING_REGISTER")
UITKERING = (5, 0, "GEEN_LOON|UITKERING_REGISTER")
STIL = (0, 0, "BRON_ONBEANTWOORD_POLIS|BRON_ONBEANTWOORD_PW")
VREEMD = (0, 0, "ONBEKENDE_INKOMENSCODE")
UITBETAALD = make_oorzaak("UITKERING", "GEWIJZIGD", maanden=(OKTOBER,))
LOON = make_oorzaak("LOON", maanden=(OKTOBER,))
HERZIENINGEN: dict[str, list[tuple[dict[str, Any], list[dict[str, Any]]]]] = {
    "van-1": [
        (make_line(NIETS, GENOEG), [LOON]),
        (make_line(NIETS, WEINIG), [make_oorzaak("LOON", maanden=(SEPTEMBER, OKTOBER), op=date(2027, 1, 4))]),
        (make_line(NIETS, UITKERING), [make_oorzaak("REGISTER_PW")]),
        (make_line(NIETS, VREEMD), [make_oorzaak("INKOMEN", maanden=(OKTOBER,), op=date(2026, 11, 13), na_run=False)]),
    ],
    "naar-1": [
        (make_line(GENOEG, NIETS), [make_oorzaak("LOON", "INGETROKKEN", maanden=(OKTOBER,))]),
        (make_line(WEINIG, NIETS), [make_oorzaak("BAAN", "INGETROKKEN")]),
        (make_line(GENOEG, NIETS), [make_oorzaak("BAAN", "GEWIJZIGD")]),
        (make_line(UITKERING, NIETS), [make_oorzaak("REGISTER_UWV", "GEWIJZIGD")]),
    ],
    "van-np": [
        (make_line(STIL, NIETS), [make_oorzaak("ANTWOORD_POLIS"), make_oorzaak("ANTWOORD_PW")]),
        (make_line(VREEMD, GENOEG), [make_oorzaak("SOORT", "GEWIJZIGD")]),
    ],
    "zelfde-prioriteit": [
        (make_line(GENOEG, MEER), [make_oorzaak("LOON", "GEWIJZIGD", maanden=(OKTOBER,))]),
        (make_line(BEIDE, ALLES), [make_oorzaak("REGISTER_PW"), UITBETAALD]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", HERZIENINGEN)
def test_herziening(case: str) -> None:
    sentences = [describe_herziening(line, oorzaken, VORIGE, REGELSET) for line, oorzaken in HERZIENINGEN[case]]

    compare_golden(f"herziening-{case}", sentences)
