"""An inzage as a file: PDF for people, JSON for programs."""

import json
from pathlib import Path
from typing import Any, Final

from vsv.domein.fouten import Fout, InvoerFout
from vsv.rapport.inzage import Persoonsinzage
from vsv.rapport.inzagedeel import as_text
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.inzage import print_inzage

INZAGEFORMATEN: Final = {"pdf": "application/pdf", "json": "application/json"}
"""What an inzage can be written as, with what to call it over HTTP."""

_TITEL: Final = "Inzage in persoonsgegevens"
_DIENST: Final = "VSV-monitor"
_WAARVOOR: Final = (
    "VSV-monitor helpt Doorstroompunten en gemeenten om jongeren zonder startkwalificatie te bereiken en te helpen"
    " (artikel 9.2.1 van de Wet educatie en beroepsonderwijs). Alleen wie u volgt, krijgt uw gegevens te zien."
)
_RECHTEN: Final = (
    "Klopt er iets niet, dan kunt u vragen om het te verbeteren of weg te halen. Bent u het niet eens met wat er met uw"
    " gegevens gebeurt, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens."
)


def check_inzageformaat(formaat: str) -> None:
    """Pass when an inzage can be written so: to be asked before somebody's data is read for nothing.

    Raises:
        InvoerFout: There is no such format.
    """
    if formaat not in INZAGEFORMATEN:
        raise InvoerFout(
            Fout("FORMAAT_ONBEKEND", f"Het formaat '{formaat}' bestaat niet.", "formaat", "Kies pdf of json.")
        )


def render_inzage(inzage: Persoonsinzage, formaat: str) -> bytes:
    """Return the content of the file.

    Raises:
        InvoerFout: There is no such format.
    """
    check_inzageformaat(formaat)
    if formaat == "pdf":
        return print_inzage(describe_inzage(inzage), inzage.gemaakt_op)
    return json.dumps(as_data(inzage), ensure_ascii=False, indent=2, default=_as_json).encode()


def write_inzage(inzage: Persoonsinzage, formaat: str, pad: Path) -> None:
    """Write an inzage to a file that only its owner can read.

    Raises:
        InvoerFout: There is no such format.
        OmgevingFout: It can't be written at `pad`; then nothing is left behind.
    """
    inhoud = render_inzage(inzage, formaat)
    with write_atomic(pad) as made:
        made.touch(mode=0o600)
        made.write_bytes(inhoud)


def describe_inzage(inzage: Persoonsinzage) -> dict[str, Any]:
    """Return every text that stands on paper."""
    van_wie = f"wat {inzage.voor} over u heeft vastgelegd" if inzage.voor else "alles wat in VSV-monitor over u staat"
    return {
        "titel": _TITEL,
        "door": inzage.voor or _DIENST,
        "gemaakt_op": as_text(inzage.gemaakt_op),
        "inleiding": [
            "U hebt recht op inzage in uw gegevens (artikel 15 van de AVG).",
            f"Hieronder staat {van_wie}, zoals het was op {as_text(inzage.gemaakt_op)} uur.",
            _WAARVOOR,
            _RECHTEN,
            *inzage.weggelaten,
        ],
        "delen": [
            {
                "kop": deel.opzet.kop,
                "uitleg": deel.opzet.uitleg,
                "koppen": [veld.kop for veld in deel.opzet.velden],
                "rijen": deel.as_words(),
            }
            for deel in inzage.delen
        ],
    }


def as_data(inzage: Persoonsinzage) -> dict[str, Any]:
    """Return the same for programs: per part its rows, amounts in cents, moments in UTC."""
    return {
        "gemaakt_op": inzage.gemaakt_op,
        "organisatie": inzage.voor,
        "weggelaten": list(inzage.weggelaten),
        **{deel.opzet.naam: deel.rijen.to_dicts() for deel in inzage.delen},
    }


def _as_json(waarde: Any) -> str:
    return str(waarde.isoformat())
