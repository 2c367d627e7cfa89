"""The oefenmakelaar as an OpenID provider: the whole way, and what it refuses."""

import socket

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session
from lxml import html
from tests.integration.simulatie.portaaltje import (
    GEHEIM,
    SCRIPT,
    TERUG,
    UITGELOGD,
    Portaaltje,
    basic,
    challenge,
    make_klant,
)

from vsv.simulatie.service import Dienst, Makelaar

ACR = "urn:etoegang:core:assurance-class:"
ACTING = "urn:etoegang:core:ActingSubjectID"
CONCERNED = "urn:etoegang:1.9:EntityConcernedID:"


def test_who_is_chosen_is_told_as_eherkenning_does(portaal: Portaaltje) -> None:
    answer = portaal.inloggen("0")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    tokens = answer.json()
    assert tokens["token_type"] == "Bearer"
    claims = portaal.check(tokens["id_token"])
    assert claims["acr"] == f"{ACR}loa3"
    assert claims[ACTING] == claims["sub"] == "oefen-consulent-noord"
    assert claims[f"{CONCERNED}KvKnr"] == "00000001"
    assert claims["urn:etoegang:core:ServiceID"] == Dienst().service_id
    assert claims["urn:etoegang:core:ServiceUUID"] == Dienst().service_uuid
    assert f"{CONCERNED}RSIN" not in claims
    assert "urn:etoegang:1.9:ServiceRestriction:Vestigingsnr" not in claims
    assert "Noord" not in str(claims), "eHerkenning tells no names"


def test_each_person_has_their_own_organisation_and_level(portaal: Portaaltje) -> None:
    rsin = portaal.check(portaal.inloggen("1").json()["id_token"])
    assert rsin[f"{CONCERNED}RSIN"] == "000000012"
    assert f"{CONCERNED}KvKnr" not in rsin
    assert portaal.check(portaal.inloggen("3").json()["id_token"])["acr"] == f"{ACR}loa2plus"
    restricted = portaal.check(portaal.inloggen(SCRIPT).json()["id_token"])
    assert restricted["acr"] == f"{ACR}loa4"
    assert restricted["urn:etoegang:1.9:ServiceRestriction:Vestigingsnr"] == "000000000001"


def test_the_library_of_the_portal_logs_in(portaal: Portaaltje) -> None:
    where = portaal.configuration
    with OAuth2Session(
        "vsv-monitor", GEHEIM, scope="openid", redirect_uri=TERUG, code_challenge_method="S256"
    ) as client:
        client.trust_env = False
        url, state = client.create_authorization_url(
            where["authorization_endpoint"], code_verifier=portaal.verifier, nonce=portaal.nonce
        )
        back = portaal.kies("0", portaal.session.get(url))
        assert back["state"] == state
        # Authlib does not form-encode what it puts in the header, so this client keeps to a secret it can send
        portaal.makelaar.set_klanten([make_klant(geheim="eenvoudig-geheim")])
        client.client_secret = "eenvoudig-geheim"
        token = client.fetch_token(where["token_endpoint"], code=back["code"], code_verifier=portaal.verifier)
    assert portaal.check(token["id_token"])["acr"] == f"{ACR}loa3"


def test_a_code_counts_once(portaal: Portaaltje) -> None:
    code = portaal.kies("0")["code"]
    assert portaal.inwisselen(code, auth=basic()).status_code == 200
    again = portaal.inwisselen(code, auth=basic())
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("anders", "error"),
    [
        ({"code_verifier": "A" * 43}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_grant"),
        ({"redirect_uri": UITGELOGD}, "invalid_grant"),
        ({"redirect_uri": None}, "invalid_grant"),
        ({"code": "verzonnen"}, "invalid_grant"),
        ({"code": None}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "unsupported_grant_type"),
        ({"grant_type": None}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_only_for_who_began(portaal: Portaaltje, anders: dict[str, str | None], error: str) -> None:
    code = portaal.kies("0")["code"]
    refused = portaal.inwisselen(code, anders, auth=basic())
    assert (refused.status_code, refused.json()["error"]) == (400, error)


def test_a_code_is_not_for_another_portal(portaal: Portaaltje) -> None:
    refused = portaal.inwisselen(portaal.kies("0")["code"], auth=basic("ander-portaal", "ander geheim"))
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("anders", "error"),
    [
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"state": None}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "te kort"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"request": "e30.e30."}, "request_not_supported"),
        ({"request_uri": "https://elders.example"}, "request_uri_not_supported"),
    ],
)
def test_what_is_not_asked_rightly_goes_back(portaal: Portaaltje, anders: dict[str, str | None], error: str) -> None:
    back = portaal.back(portaal.authorize(**anders))
    assert back["error"] == error
    assert back["van"] == "makelaar", "the query of the redirect_uri stays"
    assert back["iss"] == portaal.makelaar.issuer
    assert back.get("state") == portaal.vraag(**anders).get("state")
    form = {**portaal.vraag(**anders), "persoon": "0"}
    chosen = portaal.session.post(f"{portaal.makelaar.issuer}/authorize/kies", data=form, allow_redirects=False)
    assert portaal.back(chosen)["error"] == error, "the page does not have to be asked for first"


@pytest.mark.parametrize(
    "anders",
    [
        {"redirect_uri": "https://elders.example/"},
        {"redirect_uri": f"{TERUG}&meer=1"},
        {"redirect_uri": None},
        {"client_id": "niemand"},
        {"client_id": None},
    ],
)
@pytest.mark.parametrize("persoon", ["0", "annuleren"])
def test_nobody_is_sent_to_an_unknown_place(portaal: Portaaltje, anders: dict[str, str | None], persoon: str) -> None:
    form = {**portaal.vraag(**anders), "persoon": persoon}
    chosen = portaal.session.post(f"{portaal.makelaar.issuer}/authorize/kies", data=form, allow_redirects=False)
    for answer in (portaal.authorize(**anders), chosen):
        assert answer.status_code == 400
        assert "Location" not in answer.headers
        assert html.fromstring(answer.text).findtext(".//h1") == "Inloggen lukt niet"


