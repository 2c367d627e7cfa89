"""Which keys of a vendor are taken, and what a certificate is known by."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import RSAKey

from vsv.domein.fouten import InvoerFout
from vsv.toegang.oauth.jwks import check_jwks
from vsv.toegang.service import TokenGeweigerd, certificate_thumbprint

PRIVE = generate_private_key(public_exponent=65537, key_size=2048)
SLEUTEL = RSAKey.import_key(
    PRIVE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), {"kid": "sleutel-1"}
)


def test_a_thumbprint_is_that_of_the_certificate() -> None:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "leverancier")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(SLEUTEL.public_key)
        .serial_number(7)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(PRIVE, SHA256())
    )
    pem = certificate.public_bytes(Encoding.PEM).decode()
    assert len(certificate_thumbprint(pem)) == 43
    assert certificate_thumbprint(pem) == certificate_thumbprint(pem + "\n")
    for rubbish in ("onzin", "é", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"):
        with pytest.raises(TokenGeweigerd, match="CERTIFICAAT_ONLEESBAAR"):
            certificate_thumbprint(rubbish)


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ([], ["JWKS_ONGELDIG"]),
        ([SLEUTEL.as_dict(private=False)] * 11, ["JWKS_ONGELDIG"]),
        ([SLEUTEL.as_dict(private=False)] * 2, ["KID_DUBBEL"]),
        ([SLEUTEL.as_dict(private=True)], ["SLEUTEL_PRIVE"]),
        (["x", {"kty": "oct", "k": "YQ"}, {"kty": "EC"}], ["JWKS_ONGELDIG", "SLEUTEL_PRIVE", "SLEUTEL_SOORT"]),
        ([{**SLEUTEL.as_dict(private=False), "use": "enc"}], ["SLEUTEL_DOEL"]),
        ([{**SLEUTEL.as_dict(private=False), "alg": "RS512"}], ["SLEUTEL_DOEL"]),
        ([{**SLEUTEL.as_dict(private=False), "kid": ""}], ["KID_ONGELDIG"]),
        ([{**SLEUTEL.as_dict(private=False), "n": "é"}], ["SLEUTEL_ONLEESBAAR"]),
        ([{**SLEUTEL.as_dict(private=False), "n": 7}], ["SLEUTEL_ONLEESBAAR"]),
        ([{"kty": "RSA", "e": "AQAB"}], ["SLEUTEL_ONLEESBAAR"]),
        ([{**SLEUTEL.as_dict(private=False), "n": "v" * 172}], ["SLEUTEL_TE_KORT"]),
        ([{**SLEUTEL.as_dict(private=False), "n": "v" * 1504}], ["SLEUTEL_TE_LANG"]),
        ([{**SLEUTEL.as_dict(private=False), "e": "Aw"}], ["SLEUTEL_ZWAK"]),
    ],
)
def test_keys_that_are_not_safe_are_refused(keys: list[Any], codes: list[str]) -> None:
    with pytest.raises(InvoerFout) as raised:
        check_jwks({"keys": keys})
    assert [fout.code for fout in raised.value.fouten] == codes


def test_anything_else_is_no_jwks() -> None:
    rubbish: object
    for rubbish in (None, [], {}, {"keys": {}}, "keys"):
        with pytest.raises(InvoerFout, match="geen JWKS"):
            check_jwks(rubbish)
