"""The first gebruikersbeheerder of an organisation asks, the operator decides."""

from dataclasses import replace

import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.toegang.service import (
    Gegevens,
    Identiteit,
    Organisatie,
    Recht,
    Wie,
    grant_aanvraag,
    link_rechtspersoon,
    list_aanvragen,
    list_organisaties,
    list_rechtspersonen,
    log_in,
    namens,
    reject_aanvraag,
    submit_aanvraag,
)

TRACE = "0" * 31 + "1"
GEGEVENS = Gegevens(
    naam="Gea",
    emailadres="gea@voorbeeld.nl",
    telefoon="010 123 45 67",
    organisatienaam="Gemeente Groningen",
    soort="gemeente",
    regio=3,
    gemeentecode="0014",
)
GEA = Identiteit("gea", "KVK", "90000003")


@pytest.fixture
def baas(database: str) -> Wie:
    return Wie(actor="gebruiker:op", oorsprong="portaal", rechten=frozenset({Recht.DIENST_BEHEREN}))


def test_a_granted_request_opens_the_door(baas: Wie) -> None:
    submit_aanvraag(GEA, GEGEVENS)
    (aanvraag,) = list_aanvragen(baas)
    assert (aanvraag.gegevens, aanvraag.nummer, aanvraag.bestaand) == (GEGEVENS, "90000003", None)
    organisatie = grant_aanvraag(baas, aanvraag.uuid)
    assert organisatie.oin == "00000003900000030000"
    (plek,) = log_in(GEA, trace=TRACE).werkplekken
    assert (plek.organisatie, plek.rollen, plek.naam) == (organisatie, ("GEBRUIKERSBEHEERDER",), "Gea")
    assert not list_aanvragen(baas)
    with pytest.raises(InvoerFout, match="al over besloten"):
        grant_aanvraag(baas, aanvraag.uuid)


def test_an_organisation_that_is_there_is_not_made_again(baas: Wie, b: Organisatie) -> None:
    submit_aanvraag(GEA, GEGEVENS)
    (aanvraag,) = list_aanvragen(baas)
    assert aanvraag.bestaand == b.naam
    assert grant_aanvraag(baas, aanvraag.uuid) == b
    assert list_organisaties() == [b]


def test_the_operator_links_a_rechtspersoon_in_the_log_of_the_organisation(baas: Wie, b: Organisatie) -> None:
    link_rechtspersoon(baas.voor(b), "KVK", "90000003")
    link_rechtspersoon(baas.voor(b), "KVK", "90000003")
    link_rechtspersoon(baas, "RSIN", "900000004")
    linked = list_rechtspersonen(baas)
    assert linked[b.id].count(("KVK", "90000003")) == 1
    assert linked[None] == [("RSIN", "900000004")]
    officer = Wie(actor="o", oorsprong="portaal", rechten=frozenset({Recht.LOGBOEK_LEZEN}), organisatie=b)
    with namens(officer, Recht.LOGBOEK_LEZEN) as sessie:
        lines = sessie.cur.execute("SELECT actor, bijzonderheden ->> 'nummer' FROM logregel").fetchall()
    assert [line for line in lines if line[0] == baas.actor] == [(baas.actor, "90000003")] * 2
    with pytest.raises(GeenRecht):
        list_rechtspersonen(officer)


def test_a_rejected_request_opens_nothing(baas: Wie) -> None:
    submit_aanvraag(GEA, GEGEVENS)
    reject_aanvraag(baas, list_aanvragen(baas)[0].uuid)
    assert not list_aanvragen(baas)
    assert not list_organisaties()
    with pytest.raises(InvoerFout):
        log_in(GEA, trace=TRACE)


def test_a_newer_request_takes_the_place_of_the_open_one(baas: Wie) -> None:
    submit_aanvraag(GEA, GEGEVENS)
    submit_aanvraag(GEA, replace(GEGEVENS, naam="Gea G."))
    assert [aanvraag.gegevens.naam for aanvraag in list_aanvragen(baas)] == ["Gea G."]


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("naam", " "),
        ("emailadres", "geen adres"),
        ("telefoon", "1234"),
        ("organisatienaam", ""),
        ("soort", "school"),
        ("regio", 14),
        ("gemeentecode", None),
        ("gemeentecode", "0363"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(baas: Wie, veld: str, waarde: object) -> None:
    with pytest.raises(InvoerFout) as e:
        submit_aanvraag(GEA, replace(GEGEVENS, **{veld: waarde}))  # type: ignore[arg-type]
    assert veld in {fout.plaats for fout in e.value.fouten}
    assert not list_aanvragen(baas)


def test_only_the_operator_decides(baas: Wie, a: Organisatie) -> None:
    submit_aanvraag(GEA, GEGEVENS)
    beheerder = Wie(
        actor="gebruiker:a", oorsprong="portaal", rechten=frozenset({Recht.GEBRUIKERS_BEHEREN}), organisatie=a
    )
    with pytest.raises(GeenRecht):
        list_aanvragen(beheerder)
    with pytest.raises(GeenRecht):
        grant_aanvraag(beheerder, list_aanvragen(baas)[0].uuid)
