"""A round of bringing: everything that can be brought now, to each abonnement one after the other.

Of one abonnement somebody works at a time, over all workers: a lock of a database connection says who, and it is free
when that process dies. Several abonnementen are served beside each other, so that who is slow keeps nobody waiting.
A melding is sent, and then written down as delivered; who dies in between sends it twice, and never loses it.
"""

import ssl
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vsv.domein.fouten import InvoerFout
from vsv.meldingen.bezorgen import rij, uitkomst
from vsv.meldingen.bezorgen.adres import Zoeker, find_addresses, look_up
from vsv.meldingen.bezorgen.bericht import CONTENT_TYPE, write_bericht
from vsv.meldingen.bezorgen.instellingen import Bezorginstellingen
from vsv.meldingen.bezorgen.lijn import make_tls, post
from vsv.meldingen.bezorgen.mislukking import Mislukking, NietBezorgd
from vsv.meldingen.doel import parse_doel
from vsv.meldingen.geheim import sign, unlock_geheim
from vsv.opslag.service import exclusive
from vsv.toegang.service import Wie, als_dienst

NAAST_ELKAAR: Final = 8
"""Abonnementen that are served at the same time."""
PER_GREEP: Final = 50
"""How many bezorgingen are looked up at a time."""

Klok = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Bezorgverslag:
    """What a round did.

    Attributes:
        klaargezet: How many bezorgingen were put in line.
        gestopt: How many abonnementen were stopped, as the machtiging was withdrawn.
        bezorgd: How many arrived.
        mislukt: How many went wrong and are tried again.
        geparkeerd: How many went wrong and are not tried again.
    """

    klaargezet: int = 0
    gestopt: int = 0
    bezorgd: int = 0
    mislukt: int = 0
    geparkeerd: int = 0


def deliver_meldingen(
    wie: Wie,
    instellingen: Bezorginstellingen,
    *,
    klok: Klok,
    stop: Callable[[], bool] = lambda: False,
    zoek: Zoeker = look_up,
    spreiding: uitkomst.Spreiding = uitkomst.spread,
) -> Bezorgverslag:
    """Bring what can be brought now; what another worker is at is left to that one.

    Args:
        wie: Who works; needs the right to manage the service.
        instellingen: How meldingen are brought.
        klok: What time it is.
        stop: Says that it is time to stop: what is under way is finished.
        zoek: Looks up names; another one only for tests.
        spreiding: Spreads retries; another one only for tests.

    Raises:
        GeenRecht: `wie` may not do this.
        OmgevingFout: The database can't be reached, or the key of the secrets is not here.
    """
    with als_dienst(wie) as sessie:
        stopped = uitkomst.stop_withdrawn(sessie.cur, klok())
        added = rij.line_up(sessie.cur, klok())
        if stopped:
            sessie.log("meldingen.abonnement_stoppen", bijzonderheden={"ingetrokken": stopped})
    with als_dienst(wie) as sessie:
        ontvangers = rij.find_ontvangers(sessie.cur, klok())
    bezorger = _Bezorger(wie, instellingen, klok, stop, zoek, spreiding, make_tls(instellingen.vertrouwd))
    counts: Counter[str] = Counter()
    with ThreadPoolExecutor(NAAST_ELKAAR, thread_name_prefix="bezorgen") as pool:
        for found in pool.map(bezorger.serve, ontvangers):
            counts += found
    return Bezorgverslag(klaargezet=added, gestopt=stopped, **counts)


