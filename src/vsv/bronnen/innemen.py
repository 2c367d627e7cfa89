"""Taking a levering in: all of it or nothing, once, and every row accounted for.

Everything happens in one transaction, so a process that dies has done nothing. Leveringen go one at a time: their
numbers are in the order in which they became visible, so that "the facts up to levering N" never changes.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from vsv.bronnen.bevragen.plan import plan_again
from vsv.bronnen.feiten_schrijven import append_new, append_wachtend, insert_levering, note_betrokkenen, read_ikvs
from vsv.bronnen.feittabellen import VAN_EEN_IKV, ZELFSTANDIG, Feittabel
from vsv.bronnen.schifting import (
    as_feiten,
    bsn_in,
    drop_niet_gevolgd,
    keep_gevolgd,
    split_on_ikv,
    split_uitschrijvingen,
)
from vsv.bronnen.uitval import append_uitval, concat_uitval, refuse, refuse_wachtend
from vsv.bronnen.uitwisselformaat import TABELLEN, Levering, read_levering
from vsv.bronnen.uitwisselformaat.tabellen import AANMELDINGEN, DUO_SIGNALEN, Tabel
from vsv.bronnen.verslag import AANTALLEN, Leveringverslag, Telling, insert_tellingen, read_verslag
from vsv.domein.codes import Bron
from vsv.domein.nummers import toonbaar
from vsv.klantvolg.service import find_gevolgden, take_aanmeldingen, take_signalen
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie, Wie, als_dienst


def take_levering(wie: Wie, folder: Path, *, streng: bool = False, opnieuw: bool = False) -> Leveringverslag:
    """Take in a folder in the uitwisselformaat; a folder with the same content as one before changes nothing.

    Facts are only kept of people somebody follows. So when more people are followed since, the same folder can
    be taken in once more: what is here already is unchanged by it.

    Args:
        wie: Who does it, for the service.
        folder: Where the tables stand.
        streng: Refuse all of it when any row is refused.
        opnieuw: Take it in again, also when it is here already.

    Raises:
        InvoerFout: The folder or a file is not what it should be, or a row is refused and that is not allowed.
            Nothing has changed.
        OmgevingFout: The database is not there or full, or the key is missing. Nothing has changed.
    """
    gelezen = read_levering(folder)
    with als_dienst(wie) as sessie:
        cur = sessie.cur
        cur.execute("SELECT pg_advisory_xact_lock(hashtext('bronnen.levering'))")
        earlier = _find(cur, gelezen.controlegetal)
        if earlier and not opnieuw:
            return replace(read_verslag(cur, earlier), al_bekend=True)
        levering = insert_levering(cur, gelezen.controlegetal, toonbaar(folder.resolve().name, 200))
        _take(sessie, gelezen, levering)
        verslag = read_verslag(cur, levering)
        if streng:
            verslag.require_no_uitval()
        sessie.log(
            "bronnen.inlezen",
            bijzonderheden={"levering": levering, **dict(zip(AANTALLEN, verslag.totaal.aantallen, strict=True))},
        )
        return verslag


def _find(cur: Cursor, controlegetal: str) -> int | None:
    found = cur.execute("SELECT max(id) FROM levering WHERE controlegetal = %s", (controlegetal,)).fetchone()
    return found[0] if found else None


def _take(sessie: Sessie, gelezen: Levering, levering: int) -> None:
    cur = sessie.cur
    # First, so that facts and signals about who is new in here are kept.
    uitval = gelezen.uitval.filter(tabel=AANMELDINGEN.naam)
    delen = [_take_volgen(sessie, AANMELDINGEN, take_aanmeldingen, gelezen, uitval)]
    gevolgden = find_gevolgden(cur, _bsns(gelezen))
    delen += [_take_signalen(sessie, gelezen, gevolgden)]
    note_betrokkenen(cur, gevolgden["jongere"])
    genomen = [_take_feiten(cur, feit, gelezen, gevolgden, levering) for feit in ZELFSTANDIG]
    ikvs = read_ikvs(cur)
    genomen += [_take_feiten(cur, feit, gelezen, gevolgden, levering, ikvs) for feit in VAN_EEN_IKV]
    delen += [(telling, uitval) for telling, uitval, _ in genomen]
    insert_tellingen(cur, levering, [telling for telling, _ in delen if telling.bestand])
    append_uitval(cur, [uitval for _, uitval in delen], levering)
    append_wachtend(cur, levering)
    plan_again(cur, pl.concat(gehoord for _, _, gehoord in genomen))


def _bsns(gelezen: Levering) -> pl.Series:
    """Whom the levering is about, refused rows included."""
    refused = gelezen.uitval.select(bsn_in("inhoud")).to_series()
    return pl.concat([refused, *(rijen["bsn"].unique() for rijen in gelezen.tabellen.values())])


def _take_signalen(sessie: Sessie, gelezen: Levering, gevolgden: pl.DataFrame) -> tuple[Telling, pl.DataFrame]:
    """Have the signals of DUO turned into proposals; return their counts, and the refused ones as uitval."""
    uitschrijvingen, rest = split_uitschrijvingen(gelezen.uitval.filter(tabel=DUO_SIGNALEN.naam))
    uitval = concat_uitval(
        uitschrijvingen.join(gevolgden, left_on=bsn_in("inhoud"), right_on="bsn", how="left", maintain_order="left"),
        drop_niet_gevolgd(rest, gevolgden),
    ).sort("regel", maintain_order=True)
    return _take_volgen(sessie, DUO_SIGNALEN, take_signalen, gelezen, uitval)


def _take_volgen(
    sessie: Sessie,
    tabel: Tabel,
    take: Callable[[Sessie, pl.DataFrame], pl.DataFrame],
    gelezen: Levering,
    uitval: pl.DataFrame,
) -> tuple[Telling, pl.DataFrame]:
    """Hand the rows of a table about who is followed to klantvolg; return their counts, and all uitval.

    Args:
        sessie: The transaction.
        tabel: Which table.
        take: Takes them, and gives regel, uitkomst, kolom, code, reden.
        gelezen: The levering.
        uitval: The rows of this table that were refused before, without those about people nobody follows.
    """
    naam = tabel.naam
    rijen = gelezen.tabellen[naam]
    uitkomst = take(sessie, rijen)
    aantal = Counter(uitkomst["uitkomst"])
    geweigerd = rijen.join(uitkomst.filter(uitkomst="geweigerd"), on="regel", maintain_order="left")
    al_geweigerd = uitval["regel"].n_unique()
    telling = Telling(
        tabel=naam,
        bestand=gelezen.bestanden.get(naam, ""),
        aangeboden=gelezen.regels_in[naam],
        genomen=aantal["genomen"],
        ongewijzigd=aantal["ongewijzigd"],
        niet_gevolgd=aantal["niet_gevolgd"] + gelezen.geweigerd(naam) - al_geweigerd,
        geweigerd=aantal["geweigerd"] + al_geweigerd,
    )
    return telling, concat_uitval(uitval, refuse(tabel, geweigerd))


def _take_feiten(
    cur: Cursor,
    feit: Feittabel,
    gelezen: Levering,
    gevolgden: pl.DataFrame,
    levering: int,
    ikvs: pl.DataFrame | None = None,
) -> tuple[Telling, pl.DataFrame, pl.DataFrame]:
    """Take the rows of a table of facts; return their counts, the refused ones as uitval, and what was heard of whom.

    With `ikvs`, only the rows about one of those inkomstenverhoudingen are taken.
    """
    naam = feit.tabel
    rijen = keep_gevolgd(gelezen.tabellen[naam], gevolgden)
    uitval = concat_uitval(drop_niet_gevolgd(gelezen.uitval.filter(tabel=naam), gevolgden))
    feiten = as_feiten(rijen, feit)
    if ikvs is not None:
        feiten, wachtend = split_on_ikv(feiten, ikvs)
        uitval = concat_uitval(uitval, refuse_wachtend(TABELLEN[naam], rijen, wachtend))
    nieuw, geweigerd = append_new(cur, feit, feiten, levering), uitval["regel"].n_unique()
    telling = Telling(
        tabel=naam,
        bestand=gelezen.bestanden.get(naam, ""),
        aangeboden=gelezen.regels_in[naam],
        genomen=nieuw.height,
        ongewijzigd=feiten.height - nieuw.height,
        niet_gevolgd=gelezen.regels_in[naam] - feiten.height - geweigerd,
        geweigerd=geweigerd,
    )
    return telling, uitval, _heard(feit, nieuw)


def _heard(feit: Feittabel, nieuw: pl.DataFrame) -> pl.DataFrame:
    """Return of each person what source is told of, and since when: bron, jongere, ontvangen_op."""
    told = pl.col("bron") == Bron.PW if feit.naam == "uitkering" else pl.lit(feit.bron is not None)
    return (
        nieuw.filter(told)
        .group_by("jongere")
        .agg(ontvangen_op=pl.col(feit.moment).min())
        .select(bron=pl.lit(feit.bron and str(feit.bron), pl.String), jongere="jongere", ontvangen_op="ontvangen_op")
    )
