"""Every figure the synthetic Netherlands rests on, each with its reason.

Nothing in the other files of this room is a bare number with a meaning: it stands here, under a name.
Where a figure comes from a public source the comment says so; all others are our own assumption, chosen
so that every awkwardness of the real sources occurs and the outcome looks plausible. They describe
nobody and may not be read as statistics. Probabilities are per thing named, durations are in days,
amounts in integer cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

# --- How far back -----------------------------------------------------------------------------------

HISTORIE_MAANDEN: Final = 5
"""Months of wage filing before the window: the first report looks two months back, and those filings
may be late or corrected. More would only make the stock bigger."""

# --- People (bevolking.py) --------------------------------------------------------------------------

GEWICHT_GEMEENTE: Final = 1.0
"""Share of a gemeente that is not in `GEWICHT_STAD`. The number of gemeenten is our proxy for a region's
size: rough, but public and stable."""

GEWICHT_STAD: Final[Mapping[str, float]] = {
    "0363": 38,  # Amsterdam
    "0599": 38,  # Rotterdam
    "0518": 30,  # 's-Gravenhage
    "0344": 15,  # Utrecht
    "0034": 10,  # Almere
    "0772": 9,  # Eindhoven
    "0855": 9,  # Tilburg
    "0014": 8,  # Groningen
    "0758": 7,  # Breda
    "0268": 7,  # Nijmegen
    "0202": 7,  # Arnhem
    "0153": 6,  # Enschede
    "0479": 6,  # Zaanstad
    "0392": 6,  # Haarlem
    "0307": 5,  # Amersfoort
    "0796": 5,  # 's-Hertogenbosch
    "0200": 5,  # Apeldoorn
    "0193": 5,  # Zwolle
    "0935": 5,  # Maastricht
    "0546": 5,  # Leiden
    "0505": 5,  # Dordrecht
    "0080": 5,  # Leeuwarden
}
"""Weight of a city against an ordinary gemeente, by gemeentecode. Our own round numbers, so that the
largest region holds several times the average one."""

OVER_27_DAGEN: Final = 30
"""The oldest people have turned 27 this many days before the end: the rule must be seen to work."""

KANS_VERJAARDAG_OP_RAND: Final = 0.01
"""A 27th birthday on an edge of a rule (see `RANDDAGEN`)."""

RANDDAGEN: Final = (-8, -7, -1, 0, 1, 2, 7, 89, 90, 91)
"""Days from the last peildatum to such a birthday: around the day itself and around BIJNA_27."""

KANS_SCHRIKKELDAG: Final = 0.002
"""Born on 29 February: three times what chance gives, so that small samples hold some."""

KANS_GEBOORTEDATUM_ONBEKEND: Final = 0.003
"""The aanmelding carries no birth date."""

Situatie = Literal["vast", "wisselend", "zelden"]
SITUATIES: Final[Mapping[Situatie, float]] = {"vast": 0.44, "wisselend": 0.21, "zelden": 0.35}
"""How close someone is to the labour market. Calibrated so that about three in ten have neither work nor
benefit: 54,000 of 176,000, the published scale of the problem."""

# --- Aanmeldingen (aanmeldingen.py) -----------------------------------------------------------------

INSTROOM_PER_WEEK: Final = 0.0033
"""New aanmeldingen per week as part of everyone: 30,000 a year on 176,000."""

GEMIDDELDE_VOORRAADDUUR: Final = 900
"""How long the stock has been followed: exponential, never before the 18th birthday."""

UITSTROOM_PER_WEEK: Final = 0.0028
"""Afmeldingen per week, birthdays and overdrachten apart: a little less than comes in."""

KANS_EERDER_AFGEMELD: Final = 0.01
"""Of the stock: was afgemeld before the window begins."""

KANS_HERAANMELDING: Final = 0.4
"""Of those: aangemeld again at the same organisation."""

GEMIDDELDE_TERUGKEER: Final = 60
"""Until that second aanmelding."""

OVERDRACHTEN_PER_WEEK: Final = 0.0008
"""Moves to another region: 4% a year."""

KANS_OVERLAP_OVERDRACHT: Final = 0.3
"""Of those: the new organisation begins before the old one has stopped."""

OVERLAP_DAGEN: Final = 5
"""By this many days at most."""

EIGEN_GEMEENTEN: Final = ("0363", "0599", "0518", "0344", "0772", "0014")
"""Gemeenten that follow jongeren as an organisation of their own, beside their Doorstroompunt."""

KANS_ALLEEN_GEMEENTE: Final = 0.15
"""Living in such a gemeente: followed by the gemeente instead of the Doorstroompunt."""

KANS_OOK_GEMEENTE: Final = 0.10
"""Living in such a gemeente: followed by both."""

KANS_AFGEMELD_OP_27: Final = 0.8
"""Turned 27: the organisation has afgemeld on the day; the others are still to be done."""

KANS_KENMERK: Final = 0.6
"""The organisation gives its own kenmerk."""

AFMELDREDENEN: Final[Mapping[str, float]] = {
    "INGESCHREVEN": 0.45,
    "STARTKWALIFICATIE": 0.20,
    "WERK": 0.20,
    "VERTROKKEN": 0.10,
    "ANDERS": 0.05,
}
"""Why an organisation stops, LEEFTIJD and OVERGEDRAGEN apart."""

# --- DUO (signalen.py) ------------------------------------------------------------------------------

KANS_UITSCHRIJVING_GEMELD: Final = 0.85
"""Of those who come in: DUO had told that they left school. The others were found by the organisation itself."""

GEMIDDELDE_AANMELDTERMIJN: Final = 30
"""From leaving school to the aanmelding: exponential. DUO tells monthly (A01), and then somebody has to decide."""

KANS_AFMELDING_GEMELD: Final = 0.9
"""Of the afmeldingen for a reason that DUO knows: it had told."""

AFMELDTERMIJN: Final = (1, 28)
"""From what happened to the afmelding or overdracht, from and to: the P-levering is weekly, deciding takes a while."""

GEMIDDELDE_MELDTERMIJN: Final = 7
"""From what happened to its signal: exponential, so that signals of one person overtake one another. Never after the
aanmelding or afmelding that it led to."""

SIGNALEN_ZONDER_GEVOLG: Final[Mapping[str, float]] = {
    "HERINSCHRIJVING": 0.010,
    "VERHUISD": 0.010,
    "STARTKWALIFICATIE": 0.003,
    "VERTROKKEN": 0.002,
    "OVERLEDEN": 0.001,
}
"""Of those who are followed: such a signal in the window on which nobody has acted yet. Moves stay within the region.
OVERLEDEN is some ten times what chance gives at this age, so that a small sample holds some."""

KANS_SIGNAAL_HERHAALD: Final = 0.05
"""A signal that comes again, unchanged: a C-levering on request, or a month file after a week file."""

SIGNAAL_HERHAALD_NA_DAGEN: Final = (1, 35)
"""How much later, from and to."""

# --- Employers (werkgevers.py) ----------------------------------------------------------------------

Ritme = Literal["maand", "vier_weken", "week"]
RITMES: Final[tuple[Ritme, ...]] = ("maand", "vier_weken", "week")


@dataclass(frozen=True, slots=True)
class Sector:
    """A kind of employer.

    Attributes:
        aandeel: Part of all employers, in any unit.
        soorten: First words of the names of such employers.
        vier_weken: Part that files per four weeks.
        week: Part that files per week; the rest files per month.
        oproep: Part of the jobs that is on call.
        aard: CdAard of an ordinary job here.
        srtiv: SRTIV of an ordinary job here.
        bbl: Part of the jobs that is a leerbaan (BBL).
        toeslag: Mean pay above the minimum wage, as a fraction of it; exponential.
    """

    aandeel: float
    soorten: tuple[str, ...]
    vier_weken: float = 0.1
    week: float = 0.0
    oproep: float = 0.1
    aard: str = "01"
    srtiv: str = "15"
    bbl: float = 0.0
    toeslag: float = 0.15


SECTOREN: Final[Mapping[str, Sector]] = {
    "winkel": Sector(0.22, ("Supermarkt", "Drogisterij", "Kledingwinkel"), vier_weken=0.5, oproep=0.25),
    "horeca": Sector(0.16, ("Lunchroom", "Restaurant", "Hotel", "Snackbar"), oproep=0.5, toeslag=0.08),
    "uitzend": Sector(0.16, ("Uitzendbureau", "Flexbureau"), 0.35, 0.6, oproep=0.3, aard="11"),
    "payroll": Sector(0.03, ("Payrollbedrijf",), vier_weken=0.5, week=0.1, oproep=0.3, aard="82"),
    "logistiek": Sector(0.12, ("Distributiecentrum", "Koeriersdienst"), vier_weken=0.4, toeslag=0.2),
    "zorg": Sector(0.10, ("Thuiszorg", "Verpleeghuis", "Kinderopvang"), bbl=0.06, toeslag=0.25),
    "bouw": Sector(0.09, ("Bouwbedrijf", "Schildersbedrijf"), 0.4, bbl=0.12, oproep=0.02, toeslag=0.3),
    "ambacht": Sector(0.08, ("Bakkerij", "Garage", "Metaalbedrijf", "Kapsalon"), bbl=0.08, toeslag=0.2),
    "overheid": Sector(0.02, ("Rijksdienst", "Waterbeheer"), 0.0, oproep=0, aard="18", srtiv="11"),
    "beschut": Sector(0.02, ("Werkbedrijf",), 0.0, oproep=0, aard="24", toeslag=0.02),
}
"""Where young people without startkwalificatie work, and how those sectors file."""

VERZONNEN_NAMEN: Final = (
    "Voorbeeld",
    "Denkbeeld",
    "Verzinsel",
    "Luchtkasteel",
    "Stel-dat",
    "Nergenshuizen",
    "Zogenaamd",
    "Fictief",
    "Schijngestalte",
    "Proefmodel",
    "Doen-alsof",
    "Papieren Tijger",
)
"""Second words of the names of employers: plainly invented."""

RECHTSVORMEN: Final[Mapping[str, float]] = {" BV": 0.75, "": 0.15, " VOF": 0.10}
"""What stands behind such a name."""

PERSONEN_PER_WERKGEVER: Final = 25
"""People per employer in the pool: small enough that rehires and shared employers occur."""

MINSTE_WERKGEVERS: Final = 80
"""Size of the pool for a handful of people: every sector and rhythm must occur."""

SCHEEFHEID_WERKGEVERS: Final = 1.2
"""Shape of the Pareto draw of an employer's size: a few chains, many small shops."""

