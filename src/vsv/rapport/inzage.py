"""Inzage (AVG art. 15): all that is held about one person, as one file to read and one for programs.

The operator reads it for the person: what every organisation and source brought, and who looked. The privacy officer
of an organisation reads what his organisation holds: facts as long as it follows the person, its own log lines always.

What somebody adds to the database about people belongs in `_read`: a table that is not in here is a table the person
does not get to see.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import polars as pl

from vsv.bronnen.service import read_feiten_over, read_open_vragen, read_uitval_over
from vsv.domein.kolommen import MOMENT
from vsv.klantvolg.service import Persoon, find_persoon, read_klantvolg_over
from vsv.logboek.service import Logfilter, read_logregels
from vsv.opslag.service import copy_out
from vsv.rapport.inzagedeel import Deel
from vsv.rapport.inzagedelen import (
    afgeleid_deel,
    feiten_delen,
    klantvolg_delen,
    logboek_deel,
    persoon_deel,
    prioriteiten_deel,
    uitval_deel,
    werklijst_deel,
    wijzigingen_deel,
)
from vsv.rapport.wijzigingen.inzage import read_wijzigingen_over
from vsv.toegang.service import Recht, Sessie, Wie, als_dienst, namens

Extra = Callable[[Sessie, Sequence[UUID]], Deel]
"""Reads a part that another room holds, by the uuid's under which it knows the person and the proposals about them."""

_PER_DEEL: Final = 5_000

_NIET_VAN_U: Final = (
    "Dit overzicht gaat over wat deze organisatie zelf over u heeft. Zij ziet wat de bronnen over u zeggen alleen"
    " zolang zij u volgt, en zij ziet niet wat andere organisaties deden. Wilt u alles zien, vraag dat dan aan de"
    " beheerder van VSV-monitor."
)
_ZONDER_DOELGROEP: Final = "Wie dit overzicht maakte, mag het doelgroepregister niet zien. Daarom staat dat er niet in."


@dataclass(frozen=True, slots=True, eq=False)
class Persoonsinzage:
    """All that is held about one person.

    Attributes:
        persoon: Who it is.
        voor: Name of the organisation that holds it; None for all of the service.
        gemaakt_op: When it was read, in UTC.
        delen: The parts, in the order in which they read.
        weggelaten: What is not in it and why, Dutch sentences.
    """

    persoon: Persoon
    voor: str | None
    gemaakt_op: datetime
    delen: Sequence[Deel] = field(repr=False)
    weggelaten: Sequence[str] = ()


def read_inzage(
    wie: Wie, *, bsn: str | None = None, uuid: UUID | None = None, extra: Sequence[Extra] = ()
) -> Persoonsinzage:
    """Return all that is held about one person; that it was read is logged.

    Args:
        wie: Who reads, with the right LOGBOEK_LEZEN. Acting for an organisation: what that organisation holds, with
            the doelgroepregister only when it also has DOELGROEP_INZIEN. Acting for none (from the command): all.
        bsn: Nine digits, or
        uuid: the name by which others know the person.
        extra: Readers of what rooms hold that this one may not ask; only for all of the service.

    Raises:
        InvoerFout: BSN_ONGELDIG; JONGERE_ONBEKEND: nothing is held about this person.
        GeenRecht: `wie` may not do this.
        OmgevingFout: A key with which something was encrypted is not here.
    """
    with _open(wie) as sessie:
        persoon = find_persoon(sessie, bsn=bsn, uuid=uuid)
        delen = list(_read(sessie, persoon, extra))
        sessie.log("rapport.inzage", persoon.jongere)
    eigen = wie.organisatie is not None
    zonder = eigen and Recht.DOELGROEP_INZIEN not in wie.rechten
    return Persoonsinzage(
        persoon=persoon,
        voor=wie.organisatie.naam if wie.organisatie else None,
        gemaakt_op=datetime.now(UTC).replace(microsecond=0),
        delen=delen,
        weggelaten=[*([_NIET_VAN_U] if eigen else []), *([_ZONDER_DOELGROEP] if zonder else [])],
    )


@contextmanager
def _open(wie: Wie) -> Iterator[Sessie]:
    if wie.organisatie is None:
        with als_dienst(wie, Recht.LOGBOEK_LEZEN, snapshot=True) as sessie:
            yield sessie
    else:
        with namens(wie, Recht.LOGBOEK_LEZEN, snapshot=True) as sessie:
            yield sessie


