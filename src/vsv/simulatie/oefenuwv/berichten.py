"""Makes the XML of an answer: rows to SuwiML, in an envelope of SOAP 1.1 with WS-Addressing.

The text is put together by hand: an answer is made thousands of times in a measurement, and an XML library would be
most of its cost. Tests hold every answer to the contract.
"""

import re
from collections.abc import Iterable
from typing import Final
from uuid import uuid4
from xml.sax.saxutils import escape

from vsv.domein.codes import Bron
from vsv.domein.suwiml import FWI_RUIMTE, Dienst
from vsv.simulatie.oefenuwv.antwoorden import Iko, Ikp, Periode, Stand, Verhouding
from vsv.simulatie.oefenuwv.vragen import Vraag

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
WSA: Final = "http://www.w3.org/2005/08/addressing"
KOP: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
NIETS_GEVONDEN: Final = f'<fwi:NietsGevonden xmlns:fwi="{FWI_RUIMTE}"/>'

_NIET_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGSTE_NAAM: Final = 200


def client_suwi(stand: Stand, vraag: Vraag) -> str | None:
    """Return what is known of somebody as `ClientSuwi`, with what belongs after it; None when that is nothing."""
    match vraag.dienst.bron:
        case Bron.POLIS:
            records = [_verhouding(v) for v in stand.verhoudingen(vraag.bsn, vraag.vanaf, vraag.tot)]
            na = _levering(vraag)
        case Bron.PW:
            records, na = [_uitkering(uitkering) for uitkering in stand.uitkeringen(vraag.bsn)], ""
        case Bron.DGR:
            records, na = [_grondslag(grondslag) for grondslag in stand.grondslagen(vraag.bsn)], ""
    return wrap_client(vraag.bsn, records) + na if records else None


def wrap_client(bsn: str, records: Iterable[str] = ()) -> str:
    """Return `ClientSuwi` about a person with these records in it."""
    return f"<ClientSuwi><Burgerservicenr>{bsn}</Burgerservicenr>{''.join(records)}</ClientSuwi>"


def fwi(soort: str, code: str, tekst: str) -> str:
    """Return an FWI with one melding: `soort` is Fout, Waarschuwing or Informatie."""
    melding = f"<Code>{code}</Code><Tekst>{escape(tekst)}</Tekst><Bron><DN>oefen-UWV</DN></Bron>"
    return f'<fwi:FWI xmlns:fwi="{FWI_RUIMTE}"><{soort}>{melding}</{soort}></fwi:FWI>'


def wrap_antwoord(dienst: Dienst, inhoud: str) -> str:
    """Return the element of the answer of a service with something in it."""
    return f'<d:{dienst.operatie}Response xmlns:d="{dienst.ruimte}">{inhoud}</d:{dienst.operatie}Response>'


def wrap_envelop(vraag: Vraag, body: str) -> str:
    """Return the envelope of an answer: addressed to who asked, and related to the question."""
    addressing = (
        f"<wsa:Action>{vraag.dienst.soap_action}Response</wsa:Action>"
        f"<wsa:MessageID>urn:uuid:{uuid4()}</wsa:MessageID>"
        f"<wsa:RelatesTo>{escape(vraag.bericht)}</wsa:RelatesTo>"
        f"<wsa:From><wsa:Address>{escape(vraag.naar)}</wsa:Address></wsa:From>"
        f"<wsa:To>{escape(vraag.van)}</wsa:To>"
    )
    return (
        f'{KOP}<soap:Envelope xmlns:soap="{SOAP}" xmlns:wsa="{WSA}"><soap:Header>{addressing}</soap:Header>'
        f"<soap:Body>{body}</soap:Body></soap:Envelope>"
    )


def soap_fault(schuld: str, reden: str) -> str:
    """Return an envelope with a SOAP Fault; `schuld` is Client (the question is wrong) or Server."""
    return (
        f'{KOP}<soap:Envelope xmlns:soap="{SOAP}"><soap:Body><soap:Fault><faultcode>soap:{schuld}</faultcode>'
        f"<faultstring>{escape(reden)}</faultstring></soap:Fault></soap:Body></soap:Envelope>"
    )


def _verhouding(verhouding: Verhouding) -> str:
    ikv, perioden, opgaven = verhouding
    eenheid = _veld("NaamAdministratieveEenheid", _naam(ikv.werkgever)) + _veld(
        "Loonheffingennr", ikv.loonheffingennummer
    )
    return (
        f"<Inkomstenverhouding>{_veld('VolgnrIkv', ikv.nummer_ikv)}"
        f"{_veld('DatBIkv', ikv.begin)}{_veld('DatEIkv', ikv.einde)}"
        f"<AdministratieveEenheid>{eenheid}</AdministratieveEenheid>"
        f"{''.join(map(_periode, perioden))}{''.join(map(_opgave, opgaven))}</Inkomstenverhouding>"
    )


def _periode(ikp: Ikp) -> str:
    return (
        f"<Inkomstenperiode>{_veld('DatBIkp', ikp.begin)}{_veld('CdSrtIkv', ikp.srtiv)}"
        f"{_veld('CdTypeArbeidscontract', ikp.contract)}{_veld('CdAardIkv', ikp.aard)}</Inkomstenperiode>"
    )


def _opgave(iko: Iko) -> str:
    return (
        f"<Inkomstenopgave>{_veld('DatBIko', iko.begin)}{_veld('DatEIko', iko.einde)}"
        f"{_veld('AantVerloondeUrenIko', iko.uren)}{_bedrag('BedrBrutoloonSv', iko.loon_sv)}"
        f"{_bedrag('BedrLoonLbPremieVolksverz', iko.loon_lbph)}</Inkomstenopgave>"
    )


def _uitkering(uitkering: Periode) -> str:
    return (
        f"<Uitkeringsverhouding>{_veld('DatBUitkeringsverhouding', uitkering.begin)}"
        f"{_veld('DatEUitkeringsverhouding', uitkering.einde)}"
        f"<SzWet>{_veld('CdSzWet', uitkering.code)}</SzWet></Uitkeringsverhouding>"
    )


def _grondslag(grondslag: Periode) -> str:
    return (
        f"<GrondslagArbeidsbeperktheid>{_veld('CdGrondslagArbeidsbeperktheid', grondslag.code)}"
        f"{_veld('DatBGrondslagArbeidsbeperktheid', grondslag.begin)}"
        f"{_veld('DatEGrondslagArbeidsbeperktheid', grondslag.einde)}</GrondslagArbeidsbeperktheid>"
    )


def _levering(vraag: Vraag) -> str:
    """Say which period was delivered: the one that was asked; without days it is everything."""
    dagen = _veld("DatBPeriode", vraag.vanaf) + _veld("DatEPeriode", vraag.tot)
    return f"<PeriodeGegevensleveringIko>{dagen}</PeriodeGegevensleveringIko>"


def _bedrag(naam: str, centen: int | None) -> str:
    if centen is None:
        return ""
    teken = "-" if centen < 0 else "+"
    return (
        f"<{naam}><CdMunteenheid>EUR</CdMunteenheid><CdPositiefNegatief>{teken}</CdPositiefNegatief>"
        f"<WaardeBedr>{abs(centen)}</WaardeBedr></{naam}>"
    )


def _naam(tekst: str | None) -> str | None:
    """Return a name as XML and the contract take it: no control characters, and not too long."""
    return _NIET_IN_XML.sub("", tekst)[:_LANGSTE_NAAM] or None if tekst else None


def _veld(naam: str, waarde: str | int | None) -> str:
    return "" if waarde is None else f"<{naam}>{escape(str(waarde))}</{naam}>"