KANS_TWEEDE_SUBNUMMER: Final = 0.08
"""An employer is a second sub number (L02 and up) of the one before it."""

KANS_NUMMERT_VANAF_NUL: Final = 0.03
"""An employer whose first nummer_ikv is 0: allowed, and easily lost."""

INDIENDAG: Final[Mapping[Ritme, tuple[int, int]]] = {
    "maand": (-6, 30),
    "vier_weken": (0, 30),
    "week": (2, 12),
}
"""Usual day of filing, counted from the end of the tijdvak, from and to. A tijdvak is due by the last day
of the next month; payroll offices often file before the month is out."""

SPREIDING_INDIENDAG: Final = 3
"""Days a filing may be earlier or later than usual."""

KANS_LAAT: Final[Mapping[str, float]] = {"stipt": 0.01, "gewoon": 0.05, "slordig": 0.25}
"""Chance per tijdvak that an employer files late."""

STIPTHEID: Final[Mapping[str, float]] = {"stipt": 0.6, "gewoon": 0.32, "slordig": 0.08}
"""How employers divide over those three kinds."""

LAAT_DAGEN: Final = (20, 80)
"""How much later, from and to."""

KANS_CORRECTIE: Final = 0.04
"""Chance per employer and tijdvak that the tijdvak is sent again, in full."""

