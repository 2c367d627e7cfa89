"""The line to the sources: questions out by SOAP with WS-Addressing and mutual TLS, answers in by `read_antwoord`.

zeep makes the envelope from the contract. The answer is not left to zeep: it would read all of it at once, and in its
debug log it would write down whom we asked about.
"""

import time
from collections.abc import Iterator
from threading import local
from typing import Any, Final

import requests
import zeep
from lxml import etree
from requests.adapters import HTTPAdapter

from vsv.bronnen.bevragen.antwoord import Antwoord, read_antwoord
from vsv.bronnen.bevragen.instellingen import Broninstelling, Instellingen
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
        try:
            with self._post(bsn, vanaf) as response:
                _check_status(response)
                return read_antwoord(self._pieces(response, begin), self._dienst, bsn)
        except requests.Timeout:
            raise GeenAntwoord(Mislukking.TIJDSLIMIET) from None
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
            raise GeenAntwoord(Mislukking.AFGEBROKEN) from None
        except requests.ConnectionError as e:
            # requests says ConnectionError for a read that takes too long as well.
            slow = "Read timed out" in str(e)
            raise GeenAntwoord(Mislukking.TIJDSLIMIET if slow else Mislukking.GEEN_VERBINDING) from None
        except requests.RequestException:
            raise GeenAntwoord(Mislukking.STORING) from None

    def _post(self, bsn: str, vanaf: Maand) -> requests.Response:
        limit = self.instelling.tijdslimiet
        return self._session().post(
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

    def _pieces(self, response: requests.Response, begin: float) -> Iterator[bytes]:
        """Yield the body as it comes; a source that drips is too late as well."""
        for stuk in response.iter_content(_STUK):
            if time.monotonic() - begin > self.instelling.tijdslimiet:
                raise GeenAntwoord(Mislukking.TIJDSLIMIET)
            yield stuk

    def _session(self) -> requests.Session:
        """Return the session of this thread: requests does not promise that threads can share one."""
        if not hasattr(self._sessions, "session"):
            session = requests.Session()
            session.trust_env = False  # no proxy, password or certificate that is not in the settings
            session.mount("https://", HTTPAdapter(pool_connections=1, pool_maxsize=1))
            if self._instellingen.vertrouwd:
                session.verify = str(self._instellingen.vertrouwd)
            if self._instellingen.certificaat:
                session.cert = tuple(map(str, self._instellingen.certificaat))  # type: ignore[assignment]  # a pair
            self._sessions.session = session
        session_of_thread: requests.Session = self._sessions.session
        return session_of_thread


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
