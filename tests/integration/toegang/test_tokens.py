"""Giving and taking tokens: who proves it gets one, and every other attempt is refused and logged with its reason."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import psycopg
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.integration.toegang.oauth import (
    ADRES,
    ANDER,
    ANDERE_SLEUTEL,
    LEVERANCIER,
    SLEUTEL,
    TRACE,
    ask,
    jwks,
    log_lines,
    proof,
)

from vsv.domein.fouten import OmgevingFout
from vsv.opslag.service import transactie
from vsv.toegang.service import (
    Organisatie,
    Scope,
    TokenGeweigerd,
    block_client,
    grant_machtiging,
    list_machtigingen,
    load_signing_keys,
    make_signing_key,
    operator,
    refuse_machtiging,
    refuse_token,
    register_client,
    replace_keys,
    verify_token,
    withdraw_machtiging,
)

VINGERAFDRUK = "A" * 43


@pytest.fixture(scope="module")
def sleutels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sleutels")
    make_signing_key(folder)
    return folder


@pytest.fixture(autouse=True)
def wereld(a: Organisatie, b: Organisatie, sleutels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two vendors; the first one may do this and that for two organisations, the other one for none."""
    monkeypatch.setenv("VSV_TOKENSLEUTELS", str(sleutels))
    register_client(operator("test"), oin=LEVERANCIER, naam="Volgsoft", jwks=jwks(SLEUTEL))
    register_client(operator("test"), oin=ANDER, naam="Andersoft", jwks=jwks(ANDERE_SLEUTEL))
    grant_machtiging(operator("test", a), client=LEVERANCIER, scopes=["aanmelden"])
    grant_machtiging(operator("test", b), client=LEVERANCIER, scopes=["jongeren", "rapporten"])


def refused(bewijs: str, database: str, **velden: Any) -> str:
    """Ask for a token in vain, and return the reason in the log, which names no other client than the real one."""
    before = len(log_lines(database))
    with pytest.raises(TokenGeweigerd) as raised:
        ask(bewijs, **velden)
    (_, actie, resultaat, told), *more = log_lines(database)[before:]
    assert (actie, resultaat, more) == ("toegang.token_weigeren", "geweigerd", [])
    assert raised.value.code in ("invalid_client", "invalid_scope")
    assert told.get("client", LEVERANCIER) in (LEVERANCIER, ANDER)
    return str(told["weigerreden"])


def test_all_that_organisations_gave_is_given(database: str) -> None:
    given = ask()
    assert (given.scopes, given.seconden) == ((Scope.AANMELDEN, Scope.JONGEREN, Scope.RAPPORTEN), 600)
    token = verify_token(given.token, aud=ADRES, certificaat=None)
    assert (token.client_oin, token.scopes) == (LEVERANCIER, frozenset(given.scopes))
    assert timedelta(minutes=9) < token.verloopt_op - datetime.now(UTC) <= timedelta(minutes=10)
    assert log_lines(database) == [
        (
            f"client:{LEVERANCIER}",
            "toegang.token_geven",
            "gelukt",
            {"client": LEVERANCIER, "scopes": ["aanmelden", "jongeren", "rapporten"], "jti": token.jti},
        )
    ]


def test_both_algorithms_and_a_key_without_name_are_taken() -> None:
    for alg, kid in product(("PS256", "RS256"), ("", None)):
        assert ask(proof(alg=alg, kid=kid), client_id=LEVERANCIER, scope="jongeren").scopes == (Scope.JONGEREN,)
    assert ask(proof(aud=[f"{ADRES}/oauth/token"])).token


