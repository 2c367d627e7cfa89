"""The settings of the sources: everything that is wrong is said at once, and nothing goes over an open line."""

from pathlib import Path

import pytest

from vsv.bronnen.service import load_instellingen, read_instellingen
from vsv.domein.codes import Bron
from vsv.domein.fouten import OmgevingFout

GOED = """
oin = "00000099000000001000"
certificaat = "client.pem"
sleutel = "client.key"

[POLIS]
adres = "https://uwv.voorbeeld.nl/ws"
oin = "00000099000000002000"
gelijktijdig = 32
tijdslimiet = 12.5
"""


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    for naam in ("client.pem", "client.key"):
        (tmp_path / naam).touch()
    return tmp_path / "bronnen.toml"


def test_what_is_there_is_read(pad: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad.write_text(GOED)
    monkeypatch.setenv("VSV_BRONNEN", str(pad))
    instellingen = load_instellingen()
    assert instellingen is not None
    assert list(instellingen.bronnen) == [Bron.POLIS]
    polis = instellingen.bronnen[Bron.POLIS]
    assert (polis.gelijktijdig, polis.tijdslimiet) == (32, 12.5)
    assert instellingen.certificaat == (pad.parent / "client.pem", pad.parent / "client.key")
    monkeypatch.delenv("VSV_BRONNEN")
    assert load_instellingen() is None


@pytest.mark.parametrize(
    ("van", "naar", "verwacht"),
    [
        ('oin = "00000099000000001000"', 'oin = "1"', "bronnen.toml, oin: Een OIN bestaat uit 20 cijfers"),
        ("https://", "http://", "Een bron wordt alleen over een beveiligde verbinding gevraagd (https)."),
        ("https://", "", "POLIS.adres: Dit is geen adres dat met https:// begint."),
        ('sleutel = "client.key"', "", "Een certificaat hoort bij een sleutel, en andersom."),
        ("client.key", "weg.key", "weg.key is er niet"),
        ("gelijktijdig = 32", "gelijktijdig = 0", "Dit moet een getal zijn boven 0 en hoogstens 64."),
        ("gelijktijdig = 32", 'gelijktijdig = "veel"', "POLIS.gelijktijdig: Dit moet een getal zijn"),
        ("gelijktijdig", "tegelijk", "POLIS.tegelijk: Deze instelling bestaat niet."),
        ("[POLIS]", "[SUWI]", "SUWI: Deze instelling bestaat niet."),
        ("[POLIS]", "[POLIS", "Dit is geen geldig TOML-bestand"),
        ("[POLIS]", "PW = 1\n[POLIS]", "PW: Dit moet een blok zijn met adres en oin."),
    ],
)
def test_what_is_wrong_is_said(pad: Path, van: str, naar: str, verwacht: str) -> None:
    pad.write_text(GOED.replace(van, naar))
    with pytest.raises(OmgevingFout) as caught:
        read_instellingen(pad)
    assert verwacht in str(caught.value)


def test_everything_that_is_wrong_is_said_at_once(pad: Path) -> None:
    pad.write_text('oin = "x"\nvertrouwd = "geen.pem"\n[POLIS]\nadres = "ftp://x"\noin = "y"\ntijdslimiet = -1\n')
    with pytest.raises(OmgevingFout) as caught:
        read_instellingen(pad)
    assert caught.value.aantal == 5
    with pytest.raises(OmgevingFout, match="kan niet worden gelezen"):
        read_instellingen(pad.with_name("nergens.toml"))


def test_this_machine_may_be_asked_without_tls(pad: Path) -> None:
    for adres in ("http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]/x"):
        pad.write_text(GOED.replace("https://uwv.voorbeeld.nl/ws", adres))
        assert read_instellingen(pad).bronnen[Bron.POLIS].adres == adres
