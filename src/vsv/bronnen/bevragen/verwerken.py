"""Taking answers in: a stretch of them is one levering, in one transaction, with every record accounted for.

The records of an answer go the way of all rows: they are checked by the rules of the uitwisselformaat, refused ones go
to uitval, and what is new is appended. Only the comparison is another one, see `vergelijken`. And an answer is taken
whole or not at all: on half of one nothing can be concluded, so with one unreadable record all of it goes to uitval.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

import polars as pl
from psycopg import sql

from vsv.bronnen.bevragen.antwoord import Antwoord
from vsv.bronnen.bevragen.plan import close, count_uitkomsten, find_followed, hold
from vsv.bronnen.bevragen.vergelijken import ANTWOORDEN, find_ingetrokken, find_nieuws
from vsv.bronnen.feiten_schrijven import append, append_wachtend, insert_levering, note_betrokkenen
from vsv.bronnen.feittabellen import FEITEN, Feittabel
from vsv.bronnen.schifting import as_feiten
from vsv.bronnen.uitval import append_uitval, concat_uitval, refuse
from vsv.bronnen.uitwisselformaat.bestand import Bestand
from vsv.bronnen.uitwisselformaat.keuring import check
from vsv.bronnen.uitwisselformaat.tabellen import REGEL, TABELLEN, Tabel
from vsv.bronnen.verslag import Telling, insert_tellingen
from vsv.domein.codes import Bron
from vsv.domein.kolommen import MOMENT
from vsv.domein.perioden import Maand
from vsv.domein.suwiml import DIENSTEN
from vsv.opslag.service import Cursor, copy_out
from vsv.toegang.service import Sessie

TABELLEN_VAN: Final = {bron: [tabel for tabel, feit in FEITEN.items() if feit.bron is bron] for bron in Bron}
"""Per source the tables that its answers fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontvangen:
    """An answer as it came in.

    Attributes:
        jongere: Key of the person.
        bsn: Nine digits.
        moment: When it was here.
        antwoord: What it says.
    """

    jongere: int
    bsn: str
    moment: datetime
    antwoord: Antwoord


@dataclass(frozen=True, slots=True, kw_only=True)
class Verwerkt:
    """What became of a stretch of answers.

    Attributes:
        levering: Its number; None when none of the answers counted.
        uitkomsten: How many per outcome: beantwoord, niets_gevonden, vervallen.
        onvolledig: Whose answer could not be read in full: nothing of it was taken, the question is still open.
        gewijzigd: About how many people something new was said.
        records: How many records were appended.
    """

    levering: int | None
    uitkomsten: Counter[str]
    onvolledig: frozenset[int]
    gewijzigd: int
    records: int


def take_antwoorden(
    sessie: Sessie, bron: Bron, ontvangen: Sequence[Ontvangen], *, wie: UUID, dag: date, vanaf: Maand
) -> Verwerkt:
    """Take in answers of a source, and close the questions of those that are whole.

    Args:
        sessie: A transaction as vsv_werker.
        bron: The source.
        ontvangen: The answers, one a person.
        wie: Who asked; an answer to a question that somebody else has taken over does not count.
        dag: The day it is: an answer about who is not followed then is not kept.
        vanaf: The month from which on opgaven were asked for.
    """
    cur = sessie.cur
    rondes = hold(cur, bron, [een.jongere for een in ontvangen], wie=wie)
    ours = [een for een in ontvangen if een.jongere in rondes]
    gevolgden = find_followed(cur, rondes, dag)
    telt = [een for een in ours if een.jongere in gevolgden]
    levering = insert_levering(cur, _controlegetal(telt), DIENSTEN[bron].naam) if telt else None
    taken = _take(cur, bron, ours, telt, levering, vanaf) if levering else _Genomen(frozenset(), frozenset(), 0)
    closed = {een.jongere: _uitkomst(een, gevolgden) for een in ours if een.jongere not in taken.onvolledig}
    close(cur, bron, closed)
    count_uitkomsten(cur, bron, Counter((rondes[jongere], soort) for jongere, soort in closed.items()))
    return Verwerkt(
        levering=levering,
        uitkomsten=Counter(closed.values()),
        onvolledig=taken.onvolledig,
        gewijzigd=len(taken.gewijzigd),
        records=taken.records,
    )


@dataclass(frozen=True, slots=True)
class _Genomen:
    """What was taken: whose answer was not whole, about whom there is news, and how many records."""

    onvolledig: frozenset[int]
    gewijzigd: frozenset[int]
    records: int


def _uitkomst(een: Ontvangen, gevolgden: set[int]) -> str:
    if een.jongere not in gevolgden:
        return "vervallen"
    return "niets_gevonden" if een.antwoord.rijen is None else "beantwoord"


