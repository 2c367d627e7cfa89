"""The page that somebody begins the day with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from vsv.domein.codes import Bron, label_van
from vsv.domein.perioden import dag_van
from vsv.portaal.kader.taal import dag_tekst
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.trend import draw_trend
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.rapport.service import Overzicht, note_look, read_overzicht
from vsv.toegang.service import Recht

EERSTE_KEER: Final = timedelta(days=7)
"""How far back the news goes for who has not looked before."""

_VOLGORDE: Final = (1, 2, 3, 4, 5, 0)


@dataclass(frozen=True, slots=True)
class Nieuws:
    """A line of news: how many, what, and where exactly that list is (None for who may not see it)."""

    aantal: int
    tekst: str
    adres: str | None


@dataclass(frozen=True, slots=True)
class Cijfer:
    """How many stand in a priority, and how many more or less than last week (None = there was no last week)."""

    prioriteit: int
    aantal: int
    verschil: int | None


@vereist(Recht.STATISTIEK)
@require_GET
def overzicht(request: Verzoek) -> HttpResponse:
    """Show what changed, how many there are, and how fresh that is."""
    before = note_look(request.wie, datetime.now(UTC))
    sinds = dag_van(before) if before else vandaag() - EERSTE_KEER
    beeld = read_overzicht(request.wie, sinds=sinds)
    if not beeld.gevolgd and beeld.rapport is None:
        return render(request, "portaal/overzicht/leeg.html")
    context = {
        "beeld": beeld,
        "nieuws": _news(request, beeld, sinds),
        "cijfers": _figures(beeld),
        "trend": draw_trend(beeld.trend),
        "weken": beeld.trend.reverse().to_dicts(),
        "bronnen": [(label_van(Bron, bron), beeld.bronnen.get(bron)) for bron in (Bron.POLIS, Bron.PW)],
    }
    return render(request, "portaal/overzicht/overzicht.html", context)


def _news(request: Verzoek, beeld: Overzicht, sinds: date) -> Sequence[Nieuws]:
    day = dag_tekst(sinds, weekdag=True)
    lines: tuple[tuple[int, str, dict[str, Any]], ...] = (
        (
            beeld.nieuw_in_1,
            ngettext(
                "jongere kwam sinds %(dag)s in prioriteit 1", "jongeren kwamen sinds %(dag)s in prioriteit 1",
                beeld.nieuw_in_1,
            ) % {"dag": day},
            {"prioriteit": 1, "sinds": sinds},
        ),
        (
            beeld.baan_gestart,
            ngettext("kreeg een baan: wacht met bellen", "kregen een baan: wacht met bellen", beeld.baan_gestart),
            {"signaal": "BAAN_GESTART", "signaal_sinds": sinds},
        ),
        (
            beeld.enige_baan_weg,
            ngettext("verloor de enige baan", "verloren hun enige baan", beeld.enige_baan_weg),
            {"signaal": "ENIGE_BAAN_GEEINDIGD", "signaal_sinds": sinds},
        ),
        (
            beeld.te_doen,
            ngettext(
                "jongere in prioriteit 1 wacht nog op een eerste stap",
                "jongeren in prioriteit 1 wachten nog op een eerste stap",
                beeld.te_doen,
            ),
            {"prioriteit": 1, "merk": "TE_DOEN"},
        ),
    )  # fmt: skip
    may_see = Recht.JONGEREN_INZIEN in request.wie.rechten
    return [
        Nieuws(count, text, f"{reverse('werklijst')}?{urlencode(query)}" if may_see and count else None)
        for count, text, query in lines
    ]


def _figures(beeld: Overzicht) -> Sequence[Cijfer]:
    """The numbers of now, beside those of the last week report."""
    last = beeld.rapport.aantallen if beeld.rapport else None
    return [
        Cijfer(number, beeld.aantallen[number], beeld.aantallen[number] - last[number] if last else None)
        for number in _VOLGORDE
    ]
