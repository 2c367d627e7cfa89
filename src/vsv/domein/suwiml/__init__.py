"""The contracts of the services that are asked about people: SuwiML over SOAP 1.1.

The WSDL and XSD files beside this module are our own, written from what is known of the messages: they hold what is
asked and read here, and leave out the rest of them (addresses of employers, indicators, other amounts).

Children of a message stand in no namespace; FWI and NietsGevonden stand in one of their own. A date is eight digits,
EEJJMMDD, with 00 for a month or day that is not known and 00000000 when nothing is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from vsv.domein.codes import Bron

FWI_RUIMTE: Final = "http://bkwi.nl/SuwiML/FWI/v0205"
"""Namespace of FWI (fouten, waarschuwingen, informatie) and NietsGevonden."""


@dataclass(frozen=True, slots=True)
class Dienst:
    """A service with its one operation.

    Attributes:
        bron: The source that it is.
        naam: Name of the service.
        versie: Version of its contract, such as `v0200`.
        operatie: Name of the operation, and of the element that asks; the answer is called `<operatie>Response`.
    """

    bron: Bron
    naam: str
    versie: str
    operatie: str

    @property
    def ruimte(self) -> str:
        """The target namespace."""
        return f"http://bkwi.nl/SuwiML/Diensten/{self.naam}/{self.versie}"

    @property
    def soap_action(self) -> str:
        """What the header SOAPAction and wsa:Action say."""
        return f"{self.ruimte}/{self.operatie}"

    @property
    def pad(self) -> str:
        """The path of the service on a host that serves several."""
        return f"/{self.naam}-{self.versie}/v1"

    @property
    def wsdl(self) -> Path:
        """The file with the contract."""
        return contract(f"{self.naam}.wsdl")

    @property
    def xsd(self) -> Path:
        """The file with the shape of question and answer."""
        return contract(f"{self.naam}.xsd")


def contract(naam: str) -> Path:
    """Return a file of a contract; the package is always installed as files."""
    return Path(str(files(__name__).joinpath(naam)))


DIENSTEN: Final[Mapping[Bron, Dienst]] = {
    dienst.bron: dienst
    for dienst in (
        Dienst(Bron.POLIS, "UWVDossierInkomstenGSD", "v0200", "UWVPersoonsIkvInfo"),
        Dienst(Bron.PW, "Bijstandsregelingen", "v0500", "BijstandsregelingenInfo"),
        Dienst(Bron.DGR, "UWVDossierQuotumArbeidsbeperktenGSD", "v0300", "UWVPersoonsArbeidsbeperktenInfo"),
    )
}
"""The service of each source."""
