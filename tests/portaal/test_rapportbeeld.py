"""What the pages say of reports, in words and as a table. The text of a whole page stands in `golden`.

A text that changes on purpose: delete its file, run the test once with VSV_GOLDEN=1, and read the new one.
"""

import os
import re
from collections import Counter
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.portaal.verzoeken import make_request

from vsv.portaal.rapporten.beeld import (
    VOLGORDE,
    complete_moves,
    describe_counts,
    describe_move,
    describe_period,
    make_matrix,
    tell_largest,
    tell_moves,
    tell_total,
    tell_week,
)
from vsv.rapport.service import Inzage, Narekening, Rapport, Run, Verplaatsing
from vsv.toegang.service import Organisatie

REDENEN = {
    0: "BRON_ONBEANTWOORD_POLIS",
    1: "GEEN_LOON|GEEN_UITKERING",
    2: "LOON_ONDER_DREMPEL|GEEN_UITKERING",
    3: "LOON_VANAF_DREMPEL|GEEN_UITKERING",
    4: "LOON_VANAF_DREMPEL|UITKERING_REGISTER",
    5: "GEEN_LOON|UITKERING_REGISTER",
}
GOLDEN = Path(__file__).with_name("golden")
PRIORITEIT = st.one_of(st.none(), st.sampled_from(VOLGORDE))


def make_rapport(
    aantallen: tuple[int, ...],
    moves: tuple[tuple[int | None, int | None, int], ...] = (),
    dag: date = date(2026, 11, 23),
) -> Rapport:
    run = Run(
        id=2,
        soort="week",
        peildatum=dag,
        regelset="vsv-2.0",
        regelset_controlegetal="0" * 64,
        laatste_levering=1,
        bekend_tot=datetime(2026, 11, 23, 2, tzinfo=UTC),
        bronnen={"POLIS": date(2026, 11, 22)},
        gemaakt_op=datetime(2026, 11, 23, 2, tzinfo=UTC),
    )
    organisatie = Organisatie(1, "00000000000000000001", "Doorstroompunt Voorbeeld", "doorstroompunt", 18, None)
    steps = tuple(
        Verplaatsing(van, naar, van if van is None else REDENEN[van], naar if naar is None else REDENEN[naar], aantal)
        for van, naar, aantal in moves
    )
    return Rapport(run, organisatie, aantallen, steps, "f" * 64)


def test_the_news_is_who_came_and_who_left() -> None:
    vorige = make_rapport((0, 1200, 5, 0, 0, 0), dag=date(2026, 11, 16))
    now = make_rapport((0, 1203, 0, 3, 0, 0), ((2, 1, 11), (None, 1, 1), (1, 3, 8), (1, None, 1)))
    assert tell_week(now, vorige) == (
        "In de week van 16 november kwamen 12 jongeren in prioriteit 1 en gingen er 9 uit. "
        "De grootste verandering: 11 jongeren gingen van 2 naar 1."
    )
    assert "eerste rapport" in tell_week(now, None)


@pytest.mark.parametrize(
    ("moves", "sentence"),
    [
        ({}, "Nu kwam niemand in prioriteit 1 en ging er niemand uit."),
        ({(1, 1): 40, (2, 2): 5}, "Nu kwam niemand in prioriteit 1 en ging er niemand uit."),
        ({(3, 1): 1, (1, 0): 1}, "Nu kwam 1 jongere in prioriteit 1 en ging er 1 uit."),
        ({(3, 1): 1200}, "Nu kwamen 1.200 jongeren in prioriteit 1 en ging er niemand uit."),
    ],
)
def test_numbers_in_a_sentence(moves: dict[tuple[int | None, int | None], int], sentence: str) -> None:
    assert tell_moves(moves, "Nu") == sentence


def test_the_largest_move_is_between_priorities() -> None:
    assert tell_largest({(None, 1): 90, (1, 1): 80, (5, 0): 1}) == (
        "De grootste verandering: 1 jongere ging van 5 naar NP."
    )
    assert tell_largest({(None, 1): 90}) == "Niemand ging van de ene prioriteit naar de andere."


def test_weeks_that_are_not_next_to_each_other() -> None:
    assert describe_period(date(2026, 11, 2), date(2026, 11, 23)) == "Tussen 2 november 2026 en 23 november 2026"


