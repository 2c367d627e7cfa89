"""Proposed rule sets: saved under a name, compared with others, and given a date from which runs use them.

An organisation keeps proposals for itself; the operator alone decides that one holds, and from which day. From then on
it says what reports say, so it can never change any more: a change is a new proposal with its own date.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from psycopg import errors
from psycopg.types.json import Jsonb

from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Afgeleide, Overlay, Verschil, beschikbaar, laad, verschillen
from vsv.rapport.runs import find_last
from vsv.rapport.wat_als.geldend import choose_regels
from vsv.toegang.service import Recht, Sessie, Wie, als_dienst, namens

NAAM_LENGTE: Final = 60
TOELICHTING_LENGTE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """A proposed rule set, or one that holds from a date.

    Attributes:
        regels: What it is made of, with its name, starting date and explanation.
        eigen: It is of the acting organisation (for the service itself: of nobody else).
        organisatie: Name of the organisation that proposes it; None = the service itself.
        oin: Its OIN; None likewise.
        bewaard_op: When it was saved, in UTC.
        gebruikt: A run has used it.
    """

    regels: Afgeleide
    eigen: bool
    organisatie: str | None
    oin: str | None
    bewaard_op: datetime
    gebruikt: bool

    @property
    def verschillen(self) -> list[Verschil]:
        """What it changes of the rule set it is derived of, in words."""
        return verschillen(laad(self.regels.basis), self.regels.regelset())


def save_voorstel(
    wie: Wie, naam: str, overlay: Overlay, *, over: str | None = None, toelichting: str = ""
) -> Afgeleide:
    """Save a proposed rule set of the acting organisation, or of the service itself.

    Args:
        wie: Who saves.
        naam: How it is called; for an organisation no other proposal of its own has that name.
        overlay: What differs of `over`.
        over: Name of a rule set or proposal; the rule set that holds today when None.
        toelichting: Why, in the proposer's own words; of no person.

    Raises:
        GeenRecht: `wie` may not see figures, or not manage the service.
        InvoerFout: There is no such rule set, the name is taken or none at all, or nothing differs.
    """
    naam, toelichting = naam.strip(), toelichting.strip()
    _check_words(naam, toelichting)
    with _open(wie) as sessie:
        _, regels = choose_regels(sessie.cur, _own(wie), nu=over, dan=None, overlay=overlay)
        return insert_voorstel(sessie, naam, regels, toelichting)


def insert_voorstel(sessie: Sessie, naam: str, regels: Afgeleide, toelichting: str) -> Afgeleide:
    """Write a proposal down, in the transaction of who proposes it; see `save_voorstel`."""
    _check_words(naam, toelichting)
    if not regels.waarden:
        raise InvoerFout(
            Fout(
                "VOORSTEL_ZONDER_VERSCHIL",
                f"Dit voorstel is gelijk aan {regels.basis}.",
                "waarden",
                "Verander ten minste één waarde.",
            )
        )
    saved = Afgeleide(regels.basis, regels.waarden, naam, None, toelichting)
    saved.regelset()  # says what can't be
    try:
        sessie.cur.execute(
            """
            INSERT INTO regelsetvoorstel (organisatie, naam, basis, waarden, toelichting, bewaard_door)
            VALUES (%s, %s, %s, %s, %s, %s)
            """,
            (_own(sessie.wie), naam, saved.basis, Jsonb(dict(saved.waarden)), toelichting, sessie.wie.actor),
        )
    except errors.UniqueViolation as e:
        raise _taken(naam) from e
    sessie.log("rapport.voorstel_bewaren", bijzonderheden={"naam": naam})
    return saved


def list_voorstellen(wie: Wie) -> list[Voorstel]:
    """Return one's own proposals, those of the service and all that hold; for the service itself those of everyone.

    Returns:
        Those without a date first, then by date, the latest first.

    Raises:
        GeenRecht: `wie` may not see figures, or not manage the service.
    """
    with _open(wie) as sessie:
        return read_voorstellen(sessie.cur, _own(wie))


def read_voorstellen(cur: Cursor, own: int | None) -> list[Voorstel]:
    """Return the proposals that this cursor may see; `own` says which organisation asks."""
    cur.execute(
        """
        SELECT v.organisatie IS NOT DISTINCT FROM %s, o.naam, o.oin, v.bewaard_op,
               v.geldig_vanaf IS NOT NULL AND EXISTS (SELECT FROM run r WHERE r.regelset = v.naam),
               v.basis, v.waarden, v.naam, v.geldig_vanaf, v.toelichting
        FROM regelsetvoorstel v LEFT JOIN organisatie o ON o.id = v.organisatie
        ORDER BY v.geldig_vanaf DESC NULLS FIRST, v.naam, v.id
        """,
        (own,),
    )
    return [
        Voorstel(
            regels=Afgeleide(*rest),
            eigen=eigen,
            organisatie=organisatie,
            oin=oin,
            bewaard_op=bewaard_op.astimezone(UTC),
            gebruikt=gebruikt,
        )
        for eigen, organisatie, oin, bewaard_op, gebruikt, *rest in cur
    ]


def remove_voorstel(wie: Wie, naam: str) -> None:
    """Remove a proposal of one's own that has no date.

    Raises:
        GeenRecht: `wie` may not see figures, or not manage the service.
        InvoerFout: There is none of this name that can go.
    """
    with _open(wie) as sessie:
        sessie.cur.execute(
            """
            DELETE FROM regelsetvoorstel
            WHERE naam = %s AND organisatie IS NOT DISTINCT FROM %s AND geldig_vanaf IS NULL
            """,
            (naam, _own(wie)),
        )
        if not sessie.cur.rowcount:
            raise _unknown(naam)
        sessie.log("rapport.voorstel_verwijderen", bijzonderheden={"naam": naam})


def start_voorstel(wie: Wie, naam: str, vanaf: date) -> Afgeleide:
    """Let a proposal hold from a day on: runs of that day and later use it, and reports say so.

    Args:
        wie: Who runs the service; for an organisation it is that one's proposal.
        naam: Its name.
        vanaf: First peildatum. One that was set before can be moved as long as no run has used it.

    Raises:
        GeenRecht: `wie` may not manage the service.
        InvoerFout: There is no such proposal, its name is already that of a rule set that holds, a run has used it, or
            there was a run for this day or a later one: history is not written backwards.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute("LOCK TABLE run_beurt IN ACCESS EXCLUSIVE MODE")  # no run is under way with other rules
        last = find_last(sessie.cur)
        if last and last.peildatum >= vanaf:
            raise InvoerFout(
                Fout(
                    "STARTDATUM_TE_VROEG",
                    f"Er is al een run geweest voor {last.peildatum}. Wat toen gold, verandert niet meer.",
                    f"{vanaf}",
                    "Kies een latere dag.",
                )
            )
        try:
            sessie.cur.execute(
                """
                UPDATE regelsetvoorstel SET geldig_vanaf = %s, gestart_op = clock_timestamp(), gestart_door = %s
                WHERE naam = %s AND organisatie IS NOT DISTINCT FROM %s
                RETURNING basis, waarden, naam, geldig_vanaf, toelichting
                """,
                (vanaf, wie.actor, naam, _own(wie)),
            )
        except errors.UniqueViolation as e:
            raise _taken_start(naam, vanaf) from e
        started = next((Afgeleide(*row) for row in sessie.cur), None)
        if started is None:
            raise _unknown(naam)
        sessie.log("rapport.voorstel_starten", bijzonderheden={"naam": naam, "geldig_vanaf": vanaf.isoformat()})
        return started


