"""`vsv voorstellen`, as an operator uses it: from a levering of DUO to a decision."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from vsv.beheer.opdracht import run
from vsv.domein.perioden import dag_van

OIN_A, OIN_B = "00000099000000001000", "00000099000000002000"
BSNS = ("900000004", "900000016", "900000028")
IN_A, IN_B = "0037", "1966"
AANMELDEN = "DUO meldt op 1 september 2026 een uitschrijving zonder startkwalificatie. Wilt u deze jongere aanmelden?"


@pytest.fixture
def vsv(database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run a command in this process: exit code, stdout and stderr, in which no BSN may stand."""
    monkeypatch.setattr("vsv.beheer.scherm.out.width", 400)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        assert not [bsn for bsn in BSNS if bsn in shown.out + shown.err]
        return code, shown.out, shown.err

    for oin, regio in ((OIN_A, 1), (OIN_B, 2)):
        assert call("organisatie", "voeg-toe", "--oin", oin, "--naam", f"Punt {regio}", "--regio", regio)[0] == 0
    yield call
    with psycopg.connect(database) as admin:
        logged = str(admin.execute("SELECT to_jsonb(l) FROM logregel l").fetchall())
    assert not [bsn for bsn in BSNS if bsn in logged]


@pytest.fixture
def geleverd(vsv: Any, tmp_path: Path) -> None:
    """Aa follows one person, who moves to Be and was enrolled again; two others left school."""
    folder = tmp_path / "levering"
    folder.mkdir()
    (folder / "aanmeldingen.csv").write_text(
        "organisatie_oin,bsn,geboortedatum,aanmelddatum,afmelddatum,kenmerk\n"
        f"{OIN_A},{BSNS[0]},2005-03-01,2026-01-05,,Z-1\n",
        "utf-8",
    )
    op = "2026-09-07T08:00:00Z"
    (folder / "duo_signalen.csv").write_text(
        "bsn,soort,datum,gemeentecode,ontvangen_op\n"
        f"{BSNS[0]},VERHUISD,2026-09-01,{IN_B},{op}\n{BSNS[0]},HERINSCHRIJVING,2026-09-01,,{op}\n"
        f"{BSNS[1]},UITSCHRIJVING,2026-09-01,{IN_A},{op}\n{BSNS[2]},UITSCHRIJVING,2026-09-01,{IN_A},{op}\n"
        f"{BSNS[2]},UITSCHRIJVING,2026-09-01,0034,{op}\n",
        "utf-8",
    )
    code, out, err = vsv("lever-in", folder)
    assert code == 0
    assert out.splitlines()[3].split() == ["duo_signalen", "5", "4", "0", "0", "1"]
    assert "duo_signalen.csv, regel 6, kolom gemeentecode: Het Doorstroompunt van deze regio" in err


def stands(database: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database) as admin:
        return admin.execute("SELECT aanleiding, stand FROM voorstel ORDER BY id").fetchall()


def listed(vsv: Any, *arguments: str) -> list[dict[str, Any]]:
    code, out, _ = vsv("voorstellen", "lijst", "--organisatie", OIN_A, "--json", *arguments)
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)["voorstellen"]
    return found


@pytest.mark.usefixtures("geleverd")
def test_from_levering_to_decision(vsv: Any, database: str) -> None:
    code, out, _ = vsv("voorstellen", "lijst", "--organisatie", OIN_A, "--aantal", 3)
    assert code == 0
    assert out.count("Wilt u deze jongere") == 3
    assert "••••••004  Z-1" in out
    assert "Wilt u deze jongere overdragen aan Punt 2?" in out
    assert "ga verder met --na " in out
    na = out.split()[-1]
    ((*_, laatste),) = [[v["voorstel"] for v in listed(vsv, "--na", na)]]
    een = listed(vsv, "--soort", "AANMELDEN")[0]
    assert een["zin"] == AANMELDEN
    zijn = ("--organisatie", OIN_A)

    code, _, err = vsv("voorstellen", "aanvaard", *zijn, een["voorstel"])
    assert code == 2
    assert err.startswith(f"{een['voorstel']}: De geboortedatum ontbreekt. Zonder die datum is niet te zien of")
    assert err.count("\n") == 1
    met = (een["voorstel"], "--geboortedatum", "2006-05-04")
    assert vsv("voorstellen", "aanvaard", *zijn, *met)[:2] == (0, "Gedaan: 1 van 1.\n")
    code, out, _ = vsv("voorstellen", "aanvaard", *zijn, *met)
    assert code == 0
    assert "Gedaan: 0 van 1." in out
    assert "AL_AANVAARD" in out

    assert vsv("voorstellen", "wijs-af", *zijn, "--alle", "--aanleiding", "HERINSCHRIJVING")[0] == 0
    code, out, _ = vsv("voorstellen", "aanvaard", *zijn, "--alle", "--soort", "OVERDRAGEN", "--json")
    uitkomst = json.loads(out)
    assert (code, uitkomst["gedaan"], uitkomst["besluiten"][0]["zin"]) == (0, 1, "Deze jongere is overgedragen.")
    assert vsv("voorstellen", "aanvaard", *zijn, "--alle", "--soort", "OVERDRAGEN")[:2] == (0, "Gedaan: 0 van 0.\n")
    assert stands(database) == [
        ("VERHUISD", "AANVAARD"),
        ("HERINSCHRIJVING", "AFGEWEZEN"),
        ("UITSCHRIJVING", "AANVAARD"),
        ("UITSCHRIJVING", "OPEN"),
    ]
    assert [v["voorstel"] for v in listed(vsv)] == [laatste]


