"""The full rules of vsv-2.0 once more, by hand in pandas, for the day of `gegevens.PEILDATUM`.

One of the baselines the engine is measured against: columns at a time, no row loops, dates as day numbers.
"""

from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
import polars as pl

from bench.handgeschreven_polars import GRENS, NIEUWS, REDENEN, VLAGGEN
from vsv.domein.srtiv import srtiv_tabel
from vsv.prioriteit.service import Feiten

IKV: Final = ["jongere", "ikv"]
KLASSE: Final = {code: rij.klasse for code, rij in srtiv_tabel().items()}
NOOIT: Final = 10_000_000


def dag(jaar: int, maand: int, dag_: int) -> int:
    """Return days since 1 January 1970."""
    return (date(jaar, maand, dag_) - date(1970, 1, 1)).days


D: Final = dag(2026, 11, 23)
MAANDEN: Final = [
    (dag(2026, 10, 1), dag(2026, 10, 31)),
    (dag(2026, 9, 1), dag(2026, 9, 30)),
    (dag(2026, 11, 1), dag(2026, 11, 30)),
]


def prioriteer(feiten: Feiten) -> pl.DataFrame:
    """Return what `vsv.prioriteit.service.prioriteer` returns for this peildatum and vsv-2.0."""
    t = {naam: _pandas(getattr(feiten, naam)) for naam in Feiten.__slots__}
    verhoudingen = _verhoudingen(t["ikv"], t["ikp"])
    uitkeringen = _laatste(t["uitkeringen"], ["jongere", "bron", "wet", "datum_begin"])
    uitkeringen = uitkeringen[uitkeringen["datum_begin"] <= D]
    doelgroep = _laatste(t["doelgroep"], ["jongere", "grondslag", "datum_begin"])
    actueel = (doelgroep["datum_begin"] <= D) & (doelgroep["datum_einde"].fillna(NOOIT) >= D)
    bevragingen = t["bevragingen"][t["bevragingen"]["beantwoord_op"] <= D]
    return _uitkomst(
        t["aanmeldingen"],
        _inkomen(t["iko"], verhoudingen),
        _banen(verhoudingen, t["ikv"]),
        uitkeringen["datum_einde"].fillna(NOOIT).groupby(uitkeringen["jongere"]).max().rename("uitkering_tot"),
        pd.Series(data=True, index=doelgroep.loc[actueel, "jongere"].unique(), name="doelgroepregister"),
        *(
            bevragingen[bevragingen["bron"] == bron]
            .groupby("jongere")["beantwoord_op"]
            .max()
            .rename(f"{bron.lower()}_tot")
            for bron in ("POLIS", "PW", "DGR")
        ),
    )


def _pandas(tabel: pl.DataFrame) -> pd.DataFrame:
    return tabel.with_columns(pl.col(pl.Date).cast(pl.Int32)).to_pandas()


def _laatste(tabel: pd.DataFrame, sleutel: list[str]) -> pd.DataFrame:
    gehoord = tabel[tabel["ontvangen_op"] < GRENS]
    dubbel = gehoord.duplicated(sleutel, keep=False)
    laatste = gehoord[dubbel].sort_values(["ontvangen_op", "volgnummer"]).drop_duplicates(sleutel, keep="last")
    alle = pd.concat([gehoord[~dubbel], laatste])
    return alle[~alle["ingetrokken"]]


def _verhoudingen(ikv: pd.DataFrame, ikp: pd.DataFrame) -> pd.DataFrame:
    perioden = _laatste(ikp, [*IKV, "datum_begin"])
    perioden = perioden[[*IKV, "datum_begin"]].assign(klasse=perioden["srtiv"].map(KLASSE).fillna("ONBEKEND"))
    perioden = perioden.sort_values([*IKV, "datum_begin"]).rename(columns={"datum_begin": "van"})
    zelfde = (perioden[IKV] == perioden[IKV].shift(-1)).all(axis=1).to_numpy()
    van = perioden["van"].to_numpy()
    eerste = np.concatenate([[True], ~zelfde[:-1]])
    perioden["tot"] = np.where(zelfde, np.append(van[1:], NOOIT), NOOIT)
    perioden["van"] = np.where(eerste, -NOOIT, van)
    bestaand = _laatste(ikv, IKV)[[*IKV, "datum_begin", "datum_einde", "ontvangen_op"]]
    alle = bestaand.merge(perioden, on=IKV, how="left")
    return alle.fillna({"klasse": "ONBEKEND", "van": -NOOIT, "tot": NOOIT})


