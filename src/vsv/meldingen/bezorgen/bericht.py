"""A melding as it goes over the line: a CloudEvent in JSON, after NLgov CloudEvents 1.1. No personal data.

Beside what the profile has, it says for which organisation it is (`organisatieoin`: whoever acts for many needs it to
fetch the rest) and of which abonnement (`abonnement`). `sequence` counts within the abonnement, from 1, without gaps.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from vsv.meldingen.bezorgen.instellingen import Bezorginstellingen
from vsv.meldingen.uitbak import Meldingsoort

CONTENT_TYPE: Final = "application/cloudevents+json; charset=utf-8"

PROEFMELDING: Final = "proefmelding"
"""Kind of an event to see whether it arrives."""

_PLEKKEN: Final = {
    Meldingsoort.PRIORITEIT_GEWIJZIGD: "jongeren",
    Meldingsoort.IKV_SIGNAAL: "jongeren",
    Meldingsoort.VOORSTEL_GEMAAKT: "voorstellen",
}
"""Where in the API the subject of a melding is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht:
    """What is to be told to an abonnement.

    Attributes:
        uuid: Id of the event, the same each time that it is sent.
        soort: A `Meldingsoort`, or `PROEFMELDING`.
        onderwerp: Uuid of what it is about; None for the organisation as a whole.
        peildatum: Day of the report it is about.
        moment: When it came about.
        abonnement: For which abonnement.
        organisatie: OIN of the organisation.
        nummer: Its place in the order of the abonnement.
    """

    uuid: UUID
    soort: str
    onderwerp: UUID | None
    peildatum: date | None
    moment: datetime
    abonnement: UUID
    organisatie: str
    nummer: int


def write_bericht(bericht: Bericht, instellingen: Bezorginstellingen) -> bytes:
    """Return the event as JSON."""
    event = {
        "specversion": "1.0",
        "id": str(bericht.uuid),
        "source": f"urn:nld:oin:{instellingen.oin}:systeem:vsv",
        "type": f"nl.vsv.{bericht.soort}.v1",
        **({"subject": str(bericht.onderwerp)} if bericht.onderwerp else {}),
        "time": f"{bericht.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "dataref": f"{instellingen.api}/v1/{_place(bericht)}",
        "sequence": str(bericht.nummer),
        "sequencetype": "Integer",
        "organisatieoin": bericht.organisatie,
        "abonnement": str(bericht.abonnement),
    }
    return json.dumps(event, separators=(",", ":")).encode()


def _place(bericht: Bericht) -> str:
    if bericht.soort == PROEFMELDING:
        return f"abonnementen/{bericht.abonnement}"
    if bericht.soort == Meldingsoort.RAPPORT_BESCHIKBAAR:
        return f"rapporten/{bericht.peildatum}" if bericht.peildatum else "rapporten"
    return f"{_PLEKKEN[Meldingsoort(bericht.soort)]}/{bericht.onderwerp}"
