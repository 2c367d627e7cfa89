"""Reading the werklijst: a page of it, how many there are of each kind, and all of it in pieces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

import polars as pl
from psycopg import sql

from vsv.domein.gemeenten import gemeenten
from vsv.domein.kolommen import MOMENT
from vsv.domein.nummers import Bsn, NummerFout, mask_bsn
from vsv.klantvolg.service import describe_merk, find_by_bsn, read_personen
from vsv.rapport.werklijst.keuze import LEEFTIJDSBAND, PER_PAGINA, WEKENBAND, Werkkeuze
from vsv.toegang.service import Recht, Sessie, Wie, namens

_REGEL: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "jongere": pl.Int64,
    "uuid": pl.String,
    "kenmerk": pl.String,
    "prioriteit": pl.Int64,
    "sinds": pl.Date,
    "uiterlijk": pl.Date,
    "gemeentecode": pl.String,
    "vlaggen": pl.String,
    "signaal": pl.String,
    "merk": pl.String,
    "merkreden": pl.String,
    "merk_op": MOMENT,
    "aanmelddatum": pl.Date,
}

SIGNAALWOORDEN: Final[Mapping[str, str]] = {
    "ENIGE_BAAN_GEEINDIGD": "enige baan weg",
    "BAAN_GESTART": "nieuwe baan: wacht met bellen",
    "BAAN_GEEINDIGD": "baan afgelopen",
    "BAAN_INGETROKKEN": "baan ingetrokken",
    "BAAN_GEWIJZIGD": "baan gewijzigd",
}
"""The IKV-signaal in a few words, for a list."""


@dataclass(frozen=True, slots=True, eq=False)
class Werkpagina:
    """A page of the werklijst.

    Attributes:
        regels: uuid (text), bsn (masked), kenmerk, prioriteit (0 = NP), sinds (day), weken (whole weeks since),
            leeftijd (years; null = unknown), gemeente (name; null = unknown), vlaggen (codes joined by |), signaal
            (code), signaal_woorden, merk (code), merk_woorden, merk_op, aanmelddatum.
        aantal: How many people the choice has in all.
        vorige: uuid before which the page before ends; None on the first.
        volgende: uuid after which the next page begins; None on the last.
    """

    regels: pl.DataFrame = field(repr=False)
    aantal: int
    vorige: str | None
    volgende: str | None


def read_werklijst(wie: Wie, keuze: Werkkeuze, *, vandaag: date, per_pagina: int = PER_PAGINA) -> Werkpagina:
    """Return a page of the people whom the acting organisation follows, and log who is on it.

    The page begins after `keuze.na`, or ends before `keuze.voor`; when that person is no longer in the list, it is
    the first page. It takes the same number of queries whatever the number of people.

    Raises:
        GeenRecht: `wie` may not see jongeren.
    """
    with namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        where, params = keuze.where(vandaag)
        ((aantal,),) = sessie.cur.execute(sql.SQL("SELECT count(*) FROM werkregel w WHERE {}").format(where), params)
        rows, before, after = _read_page(sessie, keuze, vandaag, per_pagina)
        people = read_personen(sessie, rows["jongere"].to_list(), actie="rapport.werklijst_inzien")
        regels = describe(rows, people, vandaag)
    first, last = (regels["uuid"][0], regels["uuid"][-1]) if regels.height else (None, None)
    return Werkpagina(regels, aantal, first if before else None, last if after else None)


def search_werklijst(wie: Wie, zoek: str, *, vandaag: date) -> Werkpagina:
    """Return whom the acting organisation follows with this BSN, or with a kenmerk that begins so; all are logged."""
    try:
        bsn: str | None = Bsn.parse(zoek.strip().replace(".", "").replace(" ", "")).voluit
    except NummerFout:
        bsn = None
    if bsn is None:
        return read_werklijst(wie, Werkkeuze(kenmerk=zoek.strip()), vandaag=vandaag)
    uuid = find_by_bsn(wie, bsn)
    if uuid is None:
        return Werkpagina(describe(pl.DataFrame(schema=_REGEL), _NOBODY, vandaag), 0, None, None)
    return read_werklijst(wie, Werkkeuze(uuids=[str(uuid)]), vandaag=vandaag)


def count_werklijst(wie: Wie, *, vandaag: date) -> Mapping[str, Mapping[str, int]]:
    """Return how many people there are of each kind: per filter (`prioriteit`, `vlag`, ...) and value.

    It is about the whole list, so that the numbers stay where they are while one filters.

    Raises:
        GeenRecht: `wie` may not see jongeren.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            sql.SQL(
                """
                SELECT prioriteit, vlaggen, coalesce(signaal, 'geen'), coalesce(gemeentecode, 'geen'), merk,
                       {leeftijd}, {weken}, count(*)
                FROM werkregel w WHERE organisatie = (SELECT vsv_organisatie())
                GROUP BY GROUPING SETS (1, 2, 3, 4, 5, 6, 7)
                """
            ).format(leeftijd=sql.SQL(LEEFTIJDSBAND), weken=sql.SQL(WEKENBAND)),
            {"vandaag": vandaag},
        )
        counts: dict[str, dict[str, int]] = {name: {} for name in _FACETTEN}
        for *values, aantal in sessie.cur:
            for name, value in zip(_FACETTEN, values, strict=True):
                for one in _split(name, value):
                    counts[name][one] = counts[name].get(one, 0) + aantal
    return counts


