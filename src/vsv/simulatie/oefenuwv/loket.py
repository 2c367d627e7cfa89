"""The desk of the oefen-UWV: what it knows, how it behaves, and what it was asked; apart from HTTP."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Lock
from typing import Final

import polars as pl

from vsv.domein.codes import Bron
from vsv.domein.suwiml import Dienst
from vsv.simulatie.oefenuwv.antwoorden import Stand
from vsv.simulatie.oefenuwv.berichten import client_suwi
from vsv.simulatie.oefenuwv.gedrag import Gedrag
from vsv.simulatie.oefenuwv.reacties import Reactie, react, reject
from vsv.simulatie.oefenuwv.vragen import Afwijzing, make_contracten, parse_vraag

_BEGIN: Final = datetime(1900, 1, 1, tzinfo=UTC)


class Loket:
    """Answers questions from tables as known at a moment; threads may share it.

    Args:
        tabellen: Tables of the uitwisselformaat, as `read_tabellen` gives them.
        moment: The virtual clock; None: everything in the tables is known.
        gedrag: How it behaves.
    """

    def __init__(self, tabellen: Mapping[str, pl.DataFrame], moment: datetime | None, gedrag: Gedrag) -> None:
        self._tabellen = tabellen
        self._contracten = make_contracten()
        self._lock = Lock()
        self._tellingen = {bron: _Telling() for bron in Bron}
        self.gedrag = gedrag
        self.stand = Stand.op(tabellen, moment or _last(tabellen))

    def set(self, gedrag: Gedrag, moment: datetime | None) -> None:
        """Behave otherwise from the next question on, and know what was known at a moment (None: as it was)."""
        if moment is not None and moment != self.stand.moment:
            self.stand = Stand.op(self._tabellen, moment)
        self.gedrag = gedrag

    def answer(self, dienst: Dienst, soap_action: str | None, bericht: bytes) -> tuple[Reactie, float]:
        """Return the answer to a message, and after how many seconds it is to be given."""
        bron, seconden = dienst.bron, 0.0
        try:
            vraag = parse_vraag(dienst, self._contracten[bron], soap_action, bericht)
        except Afwijzing as e:
            reactie = reject(str(e))
        else:
            with self._lock:
                keer = self._tellingen[bron].ask(vraag.bsn)
            wangedrag, seconden = self.gedrag.draw(bron, vraag.bsn, keer)
            reactie = react(vraag, client_suwi(self.stand, vraag), wangedrag)
        with self._lock:
            self._tellingen[bron].uitkomsten[reactie.uitkomst] += 1
        return reactie, seconden

    def tellingen(self) -> dict[str, dict[str, object]]:
        """Return per source how many questions came in, about how many people, and what came of them."""
        with self._lock:
            return {str(bron): telling.as_json() for bron, telling in self._tellingen.items()}

    def forget(self) -> None:
        """Count from nothing again; the draw of misbehaviour begins anew too."""
        with self._lock:
            self._tellingen = {bron: _Telling() for bron in Bron}


class _Telling:
    """What one source was asked."""

    def __init__(self) -> None:
        self.per_persoon: Counter[str] = Counter()
        self.uitkomsten: Counter[str] = Counter()

    def ask(self, bsn: str) -> int:
        """Count a question, and return how many there were about this person before it."""
        self.per_persoon[bsn] += 1
        return self.per_persoon[bsn] - 1

    def as_json(self) -> dict[str, object]:
        return {
            "gevraagd": self.uitkomsten.total(),
            "personen": len(self.per_persoon),
            "uitkomsten": dict(sorted(self.uitkomsten.items())),
        }


def _last(tabellen: Mapping[str, pl.DataFrame]) -> datetime:
    """Return when the last record came in."""
    momenten = [tabel["ontvangen_op"].max() for tabel in tabellen.values() if tabel.height]
    return max((moment for moment in momenten if isinstance(moment, datetime)), default=_BEGIN)
