"""Numbers that can't belong to anyone, and the payers that carry them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn

from vsv.simulatie.kansen import RITMES, SECTOREN
from vsv.simulatie.nummers import EERSTE_BSN, EERSTE_FISCAAL_NUMMER, geldige_nummers
from vsv.simulatie.toeval import kies, stroom
from vsv.simulatie.werkgevers import make_werkgevers


@pytest.mark.parametrize("eerste", [EERSTE_BSN, EERSTE_FISCAAL_NUMMER])
def test_every_valid_number_and_no_other_is_found_in_order(eerste: int) -> None:
    alle = [nummer for nummer in range(eerste, eerste + 11_000) if bsn.is_valid(str(nummer))]
    assert geldige_nummers(eerste, len(alle)).tolist() == alle


def test_a_million_numbers_stay_within_nine_digits() -> None:
    nummers = geldige_nummers(EERSTE_BSN, 1_000_000)
    assert len(nummers) == 1_000_000
    assert (np.diff(nummers) > 0).all()
    assert nummers[-1] < 999_990_000, "the test numbers of RvIG stay free"


@given(st.integers(0, 2**60), st.integers(1, 20_000))
def test_payers_differ_in_number_and_cover_every_kind(zaad: int, personen: int) -> None:
    werkgevers = make_werkgevers(zaad, personen)
    nummers = werkgevers.loonheffingennummer
    assert nummers.is_unique().all()
    assert nummers.str.contains(r"^8[0-9]{8}L[0-9]{2}$").all()
    assert set(werkgevers.sector.tolist()) == {-1, *range(len(SECTOREN))}
    assert set(werkgevers.ritme.tolist()) <= set(range(len(RITMES)))
    assert set(werkgevers.eerste_nummer.tolist()) <= {0, 1}
    assert not werkgevers.naam.has_nulls()


def test_each_kind_of_payer_can_be_drawn() -> None:
    werkgevers, rng = make_werkgevers(1, 1_000), stroom(1, "test")
    for soort, woord in {
        "uwv": "Uitkeringsinstituut",
        "gemeente": "Sociale Dienst",
        "pensioenfonds": "Pensioen",
    }.items():
        namen = werkgevers.naam.gather(werkgevers.trek(rng, soort, 200))  # type: ignore[arg-type]  # a Betaler
        assert namen.str.starts_with(woord).all()
    groot = werkgevers.trek(rng, "werkgever", 5_000)
    assert (werkgevers.sector[groot] >= 0).all()


def test_weights_are_kept() -> None:
    getrokken = kies(stroom(1, "test"), {"a": 1, "b": 0, "c": 3}, 40_000)
    assert np.bincount(getrokken, minlength=3)[1] == 0
    assert 0.24 < (getrokken == 0).mean() < 0.26
