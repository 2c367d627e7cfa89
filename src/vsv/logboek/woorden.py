"""A log line in words, Dutch at B1 level: who, what, by which way in, with which outcome.

Every `actie` that the code writes stands in `ACTIES`; a test searches the source for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from vsv.domein.codes import RedenAfmelding, label_van
from vsv.domein.perioden import datum_tekst, parse_datum


class Actiesoort(StrEnum):
    """Kinds of what was done; the value is how a page calls it."""

    INZIEN = "inzien"
    WIJZIGEN = "wijzigen"
    EXPORTEREN = "exporteren"
    INLOGGEN = "inloggen"
    WEIGEREN = "weigeren"
    VERWERKEN = "verwerken door de dienst"


@dataclass(frozen=True, slots=True)
class Actie:
    """What was done.

    Attributes:
        soort: The kind.
        woorden: In words, to be read after who did it: "zag de jongere in".
    """

    soort: Actiesoort
    woorden: str


_INZIEN, _WIJZIGEN, _EXPORTEREN = Actiesoort.INZIEN, Actiesoort.WIJZIGEN, Actiesoort.EXPORTEREN
_WEIGEREN, _VERWERKEN = Actiesoort.WEIGEREN, Actiesoort.VERWERKEN

ACTIES: Final[Mapping[str, Actie]] = {
    "beheer.dagrun": Actie(_VERWERKEN, "voerde de dagrun uit"),
    "beheer.logboek": Actie(_VERWERKEN, "verzegelde en controleerde het logboek"),
    "beheer.voorstellen": Actie(_VERWERKEN, "maakte voorstellen"),
    "beheer.vragen": Actie(_VERWERKEN, "plande de vragen aan de bronnen"),
    "beheer.weekrun": Actie(_VERWERKEN, "voerde de weekrun uit"),
    "bronnen.antwoorden": Actie(_VERWERKEN, "nam antwoorden van een bron op"),
    "bronnen.bevragen": Actie(_VERWERKEN, "vroeg een bron naar gegevens over de jongere"),
    "bronnen.inlezen": Actie(_VERWERKEN, "nam een levering in"),
    "bronnen.uitval_inzien": Actie(_INZIEN, "zag geweigerde regels van een levering in"),
    "klantvolg.aanmelden": Actie(_WIJZIGEN, "meldde de jongere aan"),
    "klantvolg.afmelden": Actie(_WIJZIGEN, "meldde de jongere af"),
    "klantvolg.bsn_tonen": Actie(_INZIEN, "zag het volledige BSN van de jongere in"),
    "klantvolg.ontvangen": Actie(_WIJZIGEN, "kreeg de jongere overgedragen"),
    "klantvolg.gemeente_wijzigen": Actie(_WIJZIGEN, "wijzigde de gemeente van de jongere"),
    "klantvolg.opvolgen": Actie(_WIJZIGEN, "zette een opvolgmerk bij de jongere"),
    "klantvolg.opzoeken": Actie(_INZIEN, "zocht op of de jongere al is aangemeld"),
    "klantvolg.overdragen": Actie(_WIJZIGEN, "droeg de jongere over"),
    "klantvolg.sleutel_roteren": Actie(_VERWERKEN, "versleutelde alle BSN's met een nieuwe sleutel"),
    "klantvolg.voorstel_aanvaarden": Actie(_WIJZIGEN, "aanvaardde een voorstel over de jongere"),
    "klantvolg.voorstel_afwijzen": Actie(_WIJZIGEN, "wees een voorstel over de jongere af"),
    "klantvolg.voorstel_vervallen": Actie(_VERWERKEN, "liet een voorstel over de jongere vervallen"),
    "klantvolg.voorstellen": Actie(_VERWERKEN, "maakte een voorstel over de jongere"),
    "klantvolg.voorstellen_inzien": Actie(_INZIEN, "zag een voorstel over de jongere in"),
    "klantvolg.wijzigen": Actie(_WIJZIGEN, "wijzigde de gegevens van de aanmelding"),
    "logboek.exporteren": Actie(_EXPORTEREN, "haalde een deel van het logboek op als bestand"),
    "logboek.inzien": Actie(_INZIEN, "las het logboek"),
    "logboek.opzoeken": Actie(_INZIEN, "zocht de jongere op in het logboek"),
    "meldingen.abonnement_beeindigen": Actie(_WIJZIGEN, "beëindigde een abonnement op meldingen"),
    "meldingen.abonnement_stoppen": Actie(_VERWERKEN, "stopte een abonnement op meldingen"),
    "meldingen.abonnement_wijzigen": Actie(_WIJZIGEN, "wijzigde een abonnement op meldingen"),
    "meldingen.abonneren": Actie(_WIJZIGEN, "maakte een abonnement op meldingen"),
    "meldingen.bezorgen": Actie(_VERWERKEN, "bezorgde meldingen"),
    "meldingen.bezorgingen_lezen": Actie(_INZIEN, "zag in hoe meldingen zijn bezorgd"),
    "meldingen.klaarzetten": Actie(_VERWERKEN, "zette meldingen klaar"),
    "meldingen.lezen": Actie(_INZIEN, "las de meldingen"),
    "meldingen.opnieuw_sturen": Actie(_WIJZIGEN, "liet meldingen opnieuw versturen"),
    "meldingen.proef_sturen": Actie(_WIJZIGEN, "liet een proefmelding versturen"),
    "rapport.controleren": Actie(_INZIEN, "rekende een rapport na"),
    "rapport.dagrun": Actie(_VERWERKEN, "maakte het rapport van de dagrun"),
    "rapport.doelgroepregister_inzien": Actie(_INZIEN, "zag in of de jongere in het doelgroepregister staat"),
    "rapport.effect_berekenen": Actie(_VERWERKEN, "telde de cijfers van een schooljaar"),
    "rapport.exporteren": Actie(_EXPORTEREN, "haalde een rapport met de jongere op als bestand"),
    "rapport.herzien": Actie(_INZIEN, "zag in wat een rapport nu anders zou zeggen"),
    "rapport.inzage": Actie(_EXPORTEREN, "maakte een overzicht van alles over de jongere (inzage)"),
    "rapport.jongere_inzien": Actie(_INZIEN, "zag de gegevens van de jongere in"),
    "rapport.lezen": Actie(_INZIEN, "zag de jongere in een lijst"),
    "rapport.mutaties_lezen": Actie(_INZIEN, "zag in wat er aan banen en uitkeringen veranderde"),
    "rapport.narekenen_vragen": Actie(_VERWERKEN, "vroeg om een rapport na te rekenen"),
    "rapport.prioriteren": Actie(_VERWERKEN, "gaf de jongere een andere prioriteit"),
    "rapport.signalen_lezen": Actie(_INZIEN, "zag een signaal over een baan van de jongere in"),
    "rapport.verplaatsingen_lezen": Actie(_INZIEN, "zag in dat de jongere van prioriteit veranderde"),
    "rapport.werklijst_exporteren": Actie(_EXPORTEREN, "exporteerde de jongere uit de werklijst"),
    "rapport.werklijst_inzien": Actie(_INZIEN, "zag de jongere in de werklijst"),
    "rapport.voorstel_bewaren": Actie(_WIJZIGEN, "bewaarde een voorstel voor een regelset"),
    "rapport.voorstel_starten": Actie(_WIJZIGEN, "liet een voorgestelde regelset gelden vanaf een dag"),
    "rapport.voorstel_verwijderen": Actie(_WIJZIGEN, "verwijderde een voorstel voor een regelset"),
    "rapport.wat_als_rekenen": Actie(_VERWERKEN, "rekende door wat een andere regelset zou uitmaken"),
    "rapport.wat_als_voorbeelden": Actie(_INZIEN, "zag de jongere als voorbeeld bij een andere regelset"),
    "rapport.wat_als_vragen": Actie(_VERWERKEN, "vroeg wat een andere regelset zou uitmaken"),
    "rapport.wijzigingen_ophalen": Actie(_EXPORTEREN, "haalde op wat er over de jongere veranderde"),
    "rapport.weekrun": Actie(_VERWERKEN, "maakte het rapport van de weekrun"),
    "toegang.aanvraag_afwijzen": Actie(_WIJZIGEN, "wees een aanvraag van een organisatie af"),
    "toegang.aanvraag_toekennen": Actie(_WIJZIGEN, "kende een aanvraag van een organisatie toe"),
    "toegang.client_blokkeren": Actie(_WIJZIGEN, "blokkeerde de software van een leverancier"),
    "toegang.client_registreren": Actie(_WIJZIGEN, "registreerde de software van een leverancier"),
    "toegang.client_sleutels": Actie(_WIJZIGEN, "verving de sleutels van een leverancier"),
    "toegang.client_vrijgeven": Actie(_WIJZIGEN, "gaf de software van een leverancier weer vrij"),
    "toegang.inloggen": Actie(Actiesoort.INLOGGEN, "logde in"),
    "toegang.intrekken": Actie(_WIJZIGEN, "trok de rollen van een gebruiker in"),
    "toegang.machtiging_intrekken": Actie(_WIJZIGEN, "trok de machtiging van een leverancier in"),
    "toegang.machtiging_verlenen": Actie(_WIJZIGEN, "gaf een leverancier een machtiging"),
    "toegang.machtiging_weigeren": Actie(_WEIGEREN, "wilde als software iets doen zonder machtiging daarvoor"),
    "toegang.machtiging_wijzigen": Actie(_WIJZIGEN, "wijzigde de machtiging van een leverancier"),
    "toegang.organisatie_toevoegen": Actie(_WIJZIGEN, "voegde een organisatie toe"),
    "toegang.rechtspersoon_koppelen": Actie(_WIJZIGEN, "koppelde een rechtspersoon aan een organisatie"),
    "toegang.rollen_wijzigen": Actie(_WIJZIGEN, "wijzigde de rollen van een gebruiker"),
    "toegang.token_geven": Actie(Actiesoort.INLOGGEN, "kreeg als software een toegangstoken"),
    "toegang.token_weigeren": Actie(_WEIGEREN, "vroeg als software om toegang en kreeg die niet"),
    "toegang.uitloggen": Actie(Actiesoort.INLOGGEN, "logde uit"),
    "toegang.uitnodigen": Actie(_WIJZIGEN, "nodigde een gebruiker uit"),
    "toegang.uitnodiging_gebruiken": Actie(Actiesoort.INLOGGEN, "gebruikte een uitnodiging"),
    "toegang.weigeren": Actie(_WEIGEREN, "wilde iets doen zonder het recht daarvoor"),
}
"""Per `actie` what it is."""

RESULTATEN: Final[Mapping[str, str]] = {"gelukt": "gelukt", "geweigerd": "geweigerd", "mislukt": "mislukt"}
"""Per outcome how it is called."""

OORSPRONGEN: Final[Mapping[str, str]] = {
    "api": "eigen software van de organisatie",
    "cli": "op de server van de dienst",
    "portaal": "portaal",
    "taak": "dagelijkse verwerking",
}
"""Per way in how it is called."""


def describe_actie(actie: str) -> str:
    """Return what was done in words; an actie of long ago that the code no longer knows is named as it is."""
    return ACTIES[actie].woorden if actie in ACTIES else actie


def acties_van(soort: Actiesoort) -> list[str]:
    """Return the acties of a kind."""
    return [naam for naam, actie in ACTIES.items() if actie.soort is soort]


def describe_actor(actor: str) -> str:
    """Return what kind of actor it is, without a name: what a person may know about who looked.

    >>> describe_actor("beheer:jan:weekrun"), describe_actor("systeem:werker"), describe_actor("gebruiker:9f3c")
    ('een beheerder van de dienst', 'de dienst zelf', 'een medewerker')
    >>> describe_actor("client:00000099000000001000")
    'de software van een leverancier'
    """
    if actor == "onbekend":
        return "iemand die niet is herkend"
    if actor.startswith("systeem:"):
        return "de dienst zelf"
    if actor.startswith("beheer:"):
        return "de dienst zelf" if actor.endswith(":werker") else "een beheerder van de dienst"
    if actor.startswith("client:"):
        return "de software van een leverancier"
    return "een medewerker"


def describe_bijzonderheden(
    actie: str, bijzonderheden: Mapping[str, Any], woorden: Mapping[str, Callable[[Any], str]] | None = None
) -> str:
    """Return the details of a line in words; nothing when there are none.

    Args:
        actie: What was done.
        bijzonderheden: The details as they were written.
        woorden: How to put the value of a detail into words, for what this room does not know.

    >>> describe_bijzonderheden("rapport.prioriteren", {"run": 12, "van": 3, "naar": 1})
    'run: 12; van: prioriteit 3; naar: prioriteit 1'
    """
    told = {**_WAARDEN, **(_PRIORITEITEN if actie == "rapport.prioriteren" else {}), **(woorden or {})}
    return "; ".join(
        f"{_NAMEN.get(naam, naam.replace('_', ' '))}: {told.get(naam, _plain)(waarde)}"
        for naam, waarde in bijzonderheden.items()
    )


def _plain(waarde: Any) -> str:
    if waarde is None:
        return "geen"
    if isinstance(waarde, list):
        return ", ".join(map(str, waarde)) or "geen"
    return f"{waarde:,}".replace(",", ".") if type(waarde) is int else str(waarde)


def _priority(waarde: Any) -> str:
    if waarde is None:
        return "nog geen"
    return f"prioriteit {waarde}" if waarde else "NP"


_NAMEN: Final[Mapping[str, str]] = {
    "oin": "OIN",
    "na": "na nummer",
    "alsnog_gemeld": "alsnog gemeld",
    "overgeslagen_voor": "overgeslagen, want er is al een run van",
}
_WAARDEN: Final[Mapping[str, Callable[[Any], str]]] = {
    "run": str,
    "levering": str,
    "dag": lambda dag: datum_tekst(parse_datum(dag)),
    "peildatum": lambda dag: datum_tekst(parse_datum(dag)),
    "overgeslagen_voor": lambda dag: datum_tekst(parse_datum(dag)),
    "reden": lambda reden: label_van(RedenAfmelding, reden),
}
_PRIORITEITEN: Final[Mapping[str, Callable[[Any], str]]] = {"van": _priority, "naar": _priority}
