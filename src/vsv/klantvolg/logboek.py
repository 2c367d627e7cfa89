"""The log of an organisation, for its privacy officer: who looked at this jongere, and what did this user do.

Lines are those of the acting organisation, also about whom it no longer follows. Reading them is a line too: one for
each page, about the person who was asked for. Persons who stand on a page because of what else was asked are masked
there, and get no line (our decision: else each look at the log would add a hundred lines to it).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import Bsn, NummerFout
from vsv.domein.perioden import begin_van_dag
from vsv.klantvolg.logregels import describe_regels, read_masked
from vsv.klantvolg.personen import use_sleutels
from vsv.logboek.service import (
    Actiesoort,
    Ketencontrole,
    Logfilter,
    Plek,
    Resultaat,
    acties_van,
    last_check,
    read_logregels,
)
from vsv.toegang.service import Recht, Sessie, Wie, namens

PER_PAGINA: Final = 100
PER_DEEL: Final = 5_000
"""How many lines a piece of an export has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logkeuze:
    """Which lines somebody asks for; all of it has to hold, None = whatever it is.

    Attributes:
        bsn: About the person with this BSN, nine digits, or
        kenmerk: with this kenmerk in an aanmelding of the acting organisation, or
        uuid: with this uuid.
        actor: Pseudonym of who did it.
        vanaf: First day, in Amsterdam.
        tot: Last day.
        soort: Kind of what was done.
        resultaat: What came of it.
    """

    bsn: str | None = field(default=None, repr=False)
    kenmerk: str | None = None
    uuid: UUID | None = None
    actor: str | None = None
    vanaf: date | None = None
    tot: date | None = None
    soort: Actiesoort | None = None
    resultaat: Resultaat | None = None

    def details(self) -> dict[str, Any]:
        """Return what stands in the log line about the reading: what was asked, without who was asked for."""
        asked = {
            "gebruiker": self.actor,
            "vanaf": self.vanaf and str(self.vanaf),
            "tot": self.tot and str(self.tot),
            "soort": self.soort and str(self.soort),
            "resultaat": self.resultaat,
        }
        return {naam: waarde for naam, waarde in asked.items() if waarde is not None}


@dataclass(frozen=True, slots=True)
class Loghoofd:
    """The person whom the log was asked about.

    Attributes:
        uuid: The name by which others know this person.
        bsn: Masked.
        kenmerk: Of the last own aanmelding; None = there is none.
    """

    uuid: UUID
    bsn: str
    kenmerk: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Logpagina:
    """A page of the log, the newest line first.

    Attributes:
        regels: tijdstip (UTC), actor (pseudonym), naam (who that is, Dutch), actie, soort (of `Actiesoort`; null when
            the code no longer knows the actie), woorden (what was done, Dutch), uuid (of the jongere, as text), bsn
            (masked), kenmerk (of the last own aanmelding), resultaat, oorsprong (Dutch), bijzonderheden (Dutch).
        volgende: Where the next page begins; None when this is the last one.
        keten: What the last check of the chain found; None when there never was one.
        over: The person who was asked for; None when no person was asked for.
    """

    regels: pl.DataFrame = field(repr=False)
    volgende: str | None
    keten: Ketencontrole | None
    over: Loghoofd | None


def search_in_logboek(wie: Wie, keuze: Logkeuze) -> Loghoofd:
    """Return the person whom somebody wants to ask the log about, or make an inzage of; the search is logged.

    Args:
        wie: Who searches, with the right LOGBOEK_LEZEN.
        keuze: A BSN, a kenmerk or a uuid; the rest makes no difference.

    Raises:
        InvoerFout: KEUZE_LEEG: none of these was given; or see `read_logboek`.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.LOGBOEK_LEZEN) as sessie:
        jongere = find_in_log(sessie, keuze)
        if jongere is None:
            raise InvoerFout(Fout("KEUZE_LEEG", "Vul een BSN of een kenmerk in.", "BSN"))
        sessie.log("logboek.opzoeken", jongere)
        return _describe(sessie, jongere)


def _describe(sessie: Sessie, jongere: int) -> Loghoofd:
    (row,) = read_masked(sessie, pl.Series([jongere], dtype=pl.Int64)).to_dicts()
    return Loghoofd(UUID(row["uuid"]), row["bsn"], row["kenmerk"])


def read_logboek(wie: Wie, keuze: Logkeuze, *, na: str | None = None, aantal: int = PER_PAGINA) -> Logpagina:
    """Return a page of the log of the acting organisation; that it was read is logged.

    Args:
        wie: Who reads, with the right LOGBOEK_LEZEN.
        keuze: Which lines.
        na: `volgende` of the page before; None for the first page.
        aantal: How many lines at most.

    Raises:
        InvoerFout: JONGERE_ONBEKEND: the organisation has nothing to do with this person and never had;
            KENMERK_DUBBEL, KEUZE_DUBBEL, BSN_ONGELDIG, PLEK_ONGELDIG.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    plek = _parse_plek(na) if na else None
    with namens(wie, Recht.LOGBOEK_LEZEN, snapshot=True) as sessie:
        jongere = find_in_log(sessie, keuze)
        found = read_logregels(sessie.cur, _filter(keuze, jongere), na=plek, aantal=aantal + 1)
        regels = describe_regels(sessie, found.head(aantal))
        keten = last_check(sessie.cur)
        over = None if jongere is None else _describe(sessie, jongere)
        sessie.log("logboek.inzien", jongere, keuze.details())
    volgende = _plek_tekst(found.row(aantal - 1, named=True)) if found.height > aantal else None
    return Logpagina(regels, volgende, keten, over)


