"""The end of aanmeldingen of persons known by uuid, one or a whole selection: all in one transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.nummers import mask_bsn
from vsv.domein.perioden import datum_tekst
from vsv.klantvolg.aanmeldingen import read_bestaand
from vsv.klantvolg.afmelden import Afmeldreden
from vsv.klantvolg.afsluiten import AFSLUITING, OVERGEDRAGEN, Afsluiting, sign_off
from vsv.klantvolg.kolommen import fetch
from vsv.klantvolg.personen import use_sleutels
from vsv.toegang.service import Organisatie, Recht, Sessie, Wie, namens

_ONBEKEND: Final = "Uw organisatie volgt deze jongere niet."


def meld_allen_af(
    wie: Wie, jongeren: Sequence[str], *, afmelddatum: date, reden: Afmeldreden, vandaag: date
) -> pl.DataFrame:
    """End the aanmeldingen of persons at the organisation of `wie`, as far as each can end, in one transaction.

    Args:
        wie: Who acts, with the right AANMELDEN.
        jongeren: Their uuid's.
        afmelddatum: First day on which they are no longer followed; not after `vandaag`.
        reden: Why.
        vandaag: The date today.

    Returns:
        jongere (uuid), gedaan, code, zin (Dutch), kolom (where the fault is, or null); a row for each that was asked,
        in that order. code is AFGEMELD (gedaan), AL_BEKEND, JONGERE_ONBEKEND, or one of `vsv.klantvolg.afsluiten`.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    dag = datum_tekst(afmelddatum)
    with namens(wie, Recht.AANMELDEN) as sessie:
        gevraagd = _find(sessie, jongeren)
        afsluiting = sign_off_all(sessie, _keys(gevraagd), reden=reden, datum=afmelddatum, vandaag=vandaag)
    return _report(
        gevraagd,
        afsluiting,
        ("AFGEMELD", f"U volgt deze jongere niet meer vanaf {dag}."),
        f"U had deze jongere al afgemeld vanaf {dag}.",
    )


def draag_allen_over(
    wie: Wie, jongeren: Sequence[str], *, naar: Organisatie, datum: date, vandaag: date
) -> pl.DataFrame:
    """Hand persons over to another organisation, as far as that can be done, in one transaction.

    Args:
        wie: Who acts, with the right AANMELDEN, for the organisation that hands over.
        jongeren: Their uuid's.
        naar: The organisation that receives.
        datum: First day on which `naar` follows; not after `vandaag`.
        vandaag: The date today.

    Returns:
        As `meld_allen_af`, with code OVERGEDRAGEN for who was handed over.

    Raises:
        InvoerFout: Another organisation changed something at the same moment; nothing has changed.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        gevraagd = _find(sessie, jongeren)
        rijen = [(jongere, datum, OVERGEDRAGEN, naar.id) for jongere in _keys(gevraagd)]
        afsluiting = sign_off(sessie, pl.DataFrame(rijen, schema=AFSLUITING, orient="row"), vandaag=vandaag)
    return _report(
        gevraagd,
        afsluiting,
        (OVERGEDRAGEN, f"{naar.naam} volgt deze jongere vanaf {datum_tekst(datum)}."),
        f"U had deze jongere al overgedragen aan {naar.naam}.",
    )


def read_gekozen(wie: Wie, jongeren: Sequence[str]) -> pl.DataFrame:
    """Read who somebody chose, among those whom the organisation of `wie` follows now; they are logged.

    Args:
        wie: Who acts, with the right AANMELDEN.
        jongeren: Their uuid's; of others nothing comes back.

    Returns:
        jongere (uuid), bsn (masked), kenmerk, aanmelddatum; by kenmerk.

    Raises:
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        sleutels = use_sleutels(sessie.cur)
        found = fetch(
            sessie.cur,
            """
            SELECT j.id, j.uuid::text, j.bsn, a.kenmerk, a.aanmelddatum
            FROM jongere j JOIN actieve_aanmelding a ON a.jongere = j.id AND a.organisatie = vsv_organisatie()
            WHERE j.uuid = ANY (%(uuids)s::uuid[]) ORDER BY a.kenmerk, j.id
            """,
            {"uuids": list(jongeren)},
            {"id": pl.Int64, "jongere": pl.String, "bsn": pl.Binary, "kenmerk": pl.String, "aanmelddatum": pl.Date},
        )
        sessie.log_many("klantvolg.opzoeken", found["id"].to_list())
        bsns = sleutels.decrypt(found["bsn"], sleutels.actief)
    return found.drop("id").with_columns(bsn=pl.Series(map(mask_bsn, bsns), dtype=pl.String))


