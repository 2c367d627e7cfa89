"""The people in a report, and those who moved between two: only when asked for, for each look is logged."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from vsv.domein.nummers import mask_bsn
from vsv.domein.perioden import parse_datum
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.rapporten.beeld import VOLGORDE, code_in_address, describe_move
from vsv.portaal.rapporten.views import no_report_is_404
from vsv.rapport.service import Keuze, Verplaatst, read_rapport, read_verplaatst
from vsv.toegang.service import Recht

PER_PAGINA: Final = 50

_CODES: Final[Mapping[str, int | None]] = {code_in_address(nummer): nummer for nummer in (*VOLGORDE, None)}
_ZOUT: Final = "rapporten.na"


@vereist(Recht.RAPPORTEN)
@require_GET
@no_report_is_404
def regels(request: Verzoek, peildatum: date) -> HttpResponse:
    """Show who is in a report, all or of one priority."""
    chosen = request.GET.get("prioriteit", "")
    after = _unpack(request.GET.get("na", ""))
    keuze = Keuze(
        prioriteit=_read_code(chosen) if chosen else None,
        na=(after[0], after[1]) if after else None,
        aantal=PER_PAGINA,
        register=False,  # it is shown nowhere here, so nobody is to be looked up in it
    )
    inzage = read_rapport(request.wie, peildatum, keuze=keuze)
    context = {
        "rapport": inzage.rapport,
        "gekozen": keuze.prioriteit,
        "gekozen_code": chosen,
        "keuzes": [(n, code_in_address(n), inzage.rapport.aantallen[n]) for n in VOLGORDE],
        "regels": _as_rows(inzage.regels),
        "verder": _link_next(inzage.regels, ["prioriteit", "aanmelding"], prioriteit=chosen),
        "begin": after is None,
    }
    return render(request, "portaal/rapporten/jongeren.html", context)


@vereist(Recht.RAPPORTEN)
@require_GET
@no_report_is_404
def verplaatst(request: Verzoek) -> HttpResponse:
    """Show who went from one priority to another between two reports."""
    van, naar = (_read_day(request.GET.get(name, "")) for name in ("van", "naar"))
    uit, tot = (request.GET.get(name, "") for name in ("uit", "in"))
    was, is_now = _read_code(uit), _read_code(tot)
    after = _unpack(request.GET.get("na", ""))
    keuze = Verplaatst(van=was, naar=is_now, na=after[0] if after else None, aantal=PER_PAGINA)
    people = read_verplaatst(request.wie, van, naar, keuze)
    context = {
        "kop": describe_move(was, is_now),
        "van": van,
        "naar": naar,
        "terug": (van, naar),
        "is_nu": is_now,
        "regels": _as_rows(people),
        "verder": _link_next(people, ["aanmelding"], **{"van": van, "naar": naar, "uit": uit, "in": tot}),
        "begin": after is None,
    }
    return render(request, "portaal/rapporten/verplaatst.html", context)


def _as_rows(lines: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the lines as a page shows them: no keys, and no BSN in full."""
    masked = lines.with_columns(pl.Series("bsn", [mask_bsn(bsn) for bsn in lines["bsn"]], dtype=pl.String))
    return masked.drop("jongere", "aanmelding").to_dicts()


def _link_next(lines: pl.DataFrame, keys: list[str], **query: Any) -> str:
    """Return the query of the page after these lines; nothing when this is the last one.

    Our keys are signed: they are of no use to anyone, and nobody can make up another.
    """
    if lines.height < PER_PAGINA:
        return ""
    place = signing.dumps(lines.select(keys).row(-1), salt=_ZOUT)
    return urlencode({name: value for name, value in query.items() if value != ""} | {"na": place})


def _unpack(place: str) -> list[int] | None:
    try:
        found: list[int] | None = signing.loads(place, salt=_ZOUT) if place else None
    except signing.BadSignature as e:
        raise Http404 from e
    return found


def _read_code(code: str) -> int | None:
    if code not in _CODES:
        raise Http404
    return _CODES[code]


def _read_day(text: str) -> date:
    try:
        return parse_datum(text)
    except ValueError as e:
        raise Http404 from e
