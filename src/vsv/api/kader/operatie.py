"""One decorator for every operation of the API: for whom it is, what it asks, in which form it answers.

It says the same to a client (in the OpenAPI document) as it does: the scopes that are needed, the media types, whether
an Idempotency-Key is asked for, and which parameters there are.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, Final, get_args, get_origin

from django.http import HttpResponse, HttpResponseBase
from ninja import Router, Schema
from ninja.params.models import Query
from pydantic import BaseModel

from vsv.api.kader.herhaling import once
from vsv.api.kader.probleem import Probleem, Veldfout
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.wie import welcome, work_for
from vsv.toegang.service import Scope

JSON: Final = "application/json"
"""The media type of most answers; of a report there are more, see `vsv.api.v1.rapporten`."""

OPENBAAR: Final[tuple[Scope, ...]] = ()
"""Scopes of an operation that anybody with a token may do, also without an organisation."""


@dataclass(frozen=True, slots=True)
class Afspraak:
    """What an operation promises, for the OpenAPI document.

    Attributes:
        scopes: Which scopes are needed; none = any client, and no organisation is asked for.
        vormen: Media types in which it answers, the usual one first.
        eenmalig: Asks for an Idempotency-Key.
        met_invoer: Has parameters or a body.
        met_inhoud: Has a body.
        kan_ontbreken: What is asked for may not be there (404).
        vrij: No token is asked for.
    """

    scopes: Sequence[Scope]
    vormen: Sequence[str]
    eenmalig: bool
    met_invoer: bool
    met_inhoud: bool
    kan_ontbreken: bool
    vrij: bool


def operatie(
    router: Router,
    methode: str,
    pad: str,
    *,
    scopes: Sequence[Scope],
    antwoord: Any,
    naam: str,
    status: int = 200,
    vormen: Sequence[str] = (JSON,),
    eenmalig: bool = False,
    ook: Sequence[int] = (),
    vrij: bool = False,
    extra: Mapping[str, Any] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., HttpResponseBase]]:
    """Make a function an operation of the API.

    The function gets a `Verzoek` and its parameters, and returns a `Schema`, which becomes JSON, or an answer of its
    own. Its docstring is the description in the reference, so it is in Dutch.

    Args:
        router: Of the resource.
        methode: `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
        pad: Address under `/v1`, without a slash at the end.
        scopes: What a client needs for it at the organisation; `OPENBAAR` when it asks for no organisation.
        antwoord: Schema of the answer; None when there is none (204).
        naam: operationId: a verb and a noun, of which the API has one.
        status: Of an answer that went well.
        vormen: Media types in which it answers; the `Accept` header chooses.
        eenmalig: It is a write: the client gives an Idempotency-Key, and it is done once.
        ook: Other statuses that it may answer with: below 300 with the same content, else with a fault.
        vrij: Everybody may do it, also without a token; then it tells nothing about anybody.
        extra: More for the OpenAPI document.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
        names = _query_names(function)
        summary, _, description = inspect.cleandoc(function.__doc__ or "").partition("\n\n")
        body = any(_is_body(p) for p in inspect.signature(function).parameters.values())

        @wraps(function)
        def run(request: Verzoek, **values: Any) -> HttpResponseBase:
            if not eenmalig:
                return _respond(function(request, **values), status)
            return once(request, lambda: _whole(_respond(function(request, **values), status)))

        def may_begin(request: Verzoek) -> bool:
            """Check everything that needs no look at what was sent, before it is read."""
            if not vrij:
                work_for(request, scopes) if scopes else welcome(request)
            _check_form(request, vormen, body=body)
            _check_query(request, names)
            return True

        run._afspraak = Afspraak(  # type: ignore[attr-defined]  # read by vsv.api.kader.openapi
            scopes, vormen, eenmalig, bool(names) or body or "{" in pad, body, "{" in pad, vrij
        )
        router.api_operation(
            [methode],
            pad,
            auth=may_begin,
            response={status: antwoord} | {other: antwoord for other in ook if other < 300},
            operation_id=naam,
            summary=summary.rstrip("."),
            description=description or summary,
            by_alias=True,
            openapi_extra=_with_faults(ook, extra or {}),
        )(run)
        return run

    return decorate


def _respond(result: HttpResponseBase | Schema | None, status: int) -> HttpResponseBase:
    if isinstance(result, HttpResponseBase):
        return result
    if result is None:
        return HttpResponse(status=status, content_type=JSON)
    return HttpResponse(result.model_dump_json(by_alias=True), status=status, content_type=JSON)


def _whole(response: HttpResponseBase) -> HttpResponse:
    """Return an answer to a write: never a file, so that it can be kept to be given again."""
    if isinstance(response, HttpResponse):
        return response
    raise TypeError(response)


def _with_faults(statuses: Sequence[int], extra: Mapping[str, Any]) -> dict[str, Any]:
    faults = {status: {"$ref": f"#/components/responses/{status}"} for status in statuses if status >= 400}
    return {**extra, "responses": faults} if faults else dict(extra)


def _check_form(request: Verzoek, vormen: Sequence[str], *, body: bool) -> None:
    # Most ask for anything, or for just this.
    if request.headers.get("Accept", "*/*") not in ("*/*", *vormen) and not any(map(request.accepts, vormen)):
        raise Probleem(406, "VORM_ONBEKEND", f"Dit is er als: {', '.join(vormen)}.", koppen={"Vary": "Accept"})
    if body and request.content_type != JSON:
        raise Probleem(415, "VORM_ONGELDIG", f"Stuur dit als {JSON}.", koppen={"Accept": JSON})


def _check_query(request: Verzoek, names: frozenset[str]) -> None:
    fouten = [
        Veldfout("PARAMETER_ONBEKEND", name[:100], "Deze parameter is er niet.")
        for name in request.GET
        if name not in names
    ]
    fouten += [
        Veldfout("PARAMETER_DUBBEL", name, "Geef deze parameter een keer.")
        for name in names
        if len(request.GET.getlist(name)) > 1
    ]
    if fouten:
        raise Probleem(400, "INVOER_ONGELDIG", "Er klopt iets niet in het verzoek.", fouten)


def _query_names(function: Callable[..., Any]) -> frozenset[str]:
    found = set()
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        for extra in get_args(parameter.annotation)[1:] if get_origin(parameter.annotation) is Annotated else ():
            if isinstance(extra, Query):
                found.add(extra.alias or parameter.name)
    return frozenset(found)


def _is_body(parameter: inspect.Parameter) -> bool:
    return isinstance(parameter.annotation, type) and issubclass(parameter.annotation, BaseModel)
