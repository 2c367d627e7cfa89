"""What goes over the line, as types.

Made by `tools/maak_client.py` from the OpenAPI document: change that, not this.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeAlias
from uuid import UUID

from vsv_client.lezen import Onbekend
from vsv_client.vraag import WEG, Weg


@dataclass(frozen=True, slots=True, kw_only=True)
class Fout:
    """`FoutUit` in het OpenAPI-document.

    Attributes:
        code: Vaste naam van de fout.
        veld: JSON Pointer: waar de fout staat in het verzoek.
        melding: Wat er niet klopt.
    """

    code: str
    veld: str
    melding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanmeldrij:
    """`AanmeldrijUit` in het OpenAPI-document.

    Attributes:
        rij: De hoeveelste rij van het verzoek; de eerste is 0.
        uitkomst: alBekend: u volgde deze jongere al, en er is niets veranderd.
        jongere: Nummer van de jongere in VSV-monitor; null als u de jongere vandaag niet volgt.
        wijkt_af: Bij alBekend: de velden waarin de rij iets anders zegt dan er staat.
        fouten: Bij geweigerd: alles wat er niet klopt.
    """

    rij: int
    uitkomst: Literal["aangemeld", "alBekend", "geweigerd"]
    jongere: UUID | None
    wijkt_af: tuple[str, ...]
    fouten: tuple[Fout, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanmeldrijen:
    """`AanmeldrijenUit` in het OpenAPI-document.

    Attributes:
        rijen: Een per rij van het verzoek, in dezelfde volgorde.
    """

    ontvangen: int
    aangemeld: int
    al_bekend: int
    geweigerd: int
    rijen: tuple[Aanmeldrij, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanmelding:
    """`AanmeldingUit` in het OpenAPI-document.

    Attributes:
        jongere: Nummer van de jongere in VSV-monitor; null als u de jongere vandaag niet (meer) volgt.
        kenmerk: Uw eigen kenmerk.
        aanmelddatum: Eerste dag waarop u de jongere volgt.
        gemeentecode: Gemeente waar de jongere woont, als u die hebt doorgegeven.
    """

    jongere: UUID | None
    kenmerk: str | None
    aanmelddatum: date
    gemeentecode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanmeldingen:
    """`AanmeldingenUit` in het OpenAPI-document.

    Attributes:
        volgende: Cursor van de volgende pagina; null als dit de laatste is.
    """

    aanmeldingen: tuple[Aanmelding, ...]
    volgende: str | None


Afmeldreden: TypeAlias = Literal[
    "STARTKWALIFICATIE", "INGESCHREVEN", "WERK", "VERHUISD", "VERTROKKEN", "OVERLEDEN", "ONTERECHT", "ANDERS"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Afmelding:
    """`Afmelding` in het OpenAPI-document.

    Attributes:
        jongere: Nummer van de jongere in VSV-monitor.
        afmelddatum: Eerste dag waarop u de jongere niet meer volgt; niet na vandaag.
        reden: Waarom u stopt met volgen.
    """

    jongere: UUID
    afmelddatum: date
    reden: Afmeldreden


@dataclass(frozen=True, slots=True, kw_only=True)
class Einderij:
    """`EinderijUit` in het OpenAPI-document.

    Attributes:
        rij: De hoeveelste rij van het verzoek; de eerste is 0.
        uitkomst: alBekend: dit stond er al precies zo, en er is niets veranderd.
        jongere: De jongere van deze rij.
        fouten: Bij geweigerd: wat er niet klopt.
    """

    rij: int
    uitkomst: Literal["gedaan", "alBekend", "geweigerd"]
    jongere: UUID
    fouten: tuple[Fout, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Einden:
    """`EindenUit` in het OpenAPI-document.

    Attributes:
        rijen: Een per rij van het verzoek, in dezelfde volgorde.
    """

    ontvangen: int
    gedaan: int
    al_bekend: int
    geweigerd: int
    rijen: tuple[Einderij, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdracht:
    """`Overdracht` in het OpenAPI-document.

    Attributes:
        jongere: Nummer van de jongere in VSV-monitor.
        naar: OIN van de organisatie die de jongere gaat volgen.
        datum: Eerste dag waarop die organisatie de jongere volgt; niet na vandaag.
    """

    jongere: UUID
    naar: str
    datum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluitrij:
    """`BesluitrijUit` in het OpenAPI-document.

    Attributes:
        rij: De hoeveelste rij van het verzoek; de eerste is 0.
        uitkomst: alBekend: er was al besloten, of het voorstel was vervallen; er is niets veranderd.
        voorstel: Het voorstel van deze rij.
        fouten: Bij alBekend en geweigerd: waarom er niets is gedaan.
    """

    rij: int
    uitkomst: Literal["gedaan", "alBekend", "geweigerd"]
    voorstel: UUID
    fouten: tuple[Fout, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluiten:
    """`BesluitenUit` in het OpenAPI-document.

    Attributes:
        rijen: Een per rij van het verzoek, in dezelfde volgorde.
    """

    ontvangen: int
    gedaan: int
    al_bekend: int
    geweigerd: int
    rijen: tuple[Besluitrij, ...]


Voorstelsoort: TypeAlias = Literal["AANMELDEN", "AFMELDEN", "OVERDRAGEN"]
Aanleiding: TypeAlias = Literal[
    "OVERLEDEN",
    "STARTKWALIFICATIE",
    "VERTROKKEN",
    "VERHUISD",
    "HERINSCHRIJVING",
    "UITSCHRIJVING",
    "OVERLEDEN_WERKGEVER",
    "BIJNA_27",
    "BRON_ZWIJGT",
]
Voorstelstand: TypeAlias = Literal["OPEN", "AANVAARD", "AFGEWEZEN", "VERVALLEN"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """`VoorstelUit` in het OpenAPI-document.

    Attributes:
        voorstel: Nummer van het voorstel.
        soort: Wat er wordt voorgesteld.
        aanleiding: Waarom.
        datum: De dag waar de aanleiding over gaat.
        naar: Bij OVERDRAGEN: OIN van de organisatie die de jongere krijgt.
        naar_naam: Naam van die organisatie.
        stand: Wat ervan is geworden.
        tijdstip_gemaakt: Wanneer het voorstel is gemaakt.
        tijdstip_besloten: Wanneer er is besloten, of wanneer het verviel.
        besloten_door: Wie besloot.
        jongere: Nummer van de jongere; null als er is besloten en u de jongere niet volgt.
        kenmerk: Uw eigen kenmerk van de jongere.
        geboortedatum_bekend: false: geef bij het aanvaarden de geboortedatum mee. Null als het niet open is.
        toelichting: Wat er is gemeld en wat wordt gevraagd, in gewone taal.
    """

    voorstel: UUID
    soort: Voorstelsoort
    aanleiding: Aanleiding
    datum: date
    naar: str | None
    naar_naam: str | None
    stand: Voorstelstand
    tijdstip_gemaakt: datetime
    tijdstip_besloten: datetime | None
    besloten_door: str | None
    jongere: UUID | None
    kenmerk: str | None
    geboortedatum_bekend: bool | None
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstellen:
    """`VoorstellenUit` in het OpenAPI-document.

    Attributes:
        volgende: Cursor van de volgende pagina; null als dit de laatste is.
    """

    voorstellen: tuple[Voorstel, ...]
    volgende: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevonden:
    """`GevondenUit` in het OpenAPI-document.

    Attributes:
        jongeren: Leeg als u niemand volgt met dit BSN of kenmerk.
    """

    jongeren: tuple[Aanmelding, ...]


Merk: TypeAlias = Literal["TE_DOEN", "NIET_BEREIKT", "IN_CONTACT", "STEUN_AFGESPROKEN", "NIET_BESCHIKBAAR"]
Merkreden: TypeAlias = Literal["ZIEK", "ZORG", "DETENTIE", "BUITENLAND", "ZELFSTANDIG", "ONBEREIKBAAR"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opvolging:
    """`OpvolgingUit` in het OpenAPI-document.

    Attributes:
        merk: Hoe ver het is; TE_DOEN als er nooit een merk is gezet.
        reden: Waarom de jongere niet beschikbaar is.
        tijdstip_gezet: Wanneer het merk is gezet; null = nooit.
        gezet_door: Wie het merk zette.
        etag: Om mee te geven als `if_match` als u dit wijzigt.
    """

    merk: Merk
    reden: Merkreden | None
    tijdstip_gezet: datetime | None
    gezet_door: str | None
    etag: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisatie:
    """`OrganisatieUit` in het OpenAPI-document."""

    oin: str
    naam: str
    soort: str
    regio: int
    gemeentecode: str | None
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisaties:
    """`OrganisatiesUit` in het OpenAPI-document."""

    organisaties: tuple[Organisatie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """`CodeUit` in het OpenAPI-document.

    Attributes:
        code: Vaste naam, voor programma's.
        uitleg: Wat het zegt, in een paar woorden.
    """

    code: str
    uitleg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MerkUit:
    """`MerkUit` in het OpenAPI-document.

    Attributes:
        merk: Hoe ver u bent, zoals `TE_DOEN` of `IN_CONTACT`.
        merkreden: Waarom iemand niet beschikbaar is.
        tijdstip_merk: Wanneer dit is vastgelegd.
    """

    merk: str
    merkreden: str | None
    tijdstip_merk: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bron:
    """`BronUit` in het OpenAPI-document.

    Attributes:
        bron: Vaste naam van de bron.
        naam: De bron in gewone taal.
        bijgewerkt_tot: Tot en met welke dag deze bron is verwerkt; null = nog geen antwoord.
    """

    bron: str
    naam: str
    bijgewerkt_tot: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Jongere:
    """`JongereUit` in het OpenAPI-document.

    Attributes:
        jongere: Nummer van de jongere, hetzelfde in alle antwoorden.
        kenmerk: Uw eigen kenmerk.
        aanmelddatum: Eerste dag waarop u de jongere volgt.
        gemeentecode: Waar de jongere woont, als u dat doorgaf.
        prioriteit: null = nog niet in een rapport.
        prioriteit_naam: De prioriteit zoals mensen die noemen.
        sinds: Peildatum vanaf welke dit de prioriteit is.
        loonperiode: Maand waar loon en uren over gaan, zoals 2026-10.
        loon: Bedrag in hele eurocenten.
        uren: Verloonde uren, in hele uren.
        redenen: Waarom dit de prioriteit is.
        vlaggen: Waar u op kunt letten.
        signaal: Het laatste nieuws over een baan.
        signaal_peildatum: Dag van de run die dat vond.
        peildatum: Dag van de laatste run; null = er was er nog geen.
        regelset: Met welke regels.
        bronnen: Tot en met welke dag de bronnen zijn verwerkt.
    """

    jongere: UUID
    kenmerk: str | None
    aanmelddatum: date
    gemeentecode: str | None
    prioriteit: int | None
    prioriteit_naam: str | None
    sinds: date | None
    loonperiode: str | None
    loon: int | None
    uren: int | None
    redenen: tuple[Code, ...]
    vlaggen: tuple[Code, ...]
    signaal: Code | None
    signaal_peildatum: date | None
    opvolging: MerkUit
    peildatum: date | None
    regelset: str | None
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toelichting:
    """`ToelichtingUit` in het OpenAPI-document.

    Attributes:
        peildatum: Dag van de run waar dit over gaat.
        prioriteit: 1 tot en met 5; 0 = niet geprioriteerd (NP), een bron moet nog antwoorden.
        prioriteit_naam: De prioriteit zoals mensen die noemen.
        waarom: Waarom dit de prioriteit is, en waar u op kunt letten.
        wat_verandert: Wat de prioriteit zou veranderen.
        wijziging: Wat er veranderde sinds het vorige weekrapport.
        signaal: Nieuws over een baan.
        open_vragen: Welke bronnen nog moeten antwoorden, en waarom.
    """

    jongere: UUID
    peildatum: date
    prioriteit: int
    prioriteit_naam: str
    waarom: str
    wat_verandert: str
    wijziging: str | None
    signaal: str | None
    open_vragen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prioriteitperiode:
    """`PrioriteitperiodeUit` in het OpenAPI-document.

    Attributes:
        van: Peildatum van de eerste run waarbij dit zo was.
        tot: Peildatum van de run die iets anders zei; null = het is nog zo.
        prioriteit: 1 tot en met 5; 0 = niet geprioriteerd (NP), een bron moet nog antwoorden.
        prioriteit_naam: De prioriteit zoals mensen die noemen.
        loonperiode: Maand waar loon en uren over gaan, zoals 2026-10.
        loon: Bedrag in hele eurocenten.
        uren: Verloonde uren, in hele uren.
        wijziging: Wat er veranderde, en waarom.
    """

    van: date
    tot: date | None
    prioriteit: int
    prioriteit_naam: str
    loonperiode: str
    loon: int
    uren: int
    redenen: tuple[Code, ...]
    vlaggen: tuple[Code, ...]
    wijziging: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prioriteiten:
    """`PrioriteitenUit` in het OpenAPI-document.

    Attributes:
        prioriteiten: De laatste staat vooraan.
    """

    jongere: UUID
    prioriteiten: tuple[Prioriteitperiode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ikvperiode:
    """`IkvperiodeUit` in het OpenAPI-document.

    Attributes:
        datum_begin: Vanaf wanneer dit zo is.
        soort_inkomen: Code soort inkomstenverhouding.
        aard: Code aard arbeidsverhouding; null = niet opgegeven.
        oproep: Of het een oproepovereenkomst is.
        onbepaalde_tijd: Of het voor onbepaalde tijd is.
        contracturen_per_week: Zoals opgegeven, met een punt.
        bron: Vaste naam, voor programma's.
        tijdstip_ontvangen: Wanneer wij dit van de bron ontvingen.
    """

    datum_begin: date | None
    soort_inkomen: Code | None
    aard: Code | None
    oproep: bool | None
    onbepaalde_tijd: bool | None
    contracturen_per_week: str | None
    bron: str
    tijdstip_ontvangen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgave:
    """`OpgaveUit` in het OpenAPI-document.

    Attributes:
        loon: Loon voor de loonheffing, in eurocenten.
        uren: Verloonde uren, in hele uren.
        bron: Vaste naam, voor programma's.
        tijdstip_ontvangen: Wanneer wij dit van de bron ontvingen.
    """

    datum_begin: date
    datum_einde: date
    loon: int | None
    uren: int | None
    bron: str
    tijdstip_ontvangen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Inkomstenverhouding:
    """`InkomstenverhoudingUit` in het OpenAPI-document.

    Attributes:
        nummer_ikv: Samen met het loonheffingennummer wijst dit er een aan.
        klasse: Wat het is voor de regels: WERK, UITKERING, NEGEREN of ONBEKEND.
        datum_einde: Laatste dag; null = geen einde bekend.
        bron: Vaste naam, voor programma's.
        periodes: In de tijd, de eerste vooraan.
        opgaven: Van de laatste dertien maanden, de laatste vooraan.
    """

    loonheffingennummer: str
    nummer_ikv: int
    werkgever: str | None
    klasse: str
    datum_begin: date | None
    datum_einde: date | None
    reden_einde: Code | None
    bron: str
    tijdstip_ontvangen: datetime | None
    periodes: tuple[Ikvperiode, ...]
    opgaven: tuple[Opgave, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inkomstenverhoudingen:
    """`InkomstenverhoudingenUit` in het OpenAPI-document.

    Attributes:
        peildatum: Dag van de run waarbij dit bekend was.
        inkomstenverhoudingen: De laatst begonnen vooraan.
    """

    jongere: UUID
    peildatum: date
    inkomstenverhoudingen: tuple[Inkomstenverhouding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkering:
    """`UitkeringUit` in het OpenAPI-document.

    Attributes:
        bron: Vaste naam, voor programma's.
        datum_einde: Laatste dag; null = loopt nog.
        tijdstip_ontvangen: Wanneer wij dit van de bron ontvingen.
    """

    bron: str
    wet: Code
    datum_begin: date
    datum_einde: date | None
    tijdstip_ontvangen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkeringen:
    """`UitkeringenUit` in het OpenAPI-document.

    Attributes:
        peildatum: Dag van de run waarbij dit bekend was.
        uitkeringen: De laatst begonnen vooraan.
    """

    jongere: UUID
    peildatum: date
    uitkeringen: tuple[Uitkering, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registratie:
    """`RegistratieUit` in het OpenAPI-document.

    Attributes:
        datum_einde: Laatste dag; null = loopt nog.
        tijdstip_ontvangen: Wanneer wij dit van UWV ontvingen.
    """

    datum_begin: date
    datum_einde: date | None
    tijdstip_ontvangen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Doelgroepregister:
    """`DoelgroepregisterUit` in het OpenAPI-document.

    Attributes:
        peildatum: Dag van de laatste run.
        staat_erin: Of de jongere op de peildatum in het register stond.
    """

    jongere: UUID
    peildatum: date
    staat_erin: bool
    registraties: tuple[Registratie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standgegevens:
    """`Standgegevens` in het OpenAPI-document.

    Attributes:
        aanmelddatum: Van welke aanmelding: de eerste dag waarop u de jongere volgt.
        afmelddatum: Als al bekend is wanneer het volgen stopt.
        signaal: Vaste naam, voor programma's.
        prioriteit: null = nog niet in een rapport.
        prioriteit_naam: De prioriteit zoals mensen die noemen.
        loonperiode: Maand waar loon en uren over gaan, zoals 2026-10.
        loon: Bedrag in hele eurocenten.
        uren: Verloonde uren, in hele uren.
    """

    kenmerk: str | None
    aanmelddatum: date
    gemeentecode: str | None
    afmelddatum: date | None = None
    merk: str | None
    merkreden: str | None
    signaal: str | None
    prioriteit: int | None
    prioriteit_naam: str | None
    sinds: date | None
    loonperiode: str | None
    loon: int | None
    uren: int | None
    redenen: tuple[str, ...]
    vlaggen: tuple[str, ...]
    peildatum: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standwijziging:
    """`Standwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: Hoe een aanmelding er nu voor staat. Zo begint u.
    """

    tijdstip: datetime
    soort: Literal["stand"]
    jongere: UUID
    gegevens: Standgegevens


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanmeldgegevens:
    """`Aanmeldgegevens` in het OpenAPI-document.

    Attributes:
        aanmelddatum: Van welke aanmelding: de eerste dag waarop u de jongere volgt.
    """

    kenmerk: str | None
    aanmelddatum: date
    gemeentecode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanmeldwijziging:
    """`Aanmeldwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: U volgt een jongere (`aanmelding`), of u wijzigde wat u daarover opgaf (`gegevens`).
    """

    tijdstip: datetime
    soort: Literal["aanmelding", "gegevens"]
    jongere: UUID
    gegevens: Aanmeldgegevens


@dataclass(frozen=True, slots=True, kw_only=True)
class Prioriteitgegevens:
    """`Prioriteitgegevens` in het OpenAPI-document.

    Attributes:
        aanmelddatum: Van welke aanmelding: de eerste dag waarop u de jongere volgt.
        prioriteit: 1 tot en met 5; 0 = niet geprioriteerd (NP), een bron moet nog antwoorden.
        prioriteit_naam: De prioriteit zoals mensen die noemen.
        vorige_prioriteit: null = stond nog niet in een rapport.
        loonperiode: Maand waar loon en uren over gaan, zoals 2026-10.
        loon: Bedrag in hele eurocenten.
        uren: Verloonde uren, in hele uren.
    """

    aanmelddatum: date
    prioriteit: int
    prioriteit_naam: str
    vorige_prioriteit: int | None
    sinds: date
    loonperiode: str
    loon: int
    uren: int
    redenen: tuple[str, ...]
    vlaggen: tuple[str, ...]
    peildatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Prioriteitwijziging:
    """`Prioriteitwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: Een run vond iets anders over een jongere.
    """

    tijdstip: datetime
    soort: Literal["prioriteit"]
    jongere: UUID
    gegevens: Prioriteitgegevens


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaalgegevens:
    """`Signaalgegevens` in het OpenAPI-document.

    Attributes:
        signaal: null = het signaal geldt niet meer.
        aanmelddatum: Van welke aanmelding: de eerste dag waarop u de jongere volgt.
    """

    signaal: str | None
    peildatum: date
    aanmelddatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaalwijziging:
    """`Signaalwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: Er is ander nieuws over een baan, of geen nieuws meer.
    """

    tijdstip: datetime
    soort: Literal["signaal"]
    jongere: UUID
    gegevens: Signaalgegevens


@dataclass(frozen=True, slots=True, kw_only=True)
class Opvolggegevens:
    """`Opvolggegevens` in het OpenAPI-document.

    Attributes:
        merk: Vaste naam, voor programma's.
        reden: Vaste naam, voor programma's.
        aanmelddatum: Van welke aanmelding: de eerste dag waarop u de jongere volgt.
    """

    merk: str
    reden: str | None
    aanmelddatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Opvolgwijziging:
    """`Opvolgwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: Er is vastgelegd hoe ver u bent met een jongere.
    """

    tijdstip: datetime
    soort: Literal["opvolging"]
    jongere: UUID
    gegevens: Opvolggegevens


@dataclass(frozen=True, slots=True, kw_only=True)
class Afmeldgegevens:
    """`Afmeldgegevens` in het OpenAPI-document.

    Attributes:
        afmelddatum: Eerste dag waarop u de jongere niet meer volgt.
        reden: Vaste naam, voor programma's.
        aanmelddatum: Van welke aanmelding: de eerste dag waarop u de jongere volgt.
    """

    afmelddatum: date
    reden: str | None
    aanmelddatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Afmeldwijziging:
    """`Afmeldwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: U volgt een jongere niet meer, vanaf de afmelddatum.
    """

    tijdstip: datetime
    soort: Literal["afmelding"]
    jongere: UUID
    gegevens: Afmeldgegevens


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstelgegevens:
    """`Voorstelgegevens` in het OpenAPI-document.

    Attributes:
        voorstelsoort: Vaste naam, voor programma's.
        aanleiding: Vaste naam, voor programma's.
        stand: Vaste naam, voor programma's.
    """

    voorstel: UUID
    voorstelsoort: str
    aanleiding: str
    datum: date
    stand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstelwijziging:
    """`Voorstelwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: Er is een voorstel gemaakt, besloten of vervallen.
        jongere: null als u de jongere niet volgt en er niets te besluiten is.
    """

    tijdstip: datetime
    soort: Literal["voorstel"]
    jongere: UUID | None
    gegevens: Voorstelgegevens


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapportgegevens:
    """`Rapportgegevens` in het OpenAPI-document."""

    runsoort: Literal["dag", "week"]
    peildatum: date
    regelset: str
    np: int
    p1: int
    p2: int
    p3: int
    p4: int
    p5: int
    totaal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapportwijziging:
    """`Rapportwijziging` in het OpenAPI-document.

    Attributes:
        tijdstip: Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.
        soort: Een run is klaar, en alle prioriteiten ervan hebt u gehad.
    """

    tijdstip: datetime
    soort: Literal["rapport"]
    jongere: None
    gegevens: Rapportgegevens


Wijziging: TypeAlias = (
    Standwijziging
    | Aanmeldwijziging
    | Prioriteitwijziging
    | Signaalwijziging
    | Opvolgwijziging
    | Afmeldwijziging
    | Voorstelwijziging
    | Rapportwijziging
    | Onbekend
)
"""Een van deze; `soort` zegt welke."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wijzigingen:
    """`WijzigingenUit` in het OpenAPI-document.

    Attributes:
        wijzigingen: Op volgorde.
        volgende: Waar u de volgende keer verder gaat. Deze is er altijd.
        meer: Of u nu meteen meer kunt ophalen.
    """

    wijzigingen: tuple[Wijziging, ...]
    volgende: str
    meer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aantal:
    """`AantalUit` in het OpenAPI-document.

    Attributes:
        prioriteit: 1 tot en met 5; 0 = niet geprioriteerd (NP), een bron moet nog antwoorden.
        prioriteit_naam: De prioriteit zoals mensen die noemen.
    """

    prioriteit: int
    prioriteit_naam: str
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport:
    """`RapportUit` in het OpenAPI-document.

    Attributes:
        peildatum: Dag waarop de prioriteiten zijn bepaald.
        totaal: Hoeveel jongeren er in het rapport staan.
        regelset_controlegetal: SHA-256 van de parameters van de regelset.
        controlegetal: SHA-256 van alle regels van het rapport.
        bronnen: Tot en met welke dag de bronnen waren verwerkt.
    """

    peildatum: date
    tijdstip_gemaakt: datetime
    totaal: int
    aantallen: tuple[Aantal, ...]
    regelset: str
    regelset_controlegetal: str
    controlegetal: str
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapporten:
    """`RapportenUit` in het OpenAPI-document.

    Attributes:
        rapporten: Het laatste vooraan.
        volgende: Cursor van de volgende pagina; null als dit de laatste is.
    """

    rapporten: tuple[Rapport, ...]
    volgende: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verplaatsing:
    """`VerplaatsingUit` in het OpenAPI-document.

    Attributes:
        van: null = stond niet in het rapport ervoor.
        van_naam: De prioriteit zoals mensen die noemen.
        naar: null = staat niet meer in het rapport.
        naar_naam: De prioriteit zoals mensen die noemen.
        uitleg: De redenen van nu in woorden.
    """

    van: int | None
    van_naam: str | None
    naar: int | None
    naar_naam: str | None
    redenen_van: tuple[str, ...]
    redenen_naar: tuple[str, ...]
    uitleg: str | None
    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportMetVerplaatsingen:
    """`RapportMetVerplaatsingenUit` in het OpenAPI-document.

    Attributes:
        peildatum: Dag waarop de prioriteiten zijn bepaald.
        totaal: Hoeveel jongeren er in het rapport staan.
        regelset_controlegetal: SHA-256 van de parameters van de regelset.
        controlegetal: SHA-256 van alle regels van het rapport.
        bronnen: Tot en met welke dag de bronnen waren verwerkt.
        vorige_peildatum: Van het weekrapport ervoor; null = dit is het eerste.
        verplaatsingen: Sinds het weekrapport ervoor, de meeste eerst.
    """

    peildatum: date
    tijdstip_gemaakt: datetime
    totaal: int
    aantallen: tuple[Aantal, ...]
    regelset: str
    regelset_controlegetal: str
    controlegetal: str
    bronnen: tuple[Bron, ...]
    vorige_peildatum: date | None
    verplaatsingen: tuple[Verplaatsing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """`RegelUit` in het OpenAPI-document.

    Attributes:
        kenmerk: Uw eigen kenmerk.
        prioriteit: 1 tot en met 5; 0 = niet geprioriteerd (NP), een bron moet nog antwoorden.
        prioriteit_naam: De prioriteit zoals mensen die noemen.
        sinds: Peildatum vanaf welke dit de prioriteit is.
        vorige_prioriteit: In het weekrapport ervoor; null = stond daar niet in.
        loonperiode: Maand waar loon en uren over gaan, zoals 2026-10.
        loon: Bedrag in hele eurocenten.
        uren: Verloonde uren, in hele uren.
        redenen: Waarom dit de prioriteit is.
        vlaggen: Waar u op kunt letten.
    """

    jongere: UUID
    kenmerk: str | None
    aanmelddatum: date
    gemeentecode: str | None
    prioriteit: int
    prioriteit_naam: str
    sinds: date
    vorige_prioriteit: int | None
    loonperiode: str
    loon: int
    uren: int
    redenen: tuple[str, ...]
    vlaggen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regels:
    """`RegelsUit` in het OpenAPI-document.

    Attributes:
        regels: Prioriteit 1 tot en met 5, en dan NP.
        volgende: Cursor van de volgende pagina; null als dit de laatste is.
    """

    peildatum: date
    regels: tuple[Regel, ...]
    volgende: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Daglevering:
    """`DagleveringUit` in het OpenAPI-document."""

    peildatum: date
    tijdstip_gemaakt: datetime
    regelset: str
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dagleveringen:
    """`DagleveringenUit` in het OpenAPI-document.

    Attributes:
        dagleveringen: De laatste vooraan.
        volgende: Cursor van de volgende pagina; null als dit de laatste is.
    """

    dagleveringen: tuple[Daglevering, ...]
    volgende: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutatie:
    """`MutatieUit` in het OpenAPI-document.

    Attributes:
        soort: NIEUW, GEWIJZIGD, BEEINDIGD of INGETROKKEN.
        klasse: WERK, UITKERING, NEGEREN of ONBEKEND.
        datum_begin_voor: Wat er bij de run ervoor bekend was.
        datum_begin: Wat er nu bekend is; null als het is ingetrokken.
    """

    jongere: UUID
    kenmerk: str | None
    soort: str
    klasse: str
    werkgever: str | None
    loonheffingennummer: str
    nummer_ikv: int
    datum_begin_voor: date | None
    datum_einde_voor: date | None
    datum_begin: date | None
    datum_einde: date | None
    reden_einde: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DagleveringMetMutaties:
    """`DagleveringMetMutatiesUit` in het OpenAPI-document.

    Attributes:
        aantal: Hoeveel mutaties er in het geheel zijn.
        volgende: Cursor van de volgende pagina; null als dit de laatste is.
    """

    peildatum: date
    tijdstip_gemaakt: datetime
    regelset: str
    bronnen: tuple[Bron, ...]
    aantal: int
    mutaties: tuple[Mutatie, ...]
    volgende: str | None


Meldingsoort: TypeAlias = Literal["rapport-beschikbaar", "prioriteit-gewijzigd", "ikv-signaal", "voorstel-gemaakt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Abonnement:
    """`AbonnementUit` in het OpenAPI-document.

    Attributes:
        soorten: Waarover u iets wilt horen.
        stand: ACTIEF, GEPAUZEERD, GESTOPT, INGETROKKEN of BEEINDIGD.
        tijdstip_laatst_bezorgd: null = er is nog niets aangekomen.
        tijdstip_hervat: Het ging te vaak mis: dan proberen wij het weer.
        wachtend: Hoeveel meldingen nog bezorgd moeten worden.
        geparkeerd: Hoeveel niet bezorgd konden worden; die kunt u opnieuw laten sturen.
    """

    abonnement: UUID
    doel: str
    soorten: tuple[Meldingsoort, ...]
    stand: str
    tijdstip_gemaakt: datetime
    tijdstip_gestopt: datetime | None
    tijdstip_beeindigd: datetime | None
    tijdstip_laatst_bezorgd: datetime | None
    tijdstip_hervat: datetime | None
    wachtend: int
    geparkeerd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Abonnementen:
    """`AbonnementenUit` in het OpenAPI-document.

    Attributes:
        abonnementen: Het oudste vooraan.
    """

    abonnementen: tuple[Abonnement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuwAbonnement:
    """`NieuwAbonnementUit` in het OpenAPI-document.

    Attributes:
        soorten: Waarover u iets wilt horen.
        stand: ACTIEF, GEPAUZEERD, GESTOPT, INGETROKKEN of BEEINDIGD.
        tijdstip_laatst_bezorgd: null = er is nog niets aangekomen.
        tijdstip_hervat: Het ging te vaak mis: dan proberen wij het weer.
        wachtend: Hoeveel meldingen nog bezorgd moeten worden.
        geparkeerd: Hoeveel niet bezorgd konden worden; die kunt u opnieuw laten sturen.
        geheim: Hiermee controleert u de handtekening. U ziet het alleen nu: bij een herhaling is het null.
    """

    abonnement: UUID
    doel: str
    soorten: tuple[Meldingsoort, ...]
    stand: str
    tijdstip_gemaakt: datetime
    tijdstip_gestopt: datetime | None
    tijdstip_beeindigd: datetime | None
    tijdstip_laatst_bezorgd: datetime | None
    tijdstip_hervat: datetime | None
    wachtend: int
    geparkeerd: int
    geheim: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorging:
    """`BezorgingUit` in het OpenAPI-document.

    Attributes:
        nummer: Plaats in de volgorde: de `sequence` van de melding.
        melding: De `id` van de melding.
        type: De `type` van de melding.
        stand: WACHT, BEZORGD of GEPARKEERD.
        tijdstip_geparkeerd: Sinds wanneer wij het niet meer proberen.
        status: HTTP-status van uw laatste antwoord.
        reden: Waarom het de laatste keer misging.
    """

    bezorging: UUID
    nummer: int
    melding: UUID
    type: str
    stand: str
    pogingen: int
    tijdstip_gemaakt: datetime
    tijdstip_volgende_poging: datetime | None
    tijdstip_bezorgd: datetime | None
    tijdstip_geparkeerd: datetime | None
    status: int | None
    reden: Code | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgingen:
    """`BezorgingenUit` in het OpenAPI-document.

    Attributes:
        bezorgingen: De laatste vooraan.
        volgende: Cursor van de volgende pagina; null als dit de laatste is.
    """

    bezorgingen: tuple[Bezorging, ...]
    volgende: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opnieuw:
    """`OpnieuwUit` in het OpenAPI-document.

    Attributes:
        aantal: Hoeveel meldingen opnieuw worden bezorgd.
    """

    aantal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelset:
    """`RegelsetUit` in het OpenAPI-document.

    Attributes:
        geldig_vanaf: Eerste peildatum waarvoor deze regelset geldt.
        controlegetal: SHA-256 van alle parameters: die veranderen nooit meer.
    """

    naam: str
    versie: str
    geldig_vanaf: date
    controlegetal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelsets:
    """`RegelsetsUit` in het OpenAPI-document."""

    regelsets: tuple[Regelset, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """`ParameterUit` in het OpenAPI-document.

    Attributes:
        naam: Wat de parameter doet, staat in de documentatie.
        waarde: Bedragen zijn in eurocenten; maanden tellen vanaf die van de peildatum.
        herkomst: `bron` = zoals de dienst hiervoor; `keuze` = onze eigen keuze.
    """

    naam: str
    waarde: Any
    herkomst: Literal["bron", "keuze"]
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegelsetMetParameters:
    """`RegelsetMetParametersUit` in het OpenAPI-document.

    Attributes:
        geldig_vanaf: Eerste peildatum waarvoor deze regelset geldt.
        controlegetal: SHA-256 van alle parameters: die veranderen nooit meer.
    """

    naam: str
    versie: str
    geldig_vanaf: date
    controlegetal: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronnen:
    """`BronnenUit` in het OpenAPI-document.

    Attributes:
        peildatum_week: Dag van het laatste weekrapport.
        peildatum: Dag van de laatste run, van een week of van een dag.
    """

    peildatum_week: date | None
    peildatum: date | None
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """`StatusUit` in het OpenAPI-document.

    Attributes:
        status: Als de dienst niet werkt, krijgt u een 503.
        versie: Versie van de API.
        tijdstip: Hoe laat het hier is: gebruik dit om uw klok te controleren.
        peildatum: Dag van de laatste run; null = er was er nog geen.
    """

    status: Literal["beschikbaar"]
    versie: str
    tijdstip: datetime
    peildatum: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AanmeldrijIn:
    """`AanmeldrijIn` in het OpenAPI-document.

    Attributes:
        bsn: Burgerservicenummer: 9 cijfers. Verplicht.
        geboortedatum: Geboortedatum, als 2005-03-01. Verplicht.
        aanmelddatum: Eerste dag waarop u de jongere volgt, als 2026-11-23. Leeg = vandaag.
        kenmerk: Uw eigen kenmerk, hoogstens 100 tekens.
        gemeentecode: CBS-code van de gemeente, 4 cijfers.
    """

    bsn: str | Weg | None = field(default=WEG, repr=False)
    geboortedatum: str | Weg | None = WEG
    aanmelddatum: str | Weg | None = WEG
    kenmerk: str | Weg | None = WEG
    gemeentecode: str | Weg | None = WEG


@dataclass(frozen=True, slots=True, kw_only=True)
class TeAanvaarden:
    """`TeAanvaarden` in het OpenAPI-document.

    Attributes:
        voorstel: Nummer van het voorstel.
        geboortedatum: Alleen bij AANMELDEN, als de geboortedatum hier niet bekend is (`geboortedatumBekend` is
            false).
    """

    voorstel: UUID
    geboortedatum: date | None = None


Bezorgstand: TypeAlias = Literal["WACHT", "BEZORGD", "GEPARKEERD"]
