"""Every way in which the oefenmakelaar goes wrong does what it says: all else stays right."""

import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from joserfc import jwt
from joserfc.errors import BadSignatureError, ExpiredTokenError, JoseError
from joserfc.jwk import KeySet, RSAKey
from tests.integration.simulatie.portaaltje import Portaaltje, basic, make_klant

from vsv.domein.fouten import InvoerFout, OmgevingFout
from vsv.simulatie.service import Gebrek, Makelaar, MakelaarGedrag

ACR = "urn:etoegang:core:assurance-class:"
CONCERNED = "urn:etoegang:1.9:EntityConcernedID:"
DIENST = ("urn:etoegang:core:ServiceID", "urn:etoegang:core:ServiceUUID")
KLOK = {"iat", "exp", "auth_time"}

Claims = dict[str, Any]
CLAIMS: dict[Gebrek, tuple[set[str], Callable[[Claims], bool]]] = {
    Gebrek.NIVEAU_LOA2: ({"acr"}, lambda claims: claims["acr"] == f"{ACR}loa2"),
    Gebrek.NIVEAU_LOA2PLUS: ({"acr"}, lambda claims: claims["acr"] == f"{ACR}loa2plus"),
    Gebrek.ZONDER_NIVEAU: ({"acr"}, lambda claims: "acr" not in claims),
    Gebrek.ANDER_PUBLIEK: ({"aud"}, lambda claims: claims["aud"] == "een-ander-portaal"),
    Gebrek.ANDERE_UITGEVER: ({"iss"}, lambda claims: claims["iss"] == "https://een-andere-makelaar.example"),
    Gebrek.VERLOPEN: (KLOK, lambda claims: claims["iat"] < claims["exp"] <= time.time() - 3590),
    Gebrek.ANDERE_NONCE: ({"nonce"}, lambda claims: len(claims["nonce"]) > 10),
    Gebrek.ZONDER_NONCE: ({"nonce"}, lambda claims: "nonce" not in claims),
    Gebrek.ZONDER_PERSOON: (
        {"urn:etoegang:core:ActingSubjectID"},
        lambda claims: "urn:etoegang:core:ActingSubjectID" not in claims,
    ),
    Gebrek.ZONDER_ORGANISATIE: (
        {f"{CONCERNED}KvKnr"},
        lambda claims: not any(naam.startswith(CONCERNED) for naam in claims),
    ),
    Gebrek.ANDERE_DIENST: (set(DIENST), lambda claims: all(claims[naam] for naam in DIENST)),
}
TOKENS = {Gebrek.ANDERE_SLEUTEL, Gebrek.ZONDER_HANDTEKENING, Gebrek.GEDEELD_GEHEIM, Gebrek.ZONDER_IDENTITEIT}
WEG = {Gebrek.GEANNULEERD, Gebrek.ANDERE_STATE}
INWISSELEN = {Gebrek.INWISSELEN_500, Gebrek.INWISSELEN_TRAAG, Gebrek.INWISSELEN_HANGT}


def _part(token: str, place: int) -> dict[str, Any]:
    part = token.split(".")[place]
    return dict(json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))))


def _token(portaal: Portaaltje, gebrek: Gebrek | None) -> str:
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=gebrek))
    answer = portaal.inloggen()
    assert answer.status_code == 200
    return str(answer.json()["id_token"])


def test_each_is_tried_here() -> None:
    assert set(Gebrek) == CLAIMS.keys() | TOKENS | WEG | INWISSELEN


@pytest.mark.parametrize("gebrek", CLAIMS)
def test_one_claim_is_wrong_and_the_signature_right(portaal: Portaaltje, gebrek: Gebrek) -> None:
    good = portaal.check(_token(portaal, None))
    keys = KeySet.import_key_set(portaal.session.get(portaal.configuration["jwks_uri"]).json())
    claims = jwt.decode(_token(portaal, gebrek), keys, algorithms=["RS256"]).claims
    different, holds = CLAIMS[gebrek]
    assert holds(claims)
    changed = {naam for naam in good.keys() | claims.keys() if good.get(naam) != claims.get(naam)}
    assert changed - KLOK == different - KLOK