CORRECTIE_NA_DAGEN: Final = (7, 90)
"""How long after the first filing, from and to."""

# --- Jobs (banen.py) --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spoor:
    """One line of jobs (or benefits) in someone's life: on and off in turn.

    Attributes:
        kans: Who has such a line at all.
        duur: Mean days on; exponential.
        gat: Mean days off; exponential.
    """

    kans: float
    duur: float
    gat: float


HOOFDBAAN: Final[Mapping[Situatie, Spoor]] = {
    "vast": Spoor(kans=1.0, duur=500, gat=40),
    "wisselend": Spoor(kans=1.0, duur=130, gat=80),
    "zelden": Spoor(kans=0.5, duur=60, gat=500),
}
"""Main jobs: steady, in and out, or hardly ever."""

BIJBAAN: Final[Mapping[Situatie, Spoor]] = {
    "vast": Spoor(kans=0.15, duur=180, gat=180),
    "wisselend": Spoor(kans=0.20, duur=120, gat=120),
    "zelden": Spoor(kans=0.06, duur=120, gat=150),
}
"""Small jobs beside them; for some the only one, which is what priority 2 is about."""

SEIZOEN: Final = (1.3, 1.2, 1.0, 0.9, 0.9, 0.7, 0.7, 0.9, 1.0, 1.1, 0.9, 0.8)
"""Factor on the wait for a next job, by the month (January first) in which the last one ended: work is
found sooner before the summer and before December."""

