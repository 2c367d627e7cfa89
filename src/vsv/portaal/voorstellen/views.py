"""The list of open proposals, a page at a time, with what there is to filter by."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import polars as pl
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vsv.klantvolg.service import Aanleiding, Voorstelsoort, count_voorstellen, list_voorstellen
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Recht

PER_PAGINA = 50

SOORTEN = {
    Voorstelsoort.AANMELDEN: _("Aanmelden"),
    Voorstelsoort.AFMELDEN: _("Afmelden"),
    Voorstelsoort.OVERDRAGEN: _("Overdragen"),
}
AANLEIDINGEN = {
    Aanleiding.OVERLEDEN: _("Overleden"),
    Aanleiding.STARTKWALIFICATIE: _("Startkwalificatie"),
    Aanleiding.VERTROKKEN: _("Vertrokken naar het buitenland"),
    Aanleiding.VERHUISD: _("Verhuisd"),
    Aanleiding.HERINSCHRIJVING: _("Weer ingeschreven bij een school"),
    Aanleiding.UITSCHRIJVING: _("Uitgeschreven bij een school"),
    Aanleiding.OVERLEDEN_WERKGEVER: _("Overleden volgens een werkgever"),
    Aanleiding.BIJNA_27: _("Wordt 27"),
    Aanleiding.BRON_ZWIJGT: _("Bron weet al weken niets"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice in the list of filters.

    Attributes:
        naam: What it is called.
        aantal: How many proposals it leaves.
        adres: Query of the page that shows those.
        gekozen: It is the one in use.
    """

    naam: str | Promise
    aantal: int
    adres: str
    gekozen: bool


@vereist(Recht.AANMELDEN)
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show a page of the proposals about which is to be decided."""
    soort, aanleiding = read_filter(request.GET.get("soort", ""), request.GET.get("aanleiding", ""))
    na = request.GET.get("na") or None
    tellingen = count_voorstellen(request.wie)
    pagina = list_voorstellen(request.wie, soort=soort, aanleiding=aanleiding, na=na, aantal=PER_PAGINA)
    filtered = _narrow(tellingen, soort, aanleiding)
    context = {
        "voorstellen": pagina.voorstellen.to_dicts(),
        "soort": soort or "",
        "aanleiding": aanleiding or "",
        "totaal": int(tellingen["aantal"].sum()),
        "aantal": int(filtered["aantal"].sum()),
        "soortfilters": _filters(_narrow(tellingen, None, aanleiding), "soort", SOORTEN, soort, aanleiding),
        "aanleidingfilters": _filters(_narrow(tellingen, soort, None), "aanleiding", AANLEIDINGEN, soort, aanleiding),
        "volgende": _query(soort, aanleiding, pagina.volgende) if pagina.volgende else "",
        "eerste": _query(soort, aanleiding) if na else "",
    }
    return render(request, "portaal/voorstellen/lijst.html", context)


def read_filter(soort: str, aanleiding: str) -> tuple[Voorstelsoort | None, Aanleiding | None]:
    """Return what is asked for; what is no soort or aanleiding filters nothing."""
    return (
        Voorstelsoort(soort) if soort in set(Voorstelsoort) else None,
        Aanleiding(aanleiding) if aanleiding in set(Aanleiding) else None,
    )


def _narrow(tellingen: pl.DataFrame, soort: str | None, aanleiding: str | None) -> pl.DataFrame:
    return tellingen.filter(
        pl.lit(soort is None) | (pl.col("soort") == pl.lit(soort)),
        pl.lit(aanleiding is None) | (pl.col("aanleiding") == pl.lit(aanleiding)),
    )


def _filters(
    tellingen: pl.DataFrame,
    kolom: str,
    namen: Mapping[Voorstelsoort, Promise] | Mapping[Aanleiding, Promise],
    soort: Voorstelsoort | None,
    aanleiding: Aanleiding | None,
) -> list[Filter]:
    """Return the choices for one of the two filters, next to what is chosen in the other: first all of them."""
    per_code = dict(tellingen.group_by(kolom).agg(pl.col("aantal").sum()).iter_rows())
    keuze = {"soort": soort, "aanleiding": aanleiding}
    current = keuze[kolom]
    filters = [Filter(_("Alle"), sum(per_code.values()), _query(**keuze | {kolom: None}), current is None)]
    for code, naam in namen.items():
        if code in per_code or code == current:
            query = _query(**keuze | {kolom: code})
            filters.append(Filter(naam, per_code.get(code, 0), query, code == current))
    return filters


def _query(soort: str | None, aanleiding: str | None, na: str | None = None) -> str:
    chosen = {"soort": soort, "aanleiding": aanleiding, "na": na}
    return "?" + urlencode({key: str(value) for key, value in chosen.items() if value})
