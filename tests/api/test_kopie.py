"""Lists in pages and files that say the same, and a copy that is kept in step by `wijzigingen`."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook
from tests.api.conftest import Api
from tests.api.test_lezen import all_lines, peildatum
from tests.api.vrager import Vrager
from tests.integration.klantvolg.conftest import make_bsns

from vsv.domein.perioden import dag_van
from vsv.rapport.wijzigingen.cursor import Plaats, encode

Vraag = Callable[..., Vrager]
_numbers = iter(make_bsns(20, vanaf=947_000_000))
# What an element of `wijzigingen` and the answer about one person have in common.
_SAMEN = (
    "kenmerk",
    "aanmelddatum",
    "gemeentecode",
    "prioriteit",
    "prioriteitNaam",
    "sinds",
    "loonperiode",
    "loon",
    "uren",
)


def all_pages(caller: Vrager, path: str, veld: str, size: int) -> list[Any]:
    """Every element of a list, page by page; the `Link` header leads the same way as `volgende`."""
    found: list[Any] = []
    address = f"{path}{'&' if '?' in path else '?'}pageSize={size}"
    while True:
        answer = caller.get(address)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page[veld]
        assert len(page[veld]) <= size
        if page["volgende"] is None:
            assert "Link" not in answer.headers
            return found
        assert len(page[veld]) == size
        link = re.fullmatch(r'<(.+)>; rel="next"', answer.headers["Link"])
        assert link is not None
        assert link[1].endswith(f"cursor={page['volgende']}")
        address = link[1]


def test_pages_add_up_to_the_whole(vraag: Vraag) -> None:
    caller = vraag()
    day = peildatum(caller)
    whole = all_lines(caller, day)
    assert len(whole) == caller.get(f"/rapporten/{day}").json()["totaal"]
    assert all_pages(caller, f"/rapporten/{day}/regels", "regels", 7) == whole
    assert caller.get(f"/rapporten/{day}/regels?pageSize=1000").json()["regels"] == whole
    for prioriteit in range(6):
        some = all_pages(caller, f"/rapporten/{day}/regels?prioriteit={prioriteit}", "regels", 4)
        assert some == [line for line in whole if line["prioriteit"] == prioriteit]
    for veld in ("rapporten", "dagleveringen"):
        days = [one["peildatum"] for one in all_pages(caller, f"/{veld}", veld, 1)]
        assert days == [one["peildatum"] for one in caller.get(f"/{veld}").json()[veld]]
        assert len(days) > 1
        assert days == sorted(set(days), reverse=True)


def test_day_deliveries_in_pages(api: Api, vraag: Vraag) -> None:
    for organisatie in (api.eerste, api.tweede):
        caller = vraag(voor=organisatie)
        for one in caller.get("/dagleveringen").json()["dagleveringen"]:
            path = f"/dagleveringen/{one['peildatum']}"
            whole = caller.get(f"{path}?pageSize=1000").json()
            assert len(whole["mutaties"]) == whole["aantal"]
            assert all_pages(caller, path, "mutaties", 1) == whole["mutaties"]


def test_every_form_holds_the_same_lines(vraag: Vraag) -> None:
    caller = vraag()
    day = peildatum(caller)
    whole = all_lines(caller, day)
    forms = {
        form: caller.get(f"/rapporten/{day}/regels", koppen={"Accept": form})
        for form in ("application/vnd.apache.parquet", "text/csv", "application/vnd.oasis.opendocument.spreadsheet")
    }
    for form, answer in forms.items():
        assert answer.headers["Content-Type"].startswith(form)
        assert int(answer.headers["Content-Length"]) == len(answer.content)
    parquet = pl.read_parquet(forms["application/vnd.apache.parquet"].content)
    assert [json.loads(line) for line in parquet.write_ndjson().splitlines()] == whole
    rows = list(csv.DictReader(io.StringIO(forms["text/csv"].content.decode())))
    assert [_of_csv(row) for row in rows] == [_as_csv(line) for line in whole]
    ods = io.BytesIO(forms["application/vnd.oasis.opendocument.spreadsheet"].content)
    cells = [cell for row in CalamineWorkbook.from_filelike(ods).get_sheet_by_index(0).to_python() for cell in row[:1]]
    assert [cell for cell in cells if str(cell).count("-") == 4] == [line["jongere"] for line in whole]


def _of_csv(row: Mapping[str, str]) -> dict[str, str]:
    return {name: value.removeprefix("'") for name, value in row.items()}


def _as_csv(line: Mapping[str, Any]) -> dict[str, str]:
    plain = {
        "vorige_prioriteit" if name == "vorigePrioriteit" else name: "|".join(value)
        if isinstance(value, list)
        else value
        for name, value in line.items()
        if name != "prioriteitNaam"
    }
    before = plain["vorige_prioriteit"]
    plain |= {
        "prioriteit": line["prioriteitNaam"],
        "vorige_prioriteit": "NP" if before == 0 else before,
    }
    return {name: "" if value is None else str(value) for name, value in plain.items()}


class Kopie:
    """What a vendor's software would do: apply each change once, in order, and keep the cursor with it."""

    def __init__(self, caller: Vrager, cursor: str | None = None) -> None:
        self.caller, self.cursor = caller, cursor
        self.jongeren: dict[str, dict[str, Any]] = {}
        self.gehoord: list[Mapping[str, Any]] = []

    def catch_up(self, size: int) -> list[Mapping[str, Any]]:
        """Ask until there is no more, and return what was new."""
        new: list[Mapping[str, Any]] = []
        while True:
            after = f"&cursor={self.cursor}" if self.cursor else ""
            answer = self.caller.get(f"/wijzigingen?pageSize={size}{after}")
            assert answer.status_code == 200, answer.text
            page = answer.json()
            assert len(page["wijzigingen"]) <= size
            for change in page["wijzigingen"]:
                self.apply(change)
            new += page["wijzigingen"]
            self.cursor = page["volgende"]
            assert ("Link" in answer.headers) == page["meer"]
            if not page["meer"]:
                return new

    def apply(self, change: Mapping[str, Any]) -> None:
        jongere = change["jongere"]
        match change["soort"]:
            case "stand":
                assert jongere not in self.jongeren, "nobody twice"
                self.jongeren[jongere] = dict(change["gegevens"])
            case "aanmelding" | "gegevens" | "prioriteit" | "opvolging" | "signaal":
                self.jongeren.setdefault(jongere, {}).update(change["gegevens"])
            case "afmelding" if change["gegevens"]["afmelddatum"] <= str(dag_van(datetime.now(UTC))):
                self.jongeren.pop(jongere, None)


