"""Makes the room known to Django, for its templates and style."""

from django.apps import AppConfig


class PortaalConfig(AppConfig):
    """The room `portaal`."""

    name = "vsv.portaal"

    def ready(self) -> None:
        """Let Django know our checks."""
        from vsv.portaal.kader import controles  # noqa: F401  # registers itself
