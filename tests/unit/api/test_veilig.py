"""The API does not start with settings that are not safe, or that say nothing."""

import pytest

from vsv.api.veilig import find_unsafe, require_safe
from vsv.domein.fouten import OmgevingFout

GOED = {"VSV_API_ADRES": "https://api.voorbeeld.nl", "VSV_TOKENSLEUTELS": "/sleutels"}


@pytest.mark.parametrize(
    ("anders", "codes"),
    [
        ({}, []),
        ({"VSV_API_ADRES": ""}, ["ADRES_ONVEILIG"]),
        ({"VSV_API_ADRES": "http://api.voorbeeld.nl"}, ["ADRES_ONVEILIG"]),
        ({"VSV_API_ADRES": "http://127.0.0.1:8080"}, ["ADRES_ONVEILIG"]),
        ({"VSV_API_ADRES": "http://127.0.0.1:8080", "VSV_OEFENEN": "ja"}, []),
        ({"VSV_API_ADRES": "http://api.voorbeeld.nl", "VSV_OEFENEN": "ja"}, ["ADRES_ONVEILIG"]),
        ({"VSV_TOKENSLEUTELS": ""}, ["TOKENSLEUTELS_ONTBREKEN"]),
        ({"VSV_API_TEMPO": "veel", "VSV_TOKENSLEUTELS": ""}, ["TOKENSLEUTELS_ONTBREKEN", "TEMPO_ONGELDIG"]),
        ({"VSV_API_TEMPO": "0"}, ["TEMPO_ONGELDIG"]),
        ({"VSV_API_TEMPO": "600"}, []),
    ],
)
def test_what_is_not_safe_is_told_at_once(
    anders: dict[str, str], codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VSV_OEFENEN", "VSV_API_TEMPO"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (GOED | anders).items():
        monkeypatch.setenv(name, value)
    assert [fout.code for fout in find_unsafe()] == codes
    if codes:
        with pytest.raises(OmgevingFout):
            require_safe()
