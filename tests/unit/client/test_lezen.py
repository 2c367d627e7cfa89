"""An answer that grew is still read; one that shrank is not."""

import pytest

from vsv_client import WEG, Onbekend, OnverwachtAntwoord
from vsv_client.bestanden import Regelstroom
from vsv_client.lezen import lees
from vsv_client.vormen import AanmeldrijIn, Bron, Bronnen, Rapportwijziging, Wijzigingen
from vsv_client.vraag import pad, schrijf

RAPPORT = {
    "soort": "rapport",
    "jongere": None,
    "tijdstip": "2026-11-24T04:30:00.000Z",
    "gegevens": {
        "runsoort": "week",
        "peildatum": "2026-11-23",
        "regelset": "1",
        "totaal": 0,
        **dict.fromkeys(("np", "p1", "p2", "p3", "p4", "p5"), 0),
    },
}


def test_a_kind_that_did_not_exist_yet() -> None:
    new = {"soort": "verhuizing", "jongere": None, "iets": 1}
    page = lees(Wijzigingen, {"wijzigingen": [RAPPORT, new], "volgende": "x", "meer": False, "meerNog": 1})
    rapport, other = page.wijzigingen
    assert isinstance(rapport, Rapportwijziging)
    assert other == Onbekend("verhuizing", new)
    assert schrijf(rapport) == RAPPORT


@pytest.mark.parametrize(
    "value", [None, [], {}, {"bronnen": 1}, {"bronnen": [], "peildatum": "x", "peildatumWeek": None}]
)
def test_what_does_not_fit_is_told(value: object) -> None:
    with pytest.raises(OnverwachtAntwoord):
        lees(Bronnen, value)


def test_an_empty_field_is_something_else_than_none_at_all() -> None:
    assert schrijf({"rijen": [AanmeldrijIn(kenmerk=None)], "naar": WEG}) == {"rijen": [{"kenmerk": None}]}
    assert schrijf(Bron(bron="a", naam="b", bijgewerkt_tot=None))["bijgewerktTot"] is None
    assert "900000012" not in repr(AanmeldrijIn(bsn="900000012"))


def test_a_path_holds_nothing_that_leads_elsewhere() -> None:
    assert pad("/regelsets/{naam}", naam="../a?b#c") == "/regelsets/..%2Fa%3Fb%23c"


def test_lines_are_whole_wherever_the_pieces_end() -> None:
    regel = (
        '{"jongere":"00000000-0000-0000-0000-000000000001","kenmerk":"a\u2028b\u0085ë","aanmelddatum":"2026-09-01",'
        '"gemeentecode":null,"prioriteit":1,"prioriteitNaam":"1","sinds":"2026-11-09","vorigePrioriteit":null,'
        '"loonperiode":"2026-10","loon":0,"uren":0,"redenen":[],"vlaggen":[]}'
    ).encode()
    for body, lines in ((regel + b"\n" + regel + b"\n", 2), (regel + b"\n" + regel, 2), (b"", 0)):
        for size in (1, 7, 10_000):
            stroom = Regelstroom()
            pieces = [body[at : at + size] for at in range(0, len(body), size)]
            found = [one for piece in pieces for one in stroom.neem(piece)] + list(stroom.rest())
            assert [one.kenmerk for one in found] == ["a\u2028b\u0085ë"] * lines
    with pytest.raises(OnverwachtAntwoord):
        list(Regelstroom().neem(b"geen json\n"))
