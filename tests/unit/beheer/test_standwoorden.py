"""The state of the service in words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from vsv.beheer.rooster import ROOSTER
from vsv.beheer.standwoorden import STAPPEN, describe_bron, describe_outcome, show_steps
from vsv.beheer.vast import Verloop
from vsv.bronnen.service import Bronstand, Mislukking
from vsv.domein.codes import Bron

MOMENT = datetime(2026, 11, 23, 5, tzinfo=UTC)


def verloop(stap: str = "weekrun", **anders: Any) -> Verloop:
    gewoon: dict[str, Any] = {
        "stap": stap,
        "dag": date(2026, 11, 23),
        "gepland_op": MOMENT,
        "klaar_op": MOMENT,
        "pogingen": 1,
        "fout": None,
        "uitkomst": {},
        "laatst_klaar": date(2026, 11, 23),
    }
    return Verloop(**gewoon | anders)


def test_every_step_of_the_rooster_is_shown() -> None:
    assert set(STAPPEN) == {stap.naam for stap in ROOSTER}
    shown = {stap.naam: stap for stap in show_steps([verloop(uitkomst={"gewijzigd": 1200})])}
    assert shown["weekrun"].wanneer == "maandag om 05.00 uur"
    assert shown["weekrun"].uitkomst == "1.200 regels gewijzigd"
    assert shown["dagrun"].wanneer == "elke dag om 04.30 uur"
    assert (shown["dagrun"].verloop, shown["dagrun"].uitkomst) == (None, "")


@pytest.mark.parametrize(
    ("anders", "woorden"),
    [
        ({"uitkomst": {"gewijzigd": 0, "signalen": 2}}, "0 regels gewijzigd, 2 signalen"),
        ({"uitkomst": {"overgeslagen_voor": "2026-11-30"}}, "overgeslagen: er is al een run van 30-11-2026"),
        ({"fout": "De database is weg.", "pogingen": 3}, "De database is weg. (3 keer geprobeerd)"),
    ],
)
def test_what_came_of_a_step(anders: dict[str, Any], woorden: str) -> None:
    assert describe_outcome(verloop(**anders)) == woorden


@pytest.mark.parametrize(
    ("anders", "woorden"),
    [
        ({}, "nog niet bevraagd"),
        ({"antwoord_op": MOMENT}, "goed"),
        ({"fouten_op_rij": 1, "fout": Mislukking.TIJDSLIMIET}, f"laatste keer: {Mislukking.TIJDSLIMIET.label}"),
        ({"fouten_op_rij": 9, "rust_tot": MOMENT}, "storing sinds 9 vragen, weer geprobeerd na 23-11-2026 06:00"),
    ],
)
def test_how_a_source_is_doing(anders: dict[str, Any], woorden: str) -> None:
    gewoon: dict[str, Any] = dict.fromkeys(("antwoord_op", "bekend_tot", "fout", "fout_op", "rust_tot", "oudste"))
    stand = Bronstand(bron=Bron.PW, **{**gewoon, "fouten_op_rij": 0, "open": 0, "mislukt": 0, **anders})
    assert describe_bron(stand) == woorden
