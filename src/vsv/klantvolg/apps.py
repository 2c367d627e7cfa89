"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class KlantvolgConfig(AppConfig):
    """The room `klantvolg`."""

    name = "vsv.klantvolg"
