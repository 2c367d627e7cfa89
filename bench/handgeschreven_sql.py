"""The full rules of vsv-2.0 once more, by hand in SQL for DuckDB, for the day of `gegevens.PEILDATUM`.

One of the baselines the engine is measured against. A record is latest by `arg_max`, which needs no sort;
IKV's with one IKP skip the window.
"""

from typing import Final

import duckdb
import polars as pl

from bench.handgeschreven_polars import GRENS, NIEUWS, REDENEN, VLAGGEN
from vsv.domein.srtiv import srtiv_tabel
from vsv.prioriteit.service import Feiten

_CODES: Final = ", ".join(f"('{code}', '{rij.klasse}')" for code, rij in srtiv_tabel().items())


def _laatste(tabel: str, sleutel: str, rest: str, waar: str = "true") -> str:
    """The records that exist on the peildatum."""
    velden = ", ".join(f"'{veld}': {veld}" for veld in [*rest.split(", "), "ingetrokken"])
    return f"""
        SELECT {sleutel}, r.* FROM (
            SELECT {sleutel}, arg_max({{{velden}}}, {{'op': ontvangen_op, 'nr': volgnummer}}) AS r
            FROM {tabel} WHERE ontvangen_op < {GRENS} AND {waar} GROUP BY {sleutel})
        WHERE NOT r.ingetrokken"""


_IKV: Final = f"""
CREATE TEMP TABLE verhouding AS
WITH klasse(srtiv, klasse) AS (VALUES {_CODES}),
bestaand AS ({_laatste("ikv", "jongere, ikv", "datum_begin, datum_einde, ontvangen_op")}),
periode AS (
    SELECT p.jongere, p.ikv, p.datum_begin AS begin, coalesce(k.klasse, 'ONBEKEND') AS klasse
    FROM ({_laatste("ikp", "jongere, ikv, datum_begin", "srtiv")}) p LEFT JOIN klasse k USING (srtiv)),
vaker AS (SELECT jongere, ikv FROM periode GROUP BY ALL HAVING count(*) > 1),
stuk AS (
    SELECT jongere, ikv, klasse, DATE '0001-01-01' AS van, DATE '9999-01-01' AS tot
    FROM periode ANTI JOIN vaker USING (jongere, ikv)
    UNION ALL
    SELECT jongere, ikv, klasse,
        CASE WHEN lag(begin) OVER w IS NULL THEN DATE '0001-01-01' ELSE begin END,
        coalesce(lead(begin) OVER w, DATE '9999-01-01')
    FROM periode SEMI JOIN vaker USING (jongere, ikv) WINDOW w AS (PARTITION BY jongere, ikv ORDER BY begin))
SELECT b.*, coalesce(s.klasse, 'ONBEKEND') AS klasse, coalesce(s.van, DATE '0001-01-01') AS van,
    coalesce(s.tot, DATE '9999-01-01') AS tot
FROM bestaand b LEFT JOIN stuk s USING (jongere, ikv)
"""

_MAANDEN: Final = [("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30"), ("2026-11-01", "2026-11-30")]


def _som(i: int) -> str:
    maand = f"maand = {i}"
    return f"""
        coalesce(sum(loon) FILTER ({maand} AND klasse = 'WERK'), 0) AS loon{i},
        coalesce(sum(uren) FILTER ({maand} AND klasse = 'WERK'), 0) AS uren{i},
        coalesce(bool_or(klasse = 'UITKERING') FILTER ({maand}), false) AS uitkering{i}"""


def _kies(wat: str, anders: str) -> str:
    takken = " ".join(f"WHEN loon{i} > 0 OR uitkering{i} THEN {wat.format(i)}" for i in range(3))
    return f"CASE {takken} ELSE {anders} END"


_AANDELEN: Final = " UNION ALL ".join(
    f"""
    SELECT jongere, klasse, {i} AS maand,
        (2 * loon_lbph * d + n) // (2 * n) AS loon,
        (2 * greatest(coalesce(verloonde_uren, 0), 0) * d + n) // (2 * n) AS uren
    FROM (SELECT *, least(einde, DATE '{tot}') - greatest(begin, DATE '{van}') + 1 AS d, einde - begin + 1 AS n
        FROM betaald WHERE begin <= DATE '{tot}' AND einde >= DATE '{van}'
        {"AND (ikv_einde IS NULL OR ikv_einde >= DATE '2026-10-01')" if i == 1 else ""})"""
    for i, (van, tot) in enumerate(_MAANDEN)
)

