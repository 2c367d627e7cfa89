"""The parts of an inzage, made of what the rooms read."""

import json
from collections.abc import Mapping

import polars as pl

from vsv.logboek.service import describe_bijzonderheden
from vsv.rapport.inzagedeel import Deel
from vsv.rapport.inzageopzet import (
    AFGELEID,
    BEVRAGINGEN,
    FEITEN,
    KLANTVOLG,
    LOGBOEK,
    PRIORITEITEN,
    UITVAL,
    VRAGEN,
    WERKLIJST,
    WIE,
    WIJZIGINGEN,
)


def klantvolg_delen(gevonden: Mapping[str, pl.DataFrame]) -> list[Deel]:
    """Return the parts of klantvolg that are there; see `read_klantvolg_over`."""
    return [Deel(opzet, gevonden[opzet.naam]) for opzet in KLANTVOLG if opzet.naam in gevonden]


def feiten_delen(feiten: Mapping[str, pl.DataFrame], open_vragen: pl.DataFrame) -> list[Deel]:
    """Return the parts of the sources that are there; see `read_feiten_over` and `read_open_vragen`."""
    moment = pl.col("beantwoord_op")
    per_bron = feiten["bevragingen"].group_by("bron", maintain_order=True)
    summary = per_bron.agg(aantal=pl.len(), eerste=moment.min(), laatste=moment.max()).sort("bron")
    return [
        *(Deel(opzet, feiten[opzet.naam]) for opzet in FEITEN if opzet.naam in feiten),
        Deel(BEVRAGINGEN, feiten["bevragingen"], summary),
        Deel(VRAGEN, open_vragen.drop("jongere")),
    ]


def persoon_deel(persoon: pl.DataFrame) -> Deel:
    """Return the part that says who it is about: the columns of `Persoon` without the key."""
    return Deel(WIE, persoon)


def uitval_deel(uitval: pl.DataFrame) -> Deel:
    """Return the part with refused rows; see `read_uitval_over`."""
    return Deel(UITVAL, uitval)


def prioriteiten_deel(historie: pl.DataFrame) -> Deel:
    """Return the part with the history of priorities."""
    return Deel(PRIORITEITEN, historie)


def werklijst_deel(signalen: pl.DataFrame) -> Deel:
    """Return the part with what the werklijst says about work: organisatie (name), signaal, signaal_op."""
    return Deel(WERKLIJST, signalen)


def wijzigingen_deel(gebeurtenissen: pl.DataFrame) -> Deel:
    """Return the part with what was put ready for software: organisatie (name), tijdstip, soort, signaal."""
    return Deel(WIJZIGINGEN, gebeurtenissen)


def afgeleid_deel(registraties: pl.DataFrame) -> Deel:
    """Return the part with what an organisation may see of the doelgroepregister."""
    return Deel(AFGELEID, registraties)


def logboek_deel(regels: pl.DataFrame) -> Deel:
    """Return the part with the log: tijdstip, organisatie (name), actor, actie, bijzonderheden (JSON) and more."""
    details = [
        describe_bijzonderheden(actie, json.loads(tekst))
        for actie, tekst in regels.select("actie", "bijzonderheden").iter_rows()
    ]
    return Deel(LOGBOEK, regels, regels.with_columns(details=pl.Series(details, dtype=pl.String)))
