"""The token endpoint over HTTP: what is given, what is refused, and that each refusal stands in the log."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
import pytest
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.api.conftest import Api
from tests.api.vrager import ASSERTION, Vrager

from vsv.beheer.oefenapi import OIN_ANDER, OIN_CLIENT
from vsv.toegang.service import (
    Scope,
    block_client,
    grant_machtiging,
    list_machtigingen,
    operator,
    unblock_client,
    withdraw_machtiging,
)

Vraag = Callable[..., Vrager]


def log_of(api: Api, answer: requests.Response) -> tuple[str, str, str, Mapping[str, Any]]:
    """The only log line of a request: actor, actie, resultaat, bijzonderheden."""
    trace = answer.headers["traceparent"].split("-")[1]
    with psycopg.connect(api.database) as admin:
        (row,) = admin.execute(
            "SELECT actor, actie, resultaat, bijzonderheden FROM logregel WHERE trace = %s", (trace,)
        ).fetchall()
    return row


def test_a_token_is_given_and_logged_and_opens_the_api(api: Api, vraag: Vraag) -> None:
    answer = vraag().ask_token(scope="jongeren rapporten")
    given = answer.json()
    assert answer.status_code == 200
    assert (given["token_type"], given["expires_in"], given["scope"]) == ("Bearer", 600, "jongeren rapporten")
    assert answer.headers["Cache-Control"] == "no-store"
    claims = prove(api, given["access_token"])
    assert claims["iss"] == claims["aud"] == api.adres
    assert claims["sub"] == claims["azp"] == OIN_CLIENT
    assert claims["exp"] - claims["iat"] == 600
    actor, actie, resultaat, told = log_of(api, answer)
    assert (actor, actie, resultaat) == (f"client:{OIN_CLIENT}", "toegang.token_geven", "gelukt")
    assert told == {"client": OIN_CLIENT, "scopes": ["jongeren", "rapporten"], "jti": claims["jti"]}
    assert vraag().get("/organisaties").status_code == 200


def prove(api: Api, token: str) -> dict[str, Any]:
    """Prove a token with our public keys, as somebody else would, and return its claims."""
    (key,) = requests.get(f"{api.adres}/oauth/jwks", timeout=30).json()["keys"]
    assert not {"d", "p", "q"} & set(key)
    read = jwt.decode(token, RSAKey.import_key(key), algorithms=["PS256"])
    assert read.header == {"alg": "PS256", "typ": "at+jwt", "kid": key["kid"]}
    return dict(read.claims)


def test_a_library_finds_its_way(api: Api) -> None:
    told = requests.get(f"{api.adres}/.well-known/oauth-authorization-server", timeout=30).json()
    assert told["issuer"] == api.adres
    assert told["token_endpoint"] == f"{api.adres}/oauth/token"
    assert told["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
    assert told["scopes_supported"] == list(Scope)
    assert requests.get(told["jwks_uri"], timeout=30).status_code == 200


NU = int(time.time())


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"aud": "https://elders.nl/oauth/token"}, "DOEL_ANDERS"),
        ({"aud": None}, "DOEL_ANDERS"),
        ({"iss": OIN_ANDER}, "UITGEVER_ANDERS"),
        ({"exp": NU - 60, "iat": NU - 100}, "VERLOPEN"),
        ({"exp": NU + 7200}, "TE_LANG_GELDIG"),
        ({"exp": None}, "TIJD_ONTBREEKT"),
        ({"jti": "kort"}, "JTI_ONGELDIG"),
        ({"jti": None}, "JTI_ONGELDIG"),
        ({"iss": "00000099000000999999", "sub": "00000099000000999999"}, "CLIENT_ONBEKEND"),
    ],
)
def test_a_proof_that_is_not_for_us_now_is_refused(
    api: Api, vraag: Vraag, anders: Mapping[str, Any], reden: str
) -> None:
    caller = vraag()
    refused(api, caller.ask_token(client_assertion=caller.assertion(**anders)), reden)


def refused(api: Api, answer: requests.Response, reden: str, error: str = "invalid_client") -> None:
    """It is refused with this error, and the log says why."""
    assert answer.status_code == (401 if error == "invalid_client" else 400)
    assert answer.json()["error"] == error
    assert answer.headers["Content-Type"] == "application/json"
    _, actie, resultaat, told = log_of(api, answer)
    assert (actie, resultaat, told["weigerreden"]) == ("toegang.token_weigeren", "geweigerd", reden)


def test_a_proof_is_of_use_once(api: Api, vraag: Vraag) -> None:
    caller = vraag()
    proof = caller.assertion()
    assert caller.ask_token(client_assertion=proof).status_code == 200
    refused(api, caller.ask_token(client_assertion=proof), "JTI_HERHAALD")


def test_who_signs_otherwise_is_refused(api: Api, vraag: Vraag) -> None:
    caller, other = vraag(), vraag(OIN_ANDER)
    claims = caller.assertion().split(".")[1]
    none = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode() + f".{claims}."
    refused(api, caller.ask_token(client_assertion=none), "ALGORITME_VERBODEN")
    refused(api, caller.ask_token(client_assertion=sign_hmac(caller, claims)), "ALGORITME_VERBODEN")
    caller.sleutel, mine = other.sleutel, caller.sleutel
    refused(api, caller.ask_token(), "SLEUTEL_ONBEKEND")
    caller.sleutel = RSAKey.import_key({**other.sleutel.as_dict(private=True), "kid": str(mine.kid)})
    refused(api, caller.ask_token(), "HANDTEKENING_FOUT")


def sign_hmac(caller: Vrager, claims: str) -> str:
    """Sign with the public key as if it were a shared secret."""
    header = urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": caller.sleutel.kid}).encode()).rstrip(b"=").decode()
    digest = hmac.digest(caller.sleutel.as_pem(private=False), f"{header}.{claims}".encode(), "sha256")
    return f"{header}.{claims}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"


@pytest.mark.parametrize(
    ("velden", "reden", "error"),
    [
        ({"grant_type": "authorization_code"}, "GRANT_ONBEKEND", "unsupported_grant_type"),
        ({"grant_type": ""}, "GRANT_ONBEKEND", "invalid_request"),
        ({"grant_type": ["client_credentials"] * 2}, "AANVRAAG_ONGELDIG", "invalid_request"),
        ({"client_secret": "geheim"}, "AANVRAAG_ONGELDIG", "invalid_request"),
        ({"client_assertion_type": "saml"}, "BEWIJS_ONTBREEKT", "invalid_client"),
        ({"client_id": OIN_ANDER}, "UITGEVER_ANDERS", "invalid_client"),
        ({"scope": "alles"}, "SCOPE_ONBEKEND", "invalid_scope"),
    ],
)
def test_who_asks_otherwise_is_refused(
    api: Api, vraag: Vraag, velden: Mapping[str, Any], reden: str, error: str
) -> None:
    refused(api, vraag().ask_token(**velden), reden, error)


def test_a_scope_that_nobody_gave_is_refused(api: Api, vraag: Vraag) -> None:
    refused(api, vraag(OIN_ANDER).ask_token(scope="aanmelden"), "SCOPE_NIET_VERLEEND", "invalid_scope")


def test_json_is_no_form(api: Api) -> None:
    body = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION}
    refused(
        api, requests.post(f"{api.adres}/oauth/token", json=body, timeout=30), "AANVRAAG_ONGELDIG", "invalid_request"
    )


def test_what_is_refused_tells_not_why_and_repeats_nothing(api: Api, vraag: Vraag) -> None:
    caller = vraag()
    bsn = next(iter(api.bsns))
    answers = [caller.ask_token(client_assertion=caller.assertion(iss=said, sub=said)) for said in (bsn, OIN_ANDER)]
    for answer in answers:
        trace = answer.headers["traceparent"].split("-")[1]
        told = f"De client is niet herkend. Nummer voor de servicedesk: {trace}"
        assert answer.json() == {"error": "invalid_client", "error_description": told}
    assert bsn not in json.dumps([log_of(api, answer) for answer in answers])


def test_a_token_of_another_maker_is_refused(api: Api, vraag: Vraag) -> None:
    caller = vraag()
    claims = prove(api, caller.token)
    forged = RSAKey.generate_key(2048)
    kid = requests.get(f"{api.adres}/oauth/jwks", timeout=30).json()["keys"][0]["kid"]
    head = {"alg": "PS256", "typ": "at+jwt", "kid": kid}
    for token, reden in (
        (jwt.encode(head, claims, forged, algorithms=["PS256"]), "TOKEN_VERVALST"),
        (caller.assertion(), "TOKEN_ONLEESBAAR"),
        ("onzin", "TOKEN_ONLEESBAAR"),
        (caller.token[:-4] + "AAAA", "TOKEN_VERVALST"),
    ):
        answer = caller.get("/organisaties", koppen={"Authorization": f"Bearer {token}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "TOKEN_ONGELDIG")
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert log_of(api, answer)[1:3] == ("toegang.token_weigeren", "geweigerd")
        assert log_of(api, answer)[3]["weigerreden"] == reden


@pytest.mark.usefixtures("_behind_it")
def test_what_is_blocked_or_withdrawn_stops_at_once(api: Api, vraag: Vraag) -> None:
    caller = vraag(OIN_ANDER, voor=api.nieuw)
    grant_machtiging(operator("test", api.nieuw), client=OIN_ANDER, scopes=[Scope.RAPPORTEN])
    assert api.nieuw.oin in seen(caller)
    (given,) = [m for m in list_machtigingen(operator("test", api.nieuw)) if m.leverancier.oin == OIN_ANDER]
    withdraw_machtiging(operator("test", api.nieuw), given.uuid)
    assert api.nieuw.oin not in seen(caller)
    block_client(operator("test"), OIN_ANDER)
    try:
        refused(api, caller.ask_token(), "CLIENT_GEBLOKKEERD")
        answer = caller.get("/organisaties")
        assert answer.status_code == 401, api.log.read_text()[-2500:]
        assert log_of(api, answer)[3] == {"weigerreden": "CLIENT_GEBLOKKEERD", "client": OIN_ANDER}
    finally:
        unblock_client(operator("test"), OIN_ANDER)


def seen(caller: Vrager) -> set[str]:
    """The OIN's of the organisations for which a client may act now."""
    return {organisatie["oin"] for organisatie in caller.get("/organisaties").json()["organisaties"]}
