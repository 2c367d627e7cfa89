"""What the web server calls for each request to the API."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "vsv.beheer.settings_api"

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, reset_queries

from vsv.api.veilig import require_safe
from vsv.opslag.service import keep_connections

require_safe()  # also of who starts a web server without `vsv api`
keep_connections("web", hoogstens=8)
application = get_wsgi_application()
# The API asks nothing through Django's own connections, so there is nothing to look after at each request.
request_started.disconnect(reset_queries)
request_started.disconnect(close_old_connections)
request_finished.disconnect(close_old_connections)
