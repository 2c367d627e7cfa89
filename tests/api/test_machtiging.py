"""What a client may not do is refused over HTTP, and stands in the log; a token is bound to a certificate."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from tests.api.conftest import Api
from tests.api.test_oauth import log_of
from tests.api.vrager import Vrager
from tests.portaal.bezoeker import free_port

from vsv.beheer.oefenapi import OIN_ANDER, run_api
from vsv.toegang.service import Scope, grant_machtiging, list_machtigingen, operator, withdraw_machtiging

Vraag = Callable[..., Vrager]
KOP = "X-Client-Cert"


def test_what_is_not_let_is_refused_and_logged(api: Api, vraag: Vraag) -> None:
    wie = operator("test", api.eerste)
    uuid = grant_machtiging(wie, client=OIN_ANDER, scopes=[str(Scope.JONGEREN)])
    caller = vraag(OIN_ANDER, voor=api.eerste)
    answer = caller.post("/jongeren/_zoek", {"kenmerk": "is er niet"})
    assert answer.status_code == 200, answer.text
    assert [m.uuid for m in list_machtigingen(wie) if m.leverancier.oin == OIN_ANDER and not m.ingetrokken_op] == [uuid]
    missing = caller.get("/rapporten")
    withdraw_machtiging(wie, uuid)
    withdrawn = caller.post("/jongeren/_zoek", {"kenmerk": "is er niet"})
    other = vraag(OIN_ANDER, voor=api.nieuw).get("/rapporten")
    cases = ((missing, "SCOPE_ONTBREEKT"), (withdrawn, "GEEN_MACHTIGING"), (other, "GEEN_MACHTIGING"))
    for refused, code in cases:
        assert (refused.status_code, refused.json()["code"]) == (403, code), refused.text
        actor, actie, resultaat, told = log_of(api, refused)
        assert (actor, actie, resultaat) == (f"client:{OIN_ANDER}", "toegang.machtiging_weigeren", "geweigerd")
        assert told["weigerreden"] == code
    assert 'error="insufficient_scope"' in missing.headers["WWW-Authenticate"]


def certificate(naam: str) -> str:
    """A client certificate as a proxy passes it: PEM, URL-encoded."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, naam)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    return quote(made.public_bytes(Encoding.PEM).decode())


def test_a_token_is_of_use_with_its_certificate_only(
    vraag: Vraag, api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adres = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("VSV_API_ADRES", adres)
    monkeypatch.setenv("VSV_CERTIFICAATKOP", KOP)
    own, another = certificate("eigen"), certificate("ander")
    with run_api(adres, tmp_path / "api.log"):
        caller = Vrager(adres, vraag().oin, api.map / f"{vraag().oin}.jwk", api.eerste.oin)
        caller.take_token({KOP: own})
        answers = [caller.get("/rapporten", koppen=koppen) for koppen in ({KOP: own}, {KOP: another}, {}, {KOP: "-"})]
        caller.close()
    assert [answer.status_code for answer in answers] == [200, 401, 401, 401]
    for refused in answers[1:]:
        assert refused.json()["code"] == "TOKEN_ONGELDIG"
        assert log_of(api, refused)[1:3] == ("toegang.token_weigeren", "geweigerd")
