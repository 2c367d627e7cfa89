"""Taking answers in: a stretch of them is one levering, in one transaction, with every record accounted for.

The records of an answer go the way of all rows: they are checked by the rules of the uitwisselformaat, refused ones go
to uitval, and what is new is appended. Only the comparison is another one, see `vergelijken`.
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
from vsv.bronnen.bevragen.plan import close, count_uitkomsten, find_followed
from vsv.bronnen.bevragen.vergelijken import ANTWOORDEN, find_ingetrokken, find_nieuws
from vsv.bronnen.feiten_schrijven import append, append_wachtend, insert_levering, note_betrokkenen, read_ikvs
from vsv.bronnen.feittabellen import FEITEN, Feittabel
from vsv.bronnen.schifting import as_feiten, split_on_ikv
from vsv.bronnen.uitval import append_uitval, concat_uitval, refuse, refuse_wachtend
from vsv.bronnen.uitwisselformaat.bestand import Bestand
from vsv.bronnen.uitwisselformaat.keuring import check
from vsv.bronnen.uitwisselformaat.tabellen import REGEL, TABELLEN
from vsv.bronnen.verslag import Telling, insert_tellingen
from vsv.domein.codes import Bron
from vsv.domein.kolommen import MOMENT
from vsv.domein.perioden import Maand
from vsv.domein.suwiml import DIENSTEN
from vsv.opslag.service import Cursor, copy_out
from vsv.toegang.service import Sessie

TABELLEN_VAN: Final = {
    Bron.POLIS: ("inkomstenverhoudingen", "inkomstenperiodes", "inkomstenopgaven"),
    Bron.PW: ("uitkeringen",),
    Bron.DGR: ("doelgroepregister",),
}
"""Per source the tables that its answers fill; an inkomstenverhouding comes before what hangs on it."""

_HANGT_AAN_IKV: Final = ("inkomstenperiodes", "inkomstenopgaven")


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
        uitkomsten: How many per outcome: beantwoord, niets_gevonden, onvolledig, vervallen.
        gewijzigd: About how many people something new was said.
        records: How many records were appended.
    """

    levering: int | None
    uitkomsten: Counter[str]
    gewijzigd: int
    records: int


def take_antwoorden(
    sessie: Sessie, bron: Bron, ontvangen: Sequence[Ontvangen], *, wie: UUID, dag: date, vanaf: Maand
) -> Verwerkt:
    """Take in answers of a source, and close their questions.

    Args:
        sessie: A transaction as vsv_werker.
        bron: The source.
        ontvangen: The answers, one a person.
        wie: Who asked; an answer to a question that somebody else has taken over does not count.
        dag: The day it is: an answer about who is not followed then is not kept.
        vanaf: The month from which on opgaven were asked for.
    """
    cur = sessie.cur
    rondes = close(cur, bron, [een.jongere for een in ontvangen], wie=wie)
    ours = [een for een in ontvangen if een.jongere in rondes]
    gevolgden = find_followed(cur, rondes, dag)
    telt = [een for een in ours if een.jongere in gevolgden]
    if not telt:
        uitkomsten = {een.jongere: "vervallen" for een in ours}
        levering, records, gewijzigd = None, 0, set[int]()
    else:
        levering = insert_levering(cur, _controlegetal(telt), DIENSTEN[bron].naam)
        onvolledig, gewijzigd, records = _take(cur, bron, ours, telt, levering, vanaf)
        uitkomsten = {een.jongere: _uitkomst(een, gevolgden, onvolledig) for een in ours}
    count_uitkomsten(cur, bron, Counter((rondes[jongere], soort) for jongere, soort in uitkomsten.items()))
    return Verwerkt(
        levering=levering, uitkomsten=Counter(uitkomsten.values()), gewijzigd=len(gewijzigd), records=records
    )


def _uitkomst(een: Ontvangen, gevolgden: set[int], onvolledig: set[int]) -> str:
    if een.jongere not in gevolgden:
        return "vervallen"
    if een.jongere in onvolledig:
        return "onvolledig"
    return "niets_gevonden" if een.antwoord.rijen is None else "beantwoord"


def _take(
    cur: Cursor, bron: Bron, ours: Sequence[Ontvangen], telt: Sequence[Ontvangen], levering: int, vanaf: Maand
) -> tuple[set[int], set[int], int]:
    """Append what the answers say; return who is onvolledig, who has news, and the number of records."""
    antwoorden = _as_frame(telt, vanaf if bron is Bron.POLIS else None)
    note_betrokkenen(cur, antwoorden["jongere"])
    keuring = {tabel: _check(tabel, ours, antwoorden) for tabel in TABELLEN_VAN[bron]}
    bekend = {tabel: _read_bekend(cur, FEITEN[tabel], deel.feiten) for tabel, deel in keuring.items()}
    gezegd = {tabel: deel.feiten for tabel, deel in keuring.items()}
    onvolledig = {jongere for deel in keuring.values() for jongere in deel.uitval["jongere"]}
    whole = antwoorden.filter(~pl.col("jongere").is_in(onvolledig))  # what can't be read has not been left out
    tellingen, uitval, nieuws = [], [], []
    for tabel, deel in keuring.items():
        feit = FEITEN[tabel]
        feiten, refused = _split_homeless(cur, tabel, deel)
        withdrawn = find_ingetrokken(feit, gezegd, bekend, whole)
        news = pl.concat([find_nieuws(feit, feiten, bekend[tabel]), _numbered(withdrawn, deel.aangeboden)])
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
    onvolledig |= set(pl.concat(uitval)["jongere"])
    tellingen.append(_append_bevragingen(cur, bron, antwoorden, onvolledig, levering))
    insert_tellingen(cur, levering, tellingen)
    append_uitval(cur, uitval, levering)
    append_wachtend(cur, levering)
    told = pl.concat(nieuws)
    return onvolledig, set(told), told.len()


def _split_homeless(cur: Cursor, tabel: str, deel: "_Deel") -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the facts to take, and what is refused: also what hangs on an inkomstenverhouding that isn't known."""
    if tabel not in _HANGT_AAN_IKV:
        return deel.feiten, deel.uitval
    feiten, homeless = split_on_ikv(deel.feiten, read_ikvs(cur))
    return feiten, concat_uitval(deel.uitval, refuse_wachtend(TABELLEN[tabel], deel.rijen, homeless))


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


def _append_bevragingen(
    cur: Cursor, bron: Bron, antwoorden: pl.DataFrame, onvolledig: set[int], levering: int
) -> Telling:
    """Write down that the source answered, about whom the answer could be read in full."""
    feit = FEITEN["bevragingen"]
    whole = antwoorden.filter(~pl.col("jongere").is_in(onvolledig))
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
