"""Writes the part of the Python client that follows from the OpenAPI document: types, requests and methods.

    curl -s http://127.0.0.1:8080/openapi.json | python tools/maak_client.py

What is written is checked in, so that the client can be installed by itself and read; a test holds it to the document.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from textwrap import wrap
from typing import Any, Final

DOEL: Final = Path(__file__).resolve().parents[1] / "clients" / "python" / "src" / "vsv_client"
_SOORTEN: Final[Mapping[str, str]] = {"string": "str", "integer": "int", "boolean": "bool", "number": "float"}
_VORMEN: Final[Mapping[str, str]] = {"date": "date", "date-time": "datetime", "uuid": "UUID"}
_BREEDTE: Final = 120
_JSON: Final = "application/json"

Schema = Mapping[str, Any]


def render(document: Schema) -> dict[str, str]:
    """Return per file of the client what must be in it."""
    vormen, operaties = _Vormen(document), _Operaties(document)
    texts = {"vormen.py": vormen.render(), "operaties.py": operaties.render(), "aanbod.py": operaties.render_methods()}
    return {naam: _format(text) for naam, text in texts.items()}


class _Vormen:
    """The types: a dataclass for each answer, and for what is in a body that has rows."""

    def __init__(self, document: Schema) -> None:
        self.schemas: Mapping[str, Schema] = document["components"]["schemas"]
        self.paden: Mapping[str, Mapping[str, Schema]] = document["paths"]

    def render(self) -> str:
        """Return the file."""
        parts = [
            _begin("What goes over the line, as types."),
            "from dataclasses import dataclass, field\nfrom datetime import date, datetime\n",
            "from typing import Any, Literal, TypeAlias\nfrom uuid import UUID\n\n",
            "from vsv_client.lezen import Onbekend\nfrom vsv_client.vraag import WEG, Weg\n\n",
        ]
        types = [self._class(naam) if "properties" in self.schemas[naam] else self._alias(naam) for naam in self.used]
        return "".join([*parts, *types])

    @cached_property
    def used(self) -> Sequence[str]:
        """Every schema that becomes a type, each after those that it is made of. A body becomes arguments instead."""
        found: dict[str, None] = {}

        def visit(names: Iterable[str], *, itself: bool = True) -> None:
            for naam in names:
                if naam not in found:
                    visit(_refs(self.schemas[naam]))
                    if itself:
                        found[naam] = None

        operaties = [operatie for methoden in self.paden.values() for operatie in methoden.values()]
        visit(naam for operatie in operaties if (naam := answer_of(operatie)))
        visit((naam for operatie in operaties if (naam := body_of(operatie))), itself=False)
        visit(ref for operatie in operaties for ref in _refs(operatie["parameters"]) if ref in self.schemas)
        return list(found)

    @cached_property
    def _with_etag(self) -> set[str | None]:
        """Answers that one may name in `If-Match`."""
        return {
            answer_of(operatie)
            for methoden in self.paden.values()
            if any(deel.get("name") == "If-Match" for one in methoden.values() for deel in one["parameters"])
            for operatie in methoden.values()
        }

    def _alias(self, naam: str) -> str:
        return f"{naam}: TypeAlias = {self.type_of(self.schemas[naam])}\n"

    def _class(self, naam: str) -> str:
        schema = self.schemas[naam]
        velden = [self._field(naam, veld, deel) for veld, deel in schema["properties"].items()]
        uitleg = {snake(veld): _meaning(deel) for veld, deel in schema["properties"].items()}
        if naam in self._with_etag:
            velden.append("    etag: str | None = field(default=None, compare=False)\n")
            uitleg["etag"] = "Om mee te geven als `if_match` als u dit wijzigt."
        doc = _docstring(f"`{naam}` in het OpenAPI-document.", "", "Attributes", uitleg)
        unions = [self._union(deel["items"]) for deel in schema["properties"].values() if _is_union(deel)]
        head = f"@dataclass(frozen=True, slots=True, kw_only=True)\nclass {self.name(naam)}:\n"
        return "".join(["\n\n", *unions, head, doc, "\n", *velden, "\n\n"])

    def _field(self, naam: str, veld: str, deel: Schema) -> str:
        soort, leeg = self.type_of(deel), ""
        if veld not in self.schemas[naam].get("required", ()):
            soort, leeg = (_may_lack(soort), "WEG") if naam.endswith("In") else (soort, "None")
        if veld == "bsn":
            leeg = f"field(default={leeg}, repr=False)" if leeg else "field(repr=False)"
        return f"    {snake(veld)}: {soort}{leeg and f' = {leeg}'}\n"

    def _union(self, schema: Schema) -> str:
        soorten = " | ".join([self.name(_name(deel)) for deel in schema["oneOf"]] + ["Onbekend"])
        return f'{_union_name(schema)}: TypeAlias = {soorten}\n"""Een van deze; `soort` zegt welke."""\n\n\n'

    def type_of(self, schema: Schema, *, rij: str = "tuple[{}, ...]") -> str:
        """Return the type of a value, as Python writes it.

        Args:
            schema: Of the value.
            rij: How a list is written.
        """
        if "$ref" in schema:
            return self.name(_name(schema))
        if "discriminator" in schema:
            return _union_name(schema)
        if "anyOf" in schema:
            parts = [self.type_of(deel, rij=rij) for deel in schema["anyOf"]]
            echte = [deel for deel in parts if deel != "None"]
            return " | ".join(parts) if len(echte) == 1 else "Any"
        if "enum" in schema or "const" in schema:
            return f"Literal[{', '.join(map(_text, schema.get('enum') or [schema['const']]))}]"
        if schema.get("type") == "array":
            return rij.format(self.type_of(schema["items"], rij=rij))
        if schema.get("type") == "null":
            return "None"
        return _VORMEN.get(schema.get("format", ""), _SOORTEN.get(schema.get("type", ""), "Any"))

    def name(self, naam: str) -> str:
        """Return how a schema is called here: `AanmeldingUit` is `Aanmelding`, unless there is one already."""
        kort = naam.removesuffix("Uit")
        return naam if kort in self.schemas else kort


class _Operaties(_Vormen):
    """The requests: a function for each operation, and from those the methods."""

    def __init__(self, document: Schema) -> None:
        super().__init__(document)
        self._parameters: Mapping[str, Schema] = document["components"]["parameters"]
        self._all = [
            (pad, methode, operatie) for pad, methoden in self.paden.items() for methode, operatie in methoden.items()
        ]

    def render(self) -> str:
        """Return the file with the functions."""
        functions = "".join(self._function(*found) for found in self._all)
        code = re.sub(r'""".*?"""', "", functions, flags=re.DOTALL)
        known = [self.name(naam) for naam in self.used]
        known += [_union_name(d["items"]) for n in self.used for d in self._fields(n).values() if _is_union(d)]
        names = sorted(naam for naam in known if re.search(rf"\b{naam}\b", code))
        return "".join(
            [
                _begin("Each operation of the API as a function that makes the request; it sends nothing."),
                "from collections.abc import Sequence\nfrom datetime import date\nfrom uuid import UUID\n\n",
                f"from vsv_client.vormen import {', '.join(names)}\n",
                "from vsv_client.vraag import WEG, Lijstvraag, Vraag, Weg, eenmalig, pad\n\n\n",
                functions,
            ]
        )

    def render_methods(self) -> str:
        """Return the file with the methods, for one organisation and for all."""
        methods: dict[bool, list[str]] = {True: [], False: []}
        for _, _, operatie in self._all:
            kind = "Operatie" if self._list_of(operatie) is None else "Lijstoperatie"
            naam = snake(operatie["operationId"])
            methods[self._asks(operatie, "Organisatie-Oin")].append(f"    {naam} = {kind}(operaties.{naam})\n")
        parts = [
            _begin("Every operation as a method, for sync and async alike."),
            "from vsv_client import operaties\nfrom vsv_client.binding import Lijstoperatie, Operatie\n",
            '\n\nclass AlgemeenAanbod:\n    """What is not about one organisation."""\n\n',
            *methods[False],
            '\n\nclass OrganisatieAanbod:\n    """What is done for one organisation."""\n\n',
            *methods[True],
        ]
        return "".join(parts)

    def _function(self, pad: str, methode: str, operatie: Schema) -> str:
        places = [self._resolve(deel) for deel in operatie["parameters"]]
        path = [deel for deel in places if deel["in"] == "path"]
        named = [deel for deel in places if deel["in"] == "query" or deel["name"] == "If-Match"]
        body = self._fields(body_of(operatie))
        uitleg = {snake(deel["name"]): _meaning(deel) for deel in path}
        uitleg |= {snake(veld): _meaning(deel) or f"Zie `{veld}` in de API." for veld, deel in body.items()}
        uitleg |= {snake(deel["name"]): _meaning(deel) for deel in named}
        arguments = [f"{snake(deel['name'])}: {self.type_of(deel['schema'])}" for deel in path]
        keywords = [self._body_argument(operatie, veld, deel) for veld, deel in body.items()]
        keywords += map(self._argument, named)
        if self._asks(operatie, "Idempotency-Key"):
            keywords.append("idempotency_key: str | None = None")
            uitleg["idempotency_key"] = (
                "Om dit ook na een herstart maar een keer te doen; zonder krijgt het er zelf een."
            )
        signature = ", ".join([*arguments, *(["*", *keywords] if keywords else [])])
        doc = _docstring(f"{operatie['summary']}.", operatie.get("description", ""), "Args", uitleg)
        answer = answer_of(operatie)
        vorm = self.name(answer) if answer else "None"
        request = f"Vraag({self._request(pad, methode, operatie, path, named)})"
        if (found := self._list_of(operatie)) is not None:
            veld, soort = found
            vorm, request = f"{vorm}, {soort}", f"Lijstvraag(eerste={request}, veld={_text(snake(veld))})"
        kind = "Vraag" if found is None else "Lijstvraag"
        naam = snake(operatie["operationId"])
        return f"def {naam}({signature}) -> {kind}[{vorm}]:\n{doc}    return {request}\n\n\n"

    def _request(
        self, pad: str, methode: str, operatie: Schema, path: Sequence[Schema], named: Sequence[Schema]
    ) -> str:
        answer = answer_of(operatie)
        where = _text(pad)
        if path:
            filled = ", ".join(f"{deel['name']}={snake(deel['name'])}" for deel in path)
            where = f"pad({where}, {filled})"
        parts = [
            f'methode="{methode.upper()}"',
            f"pad={where}",
            f"vorm={self.name(answer) if answer else 'type(None)'}",
        ]
        query = {deel["name"]: snake(deel["name"]) for deel in named if deel["in"] == "query"}
        headers = [f'"{d["name"]}": {snake(d["name"])}' for d in named if d["in"] == "header"]
        if self._asks(operatie, "Idempotency-Key"):
            headers.append("**eenmalig(idempotency_key)")
        body = {veld: snake(veld) for veld in self._fields(body_of(operatie))}
        parts += [f"kiest={_dict(query)}"] if query else []
        parts += [f"inhoud={_dict(body)}"] if body else []
        parts += [f"koppen={{{', '.join(headers)}}}"] if headers else []
        parts += ["open=True"] if not operatie["security"] else []
        return ", ".join(parts)

    def _argument(self, deel: Schema) -> str:
        schema, naam = deel["schema"], snake(deel["name"])
        if naam == "page_size":
            return f"{naam}: int = {schema['maximum']}"
        return f"{naam}: {self.type_of(schema).removesuffix(' | None')} | None = None"

    def _body_argument(self, operatie: Schema, veld: str, deel: Schema) -> str:
        schema = self.schemas[body_of(operatie) or ""]
        soort = self.type_of(deel, rij="Sequence[{}]")
        return f"{snake(veld)}: {soort if veld in schema.get('required', ()) else f'{_may_lack(soort)} = WEG'}"

    def _list_of(self, operatie: Schema) -> tuple[str, str] | None:
        """Return of an operation with pages the field with the list, and the type of what is in it."""
        if not any(deel.get("name") == "cursor" for deel in operatie["parameters"]):
            return None
        velden = self._fields(answer_of(operatie))
        names = list(velden)
        veld = names[names.index("volgende") - 1]
        return veld, self.type_of(velden[veld]["items"])

    def _fields(self, naam: str | None) -> Mapping[str, Schema]:
        found: Mapping[str, Schema] = self.schemas[naam].get("properties", {}) if naam else {}
        return found

    def _resolve(self, deel: Schema) -> Schema:
        return self._parameters[_name(deel)] if "$ref" in deel else deel

    def _asks(self, operatie: Schema, naam: str) -> bool:
        return any(self._resolve(deel)["name"] == naam for deel in operatie["parameters"])


def answer_of(operatie: Schema) -> str | None:
    """Return the schema of the answer, None when it is empty."""
    for status, answer in operatie["responses"].items():
        schema = answer.get("content", {}).get(_JSON, {}).get("schema", {})
        if status.startswith("2") and "$ref" in schema:
            return _name(schema)
    return None


def body_of(operatie: Schema) -> str | None:
    """Return the schema of the body, None when there is none."""
    schema = operatie.get("requestBody", {}).get("content", {}).get(_JSON, {}).get("schema")
    return _name(schema) if schema else None


def snake(naam: str) -> str:
    """Return a name of the API as Python has it: `wijktAf` is `wijkt_af`, `If-Match` is `if_match`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", naam.replace("-", "")).lower()


