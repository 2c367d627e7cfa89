"""What the client reads is what the service sends, to the last field; sync and async alike."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.api.client.conftest import async_client
from tests.api.conftest import Api
from tests.api.vrager import Vrager

from vsv.beheer.oefenapi import OIN_ANDER
from vsv_client import Client, GeenToegang, InvoerOngeldig, NietGevonden, Organisatie
from vsv_client.vraag import schrijf

Vraag = Callable[..., Vrager]


def plain(answer: object) -> Any:
    """An answer as JSON; the ETag is a header there."""
    found = schrijf(answer)
    found.pop("etag", None)
    return found


@pytest.fixture(scope="module")
def dag(org: Organisatie) -> date:
    return next(iter(org.lijst_rapporten())).peildatum


@pytest.fixture(scope="module")
def jongeren(org: Organisatie, dag: date) -> list[UUID]:
    """One of each priority that there is."""
    return list({regel.prioriteit: regel.jongere for regel in org.lijst_regels(dag)}.values())


def test_every_field_of_a_jongere(org: Organisatie, vraag: Vraag, jongeren: list[UUID]) -> None:
    caller = vraag()
    for jongere in jongeren:
        for path, answer in {
            "": org.bekijk_jongere(jongere),
            "/opvolging": org.lees_opvolging(jongere),
            "/prioriteiten": org.lijst_prioriteiten(jongere),
            "/inkomstenverhoudingen": org.lijst_inkomstenverhoudingen(jongere),
            "/uitkeringen": org.lijst_uitkeringen(jongere),
            "/doelgroepregister": org.bekijk_doelgroepregister(jongere),
            "/toelichting": org.bekijk_toelichting(jongere),
        }.items():
            assert plain(answer) == caller.get(f"/jongeren/{jongere}{path}").json()


def test_what_is_of_nobody(client: Client, org: Organisatie, vraag: Vraag, dag: date) -> None:
    caller = vraag()
    regelset = client.lijst_regelsets().regelsets[0].naam
    for path, answer in {
        "/organisaties": client.lijst_organisaties(),
        "/regelsets": client.lijst_regelsets(),
        f"/regelsets/{regelset}": client.bekijk_regelset(regelset),
        "/bronnen": client.lijst_bronnen(),
        f"/rapporten/{dag}": org.bekijk_rapport(dag),
        "/abonnementen": org.lijst_abonnementen(),
    }.items():
        assert plain(answer) == caller.get(path).json()
    assert client.bekijk_status().status == "beschikbaar"


def test_lists_come_whole_whatever_the_page(org: Organisatie, vraag: Vraag, dag: date) -> None:
    caller = vraag()
    truth = caller.get(f"/rapporten/{dag}/regels?pageSize=1000").json()["regels"]
    pages = list(org.lijst_regels(dag, page_size=7).paginas())
    assert [len(page.regels) for page in pages[:-1]] == [7] * (len(pages) - 1)
    assert [plain(regel) for page in pages for regel in page.regels] == truth
    assert [plain(regel) for regel in org.lijst_regels(dag)] == truth
    some = org.lijst_regels(dag, prioriteit=1, page_size=3)
    assert [plain(regel) for regel in some] == [regel for regel in truth if regel["prioriteit"] == 1]
    assert list(some) == list(some), "a list can be gone through again"
    lists: Mapping[str, Iterable[object]] = {
        "aanmeldingen": org.lijst_aanmeldingen(page_size=50),
        "rapporten": org.lijst_rapporten(page_size=1),
        "dagleveringen": org.lijst_dagleveringen(page_size=1),
        "voorstellen": org.lijst_voorstellen(page_size=1),
    }
    for path, found in lists.items():
        assert [plain(one) for one in found] == caller.get(f"/{path}?pageSize=1000").json()[path]
    for levering in org.lijst_dagleveringen():
        truth = caller.get(f"/dagleveringen/{levering.peildatum}?pageSize=1000").json()["mutaties"]
        assert [plain(one) for one in org.bekijk_daglevering(levering.peildatum, page_size=2)] == truth


def test_a_report_as_stream_and_as_file(org: Organisatie, dag: date, tmp_path: Path) -> None:
    lines = list(org.lijst_regels(dag))
    assert list(org.stroom_regels(dag)) == lines
    for vorm in ("csv", "ndjson"):
        org.bewaar_rapport(dag, tmp_path / "rapport", vorm)
        assert len((tmp_path / "rapport").read_bytes().splitlines()) == len(lines) + (vorm == "csv")
    assert json.loads((tmp_path / "rapport").read_text().splitlines()[0]) == plain(lines[0])
    with pytest.raises(NietGevonden):
        org.bewaar_rapport(dag + timedelta(days=1), tmp_path / "rapport", "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["rapport"]
    assert len((tmp_path / "rapport").read_bytes().splitlines()) == len(lines), "what was there stays"


def test_async_says_the_same(
    api: Api, org: Organisatie, sleutel: Path, dag: date, jongeren: list[UUID], tmp_path: Path
) -> None:
    async def ask() -> None:
        async with async_client(api, sleutel) as client:
            same = client.voor(api.eerste.oin)
            found = await asyncio.gather(*map(same.bekijk_jongere, jongeren))
            assert found == [org.bekijk_jongere(jongere) for jongere in jongeren]
            lines = [regel async for regel in same.lijst_regels(dag, page_size=9)]
            assert lines == list(org.lijst_regels(dag))
            assert [regel async for regel in same.stroom_regels(dag)] == lines
            await same.bewaar_rapport(dag, tmp_path / "a.csv")
            org.bewaar_rapport(dag, tmp_path / "b.csv")
            assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
            with pytest.raises(NietGevonden):
                await same.bekijk_jongere(UUID(int=1))

    asyncio.run(ask())


def test_no_is_an_exception_with_all_there_is_to_know(api: Api, client: Client, org: Organisatie) -> None:
    with pytest.raises(InvoerOngeldig) as invalid:
        org.meld_aan(bsn="123", geboortedatum=date(1990, 1, 1), gemeentecode="x")
    fault = invalid.value
    assert (fault.status, fault.code) == (400, "INVOER_ONGELDIG")
    assert {fout.veld for fout in fault.fouten} == {"/bsn", "/gemeentecode"}
    assert fault.nummer.startswith("urn:trace:")
    assert "INVOER_ONGELDIG" in str(fault)
    with Client(api.adres, OIN_ANDER, api.map / f"{OIN_ANDER}.jwk") as other, pytest.raises(GeenToegang) as refused:
        list(other.voor(api.eerste.oin).lijst_rapporten())
    assert refused.value.code == "GEEN_MACHTIGING"
