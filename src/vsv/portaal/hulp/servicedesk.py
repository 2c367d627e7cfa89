"""How people reach whoever runs the service: settings of the installation."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Servicedesk:
    """Where people ask for help; what is empty was not set.

    Attributes:
        beheerder: Who runs the service, such as `Stichting Voorbeeld`.
        telefoon: As people read it, such as `088 123 45 67`.
        email: Of the servicedesk.
        tijden: When it answers, such as `maandag tot en met vrijdag van 8.00 tot 17.00 uur`.
        fg: E-mail of the functionaris gegevensbescherming.
        meldpunt: Where a leak is reported: `mailto:...` or `https://...` (RFC 9116).
    """

    beheerder: str = ""
    telefoon: str = ""
    email: str = ""
    tijden: str = ""
    fg: str = ""
    meldpunt: str = ""

    @property
    def bekend(self) -> bool:
        """There is at least one way to reach it."""
        return bool(self.telefoon or self.email)

    @property
    def belnummer(self) -> str:
        """The telephone number as a machine dials it."""
        return "".join(sign for sign in self.telefoon if sign.isdigit() or sign == "+")


def load_servicedesk() -> Servicedesk:
    """Read `VSV_BEHEERDER`, `VSV_SERVICEDESK_TELEFOON`, `_EMAIL` and `_TIJDEN`, `VSV_FG` and `VSV_MELDPUNT`."""
    return Servicedesk(
        beheerder=os.environ.get("VSV_BEHEERDER", ""),
        telefoon=os.environ.get("VSV_SERVICEDESK_TELEFOON", ""),
        email=os.environ.get("VSV_SERVICEDESK_EMAIL", ""),
        tijden=os.environ.get("VSV_SERVICEDESK_TIJDEN", ""),
        fg=os.environ.get("VSV_FG", ""),
        meldpunt=os.environ.get("VSV_MELDPUNT", ""),
    )