def _refs(value: Any) -> Iterator[str]:
    """Give every schema that is named in a piece of the document."""
    if isinstance(value, Mapping):
        if "$ref" in value:
            yield _name(value)
        for key, deel in value.items():
            if key != "mapping":
                yield from _refs(deel)
    elif isinstance(value, list):
        for deel in value:
            yield from _refs(deel)


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _is_union(schema: Schema) -> bool:
    return "discriminator" in schema.get("items", {})


def _union_name(schema: Schema) -> str:
    """Return what the names of all kinds end with: of `Standwijziging` and `Afmeldwijziging` that is `Wijziging`."""
    first, *others = [_name(deel) for deel in schema["oneOf"]]
    ends = [first[start:] for start in range(len(first))]
    return next(end for end in ends if all(naam.endswith(end) for naam in others)).capitalize()


def _meaning(schema: Schema) -> str:
    """Return the description of a field or parameter; of one that may be empty it may be further in."""
    inner = [deel.get("description", "") for deel in schema.get("anyOf", ())]
    return next((text for text in [schema.get("description", ""), *inner] if text), "")


def _may_lack(soort: str) -> str:
    """Return the type of what may be left out of a body."""
    return f"{soort.removesuffix(' | None')} | Weg{' | None' if soort.endswith(' | None') else ''}"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _dict(names: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": {value}' for key, value in names.items()) + "}"


