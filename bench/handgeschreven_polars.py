"""The full rules of vsv-2.0 once more, by hand in Polars: as lean as we could make it, for one day.

What the engine is measured against. All that the engine keeps general is a constant here: the peildatum,
the months, the codes. Nobody should have to maintain this.
"""

from datetime import UTC, date, datetime
from typing import Final

import polars as pl

from vsv.domein.srtiv import srtiv_tabel
from vsv.prioriteit.service import Feiten

D: Final = date(2026, 11, 23)
GRENS: Final = int(datetime(2026, 11, 23, 23, tzinfo=UTC).timestamp()) * 1_000_000
NIEUWS: Final = int(datetime(2026, 11, 16, 23, tzinfo=UTC).timestamp()) * 1_000_000
MAANDEN: Final = [
    (date(2026, 10, 1), date(2026, 10, 31)),
    (date(2026, 9, 1), date(2026, 9, 30)),
    (date(2026, 11, 1), date(2026, 11, 30)),
]
VORIGE: Final = MAANDEN[0][0]
VOORAF, NOOIT = date(1, 1, 1), date(9999, 1, 1)
IKV: Final = ["jongere", "ikv"]
KLASSE: Final = {"WERK": 1, "UITKERING": 2, "NEGEREN": 3}
REDENEN: Final = [
    *("BRON_ONBEANTWOORD_POLIS", "BRON_ONBEANTWOORD_PW", "ONBEKENDE_INKOMENSCODE", "GEEN_LOON"),
    *("LOON_ONDER_DREMPEL", "LOON_VANAF_DREMPEL", "GEEN_UITKERING", "UITKERING_INKOMSTEN", "UITKERING_REGISTER"),
]
VLAGGEN: Final = [
    *("BIJNA_27", "IKV_GEEINDIGD", "IKV_GESTART", "LAGE_UREN", "ONBEKENDE_INKOMENSCODE", "OPEN_DIENSTVERBAND"),
]


def prioriteer(feiten: Feiten) -> pl.DataFrame:
    """Return what `vsv.prioriteit.service.prioriteer` returns for this peildatum and vsv-2.0."""
    aanmeldingen, bevragingen, ikv, ikp, iko, uitkeringen, doelgroep = (
        getattr(feiten, naam).lazy() for naam in Feiten.__slots__
    )
    verhoudingen = _verhoudingen(ikv, ikp)
    aandelen = _aandelen(iko, verhoudingen)
    return _uitkomst(
        aanmeldingen,
        _inkomen(aandelen),
        _banen(verhoudingen, ikv),
        _laatste(uitkeringen, ["jongere", "bron", "wet", "datum_begin"])
        .filter(pl.col("datum_begin") <= D)
        .group_by("jongere")
        .agg(uitkering_tot=pl.col("datum_einde").fill_null(NOOIT).max()),
        _laatste(doelgroep, ["jongere", "grondslag", "datum_begin"])
        .filter(pl.col("datum_begin") <= D, pl.col("datum_einde").fill_null(NOOIT) >= D)
        .select("jongere", doelgroepregister=True)
        .unique(),
        bevragingen.filter(pl.col("beantwoord_op") <= D)
        .group_by("jongere")
        .agg(
            pl.col("beantwoord_op").filter(pl.col("bron") == bron).max().alias(f"{bron.lower()}_tot")
            for bron in ("POLIS", "PW", "DGR")
        ),
    )


def _laatste(tabel: pl.LazyFrame, sleutel: list[str]) -> pl.LazyFrame:
    """The records that exist on D: only the keys that occur more often are put in order."""
    gehoord = tabel.filter(pl.col("ontvangen_op") < GRENS)
    vaker = gehoord.group_by(sleutel).agg(n=pl.len()).filter(pl.col("n") > 1).select(sleutel)
    enkel = gehoord.join(vaker, on=sleutel, how="anti")
    meer = gehoord.join(vaker, on=sleutel, how="semi").sort("ontvangen_op", "volgnummer")
    return pl.concat([enkel, meer.unique(sleutel, keep="last")]).filter(~pl.col("ingetrokken"))


def _verhoudingen(ikv: pl.LazyFrame, ikp: pl.LazyFrame) -> pl.LazyFrame:
    """The existing IKV's with the stretches over which their class counts."""
    codes = {code: KLASSE[rij.klasse] for code, rij in srtiv_tabel().items()}
    klasse = pl.col("srtiv").replace_strict(codes, default=0, return_dtype=pl.Int8).alias("klasse")
    gehoord = ikp.filter(pl.col("ontvangen_op") < GRENS)
    vaker = gehoord.group_by(IKV).agg(n=pl.len()).filter(pl.col("n") > 1).select(IKV)
    enig = gehoord.join(vaker, on=IKV, how="anti").filter(~pl.col("ingetrokken"))
    meer = _laatste(gehoord.join(vaker, on=IKV, how="semi"), [*IKV, "datum_begin"]).sort(*IKV, "datum_begin")
    zelfde_vorige = pl.struct(IKV) == pl.struct(IKV).shift(1)
    zelfde_volgende = pl.struct(IKV) == pl.struct(IKV).shift(-1)
    begin = pl.col("datum_begin")
    perioden = pl.concat(
        [
            enig.select(*IKV, klasse, van=pl.lit(VOORAF), tot=pl.lit(NOOIT)),
            meer.select(
                *IKV,
                klasse,
                van=pl.when(zelfde_vorige.fill_null(value=False)).then(begin).otherwise(VOORAF),
                tot=pl.when(zelfde_volgende.fill_null(value=False)).then(begin.shift(-1)).otherwise(NOOIT),
            ),
        ]
    )
    bestaand = _laatste(ikv, IKV).select(*IKV, "ontvangen_op", ikv_begin="datum_begin", ikv_einde="datum_einde")
    met_klasse = bestaand.join(perioden, on=IKV, how="left").with_columns(
        pl.col("klasse").fill_null(0), pl.col("van").fill_null(VOORAF), pl.col("tot").fill_null(NOOIT)
    )
    return met_klasse.collect(engine="streaming").lazy()


