"""Each operation of the API as a function that makes the request; it sends nothing.

Made by `tools/maak_client.py` from the OpenAPI document: change that, not this.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from vsv_client.vormen import (
    Aanmelding,
    Aanmeldingen,
    Aanmeldrijen,
    AanmeldrijIn,
    Abonnement,
    Abonnementen,
    Afmelding,
    Afmeldreden,
    Besluiten,
    Bezorging,
    Bezorgingen,
    Bezorgstand,
    Bronnen,
    Daglevering,
    Dagleveringen,
    DagleveringMetMutaties,
    Doelgroepregister,
    Einden,
    Gevonden,
    Inkomstenverhoudingen,
    Jongere,
    Meldingsoort,
    Merk,
    Merkreden,
    Mutatie,
    NieuwAbonnement,
    Opnieuw,
    Opvolging,
    Organisaties,
    Overdracht,
    Prioriteiten,
    Rapport,
    Rapporten,
    RapportMetVerplaatsingen,
    Regel,
    Regels,
    RegelsetMetParameters,
    Regelsets,
    Status,
    TeAanvaarden,
    Toelichting,
    Uitkeringen,
    Voorstel,
    Voorstellen,
    Voorstelsoort,
    Voorstelstand,
    Wijziging,
    Wijzigingen,
)
from vsv_client.vraag import WEG, Lijstvraag, Vraag, Weg, eenmalig, pad


def meld_velen_aan(*, aanmeldingen: Sequence[AanmeldrijIn], idempotency_key: str | None = None) -> Vraag[Aanmeldrijen]:
    """Tot 10.000 jongeren tegelijk aanmelden.

    Elke rij krijgt een eigen uitkomst, in de volgorde van het verzoek. Een rij die niet klopt, wordt geweigerd met
    alles wat eraan mankeert, en houdt de andere niet tegen. Alleen als het verzoek zelf niet te lezen is (een veld dat
    niet bestaat, een getal waar tekst hoort, te veel rijen) krijgt u 400 en verandert er niets.

    Args:
        aanmeldingen: Zie `aanmeldingen` in de API.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/aanmeldingen/_bulk",
        vorm=Aanmeldrijen,
        inhoud={"aanmeldingen": aanmeldingen},
        koppen={**eenmalig(idempotency_key)},
    )


def lijst_aanmeldingen(*, page_size: int = 1000, cursor: str | None = None) -> Lijstvraag[Aanmeldingen, Aanmelding]:
    """De jongeren die u nu volgt, in de volgorde waarin zij zijn aangemeld.

    Alleen van uw eigen organisatie. Wie is afgemeld of 27 is geworden, staat er niet bij.

    Args:
        page_size: Hoeveel er hoogstens op een pagina staan.
        cursor: Waar deze pagina begint: neem `volgende` van de vorige pagina over.
    """
    return Lijstvraag(
        eerste=Vraag(
            methode="GET", pad="/aanmeldingen", vorm=Aanmeldingen, kiest={"pageSize": page_size, "cursor": cursor}
        ),
        veld="aanmeldingen",
    )