def test_the_service_makes_the_others(vsv: Any, tmp_path: Path) -> None:
    assert vsv("voorstellen", "maak")[:2] == (0, "Nieuwe voorstellen: 0.\n")
    vandaag = dag_van(datetime.now(UTC))
    # Midnight may pass, so the day before stands for today, and two days on for tomorrow.
    for dag in (vandaag - timedelta(days=1), vandaag - timedelta(days=364)):
        assert json.loads(vsv("voorstellen", "maak", "--dag", dag, "--json")[1]) == {"gemaakt": 0}
    for wrong in ("9999-12-31", "0001-01-01", vandaag + timedelta(days=2), vandaag - timedelta(days=366)):
        assert vsv("voorstellen", "maak", "--dag", wrong) == (
            2,
            "",
            (
                "--dag: Deze dag kan niet: hij ligt na vandaag, of meer dan een jaar terug."
                " Kies een dag van het afgelopen jaar.\n"
            ),
        )


@pytest.mark.usefixtures("geleverd")
def test_a_birth_date_is_refused_where_it_does_not_belong(vsv: Any, database: str) -> None:
    before = stands(database)
    (overdragen,) = listed(vsv, "--soort", "OVERDRAGEN")
    met = (overdragen["voorstel"], "--geboortedatum", "2006-05-04")
    code, out, err = vsv("voorstellen", "aanvaard", "--organisatie", OIN_A, *met)
    assert (code, out) == (2, "")
    assert err == (
        f"{overdragen['voorstel']}: Een geboortedatum hoort alleen bij een voorstel om aan te melden."
        " Laat de geboortedatum weg.\n"
    )
    assert stands(database) == before


ONBEKEND = "00000000-0000-0000-0000-000000000000"
KIES = "Noem de voorstellen, of kies --alle met --soort of --aanleiding."


@pytest.mark.usefixtures("geleverd")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["aanvaard"], f"vsv voorstellen aanvaard: {KIES} Zie 'vsv voorstellen aanvaard --help'."),
        (["wijs-af", "--alle"], f"vsv voorstellen wijs-af: {KIES} Zie 'vsv voorstellen wijs-af --help'."),
        (["wijs-af", ONBEKEND, "--alle", "--soort", "AFMELDEN"], KIES),
        (["aanvaard", ONBEKEND, "--soort", "AFMELDEN"], KIES),
        (["aanvaard", ONBEKEND], f"{ONBEKEND}: Dit voorstel is er niet, of het is niet van uw organisatie."),
        (["wijs-af", "geen uuid"], "geen uuid: Dit voorstel is er niet, of het is niet van uw organisatie."),
        (["aanvaard", ONBEKEND, "--json"], f"{ONBEKEND}: Dit voorstel is er niet"),
        (["lijst", "--na", ONBEKEND], "na: Dit voorstel is er niet, of het is niet van uw organisatie."),
        (["lijst", "--aantal", "0"], "--aantal: Deze waarde kan niet"),
        (["lijst", "--soort", "WEGDOEN"], "--soort: Deze waarde kan niet: hier past een van de keuzes in de uitleg."),
        (
            ["aanvaard", "--alle", "--soort", "AANMELDEN", "--geboortedatum", "2006-05-04"],
            "--geboortedatum: Een geboortedatum hoort bij een enkel voorstel. Noem dat ene voorstel.",
        ),
        (["aanvaard", ONBEKEND, "--geboortedatum", "4-5-2006"], "--geboortedatum: Deze waarde kan niet"),
    ],
)
def test_wrong_input_is_said_once_and_changes_nothing(
    vsv: Any, database: str, arguments: list[str], message: str
) -> None:
    before = stands(database)
    code, _, err = vsv("voorstellen", *arguments, "--organisatie", OIN_A)
    assert code == 2
    assert message in err
    assert len(err.splitlines()) == 1
    assert stands(database) == before


@pytest.mark.usefixtures("geleverd")
def test_another_organisation_finds_nothing(vsv: Any, database: str) -> None:
    (eerste, *_) = listed(vsv)
    assert json.loads(vsv("voorstellen", "lijst", "--organisatie", OIN_B, "--json")[1])["voorstellen"] == []
    assert vsv("voorstellen", "wijs-af", "--organisatie", OIN_B, eerste["voorstel"])[0] == 2
    assert {stand for _, stand in stands(database)} == {"OPEN"}
    assert vsv("voorstellen", "lijst", "--organisatie", "00000099000000009000")[0] == 2
