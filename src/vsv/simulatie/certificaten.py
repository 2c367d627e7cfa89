"""A little CA of its own for a stand-in: a certificate for the server and one for who asks."""

import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

GELDIG: Final = timedelta(days=30)
_SPELING: Final = timedelta(hours=1)
"""Clocks differ: a certificate holds from an hour ago."""


@dataclass(frozen=True, slots=True)
class Certificaten:
    """A folder with the files `ca.pem`, `server.pem`, `server.key`, `client.pem` and `client.key`."""

    folder: Path

    @property
    def ca(self) -> Path:
        """Who signed the others."""
        return self.folder / "ca.pem"

    def certificate(self, naam: str) -> Path:
        """The certificate of `server` or `client`."""
        return self.folder / f"{naam}.pem"

    def key(self, naam: str) -> Path:
        """The private key of `server` or `client`; only the owner may read it."""
        return self.folder / f"{naam}.key"

    @property
    def client(self) -> tuple[str, str]:
        """Certificate and key of who asks, as `requests` takes them."""
        return str(self.certificate("client")), str(self.key("client"))


def open_certificaten(folder: Path) -> Certificaten:
    """Return the certificates in a folder; they are made when there are none, or when they ran out."""
    present = Certificaten(folder)
    if present.certificate("client").exists():
        certificate = x509.load_pem_x509_certificate(present.certificate("client").read_bytes())
        if certificate.not_valid_after_utc > datetime.now(UTC) + _SPELING:
            return present
    return make_certificaten(folder)


def make_certificaten(folder: Path) -> Certificaten:
    """Make a CA, a server (localhost, 127.0.0.1) and a client in a folder; what stood there is replaced.

    Keys are on the curve P-256, certificates hold for 30 days. The key of the CA is thrown away, so nobody can
    sign with it any more.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = Certificaten(folder)
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca_name = _name("Oefen-CA van VSV-monitor")
    ca = _sign(_ca_builder(ca_name, ca_key), ca_key)
    _write(made.ca, ca.public_bytes(serialization.Encoding.PEM))
    for naam, usage in (
        ("server", ExtendedKeyUsageOID.SERVER_AUTH),
        ("client", ExtendedKeyUsageOID.CLIENT_AUTH),
    ):
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _leaf_builder(_name(f"Oefening {naam}"), key, ca_name, ca_key, usage)
        _write(made.key(naam), _key_bytes(key))
        _write(made.certificate(naam), _sign(builder, ca_key).public_bytes(serialization.Encoding.PEM))
    return made


def _name(tekst: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, tekst)])


def _builder(subject: x509.Name, key: ec.EllipticCurvePrivateKey, issuer: x509.Name) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SPELING)
        .not_valid_after(now + GELDIG)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _ca_builder(name: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    return (
        _builder(name, key, name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
    )


def _leaf_builder(
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    usage: x509.ObjectIdentifier,
) -> x509.CertificateBuilder:
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return (
        _builder(subject, key, issuer)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(authority, critical=False)
    )


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _sign(builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    return builder.sign(key, hashes.SHA256())


def _key_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, data: bytes) -> None:
    """Write a file that from its first moment only the owner may read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