def test_a_proof_that_is_not_for_us_now_is_refused(database: str) -> None:
    now = time.time()
    for anders, reden in (
        ({"aud": f"{ADRES}/oauth/token/"}, "DOEL_ANDERS"),
        ({"aud": [f"{ADRES}/oauth/token", "https://elders.nl"]}, "DOEL_ANDERS"),
        ({"exp": now - 1, "iat": now - 60}, "VERLOPEN"),
        ({"exp": now + 330}, "TE_LANG_GELDIG"),
        ({"iat": now - 250}, "TE_LANG_GELDIG"),
        ({"iat": now + 30}, "NOG_NIET_GELDIG"),
        ({"nbf": now + 30}, "NOG_NIET_GELDIG"),
        ({"iat": None}, "TIJD_ONTBREEKT"),
        ({"exp": True}, "TIJD_ONTBREEKT"),
        ({"exp": 10**400}, "TIJD_ONTBREEKT"),
        ({"exp": float("nan")}, "TIJD_ONTBREEKT"),
        ({"jti": "1" * 31}, "JTI_ONGELDIG"),
        ({"jti": 10**30}, "JTI_ONGELDIG"),
        ({"jti": "x" * 256}, "JTI_ONGELDIG"),
        ({"iss": ANDER}, "UITGEVER_ANDERS"),
        ({"iss": None, "sub": None}, "UITGEVER_ANDERS"),
        ({"iss": "\x00", "sub": "\x00"}, "CLIENT_ONBEKEND"),
        ({"iss": "00000099000000009000", "sub": "00000099000000009000"}, "CLIENT_ONBEKEND"),
    ):
        changed: dict[str, Any] = {"exp": now + 60, **anders}
        assert refused(proof(**changed), database) == reden, anders
    assert refused(proof(), database, client_id=ANDER) == "UITGEVER_ANDERS"


def test_what_is_no_proof_is_refused(database: str) -> None:
    whole = proof()
    for rubbish in ("", "a.b", "a.b.c", "[]..", "é.é.é", whole + "A" * 9000, f"{'W10'}.{whole.split('.')[1]}.x"):
        assert refused(rubbish or " ", database) == "BEWIJS_ONLEESBAAR", rubbish[:20]
    deep = jwt.encode({"alg": "PS256"}, {"x": 1}, SLEUTEL, algorithms=["PS256"]).split(".")
    assert refused(f"{deep[0]}.{'W1tb' * 1900}.{deep[2]}", database) == "BEWIJS_ONLEESBAAR"
    assert (
        refused(whole[:-6] + ("AAAAAA" if not whole.endswith("AAAAAA") else "BBBBBB"), database) == "HANDTEKENING_FOUT"
    )


def test_only_a_key_of_the_client_itself_proves(database: str) -> None:
    assert refused(proof(key=ANDERE_SLEUTEL), database) == "SLEUTEL_ONBEKEND"
    assert refused(proof(key=ANDERE_SLEUTEL, kid="sleutel-1"), database) == "HANDTEKENING_FOUT"
    assert refused(proof(key=ANDERE_SLEUTEL, kid=None), database) == "HANDTEKENING_FOUT"
    assert refused(proof(alg="RS512"), database) == "ALGORITME_VERBODEN"
    replace_keys(operator("test"), LEVERANCIER, jwks(SLEUTEL, ANDERE_SLEUTEL))
    assert refused(proof(kid=None), database) == "SLEUTEL_ONBEKEND"
    assert ask(proof(key=ANDERE_SLEUTEL)).token
    replace_keys(operator("test"), LEVERANCIER, jwks(ANDERE_SLEUTEL))
    assert refused(proof(), database) == "SLEUTEL_ONBEKEND"


def test_a_proof_is_of_use_once_also_when_it_comes_twice_at_the_same_time(database: str) -> None:
    same = proof()
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: outcome(same), range(4)))
    assert sorted(outcomes) == ["JTI_HERHAALD"] * 3 + ["gegeven"]
    assert outcome(same) == "JTI_HERHAALD"
    assert outcome(proof(ANDER, ANDERE_SLEUTEL, jti="j" * 22)) == "GEEN_MACHTIGING"
    assert outcome(proof(ANDER, ANDERE_SLEUTEL, jti="j" * 22)) == "JTI_HERHAALD"  # refused later is used up too
    assert outcome(proof(jti="j" * 22)) == "gegeven"  # the name of a proof is of its client alone


