"""The oefen-UWV reads the uitwisselformaat, and nothing about people who may exist."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from lxml import etree
from polars.testing import assert_frame_equal

from vsv.domein.codes import Bron
from vsv.domein.fouten import InvoerFout
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.oefenuwv.loket import Loket
from vsv.simulatie.service import Gedrag, Nederland, read_tabellen, write

IKP = "bsn,loonheffingennummer,nummer_ikv,datum_begin,srtiv,aard,oproep,onbepaalde_tijd,contracturen_per_week,"
IKP_ROW = "900000016,800000195L03,1,2026-10-01,15,,,J,,2026-11-01T10:00:00+01:00,N"


def test_csv_and_parquet_say_the_same(nederland: Nederland, tmp_path: Path) -> None:
    tabellen = {naam: tabel.head(2_000) for naam, tabel in nederland.tabellen.items()}
    for formaat in ("csv", "parquet"):
        write(tabellen, tmp_path / formaat, formaat=formaat)
    csv, parquet = read_tabellen(tmp_path / "csv"), read_tabellen(tmp_path / "parquet")
    assert set(csv) == set(parquet) == set(tabellen) - {"aanmeldingen", "bevragingen", "duo_signalen"}
    for naam, tabel in csv.items():
        assert_frame_equal(tabel, tabellen[naam])
        assert_frame_equal(parquet[naam], tabellen[naam])


def test_a_table_that_is_not_there_is_empty(tmp_path: Path) -> None:
    (tmp_path / "inkomstenperiodes.csv").write_text(f"{IKP}ontvangen_op,ingetrokken\n{IKP_ROW}\n")
    tabellen = read_tabellen(tmp_path)
    assert tabellen["inkomstenperiodes"].select("onbepaalde_tijd", "aard", "srtiv").rows() == [(True, None, "15")]
    assert {naam: tabel.height for naam, tabel in tabellen.items() if tabel.height} == {"inkomstenperiodes": 1}


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        (f"{IKP}ontvangen_op", IKP_ROW.removesuffix(",N"), "inkomstenperiodes: De kolom ingetrokken ontbreekt."),
        (
            f"{IKP}ontvangen_op,ingetrokken",
            IKP_ROW.replace("2026-10-01", "01-10-2026"),
            "In de kolom datum_begin staat",
        ),
        (
            f"{IKP}ontvangen_op,ingetrokken",
            IKP_ROW.replace("900000016", "123456782"),
            "een BSN in dat niet verzonnen is",
        ),
        (
            f"{IKP}ontvangen_op,ingetrokken",
            IKP_ROW.replace("900000016", "900000013"),
            "een BSN in dat niet verzonnen is",
        ),
        (f"{IKP}ontvangen_op,ingetrokken", IKP_ROW.replace("900000016", ""), "een BSN in dat niet verzonnen is"),
    ],
)
def test_what_can_not_be_used_is_said(header: str, row: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "inkomstenperiodes.csv").write_text(f"{header}\n{row}\n")
    with pytest.raises(InvoerFout) as fault:
        read_tabellen(tmp_path)
    assert message in str(fault.value)
    assert "123456782" not in str(fault.value)


def test_a_file_that_is_no_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "uitkeringen.parquet").write_bytes(b"geen parquet")
    with pytest.raises(InvoerFout, match="Deze tabel is niet te lezen"):
        read_tabellen(tmp_path)
    with pytest.raises(InvoerFout, match="Deze map bestaat niet"):
        read_tabellen(tmp_path / "nergens")


@pytest.mark.parametrize("peildatum", ["2026-11-23", "2027-03-01"])
@pytest.mark.parametrize("bron", Bron)
def test_the_scenarios_can_be_asked(bron: Bron, peildatum: str, envelop: Callable[..., str]) -> None:
    folder = Path(__file__).parents[2] / "acceptatie" / "scenarios" / peildatum / "invoer"
    loket, dienst = Loket(read_tabellen(folder), None, Gedrag()), DIENSTEN[bron]
    schema = etree.XMLSchema(etree.parse(str(dienst.xsd)))
    bsns = pl.read_csv(folder / "aanmeldingen.csv", infer_schema=False)["bsn"].unique()
    for bsn in bsns:
        reactie, _ = loket.answer(dienst, dienst.soap_action, envelop(bron, bsn).encode())
        schema.assertValid(etree.fromstring(reactie.body)[1][0])
    assert loket.tellingen()[bron]["gevraagd"] == len(bsns)
    assert "antwoord" in str(loket.tellingen()[bron])
