"""The story of one person: the priority now, how it came about, and what was earned month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.service import copy_out
from vsv.prioriteit.service import Uitkomst, laad, wat_verandert
from vsv.rapport.maandbeelden import read_maandbeeld
from vsv.rapport.regels import Keuze, read_regels
from vsv.rapport.runs import Run, get_run
from vsv.toegang.service import Recht, Sessie, Wie, namens

_HISTORIE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "van": pl.Date,
    "tot": pl.Date,
    "prioriteit": pl.Int8,
    "loonperiode": pl.Date,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.String,
    "vlaggen": pl.String,
}


@dataclass(frozen=True, slots=True)
class Jongerebeeld:
    """What the reports say about one person.

    Attributes:
        run: The run it is about.
        regel: The line, see `vsv.rapport.regels.read_regels`; one row.
        wat_verandert: What would change the priority, a Dutch sentence.
        historie: van and tot (peildatum of the runs between which it held; tot null = holds now), prioriteit,
            loonperiode, loon (cents), uren, redenen, vlaggen; the latest first.
        maandbeeld: See `vsv.rapport.maandbeelden.read_maandbeeld`.
    """

    run: Run
    regel: pl.DataFrame
    wat_verandert: str
    historie: pl.DataFrame
    maandbeeld: pl.DataFrame


def read_jongere(
    wie: Wie, *, uuid: UUID | None = None, kenmerk: str | None = None, peildatum: date | None = None
) -> Jongerebeeld:
    """Return what the reports say about one person whom the acting organisation follows.

    Args:
        wie: Who reads, for which organisation.
        uuid: The person, or
        kenmerk: the organisation's own reference for the person.
        peildatum: Day of the run, of either kind; the latest when None.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: There is no such run, or the organisation follows no such person in it.
    """
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        run = get_run(sessie.cur, None, peildatum)
        jongere = _find_jongere(sessie, uuid, kenmerk)
        line = read_regels(sessie, run, Keuze(jongere=jongere, aantal=1), actie="rapport.jongere_inzien")
        if line.is_empty():
            raise _unknown(uuid, kenmerk)
        return Jongerebeeld(
            run=run,
            regel=line,
            wat_verandert=wat_verandert(Uitkomst.van_rij(line.row(0, named=True), run.peildatum), laad(run.regelset)),
            historie=_read_historie(sessie, jongere),
            maandbeeld=read_maandbeeld(sessie.cur, run, [jongere]),
        )


def _find_jongere(sessie: Sessie, uuid: UUID | None, kenmerk: str | None) -> int:
    sessie.cur.execute(
        """
        SELECT a.jongere FROM actieve_aanmelding a JOIN jongere j ON j.id = a.jongere
        WHERE a.organisatie = vsv_organisatie() AND (j.uuid = %s OR a.kenmerk = %s)
        """,
        (uuid, kenmerk),
    )
    found = [jongere for (jongere,) in sessie.cur]
    if len(found) > 1:
        raise InvoerFout(
            Fout(
                "KENMERK_DUBBEL",
                "Er zijn meer jongeren met dit kenmerk.",
                f"kenmerk {kenmerk}",
                "Gebruik het uuid: dat staat in de export van het rapport.",
            )
        )
    if not found:
        raise _unknown(uuid, kenmerk)
    return int(found[0])


def _unknown(uuid: UUID | None, kenmerk: str | None) -> InvoerFout:
    return InvoerFout(
        Fout(
            "JONGERE_ONBEKEND",
            "Uw organisatie volgt nu geen jongere met dit nummer, of die staat niet in dit rapport.",
            f"uuid {uuid}" if uuid else f"kenmerk {kenmerk}",
            "Kijk het nummer na, of kies een andere peildatum.",
        )
    )


def _read_historie(sessie: Sessie, jongere: int) -> pl.DataFrame:
    return copy_out(
        sessie.cur,
        """
        SELECT van.peildatum, tot.peildatum, p.prioriteit, p.loonperiode, p.loon, p.uren, p.redenen, p.vlaggen
        FROM prioriteit p JOIN run van ON van.id = p.van LEFT JOIN run tot ON tot.id = p.tot
        WHERE p.organisatie = vsv_organisatie() AND p.jongere = %(jongere)s
        ORDER BY p.van DESC
        """,
        _HISTORIE,
        {"jongere": jongere},
    )
