"""A file of jongeren: what is shown is what is done, all of it or nothing, and what is refused goes back."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import Voorvertoning, confirm, preview, read_bestand, write_geweigerd
from vsv.toegang.service import Organisatie, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN = date(2005, 3, 1)
SEPTEMBER, OKTOBER, VANDAAG = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23)
DAGEN: dict[str, Any] = {"aanmelddatum": VANDAAG, "vandaag": VANDAAG}
HIER = Path(__file__).parent

Telling = tuple[int, int, int]


def write(pad: Path, rows: Sequence[Sequence[object]], kop: str = "bsn;geboortedatum;aanmelddatum;kenmerk") -> Path:
    pad.write_text("\n".join([kop, *(";".join(map(str, row)) for row in rows)]) + "\n", "utf-8")
    return pad


def count(shown: Voorvertoning) -> Telling:
    """nieuw, al_bekend, geweigerd; together they are all rows."""
    counts = (shown.nieuw, shown.al_bekend.height, shown.geweigerd)
    assert sum(counts) == shown.bestand.rijen.height
    return counts


def test_every_refusal_goes_back_in_its_own_words(
    tmp_path: Path, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take(
        (bsns[8], GEBOREN, SEPTEMBER, OKTOBER),
        (bsns[9], GEBOREN, SEPTEMBER, None, "a"),
        (bsns[10], GEBOREN, SEPTEMBER, None, None, be.oin),
        (bsns[11], GEBOREN, SEPTEMBER, None, None, be.oin),
    )
    rows = [
        (bsns[0], "2005-03-01", "", "goed"),
        ("", "2005-03-01", "", "geen bsn"),
        ("900000001", "1-3-1990", "", "geen bsn en te oud"),
        (bsns[0], "2005-03-01", "", "dubbel"),
        (bsns[3], "", "", "geen geboortedatum"),
        (bsns[4], "31-02-2005", "gisteren", "geen datums"),
        (bsns[5], "2026-11-24", "2026-11-24", "in de toekomst"),
        (bsns[6], "2005-03-01", "", "x" * 101),
        (bsns[7], "1999-09-01", "2026-09-01", "27 op die dag"),
        (bsns[8], "2005-03-01", "2026-09-30", "overlapt"),
        (bsns[9], "2005-03-01", "2026-10-01", "al bekend"),
        (bsns[10], "2005-03-02", "", "andere geboortedatum"),
        (bsns[11], "01-03-2005", "2026-10-01", "volgt een ander ook"),
    ]
    wie, bestand = operator("bulk", aa), read_bestand(write(tmp_path / "lijst.csv", rows))
    before = query("SELECT * FROM aanmelding ORDER BY id"), query("SELECT * FROM jongere ORDER BY id")
    shown = preview(wie, bestand, **DAGEN)
    assert (query("SELECT * FROM aanmelding ORDER BY id"), query("SELECT * FROM jongere ORDER BY id")) == before
    assert count(shown) == (2, 1, 10)
    back = tmp_path / "terug.csv"
    write_geweigerd(shown, back)
    assert back.read_text("utf-8") == (HIER / "geweigerd.csv").read_text("utf-8")
    assert shown.al_bekend.rows() == [
        (
            12,
            True,
            (
                "U volgt deze jongere al vanaf 01-09-2026. De aanmelddatum die u nu opgeeft is niet overgenomen."
                " Het kenmerk dat u nu opgeeft is niet overgenomen."
            ),
        )
    ]

    done = confirm(wie, bestand, **DAGEN, controlegetal=shown.bestand.controlegetal)
    assert count(done) == count(shown)
    assert done.fouten.equals(shown.fouten)
    assert query("SELECT aanmelddatum, kenmerk FROM aanmelding WHERE organisatie = %s ORDER BY kenmerk", aa.id) == [
        (SEPTEMBER, "a"),
        (VANDAAG, "goed"),
        (OKTOBER, "volgt een ander ook"),
        (SEPTEMBER, None),
    ]
    # Whoever was looked up is in the log, and nobody's BSN is.
    logged = query("SELECT actie, count(*) FROM logregel WHERE actor = %s GROUP BY 1 ORDER BY 1", wie.actor)
    assert logged == [("klantvolg.aanmelden", 2), ("klantvolg.opzoeken", 4 + 3)]
    text = str(query("SELECT to_jsonb(l) FROM logregel l")) + str(shown.fouten.rows()) + repr(shown)
    assert not [bsn for bsn in [*bsns, "900000001"] if bsn in text]


def test_a_file_that_changed_since_it_was_shown_is_refused(
    tmp_path: Path, query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    wie, pad = operator("test", aa), write(tmp_path / "lijst.csv", [(bsns[0], GEBOREN, "", "")])
    shown = preview(wie, read_bestand(pad), **DAGEN)
    write(pad, [(bsns[1], GEBOREN, "", "")])
    with pytest.raises(InvoerFout, match="veranderd sinds u het hebt bekeken"):
        confirm(wie, read_bestand(pad), **DAGEN, controlegetal=shown.bestand.controlegetal)
    assert query("SELECT count(*) FROM jongere") == [(0,)]


def test_what_changed_in_the_meantime_is_judged_again(
    tmp_path: Path, take: Rows, bsns: list[str], aa: Organisatie
) -> None:
    wie = operator("test", aa)
    bestand = read_bestand(write(tmp_path / "lijst.csv", [(bsn, GEBOREN, "", "") for bsn in bsns[:3]]))
    assert count(preview(wie, bestand, **DAGEN)) == (3, 0, 0)
    take((bsns[0], GEBOREN, SEPTEMBER), (bsns[1], date(2001, 1, 1), SEPTEMBER))
    assert count(confirm(wie, bestand, **DAGEN, controlegetal=bestand.controlegetal)) == (1, 1, 1)


def test_the_good_rows_come_in_together_or_not_at_all(
    tmp_path: Path, query: Rows, bsns: list[str], aa: Organisatie, database: str
) -> None:
    with psycopg.connect(database) as admin:  # the third aanmelding fails in the database
        admin.execute(
            "CREATE FUNCTION val() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM 1/0; RETURN NEW; END';"
            "CREATE TRIGGER val BEFORE INSERT ON aanmelding FOR EACH ROW WHEN (NEW.kenmerk = 'val')"
            " EXECUTE FUNCTION val()"
        )
    rows = [(bsn, GEBOREN, "", "val" if bsn == bsns[2] else "") for bsn in bsns]
    bestand = read_bestand(write(tmp_path / "lijst.csv", rows))
    with pytest.raises(psycopg.errors.DivisionByZero):
        confirm(operator("test", aa), bestand, **DAGEN, controlegetal=bestand.controlegetal)
    for table in ("jongere", "aanmelding"):
        assert query(f"SELECT count(*) FROM {table}") == [(0,)]
    assert query("SELECT count(*) FROM logregel WHERE jongere IS NOT NULL") == [(0,)]


def test_an_empty_list_is_no_fault(tmp_path: Path, aa: Organisatie) -> None:
    bestand = read_bestand(write(tmp_path / "lijst.csv", []))
    assert count(confirm(operator("test", aa), bestand, **DAGEN, controlegetal=bestand.controlegetal)) == (0, 0, 0)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 19),
            st.sampled_from(["2005-03-01", "2005-03-01", "1999-11-23", "1999-11-24", "2006-01-01", "", "x"]),
            st.sampled_from(["", "", "2026-09-01", "2026-10-01", "2027-01-01"]),
            st.sampled_from(["", "a", "b"]),
        ),
        max_size=12,
    )
)
def test_what_is_shown_is_what_is_done_and_twice_is_once(
    tmp_path: Path, query: Rows, bsns: list[str], aa: Organisatie, rows: list[tuple[int, str, str, str]]
) -> None:
    wie = operator("test", aa)
    bestand = read_bestand(write(tmp_path / "lijst.csv", [(bsns[person], *rest) for person, *rest in rows]))
    nieuw, al_bekend, geweigerd = count(preview(wie, bestand, **DAGEN))
    ((before,),) = query("SELECT count(*) FROM aanmelding")
    assert count(confirm(wie, bestand, **DAGEN, controlegetal=bestand.controlegetal)) == (nieuw, al_bekend, geweigerd)
    assert query("SELECT count(*) FROM aanmelding") == [(before + nieuw,)]
    again = confirm(wie, bestand, **DAGEN, controlegetal=bestand.controlegetal)
    assert count(again) == (0, al_bekend + nieuw, geweigerd)
