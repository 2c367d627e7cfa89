"""Where the pages about machtigingen are."""

from django.urls import path

from vsv.portaal.machtigingen import views

urlpatterns = [
    path("machtigingen", views.lijst, name="machtigingen"),
    path("machtigingen/verlenen", views.verlenen, name="machtiging-verlenen"),
    path("machtigingen/<uuid:uuid>", views.wijzigen, name="machtiging"),
    path("machtigingen/<uuid:uuid>/intrekken", views.intrekken, name="machtiging-intrekken"),
]
