"""A page asks the database a fixed number of things, however many people are on it.

Counted where they arrive: PostgreSQL itself writes down each statement while the running portal answers. A list that
asks something for each line would ask more of a long list than of a short one, and more than any page may.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest
from tests.portaal.adressen import VERWACHT
from tests.portaal.bezoeker import Bezoeker
from tests.portaal.conftest import Portaal
from tests.portaal.test_matrix import path_of
from tests.portaal.test_toegankelijk import WIE, pages_for

Als = Callable[..., Bezoeker]
Tel = Callable[[Bezoeker, str], int]

HOOGSTENS: Final = 30
"""Statements for a page. Lists show fifty lines or a hundred, and there are 47 organisations: one a line is more."""

_BEGINT: Final = re.compile(r"LOG:  (?:statement|execute [^:]*):\s*(SELECT|INSERT|UPDATE|DELETE|WITH|COPY|MERGE)\b")

KORT_EN_LANG: Final = {
    "meldingen": ("Gijs", "{abonnement}?stand=wacht", "{abonnement}?stand=bezorgd"),
    "werklijst": ("Noor", "/werklijst?prioriteit=4", "/werklijst"),
    "rapport-jongeren": ("Noor", "{rapport}?prioriteit=4", "{rapport}"),
    "voorstellen": ("Noor", "/voorstellen?soort=AFMELDEN", "/voorstellen"),
    "logboek": ("Pim", "/logboek?soort=exporteren&resultaat=geweigerd", "/logboek"),
}
"""Lists of which there is a short one and a long one: who looks, and where they are."""


@pytest.fixture(scope="module")
def tel(portaal: Portaal) -> Iterator[Tel]:
    """Count the statements that a page asks for, the second time that it is opened."""
    with psycopg.connect(portaal.database, autocommit=True) as admin:
        ((folder,),) = admin.execute("SHOW data_directory")
        log = Path(folder) / "log"
        admin.execute("ALTER SYSTEM SET log_statement = 'all'")
        admin.execute("SELECT pg_reload_conf()")

        def count(visitor: Bezoeker, path: str) -> int:
            assert visitor.get(path).status_code == 200, path
            before = log.stat().st_size
            visitor.get(path)
            with log.open(encoding="utf-8", errors="replace") as lines:
                lines.seek(before)
                return len(_BEGINT.findall(lines.read()))

        yield count
        admin.execute("ALTER SYSTEM RESET log_statement")
        admin.execute("SELECT pg_reload_conf()")


@pytest.mark.parametrize("naam", WIE)
def test_no_page_asks_more_than_a_handful(portaal: Portaal, als: Als, tel: Tel, naam: str) -> None:
    visitor = als(naam, bij=portaal.eerste)
    asked = {
        address: tel(visitor, path_of(portaal, address, adres, portaal.eerste) + adres.query)
        for address, adres in pages_for(naam)
    }
    assert not {address: number for address, number in asked.items() if not 0 < number <= HOOGSTENS}


@pytest.mark.parametrize("wat", KORT_EN_LANG)
def test_a_long_list_asks_no_more_than_a_short_one(portaal: Portaal, als: Als, tel: Tel, wat: str) -> None:
    naam, short, long = KORT_EN_LANG[wat]
    visitor = als(naam, bij=portaal.eerste)
    rapport = path_of(portaal, "rapport-jongeren", VERWACHT["rapport-jongeren"], portaal.eerste)
    abonnement = path_of(portaal, "meldingen-abonnement", VERWACHT["meldingen-abonnement"], portaal.eerste)
    few, many = (path.format(rapport=rapport, abonnement=abonnement) for path in (short, long))
    assert _lines(visitor, few) < _lines(visitor, many)
    assert tel(visitor, few) == tel(visitor, many)


def test_one_jongere_asks_no_more_than_another(portaal: Portaal, als: Als, tel: Tel) -> None:
    visitor = als("Noor", bij=portaal.eerste)
    query = """
        SELECT j.uuid FROM jongere j JOIN werkregel w ON w.jongere = j.id JOIN organisatie o ON o.id = w.organisatie
        WHERE o.oin = %s AND (w.uiterlijk IS NULL OR w.uiterlijk > current_date) AND w.prioriteit > 0
        ORDER BY (SELECT count(*) FROM iko f WHERE f.jongere = j.id), j.id
    """
    with psycopg.connect(portaal.database) as admin:
        people = [uuid for (uuid,) in admin.execute(query, (portaal.eerste.oin,))]
    assert tel(visitor, f"/jongeren/{people[0]}") == tel(visitor, f"/jongeren/{people[-1]}")


def _lines(visitor: Bezoeker, path: str) -> int:
    """How many lines a list shows."""
    return len(re.findall(r"<tr\b|<li class=\"voorstel|<article", visitor.get(path).text))
