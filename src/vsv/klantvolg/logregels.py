"""Log lines in words, with who the persons in them are, masked."""

import json
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from vsv.domein.nummers import mask_bsn
from vsv.klantvolg.kolommen import fetch
from vsv.klantvolg.personen import use_sleutels
from vsv.logboek.service import ACTIES, OORSPRONGEN, describe_actie, describe_bijzonderheden
from vsv.toegang.service import ROLLEN, Recht, Sessie, name_actoren


def describe_regels(sessie: Sessie, regels: pl.DataFrame) -> pl.DataFrame:
    """Return lines (see `read_logregels`) as they stand on a page, see `vsv.klantvolg.logboek.Logpagina`."""
    namen = name_actoren(sessie.cur, regels["actor"].unique().to_list())
    details = [
        describe_bijzonderheden(actie, json.loads(tekst), _WOORDEN)
        for actie, tekst in regels.select("actie", "bijzonderheden").iter_rows()
    ]
    soorten = {naam: str(actie.soort) for naam, actie in ACTIES.items()}
    personen = read_masked(sessie, regels["jongere"].drop_nulls().unique())
    return regels.join(personen, on="jongere", how="left", maintain_order="left").select(
        "tijdstip",
        "actor",
        pl.Series("naam", [namen[actor] for actor in regels["actor"]], dtype=pl.String),
        "actie",
        pl.col("actie").replace_strict(soorten, default=None, return_dtype=pl.String).alias("soort"),
        pl.Series("woorden", map(describe_actie, regels["actie"]), dtype=pl.String),
        "uuid",
        "bsn",
        "kenmerk",
        "resultaat",
        pl.col("oorsprong").replace(OORSPRONGEN),
        pl.Series("bijzonderheden", details, dtype=pl.String),
    )


def read_masked(sessie: Sessie, jongeren: pl.Series) -> pl.DataFrame:
    """Return jongere, uuid (text), bsn (masked) and kenmerk of those of whom the acting organisation has a trace."""
    sleutels = use_sleutels(sessie.cur)
    found = fetch(
        sessie.cur,
        """
        SELECT v.jongere, v.uuid::text, v.bsn, a.kenmerk FROM klantvolg_in_logboek(%(jongeren)b::bigint[]) v
        LEFT JOIN LATERAL (SELECT kenmerk FROM aanmelding
                           WHERE organisatie = vsv_organisatie() AND jongere = v.jongere AND kenmerk IS NOT NULL
                           ORDER BY aanmelddatum DESC, id DESC LIMIT 1) a ON true
        """,
        {"jongeren": jongeren},
        {"jongere": pl.Int64, "uuid": pl.String, "bsn": pl.Binary, "kenmerk": pl.String},
    )
    masked = map(mask_bsn, sleutels.decrypt(found["bsn"], sleutels.actief))
    return found.with_columns(bsn=pl.Series(masked, dtype=pl.String))


def _recht(naam: str) -> str:
    return Recht[naam].value if naam in Recht.__members__ else naam


def _rollen(codes: list[str]) -> str:
    return ", ".join(ROLLEN[code].naam if code in ROLLEN else code for code in codes)


_WOORDEN: Final[Mapping[str, Any]] = {"recht": _recht, "rollen": _rollen}
