"""Where the pages of OAuth are; the last part of the address of the token endpoint is part of every proof."""

from django.urls import path

from vsv.api.oauth import views
from vsv.toegang.service import TOKENPAD

urlpatterns = [
    path(TOKENPAD.removeprefix("/"), views.token, name="token"),
    path("oauth/jwks", views.jwks, name="jwks"),
    path(".well-known/oauth-authorization-server", views.ontdekking, name="ontdekking"),
]
