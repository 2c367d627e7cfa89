"""Every action that the code writes in the log has words, and every word is about an action that the code writes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import vsv
from vsv.beheer.rooster import ROOSTER
from vsv.logboek.woorden import ACTIES, Actiesoort, acties_van, describe_actie, describe_bijzonderheden

SOURCE = Path(vsv.__file__).parent
ROOMS = sorted(path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("_"))
ACTIE = re.compile(rf"({'|'.join(ROOMS)})\.(?!(?:key|log)$)[a-z_0-9]+")  # portaal.key is a file
NO_ACTIE = {"exclusive"}
"""Functions that take a name of another kind: that of a lock."""


def find_in_python(tree: ast.AST) -> Iterator[str]:
    """Every text in the source that looks like an action; of one that is put together the beginning and a *."""
    skipped = {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in NO_ACTIE
        for argument in call.args
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            begin = str(node.values[0].value)
            if begin.rstrip("_").split(".")[0] in ROOMS and re.fullmatch(r"[a-z]+\.[a-z_]*", begin):
                yield begin + "*"
        if isinstance(node, ast.Constant) and id(node) not in skipped and ACTIE.fullmatch(str(node.value)):
            yield str(node.value)


def find_written() -> set[str]:
    written = {f"beheer.{stap.naam}" for stap in ROOSTER}
    for path in SOURCE.rglob("*.py"):
        if path.name != "woorden.py" or path.parent.name != "logboek":
            written.update(find_in_python(ast.parse(path.read_text("utf-8"))))
    for path in SOURCE.rglob("migrations/*.sql"):
        without_locks = re.sub(r"hashtext\('[^']*'\)", "", path.read_text("utf-8"))
        written.update(text for text in re.findall(r"'([a-z]+\.[a-z_]+)'", without_locks) if ACTIE.fullmatch(text))
    return written


def test_every_action_has_words_and_no_words_are_left_over() -> None:
    written = find_written()
    assert {actie for actie in written if actie.endswith("*")} == {"beheer.*"}, "write an action in full"
    assert written - {"beheer.*"} == set(ACTIES)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("sessie.log('rapport.lezen')", {"rapport.lezen"}),
        ("sessie.log(f'klantvolg.{actie}')", {"klantvolg.*"}),
        ("with exclusive('werker', 'beheer.cyclus'): pass", set()),
        ("import vsv.rapport.lezen; x = 'vsv.rapport'", set()),
    ],
)
def test_the_search_finds_what_it_should(source: str, found: set[str]) -> None:
    assert set(find_in_python(ast.parse(source))) == found


def test_words_read_on_after_who_did_it() -> None:
    for actie in ACTIES.values():
        assert re.fullmatch("[a-z][^.]+", actie.woorden)
    assert len({actie.woorden for actie in ACTIES.values()}) == len(ACTIES)


def test_every_action_is_of_one_kind() -> None:
    assert sorted(naam for soort in Actiesoort for naam in acties_van(soort)) == sorted(ACTIES)


def test_an_action_of_long_ago_is_named_as_it_is() -> None:
    assert describe_actie("rapport.vergeten") == "rapport.vergeten"


@pytest.mark.parametrize(
    ("actie", "bijzonderheden", "woorden"),
    [
        ("klantvolg.afmelden", {"reden": "LEEFTIJD"}, "reden: 27 jaar geworden"),
        ("klantvolg.overdragen", {"naar": "00000099000000002000"}, "naar: 00000099000000002000"),
        ("rapport.prioriteren", {"van": None, "naar": 0}, "van: nog geen; naar: NP"),
        ("bronnen.inlezen", {"levering": 1234, "genomen": 12345}, "levering: 1234; genomen: 12.345"),
        ("beheer.dagrun", {"dag": "2026-11-23", "overgeslagen_voor": "2026-11-24"},
         "dag: 23 november 2026; overgeslagen, want er is al een run van: 24 november 2026"),
        ("logboek.inzien", {}, ""),
    ],
)  # fmt: skip
def test_details_in_words(actie: str, bijzonderheden: dict[str, object], woorden: str) -> None:
    assert describe_bijzonderheden(actie, bijzonderheden) == woorden
