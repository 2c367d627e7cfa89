"""Django's settings: everything an installation may choose comes from the environment, and has a safe default.

| variable | what it says |
|---|---|
| `DATABASE_URL` | where PostgreSQL is; see `vsv.opslag` |
| `VSV_ADRES` | the address of the portal as people type it, such as `https://vsv.voorbeeld.nl` |
| `VSV_SESSIESLEUTEL` | a secret of at least 50 characters: signs cookies and forms |
| `VSV_EHERKENNING` | the file that says how to log in; see `vsv.portaal.inloggen` |
| `VSV_BEHEERDER` | who runs the service |
| `VSV_SERVICEDESK_TELEFOON`, `_EMAIL`, `_TIJDEN` | how and when people reach the servicedesk |
| `VSV_FG` | e-mail of the functionaris gegevensbescherming |
| `VSV_MELDPUNT` | where a leak is reported, `mailto:...` or `https://...`; without it the page with contacts |
| `VSV_OEFENEN` | `ja`: to practise with, no real people are in it |

The portal connects as vsv_web, also for its sessions; only migrations connect as vsv_eigenaar.
"""

import os
from typing import Final
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from vsv.beheer.settings_gedeeld import *  # noqa: F403  # settings are all names in capitals, as Django has it
from vsv.portaal.inloggen.instellingen import load_makelaar

_adres: Final = urlsplit(os.environ.get("VSV_ADRES", "http://127.0.0.1:8000"))
_https: Final = _adres.scheme == "https"
_makelaar: Final = load_makelaar()

ALLOWED_HOSTS = [_adres.hostname or ""]
CSRF_TRUSTED_ORIGINS = [f"{_adres.scheme}://{_adres.netloc}"]
ROOT_URLCONF = "vsv.portaal.urls"
WSGI_APPLICATION = "vsv.portaal.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "vsv.portaal.kader.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vsv.portaal.kader.taal.Taal",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vsv.portaal.kader.poort.Poort",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "vsv.portaal.kader.context.kader",
            ],
        },
    }
]


# Sessions: 15 minutes without a request, and 8 hours at most (`vsv.portaal.kader.poort`); gone with the browser.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 15 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sessie" if _https else "sessie"
SESSION_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # the way back from the makelaar comes from another site
CSRF_COOKIE_SECURE = _https
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "vsv.portaal.kader.storing.form_expired"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "no-referrer" if _https else "same-origin"  # without https, CSRF can't use Origin alone
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *([_makelaar.oorsprong] if _makelaar else [])],  # logging out goes on there
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["vsv.portaal.kader.ontvangst.Ontvangst"]

STATIC_URL = "/statisch/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "taal"
LANGUAGE_COOKIE_SECURE = _https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "vsv.portaal.opmaak"

VSV_ADRES = f"{_adres.scheme}://{_adres.netloc}"
VSV_MAKELAAR = _makelaar
