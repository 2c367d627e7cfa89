"""The inbak: what has arrived is taken once and put away with its verslag; the rest stays, and is said."""

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from vsv.bronnen.service import Bezorging, Bezorguitkomst, empty_inbak, list_leveringen
from vsv.domein.fouten import GeenRecht, InvoerFout, OmgevingFout
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import Wie, operator

AN, BO = map(str, geldige_nummers(EERSTE_BSN, 2))
WIE = operator("test")

Lever = Callable[..., Path]
Bezorg = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("organisaties")


@pytest.fixture
def inbak(tmp_path: Path) -> Path:
    """An inbak that has been emptied once."""
    folder = tmp_path / "inbak"
    folder.mkdir()
    assert empty(folder) == []
    return folder


@pytest.fixture
def bezorg(inbak: Path, lever: Lever) -> Bezorg:
    """Puts a levering about An in `nieuw/`, with `KLAAR` unless told otherwise."""

    def deliver(naam: str = "dag", *, klaar: bool = True, **tabellen: object) -> Path:
        folder = lever(**(tabellen or {"aanmeldingen": [{"bsn": AN}]}))
        if klaar:
            (folder / "KLAAR").touch()
        return folder.rename(inbak / "nieuw" / naam)

    return deliver


def empty(inbak: Path, later: timedelta = timedelta(0)) -> list[Bezorging]:
    return empty_inbak(WIE, inbak, nu=datetime.now(UTC) + later)


def outcome(inbak: Path, later: timedelta = timedelta(0)) -> Bezorging:
    (bezorging,) = empty(inbak, later)
    return bezorging


def codes(bezorging: Bezorging) -> list[str]:
    return [fout.code for fout in bezorging.fouten]


def names(folder: Path) -> list[str]:
    return sorted(pad.name for pad in folder.iterdir())


def write_sums(folder: Path) -> None:
    tables = sorted(folder.glob("*.csv"))
    lines = [f"{hashlib.sha256(pad.read_bytes()).hexdigest()}  {pad.name}\n" for pad in tables]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def test_a_levering_is_taken_and_put_away_with_its_verslag(inbak: Path, bezorg: Bezorg) -> None:
    bezorg("dag", aanmeldingen=[{"bsn": AN}, {"bsn": BO, "aanmelddatum": "morgen"}])
    bezorging = outcome(inbak)
    assert (bezorging.uitkomst, bezorging.plek, bezorging.fouten) == (Bezorguitkomst.GENOMEN, "gedaan/1-dag", ())
    assert names(inbak / "nieuw") == []
    put_away = inbak / "gedaan" / "1-dag"
    assert names(put_away) == ["KLAAR", "aanmeldingen.csv", "uitval.csv", "verslag.json", "verslag.txt"]
    data = json.loads((put_away / "verslag.json").read_text("utf-8"))
    assert (data["uitkomst"], data["levering"], data["al_bekend"]) == ("genomen", 1, False)
    assert data["tellingen"] == [
        {
            "tabel": "aanmeldingen",
            "bestand": "aanmeldingen.csv",
            "aangeboden": 2,
            "genomen": 1,
            "ongewijzigd": 0,
            "niet_gevolgd": 0,
            "geweigerd": 1,
        }
    ]
    with (put_away / "uitval.csv").open(newline="", encoding="utf-8") as file:
        assert [(row["bsn"], row["code"]) for row in csv.DictReader(file)] == [(BO, "DATUM_ONGELDIG")]
    assert (put_away / "uitval.csv").stat().st_mode & 0o777 == 0o600
    text = (put_away / "verslag.txt").read_text("utf-8").splitlines()
    assert text[0] == "Levering 1: dag"
    assert text[3:6] == [
        "tabel         aangeboden  genomen  ongewijzigd  niet gevolgd  geweigerd",
        "aanmeldingen           2        1            0             0          1",
        "totaal                 2        1            0             0          1",
    ]
    assert text[7] == "Geweigerd: 1 rij. Dit is er mis:"
    assert text[8].startswith("- aanmeldingen.csv, regel 3, kolom aanmelddatum: Dit is geen bestaande datum")


