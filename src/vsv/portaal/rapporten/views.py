"""The list of reports, one report, making it again, and taking it along."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vsv.domein.codes import Bron, label_van
from vsv.domein.fouten import InvoerFout
from vsv.domein.perioden import parse_datum
from vsv.portaal.kader.bestand import send
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.trend import draw_trend
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.rapporten.beeld import complete_moves, describe_counts, make_matrix, tell_total, tell_week
from vsv.rapport.service import (
    DOWNLOADFORMATEN,
    TREND_WEKEN,
    Inzage,
    open_download,
    read_checks,
    read_rapport,
    read_trend,
    request_check,
)
from vsv.toegang.service import Recht

REDENEN: Final = 10
"""How many reasons are shown at once; the others are folded."""

CONTROLES: Final = 3
"""How many of the latest checks of a report are shown."""

P = ParamSpec("P")
Pagina = Callable[Concatenate[Verzoek, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Formaat:
    """A way to take a report along: its code, how people call it, and for what it is."""

    code: str
    naam: str
    uitleg: str


def no_report_is_404(view: Pagina[P]) -> Pagina[P]:
    """Show a clear page when there is no report of the day in the address."""

    @wraps(view)
    def answer(request: Verzoek, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except InvoerFout as e:
            if e.fouten[0].code != "GEEN_RAPPORT":
                raise
            return render(request, "portaal/rapporten/geen.html", kwargs, status=404)

    return answer


@vereist(Recht.STATISTIEK)
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show the newest report in short, and a year of weeks: as a chart, and as a table that leads to each report."""
    until = _read_day(request.GET.get("tot", ""))
    trend = read_trend(request.wie, weken=TREND_WEKEN, tot=until)
    full = trend.height == TREND_WEKEN
    context = {
        "tot": until,
        "weken": list(reversed(trend.to_dicts())),
        "trend": draw_trend(trend),
        "ouder": trend["peildatum"][0] - timedelta(days=1) if full else None,
    }
    if not trend.is_empty() and until is None:
        inzage = read_rapport(request.wie, trend["peildatum"][-1])
        context |= {"nieuwste": inzage.rapport, **_describe(inzage)}
    return render(request, "portaal/rapporten/lijst.html", context)


@vereist(Recht.STATISTIEK)
@require_GET
@no_report_is_404
def rapport(request: Verzoek, peildatum: date) -> HttpResponse:
    """Show what one report counted, who moved, on what it rests, and how to take it along."""
    inzage = read_rapport(request.wie, peildatum)
    checks = read_checks(request.wie, peildatum, soort="week", aantal=CONTROLES)
    context = {
        **describe_rapport(inzage),
        "narekeningen": checks,
        "narekenen_loopt": any(check.klaar_op is None for check in checks),
        "formaten": formaten(),
    }
    return render(request, "portaal/rapporten/rapport.html", context)


@vereist(Recht.STATISTIEK)
@require_POST
@no_report_is_404
def narekenen(request: Verzoek, peildatum: date) -> HttpResponseBase:
    """Ask that a report is made again; the answer comes on its page."""
    request_check(request.wie, peildatum)
    messages.success(
        request, _("Wij rekenen dit rapport na. De uitkomst komt op deze pagina, meestal binnen een paar minuten.")
    )
    return redirect("rapport", peildatum=peildatum)


@vereist(Recht.STATISTIEK)
@require_GET
@no_report_is_404
def samenvatting(request: Verzoek, peildatum: date) -> HttpResponseBase:
    """Hand out the summary, in which nobody is."""
    return send(open_download(request.wie, peildatum, "pdf"))


@vereist(Recht.RAPPORTEN)
@require_GET
@no_report_is_404
def download(request: Verzoek, peildatum: date, formaat: str) -> HttpResponseBase:
    """Hand out a report with everyone in it; they are logged."""
    if formaat not in DOWNLOADFORMATEN:
        raise Http404
    return send(open_download(request.wie, peildatum, formaat))


def formaten() -> list[Formaat]:
    """Return as what a report with its people can be taken along."""
    return [
        Formaat("ods", "ODS", _("voor LibreOffice en andere rekenprogramma's")),
        Formaat("xlsx", "XLSX", _("voor Excel")),
        Formaat("csv", "CSV", _("alleen de regels, voor uw eigen systeem")),
        Formaat("zip", "ZIP", _("alle bladen als CSV")),
    ]


def describe_rapport(inzage: Inzage) -> dict[str, Any]:
    """Return what the page of a report shows."""
    reasons = inzage.rapport.reasons()
    run = inzage.rapport.run
    return {
        "rapport": inzage.rapport,
        "vorige": inzage.vorige,
        **_describe(inzage),
        "matrix": make_matrix(complete_moves(inzage.rapport, inzage.vorige)) if inzage.vorige else None,
        "redenen": reasons[:REDENEN],
        "meer_redenen": reasons[REDENEN:],
        "bronnen": [(label_van(Bron, bron), run.bronnen.get(bron)) for bron in Bron],
    }


def _describe(inzage: Inzage) -> dict[str, Any]:
    vorige = inzage.vorige
    return {
        "nieuws": tell_week(inzage.rapport, vorige),
        "samen": tell_total(inzage.rapport),
        "tellingen": describe_counts(inzage.rapport.aantallen, vorige.aantallen if vorige else None),
    }


def _read_day(text: str) -> date | None:
    try:
        return parse_datum(text) if text else None
    except ValueError as e:
        raise Http404 from e
