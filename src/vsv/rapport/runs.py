"""A run: one computation over all organisations, and what was known when it ran.

What a run pins (the last levering, the moment up to which aanmeldingen were known, the rule set) is all that
is needed to compute it again, whatever came in later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Literal

from psycopg.types.json import Jsonb

from vsv.domein.fouten import ControleFout, Fout, InvoerFout
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Afgeleide, Regelset, Verschil, laad, verschillen

Soort = Literal["dag", "week"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grondslag:
    """What a run is based on.

    Attributes:
        soort: `week` ranks everyone, `dag` only who is not yet ranked, in NP or in 1.
        peildatum: The day as of which priorities are computed.
        regelset: Name of the rule set.
        regelset_controlegetal: SHA-256 of its parameters.
        laatste_levering: Facts of later leveringen were not known; 0 = no levering yet.
        bekend_tot: Aanmeldingen and afmeldingen registered later were not known.
        bronnen: Per source the day up to which it is known.
        afgeleid: What the rule set is made of when it began as a proposal; None = it comes with this version.
    """

    soort: Soort
    peildatum: date
    regelset: str
    regelset_controlegetal: str
    laatste_levering: int
    bekend_tot: datetime
    bronnen: Mapping[str, date]
    afgeleid: Afgeleide | None = None

    @property
    def regels(self) -> Regelset:
        """The rule set itself, as it is now; that it is still the same, its `controlegetal` shows.

        Raises:
            InvoerFout: It is not there any more.
        """
        return self.afgeleid.regelset() if self.afgeleid else laad(self.regelset)

    @property
    def afwijkingen(self) -> list[Verschil]:
        """What its rule set changes of the one it is derived of, in words; nothing when it comes with this version."""
        return verschillen(laad(self.afgeleid.basis), self.regels) if self.afgeleid else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Grondslag):
    """A run that was carried out.

    Attributes:
        id: Place in the order of runs.
        gemaakt_op: Moment it was carried out, in UTC.
    """

    id: int
    gemaakt_op: datetime


def list_runs(
    cur: Cursor,
    *,
    soort: Soort | None = None,
    peildatum: date | None = None,
    voor: int | None = None,
    voor_dag: date | None = None,
    nummers: Sequence[int] | None = None,
    aantal: int | None = None,
) -> list[Run]:
    """Return the runs, the latest first: of a kind, on a day, before a run or a day, of `nummers`, at most `aantal`."""
    cur.execute(
        """
        SELECT r.soort, r.peildatum, r.regelset, r.regelset_controlegetal, r.laatste_levering, r.bekend_tot, r.bronnen,
               r.id, r.gemaakt_op, v.basis, v.waarden, v.naam, v.geldig_vanaf, v.toelichting
        FROM run r LEFT JOIN regelsetvoorstel v ON v.naam = r.regelset AND v.geldig_vanaf IS NOT NULL
        WHERE (%(soort)s::text IS NULL OR r.soort = %(soort)s)
          AND (%(peildatum)s::date IS NULL OR r.peildatum = %(peildatum)s)
          AND (%(voor)s::bigint IS NULL OR r.id < %(voor)s)
          AND (%(voor_dag)s::date IS NULL OR r.peildatum < %(voor_dag)s)
          AND (%(nummers)s::bigint[] IS NULL OR r.id = ANY (%(nummers)s))
        ORDER BY r.id DESC LIMIT %(aantal)s
        """,
        {
            "soort": soort,
            "peildatum": peildatum,
            "voor": voor,
            "voor_dag": voor_dag,
            "nummers": None if nummers is None else list(nummers),
            "aantal": aantal,
        },
    )
    return [
        Run(
            soort=soort,
            peildatum=peildatum,
            regelset=regelset,
            regelset_controlegetal=controlegetal,
            laatste_levering=levering,
            bekend_tot=bekend_tot.astimezone(UTC),
            bronnen={bron: date.fromisoformat(dag) for bron, dag in bronnen.items()},
            id=number,
            gemaakt_op=gemaakt_op.astimezone(UTC),
            afgeleid=Afgeleide(*rest) if rest[0] else None,
        )
        for soort, peildatum, regelset, controlegetal, levering, bekend_tot, bronnen, number, gemaakt_op, *rest in cur
    ]


def find_last(
    cur: Cursor, *, soort: Soort | None = None, peildatum: date | None = None, voor: int | None = None
) -> Run | None:
    """Return the latest of those runs, if there is one."""
    return next(iter(list_runs(cur, soort=soort, peildatum=peildatum, voor=voor, aantal=1)), None)


def get_run(cur: Cursor, soort: Soort | None, peildatum: date | None) -> Run:
    """Return the run of this kind (of either when None) on this day, or the latest when no day is given.

    Raises:
        InvoerFout: There is none.
    """
    run = find_last(cur, soort=soort, peildatum=peildatum)
    if run is None:
        raise InvoerFout(
            Fout(
                "GEEN_RAPPORT",
                f"Er is {'op deze dag' if peildatum else 'nog'} geen {soort or ''}run geweest.",
                f"peildatum {peildatum}" if peildatum else "",
                "Bekijk met 'vsv rapport lijst' welke rapporten er zijn.",
            )
        )
    return run


def insert_run(cur: Cursor, grondslag: Grondslag) -> Run:
    """Write down a new run.

    Raises:
        ControleFout: The rule set was used before under this name, with other parameters.
    """
    _check_regelset(cur, grondslag)
    cur.execute(
        """
        INSERT INTO run (soort, peildatum, regelset, regelset_controlegetal, laatste_levering, bekend_tot, bronnen)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        RETURNING id, gemaakt_op
        """,
        (
            grondslag.soort,
            grondslag.peildatum,
            grondslag.regelset,
            grondslag.regelset_controlegetal,
            grondslag.laatste_levering,
            grondslag.bekend_tot,
            Jsonb({bron: dag.isoformat() for bron, dag in grondslag.bronnen.items()}),
        ),
    )
    number, gemaakt_op = next(iter(cur))
    pinned = {part.name: getattr(grondslag, part.name) for part in fields(Grondslag)}
    return Run(**pinned, id=number, gemaakt_op=gemaakt_op.astimezone(UTC))


def _check_regelset(cur: Cursor, grondslag: Grondslag) -> None:
    """A rule set that a report was made with never changes: a change is a new name."""
    cur.execute(
        "SELECT min(peildatum) FROM run WHERE regelset = %s AND regelset_controlegetal <> %s",
        (grondslag.regelset, grondslag.regelset_controlegetal),
    )
    (eerder,) = next(iter(cur))
    if eerder is not None:
        raise ControleFout(
            Fout(
                "REGELSET_GEWIJZIGD",
                f"Deze regelset is veranderd nadat er op {eerder} een rapport mee is gemaakt.",
                f"regelset {grondslag.regelset}",
                "Zet de oude inhoud terug en geef de nieuwe regels een nieuwe naam.",
            )
        )
