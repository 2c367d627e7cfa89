"""Small code tables: each code with the Dutch word a user sees for it."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code with a label; a subclass is one code table."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make a member from its code and its label."""
        self = str.__new__(cls, code)
        self._value_ = code
        self.label = label
        return self

    @classmethod
    def van(cls, code: str) -> Self:
        """Return the member with this code.

        Raises:
            KeyError: There is none.
        """
        return {str(row): row for row in cls}[code]


class Bron(Code):
    """A source that is asked about people."""

    POLIS = "POLIS", "polisadministratie"
    PW = "PW", "register Participatiewet"
    DGR = "DGR", "doelgroepregister"


class UitkeringBron(Code):
    """Who delivers an uitkering."""

    PW = "PW", "register Participatiewet"
    UWV = "UWV", "UWV"


class Signaal(Code):
    """What DUO tells about a person: our names for its weekly P-levering and its monthly A01, A02 and A07."""

    UITSCHRIJVING = "UITSCHRIJVING", "uitschrijving zonder startkwalificatie"
    HERINSCHRIJVING = "HERINSCHRIJVING", "nieuwe inschrijving"
    STARTKWALIFICATIE = "STARTKWALIFICATIE", "startkwalificatie"
    OVERLEDEN = "OVERLEDEN", "overlijden"
    VERHUISD = "VERHUISD", "verhuizing naar een andere gemeente"
    VERTROKKEN = "VERTROKKEN", "vertrek naar het buitenland"


class RedenAfmelding(Code):
    """Why an organisation stops following someone."""

    STARTKWALIFICATIE = "STARTKWALIFICATIE", "startkwalificatie gehaald"
    INGESCHREVEN = "INGESCHREVEN", "weer ingeschreven bij een school"
    WERK = "WERK", "aan het werk"
    VERHUISD = "VERHUISD", "verhuisd naar een andere regio"
    VERTROKKEN = "VERTROKKEN", "vertrokken naar het buitenland"
    OVERLEDEN = "OVERLEDEN", "overleden"
    OVERGEDRAGEN = "OVERGEDRAGEN", "overgedragen aan een andere organisatie"
    LEEFTIJD = "LEEFTIJD", "27 jaar geworden"
    ONTERECHT = "ONTERECHT", "aangemeld bij vergissing"
    ANDERS = "ANDERS", "een andere reden"


class Wet(Code):
    """Laws by which an uitkering is paid, as the sources abbreviate them; they may send others too."""

    PW = "PW", "Participatiewet"
    IOAW = "IOAW", "IOAW"
    IOAZ = "IOAZ", "IOAZ"
    BBZ = "BBZ", "Besluit bijstandverlening zelfstandigen"
    WW = "WW", "Werkloosheidswet"
    WAJ = "WAJ", "Wajong"
    WIA = "WIA", "WIA"
    WAO = "WAO", "WAO"
    ZW = "ZW", "Ziektewet"


class AardIkv(Code):
    """Code aard arbeidsverhouding of the loonaangifte: the ones that occur among jongeren."""

    ARBEIDSOVEREENKOMST = "01", "arbeidsovereenkomst"
    STAGIAIR = "07", "stagiair"
    UITZENDKRACHT = "11", "uitzendkracht"
    AMBTELIJKE_AANSTELLING = "18", "ambtelijke aanstelling"
    BESCHUT_OF_BEGELEID_21 = "21", "beschut of begeleid werk"
    BESCHUT_OF_BEGELEID_22 = "22", "beschut of begeleid werk"
    BESCHUT_OF_BEGELEID_23 = "23", "beschut of begeleid werk"
    BESCHUT_OF_BEGELEID_24 = "24", "beschut of begeleid werk"
    PAYROLL = "82", "payroll"
    BBL = "83", "leerbaan (BBL)"


class RedenEinde(Code):
    """Code reden einde arbeidsverhouding of the loonaangifte: the ones that occur most."""

    PROEFTIJD = "01", "einde in de proeftijd"
    WEDERZIJDS_GOEDVINDEN = "04", "met wederzijds goedvinden"
    ONTSLAG_DOOR_WERKNEMER = "20", "ontslag door de werknemer"
    OP_STAANDE_VOET = "21", "ontslag op staande voet"
    EINDE_BEPAALDE_TIJD = "30", "einde van de bepaalde tijd"
    OVERLIJDEN = "33", "overlijden"
    UITZENDBEDING_40 = "40", "uitzendbeding"
    UITZENDBEDING_41 = "41", "uitzendbeding"
    ADMINISTRATIEF = "90", "alleen administratief: de baan loopt door"
    ANDERS = "99", "anders"


def label_van(tabel: type[Code], code: str | None) -> str:
    """Return the word for a code; a code that is not in the table is named as it is, and none is `onbekend`.

    >>> label_van(AardIkv, "83"), label_van(AardIkv, "55"), label_van(AardIkv, None)
    ('leerbaan (BBL)', 'code 55', 'onbekend')
    """
    if not code:
        return "onbekend"
    return next((row.label for row in tabel if row == code), f"code {code}")
