"""The version of the API, as every answer says it (NLgov API Design Rules)."""

from typing import Final

VERSIE: Final = "1.0.0"
"""Semantic version: the first number is in the address, the second says what was added, the third what was mended."""
