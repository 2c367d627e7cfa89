"""The story of one person: the priority now, how it came about, and what was earned month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import polars as pl

from vsv.bronnen.service import describe_open_vragen
from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.service import copy_out
from vsv.prioriteit.service import Uitkomst, laad, wat_verandert
from vsv.rapport.beoordeelden import REGELS
from vsv.rapport.herziening import read_herzieningen
from vsv.rapport.historie import DAGELIJKS
from vsv.rapport.maandbeelden import read_maandbeeld
from vsv.rapport.regels import Keuze, read_regels
from vsv.rapport.runs import Run, get_run, list_runs
from vsv.rapport.signalen import describe_signalen
from vsv.toegang.service import Recht, Sessie, Wie, namens

_HISTORIE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    **REGELS,
    "vlaggen": pl.String,
    "van": pl.Date,
    "tot": pl.Date,
    "run": pl.Int64,
}
_HERZIEN: Final = 13
"""How many of the latest rows of the history are looked at again: for most people that is all."""


@dataclass(frozen=True, slots=True)
class Jongerebeeld:
    """What the reports say about one person.

    Attributes:
        run: The run it is about.
        regel: The line, see `vsv.rapport.regels.read_regels`; one row.
        wat_verandert: What would change the priority, a Dutch sentence.
        historie: van and tot (peildatum of the runs between which it held; tot null = holds now), prioriteit,
            loonperiode, loon (cents), uren, redenen, vlaggen, herziening (Dutch: what the last report in which it
            held would say by what is known now; null when that is the same); the latest first.
        signaal: The IKV-signaal of the run, a Dutch sentence; None when there is none.
        maandbeeld: See `vsv.rapport.maandbeelden.read_maandbeeld`.
        open_vragen: Which sources still have to answer now, and why they have not: Dutch sentences.
    """

    run: Run
    regel: pl.DataFrame
    wat_verandert: str
    historie: pl.DataFrame
    maandbeeld: pl.DataFrame
    signaal: str | None
    open_vragen: list[str]


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
            signaal=next(iter(describe_signalen(sessie.cur, run, jongeren=[jongere])["zin"]), None),
            open_vragen=describe_open_vragen(sessie.cur, jongere),
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
    """Read what the reports said, each with what the last run that found it would find now.

    A line of 2 to 5 is found at the run it began with and at week runs; day runs take it over.
    """
    rows = copy_out(
        sessie.cur,
        """
        SELECT p.organisatie, p.aanmelding, p.jongere, a.kenmerk, a.aanmelddatum, p.prioriteit, p.loonperiode, p.loon,
               p.uren, p.redenen, p.vlaggen, van.peildatum, tot.peildatum,
               (SELECT max(r.id) FROM run r
                WHERE r.id >= p.van AND (p.tot IS NULL OR r.id < p.tot)
                  AND (r.soort = 'week' OR r.id = p.van OR p.prioriteit = ANY (%(dagelijks)s)))
        FROM prioriteit p
        JOIN aanmelding a ON a.id = p.aanmelding
        JOIN run van ON van.id = p.van LEFT JOIN run tot ON tot.id = p.tot
        WHERE p.organisatie = vsv_organisatie() AND p.jongere = %(jongere)s
        ORDER BY p.van DESC
        """,
        _HISTORIE,
        {"jongere": jongere, "dagelijks": list(DAGELIJKS)},
    )
    latest = rows.head(_HERZIEN)
    numbers = set(latest["run"])
    runs = [run for run in list_runs(sessie.cur) if run.id in numbers]
    found = read_herzieningen(sessie.cur, runs, latest)
    herziening = pl.col("run").replace_strict(found, default=None, return_dtype=pl.String)
    return rows.with_columns(herziening=herziening).select(*_BEELD)


_BEELD: Final = ("van", "tot", "prioriteit", "loonperiode", "loon", "uren", "redenen", "vlaggen", "herziening")
