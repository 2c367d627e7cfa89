"""What somebody writes to hurt: a script in a name, a formula in a kenmerk, a file that unpacks to far too much."""

import io
import zipfile
from collections.abc import Callable, Iterator

import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

Als = Callable[..., Bezoeker]

SCRIPT = '"><script>alert(1)</script>'
FORMULE = '=HYPERLINK("http://elders.nl";"Klik")'


@pytest.fixture(params=[SCRIPT, FORMULE], ids=["script", "formule"])
def kwaad(request: pytest.FixtureRequest, portaal: Portaal) -> Iterator[tuple[str, str]]:
    """Let a jongere have an evil kenmerk for a while; kenmerk and uuid."""
    with psycopg.connect(portaal.database) as admin:
        ((aanmelding, uuid, before),) = admin.execute(
            """
            SELECT w.aanmelding, w.uuid, a.kenmerk FROM werkregel w JOIN aanmelding a ON a.id = w.aanmelding
            JOIN organisatie o ON o.id = w.organisatie
            WHERE o.oin = %s AND w.aanmelddatum <= current_date ORDER BY w.aanmelding LIMIT 1
            """,
            (portaal.eerste.oin,),
        )
        admin.execute("UPDATE aanmelding SET kenmerk = %s WHERE id = %s", (request.param, aanmelding))
        admin.commit()
        yield request.param, str(uuid)
        admin.execute("UPDATE aanmelding SET kenmerk = %s WHERE id = %s", (before, aanmelding))


def test_a_kenmerk_does_nothing_but_stand_there(portaal: Portaal, als: Als, kwaad: tuple[str, str]) -> None:
    kenmerk, uuid = kwaad
    noor, pim = als("Noor", bij=portaal.eerste), als("Pim")
    pages = [
        noor.submit(noor.get("/werklijst"), {"zoek": kenmerk}, action="/werklijst/zoeken"),
        noor.get(f"/jongeren/{uuid}"),
        noor.get(f"/afmelden/{uuid}"),
        pim.submit(pim.get("/inzage"), {"kenmerk": kenmerk}),
        pim.submit(pim.get("/logboek"), {"kenmerk": kenmerk}, action="/logboek/zoek"),
    ]
    assert sum(kenmerk in text_of(page) for page in pages) >= 3
    assert not [page.url for page in pages if SCRIPT in page.text]


def test_a_formula_in_a_file_is_text(portaal: Portaal, als: Als, kwaad: tuple[str, str]) -> None:
    kenmerk, uuid = kwaad
    noor = als("Noor", bij=portaal.eerste)
    file = noor.submit(
        noor.get("/werklijst"),
        {"formaat": "csv", "jongere": uuid},
        action="/werklijst/opvolging",
        to="/werklijst/bestand",
    )
    assert file.ok
    assert (f"'{FORMULE[:10]}" in file.text) is (kenmerk == FORMULE)


def test_refused_rows_come_back_without_a_formula(portaal: Portaal, als: Als) -> None:
    evi = als("Evi")
    rows = f"bsn;geboortedatum;kenmerk\n123;01-03-2005;{FORMULE.replace(';', ',')}\n".encode()
    shown = evi.submit(
        evi.get("/aanmelden"),
        {"datum": "01-01-2026"},
        action="/aanmelden/bestand",
        files={"bestand": ("a.csv", rows)},
    )
    assert shown.ok
    back = evi.get(shown.url + "/geweigerd")
    assert back.ok
    assert "'=HYPERLINK" in back.text


@pytest.mark.parametrize("soort", ["xlsx", "ods"])
def test_a_file_that_unpacks_to_too_much_is_refused(portaal: Portaal, als: Als, soort: str) -> None:
    evi = als("Evi")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("content.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            with made.open(name, "w", force_zip64=True) as part:
                for _megabyte in range(300):
                    part.write(b"<" * 1_000_000)
    answer = evi.submit(
        evi.get("/aanmelden"),
        {"datum": "01-01-2026"},
        action="/aanmelden/bestand",
        files={"bestand": (f"a.{soort}", buffer.getvalue())},
    )
    assert answer.status_code == 400
    assert evi.get("/aanmelden").ok


def test_a_file_of_more_than_ten_megabytes_is_refused(als: Als) -> None:
    evi = als("Evi")
    answer = evi.submit(
        evi.get("/aanmelden"),
        {"datum": "01-01-2026"},
        action="/aanmelden/bestand",
        files={"bestand": ("a.csv", b"bsn;geboortedatum\n" + b"x" * 10_500_000)},
    )
    assert answer.status_code == 400
    assert "groter dan 10 MB" in text_of(answer)


def test_the_name_of_a_filter_or_a_colleague_does_nothing_either(portaal: Portaal, als: Als) -> None:
    noor, evi = als("Noor", bij=portaal.eerste), als("Evi")
    kept = noor.submit(noor.get("/werklijst?prioriteit=1"), {"naam": SCRIPT}, action="/werklijst/filter")
    gone = noor.submit(kept, {"naam": SCRIPT}, action="/werklijst/filter/weg")
    made = evi.submit(evi.get("/gebruikers/uitnodigen"), {"naam": SCRIPT, "rollen": ["TEAMLEIDER"]})
    listed = evi.get("/gebruikers")
    pages = (kept, gone, made, listed)
    assert all(SCRIPT in text_of(page) for page in pages)
    assert not [page.url for page in pages if SCRIPT in page.text]
    row = next(r for r in listed.text.split("<tr>") if "alert(1)" in r)
    uuid = row.split('href="/gebruikers/')[1].split('"')[0]
    evi.submit(evi.get(f"/gebruikers/{uuid}/intrekken"), {})
