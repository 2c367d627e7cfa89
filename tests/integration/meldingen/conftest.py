"""Two organisations, a vendor that may act for both, and another that may act for the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import polars as pl
import psycopg
import pytest
from tests.integration.meldingen.ontvanger import Ontvanger, run_ontvanger

from vsv.meldingen.service import (
    Bezorginstellingen,
    Bezorgverslag,
    Meldingsoort,
    create_abonnement,
    deliver_meldingen,
    put_meldingen,
)
from vsv.toegang.service import Organisatie, Recht, Wie, add_organisatie, als_dienst, operator

VENDOR, OTHER = "00000099000000900001", "00000099000000900002"
WIE = operator("test")
OEFENEN = Bezorginstellingen(oin="00000099000000001000", api="https://api.voorbeeld.nl", oefenen=True, tijdslimiet=5.0)


@dataclass
class Wereld:
    """The service in a test.

    Attributes:
        admin: The administrator's address of the database.
        aa: An organisation.
        be: Another one.
        nu: What time the worker thinks it is.
    """

    admin: str
    aa: Organisatie
    be: Organisatie
    nu: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(seconds=1))
    instellingen: Bezorginstellingen = OEFENEN
    runs: int = 0

    def vendor(self, organisatie: Organisatie | None = None, oin: str = VENDOR) -> Wie:
        rechten = frozenset({Recht.MELDINGEN_ONTVANGEN})
        return Wie(actor=f"client:{oin}", oorsprong="api", rechten=rechten, organisatie=organisatie or self.aa)

    def manager(self, organisatie: Organisatie | None = None) -> Wie:
        rechten = frozenset({Recht.MACHTIGINGEN_BEHEREN})
        return Wie(actor="gebruiker:g", oorsprong="portaal", rechten=rechten, organisatie=organisatie or self.aa)

    def subscribe(self, ontvanger: Ontvanger, **options: Any) -> UUID:
        nieuw = create_abonnement(self.vendor(), doel=ontvanger.adres, **options)
        ontvanger.geheim = nieuw.geheim
        return nieuw.abonnement.uuid

    def tell(
        self,
        onderwerpen: Sequence[UUID | None],
        soort: Meldingsoort = Meldingsoort.IKV_SIGNAAL,
        organisatie: Organisatie | None = None,
    ) -> None:
        """Put meldingen in the outbox, one a run."""
        for onderwerp in onderwerpen:
            self.runs += 1
            row = {
                "organisatie": [(organisatie or self.aa).id],
                "soort": [str(soort)],
                "onderwerp": pl.Series([onderwerp and str(onderwerp)], dtype=pl.String),
            }
            with als_dienst(WIE) as sessie:
                put_meldingen(sessie, pl.DataFrame(row), aanleiding=f"run {self.runs}")

    def deliver(self, later: timedelta = timedelta(), **options: Any) -> Bezorgverslag:
        """Let a worker bring what there is, some time later than before."""
        self.nu += later
        options.setdefault("instellingen", self.instellingen)
        instellingen = options.pop("instellingen")
        return deliver_meldingen(WIE, instellingen, klok=lambda: self.nu, spreiding=lambda: 0.0, **options)

    def query(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.admin) as admin:
            return admin.execute(query.encode(), values).fetchall()


@pytest.fixture
def wereld(database: str, monkeypatch: pytest.MonkeyPatch) -> Wereld:
    monkeypatch.setenv("VSV_OEFENEN", "ja")
    aa = add_organisatie(WIE, oin="00000099000000001000", naam="Aa", soort="doorstroompunt", regio=1)
    be = add_organisatie(WIE, oin="00000099000000002000", naam="Be", soort="doorstroompunt", regio=2)
    with psycopg.connect(database) as admin:
        for oin, organisaties in ((VENDOR, (aa, be)), (OTHER, (aa,))):
            ((client,),) = admin.execute(
                """INSERT INTO client (oin, naam, jwks) VALUES (%s, 'Volgsysteem', '{"keys": [{}]}') RETURNING id""",
                (oin,),
            )
            for organisatie in organisaties:
                admin.execute(
                    "INSERT INTO machtiging (client, organisatie, scopes, verleend_door)"
                    " VALUES (%s, %s, '{meldingen}', 'x')",
                    (client, organisatie.id),
                )
    return Wereld(database, aa, be)


@pytest.fixture
def ontvanger() -> Iterator[Ontvanger]:
    with run_ontvanger() as running:
        yield running


@pytest.fixture
def mensen() -> list[UUID]:
    return [uuid4() for _ in range(3)]