def _take(
    cur: Cursor, bron: Bron, ours: Sequence[Ontvangen], telt: Sequence[Ontvangen], levering: int, vanaf: Maand
) -> _Genomen:
    """Append what the whole answers say, and put the others in uitval."""
    antwoorden = _as_frame(telt, vanaf if bron is Bron.POLIS else None)
    note_betrokkenen(cur, antwoorden["jongere"])
    keuring = {tabel: _check(tabel, ours, antwoorden) for tabel in TABELLEN_VAN[bron]}
    onvolledig = frozenset(jongere for deel in keuring.values() for jongere in deel.uitval["jongere"])
    is_whole = ~pl.col("jongere").is_in(onvolledig)
    whole = antwoorden.filter(is_whole)
    bekend = {tabel: _read_bekend(cur, FEITEN[tabel], deel.feiten) for tabel, deel in keuring.items()}
    gezegd = {tabel: deel.feiten.filter(is_whole) for tabel, deel in keuring.items()}
    tellingen, uitval, nieuws = [], [], []
    for tabel, deel in keuring.items():
        feit = FEITEN[tabel]
        refused = concat_uitval(deel.uitval, _hold_back(TABELLEN[tabel], deel, onvolledig))
        withdrawn = find_ingetrokken(feit, gezegd, bekend, whole)
        news = pl.concat([find_nieuws(feit, gezegd[tabel], bekend[tabel]), _numbered(withdrawn, deel.aangeboden)])
        append(cur, feit, news, levering)
        geweigerd = refused[REGEL].n_unique()
        aangeboden = deel.aangeboden + withdrawn.height
        tellingen.append(
            Telling(
                tabel=tabel,
                bestand=DIENSTEN[bron].naam,
                aangeboden=aangeboden,
                genomen=news.height,
                ongewijzigd=aangeboden - news.height - deel.niet_gevolgd - geweigerd,
                niet_gevolgd=deel.niet_gevolgd,
                geweigerd=geweigerd,
            )
        )
        uitval.append(refused)
        nieuws.append(news["jongere"])
    tellingen.append(_append_bevragingen(cur, bron, whole, levering))
    insert_tellingen(cur, levering, tellingen)
    append_uitval(cur, uitval, levering)
    append_wachtend(cur, levering)
    told = pl.concat(nieuws)
    return _Genomen(onvolledig, frozenset(told), told.len())


def _hold_back(tabel: Tabel, deel: "_Deel", onvolledig: frozenset[int]) -> pl.DataFrame:
    """Return as uitval the readable records of answers that are not whole."""
    rest = deel.rijen.filter(pl.col("jongere").is_in(onvolledig)).join(deel.uitval, on=REGEL, how="anti")
    reden = "Een ander deel van dit antwoord was niet te lezen. Daarom is er niets uit overgenomen."
    return refuse(
        tabel, rest.with_columns(kolom=pl.lit("bsn"), code=pl.lit("ANTWOORD_ONVOLLEDIG"), reden=pl.lit(reden))
    )


def _as_frame(telt: Sequence[Ontvangen], vanaf: Maand | None) -> pl.DataFrame:
    """Return the answers as columns of `ANTWOORDEN`, with bsn; where the source names no period, what was asked."""
    period = [(een.antwoord.van or (str(vanaf.eerste) if vanaf else None), een.antwoord.tot) for een in telt]
    return pl.DataFrame(
        {
            "jongere": [een.jongere for een in telt],
            "bsn": [een.bsn for een in telt],
            "moment": pl.Series([een.moment.astimezone(UTC) for een in telt], dtype=MOMENT),
            "van": pl.Series([van for van, _ in period], dtype=pl.String).str.to_date("%Y-%m-%d", strict=False),
            "tot": pl.Series([tot for _, tot in period], dtype=pl.String).str.to_date("%Y-%m-%d", strict=False),
        },
        schema_overrides={"jongere": pl.Int64, "bsn": pl.String},
    ).select(*ANTWOORDEN, "bsn")


@dataclass(frozen=True, slots=True)
class _Deel:
    """The rows of one table in the answers.

    Attributes:
        aangeboden: How many there were.
        niet_gevolgd: About people whom nobody follows any more.
        rijen: Typed rows with jongere, those that passed.
        feiten: The same as facts, one per key.
        uitval: Those that did not pass.
    """

    aangeboden: int
    niet_gevolgd: int
    rijen: pl.DataFrame
    feiten: pl.DataFrame
    uitval: pl.DataFrame


