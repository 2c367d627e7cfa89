"""What goes over the line: a good answer, or one that went wrong in a chosen way."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from vsv.simulatie.oefenuwv.berichten import (
    KOP,
    NIETS_GEVONDEN,
    fwi,
    soap_fault,
    wrap_antwoord,
    wrap_client,
    wrap_envelop,
)
from vsv.simulatie.oefenuwv.gedrag import Wangedrag
from vsv.simulatie.oefenuwv.vragen import Vraag

ANTWOORD: Final = "antwoord"
NIETS: Final = "niets_gevonden"
AFGEWEZEN: Final = "afgewezen"
"""Outcomes that are no misbehaviour: something is known, nothing is, and the question was wrong."""

XML: Final = "text/xml; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"
_TEKST: Final = "text/plain; charset=utf-8"
_ANDEREN: Final = ("999990019", "999990020")
_GROOT: Final = 11_000_000


@dataclass(frozen=True, slots=True)
class Reactie:
    """An HTTP answer.

    Attributes:
        uitkomst: What it counts as: one of the outcomes above, or a `Wangedrag`.
        status: HTTP status.
        soort: Content-Type.
        body: What is sent.
        beloofd: Content-Length; when that is more than is sent, the connection is closed after it. None: as it is.
    """

    uitkomst: str
    status: int
    soort: str
    body: bytes
    beloofd: int | None = None


def reject(reden: str) -> Reactie:
    """Return the SOAP Fault for a question that is wrong."""
    return Reactie(AFGEWEZEN, 500, XML, soap_fault("Client", reden).encode())


def react(vraag: Vraag, bekend: str | None, wangedrag: Wangedrag | None) -> Reactie:
    """Return the answer to a question.

    Args:
        vraag: The question.
        bekend: `ClientSuwi` and what belongs after it; None when nothing is known.
        wangedrag: What goes wrong. When that has no hold on this answer (an unknown code when there are no codes) it is
            an ordinary answer, and counts as one.
    """
    goed = ANTWOORD if bekend else NIETS
    if wangedrag is None:
        return _respond(vraag, goed, bekend or NIETS_GEVONDEN)
    if wangedrag in _ZONDER_ANTWOORD:
        return replace(_ZONDER_ANTWOORD[wangedrag], uitkomst=wangedrag)
    if wangedrag in _INHOUD:
        client = bekend or wrap_client(vraag.bsn)
        spoilt = _INHOUD[wangedrag](client)
        changed = spoilt != client
        return _respond(vraag, wangedrag if changed else goed, spoilt if changed else bekend or NIETS_GEVONDEN)
    whole = _respond(vraag, wangedrag, bekend or NIETS_GEVONDEN)
    return _BERICHT[wangedrag](whole, vraag)


def _respond(vraag: Vraag, uitkomst: str, inhoud: str) -> Reactie:
    return Reactie(uitkomst, 200, XML, wrap_envelop(vraag, wrap_antwoord(vraag.dienst, inhoud)).encode())


_PAGINA: Final = b"<!DOCTYPE html><html><body><h1>Er ging iets mis</h1><p>Probeer het later opnieuw.<br></body></html>"
_ZONDER_ANTWOORD: Final[Mapping[Wangedrag, Reactie]] = {
    Wangedrag.WEIGERT: Reactie("", 403, _TEKST, b"Geen toegang.\n"),
    Wangedrag.HTTP_500: Reactie("", 500, _HTML, _PAGINA),
    Wangedrag.HTTP_503: Reactie("", 503, _TEKST, b"De bron is gesloten.\n"),
    Wangedrag.SOAP_FAULT: Reactie("", 500, XML, soap_fault("Server", "Er is een storing bij de bron.").encode()),
    Wangedrag.LEEG: Reactie("", 200, XML, b""),
}

_DATUM: Final = re.compile(r"<(Dat[BE](?!Periode)\w+)>(\d{4})(\d{2})(\d{2})</")
_CODE: Final = re.compile(r"<(CdSrtIkv|CdGrondslagArbeidsbeperktheid)>\w*</")
_RSIN: Final = re.compile(r"<Loonheffingennr>(\d{8})(\d)")
_FOUT: Final = fwi("Fout", "F001", "De bron kan deze vraag nu niet beantwoorden.")
_WAARSCHUWING: Final = fwi("Waarschuwing", "W001", "De gegevens van vandaag zijn nog niet verwerkt.")


def _other_person(client: str) -> str:
    ander = next(bsn for bsn in _ANDEREN if bsn not in client)
    return re.sub(r"(?<=<Burgerservicenr>)\d{9}", ander, client)


def _fails_proof(client: str) -> str:
    """Change the last digit of the RSIN, which always breaks the elfproef."""
    return _RSIN.sub(lambda hit: f"<Loonheffingennr>{hit[1]}{(int(hit[2]) + 1) % 10}", client)


_INHOUD: Final[Mapping[Wangedrag, Callable[[str], str]]] = {
    Wangedrag.FWI_FOUT: lambda _: _FOUT,
    Wangedrag.FWI_FOUT_ERBIJ: lambda client: client + _FOUT,
    Wangedrag.WAARSCHUWING: lambda client: client + _WAARSCHUWING,
    Wangedrag.VERKEERDE_PERSOON: _other_person,
    Wangedrag.DATUM_ONBEKEND: lambda client: _DATUM.sub(r"<\1>00000000</", client),
    Wangedrag.MAAND_ONBEKEND: lambda client: _DATUM.sub(r"<\1>\g<2>0000</", client),
    Wangedrag.DAG_ONBEKEND: lambda client: _DATUM.sub(r"<\1>\2\g<3>00</", client),
    Wangedrag.CODE_ONBEKEND: lambda client: re.sub(r"(?<=<CdSzWet>)\w+", "XYZ", _CODE.sub(r"<\1>99</", client)),
    Wangedrag.LOONHEFFINGENNUMMER_ONGELDIG: _fails_proof,
    Wangedrag.ZONDER_VOLGNUMMER: lambda client: re.sub(r"<VolgnrIkv>\d+</VolgnrIkv>", "", client),
}


@cache
def _padding() -> str:
    regel = f"<!-- {'x' * 990} -->"
    return regel * (_GROOT // len(regel))


def _with_doctype(entiteiten: str, gebruik: str) -> Mapping[str, str]:
    """Return what to replace so that a message declares entities and uses one."""
    return {KOP: f"{KOP}<!DOCTYPE soap:Envelope [{entiteiten}]>", "<soap:Body>": f"<soap:Body>{gebruik}"}


_LACHERS: Final = '<!ENTITY e0 "haha">' + "".join(
    f'<!ENTITY e{nummer} "{f"&e{nummer - 1};" * 10}">' for nummer in range(1, 10)
)


def _replacing(make: Callable[[Vraag], Mapping[str, str]]) -> Callable[[Reactie, Vraag], Reactie]:
    """Return what replaces pieces of text in a message."""

    def spoil(reactie: Reactie, vraag: Vraag) -> Reactie:
        bericht = reactie.body.decode()
        for old, new in make(vraag).items():
            bericht = bericht.replace(old, new)
        return replace(reactie, body=bericht.encode())

    return spoil


def _cut_off(reactie: Reactie, _: Vraag) -> Reactie:
    return replace(reactie, body=reactie.body[: len(reactie.body) // 2])


def _break_off(reactie: Reactie, vraag: Vraag) -> Reactie:
    return replace(_cut_off(reactie, vraag), beloofd=len(reactie.body))


_BERICHT: Final[Mapping[Wangedrag, Callable[[Reactie, Vraag], Reactie]]] = {
    Wangedrag.TRAAG: lambda reactie, _: reactie,
    Wangedrag.AFGEKAPT: _cut_off,
    Wangedrag.VERBROKEN: _break_off,
    Wangedrag.TE_GROOT: _replacing(lambda _: {"</soap:Body>": f"{_padding()}</soap:Body>"}),
    Wangedrag.DOCTYPE: _replacing(lambda _: _with_doctype(_LACHERS, "&e9;")),
    Wangedrag.EXTERNE_ENTITEIT: _replacing(
        lambda _: _with_doctype('<!ENTITY buiten SYSTEM "file:///etc/hostname">', "&buiten;")
    ),
    Wangedrag.VERKEERDE_RUIMTE: _replacing(lambda vraag: {f'"{vraag.dienst.ruimte}"': f'"{vraag.dienst.ruimte}9"'}),
    Wangedrag.VERKEERD_ELEMENT: _replacing(lambda vraag: {f"d:{vraag.dienst.operatie}Response": "d:Antwoord"}),
}
