"""Asking until nobody is left to be asked about: a few at a time, and what comes in is taken in as it comes.

Asking is done by threads, which know no database; the database is for the one that calls. So whatever happens to a
question on the way, what was taken in stands, and what was not is still open.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from vsv.bronnen.bevragen.antwoord import Antwoord
from vsv.bronnen.bevragen.instellingen import Instellingen
from vsv.bronnen.bevragen.mislukking import GeenAntwoord, Mislukking
from vsv.bronnen.bevragen.plan import MAX_FOUTEN, claim, drop_vervallen, note_stand, postpone, release
from vsv.bronnen.bevragen.verbinding import Verbinding
from vsv.bronnen.bevragen.verwerken import Ontvangen, take_antwoorden, vraag_vanaf
from vsv.domein.codes import Bron
from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import exclusive
from vsv.toegang.service import Wie, als_dienst

MAANDEN: Final = 13
"""Of how many months opgaven are asked: as many as a maandbeeld shows, so that any correction in it is seen."""

_PER_LEVERING: Final = 250
"""So many answers are taken in together: enough to be quick, few enough to lose little when a process dies."""
_SECONDS_PER_LEVERING: Final = 5.0
"""And no answer waits longer than this to be taken in."""

Klok = Callable[[], datetime]


def now() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Vraagverslag:
    """What came of asking a source.

    Attributes:
        bron: The source.
        uitkomsten: How many per outcome: beantwoord, niets_gevonden, vervallen.
        mislukt: How many went wrong, by why; those are still open.
        gewijzigd: About how many people something new was said.
        records: How many records were appended.
        rust: The source failed too often in a row and is left alone for a while.
        bezet: Somebody else is asking this source now; nothing was done.
    """

    bron: Bron
    uitkomsten: Counter[str] = field(default_factory=Counter)
    mislukt: Counter[Mislukking] = field(default_factory=Counter)
    gewijzigd: int = 0
    records: int = 0
    rust: bool = False
    bezet: bool = False

    @property
    def gevraagd(self) -> int:
        """How often was asked."""
        return self.uitkomsten.total() + self.mislukt.total() - self.uitkomsten["vervallen"]

    @property
    def beantwoord(self) -> int:
        """How many answers were read in full, nothing found included."""
        return self.uitkomsten["beantwoord"] + self.uitkomsten["niets_gevonden"]


def ask_bron(
    wie: Wie, bron: Bron, instellingen: Instellingen, *, klok: Klok = now, stop: Callable[[], bool] = lambda: False
) -> Vraagverslag:
    """Ask a source about everyone who is still to be asked about and may be by now, and take the answers in.

    Args:
        wie: Who does it, for the service.
        bron: The source.
        instellingen: How it is asked; must hold this source.
        klok: What time it is; another one than the real clock only for practice.
        stop: Says whether it is time to stop: then no more is asked, and the answers under way are taken in.

    Raises:
        OmgevingFout: The database went away. What was taken in stands, the rest is still open.
    """
    ronde = _Ronde(wie, bron, instellingen, klok, stop)
    with exclusive("werker", f"bronnen.bevragen.{bron}") as mine:
        if mine:
            ronde.run()
        else:
            ronde.verslag.bezet = True
    return ronde.verslag


class _Ronde:
    """One stretch of asking."""

    def __init__(self, wie: Wie, bron: Bron, instellingen: Instellingen, klok: Klok, stop: Callable[[], bool]) -> None:
        self.wie = wie
        self.bron = bron
        self.klok = klok
        self.stop = stop
        self.verbinding = Verbinding(bron, instellingen)
        self.mark = uuid4()
        self.verslag = Vraagverslag(bron)
        self.vanaf = vraag_vanaf(dag_van(klok()), MAANDEN)
        self.done: list[Ontvangen | tuple[int, Mislukking]] = []
        self.taken_in = time.monotonic()

    def run(self) -> None:
        """Ask and take in until there is nothing left to ask now."""
        with als_dienst(self.wie) as sessie:
            release(sessie.cur, self.bron)
            self.verslag.uitkomsten["vervallen"] += drop_vervallen(sessie.cur, self.bron, dag_van(self.klok()))
        most = self.verbinding.instelling.gelijktijdig
        with ThreadPoolExecutor(most, thread_name_prefix=f"vraag-{self.bron}") as pool:
            try:
                self._run(pool, most)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        with als_dienst(self.wie) as sessie:
            release(sessie.cur, self.bron)

    def _run(self, pool: ThreadPoolExecutor, most: int) -> None:
        under_way: set[Future[Ontvangen | tuple[int, Mislukking]]] = set()
        more = True
        while True:
            if not under_way:
                self._take_in()
                more = True
            room = 2 * most - len(under_way)  # a question more for each thread, so that none has to wait for one
            if more and room >= most and not self._ends():
                people = self._claim(room)
                more = len(people) == room
                under_way |= {pool.submit(self._ask, *person) for person in people}
            if not under_way:
                return
            ready, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            self.done += [future.result() for future in ready]
            self.verslag.rust |= self._fails_too_often()
            if self._ends():
                under_way = {future for future in under_way if not future.cancel()}
            if len(self.done) >= _PER_LEVERING or time.monotonic() - self.taken_in > _SECONDS_PER_LEVERING:
                self._take_in()

    def _claim(self, aantal: int) -> list[tuple[int, str]]:
        """Take questions, and read whom they are about: that is logged, as any look at a person."""
        nu = self.klok()
        with als_dienst(self.wie) as sessie:
            jongeren = claim(sessie.cur, self.bron, nu=nu, dag=dag_van(nu), wie=self.mark, aantal=aantal)
            if not jongeren:
                return []
            people = read_personen(sessie, jongeren, actie="bronnen.bevragen")
        return list(people.select("jongere", "bsn").iter_rows())

    def _ask(self, jongere: int, bsn: str) -> Ontvangen | tuple[int, Mislukking]:
        try:
            antwoord: Antwoord = self.verbinding.ask(bsn, self.vanaf)
        except GeenAntwoord as e:
            return jongere, e.reden
        return Ontvangen(jongere=jongere, bsn=bsn, moment=self.klok(), antwoord=antwoord)

    def _ends(self) -> bool:
        return self.verslag.rust or self.stop()

    def _fails_too_often(self) -> bool:
        return len(self.done) >= MAX_FOUTEN and not any(isinstance(een, Ontvangen) for een in self.done[-MAX_FOUTEN:])

    def _take_in(self) -> None:
        """Take in what has come back; see to what went wrong; write down how the source is doing."""
        done, self.done = self.done, []
        self.taken_in = time.monotonic()
        if not done:
            return
        ontvangen = [een for een in done if isinstance(een, Ontvangen)]
        mislukt = {een[0]: een[1] for een in done if not isinstance(een, Ontvangen)}
        with als_dienst(self.wie) as sessie:
            nu = self.klok()
            verwerkt = take_antwoorden(sessie, self.bron, ontvangen, wie=self.mark, dag=dag_van(nu), vanaf=self.vanaf)
            mislukt |= dict.fromkeys(verwerkt.onvolledig, Mislukking.ANTWOORD_ONVOLLEDIG)
            postpone(sessie.cur, self.bron, mislukt, wie=self.mark, nu=nu)
            self.verslag.rust |= note_stand(
                sessie.cur,
                self.bron,
                nu=nu,
                fouten_op_rij=_trailing_failures(done),
                antwoord=bool(ontvangen),
                fout=next(reversed(mislukt.values()), None),
            )
            sessie.log("bronnen.antwoorden", bijzonderheden={"bron": self.bron, "levering": verwerkt.levering})
        self.verslag.uitkomsten += verwerkt.uitkomsten
        self.verslag.mislukt.update(mislukt.values())
        self.verslag.gewijzigd += verwerkt.gewijzigd
        self.verslag.records += verwerkt.records


def _trailing_failures(done: Sequence[Ontvangen | tuple[int, Mislukking]]) -> int:
    """Return how many failures there are after the last answer."""
    return next((place for place, een in enumerate(reversed(done)) if isinstance(een, Ontvangen)), len(done))
