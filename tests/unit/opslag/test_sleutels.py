"""The keys keep what may identify a person unreadable."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsv.domein.fouten import OmgevingFout
from vsv.opslag.sleutels import Sleutels, load_sleutels

KEYS = Sleutels({1: b"a" * 64, 2: b"b" * 64})


@given(st.lists(st.text(min_size=1)))
def test_what_goes_in_comes_out(texts: list[str]) -> None:
    assert KEYS.decrypt(KEYS.encrypt(texts), KEYS.actief) == texts


def test_the_highest_number_encrypts_and_equal_texts_are_equal() -> None:
    first, second = KEYS.encrypt(["900000012", "900000012"])
    assert KEYS.actief == 2
    assert first == second
    assert b"900000012" not in first


def test_another_key_is_said() -> None:
    (text,) = KEYS.encrypt(["900000012"])
    with pytest.raises(OmgevingFout, match="andere dan waarmee"):
        KEYS.decrypt([text], 1)
    with pytest.raises(OmgevingFout, match="Sleutel 3 ontbreekt"):
        KEYS.decrypt([text], 3)


def test_the_keys_do_not_show() -> None:
    assert repr(KEYS) == "Sleutels([1, 2])"


@pytest.mark.parametrize("text", ["", "1", "1:abc", "x:" + "QQ==" * 8, "1:QQ=="])
def test_unusable_keys_are_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VSV_SLEUTELBESTAND", raising=False)
    monkeypatch.setenv("VSV_SLEUTELS", text)
    with pytest.raises(OmgevingFout):
        load_sleutels()


def test_a_missing_key_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VSV_SLEUTELBESTAND", str(tmp_path / "weg"))
    with pytest.raises(OmgevingFout, match="kan niet worden gelezen"):
        load_sleutels()
