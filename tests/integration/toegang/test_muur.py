"""The tenant wall stands in the database, whatever the application does."""

import psycopg
import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.opslag.service import transactie
from vsv.toegang.service import (
    Organisatie,
    Recht,
    Wie,
    add_organisatie,
    als_dienst,
    find_organisatie,
    list_organisaties,
    namens,
    operator,
)

OIN_A, OIN_B = "00000099000000001000", "00000099000000002000"

# A table with one of these columns says something about a person or belongs to one organisation.
BEHIND_THE_WALL = {"jongere", "bsn", "inhoud", "organisatie", "aanmelding"}


@pytest.fixture
def organisaties(database: str) -> tuple[Organisatie, Organisatie]:
    return (
        add_organisatie(operator("test"), oin=OIN_A, naam="Aa", soort="doorstroompunt", regio=1),
        add_organisatie(operator("test"), oin=OIN_B, naam="Be", soort="gemeente", regio=3, gemeentecode="0014"),
    )


def test_every_table_with_people_has_row_level_security(database: str) -> None:
    with psycopg.connect(database) as admin:
        rows = admin.execute(
            """
            SELECT c.relname, c.relrowsecurity, pg_get_userbyid(c.relowner), array_agg(a.attname::text)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            GROUP BY c.oid
            """
        ).fetchall()
    walled = {name for name, secured, _, _ in rows if secured}
    assert walled == {name for name, _, _, columns in rows if BEHIND_THE_WALL & set(columns)}
    assert {"jongere", "aanmelding", "iko", "uitval", "prioriteit", "logregel"} <= walled
    assert {owner for _, _, owner, _ in rows} == {"vsv_eigenaar"}


def test_the_roles_own_nothing_and_bypass_nothing(database: str) -> None:
    with psycopg.connect(database) as admin:
        rows = admin.execute(
            """
            SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,
                   (SELECT count(*) FROM pg_class WHERE relowner = r.oid)
            FROM pg_roles r WHERE rolname IN ('vsv_web', 'vsv_beheer', 'vsv_werker')
            """
        ).fetchall()
    assert sorted(rows) == [("vsv_beheer", False, 0), ("vsv_web", False, 0), ("vsv_werker", False, 0)]


def test_partitions_can_not_be_read_around_the_wall(database: str) -> None:
    with psycopg.connect(database) as admin:
        partitions = [
            name for (name,) in admin.execute("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
        ]
    assert "logregel_rest" in partitions
    for name in partitions:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
            cur.execute(f"SELECT FROM {name}".encode())


def test_without_an_organisation_nothing_is_seen(organisaties: tuple[Organisatie, Organisatie]) -> None:
    aa, _ = organisaties
    with namens(operator("test", aa), Recht.JONGEREN_INZIEN) as sessie:
        sessie.log("test.lezen", jongere=7)
    with transactie("web") as cur:
        assert cur.execute("SELECT count(*) FROM logregel").fetchone() == (0,)


def test_an_organisation_sees_its_own_log_only(organisaties: tuple[Organisatie, Organisatie]) -> None:
    for organisatie in organisaties:
        with namens(operator("test", organisatie), Recht.JONGEREN_INZIEN) as sessie:
            sessie.log("test.lezen", jongere=organisatie.id)
    for organisatie in organisaties:
        with namens(operator("test", organisatie), Recht.LOGBOEK_LEZEN) as sessie:
            assert sessie.cur.execute("SELECT jongere FROM logregel").fetchall() == [(organisatie.id,)]


def test_the_organisation_of_a_transaction_ends_with_it(organisaties: tuple[Organisatie, Organisatie]) -> None:
    with namens(operator("test", organisaties[0]), Recht.JONGEREN_INZIEN) as sessie:
        assert sessie.cur.execute("SELECT vsv_organisatie()").fetchone() == (organisaties[0].id,)
        sessie.cur.connection.commit()
        assert sessie.cur.execute("SELECT vsv_organisatie()").fetchone() == (None,)


def test_nobody_logs_for_another(organisaties: tuple[Organisatie, Organisatie]) -> None:
    aa, be = organisaties
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
        namens(operator("test", aa), Recht.JONGEREN_INZIEN) as sessie,
    ):
        sessie.cur.execute(
            "INSERT INTO logregel (actor, oorsprong, organisatie, actie, resultaat, trace)"
            " VALUES ('x', 'cli', %s, 'x', 'gelukt', 'x')",
            (be.id,),
        )


def test_a_missing_right_is_refused_and_logged(organisaties: tuple[Organisatie, Organisatie]) -> None:
    wie = Wie(actor="u1", oorsprong="portaal", rechten=frozenset({Recht.RAPPORTEN}), organisatie=organisaties[0])
    with pytest.raises(GeenRecht, match="jongeren aan- en afmelden"), namens(wie, Recht.AANMELDEN):
        pass
    with pytest.raises(GeenRecht), als_dienst(wie):
        pass
    with transactie("werker") as cur:
        rows = cur.execute("SELECT actor, organisatie, resultaat, bijzonderheden FROM logregel WHERE actor = 'u1'")
        assert rows.fetchall() == [
            ("u1", organisaties[0].id, "geweigerd", {"recht": "AANMELDEN"}),
            ("u1", organisaties[0].id, "geweigerd", {"recht": "DIENST_BEHEREN"}),
        ]


def test_acting_for_no_organisation_is_refused(database: str) -> None:
    with pytest.raises(GeenRecht, match="voor welke organisatie"), namens(operator("test"), Recht.RAPPORTEN):
        pass


def test_an_organisation_is_added_once(organisaties: tuple[Organisatie, Organisatie]) -> None:
    again = add_organisatie(operator("test"), oin=OIN_A, naam="Aa", soort="doorstroompunt", regio=1)
    assert again == organisaties[0] == find_organisatie(OIN_A)
    with pytest.raises(InvoerFout, match="hoort al bij Aa"):
        add_organisatie(operator("test"), oin=OIN_A, naam="Ander", soort="doorstroompunt", regio=1)
    assert list_organisaties() == list(organisaties)


def test_an_unknown_organisation_is_said(database: str) -> None:
    with pytest.raises(InvoerFout, match="hier niet bekend"):
        find_organisatie("00000099000000009000")


def test_everything_wrong_with_an_organisation_is_said_at_once(database: str) -> None:
    with pytest.raises(InvoerFout) as raised:
        add_organisatie(operator("test"), oin="12", naam=" ", soort="gemeente", regio=14, gemeentecode="0014")
    codes = [fout.code for fout in raised.value.fouten]
    assert codes == ["OIN_ONGELDIG", "NAAM_LEEG", "REGIO_ONBEKEND", "GEMEENTE_ONBEKEND"]
    assert list_organisaties() == []
