"""Every address of the portal, from its URL conf, and what the tests know of each: for whom it is, and an example.

A page that is not in this list makes the tests fail: so no page is without a test of who may see it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg
from tests.portaal.conftest import Portaal

from vsv.beheer.oefenapi import OIN_CLIENT
from vsv.domein.perioden import dag_van
from vsv.rapport.service import Schooljaar, carry_out_wat_als, list_doorrekeningen, request_wat_als
from vsv.toegang.service import operator

PUBLIEK: Final = "iedereen"
INGELOGD: Final = "wie is ingelogd"

Waarden = Callable[[Portaal, str], Mapping[str, Any]]
"""From the world and the OIN of an organisation to the values in an address: something of that organisation."""


@dataclass(frozen=True)
class Adres:
    """What the tests know of an address.

    Attributes:
        voor: `PUBLIEK`, `INGELOGD`, or the names of the rights of which one is needed.
        waarden: What to fill in; None when there is nothing to fill in.
        post: It takes POST only.
        query: Behind the question mark.
        data: What to send along.
        gedeeld: What is filled in is not of one organisation: everybody with the right may see it.
        pagina: There is a page to look at: no download, no detour.
        antwoord: What else it may answer to who may ask.
        eindigt: It ends the session.
    """

    voor: str | frozenset[str]
    waarden: Waarden | None = None
    post: bool = False
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    gedeeld: bool = False
    pagina: bool = True
    antwoord: frozenset[int] = frozenset()
    eindigt: bool = False


def voor(*rechten: str, **anders: Any) -> Adres:
    """An address for who holds one of these rights."""
    return Adres(frozenset(rechten), **anders)


def adressen() -> Iterator[tuple[str, Any]]:
    """Yield every named address of the URL conf with its view."""
    import django
    from django.urls import get_resolver

    django.setup()

    def walk(patterns: Any) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern.name, pattern.callback

    yield from walk(get_resolver().url_patterns)


def een_jongere(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """Somebody whom this organisation follows, and the other one does not."""
    with psycopg.connect(portaal.database) as admin:
        ((uuid,),) = admin.execute(
            """
            SELECT j.uuid FROM jongere j JOIN actieve_aanmelding a ON a.jongere = j.id
            JOIN organisatie o ON o.id = a.organisatie JOIN prioriteit p ON p.aanmelding = a.id AND p.tot IS NULL
            WHERE o.oin = %s AND p.prioriteit = 3
              AND NOT EXISTS (SELECT FROM aanmelding x WHERE x.jongere = j.id AND x.organisatie <> a.organisatie)
            ORDER BY j.id LIMIT 1
            """,
            (oin,),
        )
    return {"uuid": uuid}


def een_collega(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """A colleague at this organisation whom no test changes."""
    naam = "Tess" if oin == portaal.eerste.oin else "Noor"
    with psycopg.connect(portaal.database) as admin:
        ((uuid,),) = admin.execute(
            """
            SELECT t.uuid FROM toekenning t JOIN organisatie o ON o.id = t.organisatie
            WHERE o.oin = %s AND t.naam = %s AND t.ingetrokken_op IS NULL
            """,
            (oin, naam),
        )
    return {"uuid": uuid}


def een_machtiging(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """A machtiging of this organisation that no test changes."""
    with psycopg.connect(portaal.database) as admin:
        ((uuid,),) = admin.execute(
            """
            SELECT m.uuid FROM machtiging m JOIN organisatie o ON o.id = m.organisatie
            JOIN client c ON c.id = m.client
            WHERE o.oin = %s AND c.oin = %s AND m.ingetrokken_op IS NULL
            """,
            (oin, OIN_CLIENT),
        )
    return {"uuid": uuid}


def een_abonnement(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """An abonnement of a vendor at this organisation, with meldingen that arrived, that wait and that are parked."""
    with psycopg.connect(portaal.database) as admin:
        found = admin.execute(
            "SELECT a.uuid FROM abonnement a JOIN organisatie o ON o.id = a.organisatie WHERE o.oin = %s", (oin,)
        ).fetchone()
        if found is None:
            found = admin.execute(
                """
                WITH nieuw AS (
                    INSERT INTO abonnement (organisatie, client, doel, soorten, geheim, sleutel, vanaf, laatste)
                    SELECT id, '00000099000000900007', 'https://hook.voorbeeld.nl/vsv?geheim=1',
                           '{ikv-signaal,rapport-beschikbaar}', 'x', 1, 9223372036854775807, 63
                    FROM organisatie WHERE oin = %s RETURNING id, uuid, organisatie
                ), gaat AS (
                    INSERT INTO bezorging (organisatie, abonnement, nummer, stand, pogingen, volgende_poging_op,
                                           laatste_status, laatste_reden, bezorgd_op, geparkeerd_op)
                    SELECT organisatie, id, i, CASE WHEN i < 61 THEN 'BEZORGD' WHEN i = 61 THEN 'WACHT'
                                                    ELSE 'GEPARKEERD' END,
                           2, CASE WHEN i = 61 THEN now() END, 503, 'GEWEIGERD', CASE WHEN i < 61 THEN now() END,
                           CASE WHEN i > 61 THEN now() END
                    FROM nieuw, generate_series(1, 63) AS i
                )
                SELECT uuid FROM nieuw
                """,
                (oin,),
            ).fetchone()
    assert found
    return {"uuid": found[0]}


def een_bezorging(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """Something that was to be told to that abonnement."""
    een = een_abonnement(portaal, oin)
    with psycopg.connect(portaal.database) as admin:
        ((uuid,),) = admin.execute(
            "SELECT b.uuid FROM bezorging b JOIN abonnement a ON a.id = b.abonnement WHERE a.uuid = %s AND nummer = 1",
            (een["uuid"],),
        )
    return {**een, "bezorging": uuid}


def een_rapport(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """The last day on which there is a report of everybody; each organisation sees its own."""
    return {"peildatum": weken()[1]}


def een_doorrekening(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """What this organisation asked of other rules, and what came of it; asked once."""
    wie = operator("test", portaal.eerste if oin == portaal.eerste.oin else portaal.tweede)
    asked = list_doorrekeningen(wie)
    if not asked:
        request_wat_als(wie, overlay={"drempel": 100_000})
        carry_out_wat_als(operator("test"))
        asked = list_doorrekeningen(wie)
    return {"uuid": asked[-1].uuid}


def een_schooljaar(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """The school year of which there are figures; each organisation sees its own."""
    return {"schooljaar": Schooljaar.van(weken()[1]), "formaat": "csv"}


def weken() -> tuple[date, date]:
    """The days of the last two weekly reports in the world of the tests."""
    vandaag = dag_van(datetime.now(UTC))
    maandag = vandaag - timedelta(days=vandaag.weekday())
    return maandag - timedelta(days=7), maandag


_WEKEN: Final = "?van={}&naar={}".format(*weken())


def een_inlevering(portaal: Portaal, oin: str) -> Mapping[str, Any]:  # a file is of one person
    """A file that nobody handed in: only its sender would see more, and `test_aanmelden` looks at that."""
    return {"uuid": "11111111-2222-4333-8444-555555555555"}


def een_voorbeeld(portaal: Portaal, oin: str) -> Mapping[str, Any]:  # the same for everybody
    """A kind of template."""
    return {"soort": "csv"}


_WEG: Final = frozenset({404})


def een_organisatie(portaal: Portaal, oin: str) -> Mapping[str, Any]:  # one of `Waarden`
    """This organisation itself."""
    return {"oin": oin}


def een_levering(portaal: Portaal, oin: str) -> Mapping[str, Any]:  # one of `Waarden`
    """The first levering."""
    return {"nummer": 1}


def geen_aanvraag(portaal: Portaal, oin: str) -> Mapping[str, Any]:  # one of `Waarden`
    """A request that is not there: who may decide is sent back to the list."""
    return {"uuid": UUID(int=0)}


def geen_leverancier(portaal: Portaal, oin: str) -> Mapping[str, Any]:  # one of `Waarden`
    """A vendor that is not there: nobody is blocked."""
    return {"oin": "00000099000000009999"}


def een_bestand(portaal: Portaal, oin: str) -> Mapping[str, Any]:
    """The same as a file."""
    return {**een_rapport(portaal, oin), "formaat": "csv"}


_BEHEER_GEBRUIKERS: Final = ("GEBRUIKERS_BEHEREN", "DIENST_BEHEREN")

VERWACHT: Final[Mapping[str, Adres]] = {
    "start": Adres(INGELOGD, pagina=False),
    "taal": Adres(PUBLIEK, post=True, pagina=False),
    "inloggen": Adres(PUBLIEK),
    "inloggen-start": Adres(PUBLIEK, pagina=False),
    "inloggen-terug": Adres(PUBLIEK, pagina=False, antwoord=frozenset({403})),
    "uitnodiging": Adres(PUBLIEK, post=True, pagina=False),
    "aanvragen": Adres(PUBLIEK),
    "werkplek": Adres(INGELOGD),
    "uitloggen": Adres(PUBLIEK, post=True, pagina=False, eindigt=True),
    "uitgelogd": Adres(PUBLIEK),
    "overzicht": voor("STATISTIEK"),
    "werklijst": voor("JONGEREN_INZIEN"),
    "werklijst-zoeken": voor("JONGEREN_INZIEN", post=True, data={"zoek": "geen"}),
    "werklijst-opvolgen": voor("JONGEREN_INZIEN", post=True, pagina=False),
    "werklijst-bestand": voor("RAPPORTEN", post=True, data={"formaat": "csv"}, pagina=False),
    "werklijst-filter": voor("JONGEREN_INZIEN", post=True, pagina=False),
    "werklijst-filter-weg": voor("JONGEREN_INZIEN", post=True, pagina=False),
    "jongere": voor("JONGEREN_INZIEN", waarden=een_jongere),
    "jongere-bsn": voor("JONGEREN_INZIEN", waarden=een_jongere, post=True),
    "jongere-doelgroep": voor("DOELGROEP_INZIEN", waarden=een_jongere, post=True),
    "gebruikers": voor(*_BEHEER_GEBRUIKERS),
    "gebruiker-uitnodigen": voor(*_BEHEER_GEBRUIKERS),
    "gebruiker": voor(*_BEHEER_GEBRUIKERS, waarden=een_collega),
    "gebruiker-code": voor(*_BEHEER_GEBRUIKERS, waarden=een_collega, post=True, pagina=False),
    "gebruiker-intrekken": voor(*_BEHEER_GEBRUIKERS, waarden=een_collega),
    "machtigingen": voor("MACHTIGINGEN_BEHEREN"),
    "machtiging-verlenen": voor("MACHTIGINGEN_BEHEREN"),
    "machtiging": voor("MACHTIGINGEN_BEHEREN", waarden=een_machtiging),
    "machtiging-intrekken": voor("MACHTIGINGEN_BEHEREN", waarden=een_machtiging),
    "meldingen": voor("MACHTIGINGEN_BEHEREN"),
    "meldingen-abonnement": voor("MACHTIGINGEN_BEHEREN", waarden=een_abonnement),
    "meldingen-opnieuw": voor("MACHTIGINGEN_BEHEREN", waarden=een_abonnement, post=True, pagina=False),
    "meldingen-een-opnieuw": voor("MACHTIGINGEN_BEHEREN", waarden=een_bezorging, post=True, pagina=False),
    "beginnen": voor("AANMELDEN", "JONGEREN_INZIEN"),
    "aanmelden": voor("AANMELDEN"),
    "aanmelden-voorbeeld": voor("AANMELDEN", waarden=een_voorbeeld, gedeeld=True, pagina=False),
    "aanmelden-inleveren": voor("AANMELDEN", pagina=False),
    "aanmelden-bestand": voor("AANMELDEN", waarden=een_inlevering, antwoord=_WEG, pagina=False),
    "aanmelden-geweigerd": voor("AANMELDEN", waarden=een_inlevering, antwoord=_WEG, pagina=False),
    "aanmelden-terugdraaien": voor("AANMELDEN", waarden=een_inlevering, antwoord=_WEG, pagina=False),
    "afmelden": voor("AANMELDEN"),
    "afmelden-jongere": voor("AANMELDEN", waarden=een_jongere),
    "afmelden-jongeren": voor("AANMELDEN", post=True, antwoord=_WEG),
    "overdragen": voor("AANMELDEN"),
    "overdragen-jongere": voor("AANMELDEN", waarden=een_jongere),
    "overdragen-jongeren": voor("AANMELDEN", post=True, antwoord=_WEG),
    "voorstellen": voor("AANMELDEN"),
    "voorstellen-besluit": voor("AANMELDEN", post=True),
    "rapporten": voor("STATISTIEK"),
    "rapporten-vergelijk": voor("STATISTIEK", query=_WEKEN),
    "rapporten-verplaatst": voor("RAPPORTEN", query=f"{_WEKEN}&uit=1&in=1", antwoord=_WEG, pagina=False),
    "rapporten-effect": voor("STATISTIEK"),
    "rapporten-effect-download": voor("STATISTIEK", waarden=een_schooljaar, gedeeld=True, antwoord=_WEG, pagina=False),
    "rapport": voor("STATISTIEK", waarden=een_rapport, gedeeld=True, antwoord=_WEG),
    "rapport-jongeren": voor("RAPPORTEN", waarden=een_rapport, gedeeld=True, antwoord=_WEG),
    "rapport-narekenen": voor("STATISTIEK", waarden=een_rapport, gedeeld=True, antwoord=_WEG, post=True, pagina=False),
    "rapport-samenvatting": voor("STATISTIEK", waarden=een_rapport, gedeeld=True, antwoord=_WEG, pagina=False),
    "rapport-download": voor("RAPPORTEN", waarden=een_bestand, gedeeld=True, antwoord=_WEG, pagina=False),
    "wat-als": voor("STATISTIEK"),
    "wat-als-uitkomst": voor("STATISTIEK", waarden=een_doorrekening),
    "wat-als-voorbeelden": voor("JONGEREN_INZIEN", waarden=een_doorrekening),
    "wat-als-bewaar": voor("STATISTIEK", waarden=een_doorrekening, post=True),
    "wat-als-voorstel-weg": voor("STATISTIEK", post=True, data={"naam": "geen"}, pagina=False),
    "hulp": Adres(PUBLIEK),
    "begrippen": Adres(PUBLIEK),
    "privacy": Adres(PUBLIEK),
    "toegankelijkheid": Adres(PUBLIEK),
    "contact": Adres(PUBLIEK),
    "status": Adres(PUBLIEK),
    "stijl": Adres(PUBLIEK),
    "security-txt": Adres(PUBLIEK, pagina=False, antwoord=_WEG),
    "robots-txt": Adres(PUBLIEK, pagina=False),
    "favicon": Adres(PUBLIEK, pagina=False, antwoord=frozenset({301})),
    "logboek": voor("LOGBOEK_LEZEN"),
    "logboek-zoek": voor("LOGBOEK_LEZEN", post=True),
    "logboek-bestand": voor("LOGBOEK_LEZEN", query="?formaat=csv", pagina=False),
    "inzage": voor("LOGBOEK_LEZEN"),
    "inzage-persoon": voor("LOGBOEK_LEZEN", waarden=een_jongere),
    "inzage-bestand": voor("LOGBOEK_LEZEN", waarden=een_jongere, post=True, pagina=False),
    "beheer": voor("DIENST_BEHEREN"),
    "beheer-aanvragen": voor("DIENST_BEHEREN"),
    "beheer-aanvraag-toelaten": voor("DIENST_BEHEREN", waarden=geen_aanvraag, gedeeld=True, pagina=False),
    "beheer-aanvraag-afwijzen": voor("DIENST_BEHEREN", waarden=geen_aanvraag, gedeeld=True, pagina=False),
    "beheer-organisaties": voor("DIENST_BEHEREN"),
    "beheer-organisatie": voor("DIENST_BEHEREN", waarden=een_organisatie, gedeeld=True),
    "beheer-leveranciers": voor("DIENST_BEHEREN"),
    "beheer-leverancier-blokkeren": voor("DIENST_BEHEREN", waarden=geen_leverancier, post=True, pagina=False),
    "beheer-leveringen": voor("DIENST_BEHEREN"),
    "beheer-levering": voor("DIENST_BEHEREN", waarden=een_levering, gedeeld=True),
    "beheer-bronnen": voor("DIENST_BEHEREN"),
    "beheer-taken": voor("DIENST_BEHEREN"),
    "beheer-regels": voor("DIENST_BEHEREN"),
}
"""What is expected of every address, by its name."""
