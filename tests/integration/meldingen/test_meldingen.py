"""The outbox: every organisation its own, in order, once, and without personal data."""

from collections.abc import Sequence
from uuid import uuid4

import polars as pl
import psycopg
import pytest

from vsv.domein.fouten import GeenRecht
from vsv.meldingen.service import Melding, Meldingsoort, list_meldingen, put_meldingen
from vsv.opslag.service import transactie
from vsv.toegang.service import Organisatie, Recht, Wie, add_organisatie, als_dienst, operator

WIE = operator("test")
SCHEMA = {"organisatie": pl.Int64, "soort": pl.String, "onderwerp": pl.String}


@pytest.fixture
def organisaties(database: str) -> tuple[Organisatie, Organisatie]:
    return (
        add_organisatie(WIE, oin="00000099000000001000", naam="Aa", soort="doorstroompunt", regio=1),
        add_organisatie(WIE, oin="00000099000000002000", naam="Be", soort="doorstroompunt", regio=2),
    )


def put(rows: Sequence[tuple[int, str, str | None]], aanleiding: str = "run 1") -> int:
    with als_dienst(WIE) as sessie:
        return put_meldingen(sessie, pl.DataFrame(rows, schema=SCHEMA, orient="row"), aanleiding=aanleiding)


def numbers(meldingen: Sequence[Melding]) -> list[int]:
    return [melding.volgnummer for melding in meldingen]


def test_said_once_in_order_and_to_whom_it_concerns(organisaties: tuple[Organisatie, Organisatie]) -> None:
    aa, be = organisaties
    person = str(uuid4())
    rows = [
        (aa.id, str(Meldingsoort.RAPPORT_BESCHIKBAAR), None),
        (be.id, str(Meldingsoort.RAPPORT_BESCHIKBAAR), None),
        (aa.id, str(Meldingsoort.IKV_SIGNAAL), person),
    ]
    assert put(rows) == 3
    assert put(rows) == 0
    assert put(rows[:1], aanleiding="run 2") == 1

    own = list_meldingen(WIE.voor(aa))
    assert [melding.type for melding in own] == [
        "nl.vsv.rapport-beschikbaar.v1",
        "nl.vsv.ikv-signaal.v1",
        "nl.vsv.rapport-beschikbaar.v1",
    ]
    assert [str(melding.onderwerp) for melding in own] == ["None", person, "None"]
    assert numbers(own) == sorted(numbers(own))
    assert len(list_meldingen(WIE.voor(be))) == 1

    first = list_meldingen(WIE.voor(aa), aantal=2)
    rest = list_meldingen(WIE.voor(aa), na=first[-1].volgnummer)
    assert numbers(first) + numbers(rest) == numbers(own)


def test_an_organisation_reads_only_its_own_and_writes_none(organisaties: tuple[Organisatie, Organisatie]) -> None:
    aa, be = organisaties
    put([(aa.id, str(Meldingsoort.RAPPORT_BESCHIKBAAR), None)])
    with transactie("web") as cur:
        cur.execute("SELECT set_config('vsv.organisatie', %s, true)", (str(be.id),))
        assert cur.execute("SELECT count(*) FROM melding").fetchone() == (0,)
    for statement in (
        "INSERT INTO melding (organisatie, soort, aanleiding) VALUES (1, 'x', 'x')",
        "DELETE FROM melding",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
            cur.execute(statement.encode())
    nobody = Wie(actor="x", oorsprong="cli", rechten=frozenset({Recht.AANMELDEN}), organisatie=aa)
    with pytest.raises(GeenRecht):
        list_meldingen(nobody)
