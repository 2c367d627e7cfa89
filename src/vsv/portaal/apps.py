"""Makes the room known to Django, for its templates and style."""

from django.apps import AppConfig


class PortaalConfig(AppConfig):
    """The room `portaal`."""

    name = "vsv.portaal"
