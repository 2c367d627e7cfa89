"""Why a question got no answer: a code, and how it is said. Nothing is concluded about a person from any of these."""

from vsv.domein.codes import Code


class Mislukking(Code):
    """What went wrong between question and answer."""

    GEEN_VERBINDING = "GEEN_VERBINDING", "de bron was niet bereikbaar"
    TIJDSLIMIET = "TIJDSLIMIET", "het antwoord kwam niet op tijd"
    AFGEBROKEN = "AFGEBROKEN", "het antwoord werd halverwege afgebroken"
    GEWEIGERD = "GEWEIGERD", "de bron weigerde de vraag"
    STORING = "STORING", "de bron had een storing"
    SOAP_FOUT = "SOAP_FOUT", "de bron kon de vraag niet verwerken"
    FWI = "FWI", "de bron kon nu geen antwoord geven"
    ANTWOORD_ONGELDIG = "ANTWOORD_ONGELDIG", "het antwoord was niet te lezen"
    ANTWOORD_ONVOLLEDIG = "ANTWOORD_ONVOLLEDIG", "een deel van het antwoord was niet te lezen"
    ANTWOORD_TE_GROOT = "ANTWOORD_TE_GROOT", "het antwoord was veel te groot"
    VERKEERDE_PERSOON = "VERKEERDE_PERSOON", "het antwoord ging over iemand anders"


class GeenAntwoord(Exception):
    """A question went wrong.

    Attributes:
        reden: Why. The exception says no more than that, so that no BSN can come along.
    """

    def __init__(self, reden: Mislukking) -> None:
        self.reden = reden
        super().__init__(reden.value)
