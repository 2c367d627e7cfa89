"""All that the sources ever said about one person, also what no longer holds: for who asks for inzage."""

from typing import Final

import polars as pl
from psycopg import sql

from vsv.bronnen.feittabellen import FEITEN, Feittabel
from vsv.domein.kolommen import MOMENT, loonheffingennummer_van, nummer_ikv_van
from vsv.opslag.service import Cursor

_GETAL: Final = dict.fromkeys(("ikv", "loon_lbph", "loon_sv", "verloonde_uren", "levering"), pl.Int64())
_TYPEN: Final[dict[str, pl.DataType]] = {
    **_GETAL,
    **dict.fromkeys(("datum_begin", "datum_einde"), pl.Date()),
    **dict.fromkeys(("ontvangen_op", "beantwoord_op"), MOMENT),
    **dict.fromkeys(("ingetrokken", "oproep", "onbepaalde_tijd"), pl.Boolean()),
}
DOELGROEPREGISTER: Final = "doelgroepregister"


def read_feiten_over(cur: Cursor, jongere: int, *, doelgroepregister: bool) -> dict[str, pl.DataFrame]:
    """Read every record about a person, each with when it was received and by which levering it came.

    Args:
        cur: A cursor; an organisation sees whom it follows.
        jongere: Key of the person.
        doelgroepregister: Read that too; an organisation may not.

    Returns:
        Per table of the uitwisselformaat its columns and levering (a number); amounts are cents, moments UTC. In the
        order in which they came in.
    """
    return {
        naam: _read(cur, feit, jongere)
        for naam, feit in FEITEN.items()
        if doelgroepregister or naam != DOELGROEPREGISTER
    }


def _read(cur: Cursor, feit: Feittabel, jongere: int) -> pl.DataFrame:
    kolommen = [*feit.kolommen, "levering"]
    query = sql.SQL("SELECT {} FROM {} WHERE jongere = %s ORDER BY levering, volgnummer").format(
        sql.SQL(", ").join(map(sql.Identifier, kolommen)), sql.Identifier(feit.naam)
    )
    schema = {kolom: _TYPEN.get(kolom, pl.String()) for kolom in kolommen}
    found = pl.DataFrame(cur.execute(query, (jongere,)).fetchall(), schema=schema, orient="row")
    if "ikv" not in kolommen:
        return found
    return found.select(
        loonheffingennummer_van("ikv").alias("loonheffingennummer"),
        nummer_ikv_van("ikv").alias("nummer_ikv"),
        pl.exclude("ikv"),
    )
