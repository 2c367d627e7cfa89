"""Notifications that come in at your address: are they ours, of now, and what do they say."""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vsv_client.fouten import VsvFout

SPELING_SECONDEN: Final = 300
"""How much the clock of the sender may differ: an older message may be a repeated one."""


class MeldingOngeldig(VsvFout):
    """This is no notification of the service, or an old one. Answer 400 and do nothing with it."""


@dataclass(frozen=True, slots=True)
class Melding:
    """A notification (CloudEvents 1.0). It says that there is something, not what: fetch that at `dataref`.

    Attributes:
        id: The same each time it is sent: keep it, and skip what you had already.
        type: Such as `nl.vsv.prioriteit-gewijzigd.v1`.
        source: Of which service.
        subject: Our number of the jongere or of something else; None when it is of nobody.
        tijdstip: When it happened.
        dataref: Where to fetch the rest.
        sequence: Goes up per abonnement.
        organisatie: OIN of the organisation it is for.
        abonnement: Number of the abonnement.
    """

    id: str
    type: str
    source: str
    subject: str | None
    tijdstip: datetime
    dataref: str
    sequence: int
    organisatie: str
    abonnement: str


def verify_melding(koppen: Mapping[str, str], inhoud: bytes, geheim: str, *, nu: float | None = None) -> Melding:
    """Return a notification, after its signature was checked (Standard Webhooks).

    Args:
        koppen: Headers of the request, in any spelling.
        inhoud: Its body, to the byte as it came in.
        geheim: Of the abonnement: `whsec_...`.
        nu: Seconds since 1970; by default the clock.

    Raises:
        MeldingOngeldig: It is not signed with this secret, too old or too new, or no notification.
        ValueError: The secret is not one.
    """
    kop = {naam.lower(): waarde for naam, waarde in koppen.items()}
    id_, seconde = kop.get("webhook-id", ""), kop.get("webhook-timestamp", "")
    som = hmac.new(_sleutel(geheim), f"{id_}.{seconde}.".encode() + inhoud, hashlib.sha256).digest()
    verwacht = f"v1,{base64.b64encode(som).decode()}".encode()
    gegeven = kop.get("webhook-signature", "").encode().split()
    if not any(hmac.compare_digest(verwacht, een) for een in gegeven):
        raise MeldingOngeldig("De handtekening klopt niet.")
    klok = time.time() if nu is None else nu
    if not (seconde.isascii() and seconde.isdigit()) or abs(klok - int(seconde)) > SPELING_SECONDEN:
        raise MeldingOngeldig("De melding is niet van nu.")
    return _lees(inhoud)


def _sleutel(geheim: str) -> bytes:
    try:
        sleutel = base64.b64decode(geheim.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        sleutel = b""
    if not sleutel:
        raise ValueError("Dit is niet het geheim van een abonnement: dat begint met whsec_.")
    return sleutel


def _lees(inhoud: bytes) -> Melding:
    try:
        gelezen = json.loads(inhoud)
        return Melding(
            id=gelezen["id"],
            type=gelezen["type"],
            source=gelezen["source"],
            subject=gelezen.get("subject"),
            tijdstip=datetime.fromisoformat(gelezen["time"]),
            dataref=gelezen["dataref"],
            sequence=int(gelezen["sequence"]),
            organisatie=gelezen["organisatieoin"],
            abonnement=gelezen["abonnement"],
        )
    except (KeyError, TypeError, ValueError):
        raise MeldingOngeldig("Dit is geen melding van de dienst.") from None
