"""Tokens, trying again and giving up: against a service that fails as a test wants."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.unit.client.doos import BRONNEN, VERBREEK, Doos, Zegt, open_doos

from vsv_client import (
    AsyncClient,
    Client,
    Conflict,
    GeenVerbinding,
    Herhaling,
    InvoerOngeldig,
    NietBekend,
    OnverwachtAntwoord,
    Storing,
    TeVeelVerzoeken,
    TokenGeweigerd,
)
from vsv_client.toegang import Toegang, lees_sleutel

OIN, ORGANISATIE = "00000099000000900001", "00000099000000001000"
SLEUTEL: Final = RSAKey.generate_key(2048, private=True, auto_kid=True)
SNEL: Final = Herhaling(pogingen=3, eerste=0.001, hoogste=2.0)
Doe = Callable[[str, dict[str, Any]], Any]

DRUK: Final[Zegt] = (429, {"Retry-After": "0"}, {"code": "TE_VEEL_VERZOEKEN", "detail": "Te snel."})
STUK: Final[Zegt] = (503, {}, {"code": "STORING", "detail": "Even niet."})
BEZIG: Final[Zegt] = (409, {"Retry-After": "0"}, {"code": "VERZOEK_BEZIG", "detail": "Wordt nu gedaan."})
ONBEKEND: Final[Zegt] = (401, {}, {"code": "TOKEN_ONGELDIG", "detail": "Niet meer geldig."})
AANMELDING: Final = {"jongere": str(UUID(int=1)), "kenmerk": None, "aanmelddatum": "2026-11-23", "gemeentecode": None}


@pytest.fixture
def doos() -> Iterator[Doos]:
    with open_doos() as doos:
        yield doos


@pytest.fixture(params=["sync", "async"])
def doe(request: pytest.FixtureRequest, doos: Doos) -> Doe:
    """Calls an operation, either way; of an organisation when it has an argument."""

    async def ask(naam: str, args: dict[str, Any]) -> Any:
        async with AsyncClient(doos.adres, OIN, SLEUTEL, herhaling=SNEL) as client:
            ding = client.voor(ORGANISATIE) if args else client
            return await getattr(ding, naam)(**args)

    def do(naam: str, args: dict[str, Any]) -> Any:
        if request.param == "async":
            return asyncio.run(ask(naam, args))
        with Client(doos.adres, OIN, SLEUTEL, herhaling=SNEL) as client:
            return getattr(client.voor(ORGANISATIE) if args else client, naam)(**args)

    return do


IEMAND: Final = {"bsn": "900000012", "geboortedatum": date(2006, 3, 1)}


@pytest.mark.parametrize("fout", [DRUK, STUK, VERBREEK, (502, {}, b"<html>"), (504, {}, b"")])
def test_what_passes_is_tried_again(doos: Doos, doe: Doe, fout: Zegt) -> None:
    doos.antwoorden = [fout, fout, (200, {}, BRONNEN)]
    assert doe("lijst_bronnen", {}).bronnen == ()
    assert len(doos.gevraagd) == 3


@pytest.mark.parametrize("fout", [STUK, VERBREEK, BEZIG])
def test_a_write_is_tried_again_under_the_same_name(doos: Doos, doe: Doe, fout: Zegt) -> None:
    doos.antwoorden = [fout, (201, {}, AANMELDING), (201, {}, AANMELDING)]
    assert doe("meld_aan", IEMAND).jongere == UUID(int=1)
    doe("meld_aan", IEMAND)
    (first, again, other) = [koppen["Idempotency-Key"] for _, _, koppen, _ in doos.gevraagd]
    assert first == again != other
    assert {inhoud for _, _, _, inhoud in doos.gevraagd} == {b'{"bsn":"900000012","geboortedatum":"2006-03-01"}'}
    assert {koppen["Organisatie-Oin"] for _, _, koppen, _ in doos.gevraagd} == {ORGANISATIE}


@pytest.mark.parametrize(("fout", "soort"), [(DRUK, TeVeelVerzoeken), (STUK, Storing), (VERBREEK, GeenVerbinding)])
def test_it_gives_up(doos: Doos, doe: Doe, fout: Zegt, soort: type[Exception]) -> None:
    doos.antwoorden = [fout] * 9
    with pytest.raises(soort):
        doe("lijst_bronnen", {})
    assert len(doos.gevraagd) == SNEL.pogingen


@pytest.mark.parametrize(
    ("fout", "soort"),
    [
        ((400, {}, {"code": "INVOER_ONGELDIG", "detail": "Nee."}), InvoerOngeldig),
        ((409, {}, {"code": "AL_AANGEMELD", "detail": "Nee."}), Conflict),
        ((500, {}, {"code": "VERGISSING", "detail": "Oei."}), Storing),
        ((429, {"Retry-After": "3"}, {"code": "TE_VEEL_VERZOEKEN"}), TeVeelVerzoeken),
        ((302, {"Location": "https://elders.example"}, b""), OnverwachtAntwoord),
        ((200, {}, b"<html>een proxy</html>"), OnverwachtAntwoord),
        ((200, {}, [1]), OnverwachtAntwoord),
        ((200, {}, {"bronnen": [{"bron": 1}]}), OnverwachtAntwoord),
    ],
)
def test_what_does_not_pass_is_told_at_once(doos: Doos, doe: Doe, fout: Zegt, soort: type[Exception]) -> None:
    doos.antwoorden = [fout]
    with pytest.raises(soort):
        doe("lijst_bronnen", {})
    assert len(doos.gevraagd) == 1


def test_a_token_that_was_refused_is_replaced_once(doos: Doos, doe: Doe) -> None:
    doos.antwoorden = [ONBEKEND]
    doe("lijst_bronnen", {})
    assert [koppen["Authorization"] for _, _, koppen, _ in doos.gevraagd] == ["Bearer token-1", "Bearer token-2"]
    doos.antwoorden = [ONBEKEND] * 3
    with pytest.raises(NietBekend):
        doe("lijst_bronnen", {})
    assert len(doos.gevraagd) == 4


def test_a_token_is_shared_and_proven_each_time_anew(doos: Doos) -> None:
    async def ask() -> None:
        async with AsyncClient(doos.adres, OIN, SLEUTEL, herhaling=SNEL) as client:
            await asyncio.gather(*(client.lijst_bronnen() for _ in range(8)))

    doos.weigert = [STUK, VERBREEK]
    asyncio.run(ask())
    assert doos.tokens == 1
    bewijzen = [parse_qs(bewijs.decode())["client_assertion"][0] for bewijs in doos.bewijzen]
    claims = [jwt.decode(bewijs, SLEUTEL, algorithms=["PS256"]).claims for bewijs in bewijzen]
    assert len({claim["jti"] for claim in claims}) == 3
    for claim in claims:
        assert claim["iss"] == claim["sub"] == OIN
        assert claim["aud"] == f"{doos.adres}/oauth/token"
        assert 0 < claim["exp"] - claim["iat"] <= 60


def test_a_stream_that_breaks_is_no_whole_report(doos: Doos, tmp_path: Path) -> None:
    doos.antwoorden = [STUK, (200, {"Content-Length": "99"}, b"kop\n")]
    with (
        Client(doos.adres, OIN, SLEUTEL, herhaling=SNEL) as client,
        pytest.raises(GeenVerbinding),
    ):
        client.voor(ORGANISATIE).bewaar_rapport(date(2026, 11, 23), tmp_path / "rapport.csv")
    assert list(tmp_path.iterdir()) == []
    assert len(doos.gevraagd) == 2
    assert {pad for _, pad, _, _ in doos.gevraagd} == {"/v1/rapporten/2026-11-23/regels"}
    assert {koppen["Accept"] for _, _, koppen, _ in doos.gevraagd} == {"text/csv"}


def test_a_key_that_is_not_accepted(doos: Doos, doe: Doe) -> None:
    doos.weigert = [(401, {}, {"error": "invalid_client", "error_description": "De client is niet herkend."})]
    with pytest.raises(TokenGeweigerd) as refused:
        doe("lijst_bronnen", {})
    assert (refused.value.code, refused.value.detail) == ("invalid_client", "De client is niet herkend.")
    assert doos.gevraagd == []


@pytest.mark.parametrize(("seconden", "tot"), [(600, 570), (20, 10)])
def test_a_token_is_renewed_before_its_end(seconden: int, tot: int) -> None:
    toegang = Toegang("https://api.voorbeeld.nl", OIN, SLEUTEL)
    assert toegang.token(0) is None
    toegang.neem({"access_token": "a", "expires_in": seconden}, 1000)
    assert toegang.token(1000 + tot - 1) == "a"
    assert toegang.token(1000 + tot) is None
    assert "token" not in repr(toegang).lower()


def test_no_token_over_a_line_that_others_read() -> None:
    for adres in ("http://api.voorbeeld.nl", "api.voorbeeld.nl"):
        with pytest.raises(ValueError, match="https"):
            Client(adres, OIN, SLEUTEL)


def test_keys_come_in_many_forms(tmp_path: Path) -> None:
    (tmp_path / "sleutel.pem").write_bytes(SLEUTEL.as_pem(private=True))
    for given in (SLEUTEL, SLEUTEL.as_dict(private=True), tmp_path / "sleutel.pem", str(tmp_path / "sleutel.pem")):
        assert lees_sleutel(given).thumbprint() == SLEUTEL.thumbprint()
    with pytest.raises(ValueError, match="private"):
        lees_sleutel(SLEUTEL.as_dict(private=False))
