"""Markdown of our own as HTML: whole texts, and the few words of Markdown that the OpenAPI document has."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_TEKSTEN: Final = Path(__file__).parent / "teksten"
_markdown: Final = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=16)
def render_tekst(naam: str, adres: str) -> SafeString:
    """Return a text of ours as HTML, with the address of this service in its examples.

    Args:
        naam: Of the file, without `.md`.
        adres: Of the API.
    """
    text = (_TEKSTEN / f"{naam}.md").read_text("utf-8").replace("{adres}", adres)
    # A block that scrolls sideways has to be in reach of the keyboard.
    return SafeString(_markdown.render(text).replace("<pre>", '<pre tabindex="0">'))  # our own texts


@lru_cache(maxsize=1024)
def render_alineas(text: str) -> SafeString:
    """Return a description from the OpenAPI document as paragraphs."""
    return SafeString(_markdown.render(text))  # from our own docstrings; HTML in it is escaped


@lru_cache(maxsize=1024)
def render_regel(text: str) -> SafeString:
    """Return a description from the OpenAPI document as part of a line."""
    return SafeString(_markdown.renderInline(text))  # the same
