"""What the settings of the portal and of the API have in common; see `vsv.beheer.settings` for what may be chosen."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from vsv.domein.oefenen import may_practise
from vsv.opslag.service import Rol, conninfo
from vsv.portaal.hulp.servicedesk import load_servicedesk

SECRET_KEY = os.environ.get("VSV_SESSIESLEUTEL", "")
DEBUG = False
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",  # the tables of the queue
    "vsv.logboek",
    "vsv.toegang",
    "vsv.klantvolg",
    "vsv.bronnen",
    "vsv.rapport",
    "vsv.meldingen",
    "vsv.api",
    "vsv.portaal",
    "vsv.beheer",
]


def _database(rol: Rol, **options: Any) -> dict[str, Any]:
    parts: dict[str, Any] = conninfo_to_dict(conninfo(rol))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user"),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts | options,
        "CONN_HEALTH_CHECKS": True,  # a connection that was lost is replaced, not handed out
    }


DATABASES = {
    "default": _database("web", pool={"min_size": 1, "max_size": 8, "timeout": 3}),
    "eigenaar": _database("eigenaar"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Django's own log goes to stderr; what people typed or asked for is never in it (`vsv.portaal.kader.storing`).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}, "null": {"class": "logging.NullHandler"}},
    "loggers": {
        "django": {"handlers": ["null"], "propagate": False},
        "vsv": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}

VSV_SERVICEDESK = load_servicedesk()
VSV_OEFENEN = may_practise()
