"""The persons behind BSN's: which key encrypts them, who is known, who is followed, who is who.

A BSN is the same ciphertext for as long as the database is on the same key, so it can be looked up without being
readable. Which key that is stands in the database and not in the key file: a newer key in the file does nothing
until `rotate_sleutel` has put everyone on it.
"""

from collections.abc import Sequence

import polars as pl

from vsv.klantvolg.kolommen import fetch
from vsv.opslag.service import Cursor, Sleutels, load_sleutels
from vsv.toegang.service import Sessie

_PROEF = "VSV-monitor"


def use_sleutels(cur: Cursor) -> Sleutels:
    """Return the key the database is on; until the end of the transaction it stays on it.

    Raises:
        OmgevingFout: That key is not here, or is another one of the same number.
    """
    sleutels = load_sleutels()
    query = "SELECT nummer, proef FROM klantvolg_sleutel(%s::smallint, %s)"
    cur.execute(query, (sleutels.actief, encrypt_proef(sleutels)))
    ((nummer, proef),) = cur
    sleutels.decrypt([proef], nummer)
    return Sleutels({nummer: sleutels.keys[nummer]})


def encrypt_proef(sleutels: Sleutels) -> bytes:
    """Return a fixed text, encrypted: it shows later whether a key is still the same."""
    return sleutels.encrypt([_PROEF])[0]


def encrypt_bsns(cur: Cursor, bsns: pl.Series) -> pl.Series:
    """Return the BSN's (text, no nulls) as they stand in the database (Binary)."""
    return pl.Series("versleuteld", use_sleutels(cur).encrypt(bsns), dtype=pl.Binary)


def find_gevolgden(cur: Cursor, bsns: pl.Series) -> pl.DataFrame:
    """Find which persons are followed by any organisation, or will be.

    Args:
        cur: A cursor as vsv_werker.
        bsns: BSN's as text; doubles and nulls are allowed.

    Returns:
        bsn (text) and jongere (key), a row for each person of whom an aanmelding has not ended: no afmelddatum and
        no 27th birthday up to and including today (of the database, as for the tenant wall). An aanmelddatum may
        still lie ahead.
    """
    uniek = bsns.drop_nulls().unique()
    found = fetch(
        cur,
        """
        SELECT v.plaats - 1, j.id
        FROM unnest(%(bsns)b::bytea[]) WITH ORDINALITY AS v (bsn, plaats)
        JOIN jongere j USING (bsn)
        WHERE EXISTS (SELECT FROM aanmelding a WHERE a.jongere = j.id
                      AND (a.afmelddatum IS NULL OR a.afmelddatum > current_date)
                      AND (a.uiterlijk IS NULL OR a.uiterlijk > current_date))
        """,
        {"bsns": encrypt_bsns(cur, uniek)},
        {"plaats": pl.Int64, "jongere": pl.Int64},
    )
    return found.select(bsn=uniek.gather(found["plaats"]), jongere="jongere")


def read_personen(sessie: Sessie, jongeren: Sequence[int], *, actie: str) -> pl.DataFrame:
    """Read who these persons are, with their BSN in full, and write a log line about each of them.

    Args:
        sessie: The transaction; behind the tenant wall it finds only who is followed.
        jongeren: Keys.
        actie: What it is for, `<room>.<verb>`: it stands in the log.

    Returns:
        jongere, uuid, bsn (text), geboortedatum; a row for each that was found, by key.

    Raises:
        OmgevingFout: The key of the BSN's is not here.
    """
    sleutels = use_sleutels(sessie.cur)
    found = fetch(
        sessie.cur,
        "SELECT id, uuid::text, bsn, geboortedatum FROM jongere WHERE id = ANY (%(jongeren)b) ORDER BY id",
        {"jongeren": list(jongeren)},
        {"jongere": pl.Int64, "uuid": pl.String, "bsn": pl.Binary, "geboortedatum": pl.Date},
    )
    sessie.log_many(actie, found["jongere"].to_list())
    bsn = pl.Series(sleutels.decrypt(found["bsn"], sleutels.actief), dtype=pl.String)
    return found.with_columns(bsn=bsn)
