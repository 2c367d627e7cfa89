"""What the polisadministratie knows: inkomstenverhoudingen, their periodes and their opgaven."""

import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.correcties import correct_opgaven, with_repeats
from vsv.simulatie.kalender import OPEN, datums, tijdstippen
from vsv.simulatie.kansen import RITMES
from vsv.simulatie.opgaven import make_opgaven, make_tijdvakregels
from vsv.simulatie.toeval import gebeurt
from vsv.simulatie.verhoudingen import make_bekendheid, make_ikp_versies, make_ikv_versies
from vsv.simulatie.wereld import Wereld


def make_polis(wereld: Wereld, verhoudingen: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the three tables of the polisadministratie as known when the last peildatum begins.

    Args:
        wereld: The world.
        verhoudingen: Every inkomstenverhouding as it really is (`VERHOUDING_SCHEMA` and `nummer_ikv`),
            in order of person, payer and number.
    """
    regels = make_tijdvakregels(wereld, verhoudingen)
    bekendheid = make_bekendheid(wereld, verhoudingen, regels.eerste_ontvangst())
    opgaven = make_opgaven(wereld, verhoudingen, regels[regels.ontvangen < wereld.kalender.slot])
    alle_opgaven = pl.concat(
        [opgaven.with_columns(ingetrokken=pl.lit(value=False)), correct_opgaven(wereld, opgaven, verhoudingen)]
    )
    ikv, ikp = "inkomstenverhoudingen", "inkomstenperiodes"
    ikv_versies = make_ikv_versies(wereld, verhoudingen, bekendheid)
    ikp_versies = make_ikp_versies(wereld, verhoudingen, bekendheid)
    tabellen = {
        ikv: _with_names(wereld, verhoudingen, with_repeats(wereld, ikv, ikv_versies, ["verhouding"])),
        ikp: with_repeats(wereld, ikp, ikp_versies, ["verhouding", "datum_begin"]),
        "inkomstenopgaven": _with_dates(wereld, verhoudingen, alle_opgaven),
    }
    return {naam: _with_keys(wereld, verhoudingen, tabel) for naam, tabel in tabellen.items()}


def _with_keys(wereld: Wereld, verhoudingen: pl.DataFrame, tabel: pl.DataFrame) -> pl.DataFrame:
    """Add the keys of the verhouding that stands at each position."""
    rij = tabel["verhouding"]
    werkgever = verhoudingen["werkgever"].gather(rij)
    return tabel.with_columns(
        bsn=wereld.bevolking.bsn.gather(verhoudingen["persoon"].gather(rij)),
        loonheffingennummer=wereld.werkgevers.loonheffingennummer.gather(werkgever),
        nummer_ikv=verhoudingen["nummer_ikv"].gather(rij),
    )


def _with_names(wereld: Wereld, verhoudingen: pl.DataFrame, tabel: pl.DataFrame) -> pl.DataFrame:
    """Add the name of the payer."""
    werkgever = verhoudingen["werkgever"].gather(tabel["verhouding"])
    return tabel.with_columns(werkgever=wereld.werkgevers.naam.gather(werkgever))


def _with_dates(wereld: Wereld, verhoudingen: pl.DataFrame, opgaven: pl.DataFrame) -> pl.DataFrame:
    """Add the dates of the tijdvak and the moment; some monthly ones leave out their end."""
    rng, tijdvakken = wereld.stroom("einde tijdvak"), wereld.kalender.tijdvakken
    tijdvak, rij = opgaven["tijdvak"].to_numpy(), opgaven["verhouding"].to_numpy()
    ritme = wereld.werkgevers.ritme[verhoudingen["werkgever"].to_numpy()[rij]]
    leeg = gebeurt(rng, kansen.KANS_EINDE_TIJDVAK_LEEG, len(rij)) & (ritme == RITMES.index("maand"))
    einde = tijdvakken.einde[tijdvak]
    einde[leeg] = OPEN
    return opgaven.with_columns(
        datum_begin=datums(tijdvakken.begin[tijdvak]),
        datum_einde=datums(einde),
        ontvangen_op=tijdstippen(opgaven["ontvangen"].to_numpy()),
    )