def has_aanmeldingen(wie: Wie) -> bool:
    """Say whether the organisation of `wie` follows anybody, or did.

    Raises:
        GeenRecht: `wie` may not do this: it takes the right AANMELDEN.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        sessie.cur.execute("SELECT EXISTS (SELECT FROM aanmelding WHERE organisatie = vsv_organisatie())")
        ((any_,),) = sessie.cur
        return bool(any_)


def sign_off_all(
    sessie: Sessie, jongeren: Sequence[int], *, reden: Afmeldreden, datum: date | None, vandaag: date
) -> Afsluiting:
    """End the aanmeldingen of these persons (keys) for one reason.

    Args:
        sessie: A transaction for one organisation.
        jongeren: Keys.
        reden: Why.
        datum: First day no longer followed; None: of each the first day, as if never followed.
        vandaag: The date today.
    """
    uniek = pl.Series("jongere", list(jongeren), dtype=pl.Int64).unique(maintain_order=True)
    laatste = read_bestaand(sessie.cur, uniek).group_by("jongere").agg(begin=pl.col("aanmelddatum").max())
    rijen = (
        uniek.to_frame()
        .join(laatste, on="jongere", how="left", maintain_order="left")
        .select(
            "jongere",
            datum=pl.coalesce(pl.lit(datum, pl.Date), "begin", pl.lit(vandaag)),
            reden=pl.lit(reden.value),
            naar=pl.lit(None, pl.Int64),
        )
    )
    return sign_off(sessie, rijen, vandaag=vandaag)


def _find(sessie: Sessie, uuids: Sequence[str]) -> pl.DataFrame:
    """Return uuid and jongere (key; null for whom the acting organisation never followed), in the order asked."""
    gevraagd = pl.DataFrame({"uuid": list(uuids)}, schema={"uuid": pl.String}).unique(maintain_order=True)
    found = fetch(
        sessie.cur,
        "SELECT jongere, uuid::text FROM klantvolg_eigen(%(uuids)s::uuid[])",
        {"uuids": gevraagd["uuid"]},
        {"jongere": pl.Int64, "uuid": pl.String},
    )
    return gevraagd.join(found, on="uuid", how="left", maintain_order="left")


def _keys(gevraagd: pl.DataFrame) -> list[int]:
    return gevraagd["jongere"].drop_nulls().to_list()


def _report(gevraagd: pl.DataFrame, afsluiting: Afsluiting, gedaan: tuple[str, str], al: str) -> pl.DataFrame:
    code, zin = gedaan
    is_gelijk = pl.col("jongere").is_in(afsluiting.gelijk["jongere"].implode())
    return (
        gevraagd.join(afsluiting.fouten, on="jongere", how="left", maintain_order="left")
        .with_columns(
            code=pl.when(pl.col("jongere").is_null())
            .then(pl.lit("JONGERE_ONBEKEND"))
            .when(is_gelijk)
            .then(pl.lit("AL_BEKEND"))
            .otherwise(pl.coalesce("code", pl.lit(code))),
            zin=pl.when(pl.col("jongere").is_null())
            .then(pl.lit(_ONBEKEND))
            .when(is_gelijk)
            .then(pl.lit(al))
            .otherwise(pl.coalesce("reden", pl.lit(zin))),
        )
        .select("code", "zin", "kolom", jongere="uuid", gedaan=pl.col("code") == code)
        .select("jongere", "gedaan", "code", "zin", "kolom")
    )
