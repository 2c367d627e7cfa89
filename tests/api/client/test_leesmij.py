"""The README of the client is true: its examples run, one after another, against the service."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.api.conftest import Api
from tests.integration.klantvolg.conftest import make_bsns

import vsv_client

LEESMIJ = Path(vsv_client.__file__).parents[2] / "README.md"


def test_the_examples_run(
    api: Api, sleutel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(sleutel, "sleutel.jwk")
    blocks = re.findall(r"```python\n(.*?)```", LEESMIJ.read_text(), re.DOTALL)
    assert len(blocks) == 7
    (bsn,) = make_bsns(1, vanaf=954_000_000)
    known: dict[str, Any] = {}
    for block in blocks:
        # Somebody new is signed up at the organisation that is there for it; all else is asked of the one with people.
        organisatie = api.nieuw if "meld_aan" in block else api.eerste
        text = block.replace("https://api.voorbeeld.nl", api.adres).replace("900000012", bsn)
        if "Kopie.open" in block:
            known["org"] = known["client"].voor(api.eerste.oin)
        exec(text.replace("00000099000000001000", organisatie.oin), known)  # noqa: S102
    known["client"].close()
    said = capsys.readouterr().out
    assert api.eerste.naam in said
    assert "stand" in said
    assert known["cursor"]
    assert known["eersten"]
    assert Path("rapport.ods").stat().st_size > 1000
    assert known["ontvang"]({}, b"", "whsec_AAAA") == 400