def meld_aan(
    *,
    bsn: str,
    geboortedatum: date,
    aanmelddatum: date | Weg | None = WEG,
    kenmerk: str | Weg | None = WEG,
    gemeentecode: str | Weg | None = WEG,
    idempotency_key: str | None = None,
) -> Vraag[Aanmelding]:
    """Een jongere aanmelden.

    Vanaf de aanmelddatum vragen wij de bronnen elke dag naar deze jongere. U krijgt 201 als de jongere is aangemeld, en
    200 als u de jongere al volgde met deze gegevens. Volgt u de jongere al met andere gegevens, dan verandert er niets:
    u krijgt 409, met in `staat` hoe de aanmelding nu is.

    Args:
        bsn: Burgerservicenummer: 9 cijfers, ook een 0 aan het begin.
        geboortedatum: Geboortedatum; de jongere is op de aanmelddatum jonger dan 27.
        aanmelddatum: Eerste dag waarop u de jongere volgt; niet na vandaag. Leeg = vandaag.
        kenmerk: Uw eigen kenmerk of dossiernummer. Zet er geen BSN in.
        gemeentecode: CBS-code van de gemeente waar de jongere woont.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/aanmeldingen",
        vorm=Aanmelding,
        inhoud={
            "bsn": bsn,
            "geboortedatum": geboortedatum,
            "aanmelddatum": aanmelddatum,
            "kenmerk": kenmerk,
            "gemeentecode": gemeentecode,
        },
        koppen={**eenmalig(idempotency_key)},
    )


def lees_aanmelding(jongere: UUID) -> Vraag[Aanmelding]:
    """De aanmelding van een jongere die u nu volgt.

    De aanmelding van een jongere die u nu volgt.

    Args:
        jongere: Nummer van de jongere in VSV-monitor.
    """
    return Vraag(methode="GET", pad=pad("/aanmeldingen/{jongere}", jongere=jongere), vorm=Aanmelding)


def wijzig_aanmelding(
    jongere: UUID,
    *,
    kenmerk: str | Weg | None = WEG,
    gemeentecode: str | Weg | None = WEG,
    idempotency_key: str | None = None,
) -> Vraag[Aanmelding]:
    """Uw kenmerk of de gemeente van een jongere wijzigen.

    Een veld dat u weglaat, blijft zoals het is. Met null maakt u een veld leeg. De aanmelddatum kan niet veranderen.

    Args:
        jongere: Nummer van de jongere in VSV-monitor.
        kenmerk: Uw eigen kenmerk; null = geen.
        gemeentecode: Gemeente; null = niet bekend.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="PATCH",
        pad=pad("/aanmeldingen/{jongere}", jongere=jongere),
        vorm=Aanmelding,
        inhoud={"kenmerk": kenmerk, "gemeentecode": gemeentecode},
        koppen={**eenmalig(idempotency_key)},
    )


def meld_af(
    *, jongere: UUID, afmelddatum: date, reden: Afmeldreden, idempotency_key: str | None = None
) -> Vraag[Afmelding]:
    """Een jongere afmelden.

    Vanaf de afmelddatum volgt u de jongere niet meer en ziet u niets meer over hem of haar. U krijgt 201 als de jongere
    is afgemeld, en 200 als dit er al precies zo stond. Een afmelding wordt nooit meer gewijzigd: staat er al een
    andere, dan krijgt u 409, met die afmelding in `staat`.

    Args:
        jongere: Nummer van de jongere in VSV-monitor.
        afmelddatum: Eerste dag waarop u de jongere niet meer volgt; niet na vandaag.
        reden: Waarom u stopt met volgen.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/afmeldingen",
        vorm=Afmelding,
        inhoud={"jongere": jongere, "afmelddatum": afmelddatum, "reden": reden},
        koppen={**eenmalig(idempotency_key)},
    )


def meld_velen_af(*, afmeldingen: Sequence[Afmelding], idempotency_key: str | None = None) -> Vraag[Einden]:
    """Tot 10.000 jongeren tegelijk afmelden.

    Elke rij krijgt een eigen uitkomst, in de volgorde van het verzoek. Een rij die niet kan, houdt de andere niet
    tegen.

    Args:
        afmeldingen: Zie `afmeldingen` in de API.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/afmeldingen/_bulk",
        vorm=Einden,
        inhoud={"afmeldingen": afmeldingen},
        koppen={**eenmalig(idempotency_key)},
    )


