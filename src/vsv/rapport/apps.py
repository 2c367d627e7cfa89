"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class RapportConfig(AppConfig):
    """The room `rapport`."""

    name = "vsv.rapport"
