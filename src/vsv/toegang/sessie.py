"""For which organisation a transaction acts, and with which rights.

Every service of the rooms above takes a `Wie` and opens its transaction here: `namens` for work inside one
organisation (role vsv_web, behind the tenant wall), `als_dienst` for the work of the service itself (vsv_werker, or
vsv_beheer from the portal). Both check the right first; a refusal is logged before it is raised.
"""

import getpass
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from vsv.domein.fouten import Fout, GeenRecht
from vsv.logboek.service import Afzender, Resultaat, log, log_many
from vsv.opslag.service import Cursor, transactie
from vsv.opslag.service import Rol as Databaserol
from vsv.toegang.rechten import Recht


@dataclass(frozen=True, slots=True)
class Organisatie:
    """An organisation that uses the service.

    Attributes:
        id: Internal key.
        oin: Organisatie-identificatienummer, 20 digits.
        naam: Name for people.
        soort: `doorstroompunt` or `gemeente`.
        regio: Number of the Doorstroompunt region.
        gemeentecode: Four digits for a gemeente, None for a Doorstroompunt.
    """

    id: int
    oin: str
    naam: str
    soort: str
    regio: int
    gemeentecode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wie:
    """Who acts, with which rights, for which organisation.

    Attributes:
        actor: Pseudonym of a user, or `systeem:<taak>`.
        oorsprong: The way in: cli, taak, portaal or api.
        rechten: What this actor may do.
        organisatie: The organisation acted for; None for the service itself.
        trace: W3C trace id; made here unless the caller brought one.
    """

    actor: str
    oorsprong: str
    rechten: frozenset[Recht]
    organisatie: Organisatie | None = None
    trace: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def afzender(self) -> Afzender:
        """The part of a log line that this actor gives."""
        organisatie = self.organisatie.id if self.organisatie else None
        return Afzender(actor=self.actor, oorsprong=self.oorsprong, organisatie=organisatie, trace=self.trace)

    def voor(self, organisatie: Organisatie) -> "Wie":
        """Return the same actor, acting for `organisatie`."""
        return replace(self, organisatie=organisatie)


@dataclass(frozen=True, slots=True)
class Sessie:
    """One transaction of one actor: the cursor, and the log lines that go with what it does.

    Attributes:
        cur: Cursor in the transaction.
        wie: Who acts.
    """

    cur: Cursor
    wie: Wie

    def log(self, actie: str, jongere: int | None = None, bijzonderheden: Mapping[str, Any] | None = None) -> None:
        """Write one log line in this transaction."""
        log(self.cur, self.wie.afzender, actie, jongere=jongere, bijzonderheden=bijzonderheden)

    def log_many(self, actie: str, jongeren: Sequence[int], bijzonderheden: Mapping[str, Any] | None = None) -> None:
        """Write a log line for each of `jongeren` in this transaction."""
        log_many(self.cur, self.wie.afzender, actie, jongeren, bijzonderheden=bijzonderheden)


def operator(taak: str, organisatie: Organisatie | None = None) -> Wie:
    """Return the operator of the service on the command line: all rights, under the name of the system's user."""
    return Wie(
        actor=f"beheer:{getpass.getuser()}:{taak}",
        oorsprong="cli",
        rechten=frozenset(Recht),
        organisatie=organisatie,
    )


@contextmanager
def namens(wie: Wie, recht: Recht, *, snapshot: bool = False, haast: bool = False) -> Iterator[Sessie]:
    """Open a transaction for the organisation of `wie`, behind the tenant wall.

    Args:
        wie: Who acts, for which organisation.
        recht: What is needed.
        snapshot: Every query sees the database as it was at the first.
        haast: Wait for the server only where something is fetched; for what is asked very often.

    Raises:
        GeenRecht: `wie` lacks the right, or acts for no organisation; the refusal is logged.
    """
    if wie.organisatie is None:
        raise GeenRecht(Fout("GEEN_ORGANISATIE", "Er is niet gekozen voor welke organisatie u werkt."))
    require(wie, recht)
    with transactie("web", snapshot=snapshot, haast=haast) as cur:
        with nullcontext() if haast else cur.connection.pipeline():  # one trip, with the begin of the transaction
            act_for(cur.connection.cursor(), wie)
        yield Sessie(cur, wie)


@contextmanager
def als_dienst(wie: Wie, recht: Recht = Recht.DIENST_BEHEREN, *, snapshot: bool = False) -> Iterator[Sessie]:
    """Open a transaction for the service itself, over all organisations.

    From the portal it is opened as vsv_beheer, which sees no people's data; elsewhere as vsv_werker.

    Raises:
        GeenRecht: `wie` lacks the right; the refusal is logged.
    """
    rol: Databaserol = "beheer" if wie.oorsprong == "portaal" else "werker"
    require(wie, recht)
    with transactie(rol, snapshot=snapshot) as cur:
        yield Sessie(cur, wie)


def act_for(cur: Cursor, wie: Wie) -> None:
    """Say for which organisation the rest of the transaction acts."""
    if wie.organisatie is not None:
        cur.execute("SELECT set_config('vsv.organisatie', %s, true)", (str(wie.organisatie.id),))


def refuse(wie: Wie, recht: Recht) -> None:
    """Log that somebody was refused for lack of a right."""
    refused: Resultaat = "geweigerd"
    rol: Databaserol = "beheer" if wie.oorsprong == "portaal" and wie.organisatie is None else "web"
    with transactie(rol) as cur:
        act_for(cur, wie)
        log(cur, wie.afzender, "toegang.weigeren", resultaat=refused, bijzonderheden={"recht": recht.name})


def require(wie: Wie, recht: Recht) -> None:
    """Let who holds the right go on.

    Raises:
        GeenRecht: `wie` lacks it; the refusal is logged.
    """
    if recht in wie.rechten:
        return
    refuse(wie, recht)
    raise GeenRecht(
        Fout(
            "GEEN_RECHT",
            f"U mag dit niet: u mist het recht '{recht.value}'.",
            "",
            "Vraag het aan uw gebruikersbeheerder.",
        )
    )
