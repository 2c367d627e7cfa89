"""Which rule set holds: those that come with this version, and proposals that were given a starting date."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import dag_van
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Afgeleide, Overlay, Regelset, beschikbaar, geldig_op, laad
from vsv.rapport.runs import find_last


def find_geldig(cur: Cursor, datum: date) -> Afgeleide:
    """Return the rule set for a peildatum: the last one that had begun by then.

    A proposal that begins on the same day as a rule set of this version goes before it: it is the later decision.

    Raises:
        InvoerFout: No rule set had begun.
    """
    cur.execute(
        """
        SELECT basis, waarden, naam, geldig_vanaf, toelichting FROM regelsetvoorstel
        WHERE geldig_vanaf <= %s ORDER BY geldig_vanaf DESC LIMIT 1
        """,
        (datum,),
    )
    begun = next((Afgeleide(*row) for row in cur), None)
    try:
        eigen = geldig_op(datum)
    except InvoerFout:
        if begun is None:
            raise
        return begun
    if begun and begun.geldig_vanaf and begun.geldig_vanaf >= eigen.geldig_vanaf:
        return begun
    return Afgeleide(eigen.naam)


def laad_regelsets(cur: Cursor, namen: Collection[str]) -> Mapping[str, Regelset]:
    """Return the rule sets of these names, as runs used them.

    Raises:
        InvoerFout: One of them does not exist.
    """
    return {naam: afgeleide.regelset() for naam, afgeleide in find_afgeleiden(cur, namen).items()}


def find_afgeleiden(cur: Cursor, namen: Collection[str]) -> Mapping[str, Afgeleide]:
    """Return what the rule sets of these names are made of: of this version, or begun as a proposal.

    Raises:
        InvoerFout: One of them does not exist.
    """
    found = {naam: Afgeleide(naam) for naam in namen if naam in beschikbaar()}
    others = [naam for naam in namen if naam not in found]
    if others:
        cur.execute(
            """
            SELECT basis, waarden, naam, geldig_vanaf, toelichting FROM regelsetvoorstel
            WHERE naam = ANY (%s) AND geldig_vanaf IS NOT NULL
            """,
            (others,),
        )
        found |= {afgeleide.naam: afgeleide for afgeleide in (Afgeleide(*row) for row in cur)}
    for naam in others:
        if naam not in found:
            laad(naam)  # says that there is none
    return found


def find_voorstel(cur: Cursor, naam: str, organisatie: int | None) -> Afgeleide:
    """Return a rule set by its name: one that holds, or a proposal: the own one goes first.

    Raises:
        InvoerFout: There is none that may be seen.
    """
    if naam in beschikbaar():
        return Afgeleide(naam)
    cur.execute(
        """
        SELECT basis, waarden, naam, geldig_vanaf, toelichting FROM regelsetvoorstel
        WHERE naam = %s AND (organisatie IS NOT DISTINCT FROM %s OR organisatie IS NULL OR geldig_vanaf IS NOT NULL)
        ORDER BY organisatie IS NOT DISTINCT FROM %s DESC, geldig_vanaf NULLS LAST LIMIT 1
        """,
        (naam, organisatie, organisatie),
    )
    for row in cur:
        return Afgeleide(*row)
    raise InvoerFout(
        Fout(
            "VOORSTEL_ONBEKEND",
            f"Er is geen regelset of voorstel met de naam '{naam}'.",
            naam,
            f"Regelsets van deze versie: {', '.join(beschikbaar())}. Voorstellen: vsv wat-als --voorstellen.",
        )
    )


def choose_regels(
    cur: Cursor, organisatie: int | None, *, nu: str | None, dan: str | None, overlay: Overlay | None
) -> tuple[Afgeleide, Afgeleide]:
    """Return the two rule sets that are to be compared.

    Args:
        cur: A cursor.
        organisatie: Whose proposals count; None = those of the service itself.
        nu: Name of the one; the rule set that holds today when None.
        dan: Name of the other; the same as the one when None.
        overlay: Values that are laid over the other.

    Raises:
        InvoerFout: There is none of this name, or no rule set holds today.
    """
    one = find_voorstel(cur, nu, organisatie) if nu else find_geldig(cur, find_today(cur))
    other = find_voorstel(cur, dan, organisatie) if dan else one
    return one, other.met(overlay) if overlay else other


def find_today(cur: Cursor) -> date:
    """Return today; in practice that may be the day of the last run."""
    today = dag_van(datetime.now(UTC))
    last = find_last(cur)
    return max(today, last.peildatum) if last else today
