"""What somebody keeps at the werklijst: filters under a name, and when the news was last looked at."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import mask_cijfers
from vsv.toegang.service import Recht, Wie, namens

FILTERS_HOOGSTENS: Final = 20
"""How many filters one keeps."""

ZITTING: Final = timedelta(hours=8)
"""Looks that follow one another sooner than this are one: news stays news for a working day (our decision)."""


def list_filters(wie: Wie) -> Mapping[str, str]:
    """Return the filters that `wie` keeps, by name: the query string of the list.

    Raises:
        GeenRecht: `wie` may not see jongeren.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            """
            SELECT naam, vraag FROM bewaarde_filter
            WHERE organisatie = vsv_organisatie() AND actor = %s ORDER BY naam
            """,
            (wie.actor,),
        )
        return dict(sessie.cur.fetchall())


def save_filter(wie: Wie, naam: str, vraag: str) -> None:
    """Keep a filter under a name; one that had this name is replaced.

    Raises:
        InvoerFout: FILTERNAAM_ONGELDIG, FILTERS_TEVEEL.
        GeenRecht: `wie` may not see jongeren.
    """
    if not 1 <= len(naam.strip()) <= _NAAM or mask_cijfers(naam) != naam:
        reden = f"Geef een naam van 1 tot {_NAAM} tekens, zonder een BSN erin."
        raise InvoerFout(Fout("FILTERNAAM_ONGELDIG", reden, "naam"))
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            """
            INSERT INTO bewaarde_filter (organisatie, actor, naam, vraag)
            SELECT vsv_organisatie(), %(actor)s, %(naam)s, %(vraag)s
            WHERE (SELECT count(*) FROM bewaarde_filter WHERE actor = %(actor)s AND naam <> %(naam)s) < %(hoogstens)s
            ON CONFLICT (organisatie, actor, naam) DO UPDATE SET vraag = excluded.vraag
            """,
            {"actor": wie.actor, "naam": naam.strip(), "vraag": vraag, "hoogstens": FILTERS_HOOGSTENS},
        )
        if not sessie.cur.rowcount:
            reden = f"U hebt al {FILTERS_HOOGSTENS} filters bewaard."
            raise InvoerFout(Fout("FILTERS_TEVEEL", reden, "naam", "Gooi er eerst een weg."))


def remove_filter(wie: Wie, naam: str) -> None:
    """Keep a filter no longer.

    Raises:
        GeenRecht: `wie` may not see jongeren.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            "DELETE FROM bewaarde_filter WHERE organisatie = vsv_organisatie() AND actor = %s AND naam = %s",
            (wie.actor, naam),
        )


def note_look(wie: Wie, nu: datetime) -> datetime | None:
    """Note that `wie` looks at the news now, and return when that was before; None the first time.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        sessie.cur.execute(
            """
            INSERT INTO gekeken AS g (organisatie, actor, op) VALUES (vsv_organisatie(), %(actor)s, %(nu)s)
            ON CONFLICT (organisatie, actor) DO UPDATE
            SET vorige = CASE WHEN %(nu)s - g.op > %(zitting)s THEN g.op ELSE g.vorige END, op = %(nu)s
            RETURNING vorige
            """,
            {"actor": wie.actor, "nu": nu, "zitting": ZITTING},
        )
        before: datetime | None = next(iter(sessie.cur))[0]
    return before


_NAAM: Final = 60