@dataclass(frozen=True, slots=True)
class _Bezorger:
    """Serves abonnementen, from any number of threads."""

    wie: Wie
    instellingen: Bezorginstellingen
    klok: Klok
    stop: Callable[[], bool]
    zoek: Zoeker
    spreiding: uitkomst.Spreiding
    tls: ssl.SSLContext

    def serve(self, ontvanger: rij.Ontvanger) -> Counter[str]:
        """Bring an abonnement all it can be brought now, and return what came of it, counted."""
        counts: Counter[str] = Counter()
        with exclusive("werker", f"meldingen.bezorgen {ontvanger.id}") as mine:
            if not mine:
                return counts
            geheim = unlock_geheim(ontvanger.geheim, ontvanger.sleutel)
            while zendingen := self._find(ontvanger):
                if not self._work_through(ontvanger, geheim, zendingen, counts):
                    break
        if counts:
            with als_dienst(self.wie) as sessie:
                sessie.log("meldingen.bezorgen", bijzonderheden={"abonnement": str(ontvanger.uuid), **counts})
        return counts

    def _find(self, ontvanger: rij.Ontvanger) -> Sequence[rij.Zending]:
        if self.stop():
            return []
        with als_dienst(self.wie) as sessie:
            return rij.find_zendingen(sessie.cur, ontvanger, self.klok(), hoogstens=PER_GREEP)

    def _work_through(
        self, ontvanger: rij.Ontvanger, geheim: str, zendingen: Sequence[rij.Zending], counts: Counter[str]
    ) -> bool:
        """Send one after the other; False when it is better to leave this abonnement alone for now."""
        for zending in zendingen:
            if self.stop():
                return False
            begin = time.monotonic()
            try:
                status = self._send(ontvanger, geheim, zending)
            except NietBezorgd as e:
                outcome, goes_on = self._note_failure(ontvanger, zending, e, _since(begin))
            else:
                outcome, goes_on = self._note_success(ontvanger, zending, status, _since(begin)), True
            counts[outcome] += 1
            if not goes_on:
                return False
        return True

    def _send(self, ontvanger: rij.Ontvanger, geheim: str, zending: rij.Zending) -> int:
        """Send, and return the status of an answer that is a yes."""
        try:
            doel = parse_doel(ontvanger.doel, oefenen=self.instellingen.oefenen)
        except InvoerFout:  # it was practice when it was given
            raise NietBezorgd(Mislukking.ADRES_GEWEIGERD) from None
        addresses = find_addresses(
            doel.naam, doel.poort, zoek=self.zoek, alleen_hier=not doel.veilig, oefenen=self.instellingen.oefenen
        )
        body = write_bericht(zending.bericht, self.instellingen)
        koppen = {
            **sign(geheim, id=str(zending.bericht.uuid), moment=self.klok(), inhoud=body),
            "Content-Type": CONTENT_TYPE,
            "User-Agent": "VSV-monitor",
        }
        status = post(doel, addresses, koppen, body, tijdslimiet=self.instellingen.tijdslimiet, tls=self.tls)
        if not 200 <= status < 300:
            raise NietBezorgd(_judge(status), status)
        return status

    def _note_success(self, ontvanger: rij.Ontvanger, zending: rij.Zending, status: int, duur: int) -> str:
        nu = self.klok()
        with als_dienst(self.wie) as sessie:
            uitkomst.note_try(sessie.cur, ontvanger, zending, nu, status, None, duur)
            uitkomst.note_delivered(sessie.cur, ontvanger, zending, nu, status)
        return "bezorgd"

    def _note_failure(
        self, ontvanger: rij.Ontvanger, zending: rij.Zending, fault: NietBezorgd, duur: int
    ) -> tuple[str, bool]:
        """Write down what went wrong; return how to count it, and whether to go on with this abonnement."""
        nu = self.klok()
        with als_dienst(self.wie) as sessie:
            uitkomst.note_try(sessie.cur, ontvanger, zending, nu, fault.status, str(fault.reden), duur)
            parked = uitkomst.note_failed(sessie.cur, zending, nu, fault.reden, fault.status, self.spreiding)
            if fault.reden is Mislukking.OPGEZEGD:
                uitkomst.note_gone(sessie.cur, ontvanger, nu)
                sessie.log("meldingen.abonnement_stoppen", bijzonderheden={"abonnement": str(ontvanger.uuid)})
                return "geparkeerd", False
            tired = uitkomst.note_trouble(sessie.cur, ontvanger, nu)
        return ("geparkeerd" if parked else "mislukt"), not tired


def _judge(status: int) -> Mislukking:
    """Say what an answer means that is no yes."""
    if status == 410:
        return Mislukking.OPGEZEGD
    return Mislukking.DOORVERWIJZING if 300 <= status < 400 else Mislukking.GEWEIGERD


def _since(begin: float) -> int:
    return round(1000 * (time.monotonic() - begin))
