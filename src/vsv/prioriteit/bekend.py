"""Rule 1: what was known: on the peildatum, or by now.

Facts are only ever added to. A correction is a new record with the same key, a withdrawal is one that
says `ingetrokken`. So what was known on any day is found by leaving out what came in later and, per
key, taking the record that came in last.
"""

import narwhals as nw

from vsv.prioriteit.motor import Tabel
from vsv.prioriteit.peilmoment import Peilmoment


def bekend(tabel: Tabel, sleutel: list[str], peil: Peilmoment) -> Tabel:
    """Return the records that exist by what was known: the last one known of each key, unless withdrawn."""
    gehoord = tabel.filter(nw.col("ontvangen_op") < peil.bekend_voor)
    enkel, meer = split_enkel_meer(gehoord, sleutel)
    laatste = meer.unique(sleutel, keep="last", order_by=["ontvangen_op", "volgnummer"])
    return nw.concat([enkel, laatste]).filter(~nw.col("ingetrokken"))


def split_enkel_meer(tabel: Tabel, sleutel: list[str]) -> tuple[Tabel, Tabel]:
    """Split a table into the rows whose key occurs once, and those whose key occurs more often.

    Putting rows in order is what costs, and nearly every key occurs once: so only few rows need it.
    """
    aantal = tabel.group_by(*sleutel).agg(aantal=nw.len())
    vaker = aantal.filter(nw.col("aantal") > 1).select(*sleutel)
    return tabel.join(vaker, on=sleutel, how="anti"), tabel.join(vaker, on=sleutel, how="semi")
