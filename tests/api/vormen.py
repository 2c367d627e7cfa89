"""The OpenAPI document as a check: whether an answer looks as it says. For tests only."""

from collections.abc import Iterator, Mapping
from typing import Any

import requests
from jsonschema import Draft202012Validator, FormatChecker

METHODEN = ("get", "post", "put", "patch", "delete")


class Document:
    """The document of an API that runs."""

    def __init__(self, adres: str) -> None:
        self.inhoud: dict[str, Any] = requests.get(f"{adres}/openapi.json", timeout=30).json()

    def operations(self, methode: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the addresses that have a method, with what it says of itself."""
        for path, methods in self.inhoud["paths"].items():
            if methode in methods:
                yield path, methods[methode]

    def faults(self, schema: Mapping[str, Any], value: Any) -> list[str]:
        """Return what about a value is not as a schema says."""
        whole = {**schema, "components": self.inhoud["components"]}
        checker = Draft202012Validator(whole, format_checker=FormatChecker())
        return [f"{error.json_path}: {error.message[:200]}" for error in checker.iter_errors(value)]

    def faults_in(self, methode: str, path: str, answer: requests.Response) -> list[str]:
        """Return what about an answer in JSON is not as the document says of that address."""
        said = self.inhoud["paths"][path][methode]["responses"].get(str(answer.status_code))
        if said is None:
            return [f"{answer.status_code} is not documented"]
        if "$ref" in said:
            said = self.inhoud["components"]["responses"][said["$ref"].rpartition("/")[2]]
        kind = answer.headers["Content-Type"].partition(";")[0]
        return self.faults(said["content"][kind]["schema"], answer.json())

    def closed(self) -> "Document":
        """Return the same, where a field that is not named is a fault: for what we write ourselves."""
        for schema in self.inhoud["components"]["schemas"].values():
            if schema.get("type") == "object" and "properties" in schema:
                schema["additionalProperties"] = False
        return self