def draag_over(*, jongere: UUID, naar: str, datum: date, idempotency_key: str | None = None) -> Vraag[Overdracht]:
    """Een jongere overdragen aan een andere organisatie.

    Die organisatie volgt de jongere vanaf de dag waarop u stopt. U krijgt 201 als de jongere is overgedragen, en 200
    als dit er al precies zo stond. Is de jongere al anders afgemeld, dan krijgt u 409, met die afmelding in `staat`.

    Args:
        jongere: Nummer van de jongere in VSV-monitor.
        naar: OIN van de organisatie die de jongere gaat volgen.
        datum: Eerste dag waarop die organisatie de jongere volgt; niet na vandaag.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/overdrachten",
        vorm=Overdracht,
        inhoud={"jongere": jongere, "naar": naar, "datum": datum},
        koppen={**eenmalig(idempotency_key)},
    )


def draag_velen_over(*, overdrachten: Sequence[Overdracht], idempotency_key: str | None = None) -> Vraag[Einden]:
    """Tot 10.000 jongeren tegelijk overdragen.

    Elke rij krijgt een eigen uitkomst, in de volgorde van het verzoek. Een rij die niet kan, houdt de andere niet
    tegen.

    Args:
        overdrachten: Zie `overdrachten` in de API.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/overdrachten/_bulk",
        vorm=Einden,
        inhoud={"overdrachten": overdrachten},
        koppen={**eenmalig(idempotency_key)},
    )


def aanvaard_voorstellen(
    *, voorstellen: Sequence[TeAanvaarden], idempotency_key: str | None = None
) -> Vraag[Besluiten]:
    """Tot 10.000 voorstellen tegelijk aanvaarden.

    Wat kan, wordt meteen gedaan. Van meer voorstellen over dezelfde jongere telt het zwaarste; de andere vervallen.

    Args:
        voorstellen: Zie `voorstellen` in de API.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/voorstellen/_aanvaard",
        vorm=Besluiten,
        inhoud={"voorstellen": voorstellen},
        koppen={**eenmalig(idempotency_key)},
    )


def wijs_voorstellen_af(*, voorstellen: Sequence[UUID], idempotency_key: str | None = None) -> Vraag[Besluiten]:
    """Tot 10.000 voorstellen tegelijk afwijzen.

    Tot 10.000 voorstellen tegelijk afwijzen.

    Args:
        voorstellen: Nummers van de voorstellen.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/voorstellen/_wijsaf",
        vorm=Besluiten,
        inhoud={"voorstellen": voorstellen},
        koppen={**eenmalig(idempotency_key)},
    )


def aanvaard_voorstel(
    voorstel: UUID, *, geboortedatum: date | Weg | None = WEG, idempotency_key: str | None = None
) -> Vraag[Voorstel]:
    """Een voorstel aanvaarden: wat wordt voorgesteld, wordt meteen gedaan.

    Stuur `{}` als u niets hoeft mee te geven. Is er al besloten, dan krijgt u 409, met het voorstel in `staat`: wat is
    besloten, wanneer en door wie.

    Args:
        voorstel: Nummer van het voorstel.
        geboortedatum: Alleen bij AANMELDEN, als de geboortedatum hier niet bekend is (`geboortedatumBekend` is
            false).
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad=pad("/voorstellen/{voorstel}/_aanvaard", voorstel=voorstel),
        vorm=Voorstel,
        inhoud={"geboortedatum": geboortedatum},
        koppen={**eenmalig(idempotency_key)},
    )


def wijs_voorstel_af(voorstel: UUID, *, idempotency_key: str | None = None) -> Vraag[Voorstel]:
    """Een voorstel afwijzen: er verandert niets, en hetzelfde voorstel komt niet terug.

    Is er al besloten, dan krijgt u 409, met het voorstel in `staat`: wat is besloten, wanneer en door wie.

    Args:
        voorstel: Nummer van het voorstel.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad=pad("/voorstellen/{voorstel}/_wijsaf", voorstel=voorstel),
        vorm=Voorstel,
        koppen={**eenmalig(idempotency_key)},
    )


