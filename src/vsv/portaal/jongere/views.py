"""The page of one jongere, and what is only shown when it is asked for: the BSN and the doelgroepregister."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from vsv.domein.fouten import InvoerFout
from vsv.domein.nummers import mask_bsn
from vsv.klantvolg.service import Merk, toon_bsn
from vsv.portaal.jongere.tekening import draw
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.werklijst.beeld import make_merken
from vsv.rapport.service import VLAGGEN, Doelgroep, Jongerebeeld, read_doelgroep, read_jongere
from vsv.toegang.service import Recht


@vereist(Recht.JONGEREN_INZIEN)
@require_GET
def jongere(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Show what is known of one jongere."""
    return _show(request, uuid)


@vereist(Recht.JONGEREN_INZIEN)
@require_POST
def bsn(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Show the same with the BSN in full; that is a logged act of its own."""
    return _show(request, uuid, bsn=toon_bsn(request.wie, uuid))


@vereist(Recht.DOELGROEP_INZIEN)
@require_POST
def doelgroep(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Show the same with the doelgroepregister; that is a logged act of its own."""
    return _show(request, uuid, doelgroep=read_doelgroep(request.wie, uuid))


def _show(request: Verzoek, uuid: UUID, *, bsn: str | None = None, doelgroep: Doelgroep | None = None) -> HttpResponse:
    herziening = "herziening" in request.GET
    try:
        beeld = read_jongere(request.wie, uuid=uuid, herziening=herziening)
    except InvoerFout as e:
        return render(request, "portaal/jongere/onbekend.html", {"fouten": e.fouten}, status=404)
    context = {
        **_describe(beeld, met_alles=herziening),
        "uuid": uuid,
        "bsn": bsn,
        "doelgroep": doelgroep,
        "registraties": doelgroep.registraties.to_dicts() if doelgroep else [],
        "herziening": herziening,
        "centen": "centen" in request.GET,
    }
    return render(request, "portaal/jongere/jongere.html", context)


def _describe(beeld: Jongerebeeld, *, met_alles: bool) -> dict[str, Any]:
    """Return what the template shows."""
    (regel,) = beeld.regel.to_dicts()
    tijdlijn = beeld.tijdlijn
    names = {row["ikv"]: row["werkgever"] or row["loonheffingennummer"] for row in tijdlijn.verhoudingen.to_dicts()}
    return {
        "beeld": beeld,
        "regel": regel,
        "naam": regel["kenmerk"] or mask_bsn(regel["bsn"]),
        "gemaskeerd": mask_bsn(regel["bsn"]),
        "vlaggen": [VLAGGEN[code] for code in regel["vlaggen"].split("|") if code],
        "tekening": draw(tijdlijn, beeld.run.peildatum),
        "verhoudingen": tijdlijn.verhoudingen.to_dicts(),
        "maanden": [
            row | {"naam": names.get(row["ikv"], "")} for row in reversed(tijdlijn.maanden.sort("maand").to_dicts())
        ],
        "uitkeringen": tijdlijn.uitkeringen.to_dicts(),
        "merken": make_merken(),
        "merk_nu": _mark_now(beeld),
        "opvolging": beeld.opvolging.to_dicts(),
        "veranderd": regel["wijziging"] and regel["vorige_prioriteit"] != regel["prioriteit"],
        "historie": beeld.historie.to_dicts() if met_alles else join_same(beeld.historie.to_dicts()),
    }


def _mark_now(beeld: Jongerebeeld) -> str:
    """Return the mark that holds, as the form sends it."""
    if beeld.opvolging.is_empty():
        return str(Merk.TE_DOEN)
    merk, reden = beeld.opvolging.select("merk", "reden").row(0)
    return f"{merk}:{reden}" if reden else str(merk)


def join_same(historie: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the history, the latest first, with one row for as long as the priority stayed the same.

    >>> rows = [{"prioriteit": 1, "van": 3, "tot": None}, {"prioriteit": 1, "van": 2, "tot": 3}]
    >>> join_same([*rows, {"prioriteit": 3, "van": 1, "tot": 2}])
    [{'prioriteit': 1, 'van': 2, 'tot': None}, {'prioriteit': 3, 'van': 1, 'tot': 2}]
    """
    joined: list[dict[str, Any]] = []
    for row in historie:
        later = joined[-1] if joined else None
        if later and later["prioriteit"] == row["prioriteit"] and later["van"] == row["tot"]:
            joined[-1] = row | {"tot": later["tot"]}
        else:
            joined.append(row)
    return joined
