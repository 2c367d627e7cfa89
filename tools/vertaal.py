"""Keeps the English catalogue of the portal whole: every Dutch text that a page may show, with its translation.

    python tools/vertaal.py            put new texts in the catalogue, take out what is gone, and make the .mo
    python tools/vertaal.py --check    say what lacks a translation, is gone or differs in its placeholders
    python tools/vertaal.py --bouw     make the .mo that Django reads (part of `make install`)

Needs no gettext on the machine: Django turns a template into calls of gettext, Babel reads calls and writes catalogues.
The catalogue names files without line numbers, so that a change of a template does not change all that comes after.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PORTAAL: Final = Path(__file__).resolve().parents[1] / "src" / "vsv" / "portaal"
CATALOGUS: Final = Path("locale", "en", "LC_MESSAGES", "django.po")
KOP: Final = "# The English texts of the portal; the Dutch ones stand in templates and code. See tools/vertaal.py."

_KEYWORDS: Final = DEFAULT_KEYWORDS | {
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_LITERAL: Final = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
_CALL: Final = re.compile(rf" (?:(n?)(p?)gettext|_)\(({_LITERAL}(?:, {_LITERAL})*)(?:, count)?\)")
_HELD: Final = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>")
"""What a translation has to keep as it is: placeholders and markup."""


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text that can be translated.

    Attributes:
        id: The Dutch text; a pair when there is one for a single thing and one for more.
        context: Tells apart equal texts with another meaning.
        bestand: Where it stands, within the portal.
    """

    id: str | tuple[str, str]
    context: str | None
    bestand: str


def main() -> None:
    """Do what was asked; ends with 1 when a check finds something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say what is wrong")
    parser.add_argument("--bouw", action="store_true", help="only make the .mo")
    parser.add_argument("--map", type=Path, default=PORTAAL, help="the folder of the portal")
    asked = parser.parse_args()
    settings.configure(USE_I18N=True)
    if asked.check:
        wrong = list(find_faults(read(asked.map), list(find_texts(asked.map))))
        sys.exit("\n".join(wrong) or 0)
    if not asked.bouw:
        update(asked.map)
    build(asked.map)


def read(portaal: Path) -> Catalog:
    """Return the catalogue as it is, or an empty one."""
    path = portaal / CATALOGUS
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def find_texts(portaal: Path) -> Iterator[Tekst]:
    """Find every text in templates and code, a text as often as it stands there."""
    for path in sorted(portaal.rglob("*.html")):
        name = path.relative_to(portaal).as_posix()
        for several, context, strings in _CALL.findall(templatize(path.read_text("utf-8"), origin=name)):
            parts = ast.literal_eval(f"[{strings}]")
            yield Tekst(tuple(parts[-2:]) if several else parts[-1], parts[0] if context else None, name)
    for path in sorted(portaal.rglob("*.py")):
        name = path.relative_to(portaal).as_posix()
        for _, found, _, context in extract_from_file("python", path, keywords=_KEYWORDS):
            yield Tekst(found if isinstance(found, str) else (found[0], found[1]), context, name)


def find_faults(catalog: Catalog, teksten: list[Tekst]) -> Iterator[str]:
    """Say of each text what is wrong with it in the catalogue, if anything."""
    used = set()
    for tekst in teksten:
        message = catalog.get(tekst.id, tekst.context)
        seen = (_first(tekst.id), tekst.context)
        if seen in used:
            continue
        used.add(seen)
        if message is None or not all(_strings(message)) or message.fuzzy:
            yield f"{tekst.bestand}: no translation of {tekst.id!r}"
        elif not _keeps(message):
            yield f"{tekst.bestand}: placeholders or markup differ in the translation of {tekst.id!r}"
    for message in catalog:
        if message.id and (_first(message.id), message.context) not in used:
            yield f"{CATALOGUS}: stands nowhere any more: {message.id!r}"


def update(portaal: Path) -> None:
    """Bring the catalogue in step with the texts; a new text has no translation yet."""
    template = Catalog()
    for tekst in find_texts(portaal):
        template.add(tekst.id, context=tekst.context, locations=[(tekst.bestand, 0)])
    catalog = read(portaal)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.header_comment, catalog.fuzzy = KOP, False
    with (portaal / CATALOGUS).open("wb") as file:
        write_po(file, catalog, width=120, include_lineno=False, ignore_obsolete=True, omit_header=False)
    _keep_header(portaal / CATALOGUS)


def build(portaal: Path) -> None:
    """Write the compiled catalogue beside the other: the same whenever it is made, so without the moment itself."""
    catalog = read(portaal)
    catalog.creation_date = catalog.revision_date = datetime.fromtimestamp(0, UTC)
    with (portaal / CATALOGUS).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def _keep_header(path: Path) -> None:
    """Leave out of the header what changes by itself or says nothing: dates, and who is not known."""
    kept = ("Language:", "MIME-Version", "Content-T", "Plural-Forms")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    end = lines.index("\n")
    lines[:end] = [x for x in lines[:end] if not x.startswith('"') or x.startswith(tuple(f'"{k}' for k in kept))]
    path.write_text("".join(lines), "utf-8")


def _first(id_: str | tuple[str, ...] | list[str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _keeps(message: Message) -> bool:
    """Whether each translation has what its Dutch text has; a single thing may be counted in words or in a number."""
    texts = [message.id] if isinstance(message.id, str) else list(message.id)
    held = [sorted(_HELD.findall(text)) for text in texts]
    return all(
        sorted(_HELD.findall(string)) in (held[:1] if len(held) == 1 else held if i == 0 else held[1:])
        for i, string in enumerate(_strings(message))
    )


if __name__ == "__main__":
    main()
