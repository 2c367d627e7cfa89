"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class BeheerConfig(AppConfig):
    """The room `beheer`."""

    name = "vsv.beheer"
