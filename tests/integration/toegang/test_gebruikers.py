"""Who logs in gets what was given, and no more; what is withdrawn is gone at once."""

import time
from threading import Thread

import psycopg
import pytest
from tests.integration.toegang.conftest import KVK_A, KVK_B, nodig_uit

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.opslag.service import transactie
from vsv.toegang.service import (
    Identiteit,
    Organisatie,
    Recht,
    Wie,
    change_collega,
    find_werkplekken,
    invite,
    invite_again,
    link_rechtspersoon,
    list_collegas,
    log_in,
    operator,
    take_uitnodiging,
    withdraw,
)

TRACE = "0" * 31 + "1"


def kom_binnen(identiteit: Identiteit, code: str) -> str:
    take_uitnodiging(identiteit, code, trace=TRACE)
    return log_in(identiteit, trace=TRACE).gebruiker


def als(gebruiker: str, organisatie: Organisatie | None) -> Wie:
    (plek,) = [p for p in find_werkplekken(gebruiker) if p.organisatie == organisatie]
    return Wie(actor=f"gebruiker:{gebruiker}", oorsprong="portaal", rechten=plek.rechten, organisatie=organisatie)


def test_a_stranger_is_refused_with_the_reason(a: Organisatie, anna: Identiteit) -> None:
    with pytest.raises(InvoerFout) as known:
        log_in(anna, trace=TRACE)
    with pytest.raises(InvoerFout) as unknown:
        log_in(Identiteit("anna", "KVK", "90000009"), trace=TRACE)
    assert [known.value.fouten[0].code, unknown.value.fouten[0].code] == ["GEEN_RECHTEN", "ORGANISATIE_ONBEKEND"]


def test_an_invitation_gives_its_roles_once(a: Organisatie, anna: Identiteit, bram: Identiteit) -> None:
    code = nodig_uit(a, "CONSULENT")
    gebruiker = kom_binnen(anna, f"{code[:4]}-{code[4:].lower()} ")
    (plek,) = find_werkplekken(gebruiker)
    assert (plek.organisatie, plek.rollen) == (a, ("CONSULENT",))
    with pytest.raises(InvoerFout, match="niet meer geldig"):
        take_uitnodiging(bram, code, trace=TRACE)


def test_an_invitation_is_only_for_people_of_that_organisation(a: Organisatie, b: Organisatie) -> None:
    code = nodig_uit(a, "CONSULENT")
    with pytest.raises(InvoerFout, match="klopt niet"):
        take_uitnodiging(Identiteit("eve", "KVK", KVK_B), code, trace=TRACE)


def test_an_old_invitation_works_no_more(a: Organisatie, anna: Identiteit, database: str) -> None:
    code = nodig_uit(a, "CONSULENT")
    with psycopg.connect(database) as admin:
        admin.execute("UPDATE toekenning SET uitnodiging_tot = clock_timestamp() - interval '1 second'")
    with pytest.raises(InvoerFout, match="niet meer geldig"):
        take_uitnodiging(anna, code, trace=TRACE)


def test_a_new_code_takes_the_place_of_the_old(a: Organisatie, anna: Identiteit) -> None:
    old = nodig_uit(a, "CONSULENT")
    (collega,) = list_collegas(operator("test", a))
    new = invite_again(operator("test", a), collega.uuid)
    with pytest.raises(InvoerFout):
        take_uitnodiging(anna, old, trace=TRACE)
    take_uitnodiging(anna, new, trace=TRACE)


def test_a_second_invitation_adds_roles(a: Organisatie, anna: Identiteit) -> None:
    kom_binnen(anna, nodig_uit(a, "CONSULENT"))
    gebruiker = kom_binnen(anna, nodig_uit(a, "PRIVACY_OFFICER"))
    (plek,) = find_werkplekken(gebruiker)
    assert set(plek.rollen) == {"CONSULENT", "PRIVACY_OFFICER"}


def test_one_person_can_work_for_two_organisations(a: Organisatie, b: Organisatie, anna: Identiteit) -> None:
    link_rechtspersoon(operator("test", b), "KVK", KVK_A)
    kom_binnen(anna, nodig_uit(a, "CONSULENT"))
    gebruiker = kom_binnen(anna, nodig_uit(b, "TEAMLEIDER"))
    assert [(p.organisatie, p.rollen) for p in find_werkplekken(gebruiker)] == [
        (a, ("CONSULENT",)),
        (b, ("TEAMLEIDER",)),
    ]


def test_what_is_withdrawn_is_gone_at_once(a: Organisatie, anna: Identiteit, bram: Identiteit) -> None:
    beheerder = als(kom_binnen(anna, nodig_uit(a, "GEBRUIKERSBEHEERDER")), a)
    gebruiker = kom_binnen(bram, nodig_uit(a, "CONSULENT", naam="Bram"))
    (collega,) = [c for c in list_collegas(beheerder) if c.naam == "Bram"]
    change_collega(beheerder, collega.uuid, naam="Bram B.", rollen=["TEAMLEIDER"])
    (plek,) = find_werkplekken(gebruiker)
    assert (plek.naam, plek.rechten) == ("Bram B.", frozenset({Recht.STATISTIEK}))
    withdraw(beheerder, collega.uuid)
    assert not find_werkplekken(gebruiker)
    with pytest.raises(InvoerFout):
        log_in(bram, trace=TRACE)


