"""A real browser: Debian's Chromium, driven by Playwright, with axe-core to look at what a page is like for all."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page
from tests.portaal.conftest import Portaal

from vsv.toegang.service import Organisatie

AXE: Final = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
REGELS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

ARGUMENTEN: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""What Chromium needs to run as root, without a screen and without looking for its maker."""


@dataclass(frozen=True)
class Scherm:
    """What a page is looked at on.

    Attributes:
        breed: Width in CSS pixels.
        hoog: Height in CSS pixels.
        dicht: Pixels of the screen in one of CSS.
        kleuren: The colours that are asked for: light or dark.
    """

    breed: int
    hoog: int
    dicht: int = 1
    kleuren: Literal["light", "dark"] = "light"


@dataclass
class Kijker:
    """Somebody who looks at the portal in a browser.

    Attributes:
        page: The page in the browser.
        adres: Of the portal.
        console: What the browser complained about: a style or script that the policy refused, for instance.
        taal: Language of the pages.
    """

    page: Page
    adres: str
    console: list[str]
    taal: str

    @classmethod
    def open(cls, browser: Browser, portaal: Portaal, taal: str = "nl", **options: Any) -> "Kijker":
        context: BrowserContext = browser.new_context(locale="nl-NL", bypass_csp=False, **options)
        context.add_init_script(path=AXE)
        context.add_cookies([{"name": "taal", "value": taal, "url": portaal.adres}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        complaints: list[str] = []
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        return cls(page, portaal.adres, complaints, taal)

    def log_in(self, naam: str, bij: Organisatie | None = None) -> None:
        """Log in as somebody, as a person does."""
        self.page.goto(f"{self.adres}/inloggen/start")
        self.page.locator("button", has=self.page.locator(".naam", has_text=naam)).click()
        if "/werkplek" in self.page.url and bij:
            self.page.get_by_role("button", name=bij.naam).click()

    def goto(self, path: str) -> None:
        """Open an address of the portal."""
        self.page.goto(self.adres + path)

    def show_on(self, scherm: Scherm) -> None:
        """Put the page that is open on a screen."""
        self.page.emulate_media(color_scheme=scherm.kleuren)
        self._screen.send(
            "Emulation.setDeviceMetricsOverride",
            {"width": scherm.breed, "height": scherm.hoog, "deviceScaleFactor": scherm.dicht, "mobile": False},
        )

    @cached_property
    def _screen(self) -> CDPSession:
        return self.page.context.new_cdp_session(self.page)

    def find_barriers(self) -> list[str]:
        """Return what axe-core finds wrong with the page as it is now, each with the place."""
        found = self.page.evaluate(
            "async tags => (await axe.run(document, {runOnly: tags})).violations"
            ".map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.target.join(' '))}))",
            REGELS,
        )
        return [f"{v['id']}: {v['help']} ({json.dumps(v['nodes'][:3])})" for v in found]

    def is_too_wide(self) -> bool:
        """Say whether the page itself has to be scrolled sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