@pytest.mark.parametrize(
    "gebrek",
    [
        Gebrek.ANDER_PUBLIEK,
        Gebrek.ANDERE_UITGEVER,
        Gebrek.VERLOPEN,
        Gebrek.ANDERE_NONCE,
        Gebrek.ZONDER_NONCE,
        *sorted(TOKENS - {Gebrek.ZONDER_IDENTITEIT}),
    ],
)
def test_a_portal_that_checks_refuses_it(portaal: Portaaltje, gebrek: Gebrek) -> None:
    token = _token(portaal, gebrek)
    with pytest.raises(JoseError):
        portaal.check(token)


def test_another_key_under_the_same_name(portaal: Portaaltje) -> None:
    token = _token(portaal, Gebrek.ANDERE_SLEUTEL)
    (key,) = portaal.session.get(portaal.configuration["jwks_uri"]).json()["keys"]
    assert _part(token, 0)["kid"] == key["kid"]
    with pytest.raises(BadSignatureError):
        portaal.check(token)


def test_no_signature_at_all(portaal: Portaaltje) -> None:
    token = _token(portaal, Gebrek.ZONDER_HANDTEKENING)
    assert _part(token, 0)["alg"] == "none"
    assert token.endswith(".")
    assert _part(token, 1)["nonce"] == portaal.nonce


def test_the_public_key_as_secret(portaal: Portaaltje) -> None:
    token = _token(portaal, Gebrek.GEDEELD_GEHEIM)
    (key,) = portaal.session.get(portaal.configuration["jwks_uri"]).json()["keys"]
    secret = RSAKey.import_key(key).as_pem(private=False)
    signed, _, signature = token.rpartition(".")
    assert _part(token, 0)["alg"] == "HS256"
    digest = hmac.digest(secret, signed.encode(), "sha256")
    assert signature == urlsafe_b64encode(digest).rstrip(b"=").decode(), "a naive portal would take it"
    assert _part(token, 1)["nonce"] == portaal.nonce


def test_an_expired_token_is_only_that(portaal: Portaaltje) -> None:
    token = _token(portaal, Gebrek.VERLOPEN)
    with pytest.raises(ExpiredTokenError):
        portaal.check(token)


def test_no_id_token(portaal: Portaaltje) -> None:
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=Gebrek.ZONDER_IDENTITEIT))
    answer = portaal.inloggen()
    assert answer.status_code == 200
    assert answer.json().keys() == {"access_token", "token_type", "expires_in"}


def test_whoever_is_chosen_it_is_cancelled(portaal: Portaaltje) -> None:
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=Gebrek.GEANNULEERD))
    back = portaal.kies("0")
    assert (back["error"], back["state"], "code" in back) == ("access_denied", portaal.state, False)


def test_the_state_of_another_request(portaal: Portaaltje) -> None:
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=Gebrek.ANDERE_STATE))
    back = portaal.kies("0")
    assert back["state"] != portaal.state
    assert back["code"]


def test_the_token_endpoint_fails_and_recovers(portaal: Portaaltje) -> None:
    code = portaal.kies("0")["code"]
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=Gebrek.INWISSELEN_500))
    failed = portaal.inwisselen(code, auth=basic())
    assert failed.status_code == 500
    assert failed.headers["Content-Type"].startswith("text/html")
    portaal.makelaar.set_gedrag(MakelaarGedrag())
    assert portaal.inwisselen(code, auth=basic()).status_code == 200


def test_the_token_endpoint_is_slow(portaal: Portaaltje) -> None:
    code = portaal.kies("0")["code"]
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=Gebrek.INWISSELEN_TRAAG, seconden=0.5))
    with pytest.raises(requests.ReadTimeout):
        portaal.inwisselen("eerst", auth=basic(), timeout=0.1)
    begin = time.monotonic()
    assert portaal.check(portaal.inwisselen(code, auth=basic()).json()["id_token"])
    assert time.monotonic() - begin >= 0.5


