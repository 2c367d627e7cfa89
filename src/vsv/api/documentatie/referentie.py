"""The OpenAPI document as rows that a page can show."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString

from vsv.api.documentatie.tekst import render_alineas, render_regel

_METHODEN: Final = ("get", "post", "put", "patch", "delete")
_DIEP: Final = 4
"""So many levels of fields are shown beneath one another."""
_SOORTEN: Final = {
    "string": "tekst",
    "integer": "geheel getal",
    "number": "getal",
    "boolean": "true of false",
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Veld:
    """A field, parameter or header: how deep it lies, its name, kind and what it is."""

    diepte: int
    naam: str
    soort: str
    verplicht: bool
    uitleg: SafeString


@dataclass(frozen=True, slots=True)
class Operatie:
    """One operation as the reference shows it."""

    naam: str
    methode: str
    pad: str
    kop: str
    uitleg: SafeString
    scopes: str
    parameters: list[Veld]
    verzoek: list[Veld]
    verzoekvoorbeeld: str
    antwoord: list[Veld]
    antwoordvoorbeeld: str
    vormen: list[str]
    statussen: list[str]


def list_operaties(document: Mapping[str, Any]) -> dict[str, list[Operatie]]:
    """Return the operations per tag, in the order of the document."""
    found: dict[str, list[Operatie]] = {}
    for pad, methods in document["paths"].items():
        for methode in _METHODEN:
            if methode in methods:
                operation = methods[methode]
                found.setdefault(operation["tags"][0], []).append(_operatie(document, pad, methode, operation))
    return found


def _operatie(document: Mapping[str, Any], pad: str, methode: str, operation: Mapping[str, Any]) -> Operatie:
    body = _content(operation.get("requestBody", {}))
    good = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
    return Operatie(
        naam=operation["operationId"],
        methode=methode.upper(),
        pad=pad,
        kop=operation["summary"],
        uitleg=_uitleg(operation),
        scopes=", ".join(operation["security"][0]["oauth"]) if operation["security"] else "",
        parameters=[_parameter(document, p) for p in operation.get("parameters", [])],
        verzoek=list(_fields(document, body)),
        verzoekvoorbeeld=_example(document, body),
        antwoord=list(_fields(document, _content(good))),
        antwoordvoorbeeld=_example(document, _content(good)),
        vormen=list(good.get("content", {})),
        statussen=list(operation["responses"]),
    )


def _uitleg(operation: Mapping[str, Any]) -> SafeString:
    """Return what is said of an operation; nothing when that is its title again."""
    said = operation.get("description", "")
    return render_alineas("" if said.rstrip(".") == operation["summary"] else said)


def _content(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _resolve(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = {**found, **{k: v for k, v in schema.items() if k != "$ref"}}
    return schema


def _parameter(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Veld:
    whole = _resolve(document, parameter)
    where = {"path": "in het adres", "query": "parameter", "header": "header"}[whole["in"]]
    schema = _resolve(document, whole["schema"])
    return Veld(0, whole["name"], f"{where}, {_kind(document, schema)}", whole.get("required", False),
                render_regel(whole.get("description", schema.get("description", ""))))  # fmt: skip


def _fields(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0) -> Iterator[Veld]:
    inner = _object_in(document, schema)
    for naam, given in inner.get("properties", {}).items():
        field = _resolve(document, given)
        said = render_regel(field.get("description", ""))
        yield Veld(depth, naam, _kind(document, field), naam in inner.get("required", ()), said)
        if depth < _DIEP:
            yield from _fields(document, field, depth + 1)


def _object_in(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the object that a schema is, is a list of, or may be."""
    whole = _resolve(document, schema)
    if "items" in whole:
        return _object_in(document, whole["items"])
    for choice in whole.get("anyOf", ()):
        if (inner := _object_in(document, choice)).get("properties"):
            return inner
    return whole


def _kind(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    whole = _resolve(document, schema)
    if "anyOf" in whole or "oneOf" in whole:
        kinds = [_kind(document, choice) for choice in whole.get("anyOf", whole.get("oneOf", ()))]
        return " of ".join(dict.fromkeys(kinds))
    if "enum" in whole:
        return " | ".join(map(str, whole["enum"]))
    if "const" in whole:
        return str(whole["const"])
    kind = whole.get("type", "object")
    if kind == "array":
        return f"lijst van {_kind(document, whole.get('items', {}))}"
    word = _SOORTEN.get(kind, kind)
    format_ = whole.get("format")
    return f"{word} ({format_})" if format_ else word


def _example(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    examples = _resolve(document, schema).get("examples")
    return json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else ""