KANS_ZELFDE_WERKGEVER: Final = 0.15
"""The next job is a rehire; it gets a new nummer_ikv."""

REDENEN_EINDE: Final[Mapping[str | None, float]] = {
    "20": 0.38,
    "30": 0.30,
    "01": 0.08,
    "04": 0.05,
    "21": 0.01,
    "99": 0.10,
    None: 0.08,
}
"""Why an IKV ends, 90 apart; empty is one of them."""

REDENEN_EINDE_UITZEND: Final[Mapping[str | None, float]] = {"40": 0.4, "41": 0.2, "20": 0.2, "30": 0.2}
"""The same, for uitzendkrachten."""

REDEN_ADMINISTRATIEF: Final = "90"
KANS_ADMINISTRATIEF: Final = 0.04
"""An IKV that ends on paper only: the job goes on the next day under a new nummer_ikv."""

KANS_BEGIN_ONBEKEND: Final = 0.02
"""An IKV that already ran when the history begins, without a known begin date."""

AARD_BBL: Final = "83"
AARD_STAGE: Final = "07"
KANS_STAGE: Final = 0.015
"""A job that is an internship."""

SRTIV_DGA: Final = "17"
KANS_DGA: Final = 0.002
"""A job as director of one's own company."""

KANS_ONBEPAALDE_TIJD: Final = 0.3
"""A contract for an indefinite time; the others may know their end beforehand."""

KANS_EINDE_VOORAF_BEKEND: Final = 0.25
"""A fixed-term job whose end date is filed from the start."""

KANS_CONTRACTMERKEN_ONBEKEND: Final = 0.1
"""Oproep, onbepaalde tijd and contract hours are empty, as in the SuwiML message."""

UREN_HOOFDBAAN: Final = (12, 40)
"""Weekly hours of a main job, from and to."""

UREN_BIJBAAN: Final = (2, 8)
"""Weekly hours of a small job: many stay under 300 euro a month."""

VOLTIJD_VANAF: Final = 34
"""Hours from which a main job becomes one of `VOLTIJD`: full-time contracts cluster."""

VOLTIJD: Final = 38
"""Hours of a full week."""

MINIMUMLOON_PER_UUR: Final = 1471
"""Statutory minimum hourly wage from 21 years, 1 January 2026 (Wet minimumloon): 14.71 euro."""

MINIMUMJEUGDLOON: Final[Mapping[int, float]] = {18: 0.5, 19: 0.6, 20: 0.8}
"""Part of it by age (Besluit minimumjeugdloonregeling)."""

LEEFTIJD_ARBEID: Final = 15
"""No job begins before this birthday."""

LOON_STAGE: Final = 0.25
"""What an internship pays, as part of the minimum wage."""

# --- Benefits (uitkeringen.py) ----------------------------------------------------------------------

Betaler = Literal["uwv", "gemeente", "pensioenfonds", "werkgever"]


