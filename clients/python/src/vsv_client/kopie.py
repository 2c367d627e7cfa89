"""A copy of whom an organisation follows and how they stand, kept in step with one call."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from vsv_client.bestanden import schrijven
from vsv_client.client import AsyncOrganisatie, Organisatie
from vsv_client.fouten import OnverwachtAntwoord, Verlopen
from vsv_client.lezen import Onbekend, lees
from vsv_client.vormen import (
    Aanmeldwijziging,
    Afmeldwijziging,
    Opvolgwijziging,
    Prioriteitwijziging,
    Rapportwijziging,
    Signaalwijziging,
    Standgegevens,
    Standwijziging,
    Voorstelwijziging,
    Wijziging,
    Wijzigingen,
)
from vsv_client.vraag import schrijf

_PAGINA: Final = 1000
_TIJDZONE: Final = ZoneInfo("Europe/Amsterdam")


@dataclass
class Kopie:
    """A copy, in memory and in a file. Whoever keeps people in a database does what `pas_toe` does, in there.

    The cursor is kept with the people, in one file that is written whole: after a crash it goes on where it was.

    Attributes:
        bestand: Where it is kept; readable by its owner only.
        jongeren: Per jongere that is followed how that one stands.
        cursor: Up to where it is in step; None before the first time.
    """

    bestand: Path
    jongeren: dict[UUID, Standgegevens] = field(default_factory=dict, repr=False)
    cursor: str | None = None

    @classmethod
    def open(cls, bestand: str | Path) -> Self:
        """Return the copy that is kept in a file, or an empty one.

        Raises:
            OnverwachtAntwoord: The file is not a copy, or of another version: remove it to begin anew.
        """
        kopie = cls(Path(bestand))
        if kopie.bestand.exists():
            try:
                gelezen = json.loads(kopie.bestand.read_bytes())
                kopie.cursor, standen = gelezen["cursor"], gelezen["jongeren"]
                kopie.jongeren = {UUID(jongere): lees(Standgegevens, stand) for jongere, stand in standen.items()}
            except (KeyError, TypeError, ValueError):
                raise OnverwachtAntwoord(f"{kopie.bestand} is geen kopie.") from None
        return kopie

    def werk_bij(self, organisatie: Organisatie) -> int:
        """Fetch all that changed, keep it, and return how many changes that were.

        When the cursor is too old (after 90 days), the copy is made anew.
        """
        try:
            paginas = organisatie.lijst_wijzigingen(cursor=self.cursor, page_size=_PAGINA).paginas()
            aantal = sum(map(self._neem, paginas))
        except Verlopen:
            self._begin_opnieuw()
            return self.werk_bij(organisatie)
        self.bewaar()
        return aantal

    async def werk_bij_async(self, organisatie: AsyncOrganisatie) -> int:
        """Do the same as `werk_bij`, with await."""
        try:
            paginas = organisatie.lijst_wijzigingen(cursor=self.cursor, page_size=_PAGINA).paginas()
            aantal = sum([self._neem(pagina) async for pagina in paginas])
        except Verlopen:
            self._begin_opnieuw()
            return await self.werk_bij_async(organisatie)
        self.bewaar()
        return aantal

    def pas_toe(self, wijzigingen: Iterable[Wijziging]) -> None:
        """Apply changes, each once and in order."""
        for wijziging in wijzigingen:
            match wijziging:
                case Standwijziging():
                    self.jongeren[wijziging.jongere] = wijziging.gegevens
                case Aanmeldwijziging():
                    self._meld_aan(wijziging)
                case Prioriteitwijziging() | Signaalwijziging() | Opvolgwijziging() | Afmeldwijziging():
                    self._verander(wijziging)
                case Rapportwijziging() | Voorstelwijziging() | Onbekend():
                    pass  # about no jongere, or nothing that is kept here

    def bewaar(self) -> None:
        """Drop who is no longer followed today, and write the file."""
        vandaag = datetime.now(_TIJDZONE).date()
        self.jongeren = {jongere: stand for jongere, stand in self.jongeren.items() if _volgt(stand, vandaag)}
        standen = {str(jongere): schrijf(stand) for jongere, stand in self.jongeren.items()}
        with schrijven(self.bestand) as bestand:
            bestand.write(json.dumps({"cursor": self.cursor, "jongeren": standen}).encode())

    def _neem(self, pagina: Wijzigingen) -> int:
        self.pas_toe(pagina.wijzigingen)
        self.cursor = pagina.volgende
        return len(pagina.wijzigingen)

    def _begin_opnieuw(self) -> None:
        if self.cursor is None:
            raise OnverwachtAntwoord("De dienst noemt een begin zonder cursor verlopen.")
        self.jongeren, self.cursor = {}, None

    def _meld_aan(self, wijziging: Aanmeldwijziging) -> None:
        """Begin with somebody, or take over what the organisation told anew about that aanmelding."""
        nieuw, stand = wijziging.gegevens, self.jongeren.get(wijziging.jongere)
        if stand is None or stand.aanmelddatum != nieuw.aanmelddatum:
            stand = lees(Standgegevens, {**_LEEG, **schrijf(nieuw)})
        self.jongeren[wijziging.jongere] = replace(stand, kenmerk=nieuw.kenmerk, gemeentecode=nieuw.gemeentecode)

    def _verander(self, wijziging: Prioriteitwijziging | Signaalwijziging | Opvolgwijziging | Afmeldwijziging) -> None:
        """Change somebody, unless it is about an aanmelding that is no longer the one that is kept."""
        stand = self.jongeren.get(wijziging.jongere)
        if stand is None or stand.aanmelddatum != wijziging.gegevens.aanmelddatum:
            return
        self.jongeren[wijziging.jongere] = _veranderd(stand, wijziging)


_LEEG: Final = {
    **dict.fromkeys(("merkreden", "signaal", "prioriteit", "prioriteitNaam", "sinds", "loonperiode", "loon", "uren")),
    "merk": "TE_DOEN",
    "redenen": (),
    "vlaggen": (),
    "peildatum": None,
}
"""What is known of somebody who was signed up just now."""


def _veranderd(
    stand: Standgegevens, wijziging: Prioriteitwijziging | Signaalwijziging | Opvolgwijziging | Afmeldwijziging
) -> Standgegevens:
    match wijziging:
        case Prioriteitwijziging(gegevens=nieuw):
            velden = ("prioriteit", "prioriteit_naam", "sinds", "loonperiode", "loon", "uren", "redenen", "vlaggen")
            return replace(stand, peildatum=nieuw.peildatum, **{veld: getattr(nieuw, veld) for veld in velden})
        case Signaalwijziging(gegevens=signaal):
            return replace(stand, signaal=signaal.signaal)
        case Opvolgwijziging(gegevens=opvolging):
            return replace(stand, merk=opvolging.merk, merkreden=opvolging.reden)
        case Afmeldwijziging(gegevens=einde):
            return replace(stand, afmelddatum=einde.afmelddatum)


def _volgt(stand: Standgegevens, vandaag: date) -> bool:
    return stand.afmelddatum is None or stand.afmelddatum > vandaag
