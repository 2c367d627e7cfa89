"""Rules 6, 7, 8 and the first half of 9 and 11: the income of a jongere, in one month that counts."""

import narwhals as nw

from vsv.domein.srtiv import Klasse
from vsv.prioriteit.motor import Tabel
from vsv.prioriteit.peilmoment import Maandvak, Peilmoment
from vsv.prioriteit.regelset import Regelset
from vsv.prioriteit.voorwaarden import eerste_die_geldt


def inkomen(aandelen: Tabel, peil: Peilmoment, regelset: Regelset) -> Tabel:
    """Return the income per jongere in the loonperiode.

    Args:
        aandelen: The shares found in the candidate months.
        peil: Holds the candidate months, the preferred one first.
        regelset: Says whether rule 6 applies.

    Returns:
        Per jongere with a share: loonperiode (day number of its first day), loon (cents of work), uren
        (hours of work), uitkering_inkomsten (a benefit share is found in it), onbekende_code (a share
        of class ONBEKEND is found in any candidate month).
    """
    per_maand = {
        f"{wat}_{maand.eerste}": som
        for maand in peil.maanden
        for wat, som in _sommen(nw.col("maand") == maand.eerste).items()
    }
    onbekend = (nw.col("klasse") == Klasse.ONBEKEND).any()
    if regelset.beeindigd_werk_telt_niet:
        aandelen = _die_meetellen(aandelen, peil)
    sommen = aandelen.group_by("jongere").agg(**per_maand, onbekende_code=onbekend)

    def in_loonperiode(wat: str, *, anders: object) -> nw.Expr:
        """Rule 7: of the candidate months, the first in which work or a benefit is found."""
        return eerste_die_geldt([(nw.col(f"{wat}_{maand.eerste}"), _gevonden(maand)) for maand in peil.maanden], anders)

    loonperiode = eerste_die_geldt([(maand.eerste, _gevonden(maand)) for maand in peil.maanden], peil.maanden[0].eerste)
    return sommen.select(
        "jongere",
        "onbekende_code",
        loonperiode=loonperiode,
        loon=in_loonperiode("loon", anders=0).cast(nw.Int64),
        uren=in_loonperiode("uren", anders=0).cast(nw.Int64),
        uitkering_inkomsten=in_loonperiode("uitkering", anders=False),
    )


def _die_meetellen(aandelen: Tabel, peil: Peilmoment) -> Tabel:
    """Rule 6: leave out what was paid before the previous month by an IKV that had ended by then."""
    recent = nw.col("maand") >= peil.vorige_maand
    liep_nog = nw.col("ikv_einde").is_null() | (nw.col("ikv_einde") >= peil.vorige_maand)
    return aandelen.filter(recent | liep_nog)


def _sommen(in_maand: nw.Expr) -> dict[str, nw.Expr]:
    """What is added up of a month: pay and hours of work, and whether there is a benefit."""
    werk = in_maand & (nw.col("klasse") == Klasse.WERK)
    return {
        "loon": nw.when(werk).then(nw.col("loon")).otherwise(0).sum(),
        "uren": nw.when(werk).then(nw.col("uren")).otherwise(0).sum(),
        "uitkering": (in_maand & (nw.col("klasse") == Klasse.UITKERING)).any(),
    }


def _gevonden(maand: Maandvak) -> nw.Expr:
    """Whether a share of work (each has loon > 0) or of a benefit is found in a month."""
    return (nw.col(f"loon_{maand.eerste}") > 0) | nw.col(f"uitkering_{maand.eerste}")
