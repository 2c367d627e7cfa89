"""What the web server calls for each request."""

from django.core.wsgi import get_wsgi_application

from vsv.opslag.service import keep_connections
from vsv.portaal.veilig import require_safe

require_safe()  # also of who starts a web server without `vsv portaal`
keep_connections("web", hoogstens=8)
keep_connections("beheer", hoogstens=2)
application = get_wsgi_application()