def _aandelen(iko: pl.LazyFrame, verhoudingen: pl.LazyFrame) -> pl.LazyFrame:
    """Per paid IKO the share of each candidate month, side by side."""
    raakt = iko.filter(pl.col("datum_begin") <= MAANDEN[2][1], pl.col("datum_einde") >= MAANDEN[1][0])
    begin, einde = pl.col("datum_begin"), pl.col("datum_einde")
    return (
        _laatste(raakt, [*IKV, "datum_begin", "datum_einde"])
        .filter(pl.col("loon_lbph") > 0)
        .select(*IKV, "datum_begin", "datum_einde", "loon_lbph", "verloonde_uren")
        .join(verhoudingen.select(*IKV, "klasse", "van", "tot", "ikv_einde"), on=IKV)
        .filter(pl.col("van") <= einde, einde < pl.col("tot"), pl.col("klasse") != KLASSE["NEGEREN"])
        .with_columns(
            n=_dag(einde) - _dag(begin) + 1,
            uren=pl.col("verloonde_uren").fill_null(0).clip(lower_bound=0),
            liep_nog=pl.col("ikv_einde").is_null() | (pl.col("ikv_einde") >= VORIGE),
        )
        .with_columns(_dagen(i).alias(f"d{i}") for i in range(3))
        .select(
            "jongere",
            "klasse",
            *(_deel("loon_lbph", i).alias(f"loon{i}") for i in range(3)),
            *(_deel("uren", i).alias(f"uren{i}") for i in range(3)),
        )
    )


def _dag(datum: pl.Expr) -> pl.Expr:
    return datum.to_physical().cast(pl.Int64)


def _dagen(i: int) -> pl.Expr:
    """Days of an IKO in a month; none in September when the IKV had ended (rule 6)."""
    eerste, laatste = MAANDEN[i]
    onder, boven = (pl.lit(dag).to_physical().cast(pl.Int64) for dag in (eerste, laatste))
    dagen = pl.min_horizontal(_dag(pl.col("datum_einde")), boven) - pl.max_horizontal(
        _dag(pl.col("datum_begin")), onder
    )
    dagen = (dagen + 1).clip(lower_bound=0)
    return dagen * pl.col("liep_nog").cast(pl.Int64) if eerste < VORIGE else dagen


def _deel(kolom: str, i: int) -> pl.Expr:
    return (2 * pl.col(kolom) * pl.col(f"d{i}") + pl.col("n")) // (2 * pl.col("n"))


def _inkomen(aandelen: pl.LazyFrame) -> pl.LazyFrame:
    """Per jongere the loonperiode and what is in it; hours of a share without pay don't count."""
    werk = pl.col("klasse") == KLASSE["WERK"]
    per_maand = []
    for i in range(3):
        loon, uren = pl.col(f"loon{i}"), pl.col(f"uren{i}")
        gevonden = loon > 0
        per_maand += [
            pl.when(werk).then(loon).otherwise(0).sum().alias(f"loon{i}"),
            pl.when(werk & gevonden).then(uren).otherwise(0).sum().alias(f"uren{i}"),
            ((pl.col("klasse") == KLASSE["UITKERING"]) & gevonden).any().alias(f"uitkering{i}"),
        ]
    onbekend = (pl.col("klasse") == 0) & (pl.max_horizontal("loon0", "loon1", "loon2") > 0)
    som = aandelen.group_by("jongere").agg(*per_maand, onbekend=onbekend.any())
    in0, in1, in2 = ((pl.col(f"loon{i}") > 0) | pl.col(f"uitkering{i}") for i in range(3))

    def kies(waarden: list[pl.Expr], anders: pl.Expr) -> pl.Expr:
        een, twee, drie = waarden
        return pl.when(in0).then(een).when(in1).then(twee).when(in2).then(drie).otherwise(anders)

    return som.select(
        "jongere",
        "onbekend",
        loonperiode=kies([pl.lit(eerste) for eerste, _ in MAANDEN], pl.lit(VORIGE)),
        loon=kies([pl.col(f"loon{i}") for i in range(3)], pl.lit(0)),
        uren=kies([pl.col(f"uren{i}") for i in range(3)], pl.lit(0)),
        inkomsten=kies([pl.col(f"uitkering{i}") for i in range(3)], pl.lit(value=False)),
    )


