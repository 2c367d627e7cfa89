"""Why a line of a published report would be another one now: which facts came in, were corrected or withdrawn since.

What was known at the run is compared with what is known now, key by key; so repeated statements are no cause, and the
order of leveringen makes no difference. Only facts that may decide are looked at: pay of the candidate months, a
benefit that overlaps them, whether an income exists, when it ended and what it is.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from vsv.bronnen.service import known_at
from vsv.domein.perioden import Maand
from vsv.prioriteit.service import Feiten, Regelset, verhoudingen
from vsv.rapport.runs import Run
from vsv.rapport.vergelijking import compare, select_existing, select_last

_IKV: Final = ["jongere", "ikv"]
# Of each table its key, and what of its content may decide.
_TABELLEN: Final = {
    "iko": ([*_IKV, "datum_begin", "datum_einde"], ["loon_lbph", "verloonde_uren"]),
    "uitkeringen": (["jongere", "bron", "wet", "datum_begin"], ["datum_einde"]),
    "ikv": (_IKV, ["datum_einde"]),
    "ikp": ([*_IKV, "datum_begin"], ["srtiv"]),
}


def find_oorzaken(
    feiten: Mapping[str, pl.DataFrame], run: Run, regelset: Regelset, lines: pl.DataFrame, bekend_op: date
) -> pl.DataFrame:
    """Return what came in since a run that may explain why lines of it would differ now.

    Args:
        feiten: What `read_feiten` read, as known now.
        run: The run that made the lines.
        regelset: Its rule set.
        lines: The lines that differ: jongere, redenen, redenen_nu.
        bekend_op: The day up to which facts are known now.

    Returns:
        jongere, wat (pay: LOON, UITKERING, INKOMEN; REGISTER_ or ANTWOORD_ and a source; an inkomstenverhouding: BAAN,
        VERHOUDING; what one is: SOORT), soort (NIEUW, GEWIJZIGD, INGETROKKEN), maanden (first days of the months it
        is about; empty where that says nothing), op (the day on which the newest of it was received), na_run (whether
        that is after the peildatum: else it was received before, and came to us after the run); the newest first.
    """
    about = lines.select("jongere").unique()
    own = {naam: tabel.join(about, on="jongere", how="semi") for naam, tabel in feiten.items()}
    changed = {naam: _changed(own[naam], run, *_TABELLEN[naam]) for naam in _TABELLEN}
    klassen, months = _klassen(own, run, regelset, bekend_op), _months(run, regelset)
    pay = _pay(changed["iko"], klassen, months)
    # Whether an income exists, ended, and what it is decides by its pay alone: without any it explains nothing.
    paid = own["iko"].filter(_overlaps(months[0], months[-1])).select(_IKV).unique()
    ikv, ikp = (changed[naam].join(paid, on=_IKV, how="semi") for naam in ("ikv", "ikp"))
    told = pay.select(*_IKV, "soort").unique()
    found = [
        pay,
        _registers(changed["uitkeringen"], run, regelset),
        _relations(ikv, klassen).join(told, on=[*_IKV, "soort"], how="anti"),
        ikp.with_columns(wat=pl.lit("SOORT")).join(told, on=[*_IKV, "soort"], how="anti"),
        _answers(own["bevragingen"], lines, run),
    ]
    facts = pl.concat(found, how="diagonal")  # only pay is about months
    return (
        facts.group_by("jongere", "wat", "soort", "na_run")
        .agg(pl.col("maanden").explode().drop_nulls().unique().sort(), pl.col("op").max())
        .select("jongere", "wat", "soort", "maanden", "op", "na_run")
        .sort("jongere", "op", "wat", "soort", descending=[False, True, False, False])
    )


def _months(run: Run, regelset: Regelset) -> list[Maand]:
    return sorted(Maand.van(run.peildatum) + step for step in regelset.maanden)


def _changed(records: pl.DataFrame, run: Run, sleutel: Sequence[str], inhoud: Sequence[str]) -> pl.DataFrame:
    """Return the records that were not, or said something else, at the run; op = when what holds now was received."""
    then = known_at(records, bekend_op=run.peildatum, laatste_levering=run.laatste_levering)
    columns = [*sleutel, *inhoud]
    differs = compare(
        select_existing(then, sleutel).select(columns),
        select_existing(records, sleutel).select(columns),
        sleutel,
        inhoud,
    ).drop_nulls("soort")
    moment = pl.from_epoch("ontvangen_op", "us").dt.replace_time_zone("UTC")
    op = moment.dt.convert_time_zone("Europe/Amsterdam").dt.date()
    received = select_last(records, sleutel).select(*sleutel, op=op, na_run=op > run.peildatum)
    return differs.join(received, on=sleutel)


def _klassen(own: Mapping[str, pl.DataFrame], run: Run, regelset: Regelset, bekend_op: date) -> pl.DataFrame:
    """Return what each inkomstenverhouding is now, or was at the run when it is there no more: jongere, ikv, klasse."""
    then = {
        naam: known_at(own[naam], bekend_op=run.peildatum, laatste_levering=run.laatste_levering)
        for naam in ("ikv", "ikp")
    }
    now = Feiten.van(ikv=own["ikv"], ikp=own["ikp"])
    both = [
        verhoudingen(now, run.peildatum, regelset, bekend_op=bekend_op),
        verhoudingen(Feiten.van(**then), run.peildatum, regelset),
    ]
    return pl.concat(both).unique(_IKV, keep="first", maintain_order=True).select(*_IKV, "klasse")


def _pay(changed: pl.DataFrame, klassen: pl.DataFrame, months: Sequence[Maand]) -> pl.DataFrame:
    """Return the pay that changed, with the candidate months it falls in; what is not above zero doesn't count."""
    counts = (pl.col("loon_lbph").fill_null(0) > 0) | (pl.col("loon_lbph_voor").fill_null(0) > 0)
    overlapped = [pl.when(_overlaps(month, month)).then(pl.lit(month.eerste)) for month in months]
    klasse = pl.col("klasse").replace_strict({"WERK": "LOON", "UITKERING": "UITKERING"}, default="INKOMEN")
    return (
        changed.filter(counts)
        .join(klassen, on=_IKV, how="left")
        .with_columns(klasse.alias("wat"), pl.concat_list(overlapped).list.drop_nulls().alias("maanden"))
        .filter(pl.col("maanden").list.len() > 0)
    )


