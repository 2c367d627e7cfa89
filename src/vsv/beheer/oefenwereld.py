"""A small Netherlands to practise in: people who are followed, what is known of them, and the reports of some weeks."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl

from vsv.beheer.database import data_folder, stop_embedded
from vsv.bronnen.service import take_levering
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.gemeenten import gemeenten
from vsv.domein.perioden import dag_van
from vsv.logboek.service import ensure_months
from vsv.rapport.service import run_dag, run_week, update_effect
from vsv.simulatie.service import leveringen_per_week, make_nederland, write
from vsv.toegang.service import Organisatie, add_organisatie, als_dienst, operator

OIN_NIEUW: Final = "00000099000999009000"
"""Of the organisation that has just begun."""


@dataclass(frozen=True, slots=True)
class Oefenwereld:
    """What there is.

    Attributes:
        organisaties: Every organisation by OIN.
        eerste: The one that follows most people.
        tweede: The one after that.
        nieuw: One that follows nobody yet.
        bsns: Every BSN that there is.
    """

    organisaties: Mapping[str, Organisatie]
    eerste: Organisatie
    tweede: Organisatie
    nieuw: Organisatie
    bsns: frozenset[str]


def fresh_folder(naam: str) -> Path:
    """Empty a folder of this name in the data folder, for a database of its own, and let `VSV_MAP` be it.

    Raises:
        InvoerFout: `DATABASE_URL` is set: to practise never touches a database that may be somebody's.
    """
    if os.environ.get("DATABASE_URL"):
        raise InvoerFout(
            Fout(
                "DEMO_EIGEN_DATABASE",
                "Om te oefenen is er altijd een eigen, tijdelijke database.",
                "DATABASE_URL",
                "Haal deze instelling weg en probeer het opnieuw.",
            )
        )
    folder = data_folder() / naam
    stop_embedded(folder / "postgres")
    shutil.rmtree(folder, ignore_errors=True)
    os.environ["VSV_MAP"] = str(folder)
    return folder


def last_monday() -> date:
    """Return the Monday of this week: to practise is about now, as for who may be followed today."""
    today = dag_van(datetime.now(UTC))
    return today - timedelta(days=today.weekday())


def fill(folder: Path, *, personen: int, weken: int, zaad: int) -> Oefenwereld:
    """Let a small Netherlands go through some weeks, in the database that `DATABASE_URL` names.

    Args:
        folder: For the leveringen.
        personen: How many people.
        weken: How many weeks up to this Monday.
        zaad: The same seed gives the same people.
    """
    wie, tot = operator("oefenen"), last_monday()
    with als_dienst(wie) as sessie:
        ensure_months(sessie.cur, dag_van(datetime.now(UTC)).replace(day=1))
    nederland = make_nederland(personen=personen, zaad=zaad, tot=tot, weken=weken)
    organisaties = {r["oin"]: add_organisatie(wie, **r) for r in nederland.organisaties.iter_rows(named=True)}
    for peildatum, tabellen in islice(leveringen_per_week(nederland), weken + 1):
        tabellen.pop("afmeldingen")
        write(tabellen, folder / str(peildatum))
        take_levering(wie, folder / str(peildatum))
        run_dag(wie, peildatum - timedelta(days=1))
        run_week(wie, peildatum)
    update_effect(wie, dag_van(datetime.now(UTC)))
    aanmeldingen = nederland.tabellen["aanmeldingen"]
    largest = aanmeldingen.group_by("organisatie_oin").len().sort("len", "organisatie_oin", descending=True)
    first, second = largest["organisatie_oin"][:2]
    return Oefenwereld(
        organisaties,
        organisaties[first],
        organisaties[second],
        add_newcomer(),
        frozenset(aanmeldingen["bsn"].cast(pl.String)),
    )


def add_newcomer() -> Organisatie:
    """Return an organisation that follows nobody yet."""
    texel = gemeenten()["0448"]
    return add_organisatie(
        operator("oefenen"),
        oin=OIN_NIEUW,
        naam=f"Gemeente {texel.naam}",
        soort="gemeente",
        regio=texel.regio,
        gemeentecode=texel.code,
    )