_FACETTEN: Final = ("prioriteit", "vlag", "signaal", "gemeente", "merk", "leeftijd", "weken")


def _split(facet: str, value: str | int | None) -> Sequence[str]:
    """Return the values that a group counts for; none when it is a group of another filter, or without flags."""
    if value is None or value == "":
        return ()
    return str(value).split("|") if facet == "vlag" else (str(value),)


def iter_werklijst(sessie: Sessie, keuze: Werkkeuze, *, vandaag: date, actie: str) -> Iterator[pl.DataFrame]:
    """Yield everybody of a choice in pieces, with the BSN in full, and log them: for a file."""
    after: str | None = None
    while True:
        rows, _, more = _read_page(sessie, replace(keuze, na=after, voor=None), vandaag, _DEEL)
        people = read_personen(sessie, rows["jongere"].to_list(), actie=actie)
        yield describe(rows, people, vandaag, masked=False)
        if not more:
            return
        after = rows["uuid"][-1]


_DEEL: Final = 5_000


def _read_page(sessie: Sessie, keuze: Werkkeuze, vandaag: date, aantal: int) -> tuple[pl.DataFrame, bool, bool]:
    """Return the rows of a page in order, and whether there are any before and after them."""
    where, params = keuze.where(vandaag)
    back = keuze.voor is not None
    anchor = _find_anchor(sessie, keuze)
    places = {f"anker{number}": value for number, value in enumerate(anchor or ())}
    beyond = sql.SQL("({}) {} ({})").format(
        sql.SQL(", ").join(keuze.volgorde),
        sql.SQL("<" if back else ">"),
        sql.SQL(", ").join(map(sql.Placeholder, places)),
    )
    sessie.cur.execute(
        sql.SQL(
            """
            SELECT w.jongere, w.uuid::text, w.kenmerk, w.prioriteit, w.sinds, w.uiterlijk, w.gemeentecode, w.vlaggen,
                   w.signaal, w.merk, w.merkreden, w.merk_op, w.aanmelddatum
            FROM werkregel w WHERE {} AND {} ORDER BY {} LIMIT %(hoogstens)s
            """
        ).format(
            where,
            beyond if anchor else sql.SQL("true"),
            sql.SQL(", ").join(piece + sql.SQL(" DESC" if back else " ASC") for piece in keuze.volgorde),
        ),
        {**params, **places, "hoogstens": aantal + 1},
    )
    rows = pl.DataFrame(sessie.cur.fetchall(), schema=_REGEL, orient="row")
    more = rows.height > aantal
    rows = rows.head(aantal)
    return (rows.reverse(), more, True) if anchor and back else (rows, anchor is not None, more)


def _find_anchor(sessie: Sessie, keuze: Werkkeuze) -> tuple[Any, ...] | None:
    """Return where in the order the person stands at whom the other page ends; None when there is no such person."""
    uuid = keuze.voor or keuze.na
    if uuid is None:
        return None
    sessie.cur.execute(
        sql.SQL(
            "SELECT {} FROM werkregel w WHERE w.organisatie = (SELECT vsv_organisatie()) AND w.uuid = %(uuid)s"
        ).format(sql.SQL(", ").join(keuze.volgorde)),
        {"uuid": uuid},
    )
    return sessie.cur.fetchone()


def describe(rows: pl.DataFrame, people: pl.DataFrame, vandaag: date, *, masked: bool = True) -> pl.DataFrame:
    """Add to rows of the list who they are about and what the codes mean; see `Werkpagina.regels`."""
    names = {code: gemeente.naam for code, gemeente in gemeenten().items()}
    birthday_passed = pl.col("uiterlijk").dt.strftime("%m%d") <= vandaag.strftime("%m%d")
    merken = [describe_merk(*row) for row in rows.select("merk", "merkreden").rows()]
    bsn = pl.Series("bsn", [mask_bsn(bsn) if masked else bsn for bsn in people["bsn"]], dtype=pl.String)
    return rows.join(people.select("jongere", bsn), on="jongere", how="left", maintain_order="left").select(
        "uuid",
        "bsn",
        "kenmerk",
        "prioriteit",
        "sinds",
        weken=(pl.lit(vandaag) - pl.col("sinds")).dt.total_days() // 7,
        leeftijd=27 - (pl.col("uiterlijk").dt.year() - vandaag.year) - pl.when(birthday_passed).then(0).otherwise(1),
        gemeente=pl.col("gemeentecode").replace_strict(names, default=None, return_dtype=pl.String),
        vlaggen="vlaggen",
        signaal="signaal",
        signaal_woorden=pl.col("signaal").replace_strict(SIGNAALWOORDEN, default=None, return_dtype=pl.String),
        merk="merk",
        merk_woorden=pl.Series(merken, dtype=pl.String),
        merk_op="merk_op",
        aanmelddatum="aanmelddatum",
    )


_NOBODY: Final = pl.DataFrame(schema={"jongere": pl.Int64, "uuid": pl.String, "bsn": pl.String})
