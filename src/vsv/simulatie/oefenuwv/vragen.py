"""Reads a question and says what is wrong with it: SOAP 1.1 with WS-Addressing, held to the contract."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from lxml import etree

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN, Dienst

MAX_VRAAG: Final = 64 * 1024
"""Bytes; a question is some 1,500."""

_NS: Final = {"soap": "http://schemas.xmlsoap.org/soap/envelope/", "wsa": "http://www.w3.org/2005/08/addressing"}
_OIN: Final = re.compile(r"[?&]oin=[0-9]{20}(?![0-9])")


class Afwijzing(Exception):
    """A question can't be answered; the message is one Dutch sentence that says why, and never holds a BSN."""


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question that is in order.

    Attributes:
        dienst: Which service is asked.
        bsn: About whom.
        van: Address of who asks, with its OIN.
        naar: Address of who is asked, with its OIN.
        bericht: The MessageID, to which the answer relates.
        vanaf: First day of the period that is asked, EEJJMMDD; None when that is open.
        tot: Last day of it.
    """

    dienst: Dienst
    bsn: str
    van: str
    naar: str
    bericht: str
    vanaf: str | None = None
    tot: str | None = None


class Contract:
    """The XSD of a service, to hold questions to; threads may share it."""

    def __init__(self, dienst: Dienst) -> None:
        self._naam = dienst.xsd.name
        self._schema = etree.XMLSchema(etree.parse(str(dienst.xsd)))
        self._lock = Lock()  # the schema keeps the faults of the last one it saw

    def check(self, element: etree._Element) -> None:
        """Do nothing when an element fits the contract.

        Raises:
            Afwijzing: It does not. The value is left out, as it may be a BSN with a typing error.
        """
        with self._lock:
            if self._schema.validate(element):
                return
            log: Any = self._schema.error_log  # the stubs do not say what is in it
            fault = log[0]
        raise Afwijzing(f"De vraag past niet bij {self._naam}: {fault.path} ({fault.type_name}).")


def make_contracten() -> Mapping[Bron, Contract]:
    """Return the contract of each service."""
    return {bron: Contract(dienst) for bron, dienst in DIENSTEN.items()}


def parse_vraag(dienst: Dienst, contract: Contract, soap_action: str | None, bericht: bytes) -> Vraag:
    """Return the question in a message.

    Args:
        dienst: The service at whose address it came in.
        contract: Its contract.
        soap_action: The header SOAPAction, with or without quotes.
        bericht: The body.

    Raises:
        Afwijzing: Something in it is missing or wrong.
    """
    envelope = _parse(bericht)
    if (soap_action or "").strip('"') != dienst.soap_action:
        raise Afwijzing(f"De header SOAPAction ontbreekt of is niet {dienst.soap_action}.")
    if _text(envelope, "wsa:Action") != dienst.soap_action:
        raise Afwijzing(f"wsa:Action ontbreekt of is niet {dienst.soap_action}.")
    body = envelope.find("soap:Body", _NS)
    if body is None or len(body) != 1:
        raise Afwijzing("In soap:Body hoort precies één vraag.")
    vraag = body[0]
    contract.check(vraag)
    periode = vraag.find("PeriodeGegevensvraagIko")
    vanaf, tot = (None if periode is None else _datum(periode, naam) for naam in ("DatBPeriode", "DatEPeriode"))
    if vanaf and tot and tot < vanaf:
        raise Afwijzing("DatEPeriode ligt voor DatBPeriode.")
    return Vraag(
        dienst=dienst,
        bsn=vraag.findtext("Burgerservicenr", ""),
        van=_adres(envelope, "wsa:From/wsa:Address"),
        naar=_adres(envelope, "wsa:To"),
        bericht=_text(envelope, "wsa:MessageID"),
        vanaf=vanaf,
        tot=tot,
    )


def _parse(bericht: bytes) -> etree._Element:
    """Read XML without ever looking outside it: no DTD, no entities, no network."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(bericht, parser)
    except etree.XMLSyntaxError:
        raise Afwijzing("Dit is geen XML.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Afwijzing("Een DOCTYPE is niet toegestaan.")
    if root.tag != f"{{{_NS['soap']}}}Envelope":
        raise Afwijzing("Dit is geen envelop van SOAP 1.1.")
    return root


def _text(envelope: etree._Element, path: str) -> str:
    tekst = envelope.findtext(f"soap:Header/{path}", "", _NS).strip()
    if not tekst:
        raise Afwijzing(f"{path} ontbreekt in soap:Header.")
    return tekst


def _adres(envelope: etree._Element, path: str) -> str:
    adres = _text(envelope, path)
    if not _OIN.search(adres):
        raise Afwijzing(f"In {path} ontbreekt ?oin= met een OIN van 20 cijfers.")
    return adres


def _datum(periode: etree._Element, naam: str) -> str | None:
    tekst = periode.findtext(naam)
    if tekst is None:
        return None
    try:
        date(int(tekst[:4]), int(tekst[4:6]), int(tekst[6:]))
    except ValueError:
        raise Afwijzing(f"{naam} is geen bestaande dag.") from None
    return tekst
