"""What an organisation lets a vendor's software do, and that it holds and ends at once, for that organisation only."""

import psycopg
import pytest
from tests.integration.toegang.oauth import ANDER, ANDERE_SLEUTEL, LEVERANCIER, SLEUTEL, jwks

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.opslag.service import transactie
from vsv.toegang.service import (
    DIENSTROLLEN,
    Organisatie,
    Recht,
    Scope,
    Wie,
    block_client,
    change_machtiging,
    find_machtiging,
    grant_machtiging,
    list_actoren,
    list_clients,
    list_clients_to_grant,
    list_machtigingen,
    list_machtigingen_van,
    name_actoren,
    namens,
    operator,
    rechten_van,
    rechten_van_scopes,
    register_client,
    unblock_client,
    withdraw_machtiging,
)


@pytest.fixture(autouse=True)
def leveranciers(database: str) -> None:
    register_client(operator("test"), oin=LEVERANCIER, naam="Volgsoft", jwks=jwks(SLEUTEL))
    register_client(operator("test"), oin=ANDER, naam="Andersoft", jwks=jwks(ANDERE_SLEUTEL))


def bij(organisatie: Organisatie) -> Wie:
    rechten = rechten_van(["GEBRUIKERSBEHEERDER"])
    return Wie(actor=f"gebruiker:{organisatie.naam}", oorsprong="portaal", rechten=rechten, organisatie=organisatie)


def test_what_was_given_holds_for_that_organisation_only(a: Organisatie, b: Organisatie) -> None:
    grant_machtiging(bij(a), client=LEVERANCIER, scopes=["rapporten", "aanmelden"])
    assert find_machtiging(LEVERANCIER, a.oin) == (a, frozenset({Scope.AANMELDEN, Scope.RAPPORTEN}))
    assert find_machtiging(LEVERANCIER, b.oin) is None
    assert find_machtiging(ANDER, a.oin) is None
    assert find_machtiging(LEVERANCIER, "00000099000000009000") is None
    grant_machtiging(bij(b), client=LEVERANCIER, scopes=["jongeren"])
    assert list_machtigingen_van(LEVERANCIER) == {a: {Scope.AANMELDEN, Scope.RAPPORTEN}, b: {Scope.JONGEREN}}
    assert [m.scopes for m in list_machtigingen(bij(a))] == [[Scope.AANMELDEN, Scope.RAPPORTEN]]
    assert [leverancier.naam for leverancier in list_clients_to_grant(bij(a))] == ["Andersoft"]


def test_a_change_keeps_what_was(a: Organisatie) -> None:
    first = grant_machtiging(bij(a), client=LEVERANCIER, scopes=["jongeren"])
    second = change_machtiging(bij(a), first, ["jongeren", "meldingen"])
    assert change_machtiging(bij(a), second, ["meldingen", "jongeren"]) == second != first
    holds, was = list_machtigingen(bij(a))
    assert (holds.uuid, holds.scopes, holds.ingetrokken_op) == (second, [Scope.JONGEREN, Scope.MELDINGEN], None)
    assert (was.uuid, was.scopes, was.ingetrokken_door) == (first, [Scope.JONGEREN], "gebruiker:Aa")
    with pytest.raises(InvoerFout, match="geldt niet"):
        change_machtiging(bij(a), first, ["jongeren"])


def test_withdrawn_is_gone_at_once_and_stays_so(a: Organisatie) -> None:
    uuid = grant_machtiging(bij(a), client=LEVERANCIER, scopes=["jongeren"])
    withdraw_machtiging(bij(a), uuid)
    assert find_machtiging(LEVERANCIER, a.oin) is None
    with pytest.raises(InvoerFout, match="geldt niet"):
        withdraw_machtiging(bij(a), uuid)
    with namens(bij(a), Recht.MACHTIGINGEN_BEHEREN) as sessie:
        sessie.cur.execute("UPDATE machtiging SET ingetrokken_op = NULL, ingetrokken_door = NULL")
        assert sessie.cur.rowcount == 0
    grant_machtiging(bij(a), client=LEVERANCIER, scopes=["jongeren"])
    assert find_machtiging(LEVERANCIER, a.oin)


def test_blocked_is_gone_at_once_and_comes_back_as_it_was(a: Organisatie) -> None:
    grant_machtiging(bij(a), client=LEVERANCIER, scopes=["jongeren"])
    block_client(operator("test"), LEVERANCIER)
    assert find_machtiging(LEVERANCIER, a.oin) is None
    assert not list_machtigingen_van(LEVERANCIER)
    assert list_machtigingen(bij(a))[0].geblokkeerd
    unblock_client(operator("test"), LEVERANCIER)
    assert find_machtiging(LEVERANCIER, a.oin)


