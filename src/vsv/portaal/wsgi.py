"""What the web server calls for each request."""

from django.core.wsgi import get_wsgi_application

from vsv.opslag.service import keep_connections

keep_connections("web", hoogstens=8)
keep_connections("beheer", hoogstens=2)
application = get_wsgi_application()
