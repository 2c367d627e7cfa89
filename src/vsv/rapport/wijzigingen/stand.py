"""How it is now, for who begins: every aanmelding that has not ended, in pages.

It is the stand of the moment at which the first page was asked, as far as that makes a difference: who was signed up
since, and what later runs found, is told after it as a change. A mark or a kenmerk may be newer already; then the
change that follows says the same once more.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from vsv.opslag.service import Cursor
from vsv.rapport.codes import split_codes
from vsv.rapport.wijzigingen.aanmeldingen import read_aanmeldingen
from vsv.rapport.wijzigingen.cursor import Plaats
from vsv.rapport.wijzigingen.pagina import Verteld, Wijziging, Wijzigingsoort

BEGIN: Final = (0, 0)
"""Where the stand begins: keys begin at 1."""


def read_standen(cur: Cursor, plaats: Plaats, aantal: int) -> tuple[Sequence[Verteld], Plaats]:
    """Read the next aanmeldingen of the stand, and where to go on."""
    cur.execute(
        """
        WITH nieuw AS MATERIALIZED (
            SELECT unnest(nummers) AS aanmelding FROM wijziging
            WHERE organisatie = vsv_organisatie() AND id >= %(sinds)s AND soort = 'aanmelding'),
        bladzijde AS MATERIALIZED (
            SELECT a.id, a.organisatie, a.jongere FROM aanmelding a
            WHERE a.organisatie = vsv_organisatie() AND (a.jongere, a.id) > (%(jongere)s, %(aanmelding)s)
              AND (a.afmelddatum IS NULL OR a.afmelddatum > current_date)
              AND (a.uiterlijk IS NULL OR a.uiterlijk > current_date)
              AND a.id NOT IN (SELECT aanmelding FROM nieuw)
            ORDER BY a.jongere, a.id LIMIT %(aantal)s),
        laatste AS MATERIALIZED (
            SELECT r.id, r.peildatum FROM run r
            WHERE NOT EXISTS (SELECT FROM wijziging z WHERE z.organisatie = vsv_organisatie() AND z.id >= %(sinds)s
                              AND z.soort = 'run' AND z.run = r.id)
            ORDER BY r.id DESC LIMIT 1)
        SELECT b.jongere, b.id, coalesce(w.merk, 'TE_DOEN'), w.merkreden, w.signaal, p.prioriteit, p.sinds,
               p.loonperiode, p.loon, p.uren, p.redenen, p.vlaggen, l.peildatum, l.id
        FROM bladzijde b
        LEFT JOIN werkregel w ON w.aanmelding = b.id
        LEFT JOIN laatste l ON true
        LEFT JOIN prioriteit p ON p.organisatie = b.organisatie AND p.aanmelding = b.id
                              AND p.van <= l.id AND (p.tot IS NULL OR p.tot > l.id)
        ORDER BY b.jongere, b.id
        """,
        {
            "sinds": plaats.gebeurtenis,
            "jongere": (plaats.stand or BEGIN)[0],
            "aanmelding": (plaats.stand or BEGIN)[1],
            "aantal": aantal,
        },
    )
    rows = cur.fetchall()
    known = read_aanmeldingen(cur, [row[1] for row in rows])
    now = datetime.now(UTC)
    told = []
    for jongere, number, merk, merkreden, signaal, *line in rows:
        aanmelding = known.get(number)
        if aanmelding is None:
            continue
        gegevens = {
            **aanmelding.told(),
            "afmelddatum": aanmelding.afmelddatum,
            "merk": merk,
            "merkreden": merkreden,
            "signaal": signaal,
            **_line(line),
        }
        told.append(Verteld(jongere, Wijziging(Wijzigingsoort.STAND, aanmelding.uuid, now, gegevens)))
    more = len(rows) == aantal
    return told, Plaats(plaats.gebeurtenis, plaats.deel, (rows[-1][0], rows[-1][1]) if more else None)


def _line(line: Sequence[Any]) -> dict[str, Any]:
    """Return what the report says; nothing when the person is in none yet."""
    gegevens = dict(zip(_REGEL, line, strict=True))
    if gegevens["prioriteit"] is None:
        gegevens = dict.fromkeys(_REGEL)
    return {**gegevens, "redenen": split_codes(gegevens["redenen"]), "vlaggen": split_codes(gegevens["vlaggen"])}


_REGEL: Final = ("prioriteit", "sinds", "loonperiode", "loon", "uren", "redenen", "vlaggen", "peildatum", "run")
