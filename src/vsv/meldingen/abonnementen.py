"""Abonnementen: which software wants to hear what there is to know for an organisation, and where.

A vendor manages its own, by the API (right `MELDINGEN_ONTVANGEN`). The gebruikersbeheerder of the organisation sees
those of all vendors, and can end them (right `MACHTIGINGEN_BEHEREN`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from vsv.domein.fouten import Fout, GeenRecht, InvoerFout
from vsv.domein.oefenen import may_practise
from vsv.meldingen.abonnementlijst import Abonnement, find_client, read_in, recht_van, require_open
from vsv.meldingen.bezorgen import uitkomst
from vsv.meldingen.bezorgen.mislukking import Mislukking
from vsv.meldingen.doel import parse_doel
from vsv.meldingen.geheim import lock_geheim, make_geheim
from vsv.meldingen.uitbak import Meldingsoort
from vsv.toegang.service import Recht, Sessie, Wie, namens

HOOGSTENS: Final = 10
"""Abonnementen of one vendor for one organisation, at most (our decision)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuwAbonnement:
    """An abonnement that was just made.

    Attributes:
        abonnement: What was made.
        geheim: The secret with which it can see that a melding comes from us, `whsec_...`; it is shown only now.
    """

    abonnement: Abonnement
    geheim: str


def create_abonnement(
    wie: Wie, *, doel: str, soorten: Collection[str] = tuple(Meldingsoort), vanaf: int | None = None
) -> NieuwAbonnement:
    """Make an abonnement of the vendor that asks, for the acting organisation.

    Args:
        wie: The vendor (`client:<oin>`), with the right MELDINGEN_ONTVANGEN.
        doel: URL, https.
        soorten: What to hear, of `Meldingsoort`; by default everything.
        vanaf: Volgnummer of the last melding that was seen already; None: it begins with what comes from now on.

    Raises:
        InvoerFout: DOEL_ONGELDIG, SOORT_ONBEKEND, SOORT_ONTBREEKT, VANAF_ONGELDIG (all at once); TE_VEEL_ABONNEMENTEN.
        GeenRecht: `wie` may not do this, or is no vendor.
        OmgevingFout: There is no key here to encrypt the secret with.
    """
    client = find_client(wie)
    with namens(wie, Recht.MELDINGEN_ONTVANGEN) as sessie:
        if client is None:
            raise GeenRecht(Fout("GEEN_LEVERANCIER", "Alleen software van een leverancier kan zich abonneren."))
        chosen = _check(doel=doel, soorten=soorten, vanaf=vanaf)
        geheim = make_geheim()
        locked, sleutel = lock_geheim(geheim)
        sessie.cur.execute("SELECT pg_advisory_xact_lock(hashtext('meldingen.abonnement'), vsv_organisatie()::int)")
        ((others,),) = sessie.cur.execute(
            """
            SELECT count(*) FROM abonnement
            WHERE organisatie = vsv_organisatie() AND client = %s AND beeindigd_op IS NULL
            """,
            (client,),
        )
        if others >= HOOGSTENS:
            raise InvoerFout(
                Fout(
                    "TE_VEEL_ABONNEMENTEN",
                    f"Er zijn al {HOOGSTENS} abonnementen voor deze organisatie.",
                    advies="Beëindig eerst een ander abonnement.",
                )
            )
        sessie.cur.execute(
            """
            INSERT INTO abonnement (organisatie, client, doel, soorten, geheim, sleutel, vanaf)
            SELECT vsv_organisatie(), %(client)s, %(doel)s, %(soorten)s, %(geheim)b, %(sleutel)s,
                   coalesce(%(vanaf)s, (SELECT max(volgnummer) FROM melding WHERE organisatie = vsv_organisatie()), 0)
            RETURNING uuid
            """,
            {
                "client": client,
                "doel": doel,
                "soorten": chosen,
                "geheim": locked,
                "sleutel": sleutel,
                "vanaf": vanaf,
            },
        )
        ((uuid,),) = sessie.cur
        sessie.log("meldingen.abonneren", bijzonderheden={"abonnement": str(uuid), "soorten": chosen})
        return NieuwAbonnement(abonnement=read_in(sessie, uuid), geheim=geheim)