def _read(sessie: Sessie, persoon: Persoon, extra: Sequence[Extra]) -> Iterator[Deel]:
    dienst = sessie.wie.organisatie is None
    who = {naam: waarde for naam, waarde in asdict(persoon).items() if naam != "jongere"}
    yield persoon_deel(pl.DataFrame([{**who, "uuid": str(persoon.uuid) if persoon.uuid else None}]))
    klantvolg = read_klantvolg_over(sessie, persoon)
    yield from klantvolg_delen(klantvolg)
    if persoon.jongere is None:
        return
    jongere = persoon.jongere
    feiten = read_feiten_over(sessie.cur, jongere, doelgroepregister=dienst)
    yield from feiten_delen(feiten, read_open_vragen(sessie.cur, [jongere]))
    if dienst:
        yield uitval_deel(read_uitval_over(sessie.cur, jongere))
    yield prioriteiten_deel(_read_historie(sessie, jongere, doelgroepregister=dienst))
    yield werklijst_deel(_read_werklijst(sessie, jongere))
    yield wijzigingen_deel(read_wijzigingen_over(sessie.cur, jongere))
    if not dienst and Recht.DOELGROEP_INZIEN in sessie.wie.rechten:
        yield afgeleid_deel(_read_doelgroepregister(sessie, jongere))
    names = [persoon.uuid, *map(UUID, klantvolg["voorstellen"]["uuid"])]
    yield from (read(sessie, [name for name in names if name is not None]) for read in extra if dienst)
    yield logboek_deel(_read_log(sessie, jongere))


def _read_historie(sessie: Sessie, jongere: int, *, doelgroepregister: bool) -> pl.DataFrame:
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "organisatie": pl.String,
        "van": pl.Date,
        "tot": pl.Date,
        "prioriteit": pl.Int64,
        "redenen": pl.String,
        "vlaggen": pl.String,
        "loonperiode": pl.Date,
        "loon": pl.Int64,
        "uren": pl.Int64,
    }
    query = """
        SELECT o.naam, van.peildatum, tot.peildatum, p.prioriteit, p.redenen, p.vlaggen, p.loonperiode, p.loon, p.uren
        FROM prioriteit p JOIN organisatie o ON o.id = p.organisatie
        JOIN run van ON van.id = p.van LEFT JOIN run tot ON tot.id = p.tot
        WHERE p.jongere = %(jongere)s ORDER BY p.van, p.organisatie
    """
    if doelgroepregister:
        schema["doelgroepregister"] = pl.Boolean
        query = query.replace("p.uren", "p.uren, p.doelgroepregister")
    return copy_out(sessie.cur, query, schema, {"jongere": jongere})


def _read_werklijst(sessie: Sessie, jongere: int) -> pl.DataFrame:
    query = """
        SELECT o.naam, w.signaal, w.signaal_op FROM werkregel w JOIN organisatie o ON o.id = w.organisatie
        WHERE w.jongere = %(jongere)s AND w.signaal IS NOT NULL ORDER BY o.naam
    """
    return copy_out(sessie.cur, query, _WERKLIJST, {"jongere": jongere})


_WERKLIJST: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "organisatie": pl.String,
    "signaal": pl.String,
    "signaal_op": pl.Date,
}


def _read_doelgroepregister(sessie: Sessie, jongere: int) -> pl.DataFrame:
    """Read, by the one way there is for an organisation, the registrations known at the last run; not the ground."""
    sessie.cur.execute(
        """
        SELECT datum_begin, datum_einde, ontvangen_op
        FROM rapport_doelgroep((SELECT max(id) FROM run), %s) ORDER BY datum_begin, ontvangen_op
        """,
        (jongere,),
    )
    schema = {"datum_begin": pl.Date(), "datum_einde": pl.Date(), "ontvangen_op": MOMENT}
    found = pl.DataFrame(sessie.cur.fetchall(), schema=schema, orient="row")
    sessie.log("rapport.doelgroepregister_inzien", jongere)
    return found


def _read_log(sessie: Sessie, jongere: int) -> pl.DataFrame:
    names: dict[int, str] = dict(sessie.cur.execute("SELECT id, naam FROM organisatie").fetchall())
    pieces = [read_logregels(sessie.cur, Logfilter(jongere=jongere), aantal=_PER_DEEL)]
    while pieces[-1].height == _PER_DEEL:
        last = (pieces[-1]["tijdstip"][-1], pieces[-1]["nummer"][-1])
        pieces.append(read_logregels(sessie.cur, Logfilter(jongere=jongere), na=last, aantal=_PER_DEEL))
    naam = pl.col("organisatie").replace_strict(names, default=None, return_dtype=pl.String)
    return pl.concat(pieces).with_columns(organisatie=naam).drop("jongere")
