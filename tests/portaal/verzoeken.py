"""A request to a view without a server: for what can't be reached by logging in, or has to be the same every day."""

from typing import Any

from vsv.toegang.service import Organisatie, Recht, Wie


def make_request(path: str, organisatie: Organisatie, **query: str) -> Any:
    """Return a request of somebody who may see figures of an organisation."""
    from django.test import RequestFactory

    request: Any = RequestFactory().get(path, query)
    request.session = {}
    request.gebruiker, request.werkplek, request.werkplekken, request.trace = None, None, (), "0" * 32
    request.wie = Wie(
        actor="gebruiker:test", oorsprong="portaal", rechten=frozenset({Recht.STATISTIEK}), organisatie=organisatie
    )
    return request
