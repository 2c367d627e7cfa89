"""The pages of reports: figures without people for who may see figures, lists and files for who may read reports."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from python_calamine import CalamineWorkbook
from tests.portaal.adressen import weken
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal
from tests.portaal.verzoeken import make_request

from vsv.rapport.service import carry_out_checks
from vsv.toegang.service import Organisatie, add_organisatie, operator

Als = Callable[..., Bezoeker]

VORIGE, LAATSTE = weken()
RAPPORT = f"/rapporten/{LAATSTE}"
CODES = ("np", "1", "2", "3", "4", "5")


def ask(portaal: Portaal, query: str, **params: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(portaal.database) as admin:
        return admin.execute(query.encode(), params).fetchall()


def counted(portaal: Portaal, organisatie: Organisatie) -> dict[str, int]:
    """What the last report of an organisation counted."""
    (row,) = ask(
        portaal,
        """
        SELECT r.np, r.p1, r.p2, r.p3, r.p4, r.p5 FROM rapport r JOIN run u ON u.id = r.run
        JOIN organisatie o ON o.id = r.organisatie
        WHERE o.oin = %(oin)s AND u.soort = 'week' AND u.peildatum = %(dag)s
        """,
        oin=organisatie.oin,
        dag=LAATSTE,
    )
    return dict(zip(CODES, row, strict=True))


def lines_of(portaal: Portaal, organisatie: Organisatie) -> list[tuple[str, int]]:
    """uuid and priority of everyone in the last report of an organisation whom it follows now."""
    return ask(
        portaal,
        """
        SELECT j.uuid::text, p.prioriteit
        FROM prioriteit p JOIN run u ON p.van <= u.id AND (p.tot IS NULL OR p.tot > u.id)
        JOIN organisatie o ON o.id = p.organisatie JOIN actieve_aanmelding a ON a.id = p.aanmelding
        JOIN jongere j ON j.id = a.jongere
        WHERE o.oin = %(oin)s AND u.soort = 'week' AND u.peildatum = %(dag)s
        """,
        oin=organisatie.oin,
        dag=LAATSTE,
    )


def largest_move(portaal: Portaal, organisatie: Organisatie) -> tuple[int, int, int]:
    """From, to and how many: the largest move between two priorities in the last week."""
    (row,) = ask(
        portaal,
        """
        SELECT (v ->> 'van')::int, (v ->> 'naar')::int, sum((v ->> 'aantal')::int)
        FROM rapport r JOIN run u ON u.id = r.run JOIN organisatie o ON o.id = r.organisatie,
             jsonb_array_elements(r.verplaatsingen) v
        WHERE o.oin = %(oin)s AND u.soort = 'week' AND u.peildatum = %(dag)s
          AND v ->> 'van' IS NOT NULL AND v ->> 'naar' IS NOT NULL
        GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 1
        """,
        oin=organisatie.oin,
        dag=LAATSTE,
    )
    return row


def logged(portaal: Portaal, actie: str) -> int:
    ((number,),) = ask(
        portaal, "SELECT count(*) FROM logregel WHERE actie = %(actie)s AND jongere IS NOT NULL", actie=actie
    )
    return int(number)


def tables_of(html: str) -> list[list[list[str]]]:
    """The tables of a page: rows of cells, as text."""
    return [
        [
            [
                re.sub(r"\s+", " ", re.sub("<[^>]+>", "", cell)).strip()
                for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
            ]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
        ]
        for table in re.findall(r"<table.*?</table>", html, re.S)
    ]


def test_a_teamleider_sees_the_newest_figures_first(portaal: Portaal, als: Als) -> None:
    page = als("Tess").get("/rapporten")
    assert page.ok
    text, counts = text_of(page), counted(portaal, portaal.eerste)
    assert "In de week van" in text
    assert f"In het rapport staan {sum(counts.values())} jongeren" in text
    newest = tables_of(page.text)[0][1]
    assert newest == [
        f"{LAATSTE:%d-%m-%Y}",
        *(str(counts[code]) for code in CODES[1:]),
        str(counts["np"]),
        str(sum(counts.values())),
    ]
    assert page.text.count('<svg class="grafiek"') == 2
    assert f'href="{RAPPORT}"' in page.text


def test_a_teamleider_sees_nobody(portaal: Portaal, als: Als) -> None:
    tess = als("Tess")
    uuids = [uuid for uuid, _ in lines_of(portaal, portaal.eerste)]
    before = logged(portaal, "rapport.lezen")
    for path in ("/rapporten", RAPPORT, "/rapporten/vergelijk", "/rapporten/effect"):
        page = tess.get(path)
        assert page.ok
        assert not [uuid for uuid in uuids if uuid in page.text]
        assert "/jongeren" not in page.text
        assert "BSN" not in text_of(page)
    for path in (
        f"{RAPPORT}/jongeren",
        f"{RAPPORT}/download/csv",
        f"/rapporten/vergelijk/jongeren?van={VORIGE}&naar={LAATSTE}&uit=1&in=1",
    ):
        assert tess.get(path).status_code == 403
    assert logged(portaal, "rapport.lezen") == before


@pytest.mark.parametrize(
    "path", ["/rapporten", RAPPORT, "/rapporten/vergelijk", "/rapporten/effect", f"{RAPPORT}/samenvatting"]
)
def test_who_only_signs_up_sees_no_figures(als: Als, path: str) -> None:
    page = als("Aya").get(path)
    assert page.status_code == 403
    assert "cijfers inzien" in text_of(page)


def test_the_matrix_adds_up_to_both_reports(portaal: Portaal, als: Als) -> None:
    page = als("Noor", bij=portaal.eerste).get(RAPPORT)
    matrix = next(table for table in tables_of(page.text) if table[0][0].startswith("Van"))
    counts = counted(portaal, portaal.eerste)
    assert matrix[-1][1:7] == [str(counts[code]) for code in (*CODES[1:], "np")]
    for row in matrix[1:-1]:
        numbers = [int(re.sub(r"\D", "", cell) or 0) for cell in row[1:]]
        assert sum(numbers[:-1]) == numbers[-1]
    assert page.text.count('scope="row"') >= len(matrix) - 1


def test_a_report_says_on_what_it_rests(portaal: Portaal, als: Als) -> None:
    text = text_of(als("Tess").get(RAPPORT))
    ((checksum,),) = ask(
        portaal,
        "SELECT r.controlegetal FROM rapport r JOIN run u ON u.id = r.run JOIN organisatie o ON o.id = r.organisatie"
        " WHERE o.oin = %(oin)s AND u.soort = 'week' AND u.peildatum = %(dag)s",
        oin=portaal.eerste.oin,
        dag=LAATSTE,
    )
    assert checksum in text
    assert "Polisadministratie bijgewerkt tot" in text
    assert "vsv-2.0" in text


def test_a_list_holds_everyone_once_and_logs_who_was_shown(portaal: Portaal, als: Als) -> None:
    noor = als("Noor", bij=portaal.eerste)
    before = logged(portaal, "rapport.lezen")
    shown: list[str] = []
    path: str | None = f"{RAPPORT}/jongeren"
    while path:
        page = noor.get(path)
        assert page.ok
        assert not [bsn for bsn in portaal.bsns if bsn in page.text]
        found = re.findall(r'<th scope="row"[^>]*><a href="/jongeren/([0-9a-f-]+)"', page.text)
        assert len(found) <= 50
        shown += found
        following = re.search(r'id="naar-verder" href="([^"]+)"', page.text)
        path = f"{RAPPORT}/jongeren{following[1]}" if following else None
    assert sorted(shown) == sorted(uuid for uuid, _ in lines_of(portaal, portaal.eerste))
    assert len(shown) > 100
    assert logged(portaal, "rapport.lezen") - before == len(shown)
    assert not [url for url in noor.seen for bsn in portaal.bsns if bsn in url]


@pytest.mark.parametrize("code", CODES)
def test_a_list_of_one_priority(portaal: Portaal, als: Als, code: str) -> None:
    page = als("Noor", bij=portaal.eerste).get(f"{RAPPORT}/jongeren", params={"prioriteit": code})
    expected = [uuid for uuid, prioriteit in lines_of(portaal, portaal.eerste) if prioriteit == CODES.index(code)]
    shown = re.findall(r'<th scope="row"[^>]*><a href="/jongeren/([0-9a-f-]+)"', page.text)
    assert set(shown) <= set(expected)
    assert len(shown) == min(50, len(expected))
    assert "aria-current" in page.text


def test_the_doelgroepregister_is_not_looked_up(portaal: Portaal, als: Als) -> None:
    before = logged(portaal, "rapport.doelgroepregister_inzien")
    assert als("Dana").get(f"{RAPPORT}/jongeren").ok
    assert logged(portaal, "rapport.doelgroepregister_inzien") == before


def test_nobody_sees_another_organisation(portaal: Portaal, als: Als) -> None:
    mine, theirs = (als(naam, bij=bij) for naam, bij in (("Noor", portaal.eerste), ("Bas", portaal.tweede)))
    own = {uuid for uuid, _ in lines_of(portaal, portaal.eerste)}
    other = {uuid for uuid, _ in lines_of(portaal, portaal.tweede)}
    page = theirs.get(f"{RAPPORT}/jongeren")
    shown = set(re.findall(r"/jongeren/([0-9a-f-]{36})", page.text))
    assert shown
    assert shown <= other
    assert not shown & (own - other)
    assert tables_of(mine.get("/rapporten").text) != tables_of(theirs.get("/rapporten").text)
    place = re.search(r"na=([^\"&]+)", mine.get(f"{RAPPORT}/jongeren").text)
    assert place
    stolen = theirs.get(f"{RAPPORT}/jongeren?na={place[1]}")
    assert not set(re.findall(r"/jongeren/([0-9a-f-]{36})", stolen.text)) & (own - other)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/rapporten/2020-01-06", 404),
        ("/rapporten/2026-13-45", 404),
        ("/rapporten/morgen", 404),
        (f"/rapporten/{LAATSTE + timedelta(days=365)}", 404),
        (f"{RAPPORT}/jongeren?prioriteit=6", 404),
        (f"{RAPPORT}/jongeren?na=verzonnen", 404),
        (f"{RAPPORT}/download/docx", 404),
        ("/rapporten/2020-01-06/download/ods", 404),
        ("/rapporten/2020-01-06/samenvatting", 404),
        ("/rapporten?tot=gisteren", 404),
        ("/rapporten/effect?schooljaar=2026", 404),
        ("/rapporten/effect?schooljaar=2010-2011", 404),
        ("/rapporten/effect/2010-2011/csv", 404),
        ("/rapporten/vergelijk?van=2020-01-06&naar=2020-01-13", 400),
        (f"/rapporten/vergelijk?van={LAATSTE}&naar={VORIGE}", 400),
        (f"/rapporten/vergelijk/jongeren?van={LAATSTE}&naar={VORIGE}&uit=1&in=2", 400),
        (f"/rapporten/vergelijk/jongeren?van=2020-01-06&naar={LAATSTE}&uit=1&in=2", 404),
        ("/rapporten/vergelijk/jongeren", 404),
    ],
)
def test_what_is_not_there_is_said_clearly(portaal: Portaal, als: Als, path: str, status: int) -> None:
    page = als("Noor", bij=portaal.eerste).get(path)
    assert page.status_code == status
    assert page.text.count("<h1") == 1
    assert "vsv rapport" not in page.text  # no advice for who has a terminal


def test_weeks_in_the_wrong_order_are_said_at_the_field(als: Als) -> None:
    page = als("Tess").get(f"/rapporten/vergelijk?van={LAATSTE}&naar={VORIGE}")
    assert 'href="#id_van"' in page.text
    assert "Kies als eerste het oudste rapport." in text_of(page)


def test_two_weeks_beside_each_other_lead_to_who_moved(portaal: Portaal, als: Als) -> None:
    van, naar, aantal = largest_move(portaal, portaal.eerste)
    noor = als("Noor", bij=portaal.eerste)
    page = noor.get("/rapporten/vergelijk")
    link = f"/rapporten/vergelijk/jongeren?van={VORIGE}&amp;naar={LAATSTE}&amp;uit={CODES[van]}&amp;in={CODES[naar]}"
    assert f'<a href="{link}">{aantal}</a>' in page.text
    people = noor.get(link.replace("&amp;", "&"))
    assert len(re.findall(r'<th scope="row"[^>]*><a href="/jongeren/', people.text)) == min(50, aantal)
    assert f"Van prioriteit {CODES[van].upper()} naar {CODES[naar].upper()}" in text_of(people)
    assert not [bsn for bsn in portaal.bsns if bsn in people.text]


def test_a_report_is_made_again_when_asked(portaal: Portaal, als: Als) -> None:
    first = VORIGE - timedelta(days=7)  # no other test asks for this one
    tess = als("Tess")
    page = tess.get(f"/rapporten/{first}")
    asked = tess.submit(page, {}, action=f"/rapporten/{first}/narekenen")
    assert "Wij rekenen dit rapport na." in text_of(asked)
    assert "Aangevraagd op" in text_of(asked)
    assert "Reken dit rapport na" not in text_of(asked)
    carry_out_checks(operator("test"))
    done = text_of(tess.get(f"/rapporten/{first}"))
    assert "Klopt. Nagerekend op" in done
    assert "Reken dit rapport na" in done


def test_what_is_downloaded_holds_everyone(portaal: Portaal, als: Als) -> None:
    noor = als("Noor", bij=portaal.eerste)
    expected = sorted(uuid for uuid, _ in lines_of(portaal, portaal.eerste))
    before = logged(portaal, "rapport.exporteren")
    for formaat in ("csv", "zip", "ods", "xlsx"):
        answer = noor.get(f"{RAPPORT}/download/{formaat}")
        assert answer.ok
        assert answer.headers["Content-Disposition"] == f'attachment; filename="prioriteitsrapport-{LAATSTE}.{formaat}"'
        assert sorted(uuids_in(formaat, answer.content)) == expected
    assert logged(portaal, "rapport.exporteren") - before == 4 * len(expected)


def uuids_in(formaat: str, content: bytes) -> list[str]:
    if formaat in ("ods", "xlsx"):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Prioriteiten").to_python()
        head = next(n for n, row in enumerate(sheet) if "BSN" in row)
        place = sheet[head].index("Nummer van de jongere (uuid)")
        return [str(row[place]) for row in sheet[head + 1 :]]
    if formaat == "zip":
        content = zipfile.ZipFile(io.BytesIO(content)).read("Prioriteiten.csv")
    return [row["uuid"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def test_the_summary_is_for_who_sees_figures(als: Als) -> None:
    answer = als("Tess").get(f"{RAPPORT}/samenvatting")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="samenvatting-{LAATSTE}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_figures_of_a_school_year(portaal: Portaal, als: Als) -> None:
    tess = als("Tess")
    page = tess.get("/rapporten/effect")
    table = tables_of(page.text)[0]
    assert [row[0] for row in table if row[0].startswith("Nieuwe aan")] == ["Nieuwe aanmeldingen in het schooljaar"]
    link = re.search(r'href="(/rapporten/effect/[^"]+/csv)"', page.text)
    assert link
    rows = list(csv.DictReader(io.StringIO(tess.get(link[1]).content.decode("utf-8-sig"))))
    assert len(rows) == len(table) - 1
    assert {row["oin"] for row in rows} == {portaal.eerste.oin}
    ods = tess.get(link[1].replace("/csv", "/ods"))
    assert CalamineWorkbook.from_filelike(io.BytesIO(ods.content)).sheet_names[0] == "Effectrapportage"


def test_older_weeks_have_a_page(als: Als) -> None:
    page = als("Tess").get("/rapporten", params={"tot": str(VORIGE)})
    assert f"{LAATSTE:%d-%m-%Y}" not in page.text
    assert f"{VORIGE:%d-%m-%Y}" in page.text
    assert "Naar de nieuwste weken" in text_of(page)
    assert "zijn er geen rapporten" in text_of(als("Tess").get("/rapporten?tot=2019-01-01"))


def test_without_a_report_the_page_says_what_to_do(portaal: Portaal) -> None:
    from vsv.portaal.rapporten import effect, vergelijk, views

    nieuw = add_organisatie(
        operator("test"),
        oin="00000004000000099000",
        naam="Gemeente Nieuw",
        soort="gemeente",
        regio=18,
        gemeentecode="0034",
    )
    for view, words in (
        (views.lijst, "Er is nog geen rapport."),
        (vergelijk.vergelijk, "Vergelijken kan zodra er twee rapporten zijn."),
        (effect.effect, "Er zijn nog geen cijfers."),
    ):
        answer = view(make_request("/rapporten", nieuw))
        assert answer.status_code == 200
        assert words in answer.content.decode()