def _open(wie: Wie) -> AbstractContextManager[Sessie]:
    return als_dienst(wie) if wie.organisatie is None else namens(wie, Recht.STATISTIEK)


def _own(wie: Wie) -> int | None:
    return wie.organisatie.id if wie.organisatie else None


def _check_words(naam: str, toelichting: str) -> None:
    faults = []
    if not 1 <= len(naam) <= NAAM_LENGTE or not naam.isprintable():
        faults.append(
            Fout("VOORSTEL_NAAM", "Deze naam kan niet.", "naam", f"Geef een naam van 1 tot {NAAM_LENGTE} tekens.")
        )
    elif naam in beschikbaar():
        faults.append(
            Fout("VOORSTEL_NAAM", "Zo heet al een regelset van deze versie.", "naam", "Kies een andere naam.")
        )
    if len(toelichting) > TOELICHTING_LENGTE:
        advies = f"Gebruik hoogstens {TOELICHTING_LENGTE} tekens."
        faults.append(Fout("VOORSTEL_TOELICHTING", "Deze toelichting is te lang.", "toelichting", advies))
    if faults:
        raise InvoerFout(*faults)


def _taken(naam: str) -> InvoerFout:
    return InvoerFout(
        Fout("VOORSTEL_BESTAAT", f"Er is al een voorstel met de naam '{naam}'.", "naam", "Kies een andere naam.")
    )


def _taken_start(naam: str, vanaf: date) -> InvoerFout:
    reden = f"Er begint op {vanaf} al een regelset, of er geldt al een andere met de naam '{naam}'."
    return InvoerFout(
        Fout("STARTDATUM_BEZET", reden, f"{vanaf}", "Kies een andere dag, of bewaar onder een andere naam.")
    )


def _unknown(naam: str) -> InvoerFout:
    return InvoerFout(
        Fout(
            "VOORSTEL_ONBEKEND",
            f"Er is geen voorstel '{naam}' dat nog kan veranderen.",
            "naam",
            "Voorstellen: vsv wat-als --voorstellen. Wat een run heeft gebruikt, blijft zoals het is.",
        )
    )
