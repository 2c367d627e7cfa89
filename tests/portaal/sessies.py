"""The sessions of the portal as they stand in the database: to look into, and to make older."""

from typing import Any, Final

import psycopg
from django.core import signing
from tests.portaal.bezoeker import Bezoeker
from tests.portaal.conftest import Portaal

_ZOUT: Final = "django.contrib.sessions.SessionStore"


def read_sessies(portaal: Portaal) -> list[dict[str, Any]]:
    """Return what every session holds."""
    with psycopg.connect(portaal.database) as admin:
        return [_decode(portaal, text) for (text,) in admin.execute("SELECT session_data FROM django_session")]


def read_sessie(portaal: Portaal, visitor: Bezoeker) -> dict[str, Any]:
    """Return what the session of a visitor holds."""
    key = (visitor.cookies["sessie"],)
    with psycopg.connect(portaal.database) as admin:
        ((text,),) = admin.execute("SELECT session_data FROM django_session WHERE session_key = %s", key)
    return _decode(portaal, text)


def change_sessie(portaal: Portaal, visitor: Bezoeker, **values: Any) -> None:
    """Let the session of a visitor hold other values."""
    key = (visitor.cookies["sessie"],)
    with psycopg.connect(portaal.database) as admin:
        ((text,),) = admin.execute("SELECT session_data FROM django_session WHERE session_key = %s", key)
        made = signing.dumps(
            _decode(portaal, text) | values, key=_sleutel(portaal), salt=_ZOUT, serializer=signing.JSONSerializer
        )
        admin.execute("UPDATE django_session SET session_data = %s WHERE session_key = %s", (made, *key))


def _decode(portaal: Portaal, text: str) -> dict[str, Any]:
    held: dict[str, Any] = signing.loads(text, key=_sleutel(portaal), salt=_ZOUT, serializer=signing.JSONSerializer)
    return held


def _sleutel(portaal: Portaal) -> str:
    return portaal.omgeving["VSV_SESSIESLEUTEL"]
