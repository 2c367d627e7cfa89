"""Inzage: everything about one person and nothing about another, in words that the person can read."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl
import psycopg
import pytest
from tests.integration.rapport.conftest import BSNS, Wereld

from vsv.beheer.opdracht import run
from vsv.bronnen.uitval import append_uitval
from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import Merk, Merkreden, set_opvolging
from vsv.opslag.service import load_sleutels, transactie
from vsv.rapport.inzagebestand import describe_inzage
from vsv.rapport.service import (
    Deel,
    Opzet,
    Persoonsinzage,
    Veld,
    read_inzage,
    read_jongere,
    render_inzage,
    run_week,
    write_inzage,
)
from vsv.toegang.service import Organisatie, Recht, Sessie, Wie

GOLDEN = Path(__file__).with_name("golden")
BSN, ANDER, ONBEKEND = BSNS[0], BSNS[1], BSNS[7]
FIRST, SECOND = date(2026, 11, 16), date(2026, 11, 23)
OFFICER = frozenset({Recht.LOGBOEK_LEZEN})
FIXED = """
    SET session_replication_role = replica;
    UPDATE jongere SET geboortedatum_op = '2026-11-14T09:00Z', gemaakt_op = '2026-11-14T09:00Z';
    UPDATE aanmelding SET geregistreerd_op = '2026-11-14T09:00Z';
    UPDATE opvolging SET gezet_op = '2026-11-23T09:00Z';
    UPDATE wijziging SET tijdstip = '2026-11-23T09:30Z';
    UPDATE logregel SET tijdstip = '2026-11-23T10:00Z';
