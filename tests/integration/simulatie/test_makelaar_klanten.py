"""How a portal proves to the oefenmakelaar that it is itself: with a secret or with a key, and when that is refused."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey
from tests.integration.simulatie.portaaltje import Portaaltje, assertion, basic, make_klant

from vsv.simulatie.service import Makelaar


@pytest.mark.parametrize("alg", ["RS256", "PS256"])
@pytest.mark.parametrize("client_id", [None, "vsv-monitor"])
def test_a_portal_with_a_key_proves_itself(
    portaal: Portaaltje, client_key: RSAKey, alg: str, client_id: str | None
) -> None:
    code = portaal.kies("0")["code"]
    proof = assertion(client_key, alg, portaal.makelaar)
    answer = portaal.inwisselen(code, {"client_id": client_id, **proof})
    assert portaal.check(answer.json()["id_token"])["aud"] == "vsv-monitor"
    again = portaal.inwisselen(portaal.kies("0")["code"], proof)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client"), "a proof counts once"


def test_a_portal_with_a_curve_proves_itself_over_https(tmp_path: Path) -> None:
    key = ECKey.generate_key("P-256")
    key.ensure_kid()
    klant = make_klant(geheim=None, jwks={"keys": [key.as_dict(private=False)]})
    with Makelaar.start(tmp_path / "nieuw", klanten=[klant], tls=True, alg="ES256") as makelaar:
        assert makelaar.issuer.startswith("https://127.0.0.1:")
        with makelaar.sessie() as session:
            portaal = Portaaltje(makelaar, session)
            answer = portaal.inwisselen(portaal.kies("0")["code"], assertion(key, "ES256", makelaar))
            assert portaal.check(answer.json()["id_token"])["sub"] == "oefen-consulent-noord"


@pytest.mark.parametrize(
    "anders",
    [
        {"iss": "ander-portaal"},
        {"sub": "ander-portaal"},
        {"aud": "https://elders.example"},
        {"aud": None},
        {"exp": int(time.time()) - 1},
        {"exp": int(time.time()) + 7200},
        {"exp": None},
        {"jti": None},
        {"jti": ""},
    ],
)
def test_a_proof_that_is_not_right_is_refused(portaal: Portaaltje, client_key: RSAKey, anders: dict[str, Any]) -> None:
    code = portaal.kies("0")["code"]
    refused = portaal.inwisselen(code, assertion(client_key, "RS256", portaal.makelaar, **anders))
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert refused.headers["WWW-Authenticate"].startswith("Basic")
    right = portaal.inwisselen(code, assertion(client_key, "RS256", portaal.makelaar))
    assert right.status_code == 200, "a stranger does not use up a code"


def test_a_proof_of_somebody_else_is_refused(portaal: Portaaltje, client_key: RSAKey) -> None:
    code = portaal.kies("0")["code"]
    stranger = RSAKey.generate_key(2048)
    stranger.ensure_kid()
    proofs: Sequence[dict[str, str | None]] = [
        {**assertion(stranger, "RS256", portaal.makelaar)},
        {**assertion(client_key, "RS384", portaal.makelaar)},
        {**assertion(client_key, "RS256", portaal.makelaar), "client_assertion": "geen.jwt"},
        {**assertion(client_key, "RS256", portaal.makelaar), "client_id": "ander-portaal"},
        {**assertion(client_key, "RS256", portaal.makelaar), "client_assertion_type": "iets anders"},
    ]
    for proof in proofs:
        refused = portaal.inwisselen(code, proof)
        assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    twice = portaal.inwisselen(code, assertion(client_key, "RS256", portaal.makelaar), auth=basic())
    assert (twice.status_code, twice.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "auth", [None, basic(geheim="fout"), basic(client_id="niemand"), basic(client_id="alleen-sleutel", geheim="")]
)
def test_without_the_secret_there_are_no_tokens(portaal: Portaaltje, auth: tuple[str, str] | None) -> None:
    refused = portaal.inwisselen(portaal.kies("0")["code"], auth=auth)
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")


def test_an_unreadable_header_is_refused(portaal: Portaaltje) -> None:
    for waarde in ("Basic geen-base64!", "Basic", "Bearer dnN2OmE="):
        portaal.session.headers["Authorization"] = waarde
        refused = portaal.session.post(portaal.configuration["token_endpoint"], data={"code": "x"})
        assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
