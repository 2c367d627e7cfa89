"""The state of the service in words, for a screen and for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from vsv.beheer import scherm
from vsv.beheer.cyclus import OVERGESLAGEN
from vsv.beheer.rooster import ROOSTER, Stap
from vsv.beheer.vast import Verloop
from vsv.bronnen.service import Bronstand
from vsv.domein.perioden import AMSTERDAM, DAGNAMEN

STAPPEN: Final[Mapping[str, str]] = {
    "vragen": "vragen plannen",
    "dagrun": "dagrun",
    "weekrun": "weekrun",
    "voorstellen": "voorstellen maken",
    "logboek": "logboek verzegelen",
}
"""Per step of the rooster how it is called."""

_UITKOMSTEN: Final = {
    "vragen": (("POLIS", "POLIS"), ("PW", "PW"), ("DGR", "DGR")),
    "dagrun": (("gewijzigd", "regels gewijzigd"), ("signalen", "signalen"), ("meldingen", "meldingen")),
    "weekrun": (("gewijzigd", "regels gewijzigd"), ("signalen", "signalen"), ("meldingen", "meldingen")),
    "voorstellen": (("gemaakt", "gemaakt"), ("meldingen", "meldingen")),
    "logboek": (("regels", "regels verzegeld"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapbeeld:
    """A step of the rooster.

    Attributes:
        naam: What it is called.
        wanneer: When it is due, Dutch.
        verloop: The last time; None = there never was one.
        uitkomst: What came of that, or why it failed; Dutch.
    """

    naam: str
    wanneer: str
    verloop: Verloop | None
    uitkomst: str


def show_steps(verloop: Sequence[Verloop]) -> list[Stapbeeld]:
    """Return every step of the rooster with the last time it was due, in the order of the rooster."""
    last = {stap.stap: stap for stap in verloop}
    return [
        Stapbeeld(
            naam=STAPPEN[stap.naam],
            wanneer=_describe_time(stap),
            verloop=last.get(stap.naam),
            uitkomst=describe_outcome(last[stap.naam]) if stap.naam in last else "",
        )
        for stap in ROOSTER
    ]


def describe_outcome(stap: Verloop) -> str:
    """Say in a few words what came of a step, or why it failed."""
    tried = f" ({stap.pogingen} keer geprobeerd)" if stap.pogingen > 1 else ""
    return (stap.fout or _count(stap)) + tried


def describe_bron(bron: Bronstand) -> str:
    """Say in a few words how a source is doing."""
    if bron.rust_tot:
        return f"storing sinds {bron.fouten_op_rij} vragen, weer geprobeerd na {format_moment(bron.rust_tot)}"
    if bron.fouten_op_rij and bron.fout:
        return f"laatste keer: {bron.fout.label}"
    return "goed" if bron.antwoord_op else "nog niet bevraagd"


def format_moment(moment: datetime | None) -> str:
    """Return a moment as in a table, by the clock of Amsterdam; nothing when there is none."""
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}" if moment else ""


def _describe_time(stap: Stap) -> str:
    days = (
        "elke dag" if len(stap.weekdagen) == len(DAGNAMEN) else " en ".join(DAGNAMEN[d] for d in sorted(stap.weekdagen))
    )
    return f"{days} om {stap.tijd:%H.%M} uur"


def _count(stap: Verloop) -> str:
    if OVERGESLAGEN in stap.uitkomst:
        return f"overgeslagen: er is al een run van {date.fromisoformat(stap.uitkomst[OVERGESLAGEN]):%d-%m-%Y}"
    shown = _UITKOMSTEN.get(stap.stap, ())
    return ", ".join(f"{scherm.as_text(stap.uitkomst[naam])} {woord}" for naam, woord in shown if naam in stap.uitkomst)
