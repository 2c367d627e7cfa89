"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class BronnenConfig(AppConfig):
    """The room `bronnen`."""

    name = "vsv.bronnen"
