"""Rows: each fault has its code and its place, and nothing is lost."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from vsv.bronnen.uitwisselformaat import read_levering
from vsv.domein.fouten import InvoerFout

MaakMap = Callable[..., Path]

BSN, ANDER_BSN = "999990019", "999990020"
OIN = "00000099000000001000"
IKV = f"{BSN},800000195L03,1"
OP = "2026-11-01T10:00:00Z"

GOED = {
    "aanmeldingen": f"{OIN},{BSN},2004-12-28,2026-06-22,,",
    "bevragingen": f"{BSN},POLIS,{OP}",
    "inkomstenverhoudingen": f"{IKV},,,,,{OP},N",
    "inkomstenperiodes": f"{IKV},2026-01-01,99,,,,,{OP},N",
    "inkomstenopgaven": f"{IKV},2026-02-10,,-150,,-8,{OP},J",
    "uitkeringen": f"{BSN},UWV,WAJ,2026-01-01,2026-01-01,{OP},N",
    "doelgroepregister": f"{BSN},01,2026-01-01,,{OP},N",
    "duo_signalen": f"{BSN},VERHUISD,2026-01-01,0363,{OP}",
}


def test_right_rows_get_their_types(maak_map: MaakMap) -> None:
    levering = read_levering(maak_map(**GOED))
    assert levering.uitval.is_empty()
    assert set(levering.regels_in.values()) == {1}
    opgave = levering.tabellen["inkomstenopgaven"].row(0, named=True)
    assert opgave == {
        "bsn": BSN,
        "loonheffingennummer": "800000195L03",
        "nummer_ikv": 1,
        "datum_begin": date(2026, 2, 10),
        "datum_einde": date(2026, 2, 28),  # filled in: the last day of the month of datum_begin
        "loon_lbph": -150,
        "loon_sv": None,
        "verloonde_uren": -8,
        "ontvangen_op": datetime(2026, 11, 1, 10, tzinfo=UTC),
        "ingetrokken": True,
        "regel": 2,
    }


@pytest.mark.parametrize(
    ("tabel", "regel", "faults"),
    [
        ("aanmeldingen", f"0000009900000000100,{BSN},,2026-06-22,,", {("organisatie_oin", "OIN_ONGELDIG")}),
        ("aanmeldingen", f"{OIN},999990018,,2026-06-22,,", {("bsn", "BSN_ONGELDIG")}),
        ("aanmeldingen", f"{OIN},{BSN},2004-02-30,2026-06-22,,", {("geboortedatum", "DATUM_ONGELDIG")}),
        ("aanmeldingen", f"{OIN},{BSN},,2026-06-22,2026-06-21,", {("afmelddatum", "EIND_VOOR_BEGIN")}),
        ("aanmeldingen", f"{OIN},{BSN},,2026-06-22,, a", {("kenmerk", "TEKST_ONGELDIG")}),
        ("aanmeldingen", f"{OIN},{BSN},,2026-06-22,,{'a' * 101}", {("kenmerk", "TEKST_ONGELDIG")}),
        ("aanmeldingen", f"{OIN},{BSN},,2026-06-22,,a\x00b", {("kenmerk", "TEKST_ONGELDIG")}),
        ("aanmeldingen", f"{OIN},{BSN},,,,", {("aanmelddatum", "VERPLICHT_LEEG")}),
        ("bevragingen", f"{BSN},UWV,{OP}", {("bron", "CODE_ONGELDIG")}),
        ("bevragingen", f"{BSN},PW,2026-11-01T10:00:00", {("beantwoord_op", "MOMENT_ONGELDIG")}),
        ("inkomstenverhoudingen", f"{IKV},2026-02-01,2026-01-31,,,{OP},N", {("datum_einde", "EIND_VOOR_BEGIN")}),
        (
            "inkomstenverhoudingen",
            f"{BSN},800000196L03,10000,,,,,{OP},N",
            {("loonheffingennummer", "LOONHEFFINGENNUMMER_ONGELDIG"), ("nummer_ikv", "GETAL_ONGELDIG")},
        ),
        ("inkomstenperiodes", f"{IKV},,15,,,,,{OP},N", {("datum_begin", "VERPLICHT_LEEG")}),
        ("inkomstenperiodes", f"{IKV},2026-01-01,15,,j,,,{OP},N", {("oproep", "JN_ONGELDIG")}),
        ("inkomstenopgaven", f"{IKV},2026-01-01,,12.50,,,{OP},N", {("loon_lbph", "BEDRAG_ONGELDIG")}),
        ("inkomstenopgaven", f"{IKV},2026-01-01,,100000000001,,,{OP},N", {("loon_lbph", "BEDRAG_ONGELDIG")}),
        ("inkomstenopgaven", f"{IKV},2026-01-01,,1,1,100000,{OP},N", {("verloonde_uren", "GETAL_ONGELDIG")}),
        ("inkomstenopgaven", f"{IKV},2026-01-01,1899-12-31,,,,{OP},N", {("datum_einde", "DATUM_ONGELDIG")}),
        ("uitkeringen", f"{BSN},DGR,,2026-01-01,,{OP},", {
            ("bron", "CODE_ONGELDIG"), ("wet", "VERPLICHT_LEEG"), ("ingetrokken", "VERPLICHT_LEEG"),
        }),
        ("doelgroepregister", f"{BSN},,2026-01-01,,{OP},N", {("grondslag", "VERPLICHT_LEEG")}),
        ("duo_signalen", f"{BSN},VERHUIST,2026-01-01,0363,{OP}", {("soort", "CODE_ONGELDIG")}),
        ("duo_signalen", f"{BSN},VERHUISD,2026-01-01,363,{OP}", {("gemeentecode", "GEMEENTECODE_ONGELDIG")}),
        ("duo_signalen", f"{BSN},VERHUISD,2026-01-01,,{OP}", {("gemeentecode", "VERPLICHT_LEEG")}),
        ("duo_signalen", f"{BSN},UITSCHRIJVING,2026-01-01,,{OP}", {("gemeentecode", "VERPLICHT_LEEG")}),
        ("duo_signalen", f"{BSN},OVERLEDEN,2026-01-01,0363,{OP}", {("gemeentecode", "MOET_LEEG")}),
        ("duo_signalen", f"{BSN},OVERLEDEN,,,", {("datum", "VERPLICHT_LEEG"), ("ontvangen_op", "VERPLICHT_LEEG")}),
    ],
)  # fmt: skip
def test_a_wrong_row_becomes_uitval_with_all_its_faults(
    maak_map: MaakMap, tabel: str, regel: str, faults: set[tuple[str, str]]
) -> None:
    folder = maak_map(**{tabel: f"{GOED[tabel]}\n{regel}\n{GOED[tabel].replace(BSN, ANDER_BSN)}"})
    levering = read_levering(folder)
    assert set(levering.uitval.select("kolom", "code").rows()) == faults
    assert levering.geweigerd(tabel) == 1
    assert levering.regels_in[tabel] == 3
    assert levering.tabellen[tabel]["regel"].to_list() == [2, 4]
    row = levering.uitval.row(0, named=True)
    assert (row["tabel"], row["bestand"], row["regel"]) == (tabel, f"{tabel}.csv", 3)
    assert list(json.loads(row["inhoud"]).values()) == [text or None for text in regel.split(",")]
    assert not re.search("[0-9]{9}(?![0-9L])", "".join(levering.uitval["reden"]))


def test_the_sender_can_ask_for_no_uitval_at_all(maak_map: MaakMap) -> None:
    lines = "\n".join(f"{BSN},PW,gisteren" for _ in range(150))
    levering = read_levering(maak_map(bevragingen=lines))
    with pytest.raises(InvoerFout) as caught:
        levering.require_no_uitval()
    assert (len(caught.value.fouten), caught.value.aantal) == (100, 150)
    assert str(caught.value.fouten[0]).startswith("bevragingen.csv, regel 2, kolom beantwoord_op: Dit is geen tijdstip")
    assert BSN not in str(caught.value)
    read_levering(maak_map(bevragingen=GOED["bevragingen"])).require_no_uitval()


@pytest.mark.parametrize(
    ("regels", "geweigerd"),
    [
        (["2026-01-01,", "2026-01-01,"], [3]),
        (["2026-01-01,2026-02-01", "2026-02-01,"], []),
        (["2026-02-01,", "2026-01-01,2026-02-01"], []),
        (["2026-02-01,", "2026-01-01,2026-02-02"], [2]),
        (["2026-01-01,2026-02-01", "2026-01-15,2026-01-20", "2026-01-25,"], [3, 4]),
        (["2026-01-01,2026-01-01", "2026-01-01,2026-02-01"], []),
        (["2026-01-01,2026-02-01", "2026-01-15,2026-01-15"], []),
    ],
)
def test_an_aanmelding_may_not_overlap_an_earlier_one(
    maak_map: MaakMap, regels: list[str], geweigerd: list[int]
) -> None:
    lines = [f"{OIN},{BSN},,{period}," for period in regels]
    lines += [f"{OIN},{ANDER_BSN},,2026-01-01,,", f"00000099000000002000,{BSN},,2026-01-01,,"]
    levering = read_levering(maak_map(aanmeldingen="\n".join(lines)))
    assert levering.uitval["regel"].to_list() == geweigerd
    assert set(levering.uitval["code"]) <= {"DUBBELE_AANMELDING"}
    assert levering.tabellen["aanmeldingen"].height == len(lines) - len(geweigerd)


def test_a_line_break_in_a_text_does_not_shift_the_lines(maak_map: MaakMap) -> None:
    regels = f'{IKV},,,"Bakker,\n""De\nKorst""",,{OP},N\n{IKV},,,x,,{OP},N\n{IKV},,,,,gisteren,N'
    levering = read_levering(maak_map(inkomstenverhoudingen=regels))
    assert levering.tabellen["inkomstenverhoudingen"].select("werkgever", "regel").rows() == [
        ('Bakker,\n"De\nKorst"', 2),
        ("x", 5),
    ]
    assert levering.uitval["regel"].to_list() == [6]


