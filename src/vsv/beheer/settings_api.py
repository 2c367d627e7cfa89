"""Django's settings for the API: a process of its own, without sessions, forms and templates.

| variable | what it says |
|---|---|
| `VSV_API_ADRES` | the address of the API as clients use it, such as `https://api.vsv.voorbeeld.nl` |
| `VSV_TOKENSLEUTELS` | the folder with the keys that sign access tokens |
| `VSV_CERTIFICAATKOP` | header with the client certificate (PEM, URL-encoded) from the proxy; binds tokens |
| `VSV_API_TEMPO` | requests a client may do in a minute; 3000 when it is not set |

The rest is shared with the portal (`vsv.beheer.settings_gedeeld`).
"""

import os
from importlib.resources import files
from typing import Final
from urllib.parse import urlsplit

from vsv.api.veilig import TEMPO
from vsv.beheer.settings_gedeeld import *  # noqa: F403  # settings are all names in capitals, as Django has it
from vsv.toegang.service import SCOPES

_adres: Final = urlsplit(os.environ.get("VSV_API_ADRES", "http://127.0.0.1:8080"))

ALLOWED_HOSTS = [_adres.hostname or ""]
ROOT_URLCONF = "vsv.api.urls"
WSGI_APPLICATION = "vsv.api.wsgi.application"
MIDDLEWARE = ["vsv.api.kader.poort.Poort"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [files("vsv.api.documentatie").joinpath("templates")],
    }
]
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000  # 10,000 aanmeldingen are 2 MB

VSV_API_ADRES = f"{_adres.scheme}://{_adres.netloc}"
VSV_API_TEMPO = int(os.environ.get("VSV_API_TEMPO", TEMPO))
VSV_API_SCOPES = {scope.value: woorden.uitleg for scope, woorden in SCOPES.items()}
VSV_CERTIFICAATKOP = os.environ.get("VSV_CERTIFICAATKOP", "")
