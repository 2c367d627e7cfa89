"""How JSON looks: Dutch names in camelCase, and nothing that was not asked for."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import to_json


class Uit(Schema):
    """Base of what goes out."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class In(Schema):
    """Base of what comes in: a field that does not exist is a fault, and so is a number where text is asked for."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", str_strip_whitespace=True)


class RijIn(BaseModel):
    """Base of a row of which a request has thousands: `In`, without what Ninja adds for its ORM (ten times as fast)."""

    model_config = In.model_config


class RijUit(BaseModel):
    """The same for what goes out."""

    model_config = Uit.model_config


def as_utc(moment: datetime) -> str:
    """Return a moment as JSON has it here: in UTC, with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Tijdstip = Annotated[
    datetime,
    PlainSerializer(as_utc, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""A moment, written in UTC: `2026-11-24T15:00:00.000Z`."""


Tekst = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]
"""A line of text: without what can't be seen, which a database does not take."""

BsnIn = Annotated[
    str,
    Field(
        pattern="^[0-9]{9}$",
        description="Burgerservicenummer: 9 cijfers, ook een 0 aan het begin.",
        examples=["900000041"],
        json_schema_extra={"format": "bsn"},
    ),
]
"""A BSN that comes in; the check of its digits is for who uses it."""


def as_json(value: Any) -> HttpResponse:
    """Return an answer of dicts and lists, for what is asked most: tests hold it to the schema instead of pydantic."""
    return HttpResponse(to_json(value), content_type="application/json")


def example(**velden: Any) -> ConfigDict:
    """Return a model_config with an example, for the reference; tests hold examples against the schema."""
    return ConfigDict(json_schema_extra={"examples": [velden]})