def _begin(uitleg: str) -> str:
    return f'"""{uitleg}\n\nMade by `tools/maak_client.py` from the OpenAPI document: change that, not this.\n"""\n\n'


def _docstring(eerste: str, rest: str, kop: str, uitleg: Mapping[str, str]) -> str:
    lines = wrap(eerste, _BREEDTE - 7)
    if rest:
        lines += ["", *wrap(" ".join(rest.split()), _BREEDTE - 4)]
    told = {naam: text for naam, text in uitleg.items() if text}
    if told:
        lines += ["", f"{kop}:"]
        for naam, text in told.items():
            lines += wrap(
                f"{naam}: {' '.join(text.split())}", _BREEDTE - 8, initial_indent="    ", subsequent_indent="        "
            )
    body = "\n".join(f"    {line}".rstrip() for line in lines).lstrip()
    end = "\n    " if len(lines) > 1 else ""
    return f'    """{body}{end}"""\n'


def _format(text: str) -> str:
    """Return Python in the style of the project, without imports that are not used."""
    for opdracht in (["check", "--fix", "--select", "F401,I", "--quiet"], ["format", "--quiet"]):
        command = Path(sys.executable).with_name("ruff")
        ruff = [str(command), *opdracht, "--stdin-filename", str(DOEL / "vormen.py"), "-"]
        text = subprocess.run(ruff, input=text, capture_output=True, text=True, check=True).stdout
    return text


if __name__ == "__main__":
    for _naam, _inhoud in render(json.load(sys.stdin)).items():
        (DOEL / _naam).write_text(_inhoud)
