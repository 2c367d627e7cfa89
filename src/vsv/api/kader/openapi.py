"""The OpenAPI 3.1 document: what the operations say of themselves, completed with what holds for all of them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from ninja import NinjaAPI

from vsv.api.kader.herhaling import BEWAARUREN, KOP
from vsv.api.kader.openapi_info import make_info, make_tags
from vsv.api.kader.operatie import Afspraak
from vsv.api.kader.probleem import MEDIATYPE, TITELS
from vsv.api.kader.versie import VERSIE
from vsv.api.kader.wie import ORGANISATIE_KOP

_TEKST: Final[Mapping[str, Any]] = {"type": "string"}
_PROBLEEM: Final[Mapping[str, Any]] = {
    "title": "Probleem",
    "description": "Een fout, zoals RFC 9457 die beschrijft.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Waar de fout wordt uitgelegd."},
        "title": {**_TEKST, "description": "Wat voor fout het is; hetzelfde voor elke fout met deze status."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599, "description": "De HTTP-status."},
        "detail": {**_TEKST, "description": "Wat er aan de hand is."},
        "code": {**_TEKST, "pattern": "^[A-Z0-9_]+$", "description": "Vaste naam van de fout, voor programma's."},
        "instance": {**_TEKST, "description": "Nummer van dit verzoek, voor de servicedesk."},
        "staat": {"type": "object", "description": "Wat er al staat, als het daar niet bij past."},
        "fouten": {
            "type": "array",
            "description": "Elke fout in wat is gestuurd.",
            "items": {
                "type": "object",
                "required": ["code", "veld", "melding"],
                "properties": {
                    "code": {**_TEKST, "description": "Vaste naam van de fout."},
                    "veld": {**_TEKST, "description": "JSON Pointer in het verzoek, of naam van parameter of header."},
                    "melding": {**_TEKST, "description": "Wat er niet klopt."},
                    "advies": {**_TEKST, "description": "Wat u kunt doen."},
                },
            },
        },
    },
}
_KOPPEN: Final[Mapping[str, Any]] = {
    "API-Version": {"description": "Versie van de API.", "schema": _TEKST, "example": VERSIE},
    "Link": {"description": 'Adres van de volgende pagina, met `rel="next"`.', "schema": _TEKST},
    "ETag": {"description": "Naam van deze inhoud, voor `If-None-Match`.", "schema": _TEKST},
    "RateLimit": {
        "description": "Hoeveel verzoeken er nog over zijn, en wanneer het er weer meer zijn.",
        "schema": _TEKST,
    },
    "Retry-After": {"description": "Na hoeveel seconden het weer kan.", "schema": {"type": "integer"}},
}
_METHODEN: Final = ("get", "post", "put", "patch", "delete")


def make_document(api: NinjaAPI) -> dict[str, Any]:
    """Return the OpenAPI document of the API that runs now."""
    return _make(api, settings.VSV_API_ADRES)


@lru_cache(maxsize=2)
def _make(api: NinjaAPI, adres: str) -> dict[str, Any]:
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    promises = _promises(api)
    for path in document["paths"].values():
        for method in _METHODEN:
            if method in path:
                _complete(path[method], promises[path[method]["operationId"]], reads=method == "get")
    document["info"] = make_info(document["info"], adres)
    document["tags"] = make_tags()
    document["externalDocs"] = {"url": f"{adres}/documentatie", "description": "Uitleg, en een snelle start"}
    document["servers"] = [{"url": f"{adres}/v1", "description": "Deze dienst"}]
    components = document["components"]
    for schema in components["schemas"].values():
        _tidy(schema)
    components["schemas"]["Probleem"] = dict(_PROBLEEM)
    components["headers"] = dict(_KOPPEN)
    components["responses"] = {str(status): _problem(status) for status in sorted(_used(document))}
    components["parameters"] = {
        ORGANISATIE_KOP: {
            "name": ORGANISATIE_KOP,
            "in": "header",
            "required": True,
            "description": "OIN van de organisatie waarvoor u dit doet. Die moet u hebben gemachtigd.",
            "schema": {"type": "string", "pattern": "^[0-9]{20}$"},
            "example": "00000099000000001000",
        },
        KOP: {
            "name": KOP,
            "in": "header",
            "required": True,
            "description": "Eigen naam van dit verzoek, zoals een uuid. Hetzelfde verzoek met dezelfde naam wordt een "
            f"keer gedaan; het antwoord blijft {BEWAARUREN} uur bewaard.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255},
            "example": "6f1c2a52-53a9-4a43-9f64-0a5d1d1b8a01",
        },
    }
    components["securitySchemes"] = {
        "oauth": {
            "type": "oauth2",
            "description": "OAuth NL GOV: client_credentials, met private_key_jwt.",
            "flows": {
                "clientCredentials": {"tokenUrl": f"{adres}/oauth/token", "scopes": settings.VSV_API_SCOPES},
            },
        }
    }
    return document


def _tidy(schema: dict[str, Any]) -> None:
    """Take out what pydantic adds by itself: our docstring, which is not for clients, and names of fields as titles."""
    schema.pop("description", None)
    for field in schema.get("properties", {}).values():
        field.pop("title", None)


def _promises(api: NinjaAPI) -> dict[str, Afspraak]:
    found: dict[str, Afspraak] = {}
    for operation in _operations(api):
        found[operation.operation_id] = operation.view_func._afspraak  # put there by `operatie`
    return found


def _operations(api: NinjaAPI) -> Iterator[Any]:
    for bound in api._get_bound_routers():  # Ninja has no public way to walk its operations
        for view in bound.path_operations.values():
            yield from view.operations


def _used(document: Mapping[str, Any]) -> set[int]:
    """Return every status of a fault that some operation promises."""
    operations = [path[method] for path in document["paths"].values() for method in _METHODEN if method in path]
    return {int(status) for operation in operations for status in operation["responses"] if int(status) >= 400}


def _complete(operation: dict[str, Any], afspraak: Afspraak, *, reads: bool) -> None:
    names = ([ORGANISATIE_KOP] if afspraak.scopes else []) + ([KOP] if afspraak.eenmalig else [])
    operation.setdefault("parameters", []).extend({"$ref": f"#/components/parameters/{name}"} for name in names)
    operation["security"] = [] if afspraak.vrij else [{"oauth": [str(scope) for scope in afspraak.scopes]}]
    # Every status as text, as OpenAPI has it.
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    for status, answer in responses.items():
        if status.startswith("2"):
            _complete_answer(answer, operation, afspraak, reads=reads)
    if reads:
        headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("API-Version", "ETag")}
        responses["304"] = {"description": "Er is niets veranderd sinds de ETag in `If-None-Match`", "headers": headers}
    for number in _statuses(afspraak):
        responses[str(number)] = {"$ref": f"#/components/responses/{number}"}
    operation["responses"] = dict(sorted(responses.items()))


def _complete_answer(answer: dict[str, Any], operation: dict[str, Any], afspraak: Afspraak, *, reads: bool) -> None:
    names = ["API-Version"] + ([] if afspraak.vrij else ["RateLimit"])
    names += ["ETag"] if reads else []
    names += ["Link"] if any(p.get("name") == "cursor" for p in operation["parameters"]) else []
    answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    answer["description"] = "Gelukt"
    for vorm in afspraak.vormen:
        answer.setdefault("content", {}).setdefault(vorm, {"schema": {"type": "string", "format": "binary"}})


def _statuses(afspraak: Afspraak) -> list[int]:
    found = [400, 406, 500, 503]  # a parameter that does not exist is a fault, everywhere
    found += [] if afspraak.vrij else [401, 403, 429]
    found += [404] if afspraak.kan_ontbreken else []
    found += [413, 415] if afspraak.met_inhoud else []
    found += [409] if afspraak.eenmalig else []
    return found


def _problem(status: int) -> dict[str, Any]:
    headers = ["API-Version"] + (["Retry-After"] if status in (429, 503) else [])
    return {
        "description": TITELS[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {MEDIATYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
    }
