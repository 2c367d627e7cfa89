"""What is in the database, so that two can be compared, and what must hold in any of them."""

from collections import Counter

import psycopg

from vsv.logboek.service import check_chain, seal
from vsv.rapport.service import check_alle
from vsv.toegang.service import als_dienst, operator

FEITEN = ("bevraging", "ikv", "ikp", "iko", "uitkering", "doelgroep")

Rijen = Counter[tuple[object, ...]]


def read_rows(database: str, query: str) -> Rijen:
    with psycopg.connect(database) as admin:
        return Counter(admin.execute(query.encode()).fetchall())


def read_feiten(database: str) -> Rijen:
    """Every fact that was ever appended: of whom, and the day it came in, but not by which levering."""
    parts = [
        f"""
        SELECT '{feit}', encode(j.bsn, 'hex'), f.{moment}::date,
               (to_jsonb(f) - 'jongere' - 'levering' - 'volgnummer' - '{moment}')::text
        FROM {feit} f JOIN jongere j ON j.id = f.jongere
        """
        for feit in FEITEN
        for moment in ("beantwoord_op" if feit == "bevraging" else "ontvangen_op",)
    ]
    return read_rows(database, " UNION ALL ".join(parts))


def read_rondes(database: str) -> Rijen:
    return read_rows(
        database,
        "SELECT dag, bron, gepland, beantwoord, niets_gevonden, vervallen FROM vraagronde",
    )


def read_historie(database: str) -> Rijen:
    """Every priority anyone ever had, and from which run to which."""
    return read_rows(
        database,
        """
        SELECT encode(j.bsn, 'hex'), o.oin, a.aanmelddatum, van.soort, van.peildatum, tot.soort, tot.peildatum,
               p.prioriteit, p.loon, p.loonperiode, p.uren, p.redenen, p.vlaggen, p.doelgroepregister, p.sinds
        FROM prioriteit p JOIN aanmelding a ON a.id = p.aanmelding
        JOIN jongere j ON j.id = p.jongere JOIN organisatie o ON o.id = p.organisatie
        JOIN run van ON van.id = p.van LEFT JOIN run tot ON tot.id = p.tot
        """,
    )


def read_voortgang(database: str) -> Rijen:
    """How far the work is: leveringen taken in, questions closed, steps done, runs made."""
    return read_rows(
        database,
        """
        SELECT (SELECT count(*) FROM levering), (SELECT count(*) FROM run),
               (SELECT count(*) FROM cyclus WHERE klaar_op IS NOT NULL), (SELECT sum(gepland) FROM vraagronde),
               (SELECT sum(beantwoord + niets_gevonden + vervallen) FROM vraagronde)
        """,
    )


def read_prioriteiten(database: str) -> dict[str, int]:
    """The priority that holds now, by (encrypted) BSN."""
    return {
        str(bsn): int(str(prioriteit))
        for bsn, prioriteit in read_rows(
            database,
            "SELECT encode(j.bsn, 'hex'), max(p.prioriteit) FROM prioriteit p JOIN jongere j ON j.id = p.jongere"
            " WHERE tot IS NULL GROUP BY 1",
        )
    }


def read_runs(database: str) -> Rijen:
    return read_rows(database, "SELECT soort, peildatum FROM run")


def assert_sound(database: str) -> None:
    """Nothing is double, and all counts agree."""
    assert not read_rows(database, _DOUBLE)
    assert not read_rows(
        database,
        """
        SELECT r.* FROM vraagronde r
        WHERE gepland <> beantwoord + niets_gevonden + vervallen
                         + (SELECT count(*) FROM vraag v WHERE (v.dag, v.bron) = (r.dag, r.bron))
        """,
    ), "a question was lost or counted twice"
    assert not read_rows(database, _COUNTED_OTHERWISE), "a levering counts what is not there"
    assert not read_rows(database, "SELECT soort, peildatum FROM run GROUP BY 1, 2 HAVING count(*) > 1")


def assert_whole() -> None:
    """The chain of the log is whole, and every report comes out the same when it is made again."""
    wie = operator("test")
    with als_dienst(wie) as sessie:
        seal(sessie.cur)
        stand = check_chain(sessie.cur)
    assert stand.breuk is None
    assert stand.regels
    assert [controle.verschillen for controle in check_alle(wie) if controle.verschillen] == []


_DOUBLE = " UNION ALL ".join(
    f"SELECT '{feit}', (to_jsonb(f) - 'levering' - 'volgnummer')::text FROM {feit} f GROUP BY 2 HAVING count(*) > 1"
    for feit in FEITEN
)

_TABELLEN = {
    "bevragingen": "bevraging",
    "inkomstenverhoudingen": "ikv",
    "inkomstenperiodes": "ikp",
    "inkomstenopgaven": "iko",
    "uitkeringen": "uitkering",
    "doelgroepregister": "doelgroep",
}

# Rows that had waited in uitval have a negative volgnummer and are counted there.
_COUNTED_OTHERWISE = " UNION ALL ".join(
    f"""
    SELECT '{feit}', levering, t.genomen, f.aantal
    FROM (SELECT * FROM levering_tabel WHERE tabel = '{tabel}') t
    FULL JOIN (SELECT levering, count(*) AS aantal FROM {feit} WHERE volgnummer >= 0 GROUP BY 1) f USING (levering)
    WHERE coalesce(t.genomen, 0) <> coalesce(f.aantal, 0)
    """
    for tabel, feit in _TABELLEN.items()
)
