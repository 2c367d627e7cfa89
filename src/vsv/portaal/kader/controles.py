"""What Django's `check --deploy` says besides its own: an installation to practise with is no place for real people."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register(deploy=True)
def check_deploy(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:  # noqa: ARG001  # as Django calls it
    """Return what makes this installation unfit for real people."""
    faults = (
        (settings.VSV_OEFENEN, "VSV_OEFENEN is on: anybody can be anybody.", "vsv.E001"),
        (settings.VSV_MAKELAAR is None, "VSV_EHERKENNING is not set: nobody can log in.", "vsv.E002"),
        (not settings.VSV_ADRES.startswith("https://"), "VSV_ADRES is not https.", "vsv.E003"),
    )
    return [Error(text, id=code) for wrong, text, code in faults if wrong]
