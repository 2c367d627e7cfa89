"""The English catalogue is whole: each text has a translation that keeps its placeholders, and nothing is left over."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

HIER = Path(__file__).parents[3]
TOOL = HIER / "tools" / "vertaal.py"
TEMPLATE = """{% load i18n %}{% translate "Zoek" %}
{% blocktranslate count n=getal %}{{ n }} week van {{ wie }}{% plural %}{{ n }} weken{% endblocktranslate %}
{% translate "Regels" context "regelsets" %} {{ dag|default:_("nooit") }}"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext

KOP = _("Bewaar <strong>%(naam)s</strong>")
AANTAL = ngettext("%(n)s keer", "%(n)s keren", 2)
"""
VERTALING: dict[str, str | tuple[str, ...]] = {
    "Zoek": "Search",
    "Regels": "Rules",
    "nooit": "never",
    "Bewaar <strong>%(naam)s</strong>": "Save <strong>%(naam)s</strong>",
    "%(n)s week van %(wie)s": ("%(n)s week of %(wie)s", "%(n)s weeks"),
    "%(n)s keer": ("once: %(n)s", "%(n)s times"),
}


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOOL, *options], capture_output=True, text=True, check=False)


@pytest.fixture
def portaal(tmp_path: Path) -> Path:
    """A small portal with a catalogue in which everything is translated."""
    (tmp_path / "pagina.html").write_text(TEMPLATE, "utf-8")
    (tmp_path / "code.py").write_text(CODE, "utf-8")
    catalogue = tmp_path / "locale" / "en" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    assert run(f"--map={tmp_path}").returncode == 0
    translate(tmp_path, VERTALING)
    return tmp_path


def translate(portaal: Path, vertaling: dict[str, str | tuple[str, ...]]) -> None:
    from babel.messages.pofile import read_po, write_po

    path = portaal / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalog = read_po(file, locale="en")
    for message in catalog:
        first = message.id if isinstance(message.id, str) else message.id[0]
        if first:
            message.string = vertaling[first]
    with path.open("wb") as file:
        write_po(file, catalog)


def test_every_text_of_the_portal_is_translated() -> None:
    """What to do when it fails: run tools/vertaal.py and fill in what is empty in the catalogue."""
    checked = run("--check")
    assert checked.stderr == ""
    assert checked.returncode == 0


def test_a_whole_catalogue_has_no_faults(portaal: Path) -> None:
    assert run("--check", f"--map={portaal}").returncode == 0


def test_a_new_text_without_a_translation_is_found(portaal: Path) -> None:
    with (portaal / "pagina.html").open("a", encoding="utf-8") as file:
        file.write('{% translate "Nieuw" %}')
    checked = run("--check", f"--map={portaal}")
    assert checked.returncode == 1
    assert checked.stderr.splitlines() == ["pagina.html: no translation of 'Nieuw'"]
    run(f"--map={portaal}")
    assert "Nieuw" in run("--check", f"--map={portaal}").stderr, "an empty translation is none"


def test_a_text_that_is_gone_is_found_and_taken_out(portaal: Path) -> None:
    (portaal / "code.py").write_text("", "utf-8")
    faults = run("--check", f"--map={portaal}").stderr.splitlines()
    assert len(faults) == 2
    assert all("stands nowhere any more" in fault for fault in faults)
    run(f"--map={portaal}")
    assert run("--check", f"--map={portaal}").returncode == 0


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Bewaar <strong>%(naam)s</strong>", "Save <strong>%(name)s</strong>"),
        ("Bewaar <strong>%(naam)s</strong>", "Save %(naam)s"),
        ("%(n)s keer", ("once", "%(n)s times")),
        ("%(n)s keer", ("%(n)s time", "many times")),
        ("%(n)s week van %(wie)s", ("%(n)s week of %(wie)s", "%(n)s weeks of %(wie)s")),
    ],
)
def test_a_translation_keeps_placeholders_and_markup(portaal: Path, dutch: str, english: str | tuple[str, ...]) -> None:
    translate(portaal, VERTALING | {dutch: english})
    checked = run("--check", f"--map={portaal}")
    assert checked.returncode == 1
    assert "placeholders or markup differ" in checked.stderr


def test_the_catalogue_is_the_same_however_often_it_is_made(portaal: Path) -> None:
    catalogue = portaal / "locale" / "en" / "LC_MESSAGES"
    run(f"--map={portaal}")
    before = [(catalogue / name).read_bytes() for name in ("django.po", "django.mo")]
    run(f"--map={portaal}")
    assert [(catalogue / name).read_bytes() for name in ("django.po", "django.mo")] == before
    assert f"{datetime.now(UTC):%Y-%m}".encode() not in b"".join(before), "it depends on when it was made"
