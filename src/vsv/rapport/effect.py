"""The figures of a school year for the effectrapportage: what came of the young people that an organisation followed.

The worker computes them over the whole history and keeps them as numbers. An organisation can't compute them itself:
it no longer sees who was signed off, and these are the people about whom there is most to tell. And the figures stay
when the history is no longer there. Each Doorstroompunt is a region; the figures of a gemeente are about its own
aanmeldingen, and are not to be added to those of the region.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from psycopg.types.json import Jsonb

from vsv.domein.fouten import Fout, InvoerFout
from vsv.rapport.effectcijfers import read_cijfers
from vsv.toegang.service import Organisatie, Recht, Sessie, Wie, als_dienst, namens

_SCHOOLJAAR: Final = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class Schooljaar:
    """A school year: 1 August up to and including 31 July.

    Attributes:
        begin: The year in which it begins.
    """

    begin: int

    @classmethod
    def van(cls, dag: date) -> "Schooljaar":
        """Return the school year in which a day falls.

        >>> str(Schooljaar.van(date(2026, 7, 31))), str(Schooljaar.van(date(2026, 8, 1)))
        ('2025-2026', '2026-2027')
        """
        return cls(dag.year if dag >= date(dag.year, 8, 1) else dag.year - 1)

    @classmethod
    def parse(cls, tekst: str) -> "Schooljaar":
        """Read a school year as it is written, such as 2025-2026.

        Raises:
            InvoerFout: It is none.
        """
        found = _SCHOOLJAAR.fullmatch(tekst.strip())
        if not found or int(found[2]) != int(found[1]) + 1 or not 2000 <= int(found[1]) < 2100:
            raise InvoerFout(
                Fout("SCHOOLJAAR_ONGELDIG", "Dit is geen schooljaar.", "schooljaar", "Schrijf het als 2025-2026.")
            )
        return cls(int(found[1]))

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"{self.begin}-{self.begin + 1}"

    @property
    def eerste(self) -> date:
        """Its first day."""
        return date(self.begin, 8, 1)

    @property
    def laatste(self) -> date:
        """Its last day."""
        return date(self.begin + 1, 7, 31)

    @property
    def teldag(self) -> date:
        """The first of October in it, on which is counted."""
        return date(self.begin, 10, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The figures of one organisation over one school year.

    Attributes:
        schooljaar: The school year.
        organisatie: Whose figures these are.
        bijgewerkt_tot: Peildatum of the last run that counts.
        teldatum: Peildatum of the first week report in the four weeks from 1 October on; None = there is none.
        aantallen: How many stood in each priority (by its number, 0 = NP) in that report; None likewise.
        verplaatsingen: How often somebody moved from one priority to another between two week reports of this school
            year: van, naar (None = not in the report), aantal.
        nieuw: How many aanmeldingen began in this school year.
        overgenomen: How many of others were handed over to it; not among the new ones.
        vanuit_1: How many of the new ones began in priority 1, NP left out.
        naar_werk: How many of those have been in 2, 3 or 4 since.
        dagen_naar_werk: Days from aanmelddatum to the first report in 2, 3 or 4: first quartile, median and third
            quartile; None when fewer than five found work, for that would be about persons.
    """

    schooljaar: Schooljaar
    organisatie: Organisatie
    bijgewerkt_tot: date
    teldatum: date | None
    aantallen: tuple[int, ...] | None
    verplaatsingen: tuple[tuple[int | None, int | None, int], ...]
    nieuw: int
    overgenomen: int
    vanuit_1: int
    naar_werk: int
    dagen_naar_werk: tuple[int, int, int] | None

    @property
    def zonder_werk_en_school(self) -> int | None:
        """How many had no work on the day of counting: priority 1 and 5. Who is followed is not in school."""
        return None if self.aantallen is None else self.aantallen[1] + self.aantallen[5]


