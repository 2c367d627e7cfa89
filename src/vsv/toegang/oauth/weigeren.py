"""Why a token is not given or not taken: what the log says of it, and what the one who asked hears."""

from enum import StrEnum
from typing import Final

from vsv.logboek.service import Afzender, log
from vsv.opslag.service import Cursor, transactie

NIET_HERKEND: Final = "invalid_client"
SCOPE_FOUT: Final = "invalid_scope"
TOKEN_FOUT: Final = "invalid_token"  # noqa: S105  # a code of RFC 6750, no secret


class Weigerreden(StrEnum):
    """The reasons; the name stands in the log, the value says it in Dutch."""

    AANVRAAG_ONGELDIG = "dit is geen formulier (x-www-form-urlencoded) met elk veld een keer en zonder client_secret"
    GRANT_ONBEKEND = "grant_type is niet client_credentials"
    BEWIJS_ONTBREEKT = "client_assertion ontbreekt, of client_assertion_type is niet die van een JWT"
    BEWIJS_ONLEESBAAR = "het bewijs is geen JWT van een redelijke lengte"
    ALGORITME_VERBODEN = "het bewijs is niet ondertekend met RS256 of PS256"
    UITGEVER_ANDERS = "iss, sub en client_id van het bewijs zijn niet hetzelfde"
    CLIENT_ONBEKEND = "deze client is hier niet bekend"
    CLIENT_GEBLOKKEERD = "deze client is geblokkeerd"
    SLEUTEL_ONBEKEND = "het bewijs noemt geen sleutel van deze client"
    HANDTEKENING_FOUT = "de handtekening onder het bewijs klopt niet"
    DOEL_ANDERS = "het bewijs is voor een ander adres (aud)"
    TIJD_ONTBREEKT = "exp of iat ontbreekt in het bewijs"
    VERLOPEN = "het bewijs is verlopen"
    TE_LANG_GELDIG = "het bewijs is langer geldig dan mag"
    NOG_NIET_GELDIG = "het bewijs is van een later moment dan nu"
    JTI_ONGELDIG = "de jti ontbreekt of is korter dan 128 bits"
    JTI_HERHAALD = "de jti van het bewijs is al gebruikt"
    SCOPE_ONBEKEND = "er is een scope gevraagd die niet bestaat"
    SCOPE_NIET_VERLEEND = "er is een scope gevraagd die geen organisatie heeft verleend"
    GEEN_MACHTIGING = "geen organisatie heeft deze client een machtiging gegeven"
    TOKEN_ONLEESBAAR = "het token is geen token van ons"  # noqa: S105  # words, no secret
    TOKEN_VERVALST = "de handtekening onder het token is niet van ons"  # noqa: S105  # words, no secret
    TOKEN_VERLOPEN = "het token is verlopen"  # noqa: S105  # words, no secret
    TOKEN_VOOR_ANDER = "het token is van of voor een andere dienst"  # noqa: S105  # words, no secret
    CERTIFICAAT_ANDERS = "het token hoort bij een ander certificaat"
    CERTIFICAAT_ONLEESBAAR = "het certificaat van de client is niet te lezen"


class TokenGeweigerd(Exception):
    """A token is not given, or not taken; nothing has changed but the log.

    Attributes:
        code: Of RFC 6749 or RFC 6750: all that the one who asked may hear when it is `invalid_client`.
        reden: Why, for the log, and for who is known.
        client: OIN of the client whom it is about, when that is proven.
    """

    def __init__(self, code: str, reden: Weigerreden, client: str | None = None) -> None:
        super().__init__(f"{code}: {reden.name}")
        self.code = code
        self.reden = reden
        self.client = client


def refuse_token(fault: TokenGeweigerd, *, trace: str) -> None:
    """Write down, in a transaction of its own, that a token was refused.

    Args:
        fault: Why.
        trace: W3C trace id of the request.
    """
    with transactie("web") as cur:
        log_refusal(cur, fault, trace=trace)


def log_refusal(cur: Cursor, fault: TokenGeweigerd, *, trace: str, beweerd: str | None = None) -> None:
    """Write down that a token was refused.

    Args:
        cur: A cursor of vsv_web.
        fault: Why.
        trace: W3C trace id of the request.
        beweerd: OIN of the client that is registered here and that somebody said to be. What is not registered is not
            written down: it may be anything, also a BSN.
    """
    actor = f"client:{fault.client}" if fault.client else "onbekend"
    afzender = Afzender(actor=actor, oorsprong="api", organisatie=None, trace=trace)
    client = fault.client or beweerd
    bijzonderheden = {"weigerreden": fault.reden.name} | ({"client": client} if client else {})
    log(cur, afzender, "toegang.token_weigeren", resultaat="geweigerd", bijzonderheden=bijzonderheden)
