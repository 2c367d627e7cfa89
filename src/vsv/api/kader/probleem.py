"""Faults as RFC 9457 has them: every answer of 400 and up is `application/problem+json`, with all faults at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpResponse

from vsv.domein.fouten import Fout, InvoerFout

MEDIATYPE: Final = "application/problem+json"
TITELS: Final[Mapping[int, str]] = {
    400: "Het verzoek klopt niet",
    401: "U bent niet bekend",
    403: "Dit mag niet",
    404: "Dit is er niet",
    405: "Deze methode kan hier niet",
    406: "Deze vorm is er niet",
    409: "Dit past niet bij wat er staat",
    410: "Dit is er niet meer",
    412: "Dit is inmiddels gewijzigd",
    413: "Het verzoek is te groot",
    415: "Deze vorm kan hier niet worden gestuurd",
    429: "Te veel verzoeken",
    500: "Wij maakten een vergissing",
    503: "De dienst is nu niet bereikbaar",
}
"""Per status the title: the same for every fault with that status."""

STATUS_PER_CODE: Final[Mapping[str, int]] = {
    "JONGERE_ONBEKEND": 404,
    "GEEN_RAPPORT": 404,
    "REGELSET_ONBEKEND": 404,
    "VOORSTEL_ONBEKEND": 404,
    "ABONNEMENT_ONBEKEND": 404,
    "BEZORGING_ONBEKEND": 404,
    "CURSOR_VERLOPEN": 410,
    "VOORSTEL_BESLOTEN": 409,
    "AL_AFGEMELD": 409,
    "AANMELDING_OVERLAPT": 409,
    "ABONNEMENT_BEEINDIGD": 409,
    "ABONNEMENT_GESTOPT": 409,
    "TE_VEEL_ABONNEMENTEN": 409,
    "TEGELIJK_GEWIJZIGD": 409,
}
"""Faults of services that are no 400: what was asked for is not there, or is in the way."""

ADVIES_PER_CODE: Final[Mapping[str, str]] = {
    "GEEN_RAPPORT": "Vraag met GET /v1/rapporten of /v1/dagleveringen welke er zijn.",
    "REGELSET_ONBEKEND": "Vraag met GET /v1/regelsets welke er zijn.",
}
"""What to do for who writes a program, where a service says what to do in the portal or on the command line."""


def anchor(code: str) -> str:
    """Return the name of a code in the address of the catalogue of faults.

    >>> anchor("BSN_ONGELDIG")
    'bsn-ongeldig'
    """
    return code.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Veldfout:
    """One fault in what was sent.

    Attributes:
        code: Stable name, for programs; in the catalogue of faults.
        veld: Where: a JSON pointer into the body (`/aanmeldingen/3/bsn`), or the name of a parameter or header.
        melding: What is wrong, one Dutch sentence; never repeats a BSN.
        advies: What to do about it; may be empty.
    """

    code: str
    veld: str
    melding: str
    advies: str = ""


@dataclass(frozen=True)
class Probleem(Exception):
    """A request that can't be done, with the answer to it.

    Attributes:
        status: HTTP status.
        code: Stable name of the fault, for programs.
        detail: What is the matter, for people; one or two Dutch sentences.
        fouten: Each fault in what was sent.
        extra: More members of the answer, such as what stands there in a conflict.
        koppen: Headers that go with it.
    """

    status: int
    code: str
    detail: str
    fouten: Sequence[Veldfout] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    koppen: Mapping[str, str] = field(default_factory=dict)

    def as_response(self, trace: str) -> HttpResponse:
        """Return the answer."""
        body: dict[str, Any] = {
            "type": f"/documentatie/fouten#{anchor(self.code)}",
            "title": TITELS.get(self.status, "Dit lukt niet"),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "instance": f"urn:trace:{trace}",
        }
        if self.fouten:
            body["fouten"] = [
                {"code": f.code, "veld": f.veld, "melding": f.melding} | ({"advies": f.advies} if f.advies else {})
                for f in self.fouten
            ]
        return HttpResponse(
            json.dumps(body | dict(self.extra), ensure_ascii=False),
            status=self.status,
            content_type=MEDIATYPE,
            headers=dict(self.koppen),
        )


def van_fouten(fouten: Sequence[Fout], *, veld: Mapping[str, str] | None = None) -> Probleem:
    """Return what a service found wrong as a problem, with the status that goes with its first fault.

    Args:
        fouten: At least one.
        veld: Per place that the service names, the field of the request; else the place itself.
    """
    waar = veld or {}
    veldfouten = [Veldfout(f.code, waar.get(f.plaats, f.plaats), f.reden, f.advies) for f in fouten]
    return van_veldfouten(veldfouten)


@contextmanager
def over_inhoud() -> Iterator[None]:
    """Tell what a service finds wrong here as faults in the body: it names fields of it as its places.

    Raises:
        Probleem: See `van_fouten`.
    """
    try:
        yield
    except InvoerFout as e:
        raise van_fouten(e.fouten, veld={f.plaats: f"/{f.plaats}" for f in e.fouten}) from None


def van_veldfouten(fouten: Sequence[Veldfout]) -> Probleem:
    """Return faults in what was sent as a problem, with the status that goes with the first; see `van_fouten`."""
    eerste = fouten[0]
    status = STATUS_PER_CODE.get(eerste.code, 400)
    if status == 400:
        aantal = "Er klopt iets niet" if len(fouten) == 1 else f"Er kloppen {len(fouten)} dingen niet"
        return Probleem(400, "INVOER_ONGELDIG", f"{aantal}. Er is niets gewijzigd.", fouten)
    advies = ADVIES_PER_CODE.get(eerste.code, eerste.advies)
    return Probleem(status, eerste.code, f"{eerste.melding} {advies}".strip())