"""


@dataclass
class Dossier:
    """One person about whom everything is known, and another about whom nothing may be shown."""

    wereld: Wereld
    een: Organisatie
    twee: Organisatie
    jongere: int
    ander: int

    def officer(self, organisatie: Organisatie, *meer: Recht) -> Wie:
        return Wie(actor="po-7", oorsprong="portaal", rechten=OFFICER | set(meer), organisatie=organisatie)


@pytest.fixture
def dossier(wereld: Wereld) -> Dossier:
    een, twee = wereld.add_organisatie(1), wereld.add_organisatie(2)
    jongere = wereld.follow(een, kenmerk="K-1")
    ander = wereld.follow(een, kenmerk="K-2")
    wereld.follow(twee, jongere=jongere, vanaf=date(2026, 2, 2))
    with wereld.deliver(date(2026, 11, 12)) as levering:
        levering.answers(jongere, ander)
        levering.works(jongere, 800000195030001, 81_250)
        levering.works(ander, 800000195030002, 99_900)
        levering.doelgroep(jongere)
    run_week(wereld.wie, FIRST)
    with wereld.deliver(date(2026, 11, 20)) as levering:
        levering.answers(jongere)
        levering.ikv(jongere, 800000195030001, date(2025, 1, 1), date(2026, 9, 30))
        levering.cur.execute(
            "INSERT INTO uitkering (jongere, ontvangen_op, levering, volgnummer, datum_begin, ingetrokken, bron, wet)"
            " VALUES (%s, '2026-11-20T11:00Z', %s, 90, '2026-11-01', false, 'PW', 'PW')",
            (jongere, levering.id),
        )
        (bsn,) = load_sleutels().encrypt([BSN])
        levering.cur.execute(
            "INSERT INTO signaal VALUES (%s, 'UITSCHRIJVING', '2026-09-01', 1, '2026-09-04T08:00Z')", (bsn,)
        )
        levering.cur.execute(
            """
            INSERT INTO voorstel (organisatie, jongere, soort, aanleiding, datum, gemaakt_op)
            VALUES (%s, %s, 'AFMELDEN', 'BIJNA_27', '2026-12-01', '2026-11-20T06:00Z')
            """,
            (een.id, jongere),
        )
        levering.cur.execute(
            "INSERT INTO melding (organisatie, soort, onderwerp, aanleiding, gemaakt_op)"
            " SELECT %s, 'prioriteit-gewijzigd', uuid, 'run 2', '2026-11-23T06:00Z' FROM jongere",
            (een.id,),
        )
        levering.cur.execute("INSERT INTO vraagronde (dag, bron, gepland) VALUES ('2026-11-23', 'DGR', 1)")
        levering.cur.execute(
            "INSERT INTO vraag (bron, jongere, dag, niet_voor) VALUES ('DGR', %s, '2026-11-23', now())", (jongere,)
        )
        number = levering.id
    with transactie("werker") as cur:
        append_uitval(cur, [_refused(jongere, BSN), _refused(ander, ANDER)], number)
    run_week(wereld.wie, SECOND)
    rechten = frozenset({Recht.JONGEREN_INZIEN})
    for organisatie, actor in ((een, "jan"), (twee, "els")):
        wie = Wie(actor=actor, oorsprong="portaal", rechten=rechten, organisatie=organisatie)
        read_jongere(wie, uuid=_uuid(wereld, jongere))
    caller = Wie(actor="jan", oorsprong="portaal", rechten=rechten, organisatie=een)
    set_opvolging(caller, [_uuid(wereld, jongere)], Merk.NIET_BESCHIKBAAR, Merkreden.BUITENLAND)
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("UPDATE aanmelding SET gemeentecode = '0014' WHERE jongere = %s", (jongere,))
        admin.execute(
            "UPDATE werkregel SET signaal = 'ENIGE_BAAN_GEEINDIGD', signaal_op = '2026-11-23' WHERE jongere = %s",
            (jongere,),
        )
    return Dossier(wereld, een, twee, jongere, ander)


def _refused(jongere: int, bsn: str) -> pl.DataFrame:
    inhoud = json.dumps({"bsn": bsn, "wet": None, "datum_begin": "2026-13-01"})
    row = ("uitkeringen", 7, "datum_begin", "DATUM_ONGELDIG", "Dit is geen bestaande datum.", jongere, None, inhoud)
    columns = ("tabel", "regel", "kolom", "code", "reden", "jongere", "wacht_op", "inhoud")
    return pl.DataFrame([row], schema=list(columns), orient="row")


def _uuid(wereld: Wereld, jongere: int) -> UUID:
    ((found,),) = wereld.query(f"SELECT uuid FROM jongere WHERE id = {jongere}")
    assert isinstance(found, UUID)
    return found


def _data(inzage: Persoonsinzage) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_inzage(inzage, "json"))
    return found


def as_plain_text(inzage: Persoonsinzage) -> str:
    """What stands on paper, with what differs from day to day taken out."""
    teksten = describe_inzage(inzage)
    lines = [teksten["titel"], *teksten["inleiding"]]
    for deel in teksten["delen"]:
        lines += ["", f"## {deel['kop']}", deel["uitleg"], " | ".join(deel["koppen"])]
        lines += [" | ".join(rij) for rij in deel["rijen"]] or ["Hierover is niets vastgelegd."]
    text = "\n".join(lines) + "\n"
    text = re.sub("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uuid>", text)
    return text.replace(teksten["gemaakt_op"], "<nu>")


def compare_golden(name: str, text: str) -> None:
    assert text == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_everything_about_a_person_in_words(dossier: Dossier) -> None:
    with psycopg.connect(dossier.wereld.admin) as admin:
        admin.execute(FIXED.encode())
    compare_golden("inzage-dienst", as_plain_text(read_inzage(dossier.wereld.wie, bsn=BSN)))


def test_what_an_organisation_holds_in_words(dossier: Dossier) -> None:
    with psycopg.connect(dossier.wereld.admin) as admin:
        admin.execute(FIXED.encode())
    compare_golden("inzage-organisatie", as_plain_text(read_inzage(dossier.officer(dossier.een), bsn=BSN)))


def test_every_table_about_people_is_in_it(dossier: Dossier) -> None:
    """A table with a person in it that inzage does not show is a promise broken."""
    shown = {
        "jongere": "persoon", "aanmelding": "aanmeldingen", "voorstel": "voorstellen", "signaal": "signalen",
        "bevraging": "bevragingen", "ikv": "inkomstenverhoudingen", "ikp": "inkomstenperiodes",
        "iko": "inkomstenopgaven", "uitkering": "uitkeringen", "doelgroep": "doelgroepregister",
        "vraag": "open_vragen", "uitval": "uitval", "prioriteit": "prioriteiten", "logregel": "logboek",
        "melding": "meldingen", "opvolging": "opvolging", "werkregel": "werklijst",
        "wijziging": "wijzigingen",
    }  # fmt: skip
    tables = dossier.wereld.query(
        """
        SELECT DISTINCT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND a.attname IN ('jongere', 'bsn', 'onderwerp', 'aanmelding', 'nummers')
        """
    )
    assert {name for (name,) in tables} == set(shown)
    data = _data(read_inzage(dossier.wereld.wie, bsn=BSN, extra=[_meldingen]))
    assert {deel for deel in shown.values() if not data[deel]} == set()


def _meldingen(sessie: Sessie, onderwerpen: Sequence[UUID]) -> Deel:
    found = sessie.cur.execute("SELECT soort FROM melding WHERE onderwerp = ANY (%s)", (list(onderwerpen),)).fetchall()
    frame = pl.DataFrame(found, schema={"soort": pl.String}, orient="row")
    return Deel(Opzet("meldingen", "Berichten", "Wat is gezegd.", (Veld("soort", "Soort"),)), frame)


def test_nothing_about_another_is_in_it(dossier: Dossier) -> None:
    for wie in (dossier.wereld.wie, dossier.officer(dossier.een, Recht.DOELGROEP_INZIEN)):
        text = render_inzage(read_inzage(wie, bsn=BSN), "json").decode()
        assert BSN in text
        assert ANDER not in text
        assert str(_uuid(dossier.wereld, dossier.ander)) not in text
        assert "K-2" not in text
        assert "99900" not in text


def test_an_organisation_gets_what_it_holds_itself(dossier: Dossier) -> None:
    data = _data(read_inzage(dossier.officer(dossier.twee), uuid=_uuid(dossier.wereld, dossier.jongere)))
    assert [row["organisatie"] for row in data["aanmeldingen"]] == ["Doorstroompunt 2"]
    assert {row["organisatie"] for row in data["prioriteiten"]} == {"Doorstroompunt 2"}
    assert {row["actor"] for row in data["logboek"]} == {"els"}
    assert data["voorstellen"] == []
    assert data["inkomstenopgaven"][0]["loon_lbph"] == 81_250
    assert data.keys().isdisjoint({"signalen", "uitval", "doelgroepregister", "meldingen"})


def test_the_doelgroepregister_asks_for_its_own_right(dossier: Dossier) -> None:
    without = read_inzage(dossier.officer(dossier.een), bsn=BSN)
    assert "doelgroepregister" not in _data(without)
    assert "grondslag" not in render_inzage(without, "json").decode()
    assert any("doelgroepregister" in zin for zin in without.weggelaten)
    with_right = read_inzage(dossier.officer(dossier.een, Recht.DOELGROEP_INZIEN), bsn=BSN)
    assert _data(with_right)["doelgroepregister"][0] == {
        "datum_begin": "2020-01-01",
        "datum_einde": None,
        "ontvangen_op": "2026-11-12T11:00:00+00:00",
    }
    seen = dossier.wereld.query(
        "SELECT jongere, organisatie FROM logregel WHERE actie = 'rapport.doelgroepregister_inzien'"
    )
    assert seen == [(dossier.jongere, dossier.een.id)]


def test_who_is_no_longer_followed_keeps_the_right_to_inzage(dossier: Dossier) -> None:
    dossier.wereld.unfollow(dossier.jongere, date(2026, 11, 1))
    data = _data(read_inzage(dossier.officer(dossier.een), bsn=BSN))
    assert data["persoon"][0]["bsn"] == BSN
    assert data["persoon"][0]["geboortedatum"] is None  # the organisation does not see it any more
    assert data["aanmeldingen"][0]["afmelddatum"] == "2026-11-01"
    assert data["inkomstenopgaven"] == data["prioriteiten"] == []
    assert data["logboek"]
    assert _data(read_inzage(dossier.wereld.wie, bsn=BSN))["inkomstenopgaven"]


def test_inzage_is_logged(dossier: Dossier) -> None:
    read_inzage(dossier.officer(dossier.een), bsn=BSN)
    read_inzage(dossier.wereld.wie, bsn=BSN)
    rows = dossier.wereld.query(
        "SELECT jongere, organisatie, actor LIKE 'beheer:%' FROM logregel"
        " WHERE actie = 'rapport.inzage' ORDER BY nummer"
    )
    assert rows == [(dossier.jongere, dossier.een.id, False), (dossier.jongere, None, True)]


def test_only_who_may_gets_it(dossier: Dossier) -> None:
    wie = dossier.officer(dossier.een)
    for refused in (
        replace(wie, rechten=frozenset(Recht) - OFFICER),
        Wie(actor="op", oorsprong="portaal", rechten=frozenset({Recht.DIENST_BEHEREN})),
    ):
        with pytest.raises(GeenRecht):
            read_inzage(refused, bsn=BSN)
    derde = dossier.wereld.add_organisatie(3)
    for bsn, code in ((BSN, "JONGERE_ONBEKEND"), ("123", "BSN_ONGELDIG")):
        with pytest.raises(InvoerFout) as raised:
            read_inzage(dossier.officer(derde), bsn=bsn)
        assert raised.value.fouten[0].code == code


def test_who_is_only_known_from_duo_gets_that(dossier: Dossier) -> None:
    with pytest.raises(InvoerFout, match="niets bekend"):
        read_inzage(dossier.wereld.wie, bsn=ONBEKEND)
    with transactie("werker") as cur:
        (bsn,) = load_sleutels().encrypt([ONBEKEND])
        cur.execute("INSERT INTO signaal VALUES (%s, 'OVERLEDEN', '2026-09-01')", (bsn,))
    data = _data(read_inzage(dossier.wereld.wie, bsn=ONBEKEND))
    assert [row["soort"] for row in data["signalen"]] == ["OVERLEDEN"]
    assert data["persoon"][0]["uuid"] is None


def test_the_pdf_can_be_read_aloud_and_is_the_same_each_time(dossier: Dossier) -> None:
    inzage = read_inzage(dossier.wereld.wie, bsn=BSN)
    pdf = render_inzage(inzage, "pdf")
    assert pdf == render_inzage(inzage, "pdf")
    shown = pdf.decode("latin-1")
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in shown
    assert "<pdfuaid:part>1</pdfuaid:part>" in shown
    assert BSN not in re.findall(r"<dc:title>.*?</dc:title>", shown, re.DOTALL)[0]


def test_a_sign_that_no_font_has_costs_only_itself(dossier: Dossier) -> None:
    with psycopg.connect(dossier.wereld.admin) as admin:
        admin.execute("UPDATE ikv SET werkgever = 'Café 😀 漢'".encode())
    inzage = read_inzage(dossier.wereld.wie, bsn=BSN)
    assert render_inzage(inzage, "pdf").startswith(b"%PDF")
    assert "Café 😀 漢" in render_inzage(inzage, "json").decode()


def test_the_file_is_for_its_owner_only(dossier: Dossier, tmp_path: Path) -> None:
    pad = tmp_path / "inzage.json"
    write_inzage(read_inzage(dossier.wereld.wie, bsn=BSN), "json", pad)
    assert pad.stat().st_mode & 0o077 == 0
    with pytest.raises(InvoerFout, match="bestaat niet"):
        write_inzage(read_inzage(dossier.wereld.wie, bsn=BSN), "docx", pad)


def test_the_command(dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                     capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    pad = tmp_path / "inzage.json"
    monkeypatch.setattr("sys.stdin", StringIO(f"{BSN}\n"))
    assert run(["inzage", "--bsn", "-", "--formaat", "json", "--uitvoer", str(pad)]) == 0
    data = json.loads(pad.read_text("utf-8"))
    assert [row["soort"] for row in data["meldingen"]] == ["prioriteit-gewijzigd"]
    assert BSN not in capsys.readouterr().out
    assert run(["inzage", "--bsn", BSN, "--uitvoer", str(pad)]) == 2
    assert "hoort niet in een opdracht" in capsys.readouterr().err
