"""Who runs the service sees how it is doing, and no people's data: neither by our services nor around them."""

from datetime import UTC, date, datetime

import psycopg
import pytest
from tests.integration.rapport.conftest import MAANDAG, Wereld

from vsv.beheer.cyclus import Werkplek
from vsv.beheer.service import (
    TAKEN,
    list_organisatiestanden,
    list_regelsets,
    list_taken,
    read_stand,
)
from vsv.beheer.werker import build_app
from vsv.bronnen.service import list_leveringen, read_leveringverslag
from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.logboek.service import control_chain, log, seal
from vsv.opslag.service import transactie
from vsv.prioriteit.service import beschikbaar
from vsv.rapport.service import run_week
from vsv.toegang.service import DIENSTROLLEN, Recht, Wie, als_dienst, operator, rechten_van

BEHEERDER = Wie(actor="op-1", oorsprong="portaal", rechten=rechten_van(DIENSTROLLEN))
NU = datetime(2026, 11, 24, 12, tzinfo=UTC)

SEEN_OF_PEOPLE = {
    "bevraging": {"bron", "beantwoord_op"},
    "vraag": {"bron", "dag", "pogingen"},
    "uitval": {"id", "levering", "tabel", "regel", "kolom", "code", "reden", "alsnog_genomen"},
    "logregel": {"nummer", "transactie", "tijdstip", "actor", "oorsprong", "organisatie", "actie", "jongere",
                 "resultaat", "trace", "bijzonderheden"},
    "regelsetvoorstel": {"id", "organisatie", "naam", "basis", "waarden", "toelichting", "bewaard_op", "bewaard_door",
                         "geldig_vanaf", "gestart_op", "gestart_door"},
}  # fmt: skip
"""Of which walled tables the operator's pages see which columns; of logregel only the lines without a person."""

USERS = ["toekenning", "rechtspersoon", "machtiging"]
"""Walled too, and for the operator: they are about users and vendors, and not about the people who are followed."""


@pytest.fixture
def wereld(database: str) -> Wereld:
    """Two organisations; one follows two people, the other one; a levering with rows that were refused."""
    wereld = Wereld(operator("proef"), database)
    een, _ = wereld.add_organisatie(1), wereld.add_organisatie(2)
    jongere = wereld.follow(een, kenmerk="GEHEIM-1")
    voorbij = wereld.follow(een)
    wereld.unfollow(voorbij, date(2026, 2, 1))
    with wereld.deliver(date(2026, 11, 20)) as levering:
        levering.answers(jongere)
        levering.works(jongere, 800000195030001, 81_250)
        levering.doelgroep(jongere)
        levering.cur.execute(
            "INSERT INTO levering_tabel VALUES (%s, 'uitkeringen', 'uitkeringen.csv', 5, 2, 0, 0, 3)", (levering.id,)
        )
        for regel, code, wacht_op in (
            (3, "DATUM_ONGELDIG", None),
            (4, "DATUM_ONGELDIG", None),
            (9, "IKV_ONTBREEKT", 1),
        ):
            levering.cur.execute(
                """
                INSERT INTO uitval (levering, tabel, regel, kolom, code, reden, jongere, wacht_op, inhoud, sleutel)
                VALUES (%s, 'uitkeringen', %s, 'datum_begin', %s, 'Dit is geen datum.', %s, %s, 'x', 1)
                """,
                (levering.id, regel, code, jongere, wacht_op),
            )
        levering.cur.execute("INSERT INTO vraagronde (dag, bron, gepland) VALUES ('2026-11-23', 'DGR', 1)")
        levering.cur.execute(
            "INSERT INTO vraag (bron, jongere, dag, niet_voor) VALUES ('DGR', %s, '2026-11-23', now())", (jongere,)
        )
        levering.cur.execute("INSERT INTO signaal VALUES ('b', 'OVERLEDEN', '2026-09-01')")
        levering.cur.execute(
            "INSERT INTO voorstel (organisatie, jongere, soort, aanleiding, datum)"
            " VALUES (%s, %s, 'AFMELDEN', 'BIJNA_27', '2026-12-01')",
            (een.id, jongere),
        )
    run_week(wereld.wie, MAANDAG)
    return wereld


def test_of_people_it_may_read_no_column_that_says_who(database: str) -> None:
    with psycopg.connect(database) as admin:
        rows = admin.execute(
            """
            SELECT c.relname::text, a.attname::text
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'public'::regnamespace AND c.relrowsecurity AND c.relname <> ALL (%s)
              AND has_column_privilege('vsv_beheer', c.oid, a.attnum, 'SELECT')
            """,
            (USERS,),
        ).fetchall()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    assert found == SEEN_OF_PEOPLE


