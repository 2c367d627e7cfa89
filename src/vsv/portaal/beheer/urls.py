"""Where the operator's pages are."""

from django.urls import path

from vsv.portaal.beheer import aanvragen, leveranciers, organisaties, views

urlpatterns = [
    path("beheer", views.overzicht, name="beheer"),
    path("beheer/aanvragen", aanvragen.lijst, name="beheer-aanvragen"),
    path("beheer/aanvragen/<uuid:uuid>/toelaten", aanvragen.toelaten, name="beheer-aanvraag-toelaten"),
    path("beheer/aanvragen/<uuid:uuid>/afwijzen", aanvragen.afwijzen, name="beheer-aanvraag-afwijzen"),
    path("beheer/organisaties", organisaties.lijst, name="beheer-organisaties"),
    path("beheer/organisaties/<str:oin>", organisaties.organisatie, name="beheer-organisatie"),
    path("beheer/leveranciers", leveranciers.lijst, name="beheer-leveranciers"),
    path("beheer/leveranciers/<str:oin>/blokkeren", leveranciers.blokkeren, name="beheer-leverancier-blokkeren"),
    path("beheer/leveringen", views.leveringen, name="beheer-leveringen"),
    path("beheer/leveringen/<int:nummer>", views.levering, name="beheer-levering"),
    path("beheer/bronnen", views.bronnen, name="beheer-bronnen"),
    path("beheer/taken", views.taken, name="beheer-taken"),
    path("beheer/regels", views.regels, name="beheer-regels"),
]