def lijst_voorstellen(
    *,
    page_size: int = 1000,
    cursor: str | None = None,
    soort: Voorstelsoort | None = None,
    stand: Voorstelstand | None = None,
) -> Lijstvraag[Voorstellen, Voorstel]:
    """De voorstellen voor uw organisatie, de oudste eerst.

    Een voorstel verandert niets zolang u er niet over besluit. Met `stand=OPEN` krijgt u waar nog iets te besluiten is.
    Voorstellen waar niets meer over te besluiten valt, vervallen vanzelf.

    Args:
        page_size: Hoeveel er hoogstens op een pagina staan.
        cursor: Waar deze pagina begint: neem `volgende` van de vorige pagina over.
        soort: Alleen voorstellen om dit te doen.
        stand: Alleen voorstellen met deze stand.
    """
    return Lijstvraag(
        eerste=Vraag(
            methode="GET",
            pad="/voorstellen",
            vorm=Voorstellen,
            kiest={"pageSize": page_size, "cursor": cursor, "soort": soort, "stand": stand},
        ),
        veld="voorstellen",
    )


def lees_voorstel(voorstel: UUID) -> Vraag[Voorstel]:
    """Een voorstel, ook als er al over is besloten.

    Een voorstel, ook als er al over is besloten.

    Args:
        voorstel: Nummer van het voorstel.
    """
    return Vraag(methode="GET", pad=pad("/voorstellen/{voorstel}", voorstel=voorstel), vorm=Voorstel)


def zoek_jongeren(*, bsn: str | Weg = WEG, kenmerk: str | Weg = WEG) -> Vraag[Gevonden]:
    """Een jongere zoeken die u nu volgt, op BSN of op uw eigen kenmerk.

    Het BSN staat in de inhoud van het verzoek, nooit in het adres. Of een andere organisatie de jongere volgt, maakt
    voor het antwoord niet uit.

    Args:
        bsn: Burgerservicenummer: 9 cijfers, ook een 0 aan het begin.
        kenmerk: Uw eigen kenmerk of dossiernummer. Zet er geen BSN in.
    """
    return Vraag(methode="POST", pad="/jongeren/_zoek", vorm=Gevonden, inhoud={"bsn": bsn, "kenmerk": kenmerk})


def lees_opvolging(jongere: UUID) -> Vraag[Opvolging]:
    """Het merk dat zegt hoe ver het is met een jongere die u volgt.

    De header `ETag` van het antwoord gebruikt u in `If-Match` als u het merk wijzigt.

    Args:
        jongere: Nummer van de jongere in VSV-monitor.
    """
    return Vraag(methode="GET", pad=pad("/jongeren/{jongere}/opvolging", jongere=jongere), vorm=Opvolging)


