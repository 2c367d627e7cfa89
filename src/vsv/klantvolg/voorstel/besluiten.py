"""Deciding about proposals: by a person, one by one or many at once, all in one transaction.

What is accepted is carried out by the same code as when it is asked for without a proposal, as of the day of the
decision (our decision: until that day the organisation did follow).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.kolommen import in_woorden
from vsv.klantvolg.aanmelden import sign_up
from vsv.klantvolg.aanmeldingen import read_bestaand
from vsv.klantvolg.afsluiten import AFSLUITING, OVERGEDRAGEN, sign_off
from vsv.klantvolg.kolommen import fetch
from vsv.klantvolg.voorstel.lijst import UUID_PATROON, read_voorgesteld
from vsv.klantvolg.voorstel.maken import lapse_own
from vsv.klantvolg.voorstel.soorten import AFMELDREDENEN, Aanleiding, Voorstelsoort
from vsv.toegang.service import Recht, Sessie, Wie, namens

_GEVRAAGD: Final = {
    "voorstel": pl.String,
    "id": pl.Int64,
    "jongere": pl.Int64,
    "soort": pl.String,
    "aanleiding": pl.String,
    "naar": pl.Int64,
    "stand": pl.String,
    "besloten_op": pl.Date,
}
_FOUT: Final = {"jongere": pl.Int64, "code": pl.String, "reden": pl.String}
_OPEN, _AANVAARD, _AFGEWEZEN = "OPEN", "AANVAARD", "AFGEWEZEN"
_VERVALLEN: Final = "Dit voorstel is vervallen: er valt niets meer te besluiten."

_GEDAAN: Final = {
    Voorstelsoort.AANMELDEN: "U volgt deze jongere vanaf nu.",
    Voorstelsoort.AFMELDEN: "U volgt deze jongere niet meer.",
    Voorstelsoort.OVERDRAGEN: "Deze jongere is overgedragen.",
}


def accept_voorstellen(
    wie: Wie, voorstellen: Sequence[str], *, vandaag: date, geboortedata: Mapping[str, date] | None = None
) -> pl.DataFrame:
    """Do what is proposed, as of `vandaag`: all of it that can be done, in one transaction.

    Of several proposals about one person the weightiest (the order of `Aanleiding`) is carried out; with that the
    others lapse. A proposal that can't be carried out stays open. The same request twice changes nothing the second
    time. Of two who decide at once one wins; the other hears that it was decided already.

    Args:
        wie: Who decides, with the right AANMELDEN.
        voorstellen: Their uuid's; one that stands there twice is answered once.
        vandaag: The date today: aanmelddatum, or afmelddatum (never before the aanmelddatum).
        geboortedata: By uuid of the proposal, of a person to sign up whose birth date is not known here. A proposal to
            do something else is not carried out with one.

    Returns:
        voorstel (uuid), gedaan, code, zin (Dutch); a row for each proposal, in the order asked. code is AANVAARD
        (gedaan), or AL_AANVAARD, AL_AFGEWEZEN, VERVALLEN, VOORSTEL_ONBEKEND, or why it could not be done: for
        aanmelden the codes of `vsv.klantvolg.oordeel` (GEBOORTEDATUM_ONTBREEKT, LEEFTIJD), else those of
        `vsv.klantvolg.afsluiten`, or GEEN_AANMELDING: a birth date came along.

    Raises:
        InvoerFout: Another organisation changed something at the same moment; nothing has changed.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        gevraagd = _lock(sessie, voorstellen)
        zwaarste = _weightiest(gevraagd.filter(stand=_OPEN))
        aanmelden = zwaarste.filter(soort=Voorstelsoort.AANMELDEN)
        overig = zwaarste.filter(pl.col("soort") != Voorstelsoort.AANMELDEN)
        misplaatst = _misplaced(overig, geboortedata or {})
        fouten = pl.concat(
            [
                _sign_up(sessie, aanmelden, geboortedata or {}, vandaag),
                _sign_off(sessie, overig.join(misplaatst, on="jongere", how="anti"), vandaag),
                misplaatst,
            ]
        )
        gedaan = zwaarste.join(fouten, on="jongere", how="anti")
        _decide(sessie, gedaan, _AANVAARD)
        lapse_own(sessie)
    zin = pl.col("soort").replace_strict(_GEDAAN, default=None, return_dtype=pl.String)
    return _report(gevraagd, gedaan, fouten, _AANVAARD, zin)


