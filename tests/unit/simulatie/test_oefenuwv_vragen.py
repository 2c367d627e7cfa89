"""A question that is wrong is refused with the reason, and never with a BSN in it."""

from collections.abc import Callable

import pytest

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.oefenuwv.vragen import Afwijzing, Vraag, make_contracten, parse_vraag

BSN = "900000016"
POLIS = DIENSTEN[Bron.POLIS]
CONTRACTEN = make_contracten()


def ask(bericht: str, soap_action: str | None = POLIS.soap_action) -> Vraag:
    return parse_vraag(POLIS, CONTRACTEN[Bron.POLIS], soap_action, bericht.encode())


def test_a_question_in_order_is_read(envelop: Callable[..., str]) -> None:
    assert ask(envelop(Bron.POLIS, BSN, "20260901", "20261130"), f'"{POLIS.soap_action}"') == Vraag(
        dienst=POLIS,
        bsn=BSN,
        van="https://vsv.example/?a=1&oin=00000099000000001000",
        naar="https://uwv.example/dienst?oin=00000099000000009000",
        bericht="urn:uuid:8c1f0a53-5a0e-4d43-a0fc-6d1c1a1f0c11",
        vanaf="20260901",
        tot="20261130",
    )
    assert ask(envelop(Bron.POLIS, BSN)).vanaf is None
    assert ask(envelop(Bron.POLIS, BSN, tot="20261130")).vanaf is None


@pytest.mark.parametrize(
    ("old", "new", "reden"),
    [
        ("<s:Body>", "<s:Body><x>", "Dit is geen XML."),
        ("<s:Envelope", '<!DOCTYPE x SYSTEM "x.dtd"><s:Envelope', "Een DOCTYPE is niet toegestaan."),
        ("<s:Envelope", '<!DOCTYPE x [<!ENTITY a "b">]><s:Envelope', "Een DOCTYPE is niet toegestaan."),
        ("schemas.xmlsoap.org", "schemas.example.org", "Dit is geen envelop van SOAP 1.1."),
        ("IkvInfo</wsa:Action>", "Ikv</wsa:Action>", "wsa:Action ontbreekt of is niet http"),
        ("wsa:MessageID", "wsa:Message", "wsa:MessageID ontbreekt in soap:Header."),
        ("wsa:To>", "wsa:Naar>", "wsa:To ontbreekt in soap:Header."),
        ("wsa:Address>", "wsa:Adres>", "wsa:From/wsa:Address ontbreekt in soap:Header."),
        (
            "oin=00000099000000009000",
            "oin=0000009900000000900",
            "In wsa:To ontbreekt ?oin= met een OIN van 20 cijfers.",
        ),
        ("oin=00000099000000001000", "oin=000000990000000010000", "In wsa:From/wsa:Address ontbreekt ?oin="),
        ("?oin=00000099000000009000", "", "In wsa:To ontbreekt ?oin="),
        (
            BSN,
            "90000001x",
            "De vraag past niet bij UWVDossierInkomstenGSD.xsd: /d:UWVPersoonsIkvInfo/Burgerservicenr (SCHEMAV",
        ),
        (BSN, f"{BSN}</Burgerservicenr><Burgerservicenr>{BSN}", "De vraag past niet bij UWVDossierInkomstenGSD.xsd"),
        ("/v0200", "/v0100", "wsa:Action ontbreekt of is niet http"),
        ('GSD/v0200">', 'GSD/v0100">', "De vraag past niet bij UWVDossierInkomstenGSD.xsd"),
        ("</s:Body>", "<x/></s:Body>", "In soap:Body hoort precies één vraag."),
        ("20260901", "20260931", "DatBPeriode is geen bestaande dag."),
        ("20261130", "20260000", "DatEPeriode is geen bestaande dag."),
        ("20261130", "20260831", "DatEPeriode ligt voor DatBPeriode."),
    ],
)
def test_a_wrong_question_is_refused_with_the_reason(
    old: str, new: str, reden: str, envelop: Callable[..., str]
) -> None:
    good = envelop(Bron.POLIS, BSN, "20260901", "20261130")
    assert old in good
    with pytest.raises(Afwijzing) as refusal:
        ask(good.replace(old, new))
    assert str(refusal.value).startswith(reden)
    assert "90000001" not in str(refusal.value)


@pytest.mark.parametrize("soap_action", [None, "", '""', DIENSTEN[Bron.PW].soap_action])
def test_the_soap_action_is_required(soap_action: str | None, envelop: Callable[..., str]) -> None:
    with pytest.raises(Afwijzing, match="De header SOAPAction ontbreekt of is niet"):
        ask(envelop(Bron.POLIS, BSN), soap_action)
