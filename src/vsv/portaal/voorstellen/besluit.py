"""Deciding about proposals: one in its place in the list, or many, and asking once where it can't be undone.

Only signing up can be undone. So to reject, to sign off and to hand over is asked for once, as is everything about
more proposals than one can see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import polars as pl
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vsv.klantvolg.service import (
    Voorstelsoort,
    accept_voorstellen,
    find_voorstellen,
    read_voorstellen,
    reject_voorstellen,
)
from vsv.portaal.aanmelden.velden import GEEN_DATUM, parse_datum
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.voorstellen.views import PER_PAGINA, read_filter
from vsv.toegang.service import Recht

AANVAARDEN: Final = "aanvaarden"
AFWIJZEN: Final = "afwijzen"
_TOON_GEDAAN: Final = 100


@dataclass(frozen=True, slots=True)
class Keuze:
    """What somebody pressed.

    Attributes:
        besluit: `aanvaarden` or `afwijzen`; something else: only show it.
        voorstellen: uuid's, as they were sent.
        akkoord: It was asked for already.
        alles: All that the filter leaves, also what one does not see.
        geboortedata: What stands in the fields for a birth date, by uuid of the proposal.
    """

    besluit: str
    voorstellen: Sequence[str]
    akkoord: bool = False
    alles: bool = False
    geboortedata: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest) -> "Keuze":
        """Read a form: `een` (besluit:uuid, and :akkoord), or `besluit` with `voorstel`."""
        post = request.POST
        dates = {name.partition("_")[2]: str(post[name]) for name in post if name.startswith("geboortedatum_")}
        if een := post.get("een", ""):
            besluit, _sep, rest = een.partition(":")
            uuid, _sep, akkoord = rest.partition(":")
            return cls(besluit, [uuid], akkoord == "akkoord", geboortedata=dates)
        alles, _sep, besluit = post.get("besluit", "").rpartition("-")
        uuids = [uuid for value in post.getlist("voorstel") for uuid in value.split(",") if uuid]
        return cls(besluit, uuids, "akkoord" in post, alles == "alles", dates)

    @property
    def data(self) -> dict[str, date]:
        """The birth dates that can be read, of the proposals that it is about."""
        read = {uuid: parse_datum(self.geboortedata.get(uuid, "")) for uuid in self.voorstellen}
        return {uuid: day for uuid, day in read.items() if day}


@vereist(Recht.AANMELDEN)
@require_POST
def besluiten(request: Verzoek) -> HttpResponseBase:
    """Carry a decision out, or ask whether it is meant."""
    keuze = Keuze.of(request)
    uuids = list(keuze.voorstellen)
    if keuze.alles and not keuze.akkoord:
        soort, aanleiding = read_filter(request.POST.get("soort", ""), request.POST.get("aanleiding", ""))
        uuids = find_voorstellen(request.wie, soort=soort, aanleiding=aanleiding)
    if not uuids:
        return render(request, "portaal/voorstellen/geen.html", status=400)
    voorstellen = read_voorstellen(request.wie, uuids)
    if keuze.besluit not in (AANVAARDEN, AFWIJZEN):
        return _show_one(request, voorstellen) if request.htmx else redirect("voorstellen")
    if not keuze.akkoord and not voorstellen.is_empty() and (keuze.alles or _is_final(keuze, voorstellen)):
        return _ask(request, keuze, voorstellen)
    return _carry_out(request, keuze, voorstellen)


def _is_final(keuze: Keuze, voorstellen: pl.DataFrame) -> bool:
    return keuze.besluit == AFWIJZEN or bool((voorstellen["soort"] != Voorstelsoort.AANMELDEN).any())


def _show_one(request: Verzoek, voorstellen: pl.DataFrame) -> HttpResponse:
    rijen = voorstellen.to_dicts()
    return render(
        request, "portaal/voorstellen/voorstel.html", {"voorstel": rijen[0] if rijen else None, "met_focus": True}
    )


def _ask(request: Verzoek, keuze: Keuze, voorstellen: pl.DataFrame) -> HttpResponse:
    """Ask once, in words: in place of the one proposal, or on a page."""
    per_soort = dict(voorstellen.group_by("soort").len().iter_rows())
    context: dict[str, Any] = {
        "besluit": keuze.besluit,
        "voorstellen": voorstellen.head(PER_PAGINA).to_dicts(),
        "uuids": ",".join(voorstellen["voorstel"]),
        "aantal": voorstellen.height,
        "geboortedata": keuze.geboortedata,
        **{soort.lower(): per_soort.get(soort.value, 0) for soort in Voorstelsoort},
    }
    if request.htmx:
        return render(request, "portaal/voorstellen/vraag.html", context | {"voorstel": context["voorstellen"][0]})
    return render(request, "portaal/voorstellen/bevestigen.html", context)


def _carry_out(request: Verzoek, keuze: Keuze, voorstellen: pl.DataFrame) -> HttpResponse:
    if keuze.besluit == AANVAARDEN:
        open_ = set(voorstellen.filter(pl.col("soort") == Voorstelsoort.AANMELDEN)["voorstel"])
        data = {uuid: day for uuid, day in keuze.data.items() if uuid in open_}
        uitkomsten = accept_voorstellen(request.wie, keuze.voorstellen, vandaag=vandaag(), geboortedata=data)
    else:
        uitkomsten = reject_voorstellen(request.wie, keuze.voorstellen)
    known = voorstellen.rename({"zin": "vraag"})
    rijen = uitkomsten.join(known, on="voorstel", how="left", maintain_order="left").to_dicts()
    for rij in rijen:
        _explain(rij, keuze.geboortedata.get(rij["voorstel"], ""))
    if request.htmx:
        return render(request, "portaal/voorstellen/uitkomst.html", {"rij": rijen[0]})
    done, not_done = [r for r in rijen if r["gedaan"]], [r for r in rijen if not r["gedaan"]]
    context = {
        "besluit": keuze.besluit,
        "gedaan": done[:_TOON_GEDAAN],
        "niet": not_done[:PER_PAGINA],
        "aantal_gedaan": len(done),
        "aantal_niet": len(not_done),
    }
    return render(request, "portaal/voorstellen/resultaat.html", context)


def _explain(rij: dict[str, Any], typed: str) -> None:
    """Add what a template needs to know: whether it can be tried again, and what was typed as birth date."""
    rij["opnieuw"] = (
        not rij["gedaan"]
        and rij["soort"] is not None
        and rij["code"] not in ("VERVALLEN", "AL_AANVAARD", "AL_AFGEWEZEN")
    )
    rij["getypt"] = typed
    if rij["code"] == "GEBOORTEDATUM_ONTBREEKT":
        rij["zin"] = (
            str(GEEN_DATUM)
            if typed.strip()
            else _("Vul de geboortedatum in. Zonder die datum weten wij niet of de jongere jonger is dan 27.")
        )
