"""A visitor with a browser's manners and no JavaScript: follows links, sends forms, keeps cookies."""

import re
import socket
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from vsv.toegang.service import Organisatie

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Bezoeker(requests.Session):
    """A session with the portal.

    Attributes:
        adres: Of the portal.
        seen: Every address that was asked for, to look for what must not be in one.
    """

    def __init__(self, adres: str) -> None:
        super().__init__()
        self.adres = adres
        self.trust_env = False
        self.seen: list[str] = []

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask for an address, of the portal when it has no host; the page before goes along for CSRF."""
        kwargs.setdefault("timeout", PATIENCE)
        response = super().request(method, urljoin(self.adres, str(url)), *args, **kwargs)
        self.seen += [r.url for r in [*response.history, response]]
        return response

    def log_in(self, naam: str, bij: Organisatie | None = None) -> requests.Response:
        """Log in as somebody at the makelaar; choose an organisation when there is something to choose."""
        choice = self.get("/inloggen/start")
        button = re.search(rf'name="persoon" value="(\d+)"><span class="naam">{naam}<', choice.text)
        assert button, f"{naam} can't be chosen"
        response = self.submit(choice, {"persoon": button[1]}, action="/authorize/kies")
        if bij and urlsplit(response.url).path == "/werkplek":
            response = self.submit(response, {"werkplek": bij.oin}, action="/werkplek")
        return response

    def submit(
        self,
        page: requests.Response,
        data: dict[str, Any],
        *,
        action: str | None = None,
        to: str | None = None,
        files: Any = None,
    ) -> requests.Response:
        """Fill in and send the form of a page that goes to `action` (by default: to the page itself).

        A button may send it elsewhere: `to`.
        """
        here = urlsplit(page.url).path
        for form in Formulieren.of(page.text):
            target = urljoin(page.url, form.action) if form.action else page.url
            if form.method == "post" and urlsplit(target).path == (action or here):
                headers = {"Referer": page.url}
                return self.post(
                    urljoin(page.url, to) if to else target, data={**form.fields, **data}, files=files, headers=headers
                )
        raise AssertionError(f"no form on {here} that goes to {action or here}")


class Formulier:
    """A form on a page: where it goes, how, and what is filled in already."""

    def __init__(self, attributes: dict[str, str | None]) -> None:
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.fields: dict[str, str] = {}


class Formulieren(HTMLParser):
    """Finds the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Formulier] = []

    @classmethod
    def of(cls, html: str) -> list[Formulier]:
        parser = cls()
        parser.feed(html)
        return parser.forms

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append(Formulier(attributes))
        elif tag == "input" and self.forms and attributes.get("name") and _holds(attributes):
            self.forms[-1].fields[str(attributes["name"])] = attributes.get("value") or ""


def _holds(attributes: dict[str, str | None]) -> bool:
    """Whether a browser would send this field as it is."""
    kind = attributes.get("type") or "text"
    return kind not in {"submit", "file", "button"} and (kind not in {"checkbox", "radio"} or "checked" in attributes)


def text_of(response: requests.Response) -> str:
    """What somebody reads on the page, without markup."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)))
