"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class MeldingenConfig(AppConfig):
    """The room `meldingen`."""

    name = "vsv.meldingen"
