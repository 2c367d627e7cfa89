"""Each misbehaviour, seen for real: through a socket, from another process."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from lxml import etree
from stdnum.nl import bsn as elfproef

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN, FWI_RUIMTE, contract
from vsv.simulatie.service import Gedrag, Oefenuwv, Wangedrag

Zeep = Callable[..., Any]
POLIS = DIENSTEN[Bron.POLIS]
SAFE = etree.XMLParser(resolve_entities=False, no_network=True)


@pytest.fixture
def misbehave(oefenuwv: Oefenuwv, zeep: Zeep, worker: str) -> Callable[..., requests.Response]:
    """Ask about somebody of whom much is known while one thing goes wrong, and see that it was counted."""

    def ask(soort: Wangedrag, bron: Bron = Bron.POLIS, **settings: Any) -> requests.Response:
        oefenuwv.set_gedrag(Gedrag(aandelen={soort: {bron: 1}}, **settings))
        response: requests.Response = zeep(bron, worker, raw=True)
        assert oefenuwv.tellingen()[bron] == {"gevraagd": 1, "personen": 1, "uitkomsten": {soort: 1}}
        return response

    return ask


def body(response: requests.Response) -> etree._Element:
    assert response.status_code == 200
    return etree.fromstring(response.content, SAFE)[1][0]


def valid(antwoord: etree._Element, bron: Bron = Bron.POLIS) -> bool:
    return etree.XMLSchema(etree.parse(str(DIENSTEN[bron].xsd))).validate(antwoord)


def texts(antwoord: etree._Element, naam: str) -> set[str]:
    return {str(element.text) for element in antwoord.iter() if etree.QName(element).localname.startswith(naam)}


def test_good_behaviour_is_valid(zeep: Zeep, worker: str) -> None:
    for bron in Bron:
        antwoord = body(zeep(bron, worker, raw=True))
        assert valid(antwoord, bron)
        assert antwoord[0].tag == "ClientSuwi"


def test_traag(misbehave: Callable[..., requests.Response]) -> None:
    response = misbehave(Wangedrag.TRAAG, traag_seconden=0.3)
    assert valid(body(response))
    assert response.elapsed.total_seconds() >= 0.3


@pytest.mark.parametrize(
    ("soort", "status", "content"),
    [
        (Wangedrag.WEIGERT, 403, b"Geen toegang."),
        (Wangedrag.HTTP_500, 500, b"<!DOCTYPE html>"),
        (Wangedrag.HTTP_503, 503, b"De bron is gesloten."),
        (Wangedrag.SOAP_FAULT, 500, b"<faultcode>soap:Server</faultcode>"),
    ],
)
def test_no_answer(soort: Wangedrag, status: int, content: bytes, misbehave: Callable[..., requests.Response]) -> None:
    response = misbehave(soort)
    assert response.status_code == status
    assert content in response.content
    assert ("xml" in response.headers["Content-Type"]) == (soort is Wangedrag.SOAP_FAULT)


@pytest.mark.parametrize(
    ("soort", "children", "melding"),
    [
        (Wangedrag.FWI_FOUT, [f"{{{FWI_RUIMTE}}}FWI"], "Fout"),
        (
            Wangedrag.FWI_FOUT_ERBIJ,
            ["ClientSuwi", "PeriodeGegevensleveringIko", f"{{{FWI_RUIMTE}}}FWI"],
            "Fout",
        ),
        (
            Wangedrag.WAARSCHUWING,
            ["ClientSuwi", "PeriodeGegevensleveringIko", f"{{{FWI_RUIMTE}}}FWI"],
            "Waarschuwing",
        ),
    ],
)
def test_fwi(soort: Wangedrag, children: list[str], melding: str, misbehave: Callable[..., requests.Response]) -> None:
    antwoord = body(misbehave(soort))
    assert valid(antwoord)
    assert [child.tag for child in antwoord] == children
    etree.XMLSchema(etree.parse(str(contract("fwi.xsd")))).assertValid(antwoord[-1])
    assert [child.tag for child in antwoord[-1]] == [melding]


def test_afgekapt(misbehave: Callable[..., requests.Response]) -> None:
    response = misbehave(Wangedrag.AFGEKAPT)
    assert int(response.headers["Content-Length"]) == len(response.content)
    with pytest.raises(etree.XMLSyntaxError):
        body(response)


def test_verbroken(oefenuwv: Oefenuwv, zeep: Zeep, worker: str) -> None:
    oefenuwv.set_gedrag(Gedrag.van(verbroken=1))
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        zeep(Bron.POLIS, worker)
    assert oefenuwv.tellingen()["POLIS"]["uitkomsten"] == {"verbroken": 1}


def test_verkeerde_persoon(misbehave: Callable[..., requests.Response], worker: str) -> None:
    antwoord = body(misbehave(Wangedrag.VERKEERDE_PERSOON))
    assert valid(antwoord)
    (other,) = texts(antwoord, "Burgerservicenr")
    assert other != worker
    assert elfproef.is_valid(other)


@pytest.mark.parametrize(
    ("soort", "ending", "length"),
    [
        (Wangedrag.DATUM_ONBEKEND, "00000000", 8),
        (Wangedrag.MAAND_ONBEKEND, "0000", 4),
        (Wangedrag.DAG_ONBEKEND, "00", 6),
    ],
)
@pytest.mark.parametrize("bron", Bron)
def test_unknown_dates(
    soort: Wangedrag, ending: str, length: int, bron: Bron, misbehave: Callable[..., requests.Response]
) -> None:
    antwoord = body(misbehave(soort, bron))
    assert valid(antwoord, bron)
    dates = texts(antwoord, "DatB") | texts(antwoord, "DatE")
    assert dates
    assert all(day.endswith(ending) for day in dates)
    if soort is not Wangedrag.DATUM_ONBEKEND:
        assert all(day[:length].strip("0") for day in dates)
    if soort is Wangedrag.DAG_ONBEKEND:
        assert all(1 <= int(day[4:6]) <= 12 for day in dates)


@pytest.mark.parametrize(
    ("bron", "naam", "code"),
    [(Bron.POLIS, "CdSrtIkv", "99"), (Bron.PW, "CdSzWet", "XYZ"), (Bron.DGR, "CdGrondslag", "99")],
)
def test_unknown_codes(bron: Bron, naam: str, code: str, misbehave: Callable[..., requests.Response]) -> None:
    antwoord = body(misbehave(Wangedrag.CODE_ONBEKEND, bron))
    assert valid(antwoord, bron)
    assert texts(antwoord, naam) == {code}


def test_te_groot(misbehave: Callable[..., requests.Response]) -> None:
    response = misbehave(Wangedrag.TE_GROOT)
    assert len(response.content) > 10 * 1024 * 1024
    assert valid(body(response))


def test_externe_entiteit(misbehave: Callable[..., requests.Response]) -> None:
    content = misbehave(Wangedrag.EXTERNE_ENTITEIT).content
    assert b'<!ENTITY buiten SYSTEM "file:///etc/hostname">' in content
    root = etree.fromstring(content, SAFE)
    assert root.getroottree().docinfo.internalDTD is not None
    assert isinstance(root[1][0], etree._Entity), "the body uses the entity"


def test_doctype(misbehave: Callable[..., requests.Response]) -> None:
    """Nine levels of ten: four bytes would become four billion, and the parser sees that coming."""
    content = misbehave(Wangedrag.DOCTYPE).content
    assert content.count(b"<!ENTITY e") == 10
    with pytest.raises(etree.XMLSyntaxError, match=r"(?i)entity|amplification"):
        etree.fromstring(content, SAFE)


@pytest.mark.parametrize(
    ("soort", "tag"),
    [
        (Wangedrag.VERKEERDE_RUIMTE, f"{{{POLIS.ruimte}9}}{POLIS.operatie}Response"),
        (Wangedrag.VERKEERD_ELEMENT, f"{{{POLIS.ruimte}}}Antwoord"),
    ],
)
def test_wrong_names(soort: Wangedrag, tag: str, misbehave: Callable[..., requests.Response]) -> None:
    antwoord = body(misbehave(soort))
    assert antwoord.tag == tag
    assert not valid(antwoord)


def test_leeg(misbehave: Callable[..., requests.Response]) -> None:
    response = misbehave(Wangedrag.LEEG)
    assert (response.status_code, response.content) == (200, b"")


def test_loonheffingennummer_ongeldig(misbehave: Callable[..., requests.Response]) -> None:
    numbers = texts(body(misbehave(Wangedrag.LOONHEFFINGENNUMMER_ONGELDIG)), "Loonheffingennr")
    assert numbers
    assert not any(elfproef.is_valid(number[:9]) for number in numbers)


def test_zonder_volgnummer(misbehave: Callable[..., requests.Response]) -> None:
    antwoord = body(misbehave(Wangedrag.ZONDER_VOLGNUMMER))
    assert valid(antwoord)
    assert not texts(antwoord, "VolgnrIkv")
    assert texts(antwoord, "Loonheffingennr")


def test_what_has_no_hold_is_an_ordinary_answer(oefenuwv: Oefenuwv, zeep: Zeep) -> None:
    oefenuwv.set_gedrag(Gedrag.van(code_onbekend=1))
    assert zeep(Bron.POLIS, "999990020") is None
    assert oefenuwv.tellingen()["POLIS"]["uitkomsten"] == {"niets_gevonden": 1}
    oefenuwv.set_gedrag(Gedrag.van(fwi_fout_erbij=1))
    antwoord = body(zeep(Bron.POLIS, "999990020", raw=True))
    assert [child.tag for child in antwoord] == ["ClientSuwi", f"{{{FWI_RUIMTE}}}FWI"]