def test_the_token_endpoint_hangs_and_the_rest_does_not(portaal: Portaaltje) -> None:
    code = portaal.kies("0")["code"]
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=Gebrek.INWISSELEN_HANGT))
    with pytest.raises(requests.ReadTimeout):
        portaal.inwisselen(code, auth=basic(), timeout=0.3)
    assert portaal.authorize().status_code == 200
    portaal.makelaar.set_gedrag(MakelaarGedrag())
    assert portaal.inwisselen(code, auth=basic()).status_code == 200


def test_it_begins_as_told_and_begins_anew_with_another_key(tmp_path: Path) -> None:
    gedrag = MakelaarGedrag(gebrek=Gebrek.INWISSELEN_HANGT)
    with Makelaar.start(tmp_path, klanten=[make_klant()], gedrag=gedrag) as makelaar, makelaar.sessie() as session:
        first, adres = session.get(f"{makelaar.issuer}/jwks").json(), makelaar.issuer
        with pytest.raises(requests.ReadTimeout):
            Portaaltje(makelaar, session).inwisselen("x", timeout=0.2)
        makelaar.restart()  # ends at once, though somebody still waits
        assert makelaar.issuer == adres
        second = session.get(f"{makelaar.issuer}/jwks").json()
        assert first["keys"][0]["kid"] != second["keys"][0]["kid"]
        makelaar.kill()
        with pytest.raises(OmgevingFout, match="De oefenmakelaar is niet bereikbaar"):
            makelaar.set_gedrag(MakelaarGedrag())


def test_a_port_that_is_taken_is_said(makelaar: Makelaar, tmp_path: Path) -> None:
    port = int(makelaar.issuer.rsplit(":", 1)[1])
    with pytest.raises(OmgevingFout, match=f"De oefenmakelaar start niet.*Poort {port} is niet vrij"):
        Makelaar.start(tmp_path, klanten=[make_klant()], poort=port)


def test_its_settings_stand_on_no_command_line(makelaar: Makelaar) -> None:
    assert "geheim" not in Path(f"/proc/{makelaar.pid}/cmdline").read_text()


@pytest.mark.parametrize(
    ("pad", "body", "reden"),
    [
        ("/gedrag", b'{"gebrek": "onzin"}', "Dit gebrek bestaat niet. Kies uit: niveau_loa2,"),
        ("/gedrag", b'{"gebrek": ["verlopen"]}', "Dit gebrek bestaat niet."),
        ("/gedrag", b'{"seconden": -1}', "Dit is een getal van 0 tot en met 3600."),
        ("/gedrag", b'{"seconden": true}', "Dit is een getal van 0 tot en met 3600."),
        ("/gedrag", b'{"tempo": 1}', "Deze instelling bestaat niet."),
        ("/gedrag", b"[]", "Dit is geen JSON met instellingen."),
        ("/gedrag", b"{", "Dit is geen JSON met instellingen."),
        ("/klanten", b"{}", "Dit is geen lijst met klanten."),
        ("/klanten", b"[1]", "Dit is geen lijst met klanten."),
        ("/klanten", b"[{}]", "Dit is geen lijst met klanten."),
        ("/klanten", b'[{"client_id": "a", "redirect_uris": ["b"]}]', "Een klant heeft een geheim of een sleutel."),
        ("/klanten", b'[{"client_id": "a", "redirect_uris": [], "geheim": "c"}]', "Een klant heeft een naam en"),
    ],
)
def test_a_wrong_setting_changes_nothing(portaal: Portaaltje, pad: str, body: bytes, reden: str) -> None:
    adres = portaal.makelaar.issuer
    answer = portaal.session.put(f"{adres}{pad}", data=body)
    assert answer.status_code == 400
    assert reden in answer.text
    assert portaal.session.get(f"{adres}/gedrag").json() == {"gebrek": None, "seconden": 5.0}
    assert portaal.authorize().status_code == 200


def test_only_a_number_of_seconds_is_taken() -> None:
    with pytest.raises(InvoerFout, match="Dit is een getal van 0 tot en met 3600"):
        MakelaarGedrag(seconden=3601)