def _inkomen(iko: pd.DataFrame, verhoudingen: pd.DataFrame) -> pd.DataFrame:
    raakt = iko[(iko["datum_begin"] <= MAANDEN[2][1]) & (iko["datum_einde"] >= MAANDEN[1][0])]
    betaald = _laatste(raakt, [*IKV, "datum_begin", "datum_einde"])
    betaald = betaald.loc[betaald["loon_lbph"] > 0, [*IKV, "datum_begin", "datum_einde", "loon_lbph", "verloonde_uren"]]
    van_ikv = verhoudingen[[*IKV, "klasse", "van", "tot", "datum_einde"]].rename(columns={"datum_einde": "ikv_einde"})
    betaald = betaald.merge(van_ikv, on=IKV)
    einde = betaald["datum_einde"]
    betaald = betaald[(betaald["van"] <= einde) & (einde < betaald["tot"])]
    delen = []
    for i, (eerste, laatste) in enumerate(MAANDEN):
        deel = betaald[(betaald["datum_begin"] <= laatste) & (betaald["datum_einde"] >= eerste)]
        if i == 1:
            deel = deel[deel["ikv_einde"].isna() | (deel["ikv_einde"] >= MAANDEN[0][0])]
        begin, einde = deel["datum_begin"].astype("int64"), deel["datum_einde"].astype("int64")
        n = einde - begin + 1
        d = einde.clip(upper=laatste) - begin.clip(lower=eerste) + 1
        uren = deel["verloonde_uren"].fillna(0).clip(lower=0).astype("int64")
        loon = (2 * deel["loon_lbph"].astype("int64") * d + n) // (2 * n)
        deel = pd.DataFrame(
            {"jongere": deel["jongere"], "klasse": deel["klasse"], "loon": loon, "uren": (2 * uren * d + n) // (2 * n)}
        )
        delen.append(deel[deel["loon"] > 0].assign(maand=i))
    alle = pd.concat(delen)
    onbekend = alle[alle["klasse"] == "ONBEKEND"]["jongere"].unique()
    uitkering = alle[alle["klasse"] == "UITKERING"][["jongere", "maand"]].drop_duplicates().assign(inkomsten=True)
    werk = alle[alle["klasse"] == "WERK"].groupby(["jongere", "maand"], as_index=False)[["loon", "uren"]].sum()
    samen = werk.merge(uitkering, on=["jongere", "maand"], how="outer").sort_values("maand")
    gekozen = samen.drop_duplicates("jongere", keep="first").set_index("jongere")
    gekozen["loonperiode"] = gekozen["maand"].map(dict(enumerate(eerste for eerste, _ in MAANDEN)))
    return gekozen.drop(columns="maand").join(pd.Series(data=True, index=onbekend, name="onbekend"), how="outer")


def _banen(verhoudingen: pd.DataFrame, ikv: pd.DataFrame) -> pd.DataFrame:
    banen = verhoudingen[(verhoudingen["klasse"] == "WERK") & (verhoudingen["tot"] == NOOIT)]
    niet_af = banen["datum_einde"].isna() | (banen["datum_einde"] > D)
    nieuws = banen["ontvangen_op"] >= NIEUWS
    eerder = ikv.loc[ikv["ontvangen_op"] < NIEUWS, [*IKV, "datum_einde"]]
    gestart = _zonder(banen[nieuws & niet_af], eerder, IKV)
    geeindigd = _zonder(banen[nieuws & (banen["datum_einde"] <= D)], eerder, [*IKV, "datum_einde"])
    loopt = banen[niet_af & (banen["datum_begin"].isna() | (banen["datum_begin"] <= D))]
    vlaggen = {"loopt": loopt, "gestart": gestart, "geeindigd": geeindigd}
    return pd.concat(
        [pd.Series(data=True, index=rijen["jongere"].unique(), name=naam) for naam, rijen in vlaggen.items()], axis=1
    )


def _zonder(links: pd.DataFrame, rechts: pd.DataFrame, sleutel: list[str]) -> pd.DataFrame:
    samen = links.merge(rechts[sleutel].drop_duplicates(), on=sleutel, how="left", indicator=True)
    return samen[samen["_merge"] == "left_only"]


def _uitkomst(aanmeldingen: pd.DataFrame, *per_jongere: Any) -> pl.DataFrame:
    a = aanmeldingen
    actief = (a["aanmelddatum"] <= D) & (a["afmelddatum"].isna() | (a["afmelddatum"] > D))
    rijen = a[actief & (a["geboortedatum"].isna() | (a["geboortedatum"] > dag(1999, 11, 23)))]
    for tabel in per_jongere:
        rijen = rijen.join(tabel, on="jongere")
    r = rijen.sort_values("aanmelding").reset_index(drop=True)
    loon, uren = (r[kolom].fillna(0).astype("int64") for kolom in ("loon", "uren"))
    loonperiode = r["loonperiode"].fillna(MAANDEN[0][0]).astype("int64")
    onbekend, inkomsten, loopt, gestart, geeindigd, doelgroepregister = (
        r[kolom].eq(other=True).to_numpy()
        for kolom in ("onbekend", "inkomsten", "loopt", "gestart", "geeindigd", "doelgroepregister")
    )
    register = (r["uitkering_tot"] >= loonperiode).to_numpy()
    geen_polis, geen_pw = (~(r[kolom] >= r["aanmelddatum"]).to_numpy() for kolom in ("polis_tot", "pw_tot"))
    werk, onder, stil = (loon > 0).to_numpy(), (loon < 30_000).to_numpy(), geen_polis | geen_pw
    uitkering = inkomsten | register
    p = np.select(
        [stil | (~werk & ~uitkering & onbekend), ~werk & ~uitkering, werk & uitkering, uitkering, onder],
        [0, 1, 4, 5, 2],
        default=3,
    )
    wel = p > 0
    redenen = _bits(
        [
            *(geen_polis, geen_pw, ~wel & ~stil, wel & ~werk, wel & werk & onder, wel & werk & ~onder),
            *(wel & ~uitkering, wel & inkomsten, wel & register),
        ]
    )
    bijna = (r["geboortedatum"] <= dag(2000, 2, 21)).to_numpy()
    laag = wel & werk & (uren < 52).to_numpy()
    vlaggen = _bits([bijna, geeindigd, gestart, laag, onbekend, (p == 1) & loopt])
    uitkomst = pd.DataFrame(
        {
            "aanmelding": r["aanmelding"],
            "jongere": r["jongere"],
            "prioriteit": p.astype("int8"),
            "loonperiode": loonperiode,
            "loon": loon,
            "uren": uren,
            "redenen": _teksten(redenen, REDENEN),
            "vlaggen": _teksten(vlaggen, VLAGGEN),
            "doelgroepregister": doelgroepregister,
            **{kolom: r[kolom].astype("Int32") for kolom in ("polis_tot", "pw_tot", "dgr_tot")},
        }
    )
    datums = ("loonperiode", "polis_tot", "pw_tot", "dgr_tot")
    return pl.from_pandas(uitkomst).with_columns(pl.col(datums).cast(pl.Int32).cast(pl.Date))


def _bits(voorwaarden: list[Any]) -> Any:
    return sum(v.astype("int16") << i for i, v in enumerate(voorwaarden))


def _teksten(bits: Any, codes: list[str]) -> Any:
    teksten = np.array(["|".join(c for i, c in enumerate(codes) if n >> i & 1) for n in range(1 << len(codes))], object)
    return teksten[bits]
