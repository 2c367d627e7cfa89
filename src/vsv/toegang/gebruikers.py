"""Gebruikers: who is logged in and may do what, and how an organisation gives its own colleagues their roles."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import psycopg

from vsv.domein.fouten import Fout, InvoerFout
from vsv.logboek.service import Afzender, Resultaat, log
from vsv.opslag.service import Cursor, transactie
from vsv.toegang.eherkenning import Identiteit
from vsv.toegang.rechten import DIENSTROLLEN, ROLLEN, Recht, rechten_van
from vsv.toegang.sessie import Organisatie, Sessie, Wie, act_for, als_dienst, namens

UITNODIGING_DAGEN: Final = 14
"""How long an invitation can be used (our decision)."""

_TEKENS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
_LENGTE: Final = 16  # 80 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Werkplek:
    """Where somebody who is logged in may work.

    Attributes:
        organisatie: None for the service itself.
        naam: What this person is called there.
        rollen: Codes, see `ROLLEN` and `DIENSTROLLEN`.
    """

    organisatie: Organisatie | None
    naam: str
    rollen: tuple[str, ...]

    @property
    def rechten(self) -> frozenset[Recht]:
        """What the roles allow together."""
        return rechten_van(self.rollen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collega:
    """A colleague with roles at the acting organisation, or one who was invited.

    Attributes:
        uuid: Of the toekenning.
        actor: As which the log knows this person, `gebruiker:<uuid>`; None for who has not been here yet.
        naam: What this person is called.
        rollen: Codes.
        laatst_op: Last login; None = never.
        uitnodiging_tot: Until when the invitation can be used; None = used.
        ingetrokken_op: Since when it holds no more; None = holds.
    """

    uuid: str
    actor: str | None
    naam: str
    rollen: tuple[str, ...]
    laatst_op: datetime | None
    uitnodiging_tot: datetime | None
    ingetrokken_op: datetime | None


@dataclass(frozen=True, slots=True)
class Ingelogd:
    """Who logged in: the uuid of the gebruiker, and where this person may work; at least one."""

    gebruiker: str
    werkplekken: Sequence[Werkplek]


def log_in(identiteit: Identiteit, *, trace: str) -> Ingelogd:
    """Return who this is and where they may work; `start_work` logs it, there.

    Raises:
        InvoerFout: ORGANISATIE_ONBEKEND (nobody may act for this organisation here), GEEN_RECHTEN (this person may
            not); the refusal is logged.
    """
    with transactie("web") as cur:
        cur.execute("SELECT * FROM toegang_toekenningen(%s, %s, %s)", _pair(identiteit))
        rows = cur.fetchall()
        if rows:
            gebruiker = str(rows[0][0])
            cur.execute("SELECT toegang_meld_login(%s)", (gebruiker,))
            return Ingelogd(gebruiker, _as_werkplekken(cur, [row[1:] for row in rows]))
        ((bekend,),) = cur.execute("SELECT toegang_kent(%s, %s)", (identiteit.soort, identiteit.nummer))
    refuse_login("GEEN_RECHTEN" if bekend else "ORGANISATIE_ONBEKEND", trace=trace)
    if bekend:
        raise InvoerFout(
            Fout("GEEN_RECHTEN", "U hebt hier nog geen rechten.", "eHerkenning",
                 "Vraag uw gebruikersbeheerder om een uitnodigingscode, en vul die hier in.")
        )  # fmt: skip
    raise InvoerFout(
        Fout("ORGANISATIE_ONBEKEND", "Uw organisatie gebruikt VSV-monitor nog niet.", "eHerkenning",
             "Vraag toegang aan voor uw organisatie.")
    )  # fmt: skip


def start_work(wie: Wie, actie: str = "toegang.inloggen") -> None:
    """Log that somebody begins to work somewhere, or ends (`toegang.uitloggen`)."""
    with transactie("web") as cur:
        act_for(cur, wie)
        log(cur, wie.afzender, actie)


def refuse_login(code: str, *, trace: str) -> None:
    """Log that somebody could not log in, and why; of whom is not known, or is of no concern to the log."""
    with transactie("web") as cur:
        _log_login(cur, "onbekend", trace, resultaat="geweigerd", reden=code)


def find_werkplekken(gebruiker: str) -> Sequence[Werkplek]:
    """Return where somebody who is logged in may work at this moment; empty when everything was withdrawn."""
    with transactie("web") as cur:
        cur.execute("SELECT * FROM toegang_mag(%s)", (gebruiker,))
        return _as_werkplekken(cur, cur.fetchall())


def take_uitnodiging(identiteit: Identiteit, code: str, *, trace: str) -> None:
    """Give who logs in the roles of an invitation.

    Raises:
        InvoerFout: UITNODIGING_ONBEKEND: there is no such invitation (any more) for this organisation.
    """
    with transactie("web") as cur:
        cur.execute("SELECT toegang_neem_uitnodiging(%s, %s, %s, %s)", (*_pair(identiteit), _digest(code)))
        ((taken,),) = cur
        if taken is None:
            _log_login(cur, "onbekend", trace, resultaat="geweigerd", reden="UITNODIGING_ONBEKEND", actie=_UITNODIGING)
        else:
            _log_login(cur, "onbekend", trace, actie=_UITNODIGING)
    if taken is None:
        raise InvoerFout(
            Fout("UITNODIGING_ONBEKEND", "Deze uitnodigingscode klopt niet, of is niet meer geldig.", "code",
                 "Kijk of u de code goed hebt overgenomen, of vraag uw gebruikersbeheerder om een nieuwe.")
        )  # fmt: skip


_UITNODIGING: Final = "toegang.uitnodiging_gebruiken"


def list_collegas(wie: Wie, *, ook_ingetrokken: bool = False) -> list[Collega]:
    """Return the colleagues of the acting organisation, or of the service itself, by name.

    Raises:
        GeenRecht: `wie` may not manage users.
    """
    with _open(wie) as sessie:
        sessie.cur.execute(
            """
            SELECT t.uuid, t.actor, t.naam, t.rollen, t.laatst_op, t.uitnodiging_tot, t.ingetrokken_op
            FROM toekenning t
            WHERE t.organisatie IS NOT DISTINCT FROM vsv_organisatie() AND (%s OR t.ingetrokken_op IS NULL)
            ORDER BY t.ingetrokken_op IS NOT NULL, lower(t.naam), t.id
            """,
            (ook_ingetrokken,),
        )
        return [
            Collega(
                uuid=str(uuid),
                actor=actor,
                naam=naam,
                rollen=tuple(rollen),
                laatst_op=laatst_op,
                uitnodiging_tot=uitnodiging_tot,
                ingetrokken_op=ingetrokken_op,
            )
            for uuid, actor, naam, rollen, laatst_op, uitnodiging_tot, ingetrokken_op in sessie.cur
        ]


def invite(wie: Wie, *, naam: str, rollen: Iterable[str]) -> str:
    """Invite a colleague and return the code with which that person gets the roles at the first login.

    The code is shown once: only its SHA-256 is kept.

    Raises:
        InvoerFout: NAAM_LEEG, NAAM_TE_LANG, ROL_ONTBREEKT, ROL_ONBEKEND.
        GeenRecht: `wie` may not manage users.
    """
    gekozen = _check(wie, naam, rollen)
    code = _new_code()
    with _open(wie) as sessie:
        sessie.cur.execute(
            """
            INSERT INTO toekenning (organisatie, naam, rollen, uitnodiging, uitnodiging_tot, gemaakt_door)
            VALUES (vsv_organisatie(), %s, %s, %s, clock_timestamp() + %s, %s)
            """,
            (naam.strip(), gekozen, _digest(code), timedelta(days=UITNODIGING_DAGEN), wie.actor),
        )
        sessie.log("toegang.uitnodigen", bijzonderheden={"rollen": gekozen})
    return code


def invite_again(wie: Wie, uuid: str) -> str:
    """Return a new code for a colleague who has not been here yet; the old one works no more.

    Raises:
        InvoerFout: COLLEGA_ONBEKEND.
        GeenRecht: `wie` may not manage users.
    """
    code = _new_code()
    with _open(wie) as sessie:
        sessie.cur.execute(
            """
            UPDATE toekenning SET uitnodiging = %s, uitnodiging_tot = clock_timestamp() + %s
            WHERE uuid = %s AND organisatie IS NOT DISTINCT FROM vsv_organisatie()
              AND gebruiker IS NULL AND ingetrokken_op IS NULL
            """,
            (_digest(code), timedelta(days=UITNODIGING_DAGEN), uuid),
        )
        _require_one(sessie)
        sessie.log("toegang.uitnodigen", bijzonderheden={"toekenning": uuid})
    return code


def change_collega(wie: Wie, uuid: str, *, naam: str, rollen: Iterable[str]) -> None:
    """Give a colleague this name and exactly these roles, from the next request on.

    Raises:
        InvoerFout: As `invite`, and COLLEGA_ONBEKEND, LAATSTE_BEHEERDER.
        GeenRecht: `wie` may not manage users.
    """
    gekozen = _check(wie, naam, rollen)
    with _keep_beheerder(), _open(wie) as sessie:
        sessie.cur.execute(
            """
            UPDATE toekenning SET naam = %s, rollen = %s
            WHERE uuid = %s AND organisatie IS NOT DISTINCT FROM vsv_organisatie() AND ingetrokken_op IS NULL
            """,
            (naam.strip(), gekozen, uuid),
        )
        _require_one(sessie)
        sessie.log("toegang.rollen_wijzigen", bijzonderheden={"toekenning": uuid, "rollen": gekozen})


def withdraw(wie: Wie, uuid: str) -> None:
    """Take all roles of a colleague at this organisation away, from the next request on; also of who was invited.

    Raises:
        InvoerFout: COLLEGA_ONBEKEND, LAATSTE_BEHEERDER.
        GeenRecht: `wie` may not manage users.
    """
    with _keep_beheerder(), _open(wie) as sessie:
        sessie.cur.execute(
            """
            UPDATE toekenning SET ingetrokken_op = clock_timestamp(), ingetrokken_door = %s,
                                  uitnodiging = NULL, uitnodiging_tot = NULL
            WHERE uuid = %s AND organisatie IS NOT DISTINCT FROM vsv_organisatie() AND ingetrokken_op IS NULL
            """,
            (wie.actor, uuid),
        )
        _require_one(sessie)
        sessie.log("toegang.intrekken", bijzonderheden={"toekenning": uuid})


def _open(wie: Wie) -> AbstractContextManager[Sessie]:
    """Open a transaction to manage the users of the acting organisation, or those of the service itself."""
    return als_dienst(wie) if wie.organisatie is None else namens(wie, Recht.GEBRUIKERS_BEHEREN)


@contextmanager
def _keep_beheerder() -> Iterator[None]:
    try:
        yield
    except psycopg.errors.IntegrityConstraintViolation:
        raise InvoerFout(
            Fout("LAATSTE_BEHEERDER", "Dit is de laatste gebruikersbeheerder van uw organisatie.", "rollen",
                 "Maak eerst een collega gebruikersbeheerder.")
        ) from None  # fmt: skip


def _require_one(sessie: Sessie) -> None:
    if sessie.cur.rowcount != 1:
        raise InvoerFout(
            Fout("COLLEGA_ONBEKEND", "Deze collega staat niet (meer) in de lijst.", "", "Bekijk de lijst opnieuw.")
        )


def _check(wie: Wie, naam: str, rollen: Iterable[str]) -> list[str]:
    """Return the roles in the order of the list, or raise all that is wrong at once."""
    mogelijk = DIENSTROLLEN if wie.organisatie is None else ROLLEN
    gekozen = set(rollen)
    faults: list[Fout] = []
    if not naam.strip():
        faults.append(Fout("NAAM_LEEG", "Vul in hoe deze collega heet.", "naam"))
    elif len(naam.strip()) > _NAAM_MAX:
        faults.append(Fout("NAAM_TE_LANG", f"De naam is langer dan {_NAAM_MAX} tekens.", "naam", "Kort de naam in."))
    if not gekozen:
        faults.append(Fout("ROL_ONTBREEKT", "Kies wat deze collega mag: ten minste één rol.", "rollen"))
    if gekozen - set(mogelijk):
        faults.append(Fout("ROL_ONBEKEND", "Deze rol bestaat niet.", "rollen", "Kies een rol uit de lijst."))
    if faults:
        raise InvoerFout(*faults)
    return [rol for rol in mogelijk if rol in gekozen]


_NAAM_MAX: Final = 100


def _new_code() -> str:
    return "".join(secrets.choice(_TEKENS) for _ in range(_LENGTE))


def _digest(code: str) -> bytes:
    """Return what is kept of a code; spaces, dashes and small letters make no difference."""
    return hashlib.sha256("".join(filter(str.isalnum, code)).upper().encode()).digest()


def _pair(identiteit: Identiteit) -> tuple[str, str, str]:
    return identiteit.subject, identiteit.soort, identiteit.nummer


def _as_werkplekken(cur: Cursor, rows: Sequence[tuple[int | None, str, list[str]]]) -> list[Werkplek]:
    cur.execute(
        "SELECT id, oin, naam, soort, regio, gemeentecode FROM organisatie WHERE id = ANY (%s)",
        ([organisatie for organisatie, _, _ in rows],),
    )
    known = {row[0]: Organisatie(*row) for row in cur}
    return [
        Werkplek(organisatie=None if key is None else known[key], naam=naam, rollen=tuple(rollen))
        for key, naam, rollen in rows
    ]


def _log_login(
    cur: Cursor,
    actor: str,
    trace: str,
    *,
    resultaat: Resultaat = "gelukt",
    reden: str | None = None,
    actie: str = "toegang.inloggen",
) -> None:
    afzender = Afzender(actor=actor, oorsprong="portaal", organisatie=None, trace=trace)
    log(cur, afzender, actie, resultaat=resultaat, bijzonderheden={"reden": reden} if reden else None)
