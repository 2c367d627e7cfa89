"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class LogboekConfig(AppConfig):
    """The room `logboek`."""

    name = "vsv.logboek"
