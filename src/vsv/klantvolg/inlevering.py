"""A file of jongeren handed in through the portal: kept for an hour, looked at, confirmed, and undone.

Between looking and confirming the file has to be somewhere. It is kept in the database, encrypted with the key of the
BSN's and for nobody but who handed it in; the browser gets no more than a name that says nothing. Once it is confirmed
only what was refused is left of it (our decision).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID, uuid4

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.aanmelden import sign_up
from vsv.klantvolg.afmelden import Afmeldreden
from vsv.klantvolg.bestand.lezen import Bestand, parse_bestand, write_tabel
from vsv.klantvolg.bestand.tabel import Vorm
from vsv.klantvolg.bestand.voorbeeld import VOORBEELD
from vsv.klantvolg.bulk import Voorvertoning, as_voorvertoning, format_geweigerd, preview
from vsv.klantvolg.einden import sign_off_all
from vsv.klantvolg.personen import use_sleutels
from vsv.toegang.service import Recht, Sessie, Wie, namens

BEWAAR_MINUTEN: Final = 60
"""How long a file waits for who handed it in (our decision)."""


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What was done with a file; the four numbers add up to its rows, up to the last one that is filled in.

    Attributes:
        nieuw: How many jongeren were signed up.
        al_bekend: How many were followed already.
        vervallen: How many rows said nothing.
        geweigerd: How many rows were refused.
    """

    nieuw: int
    al_bekend: int
    vervallen: int
    geweigerd: int

    @classmethod
    def of(cls, voorvertoning: Voorvertoning) -> "Uitslag":
        """Count what a preview says."""
        return cls(
            voorvertoning.nieuw,
            voorvertoning.al_bekend.height,
            voorvertoning.bestand.vervallen,
            voorvertoning.geweigerd,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Inlevering:
    """A file that was handed in.

    Attributes:
        uitslag: What would be done with it, or has been done.
        voorvertoning: What would be done, row by row; None when it is confirmed.
    """

    uitslag: Uitslag
    voorvertoning: Voorvertoning | None


def hand_in(wie: Wie, naam: str, inhoud: bytes, *, aanmelddatum: date) -> str:
    """Keep a file for an hour, in place of what `wie` handed in before.

    Args:
        wie: Who acts, with the right AANMELDEN.
        naam: Name of the file.
        inhoud: Its content.
        aanmelddatum: For the rows that have none.

    Returns:
        The uuid by which it is found again, by `wie` alone.

    Raises:
        InvoerFout: It can't be read, or its columns are not right.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    uuid = str(uuid4())
    with namens(wie, Recht.AANMELDEN) as sessie:
        parse_bestand(naam, inhoud)
        forget_inleveringen(sessie)
        sleutels = use_sleutels(sessie.cur)
        sessie.cur.execute("DELETE FROM inlevering WHERE actor = %s", (wie.actor,))
        sessie.cur.execute(
            """
            INSERT INTO inlevering (organisatie, actor, uuid, inhoud, aanmelddatum, tot)
            VALUES (vsv_organisatie(), %s, %s, %b, %s, now() + make_interval(mins => %s))
            """,
            (wie.actor, uuid, sleutels.seal(_pack(naam, inhoud), _doel(wie, uuid)), aanmelddatum, BEWAAR_MINUTEN),
        )
    return uuid


def read_inlevering(wie: Wie, uuid: UUID, *, vandaag: date) -> Inlevering:
    """Show what would become of a file, or has become of it. Whom it looked up is logged.

    Raises:
        InvoerFout: INLEVERING_WEG: `wie` handed in no such file in the last hour.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        bewaard = _find(sessie, uuid)
    if bewaard.uitslag:
        return Inlevering(bewaard.uitslag, None)
    voorvertoning = preview(wie, bewaard.parse(), aanmelddatum=bewaard.aanmelddatum, vandaag=vandaag)
    return Inlevering(Uitslag.of(voorvertoning), voorvertoning)


def confirm_inlevering(wie: Wie, uuid: UUID, *, vandaag: date) -> Uitslag:
    """Sign up the rows that pass, all in one transaction, after judging them again; a second time changes nothing.

    Raises:
        InvoerFout: INLEVERING_WEG.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        bewaard = _find(sessie, uuid)
        if bewaard.uitslag:
            return bewaard.uitslag
        bestand = bewaard.parse()
        oordeel = sign_up(sessie, bestand.rijen, aanmelddatum=bewaard.aanmelddatum, vandaag=vandaag)
        gedaan = as_voorvertoning(bestand, oordeel, overgenomen=True)
        uitslag = Uitslag.of(gedaan)
        terug = _pack(f"geweigerd.{bestand.tabel.vorm.soort}", format_geweigerd(gedaan)) if gedaan.geweigerd else None
        sessie.cur.execute(
            """
            UPDATE inlevering
            SET inhoud = %b, nieuw = %s, al_bekend = %s, vervallen = %s, geweigerd = %s, jongeren = %s
            WHERE uuid = %s
            """,
            (
                terug and use_sleutels(sessie.cur).seal(terug, _doel(wie, str(uuid))),
                uitslag.nieuw,
                uitslag.al_bekend,
                uitslag.vervallen,
                uitslag.geweigerd,
                oordeel.nieuw["jongere"].to_list(),
                uuid,
            ),
        )
    return uitslag


def format_geweigerd_van(wie: Wie, uuid: UUID, *, vandaag: date) -> tuple[str, bytes]:
    """Return name and content of a file with the refused rows, in the form they came in and with a column `reden`.

    Raises:
        InvoerFout: INLEVERING_WEG, or GEEN_GEWEIGERD: no row was refused.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        bewaard = _find(sessie, uuid)
    if bewaard.uitslag and bewaard.inhoud is not None:
        return bewaard.naam, bewaard.inhoud
    if not bewaard.uitslag:
        voorvertoning = preview(wie, bewaard.parse(), aanmelddatum=bewaard.aanmelddatum, vandaag=vandaag)
        if voorvertoning.geweigerd:
            return f"geweigerd.{voorvertoning.bestand.tabel.vorm.soort}", format_geweigerd(voorvertoning)
    raise InvoerFout(Fout("GEEN_GEWEIGERD", "Van dit bestand is geen rij geweigerd."))


def undo_inlevering(wie: Wie, uuid: UUID, *, vandaag: date) -> int:
    """Sign off, as if they had never been followed, all who were signed up by a file that was confirmed.

    Who was signed off or handed over since stays so; a second time changes nothing.

    Returns:
        How many were signed off.

    Raises:
        InvoerFout: INLEVERING_WEG.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        jongeren = _find(sessie, uuid).jongeren
        afsluiting = sign_off_all(sessie, jongeren, reden=Afmeldreden.ONTERECHT, datum=None, vandaag=vandaag)
        return len(jongeren) - afsluiting.gelijk.height - afsluiting.fouten.height


def forget_inleveringen(sessie: Sessie) -> int:
    """Forget the files, of every organisation, that waited for an hour; return how many there were."""
    sessie.cur.execute("SELECT klantvolg_vergeet_inleveringen()")
    ((aantal,),) = sessie.cur
    return int(aantal)


def make_voorbeeld(soort: Literal["csv", "xlsx", "ods"]) -> bytes:
    """Return a template to fill in, with a row that shows how and is passed over when it is left in."""
    return write_tabel(Vorm(soort, scheiding=";", bom=True, blad="Jongeren"), VOORBEELD)


@dataclass(frozen=True, slots=True)
class _Bewaard:
    """What is kept of a file, readable again."""

    naam: str
    inhoud: bytes | None
    aanmelddatum: date
    uitslag: Uitslag | None
    jongeren: list[int]

    def parse(self) -> Bestand:
        return parse_bestand(self.naam, self.inhoud or b"")


def _find(sessie: Sessie, uuid: UUID) -> _Bewaard:
    """Read what is kept, and keep it so for this transaction."""
    sessie.cur.execute(
        """
        SELECT inhoud, aanmelddatum, nieuw, al_bekend, vervallen, geweigerd, jongeren FROM inlevering
        WHERE organisatie = vsv_organisatie() AND actor = %s AND uuid = %s AND tot > now() FOR UPDATE
        """,
        (sessie.wie.actor, uuid),
    )
    row = sessie.cur.fetchone()
    if row is None:
        raise InvoerFout(
            Fout(
                "INLEVERING_WEG",
                f"Dit bestand is er niet meer. Wij bewaren het {BEWAAR_MINUTEN} minuten, tot u een ander inlevert.",
                advies="Lever het bestand opnieuw in.",
            )
        )
    verzegeld, aanmelddatum, *tellingen, jongeren = row
    naam, inhoud = "", None
    if verzegeld is not None:
        open_ = use_sleutels(sessie.cur).unseal(verzegeld, _doel(sessie.wie, str(uuid)))
        kop, _, inhoud = open_.partition(b"\0")
        naam = kop.decode()
    uitslag = Uitslag(*tellingen) if tellingen[0] is not None else None
    return _Bewaard(naam, inhoud, aanmelddatum, uitslag, jongeren or [])


def _pack(naam: str, inhoud: bytes) -> bytes:
    return naam.replace("\0", "").encode("utf-8", "replace") + b"\0" + inhoud


def _doel(wie: Wie, uuid: str) -> str:
    """Say for what it is encrypted: this file of this person, at this organisation, and no other."""
    return f"inlevering {wie.organisatie.id if wie.organisatie else 0} {wie.actor} {uuid}"
