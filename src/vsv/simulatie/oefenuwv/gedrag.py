"""How the oefen-UWV misbehaves: which part of the questions goes wrong, in which way."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import exp, log
from statistics import NormalDist
from typing import Final

from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout, InvoerFout

UWV_DREMPEL: Final = 3.0
"""Seconds within which UWV says it answers 95 of 100 questions."""
UWV_MEDIAAN: Final = 0.5
"""Seconds within which half of the answers come: our assumption, UWV gives no figure."""
_BRONNEN: Final = {str(bron): bron for bron in Bron}


class Wangedrag(StrEnum):
    """What can go wrong with one answer; the value is the name in JSON and in the counts."""

    TRAAG = "traag"
    """The right answer, after `traag_seconden`."""
    WEIGERT = "weigert"
    """HTTP 403 without XML."""
    HTTP_500 = "http_500"
    """HTTP 500 with a page of HTML."""
    HTTP_503 = "http_503"
    """HTTP 503: the source is closed."""
    SOAP_FAULT = "soap_fault"
    """HTTP 500 with a SOAP Fault of the server."""
    FWI_FOUT = "fwi_fout"
    """Only an FWI with a Fout: the source could not answer."""
    FWI_FOUT_ERBIJ = "fwi_fout_erbij"
    """An FWI with a Fout beside ClientSuwi: what is told is not whole."""
    WAARSCHUWING = "waarschuwing"
    """An FWI with only a Waarschuwing beside a good answer."""
    AFGEKAPT = "afgekapt"
    """Half of the XML, with the Content-Length of that half."""
    VERBROKEN = "verbroken"
    """The connection is closed halfway the announced Content-Length."""
    VERKEERDE_PERSOON = "verkeerde_persoon"
    """The answer carries the BSN of somebody else."""
    DATUM_ONBEKEND = "datum_onbekend"
    """Every date of the person is 00000000."""
    MAAND_ONBEKEND = "maand_onbekend"
    """Every date of the person is EEJJ0000."""
    DAG_ONBEKEND = "dag_onbekend"
    """Every date of the person is EEJJMM00."""
    CODE_ONBEKEND = "code_onbekend"
    """Codes that are in no table: SRTIV 99, wet XYZ, grondslag 99."""
    TE_GROOT = "te_groot"
    """A right answer of more than 10 MB."""
    DOCTYPE = "doctype"
    """A DOCTYPE with entities that grow out of hand (billion laughs)."""
    EXTERNE_ENTITEIT = "externe_entiteit"
    """A DOCTYPE with an entity that names a file of the reader."""
    VERKEERDE_RUIMTE = "verkeerde_ruimte"
    """The answer stands in the namespace of another version of the contract."""
    VERKEERD_ELEMENT = "verkeerd_element"
    """The body holds another element than the answer."""
    LEEG = "leeg"
    """HTTP 200 with nothing in it."""
    LOONHEFFINGENNUMMER_ONGELDIG = "loonheffingennummer_ongeldig"
    """Loonheffingennummers that fail the elfproef."""
    ZONDER_VOLGNUMMER = "zonder_volgnummer"
    """Inkomstenverhoudingen without VolgnrIkv."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gedrag:
    """How the oefen-UWV behaves. As made without arguments it behaves well and answers at once.

    Which question goes wrong is drawn from the seed, the BSN, the service and how many times that service was asked
    about that BSN: it does not depend on the order of questions. One thing goes wrong at a time.

    Attributes:
        zaad: The seed of the draw.
        aandelen: For each kind of misbehaviour the part of the questions (0 to 1) that gets it, per source; a source
            that is not named behaves well. Together at most 1 per source.
        traag_seconden: How long `traag` takes.
        vertraging: Seconds that every answer takes.
        uwv_factor: With 1, answers take as long as those of UWV: 95 of 100 within 3 s, half within 0.5 s, spread
            log-normally; with 0.1 a tenth of that; with 0 no time. Comes on top of `vertraging`.
    """

    zaad: int = 0
    aandelen: Mapping[Wangedrag, Mapping[Bron, float]] = field(default_factory=dict)
    traag_seconden: float = 5.0
    vertraging: float = 0.0
    uwv_factor: float = 0.0

    def __post_init__(self) -> None:
        if not isinstance(self.zaad, int):
            raise _wrong("zaad", "Dit is een geheel getal.")
        for naam in ("traag_seconden", "vertraging", "uwv_factor"):
            _check_number(naam, getattr(self, naam), 3600)
        for soort, per_bron in self.aandelen.items():
            for aandeel in per_bron.values():
                _check_number(soort, aandeel, 1)
        for bron in Bron:
            if sum(per_bron.get(bron, 0) for per_bron in self.aandelen.values()) > 1 + 1e-9:
                raise _wrong(bron, "De aandelen zijn samen meer dan 1.")

    @classmethod
    def van(
        cls,
        /,
        *,
        zaad: int = 0,
        traag_seconden: float = 5.0,
        vertraging: float = 0.0,
        uwv_factor: float = 0.0,
        **aandelen: float | Mapping[str, float],
    ) -> "Gedrag":
        """Make one with each kind of misbehaviour by its name: a share for all sources, or per source.

        >>> Gedrag.van(http_500=0.1, fwi_fout={"PW": 1}).aandelen[Wangedrag.FWI_FOUT]
        {<Bron.PW: 'PW'>: 1}

        Raises:
            InvoerFout: A name does not exist, or a number lies outside its bounds.
        """
        shares = {_soort(naam): _per_bron(naam, aandeel) for naam, aandeel in aandelen.items()}
        return cls(
            zaad=zaad,
            aandelen=shares,
            traag_seconden=traag_seconden,
            vertraging=vertraging,
            uwv_factor=uwv_factor,
        )

    def draw(self, bron: Bron, bsn: str, keer: int) -> tuple[Wangedrag | None, float]:
        """Return what goes wrong with an answer, and how many seconds it takes.

        Args:
            bron: The source that is asked.
            bsn: About whom.
            keer: How many times this source was asked about this person before.
        """
        digest = hashlib.blake2b(f"{self.zaad} {bron} {bsn} {keer}".encode(), digest_size=16).digest()
        fate, speed = (int.from_bytes(part) / 2**64 for part in (digest[:8], digest[8:]))
        soort = self._pick(bron, fate)
        extra = self.traag_seconden if soort is Wangedrag.TRAAG else 0.0
        return soort, self.vertraging + self.uwv_factor * _uwv_seconden(speed) + extra

    def _pick(self, bron: Bron, fate: float) -> Wangedrag | None:
        upto = 0.0
        for soort, per_bron in sorted(self.aandelen.items()):
            upto += per_bron.get(bron, 0)
            if fate < upto:
                return soort
        return None