def test_it_changes_nothing_about_people(database: str) -> None:
    with psycopg.connect(database) as admin:
        rows = admin.execute(
            """
            SELECT c.relname::text, p.privilege FROM pg_class c,
                   (VALUES ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS p (privilege)
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
              AND c.relname <> ALL (%s)
              AND (has_table_privilege('vsv_beheer', c.oid, p.privilege)
                   OR p.privilege IN ('INSERT', 'UPDATE')
                      AND has_any_column_privilege('vsv_beheer', c.oid, p.privilege))
            """,
            (USERS,),
        ).fetchall()
    assert rows == [("logregel", "INSERT")]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM jongere",
        "SELECT count(*) FROM jongere",
        "SELECT count(*) FROM aanmelding",
        "SELECT kenmerk FROM aanmelding",
        "SELECT count(*) FROM actieve_aanmelding",
        "SELECT jongere FROM bevraging",
        "SELECT * FROM bevraging",
        "SELECT jongere FROM vraag",
        *(f"SELECT count(*) FROM {feit}" for feit in ("ikv", "ikp", "iko", "uitkering", "doelgroep")),
        *(f"SELECT count(*) FROM {feit}_rij" for feit in ("bevraging", "ikv", "doelgroep")),
        "SELECT count(*) FROM prioriteit",
        "SELECT count(*) FROM rapport",
        "SELECT inhoud FROM uitval",
        "SELECT jongere FROM uitval",
        "SELECT wacht_op FROM uitval",
        "SELECT count(*) FROM signaal",
        "SELECT count(*) FROM voorstel",
        "SELECT count(*) FROM melding",
        "SELECT count(*) FROM bsn_sleutel",
        "SELECT args FROM procrastinate_jobs",
        "SELECT klantvolg_vind('{}', '{}')",
        "SELECT klantvolg_in_logboek('{1}')",
        "SELECT klantvolg_zoek_in_logboek('b', NULL)",
        "SELECT rapport_doelgroepregister(1, '{1}')",
    ],
)
def test_people_can_not_be_read(wereld: Wereld, query: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), als_dienst(BEHEERDER) as sessie:
        sessie.cur.execute(query.encode())


def test_of_the_log_it_sees_no_line_about_a_person_or_of_an_organisation(wereld: Wereld) -> None:
    with als_dienst(BEHEERDER) as sessie:
        sessie.log("beheer.vragen")
        lines = sessie.cur.execute("SELECT actie, organisatie, jongere FROM logregel").fetchall()
    assert ("beheer.vragen", None, None) in lines
    assert {(organisatie, jongere) for _, organisatie, jongere in lines} == {(None, None)}
    assert wereld.query("SELECT count(*) FROM logregel WHERE jongere IS NOT NULL")[0] > (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("beheer") as cur:
        log(cur, operator("x", wereld.add_organisatie(1)).afzender, "beheer.vragen")


def test_the_status_is_the_same_as_for_the_command(wereld: Wereld) -> None:
    with transactie("werker") as cur:
        seal(cur)
    with transactie("werker", snapshot=True) as cur:
        keten = control_chain(cur)
    shown = read_stand(BEHEERDER, NU, dagen=7)
    assert shown == read_stand(operator("test"), NU, dagen=7)
    assert shown.leveringen == 1
    assert [(bron.bekend_tot is not None, bron.open) for bron in shown.bronnen] == [(True, 0), (True, 0), (False, 1)]
    assert [(ronde.gepland, ronde.open) for ronde in shown.rondes] == [(1, 1)]
    assert shown.keten == keten


def test_a_broken_chain_is_said_in_the_status(wereld: Wereld) -> None:
    with transactie("werker") as cur:
        seal(cur)
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("UPDATE logregel SET actor = 'ander'")
    assert read_stand(BEHEERDER, NU, dagen=1).vast == []  # nobody has looked yet
    with transactie("werker", snapshot=True) as cur:
        control_chain(cur)
    (broken,) = read_stand(BEHEERDER, NU, dagen=1).vast
    assert (broken.code, broken.plaats) == ("KETEN_GEBROKEN", "logboek")


def test_leveringen_with_their_quarantine_without_contents(wereld: Wereld) -> None:
    (verslag,) = list_leveringen(BEHEERDER, aantal=10)
    assert verslag.totaal.aantallen == (5, 2, 0, 0, 3)
    assert verslag.wachtend == 1
    detail = read_leveringverslag(BEHEERDER, verslag.levering)
    assert [(w.code, w.bestand, w.kolom, w.regel, w.rijen, w.reden) for w in detail.weigeringen] == [
        ("DATUM_ONGELDIG", "uitkeringen.csv", "datum_begin", 3, 2, "Dit is geen datum."),
        ("IKV_ONTBREEKT", "uitkeringen.csv", "datum_begin", 9, 1, "Dit is geen datum."),
    ]
    assert list_leveringen(BEHEERDER, voor=verslag.levering) == []
    with pytest.raises(InvoerFout, match="is er niet"):
        read_leveringverslag(BEHEERDER, 99)


def test_jobs(wereld: Wereld) -> None:
    with psycopg.connect(wereld.admin) as admin:
        for naam, status in (
            ("cyclus", "failed"),
            ("hartslag", "succeeded"),
            ("bevraag", "todo"),
            ("bevraag", "failed"),
        ):
            admin.execute(
                "INSERT INTO procrastinate_jobs (task_name, queue_name, status, args)"
                " VALUES (%s, 'default', %s, '{\"bron\": \"PW\"}')",
                (naam, status),
            )
        admin.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) SELECT id, 'failed', '2026-11-24T10:00Z'"
            " FROM procrastinate_jobs WHERE status = 'failed'"
        )
    failed = list_taken(BEHEERDER)
    assert [(taak.naam, taak.woorden) for taak in failed] == [
        ("bevraag", "bronnen bevragen"),
        ("cyclus", "dagelijkse verwerking"),
    ]
    assert failed[0].klaar_op == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert [taak.naam for taak in list_taken(BEHEERDER, voor=failed[0].nummer)] == ["cyclus"]
    assert [taak.status for taak in list_taken(BEHEERDER, statussen=("todo", "succeeded"))] == ["todo"]
    assert read_stand(BEHEERDER, NU, dagen=1).mislukt == 2