def test_the_last_beheerder_stays(a: Organisatie, anna: Identiteit, bram: Identiteit) -> None:
    beheerder = als(kom_binnen(anna, nodig_uit(a, "GEBRUIKERSBEHEERDER")), a)
    nodig_uit(a, "GEBRUIKERSBEHEERDER", naam="nog niet hier")
    (zelf,) = [c for c in list_collegas(beheerder) if c.naam == "Anna"]
    with pytest.raises(InvoerFout, match="laatste gebruikersbeheerder"):
        withdraw(beheerder, zelf.uuid)
    with pytest.raises(InvoerFout, match="laatste gebruikersbeheerder"):
        change_collega(beheerder, zelf.uuid, naam="Anna", rollen=["CONSULENT"])
    kom_binnen(bram, nodig_uit(a, "GEBRUIKERSBEHEERDER", naam="Bram"))
    withdraw(beheerder, zelf.uuid)
    assert [c.naam for c in list_collegas(operator("test", a)) if c.actor] == ["Bram"]


def test_two_who_withdraw_each_other_at_once_do_not_both_succeed(
    a: Organisatie, anna: Identiteit, bram: Identiteit, database: str
) -> None:
    people = [kom_binnen(wie, nodig_uit(a, "GEBRUIKERSBEHEERDER")) for wie in (anna, bram)]
    callers = [als(gebruiker, a) for gebruiker in people]
    rows = {collega.actor: collega.uuid for collega in list_collegas(callers[0])}
    outcomes: list[str] = []

    def run(caller: Wie, other: Wie) -> None:
        try:
            withdraw(caller, rows[other.actor])
            outcomes.append("gelukt")
        except InvoerFout as e:
            outcomes.append(e.fouten[0].code)

    threads = [Thread(target=run, args=(callers[0], callers[1])), Thread(target=run, args=(callers[1], callers[0]))]
    with psycopg.connect(database, autocommit=True) as admin:
        key = ("toegang.toekenning", a.id)
        admin.execute("SELECT pg_advisory_lock(hashtext(%s), %s::int)", key)  # both get as far as the check
        for thread in threads:
            thread.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        deadline = time.monotonic() + 30
        while admin.execute(waiting).fetchone() != (2,):
            assert time.monotonic() < deadline
        admin.execute("SELECT pg_advisory_unlock(hashtext(%s), %s::int)", key)
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["LAATSTE_BEHEERDER", "gelukt"]


def test_a_beheerder_reaches_no_other_organisation(a: Organisatie, b: Organisatie, anna: Identiteit) -> None:
    beheerder = als(kom_binnen(anna, nodig_uit(a, "GEBRUIKERSBEHEERDER")), a)
    nodig_uit(b, "CONSULENT", naam="Berta")
    (berta,) = list_collegas(operator("test", b))
    assert "Berta" not in {c.naam for c in list_collegas(beheerder)}
    with pytest.raises(InvoerFout, match="staat niet"):
        withdraw(beheerder, berta.uuid)
    with pytest.raises(InvoerFout, match="staat niet"):
        invite_again(beheerder, berta.uuid)


def test_a_beheerder_gives_no_rights_over_the_service(a: Organisatie, anna: Identiteit) -> None:
    beheerder = als(kom_binnen(anna, nodig_uit(a, "GEBRUIKERSBEHEERDER")), a)
    with pytest.raises(InvoerFout, match="bestaat niet"):
        invite(beheerder, naam="Eve", rollen=["OPERATOR"])


def test_who_may_not_manage_is_refused(a: Organisatie, anna: Identiteit) -> None:
    consulent = als(kom_binnen(anna, nodig_uit(a, "CONSULENT")), a)
    for act in (
        lambda: list_collegas(consulent),
        lambda: invite(consulent, naam="Eve", rollen=["CONSULENT"]),
        lambda: withdraw(consulent, "00000000-0000-0000-0000-000000000000"),
    ):
        with pytest.raises(GeenRecht):
            act()


def test_all_faults_at_once(a: Organisatie) -> None:
    with pytest.raises(InvoerFout) as e:
        invite(operator("test", a), naam=" ", rollen=[])
    assert [f.code for f in e.value.fouten] == ["NAAM_LEEG", "ROL_ONTBREEKT"]


def test_the_portal_can_not_read_the_pairs_of_others(a: Organisatie, anna: Identiteit) -> None:
    kom_binnen(anna, nodig_uit(a, "CONSULENT"))
    for table in ("gebruiker", "rechtspersoon", "aanvraag"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
            cur.execute(f"SELECT * FROM {table}".encode())
    with transactie("web") as cur:
        cur.execute("SELECT * FROM toekenning")
        assert cur.fetchall() == []
