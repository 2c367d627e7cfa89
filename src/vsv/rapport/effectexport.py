"""The figures of a school year as a file: a row a figure, so that those of all regions stand under one another."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.gemeenten import regios
from vsv.domein.perioden import datum_tekst
from vsv.rapport.codes import name_priority
from vsv.rapport.download import Download, open_temporary
from vsv.rapport.effect import Effect, Schooljaar, read_effect
from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom, Soort
from vsv.rapport.uitvoer.formaten import FORMATEN, require_formaat
from vsv.toegang.service import Wie

EFFECTFORMATEN: Final = ("ods", "csv", "xlsx")
"""What the figures of a school year can be written as; each is one file."""

_KOLOMMEN: Final = (
    Kolom("schooljaar", "Schooljaar", breedte=12),
    Kolom("regio", "Regio", Soort.GEHEEL, 8),
    Kolom("regionaam", "Naam van de regio", breedte=30),
    Kolom("oin", "OIN", breedte=22),
    Kolom("organisatie", "Organisatie", breedte=36),
    Kolom("cijfer", "Cijfer", breedte=60),
    Kolom("van", "Van", breedte=8),
    Kolom("naar", "Naar", breedte=8),
    Kolom("aantal", "Aantal of dagen", Soort.GEHEEL, 16),
    Kolom("bijgewerkt_tot", "Bijgewerkt tot", Soort.DATUM, 14),
)
_SCHEMA: Final = {"cijfer": pl.String, "van": pl.String, "naar": pl.String, "aantal": pl.Int64}

Cijfer = tuple[str, str | None, str | None, int | None]


def export_effect(wie: Wie, schooljaar: Schooljaar, formaat: str, pad: Path) -> int:
    """Write the figures of a school year of the acting organisation, or of all for the service itself.

    Returns:
        Of how many organisations there are figures in it.

    Raises:
        GeenRecht: `wie` may not see figures.
        InvoerFout: There is no such format, or there are no figures of this school year.
        OmgevingFout: It can't be written; then nothing is left behind.
    """
    require_formaat(formaat, EFFECTFORMATEN)
    effecten = read_effect(wie, schooljaar)
    if not effecten:
        raise InvoerFout(
            Fout(
                "GEEN_EFFECTCIJFERS",
                "Van dit schooljaar zijn er geen cijfers.",
                f"schooljaar {schooljaar}",
                "De cijfers komen na de eerste weekrun van het schooljaar.",
            )
        )
    rows = pl.concat([_as_rows(effect) for effect in effecten])
    made = max(effect.bijgewerkt_tot for effect in effecten)
    blad = Blad("Effectrapportage", f"Cijfers over het schooljaar {schooljaar}", _KOLOMMEN, [rows])
    document = Document(
        titel=f"Effectrapportage {schooljaar}",
        organisatie=wie.organisatie.naam if wie.organisatie else "Alle regio's",
        gemaakt_op=datetime.combine(made, time(), UTC),
        bladen=(blad,),
    )
    FORMATEN[formaat].write(document, pad)
    return len(effecten)


def open_effect(wie: Wie, schooljaar: Schooljaar, formaat: str) -> Download:
    """Make that file for whoever asks for it over HTTP; see `export_effect` and `vsv.rapport.download`."""

    def make(pad: Path) -> str:
        export_effect(wie, schooljaar, formaat, pad)
        return f"effectrapportage-{schooljaar}"

    return open_temporary(make, formaat)


def _as_rows(effect: Effect) -> pl.DataFrame:
    regio = regios().get(effect.organisatie.regio)
    cijfers = pl.DataFrame(list(describe_effect(effect)), schema=_SCHEMA, orient="row")
    return cijfers.with_columns(
        pl.lit(str(effect.schooljaar)).alias("schooljaar"),
        pl.lit(effect.organisatie.regio, dtype=pl.Int64).alias("regio"),
        pl.lit(regio.naam if regio else "", dtype=pl.String).alias("regionaam"),
        pl.lit(effect.organisatie.oin).alias("oin"),
        pl.lit(effect.organisatie.naam).alias("organisatie"),
        pl.lit(effect.bijgewerkt_tot).alias("bijgewerkt_tot"),
    )


def describe_effect(effect: Effect) -> Iterator[Cijfer]:
    """Yield each figure: what it is in Dutch, from and to which priority where that says something, and how many."""
    if effect.teldatum and effect.aantallen:
        dag = datum_tekst(effect.teldatum)
        for number, aantal in enumerate(effect.aantallen):
            yield f"Jongeren per prioriteit op {dag}", None, name_priority(number), aantal
        yield f"Jongeren zonder school en zonder werk (1 en 5) op {dag}", None, None, effect.zonder_werk_en_school
    yield "Nieuwe aanmeldingen in het schooljaar", None, None, effect.nieuw
    yield "Overgenomen van een andere organisatie", None, None, effect.overgenomen
    for van, naar, aantal in effect.verplaatsingen:
        yield (
            "Verplaatsingen tussen twee weekrapporten",
            name_priority(van) or "nieuw",
            name_priority(naar) or "weg",
            aantal,
        )
    yield "Nieuw begonnen in prioriteit 1", None, "1", effect.vanuit_1
    yield "Daarvan later in prioriteit 2, 3 of 4", "1", "2, 3, 4", effect.naar_werk
    for naam, dagen in zip(("een kwart", "de helft", "driekwart"), effect.dagen_naar_werk or (None,) * 3, strict=True):
        yield f"Dagen tot het eerste werk: {naam} van wie werk vond binnen", "1", "2, 3, 4", dagen
