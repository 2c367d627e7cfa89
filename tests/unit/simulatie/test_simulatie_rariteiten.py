"""A sample of 5,000 people holds every awkwardness of the real sources, and looks plausible."""

from datetime import date

import polars as pl
import pytest

from vsv.domein.codes import Signaal
from vsv.domein.srtiv import srtiv_tabel
from vsv.simulatie.service import Nederland

IKV = ["bsn", "loonheffingennummer", "nummer_ikv"]
D = date(2026, 11, 23)

begin, einde, ontvangen = pl.col("datum_begin"), pl.col("datum_einde"), pl.col("ontvangen_op")
tijdvak_einde = einde.fill_null(begin.dt.month_end())
dagen = (tijdvak_einde - begin).dt.total_days() + 1
uiterlijk = tijdvak_einde.dt.offset_by("1mo").dt.month_end()
laat = ontvangen.dt.date() > uiterlijk
eerste = ontvangen == ontvangen.min().over(IKV)
volgende_versie = pl.len().over(*IKV, "datum_begin") > 1
verjaardag_27 = pl.col("geboortedatum").dt.offset_by("27y")
open_ = pl.col("afmelddatum").is_null()

RARITEITEN = {
    "inkomstenopgaven": {
        "late": laat,
        "per month": dagen >= 30,
        "per four weeks": dagen == 28,
        "per week": dagen == 7,
        "without end": einde.is_null(),
        "nil": pl.col("loon_lbph") == 0,
        "negative at first": (pl.col("loon_lbph") < 0) & (ontvangen == ontvangen.min().over(*IKV, "datum_begin")),
        "negative by correction": (pl.col("loon_lbph") < 0) & volgende_versie,
        "empty wage": pl.col("loon_lbph").is_null(),
        "work without hours": pl.col("verloonde_uren").is_null(),
        "corrected": pl.col("loon_sv").n_unique().over(*IKV, "datum_begin") > 1,
        "repeated": pl.struct("loon_sv", "loon_lbph", "verloonde_uren").is_duplicated() & volgende_versie,
        "withdrawn": pl.col("ingetrokken"),
        "wages differ by kind": pl.col("loon_sv") != pl.col("loon_lbph"),
        "below the threshold": pl.col("loon_lbph").is_between(1, 29_999) & (dagen >= 28),
    },
    "inkomstenverhoudingen": {
        "rehired": pl.col("nummer_ikv") > 1,
        "number nil": pl.col("nummer_ikv") == 0,
        "begin unknown": begin.is_null(),
        "ended on paper": pl.col("reden_einde") == "90",
        "uitzendbeding": pl.col("reden_einde").is_in(["40", "41"]),
        "end in the future": einde > D,
        "end moved": einde.drop_nulls().n_unique().over(IKV) > 1,
        "ended later": einde.is_null().any().over(IKV) & einde.is_not_null(),
        "withdrawn": pl.col("ingetrokken"),
        "several at once": (einde.is_null() & eerste).sum().over("bsn") > 1,
    },
    "inkomstenperiodes": {
        **{f"srtiv {code}": pl.col("srtiv") == code for code in ("11", "15", "17", "31", "33", "37", "43")},
        **{f"ignored {code}": pl.col("srtiv") == code for code in ("56", "57", "62")},
        "unknown codes": ~pl.col("srtiv").is_in(list(srtiv_tabel())),
        "no code": pl.col("srtiv").is_null(),
        "code mended": pl.col("srtiv").fill_null("").n_unique().over(*IKV, "datum_begin") > 1,
        **{f"aard {code}": pl.col("aard") == code for code in ("01", "07", "11", "18", "24", "82", "83")},
        "on call": pl.col("oproep"),
        "contract unknown": pl.col("oproep").is_null() & pl.col("aard").is_not_null(),
        "contract changed": begin.n_unique().over(IKV) > 1,
        "withdrawn": pl.col("ingetrokken"),
    },
    "uitkeringen": {
        "by PW": pl.col("bron") == "PW",
        "by UWV": pl.col("bron") == "UWV",
        "ended": einde.is_not_null(),
        "withdrawn": pl.col("ingetrokken"),
    },
    "doelgroepregister": {"current": einde.is_null(), "ended": einde.is_not_null()},
    "aanmeldingen": {
        "birth date unknown": pl.col("geboortedatum").is_null(),
        "born on 29 February": (pl.col("geboortedatum").dt.month() == 2) & (pl.col("geboortedatum").dt.day() == 29),
        "27 and still followed": (verjaardag_27 <= D) & open_,
        "27 and afgemeld on the day": verjaardag_27 == pl.col("afmelddatum"),
        "27 today": verjaardag_27 == D,
        "27 tomorrow": (verjaardag_27 == date(2026, 11, 24)) & open_,
        "about to be 27": verjaardag_27.is_between(D, date(2027, 2, 21)) & open_,
        "kenmerk": pl.col("kenmerk").is_not_null(),
        "no kenmerk": pl.col("kenmerk").is_null(),
        "followed by two": open_.sum().over("bsn") > 1,
        "came back": pl.len().over("organisatie_oin", "bsn") > 1,
        "handed over": (pl.col("organisatie_oin").n_unique().over("bsn") > 1)
        & pl.col("afmelddatum").is_not_null()
        & open_.any().over("bsn"),
    },
}


