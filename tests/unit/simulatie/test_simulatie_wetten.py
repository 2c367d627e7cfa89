"""What holds in every synthetic Netherlands, whatever the seed, the day or the size."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from vsv.domein.kolommen import is_bsn, is_loonheffingennummer, is_oin
from vsv.domein.perioden import begin_van_dag, verjaardag
from vsv.simulatie import kansen
from vsv.simulatie.banen import make_banen
from vsv.simulatie.service import Nederland, leveringen_per_week, make_nederland
from vsv.simulatie.tabellen import SCHEMAS
from vsv.simulatie.wereld import Wereld

IKV = ["bsn", "loonheffingennummer", "nummer_ikv"]
MET_ONTVANGST = [naam for naam, schema in SCHEMAS.items() if "ontvangen_op" in schema]


def columns_are_those_of_the_uitwisselformaat(wereld: Nederland) -> None:
    assert list(wereld.tabellen) == list(SCHEMAS)
    for naam, tabel in wereld.tabellen.items():
        assert tabel.schema == pl.Schema(SCHEMAS[naam]), naam


def numbers_pass_their_proof(wereld: Nederland) -> None:
    mensen = wereld.tabellen["aanmeldingen"].select(pl.col("bsn").unique())
    assert mensen.height == wereld.personen
    assert mensen.select((is_bsn("bsn") & (pl.col("bsn") >= "900000000")).all()).item()
    for naam, tabel in wereld.tabellen.items():
        assert tabel.join(mensen, on="bsn", how="anti").is_empty(), naam
    betalers = wereld.tabellen["inkomstenverhoudingen"].filter(
        ~is_loonheffingennummer("loonheffingennummer") | ~pl.col("loonheffingennummer").str.starts_with("8")
    )
    assert betalers.is_empty()


def people_are_followed_between_18_and_27_once_per_organisation(wereld: Nederland) -> None:
    aanmeldingen = wereld.tabellen["aanmeldingen"]
    assert aanmeldingen.join(wereld.organisaties, left_on="organisatie_oin", right_on="oin", how="anti").is_empty()
    for geboren, van, tot in aanmeldingen.select("geboortedatum", "aanmelddatum", "afmelddatum").rows():
        assert van < wereld.tot
        assert tot is None or van < tot < wereld.tot
        assert geboren is None or verjaardag(geboren, 18) <= van < verjaardag(geboren, 27)
    volgende = pl.col("aanmelddatum").shift(-1).over("organisatie_oin", "bsn", order_by="aanmelddatum")
    dubbel = aanmeldingen.filter(volgende.is_not_null() & (volgende < pl.col("afmelddatum").fill_null(date.max)))
    assert dubbel.is_empty()


def nothing_ends_before_it_begins_or_is_known_too_late(wereld: Nederland) -> None:
    for naam in MET_ONTVANGST:
        tabel = wereld.tabellen[naam]
        assert tabel.filter(pl.col("ontvangen_op") >= begin_van_dag(wereld.tot)).is_empty(), naam
        verplicht = {"ontvangen_op", "ingetrokken", "datum_begin", "datum"} & set(tabel.columns)
        for kolom in verplicht - ({"datum_begin"} if naam == "inkomstenverhoudingen" else set()):
            assert tabel[kolom].null_count() == 0, (naam, kolom)
        if "datum_einde" in tabel.columns:
            assert tabel.filter(pl.col("datum_einde") < pl.col("datum_begin")).is_empty(), naam
    assert wereld.tabellen["bevragingen"].filter(pl.col("beantwoord_op") >= begin_van_dag(wereld.tot)).is_empty()


def nobody_works_before_15_or_has_a_benefit_before_18(wereld: Nederland) -> None:
    geboren = wereld.tabellen["aanmeldingen"].select("bsn", "geboortedatum").unique("bsn")
    werk = pl.col("aard").is_not_null()
    for naam, jongst in (
        ("inkomstenperiodes", pl.when(werk).then(pl.lit("15y")).otherwise(pl.lit("18y"))),
        ("uitkeringen", pl.lit("18y")),
        ("doelgroepregister", pl.lit("18y")),
    ):
        samen = wereld.tabellen[naam].join(geboren, on="bsn")
        eerder = samen.filter(pl.col("datum_begin") < pl.col("geboortedatum").dt.offset_by(jongst))
        # Who is not yet 18 when the history begins may get what starts in it: five months at most.
        assert eerder.filter(pl.col("datum_begin") < wereld.tot - timedelta(weeks=wereld.weken + 27)).is_empty(), naam


def an_ikv_is_known_before_what_hangs_on_it(wereld: Nederland) -> None:
    bekend = wereld.tabellen["inkomstenverhoudingen"].group_by(IKV).agg(pl.col("ontvangen_op").min().alias("bekend"))
    for naam in ("inkomstenperiodes", "inkomstenopgaven"):
        samen = wereld.tabellen[naam].join(bekend, on=IKV, how="left")
        assert samen.filter(pl.col("bekend").is_null() | (pl.col("ontvangen_op") < pl.col("bekend"))).is_empty(), naam


def tijdvakken_of_an_ikv_never_overlap(wereld: Nederland) -> None:
    einde = pl.col("datum_einde").fill_null(pl.col("datum_begin").dt.month_end())
    tijdvakken = wereld.tabellen["inkomstenopgaven"].select(*IKV, "datum_begin", datum_einde=einde).unique()
    vorige = pl.col("datum_einde").shift(1).over(IKV, order_by=["datum_begin", "datum_einde"])
    assert tijdvakken.filter(vorige >= pl.col("datum_begin")).is_empty()


def a_new_ikv_gets_a_higher_number(wereld: Nederland) -> None:
    begin = pl.col("datum_begin")
    ikv = wereld.tabellen["inkomstenverhoudingen"].group_by(IKV).agg(begin.n_unique().alias("aantal"), begin.first())
    assert ikv.filter(pl.col("aantal") > 1).is_empty()
    vorige = pl.col("datum_begin").shift(1).over("bsn", "loonheffingennummer", order_by="nummer_ikv")
    assert ikv.filter(vorige > pl.col("datum_begin")).is_empty()
    assert ikv.filter(~pl.col("nummer_ikv").is_between(0, 9999)).is_empty()


def versions_of_a_record_differ_in_their_moment(wereld: Nederland) -> None:
    for naam, sleutel in {
        "inkomstenverhoudingen": IKV,
        "inkomstenperiodes": [*IKV, "datum_begin"],
        "inkomstenopgaven": [*IKV, "datum_begin"],
        "uitkeringen": ["bsn", "bron", "wet", "datum_begin"],
        "doelgroepregister": ["bsn", "grondslag", "datum_begin"],
    }.items():
        assert not wereld.tabellen[naam].select(*sleutel, "ontvangen_op").is_duplicated().any(), naam


def an_end_once_told_is_not_forgotten(wereld: Nederland) -> None:
    for naam, sleutel in {"inkomstenverhoudingen": IKV, "uitkeringen": ["bsn", "bron", "wet", "datum_begin"]}.items():
        laatste = pl.col("datum_einde").sort_by("ontvangen_op").last()
        records = wereld.tabellen[naam].group_by(sleutel).agg(laatste, ooit=pl.col("datum_einde").is_not_null().any())
        assert records.filter(pl.col("ooit") & pl.col("datum_einde").is_null()).is_empty(), naam


def sources_are_asked_only_about_who_is_followed(wereld: Nederland) -> None:
    dag = pl.col("beantwoord_op").dt.convert_time_zone("Europe/Amsterdam").dt.date()
    vragen = wereld.tabellen["bevragingen"].with_columns(dag.alias("dag"), vraag=pl.int_range(pl.len()))
    gevolgd = vragen.join(wereld.tabellen["aanmeldingen"], on="bsn").filter(
        pl.col("dag") >= pl.col("aanmelddatum"),
        pl.col("afmelddatum").is_null() | (pl.col("dag") < pl.col("afmelddatum")),
    )
    assert gevolgd["vraag"].n_unique() == vragen.height


def deliveries_are_the_whole_in_pieces(wereld: Nederland) -> None:
    leveringen = list(leveringen_per_week(wereld))
    assert [peildatum for peildatum, _ in leveringen] == [
        wereld.tot - timedelta(weeks=week) for week in range(wereld.weken, -1, -1)
    ]
    for naam in SCHEMAS:
        if naam != "aanmeldingen":
            delen = pl.concat(levering[naam] for _, levering in leveringen)
            assert_frame_equal(delen, wereld.tabellen[naam], check_row_order=False)
    for naam in MET_ONTVANGST:
        vanaf = None
        for peildatum, levering in leveringen:
            voor = begin_van_dag(peildatum)
            binnen = pl.col("ontvangen_op") < voor
            if vanaf is not None:
                binnen &= pl.col("ontvangen_op") >= vanaf
            assert levering[naam].select(binnen.all()).item(), naam
            vanaf = voor


def replaying_afmeldingen_gives_the_aanmeldingen(wereld: Nederland) -> None:
    nu = pl.DataFrame(schema=SCHEMAS["aanmeldingen"])
    for peildatum, levering in leveringen_per_week(wereld):
        gestopt = levering["afmeldingen"]
        assert gestopt.columns == ["organisatie_oin", "bsn", "afmelddatum", "reden"]
        assert gestopt["reden"].null_count() == 0
        actief = nu.filter(pl.col("afmelddatum").is_null())
        eindigt = actief.drop("afmelddatum").join(gestopt.drop("reden"), on=["organisatie_oin", "bsn"])
        assert eindigt.height == gestopt.height, "an afmelding ends exactly one active aanmelding"
        rest = nu.join(eindigt, on=["organisatie_oin", "bsn", "aanmelddatum"], how="anti")
        nu = pl.concat([rest, eindigt.select(nu.columns), levering["aanmeldingen"]])
        assert nu.filter((pl.col("aanmelddatum") >= peildatum) | (pl.col("afmelddatum") >= peildatum)).is_empty()
    assert_frame_equal(nu, wereld.tabellen["aanmeldingen"], check_row_order=False)


def duo_tells_of_what_led_to_aanmelden_and_afmelden_before_it_was_done(wereld: Nederland) -> None:
    dag = pl.col("ontvangen_op").dt.convert_time_zone("Europe/Amsterdam").dt.date()
    signalen = wereld.tabellen["duo_signalen"].with_columns(dag.alias("dag"))
    assert signalen.filter(pl.col("dag") < pl.col("datum")).is_empty()
    met_gemeente = pl.col("soort").is_in(["UITSCHRIJVING", "VERHUISD"])
    assert signalen.filter(met_gemeente != pl.col("gemeentecode").is_not_null()).is_empty()
    eerste = signalen.group_by("bsn", "soort", "datum").agg(pl.col("dag").min())
    nieuw = eerste.filter(soort="UITSCHRIJVING").join(wereld.tabellen["aanmeldingen"], on="bsn")
    assert nieuw.group_by("bsn", "datum").agg((pl.col("dag") < pl.col("aanmelddatum")).any())["dag"].all()
    # Who was afgemeld did not get such a signal for the first time after the afmelding that it led to.
    reden = {"HERINSCHRIJVING": "INGESCHREVEN", "STARTKWALIFICATIE": "STARTKWALIFICATIE", "VERTROKKEN": "VERTROKKEN"}
    oorzaak = eerste.with_columns(reden=pl.col("soort").replace_strict(reden, default=None, return_dtype=pl.String))
    gevolg = oorzaak.join(wereld.afmeldingen, on=["bsn", "reden"])
    binnen = gevolg.filter(pl.col("datum").is_between("aanmelddatum", "afmelddatum", closed="left"))
    assert binnen.filter(pl.col("dag") >= pl.col("afmelddatum")).is_empty()


WETTEN = [
    duo_tells_of_what_led_to_aanmelden_and_afmelden_before_it_was_done,
    columns_are_those_of_the_uitwisselformaat,
    numbers_pass_their_proof,
    people_are_followed_between_18_and_27_once_per_organisation,
    nothing_ends_before_it_begins_or_is_known_too_late,
    nobody_works_before_15_or_has_a_benefit_before_18,
    an_ikv_is_known_before_what_hangs_on_it,
    tijdvakken_of_an_ikv_never_overlap,
    a_new_ikv_gets_a_higher_number,
    versions_of_a_record_differ_in_their_moment,
    an_end_once_told_is_not_forgotten,
    sources_are_asked_only_about_who_is_followed,
    deliveries_are_the_whole_in_pieces,
    replaying_afmeldingen_gives_the_aanmeldingen,
]


@pytest.mark.parametrize("wet", WETTEN)
def test_holds_in_a_bigger_world(wet: Callable[[Nederland], None], nederland: Nederland) -> None:
    wet(nederland)


@settings(max_examples=20, deadline=None)
@given(
    personen=st.integers(1, 400),
    zaad=st.integers(0, 2**40),
    tot=st.dates(date(2024, 1, 1), date(2029, 12, 31)),
    weken=st.integers(1, 30),
)
def test_holds_in_every_world(personen: int, zaad: int, tot: date, weken: int) -> None:
    wereld = make_nederland(personen=personen, zaad=zaad, tot=tot, weken=weken)
    for wet in WETTEN:
        wet(wereld)


RARE = [naam for naam in vars(kansen) if naam.startswith("KANS_") and isinstance(getattr(kansen, naam), float)]


def test_holds_when_rarities_are_the_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    for naam in (*RARE, "INSTROOM_PER_WEEK", "UITSTROOM_PER_WEEK", "OVERDRACHTEN_PER_WEEK"):
        monkeypatch.setattr(kansen, naam, 0.4 if naam in RARE else 0.05)
    wereld = make_nederland(personen=3_000, zaad=1, tot=date(2026, 11, 23))
    for wet in WETTEN:
        wet(wereld)


def test_a_job_that_ends_on_paper_goes_on_the_next_day() -> None:
    wereld = Wereld.make(zaad=1, personen=2_000, tot=date(2026, 11, 23), weken=12)
    banen = make_banen(wereld).select("persoon", "werkgever", "begin", "einde", "reden_einde")
    op_papier = banen.filter(pl.col("reden_einde") == "90", pl.col("einde") + 1 < wereld.kalender.einde)
    vervolg = op_papier.select("persoon", "werkgever", begin=pl.col("einde") + 1)
    assert not vervolg.is_empty()
    assert vervolg.join(banen, on=["persoon", "werkgever", "begin"], how="anti").is_empty()


def test_organisations_are_the_regions_and_a_few_gemeenten(nederland: Nederland) -> None:
    organisaties = nederland.organisaties
    assert organisaties.select((is_oin("oin") & pl.col("oin").str.starts_with("00000099")).all()).item()
    assert organisaties["oin"].is_unique().all()
    punten = organisaties.filter(pl.col("soort") == "doorstroompunt")
    assert sorted(punten["regio"]) == [*range(1, 14), *range(15, 42)]
    assert punten["gemeentecode"].null_count() == punten.height
    eigen = organisaties.filter(pl.col("soort") == "gemeente")
    assert eigen.height + punten.height == organisaties.height
    assert eigen["gemeentecode"].null_count() == 0


def test_regions_differ_in_size(nederland: Nederland) -> None:
    aantallen = nederland.tabellen["aanmeldingen"]["organisatie_oin"].value_counts()
    per_punt = nederland.organisaties.filter(pl.col("soort") == "doorstroompunt").join(
        aantallen, left_on="oin", right_on="organisatie_oin"
    )["count"]
    assert len(per_punt) == 40
    assert per_punt.max() > 3 * nederland.personen / 40 > 6 * per_punt.min()  # type: ignore[operator]  # counts


@pytest.mark.parametrize(("zaad", "gelijk"), [(1, True), (2, False)], ids=["the same seed", "another seed"])
def test_the_seed_decides(zaad: int, gelijk: bool) -> None:
    een, ander = (make_nederland(personen=500, zaad=z, tot=date(2026, 11, 23)) for z in (1, zaad))
    for naam, tabel in een.tabellen.items():
        assert tabel.equals(ander.tabellen[naam]) is gelijk, naam
    assert een.afmeldingen.equals(ander.afmeldingen) is gelijk


def test_the_seed_decides_in_every_process() -> None:
    program = (
        "from datetime import date; from vsv.simulatie.service import make_nederland as maak;"
        "print(maak(personen=50, zaad=1, tot=date(2026, 11, 23)).tabellen['inkomstenopgaven'].hash_rows(1).sum())"
    )
    sommen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hashseed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hashseed in ("1", "2")
    }
    assert len(sommen) == 1
