"""Signing up, off and over in the portal, as the administratie does: without JavaScript, at the first organisation.

Whom a test needs it signs up itself, with BSN's that nobody else uses.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from typing import Any

import psycopg
import pytest
import requests
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

from vsv.domein.nummers import Bsn, NummerFout
from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import meld_aan
from vsv.toegang.service import Organisatie, operator

Als = Callable[..., Bezoeker]

GEBOREN = date(2005, 3, 1)
KOP = "bsn;geboortedatum;aanmelddatum;kenmerk"


def _valid() -> Iterator[str]:
    for number in count(980_000_000):
        try:
            yield Bsn.parse(str(number)).voluit
        except NummerFout:
            continue


_fresh = _valid()


@pytest.fixture
def aya(als: Als) -> Bezoeker:
    return als("Aya")


def today() -> date:
    """The day by which the portal goes."""
    return dag_van(datetime.now(UTC))


def new_bsn() -> str:
    return next(_fresh)


def sign_up(bij: Organisatie, kenmerk: str | None = None) -> tuple[str, str]:
    """BSN and uuid of somebody who is followed from today."""
    bsn = new_bsn()
    vandaag = today()
    done = meld_aan(
        operator("test", bij), bsn=bsn, geboortedatum=GEBOREN, aanmelddatum=vandaag, kenmerk=kenmerk, vandaag=vandaag
    )
    assert done.jongere
    return bsn, done.jongere


def hand_in(who: Bezoeker, inhoud: bytes | str, naam: str = "lijst.csv") -> requests.Response:
    content = inhoud.encode() if isinstance(inhoud, str) else inhoud
    page = who.get("/aanmelden")
    return who.submit(page, {}, action="/aanmelden/bestand", files={"bestand": (naam, BytesIO(content))})


def standing(portaal: Portaal, uuid: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(portaal.database) as admin:
        return admin.execute(
            """
            SELECT o.oin, a.afmeldreden FROM aanmelding a JOIN jongere j ON j.id = a.jongere
            JOIN organisatie o ON o.id = a.organisatie WHERE j.uuid = %s ORDER BY a.id
            """,
            (uuid,),
        ).fetchall()


def nowhere(portaal: Portaal, who: Bezoeker, *bsns: str) -> None:
    """No BSN in an address, in what the portal wrote, or readable in sessions."""
    with psycopg.connect(portaal.database) as admin:
        sessions = str(admin.execute("SELECT session_data FROM django_session").fetchall())
    said = "\n".join([*who.seen, portaal.log.read_text(), sessions])
    assert not [bsn for bsn in bsns if bsn in said]


def test_one_jongere_and_back_again(portaal: Portaal, aya: Bezoeker) -> None:
    bsn = new_bsn()
    dotted = f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}"
    done = aya.submit(aya.get("/aanmelden"), {"bsn": dotted, "geboortedatum": "01-03-2005", "kenmerk": "K-1"})
    assert done.url.endswith("/aanmelden")
    assert "U volgt deze jongere vanaf" in text_of(done)
    assert bsn not in done.text
    undo = done.text.split('<a href="/afmelden/')[1].split('"')[0]
    page = aya.get(f"/afmelden/{undo}")
    assert "vanaf nu niet meer ziet" in text_of(page)
    assert "K-1" in text_of(page)
    form = {"reden": "ONTERECHT"}
    out = aya.submit(page, form)
    assert "1 jongere is afgemeld" in text_of(out)
    assert standing(portaal, undo.split("?")[0]) == [(portaal.eerste.oin, "ONTERECHT")]
    again = aya.submit(page, form)  # sent twice
    assert "U had deze jongere al afgemeld" in text_of(again)
    nowhere(portaal, aya, bsn)


def test_who_is_known_already_changes_nothing(portaal: Portaal, aya: Bezoeker) -> None:
    bsn, _ = sign_up(portaal.eerste, "K-2")
    done = aya.submit(aya.get("/aanmelden"), {"bsn": bsn, "geboortedatum": "2005-03-01", "kenmerk": "anders"})
    assert "Er is niets gewijzigd. U volgt deze jongere al" in text_of(done)
    assert "Vergissing" not in done.text


def test_all_faults_at_once_and_nothing_typed_is_lost(portaal: Portaal, aya: Bezoeker) -> None:
    page = aya.submit(
        aya.get("/aanmelden"),
        {"bsn": "98000000", "geboortedatum": "1990-01-01", "aanmelddatum": "31-02-2026", "kenmerk": "x" * 101},
    )
    assert page.status_code == 400
    said = text_of(page)
    for part in ("9 cijfers", "geen bestaande datum", "meer dan 100 tekens"):
        assert said.count(part) >= 2  # on top, and beside the field
    assert 'value="98000000"' in page.text
    assert "<title>Fout:" in page.text
    old = aya.submit(aya.get("/aanmelden"), {"bsn": "98000000", "geboortedatum": "1990-01-01"})
    assert "9 cijfers" in text_of(old)
    assert "27 of ouder" in text_of(old)


def test_a_fault_that_only_the_service_knows_stands_at_its_field(portaal: Portaal, aya: Bezoeker) -> None:
    bsn, _ = sign_up(portaal.tweede)
    page = aya.submit(aya.get("/aanmelden"), {"bsn": bsn, "geboortedatum": "2004-01-01"})
    assert page.status_code == 400
    assert 'href="#id_geboortedatum"' in page.text
    assert "andere geboortedatum bekend" in text_of(page)
    nowhere(portaal, aya, bsn)


def test_a_file_is_shown_confirmed_and_undone(portaal: Portaal, aya: Bezoeker) -> None:
    known, _ = sign_up(portaal.eerste)
    new = [new_bsn() for _ in range(3)]
    rows = [
        f"{known};2005-03-01;2020-01-01;",
        *(f"{bsn};2005-03-01;;" for bsn in new),
        ";;;",
        "980000001;2005-03-01;;z",
    ]
    page = hand_in(aya, "\n".join([KOP, *rows]), f"{new[0]}.csv")
    assert "/aanmelden/bestand/" in page.url
    said = text_of(page)
    assert "nieuw 3 al bekend 1 vervallen 1 geweigerd 1" in said
    assert "de 6 rijen" in said
    assert "Meld 3 jongeren aan" in said
    assert "De aanmelddatum die u nu opgeeft is niet overgenomen" in said
    assert not [bsn for bsn in (*new, known, "980000001") if bsn in page.text]
    back = aya.get(f"{page.url}/geweigerd")
    assert back.headers["Content-Disposition"] == 'attachment; filename="geweigerd.csv"'
    assert back.text.splitlines()[0] == f"{KOP};reden"
    assert back.text.splitlines()[1].startswith("980000001;2005-03-01;;z;Dit is geen bestaand BSN")
    done = aya.submit(page, {})
    assert "3 jongeren zijn aangemeld" in text_of(done)
    assert "3 jongeren zijn aangemeld" in text_of(aya.submit(page, {}))  # sent twice
    assert aya.get(f"{page.url}/geweigerd").content == back.content
    undone = aya.submit(aya.get(f"{page.url}/terugdraaien"), {})
    assert "U volgt 3 jongeren niet meer" in text_of(undone)
    nowhere(portaal, aya, *new, known)


@pytest.mark.parametrize("soort", ["csv", "ods", "xlsx"])
def test_the_template_works_and_its_example_does_not_count(aya: Bezoeker, soort: str) -> None:
    template = aya.get(f"/aanmelden/voorbeeld.{soort}")
    assert template.ok
    page = hand_in(aya, template.content, f"ingevuld.{soort}")
    assert "nieuw 0 al bekend 0 vervallen 1 geweigerd 0" in text_of(page)
    assert "Er is niemand om aan te melden" in text_of(page)


@pytest.mark.parametrize(
    ("naam", "inhoud", "zegt"),
    [
        ("x.csv", b"", "Dit bestand is leeg"),
        ("x.pdf", b"%PDF", "Dit soort bestand kan niet"),
        ("x.xlsx", b"PK kapot", "met een wachtwoord beveiligd"),
        ("x.ods", b"kapot", "geen leesbaar ODS-bestand"),
        ("x.csv", b"naam;geboortedatum\na;2005-03-01\n", "De kolom 'bsn' ontbreekt"),
        ("x.csv", b"bsn;geboortedatum\n\xe9;1\n", "dat niet in UTF-8 is geschreven"),
        ("x.csv", b"bsn\n" + b"1" * 10 * 1024 * 1024, "groter dan 10 MB"),
    ],
)
def test_a_file_that_can_not_be_read(aya: Bezoeker, naam: str, inhoud: bytes, zegt: str) -> None:
    page = hand_in(aya, inhoud, naam)
    assert page.status_code == 400
    assert text_of(page).count(zegt) == 2
    assert 'href="#bestand_bestand"' in page.text


def test_no_file_at_all(aya: Bezoeker) -> None:
    page = aya.submit(aya.get("/aanmelden"), {}, action="/aanmelden/bestand", files={})
    assert page.status_code == 400
    assert "Kies een bestand" in text_of(page)


def test_the_file_of_a_colleague_or_of_an_hour_ago_is_not_there(portaal: Portaal, als: Als, aya: Bezoeker) -> None:
    page = hand_in(aya, f"{KOP}\n{new_bsn()};2005-03-01;;\nx;;;")
    path = "/" + page.url.split("/", 3)[3]
    for stranger in (als("Noor", bij=portaal.eerste), als("Bas")):
        for address in (path, f"{path}/geweigerd", f"{path}/terugdraaien"):
            answer = stranger.get(address)
            assert answer.status_code == 404
            assert "Dit bestand is er niet meer" in text_of(answer)
    with psycopg.connect(portaal.database) as admin:
        admin.execute("UPDATE inlevering SET tot = now()")
    assert aya.submit(page, {}).status_code == 404
    assert aya.get(path).status_code == 404


def test_afmelden_by_bsn(portaal: Portaal, aya: Bezoeker) -> None:
    bsn, uuid = sign_up(portaal.eerste, "K-3")
    page = aya.submit(aya.get("/afmelden"), {"bsn": bsn})
    assert page.url.endswith(f"/afmelden/{uuid}")
    assert bsn not in page.text
    empty = aya.submit(page, {"datum": ""})
    assert empty.status_code == 400
    assert text_of(empty).count("Kies een reden.") == 2
    late = aya.submit(page, {"reden": "WERK", "datum": "2100-01-01"})
    assert late.status_code == 400
    assert 'href="#id_datum"' in late.text
    done = aya.submit(page, {"reden": "WERK"})
    assert "1 jongere is afgemeld" in text_of(done)
    assert standing(portaal, uuid) == [(portaal.eerste.oin, "WERK")]
    gone = aya.submit(aya.get("/afmelden"), {"bsn": bsn})
    assert gone.status_code == 400
    assert "U volgt geen jongere met dit BSN" in text_of(gone)
    nowhere(portaal, aya, bsn)


def test_nobody_learns_who_others_follow(portaal: Portaal, aya: Bezoeker) -> None:
    followed, uuid = sign_up(portaal.tweede)
    pages = [aya.submit(aya.get("/afmelden"), {"bsn": bsn}) for bsn in (followed, new_bsn())]
    assert "U volgt geen jongere met dit BSN" in text_of(pages[0])
    assert text_of(pages[0]) == text_of(pages[1])
    assert aya.get(f"/afmelden/{uuid}").status_code == 404
    assert aya.get(f"/overdragen/{uuid}").status_code == 404


def post_selection(who: Bezoeker, path: str, **data: Any) -> requests.Response:
    """What the werklijst sends: a form with the token of any page."""
    page = who.get("/aanmelden")
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    return who.post(path, data={"csrfmiddlewaretoken": token, **data}, headers={"Referer": page.url})


def test_a_selection_is_signed_off_at_once(portaal: Portaal, aya: Bezoeker) -> None:
    uuids = [sign_up(portaal.eerste)[1] for _ in range(3)]
    _, other = sign_up(portaal.tweede)
    page = post_selection(aya, "/afmelden/jongeren", jongere=[*uuids, other, "onzin"])
    assert "deze 3 jongeren vanaf nu niet meer ziet" in text_of(page)
    done = aya.submit(page, {"reden": "VERHUISD"})
    assert "3 jongeren zijn afgemeld" in text_of(done)
    assert "Bij 1 jongere lukte het niet" in text_of(done)
    assert standing(portaal, other) == [(portaal.tweede.oin, None)]
    assert post_selection(aya, "/afmelden/jongeren").status_code == 404


def test_handing_over(portaal: Portaal, aya: Bezoeker) -> None:
    bsn, uuid = sign_up(portaal.eerste)
    page = aya.submit(aya.get("/overdragen"), {"bsn": bsn})
    assert page.url.endswith(f"/overdragen/{uuid}")
    assert aya.submit(page, {"organisatie": "verzonnen"}).status_code == 400
    own = aya.submit(page, {"organisatie": portaal.eerste.oin})
    assert own.status_code == 400
    assert "Kies een andere organisatie" in text_of(own)
    done = aya.submit(page, {"organisatie": portaal.tweede.oin})
    assert "1 jongere is overgedragen" in text_of(done)
    assert standing(portaal, uuid) == [(portaal.eerste.oin, "OVERGEDRAGEN"), (portaal.tweede.oin, None)]


def test_how_one_begins(als: Als) -> None:
    for naam in ("Aya", "Dana"):
        page = als(naam).get("/beginnen")
        assert page.ok
        assert "In drie stappen" in text_of(page)


@pytest.mark.parametrize(
    "path", ["/aanmelden", "/afmelden", "/overdragen", "/aanmelden/bestand", "/aanmelden/voorbeeld.csv", "/beginnen"]
)
def test_without_the_right_there_is_no_page(als: Als, path: str) -> None:
    for naam in ("Tess", "Gijs", "Pim"):
        assert als(naam).get(path).status_code == 403
    assert "/inloggen" in als().get(path).url
