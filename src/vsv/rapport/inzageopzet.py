"""The parts of an inzage in words: what each is called, where it comes from, and how its codes read."""

import json
from collections.abc import Callable
from typing import Any, Final

from vsv.domein.codes import AardIkv, Bron, Code, RedenAfmelding, RedenEinde, Signaal, UitkeringBron, Wet, label_van
from vsv.domein.gemeenten import gemeenten, regios
from vsv.domein.srtiv import srtiv_tabel
from vsv.klantvolg.service import Merk, Merkreden
from vsv.logboek.service import OORSPRONGEN, describe_actie, describe_actor
from vsv.rapport.codes import VLAGGEN, describe_redenen, name_priority
from vsv.rapport.inzagedeel import Opzet, Veld, as_text
from vsv.rapport.uitvoer.woorden import format_euro
from vsv.rapport.werklijst.lezen import SIGNAALWOORDEN


def _label(tabel: type[Code]) -> Callable[[str | None], str]:
    return lambda code: label_van(tabel, code)


def _euro(cents: int | None) -> str:
    return "" if cents is None else format_euro(cents)


def _maand(datum: Any) -> str:
    return f"{datum:%m-%Y}"


def _srtiv(code: str | None) -> str:
    row = srtiv_tabel().get(code or "")
    return row.omschrijving if row else (f"code {code}" if code else "onbekend")


def _regio(nummer: int | None) -> str:
    regio = regios().get(nummer) if nummer is not None else None
    return regio.naam if regio else as_text(nummer)


def _gemeente(code: str | None) -> str:
    gemeente = gemeenten().get(code or "")
    return gemeente.naam if gemeente else code or ""


def _vlaggen(vlaggen: str) -> str:
    return "; ".join(VLAGGEN.get(code, code) for code in vlaggen.split("|") if code)


def _regel(inhoud: str) -> str:
    """Return a refused row as it came in: column and value, without those that are empty."""
    return "; ".join(f"{kolom} = {waarde}" for kolom, waarde in json.loads(inhoud).items() if waarde)


def _klein(code: str) -> str:
    return code.lower()


_ONTVANGEN: Final = (Veld("ontvangen_op", "Ontvangen op"), Veld("ingetrokken", "Ingetrokken"))
_IKV: Final = (Veld("loonheffingennummer", "Loonheffingennummer"), Veld("nummer_ikv", "Nr."))
_TERMIJN: Final = (Veld("datum_begin", "Begin"), Veld("datum_einde", "Einde"))
_POLIS: Final = "Ontvangen van UWV, uit de polisadministratie."