def reject_voorstellen(wie: Wie, voorstellen: Sequence[str]) -> pl.DataFrame:
    """Reject proposals: nothing else changes, and the same signal does not make them again.

    Args:
        wie: Who decides, with the right AANMELDEN.
        voorstellen: Their uuid's.

    Returns:
        As `accept_voorstellen`, with code AFGEWEZEN for those that were rejected.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        gevraagd = _lock(sessie, voorstellen)
        gedaan = gevraagd.filter(stand=_OPEN)
        _decide(sessie, gedaan, _AFGEWEZEN)
    return _report(gevraagd, gedaan, pl.DataFrame(schema=_FOUT), _AFGEWEZEN, pl.lit("Dit voorstel is afgewezen."))


def _lock(sessie: Sessie, voorstellen: Sequence[str]) -> pl.DataFrame:
    """Read the proposals asked for and keep them as they are until the end of the transaction.

    It is our turn first, as for every change in whom the organisations involved follow: so nobody waits for who waits
    for us.

    Returns:
        The columns of `_GEVRAAGD`, a row for each that was asked, in that order; all but voorstel null when the acting
        organisation has no such proposal.
    """
    cur = sessie.cur
    gevraagd = pl.DataFrame({"voorstel": voorstellen}, schema={"voorstel": pl.String})
    gevraagd = gevraagd.with_columns(pl.col("voorstel").str.to_lowercase()).unique(maintain_order=True)
    uuids = {"uuids": gevraagd.filter(pl.col("voorstel").str.contains(UUID_PATROON))["voorstel"].to_list()}
    cur.execute(
        "SELECT klantvolg_beurt(vsv_organisatie() || array(SELECT naar FROM voorstel"
        " WHERE organisatie = vsv_organisatie() AND uuid = ANY (%(uuids)s::uuid[]) AND naar IS NOT NULL))",
        uuids,
    )
    lapse_own(sessie)
    found = fetch(
        cur,
        """
        SELECT uuid::text, id, jongere, soort, aanleiding, naar, stand, besloten_op::date FROM voorstel
        WHERE organisatie = vsv_organisatie() AND uuid = ANY (%(uuids)s::uuid[]) ORDER BY id FOR UPDATE
        """,
        uuids,
        _GEVRAAGD,
    )
    sessie.log_many("klantvolg.opzoeken", found.filter(pl.col("stand") != _OPEN)["jongere"].unique().to_list())
    return gevraagd.join(found, on="voorstel", how="left", maintain_order="left")


def _weightiest(open_: pl.DataFrame) -> pl.DataFrame:
    """Return of each person the proposal that goes before the others."""
    gewicht = pl.col("aanleiding").cast(pl.Enum([aanleiding.value for aanleiding in Aanleiding]))
    return open_.sort(gewicht, "id").unique("jongere", keep="first", maintain_order=True)


def _misplaced(overig: pl.DataFrame, geboortedata: Mapping[str, date]) -> pl.DataFrame:
    """Return the proposals not to sign up for which a birth date was given, as faults (the columns of `_FOUT`)."""
    met_datum = overig.filter(pl.col("voorstel").is_in([voorstel.lower() for voorstel in geboortedata]))
    return met_datum.select(
        "jongere",
        code=pl.lit("GEEN_AANMELDING"),
        reden=pl.lit("Een geboortedatum hoort alleen bij een voorstel om aan te melden. Laat de geboortedatum weg."),
    )


def _sign_up(sessie: Sessie, rijen: pl.DataFrame, geboortedata: Mapping[str, date], vandaag: date) -> pl.DataFrame:
    """Sign up the persons of these proposals; return what was refused, the columns of `_FOUT`."""
    opgegeven = pl.DataFrame(
        [(voorstel.lower(), geboren) for voorstel, geboren in geboortedata.items()],
        schema={"voorstel": pl.String, "opgegeven": pl.Date},
        orient="row",
    )
    personen = rijen.join(read_voorgesteld(sessie, rijen["id"]), on="id").join(opgegeven, on="voorstel", how="left")
    aanvraag = personen.select(
        rij="id",
        bsn="bsn",
        kenmerk=pl.lit(None, pl.String),
        geboortedatum=pl.coalesce("opgegeven", "geboortedatum"),
        aanmelddatum=pl.lit(vandaag),
        geboortedatum_onleesbaar=pl.lit(value=False),
        aanmelddatum_onleesbaar=pl.lit(value=False),
        gemeente=pl.lit(None, pl.String),
    )
    oordeel = sign_up(sessie, aanvraag, aanmelddatum=vandaag, vandaag=vandaag)
    eerste = oordeel.fouten.unique("rij", keep="first", maintain_order=True)
    # A levering for another organisation may have told since we looked that the person is 27.
    vervallen = rijen.join(personen, on="id", how="anti").with_columns(
        code=pl.lit("VERVALLEN"), reden=pl.lit(_VERVALLEN)
    )
    geweigerd = rijen.join(eerste, left_on="id", right_on="rij")
    return pl.concat([geweigerd.select(list(_FOUT)), vervallen.select(list(_FOUT))])


def _sign_off(sessie: Sessie, rijen: pl.DataFrame, vandaag: date) -> pl.DataFrame:
    """Sign off or hand over the persons of these proposals; return what was refused, the columns of `_FOUT`."""
    hier = read_bestaand(sessie.cur, rijen["jongere"]).filter(pl.col("afmelddatum").is_null())
    reden = pl.col("aanleiding").replace_strict(AFMELDREDENEN, default=None, return_dtype=pl.String)
    einden = rijen.join(hier.select("jongere", "aanmelddatum"), on="jongere", how="left").select(
        "jongere",
        "naar",
        datum=pl.max_horizontal(pl.lit(vandaag), "aanmelddatum"),
        reden=pl.when(pl.col("naar").is_null()).then(reden).otherwise(pl.lit(OVERGEDRAGEN)),
    )
    return sign_off(sessie, einden.select(list(AFSLUITING)), vandaag=vandaag).fouten.select(list(_FOUT))


def _decide(sessie: Sessie, rijen: pl.DataFrame, stand: str) -> None:
    sessie.cur.execute(
        """
        UPDATE voorstel SET stand = %s, besloten_op = clock_timestamp(), besloten_door = %s
        WHERE id = ANY (%b::bigint[])
        """,
        (stand, sessie.wie.actor, rijen["id"].to_list()),
    )
    actie = {_AANVAARD: "klantvolg.voorstel_aanvaarden", _AFGEWEZEN: "klantvolg.voorstel_afwijzen"}[stand]
    sessie.log_many(actie, rijen["jongere"].to_list())


def _report(
    gevraagd: pl.DataFrame, gedaan: pl.DataFrame, fouten: pl.DataFrame, stand: str, gedaan_zin: pl.Expr
) -> pl.DataFrame:
    """Return what became of every proposal that was asked for; see `accept_voorstellen`."""
    rijen = gevraagd.join(fouten, on="jongere", how="left", maintain_order="left").with_columns(
        gedaan=pl.col("id").is_in(gedaan["id"].implode()).fill_null(value=False), dag=in_woorden("besloten_op")
    )
    besloten = {_AANVAARD: "AL_AANVAARD", _AFGEWEZEN: "AL_AFGEWEZEN"}
    is_open = pl.col("stand") == _OPEN
    code = (
        pl.when("gedaan")
        .then(pl.lit(stand))
        .when(pl.col("id").is_null())
        .then(pl.lit("VOORSTEL_ONBEKEND"))
        .when(is_open)
        .then(pl.coalesce("code", pl.lit("VERVALLEN")))
        .otherwise(pl.col("stand").replace(besloten))
    )
    zin = (
        pl.when("gedaan")
        .then(gedaan_zin)
        .when(is_open)
        .then(pl.coalesce("reden", pl.lit(_VERVALLEN)))
        .otherwise(_besloten_zin())
    )
    return rijen.select("voorstel", "gedaan", code=code, zin=zin)


def _besloten_zin() -> pl.Expr:
    woord = pl.col("stand").replace({_AANVAARD: "aanvaard", _AFGEWEZEN: "afgewezen"})
    return (
        pl.when(pl.col("id").is_null())
        .then(pl.lit("Dit voorstel is er niet, of het is niet van uw organisatie."))
        .when(pl.col("stand").is_in([_AANVAARD, _AFGEWEZEN]))
        .then(pl.format("Dit voorstel is al {} op {}.", woord, "dag"))
        .otherwise(pl.lit(_VERVALLEN))
    )
