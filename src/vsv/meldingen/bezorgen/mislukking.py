"""Why a melding could not be brought: a code, and how it is said."""

from vsv.domein.codes import Code


class Mislukking(Code):
    """What went wrong between us and who would hear it."""

    GEEN_ADRES = "GEEN_ADRES", "het webadres is niet te vinden"
    ADRES_GEWEIGERD = "ADRES_GEWEIGERD", "het webadres wijst naar een computer in een afgesloten netwerk"
    GEEN_VERBINDING = "GEEN_VERBINDING", "de ontvanger was niet bereikbaar"
    CERTIFICAAT = "CERTIFICAAT", "het certificaat van de ontvanger klopt niet"
    TIJDSLIMIET = "TIJDSLIMIET", "het antwoord kwam niet op tijd"
    AFGEBROKEN = "AFGEBROKEN", "de ontvanger gaf geen goed antwoord"
    DOORVERWIJZING = "DOORVERWIJZING", "de ontvanger verwees door naar een ander webadres"
    GEWEIGERD = "GEWEIGERD", "de ontvanger nam het bericht niet aan"
    OPGEZEGD = "OPGEZEGD", "de ontvanger wil geen berichten meer"
    INGETROKKEN = "INGETROKKEN", "de machtiging van de leverancier is ingetrokken"
    GESTOPT = "GESTOPT", "het abonnement is gestopt"
    NIET_GEPROBEERD = "NIET_GEPROBEERD", "de ontvanger was drie dagen niet bereikbaar"


class NietBezorgd(Exception):
    """Bringing something went wrong.

    Attributes:
        reden: Why.
        status: HTTP status of the answer; None when there was none.
    """

    def __init__(self, reden: Mislukking, status: int | None = None) -> None:
        self.reden = reden
        self.status = status
        super().__init__(reden.value)