WIE: Final = Opzet(
    "persoon",
    "Wie u bent",
    "Uw BSN staat versleuteld in de database. Andere systemen kennen u onder het nummer (uuid).",
    (
        Veld("bsn", "BSN"),
        Veld("geboortedatum", "Geboortedatum"),
        Veld("geboortedatum_op", "Geboortedatum bekend sinds"),
        Veld("bekend_sinds", "Bekend in VSV-monitor sinds"),
        Veld("uuid", "Nummer (uuid)"),
    ),
)
KLANTVOLG: Final = (
    Opzet(
        "aanmeldingen",
        "Wie u volgt of volgde",
        "Een Doorstroompunt of gemeente meldt een jongere aan en af. Vanaf de afmelddatum volgt het u niet meer.",
        (
            Veld("organisatie", "Organisatie"),
            Veld("kenmerk", "Kenmerk"),
            Veld("gemeentecode", "Woont in", _gemeente),
            Veld("aanmelddatum", "Aangemeld per"),
            Veld("geregistreerd_op", "Vastgelegd op"),
            Veld("uiterlijk", "Stopt uiterlijk"),
            Veld("afmelddatum", "Afgemeld per"),
            Veld("afmeldreden", "Reden", lambda code: label_van(RedenAfmelding, code) if code else ""),
            Veld("overgedragen_aan", "Overgedragen aan"),
            Veld("afgemeld_op", "Vastgelegd op"),
        ),
    ),
    Opzet(
        "opvolging",
        "Hoe ver de organisatie met u is",
        "Wat een medewerker aankruiste na een poging om contact te maken. Een later merk vervangt het eerdere.",
        (
            Veld("organisatie", "Organisatie"),
            Veld("merk", "Merk", lambda code: Merk(code).label),
            Veld("reden", "Waarom niet beschikbaar", lambda code: Merkreden(code).label if code else ""),
            Veld("gezet_op", "Gezet op"),
        ),
    ),
    Opzet(
        "voorstellen",
        "Voorstellen over u",
        "Na een signaal kan er een voorstel komen om u aan te melden, af te melden of over te dragen.",
        (
            Veld("organisatie", "Organisatie"),
            Veld("soort", "Voorstel", _klein),
            Veld("aanleiding", "Aanleiding", lambda code: code.lower().replace("_", " ")),
            Veld("datum", "Datum signaal"),
            Veld("naar", "Overdragen aan"),
            Veld("stand", "Stand", _klein),
            Veld("gemaakt_op", "Gemaakt op"),
            Veld("besloten_op", "Besloten of vervallen op"),
        ),
    ),
    Opzet(
        "signalen",
        "Wat DUO over u meldde",
        "Ontvangen van de Dienst Uitvoering Onderwijs (DUO).",
        (
            Veld("soort", "Signaal", _label(Signaal)),
            Veld("datum", "Datum"),
            Veld("regio", "Regio", _regio),
            Veld("gezien_op", "Ontvangen op"),
        ),
    ),
)
FEITEN: Final = (
    Opzet(
        "inkomstenverhoudingen",
        "Uw banen en andere inkomstenverhoudingen",
        f"{_POLIS} Een rij is wat op dat moment werd opgegeven; een latere rij over dezelfde baan vervangt haar.",
        (
            *_IKV,
            Veld("werkgever", "Werkgever"),
            *_TERMIJN,
            Veld("reden_einde", "Reden einde", lambda code: label_van(RedenEinde, code) if code else ""),
            *_ONTVANGEN,
        ),
    ),
    Opzet(
        "inkomstenperiodes",
        "Kenmerken van die banen",
        _POLIS,
        (
            *_IKV,
            Veld("datum_begin", "Vanaf"),
            Veld("srtiv", "Soort inkomen", _srtiv),
            Veld("aard", "Aard", lambda code: label_van(AardIkv, code) if code else ""),
            Veld("oproep", "Oproep"),
            Veld("onbepaalde_tijd", "Onbepaalde tijd"),
            Veld("contracturen_per_week", "Uren per week"),
            *_ONTVANGEN,
        ),
    ),
    Opzet(
        "inkomstenopgaven",
        "Loon en uren",
        _POLIS,
        (
            *_IKV,
            *_TERMIJN,
            Veld("loon_lbph", "Loon voor de loonheffing", _euro),
            Veld("loon_sv", "Loon voor de sociale verzekeringen", _euro),
            Veld("verloonde_uren", "Uren"),
            *_ONTVANGEN,
        ),
    ),
    Opzet(
        "uitkeringen",
        "Uw uitkeringen",
        "Ontvangen van UWV of uit het register Participatiewet.",
        (
            Veld("bron", "Bron", _label(UitkeringBron)),
            Veld("wet", "Wet", lambda code: next((str(wet.label) for wet in Wet if wet == code), code)),
            *_TERMIJN,
            *_ONTVANGEN,
        ),
    ),
    Opzet(
        "doelgroepregister",
        "Het doelgroepregister",
        "Ontvangen van UWV. Wie dit mag zien, heeft daarvoor een apart recht.",
        (Veld("grondslag", "Grondslag"), *_TERMIJN, *_ONTVANGEN),
    ),
)
BEVRAGINGEN: Final = Opzet(
    "bevragingen",
    "Wanneer de bronnen naar u zijn gevraagd",
    "Per bron hoe vaak zij antwoord gaf. Ook 'niets gevonden' is een antwoord.",
    (
        Veld("bron", "Bron", _label(Bron)),
        Veld("aantal", "Antwoorden"),
        Veld("eerste", "Eerste"),
        Veld("laatste", "Laatste"),
    ),
)
VRAGEN: Final = Opzet(
    "open_vragen",
    "Vragen die nog openstaan",
    "Deze vragen over u zijn nog niet beantwoord.",
    (
        Veld("bron", "Bron", _label(Bron)),
        Veld("dag", "Van"),
        Veld("pogingen", "Vaak mislukt"),
        Veld("mislukt_op", "Laatst mislukt op"),
    ),
)
UITVAL: Final = Opzet(
    "uitval",
    "Regels over u die niet konden worden verwerkt",
    "Zo'n regel telt niet mee. Zij wordt bewaard om de fout te kunnen herstellen.",
    (
        Veld("levering", "Levering"),
        Veld("tabel", "Tabel"),
        Veld("regel", "Regel"),
        Veld("kolom", "Kolom"),
        Veld("reden", "Waarom niet verwerkt"),
        Veld("inhoud", "Wat er stond", _regel),
    ),
)
PRIORITEITEN: Final = Opzet(
    "prioriteiten",
    "Uw prioriteit en waarom",
    "Een organisatie ziet aan de prioriteit wie zij het eerst wil bereiken. VSV-monitor berekent haar uit de gegevens"
    " hierboven, met vaste regels. Tot is de dag waarop er iets veranderde; leeg betekent dat dit nu geldt.",
    (
        Veld("organisatie", "Organisatie"),
        Veld("van", "Van"),
        Veld("tot", "Tot"),
        Veld("prioriteit", "Prioriteit", name_priority),
        Veld("redenen", "Omdat", describe_redenen),
        Veld("vlaggen", "Signalen", _vlaggen),
        Veld("loonperiode", "Loonmaand", _maand),
        Veld("loon", "Loon", _euro),
        Veld("uren", "Uren"),
    ),
)
WERKLIJST: Final = Opzet(
    "werklijst",
    "Het signaal over werk bij uw naam",
    "Berekend uit de gegevens hierboven: wat er het laatst veranderde in uw banen.",
    (
        Veld("organisatie", "Organisatie"),
        Veld("signaal", "Signaal", lambda code: SIGNAALWOORDEN.get(code, code or "")),
        Veld("signaal_op", "Sinds"),
    ),
)
WIJZIGINGEN: Final = Opzet(
    "wijzigingen",
    "Wat er klaarstond voor software van de organisatie",
    "Een organisatie kan met eigen software ophalen wat er over u veranderde. Dit wordt 90 dagen bewaard. Wat een"
    " rapport veranderde, staat bij uw prioriteit. Of het is opgehaald, staat in het logboek.",
    (
        Veld("organisatie", "Organisatie"),
        Veld("tijdstip", "Wanneer"),
        Veld("soort", "Wat"),
        Veld("signaal", "Signaal", lambda code: SIGNAALWOORDEN.get(code, code or "")),
    ),
)
LOGBOEK: Final = Opzet(
    "logboek",
    "Wie uw gegevens zag of wijzigde",
    "Elke keer dat iemand uw gegevens ziet of wijzigt, komt er een regel in het logboek. Namen van medewerkers staan"
    " hier niet in: de organisatie kan nagaan wie het was.",
    (
        Veld("tijdstip", "Wanneer"),
        Veld("organisatie", "Organisatie"),
        Veld("actor", "Wie", describe_actor),
        Veld("actie", "Wat", describe_actie),
        Veld("details", "Bijzonderheden"),
        Veld("oorsprong", "Hoe", lambda code: OORSPRONGEN.get(code, code)),
        Veld("resultaat", "Resultaat"),
    ),
)
AFGELEID: Final = Opzet(
    "doelgroepregister",
    "Het doelgroepregister",
    "Ontvangen van UWV, zoals bekend bij het laatste rapport. Waarom u erin staat, ziet de organisatie niet.",
    (*_TERMIJN, Veld("ontvangen_op", "Ontvangen op")),
)
