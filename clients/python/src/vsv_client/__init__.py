"""Typed client for the API of VSV-monitor. Begin with `Client` or `AsyncClient`."""

from vsv_client.client import AsyncClient, AsyncOrganisatie, Client, Organisatie
from vsv_client.fouten import (
    Conflict,
    GeenToegang,
    GeenVerbinding,
    Geweigerd,
    InvoerOngeldig,
    NietBekend,
    NietGevonden,
    OnverwachtAntwoord,
    Storing,
    TegelijkGewijzigd,
    TeVeelVerzoeken,
    TokenGeweigerd,
    Veldfout,
    Verlopen,
    VsvFout,
)
from vsv_client.gesprek import Herhaling
from vsv_client.kopie import Kopie
from vsv_client.lezen import Onbekend
from vsv_client.meldingen import Melding, MeldingOngeldig, verify_melding
from vsv_client.vraag import WEG, Weg

__all__ = [
    "WEG",
    "AsyncClient",
    "AsyncOrganisatie",
    "Client",
    "Conflict",
    "GeenToegang",
    "GeenVerbinding",
    "Geweigerd",
    "Herhaling",
    "InvoerOngeldig",
    "Kopie",
    "Melding",
    "MeldingOngeldig",
    "NietBekend",
    "NietGevonden",
    "Onbekend",
    "OnverwachtAntwoord",
    "Organisatie",
    "Storing",
    "TeVeelVerzoeken",
    "TegelijkGewijzigd",
    "TokenGeweigerd",
    "Veldfout",
    "Verlopen",
    "VsvFout",
    "Weg",
    "verify_melding",
]
