"""Django's settings. In this stage Django holds the migrations; every process talks through `vsv.opslag`."""

from psycopg.conninfo import conninfo_to_dict

from vsv.opslag.service import conninfo

_eigenaar = conninfo_to_dict(conninfo("eigenaar"))

SECRET_KEY = "unused: nothing is signed yet"  # noqa: S105  # no session, cookie or token exists in this stage
INSTALLED_APPS = [
    "procrastinate.contrib.django",  # the tables of the queue
    "vsv.logboek",
    "vsv.toegang",
    "vsv.klantvolg",
    "vsv.bronnen",
    "vsv.rapport",
    "vsv.meldingen",
    "vsv.beheer",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _eigenaar.pop("dbname", ""),
        "USER": _eigenaar.pop("user"),
        "PASSWORD": _eigenaar.pop("password", ""),
        "HOST": _eigenaar.pop("host", ""),
        "PORT": _eigenaar.pop("port", ""),
        "OPTIONS": _eigenaar,
    }
}
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
LANGUAGE_CODE = "nl"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