def test_quoted_nothing_is_empty_too(maak_map: MaakMap) -> None:
    levering = read_levering(maak_map(aanmeldingen=f'"{OIN}","{BSN}","","2026-06-22","",""'))
    assert levering.uitval.is_empty()
    assert levering.tabellen["aanmeldingen"]["kenmerk"].to_list() == [None]


def test_parquet_with_types_of_other_makers(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 1, 10, tzinfo=UTC)
    rijen = pl.DataFrame({"bsn": [BSN, "999990018"], "bron": ["PW", "PW"], "beantwoord_op": [moment] * 2})
    as_made = rijen.with_columns(
        pl.col("bron").cast(pl.Categorical),
        pl.col("beantwoord_op").dt.replace_time_zone(None).cast(pl.Datetime("ms")),  # without a zone it is UTC
    )
    as_made.write_parquet(tmp_path / "bevragingen.parquet")
    levering = read_levering(tmp_path)
    assert levering.tabellen["bevragingen"].rows() == [(BSN, "PW", moment, 1)]
    assert levering.uitval.select("regel", "code").rows() == [(2, "BSN_ONGELDIG")]


def test_a_day_in_parquet_too_far_off_to_be_written_is_uitval(tmp_path: Path) -> None:
    rijen = pl.DataFrame({"bsn": [BSN], "grondslag": ["01"], "datum_begin": [10**8], "datum_einde": [None]})
    rijen.with_columns(
        pl.col("datum_begin").cast(pl.Int32).cast(pl.Date),
        ontvangen_op=pl.lit(datetime(2026, 1, 1, tzinfo=UTC)),
        ingetrokken=pl.lit(value=False),
    ).write_parquet(tmp_path / "doelgroepregister.parquet")
    uitval = read_levering(tmp_path).uitval
    assert uitval["code"].to_list() == ["DATUM_ONGELDIG"]
    assert json.loads(uitval["inhoud"][0])["datum_begin"] == "100000000"
