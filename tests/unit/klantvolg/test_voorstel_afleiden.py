"""Which organisation is asked what, by every kind of signal: the mapping as a table; and the sentences."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from vsv.domein.codes import Signaal
from vsv.klantvolg.keuring import find_faults
from vsv.klantvolg.voorstel.afleiden import KANDIDAAT, REGELS, add_regio, derive
from vsv.klantvolg.voorstel.soorten import AFMELDREDENEN, Aanleiding, Voorstelsoort
from vsv.klantvolg.voorstel.zinnen import describe

GOUD = Path(__file__).with_name("voorstelzinnen.txt")
DAG = date(2026, 9, 1)

# Two regions have their Doorstroompunt here, and one gemeente in the first follows by itself. Region 18 has none.
PUNT_21, PUNT_3, AMSTERDAM = 1, 2, 3
PUNTEN = pl.DataFrame({"regio": [21, 3], "doorstroompunt": [PUNT_21, PUNT_3]})
IN_21, ELDERS_IN_21, IN_3, IN_18, NERGENS = "0363", "0362", "0014", "0034", "9999"
VOLGERS = {PUNT_21: (21, None), PUNT_3: (3, None), AMSTERDAM: (21, IN_21)}


def signaal(soort: str, gemeentecode: str | None) -> pl.DataFrame:
    frame = pl.DataFrame(
        {"regel": [2], "jongere": [7], "soort": [soort], "datum": [DAG], "gemeentecode": [gemeentecode]},
        schema_overrides={"gemeentecode": pl.String},
    )
    return add_regio(frame, PUNTEN)


def volgers(*organisaties: int) -> pl.DataFrame:
    rows = [(7, organisatie, *VOLGERS[organisatie]) for organisatie in organisaties]
    schema = {"jongere": pl.Int64, "organisatie": pl.Int64, "volger_regio": pl.Int64, "volger_gemeente": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


ALLEN = (PUNT_21, PUNT_3, AMSTERDAM)
AF = "AFMELDEN"


@pytest.mark.parametrize(
    ("soort", "gemeentecode", "volgen", "voorstellen"),
    [
        ("UITSCHRIJVING", IN_21, (), [(PUNT_21, "AANMELDEN", None)]),
        ("UITSCHRIJVING", ELDERS_IN_21, (AMSTERDAM,), [(PUNT_21, "AANMELDEN", None)]),
        ("HERINSCHRIJVING", None, ALLEN, [(PUNT_21, AF, None), (PUNT_3, AF, None), (AMSTERDAM, AF, None)]),
        ("STARTKWALIFICATIE", None, (PUNT_21,), [(PUNT_21, AF, None)]),
        ("OVERLEDEN", None, (PUNT_3, AMSTERDAM), [(PUNT_3, AF, None), (AMSTERDAM, AF, None)]),
        ("VERTROKKEN", None, (AMSTERDAM,), [(AMSTERDAM, AF, None)]),
        ("VERTROKKEN", None, (), []),
        ("VERHUISD", IN_3, ALLEN, [(PUNT_21, "OVERDRAGEN", PUNT_3), (AMSTERDAM, "OVERDRAGEN", PUNT_3)]),
        ("VERHUISD", IN_21, ALLEN, [(PUNT_3, "OVERDRAGEN", PUNT_21)]),
        ("VERHUISD", ELDERS_IN_21, ALLEN, [(PUNT_3, "OVERDRAGEN", PUNT_21), (AMSTERDAM, "OVERDRAGEN", PUNT_21)]),
        ("VERHUISD", IN_18, (PUNT_21, AMSTERDAM), [(PUNT_21, AF, None), (AMSTERDAM, AF, None)]),
    ],
)
def test_the_mapping(
    soort: str, gemeentecode: str | None, volgen: tuple[int, ...], voorstellen: list[tuple[int, str, int | None]]
) -> None:
    found = derive(signaal(soort, gemeentecode), volgers(*volgen))
    assert found.select("organisatie", "soort", "naar").rows() == voorstellen
    assert set(found.select("regel", "jongere", "aanleiding", "datum").rows()) <= {(2, 7, soort, DAG)}
    assert found.schema == {"regel": pl.Int64, **KANDIDAAT}


@pytest.mark.parametrize(
    ("soort", "gemeentecode", "code"),
    [
        ("UITSCHRIJVING", NERGENS, "GEMEENTE_ONBEKEND"),
        ("VERHUISD", NERGENS, "GEMEENTE_ONBEKEND"),
        ("UITSCHRIJVING", IN_18, "GEEN_DOORSTROOMPUNT"),
        ("VERHUISD", IN_18, None),
        ("OVERLEDEN", None, None),
    ],
)
def test_what_can_not_be_proposed_is_refused(soort: str, gemeentecode: str | None, code: str | None) -> None:
    faults = find_faults(signaal(soort, gemeentecode), REGELS, "regel")
    assert [row["code"] for row in faults.head(1).iter_rows(named=True)] == ([code] if code else [])


def test_every_signal_has_a_reason_and_every_reason_to_stop_a_word() -> None:
    assert set(Signaal) <= {aanleiding.value for aanleiding in Aanleiding}
    assert {a.value for a in Aanleiding} - set(AFMELDREDENEN) == {"UITSCHRIJVING"}


def zinnen() -> str:
    lines = []
    for aanleiding in Aanleiding:
        soort = Voorstelsoort.AANMELDEN if aanleiding == Aanleiding.UITSCHRIJVING else Voorstelsoort.AFMELDEN
        lines.append(f"{soort} {aanleiding}: {describe(soort, aanleiding, DAG, None)}")
    lines.append(f"OVERDRAGEN VERHUISD: {describe('OVERDRAGEN', 'VERHUISD', DAG, 'Doorstroompunt Voorbeeld')}")
    return "\n".join(lines) + "\n"


def test_the_sentences_are_those_that_people_have_read() -> None:
    assert zinnen() == GOUD.read_text("utf-8")
