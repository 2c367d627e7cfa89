"""Schemathesis against the running service: whatever is sent, the answer is one that the document promises."""

import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.api.conftest import Api
from tests.api.vrager import Vrager

from vsv.api.kader.herhaling import KOP
from vsv.api.kader.wie import ORGANISATIE_KOP

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
"""All that can be asked of this service. What fits the schema may still be refused, by the elfproef or by a date."""
OURS = {ORGANISATIE_KOP, KOP}
"""Headers that the test gives itself, as a client does."""

schemathesis.openapi.format("bsn", st.sampled_from(["900000012", "900000024", "900000036"]))


@pytest.fixture(scope="module")
def openapi(api: Api) -> Any:
    """The document as served, without what the test gives itself."""
    document = requests.get(f"{api.adres}/openapi.json", timeout=30).json()
    for path in document["paths"].values():
        for operation in path.values():
            given = operation.get("parameters", [])
            operation["parameters"] = [p for p in given if p.get("$ref", "").rpartition("/")[2] not in OURS]
            operation.pop("security")
    document["components"].pop("securitySchemes")
    loaded = schemathesis.openapi.from_dict(document)
    loaded.config.update(base_url=f"{api.adres}/v1")
    return loaded


@pytest.fixture(scope="module")
def caller(api: Api) -> Callable[[], dict[str, str]]:
    """Give the headers of the first vendor, for the organisation that follows nobody."""
    vrager = Vrager(api.adres, "00000099000000900001", api.map / "00000099000000900001.jwk", api.nieuw.oin)
    token = vrager.token
    vrager.close()
    return lambda: {
        "Authorization": f"Bearer {token}",
        ORGANISATIE_KOP: api.nieuw.oin,
        KOP: secrets.token_hex(16),
    }


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_sent_is_answered_as_promised(
    openapi: Any, caller: Callable[[], dict[str, str]], mode: GenerationMode
) -> None:
    faults, answers = dict[str, str](), Counter[int]()
    for operation in (found.ok() for found in openapi.get_all_operations()):

        @settings(
            max_examples=6,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            response = case.call(headers=caller(), timeout=30)
            answers[response.status_code] += 1
            case.validate_response(response, checks=CHECKS, headers=caller())

        try:
            ask()
        except Unsatisfiable:  # nothing can be sent that does not fit
            continue
        except Exception as e:  # noqa: BLE001  # each fault is told, of every operation
            faults[operation.label] = str(e)
    assert faults == {}
    assert answers.total() > 100
    assert answers[200 if mode == GenerationMode.POSITIVE else 400] > 20, answers
