"""A page of changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Wijzigingsoort(StrEnum):
    """What an element tells; beside each what its `gegevens` hold."""

    STAND = "stand"
    """How it is now, of one aanmelding: kenmerk, aanmelddatum, gemeentecode, afmelddatum (when an end is known that is
    still to come), merk, merkreden, signaal, and prioriteit, sinds, loonperiode, loon, uren, redenen, vlaggen,
    peildatum, run: null (or no codes) when it is in no report yet."""
    AANMELDING = "aanmelding"
    """Somebody is followed: kenmerk, aanmelddatum, gemeentecode."""
    GEGEVENS = "gegevens"
    """What the organisation told was changed: kenmerk, aanmelddatum, gemeentecode."""
    PRIORITEIT = "prioriteit"
    """A run found something else: prioriteit (0 = NP), vorige (null = was not in a report), sinds, loonperiode (first
    day), loon (cents), uren, redenen, vlaggen (lists of codes), peildatum, run, aanmelddatum."""
    SIGNAAL = "signaal"
    """There is another IKV-signaal, or none any more: signaal (null = none), peildatum, run, aanmelddatum."""
    OPVOLGING = "opvolging"
    """A mark was set: merk, reden, aanmelddatum."""
    AFMELDING = "afmelding"
    """Somebody is no longer followed, from afmelddatum on: afmelddatum, reden, aanmelddatum."""
    VOORSTEL = "voorstel"
    """A proposal was made, decided or lapsed: voorstel (uuid), voorstelsoort, aanleiding, datum, stand. Only for who
    holds the right to decide about it."""
    RAPPORT = "rapport"
    """A run is done, and all its priorities have been told: run, runsoort (dag, week), peildatum, regelset, np, p1 to
    p5, totaal."""


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One thing that changed, or that is so.

    Attributes:
        soort: What.
        jongere: Whom it is about; None when it is about nobody, or about somebody who is not followed.
        tijdstip: When it was written down; of a stand when it was read. In UTC.
        gegevens: Enough to keep a copy, see `Wijzigingsoort`; dates, whole numbers, texts and lists of codes.
    """

    soort: Wijzigingsoort
    jongere: UUID | None
    tijdstip: datetime
    gegevens: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Verteld:
    """An element on its way to a page.

    Attributes:
        jongere: Key of whom it is about, for the log; None when nobody.
        wijziging: The element.
    """

    jongere: int | None
    wijziging: Wijziging


@dataclass(frozen=True, slots=True)
class Wijzigingenpagina:
    """A page of changes, in order.

    Attributes:
        wijzigingen: At most as many as asked; may be fewer, or none, also when there is more.
        cursor: Where to go on. Always there: who has everything asks later with the same cursor what came since.
        meer: Whether there is more to fetch at once.
    """

    wijzigingen: Sequence[Wijziging]
    cursor: str
    meer: bool
