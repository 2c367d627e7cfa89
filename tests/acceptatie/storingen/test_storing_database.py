"""What a killed server leaves behind, and what is said when it goes at the moment of committing."""

import os
from pathlib import Path

import psycopg
import pytest
from tests.acceptatie.storingen.processen import kill_database
from tests.acceptatie.storingen.wereld import Server

from vsv.beheer.database import start_embedded, stop_embedded
from vsv.domein.fouten import OmgevingFout
from vsv.opslag.service import transactie


def test_a_server_starts_again_whatever_its_last_one_left(eigen_server: Server) -> None:
    """Its number may be another's by now, and its file may have been cut short."""
    pid = eigen_server.pgdata / "postmaster.pid"
    lines = pid.read_text("ascii").splitlines(keepends=True)
    for left in ("".join([f"{os.getpid()}\n", *lines[1:]]), lines[0], "", "".join(lines)):
        kill_database(eigen_server.pgdata)
        pid.write_text(left, "ascii")
        assert not stop_embedded(eigen_server.pgdata)
        start_embedded(eigen_server.pgdata)
        with psycopg.connect(eigen_server.heel) as admin:
            assert admin.execute("SELECT count(*) FROM organisatie").fetchone() == (0,)


def test_a_server_that_goes_while_committing_leaves_it_open_what_became_of_it(
    eigen_server: Server, tmp_path: Path
) -> None:
    with pytest.raises(OmgevingFout) as lost, transactie("werker") as cur:
        cur.execute("SELECT 1")
        kill_database(eigen_server.pgdata)
    assert lost.value.fouten[0].code == "DATABASE_WEG_BIJ_VASTLEGGEN"
    with pytest.raises(OmgevingFout) as before, transactie("werker"):
        pass
    assert before.value.fouten[0].code == "DATABASE_WEG"
    start_embedded(eigen_server.pgdata)
