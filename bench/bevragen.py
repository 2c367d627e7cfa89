"""Asking UWV about people and taking the answers in, against only sending the same questions and reading the bytes.

Both ask the same oefen-UWV, over HTTPS with certificates on both sides, with the same number of questions in flight.
The floor makes no envelope, reads no XML, compares nothing and writes nothing. The oefen-UWV shares the processor with
both; with a source that takes its time (as UWV does) the number in flight decides.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import local
from typing import Any, Final
from uuid import uuid4

import polars as pl
import requests

from bench.server import server
from vsv.beheer.oefenen import OIN_UWV, OIN_VRAGER, instellingen_voor
from vsv.bronnen.service import Vraagverslag, ask_bron, plan_vragen, take_levering
from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN
from vsv.klantvolg.service import find_gevolgden
from vsv.simulatie.service import Gedrag, Oefenuwv, make_nederland, write
from vsv.toegang.service import add_organisatie, als_dienst, operator

TOT: Final = date(2026, 11, 23)
NU: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
VERTRAGING: Final = 0.05
"""Seconds that an answer takes when the source takes its time."""
METINGEN: Final = (
    (1, 0.0, 600),
    (8, 0.0, 600),
    (32, 0.0, 600),
    (1, VERTRAGING, 120),
    (8, VERTRAGING, 480),
    (32, VERTRAGING, 600),
)
"""Questions in flight, seconds an answer takes, and about how many people is asked: each time about others."""

_ENVELOPE: Final = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="{wsa}"><s:Header>
<a:Action>{actie}</a:Action><a:MessageID>urn:uuid:{nummer}</a:MessageID><a:To>{naar}</a:To>
<a:From><a:Address>{van}</a:Address></a:From></s:Header><s:Body><d:{operatie} xmlns:d="{ruimte}">
<Burgerservicenr>{bsn}</Burgerservicenr><PeriodeGegevensvraagIko><DatBPeriode>20251101</DatBPeriode>
</PeriodeGegevensvraagIko></d:{operatie}></s:Body></s:Envelope>"""


def meet() -> list[dict[str, Any]]:
    """Measure with 1, 8 and 32 questions in flight, at a source that answers at once and at one that takes its time."""
    personen = 200 + sum(aantal for _, _, aantal in METINGEN)  # not everyone is followed
    with server() as folder, Oefenuwv.start(folder / "uwv", personen=personen, tot=TOT, weken=1) as uwv:
        jongeren = _follow(folder, personen)
        rows, begin = [], 0
        for most, seconds, aantal in METINGEN:
            rows.append(_measure(uwv, jongeren.slice(begin, aantal), most, seconds))
            begin += aantal
        return rows


def _follow(folder: Path, personen: int) -> pl.DataFrame:
    """Let the organisations follow their people; return bsn and jongere of them."""
    nederland = make_nederland(personen=personen, zaad=1, tot=TOT, weken=1)
    for row in nederland.organisaties.iter_rows(named=True):
        add_organisatie(operator("meting"), **row)
    aanmeldingen = nederland.tabellen["aanmeldingen"].with_columns(afmelddatum=pl.lit(None, pl.Date))
    write({"aanmeldingen": aanmeldingen}, folder / "aanmeldingen")
    take_levering(operator("meting"), folder / "aanmeldingen")
    with als_dienst(operator("meting")) as sessie:
        return find_gevolgden(sessie.cur, aanmeldingen["bsn"]).sort("jongere")


def _measure(uwv: Oefenuwv, jongeren: pl.DataFrame, most: int, seconds: float) -> dict[str, Any]:
    uwv.set_gedrag(Gedrag(vertraging=seconds))
    uwv.set_moment(NU)
    floor = _ask_bare(uwv, jongeren["bsn"].to_list(), most)
    verslag, ours = _ask(uwv, jongeren["jongere"].to_list(), most)
    how = f"{seconds * 1000:.0f} ms per antwoord" if seconds else "antwoord meteen"
    return {
        "naam": "UWV bevragen",
        "variant": f"{most} tegelijk, {how}",
        "omvang": f"{verslag.beantwoord} jongeren, {verslag.records} regels",
        "seconden": ours,
        "grondslag": "dezelfde vragen versturen, antwoord niet lezen",
        "grondslag_seconden": floor,
        "verhouding": ours / floor,
        "tempo": f"{verslag.beantwoord / ours:.0f} antwoorden/s, {verslag.records / ours:.0f} regels/s",
    }


def _ask(uwv: Oefenuwv, jongeren: Sequence[int], most: int) -> tuple[Vraagverslag, float]:
    """Let the service ask about these people."""
    wie = operator("meting")
    with als_dienst(wie) as sessie:
        sessie.cur.execute("DELETE FROM vraag")
        plan_vragen(sessie.cur, Bron.POLIS, dag=NU.date(), nu=NU, dagelijks=[])
        sessie.cur.execute("DELETE FROM vraag WHERE jongere <> ALL (%s)", (list(jongeren),))
    begin = time.perf_counter()
    verslag = ask_bron(wie, Bron.POLIS, instellingen_voor(uwv, gelijktijdig=most), klok=lambda: NU)
    seconds = time.perf_counter() - begin
    if verslag.beantwoord != len(jongeren):
        raise RuntimeError(f"not everyone was answered about: {verslag}")
    return verslag, seconds


def _ask_bare(uwv: Oefenuwv, bsns: Sequence[str], most: int) -> float:
    """Send the same questions and read the bytes that come back, no more; return the seconds it took."""
    dienst, adres, own = DIENSTEN[Bron.POLIS], uwv.url(Bron.POLIS), local()
    bodies = [
        _ENVELOPE.format(
            wsa="http://www.w3.org/2005/08/addressing", actie=dienst.soap_action, nummer=uuid4(),
            naar=f"{adres}?oin={OIN_UWV}", van=f"urn:x?oin={OIN_VRAGER}", operatie=dienst.operatie,
            ruimte=dienst.ruimte, bsn=bsn,
        ).encode()
        for bsn in bsns
    ]  # fmt: skip
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{dienst.soap_action}"'}

    def post(body: bytes) -> int:
        if not hasattr(own, "session"):
            own.session = uwv.sessie()
        response: requests.Response = own.session.post(adres, data=body, headers=headers)
        response.raise_for_status()
        return len(response.content)

    begin = time.perf_counter()
    with ThreadPoolExecutor(most) as pool:
        size = sum(pool.map(post, bodies))
    seconds = time.perf_counter() - begin
    if size < 100 * len(bsns):
        raise RuntimeError("the source did not answer")
    return seconds
