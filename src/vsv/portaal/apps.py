"""Makes the room known to Django, for its templates and style."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from vsv.portaal.veilig import check_deploy


class PortaalConfig(AppConfig):
    """The room `portaal`."""

    name = "vsv.portaal"

    def ready(self) -> None:
        """Let Django's `check --deploy` say what is not safe."""
        register(check_deploy, Tags.security, deploy=True)