def change_abonnement(
    wie: Wie,
    uuid: UUID,
    *,
    doel: str | None = None,
    soorten: Collection[str] | None = None,
    actief: bool | None = None,
) -> Abonnement:
    """Change an abonnement; what is None stays as it is.

    Paused (`actief=False`), nothing is put in line for it, and what waits is parked. Made active again, it hears what
    comes from then on; what was parked can be sent again (`resend`).

    Raises:
        InvoerFout: DOEL_ONGELDIG, SOORT_ONBEKEND, SOORT_ONTBREEKT (all at once); ABONNEMENT_ONBEKEND,
            ABONNEMENT_BEEINDIGD.
        GeenRecht: `wie` has not the right MELDINGEN_ONTVANGEN.
    """
    with namens(wie, Recht.MELDINGEN_ONTVANGEN) as sessie:
        chosen = _check(doel=doel, soorten=soorten)
        key = require_open(sessie, uuid)
        sessie.cur.execute(
            """
            UPDATE abonnement SET doel = coalesce(%(doel)s, doel), soorten = coalesce(%(soorten)s, soorten),
                   rust_tot = CASE WHEN %(doel)s IS NULL THEN rust_tot END,
                   fouten_op_rij = CASE WHEN %(doel)s IS NULL THEN fouten_op_rij ELSE 0 END
            WHERE id = %(id)s
            """,
            {"doel": doel, "soorten": chosen, "id": key},
        )
        if actief is not None:
            _switch(sessie, key, actief=actief)
        changed = {"doel": doel and "gewijzigd", "soorten": chosen, "actief": actief}
        sessie.log(
            "meldingen.abonnement_wijzigen",
            bijzonderheden={"abonnement": str(uuid)} | {k: v for k, v in changed.items() if v is not None},
        )
        return read_in(sessie, uuid)


def end_abonnement(wie: Wie, uuid: UUID) -> None:
    """End an abonnement for good; its secret is forgotten. One that has ended stays so.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, recht_van(wie)) as sessie:
        if read_in(sessie, uuid).beeindigd_op:
            return
        key = require_open(sessie, uuid)
        sessie.cur.execute(
            """
            UPDATE abonnement SET actief = false, beeindigd_op = clock_timestamp(), geheim = NULL, sleutel = NULL
            WHERE id = %s RETURNING beeindigd_op
            """,
            (key,),
        )
        ((nu,),) = sessie.cur
        uitkomst.park(sessie.cur, key, nu, Mislukking.GESTOPT)
        sessie.log("meldingen.abonnement_beeindigen", bijzonderheden={"abonnement": str(uuid)})


def _switch(sessie: Sessie, key: int, *, actief: bool) -> None:
    """Pause an abonnement, or let it hear what comes from now on."""
    sessie.cur.execute(
        """
        UPDATE abonnement
        SET actief = %(actief)s, rust_tot = NULL, fouten_op_rij = 0,
            gestopt_op = CASE WHEN NOT %(actief)s THEN clock_timestamp() END,
            gestopt_door = CASE WHEN NOT %(actief)s THEN 'CLIENT' END,
            vanaf = greatest(vanaf, (SELECT max(volgnummer) FROM melding WHERE organisatie = vsv_organisatie()))
        WHERE id = %(id)s AND actief <> %(actief)s RETURNING clock_timestamp()
        """,
        {"actief": actief, "id": key},
    )
    if (row := sessie.cur.fetchone()) and not actief:
        uitkomst.park(sessie.cur, key, row[0], Mislukking.GESTOPT)


def _check(*, doel: str | None, soorten: Collection[str] | None, vanaf: int | None = None) -> list[str] | None:
    """Return the kinds in the order of the list (None: not given), or raise all that is wrong at once."""
    faults: list[Fout] = []
    if doel is not None:
        try:
            parse_doel(doel, oefenen=may_practise())
        except InvoerFout as e:
            faults += e.fouten
    if soorten is not None and not soorten:
        faults.append(Fout("SOORT_ONTBREEKT", "Kies ten minste één soort melding.", "soorten"))
    if unknown_ := sorted(set(soorten or ()) - set(Meldingsoort)):
        advies = f"Kies uit: {', '.join(Meldingsoort)}."
        faults.append(Fout("SOORT_ONBEKEND", f"{len(unknown_)} van deze soorten bestaan niet.", "soorten", advies))
    if vanaf is not None and not 0 <= vanaf < 2**63:
        faults.append(Fout("VANAF_ONGELDIG", "Dit is geen volgnummer.", "vanaf", "Geef een geheel getal vanaf 0."))
    if faults:
        raise InvoerFout(*faults)
    return None if soorten is None else [str(soort) for soort in Meldingsoort if soort in soorten]
