"""A proposal in words: what was said, and what is asked. Dutch, B1 level."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from vsv.domein.perioden import datum_tekst
from vsv.klantvolg.voorstel.soorten import Aanleiding, Voorstelsoort

_WAAROM: Final[Mapping[Aanleiding, str]] = {
    Aanleiding.UITSCHRIJVING: "DUO meldt op {datum} een uitschrijving zonder startkwalificatie.",
    Aanleiding.HERINSCHRIJVING: "DUO meldt op {datum} een nieuwe inschrijving. Ingeschreven staan is op zichzelf geen"
    " reden om te stoppen. Kijk dus eerst of deze jongere ook echt naar school gaat.",
    Aanleiding.STARTKWALIFICATIE: "DUO meldt op {datum} een startkwalificatie.",
    Aanleiding.OVERLEDEN: "DUO meldt dat deze jongere op {datum} is overleden.",
    Aanleiding.VERHUISD: "DUO meldt dat deze jongere op {datum} is verhuisd naar een gemeente buiten uw gebied.",
    Aanleiding.VERTROKKEN: "DUO meldt dat deze jongere op {datum} naar het buitenland is vertrokken.",
    Aanleiding.BIJNA_27: "Deze jongere wordt 27 op {datum}. Op die dag stopt het volgen vanzelf.",
    Aanleiding.OVERLEDEN_WERKGEVER: "Volgens een werkgever is deze jongere op {datum} overleden."
    " Kijk eerst of dat klopt.",
    Aanleiding.BRON_ZWIJGT: "In de week van {datum} was het 4 weken geleden dat UWV of het register Participatiewet"
    " iets over deze jongere kon zeggen. Kijk of het BSN klopt en of u de jongere nog volgt.",
}
_NIET_HIER: Final = " Het Doorstroompunt van die regio gebruikt VSV-monitor niet. Draag het dossier daar zelf over."

_VRAAG: Final[Mapping[Voorstelsoort, str]] = {
    Voorstelsoort.AANMELDEN: "Wilt u deze jongere aanmelden?",
    Voorstelsoort.AFMELDEN: "Wilt u deze jongere afmelden?",
    Voorstelsoort.OVERDRAGEN: "Wilt u deze jongere overdragen aan {naar}?",
}


def describe(soort: str, aanleiding: str, datum: date, naar: str | None) -> str:
    """Return why something is proposed and what is asked, as Dutch sentences.

    Args:
        soort: Of `Voorstelsoort`.
        aanleiding: Of `Aanleiding`.
        datum: The day the signal is about.
        naar: Name of the organisation to hand over to.
    """
    waarom, vraag = _WAAROM[Aanleiding(aanleiding)], _VRAAG[Voorstelsoort(soort)]
    verhuisd_zonder = aanleiding == Aanleiding.VERHUISD and naar is None
    return f"{waarom}{_NIET_HIER if verhuisd_zonder else ''} {vraag}".format(datum=datum_tekst(datum), naar=naar)
