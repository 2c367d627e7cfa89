"""Takes a picture of every page of the portal, wide and narrow, for `docs/schermen`.

It runs the world of the tests (`tests/portaal/conftest.py`) with more people and weeks, logs in as who may see a page,
and has Debian's Chromium draw it. Which pages there are, `tests/portaal/adressen.py` says, which a test holds against
the URL conf. Nobody in the pictures exists.

    PYTHONPATH=. python tools/maak_schermen.py [folder] [webp|png]
"""

import base64
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import psycopg
from playwright.sync_api import Browser, Page, sync_playwright
from tests.conftest import run_server
from tests.portaal.adressen import VERWACHT
from tests.portaal.browser import ARGUMENTEN, Kijker
from tests.portaal.conftest import Portaal, run_world
from tests.portaal.test_matrix import path_of
from tests.portaal.test_toegankelijk import WIE, pages_for

from vsv.klantvolg.service import Merk, set_opvolging
from vsv.toegang.service import operator

DOEL: Final = Path(__file__).resolve().parents[1] / "docs" / "schermen"
HOOGSTENS: Final = 1800
"""Pixels of a page that are shown; below it the page goes on."""
KWALITEIT: Final = 60
"""Of WebP: text stays sharp, and a picture is some tens of kB."""
PERSONEN: Final = 6000
WEKEN: Final = 12
SERVICEDESK: Final = {
    "VSV_BEHEERDER": "de gemeente Voorbeeld",
    "VSV_SERVICEDESK_TELEFOON": "088 000 0000",
    "VSV_SERVICEDESK_EMAIL": "servicedesk@vsv.example",
    "VSV_SERVICEDESK_TIJDEN": "maandag tot en met vrijdag, van 8.30 tot 17.00 uur",
}

SCHERMEN: Final[dict[str, dict[str, Any]]] = {
    "1280": {"viewport": {"width": 1280, "height": 900}},
    "375": {"viewport": {"width": 375, "height": 812}, "device_scale_factor": 1},
    "donker": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
IN_HET_DONKER: Final = frozenset({"overzicht", "werklijst", "jongere", "rapporten", "rapport", "logboek", "inloggen"})
"""Of which there is a picture in the dark scheme too."""

SOORTEN: Final[dict[str, dict[str, Any]]] = {"webp": {"quality": KWALITEIT}, "png": {}}


def main() -> None:
    """Make all pictures and the page that shows them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOEL
    kind = sys.argv[2] if len(sys.argv) > 2 else "webp"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ.update(SERVICEDESK)
    with run_server() as server, run_world(server, personen=PERSONEN, weken=WEKEN) as portaal, sync_playwright() as p:
        _live(portaal)
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTEN)
        made = [shot for name in SCHERMEN for shot in _look_around(browser, portaal, name, folder, kind)]
        browser.close()
    (folder / "README.md").write_text(_index(made, kind), "utf-8")
    sys.stdout.write(f"{len(made)} pictures, {sum(f.stat().st_size for f in folder.iterdir()) / 1e6:.1f} MB\n")


def _live(portaal: Portaal) -> None:
    """Let colleagues have begun: some marks are set, and where people live is known of most."""
    os.environ.update(portaal.omgeving)
    with psycopg.connect(portaal.database) as admin:
        admin.execute(
            """
            UPDATE aanmelding SET gemeentecode = (ARRAY['0363', '0363', '0362', '0384', NULL])[1 + id %% 5]
            WHERE organisatie = (SELECT id FROM organisatie WHERE oin = %s) AND afmelddatum IS NULL
            """,
            (portaal.eerste.oin,),
        )
        query = """
            SELECT w.uuid FROM werkregel w JOIN organisatie o ON o.id = w.organisatie
            WHERE o.oin = %s AND prioriteit < 3 AND (uiterlijk IS NULL OR uiterlijk > current_date)
            ORDER BY w.aanmelding
        """
        people = [uuid for (uuid,) in admin.execute(query, (portaal.eerste.oin,))]
    for nummer, merk in enumerate((Merk.IN_CONTACT, Merk.NIET_BEREIKT, Merk.STEUN_AFGESPROKEN)):
        set_opvolging(operator("schermen", portaal.eerste), people[nummer::6], merk)


def _look_around(
    browser: Browser, portaal: Portaal, scherm: str, folder: Path, kind: str
) -> Iterator[tuple[str, str, str]]:
    """Picture all pages on one screen; yields the screen, the address and the title of each."""
    for naam in (None, *WIE):
        kijker = Kijker.open(browser, portaal, **SCHERMEN[scherm])
        if naam:
            kijker.log_in(naam, portaal.eerste)
        for address, adres in pages_for(naam):
            if scherm != "donker" or address in IN_HET_DONKER:
                kijker.goto(path_of(portaal, address, adres, portaal.eerste) + adres.query)
                (folder / f"{address}-{scherm}.{kind}").write_bytes(_picture(kijker.page, kind))
                yield scherm, address, kijker.page.title()
        kijker.page.context.close()


def _picture(page: Page, kind: str) -> bytes:
    page.evaluate("document.fonts.ready")
    size = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], HOOGSTENS), "scale": 1}
    asked = {"format": kind, "clip": clip, "captureBeyondViewport": True, **SOORTEN[kind]}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    return base64.b64decode(taken["data"])


def _index(made: list[tuple[str, str, str]], kind: str) -> str:
    titles = {address: title for _, address, title in made}
    lines = [
        "# How the portal looks",
        "",
        "Every page with made-up people, on a screen of 1280 and of 375 pixels; some in the dark scheme too. Nobody in",
        f"it exists. A page that is longer than {HOOGSTENS} pixels is cut off. Made by `tools/maak_schermen.py`; which",
        "pages there are, the tests hold against the URL conf.",
        "",
        "| page | address | pictures |",
        "|---|---|---|",
    ]
    for address in (name for name in VERWACHT if name in titles):
        links = " · ".join(f"[{s}]({address}-{s}.{kind})" for s, name, _ in made if name == address)
        lines.append(f"| {titles[address].split(' - ')[0].replace('|', '/')} | `{address}` | {links} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
