"""Proposals in the portal: filtered, decided one by one or many at once, with and without htmx."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import polars as pl
import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal
from tests.portaal.test_aanmelden import GEBOREN, new_bsn, sign_up, today

from vsv.domein.gemeenten import gemeenten
from vsv.domein.kolommen import MOMENT
from vsv.klantvolg.service import take_signalen
from vsv.toegang.service import als_dienst, operator

Als = Callable[..., Bezoeker]

SIGNAAL: dict[str, Any] = {
    "regel": pl.Int64,
    "bsn": pl.String,
    "soort": pl.String,
    "datum": pl.Date,
    "gemeentecode": pl.String,
    "ontvangen_op": MOMENT,
}


@pytest.fixture
def aya(als: Als) -> Bezoeker:
    return als("Aya")


def signal(*rows: tuple[str, str, str | None], dag: date | None = None) -> None:
    day = dag or today()
    filled = [(n, bsn, soort, day, code, datetime.now(UTC)) for n, (bsn, soort, code) in enumerate(rows, 2)]
    with als_dienst(operator("test")) as sessie:
        take_signalen(sessie, pl.DataFrame(filled, schema=SIGNAAL, orient="row"))


def find(portaal: Portaal, kenmerk_of_bsn: str, *, soort: str = "") -> str:
    """uuid of the newest open proposal of the first organisation."""
    with psycopg.connect(portaal.database) as admin:
        row = admin.execute(
            """
            SELECT v.uuid FROM voorstel v JOIN organisatie o ON o.id = v.organisatie
            LEFT JOIN aanmelding a ON a.organisatie = v.organisatie AND a.jongere = v.jongere
            WHERE o.oin = %s AND v.stand = 'OPEN' AND (a.kenmerk = %s OR v.soort = %s) ORDER BY v.id DESC LIMIT 1
            """,
            (portaal.eerste.oin, kenmerk_of_bsn, soort),
        ).fetchone()
    assert row
    return str(row[0])


def stand(portaal: Portaal, uuid: str) -> str:
    with psycopg.connect(portaal.database) as admin:
        ((found,),) = admin.execute("SELECT stand FROM voorstel WHERE uuid = %s", (uuid,)).fetchall()
    return str(found)


def propose_afmelden(portaal: Portaal, kenmerk: str) -> str:
    bsn, _ = sign_up(portaal.eerste, kenmerk)
    signal((bsn, "STARTKWALIFICATIE", None))
    return find(portaal, kenmerk)


def propose_aanmelden(portaal: Portaal) -> tuple[str, str]:
    bsn = new_bsn()
    with psycopg.connect(portaal.database) as admin:
        ((code,),) = admin.execute("SELECT regio FROM organisatie WHERE oin = %s", (portaal.eerste.oin,)).fetchall()
    gemeente = next(g.code for g in gemeenten().values() if g.regio == code)
    signal((bsn, "UITSCHRIJVING", gemeente), dag=today() - timedelta(days=30))
    return bsn, find(portaal, "", soort="AANMELDEN")


def send(who: Bezoeker, *, htmx: bool = False, **data: Any) -> Any:
    page = who.get("/voorstellen")
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    headers = {"Referer": page.url} | ({"HX-Request": "true"} if htmx else {})
    return who.post("/voorstellen/besluit", data={"csrfmiddlewaretoken": token, **data}, headers=headers)


def test_the_list_filters_and_counts(portaal: Portaal, aya: Bezoeker) -> None:
    propose_afmelden(portaal, "V-1")
    page = aya.get("/voorstellen?soort=AFMELDEN&aanleiding=STARTKWALIFICATIE")
    assert page.ok
    assert "V-1" in page.text
    assert "DUO meldt op" in text_of(page)
    assert 'aria-current="true">Afmelden' in page.text
    none = aya.get("/voorstellen?soort=OVERDRAGEN&aanleiding=STARTKWALIFICATIE")
    assert "Met dit filter is er geen voorstel" in text_of(none)
    assert aya.get("/voorstellen?soort=ONZIN").ok
    assert aya.get("/voorstellen?na=onzin").status_code == 400


def test_signing_off_asks_once_and_then_does_it(portaal: Portaal, aya: Bezoeker) -> None:
    uuid = propose_afmelden(portaal, "V-2")
    question = send(aya, een=f"aanvaarden:{uuid}")
    assert "gegevens van deze jongere vanaf nu niet meer ziet" in text_of(question)
    assert stand(portaal, uuid) == "OPEN"
    done = aya.submit(question, {"besluit": "aanvaarden"}, action="/voorstellen/besluit")
    assert "1 voorstel is aanvaard" in text_of(done)
    assert stand(portaal, uuid) == "AANVAARD"
    again = aya.submit(question, {"besluit": "aanvaarden"}, action="/voorstellen/besluit")
    assert "Dit voorstel is al aanvaard" in text_of(again)


def test_the_same_in_its_place_with_htmx(portaal: Portaal, aya: Bezoeker) -> None:
    uuid = propose_afmelden(portaal, "V-3")
    question = send(aya, htmx=True, een=f"afwijzen:{uuid}")
    assert question.text.lstrip().startswith("<li")
    assert "om dezelfde reden niet terugkomt" in text_of(question)
    back = send(aya, htmx=True, een=f"tonen:{uuid}")
    assert f'value="aanvaarden:{uuid}"' in back.text
    done = send(aya, htmx=True, een=f"afwijzen:{uuid}:akkoord")
    assert "Dit voorstel is afgewezen" in text_of(done)
    assert stand(portaal, uuid) == "AFGEWEZEN"


def test_signing_up_needs_a_birth_date_and_can_be_undone(portaal: Portaal, aya: Bezoeker) -> None:
    bsn, uuid = propose_aanmelden(portaal)
    missing = send(aya, een=f"aanvaarden:{uuid}")
    assert "Vul de geboortedatum in" in text_of(missing)
    wrong = send(aya, htmx=True, een=f"aanvaarden:{uuid}", **{f"geboortedatum_{uuid}": "31-02-2005"})
    assert "geen bestaande datum" in text_of(wrong)
    assert 'value="31-02-2005"' in wrong.text
    done = send(aya, een=f"aanvaarden:{uuid}", **{f"geboortedatum_{uuid}": GEBOREN.isoformat()})  # type: ignore[arg-type]
    assert "U volgt deze jongere vanaf nu" in text_of(done)
    undo = done.text.split('<a href="/afmelden/')[1].split('"')[0]
    assert aya.get(f"/afmelden/{undo}").ok
    assert bsn not in done.text
    assert not [url for url in aya.seen if bsn in url]


def test_many_at_once_each_with_an_answer(portaal: Portaal, aya: Bezoeker) -> None:
    uuids = [propose_afmelden(portaal, f"V-4{i}") for i in range(3)]
    question = send(aya, besluit="aanvaarden", voorstel=uuids)
    assert "gegevens van deze 3 jongeren" in text_of(question)
    done = aya.submit(question, {"besluit": "aanvaarden"}, action="/voorstellen/besluit")
    assert "3 voorstellen zijn aanvaard" in text_of(done)
    assert send(aya, besluit="aanvaarden").status_code == 400


def test_all_of_a_filter(portaal: Portaal, aya: Bezoeker) -> None:
    uuid = propose_afmelden(portaal, "V-5")
    question = send(aya, besluit="alles-afwijzen", soort="AFMELDEN", aanleiding="STARTKWALIFICATIE")
    assert "V-5" in question.text
    done = aya.submit(question, {"besluit": "afwijzen"}, action="/voorstellen/besluit")
    assert done.ok
    assert stand(portaal, uuid) == "AFGEWEZEN"


def test_proposals_of_others_are_unknown(portaal: Portaal, als: Als, aya: Bezoeker) -> None:
    uuid = propose_afmelden(portaal, "V-6")
    propose = als("Bas")
    page = propose.get("/aanmelden")
    token = page.text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {"csrfmiddlewaretoken": token, "besluit": "aanvaarden", "voorstel": uuid, "akkoord": "ja"}
    answer = propose.post("/voorstellen/besluit", data=data, headers={"Referer": page.url})
    assert "niet van uw organisatie" in text_of(answer)
    assert "V-6" not in answer.text
    assert stand(portaal, uuid) == "OPEN"
    for naam in ("Tess", "Gijs", "Pim"):
        assert als(naam).get("/voorstellen").status_code == 403
