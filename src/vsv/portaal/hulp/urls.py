"""Where the pages for everyone are."""

from django.urls import path

from vsv.portaal.hulp import machines, views

urlpatterns = [
    path("hulp", views.hulp, name="hulp"),
    path("begrippen", views.begrippen, name="begrippen"),
    path("privacy", views.privacy, name="privacy"),
    path("toegankelijkheid", views.toegankelijkheid, name="toegankelijkheid"),
    path("contact", views.contact, name="contact"),
    path("status", views.status, name="status"),
    path("stijl", views.stijl, name="stijl"),
    path(".well-known/security.txt", machines.security_txt, name="security-txt"),
    path("robots.txt", machines.robots_txt, name="robots-txt"),
    path("favicon.ico", machines.favicon, name="favicon"),
]