def _check(naam: str, ours: Sequence[Ontvangen], antwoorden: pl.DataFrame) -> _Deel:
    """Check the rows of a table by the rules of the uitwisselformaat."""
    tabel, feit = TABELLEN[naam], FEITEN[naam]
    gevolgden = antwoorden.select("bsn", "jongere")
    text = [
        {"bsn": een.bsn, "ontvangen_op": een.moment.astimezone(UTC).isoformat(), "ingetrokken": "N", **rij}
        for een in ours
        for tabel_van_rij, rij in een.antwoord.rijen or []
        if tabel_van_rij == naam
    ]
    schema: dict[str, pl.DataType] = dict.fromkeys(tabel.namen, pl.String())
    rijen = pl.DataFrame(text, schema=schema)
    followed = rijen.join(gevolgden, on="bsn", how="semi", maintain_order="left")
    gekeurd = check(Bestand(tabel, naam, followed.lazy(), schema, 1, regeleinden_in_velden=False, controlesom=""))
    goed = gekeurd.rijen.join(gevolgden, on="bsn", maintain_order="left")
    uitval = gekeurd.uitval.with_columns(bsn=pl.col("inhoud").str.json_path_match("$.bsn")).join(gevolgden, on="bsn")
    feiten, dubbel = _split_dubbel(goed, feit)
    return _Deel(
        aangeboden=rijen.height,
        niet_gevolgd=rijen.height - followed.height,
        rijen=goed,
        feiten=feiten,
        uitval=concat_uitval(uitval, refuse(tabel, dubbel)),
    )


def _split_dubbel(rijen: pl.DataFrame, feit: Feittabel) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split off the records that stand in an answer twice with different content: which of the two is right?

    Those that are twice the same are one.
    """
    feiten = as_feiten(rijen, feit).unique(feit.inhoud, keep="first", maintain_order=True)
    twice = pl.struct("jongere", *feit.sleutel).is_duplicated()
    fault = {
        "kolom": pl.lit(feit.sleutel[-1]),
        "code": pl.lit("DUBBEL_IN_ANTWOORD"),
        "reden": pl.lit("Dit staat twee keer in het antwoord van de bron, met verschillende gegevens."),
    }
    dubbel = rijen.join(feiten.filter(twice).select(regel="volgnummer"), on=REGEL, how="semi", maintain_order="left")
    return feiten.filter(~twice), dubbel.with_columns(**fault)


def _read_bekend(cur: Cursor, feit: Feittabel, like: pl.DataFrame) -> pl.DataFrame:
    """Read of the betrokkenen the last record of each key, withdrawn ones included; of uitkeringen only those of PW."""
    moment = sql.Identifier(feit.moment)
    query = sql.SQL(
        """
        SELECT DISTINCT ON (jongere, {sleutel}) {kolommen}
        FROM {tabel} JOIN betrokkene USING (jongere) {filter}
        ORDER BY jongere, {sleutel}, {moment} DESC, levering DESC, volgnummer DESC
        """
    ).format(
        sleutel=sql.SQL(", ").join(map(sql.Identifier, feit.sleutel)),
        kolommen=sql.SQL(", ").join(
            sql.SQL("(date_part('epoch', {}) * 1000000)::bigint").format(moment)
            if kolom == feit.moment
            else sql.Identifier(kolom)
            for kolom in feit.inhoud
        ),
        tabel=sql.Identifier(feit.naam),
        filter=sql.SQL("WHERE bron = 'PW'" if feit.naam == "uitkering" else ""),
        moment=moment,
    )
    schema = {kolom: like.schema[kolom] for kolom in feit.inhoud} | {feit.moment: pl.Int64()}
    return copy_out(cur, query, dict(schema)).with_columns(pl.col(feit.moment).cast(MOMENT))


def _numbered(withdrawn: pl.DataFrame, vanaf: int) -> pl.DataFrame:
    """Give what the source left out a place behind what it said."""
    return withdrawn.with_columns(volgnummer=pl.int_range(pl.len()) + vanaf + 1)


def _append_bevragingen(cur: Cursor, bron: Bron, whole: pl.DataFrame, levering: int) -> Telling:
    """Write down that the source answered about these people."""
    feit = FEITEN["bevragingen"]
    rows = whole.select("jongere", bron=pl.lit(str(bron)), beantwoord_op="moment").with_row_index("volgnummer", 1)
    append(cur, feit, rows.select(*feit.inhoud, "volgnummer"), levering)
    return Telling(
        tabel=feit.tabel,
        bestand=DIENSTEN[bron].naam,
        aangeboden=rows.height,
        genomen=rows.height,
        ongewijzigd=0,
        niet_gevolgd=0,
        geweigerd=0,
    )


def _controlegetal(telt: Sequence[Ontvangen]) -> str:
    """Return the SHA-256 over what was said about whom and when: two leveringen of answers are never the same."""
    digest = hashlib.sha256()
    for een in telt:
        digest.update(repr((een.jongere, een.moment.isoformat(), een.antwoord)).encode())
    return digest.hexdigest()


def vraag_vanaf(dag: date, maanden: int) -> Maand:
    """Return the first of so many months up to and including that of a day."""
    return Maand.van(dag) - (maanden - 1)