def _overlaps(van: Maand, tot: Maand) -> pl.Expr:
    """Say of an inkomstenopgave whether it has a day in these months."""
    return (pl.col("datum_begin") <= tot.laatste) & (pl.col("datum_einde") >= van.eerste)


def _registers(changed: pl.DataFrame, run: Run, regelset: Regelset) -> pl.DataFrame:
    """Return the uitkeringen that changed and overlap, or did, [first day of the candidate months, peildatum]."""
    first = _months(run, regelset)[0].eerste
    last_day = pl.max_horizontal(
        _or_never("datum_einde", "soort", "INGETROKKEN"), _or_never("datum_einde_voor", "soort", "NIEUW")
    )
    overlaps = (pl.col("datum_begin") <= run.peildatum) & (last_day >= first)
    return changed.filter(overlaps).with_columns(wat=pl.format("REGISTER_{}", "bron"))


def _or_never(einde: str, soort: str, absent: str) -> pl.Expr:
    """The last day of an uitkering: far away when it has none, null when there was no record to say so."""
    return pl.when(pl.col(soort) != absent).then(pl.col(einde).fill_null(date(9999, 12, 31)))


def _relations(changed: pl.DataFrame, klassen: pl.DataFrame) -> pl.DataFrame:
    wat = pl.when(pl.col("klasse") == "WERK").then(pl.lit("BAAN")).otherwise(pl.lit("VERHOUDING"))
    return changed.join(klassen, on=_IKV, how="left").with_columns(wat.alias("wat"))


def _answers(bevragingen: pl.DataFrame, lines: pl.DataFrame, run: Run) -> pl.DataFrame:
    """Return the sources that had not answered at the run, and have now."""
    was, now = pl.col("redenen").str.split("|"), pl.col("redenen_nu").str.split("|")
    answered = (
        lines.select("jongere", reden=was.list.set_difference(now))
        .explode("reden")
        .filter(pl.col("reden").str.starts_with(_ONBEANTWOORD))
        .select("jongere", bron=pl.col("reden").str.strip_prefix(_ONBEANTWOORD))
        .unique()
    )
    return bevragingen.join(answered, on=["jongere", "bron"]).select(
        "jongere",
        wat=pl.format("ANTWOORD_{}", "bron"),
        soort=pl.lit("NIEUW"),
        op="beantwoord_op",
        na_run=pl.col("beantwoord_op") > run.peildatum,
    )


_ONBEANTWOORD: Final = "BRON_ONBEANTWOORD_"