def test_a_copy_equals_the_truth(vraag: Vraag) -> None:
    caller = vraag()
    copy = Kopie(caller)
    assert {change["soort"] for change in copy.catch_up(13)} == {"stand"}
    for line in all_lines(caller, peildatum(caller)):
        kept = copy.jongeren[line["jongere"]]
        assert [kept[name] for name in (*_SAMEN, "redenen", "vlaggen")] == [
            line[name] for name in (*_SAMEN, "redenen", "vlaggen")
        ]
    for jongere in list(copy.jongeren)[:10]:
        told, kept = caller.get(f"/jongeren/{jongere}").json(), copy.jongeren[jongere]
        assert {name: told[name] for name in _SAMEN} == {name: kept[name] for name in _SAMEN}
        assert [one["code"] for one in told["redenen"]] == kept["redenen"]
    assert copy.catch_up(13) == []
    assert copy.cursor


def test_a_copy_follows_what_happens(api: Api, vraag: Vraag) -> None:
    caller = vraag(voor=api.nieuw)
    copy, today = Kopie(caller), str(dag_van(datetime.now(UTC)))
    copy.catch_up(1000)
    before = set(copy.jongeren)
    who = [
        caller.post("/aanmeldingen", {"bsn": next(_numbers), "geboortedatum": "2006-03-01", "kenmerk": f"K-{n}"}).json()
        for n in range(3)
    ]
    assert [(c["soort"], c["gegevens"]["kenmerk"]) for c in copy.catch_up(2)] == [
        ("aanmelding", f"K-{n}") for n in range(3)
    ]
    assert set(copy.jongeren) - before == {one["jongere"] for one in who}
    gone, marked = who[0]["jongere"], who[1]["jongere"]
    now = caller.get(f"/jongeren/{marked}/opvolging")
    put = caller.call(
        "PUT", f"/jongeren/{marked}/opvolging", json={"merk": "IN_CONTACT"}, koppen={"If-Match": now.headers["ETag"]}
    )
    assert put.status_code == 200, put.text
    ended = caller.post("/afmeldingen", {"jongere": gone, "afmelddatum": today, "reden": "VERHUISD"})
    assert ended.status_code in (200, 201), ended.text
    assert [(c["soort"], c["jongere"]) for c in copy.catch_up(1)] == [("opvolging", marked), ("afmelding", gone)]
    assert (
        copy.jongeren[marked]["merk"] == caller.get(f"/jongeren/{marked}").json()["opvolging"]["merk"] == "IN_CONTACT"
    )
    assert gone not in copy.jongeren
    assert caller.get(f"/jongeren/{gone}").status_code == 404
    assert copy.catch_up(10) == []
    again = Kopie(caller)
    again.catch_up(1000)
    assert set(again.jongeren) == set(copy.jongeren), "whoever begins anew comes to the same"


def test_a_cursor_of_which_nothing_is_kept(api: Api, vraag: Vraag) -> None:
    cursor = encode(Plaats(2**40), api.eerste.oin)
    answer = vraag().get(f"/wijzigingen?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (410, "CURSOR_VERLOPEN")


@pytest.mark.parametrize("path", ["/rapporten", "/dagleveringen", "/voorstellen"])
def test_a_cursor_is_of_its_own_list(vraag: Vraag, path: str) -> None:
    caller = vraag()
    other = caller.get("/wijzigingen?pageSize=1").json()["volgende"]
    answer = caller.get(f"{path}?cursor={other}")
    assert (answer.status_code, answer.json()["fouten"][0]["code"]) == (400, "CURSOR_ONGELDIG")
