"""The mark of opvolging that holds for one person: read, and set unless somebody else set one in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.opvolging import Merk, Merkreden, check_merk
from vsv.toegang.service import Recht, Sessie, Wie, name_actoren, namens


@dataclass(frozen=True, slots=True)
class Merkstand:
    """The mark that holds.

    Attributes:
        merk: TE_DOEN when none was ever set.
        reden: With NIET_BESCHIKBAAR, and only then.
        gezet_op: When it was set; None = never.
        gezet_door: Name of who set it.
    """

    merk: Merk
    reden: Merkreden | None = None
    gezet_op: datetime | None = None
    gezet_door: str | None = None


def read_merk(wie: Wie, uuid: UUID) -> Merkstand:
    """Return the mark that the organisation of `wie` gave a person whom it follows now; the look is logged.

    Raises:
        InvoerFout: JONGERE_ONBEKEND.
        GeenRecht: `wie` may not do this: it takes the right JONGEREN_INZIEN.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        aanmelding, jongere = _find(sessie, uuid, lock=False)
        sessie.log("klantvolg.opzoeken", jongere)
        return _read(sessie, aanmelding)


def put_merk(
    wie: Wie, uuid: UUID, merk: Merk, reden: Merkreden | None, *, mits: Callable[[Merkstand], bool]
) -> tuple[Merkstand, bool]:
    """Mark how far the work with one person is, when the mark that holds is still as the asker thinks.

    A mark that holds already is not set again.

    Args:
        wie: Who marks, with the right JONGEREN_INZIEN.
        uuid: Of a person whom the organisation follows now.
        merk: The mark; TE_DOEN takes one away.
        reden: With NIET_BESCHIKBAAR, and only then.
        mits: Says of the mark that holds whether it may be replaced; nobody sets another one in between.

    Returns:
        The mark that holds after this, and whether `mits` was met; if not, nothing has changed.

    Raises:
        InvoerFout: MERKREDEN_ONTBREEKT, MERKREDEN_TEVEEL, JONGERE_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    check_merk(merk, reden)
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        aanmelding, jongere = _find(sessie, uuid, lock=True)
        stand = _read(sessie, aanmelding)
        may = mits(stand)
        if not may or (stand.merk, stand.reden) == (merk, reden):
            sessie.log("klantvolg.opzoeken", jongere)
            return stand, may
        sessie.cur.execute(
            """
            INSERT INTO opvolging (organisatie, aanmelding, jongere, merk, reden, gezet_door)
            VALUES (vsv_organisatie(), %s, %s, %s, %s, %s)
            """,
            (aanmelding, jongere, merk, reden, wie.actor),
        )
        sessie.log("klantvolg.opvolgen", jongere, {"merk": merk})
        return _read(sessie, aanmelding), True


def _find(sessie: Sessie, uuid: UUID, *, lock: bool) -> tuple[int, int]:
    """Return the keys of the aanmelding that counts today and of the person."""
    query = """
        SELECT a.id, a.jongere FROM actieve_aanmelding a JOIN jongere j ON j.id = a.jongere
        WHERE a.organisatie = vsv_organisatie() AND j.uuid = %s
    """
    row = sessie.cur.execute(query, (uuid,)).fetchone()
    if row is None:
        raise InvoerFout(Fout("JONGERE_ONBEKEND", "Uw organisatie volgt deze jongere nu niet."))
    if lock:  # who sets a mark refers to the aanmelding, and so waits
        sessie.cur.execute("SELECT FROM aanmelding WHERE id = %s FOR UPDATE", (row[0],))
    return row[0], row[1]


def _read(sessie: Sessie, aanmelding: int) -> Merkstand:
    row = sessie.cur.execute(
        "SELECT merk, reden, gezet_op, gezet_door FROM opvolging WHERE aanmelding = %s ORDER BY id DESC LIMIT 1",
        (aanmelding,),
    ).fetchone()
    if row is None:
        return Merkstand(Merk.TE_DOEN)
    merk, reden, gezet_op, actor = row
    namen = name_actoren(sessie.cur, [actor])
    return Merkstand(Merk(merk), Merkreden(reden) if reden else None, gezet_op, namen[actor])
