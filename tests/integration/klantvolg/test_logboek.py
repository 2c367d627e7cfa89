"""Reading the log: who looked at this jongere, what did this user do; and only the lines of the own organisation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import polars as pl
import psycopg
import pytest
from tests.integration.klantvolg.conftest import OIN_B, Query, Take

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import Logkeuze, iter_logboek, read_logboek, search_in_logboek
from vsv.logboek.service import Actiesoort, control_chain
from vsv.opslag.service import transactie
from vsv.toegang.service import Organisatie, Recht, Wie, namens

VANDAAG = date(2026, 11, 24)
OFFICER = frozenset({Recht.LOGBOEK_LEZEN})
Look = Callable[..., None]


def officer(organisatie: Organisatie) -> Wie:
    return Wie(actor="officer", oorsprong="portaal", rechten=OFFICER, organisatie=organisatie)


@pytest.fixture
def persons(query: Query, take: Take, bsns: list[str]) -> dict[str, int]:
    """The first two are followed by Aa, the third was, the fourth is followed by Be; all by their BSN."""
    take(
        (bsns[0], date(2006, 1, 1), date(2026, 1, 5), None, "A-0"),
        (bsns[1], date(2006, 1, 1), date(2026, 1, 5), None, "A-1"),
        (bsns[2], date(2006, 1, 1), date(2026, 1, 5), date(2026, 6, 1), "A-2"),
        (bsns[3], date(2006, 1, 1), date(2026, 1, 5), None, "B-3", OIN_B),
    )
    return dict(
        zip(bsns, (key for (key,) in query("SELECT jongere FROM aanmelding ORDER BY substr(kenmerk, 3)")), strict=False)
    )


@pytest.fixture
def look(aa: Organisatie) -> Look:
    """A user looks at persons."""

    def run(
        *jongeren: int | None, actor: str = "consulent", actie: str = "rapport.lezen", bij: Organisatie = aa
    ) -> None:
        rechten = frozenset({Recht.RAPPORTEN})
        with namens(Wie(actor=actor, oorsprong="portaal", rechten=rechten, organisatie=bij), Recht.RAPPORTEN) as sessie:
            for jongere in jongeren:
                sessie.log(actie, jongere, {"run": 3})

    return run


def test_who_looked_at_this_jongere(aa: Organisatie, persons: dict[str, int], bsns: list[str], look: Look) -> None:
    look(persons[bsns[0]], actor="jan")
    look(persons[bsns[1]], actor="jan")
    look(persons[bsns[0]], actor="els", actie="rapport.jongere_inzien")
    pagina = read_logboek(officer(aa), Logkeuze(bsn=bsns[0]))
    assert pagina.volgende is None
    masked = "••••••" + bsns[0][6:]
    alike = {"naam": "een medewerker", "soort": "inzien", "bsn": masked, "kenmerk": "A-0", "oorsprong": "portaal",
             "resultaat": "gelukt", "bijzonderheden": "run: 3"}  # fmt: skip
    assert pagina.regels.select("actor", "woorden", *alike).to_dicts() == [
        {"actor": "els", "woorden": "zag de gegevens van de jongere in", **alike},
        {"actor": "jan", "woorden": "zag de jongere in een lijst", **alike},
    ]
    by_kenmerk = read_logboek(officer(aa), Logkeuze(kenmerk="A-0")).regels
    by_uuid = read_logboek(officer(aa), Logkeuze(uuid=UUID(pagina.regels["uuid"][0]))).regels
    assert by_kenmerk.filter(actor="els").equals(by_uuid.filter(actor="els"))


def test_a_search_is_a_line_and_gives_a_name_that_says_nothing(
    aa: Organisatie, persons: dict[str, int], bsns: list[str], query: Query
) -> None:
    found = search_in_logboek(officer(aa), Logkeuze(bsn=bsns[2]))
    assert (found.bsn, found.kenmerk) == ("••••••" + bsns[2][6:], "A-2")
    assert query("SELECT id FROM jongere WHERE uuid = %s", found.uuid) == [(persons[bsns[2]],)]
    assert search_in_logboek(officer(aa), Logkeuze(kenmerk="A-2")) == found
    assert read_logboek(officer(aa), Logkeuze(uuid=found.uuid)).over == found
    assert read_logboek(officer(aa), Logkeuze()).over is None
    lines = query("SELECT jongere FROM logregel WHERE actie = 'logboek.opzoeken'")
    assert lines == [(persons[bsns[2]],)] * 2
    for wrong, said in ((Logkeuze(), "Vul een BSN"), (Logkeuze(bsn=bsns[3]), "geen aanmelding")):
        with pytest.raises(InvoerFout, match=said):
            search_in_logboek(officer(aa), wrong)


def test_what_did_this_user_do(aa: Organisatie, persons: dict[str, int], bsns: list[str], look: Look) -> None:
    look(persons[bsns[0]], actor="jan")
    look(persons[bsns[1]], actor="els")
    look(None, actor="jan", actie="rapport.exporteren")
    assert read_logboek(officer(aa), Logkeuze(actor="jan")).regels["actie"].to_list() == [
        "rapport.exporteren",
        "rapport.lezen",
    ]
    exports = read_logboek(officer(aa), Logkeuze(actor="jan", soort=Actiesoort.EXPORTEREN)).regels
    assert exports.select("actie", "uuid", "bsn").rows() == [("rapport.exporteren", None, None)]
    assert read_logboek(officer(aa), Logkeuze(actor="jan", resultaat="mislukt")).regels.is_empty()


def test_reading_the_log_is_in_the_log(
    aa: Organisatie, persons: dict[str, int], bsns: list[str], look: Look, query: Query
) -> None:
    look(persons[bsns[0]])
    read_logboek(officer(aa), Logkeuze(bsn=bsns[0], vanaf=date(2026, 1, 1)))
    read_logboek(officer(aa), Logkeuze(actor="consulent"))
    lines = query("SELECT jongere, organisatie, bijzonderheden FROM logregel WHERE actor = 'officer' ORDER BY nummer")
    assert lines == [
        (persons[bsns[0]], aa.id, {"vanaf": "2026-01-01"}),
        (None, aa.id, {"gebruiker": "consulent"}),
    ]
    assert not any(bsns[0] in str(row) for row in query("SELECT logregel::text FROM logregel"))
    seen = read_logboek(officer(aa), Logkeuze(actor="officer")).regels
    assert set(seen["woorden"]) == {"las het logboek"}


def test_an_organisation_reads_its_own_lines_only(
    aa: Organisatie, be: Organisatie, persons: dict[str, int], bsns: list[str], look: Look
) -> None:
    look(persons[bsns[3]], bij=be, actor="be-1")
    look(persons[bsns[0]], bij=aa, actor="aa-1")
    for organisatie, own in ((aa, "aa-1"), (be, "be-1")):
        actors = set(read_logboek(officer(organisatie), Logkeuze()).regels["actor"])
        assert actors & {"aa-1", "be-1"} == {own}
    with pytest.raises(InvoerFout, match="geen aanmelding, geen voorstel en geen logregels"):
        read_logboek(officer(aa), Logkeuze(bsn=bsns[3]))
    with pytest.raises(InvoerFout) as unknown:
        read_logboek(officer(aa), Logkeuze(bsn=bsns[9]))
    assert unknown.value.fouten[0].code == "JONGERE_ONBEKEND"  # the same as of somebody whom another follows
    with pytest.raises(InvoerFout, match="geen aanmelding"):
        read_logboek(officer(aa), Logkeuze(kenmerk="B-3"))


def test_who_is_no_longer_followed_is_found(
    aa: Organisatie, be: Organisatie, persons: dict[str, int], bsns: list[str], look: Look
) -> None:
    look(persons[bsns[2]], actor="vroeger")
    pagina = read_logboek(officer(aa), Logkeuze(bsn=bsns[2]))
    assert pagina.regels.select("actor", "kenmerk").rows()[0] == ("vroeger", "A-2")
    look(persons[bsns[3]], actor="zocht", actie="klantvolg.opzoeken")  # never followed here, but looked up here
    assert read_logboek(officer(aa), Logkeuze(bsn=bsns[3])).regels.select("actor", "kenmerk").rows() == [
        ("zocht", None)
    ]


def test_the_wall_gives_away_nobody(aa: Organisatie, persons: dict[str, int], bsns: list[str], query: Query) -> None:
    ((uuid_of_be,),) = query("SELECT uuid FROM jongere WHERE id = %s", persons[bsns[3]])
    with namens(officer(aa), Recht.LOGBOEK_LEZEN) as sessie:
        keys = list(persons.values())
        sessie.cur.execute("SELECT jongere FROM klantvolg_in_logboek(%s)", (keys,))
        assert sorted(key for (key,) in sessie.cur) == sorted(persons[bsn] for bsn in bsns[:3])
        sessie.cur.execute("SELECT jongere FROM klantvolg_zoek_in_logboek(NULL, %s)", (uuid_of_be,))
        assert sessie.cur.fetchall() == []
    with transactie("web") as cur:  # no organisation was said
        assert cur.execute("SELECT FROM klantvolg_in_logboek(%s)", (keys,)).fetchall() == []
    for rol in ("web", "beheer"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie(rol) as cur:
            cur.execute("SELECT klantvolg_heeft_spoor(1)")


def test_pages_hold_every_line_once(aa: Organisatie, persons: dict[str, int], bsns: list[str], look: Look) -> None:
    look(*[persons[bsns[0]]] * 7, actor="jan")
    pages, na = [], None
    while True:
        pagina = read_logboek(officer(aa), Logkeuze(actor="jan"), na=na, aantal=3)
        pages.append(pagina.regels)
        na = pagina.volgende
        if na is None:
            break
    assert [page.height for page in pages] == [3, 3, 1]
    moments = pl.concat(pages)["tijdstip"]
    assert moments.is_sorted(descending=True)
    whole = read_logboek(officer(aa), Logkeuze(actor="jan"), aantal=7)
    assert whole.volgende is None
    assert whole.regels.equals(pl.concat(pages))
    with pytest.raises(InvoerFout, match="bestaat niet"):
        read_logboek(officer(aa), Logkeuze(), na="1; DROP")


def test_a_period_has_its_first_and_last_day(
    aa: Organisatie, persons: dict[str, int], bsns: list[str], look: Look, database: str
) -> None:
    look(*[persons[bsns[0]]] * 3, actor="jan")
    with psycopg.connect(database) as admin:  # just before, in, and just after 23 November, in Amsterdam
        admin.execute(
            """
            UPDATE logregel l SET tijdstip = v.moment
            FROM (SELECT nummer, row_number() OVER (ORDER BY nummer) AS n FROM logregel WHERE actor = 'jan') AS g
            JOIN (VALUES (1, '2026-11-22T22:59:59Z'::timestamptz), (2, '2026-11-22T23:00:00Z'),
                         (3, '2026-11-23T23:00:00Z')) AS v (n, moment) USING (n)
            WHERE l.nummer = g.nummer
            """
        )
    dag = date(2026, 11, 23)

    def count(vanaf: date | None = None, tot: date | None = None) -> int:
        return read_logboek(officer(aa), Logkeuze(actor="jan", vanaf=vanaf, tot=tot)).regels.height

    assert (count(vanaf=dag), count(tot=dag), count(vanaf=dag, tot=dag)) == (2, 2, 1)
    assert count(vanaf=dag + timedelta(days=2)) == 0


def test_colleagues_have_the_name_they_are_known_by(
    aa: Organisatie, be: Organisatie, persons: dict[str, int], bsns: list[str], look: Look, database: str
) -> None:
    with psycopg.connect(database) as admin:
        admin.execute("INSERT INTO gebruiker (subject, soort, nummer) VALUES ('s', 'KVK', '12345678')")
        for organisatie, naam, weg in ((aa, "Jan de Vries", True), (be, "J. de Vries", False)):
            admin.execute(
                """
                INSERT INTO toekenning (organisatie, gebruiker, actor, naam, rollen, gemaakt_door, ingetrokken_op,
                                        ingetrokken_door)
                SELECT %s, id, 'gebruiker:1', %s, '{CONSULENT}', 'x', v.op, v.door
                FROM gebruiker, (VALUES (CASE WHEN %s THEN now() END, CASE WHEN %s THEN 'x' END)) AS v (op, door)
                """,
                (organisatie.id, naam, weg, weg),
            )
    look(persons[bsns[0]], actor="gebruiker:1")
    look(persons[bsns[3]], actor="gebruiker:1", bij=be)
    look(persons[bsns[0]], actor="gebruiker:2")
    names = {row["actor"]: row["naam"] for row in read_logboek(officer(aa), Logkeuze()).regels.to_dicts()}
    assert names["gebruiker:1"] == "Jan de Vries"  # also when this person has left
    assert names["gebruiker:2"] == "een medewerker"
    assert read_logboek(officer(be), Logkeuze(actor="gebruiker:1")).regels["naam"].to_list() == ["J. de Vries"]


def test_roles_are_named(aa: Organisatie) -> None:
    with namens(replace(officer(aa), rechten=frozenset(Recht)), Recht.GEBRUIKERS_BEHEREN) as sessie:
        sessie.log("toegang.rollen_wijzigen", None, {"rollen": ["CONSULENT", "PRIVACY_OFFICER"]})
    line = read_logboek(officer(aa), Logkeuze()).regels
    assert line["bijzonderheden"].to_list() == ["rollen: Consulent, Privacy officer"]


def test_an_export_is_the_same_in_pieces_and_logged(
    aa: Organisatie, persons: dict[str, int], bsns: list[str], look: Look, query: Query
) -> None:
    look(*[persons[bsns[0]]] * 7, actor="jan")
    with namens(officer(aa), Recht.LOGBOEK_LEZEN, snapshot=True) as sessie:
        pieces = list(iter_logboek(sessie, Logkeuze(actor="jan"), per_deel=3))
    assert [piece.height for piece in pieces] == [3, 3, 1]
    assert pl.concat(pieces).equals(read_logboek(officer(aa), Logkeuze(actor="jan")).regels)
    assert query("SELECT count(*) FROM logregel WHERE actie = 'logboek.exporteren'") == [(1,)]


def test_only_who_may_reads_the_log(aa: Organisatie, persons: dict[str, int], query: Query) -> None:
    every_other = frozenset(Recht) - OFFICER
    with pytest.raises(GeenRecht, match="het logboek lezen"):
        read_logboek(replace(officer(aa), rechten=every_other), Logkeuze())
    with pytest.raises(GeenRecht):
        read_logboek(replace(officer(aa), organisatie=None), Logkeuze())
    refused = query("SELECT resultaat, bijzonderheden FROM logregel WHERE actie = 'toegang.weigeren'")
    assert refused == [("geweigerd", {"recht": "LOGBOEK_LEZEN"})]
    line = read_logboek(officer(aa), Logkeuze(soort=Actiesoort.WEIGEREN)).regels
    assert line["bijzonderheden"].to_list() == ["recht: het logboek lezen"]


def test_what_can_not_be_asked_is_said(aa: Organisatie, take: Take, bsns: list[str]) -> None:
    for keuze, code in (
        (Logkeuze(bsn="123"), "BSN_ONGELDIG"),
        (Logkeuze(bsn=bsns[0], kenmerk="x"), "KEUZE_DUBBEL"),
    ):
        with pytest.raises(InvoerFout) as raised:
            read_logboek(officer(aa), keuze)
        assert raised.value.fouten[0].code == code
        assert bsns[0] not in repr(keuze)
    take((bsns[0], None, date(2026, 1, 5), None, "K"), (bsns[1], None, date(2026, 1, 5), None, "K"))
    with pytest.raises(InvoerFout) as raised:
        read_logboek(officer(aa), Logkeuze(kenmerk="K"))
    assert raised.value.fouten[0].code == "KENMERK_DUBBEL"


def test_the_page_says_whether_the_chain_is_whole(aa: Organisatie, be: Organisatie) -> None:
    assert read_logboek(officer(aa), Logkeuze()).keten is None
    with transactie("werker", snapshot=True) as cur:
        found = control_chain(cur)
    assert read_logboek(officer(aa), Logkeuze()).keten == found