@dataclass(frozen=True, slots=True)
class Uitkeringssoort:
    """A kind of income that is no wage.

    Attributes:
        srtiv: The SRTIV under which it is filed.
        betaler: Who pays.
        kans: Who has such a line in life, by situatie.
        duur: Mean days on.
        gat: Mean days off.
        per_maand: Amount per month in cents, from and to.
        in_polis: Part that is filed to the polisadministratie.
        register: Bron and wet of its record in a benefit register, if there is one.
        in_register: Part that is found there.
    """

    srtiv: str
    betaler: Betaler
    kans: Mapping[Situatie, float]
    duur: float
    gat: float
    per_maand: tuple[int, int]
    in_polis: float = 1.0
    register: tuple[str, str] | None = None
    in_register: float = 0.0


def _kans(vast: float, wisselend: float, zelden: float) -> Mapping[Situatie, float]:
    return {"vast": vast, "wisselend": wisselend, "zelden": zelden}


LEEFTIJD_UITKERING: Final = 18
"""No benefit and no registration begins before this birthday."""

UITKERINGEN: Final[Mapping[str, Uitkeringssoort]] = {
    "bijstand": Uitkeringssoort(
        "43", "gemeente", _kans(0.01, 0.05, 0.16), 500, 120, (35_000, 135_000), 0.85, ("PW", "PW"), 0.97
    ),
    "wajong": Uitkeringssoort(
        "37", "uwv", _kans(0.015, 0.03, 0.05), 3000, 30, (50_000, 130_000), 1.0, ("UWV", "WAJ"), 0.9
    ),
    "werkloosheid": Uitkeringssoort(
        "33", "uwv", _kans(0.03, 0.08, 0.03), 80, 300, (40_000, 150_000), 1.0, ("UWV", "WW"), 0.9
    ),
    "ziektewet": Uitkeringssoort("31", "uwv", _kans(0.05, 0.06, 0.03), 50, 300, (60_000, 160_000)),
    "wga": Uitkeringssoort(
        "40", "uwv", _kans(0.001, 0.003, 0.01), 1500, 30, (60_000, 120_000), 1.0, ("UWV", "WIA"), 0.9
    ),
    "toeslag": Uitkeringssoort(
        "46", "uwv", _kans(0.002, 0.005, 0.01), 300, 300, (5_000, 30_000), 1.0, ("UWV", "TW"), 0.9
    ),
    "nabestaanden": Uitkeringssoort("57", "pensioenfonds", _kans(0.003, 0.003, 0.003), 3000, 30, (8_000, 40_000)),
    "pensioen": Uitkeringssoort("56", "pensioenfonds", _kans(0.001, 0.001, 0.001), 3000, 30, (1_000, 9_000)),
    "transitie": Uitkeringssoort("62", "werkgever", _kans(0.05, 0.08, 0.02), 15, 700, (10_000, 250_000)),
}
"""What young people live on besides wages. Ziektewet counts as work and therefore has no register record;
the pensions and the transitievergoeding are there to be ignored. Bijstand is sometimes in one source only."""

KANS_DOELGROEP: Final = 0.03
"""Registered in the doelgroepregister, Wajong apart."""

KANS_DOELGROEP_WAJONG: Final = 0.7
"""The same, with Wajong."""

GRONDSLAGEN: Final[Mapping[str, float]] = {"01": 0.8, "02": 0.15, "03": 0.05}
"""Codes of the ground of registration."""

KANS_DOELGROEP_BEEINDIGD: Final = 0.08
"""A registration that has ended."""

GEMIDDELDE_DOELGROEPDUUR: Final = 700
"""Since when someone is in the doelgroepregister: exponential."""

REGISTER_NA_DAGEN: Final = (2, 35)
"""How long after a begin or an end a register tells, from and to."""

# --- What is filed (verhoudingen.py, opgaven.py, correcties.py) --------------------------------------

KANS_VROEG_GEMELD: Final = 0.15
"""A new IKV that is known before any wage is filed (with zero pay or in a first notice)."""

VROEG_NA_DAGEN: Final = (1, 12)
"""How long after its begin, from and to."""

KANS_ZONDER_PERIODE: Final = 0.001
"""An IKV without any IKP."""

KANS_TWEEDE_PERIODE: Final = 0.06
"""An IKV whose contract changes along the way: other hours, or indefinite time."""