def zet_opvolging(
    jongere: UUID,
    *,
    merk: Merk,
    reden: Merkreden | Weg | None = WEG,
    if_match: str | None = None,
    idempotency_key: str | None = None,
) -> Vraag[Opvolging]:
    """Een merk zetten dat zegt hoe ver het is met een jongere die u volgt.

    Wat er eerder stond, blijft bewaard. Met `If-Match` overschrijft u niet wat een collega intussen heeft gezet: u
    krijgt dan 412, met het merk van nu in `staat`.

    Args:
        jongere: Nummer van de jongere in VSV-monitor.
        merk: Hoe ver het is; TE_DOEN haalt een merk weg.
        reden: Bij NIET_BESCHIKBAAR, en alleen dan.
        if_match: ETag van het merk dat u zag. Is er intussen een ander gezet, dan verandert er niets (412).
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="PUT",
        pad=pad("/jongeren/{jongere}/opvolging", jongere=jongere),
        vorm=Opvolging,
        inhoud={"merk": merk, "reden": reden},
        koppen={"If-Match": if_match, **eenmalig(idempotency_key)},
    )


def lijst_organisaties() -> Vraag[Organisaties]:
    """De organisaties die u hebben gemachtigd.

    Elke organisatie geeft en trekt machtigingen in het portaal in. Dat werkt meteen.
    """
    return Vraag(methode="GET", pad="/organisaties", vorm=Organisaties)


def bekijk_jongere(jongere: UUID) -> Vraag[Jongere]:
    """Hoe een jongere er nu voor staat.

    De prioriteit bij de laatste run, met de redenen en waar u op kunt letten. U ziet alleen wie uw organisatie nu
    volgt; van ieder ander krijgt u een 404. Elke keer komt in het logboek van de organisatie.

    Args:
        jongere: Nummer van de jongere (uuid).
    """
    return Vraag(methode="GET", pad=pad("/jongeren/{jongere}", jongere=jongere), vorm=Jongere)


def bekijk_toelichting(jongere: UUID) -> Vraag[Toelichting]:
    """Waarom een jongere deze prioriteit heeft.

    De uitleg is in gewone zinnen, om aan een consulent te laten zien. Staat de jongere nog in geen rapport, dan krijgt
    u een 404.

    Args:
        jongere: Nummer van de jongere (uuid).
    """
    return Vraag(methode="GET", pad=pad("/jongeren/{jongere}/toelichting", jongere=jongere), vorm=Toelichting)


def lijst_prioriteiten(jongere: UUID) -> Vraag[Prioriteiten]:
    """Welke prioriteiten een jongere had.

    Bij elke periode staat waarom de prioriteit toen veranderde. Het gaat over de tijd waarin uw organisatie de jongere
    volgt.

    Args:
        jongere: Nummer van de jongere (uuid).
    """
    return Vraag(methode="GET", pad=pad("/jongeren/{jongere}/prioriteiten", jongere=jongere), vorm=Prioriteiten)


def lijst_inkomstenverhoudingen(jongere: UUID) -> Vraag[Inkomstenverhoudingen]:
    """De inkomstenverhoudingen van een jongere.

    Met bij elke de periodes en de opgaven, waar die vandaan komen en wanneer wij ze ontvingen. Het is wat bij de
    laatste run bekend was, dus waarop de prioriteit rust.

    Args:
        jongere: Nummer van de jongere (uuid).
    """
    return Vraag(
        methode="GET", pad=pad("/jongeren/{jongere}/inkomstenverhoudingen", jongere=jongere), vorm=Inkomstenverhoudingen
    )


def lijst_uitkeringen(jongere: UUID) -> Vraag[Uitkeringen]:
    """De uitkeringen van een jongere.

    Zoals die in de registers staan. Wat als uitkering is uitbetaald, staat ook bij de inkomstenverhoudingen.

    Args:
        jongere: Nummer van de jongere (uuid).
    """
    return Vraag(methode="GET", pad=pad("/jongeren/{jongere}/uitkeringen", jongere=jongere), vorm=Uitkeringen)


def bekijk_doelgroepregister(jongere: UUID) -> Vraag[Doelgroepregister]:
    """Of een jongere in het doelgroepregister staat.

    Hiervoor is de scope `doelgroepregister` nodig. Vraag dit alleen als u het voor deze jongere nodig hebt: elke keer
    komt in het logboek van de organisatie. Op welke grond iemand in het register staat, hebben wij niet.

    Args:
        jongere: Nummer van de jongere (uuid).
    """
    return Vraag(
        methode="GET", pad=pad("/jongeren/{jongere}/doelgroepregister", jongere=jongere), vorm=Doelgroepregister
    )


def lijst_wijzigingen(*, cursor: str | None = None, page_size: int = 1000) -> Lijstvraag[Wijzigingen, Wijziging]:
    """Alles wat er voor uw organisatie veranderde sinds een cursor, precies een keer en op volgorde.

    Zo houdt u een eigen kopie bij. Begin zonder cursor: u krijgt dan eerst van iedereen de stand van nu, en daarna wat
    er sindsdien veranderde. Verwerk een pagina, bewaar `volgende` in dezelfde transactie, en vraag daarmee verder:
    meteen als `meer` true is, en anders later. Ook als er niets nieuws is, krijgt u een cursor. Een cursor blijft 90
    dagen bruikbaar; daarna krijgt u een 410 en begint u opnieuw. Voorstellen staan erbij als u de scope `aanmelden`
    hebt.

    Args:
        cursor: `volgende` van de vorige keer; zonder begint u met de stand van nu.
        page_size: Hoeveel er hoogstens op een pagina staan.
    """
    return Lijstvraag(
        eerste=Vraag(
            methode="GET", pad="/wijzigingen", vorm=Wijzigingen, kiest={"cursor": cursor, "pageSize": page_size}
        ),
        veld="wijzigingen",
    )


def lijst_rapporten(*, cursor: str | None = None, page_size: int = 1000) -> Lijstvraag[Rapporten, Rapport]:
    """De weekrapporten van uw organisatie.

    Met aantallen, zonder jongeren. Het laatste rapport staat vooraan.

    Args:
        cursor: Waar deze pagina begint: neem `volgende` van de vorige pagina over.
        page_size: Hoeveel er hoogstens op een pagina staan.
    """
    return Lijstvraag(
        eerste=Vraag(methode="GET", pad="/rapporten", vorm=Rapporten, kiest={"cursor": cursor, "pageSize": page_size}),
        veld="rapporten",
    )


def bekijk_rapport(peildatum: date) -> Vraag[RapportMetVerplaatsingen]:
    """Een weekrapport: de aantallen, en wat er verschoof.

    Met het controlegetal kunt u nagaan dat het rapport nog hetzelfde is. De regels vraagt u op met
    `/v1/rapporten/{peildatum}/regels`.

    Args:
        peildatum: Dag van het rapport, zoals 2026-11-23.
    """
    return Vraag(methode="GET", pad=pad("/rapporten/{peildatum}", peildatum=peildatum), vorm=RapportMetVerplaatsingen)


def lijst_regels(
    peildatum: date, *, prioriteit: int | None = None, cursor: str | None = None, page_size: int = 1000
) -> Lijstvraag[Regels, Regel]:
    """De regels van een weekrapport: voor elke jongere een.

    U krijgt ze in pagina's als JSON. Of u vraagt met de header `Accept` alles in een keer, als NDJSON
    (`application/x-ndjson`, op elke regel een object zoals in de pagina's), CSV, Parquet of ODS; dan kunt u niet kiezen
    uit prioriteiten en pagina's. Wie inmiddels is afgemeld, staat er niet meer in.

    Args:
        peildatum: Dag van het rapport, zoals 2026-11-23.
        prioriteit: Alleen deze prioriteit; 0 = niet geprioriteerd (NP).
        cursor: Waar deze pagina begint: neem `volgende` van de vorige pagina over.
        page_size: Hoeveel er hoogstens op een pagina staan.
    """
    return Lijstvraag(
        eerste=Vraag(
            methode="GET",
            pad=pad("/rapporten/{peildatum}/regels", peildatum=peildatum),
            vorm=Regels,
            kiest={"prioriteit": prioriteit, "cursor": cursor, "pageSize": page_size},
        ),
        veld="regels",
    )


def lijst_dagleveringen(*, cursor: str | None = None, page_size: int = 1000) -> Lijstvraag[Dagleveringen, Daglevering]:
    """De dagleveringen van uw organisatie.

    Elke dag wordt gekeken naar wie nog geen prioriteit heeft, of prioriteit 1. De laatste dag staat vooraan.

    Args:
        cursor: Waar deze pagina begint: neem `volgende` van de vorige pagina over.
        page_size: Hoeveel er hoogstens op een pagina staan.
    """
    return Lijstvraag(
        eerste=Vraag(
            methode="GET", pad="/dagleveringen", vorm=Dagleveringen, kiest={"cursor": cursor, "pageSize": page_size}
        ),
        veld="dagleveringen",
    )


def bekijk_daglevering(
    peildatum: date, *, cursor: str | None = None, page_size: int = 1000
) -> Lijstvraag[DagleveringMetMutaties, Mutatie]:
    """Wat er op een dag bekend werd over banen en uitkeringen.

    Dat zijn de verschillen met de dag ervoor, van de jongeren naar wie die dag is gekeken en die u nu nog volgt.

    Args:
        peildatum: Dag van het rapport, zoals 2026-11-23.
        cursor: Waar deze pagina begint: neem `volgende` van de vorige pagina over.
        page_size: Hoeveel er hoogstens op een pagina staan.
    """
    return Lijstvraag(
        eerste=Vraag(
            methode="GET",
            pad=pad("/dagleveringen/{peildatum}", peildatum=peildatum),
            vorm=DagleveringMetMutaties,
            kiest={"cursor": cursor, "pageSize": page_size},
        ),
        veld="mutaties",
    )


def lijst_abonnementen() -> Vraag[Abonnementen]:
    """Uw abonnementen op meldingen, voor deze organisatie.

    Abonnementen die zijn beëindigd, staan er niet bij. Die van andere leveranciers ziet u niet.
    """
    return Vraag(methode="GET", pad="/abonnementen", vorm=Abonnementen)


def maak_abonnement(
    *, doel: str, soorten: Sequence[Meldingsoort] | Weg = WEG, idempotency_key: str | None = None
) -> Vraag[NieuwAbonnement]:
    """Neem een abonnement op meldingen.

    In een melding staan geen persoonsgegevens: u haalt zelf op wat er is veranderd. Bewaar het geheim, want u ziet het
    maar een keer. U kunt er hoogstens tien hebben voor een organisatie.

    Args:
        doel: Webadres dat meldingen aanneemt; begint met https://.
        soorten: Waarover u iets wilt horen.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad="/abonnementen",
        vorm=NieuwAbonnement,
        inhoud={"doel": doel, "soorten": soorten},
        koppen={**eenmalig(idempotency_key)},
    )