def _banen(verhoudingen: pl.LazyFrame, ikv: pl.LazyFrame) -> pl.LazyFrame:
    begin, einde = pl.col("ikv_begin"), pl.col("ikv_einde")
    niet_af = einde.is_null() | (einde > D)
    banen = verhoudingen.filter(pl.col("klasse") == KLASSE["WERK"], pl.col("tot") == NOOIT)
    nieuws = banen.filter(pl.col("ontvangen_op") >= NIEUWS)
    eerder = ikv.filter(pl.col("ontvangen_op") < NIEUWS)
    gestart = nieuws.filter(niet_af).join(eerder, on=IKV, how="anti")
    geeindigd = nieuws.filter(einde <= D).join(
        eerder, left_on=[*IKV, "ikv_einde"], right_on=[*IKV, "datum_einde"], how="anti"
    )
    loopt = banen.filter(niet_af, begin.is_null() | (begin <= D))
    return (
        pl.concat(
            [
                loopt.select("jongere", loopt=True, gestart=False, geeindigd=False),
                gestart.select("jongere", loopt=False, gestart=True, geeindigd=False),
                geeindigd.select("jongere", loopt=False, gestart=False, geeindigd=True),
            ]
        )
        .group_by("jongere")
        .agg(pl.all().any())
    )


def _uitkomst(aanmeldingen: pl.LazyFrame, *per_jongere: pl.LazyFrame) -> pl.DataFrame:
    geboren, afgemeld = pl.col("geboortedatum"), pl.col("afmelddatum")
    rijen = aanmeldingen.filter(
        pl.col("aanmelddatum") <= D,
        afgemeld.is_null() | (afgemeld > D),
        geboren.is_null() | (geboren > date(1999, 11, 23)),
    )
    for tabel in per_jongere:
        rijen = rijen.join(tabel, on="jongere", how="left")
    nee = ["onbekend", "inkomsten", "loopt", "gestart", "geeindigd", "doelgroepregister"]
    rijen = rijen.with_columns(
        pl.col("loonperiode").fill_null(MAANDEN[0][0]),
        pl.col("loon", "uren").fill_null(0),
        pl.col(nee).fill_null(value=False),
    ).with_columns(
        register=(pl.col("uitkering_tot") >= pl.col("loonperiode")).fill_null(value=False),
        geen_polis=~(pl.col("polis_tot") >= pl.col("aanmelddatum")).fill_null(value=False),
        geen_pw=~(pl.col("pw_tot") >= pl.col("aanmelddatum")).fill_null(value=False),
    )
    werk, uitkering = pl.col("loon") > 0, pl.col("inkomsten") | pl.col("register")
    onder = pl.col("loon") < 30_000
    stil = pl.col("geen_polis") | pl.col("geen_pw")
    prioriteit = (
        pl.when(stil | (~werk & ~uitkering & pl.col("onbekend")))
        .then(0)
        .when(~werk & ~uitkering)
        .then(1)
        .when(werk & uitkering)
        .then(4)
        .when(uitkering)
        .then(5)
        .when(onder)
        .then(2)
        .otherwise(3)
    )
    p = pl.col("prioriteit")
    redenen = _bits(
        [
            pl.col("geen_polis"),
            pl.col("geen_pw"),
            (p == 0) & ~stil,
            (p > 0) & ~werk,
            (p > 0) & werk & onder,
            (p > 0) & werk & ~onder,
            (p > 0) & ~uitkering,
            (p > 0) & pl.col("inkomsten"),
            (p > 0) & pl.col("register"),
        ]
    )
    vlaggen = _bits(
        [
            (geboren <= date(2000, 2, 21)).fill_null(value=False),
            pl.col("geeindigd"),
            pl.col("gestart"),
            (p > 0) & werk & (pl.col("uren") < 52),
            pl.col("onbekend"),
            (p == 1) & pl.col("loopt"),
        ]
    )
    kolommen = ["aanmelding", "jongere", "prioriteit", "loonperiode", "loon", "uren", "redenen", "vlaggen"]
    return (
        rijen.with_columns(prioriteit=prioriteit.cast(pl.Int8))
        .select(
            *kolommen[:6],
            _teksten(redenen, REDENEN).alias("redenen"),
            _teksten(vlaggen, VLAGGEN).alias("vlaggen"),
            *("doelgroepregister", "polis_tot", "pw_tot", "dgr_tot"),
        )
        .sort("aanmelding")
        .collect(engine="streaming")
    )


def _bits(voorwaarden: list[pl.Expr]) -> pl.Expr:
    return pl.sum_horizontal(v.cast(pl.Int16) * (1 << i) for i, v in enumerate(voorwaarden))


def _teksten(bits: pl.Expr, codes: list[str]) -> pl.Expr:
    teksten = {n: "|".join(c for i, c in enumerate(codes) if n >> i & 1) for n in range(1 << len(codes))}
    return bits.replace_strict(teksten, return_dtype=pl.String)
