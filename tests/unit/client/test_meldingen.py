"""A notification is ours and of now, or it is refused."""

import json
from datetime import UTC, datetime

import pytest

from vsv.meldingen.geheim import make_geheim, sign
from vsv_client import MeldingOngeldig, verify_melding

NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
GEHEIM = make_geheim()
INHOUD = json.dumps(
    {
        "specversion": "1.0",
        "id": "a",
        "source": "urn:nld:oin:00000099000000001000:systeem:vsv",
        "type": "nl.vsv.rapport-beschikbaar.v1",
        "time": "2026-11-24T11:59:58Z",
        "dataref": "https://api.voorbeeld.nl/v1/rapporten/2026-11-23",
        "sequence": "7",
        "organisatieoin": "00000099000000002000",
        "abonnement": "b",
    }
).encode()


def test_what_the_service_signs_is_accepted() -> None:
    koppen = sign(GEHEIM, id="a", moment=NU, inhoud=INHOUD)
    for spelling in (koppen, {naam.title(): waarde for naam, waarde in koppen.items()}):
        melding = verify_melding(spelling, INHOUD, GEHEIM, nu=NU.timestamp() + 299)
        assert (melding.id, melding.sequence, melding.subject) == ("a", 7, None)
        assert melding.tijdstip == datetime(2026, 11, 24, 11, 59, 58, tzinfo=UTC)
    double = {**koppen, "webhook-signature": f"v1,AAAA {koppen['webhook-signature']}"}
    assert verify_melding(double, INHOUD, GEHEIM, nu=NU.timestamp()), "while the secret is being replaced"


@pytest.mark.parametrize("seconden", [-301, 301])
def test_an_old_one_is_refused(seconden: int) -> None:
    koppen = sign(GEHEIM, id="a", moment=NU, inhoud=INHOUD)
    with pytest.raises(MeldingOngeldig):
        verify_melding(koppen, INHOUD, GEHEIM, nu=NU.timestamp() + seconden)


def test_whatever_was_changed_is_refused() -> None:
    koppen, nu = dict(sign(GEHEIM, id="a", moment=NU, inhoud=INHOUD)), NU.timestamp()
    wrong = [
        ({**koppen, "webhook-id": "b"}, INHOUD, GEHEIM),
        ({**koppen, "webhook-timestamp": str(int(nu) + 1)}, INHOUD, GEHEIM),
        ({**koppen, "webhook-signature": koppen["webhook-signature"].replace("v1,", "v2,")}, INHOUD, GEHEIM),
        ({**koppen, "webhook-signature": ""}, INHOUD, GEHEIM),
        ({}, INHOUD, GEHEIM),
        (koppen, INHOUD + b" ", GEHEIM),
        (koppen, INHOUD, make_geheim()),
        (sign(GEHEIM, id="a", moment=NU, inhoud=b"{}"), b"{}", GEHEIM),
        (sign(GEHEIM, id="a", moment=NU, inhoud=b"geen"), b"geen", GEHEIM),
    ]
    for headers, body, secret in wrong:
        with pytest.raises(MeldingOngeldig):
            verify_melding(headers, body, secret, nu=nu)


@pytest.mark.parametrize("geheim", ["", "whsec_", "whsec_$$"])
def test_a_secret_that_is_none(geheim: str) -> None:
    with pytest.raises(ValueError, match="whsec_"):
        verify_melding({}, INHOUD, geheim)
