"""Writing log lines, sealing them into a chain, and checking the chain.

A log line is written by whoever reads or changes a person, in the same transaction. A job seals what is
finished in batches, so that writers never wait for one another: a zegel covers all lines of the
transactions in a range of transaction numbers of which none can still be running.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from psycopg.types.json import Jsonb

from vsv.opslag.service import Cursor

Resultaat = Literal["gelukt", "geweigerd", "mislukt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Afzender:
    """Who acts, by which way in, for whom: the part of a log line that is the same for a whole transaction.

    Attributes:
        actor: Pseudonym of a user, or `systeem:<taak>`.
        oorsprong: The way in: cli, taak, portaal or api.
        organisatie: Key of the organisation acted for; None for the service itself.
        trace: W3C trace id, 32 hexadecimal digits.
    """

    actor: str
    oorsprong: str
    organisatie: int | None
    trace: str


def log(
    cur: Cursor,
    afzender: Afzender,
    actie: str,
    *,
    jongere: int | None = None,
    resultaat: Resultaat = "gelukt",
    bijzonderheden: Mapping[str, Any] | None = None,
) -> None:
    """Write one log line in the transaction of `cur`."""
    log_many(cur, afzender, actie, [jongere], resultaat=resultaat, bijzonderheden=bijzonderheden)


def log_many(
    cur: Cursor,
    afzender: Afzender,
    actie: str,
    jongeren: Sequence[int | None],
    *,
    resultaat: Resultaat = "gelukt",
    bijzonderheden: Mapping[str, Any] | None = None,
) -> None:
    """Write a log line for each of `jongeren` in the transaction of `cur`, in one statement."""
    cur.execute(
        """
        INSERT INTO logregel (actor, oorsprong, organisatie, actie, jongere, resultaat, trace, bijzonderheden)
        SELECT %(actor)s, %(oorsprong)s, %(organisatie)s, %(actie)s, jongere,
               %(resultaat)s, %(trace)s, %(bijzonderheden)s
        FROM unnest(%(jongeren)s::bigint[]) AS jongere
        """,
        {
            "actor": afzender.actor,
            "oorsprong": afzender.oorsprong,
            "organisatie": afzender.organisatie,
            "trace": afzender.trace,
            "actie": actie,
            "jongeren": list(jongeren),
            "resultaat": resultaat,
            "bijzonderheden": Jsonb(dict(bijzonderheden or {})),
        },
    )


def ensure_months(cur: Cursor, vanaf: date, aantal: int = 14) -> None:
    """Make the month partitions of the log from `vanaf` on; those that exist stay."""
    cur.execute("SELECT logboek_maak_maanden(%s, %s)", (vanaf, aantal))


@dataclass(frozen=True, slots=True)
class Zegel:
    """One link of the chain: the lines of the transactions in [van, tot), and the link before it."""

    volgnummer: int
    van: int
    tot: int
    regels: int
    samenvatting: bytes
    zegel: bytes


@dataclass(frozen=True, slots=True)
class Ketenstand:
    """What checking the chain found.

    Attributes:
        zegels: Number of links checked.
        regels: Number of lines under a seal.
        open: Number of lines not yet sealed.
        kop: The last seal in hexadecimal, to be kept elsewhere: it shows a chain that was cut short.
        breuk: What is wrong with the first broken link, in Dutch; None when the chain is whole.
    """

    zegels: int
    regels: int
    open: int
    kop: str
    breuk: str | None


_START = b"\0" * 32


def seal(cur: Cursor) -> Zegel | None:
    """Seal all lines of finished transactions that have no seal yet; None when there are none."""
    cur.execute("SELECT pg_advisory_xact_lock(hashtext('logboek.seal'))")
    last = _zegels(cur)[-1:]
    van, before, number = (last[0].tot, last[0].zegel, last[0].volgnummer + 1) if last else (0, _START, 1)
    cur.execute(
        """
        WITH grens AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS tot)
        SELECT tot::text::bigint, s.regels, s.samenvatting
        FROM grens, logboek_vat_samen(%s::text::xid8, tot) AS s
        """,
        (van,),
    )
    row = cur.fetchone()
    if row is None or row[1] == 0:
        return None
    tot, lines, digest = row
    link = Zegel(number, van, tot, lines, digest, _link_hash(before, number, van, tot, lines, digest))
    cur.execute(
        """
        INSERT INTO logzegel (volgnummer, van, tot, regels, samenvatting, zegel)
        VALUES (%s, %s::text::xid8, %s::text::xid8, %s, %s, %s)
        """,
        (link.volgnummer, link.van, link.tot, link.regels, link.samenvatting, link.zegel),
    )
    return link


def check_chain(cur: Cursor) -> Ketenstand:
    """Recompute every link from the lines; stop at the first that differs."""
    before, expected_van, lines, breuk = _START, 0, 0, None
    links = _zegels(cur)
    for position, link in enumerate(links, 1):
        breuk = _find_break(cur, link, position, expected_van, before)
        if breuk:
            break
        before, expected_van, lines = link.zegel, link.tot, lines + link.regels
    cur.execute("SELECT count(*) FROM logregel WHERE transactie >= %s::text::xid8", (links[-1].tot if links else 0,))
    still_open = cur.fetchone()
    return Ketenstand(
        len(links), lines, still_open[0] if still_open else 0, links[-1].zegel.hex() if links else "", breuk
    )


def _find_break(cur: Cursor, link: Zegel, position: int, expected_van: int, before: bytes) -> str | None:
    if link.volgnummer != position or link.van != expected_van:
        return f"Zegel {position} ontbreekt."
    cur.execute(
        "SELECT regels, samenvatting FROM logboek_vat_samen(%s::text::xid8, %s::text::xid8)",
        (link.van, link.tot),
    )
    found = cur.fetchone()
    if found is None or found[0] != link.regels:
        return f"Zegel {position} telt {link.regels} regels, maar er zijn er nu {found[0] if found else 0}."
    if found[1] != link.samenvatting:
        return f"Een van de {link.regels} regels onder zegel {position} is gewijzigd."
    if link.zegel != _link_hash(before, link.volgnummer, link.van, link.tot, link.regels, link.samenvatting):
        return f"Zegel {position} is zelf gewijzigd."
    return None


def _zegels(cur: Cursor) -> list[Zegel]:
    cur.execute(
        """
        SELECT volgnummer, van::text::bigint, tot::text::bigint, regels, samenvatting, zegel
        FROM logzegel ORDER BY volgnummer
        """
    )
    return [Zegel(*row) for row in cur]


def _link_hash(before: bytes, number: int, van: int, tot: int, lines: int, digest: bytes) -> bytes:
    return hashlib.sha256(before + f"{number}|{van}|{tot}|{lines}|".encode() + digest).digest()