def iter_logboek(sessie: Sessie, keuze: Logkeuze, *, per_deel: int = PER_DEEL) -> Iterator[pl.DataFrame]:
    """Yield all lines asked for in pieces, in the columns of `Logpagina.regels`; the export is logged at the start.

    Args:
        sessie: A transaction with the right LOGBOEK_LEZEN, in one snapshot.
        keuze: Which lines; see `read_logboek` for what can be wrong with it.
        per_deel: How many lines a piece has.
    """
    jongere = find_in_log(sessie, keuze)
    sessie.log("logboek.exporteren", jongere, keuze.details())
    return _iter_pieces(sessie, _filter(keuze, jongere), per_deel)


def _iter_pieces(sessie: Sessie, filter_: Logfilter, per_deel: int) -> Iterator[pl.DataFrame]:
    last: Plek | None = None
    while not (found := read_logregels(sessie.cur, filter_, na=last, aantal=per_deel)).is_empty():
        last = (found["tijdstip"][-1], found["nummer"][-1])
        yield describe_regels(sessie, found)


def find_in_log(sessie: Sessie, keuze: Logkeuze) -> int | None:
    """Return the key of the person asked for; None when no person was asked for.

    Raises:
        InvoerFout: See `read_logboek`.
        OmgevingFout: The key of the BSN's is not here.
    """
    asked = [waarde for waarde in (keuze.bsn, keuze.kenmerk, keuze.uuid) if waarde is not None]
    if not asked:
        return None
    if len(asked) > 1:
        raise InvoerFout(Fout("KEUZE_DUBBEL", "Zoek op een BSN, op een kenmerk of op een uuid, niet op meer tegelijk."))
    found = _find_kenmerk(sessie, keuze.kenmerk) if keuze.kenmerk is not None else _find(sessie, keuze)
    if len(found) == 1:
        return found[0]
    if found:
        raise InvoerFout(
            Fout("KENMERK_DUBBEL", "Er zijn meer jongeren met dit kenmerk.", "kenmerk", "Zoek op het BSN of het uuid.")
        )
    raise InvoerFout(
        Fout(
            "JONGERE_ONBEKEND",
            "Uw organisatie heeft van deze jongere geen aanmelding, geen voorstel en geen logregels.",
            advies="Kijk het nummer na.",
        )
    )


def _find(sessie: Sessie, keuze: Logkeuze) -> list[int]:
    bsn = None
    if keuze.bsn is not None:
        try:
            (bsn,) = use_sleutels(sessie.cur).encrypt([Bsn.parse(keuze.bsn).voluit])
        except NummerFout as e:
            raise InvoerFout(Fout("BSN_ONGELDIG", str(e), "BSN")) from None
    sessie.cur.execute("SELECT jongere FROM klantvolg_zoek_in_logboek(%s, %s)", (bsn, keuze.uuid))
    return [jongere for (jongere,) in sessie.cur]


def _find_kenmerk(sessie: Sessie, kenmerk: str) -> list[int]:
    sessie.cur.execute(
        "SELECT DISTINCT jongere FROM aanmelding WHERE organisatie = vsv_organisatie() AND kenmerk = %s", (kenmerk,)
    )
    return [jongere for (jongere,) in sessie.cur]


def _filter(keuze: Logkeuze, jongere: int | None) -> Logfilter:
    return Logfilter(
        jongere=jongere,
        actor=keuze.actor,
        vanaf=begin_van_dag(keuze.vanaf) if keuze.vanaf else None,
        voor=begin_van_dag(keuze.tot + timedelta(days=1)) if keuze.tot else None,
        acties=acties_van(keuze.soort) if keuze.soort else None,
        resultaat=keuze.resultaat,
    )


def _plek_tekst(regel: dict[str, Any]) -> str:
    moment: datetime = regel["tijdstip"]
    return f"{(moment - _BEGIN) // timedelta(microseconds=1)}-{regel['nummer']}"


def _parse_plek(tekst: str) -> Plek:
    if not re.fullmatch("[0-9]{1,16}-[0-9]{1,18}", tekst):
        raise InvoerFout(Fout("PLEK_ONGELDIG", "Deze plek in het logboek bestaat niet.", "na", "Begin vooraan."))
    moment, nummer = tekst.split("-")
    return _BEGIN + timedelta(microseconds=int(moment)), int(nummer)


_BEGIN: Final = datetime(1970, 1, 1, tzinfo=UTC)