def _uwv_seconden(kans: float) -> float:
    """Return the time within which this part of the answers of UWV comes."""
    spreiding = log(UWV_DREMPEL / UWV_MEDIAAN) / NormalDist().inv_cdf(0.95)
    return UWV_MEDIAAN * exp(spreiding * NormalDist().inv_cdf(min(max(kans, 1e-6), 1 - 1e-6)))


def _soort(naam: str) -> Wangedrag:
    if naam not in list(Wangedrag):
        raise _wrong(naam, "Dit gedrag bestaat niet.", f"Kies uit: {', '.join(Wangedrag)}.")
    return Wangedrag(naam)


def _per_bron(naam: str, aandeel: float | Mapping[str, float]) -> Mapping[Bron, float]:
    per_bron = aandeel if isinstance(aandeel, Mapping) else dict.fromkeys(Bron, aandeel)
    unknown = [bron for bron in per_bron if bron not in _BRONNEN]
    if unknown:
        raise _wrong(f"{naam}.{unknown[0]}", "Deze bron bestaat niet.", f"Kies uit: {', '.join(_BRONNEN)}.")
    return {_BRONNEN[bron]: deel for bron, deel in per_bron.items()}


def _check_number(naam: str, waarde: object, maximum: int) -> None:
    if isinstance(waarde, bool) or not isinstance(waarde, int | float) or not 0 <= waarde <= maximum:
        raise _wrong(naam, f"Dit is een getal van 0 tot en met {maximum}.")


def _wrong(plaats: str, reden: str, advies: str = "") -> InvoerFout:
    return InvoerFout(Fout("GEDRAG_ONGELDIG", reden, f"gedrag {plaats}", advies))