EXTRA_UREN: Final = 4
"""Contract hours that such a change adds, where there are any."""

KANS_CODE_ONBEKEND: Final = 0.004
"""An IKP with an income code nobody knows, for good."""

KANS_CODE_EERST_ONBEKEND: Final = 0.006
"""An IKP whose code was first wrong and is mended by a later version."""

ONBEKENDE_CODES: Final[Mapping[str | None, float]] = {"19": 0.35, "99": 0.35, None: 0.3}
"""Such codes; empty is one of them."""

HERSTEL_NA_DAGEN: Final = (10, 60)
"""How long a wrong record stands, from and to."""

KANS_EINDE_GECORRIGEERD: Final = 0.01
"""An end date that is moved by a later version."""

EINDE_VERSCHUIVING: Final = (-20, 20)
"""By how many days, from and to; never before the begin."""

KANS_INGETROKKEN: Final = 0.005
"""A record (IKV, IKP, benefit, registration) that is withdrawn."""

KANS_HERHAALD: Final = 0.01
"""A record that is sent again unchanged."""

VAST_UREN_SPREIDING: Final = 0.03
"""Spread of paid hours around the contract."""

OPROEP_UREN_SPREIDING: Final = 0.5
"""The same on call."""

KANS_OPROEP_NUL: Final = 0.12
"""A tijdvak without work for an oproepkracht: a nil statement."""

KANS_NUL: Final = 0.01
"""A nil statement for anyone else."""

KANS_NEGATIEF: Final = 0.003
"""A negative statement: too much was paid before."""

NEGATIEF_DEEL: Final = 0.3
"""How much is taken back, as part of an ordinary tijdvak."""

KANS_LOON_LEEG: Final = 0.002
"""`loon_lbph` is empty."""

KANS_UREN_LEEG: Final = 0.01
"""`verloonde_uren` is empty."""

KANS_EINDE_TIJDVAK_LEEG: Final = 0.04
"""A monthly IKO without `datum_einde`, which then means the end of the month."""

KANS_NABETALING: Final = 0.12
"""An ended job with one more IKO over the next tijdvak: holiday pay, no hours."""

NABETALING: Final = (5_000, 60_000)
"""Its amount, from and to."""

VAKANTIEGELDDAG: Final = (5, 25)
"""Month and day on which holiday pay is paid out."""

VAKANTIEGELD: Final = 0.08
"""Holiday pay as part of the wage (Wet minimumloon art. 15)."""

VAKANTIEGELD_OVER_DAGEN: Final = 365
"""It is paid over this many days at most."""

PENSIOENPREMIE: Final = 0.04
"""Employee's share that makes `loon_lbph` lower than `loon_sv`, on average; it differs per employer."""

KANS_OPGAVE_GEWIJZIGD: Final = 0.3
"""In a tijdvak that is sent again: an IKO that really changed; the rest is a repeat."""

WIJZIGING: Final[Mapping[str, float]] = {"anders": 0.8, "nul": 0.1, "negatief": 0.04, "ingetrokken": 0.06}
"""What the change is."""

WIJZIGING_FACTOR: Final = (0.4, 1.5)
"""Factor on the amounts of an IKO that changed, from and to."""

# --- Asking (bevragingen.py) ------------------------------------------------------------------------

BRONNEN: Final[Mapping[str, int]] = {"POLIS": 1, "PW": 1, "DGR": 4}
"""Sources that are asked, and every how many weeks: the doelgroepregister hardly moves."""

VRAAG_VOORAF: Final = 1
"""Days before a peildatum on which everyone is asked: on Sunday for a Monday."""

KANS_ZONDER_ANTWOORD: Final = 0.01
"""A question the source could not answer that week."""

KANS_NOOIT_ANTWOORD: Final = 0.004
"""A person for whom a source never answers: NP for ever."""

KANS_DIRECT_ANTWOORD: Final = 0.9
"""The first question, on the day after the aanmelding, is answered that day; else up to
`EERSTE_ANTWOORD_UITERLIJK` days later."""

EERSTE_ANTWOORD_UITERLIJK: Final = 5
