"""Putting meldingen in the outbox, and reading them in order.

What a melding is about stays out of it: it holds a kind, our opaque uuid of the person and a moment. Whoever gets it
asks for the rest with the rights that he has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import polars as pl

from vsv.domein.kolommen import MOMENT
from vsv.toegang.service import Recht, Sessie, Wie, namens

_ROW: Final = {"organisatie": pl.Int64, "soort": pl.String, "onderwerp": pl.String, "peildatum": pl.Date}


class Meldingsoort(StrEnum):
    """What there is to know; the type of the CloudEvent is `nl.vsv.<soort>.v1`."""

    RAPPORT_BESCHIKBAAR = "rapport-beschikbaar"
    PRIORITEIT_GEWIJZIGD = "prioriteit-gewijzigd"
    IKV_SIGNAAL = "ikv-signaal"
    VOORSTEL_GEMAAKT = "voorstel-gemaakt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """That there is something to know.

    Attributes:
        volgnummer: Place in the order of meldingen; a later one is higher.
        uuid: Its own name.
        soort: What there is to know.
        onderwerp: Uuid of the jongere (or of the voorstel) it is about; None for the organisation as a whole.
        gemaakt_op: When, in UTC.
        peildatum: Day of the report it is about; None when it is about no report.
    """

    volgnummer: int
    uuid: UUID
    soort: Meldingsoort
    onderwerp: UUID | None
    gemaakt_op: datetime
    peildatum: date | None = None

    @property
    def type(self) -> str:
        """The type of the CloudEvent."""
        return f"nl.vsv.{self.soort}.v1"


def put_meldingen(sessie: Sessie, meldingen: pl.DataFrame, *, aanleiding: str) -> int:
    """Put meldingen in the outbox; those that are there already, with the same aanleiding, are not put in again.

    Args:
        sessie: A transaction as vsv_werker.
        meldingen: organisatie (key), soort (a `Meldingsoort`), onderwerp (uuid as text, or null), and when they are
            about a report peildatum (date, or null).
        aanleiding: What brought them about.

    Returns:
        How many were new.
    """
    # One after the other, so that who reads up to a number has missed none.
    sessie.cur.execute("SELECT pg_advisory_xact_lock(hashtext('meldingen'))")
    rows = pl.concat([pl.DataFrame(schema=_ROW), meldingen], how="diagonal").select(list(_ROW))
    sessie.cur.execute(
        """
        INSERT INTO melding (organisatie, soort, onderwerp, peildatum, aanleiding)
        SELECT v.organisatie, v.soort, v.onderwerp::uuid, v.peildatum, %(aanleiding)s
        FROM unnest(%(organisatie)b::bigint[], %(soort)b::text[], %(onderwerp)b::text[], %(peildatum)b::date[])
             WITH ORDINALITY AS v (organisatie, soort, onderwerp, peildatum, plaats)
        ORDER BY v.plaats
        ON CONFLICT DO NOTHING
        """,
        {**rows.to_dict(as_series=False), "aanleiding": aanleiding},
    )
    added = sessie.cur.rowcount
    if added:
        sessie.log("meldingen.klaarzetten", bijzonderheden={"aanleiding": aanleiding, "aantal": added})
    return added


def list_meldingen(wie: Wie, *, na: int = 0, aantal: int = 100) -> list[Melding]:
    """Return the meldingen of the acting organisation after a volgnummer, the earliest first.

    Args:
        wie: Who reads, for which organisation; with the right to read reports.
        na: The volgnummer of the last one seen.
        aantal: At most so many.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.RAPPORTEN) as sessie:
        sessie.cur.execute(
            """
            SELECT volgnummer, uuid, soort, onderwerp, gemaakt_op, peildatum FROM melding
            WHERE organisatie = vsv_organisatie() AND volgnummer > %s ORDER BY volgnummer LIMIT %s
            """,
            (na, aantal),
        )
        found = [
            Melding(
                volgnummer=number,
                uuid=uuid,
                soort=Meldingsoort(soort),
                onderwerp=onderwerp,
                gemaakt_op=gemaakt_op.astimezone(UTC),
                peildatum=peildatum,
            )
            for number, uuid, soort, onderwerp, gemaakt_op, peildatum in sessie.cur
        ]
        sessie.log("meldingen.lezen", bijzonderheden={"na": na, "aantal": len(found)})
    return found


def read_meldingen_over(sessie: Sessie, onderwerpen: Sequence[UUID]) -> pl.DataFrame:
    """Read what organisations were told about these subjects, for who asks for inzage; the caller logs it.

    Returns:
        organisatie (name), soort, gemaakt_op; the earliest first.
    """
    sessie.cur.execute(
        """
        SELECT o.naam, m.soort, m.gemaakt_op FROM melding m JOIN organisatie o ON o.id = m.organisatie
        WHERE m.onderwerp = ANY (%s) ORDER BY m.volgnummer
        """,
        (list(onderwerpen),),
    )
    schema = {"organisatie": pl.String(), "soort": pl.String(), "gemaakt_op": MOMENT}
    return pl.DataFrame(sessie.cur.fetchall(), schema=schema, orient="row")