def update_effect(wie: Wie, vandaag: date) -> int:
    """Compute the figures of this school year and the one before it anew, for every organisation.

    Args:
        wie: The service itself.
        vandaag: Says which school year it is. Those before are left as they were.

    Returns:
        How many rows of figures were written; 0 when there was no run yet.

    Raises:
        GeenRecht: `wie` may not manage the service.
    """
    now = Schooljaar.van(vandaag)
    with als_dienst(wie, snapshot=True) as sessie:
        return sum(_update(sessie, schooljaar) for schooljaar in (Schooljaar(now.begin - 1), now))


def read_effect(wie: Wie, schooljaar: Schooljaar) -> list[Effect]:
    """Return the figures of the acting organisation, or of all (by OIN) for the service itself; none if there are none.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    if wie.organisatie is None:
        with als_dienst(wie) as sessie:
            return _read(sessie, schooljaar)
    with namens(wie, Recht.STATISTIEK) as sessie:
        return _read(sessie, schooljaar)


def list_schooljaren(wie: Wie) -> list[Schooljaar]:
    """Return of which school years the acting organisation has figures, the latest first.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        sessie.cur.execute("SELECT schooljaar FROM effect WHERE organisatie = vsv_organisatie() ORDER BY 1 DESC")
        return [Schooljaar(begin) for (begin,) in sessie.cur]


def _update(sessie: Sessie, schooljaar: Schooljaar) -> int:
    cijfers = read_cijfers(sessie.cur, schooljaar.eerste, schooljaar.teldag, schooljaar.laatste)
    sessie.cur.execute(
        """
        INSERT INTO effect (schooljaar, organisatie, bijgewerkt_tot, cijfers)
        SELECT %s, v.organisatie, laatste.peildatum, v.cijfers
        FROM unnest(%s::bigint[], %s::jsonb[]) AS v (organisatie, cijfers)
        CROSS JOIN (SELECT max(peildatum) AS peildatum FROM run) AS laatste
        WHERE laatste.peildatum >= %s
        ON CONFLICT (schooljaar, organisatie) DO UPDATE
        SET bijgewerkt_tot = EXCLUDED.bijgewerkt_tot, cijfers = EXCLUDED.cijfers, berekend_op = clock_timestamp()
        """,
        (
            schooljaar.begin,
            list(cijfers),
            [Jsonb(asdict(een)) for een in cijfers.values()],
            schooljaar.eerste,
        ),
    )
    written = sessie.cur.rowcount
    sessie.log("rapport.effect_berekenen", bijzonderheden={"schooljaar": str(schooljaar)})
    return written


def _read(sessie: Sessie, schooljaar: Schooljaar) -> list[Effect]:
    sessie.cur.execute(
        """
        SELECT e.bijgewerkt_tot, e.cijfers, o.id, o.oin, o.naam, o.soort, o.regio, o.gemeentecode
        FROM effect e JOIN organisatie o ON o.id = e.organisatie
        WHERE e.schooljaar = %s ORDER BY o.oin
        """,
        (schooljaar.begin,),
    )
    return [_as_effect(schooljaar, tot, cijfers, Organisatie(*rest)) for tot, cijfers, *rest in sessie.cur]


def _as_effect(schooljaar: Schooljaar, tot: date, cijfers: Mapping[str, Any], organisatie: Organisatie) -> Effect:
    return Effect(
        schooljaar=schooljaar,
        organisatie=organisatie,
        bijgewerkt_tot=tot,
        teldatum=date.fromisoformat(cijfers["teldatum"]) if cijfers["teldatum"] else None,
        aantallen=tuple(cijfers["aantallen"]) if cijfers["aantallen"] else None,
        verplaatsingen=tuple((van, naar, aantal) for van, naar, aantal in cijfers["verplaatsingen"]),
        dagen_naar_werk=_quartiles(cijfers["dagen_naar_werk"]),
        **{naam: cijfers[naam] for naam in ("nieuw", "overgenomen", "vanuit_1", "naar_werk")},
    )


def _quartiles(dagen: list[int] | None) -> tuple[int, int, int] | None:
    return (dagen[0], dagen[1], dagen[2]) if dagen else None
