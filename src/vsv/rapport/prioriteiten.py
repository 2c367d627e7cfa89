"""What the reports said about one person, one after the other: for programs."""

from uuid import UUID

import polars as pl

from vsv.toegang.service import Wie


def read_prioriteiten(wie: Wie, uuid: UUID) -> pl.DataFrame:
    """Return what the reports of the acting organisation said about a person whom it follows now, and log it.

    Returns:
        van and tot (peildatum of the runs between which it held; tot null = holds now), prioriteit (0 = NP),
        loonperiode, loon (cents), uren, redenen, vlaggen (codes joined by |), wijziging (Dutch: why it changed); the
        latest first.

    Raises:
        GeenRecht: `wie` may not see young people.
        InvoerFout: JONGERE_ONBEKEND.
    """
    raise NotImplementedError