_INKOMEN: Final = f"""
CREATE TEMP TABLE inkomen AS
WITH bestaand AS ({
    _laatste(
        "iko",
        "jongere, ikv, datum_begin, datum_einde",
        "loon_lbph, verloonde_uren",
        "datum_begin <= DATE '2026-11-30' AND datum_einde >= DATE '2026-09-01'",
    )
}),
betaald AS (
    SELECT b.jongere, v.klasse, v.datum_einde AS ikv_einde, b.datum_begin AS begin, b.datum_einde AS einde,
        b.loon_lbph, b.verloonde_uren
    FROM bestaand b JOIN verhouding v
        ON b.jongere = v.jongere AND b.ikv = v.ikv AND v.van <= b.datum_einde AND b.datum_einde < v.tot
    WHERE b.loon_lbph > 0),
som AS (SELECT jongere, bool_or(klasse = 'ONBEKEND') AS onbekend, {",".join(map(_som, range(3)))}
    FROM ({_AANDELEN}) WHERE loon > 0 GROUP BY jongere)
SELECT jongere, onbekend,
    CASE WHEN loon0 > 0 OR uitkering0 THEN DATE '2026-10-01' WHEN loon1 > 0 OR uitkering1 THEN DATE '2026-09-01'
         WHEN loon2 > 0 OR uitkering2 THEN DATE '2026-11-01' ELSE DATE '2026-10-01' END AS loonperiode,
    {_kies("loon{}", "0")}::BIGINT AS loon, {_kies("uren{}", "0")}::BIGINT AS uren,
    {_kies("uitkering{}", "false")} AS inkomsten
FROM som
"""

_BANEN: Final = f"""
CREATE TEMP TABLE baan AS
WITH baan AS (SELECT * FROM verhouding WHERE klasse = 'WERK' AND tot = DATE '9999-01-01'),
nieuws AS (SELECT * FROM baan WHERE ontvangen_op >= {NIEUWS}),
eerder AS (SELECT jongere, ikv, datum_einde FROM ikv WHERE ontvangen_op < {NIEUWS}),
vlag AS (
    SELECT jongere, true AS loopt, false AS gestart, false AS geeindigd FROM baan
    WHERE (datum_einde IS NULL OR datum_einde > DATE '2026-11-23')
        AND (datum_begin IS NULL OR datum_begin <= DATE '2026-11-23')
    UNION ALL SELECT jongere, false, true, false
    FROM (FROM nieuws WHERE datum_einde IS NULL OR datum_einde > DATE '2026-11-23')
        ANTI JOIN eerder USING (jongere, ikv)
    UNION ALL SELECT jongere, false, false, true
    FROM (FROM nieuws WHERE datum_einde <= DATE '2026-11-23') ANTI JOIN eerder USING (jongere, ikv, datum_einde))
SELECT jongere, bool_or(loopt) AS loopt, bool_or(gestart) AS gestart, bool_or(geeindigd) AS geeindigd
FROM vlag GROUP BY jongere
"""


def _bits(voorwaarden: list[str]) -> str:
    return " + ".join(f"CASE WHEN {v} THEN {1 << i} ELSE 0 END" for i, v in enumerate(voorwaarden))


_WERK = "loon > 0"
_REDENEN: Final = _bits(
    [
        *("geen_polis", "geen_pw", "prioriteit = 0 AND NOT geen_polis AND NOT geen_pw"),
        *(
            "prioriteit IN (1, 5)",
            "prioriteit IN (2, 3, 4) AND loon < 30000",
            "prioriteit IN (2, 3, 4) AND loon >= 30000",
        ),
        *("prioriteit IN (1, 2, 3)", "prioriteit >= 4 AND inkomsten", "prioriteit >= 4 AND register"),
    ]
)
_VLAGGEN: Final = _bits(
    [
        *("coalesce(geboortedatum <= DATE '2000-02-21', false)", "geeindigd", "gestart"),
        *("prioriteit IN (2, 3, 4) AND uren < 52", "onbekend", "prioriteit = 1 AND loopt"),
    ]
)

