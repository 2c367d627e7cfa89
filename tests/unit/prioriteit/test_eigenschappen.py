"""What must hold for everybody, tried on random awkward people."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.unit.prioriteit import orakel
from tests.unit.prioriteit.mensen import PEILDATUMS, als_feiten, mensen, toeval
from tests.unit.prioriteit.orakel import Rij, Rijen

from vsv.domein.perioden import verjaardag
from vsv.prioriteit.feiten import SCHEMA
from vsv.prioriteit.peilmoment import Peilmoment
from vsv.prioriteit.service import Regelset, laad, maandbeeld, prioriteer

REGELSET = laad("vsv-2.0")
ANDERS = REGELSET.met(
    drempel=15_000,
    maanden=[-2, 0, -1, -3],
    verplichte_bronnen=["DGR"],
    leeftijdsgrens=26,
    lage_uren=100,
    signaal_dagen=2,
    bijna_dagen=1,
    srtiv_klassen={"99": "UITKERING", "31": "NEGEREN", "15": "WERK", "56": "ONBEKEND"},
)
REGELSETS = [REGELSET, ANDERS, REGELSET.met(beeindigd_werk_telt_niet=False, verplichte_bronnen=[])]

REGELSET_NAMEN = ["vsv-2.0", "anders", "vrij"]

gooien = st.randoms(use_true_random=False)
peildatums = st.sampled_from(PEILDATUMS)
weinig = settings(max_examples=25, deadline=None)


def verschil(feiten: Rijen, d: date, regelset: Regelset, motor: str = "polars") -> list[tuple[Rij, Rij]]:
    """The rows about which the engine and the oracle disagree."""
    motor_zegt = prioriteer(als_feiten(feiten), d, regelset, motor).to_dicts()
    orakel_zegt = orakel.prioriteer(feiten, d, regelset)
    assert [rij["aanmelding"] for rij in motor_zegt] == [rij["aanmelding"] for rij in orakel_zegt]
    return [paar for paar in zip(motor_zegt, orakel_zegt, strict=True) if paar[0] != paar[1]]


@pytest.mark.parametrize("regelset", REGELSETS, ids=REGELSET_NAMEN)
@pytest.mark.parametrize("d", PEILDATUMS)
def test_de_motor_en_het_orakel_zeggen_over_iedereen_hetzelfde(d: date, regelset: Regelset) -> None:
    feiten = mensen(toeval(f"{d} {regelset.naam}"), d, 400)

    assert verschil(feiten, d, regelset) == []


@weinig
@given(gooien, peildatums, st.sampled_from(REGELSETS))
def test_en_ook_over_een_paar_mensen_tegelijk(rnd: Random, d: date, regelset: Regelset) -> None:
    assert verschil(mensen(rnd, d, 3), d, regelset) == []


@pytest.mark.parametrize("d", PEILDATUMS[:3])
@pytest.mark.parametrize("regelset", REGELSETS[:2], ids=REGELSET_NAMEN[:2])
def test_duckdb_geeft_de_tweede_mening(d: date, regelset: Regelset) -> None:
    feiten = mensen(toeval(f"duckdb {d}"), d, 400)

    assert verschil(feiten, d, regelset, "duckdb") == []


@pytest.mark.parametrize("motor", ["polars", "duckdb"])
def test_het_maandbeeld_klopt_met_het_orakel(motor: str) -> None:
    d = PEILDATUMS[0]
    feiten = mensen(toeval("maandbeeld"), d, 400)

    beeld = maandbeeld(als_feiten(feiten), d, REGELSET, maanden=14, motor=motor)

    assert beeld.to_dicts() == orakel.maandbeeld(feiten, d, REGELSET, 14)
    assert beeld["maand"].n_unique() > 5
    assert set(beeld["klasse"]) == {"WERK", "UITKERING", "NEGEREN", "ONBEKEND"}


@weinig
@given(gooien, peildatums)
def test_volgorde_en_herhaling_van_leveringen_doen_er_niet_toe(rnd: Random, d: date) -> None:
    feiten = mensen(rnd, d, 3)
    geschud = {naam: [*rijen, *rnd.sample(rijen, len(rijen) // 2)] for naam, rijen in feiten.items()}
    geschud["aanmeldingen"] = feiten["aanmeldingen"]
    for rijen in geschud.values():
        rnd.shuffle(rijen)

    assert_frame_equal(prioriteer(als_feiten(geschud), d, REGELSET), prioriteer(als_feiten(feiten), d, REGELSET))


@weinig
@given(gooien, peildatums)
def test_wat_later_bekend_wordt_verandert_niets(rnd: Random, d: date) -> None:
    feiten = mensen(rnd, d, 3)
    later = mensen(rnd, d + timedelta(days=60), 3)
    bekend_na = Peilmoment.van(d, REGELSET).bekend_voor
    samen = {
        naam: rijen
        + [rij for rij in later[naam] if rij.get("ontvangen_op", -1) >= bekend_na or rij.get("beantwoord_op", d) > d]
        for naam, rijen in feiten.items()
    }

    assert_frame_equal(prioriteer(als_feiten(samen), d, REGELSET), prioriteer(als_feiten(feiten), d, REGELSET))


@weinig
@given(gooien, peildatums)
def test_elke_actieve_aanmelding_krijgt_precies_een_prioriteit(rnd: Random, d: date) -> None:
    feiten = mensen(rnd, d, 5)

    uitkomst = prioriteer(als_feiten(feiten), d, REGELSET)

    actief = [
        a["aanmelding"]
        for a in feiten["aanmeldingen"]
        if a["aanmelddatum"] <= d
        and (a["afmelddatum"] is None or a["afmelddatum"] > d)
        and (a["geboortedatum"] is None or verjaardag(a["geboortedatum"], 27) > d)
    ]
    assert uitkomst["aanmelding"].to_list() == sorted(actief)
    assert uitkomst["prioriteit"].is_between(0, 5).all()
    assert uitkomst.drop("polis_tot", "pw_tot", "dgr_tot").null_count().sum_horizontal().item() == 0


@weinig
@given(st.dates(date(2026, 8, 1), date(2026, 10, 31)), st.integers(1, 31), st.integers(1, 10**7), st.integers(0, 250))
def test_de_delen_van_een_tijdvak_zijn_samen_het_geheel(begin: date, dagen: int, loon: int, uren: int) -> None:
    d = date(2026, 11, 23)
    record = {"jongere": 1, "ikv": 1, "ontvangen_op": 0, "ingetrokken": False, "volgnummer": 1}
    einde = begin + timedelta(days=dagen - 1)
    feiten: Rijen = {
        **{naam: [] for naam in SCHEMA},
        "ikv": [{**record, "datum_begin": None, "datum_einde": None}],
        "iko": [{**record, "datum_begin": begin, "datum_einde": einde, "loon_lbph": loon, "verloonde_uren": uren}],
    }

    beeld = maandbeeld(als_feiten(feiten), d, REGELSET)

    assert len(beeld) <= 2
    assert abs(sum(beeld["loon"].to_list()) - loon) <= len(beeld) // 2
    if len(beeld) == 1 + (begin.month != einde.month):
        assert abs(sum(beeld["uren"].to_list()) - uren) <= len(beeld) // 2


def test_een_groot_bedrag_over_een_lang_tijdvak_blijft_op_de_cent_nauwkeurig() -> None:
    """The largest amount the uitwisselformaat takes, over forty years, of which one month is asked."""
    d = date(2026, 11, 23)
    begin, einde, loon = date(1986, 11, 1), date(2026, 10, 31), 10**11 - 1
    record = {"jongere": 1, "ikv": 1, "ontvangen_op": 0, "ingetrokken": False, "volgnummer": 1}
    feiten: Rijen = {
        **{naam: [] for naam in SCHEMA},
        "ikv": [{**record, "datum_begin": None, "datum_einde": None}],
        "iko": [{**record, "datum_begin": begin, "datum_einde": einde, "loon_lbph": loon, "verloonde_uren": 1}],
    }
    totaal = (einde - begin).days + 1

    for motor in ("polars", "duckdb"):
        beeld = maandbeeld(als_feiten(feiten), d, REGELSET, maanden=2, motor=motor)
        assert beeld["loon"].to_list() == [(2 * loon * 31 + totaal) // (2 * totaal)]
