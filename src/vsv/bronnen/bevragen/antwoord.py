"""Reading an answer as it comes in: safely, in pieces, and only what is asked for.

Whatever comes over the line is either an answer about the person who was asked about, or `GeenAntwoord`; nothing else
comes out of this module. No entity is expanded, nothing is fetched, and an answer has a largest size. What is not known
in a message is passed over, because sources add to their messages; what is needed is checked later, with all other
rows, by the rules of the uitwisselformaat.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from vsv.bronnen.bevragen.mislukking import GeenAntwoord, Mislukking
from vsv.bronnen.bevragen.vertalen import HERKENBAAR, RECORDS, VERPLICHT, Rij, naam_van, suwi_datum, tekst_van, vertaal
from vsv.domein.suwiml import FWI_RUIMTE, Dienst

MAX_BYTES: Final = 4 << 20
"""The largest answer: thirteen months of one person take some 20 kB (our decision)."""
MAX_RECORDS: Final = 5_000
"""The most inkomstenverhoudingen, uitkeringen or grondslagen in an answer (our decision)."""

_SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
_ENVELOPE, _HEADER, _BODY, _FAULT = (f"{{{_SOAP}}}{naam}" for naam in ("Envelope", "Header", "Body", "Fault"))
_DELEN: Final = ("ClientSuwi", "PeriodeGegevensleveringIko", "FWI", "NietsGevonden")
_ZONDER_GEVOLG: Final = ("Waarschuwing", "Informatie")
"""What a FWI may hold beside a good answer."""
_CLIENT: Final = 4
"""How deep ClientSuwi stands: Envelope, Body, the answer, ClientSuwi."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a source said about a person.

    Attributes:
        rijen: Rows of the uitwisselformaat, as pairs of a table and its columns in text; no key of the person and no
            moment of receipt in them yet. None: nothing was found.
        van: First day that the answer is about (`JJJJ-MM-DD`), where the source says so.
        tot: Last day, likewise.
    """

    rijen: list[tuple[str, Rij]] | None
    van: str | None = None
    tot: str | None = None


def read_antwoord(stukken: Iterable[bytes], dienst: Dienst, bsn: str) -> Antwoord:
    """Read the answer of a service to a question about one person.

    Args:
        stukken: The bytes of the message, in pieces as they come.
        dienst: What was asked.
        bsn: About whom.

    Raises:
        GeenAntwoord: It is none: a fault, a FWI, not well-formed, cut off, too large, about somebody else.
    """
    lezer = _Lezer(dienst, bsn)
    try:
        for event, element in _parse(stukken):
            lezer.see(event, element)
    except etree.XMLSyntaxError:
        raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG) from None
    return lezer.finish()


def _parse(stukken: Iterable[bytes]) -> Iterator[tuple[str, etree._Element]]:
    """Yield where elements begin and end."""
    parser: Any = etree.XMLPullParser(  # the stubs don't tell that these events give elements only
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    size = 0
    for stuk in stukken:
        size += len(stuk)
        if size > MAX_BYTES:
            raise GeenAntwoord(Mislukking.ANTWOORD_TE_GROOT)
        parser.feed(stuk)
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


class _Lezer:
    """Follows the elements of one answer and remembers what it is."""

    def __init__(self, dienst: Dienst, bsn: str) -> None:
        self.dienst = dienst
        self.bsn = bsn
        self.path: list[str] = []
        self.rijen: list[tuple[str, Rij]] = []
        self.records = 0
        self.van: str | None = None
        self.tot: str | None = None
        self.over: str | None = None
        self.niets = False
        self.answered = False

    def see(self, event: str, element: etree._Element) -> None:
        """Take note of an element that begins or ends."""
        if event == "start":
            self._begin(element)
        else:
            if self.path[1:2] != [_HEADER]:
                self._end(element, self.path[-1])
            if self._is_read():
                element.clear()
            self.path.pop()

    def _is_read(self) -> bool:
        """Say whether the element that ends need not be kept."""
        return len(self.path) <= _CLIENT or self._in_client()

    def _in_client(self) -> bool:
        return len(self.path) == _CLIENT + 1 and naam_van(self.path[-2]) == "ClientSuwi"

    def finish(self) -> Antwoord:
        """Say what the answer was."""
        if self.niets and self.over is None:
            return Antwoord(None)
        if self.over is None or self.niets:
            raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)
        if self.over != self.bsn:
            raise GeenAntwoord(Mislukking.VERKEERDE_PERSOON)
        return Antwoord(self.rijen, self.van, self.tot)

    def _begin(self, element: etree._Element) -> None:
        tree: Any = element.getroottree()  # the stubs lack `doctype`
        if not self.path and tree.docinfo.doctype:
            raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)
        self.path.append(str(element.tag))
        if self.path[1:2] == [_HEADER]:
            return
        answer = f"{{{self.dienst.ruimte}}}{self.dienst.operatie}Response"
        expected = ((_ENVELOPE,), (_BODY,), (answer, _FAULT))
        depth = len(self.path)
        if depth <= len(expected) and self.path[-1] not in expected[depth - 1]:
            raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)
        if self.path[-1] == _FAULT:
            raise GeenAntwoord(Mislukking.SOAP_FOUT)
        if depth == len(expected):
            self._once(self.answered)
            self.answered = True
        elif depth == _CLIENT and naam_van(self.path[-1]) not in _DELEN:
            raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)
        elif depth > _CLIENT:
            self._look_out()

    def _look_out(self) -> None:
        """Notice a fault however it is told, and records where we do not look for them.

        Broad in seeing that something is wrong, because nothing may be concluded from it; strict in seeing an answer.
        """
        part, naam = naam_van(self.path[_CLIENT - 1]), naam_van(self.path[-1])
        depth = len(self.path)
        if naam == "Fout" or (part == "FWI" and depth == _CLIENT + 1 and naam not in _ZONDER_GEVOLG):
            raise GeenAntwoord(Mislukking.FWI)
        record = RECORDS[self.dienst.bron]
        if part == "ClientSuwi" and naam_van(self.path[_CLIENT]) != record and naam in HERKENBAAR[self.dienst.bron]:
            raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)

    def _end(self, element: etree._Element, where: str) -> None:
        if len(self.path) == _CLIENT:
            self._take_part(element, where)
        elif self._in_client():
            self._take(element, naam_van(where))

    def _take_part(self, element: etree._Element, where: str) -> None:
        """Take a part of the answer: that nothing was found, the period it is about, or what goes with it."""
        naam = naam_van(where)
        if where == f"{{{FWI_RUIMTE}}}NietsGevonden":
            self.niets = True
        elif naam == "NietsGevonden" or (naam == "ClientSuwi" and self.over is None):
            raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)
        elif naam == "FWI" and (self.over is None or len(element) == 0):
            raise GeenAntwoord(Mislukking.FWI)
        elif naam == "PeriodeGegevensleveringIko":
            self.van = suwi_datum(tekst_van(element, "DatBPeriode"), einde=False)
            self.tot = suwi_datum(tekst_van(element, "DatEPeriode"), einde=True)

    def _take(self, element: etree._Element, where: str) -> None:
        """Take a child of ClientSuwi: whom it is about, or a record."""
        if where == "Burgerservicenr":
            self._once(self.over is not None)
            self.over = (element.text or "").strip()
        elif where == RECORDS[self.dienst.bron]:
            self.records += 1
            if self.records > MAX_RECORDS:
                raise GeenAntwoord(Mislukking.ANTWOORD_TE_GROOT)
            if not VERPLICHT[self.dienst.bron] <= {naam_van(kind.tag) for kind in element}:
                raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)
            self.rijen += vertaal(self.dienst.bron, element)

    def _once(self, before: bool) -> None:  # noqa: FBT001  # whether it was there before is all there is to say
        if before:
            raise GeenAntwoord(Mislukking.ANTWOORD_ONGELDIG)
