"""The filters that somebody keeps under a name: of one user at one organisation."""

from dataclasses import dataclass
from typing import Final

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import mask_cijfers
from vsv.rapport.werklijst.keuze import Werkkeuze
from vsv.rapport.werklijst.vraag import as_vraag, parse_vraag
from vsv.toegang.service import Recht, Wie, namens

MAX_NAAM: Final = 60
MAX_FILTERS: Final = 30
"""More would no longer be a list to choose from (our decision)."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that somebody kept.

    Attributes:
        naam: What the owner called it.
        keuze: What it chooses.
        vraag: The same as a query string.
    """

    naam: str
    keuze: Werkkeuze
    vraag: str


def list_filters(wie: Wie) -> list[Filter]:
    """Return the filters that this user keeps at the acting organisation, by name.

    Raises:
        GeenRecht: `wie` may not see jongeren.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            """
            SELECT naam, vraag FROM bewaarde_filter
            WHERE organisatie = vsv_organisatie() AND actor = %s ORDER BY lower(naam), naam
            """,
            (wie.actor,),
        )
        kept = [(naam, parse_vraag(vraag)) for naam, vraag in sessie.cur]
    return [Filter(naam, keuze, as_vraag(keuze)) for naam, keuze in kept]


def save_filter(wie: Wie, naam: str, keuze: Werkkeuze) -> None:
    """Keep a choice under a name; one of that name is replaced. What is about one person is not kept.

    Raises:
        InvoerFout: NAAM_LEEG, NAAM_TE_LANG, NAAM_MET_NUMMER (it may be a BSN), KEUZE_LEEG, TE_VEEL_FILTERS.
        GeenRecht: `wie` may not see jongeren.
    """
    naam, vraag = naam.strip(), as_vraag(keuze)
    if faults := _check(naam, vraag):
        raise InvoerFout(*faults)
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            """
            SELECT count(*) FROM bewaarde_filter
            WHERE organisatie = vsv_organisatie() AND actor = %s AND naam <> %s
            """,
            (wie.actor, naam),
        )
        ((others,),) = sessie.cur
        if others >= MAX_FILTERS:
            raise InvoerFout(
                Fout("TE_VEEL_FILTERS", f"U bewaart al {MAX_FILTERS} filters.", "naam", "Verwijder er eerst een.")
            )
        sessie.cur.execute(
            """
            INSERT INTO bewaarde_filter (organisatie, actor, naam, vraag) VALUES (vsv_organisatie(), %s, %s, %s)
            ON CONFLICT (organisatie, actor, naam) DO UPDATE SET vraag = EXCLUDED.vraag
            """,
            (wie.actor, naam, vraag),
        )


def delete_filter(wie: Wie, naam: str) -> bool:
    """Forget a filter; False when this user keeps none of that name.

    Raises:
        GeenRecht: `wie` may not see jongeren.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            "DELETE FROM bewaarde_filter WHERE organisatie = vsv_organisatie() AND actor = %s AND naam = %s",
            (wie.actor, naam),
        )
        return sessie.cur.rowcount == 1


def _check(naam: str, vraag: str) -> list[Fout]:
    rules = (
        (not naam, Fout("NAAM_LEEG", "Geef het filter een naam.", "naam")),
        (len(naam) > MAX_NAAM, Fout("NAAM_TE_LANG", f"De naam heeft meer dan {MAX_NAAM} tekens. Kort die in.", "naam")),
        (
            mask_cijfers(naam) != naam,
            Fout("NAAM_MET_NUMMER", "In de naam staat een lang nummer. Dat kan een BSN zijn.", "naam", "Haal het weg."),
        ),
        (not vraag, Fout("KEUZE_LEEG", "Er is nog niets gekozen om te bewaren.", "filter", "Kies eerst een filter.")),
    )
    return [fault for wrong, fault in rules if wrong]
