"""How the asking goes: per source, per day, and about one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from vsv.bronnen.bevragen.mislukking import Mislukking
from vsv.domein.codes import Bron
from vsv.domein.kolommen import MOMENT
from vsv.domein.perioden import datum_tekst
from vsv.opslag.service import Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronstand:
    """How a source is doing.

    Attributes:
        bron: The source.
        antwoord_op: When it last answered a question; None = never.
        bekend_tot: When it last said something about anyone, by question or levering; None = never.
        fout: Why it last failed; None = never.
        fout_op: When that was.
        fouten_op_rij: How often in a row, since its last answer.
        rust_tot: Until when it is left alone, after too many failures; None when it isn't.
        open: How many questions are open.
        mislukt: How many of those went wrong before.
        oudste: The day of the oldest of them; None when there are none.
    """

    bron: Bron
    antwoord_op: datetime | None
    bekend_tot: datetime | None
    fout: Mislukking | None
    fout_op: datetime | None
    fouten_op_rij: int
    rust_tot: datetime | None
    open: int
    mislukt: int
    oudste: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraagronde:
    """What came of the questions planned on a day: gepland is the sum of the others.

    Attributes:
        dag: The day.
        bron: The source.
        gepland: How many were planned.
        beantwoord: Answered: something is known.
        niets_gevonden: Answered: nothing is known.
        vervallen: Nobody follows the person any more.
        open: Still open.
    """

    dag: date
    bron: Bron
    gepland: int
    beantwoord: int
    niets_gevonden: int
    vervallen: int
    open: int


def read_bronstanden(cur: Cursor) -> list[Bronstand]:
    """Read how every source is doing, in the order of `Bron`."""
    cur.execute(
        """
        SELECT s.bron, s.antwoord_op, (SELECT max(b.beantwoord_op) FROM bevraging b WHERE b.bron = s.bron),
               s.fout, s.fout_op, s.fouten_op_rij, s.rust_tot, v.open, v.mislukt, v.oudste
        FROM bronstand s
        CROSS JOIN LATERAL (SELECT count(*) AS open, count(*) FILTER (WHERE pogingen > 0) AS mislukt,
                                   min(dag) AS oudste
                            FROM vraag WHERE vraag.bron = s.bron) v
        """
    )
    found = [
        Bronstand(
            bron=Bron.van(bron),
            antwoord_op=antwoord_op,
            bekend_tot=bekend_tot,
            fout=Mislukking.van(fout) if fout else None,
            fout_op=fout_op,
            fouten_op_rij=fouten_op_rij,
            rust_tot=rust_tot,
            open=aantal,
            mislukt=mislukt,
            oudste=oudste,
        )
        for bron, antwoord_op, bekend_tot, fout, fout_op, fouten_op_rij, rust_tot, aantal, mislukt, oudste in cur
    ]
    return sorted(found, key=lambda stand: list(Bron).index(stand.bron))


def read_vraagrondes(cur: Cursor, *, aantal: int) -> list[Vraagronde]:
    """Read the last so many days on which questions were planned, the latest first."""
    cur.execute(
        """
        SELECT r.dag, r.bron, r.gepland, r.beantwoord, r.niets_gevonden, r.vervallen,
               (SELECT count(*) FROM vraag v WHERE v.dag = r.dag AND v.bron = r.bron)
        FROM vraagronde r
        WHERE r.dag IN (SELECT DISTINCT dag FROM vraagronde ORDER BY dag DESC LIMIT %s)
        ORDER BY r.dag DESC, array_position(%s, r.bron)
        """,
        (aantal, [str(bron) for bron in Bron]),
    )
    return [
        Vraagronde(
            dag=dag,
            bron=Bron.van(bron),
            gepland=gepland,
            beantwoord=beantwoord,
            niets_gevonden=niets,
            vervallen=vervallen,
            open=still_open,
        )
        for dag, bron, gepland, beantwoord, niets, vervallen, still_open in cur
    ]


def read_open_vragen(cur: Cursor, jongeren: Sequence[int]) -> pl.DataFrame:
    """Read which questions about these people are open; an organisation sees those about whom it follows.

    Returns:
        jongere, bron, dag (since when), pogingen (how often it went wrong), reden (code of `Mislukking`; null = not
        asked yet), mislukt_op.
    """
    cur.execute(
        "SELECT jongere, bron, dag, pogingen, reden, mislukt_op FROM vraag WHERE jongere = ANY (%s) ORDER BY 1, 2",
        (list(jongeren),),
    )
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "jongere": pl.Int64,
        "bron": pl.String,
        "dag": pl.Date,
        "pogingen": pl.Int64,
        "reden": pl.String,
        "mislukt_op": MOMENT,
    }
    return pl.DataFrame(cur.fetchall(), schema=schema, orient="row")


def describe_open_vragen(cur: Cursor, jongere: int) -> list[str]:
    """Say in Dutch which sources still have to answer about a person, and why they have not."""
    return [_describe(vraag) for vraag in read_open_vragen(cur, [jongere]).to_dicts()]


def _describe(vraag: dict[str, Any]) -> str:
    bron = Bron.van(vraag["bron"]).label
    if vraag["reden"] is None:
        return f"De vraag van {datum_tekst(vraag['dag'])} aan {bron} staat nog open."
    times = "1 keer" if vraag["pogingen"] == 1 else f"{vraag['pogingen']} keer"
    return (
        f"De vraag van {datum_tekst(vraag['dag'])} aan {bron} staat nog open: {Mislukking.van(vraag['reden']).label}"
        f" ({times} geprobeerd). Wat eerder bekend was, blijft gelden."
    )
