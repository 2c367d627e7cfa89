"""What the web server calls for each request to the API."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "vsv.beheer.settings_api"

from django.core.wsgi import get_wsgi_application

from vsv.api.veilig import require_safe
from vsv.opslag.service import keep_connections

require_safe()  # also of who starts a web server without `vsv api`
keep_connections("web", hoogstens=8)
application = get_wsgi_application()
