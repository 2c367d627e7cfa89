"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class ToegangConfig(AppConfig):
    """The room `toegang`."""

    name = "vsv.toegang"