def test_a_field_that_stands_there_twice_is_refused(portaal: Portaaltje) -> None:
    fields = [*portaal.vraag().items(), ("redirect_uri", "https://elders.example/")]
    answer = portaal.session.get(f"{portaal.makelaar.issuer}/authorize", params=fields, allow_redirects=False)
    assert answer.status_code == 400
    tokens = portaal.session.post(f"{portaal.makelaar.issuer}/token", data=[("code", "a"), ("code", "b")])
    assert (tokens.status_code, tokens.json()["error"]) == (400, "invalid_request")


def test_a_request_may_be_posted_too(portaal: Portaaltje) -> None:
    page = portaal.session.post(portaal.configuration["authorization_endpoint"], data=portaal.vraag())
    assert "code" in portaal.kies("0", page)


def test_who_cancels_goes_back_without_a_code(portaal: Portaaltje) -> None:
    back = portaal.kies("annuleren")
    assert back["error"] == "access_denied"
    assert back["state"] == portaal.state
    assert "code" not in back


@pytest.mark.parametrize("persoon", ["", "99", "-1", "²", "9" * 5000])
def test_nobody_is_made_up(portaal: Portaaltje, persoon: str) -> None:
    form = {**portaal.vraag(), "persoon": persoon}
    answer = portaal.session.post(f"{portaal.makelaar.issuer}/authorize/kies", data=form, allow_redirects=False)
    assert answer.status_code == 400
    assert "Kies iemand die op de pagina staat." in answer.text


def test_after_logging_out_the_browser_goes_where_it_may(portaal: Portaaltje) -> None:
    token = portaal.inloggen().json()["id_token"]
    asked = {"id_token_hint": token, "post_logout_redirect_uri": UITGELOGD, "state": "weg & terug"}
    adres = portaal.configuration["end_session_endpoint"]
    for answer in (
        portaal.session.get(adres, params=asked, allow_redirects=False),
        portaal.session.post(adres, data={**asked, "client_id": "vsv-monitor"}, allow_redirects=False),
    ):
        assert portaal.back(answer, UITGELOGD) == {"state": "weg & terug"}
    del asked["state"]
    assert portaal.back(portaal.session.get(adres, params=asked, allow_redirects=False), UITGELOGD) == {}


def test_after_logging_out_the_browser_goes_nowhere_else(portaal: Portaaltje) -> None:
    token = portaal.inloggen().json()["id_token"]
    adres = portaal.configuration["end_session_endpoint"]
    header, payload, _ = token.split(".")
    for asked in (
        {"post_logout_redirect_uri": UITGELOGD},
        {"post_logout_redirect_uri": UITGELOGD, "id_token_hint": f"{header}.{payload}."},
        {"post_logout_redirect_uri": UITGELOGD, "id_token_hint": "onzin"},
        {"post_logout_redirect_uri": UITGELOGD, "id_token_hint": token, "client_id": "ander-portaal"},
        {"post_logout_redirect_uri": "https://elders.example/", "id_token_hint": token},
    ):
        answer = portaal.session.get(adres, params=asked, allow_redirects=False)
        assert (answer.status_code, "Location" in answer.headers) == (400, False)
    plain = portaal.session.get(adres)
    assert plain.status_code == 200
    assert html.fromstring(plain.text).findtext(".//h1") == "U bent uitgelogd"


def test_it_listens_on_this_machine_only(makelaar: Makelaar) -> None:
    port = int(makelaar.issuer.rsplit(":", 1)[1])
    for elsewhere in ("127.0.0.2", "::1"):
        with pytest.raises(OSError, match=r"refused|family|assign"):
            socket.create_connection((elsewhere, port), timeout=5)


def test_it_is_what_it_says(portaal: Portaaltje) -> None:
    where = portaal.configuration
    assert where["issuer"] == portaal.makelaar.issuer
    assert where["code_challenge_methods_supported"] == ["S256"]
    assert where["token_endpoint_auth_methods_supported"] == ["client_secret_basic", "private_key_jwt"]
    (key,) = portaal.session.get(where["jwks_uri"]).json()["keys"]
    assert (key["kty"], key["use"], key["alg"]) == ("RSA", "sig", "RS256")
    assert not {"d", "p", "q"} & key.keys(), "the private half stays"


def test_a_portal_may_come_later(portaal: Portaaltje) -> None:
    later = "http://127.0.0.1:8/later"
    assert portaal.authorize(redirect_uri=later).status_code == 400
    portaal.makelaar.set_klanten([make_klant(redirect_uris=[later])])
    assert portaal.authorize(redirect_uri=later).status_code == 200
    assert portaal.authorize().status_code == 400


def test_what_comes_back_is_what_was_asked(portaal: Portaaltje) -> None:
    strange = "a&b=c #\"'<é>\nSet-Cookie: x"
    back = portaal.kies("0", portaal.authorize(state=strange, code_challenge=challenge("x" * 43)))
    assert back["state"] == strange


def test_it_says_nothing_where_nothing_is(portaal: Portaaltje) -> None:
    adres, session = portaal.makelaar.issuer, portaal.session
    answers: list[requests.Response] = [
        session.get(f"{adres}/userinfo"),
        session.post(f"{adres}/elders", data={"a": "b"}),
        session.put(f"{adres}/elders", json={}),
        session.post(f"{adres}/token", json={"code": "x"}),
        session.post(f"{adres}/token", data={"code": "x" * 70_000}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 400, 400]
