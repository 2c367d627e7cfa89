"""Who follows a person sees the facts; nobody else does, and nobody changes them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from vsv.bronnen.service import plan_vragen, take_levering
from vsv.domein.codes import Bron
from vsv.opslag.service import Rol, transactie
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import Organisatie, Recht, namens, operator

AN, BO, CAS = map(str, geldige_nummers(EERSTE_BSN, 3))
ZICHTBAAR = ("bevraging", "ikv", "ikp", "iko", "uitkering")
FEITEN = (*ZICHTBAAR, "doelgroep")

Lever = Callable[..., Path]
Organisaties = tuple[Organisatie, Organisatie]


@pytest.fixture
def gevolgd(lever: Lever, organisaties: Organisaties) -> Mapping[str, int]:
    """Aa follows An, Be follows Bo, and both follow Cas; returns the key of each."""
    aa, be = organisaties
    rijen = [{"bsn": bsn} for bsn in (AN, BO, CAS)]
    tabellen = ("bevragingen", "inkomstenverhoudingen", "inkomstenperiodes", "inkomstenopgaven")
    aanmeldingen = [
        {"bsn": bsn, "organisatie_oin": organisatie.oin}
        for bsn, organisatie in ((AN, aa), (BO, be), (CAS, aa), (CAS, be))
    ]
    folder = lever(
        "alles", aanmeldingen=aanmeldingen, **dict.fromkeys((*tabellen, "uitkeringen", "doelgroepregister"), rijen)
    )
    take_levering(operator("test"), folder, streng=True)
    with transactie("werker") as cur:
        numbers = [number for (number,) in cur.execute("SELECT jongere FROM bevraging ORDER BY volgnummer")]
    return dict(zip((AN, BO, CAS), numbers, strict=True))


def seen(organisatie: Organisatie, feit: str) -> list[int]:
    with namens(operator("test", organisatie), Recht.JONGEREN_INZIEN) as sessie:
        return [number for (number,) in sessie.cur.execute(f"SELECT jongere FROM {feit} ORDER BY 1".encode())]


@pytest.mark.parametrize("feit", ZICHTBAAR)
def test_an_organisation_sees_the_facts_of_who_it_follows(
    feit: str, organisaties: Organisaties, gevolgd: Mapping[str, int]
) -> None:
    aa, be = organisaties
    assert seen(aa, feit) == sorted([gevolgd[AN], gevolgd[CAS]])
    assert seen(be, feit) == sorted([gevolgd[BO], gevolgd[CAS]])


def test_after_the_afmelding_nothing_is_seen(
    lever: Lever, organisaties: Organisaties, gevolgd: Mapping[str, int]
) -> None:
    aa, be = organisaties
    gisteren = date.today() - timedelta(days=1)  # noqa: DTZ011  # one day more or less does not matter here
    afmelding = {"bsn": CAS, "organisatie_oin": aa.oin, "afmelddatum": gisteren}
    take_levering(operator("test"), lever("af", aanmeldingen=[afmelding]), streng=True)
    for feit in ZICHTBAAR:
        assert seen(aa, feit) == [gevolgd[AN]]
        assert seen(be, feit) == sorted([gevolgd[BO], gevolgd[CAS]])


def test_the_doelgroepregister_is_not_seen_at_all(organisaties: Organisaties, gevolgd: Mapping[str, int]) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        seen(organisaties[0], "doelgroep")


@pytest.mark.parametrize("rol", ["web", "werker"])
@pytest.mark.parametrize("feit", FEITEN)
def test_facts_are_only_added_to(feit: str, rol: Rol, gevolgd: Mapping[str, int]) -> None:
    for statement in (f"UPDATE {feit} SET levering = 9", f"DELETE FROM {feit}", f"TRUNCATE {feit}"):
        for table in (statement, statement.replace(feit, f"{feit}_rij")):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie(rol) as cur:
                cur.execute(table.encode())


@pytest.mark.parametrize("feit", FEITEN)
def test_the_partition_is_a_door_in_for_the_worker_only(feit: str, gevolgd: Mapping[str, int]) -> None:
    rollen: tuple[Rol, ...] = ("web", "werker")
    for rol in rollen:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie(rol) as cur:
            cur.execute(f"SELECT FROM {feit}_rij".encode())
    with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
        cur.execute(f"COPY {feit}_rij FROM STDIN".encode())


@pytest.mark.parametrize("tabel", ["uitval", "levering", "levering_tabel"])
def test_what_was_refused_is_not_for_the_portal(tabel: str, gevolgd: Mapping[str, int]) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
        cur.execute(f"SELECT FROM {tabel}".encode())


def test_an_organisation_sees_which_questions_are_open_about_who_it_follows(
    organisaties: Organisaties, gevolgd: Mapping[str, int]
) -> None:
    with transactie("werker") as cur:
        dag = date(2026, 11, 24)
        planned = plan_vragen(cur, Bron.PW, dag=dag, nu=datetime(2026, 11, 24, tzinfo=UTC), dagelijks=[])
    assert planned == 3
    aa, be = organisaties
    assert seen(aa, "vraag") == sorted([gevolgd[AN], gevolgd[CAS]])
    assert seen(be, "vraag") == sorted([gevolgd[BO], gevolgd[CAS]])
    for statement in ("SELECT bezet_door FROM vraag", "DELETE FROM vraag", "UPDATE vraag SET pogingen = 0"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
            cur.execute(statement.encode())
    for statement in ("UPDATE vraagronde SET gepland = 0", "UPDATE bronstand SET rust_tot = NULL"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
            cur.execute(statement.encode())
