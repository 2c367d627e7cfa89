"""The last week of the demo, day by day: the daily cycle as in production, against an oefen-UWV, told as it goes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final

import polars as pl

from vsv.beheer import scherm
from vsv.beheer.cyclus import Uitkomst, Werkplek
from vsv.beheer.oefenen import instellingen_voor
from vsv.beheer.rooster import moment_op
from vsv.beheer.werker import work_off
from vsv.domein.perioden import datum_tekst
from vsv.simulatie.service import Gedrag, Nederland, Oefenuwv, leveringen_op, write
from vsv.toegang.service import operator

NACHT: Final = time(0, 20)
"""Until then the oefen-UWV knows what employers filed: that is when it is asked."""
OCHTEND: Final = time(6, 45)
"""At this time all steps of the rooster are due."""

HAPERT_OP: Final = 3
"""On this day (Friday) UWV falters: a part of the questions goes wrong, and is asked again the day after."""
HAPEREN: Final = Gedrag.van(http_503=0.04, fwi_fout=0.03, verbroken=0.02, verkeerde_persoon=0.01)

_MAANDAG: Final = 0

Afmelder = Callable[[pl.DataFrame, date], None]


def run_days(folder: Path, nederland: Nederland, sign_off: Afmelder) -> None:
    """Let the days of the last week pass, each with its cycle, and tell of each what was asked and what came of it.

    Args:
        folder: Of the demo; the oefen-UWV and the inbak stand in it.
        nederland: Who is asked about; all of it up to the last week has been delivered.
        sign_off: Carries out the afmeldingen of a day.
    """
    monday = nederland.tot - timedelta(weeks=1)
    days = [monday + timedelta(days=dag) for dag in range(8)]
    inbak = folder / "inbak"
    (inbak / "nieuw").mkdir(parents=True)
    write(nederland.tabellen, folder / "nederland")
    with Oefenuwv.start(folder / "uwv", map=folder / "nederland") as uwv:
        deliveries = list(leveringen_op(nederland, days))[1:]  # the first is all of before
        for number, (dag, tabellen) in enumerate(deliveries):
            _deliver(inbak, dag, tabellen)
            sign_off(tabellen["afmeldingen"], dag)
            uwv.set_gedrag(HAPEREN if number == HAPERT_OP else Gedrag())
            _run_day(uwv, inbak, dag)


def _deliver(inbak: Path, dag: date, tabellen: Mapping[str, pl.DataFrame]) -> None:
    """Put in the inbak what organisations and DUO send: who is signed up, and signals."""
    sent = {naam: tabellen[naam] for naam in ("aanmeldingen", "duo_signalen") if not tabellen[naam].is_empty()}
    if sent:
        write(sent, inbak / "nieuw" / f"aangeleverd-{dag}", formaat="csv")


def _run_day(uwv: Oefenuwv, inbak: Path, dag: date) -> None:
    uwv.set_moment(moment_op(dag, NACHT))
    told: defaultdict[str, list[Uitkomst]] = defaultdict(list)
    moment = moment_op(dag, OCHTEND)
    work_off(
        Werkplek(
            instellingen=instellingen_voor(uwv),
            inbak=inbak,
            klok=lambda: moment,
            wie=operator("werker"),
            meld=lambda taak, uitkomst: told[taak].append(uitkomst),
        )
    )
    scherm.say(f"\n{datum_tekst(dag, weekdag=True)}")
    if dag.weekday() != _MAANDAG:
        told["weekrun"].clear()  # on Tuesday: that of the day before, which is made up for and was there already
    for subject, text in _tell(told).items():
        scherm.say(f"  {subject:<15}{text}")


def _tell(told: Mapping[str, list[Uitkomst]]) -> dict[str, str]:
    """Say what a day brought: delivered, asked, answered, changed, reported."""
    asked = _sum(told["bevraag"])
    per_bron: Counter[str] = Counter()
    for uitkomst in told["bevraag"]:
        per_bron[uitkomst["bron"]] += uitkomst["gevraagd"]
    delivered = _sum(told["inbak"])
    runs = _sum([*told["dagrun"], *told["weekrun"]])
    proposals = _sum(told["voorstellen"])
    reported = "dagrun en weekrun" if told["weekrun"] else "dagrun"
    sources = ", ".join(f"{bron} {_n(aantal)}" for bron, aantal in sorted(per_bron.items()))
    lines = {
        "gevraagd": f"{_n(asked['gevraagd'])} keer: {sources}",
        "beantwoord": f"{_n(asked['beantwoord'])}; {_missing(asked)}",
        "gewijzigd": f"nieuws over {_n(asked['gewijzigd'])} jongeren, {_n(asked['records'])} regels",
        "gerapporteerd": f"{reported}: {_n(runs['gewijzigd'])} regels anders, {_n(runs['signalen'])} IKV-signalen; "
        f"{_n(runs['meldingen'] + proposals['meldingen'])} meldingen",
    }
    if told["inbak"]:
        rows = f"{_n(delivered['aangeboden'])} rijen in de inbak, {_n(delivered['geweigerd'])} geweigerd"
        lines = {"aangeleverd": rows} | lines
    return lines


def _missing(asked: Mapping[str, int]) -> str:
    if not asked["mislukt"]:
        return "niets bleef open"
    return f"{_n(asked['mislukt'])} gingen mis en blijven open (de bron haperde)"


def _sum(uitkomsten: list[Uitkomst]) -> Counter[str]:
    """Add up the counts of several outcomes."""
    total: Counter[str] = Counter()
    for uitkomst in uitkomsten:
        total.update({naam: waarde for naam, waarde in uitkomst.items() if isinstance(waarde, int)})
    return total


def _n(aantal: int) -> str:
    return scherm.as_text(aantal)