def test_another_organisation_sees_and_ends_nothing(a: Organisatie, b: Organisatie) -> None:
    uuid = grant_machtiging(bij(a), client=LEVERANCIER, scopes=["jongeren"])
    assert list_machtigingen(bij(b)) == []
    for attempt in (lambda: withdraw_machtiging(bij(b), uuid), lambda: change_machtiging(bij(b), uuid, ["meldingen"])):
        with pytest.raises(InvoerFout, match="geldt niet"):
            attempt()
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
        namens(bij(b), Recht.MACHTIGINGEN_BEHEREN) as sessie,
    ):
        sessie.cur.execute(
            "INSERT INTO machtiging (client, organisatie, scopes, verleend_door)"
            " SELECT id, %s, '{jongeren}', 'x' FROM client",
            (a.id,),
        )
    assert find_machtiging(LEVERANCIER, a.oin)


def test_what_is_wrong_is_said(a: Organisatie) -> None:
    grant_machtiging(bij(a), client=LEVERANCIER, scopes=["jongeren"])
    for client, scopes, code in (
        (LEVERANCIER, ["jongeren"], "MACHTIGING_BESTAAT"),
        ("00000099000000009000", ["jongeren"], "CLIENT_ONBEKEND"),
        (ANDER, [], "SCOPE_ONTBREEKT"),
        (ANDER, ["alles"], "SCOPE_ONBEKEND"),
    ):
        with pytest.raises(InvoerFout) as raised:
            grant_machtiging(bij(a), client=client, scopes=scopes)
        assert [fout.code for fout in raised.value.fouten] == [code]


def test_only_who_manages_machtigingen_may(a: Organisatie) -> None:
    consulent = Wie(actor="x", oorsprong="portaal", rechten=rechten_van(["CONSULENT"]), organisatie=a)
    with pytest.raises(GeenRecht, match="machtigingen beheren"):
        grant_machtiging(consulent, client=LEVERANCIER, scopes=["jongeren"])
    with pytest.raises(GeenRecht):
        list_clients(bij(a))


def test_the_operator_sees_how_many_organisations_and_not_which_scopes(a: Organisatie, b: Organisatie) -> None:
    for organisatie in (a, b):
        grant_machtiging(bij(organisatie), client=LEVERANCIER, scopes=["jongeren"])
    wie = Wie(actor="op", oorsprong="portaal", rechten=rechten_van(DIENSTROLLEN))
    assert [(c.naam, c.organisaties) for c in list_clients(wie)] == [("Andersoft", 0), ("Volgsoft", 2)]
    block_client(wie, LEVERANCIER)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("beheer") as cur:
        cur.execute("SELECT scopes FROM machtiging")


def test_each_step_stands_in_the_log_under_a_name(a: Organisatie, database: str) -> None:
    uuid = change_machtiging(bij(a), grant_machtiging(bij(a), client=LEVERANCIER, scopes=["jongeren"]), ["meldingen"])
    withdraw_machtiging(bij(a), uuid)
    with psycopg.connect(database) as admin:
        rows = admin.execute(
            "SELECT actie, bijzonderheden FROM logregel WHERE organisatie = %s AND actie LIKE '%%machtiging%%'"
            " ORDER BY nummer",
            (a.id,),
        ).fetchall()
    assert rows == [
        ("toegang.machtiging_verlenen", {"client": LEVERANCIER, "scopes": ["jongeren"]}),
        ("toegang.machtiging_wijzigen", {"client": LEVERANCIER, "scopes": ["meldingen"], "eerder": ["jongeren"]}),
        ("toegang.machtiging_intrekken", {"client": LEVERANCIER, "eerder": ["meldingen"]}),
    ]
    software = {f"client:{LEVERANCIER}": "software van Volgsoft"}
    assert list_actoren(operator("test", a)) == software
    with transactie("web") as cur:
        assert name_actoren(cur, list(software)) == software


def test_scopes_give_the_rights_of_their_kind() -> None:
    assert rechten_van_scopes([Scope.AANMELDEN, Scope.MELDINGEN]) == {Recht.AANMELDEN, Recht.MELDINGEN_ONTVANGEN}
    assert rechten_van_scopes(Scope) == set(Recht) - {
        Recht.GEBRUIKERS_BEHEREN,
        Recht.MACHTIGINGEN_BEHEREN,
        Recht.LOGBOEK_LEZEN,
        Recht.DIENST_BEHEREN,
    }