RARITEITEN["duo_signalen"] = {
    **{soort: pl.col("soort") == soort for soort in Signaal},
    "repeated": pl.struct("bsn", "soort", "datum").is_duplicated(),
    "overtaken by what happened later": pl.col("ontvangen_op")
    > pl.col("ontvangen_op").shift(-1).over("bsn", order_by="datum"),
}


@pytest.mark.parametrize(("tabel", "wat"), [(tabel, wat) for tabel, gevallen in RARITEITEN.items() for wat in gevallen])
def test_sample_holds(tabel: str, wat: str, nederland: Nederland) -> None:
    assert not nederland.tabellen[tabel].filter(RARITEITEN[tabel][wat]).is_empty()


def test_some_jobs_are_known_before_any_wage(nederland: Nederland) -> None:
    ikv = nederland.tabellen["inkomstenverhoudingen"].group_by(IKV).agg(ontvangen.min().alias("bekend"))
    iko = nederland.tabellen["inkomstenopgaven"].group_by(IKV).agg(ontvangen.min().alias("loon_bekend"))
    samen = ikv.join(iko, on=IKV, how="left")
    assert not samen.filter(pl.col("loon_bekend").is_null()).is_empty()
    assert not samen.filter(pl.col("bekend") < pl.col("loon_bekend")).is_empty()


def test_some_ikvs_have_no_ikp(nederland: Nederland) -> None:
    ikv, ikp = (nederland.tabellen[naam] for naam in ("inkomstenverhoudingen", "inkomstenperiodes"))
    assert 0 < ikv.join(ikp, on=IKV, how="anti").select(IKV).unique().height < 30


def test_bijstand_is_sometimes_in_one_source_only(nederland: Nederland) -> None:
    """Not merely later in the one than in the other."""
    polis = nederland.tabellen["inkomstenperiodes"].filter(pl.col("srtiv") == "43")
    register = nederland.tabellen["uitkeringen"].filter(pl.col("bron") == "PW")
    for een, ander in ((polis, register), (register, polis)):
        langer_bekend = een.filter(begin < date(2026, 1, 1))
        assert not langer_bekend.join(ander, on="bsn", how="anti").is_empty()
        assert not langer_bekend.join(ander, on="bsn", how="semi").is_empty()


def test_some_questions_are_never_answered(nederland: Nederland) -> None:
    lang_gevolgd = nederland.tabellen["aanmeldingen"].filter(pl.col("aanmelddatum") < date(2026, 9, 1), open_)
    for bron in ("POLIS", "PW", "DGR"):
        beantwoord = nederland.tabellen["bevragingen"].filter(pl.col("bron") == bron)
        zonder = lang_gevolgd.join(beantwoord, on="bsn", how="anti")
        assert 0 < zonder.height < 0.02 * lang_gevolgd.height


def test_most_filings_are_in_time(nederland: Nederland) -> None:
    opgaven = nederland.tabellen["inkomstenopgaven"].filter(ontvangen == ontvangen.min().over(*IKV, "datum_begin"))
    assert 0.80 < 1 - opgaven.select(laat.mean()).item() < 0.99


def test_inflow_is_steady(nederland: Nederland) -> None:
    """30,000 a year on 176,000 people: 0.33% a week."""
    nieuw = nederland.tabellen["aanmeldingen"].filter(pl.col("aanmelddatum") >= date(2026, 8, 31))
    per_week = nieuw.group_by(pl.col("aanmelddatum").dt.truncate("1w")).len()["len"]
    assert len(per_week) == 12
    assert 0.0025 < nieuw.height / 12 / nederland.personen < 0.006


def test_pay_follows_age_and_hours(nederland: Nederland) -> None:
    werk = (
        nederland.tabellen["inkomstenopgaven"]
        .join(nederland.tabellen["aanmeldingen"].select("bsn", "geboortedatum").unique("bsn"), on="bsn")
        .filter(pl.col("verloonde_uren") > 20, pl.col("loon_sv") > 0, pl.col("datum_begin") >= date(2026, 7, 1))
        .with_columns(uurloon=pl.col("loon_sv") / pl.col("verloonde_uren"))
    )
    jong = pl.col("geboortedatum") > date(2007, 9, 1)
    assert 700 < werk.filter(jong)["uurloon"].median() < 1100  # type: ignore[operator]  # half of the minimum
    assert 1471 <= werk.filter(~jong)["uurloon"].median() < 1900  # type: ignore[operator]  # the minimum or more