def bekijk_abonnement(abonnement: UUID) -> Vraag[Abonnement]:
    """Een abonnement, en hoe het ermee gaat.

    Een abonnement, en hoe het ermee gaat.

    Args:
        abonnement: Nummer van het abonnement (uuid).
    """
    return Vraag(methode="GET", pad=pad("/abonnementen/{abonnement}", abonnement=abonnement), vorm=Abonnement)


def wijzig_abonnement(
    abonnement: UUID,
    *,
    doel: str | Weg | None = WEG,
    soorten: Sequence[Meldingsoort] | Weg | None = WEG,
    actief: bool | Weg | None = WEG,
    idempotency_key: str | None = None,
) -> Vraag[Abonnement]:
    """Wijzig een abonnement, of pauzeer het.

    Wat u weglaat, blijft zoals het is. Terwijl het is gepauzeerd, komt er niets bij. Begint u weer, dan hoort u wat er
    vanaf dat moment is.

    Args:
        abonnement: Nummer van het abonnement (uuid).
        doel: Webadres dat meldingen aanneemt; begint met https://.
        soorten: Waarover u iets wilt horen.
        actief: false = pauzeren, true = weer beginnen.
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="PATCH",
        pad=pad("/abonnementen/{abonnement}", abonnement=abonnement),
        vorm=Abonnement,
        inhoud={"doel": doel, "soorten": soorten, "actief": actief},
        koppen={**eenmalig(idempotency_key)},
    )


def beeindig_abonnement(abonnement: UUID) -> Vraag[None]:
    """Beëindig een abonnement. Dat kan niet ongedaan worden gemaakt.

    Een abonnement dat al is beëindigd, blijft dat.

    Args:
        abonnement: Nummer van het abonnement (uuid).
    """
    return Vraag(methode="DELETE", pad=pad("/abonnementen/{abonnement}", abonnement=abonnement), vorm=type(None))


def test_abonnement(abonnement: UUID, *, idempotency_key: str | None = None) -> Vraag[Bezorging]:
    """Laat een proefmelding sturen.

    Die komt binnen ongeveer een minuut. Wat ervan werd, ziet u bij de bezorgingen.

    Args:
        abonnement: Nummer van het abonnement (uuid).
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad=pad("/abonnementen/{abonnement}/_test", abonnement=abonnement),
        vorm=Bezorging,
        koppen={**eenmalig(idempotency_key)},
    )


