"""How meldingen are brought; everything comes from the environment.

| variable | what it says |
|---|---|
| `VSV_OIN` | OIN of this service, 20 digits: it stands in the source of every event |
| `VSV_API_ADRES` | where the API is, such as `https://api.vsv.voorbeeld.nl`: events say where to ask for more |
| `VSV_MELDINGEN_VERTROUWD` | PEM file of who may sign certificates of receivers, beside who this machine trusts |
| `VSV_OEFENEN` | `ja`: to practise with; then this machine itself may be a receiver, also by http |

Without `VSV_OIN` nothing is brought.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from vsv.domein.fouten import Fout, OmgevingFout
from vsv.domein.nummers import NummerFout, parse_oin
from vsv.domein.oefenen import may_practise

TIJDSLIMIET: Final = 10.0
"""Seconds in which a receiver has to have answered (our decision)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorginstellingen:
    """How meldingen are brought.

    Attributes:
        oin: OIN of this service.
        api: Address of the API, without a slash at the end.
        vertrouwd: PEM file of who is trusted too; None: only those this machine trusts.
        tijdslimiet: Seconds for a whole answer.
        oefenen: This is practice.
    """

    oin: str
    api: str
    vertrouwd: Path | None = None
    tijdslimiet: float = TIJDSLIMIET
    oefenen: bool = False


def load_bezorginstellingen() -> Bezorginstellingen | None:
    """Read the settings; None when they are not there: then nothing is brought.

    Raises:
        OmgevingFout: They say something that can't be; with every fault.
    """
    oin, api = os.environ.get("VSV_OIN", ""), os.environ.get("VSV_API_ADRES", "").rstrip("/")
    if not oin:
        return None
    vertrouwd = os.environ.get("VSV_MELDINGEN_VERTROUWD")
    faults = [*_judge_oin(oin), *_judge_api(api)]
    if vertrouwd and not Path(vertrouwd).is_file():
        faults.append(Fout("BESTAND_WEG", "Dit bestand is er niet.", "VSV_MELDINGEN_VERTROUWD"))
    if faults:
        raise OmgevingFout(*faults)
    return Bezorginstellingen(
        oin=oin, api=api, vertrouwd=Path(vertrouwd) if vertrouwd else None, oefenen=may_practise()
    )


def _judge_oin(oin: str) -> list[Fout]:
    try:
        parse_oin(oin)
    except NummerFout as e:
        return [Fout("OIN_ONGELDIG", str(e), "VSV_OIN")]
    return []


def _judge_api(api: str) -> list[Fout]:
    parts = urlsplit(api)
    if parts.scheme in (("https", "http") if may_practise() else ("https",)) and parts.hostname:
        return []
    return [Fout("API_ADRES_ONGELDIG", "Dit is geen adres dat met https:// begint.", "VSV_API_ADRES")]
