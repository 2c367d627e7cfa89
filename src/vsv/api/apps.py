"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room `api`."""

    name = "vsv.api"