def lijst_bezorgingen(
    abonnement: UUID, *, stand: Bezorgstand | None = None, cursor: str | None = None, page_size: int = 1000
) -> Lijstvraag[Bezorgingen, Bezorging]:
    """Wat er van de meldingen voor een abonnement werd.

    De laatste staat vooraan. Over wie een melding gaat, staat er niet bij.

    Args:
        abonnement: Nummer van het abonnement (uuid).
        stand: Alleen wat hier nu mee is.
        cursor: Waar deze pagina begint: neem `volgende` van de vorige pagina over.
        page_size: Hoeveel er hoogstens op een pagina staan.
    """
    return Lijstvraag(
        eerste=Vraag(
            methode="GET",
            pad=pad("/abonnementen/{abonnement}/bezorgingen", abonnement=abonnement),
            vorm=Bezorgingen,
            kiest={"stand": stand, "cursor": cursor, "pageSize": page_size},
        ),
        veld="bezorgingen",
    )


def bezorg_alles_opnieuw(abonnement: UUID, *, idempotency_key: str | None = None) -> Vraag[Opnieuw]:
    """Laat alles wat is geparkeerd opnieuw bezorgen.

    Wij proberen het dan weer drie dagen.

    Args:
        abonnement: Nummer van het abonnement (uuid).
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad=pad("/abonnementen/{abonnement}/bezorgingen/_opnieuw", abonnement=abonnement),
        vorm=Opnieuw,
        koppen={**eenmalig(idempotency_key)},
    )


def bezorg_opnieuw(abonnement: UUID, bezorging: UUID, *, idempotency_key: str | None = None) -> Vraag[Opnieuw]:
    """Laat een melding opnieuw bezorgen, wat er ook van werd.

    Wij proberen het dan weer drie dagen.

    Args:
        abonnement: Nummer van het abonnement (uuid).
        bezorging: Nummer van de bezorging (uuid).
        idempotency_key: Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een.
    """
    return Vraag(
        methode="POST",
        pad=pad(
            "/abonnementen/{abonnement}/bezorgingen/{bezorging}/_opnieuw", abonnement=abonnement, bezorging=bezorging
        ),
        vorm=Opnieuw,
        koppen={**eenmalig(idempotency_key)},
    )


def lijst_regelsets() -> Vraag[Regelsets]:
    """De regelsets waarmee prioriteiten worden bepaald.

    De oudste staat vooraan. Een regelset waarmee een rapport is gemaakt, verandert nooit meer.
    """
    return Vraag(methode="GET", pad="/regelsets", vorm=Regelsets)


def bekijk_regelset(naam: str) -> Vraag[RegelsetMetParameters]:
    """Een regelset met alle parameters.

    Bij elke parameter staat waar de waarde vandaan komt, en waarom die zo is.

    Args:
        naam: Naam van de regelset, zoals `vsv-2.0`.
    """
    return Vraag(methode="GET", pad=pad("/regelsets/{naam}", naam=naam), vorm=RegelsetMetParameters)


def lijst_bronnen() -> Vraag[Bronnen]:
    """Tot en met welke dag de bronnen zijn verwerkt.

    Het is de stand bij de laatste run. Loopt een bron achter, dan ziet u dat hier.
    """
    return Vraag(methode="GET", pad="/bronnen", vorm=Bronnen)


def bekijk_status() -> Vraag[Status]:
    """Of de dienst werkt.

    Hiervoor is geen token nodig. Werkt de dienst niet, dan krijgt u een 503 met in `Retry-After` na hoeveel seconden u
    het opnieuw kunt proberen.
    """
    return Vraag(methode="GET", pad="/status", vorm=Status, open=True)