def outcome(bewijs: str) -> str:
    try:
        ask(bewijs)
    except TokenGeweigerd as e:
        return e.reden.name
    return "gegeven"


def test_used_proofs_wait_in_a_transaction_and_are_cleaned_up(database: str) -> None:
    with transactie("web") as one, transactie("web") as other:
        ((client,),) = one.execute("SELECT id FROM client WHERE oin = %s", (LEVERANCIER,))
        over, until = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(minutes=1)
        assert one.execute("SELECT toegang_gebruik_jti(%s, 'a', %s)", (client, over)).fetchone() == (True,)
        assert other.execute("SELECT toegang_gebruik_jti(%s, 'b', %s)", (client, until)).fetchone() == (True,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            other.execute("SELECT FROM gebruikte_jti")
        other.connection.rollback()
    ask()
    with psycopg.connect(database) as admin:
        assert [len(jti) for (jti,) in admin.execute("SELECT jti FROM gebruikte_jti")] == [22]


def test_only_scopes_that_were_given_are_given(a: Organisatie, database: str) -> None:
    assert refused(proof(), database, scope="meldingen") == "SCOPE_NIET_VERLEEND"
    assert refused(proof(), database, scope="jongeren alles") == "SCOPE_ONBEKEND"
    assert refused(proof(ANDER, ANDERE_SLEUTEL), database) == "GEEN_MACHTIGING"
    (given,) = list_machtigingen(operator("test", a))
    withdraw_machtiging(operator("test", a), given.uuid)
    assert refused(proof(), database, scope="aanmelden") == "SCOPE_NIET_VERLEEND"
    assert Scope.AANMELDEN not in ask().scopes


def test_who_is_blocked_gets_nothing(database: str) -> None:
    block_client(operator("test"), LEVERANCIER)
    assert refused(proof(), database) == "CLIENT_GEBLOKKEERD"


def test_who_did_not_prove_it_is_not_the_actor(database: str) -> None:
    refused(proof(key=ANDERE_SLEUTEL), database)
    refused(proof(exp=1), database)
    (claimed, _, _, told), (proven, _, _, more) = log_lines(database)
    assert (claimed, told["client"]) == ("onbekend", LEVERANCIER)
    assert (proven, more["client"]) == (f"client:{LEVERANCIER}", LEVERANCIER)


def test_a_token_is_of_use_only_where_it_is_for() -> None:
    token = ask().token
    bound = ask(certificaat=VINGERAFDRUK).token
    for _ in range(2):  # the second time from what is remembered
        assert taken(token) == taken(token, certificaat=VINGERAFDRUK) == "genomen"
        assert taken(bound, certificaat=VINGERAFDRUK) == "genomen"
        assert taken(bound) == taken(bound, certificaat="B" * 43) == "CERTIFICAAT_ANDERS"
        assert taken(token, aud="https://elders.nl") == "TOKEN_VOOR_ANDER"
    assert taken(token[:-8] + "AAAAAAAA") == "TOKEN_VERVALST"
    assert taken(proof()) == taken("x" * 5000) == taken("\udce9.a.b") == "TOKEN_ONLEESBAAR"


def taken(token: str, *, aud: str = ADRES, certificaat: str | None = None) -> str:
    try:
        verify_token(token, aud=aud, certificaat=certificaat)
    except TokenGeweigerd as e:
        return e.reden.name if e.code == "invalid_token" else e.code
    return "genomen"


def test_a_token_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    token = ask().token
    assert taken(token) == "genomen"
    later = time.time() + 600
    monkeypatch.setattr("vsv.toegang.oauth.token.time.time", lambda: later)
    assert taken(token) == "TOKEN_VERLOPEN"


def test_what_we_would_never_sign_so_is_refused() -> None:
    ours = load_signing_keys()
    claims = {"iss": ADRES, "aud": ADRES, "sub": LEVERANCIER, "scope": "jongeren", "jti": "x", "exp": time.time() + 60}
    head = {"alg": "PS256", "typ": "at+jwt", "kid": ours.actief}

    def sign(key: RSAKey = ours.geheim, **anders: str) -> str:
        return jwt.encode(head | anders, claims, key, algorithms=["PS256", "RS256"])

    assert taken(sign()) == "genomen"
    assert taken(sign(typ="JWT")) == taken(sign(alg="RS256")) == taken(sign(kid="onbekend")) == "TOKEN_ONLEESBAAR"
    assert taken(sign(ANDERE_SLEUTEL)) == "TOKEN_VERVALST"


def test_a_refused_token_is_logged_with_its_client(database: str) -> None:
    bound = ask(certificaat=VINGERAFDRUK).token
    for token in (bound, "onzin"):
        with pytest.raises(TokenGeweigerd) as raised:
            verify_token(token, aud=ADRES, certificaat=None)
        refuse_token(raised.value, trace=TRACE)
    _, known, unknown = log_lines(database)
    assert known[0::3] == (f"client:{LEVERANCIER}", {"weigerreden": "CERTIFICAAT_ANDERS", "client": LEVERANCIER})
    assert unknown[0::3] == ("onbekend", {"weigerreden": "TOKEN_ONLEESBAAR"})


def test_an_attempt_without_machtiging_stands_in_the_log_of_that_organisation(a: Organisatie, database: str) -> None:
    for oin in (a.oin, "900000004"):
        refuse_machtiging(ANDER, oin, reden="GEEN_MACHTIGING", trace=TRACE)
    with psycopg.connect(database) as admin:
        rows = admin.execute("SELECT organisatie, bijzonderheden FROM logregel WHERE oorsprong = 'api' ORDER BY nummer")
        told = {"client": ANDER, "weigerreden": "GEEN_MACHTIGING"}
        assert rows.fetchall() == [(a.id, told), (None, told)]


@pytest.fixture
def eigen_map(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with keys for one test."""
    make_signing_key(tmp_path)
    monkeypatch.setenv("VSV_TOKENSLEUTELS", str(tmp_path))
    return tmp_path


def test_keys_change_without_a_token_lost(eigen_map: Path) -> None:
    (old,) = eigen_map.iterdir()
    before, kid = ask().token, load_signing_keys().actief
    make_signing_key(eigen_map)
    after = ask().token
    assert load_signing_keys().actief != kid
    assert [key["kid"] for key in load_signing_keys().jwks["keys"]] == [load_signing_keys().actief, kid]
    assert taken(before) == taken(after) == "genomen"
    old.unlink()
    os.utime(eigen_map, ns=(1, time.time_ns()))
    assert (taken(before), taken(after)) == ("TOKEN_ONLEESBAAR", "genomen")
    assert not {"d", "p", "q", "dp", "dq", "qi"} & set(load_signing_keys().jwks["keys"][0])
    assert "BEGIN" not in repr(load_signing_keys())


def test_without_a_key_nothing_is_signed(tmp_path: Path, eigen_map: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "99999999.pem").write_text("onzin", "ascii")
    for folder in (str(tmp_path), str(tmp_path / "weg"), ""):
        monkeypatch.setenv("VSV_TOKENSLEUTELS", folder)
        with pytest.raises(OmgevingFout):
            load_signing_keys()
    with pytest.raises(OmgevingFout, match="latere naam"):
        make_signing_key(tmp_path)


def test_a_key_without_a_name_gets_its_thumbprint(database: str) -> None:
    nameless = {name: value for name, value in SLEUTEL.as_dict(private=False).items() if name != "kid"}
    replace_keys(operator("test"), LEVERANCIER, {"keys": [{**nameless, "alg": "PS256"}]})
    assert ask(proof(kid=SLEUTEL.thumbprint())).token
    assert refused(proof(kid=SLEUTEL.thumbprint(), alg="RS256"), database) == "HANDTEKENING_FOUT"