def test_counts_say_their_move_in_words() -> None:
    told = describe_counts((4, 1239, 16, 66, 3, 10), (4, 39, 25, 57, 3, 10))
    assert [t.prioriteit for t in told] == [1, 2, 3, 4, 5, 0]
    assert [t.verschil for t in told[:3]] == ["1.200 meer", "9 minder", "9 meer"]
    assert told[-1].verschil == "geen verandering"
    assert {t.verschil for t in describe_counts((4, 39, 16, 66, 3, 10), None)} == {""}


def test_the_total_says_who_waits() -> None:
    assert tell_total(make_rapport((0, 1, 0, 0, 0, 0))) == "In het rapport staat 1 jongere."
    assert tell_total(make_rapport((1, 1, 0, 0, 0, 0))).endswith("1 van hen is nog niet geprioriteerd (NP).")


@pytest.mark.parametrize(
    ("van", "naar", "title"),
    [
        (1, 3, "Van prioriteit 1 naar 3"),
        (0, 1, "Van prioriteit NP naar 1"),
        (None, 1, "Nieuw in prioriteit 1"),
        (4, None, "Niet meer gevolgd, eerst in prioriteit 4"),
        (2, 2, "Gebleven in prioriteit 2"),
    ],
)
def test_a_move_has_a_name(van: int | None, naar: int | None, title: str) -> None:
    assert describe_move(van, naar) == title


@given(
    moves=st.dictionaries(
        st.tuples(PRIORITEIT, PRIORITEIT).filter(lambda pair: pair[0] != pair[1]), st.integers(1, 9), max_size=20
    ),
    stayed=st.lists(st.integers(0, 99), min_size=6, max_size=6),
)
def test_the_rows_add_up_to_last_week_and_the_columns_to_this_one(
    moves: dict[tuple[int | None, int | None], int], stayed: list[int]
) -> None:
    before, now = Counter[int | None](), Counter[int | None]()
    for (van, naar), aantal in [*moves.items(), *(((n, n), stayed[n]) for n in range(6))]:
        before[van] += aantal
        now[naar] += aantal
    vorige = make_rapport(tuple(before[n] for n in range(6)))
    rapport = make_rapport(tuple(now[n] for n in range(6)), tuple((v, n, aantal) for (v, n), aantal in moves.items()))
    matrix = make_matrix(complete_moves(rapport, vorige))
    assert {row.van: row.totaal for row in matrix.rijen} == {n: before[n] for n in before if n is not None or before[n]}
    assert dict(zip((cel.naar for cel in matrix.rijen[0].cellen), matrix.totalen, strict=True)) == {
        n: now[n] for n in now if n is not None or now[n]
    }


def test_the_page_of_a_report_reads_as_it_should() -> None:
    from django.template.loader import render_to_string

    from vsv.portaal.rapporten.views import describe_rapport, formaten

    vorige = make_rapport((4, 1239, 25, 57, 3, 10), dag=date(2026, 11, 16))
    moves = ((2, 1, 12), (1, 3, 8), (1, None, 1), (None, 1, 3), (0, 5, 1))
    rapport = make_rapport((3, 1245, 13, 65, 3, 11), moves)
    checked = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    context = {
        **describe_rapport(Inzage(rapport, vorige, pl.DataFrame())),
        "narekeningen": [
            Narekening(
                soort="week",
                peildatum=rapport.run.peildatum,
                gevraagd_op=checked,
                gevraagd_door=None,
                klaar_op=klaar,
                klopt=klopt,
                toelichting=why,
            )
            for klaar, klopt, why in (
                (None, None, None),
                (checked, True, None),
                (checked, False, "1 regel of telling verschilt."),
                (checked, None, "Deze regelset is niet meer dezelfde als toen het rapport werd gemaakt."),
            )
        ],
        "narekenen_loopt": True,
        "formaten": formaten(),
    }
    page = render_to_string("portaal/rapporten/rapport.html", context, make_request("/", rapport.organisatie))
    text = read_aloud(page)
    path = GOLDEN / "rapport.txt"
    if os.environ.get("VSV_GOLDEN") and not path.exists():
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def read_aloud(page: str) -> str:
    """What stands between the frame of a page, a line for each thing that is said by itself."""
    main = page.split("<main")[1].split(">", 1)[1].split("</main>")[0]
    lines = re.sub(r"\s+", " ", main)
    lines = re.sub(r"</(?:h\d|p|div|tr|li|caption|summary|dt|dd)>", "\n", lines)
    lines = re.sub(r"</t[hd]>", " | ", lines)
    words = unescape(re.sub(r"<[^>]+>", "", lines))
    return "".join(f"{re.sub(r' +', ' ', line).strip(' |')}\n" for line in words.split("\n") if line.strip(" |"))