def test_every_kind_of_job_has_words(database: str) -> None:
    tasks = set(build_app(Werkplek())._app.tasks)
    assert {task for task in tasks if not task.startswith(("procrastinate", "builtin"))} == set(TAKEN)


def test_rule_sets_with_every_parameter_and_its_reason(wereld: Wereld) -> None:
    found = list_regelsets(BEHEERDER, MAANDAG)
    assert [regelset.naam for regelset in found] == list(reversed(beschikbaar()))
    used = found[0]
    assert (used.naam, used.geldt_nu, used.eerst_gebruikt, used.laatst_gebruikt) == ("vsv-2.0", True, MAANDAG, MAANDAG)
    shown = {parameter.naam: parameter for parameter in used.parameters}
    assert shown["drempel"].waarde == "€ 300"
    assert shown["drempel"].herkomst == "bron"
    assert shown["maanden"].waarde == "de vorige maand, dan de maand daarvoor, dan de lopende maand"
    assert shown["verplichte_bronnen"].waarde == "polisadministratie en register Participatiewet"
    assert "werk: " in shown["srtiv_klassen"].waarde
    assert all(parameter.reden and parameter.woorden for parameter in used.parameters)
    assert not any(regelset.geldt_nu for regelset in list_regelsets(BEHEERDER, date(2000, 1, 1)))


def test_organisations_in_numbers(wereld: Wereld) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("INSERT INTO gebruiker (subject, soort, nummer) VALUES ('s', 'KVK', '12345678')")
        admin.execute(
            "INSERT INTO toekenning (organisatie, gebruiker, actor, naam, rollen, gemaakt_door)"
            " SELECT o.id, g.id, 'gebruiker:1', 'Jan', '{CONSULENT}', 'x'"
            " FROM organisatie o, gebruiker g WHERE o.regio = 1"
        )
    assert [
        (stand.organisatie.naam, stand.gevolgd, stand.aanmeldingen, stand.gebruikers)
        for stand in list_organisatiestanden(BEHEERDER)
    ] == [
        ("Doorstroompunt 1", 1, 2, 1),
        ("Doorstroompunt 2", 0, 0, 0),
    ]


def test_only_who_runs_the_service(wereld: Wereld) -> None:
    wie = Wie(actor="x", oorsprong="portaal", rechten=frozenset(Recht) - {Recht.DIENST_BEHEREN})
    for look in (
        lambda: read_stand(wie, NU, dagen=1),
        lambda: list_leveringen(wie),
        lambda: read_leveringverslag(wie, 1),
        lambda: list_taken(wie),
        lambda: list_regelsets(wie, MAANDAG),
        lambda: list_organisatiestanden(wie),
    ):
        with pytest.raises(GeenRecht):
            look()
