"""Whether a report still comes out the same: what an organisation asked to be checked, and what came of it.

The check itself is done by the service (`vsv.rapport.controle`): it takes the facts of everyone in the report, also of
who was signed off since, and those an organisation can't see.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from vsv.opslag.service import Cursor
from vsv.rapport.lezen import read_with_previous
from vsv.rapport.runs import Soort, get_run
from vsv.toegang.service import Recht, Wie, als_dienst, namens


@dataclass(frozen=True, slots=True, kw_only=True)
class Narekening:
    """One check of one report of an organisation.

    Attributes:
        soort: Kind of run.
        peildatum: Day of the report.
        gevraagd_op: When it was asked for, or when the service did it of its own accord, in UTC.
        gevraagd_door: Actor who asked; None = nobody, the service did it of its own accord.
        klaar_op: When it was done; None = not yet.
        klopt: Whether the report came out to the letter; None = not yet, or it could not be made again.
        toelichting: What differs or why it could not be done, a Dutch sentence without people; None = nothing to say.
    """

    soort: Soort
    peildatum: date
    gevraagd_op: datetime
    gevraagd_door: str | None
    klaar_op: datetime | None
    klopt: bool | None
    toelichting: str | None


def request_check(wie: Wie, peildatum: date | None = None, *, soort: Soort = "week") -> None:
    """Ask that a report of the acting organisation is made again from the facts; asked twice while open is once.

    Args:
        wie: Who asks, for which organisation.
        peildatum: Day of the report; the latest when None.
        soort: Kind of run.

    Raises:
        GeenRecht: `wie` may not see figures.
        InvoerFout: There is no such report.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        run = get_run(sessie.cur, soort, peildatum)
        rapport, _ = read_with_previous(sessie, run)
        sessie.cur.execute(
            """
            INSERT INTO narekening (organisatie, run, gevraagd_door) VALUES (%s, %s, %s)
            ON CONFLICT (organisatie, run) WHERE klaar_op IS NULL DO NOTHING
            """,
            (rapport.organisatie.id, run.id, wie.actor),
        )
        sessie.log("rapport.narekenen_vragen", bijzonderheden={"run": run.id})


def read_checks(
    wie: Wie, peildatum: date | None = None, *, soort: Soort | None = None, aantal: int = 25
) -> list[Narekening]:
    """Return the checks of reports of the acting organisation, the latest first.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Only of the report of this day; of all when None.
        soort: Only of this kind of run.
        aantal: At most so many.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        sessie.cur.execute(
            """
            SELECT r.soort, r.peildatum, n.gevraagd_op, n.gevraagd_door, n.klaar_op, n.klopt, n.toelichting
            FROM narekening n JOIN run r ON r.id = n.run
            WHERE n.organisatie = vsv_organisatie()
              AND (%(peildatum)s::date IS NULL OR r.peildatum = %(peildatum)s)
              AND (%(soort)s::text IS NULL OR r.soort = %(soort)s)
            ORDER BY n.id DESC LIMIT %(aantal)s
            """,
            {"peildatum": peildatum, "soort": soort, "aantal": aantal},
        )
        return [
            Narekening(
                soort=kind,
                peildatum=dag,
                gevraagd_op=gevraagd_op.astimezone(UTC),
                gevraagd_door=gevraagd_door,
                klaar_op=klaar_op.astimezone(UTC) if klaar_op else None,
                klopt=klopt,
                toelichting=toelichting,
            )
            for kind, dag, gevraagd_op, gevraagd_door, klaar_op, klopt, toelichting in sessie.cur
        ]


def find_open_checks(cur: Cursor) -> list[tuple[Soort, date]]:
    """Return the kind and peildatum of the runs that are to be checked, who waits longest first; as vsv_werker."""
    cur.execute(
        """
        SELECT r.soort, r.peildatum FROM narekening n JOIN run r ON r.id = n.run
        WHERE n.klaar_op IS NULL GROUP BY r.id ORDER BY min(n.id)
        """
    )
    return cur.fetchall()


def write_outcome(wie: Wie, run: int, per_organisatie: Mapping[int, int], reden: str | None = None) -> None:
    """Write down what came of a check of a run, for every organisation that has a report in it.

    Who asked for it gets the answer; for the others it counts as a check of our own accord.

    Args:
        wie: The service itself.
        run: The run that was checked.
        per_organisatie: How many lines or counts differ, by the key of the organisation; 0 when left out.
        reden: Why it could not be checked, in Dutch; None = it was.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute(
            """
            WITH uitkomst AS (
                SELECT r.organisatie, coalesce(v.aantal, 0) AS aantal
                FROM rapport r
                LEFT JOIN unnest(%(organisaties)s::bigint[], %(aantallen)s::int[]) AS v (organisatie, aantal)
                    USING (organisatie)
                WHERE r.run = %(run)s
            ), in_woorden AS (
                SELECT organisatie, CASE WHEN %(reden)s::text IS NULL THEN aantal = 0 END AS klopt,
                       coalesce(%(reden)s, CASE aantal WHEN 0 THEN NULL WHEN 1 THEN '1 regel of telling verschilt.'
                                                ELSE aantal || ' regels of tellingen verschillen.' END) AS toelichting
                FROM uitkomst
            ), beantwoord AS (
                UPDATE narekening n SET klaar_op = clock_timestamp(), klopt = w.klopt, toelichting = w.toelichting
                FROM in_woorden w
                WHERE n.run = %(run)s AND n.organisatie = w.organisatie AND n.klaar_op IS NULL
                RETURNING n.organisatie
            )
            INSERT INTO narekening (organisatie, run, klaar_op, klopt, toelichting)
            SELECT organisatie, %(run)s, clock_timestamp(), klopt, toelichting FROM in_woorden
            WHERE organisatie NOT IN (SELECT organisatie FROM beantwoord)
            """,
            {
                "run": run,
                "organisaties": list(per_organisatie),
                "aantallen": list(per_organisatie.values()),
                "reden": reden,
            },
        )
