"""The story of one person: the priority now, how it came about, and what was earned month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import polars as pl

from vsv.bronnen.service import describe_open_vragen
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import MOMENT
from vsv.klantvolg.service import find_gevolgde, read_opvolging, read_volgers
from vsv.prioriteit.service import Uitkomst, wat_verandert
from vsv.rapport.regels import Keuze, read_regels
from vsv.rapport.runs import Run, get_run
from vsv.rapport.signalen import describe_signalen
from vsv.rapport.tijdlijn import Tijdlijn, read_tijdlijn
from vsv.rapport.verloop import read_verloop
from vsv.toegang.service import Recht, Sessie, Wie, namens

_DOELGROEP: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "datum_begin": pl.Date,
    "datum_einde": pl.Date,
    "ontvangen_op": MOMENT,
    "levering": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class Doelgroep:
    """What the doelgroepregister says about one person.

    Attributes:
        run: The run at which it was known.
        registraties: datum_begin, datum_einde (null = still current), ontvangen_op, levering; the latest first. On
            which ground stays with the source: nobody here needs it.
    """

    run: Run
    registraties: pl.DataFrame

    @property
    def staat_erin(self) -> bool:
        """Whether the person stood in the register on the peildatum."""
        begun = self.registraties.filter(pl.col("datum_begin") <= self.run.peildatum)
        return not begun.filter(pl.col("datum_einde").fill_null(date.max) >= self.run.peildatum).is_empty()


@dataclass(frozen=True, slots=True)
class Jongerebeeld:
    """What the reports say about one person.

    Attributes:
        run: The run it is about.
        regel: The line, see `vsv.rapport.regels.read_regels`; one row.
        wat_verandert: What would change the priority, a Dutch sentence.
        historie: van and tot (peildatum of the runs between which it held; tot null = holds now), prioriteit,
            loonperiode, loon (cents), uren, redenen, vlaggen, wijziging (Dutch: why it changed), herziening (Dutch:
            what the last report in which it held would say by what is known now; null when that is the same, or was
            not asked for); the latest first.
        signaal: The IKV-signaal of the run, a Dutch sentence; None when there is none.
        maandbeeld: See `vsv.rapport.maandbeelden.read_maandbeeld`.
        open_vragen: Which sources still have to answer now, and why they have not: Dutch sentences.
        tijdlijn: The jobs and benefits behind it.
        volgers: The names of the organisations that follow this person now, the acting one first.
        opvolging: The marks that the acting organisation set, see `vsv.klantvolg.read_opvolging`.
    """

    run: Run
    regel: pl.DataFrame
    wat_verandert: str
    historie: pl.DataFrame
    maandbeeld: pl.DataFrame
    signaal: str | None
    open_vragen: list[str]
    tijdlijn: Tijdlijn
    volgers: list[str]
    opvolging: pl.DataFrame


def read_jongere(
    wie: Wie,
    *,
    uuid: UUID | None = None,
    kenmerk: str | None = None,
    peildatum: date | None = None,
    herziening: bool = True,
) -> Jongerebeeld:
    """Return what the reports say about one person whom the acting organisation follows.

    The doelgroepregister is not in it, whatever the rights of `wie`: see `read_doelgroep`.

    Args:
        wie: Who reads, for which organisation.
        uuid: The person, or
        kenmerk: the organisation's own reference for the person.
        peildatum: Day of the run, of either kind; the latest when None.
        herziening: Also make the past lines again by what is known now; that takes longer than all the rest.

    Raises:
        GeenRecht: `wie` may not see young people.
        InvoerFout: There is no such run, or the organisation follows no such person in it.
    """
    with namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        run = get_run(sessie.cur, None, peildatum)
        jongere = _find_jongere(sessie, uuid, kenmerk)
        keuze = Keuze(jongere=jongere, aantal=1, register=False)
        line = read_regels(sessie, run, keuze, actie="rapport.jongere_inzien")
        if line.is_empty():
            raise _unknown(uuid, kenmerk)
        tijdlijn = read_tijdlijn(sessie.cur, run, jongere)
        return Jongerebeeld(
            run=run,
            regel=line,
            wat_verandert=wat_verandert(Uitkomst.van_rij(line.row(0, named=True), run.peildatum), run.regels),
            historie=read_verloop(sessie, jongere, herziening=herziening),
            maandbeeld=tijdlijn.maandbeeld,
            signaal=next(iter(describe_signalen(sessie.cur, run, jongeren=[jongere])["zin"]), None),
            open_vragen=describe_open_vragen(sessie.cur, jongere),
            tijdlijn=tijdlijn,
            volgers=read_volgers(sessie, jongere),
            opvolging=read_opvolging(sessie, jongere),
        )


def read_doelgroep(wie: Wie, uuid: UUID, peildatum: date | None = None) -> Doelgroep:
    """Return what the doelgroepregister said about one person at a run; that it was shown is logged apart.

    Args:
        wie: Who reads, for which organisation.
        uuid: The person.
        peildatum: Day of the run, of either kind; the latest when None.

    Raises:
        GeenRecht: `wie` may not see the doelgroepregister.
        InvoerFout: There is no such run, or the organisation follows no such person.
    """
    with namens(wie, Recht.DOELGROEP_INZIEN, snapshot=True) as sessie:
        run = get_run(sessie.cur, None, peildatum)
        jongere = _find_jongere(sessie, uuid, None)
        sessie.log("rapport.doelgroepregister_inzien", jongere)
        sessie.cur.execute(
            "SELECT datum_begin, datum_einde, ontvangen_op, levering FROM rapport_doelgroep(%s, %s)", (run.id, jongere)
        )
        known = pl.DataFrame(sessie.cur.fetchall(), schema=_DOELGROEP, orient="row")
    return Doelgroep(run, known)


def _find_jongere(sessie: Sessie, uuid: UUID | None, kenmerk: str | None) -> int:
    if uuid:
        jongere = find_gevolgde(sessie.cur, uuid)
        if jongere is None:
            raise _unknown(uuid, kenmerk)
        return jongere
    sessie.cur.execute(
        "SELECT jongere FROM actieve_aanmelding WHERE organisatie = vsv_organisatie() AND kenmerk = %s", (kenmerk,)
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
