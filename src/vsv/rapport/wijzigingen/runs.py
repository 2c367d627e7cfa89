"""What a run found, told from the history: a line for each person of whom it says something else, then the report."""

from collections.abc import Sequence
from typing import Any, Final

from vsv.opslag.service import Cursor
from vsv.rapport.codes import split_codes
from vsv.rapport.wijzigingen.aanwijzing import Gebeurtenis
from vsv.rapport.wijzigingen.pagina import Verteld, Wijziging, Wijzigingsoort

_REGEL: Final = (
    *("aanmelddatum", "prioriteit", "vorige", "sinds", "loonperiode", "loon", "uren", "redenen", "vlaggen"),
    *("peildatum", "run"),
)
_RAPPORT: Final = ("run", "runsoort", "peildatum", "regelset", "np", "p1", "p2", "p3", "p4", "p5", "totaal")


def tell_run(cur: Cursor, event: Gebeurtenis, *, na: int, aantal: int) -> tuple[Sequence[Verteld], int | None]:
    """Return what a run found about the acting organisation's people, after an aanmelding, at most `aantal` elements.

    Returns:
        The elements, and after which aanmelding to go on; None when all has been told.
    """
    lines = _read_lines(cur, event, na, aantal)
    told = [
        Verteld(
            jongere,
            Wijziging(
                Wijzigingsoort.PRIORITEIT,
                uuid,
                event.tijdstip,
                {
                    **(gegevens := dict(zip(_REGEL, line, strict=True))),
                    "redenen": split_codes(gegevens["redenen"]),
                    "vlaggen": split_codes(gegevens["vlaggen"]),
                },
            ),
        )
        for _, jongere, uuid, *line in lines
    ]
    if len(lines) == aantal:
        return told, lines[-1][0]
    return [*told, *_tell_report(cur, event)], None


def _read_lines(cur: Cursor, event: Gebeurtenis, na: int, aantal: int) -> list[tuple[Any, ...]]:
    """Read the lines that a run changed, of who is followed now.

    One that differs only in the doelgroepregister is left out: that something changed there is not for everyone.
    """
    cur.execute(
        """
        SELECT p.aanmelding, p.jongere, w.uuid, w.aanmelddatum, p.prioriteit, v.prioriteit, p.sinds, p.loonperiode,
               p.loon, p.uren, p.redenen, p.vlaggen, r.peildatum, r.id
        FROM prioriteit p
        JOIN werkregel w ON w.aanmelding = p.aanmelding
        JOIN run r ON r.id = p.van
        LEFT JOIN prioriteit v ON v.organisatie = p.organisatie AND v.aanmelding = p.aanmelding AND v.tot = p.van
        WHERE p.organisatie = vsv_organisatie() AND p.van = %(run)s AND p.aanmelding > %(na)s
          AND (v.prioriteit, v.loonperiode, v.loon, v.uren, v.redenen, v.vlaggen)
              IS DISTINCT FROM (p.prioriteit, p.loonperiode, p.loon, p.uren, p.redenen, p.vlaggen)
        ORDER BY p.aanmelding LIMIT %(aantal)s
        """,
        {"run": event.run, "na": na, "aantal": aantal},
    )
    return cur.fetchall()


def _tell_report(cur: Cursor, event: Gebeurtenis) -> list[Verteld]:
    cur.execute(
        """
        SELECT u.id, u.soort, u.peildatum, u.regelset, r.np, r.p1, r.p2, r.p3, r.p4, r.p5,
               r.np + r.p1 + r.p2 + r.p3 + r.p4 + r.p5
        FROM rapport r JOIN run u ON u.id = r.run
        WHERE r.organisatie = vsv_organisatie() AND r.run = %s
        """,
        (event.run,),
    )
    return [
        Verteld(None, Wijziging(Wijzigingsoort.RAPPORT, None, event.tijdstip, dict(zip(_RAPPORT, row, strict=True))))
        for row in cur
    ]
