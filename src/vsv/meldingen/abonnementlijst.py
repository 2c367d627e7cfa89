"""Which abonnementen there are, and who may see them: a vendor its own, the gebruikersbeheerder those of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from vsv.domein.codes import Code
from vsv.domein.fouten import Fout, InvoerFout
from vsv.meldingen.uitbak import Meldingsoort
from vsv.toegang.service import Recht, Sessie, Wie, namens

_CLIENT: Final = "client:"


class Abonnementstand(Code):
    """How an abonnement is doing."""

    ACTIEF = "ACTIEF", "actief"
    GEPAUZEERD = "GEPAUZEERD", "gepauzeerd door de leverancier"
    GESTOPT = "GESTOPT", "gestopt: de ontvanger wil geen berichten meer"
    INGETROKKEN = "INGETROKKEN", "gestopt: de machtiging is ingetrokken"
    BEEINDIGD = "BEEINDIGD", "beëindigd"


_STOPPED: Final = {
    None: Abonnementstand.ACTIEF,
    "CLIENT": Abonnementstand.GEPAUZEERD,
    "ONTVANGER": Abonnementstand.GESTOPT,
    "MACHTIGING": Abonnementstand.INGETROKKEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Abonnement:
    """An abonnement; its secret is not in it, and can't be read again.

    Attributes:
        uuid: Its name.
        client: OIN of the vendor.
        doel: URL where it hears what there is to know.
        soorten: What it wants to hear.
        stand: How it is doing.
        gemaakt_op: Since when it is there.
        gestopt_op: Since when it is paused or stopped; None = it is not.
        beeindigd_op: When it ended; None = it has not.
        laatst_bezorgd_op: When something last arrived; None = never.
        rust_tot: It went wrong too often, and until then nothing is tried; None = it goes well.
        wachtend: How many meldingen wait to be brought.
        geparkeerd: How many could not be brought, and can be sent again.
    """

    uuid: UUID
    client: str
    doel: str
    soorten: Sequence[Meldingsoort]
    stand: Abonnementstand
    gemaakt_op: datetime
    gestopt_op: datetime | None
    beeindigd_op: datetime | None
    laatst_bezorgd_op: datetime | None
    rust_tot: datetime | None
    wachtend: int
    geparkeerd: int

    @property
    def oorsprong(self) -> str:
        """The machine of `doel`, without what comes behind it: that may hold a secret of the vendor."""
        return urlsplit(self.doel).netloc


def list_abonnementen(wie: Wie, *, ook_beeindigd: bool = False) -> list[Abonnement]:
    """Return the abonnementen for the acting organisation, the oldest first: to a vendor its own, else those of all.

    Args:
        wie: Who looks, with the right MELDINGEN_ONTVANGEN or MACHTIGINGEN_BEHEREN.
        ook_beeindigd: Those that ended too.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, recht_van(wie)) as sessie:
        return _fetch(sessie, ook_beeindigd=ook_beeindigd)


def read_abonnement(wie: Wie, uuid: UUID) -> Abonnement:
    """Return one abonnement, also one that ended.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND: there is none for the acting organisation, or it is of another vendor.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, recht_van(wie)) as sessie:
        return read_in(sessie, uuid)


def find_client(wie: Wie) -> str | None:
    """Return the OIN of the vendor that acts; None when it is no vendor."""
    return wie.actor.removeprefix(_CLIENT) if wie.actor.startswith(_CLIENT) else None


def recht_van(wie: Wie) -> Recht:
    """Return the right by which somebody looks: that of a vendor, or that of who manages vendors."""
    return Recht.MELDINGEN_ONTVANGEN if Recht.MELDINGEN_ONTVANGEN in wie.rechten else Recht.MACHTIGINGEN_BEHEREN


def require_open(sessie: Sessie, uuid: UUID) -> int:
    """Return the key of an abonnement that has not ended, and keep it as it is for this transaction.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND, ABONNEMENT_BEEINDIGD.
    """
    sessie.cur.execute(
        """
        SELECT id, beeindigd_op FROM abonnement
        WHERE organisatie = vsv_organisatie() AND uuid = %s AND client = coalesce(%s, client) FOR UPDATE
        """,
        (uuid, find_client(sessie.wie)),
    )
    row = sessie.cur.fetchone()
    if row is None:
        raise unknown()
    if row[1] is not None:
        raise InvoerFout(
            Fout("ABONNEMENT_BEEINDIGD", "Dit abonnement is beëindigd.", advies="Maak een nieuw abonnement.")
        )
    key: int = row[0]
    return key


def unknown() -> InvoerFout:
    """Return that there is no such abonnement."""
    return InvoerFout(Fout("ABONNEMENT_ONBEKEND", "Dit abonnement is er niet.", advies="Bekijk de lijst opnieuw."))


def read_in(sessie: Sessie, uuid: UUID) -> Abonnement:
    """Return one abonnement, in a transaction that is open.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND.
    """
    found = _fetch(sessie, uuid=uuid, ook_beeindigd=True)
    if not found:
        raise unknown()
    return found[0]


def _fetch(sessie: Sessie, *, uuid: UUID | None = None, ook_beeindigd: bool) -> list[Abonnement]:
    sessie.cur.execute(
        """
        SELECT a.uuid, a.client, a.doel, a.soorten, a.gestopt_door, a.gemaakt_op, a.gestopt_op, a.beeindigd_op,
               a.laatst_bezorgd_op, a.rust_tot, coalesce(b.wachtend, 0), coalesce(b.geparkeerd, 0)
        FROM abonnement a
        LEFT JOIN (SELECT abonnement, count(*) FILTER (WHERE stand = 'WACHT') AS wachtend,
                          count(*) FILTER (WHERE stand = 'GEPARKEERD') AS geparkeerd
                   FROM bezorging WHERE organisatie = vsv_organisatie() AND stand IN ('WACHT', 'GEPARKEERD')
                   GROUP BY abonnement) AS b ON b.abonnement = a.id
        WHERE a.organisatie = vsv_organisatie() AND a.client = coalesce(%(client)s, a.client)
          AND a.uuid = coalesce(%(uuid)s, a.uuid) AND (%(ook_beeindigd)s OR a.beeindigd_op IS NULL)
        ORDER BY a.id
        """,
        {"client": find_client(sessie.wie), "uuid": uuid, "ook_beeindigd": ook_beeindigd},
    )
    return [_as_abonnement(*row) for row in sessie.cur]


def _as_abonnement(
    uuid: UUID,
    client: str,
    doel: str,
    soorten: list[str],
    gestopt_door: str | None,
    gemaakt_op: datetime,
    gestopt_op: datetime | None,
    beeindigd_op: datetime | None,
    *rest: Any,
) -> Abonnement:
    laatst_bezorgd_op, rust_tot, wachtend, geparkeerd = rest
    return Abonnement(
        uuid=uuid,
        client=client,
        doel=doel,
        soorten=tuple(map(Meldingsoort, soorten)),
        stand=Abonnementstand.BEEINDIGD if beeindigd_op else _STOPPED[gestopt_door],
        gemaakt_op=gemaakt_op,
        gestopt_op=gestopt_op,
        beeindigd_op=beeindigd_op,
        laatst_bezorgd_op=laatst_bezorgd_op,
        rust_tot=rust_tot,
        wachtend=wachtend,
        geparkeerd=geparkeerd,
    )
