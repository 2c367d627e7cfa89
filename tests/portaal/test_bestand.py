"""A file that is handed out: in pieces, under its own name, and closed afterwards."""

import io

from vsv.portaal.kader.bestand import send
from vsv.rapport.service import Download


def test_a_file_is_sent_in_pieces() -> None:
    content = b"x" * 1_000_000
    file = io.BytesIO(content)
    response = send(Download(file, "rapport-2026-11-23.csv", "text/csv; charset=utf-8", len(content)))
    assert response.streaming
    assert response.headers["Content-Length"] == str(len(content))
    assert response.headers["Content-Disposition"] == 'attachment; filename="rapport-2026-11-23.csv"'
    pieces = [bytes(piece) for piece in response]
    assert max(map(len, pieces)) <= 65_536
    assert b"".join(pieces) == content
    response.close()
    assert file.closed