_UITKOMST: Final = f"""
WITH uitkering AS (SELECT jongere, max(coalesce(datum_einde, DATE '9999-01-01')) AS uitkering_tot
    FROM ({_laatste("uitkeringen", "jongere, bron, wet, datum_begin", "datum_einde")})
    WHERE datum_begin <= DATE '2026-11-23' GROUP BY jongere),
groep AS (SELECT DISTINCT jongere, true AS doelgroepregister
    FROM ({_laatste("doelgroep", "jongere, grondslag, datum_begin", "datum_einde")})
    WHERE datum_begin <= DATE '2026-11-23' AND (datum_einde IS NULL OR datum_einde >= DATE '2026-11-23')),
antwoord AS (SELECT jongere, max(beantwoord_op) FILTER (bron = 'POLIS') AS polis_tot,
        max(beantwoord_op) FILTER (bron = 'PW') AS pw_tot, max(beantwoord_op) FILTER (bron = 'DGR') AS dgr_tot
    FROM bevragingen WHERE beantwoord_op <= DATE '2026-11-23' GROUP BY jongere),
kenmerk AS (
    SELECT a.aanmelding, a.jongere, a.geboortedatum, coalesce(loonperiode, DATE '2026-10-01') AS loonperiode,
        coalesce(loon, 0) AS loon, coalesce(uren, 0) AS uren, coalesce(inkomsten, false) AS inkomsten,
        coalesce(onbekend, false) AS onbekend, coalesce(loopt, false) AS loopt, coalesce(gestart, false) AS gestart,
        coalesce(geeindigd, false) AS geeindigd, coalesce(doelgroepregister, false) AS doelgroepregister,
        coalesce(uitkering_tot >= coalesce(loonperiode, DATE '2026-10-01'), false) AS register,
        NOT coalesce(polis_tot >= aanmelddatum, false) AS geen_polis,
        NOT coalesce(pw_tot >= aanmelddatum, false) AS geen_pw, polis_tot, pw_tot, dgr_tot
    FROM aanmeldingen a LEFT JOIN inkomen USING (jongere) LEFT JOIN baan USING (jongere)
        LEFT JOIN uitkering USING (jongere) LEFT JOIN groep USING (jongere) LEFT JOIN antwoord USING (jongere)
    WHERE aanmelddatum <= DATE '2026-11-23' AND (afmelddatum IS NULL OR afmelddatum > DATE '2026-11-23')
        AND (geboortedatum IS NULL OR geboortedatum > DATE '1999-11-23')),
oordeel AS (
    SELECT *, CASE WHEN geen_polis OR geen_pw THEN 0
        WHEN NOT ({_WERK}) AND NOT inkomsten AND NOT register THEN CASE WHEN onbekend THEN 0 ELSE 1 END
        WHEN NOT ({_WERK}) THEN 5 WHEN inkomsten OR register THEN 4 WHEN loon < 30000 THEN 2 ELSE 3 END AS prioriteit
    FROM kenmerk)
SELECT aanmelding, jongere, prioriteit, loonperiode, loon, uren, {_REDENEN} AS redenen, {_VLAGGEN} AS vlaggen,
    doelgroepregister, polis_tot, pw_tot, dgr_tot
FROM oordeel ORDER BY aanmelding
"""


def prioriteer(feiten: Feiten) -> pl.DataFrame:
    """Return what `vsv.prioriteit.service.prioriteer` returns for this peildatum and vsv-2.0."""
    with duckdb.connect() as verbinding:
        verbinding.execute("SET enable_progress_bar = false")
        for naam in Feiten.__slots__:
            verbinding.register(naam, getattr(feiten, naam).to_arrow())
        for opdracht in (_IKV, _INKOMEN, _BANEN):
            verbinding.execute(opdracht)
        uitkomst = pl.DataFrame(verbinding.sql(_UITKOMST).to_arrow_table())
    return uitkomst.with_columns(
        pl.col("prioriteit").cast(pl.Int8),
        *(
            pl.col(kolom).replace_strict(
                {n: "|".join(c for i, c in enumerate(codes) if n >> i & 1) for n in range(1 << len(codes))},
                return_dtype=pl.String,
            )
            for kolom, codes in (("redenen", REDENEN), ("vlaggen", VLAGGEN))
        ),
    )
