"""The line to the sources: questions out by SOAP with WS-Addressing and mutual TLS, answers in by `read_antwoord`.

zeep makes the envelope from the contract. The answer is not left to zeep: it would read all of it at once, and in its
debug log it would write down whom we asked about.
"""

import time
from collections.abc import Iterator
from threading import local
from typing import Any, Final

import requests
import urllib3
import zeep
from lxml import etree

from vsv.bronnen.bevragen.antwoord import Antwoord, read_antwoord
from vsv.bronnen.bevragen.instellingen import Broninstelling, Instellingen
from vsv.bronnen.bevragen.lijn import Lijn
from vsv.bronnen.bevragen.mislukking import GeenAntwoord, Mislukking
from vsv.domein.codes import Bron
from vsv.domein.perioden import Maand
from vsv.domein.suwiml import DIENSTEN

_STUK: Final = 1 << 16
_WSA: Final = "http://www.w3.org/2005/08/addressing"
_XML: Final = ("text/xml", "application/xml", "application/soap+xml")


class Verbinding:
    """Asks one source, from any number of threads at once.

    Attributes:
        instelling: Where the source is and how it is asked.
    """

    def __init__(self, bron: Bron, instellingen: Instellingen) -> None:
        self.instelling = instellingen.bronnen[bron]
        self._dienst = DIENSTEN[bron]
        self._client = zeep.Client(str(self._dienst.wsdl), plugins=[_Addressing(instellingen.oin, self.instelling)])
        self._instellingen = instellingen
        self._sessions = local()

    def ask(self, bsn: str, vanaf: Maand) -> Antwoord:
        """Ask about one person and return what the source says.

        Args:
            bsn: Nine digits.
            vanaf: Opgaven from this month on, for a source that has them.

        Raises:
            GeenAntwoord: There was no answer, or none that can be used.
        """
        begin = time.monotonic()
        session, line = self._session()
        try:
            with line.limited(self.instelling.tijdslimiet), self._post(session, bsn, vanaf) as response:
                _check_status(response)
                return read_antwoord(_pieces(response), self._dienst, bsn)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as e:
            session.close()  # the next question gets a line of its own
            if time.monotonic() - begin >= self.instelling.tijdslimiet or isinstance(e, requests.Timeout):
                raise GeenAntwoord(Mislukking.TIJDSLIMIET) from None
            raise GeenAntwoord(_reason(e)) from None

    def _post(self, session: requests.Session, bsn: str, vanaf: Maand) -> requests.Response:
        limit = self.instelling.tijdslimiet
        return session.post(
            self.instelling.adres,
            data=etree.tostring(self._envelope(bsn, vanaf), xml_declaration=True, encoding="utf-8"),
            headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{self._dienst.soap_action}"'},
            timeout=(min(limit, 10.0), limit),
            allow_redirects=False,  # a question about a person goes to one address
            stream=True,
        )

    def _envelope(self, bsn: str, vanaf: Maand) -> Any:  # lxml's element
        question: dict[str, Any] = {"Burgerservicenr": bsn}
        if self._dienst.bron is Bron.POLIS:
            question["PeriodeGegevensvraagIko"] = {"DatBPeriode": f"{vanaf.eerste:%Y%m%d}"}
        return self._client.create_message(self._client.service, self._dienst.operatie, **question)

    def _session(self) -> tuple[requests.Session, Lijn]:
        """Return the session of this thread, with its line: requests does not promise that threads can share one."""
        if not hasattr(self._sessions, "own"):
            session, line = requests.Session(), Lijn()
            session.trust_env = False  # no proxy, password or certificate that is not in the settings
            session.mount("https://", line)
            session.mount("http://", line)
            if self._instellingen.vertrouwd:
                session.verify = str(self._instellingen.vertrouwd)
            if self._instellingen.certificaat:
                certificaat, sleutel = self._instellingen.certificaat
                session.cert = (str(certificaat), str(sleutel))
            self._sessions.own = session, line
        own: tuple[requests.Session, Lijn] = self._sessions.own
        return own


def _pieces(response: requests.Response) -> Iterator[bytes]:
    """Yield the body as it comes, without waiting for a piece to be full."""
    while piece := response.raw.read1(_STUK, decode_content=True):
        yield piece


def _reason(e: Exception) -> Mislukking:
    """Say what came between question and answer."""
    if isinstance(e, urllib3.exceptions.ReadTimeoutError | TimeoutError):
        return Mislukking.TIJDSLIMIET
    if isinstance(e, requests.ConnectionError):
        return Mislukking.GEEN_VERBINDING
    if isinstance(e, urllib3.exceptions.HTTPError | OSError) and not isinstance(e, requests.RequestException):
        return Mislukking.AFGEBROKEN
    return Mislukking.STORING


def _check_status(response: requests.Response) -> None:
    """Go on with an answer, or with a SOAP fault, which comes with 500."""
    is_xml = response.headers.get("Content-Type", "").partition(";")[0].strip().lower() in _XML
    if response.status_code == requests.codes.ok or (response.status_code == requests.codes.server_error and is_xml):
        return
    refused = response.status_code < requests.codes.server_error
    raise GeenAntwoord(Mislukking.GEWEIGERD if refused else Mislukking.STORING)


class _Addressing(zeep.Plugin):
    """Says in the header from whom and to whom a question goes: the address with `?oin=` and 20 digits."""

    def __init__(self, oin: str, instelling: Broninstelling) -> None:
        self._van = f"http://www.w3.org/2005/08/addressing/anonymous?oin={oin}"
        self._naar = f"{instelling.adres}?oin={instelling.oin}"

    def egress(self, envelope: Any, http_headers: Any, operation: Any, binding_options: Any) -> Any:  # noqa: ARG002  # zeep's signature
        header = envelope.find("{*}Header")
        header.find(f"{{{_WSA}}}To").text = self._naar
        sender = etree.SubElement(header, f"{{{_WSA}}}From")
        etree.SubElement(sender, f"{{{_WSA}}}Address").text = self._van
        return envelope, http_headers
