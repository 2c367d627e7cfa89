"""One person whom the acting organisation follows: found by uuid, who else follows, and the BSN in full."""

from uuid import UUID

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.personen import read_personen, use_sleutels
from vsv.opslag.service import Cursor
from vsv.toegang.service import Recht, Sessie, Wie, namens


def find_gevolgde(cur: Cursor, uuid: UUID) -> int | None:
    """Return the key of the person with this uuid, when the organisation of the transaction follows that person now."""
    cur.execute(
        """
        SELECT j.id FROM jongere j
        WHERE j.uuid = %s
          AND EXISTS (SELECT FROM actieve_aanmelding a WHERE a.jongere = j.id AND a.organisatie = vsv_organisatie())
        """,
        (uuid,),
    )
    row = cur.fetchone()
    return row[0] if row else None


def find_by_bsn(wie: Wie, bsn: str, *, recht: Recht = Recht.JONGEREN_INZIEN) -> UUID | None:
    """Return the uuid of the person with this BSN, when the acting organisation follows that person now.

    Whether somebody else follows makes no difference to the answer. What is then shown is for the caller to log.

    Args:
        wie: Who searches.
        bsn: Nine digits that pass the elfproef.
        recht: What the search is for: to see the person, or to sign the person off.

    Raises:
        GeenRecht: `wie` lacks that right.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, recht) as sessie:
        sessie.cur.execute(
            """
            SELECT j.uuid FROM klantvolg_vind(ARRAY[%s::bytea], ARRAY[NULL::date]) v
            JOIN jongere j ON j.id = v.jongere
            JOIN actieve_aanmelding a ON a.jongere = j.id AND a.organisatie = vsv_organisatie()
            """,
            use_sleutels(sessie.cur).encrypt([bsn]),
        )
        row = sessie.cur.fetchone()
    return row[0] if row else None


def read_volgers(sessie: Sessie, jongere: int) -> list[str]:
    """Return the names of the organisations that follow a person now, the acting one first.

    Nobody, when the acting organisation does not follow the person itself. It is for a page that has logged the person.
    """
    sessie.cur.execute(
        "SELECT naam FROM klantvolg_volgers(%s) ORDER BY organisatie <> vsv_organisatie(), naam", (jongere,)
    )
    return [naam for (naam,) in sessie.cur]


def toon_bsn(wie: Wie, uuid: UUID) -> str:
    """Return the BSN in full of a person whom the acting organisation follows; that it was shown is logged apart.

    Raises:
        GeenRecht: `wie` may not see young people.
        InvoerFout: The organisation follows no such person.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        jongere = find_gevolgde(sessie.cur, uuid)
        if jongere is None:
            raise InvoerFout(
                Fout(
                    "JONGERE_ONBEKEND",
                    "Uw organisatie volgt nu geen jongere met dit nummer.",
                    f"uuid {uuid}",
                    "Kijk het nummer na.",
                )
            )
        return str(read_personen(sessie, [jongere], actie="klantvolg.bsn_tonen")["bsn"][0])
