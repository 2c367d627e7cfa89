"""What can go wrong, as exceptions. Each message is the Dutch sentence of the service; none holds a BSN."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final


class VsvFout(Exception):
    """Base of everything that this client raises."""


class GeenVerbinding(VsvFout):
    """The service was not reached, or the line broke, also after trying again."""


class OnverwachtAntwoord(VsvFout):
    """The answer is not one of the API: perhaps of a proxy in between, or of another version."""


@dataclass(frozen=True, slots=True)
class Veldfout:
    """One fault in what was sent.

    Attributes:
        code: Fixed name.
        veld: JSON pointer into the body, or name of a parameter or header.
        melding: What is wrong.
        advies: What to do; may be empty.
    """

    code: str
    veld: str
    melding: str
    advies: str = ""


class Geweigerd(VsvFout):
    """The service said no (RFC 9457).

    Attributes:
        status: Of HTTP.
        code: Fixed name of the fault, for programs; all are in the error catalogue.
        detail: What is the matter, for people.
        fouten: Each fault in what was sent.
        staat: What stands there, in a conflict; else None.
        nummer: Of the request, for the servicedesk.
        wacht: After how many seconds it can be tried again, if the service said so.
    """

    def __init__(self, status: int, probleem: Mapping[str, Any], wacht: float | None = None) -> None:
        self.status = status
        self.code = str(probleem.get("code") or probleem.get("error") or f"HTTP_{status}")
        self.detail = str(probleem.get("detail") or probleem.get("error_description") or "")
        self.fouten: Sequence[Veldfout] = tuple(
            Veldfout(**{naam: str(fout.get(naam, "")) for naam in ("code", "veld", "melding", "advies")})
            for fout in probleem.get("fouten", ())
        )
        self.staat: Mapping[str, Any] | None = probleem.get("staat")
        self.nummer = str(probleem.get("instance", ""))
        self.wacht = wacht
        meldingen = [f"{fout.veld}: {fout.melding}" for fout in self.fouten]
        super().__init__(" ".join([f"{status} {self.code}: {self.detail}", *meldingen]))


class InvoerOngeldig(Geweigerd):
    """400: something is wrong in what was sent; `fouten` says all of it at once."""


class NietBekend(Geweigerd):
    """401: the token or the key is not accepted, also after a new token."""


class TokenGeweigerd(NietBekend):
    """The service gives no token: the key, the OIN or the clock of this machine is wrong, or the client is blocked."""


class GeenToegang(Geweigerd):
    """403: the organisation gave no machtiging, or a scope is missing."""


class NietGevonden(Geweigerd):
    """404: it is not there, or not yours to see."""


class Conflict(Geweigerd):
    """409: it does not go with what stands there; see `staat`."""


class Verlopen(Geweigerd):
    """410: the cursor is too old; begin anew without one."""


class TegelijkGewijzigd(Geweigerd):
    """412: somebody else changed it since you read it; see `staat`."""


class TeVeelVerzoeken(Geweigerd):
    """429: too fast, also after waiting."""


class Storing(Geweigerd):
    """500 and up: the service can't at this moment."""


_PER_STATUS: Final[Mapping[int, type[Geweigerd]]] = {
    400: InvoerOngeldig,
    401: NietBekend,
    403: GeenToegang,
    404: NietGevonden,
    409: Conflict,
    410: Verlopen,
    412: TegelijkGewijzigd,
    429: TeVeelVerzoeken,
}


def maak_fout(status: int, probleem: Mapping[str, Any], wacht: float | None = None) -> Geweigerd:
    """Return the exception that goes with an answer of 400 or more."""
    return _PER_STATUS.get(status, Storing if status >= 500 else Geweigerd)(status, probleem, wacht)
