"""Whether the API and its baseline say the same: a ratio of answers that differ would say nothing.

The baseline tells what the database says. The API says that too, and explains it; so every field of the baseline is
looked up in what the API says.
"""

import json
from typing import Any

_BINNEN = {"sleutel", "run"}  # keys, which do not leave the API


def check_jongere(ours: bytes, bare: bytes) -> None:
    """Compare two answers about how a person stands.

    Raises:
        ValueError: They differ.
    """
    found, asked = json.loads(ours), json.loads(bare)
    flat = found | found["opvolging"]
    flat["redenen"], flat["vlaggen"] = ([code["code"] for code in found[field]] for field in ("redenen", "vlaggen"))
    flat["signaal"] = found["signaal"] and found["signaal"]["code"]
    flat["bronnen"] = {b["bron"]: b["bijgewerktTot"] for b in found["bronnen"] if b["bijgewerktTot"]}
    _compare(flat, {name: value for name, value in asked.items() if name not in _BINNEN})


def check_regels(ours: bytes, bare: bytes) -> None:
    """Compare two files of lines, which are in the same order.

    Raises:
        ValueError: They differ.
    """
    for mine, other in zip(ours.splitlines(), bare.splitlines(), strict=True):
        _compare(json.loads(mine), json.loads(other))


def _compare(found: dict[str, Any], asked: dict[str, Any]) -> None:
    for name, value in asked.items():
        expected = value[:7] if name == "loonperiode" and value else value
        if name != "tijdstipMerk" and found[name] != expected:
            raise ValueError(f"{name}: {found[name]!r} is not {expected!r}")
