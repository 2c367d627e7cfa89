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

from vsv.domein.fouten import InvoerFout
from vsv.domein.perioden import verjaardag
from vsv.prioriteit.feiten import SCHEMA
from vsv.prioriteit.peilmoment import Peilmoment
from vsv.prioriteit.service import Regelset, laad, maandbeeld, prioriteer, verhoudingen

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


def verschil(
    feiten: Rijen, d: date, regelset: Regelset, motor: str = "polars", bekend_op: date | None = None
) -> list[tuple[Rij, Rij]]:
    """The rows about which the engine and the oracle disagree."""
    motor_zegt = prioriteer(als_feiten(feiten), d, regelset, motor, bekend_op=bekend_op).to_dicts()
    orakel_zegt = orakel.prioriteer(feiten, d, regelset, bekend_op)
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
@pytest.mark.parametrize("dagen", [1, 2, 60])
def test_ook_met_wat_later_bekend_werd_zeggen_zij_hetzelfde(dagen: int, motor: str) -> None:
    d = PEILDATUMS[dagen % len(PEILDATUMS)]
    feiten = mensen(toeval(f"bekend {dagen}"), d, 400)
    later = d + timedelta(days=dagen)

    assert verschil(feiten, d, REGELSET, motor, later) == []
    assert orakel.prioriteer(feiten, d, REGELSET, later) != orakel.prioriteer(feiten, d, REGELSET)


@weinig
@given(gooien, peildatums, st.integers(0, 4), st.sampled_from(REGELSETS))
def test_en_ook_over_een_paar_mensen_met_wat_later_bekend_werd(
    rnd: Random, d: date, dagen: int, regelset: Regelset
) -> None:
    feiten, later = mensen(rnd, d, 3), d + timedelta(days=dagen)

    assert verschil(feiten, d, regelset, bekend_op=later) == []


@weinig
@given(gooien, peildatums)
def test_wie_er_in_staat_hangt_niet_af_van_wat_later_bekend_werd(rnd: Random, d: date) -> None:
    feiten = als_feiten(mensen(rnd, d, 5))
    vast = ["aanmelding", "jongere"]

    toen, nu = (prioriteer(feiten, d, REGELSET, bekend_op=d + timedelta(days=dagen)) for dagen in (0, 30))

    assert_frame_equal(toen.select(vast), nu.select(vast))
    assert_frame_equal(toen, prioriteer(feiten, d, REGELSET))


@weinig
@given(gooien, peildatums, st.integers(1, 40))
def test_wat_na_de_peildatum_werd_gehoord_was_toen_geen_nieuws(rnd: Random, d: date, dagen: int) -> None:
    """Whoever had no job in the facts on the day itself gets no flag about one by hindsight."""
    feiten = mensen(rnd, d, 5)
    na = Peilmoment.van(d, REGELSET).bekend_voor
    feiten["ikv"] = [rij for rij in feiten["ikv"] if rij["ontvangen_op"] >= na]

    vlaggen = prioriteer(als_feiten(feiten), d, REGELSET, bekend_op=d + timedelta(days=dagen))["vlaggen"]

    assert not vlaggen.str.contains("IKV_").any()


def test_wat_voor_de_peildatum_bekend_was_is_niet_genoeg() -> None:
    with pytest.raises(InvoerFout, match="Kies de peildatum zelf of een latere dag"):
        prioriteer(als_feiten({naam: [] for naam in SCHEMA}), PEILDATUMS[0], REGELSET, bekend_op=date(2026, 11, 22))


@pytest.mark.parametrize("motor", ["polars", "duckdb"])
@pytest.mark.parametrize("dagen", [0, 2])
def test_de_inkomstenverhoudingen_kloppen_met_het_orakel(dagen: int, motor: str) -> None:
    d = PEILDATUMS[0]
    feiten, later = mensen(toeval("verhoudingen"), d, 400), d + timedelta(days=dagen)

    gevonden = verhoudingen(als_feiten(feiten), d, REGELSET, motor, bekend_op=later)

    assert gevonden.to_dicts() == orakel.verhoudingen(feiten, d, REGELSET, later)
    assert set(gevonden["klasse"]) == {"WERK", "UITKERING", "NEGEREN", "ONBEKEND"}
    assert set(gevonden["loopt"]) == {True, False}


@pytest.mark.parametrize("motor", ["polars", "duckdb"])
@pytest.mark.parametrize("dagen", [0, 2])
def test_het_maandbeeld_klopt_met_het_orakel(motor: str, dagen: int) -> None:
    d = PEILDATUMS[0]
    feiten = mensen(toeval("maandbeeld"), d, 400)

    later = d + timedelta(days=dagen)

    beeld = maandbeeld(als_feiten(feiten), d, REGELSET, maanden=14, motor=motor, bekend_op=later)

    assert beeld.to_dicts() == orakel.maandbeeld(feiten, d, REGELSET, 14, later)
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
