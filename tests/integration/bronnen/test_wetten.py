"""What holds for any leveringen: the counts add up, and order and repetition do not matter."""

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsv.bronnen.service import take_levering
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import operator

AN, BO, VREEMD = map(str, geldige_nummers(EERSTE_BSN, 3))
ONGELDIG = "900000001"
WIE = operator("test")
MOMENTEN = ["2026-11-20T08:00:00Z", "2026-11-20T08:00:00.000001Z", "2026-11-21T00:30:00+01:00"]

Rij = Mapping[str, object]
Tabellen = Mapping[str, Sequence[Rij]]
Lever = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("organisaties")


def rows(bsns: Sequence[str], **kolommen: Sequence[object]) -> st.SearchStrategy[list[Rij]]:
    """Rows with few different values, so that many are equal, or about the same inkomstenverhouding."""
    wie = {"bsn": st.sampled_from(bsns), "ontvangen_op": st.sampled_from(MOMENTEN)}
    waarden = {naam: st.sampled_from(keuze) for naam, keuze in kolommen.items()}
    return st.lists(st.fixed_dictionaries({**wie, **waarden}), max_size=6)


def tables(*bsns: str) -> st.SearchStrategy[dict[str, list[Rij]]]:
    nummer = {"nummer_ikv": [1, 2]}
    return st.fixed_dictionaries(
        {
            "inkomstenverhoudingen": rows(bsns, **nummer, reden_einde=["", "01"]),
            "inkomstenperiodes": rows(bsns, **nummer, srtiv=["15", "31", ""]),
            "inkomstenopgaven": rows(bsns, **nummer, loon_lbph=["", 0, 100], ingetrokken=["J", "N"]),
            "uitkeringen": rows(bsns, wet=["PW", "WW"]),
        }
    )


def facts(database: str) -> Counter[tuple[object, ...]]:
    """What is here, apart from which levering brought it."""
    found: Counter[tuple[object, ...]] = Counter()
    with psycopg.connect(database) as admin:
        for feit in ("ikv", "ikp", "iko", "uitkering"):
            query = f"SELECT '{feit}', (to_jsonb(t) - 'levering' - 'volgnummer')::text FROM {feit} t"
            found.update(admin.execute(query.encode()).fetchall())
    return found


def expected(rijen: Sequence[Rij], ikvs: Container[tuple[object, object]] | None) -> tuple[int, ...]:
    """Count by hand what must become of rows: aangeboden, genomen, ongewijzigd, niet_gevolgd, geweigerd."""
    vreemd = [rij for rij in rijen if rij["bsn"] == VREEMD]
    wrong = [rij for rij in rijen if rij["bsn"] == ONGELDIG]
    rest = [rij for rij in rijen if rij["bsn"] in (AN, BO)]
    homeless = [rij for rij in rest if ikvs is not None and (rij["bsn"], rij["nummer_ikv"]) not in ikvs]
    rest = [rij for rij in rest if rij not in homeless]
    new = {frozenset(rij.items()) for rij in rest}
    return len(rijen), len(new), len(rest) - len(new), len(vreemd), len(wrong) + len(homeless)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tabellen=tables(AN, BO, VREEMD, ONGELDIG))
def test_every_row_ends_in_one_place(
    database: str, lever: Lever, forget: Callable[[], None], tabellen: Tabellen
) -> None:
    forget()
    verslag = take_levering(WIE, lever(aanmeldingen=[{"bsn": AN}, {"bsn": BO}], **tabellen))
    ikvs: set[tuple[object, object]] = {
        (rij["bsn"], rij["nummer_ikv"]) for rij in tabellen["inkomstenverhoudingen"] if rij["bsn"] in (AN, BO)
    }
    needs = {"inkomstenperiodes", "inkomstenopgaven"}
    found = {t.tabel: t.aantallen for t in verslag.tellingen if t.tabel != "aanmeldingen"}
    assert found == {naam: expected(rijen, ikvs if naam in needs else None) for naam, rijen in tabellen.items()}
    assert facts(database).total() == sum(genomen for _, genomen, *_ in found.values())
    assert len({tuple(row) for row in facts(database)}) == facts(database).total()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), delen=st.lists(tables(AN, BO), min_size=2, max_size=3))
def test_order_and_repetition_do_not_matter(
    database: str, lever: Lever, forget: Callable[[], None], data: st.DataObject, delen: list[Tabellen]
) -> None:
    outcomes = []
    other_order = data.draw(st.permutations([*delen, *data.draw(st.lists(st.sampled_from(delen), max_size=2))]))
    for volgorde in (delen, other_order):
        forget()
        take_levering(WIE, lever(aanmeldingen=[{"bsn": AN}, {"bsn": BO}]))
        for tabellen in volgorde:
            rows = {naam: data.draw(st.permutations(rijen)) for naam, rijen in tabellen.items()}
            take_levering(WIE, lever(**rows))
        outcomes.append(facts(database))
    assert outcomes[0] == outcomes[1]
    assert set(outcomes[0].values()) <= {1}
