"""The public keys with which a vendor's software proves who it is: what we take, and what not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from joserfc.util import base64_to_int

from vsv.domein.fouten import Fout, InvoerFout

ALGORITMEN: Final = ("PS256", "RS256")
"""With which a client may sign (OAuth NL GOV 1.1)."""
SLEUTELS_MAX: Final = 10
"""How many keys a client may have at a time."""
_BITS: Final = range(2048, 8193)  # shorter is not safe, longer costs us time at every request for a token
_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_KID_MAX: Final = 200
_EXPONENT_MIN: Final = 65537
_ONLEESBAAR: Final = ("SLEUTEL_ONLEESBAAR", "De getallen n en e zijn niet te lezen.", "Maak het JWKS opnieuw.")


def check_jwks(jwks: object) -> dict[str, Any]:
    """Return a JWKS as we keep it: of each key the public numbers and a kid, by default its thumbprint (RFC 7638).

    Args:
        jwks: What came out of JSON: `{"keys": [...]}`.

    Raises:
        InvoerFout: JWKS_ONGELDIG, SLEUTEL_PRIVE, SLEUTEL_SOORT, SLEUTEL_TE_KORT, KID_DUBBEL and so on: all of it
            at once, each with the number of the key.
    """
    keys = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not isinstance(keys, list) or not 0 < len(keys) <= SLEUTELS_MAX:
        raise InvoerFout(
            Fout("JWKS_ONGELDIG", f"Dit is geen JWKS met 1 tot {SLEUTELS_MAX} sleutels.", "JWKS",
                 'Geef een bestand met {"keys": [...]}, zoals RFC 7517 het beschrijft.')
        )  # fmt: skip
    kept: list[dict[str, str]] = []
    faults: list[Fout] = []
    for number, key in enumerate(keys, 1):
        fault = _find_fault(key)
        if fault:
            faults.append(Fout(fault[0], fault[1], f"JWKS, sleutel {number}", fault[2]))
        else:
            kept.append(_keep(key))
    faults += _find_doubles([key["kid"] for key in kept])
    if faults:
        raise InvoerFout(*faults)
    return {"keys": kept}


def kids_of(jwks: Mapping[str, Any]) -> Sequence[str]:
    """Return the kid of each key."""
    return [key["kid"] for key in jwks["keys"]]


def _find_fault(key: object) -> tuple[str, str, str] | None:
    """Return code, reason and advice when we don't take a key."""
    if not isinstance(key, Mapping):
        return "JWKS_ONGELDIG", "Dit is geen sleutel.", ""
    if _PRIVATE & set(key):
        return (
            "SLEUTEL_PRIVE",
            "Dit is een geheime sleutel. Wij hebben hem niet bewaard.",
            "Maak een nieuw paar en geef alleen het openbare deel.",
        )
    if key.get("kty") != "RSA":
        return "SLEUTEL_SOORT", "Dit is geen RSA-sleutel.", "Gebruik RSA: wij nemen RS256 en PS256 aan."
    if key.get("use", "sig") != "sig" or key.get("alg", "PS256") not in ALGORITMEN:
        return "SLEUTEL_DOEL", "Deze sleutel is niet om te ondertekenen met RS256 of PS256.", "Kies use 'sig'."
    kid = key.get("kid", "-")
    if not isinstance(kid, str) or not kid.isprintable() or not 0 < len(kid) <= _KID_MAX:
        return "KID_ONGELDIG", f"De kid is geen tekst van 1 tot {_KID_MAX} tekens.", ""
    return _find_fault_in_numbers(key)


def _find_fault_in_numbers(key: Mapping[str, Any]) -> tuple[str, str, str] | None:
    try:
        bits, exponent = base64_to_int(key["n"]).bit_length(), base64_to_int(key["e"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return _ONLEESBAAR
    if bits not in _BITS:
        return (
            "SLEUTEL_TE_KORT" if bits < _BITS.start else "SLEUTEL_TE_LANG",
            f"Deze sleutel heeft {bits} bits.",
            f"Gebruik {_BITS.start} tot {_BITS.stop - 1} bits, liefst 3072.",
        )
    if exponent < _EXPONENT_MIN:
        return "SLEUTEL_ZWAK", "De exponent e is te klein.", f"Gebruik {_EXPONENT_MIN}."
    try:
        _import(key)
    except (JoseError, ValueError):
        return _ONLEESBAAR
    return None


def _import(key: Mapping[str, Any]) -> RSAKey:
    imported = RSAKey.import_key({"kty": "RSA", "n": key["n"], "e": key["e"]})
    imported.public_key.public_numbers()  # cryptography looks at the numbers only now
    return imported


def _keep(key: Mapping[str, Any]) -> dict[str, str]:
    kid = key.get("kid") or _import(key).thumbprint()
    alg = {"alg": key["alg"]} if "alg" in key else {}
    return {"kty": "RSA", "use": "sig", "kid": kid, "n": key["n"], "e": key["e"], **alg}


def _find_doubles(kids: Sequence[str]) -> Iterator[Fout]:
    for kid in sorted({kid for kid in kids if kids.count(kid) > 1}):
        yield Fout("KID_DUBBEL", f"Twee sleutels heten '{kid}'.", "JWKS", "Geef elke sleutel een eigen kid.")
