"""What goes over the line: the event to the letter, and a signature that others can check."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsv.domein.fouten import OmgevingFout
from vsv.meldingen.bezorgen.bericht import PROEFMELDING, Bericht, write_bericht
from vsv.meldingen.bezorgen.instellingen import Bezorginstellingen, load_bezorginstellingen
from vsv.meldingen.bezorgen.uitkomst import LANGSTE_WACHT, delay_after
from vsv.meldingen.geheim import make_geheim, sign
from vsv.meldingen.uitbak import Meldingsoort

INSTELLINGEN = Bezorginstellingen(oin="00000099000000001000", api="https://api.voorbeeld.nl")
EVENT, SUBJECT, SUBSCRIPTION = (UUID(int=number) for number in (1, 2, 3))


def event(soort: str, onderwerp: UUID | None = SUBJECT, peildatum: date | None = None) -> dict[str, str]:
    bericht = Bericht(
        uuid=EVENT,
        soort=soort,
        onderwerp=onderwerp,
        peildatum=peildatum,
        moment=datetime(2026, 11, 23, 7, 0, 1, 999, tzinfo=timezone(timedelta(hours=1))),
        abonnement=SUBSCRIPTION,
        organisatie="00000099000000002000",
        nummer=7,
    )
    found: dict[str, str] = json.loads(write_bericht(bericht, INSTELLINGEN))
    return found


def test_an_event_to_the_letter() -> None:
    assert event("prioriteit-gewijzigd") == {
        "specversion": "1.0",
        "id": str(EVENT),
        "source": "urn:nld:oin:00000099000000001000:systeem:vsv",
        "type": "nl.vsv.prioriteit-gewijzigd.v1",
        "subject": str(SUBJECT),
        "time": "2026-11-23T06:00:01Z",
        "dataref": f"https://api.voorbeeld.nl/v1/jongeren/{SUBJECT}",
        "sequence": "7",
        "sequencetype": "Integer",
        "organisatieoin": "00000099000000002000",
        "abonnement": str(SUBSCRIPTION),
    }


@pytest.mark.parametrize("soort", [*Meldingsoort, PROEFMELDING])
def test_every_kind_says_where_the_rest_is(soort: str) -> None:
    api = "https://api.voorbeeld.nl/v1/"
    expected = {
        "prioriteit-gewijzigd": f"jongeren/{SUBJECT}",
        "ikv-signaal": f"jongeren/{SUBJECT}",
        "voorstel-gemaakt": f"voorstellen/{SUBJECT}",
        "rapport-beschikbaar": "rapporten/2026-11-23",
        "proefmelding": f"abonnementen/{SUBSCRIPTION}",
    }
    assert event(soort, peildatum=date(2026, 11, 23))["dataref"] == api + expected[soort]
    # Names of attributes: small letters and digits, at most twenty (CloudEvents 1.0).
    assert all(name.isascii() and name.isalnum() and name.islower() and len(name) <= 20 for name in event(soort))


def test_about_the_organisation_as_a_whole_there_is_no_subject() -> None:
    report = event("rapport-beschikbaar", None)
    assert "subject" not in report
    assert report["dataref"] == "https://api.voorbeeld.nl/v1/rapporten"


def test_the_published_example_of_standard_webhooks() -> None:
    """The example of the specification and of its libraries, made by others."""
    headers = sign(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        moment=datetime.fromtimestamp(1614265330, UTC),
        inhoud=b'{"test": 2432232314}',
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_another_body_or_secret_has_another_signature(one: bytes, other: bytes) -> None:
    geheim, moment = make_geheim(), datetime(2026, 11, 23, tzinfo=UTC)
    signature = sign(geheim, id="x", moment=moment, inhoud=one)["webhook-signature"]
    digest = hmac.new(base64.b64decode(geheim[6:]), b"x.%d." % moment.timestamp() + one, hashlib.sha256).digest()
    assert signature == f"v1,{base64.b64encode(digest).decode()}"
    assert (sign(geheim, id="x", moment=moment, inhoud=other)["webhook-signature"] == signature) == (one == other)
    assert sign(make_geheim(), id="x", moment=moment, inhoud=one)["webhook-signature"] != signature


def test_waits_grow_and_stay_within_bounds() -> None:
    waits = [delay_after(tries, 0.0) for tries in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[-1] == LANGSTE_WACHT
    assert LANGSTE_WACHT < delay_after(30, 0.999) < LANGSTE_WACHT * 1.2
    assert delay_after(1, 0.5) > delay_after(1, 0.0)


def test_settings_from_the_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VSV_OIN", "VSV_API_ADRES", "VSV_MELDINGEN_VERTROUWD", "VSV_OEFENEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VSV_API_ADRES", "https://api.voorbeeld.nl/")
    assert load_bezorginstellingen() is None
    monkeypatch.setenv("VSV_OIN", "00000099000000001000")
    assert load_bezorginstellingen() == INSTELLINGEN
    monkeypatch.setenv("VSV_OIN", "1")
    monkeypatch.setenv("VSV_API_ADRES", "http://127.0.0.1:8080")
    monkeypatch.setenv("VSV_MELDINGEN_VERTROUWD", str(tmp_path / "weg.pem"))
    with pytest.raises(OmgevingFout) as raised:
        load_bezorginstellingen()
    assert [fout.plaats for fout in raised.value.fouten] == ["VSV_OIN", "VSV_API_ADRES", "VSV_MELDINGEN_VERTROUWD"]
    monkeypatch.setenv("VSV_OIN", "00000099000000001000")
    monkeypatch.delenv("VSV_MELDINGEN_VERTROUWD")
    monkeypatch.setenv("VSV_OEFENEN", "ja")
    found = load_bezorginstellingen()
    assert found
    assert (found.api, found.oefenen) == ("http://127.0.0.1:8080", True)
