"""Sealing log lines into a chain, and checking the chain.

A job seals what is finished in batches, so that writers never wait for one another: a zegel covers all lines of the
transactions in a range of transaction numbers of which none can still be running.
"""

import hashlib
from dataclasses import dataclass

from vsv.opslag.service import Cursor


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
        zegels: Number of links.
        regels: Number of lines under a seal, by what the links say.
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


@dataclass(frozen=True, slots=True)
class Ketenpunt:
    """A point up to which the chain was found whole before.

    Attributes:
        zegels: Number of links until there.
        kop: The last of them in hexadecimal.
    """

    zegels: int
    kop: str


def check_chain(cur: Cursor, na: Ketenpunt | None = None) -> Ketenstand:
    """Recompute every link from the lines; stop at the first that differs.

    Args:
        cur: A cursor in one snapshot, as vsv_werker.
        na: Recompute only the links after this point, and look whether the chain still leads up to it; None: all.
    """
    links = _zegels(cur)
    done = na.zegels if na else 0
    breuk = _find_other_head(links, na) if na else None
    breuk = breuk or _find_first_break(cur, links, done)
    tot = links[-1].tot if links else 0
    cur.execute("SELECT count(*) FROM logregel WHERE transactie >= %s::text::xid8", (tot,))
    ((still_open,),) = cur
    return Ketenstand(
        zegels=len(links),
        regels=sum(link.regels for link in links),
        open=still_open,
        kop=links[-1].zegel.hex() if links else "",
        breuk=breuk,
    )


def _find_other_head(links: list[Zegel], na: Ketenpunt) -> str | None:
    """Return that the chain was cut short or begun anew: its links can be right and its past another one."""
    if len(links) < na.zegels:
        return f"Er waren {na.zegels} zegels, en nu zijn het er {len(links)}."
    if na.zegels and links[na.zegels - 1].zegel.hex() != na.kop:
        return f"Zegel {na.zegels} is een ander dan bij de vorige controle."
    return None


def _find_first_break(cur: Cursor, links: list[Zegel], done: int) -> str | None:
    before, expected_van = (links[done - 1].zegel, links[done - 1].tot) if 0 < done <= len(links) else (_START, 0)
    for position, link in enumerate(links[done:], done + 1):
        if breuk := _find_break(cur, link, position, expected_van, before):
            return breuk
        before, expected_van = link.zegel, link.tot
    return None


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
