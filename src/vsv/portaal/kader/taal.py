"""The language of a page, and what is said in it: dates, and the fixed words of other rooms.

The service is Dutch. Who wants English says so once (`/taal`, a cookie); what a browser prefers makes no difference, as
many a browser in the Netherlands prefers English without its user knowing (our decision). Numbers are written the Dutch
way in both languages, as files and sentences have them so (`vsv.portaal.opmaak`).
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import activate, get_language, gettext, gettext_lazy

NEDERLANDS: Final = "nl"


class Taal:
    """Middleware: the language of the cookie, or Dutch."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let everything after this be said in the language that was chosen, and say which it is."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else NEDERLANDS
        activate(language)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def gettext_noop(woord: str) -> str:
    """Mark a word for the catalogue; as Django's own, but that one needs settings as soon as it is imported."""
    return woord


TERMEN: Final = (
    # what a priority means
    gettext_noop("geen werk, geen uitkering"),
    gettext_noop("werk onder de drempel"),
    gettext_noop("werk vanaf de drempel"),
    gettext_noop("werk en uitkering"),
    gettext_noop("alleen uitkering"),
    gettext_noop("nog niet bekend"),
    # months in a drawing, where English has them otherwise
    gettext_noop("maa"),
    gettext_noop("mei"),
    gettext_noop("okt"),
    # signals about work
    gettext_noop("enige baan weg"),
    gettext_noop("nieuwe baan: wacht met bellen"),
    gettext_noop("baan afgelopen"),
    gettext_noop("baan ingetrokken"),
    gettext_noop("baan gewijzigd"),
    # marks, and why somebody is not available
    gettext_noop("nog te doen"),
    gettext_noop("nog niet bereikt"),
    gettext_noop("in contact"),
    gettext_noop("steun afgesproken"),
    gettext_noop("niet beschikbaar"),
    gettext_noop("ziek"),
    gettext_noop("zorgt voor een ander"),
    gettext_noop("zit vast"),
    gettext_noop("in het buitenland"),
    gettext_noop("werkt als zelfstandige"),
    gettext_noop("niet te bereiken"),
    # roles; their names are names, and stay as they are
    gettext_noop("Belt en begeleidt jongeren."),
    gettext_noop("Meldt jongeren aan en af, en ziet niet wat er over hen bekend is."),
    gettext_noop("Volgt de cijfers, zonder namen of nummers van jongeren."),
    gettext_noop(
        "Ziet bij een jongere ook het doelgroepregister. Geef deze rol alleen als het voor het werk nodig is."
    ),
    gettext_noop("Regelt wat collega's en softwareleveranciers mogen."),
    gettext_noop("Ziet in het logboek wie naar wie keek."),
    gettext_noop("Houdt de dienst draaiend."),
    # scopes of software
    gettext_noop("Aanmelden"),
    gettext_noop("Jongeren aanmelden, afmelden en overdragen."),
    gettext_noop("Jongeren"),
    gettext_noop("Van elke jongere die u volgt de prioriteit zien, met inkomen en uitkeringen."),
    gettext_noop("Rapporten"),
    gettext_noop("Rapporten en cijfers van uw organisatie ophalen."),
    gettext_noop("Doelgroepregister"),
    gettext_noop(
        "Zien of een jongere in het doelgroepregister staat. Verleen dit alleen als het voor het werk nodig is."
    ),
    gettext_noop("Meldingen"),
    gettext_noop("Een seintje krijgen als er iets is veranderd. In het seintje zelf staan geen persoonsgegevens."),
    # how an abonnement is doing
    gettext_noop("actief"),
    gettext_noop("gepauzeerd door de leverancier"),
    gettext_noop("gestopt: de ontvanger wil geen berichten meer"),
    gettext_noop("gestopt: de machtiging is ingetrokken"),
    gettext_noop("beëindigd"),
    # kinds and results of a log line
    gettext_noop("inzien"),
    gettext_noop("wijzigen"),
    gettext_noop("exporteren"),
    gettext_noop("inloggen"),
    gettext_noop("weigeren"),
    gettext_noop("verwerken door de dienst"),
    gettext_noop("gelukt"),
    gettext_noop("geweigerd"),
    gettext_noop("mislukt"),
)
"""Fixed words of other rooms that pages show; whole sentences of theirs stay Dutch, and are marked so."""


def term(woord: str) -> str:
    """Return a fixed word of another room in the language of the page; two joined by a colon one by one."""
    if woord in TERMEN:
        return gettext(woord)
    first, colon, rest = woord.partition(": ")
    return f"{term(first)}{colon}{term(rest)}" if colon else woord


def later_term(woord: str) -> Promise:
    """Return the same with a capital, for what is made before there is a page, such as a choice of a form."""
    return capfirst(gettext_lazy(woord))


def is_dutch() -> bool:
    """Whether the page is in Dutch."""
    return get_language() == NEDERLANDS


def dag_tekst(day: date, *, weekdag: bool = False) -> str:
    """Return a date as in a sentence, in the language of the page: `23 november 2026`, with or without the weekday."""
    return format_date(day, "l j F Y" if weekdag else "j F Y")


def dag_maand(day: date) -> str:
    """Return a date as in a sentence without its year: `23 november`."""
    return format_date(day, "j F")
