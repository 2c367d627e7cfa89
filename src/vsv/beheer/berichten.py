"""Telling organisations of a run or a proposal: rapport, klantvolg and meldingen tied together."""

import polars as pl

from vsv.klantvolg.service import find_open_voorstellen
from vsv.meldingen.service import Meldingsoort, put_meldingen
from vsv.rapport.service import Runverslag, find_gewijzigd, find_met_signaal
from vsv.toegang.service import Wie, als_dienst


def tell_run(wie: Wie, verslag: Runverslag) -> int:
    """Put in the outbox what a run gives reason to tell, once; return how many meldingen that were.

    Every organisation hears that its weekly report is there; and, by person, of another priority and of an IKV-signaal.
    """
    run = verslag.run
    with als_dienst(wie) as sessie:
        parts = [
            _as_meldingen(find_gewijzigd(sessie.cur, run), Meldingsoort.PRIORITEIT_GEWIJZIGD, "jongere"),
            _as_meldingen(find_met_signaal(sessie.cur, run), Meldingsoort.IKV_SIGNAAL, "jongere"),
        ]
        if run.soort == "week":
            reports = pl.DataFrame(
                {
                    "organisatie": [rapport.organisatie.id for rapport in verslag.rapporten],
                    "rapport": pl.Series([None] * len(verslag.rapporten), dtype=pl.String),
                },
                schema_overrides={"organisatie": pl.Int64},
            )
            about = _as_meldingen(reports, Meldingsoort.RAPPORT_BESCHIKBAAR, "rapport")
            parts.append(about.with_columns(peildatum=pl.lit(run.peildatum)))
        return put_meldingen(sessie, pl.concat(parts, how="diagonal"), aanleiding=f"run {run.id}")


def tell_voorstellen(wie: Wie) -> int:
    """Put in the outbox that there is a proposal to decide about, each once; return how many meldingen that were."""
    with als_dienst(wie) as sessie:
        found = _as_meldingen(find_open_voorstellen(sessie.cur), Meldingsoort.VOORSTEL_GEMAAKT, "voorstel")
        return put_meldingen(sessie, found, aanleiding="voorstel")


def _as_meldingen(frame: pl.DataFrame, soort: Meldingsoort, onderwerp: str) -> pl.DataFrame:
    return frame.select("organisatie", soort=pl.lit(str(soort)), onderwerp=pl.col(onderwerp).cast(pl.String))
