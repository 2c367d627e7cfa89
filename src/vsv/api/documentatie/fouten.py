"""The catalogue of faults: every code that the API gives, what it means and what to do. A test holds it complete."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Uitleg(NamedTuple):
    """A code explained: what it means, and what a client can do."""

    betekenis: str
    advies: str


FOUTEN: Final[Mapping[str, Mapping[str, Uitleg]]] = {
    "Inloggen en machtigingen": {
        "TOKEN_ONTBREEKT": Uitleg(
            "Er is geen token meegestuurd.", "Vraag een token en zet het in Authorization: Bearer."
        ),
        "TOKEN_ONGELDIG": Uitleg("Het token is verlopen, niet van ons, of niet van u.", "Vraag een nieuw token."),
        "GEEN_MACHTIGING": Uitleg(
            "De organisatie in Organisatie-Oin heeft u niet (meer) gemachtigd.",
            "Vraag de gebruikersbeheerder van de organisatie om een machtiging in het portaal.",
        ),
        "SCOPE_ONTBREEKT": Uitleg(
            "Uw token of uw machtiging staat dit niet toe.",
            "Vraag een token met deze scope, of vraag de organisatie om een ruimere machtiging.",
        ),
        "GEEN_RECHT": Uitleg("Hiervoor ontbreekt een recht.", "Vraag de organisatie om een ruimere machtiging."),
        "ORGANISATIE_ONTBREEKT": Uitleg(
            "De header Organisatie-Oin ontbreekt of is geen OIN.", "Zet daarin de 20 cijfers van de organisatie."
        ),
        "GEEN_LEVERANCIER": Uitleg("Alleen software van een leverancier kan dit.", "Gebruik uw eigen client."),
    },
    "Het verzoek": {
        "INVOER_ONGELDIG": Uitleg(
            "Er klopt iets niet; `fouten` zegt per veld wat.", "Verbeter alle velden en stuur opnieuw."
        ),
        "ONTBREEKT": Uitleg("Een verplicht veld ontbreekt.", "Vul het in."),
        "VELD_ONBEKEND": Uitleg("Dit veld bestaat niet.", "Laat het weg; kijk in de referentie hoe het heet."),
        "WAARDE_ONGELDIG": Uitleg("De waarde heeft niet de goede vorm.", "Kijk in de referentie welke waarden kunnen."),
        "EEN_VAN_BEIDE": Uitleg("Er is een van twee velden nodig, niet allebei.", "Zoek op een BSN of op een kenmerk."),
        "NIETS_GEVRAAGD": Uitleg("Er staat geen enkel veld in het verzoek.", "Noem ten minste een veld."),
        "PARAMETER_ONBEKEND": Uitleg("Deze parameter bestaat niet.", "Laat hem weg."),
        "PARAMETER_DUBBEL": Uitleg("Deze parameter staat er meer dan een keer.", "Geef hem een keer."),
        "PARAMETER_NIET_HIER": Uitleg("Deze parameter kan niet bij deze vorm.", "Laat hem weg, of vraag JSON."),
        "CURSOR_ONGELDIG": Uitleg("Dit is geen cursor van deze lijst.", "Begin zonder cursor."),
        "CURSOR_VERLOPEN": Uitleg(
            "De cursor is ouder dan 90 dagen.", "Begin zonder cursor: u krijgt eerst de hele stand."
        ),
        "JSON_ONGELDIG": Uitleg("De inhoud is geen JSON die te lezen is.", "Stuur geldige JSON in UTF-8."),
        "VERZOEK_ONGELDIG": Uitleg("Het verzoek is niet te begrijpen.", "Kijk in de referentie hoe het hoort."),
        "VERZOEK_TE_GROOT": Uitleg("Het verzoek is groter dan 5 MB.", "Stuur het in delen."),
        "VORM_ONGELDIG": Uitleg("De inhoud heeft niet het goede Content-Type.", "Stuur application/json."),
        "VORM_ONBEKEND": Uitleg(
            "Het antwoord is er niet in de vorm die Accept vraagt.", "Kies een vorm uit de melding."
        ),
        "METHODE_ONBEKEND": Uitleg("Deze HTTP-methode kan hier niet.", "Gebruik een methode uit de header Allow."),
        "ADRES_ONBEKEND": Uitleg("Dit adres bestaat niet.", "Kijk het adres na; er staat geen '/' aan het eind."),
    },
    "Twee keer en tegelijk": {
        "SLEUTEL_ONTBREEKT": Uitleg("De header Idempotency-Key ontbreekt.", "Geef elk nieuw verzoek een eigen uuid."),
        "SLEUTEL_HERGEBRUIKT": Uitleg(
            "Deze Idempotency-Key hoort bij een ander verzoek.", "Gebruik voor een ander verzoek een andere sleutel."
        ),
        "VERZOEK_BEZIG": Uitleg("Hetzelfde verzoek wordt nu gedaan.", "Stuur het over een seconde nog eens."),
        "TEGELIJK_GEWIJZIGD": Uitleg("Iemand anders wijzigde dit net.", "Lees het opnieuw en beslis dan."),
        "TE_VEEL_VERZOEKEN": Uitleg("U doet te veel verzoeken in een minuut.", "Wacht zo lang als Retry-After zegt."),
    },
    "Aan- en afmelden": {
        "BSN_ONTBREEKT": Uitleg("Er is geen BSN.", "Vul het BSN in."),
        "BSN_ONGELDIG": Uitleg("Dit is geen BSN van 9 cijfers dat klopt met de elfproef.", "Kijk het BSN na."),
        "GEBOORTEDATUM_ONTBREEKT": Uitleg("Er is geen geboortedatum.", "Vul de geboortedatum in."),
        "GEBOORTEDATUM_WIJKT_AF": Uitleg(
            "Bij dit BSN is een andere geboortedatum bekend.", "Kijk BSN en geboortedatum na."
        ),
        "LEEFTIJD": Uitleg(
            "De jongere is op de aanmelddatum 27 of ouder.", "De wet geldt tot 27 jaar: niet aanmelden."
        ),
        "DATUM_ONGELDIG": Uitleg("Dit is geen datum.", "Schrijf een datum als 2026-11-24."),
        "DATUM_IN_TOEKOMST": Uitleg("Deze datum moet nog komen.", "Neem vandaag of eerder."),
        "KENMERK_TE_LANG": Uitleg("Het kenmerk is langer dan 100 tekens.", "Maak het korter."),
        "GEMEENTE_ONBEKEND": Uitleg("Deze gemeente bestaat niet.", "Gebruik een code van vier cijfers van het CBS."),
        "DUBBEL_IN_BESTAND": Uitleg("Deze jongere staat er al eerder in.", "Stuur elke jongere een keer."),
        "AANMELDING_OVERLAPT": Uitleg("In die tijd volgde u deze jongere al.", "Kies een latere aanmelddatum."),
        "AL_AANGEMELD": Uitleg(
            "U volgt deze jongere al, met andere gegevens; `staat` zegt welke.", "Wijzig de aanmelding."
        ),
        "WIJKT_AF": Uitleg("Dit veld is anders dan wat er staat.", "Wijzig de aanmelding, als de nieuwe waarde klopt."),
        "AL_AFGEMELD": Uitleg("U hebt deze jongere al afgemeld; `staat` zegt per wanneer.", "U hoeft niets te doen."),
        "JONGERE_ONBEKEND": Uitleg("Uw organisatie volgt nu geen jongere met dit nummer.", "Kijk het nummer na."),
        "KENMERK_DUBBEL": Uitleg("Meer jongeren hebben dit kenmerk.", "Gebruik het nummer van de jongere."),
        "ORGANISATIE_ONBEKEND": Uitleg("Deze organisatie gebruikt VSV-monitor niet.", "Kijk het OIN na."),
        "VOORSTEL_ONBEKEND": Uitleg("Dit voorstel is er niet, of niet voor uw organisatie.", "Kijk het nummer na."),
        "VOORSTEL_BESLOTEN": Uitleg("Over dit voorstel is al besloten; `staat` zegt wat.", "U hoeft niets te doen."),
    },
    "Rapporten en meldingen": {
        "GEEN_RAPPORT": Uitleg("Op deze dag was er geen rapport.", "Vraag met GET /v1/rapporten welke er zijn."),
        "REGELSET_ONBEKEND": Uitleg("Deze regelset is er niet.", "Vraag met GET /v1/regelsets welke er zijn."),
        "ABONNEMENT_ONBEKEND": Uitleg("Dit abonnement is er niet.", "Kijk het nummer na."),
        "ABONNEMENT_BEEINDIGD": Uitleg("Dit abonnement is beëindigd.", "Maak een nieuw abonnement."),
        "ABONNEMENT_GESTOPT": Uitleg("Dit abonnement is gestopt door de ontvanger.", "Zet het eerst weer aan."),
        "TE_VEEL_ABONNEMENTEN": Uitleg("U hebt al 10 abonnementen voor deze organisatie.", "Beëindig er een."),
        "BEZORGING_ONBEKEND": Uitleg("Deze bezorging is er niet (meer).", "Kijk het nummer na."),
        "DOEL_ONGELDIG": Uitleg("Dit is geen https-adres op het open internet.", "Geef een ander adres."),
        "SOORT_ONBEKEND": Uitleg("Deze soort melding bestaat niet.", "Kijk in de referentie welke er zijn."),
        "SOORT_ONTBREEKT": Uitleg("Er is geen soort melding gekozen.", "Kies ten minste een soort."),
        "VANAF_ONGELDIG": Uitleg("Dit is geen volgnummer van een melding.", "Laat het weg: dan begint u bij nu."),
    },
    "Bij ons": {
        "NU_NIET_BEREIKBAAR": Uitleg("De dienst is even niet bereikbaar.", "Probeer het na Retry-After opnieuw."),
        "VERGISSING": Uitleg("Wij maakten een fout.", "Meld het nummer uit `instance` aan de servicedesk."),
    },
}
"""Per subject, per code."""
