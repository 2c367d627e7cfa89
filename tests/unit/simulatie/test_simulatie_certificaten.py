"""The certificates of the oefen-UWV: a little CA, good for a month."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from vsv.simulatie import certificaten as module
from vsv.simulatie.service import make_certificaten, open_certificaten


def test_there_are_a_ca_a_server_and_a_client(tmp_path: Path) -> None:
    made = make_certificaten(tmp_path / "map")
    names = {path.name for path in made.folder.iterdir()}
    assert names == {"ca.pem", "server.pem", "server.key", "client.pem", "client.key"}
    ca = x509.load_pem_x509_certificate(made.ca.read_bytes())
    for naam in ("server", "client"):
        assert stat.S_IMODE(made.key(naam).stat().st_mode) == 0o600
        certificate = x509.load_pem_x509_certificate(made.certificate(naam).read_bytes())
        certificate.verify_directly_issued_by(ca)
        assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
        assert certificate.not_valid_after_utc - datetime.now(UTC) < timedelta(days=31)


def test_they_are_kept_until_they_run_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GELDIG", timedelta(minutes=30))
    short = make_certificaten(tmp_path).ca.read_bytes()
    monkeypatch.undo()
    fresh = open_certificaten(tmp_path).ca.read_bytes()
    assert fresh != short
    assert open_certificaten(tmp_path).ca.read_bytes() == fresh
