"""People that a test signs up itself."""

from datetime import UTC, datetime
from typing import Any, Final

from tests.api.vrager import Vrager
from tests.integration.klantvolg.conftest import make_bsns

from vsv.domein.perioden import dag_van

VANDAAG: Final = dag_van(datetime.now(UTC))
NUMMERS: Final = iter(make_bsns(12_000, vanaf=930_000_000))
"""BSN's that nobody has used before."""


def een(**anders: Any) -> dict[str, Any]:
    """Say of somebody who was never signed up what it takes to do so."""
    return {"bsn": anders.get("bsn") or next(NUMMERS), "geboortedatum": "2006-03-01", "kenmerk": "D-1"} | anders


def sign_up(caller: Vrager, **anders: Any) -> str:
    """Sign somebody up; return the uuid."""
    answer = caller.post("/aanmeldingen", een(**anders))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["jongere"])
