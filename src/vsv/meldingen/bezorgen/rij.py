"""The line of what is to be brought: who is put in it, and who comes first.

It stands in our own tables. So a worker that dies loses nothing: what was not written down as delivered, is tried
again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vsv.meldingen.bezorgen.bericht import PROEFMELDING, Bericht
from vsv.opslag.service import Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontvanger:
    """An abonnement for which something can be tried now.

    Attributes:
        id: Its key.
        uuid: Its name outside.
        organisatie: Key of the organisation.
        doel: Address.
        geheim: The secret, encrypted.
        sleutel: Number of the key of that.
    """

    id: int
    uuid: UUID
    organisatie: int
    doel: str
    geheim: bytes
    sleutel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Zending:
    """What is to be tried now.

    Attributes:
        id: Key of the bezorging.
        bericht: What to tell.
        pogingen: How often it was tried before.
        wacht_sinds: Since when it waits.
    """

    id: int
    bericht: Bericht
    pogingen: int
    wacht_sinds: datetime


def has_due(cur: Cursor, nu: datetime) -> bool:
    """Say whether there is something to put in line, or to try now."""
    cur.execute(
        """
        SELECT EXISTS (SELECT FROM abonnement a JOIN melding m ON m.organisatie = a.organisatie
                       WHERE a.actief AND m.volgnummer > a.vanaf)
            OR EXISTS (SELECT FROM bezorging b JOIN abonnement a ON a.id = b.abonnement
                       WHERE b.stand = 'WACHT' AND b.volgende_poging_op <= %(nu)s AND a.actief
                         AND (a.rust_tot IS NULL OR a.rust_tot <= %(nu)s))
            OR EXISTS (SELECT FROM abonnement WHERE actief
                       AND (client, organisatie) NOT IN (SELECT client, organisatie FROM meldingen_gemachtigden()))
        """,
        {"nu": nu},
    )
    ((due,),) = cur
    return bool(due)


def line_up(cur: Cursor, nu: datetime) -> int:
    """Put the meldingen in line that an abonnement wants and that came since; return how many bezorgingen that are."""
    cur.execute(
        """
        WITH gewild AS MATERIALIZED (
            SELECT id, organisatie, soorten, vanaf, laatste FROM abonnement WHERE actief ORDER BY id FOR UPDATE
        ), nieuw AS MATERIALIZED (
            SELECT g.id, g.organisatie, m.volgnummer, m.soort = ANY (g.soorten) AS wil,
                   g.laatste + count(*) FILTER (WHERE m.soort = ANY (g.soorten))
                       OVER (PARTITION BY g.id ORDER BY m.volgnummer) AS nummer
            FROM gewild g JOIN melding m ON m.organisatie = g.organisatie AND m.volgnummer > g.vanaf
        ), verder AS (
            UPDATE abonnement a SET vanaf = n.vanaf, laatste = n.laatste
            FROM (SELECT id, max(volgnummer) AS vanaf, max(nummer) AS laatste FROM nieuw GROUP BY id) AS n
            WHERE n.id = a.id
        )
        INSERT INTO bezorging (organisatie, abonnement, melding, nummer, gemaakt_op, wacht_sinds, volgende_poging_op)
        SELECT organisatie, id, volgnummer, nummer, %(nu)s, %(nu)s, %(nu)s FROM nieuw WHERE wil
        """,
        {"nu": nu},
    )
    return cur.rowcount


def find_ontvangers(cur: Cursor, nu: datetime) -> Sequence[Ontvanger]:
    """Return the abonnementen for which something can be tried now; who was served longest ago comes first."""
    cur.execute(
        """
        SELECT a.id, a.uuid, a.organisatie, a.doel, a.geheim, a.sleutel FROM abonnement a
        WHERE a.actief AND (a.rust_tot IS NULL OR a.rust_tot <= %(nu)s)
          AND EXISTS (SELECT FROM bezorging b
                      WHERE b.abonnement = a.id AND b.stand = 'WACHT' AND b.volgende_poging_op <= %(nu)s)
        ORDER BY a.laatst_bezorgd_op NULLS FIRST, a.id
        """,
        {"nu": nu},
    )
    return [
        Ontvanger(id=key, uuid=uuid, organisatie=organisatie, doel=doel, geheim=bytes(geheim), sleutel=sleutel)
        for key, uuid, organisatie, doel, geheim, sleutel in cur
    ]


def find_zendingen(cur: Cursor, ontvanger: Ontvanger, nu: datetime, *, hoogstens: int) -> Sequence[Zending]:
    """Return what can be tried now: of each subject the earliest that waits, when its time has come.

    Nothing comes back when the abonnement was stopped or changed meanwhile, or the machtiging was withdrawn.
    """
    cur.execute(
        """
        SELECT w.id, coalesce(w.uuid_melding, w.uuid), coalesce(w.soort, %(proef)s), w.onderwerp, w.peildatum,
               coalesce(w.melding_op, w.gemaakt_op), w.nummer, w.pogingen, w.wacht_sinds, o.oin
        FROM (SELECT b.id, b.uuid, m.uuid AS uuid_melding, m.soort, m.onderwerp, m.peildatum,
                     m.gemaakt_op AS melding_op, b.gemaakt_op,
                     b.nummer, b.pogingen, b.wacht_sinds, b.volgende_poging_op, b.organisatie,
                     row_number() OVER (PARTITION BY m.onderwerp, CASE WHEN b.melding IS NULL THEN b.id END
                                        ORDER BY b.nummer) AS beurt
              FROM bezorging b LEFT JOIN melding m ON m.volgnummer = b.melding
              WHERE b.abonnement = %(abonnement)s AND b.stand = 'WACHT') AS w
        JOIN organisatie o ON o.id = w.organisatie
        WHERE w.beurt = 1 AND w.volgende_poging_op <= %(nu)s
          AND EXISTS (SELECT FROM abonnement a JOIN meldingen_gemachtigden() g USING (client, organisatie)
                      WHERE a.id = %(abonnement)s AND a.actief AND a.doel = %(doel)s)
        ORDER BY w.nummer LIMIT %(hoogstens)s
        """,
        {
            "proef": PROEFMELDING,
            "abonnement": ontvanger.id,
            "doel": ontvanger.doel,
            "nu": nu,
            "hoogstens": hoogstens,
        },
    )
    return [
        Zending(
            id=key,
            bericht=Bericht(
                uuid=uuid,
                soort=soort,
                onderwerp=onderwerp,
                peildatum=peildatum,
                moment=moment,
                abonnement=ontvanger.uuid,
                organisatie=oin,
                nummer=nummer,
            ),
            pogingen=pogingen,
            wacht_sinds=wacht_sinds,
        )
        for key, uuid, soort, onderwerp, peildatum, moment, nummer, pogingen, wacht_sinds, oin in cur
    ]
