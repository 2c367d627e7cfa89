"""A file of jongeren to sign up: shown first, then confirmed, and what was refused goes back to its sender."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.aanmelden import look_up, sign_up
from vsv.klantvolg.bestand.lezen import Bestand, format_rijen, write_rijen
from vsv.klantvolg.oordeel import Oordeel
from vsv.toegang.service import Recht, Wie, namens


@dataclass(frozen=True, slots=True, eq=False)
class Voorvertoning:
    """What would become of each row of a file, or has become of it.

    Attributes:
        bestand: The file.
        nieuw: Number of rows to sign up.
        al_bekend: rij, wijkt_af, zin: who is followed already, and whether the row says something else.
        fouten: rij, kolom, code, reden: every fault of every row that is refused.
        overgenomen: The new ones have been signed up.
    """

    bestand: Bestand
    nieuw: int
    al_bekend: pl.DataFrame
    fouten: pl.DataFrame
    overgenomen: bool

    @property
    def geweigerd(self) -> int:
        """Number of rows that are refused."""
        return self.fouten["rij"].n_unique()


def preview(wie: Wie, bestand: Bestand, *, aanmelddatum: date, vandaag: date) -> Voorvertoning:
    """Show what `confirm` would do, and change nothing. Whom it looked up is logged.

    Args:
        wie: Who acts, with the right AANMELDEN.
        bestand: The file.
        aanmelddatum: For the rows that have none.
        vandaag: The date today: no aanmelddatum may be after it.

    Raises:
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        oordeel = look_up(sessie, bestand.rijen, aanmelddatum=aanmelddatum, vandaag=vandaag)
    return as_voorvertoning(bestand, oordeel, overgenomen=False)


def confirm(wie: Wie, bestand: Bestand, *, aanmelddatum: date, vandaag: date, controlegetal: str) -> Voorvertoning:
    """Sign up the rows that pass, all in one transaction, after judging them again.

    Args:
        wie: Who acts, with the right AANMELDEN.
        bestand: The file.
        aanmelddatum: For the rows that have none.
        vandaag: The date today.
        controlegetal: That of the file that was shown.

    Raises:
        InvoerFout: This is another file than was shown; nothing has changed.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    if bestand.controlegetal != controlegetal:
        raise InvoerFout(
            Fout(
                "BESTAND_GEWIJZIGD",
                "Dit bestand is veranderd sinds u het hebt bekeken. Er is niets overgenomen.",
                bestand.naam,
                "Bekijk het eerst opnieuw.",
            )
        )
    with namens(wie, Recht.AANMELDEN) as sessie:
        oordeel = sign_up(sessie, bestand.rijen, aanmelddatum=aanmelddatum, vandaag=vandaag)
    return as_voorvertoning(bestand, oordeel, overgenomen=True)


def write_geweigerd(voorvertoning: Voorvertoning, pad: Path) -> None:
    """Write the refused rows as they came, with a column `reden` that holds every fault.

    Raises:
        InvoerFout: The name does not end as that of the file they came from.
    """
    write_rijen(voorvertoning.bestand, _join_redenen(voorvertoning), pad)


def format_geweigerd(voorvertoning: Voorvertoning) -> bytes:
    """Return the same as the content of a file."""
    return format_rijen(voorvertoning.bestand, _join_redenen(voorvertoning))


def _join_redenen(voorvertoning: Voorvertoning) -> dict[int, str]:
    redenen = voorvertoning.fouten.group_by("rij", maintain_order=True).agg(pl.col("reden").str.join(" "))
    return dict(redenen.iter_rows())


def as_voorvertoning(bestand: Bestand, oordeel: Oordeel, *, overgenomen: bool) -> Voorvertoning:
    """Return what a judgement says about a file."""
    return Voorvertoning(bestand, oordeel.nieuw.height, oordeel.al_bekend, oordeel.fouten, overgenomen)
