"""What programs get: one person in one query, and reports as pages and files that say the same, without BSN."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import polars as pl
import pytest
from tests.integration.rapport.conftest import BSNS, Wereld

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import Merk, set_opvolging
from vsv.rapport.service import (
    REGELFORMATEN,
    Stand,
    list_dagleveringen,
    open_regels,
    read_daglevering,
    read_inkomstenverhoudingen,
    read_prioriteiten,
    read_regelpagina,
    read_stand,
    read_uitkeringen,
    run_dag,
    run_week,
)
from vsv.toegang.service import Organisatie, Recht, Wie

FIRST, SECOND, DAG = date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 24)
IKV = 800000195030001


class Plek:
    """An organisation with people in every kind of priority, a week run, another one, and a day run."""

    def __init__(self, wereld: Wereld) -> None:
        self.wereld = wereld
        self.een, self.twee = wereld.add_organisatie(1), wereld.add_organisatie(2)
        self.jongeren = [wereld.follow(self.een, kenmerk=f'K"{number}\n') for number in range(5)]
        self.vreemd = wereld.follow(self.twee)
        with wereld.deliver(date(2026, 11, 12)) as levering:
            levering.answers(*self.jongeren[:4])
            levering.works(self.jongeren[0], IKV, 81_250)
            levering.works(self.jongeren[1], 800000195030002, 12_000)
        run_week(wereld.wie, FIRST)
        with wereld.deliver(date(2026, 11, 20)) as levering:
            levering.ikv(self.jongeren[0], IKV, date(2025, 1, 1), date(2026, 11, 18))
            levering.doelgroep(self.jongeren[2])
            levering.cur.execute(
                """
                INSERT INTO uitkering (jongere, ontvangen_op, levering, volgnummer, datum_begin, ingetrokken, bron, wet)
                VALUES (%s, '2026-11-20T11:00Z', %s, 90, '2026-11-01', false, 'PW', 'PW')
                """,
                (self.jongeren[0], levering.id),
            )
        run_week(wereld.wie, SECOND)
        with wereld.deliver(DAG) as levering:
            levering.answers(self.jongeren[4])
            levering.works(self.jongeren[3], 800000195030003, 5_000)
            levering.ikv(self.jongeren[4], 800000195030004, date(2026, 11, 2))
        run_dag(wereld.wie, DAG)

    def client(self, organisatie: Organisatie | None = None, *rechten: Recht) -> Wie:
        rights = frozenset(rechten or (Recht.JONGEREN_INZIEN, Recht.RAPPORTEN))
        return Wie(actor="client:1", oorsprong="api", rechten=rights, organisatie=organisatie or self.een)

    def uuid(self, jongere: int) -> UUID:
        ((found,),) = self.wereld.query(f"SELECT uuid FROM jongere WHERE id = {jongere}")
        assert isinstance(found, UUID)
        return found

    def logged(self, actie: str) -> list[object]:
        rows = self.wereld.query(
            f"SELECT jongere FROM logregel WHERE actie = '{actie}' AND actor = 'client:1' AND jongere IS NOT NULL"
            " ORDER BY jongere"
        )
        return [jongere for (jongere,) in rows]


@pytest.fixture
def plek(wereld: Wereld) -> Plek:
    return Plek(wereld)


def test_how_one_person_stands(plek: Plek) -> None:
    uuid = plek.uuid(plek.jongeren[0])
    set_opvolging(plek.client(), [uuid], Merk.IN_CONTACT)
    stand = read_stand(plek.client(), uuid)
    assert stand.merk_op is not None
    assert stand == Stand(
        jongere=uuid, kenmerk='K"0\n', aanmelddatum=date(2026, 1, 5), gemeentecode=None, prioriteit=4,
        sinds=SECOND, loonperiode=date(2026, 10, 1), loon=81_250, uren=80,
        redenen=("LOON_VANAF_DREMPEL", "UITKERING_REGISTER"), vlaggen=("IKV_GEEINDIGD",), signaal="BAAN_GEEINDIGD",
        signaal_op=SECOND, merk="IN_CONTACT", merkreden=None, merk_op=stand.merk_op, run=3, peildatum=DAG,
        regelset="vsv-2.0", bronnen={"POLIS": DAG, "PW": DAG},
    )  # fmt: skip
    assert plek.logged("rapport.jongere_inzien") == [plek.jongeren[0]]


def test_who_is_in_no_report_yet_stands_nowhere(plek: Plek) -> None:
    new = plek.wereld.follow(plek.een)
    stand = read_stand(plek.client(), plek.uuid(new))
    assert (stand.prioriteit, stand.sinds, stand.redenen, stand.merk) == (None, None, (), "TE_DOEN")


def test_nobody_else_is_shown_and_nobody_without_the_right(plek: Plek) -> None:
    gone = plek.jongeren[1]
    plek.wereld.unfollow(gone, date(2026, 11, 24))
    strangers = [plek.uuid(plek.vreemd), plek.uuid(gone), uuid4()]
    for read in (read_stand, read_prioriteiten, read_inkomstenverhoudingen, read_uitkeringen):
        for uuid in strangers:
            with pytest.raises(InvoerFout) as raised:
                read(plek.client(), uuid)
            assert [fout.code for fout in raised.value.fouten] == ["JONGERE_ONBEKEND"]
        with pytest.raises(GeenRecht):
            read(plek.client(None, Recht.RAPPORTEN), plek.uuid(plek.jongeren[0]))
    assert plek.logged("rapport.jongere_inzien") == []


def test_the_history_does_not_tell_that_only_the_doelgroepregister_changed(plek: Plek) -> None:
    ((rows,),) = plek.wereld.query(f"SELECT count(*) FROM prioriteit WHERE jongere = {plek.jongeren[2]}")
    assert rows == 2
    told = read_prioriteiten(plek.client(), plek.uuid(plek.jongeren[2]))
    assert told.select("van", "tot", "prioriteit").rows() == [(FIRST, None, 1)]
    told = read_prioriteiten(plek.client(), plek.uuid(plek.jongeren[0]))
    assert told.select("van", "tot", "prioriteit").rows() == [(SECOND, None, 4), (FIRST, SECOND, 3)]
    assert told["wijziging"][0].startswith("Van 3 naar 4, omdat")


def test_income_with_periods_and_statements(plek: Plek) -> None:
    uuid = plek.uuid(plek.jongeren[0])
    income = read_inkomstenverhoudingen(plek.client(), uuid)
    assert income.verhoudingen.select(
        "ikv", "loonheffingennummer", "nummer_ikv", "werkgever", "klasse", "datum_begin", "datum_einde", "loopt", "bron"
    ).rows() == [(IKV, "800000195L03", 1, "Bakkerij", "WERK", date(2025, 1, 1), date(2026, 11, 18), False, "POLIS")]
    assert income.periodes.select("ikv", "datum_begin", "srtiv").rows() == [(IKV, date(2025, 1, 1), "15")]
    assert income.opgaven.select("datum_begin", "datum_einde", "loon_lbph", "verloonde_uren", "bron").rows() == [
        (date(2026, 10, 1), date(2026, 10, 31), 81_250, 80, "POLIS")
    ]
    before = read_inkomstenverhoudingen(plek.client(), uuid, FIRST)
    assert before.verhoudingen["datum_einde"].to_list() == [None]
    benefits = read_uitkeringen(plek.client(), uuid)
    assert benefits.uitkeringen.select("bron", "wet", "datum_begin", "datum_einde").rows() == [
        ("PW", "PW", date(2026, 11, 1), None)
    ]
    assert read_uitkeringen(plek.client(), uuid, FIRST).uitkeringen.is_empty()
    assert plek.logged("rapport.jongere_inzien") == [plek.jongeren[0]] * 4


def test_pages_and_files_of_a_report_say_the_same(plek: Plek) -> None:
    pages, after = [], None
    while True:
        page = read_regelpagina(plek.client(), SECOND, na=after, aantal=2)
        pages += json.loads(page.as_json())
        after = page.volgende
        if after is None:
            break
    assert plek.logged("rapport.lezen") == plek.jongeren
    assert [line["prioriteit"] for line in pages] == [1, 1, 2, 4, 0]
    assert pages[3] == {
        "jongere": str(plek.uuid(plek.jongeren[0])), "kenmerk": 'K"0\n', "aanmelddatum": "2026-01-05",
        "gemeentecode": None, "prioriteit": 4, "prioriteitNaam": "4", "sinds": "2026-11-23", "vorigePrioriteit": 3,
        "loonperiode": "2026-10", "loon": 81250, "uren": 80, "redenen": ["LOON_VANAF_DREMPEL", "UITKERING_REGISTER"],
        "vlaggen": ["IKV_GEEINDIGD"],
    }  # fmt: skip
    files = {formaat: _bytes(plek, formaat) for formaat in REGELFORMATEN}
    assert [json.loads(line) for line in files["ndjson"].splitlines()] == pages
    assert [_as_json(row) for row in pl.read_parquet(files["parquet"]).to_dicts()] == pages
    assert pl.read_csv(files["csv"], infer_schema=False)["prioriteit"].to_list() == ["1", "1", "2", "4", "NP"]
    assert all(bsn.encode() not in content for content in files.values() for bsn in BSNS[:6])
    assert plek.logged("rapport.exporteren") == sorted(plek.jongeren * 4)


def _bytes(plek: Plek, formaat: str) -> bytes:
    download = open_regels(plek.client(), SECOND, formaat)
    with download.bestand as bestand:
        assert download.naam == f"regels-2026-11-23.{formaat}"
        return bestand.read()


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, date) else value for name, value in row.items()}


def test_a_report_of_nobody_is_an_empty_file(plek: Plek) -> None:
    plek.wereld.unfollow(plek.vreemd, date(2026, 11, 1))
    content = {}
    for formaat in ("ndjson", "parquet"):
        with open_regels(plek.client(plek.twee), SECOND, formaat).bestand as bestand:
            content[formaat] = bestand.read()
    assert content["ndjson"] == b""
    assert pl.read_parquet(content["parquet"]).height == 0


def test_only_one_priority_and_only_who_may(plek: Plek) -> None:
    page = read_regelpagina(plek.client(), SECOND, prioriteit=1, aantal=1)
    assert page.volgende is not None
    rest = read_regelpagina(plek.client(), SECOND, prioriteit=1, na=page.volgende, aantal=5)
    assert (page.regels.height, rest.regels.height, rest.volgende) == (1, 1, None)
    with pytest.raises(GeenRecht):
        read_regelpagina(plek.client(None, Recht.STATISTIEK))
    with pytest.raises(GeenRecht):
        open_regels(plek.client(None, Recht.STATISTIEK), SECOND, "ndjson")
    with pytest.raises(InvoerFout, match="formaat"):
        open_regels(plek.client(), SECOND, "pdf")


def test_day_deliveries_in_pages(plek: Plek) -> None:
    assert [run.peildatum for run in list_dagleveringen(plek.client())] == [DAG]
    assert list_dagleveringen(plek.client(), voor=DAG) == []
    first = read_daglevering(plek.client(), DAG, aantal=1)
    assert first.aantal == 2
    assert first.volgende is not None
    assert plek.logged("rapport.mutaties_lezen") == plek.jongeren[3:4]
    last = read_daglevering(plek.client(), DAG, na=first.volgende, aantal=1)
    assert last.volgende is None
    both = pl.concat([first.mutaties, last.mutaties])
    assert both.select("jongere", "soort", "klasse", "loonheffingennummer", "nummer_ikv", "datum_begin").rows() == [
        (str(plek.uuid(plek.jongeren[3])), "NIEUW", "WERK", "800000195L03", 3, date(2025, 1, 1)),
        (str(plek.uuid(plek.jongeren[4])), "NIEUW", "WERK", "800000195L03", 4, date(2026, 11, 2)),
    ]
    assert "bsn" not in both.columns
    with pytest.raises(InvoerFout, match="dagrun"):
        read_daglevering(plek.client(), SECOND)
