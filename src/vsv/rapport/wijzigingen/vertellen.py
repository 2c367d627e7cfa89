"""What there is to tell of the rows of small events, as it is now; of who is no longer followed nothing but the end."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from vsv.rapport.wijzigingen.aanmeldingen import Aanmelding, read_aanmeldingen
from vsv.rapport.wijzigingen.aanwijzing import Aanwijzing
from vsv.rapport.wijzigingen.pagina import Verteld, Wijziging, Wijzigingsoort
from vsv.toegang.service import Recht, Sessie

Verteller = Callable[[Sessie, Sequence[Aanwijzing]], Sequence[Verteld | None]]


def tell(sessie: Sessie, pointers: Sequence[Aanwijzing]) -> list[Verteld]:
    """Return what there is to tell of these rows, in their order, in a fixed number of queries."""
    told: Mapping[str, Iterator[Verteld | None]] = {
        soort: iter(verteller(sessie, [p for p in pointers if p.gebeurtenis.soort == soort]))
        for soort, verteller in _VERTELLERS.items()
        if any(p.gebeurtenis.soort == soort for p in pointers)
    }
    each = [next(told[pointer.gebeurtenis.soort]) for pointer in pointers]
    return [element for element in each if element is not None]


def _tell_gegevens(sessie: Sessie, pointers: Sequence[Aanwijzing]) -> Sequence[Verteld | None]:
    known = read_aanmeldingen(sessie.cur, {pointer.nummer for pointer in pointers})
    return [
        _about(pointer, found, found.told()) if (found := known.get(pointer.nummer)) and found.volgt else None
        for pointer in pointers
    ]


def _tell_afmelding(sessie: Sessie, pointers: Sequence[Aanwijzing]) -> Sequence[Verteld | None]:
    known = read_aanmeldingen(sessie.cur, {pointer.nummer for pointer in pointers})
    return [
        _about(pointer, found, {"afmelddatum": found.afmelddatum, "reden": found.afmeldreden, **_which(found)})
        if (found := known.get(pointer.nummer))
        else None
        for pointer in pointers
    ]


def _tell_signaal(sessie: Sessie, pointers: Sequence[Aanwijzing]) -> Sequence[Verteld | None]:
    known = read_aanmeldingen(sessie.cur, {pointer.nummer for pointer in pointers})
    runs = list({pointer.gebeurtenis.run for pointer in pointers})
    days: dict[int | None, date] = dict(
        sessie.cur.execute("SELECT id, peildatum FROM run WHERE id = ANY (%s)", (runs,)).fetchall()
    )

    def signal(pointer: Aanwijzing, found: Aanmelding) -> Verteld:
        run = pointer.gebeurtenis.run
        gegevens = {"signaal": pointer.waarde or None, "peildatum": days[run], "run": run}
        return _about(pointer, found, {**gegevens, **_which(found)})

    return [
        signal(pointer, found) if (found := known.get(pointer.nummer)) and found.volgt else None for pointer in pointers
    ]


def _tell_opvolging(sessie: Sessie, pointers: Sequence[Aanwijzing]) -> Sequence[Verteld | None]:
    sessie.cur.execute(  # the wall shows marks only of who is followed now
        "SELECT id, aanmelding, merk, reden FROM opvolging WHERE id = ANY (%s)",
        ([pointer.nummer for pointer in pointers],),
    )
    marks = {number: (aanmelding, {"merk": merk, "reden": reden}) for number, aanmelding, merk, reden in sessie.cur}
    known = read_aanmeldingen(sessie.cur, {aanmelding for aanmelding, _ in marks.values()})

    def mark(pointer: Aanwijzing) -> Verteld | None:
        aanmelding, gegevens = marks.get(pointer.nummer, (0, {}))
        found = known.get(aanmelding)
        return _about(pointer, found, {**gegevens, **_which(found)}) if found else None

    return [mark(pointer) for pointer in pointers]


def _tell_voorstel(sessie: Sessie, pointers: Sequence[Aanwijzing]) -> Sequence[Verteld | None]:
    """Name the person when the organisation follows that person, or still has to decide; else only the proposal."""
    if Recht.AANMELDEN not in sessie.wie.rechten:
        return [None] * len(pointers)
    sessie.cur.execute(
        """
        SELECT v.id, v.jongere, coalesce(j.uuid, o.jongere), v.uuid, v.soort, v.aanleiding, v.datum
        FROM voorstel v
        LEFT JOIN jongere j ON j.id = v.jongere
        LEFT JOIN klantvolg_voorgesteld(%(nummers)s::bigint[]) o ON o.voorstel = v.id
        WHERE v.id = ANY (%(nummers)s)
        """,
        {"nummers": list({pointer.nummer for pointer in pointers})},
    )
    known = {number: rest for number, *rest in sessie.cur}

    def proposal(pointer: Aanwijzing) -> Verteld | None:
        if pointer.nummer not in known:
            return None
        jongere, name, uuid, soort, aanleiding, datum = known[pointer.nummer]
        gegevens = {"voorstel": uuid, "voorstelsoort": soort, "aanleiding": aanleiding, "datum": datum}
        return _element(pointer, jongere if name else None, name, {**gegevens, "stand": pointer.waarde})

    return [proposal(pointer) for pointer in pointers]


_VERTELLERS: Final[Mapping[str, Verteller]] = {
    "aanmelding": _tell_gegevens,
    "gegevens": _tell_gegevens,
    "afmelding": _tell_afmelding,
    "signaal": _tell_signaal,
    "opvolging": _tell_opvolging,
    "voorstel": _tell_voorstel,
}


def _which(aanmelding: Aanmelding) -> dict[str, Any]:
    """Return by what an aanmelding is known among those of one person."""
    return {"aanmelddatum": aanmelding.aanmelddatum}


def _about(pointer: Aanwijzing, aanmelding: Aanmelding, gegevens: Mapping[str, Any]) -> Verteld:
    return _element(pointer, aanmelding.jongere, aanmelding.uuid, gegevens)


def _element(pointer: Aanwijzing, jongere: int | None, uuid: UUID | None, gegevens: Mapping[str, Any]) -> Verteld:
    event = pointer.gebeurtenis
    return Verteld(jongere, Wijziging(Wijzigingsoort(event.soort), uuid, event.tijdstip, gegevens))
