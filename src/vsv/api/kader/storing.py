"""Turning whatever went wrong into one answer: of a service, of the framework, or a mistake of ours."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja.errors import HttpError, ValidationError

from vsv.api.kader.probleem import Probleem, Veldfout, van_fouten
from vsv.domein.fouten import ControleFout, GeenRecht, InvoerFout, OmgevingFout
from vsv.domein.vergissing import describe

_log = logging.getLogger("vsv.api")

_ONLEESBAAR: Final = Probleem(400, "JSON_ONGELDIG", "Het verzoek bevat geen JSON die te lezen is.")
_NIET_GEVONDEN: Final = Probleem(404, "ADRES_ONBEKEND", "Er is geen adres met deze naam, of niet met een '/' erachter.")
_TE_GROOT: Final = Probleem(413, "VERZOEK_TE_GROOT", "Het verzoek is te groot. Stuur het in delen.")
_ONBEGREPEN: Final = Probleem(400, "VERZOEK_ONGELDIG", "Dit verzoek is niet te begrijpen.")

# Pydantic's kinds of fault in Dutch; never with what was sent.
_ZINNEN: Final[Mapping[str, str]] = {
    "missing": "Dit ontbreekt.",
    "extra_forbidden": "Dit veld bestaat niet.",
    "string_type": "Dit moet tekst zijn.",
    "string_too_short": "Dit is te kort.",
    "string_too_long": "Dit is te lang.",
    "string_pattern_mismatch": "Dit heeft niet de goede vorm.",
    "int_type": "Dit moet een geheel getal zijn.",
    "int_parsing": "Dit moet een geheel getal zijn.",
    "int_from_float": "Dit moet een geheel getal zijn.",
    "bool_type": "Dit moet true of false zijn.",
    "bool_parsing": "Dit moet true of false zijn.",
    "date_type": "Dit moet een datum zijn, zoals 2026-11-24.",
    "date_parsing": "Dit moet een datum zijn, zoals 2026-11-24.",
    "date_from_datetime_parsing": "Dit moet een datum zijn, zoals 2026-11-24.",
    "date_from_datetime_inexact": "Dit moet een datum zijn zonder tijd, zoals 2026-11-24.",
    "uuid_type": "Dit moet een uuid zijn.",
    "uuid_parsing": "Dit moet een uuid zijn.",
    "enum": "Deze waarde bestaat niet.",
    "literal_error": "Deze waarde bestaat niet.",
    "list_type": "Dit moet een lijst zijn.",
    "too_short": "Hier staat te weinig in.",
    "too_long": "Hier staat te veel in.",
    "greater_than_equal": "Dit is te klein.",
    "greater_than": "Dit is te klein.",
    "less_than_equal": "Dit is te groot.",
    "less_than": "Dit is te groot.",
    "model_attributes_type": "Dit moet een object zijn.",
    "model_type": "Dit moet een object zijn.",
    "dict_type": "Dit moet een object zijn.",
}
_BRONNEN: Final = {"body", "query", "path", "header", "form"}


def answer(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the answer to an exception, whatever it is."""
    trace = request.bijlage.trace  # type: ignore[attr-defined]  # every request came through the gate
    return as_problem(exception, trace).as_response(trace)


def as_problem(exception: Exception, trace: str) -> Probleem:
    """Return what an exception is to a client; a mistake of ours goes to our own log."""
    if isinstance(exception, Probleem):
        return exception
    if isinstance(exception, ValidationError):
        return _invalid(exception.errors)
    if isinstance(exception, InvoerFout | ControleFout):
        return van_fouten(exception.fouten)
    if isinstance(exception, GeenRecht):
        fout = exception.fouten[0]
        return Probleem(403, fout.code, fout.reden)
    if isinstance(exception, OmgevingFout | OperationalError | InterfaceError):
        codes = ",".join(f.code for f in exception.fouten) if isinstance(exception, OmgevingFout) else "DATABASE_WEG"
        _log.error("storing trace=%s codes=%s", trace, codes)
        return Probleem(503, "NU_NIET_BEREIKBAAR", "Probeer het over een minuut opnieuw.", koppen={"Retry-After": "60"})
    return _of_framework(exception) or _mistake(exception, trace)


def _of_framework(exception: Exception) -> Probleem | None:
    if isinstance(exception, RequestDataTooBig):
        return _TE_GROOT
    if isinstance(exception, HttpError):  # Ninja says so about a body that is no JSON
        return _ONLEESBAAR
    if isinstance(exception, Http404):
        return _NIET_GEVONDEN
    if isinstance(exception, BadRequest | SuspiciousOperation | UnreadablePostError):
        return _ONBEGREPEN
    return None


def _mistake(exception: Exception, trace: str) -> Probleem:
    _log.error("vergissing trace=%s\n%s", trace, describe(exception))
    return Probleem(500, "VERGISSING", f"Meld dit aan de servicedesk met nummer {trace}.")


def _invalid(errors: Sequence[Mapping[str, Any]]) -> Probleem:
    fouten = [Veldfout(_code(error), _field(error["loc"]), _sentence(error)) for error in errors]
    aantal = "Er klopt iets niet" if len(fouten) == 1 else f"Er kloppen {len(fouten)} dingen niet"
    return Probleem(400, "INVOER_ONGELDIG", f"{aantal} in het verzoek. Er is niets gewijzigd.", fouten)


def _code(error: Mapping[str, Any]) -> str:
    if error["type"] == "value_error" and (found := re.match(r"(?:Value error, )?([A-Z0-9_]+): ", error["msg"])):
        return found[1]
    return {"missing": "ONTBREEKT", "extra_forbidden": "VELD_ONBEKEND"}.get(error["type"], "WAARDE_ONGELDIG")


def _sentence(error: Mapping[str, Any]) -> str:
    if error["type"] == "value_error":
        return re.sub(r"^(?:Value error, )?(?:[A-Z0-9_]+: )?", "", error["msg"])
    return _ZINNEN.get(error["type"], "Deze waarde kan hier niet.")


def _field(loc: Sequence[str | int]) -> str:
    """Return where it is: a JSON pointer into the body, or the name of a parameter."""
    source, *rest = loc
    if source == "body":
        return "/" + "/".join(map(str, rest[1:]))  # Ninja puts the name of the argument before it
    return str(rest[-1]) if rest and source in _BRONNEN else str(source)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's handler404
    """Say that there is no such address (404)."""
    return answer(request, _NIET_GEVONDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request can't be understood (400), or is too big (413)."""
    return answer(request, exception if isinstance(exception, RequestDataTooBig) else _ONBEGREPEN)


def mistake(request: HttpRequest) -> HttpResponse:
    """Say that we made a mistake (500), where nothing else caught it."""
    return answer(request, Exception())
