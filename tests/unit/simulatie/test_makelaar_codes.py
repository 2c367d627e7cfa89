"""A code of the oefenmakelaar holds for a minute, and for one time, however it is shown."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.util import urlsafe_b64encode

from vsv.simulatie.makelaar.aanvragen import Aanvraag
from vsv.simulatie.makelaar.codes import GELDIG, Codes, Keuze
from vsv.simulatie.makelaar.fouten import OAuthFout
from vsv.simulatie.service import OEFENPERSONEN, Klant

KLANT = Klant(client_id="portaal", redirect_uris=["https://portaal.example/terug"], geheim="geheim")
VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode()
AANVRAAG = Aanvraag(KLANT, KLANT.redirect_uris[0], "state", "nonce", CHALLENGE)
FORM = {"grant_type": "authorization_code", "redirect_uri": AANVRAAG.redirect_uri, "code_verifier": VERIFIER}


def _give(codes: Codes, moment: float) -> str:
    return codes.give(Keuze(AANVRAAG, OEFENPERSONEN[0], moment))


@given(st.floats(0, 3 * GELDIG))
def test_it_holds_for_a_minute(later: float) -> None:
    codes = Codes()
    form = FORM | {"code": _give(codes, 1_000.0)}
    if later < GELDIG:
        assert codes.take(form, KLANT, 1_000.0 + later).persoon is OEFENPERSONEN[0]
    else:
        with pytest.raises(OAuthFout, match="invalid_grant"):
            codes.take(form, KLANT, 1_000.0 + later)


@given(st.lists(st.floats(0, 2 * GELDIG), max_size=20))
def test_what_ran_out_is_forgotten_and_the_rest_is_not(moments: list[float]) -> None:
    codes, now = Codes(), 0.0
    given_at: dict[str, float] = {}
    for pause in moments:
        now += pause
        given_at[_give(codes, now)] = now
    for code, moment in given_at.items():
        if moment + GELDIG > now:
            assert codes.take(FORM | {"code": code}, KLANT, now).moment == moment


@pytest.mark.parametrize("wrong", [{"code_verifier": "w" * 43}, {"redirect_uri": "https://elders.example"}])
def test_a_wrong_try_uses_it_up(wrong: dict[str, str]) -> None:
    codes = Codes()
    form = FORM | {"code": _give(codes, 0.0)}
    for attempt in (form | wrong, form):
        with pytest.raises(OAuthFout, match="invalid_grant"):
            codes.take(attempt, KLANT, 1.0)
