"""When the database is away: a clear page with 503, no trace, and all is well again when it is back."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.conftest import fresh_database
from tests.portaal.bezoeker import Bezoeker, free_port, text_of
from tests.portaal.conftest import Portaal

from vsv.beheer.oefenportaal import run_portaal


@contextmanager
def away(server: str, naam: str) -> Iterator[None]:
    """Let a database take nobody, and throw out who is in it."""
    with psycopg.connect(server, autocommit=True) as admin:
        allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
        admin.execute(allow.format(sql.Identifier(naam), sql.SQL("false")))
        try:
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (naam,))
            yield
        finally:
            admin.execute(allow.format(sql.Identifier(naam), sql.SQL("true")))


def test_without_its_database_the_portal_says_so(
    server: str, portaal: Portaal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_database(server) as url:
        adres, log = f"http://127.0.0.1:{free_port()}", tmp_path / "portaal.log"
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("VSV_ADRES", adres)
        naam = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        with run_portaal(adres, log):
            known, stranger = Bezoeker(adres), Bezoeker(adres)
            assert known.get("/inloggen").ok
            with away(server, str(naam)):
                for visitor, path in ((known, "/inloggen"), (stranger, "/hulp")):
                    answer = visitor.get(path, timeout=100)
                    assert answer.status_code == 503, path
                    assert "Even niet bereikbaar" in text_of(answer)
                    assert not re.search("Traceback|psycopg|OperationalError", answer.text)
            assert any(known.get("/inloggen", timeout=100).ok for _attempt in range(4))  # a pool tries again by and by
        assert "SESSIES_WEG" in log.read_text("utf-8")
    assert os.environ["DATABASE_URL"] == url