def test_the_folders_are_for_their_owner_only(inbak: Path) -> None:
    assert {pad.name: pad.stat().st_mode & 0o777 for pad in inbak.iterdir()} == {
        "nieuw": 0o700,
        "gedaan": 0o700,
        "geweigerd": 0o700,
    }


def test_without_a_sign_that_it_is_complete_it_waits(inbak: Path, bezorg: Bezorg) -> None:
    folder = bezorg(klaar=False)
    before = datetime.now(UTC)
    bezorging = outcome(inbak, timedelta(days=30))
    assert (bezorging.uitkomst, bezorging.plek, codes(bezorging)) == (
        Bezorguitkomst.WACHTEND,
        "nieuw/dag",
        ["WACHT_OP_KLAAR"],
    )
    assert before - timedelta(minutes=1) < bezorging.sinds <= before
    (folder / "KLAAR").touch()
    assert outcome(inbak).uitkomst == Bezorguitkomst.GENOMEN


def test_with_right_checksums_of_all_tables_it_is_taken(inbak: Path, bezorg: Bezorg) -> None:
    write_sums(bezorg(klaar=False))
    assert outcome(inbak).plek == "gedaan/1-dag"


@pytest.mark.parametrize(
    ("still_to_come", "code"),
    [
        ("a table", "BESTAND_ONTBREEKT"),
        ("the end of a table", "CONTROLESOM_ANDERS"),
        ("a line of the sums", "CONTROLESOM_ONTBREEKT"),
        ("all tables", "WACHT_OP_TABELLEN"),
    ],
)
def test_what_is_still_being_written_waits_an_hour(inbak: Path, bezorg: Bezorg, still_to_come: str, code: str) -> None:
    folder = bezorg(klaar=False, aanmeldingen=[{"bsn": AN}], bevragingen=[{"bsn": AN}])
    write_sums(folder)
    table, sums = folder / "bevragingen.csv", folder / "SHA256SUMS"
    whole = {pad: pad.read_bytes() for pad in folder.iterdir()}
    match still_to_come:
        case "a table":
            table.unlink()
        case "the end of a table":
            table.write_bytes(whole[table][:-5])
        case "a line of the sums":
            sums.write_bytes(whole[sums][: len(whole[sums]) // 2 + 1])
        case _:
            for pad in folder.glob("*.csv"):
                pad.unlink()
            sums.write_bytes(b"")
    bezorging = outcome(inbak, timedelta(minutes=59))
    assert (bezorging.uitkomst, codes(bezorging)) == (Bezorguitkomst.WACHTEND, [code])
    for pad, content in whole.items():
        pad.write_bytes(content)
    assert outcome(inbak).uitkomst == Bezorguitkomst.GENOMEN


@pytest.mark.parametrize("how", ["nobody writes any more", "the sender says it is complete"])
def test_what_does_not_agree_with_its_checksums_is_refused(inbak: Path, bezorg: Bezorg, how: str) -> None:
    folder = bezorg(klaar=False)
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  aanmeldingen.csv\n", "utf-8")
    later = timedelta(hours=1, minutes=1)
    if how != "nobody writes any more":
        (folder / "KLAAR").touch()
        later = timedelta(0)
    bezorging = outcome(inbak, later)
    assert (bezorging.uitkomst, bezorging.plek, codes(bezorging)) == (
        Bezorguitkomst.GEWEIGERD,
        "geweigerd/dag",
        ["CONTROLESOM_ANDERS"],
    )
    data = json.loads((inbak / "geweigerd" / "dag" / "verslag.json").read_text("utf-8"))
    assert (data["uitkomst"], data["naam"], data["aantal"]) == ("geweigerd", "dag", 1)
    assert data["fouten"][0]["code"] == "CONTROLESOM_ANDERS"
    text = (inbak / "geweigerd" / "dag" / "verslag.txt").read_text("utf-8")
    assert "- aanmeldingen.csv: De inhoud is anders dan SHA256SUMS zegt." in text
    assert list_leveringen(WIE) == []


def test_what_is_no_levering_is_left_alone_and_named(inbak: Path, bezorg: Bezorg, tmp_path: Path) -> None:
    elsewhere = bezorg("elders").rename(tmp_path / "elders")
    nieuw = inbak / "nieuw"
    (nieuw / "verwijzing").symlink_to(elsewhere)
    (nieuw / "los.csv").write_text("x", "utf-8")
    bezorg(".verborgen")
    os.mkfifo(nieuw / "pijp")
    found = {bezorging.naam: bezorging for bezorging in empty(inbak, timedelta(days=1))}
    assert sorted(found) == [".verborgen", "los.csv", "pijp", "verwijzing"]
    assert {bezorging.uitkomst for bezorging in found.values()} == {Bezorguitkomst.OVERGESLAGEN}
    assert [str(found[naam].fouten[0]).split(": ")[1][:20] for naam in sorted(found)] == [
        "Deze naam begint met",
        "Dit is geen map. Daa",
        "Dit is geen map. Daa",
        "Dit is een verwijzin",
    ]
    assert names(nieuw) == [".verborgen", "los.csv", "pijp", "verwijzing"]


def test_nothing_outside_the_inbak_is_read_or_written(inbak: Path, bezorg: Bezorg, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.csv"
    shutil.copy(bezorg("eerst") / "aanmeldingen.csv", secret)
    empty(inbak)
    before = secret.read_bytes()
    folder = bezorg("links", bevragingen=[{"bsn": AN}])
    (folder / "aanmeldingen.csv").symlink_to(secret)
    (folder / "verslag.txt").symlink_to(secret)
    (folder / "verslag.json").mkdir()
    os.mkfifo(folder / "uitkeringen.csv")
    bezorging = outcome(inbak)
    assert (bezorging.plek, codes(bezorging)) == ("geweigerd/links", ["GEEN_GEWOON_BESTAND"] * 4)
    assert (inbak / "geweigerd/links/verslag.txt").read_text("utf-8").startswith("Levering: links\n")
    assert (inbak / "geweigerd/links/verslag.json").is_file()
    assert secret.read_bytes() == before
    assert len(list_leveringen(WIE)) == 1

    shutil.rmtree(inbak / "gedaan")
    (inbak / "gedaan").symlink_to(tmp_path)
    bezorg("daarna")
    with pytest.raises(OmgevingFout, match="verwijzing"):
        empty(inbak)
    assert names(inbak / "nieuw") == ["daarna"]


def test_the_same_content_and_the_same_name_again(inbak: Path, bezorg: Bezorg) -> None:
    plekken = []
    for _ in range(3):
        bezorg("dag")
        plekken.append(outcome(inbak).plek)
    for _ in range(2):
        (bezorg("dag") / "aanmeldingen.csv").write_text("", "utf-8")
        plekken.append(outcome(inbak).plek)
    assert plekken == ["gedaan/1-dag", "gedaan/1-dag-2", "gedaan/1-dag-3", "geweigerd/dag", "geweigerd/dag-2"]
    assert "Deze inhoud was er al." in (inbak / "gedaan/1-dag-2/verslag.txt").read_text("utf-8")
    assert len(list_leveringen(WIE)) == 1


def test_a_folder_that_came_back_can_be_mended_and_sent_again(inbak: Path, bezorg: Bezorg) -> None:
    bezorg("dag", aanmeldingen=[{"bsn": AN}, {"bsn": BO, "aanmelddatum": "morgen"}])
    empty(inbak)
    again = shutil.copytree(inbak / "gedaan/1-dag", inbak / "nieuw/dag")
    table = again / "aanmeldingen.csv"
    table.write_text(table.read_text("utf-8").replace("morgen", "2026-01-01"), "utf-8")
    bezorging = outcome(inbak)
    assert bezorging.plek == "gedaan/2-dag"
    assert bezorging.verslag
    assert bezorging.verslag.totaal.aantallen == (2, 1, 1, 0, 0)
    assert "uitval.csv" not in names(inbak / "gedaan/2-dag")


def test_the_oldest_goes_first(inbak: Path, bezorg: Bezorg) -> None:
    order = ["tweede", "eerste", "derde"]
    for naam in order:
        bezorg(naam, bevragingen=[{"bsn": AN, "beantwoord_op": f"2026-11-20T08:00:0{len(naam)}Z"}])
    assert [bezorging.naam for bezorging in empty(inbak)] == order


def test_no_name_shows_a_bsn_or_breaks_anything(inbak: Path, bezorg: Bezorg) -> None:
    bezorg(f"lijst {AN}")
    bezorg("regel\neinde\x1b[2J", bevragingen=[{"bsn": AN}])
    odd = os.fsdecode(b"geen tekst \xff")
    bezorg("wordt vreemd", uitkeringen=[{"bsn": AN}]).rename(inbak / "nieuw" / odd)
    bezorg("9" * 250, doelgroepregister=[{"bsn": AN}])
    bezorg(f"{BO} fout", aanmeldingen=[{"bsn": BO}]).joinpath("aanmeldingen.csv").write_text(BO, "utf-8")
    found = empty(inbak)
    assert [bezorging.plek for bezorging in found[:3]] == [
        "gedaan/1-lijst ••••••004",
        "gedaan/2-regel_einde_[2J",
        "geweigerd/geen tekst _",
    ]
    assert [bezorging.uitkomst for bezorging in found[3:]] == [Bezorguitkomst.GENOMEN, Bezorguitkomst.GEWEIGERD]
    assert names(inbak / "nieuw") == []
    everything = repr(found) + repr(list_leveringen(WIE)) + repr(list(inbak.rglob("*")))
    for verslag in inbak.rglob("verslag.*"):
        everything += verslag.read_text("utf-8")
    for bsn in (AN, BO, "9" * 9):
        assert bsn not in everything


def test_surroundings_that_fail_leave_everything(
    inbak: Path, bezorg: Bezorg, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    bezorg()
    with monkeypatch.context() as without_key:
        without_key.delenv("VSV_SLEUTELS")
        bezorging = outcome(inbak)
        assert (bezorging.uitkomst, codes(bezorging)) == (Bezorguitkomst.UITGESTELD, ["SLEUTEL"])
    with monkeypatch.context() as without_database:
        without_database.setenv("DATABASE_URL", f"{database} port=1")
        with pytest.raises(OmgevingFout, match="niet bereikbaar"):
            empty(inbak)
    assert names(inbak / "nieuw/dag") == ["KLAAR", "aanmeldingen.csv"]
    assert outcome(inbak).plek == "gedaan/2-dag"  # number 1 was handed out and never used


def test_one_that_can_not_be_taken_now_does_not_stop_the_others(inbak: Path, bezorg: Bezorg, database: str) -> None:
    bezorg("vol", bevragingen=[{"bsn": AN}])
    bezorg("dag")
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("CREATE FUNCTION vol() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE disk_full; END'")
        admin.execute(
            "CREATE TRIGGER vol BEFORE INSERT ON levering FOR EACH ROW WHEN (NEW.herkomst = 'vol')"
            " EXECUTE FUNCTION vol()"
        )
        found = empty(inbak)
        assert [(bezorging.uitkomst, codes(bezorging)) for bezorging in found] == [
            (Bezorguitkomst.UITGESTELD, ["DATABASE_VOL"]),
            (Bezorguitkomst.GENOMEN, []),
        ]
        admin.execute("DROP TRIGGER vol ON levering")
    assert outcome(inbak).uitkomst == Bezorguitkomst.GENOMEN


def test_it_needs_the_right_and_a_folder(inbak: Path, bezorg: Bezorg, tmp_path: Path) -> None:
    folder = bezorg()
    nobody = Wie(actor="u1", oorsprong="portaal", rechten=frozenset())
    with pytest.raises(GeenRecht):
        empty_inbak(nobody, inbak, nu=datetime.now(UTC))
    with pytest.raises(InvoerFout, match="er niet"):
        empty(tmp_path / "nergens")
    with pytest.raises(InvoerFout, match="er niet"):
        empty(folder / "KLAAR")
    assert names(inbak / "nieuw") == ["dag"]


def test_signs_that_a_database_does_not_take_are_refused_per_row(inbak: Path, bezorg: Bezorg) -> None:
    fout = [
        {"bsn": AN, "wet": "a\0b"},
        {"bsn": f"{AN}\0"},
        {"bsn": AN, "bron": "\0"},
        {"bsn": AN, "wet": "x" * 200_000},
    ]
    bezorg(aanmeldingen=[{"bsn": AN}], uitkeringen=[{"bsn": AN}, *fout])
    verslag = outcome(inbak).verslag
    assert verslag
    assert verslag.tellingen[1].aantallen == (5, 1, 0, 0, 4)
