"""When the sources were asked about whom, and answered.

On the day after an aanmelding, and then every week, shortly before the next peildatum, about everyone
who is followed. Of the time before the window only the first answer and the last one are kept: older
ones change nothing.
"""

import numpy as np
import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.aanmeldingen import Aanmeldingen
from vsv.simulatie.kalender import Kalender, dagnummer, draw_momenten, tijdstippen
from vsv.simulatie.toeval import Getallen, gebeurt, tussen
from vsv.simulatie.wereld import Wereld


def make_bevragingen(wereld: Wereld, aanmeldingen: Aanmeldingen) -> pl.DataFrame:
    """Return the table `bevragingen`: bsn, bron and beantwoord_op of every question that was answered."""
    rng, bevolking, kalender = wereld.stroom("bevragingen"), wereld.bevolking, wereld.kalender
    tabellen = []
    for bron, ritme in kansen.BRONNEN.items():
        nooit = gebeurt(rng, kansen.KANS_NOOIT_ANTWOORD, len(bevolking))
        vragen = [_first_answers(rng, aanmeldingen, kalender)]
        for week, peildatum in enumerate(kalender.peildata):
            if week % ritme == 0:
                vragen.append(_weekly_answers(rng, aanmeldingen, len(bevolking), dagnummer(peildatum)))
        persoon, dag = (np.concatenate(kolom) for kolom in zip(*vragen, strict=True))
        wel = ~nooit[persoon]
        tabellen.append(
            pl.DataFrame(
                {
                    "bsn": bevolking.bsn.gather(persoon[wel]),
                    "bron": pl.repeat(bron, int(wel.sum()), eager=True),
                    "beantwoord_op": tijdstippen(draw_momenten(rng, dag[wel])),
                }
            )
        )
    return pl.concat(tabellen)


def _first_answers(
    rng: np.random.Generator, aanmeldingen: Aanmeldingen, kalender: Kalender
) -> tuple[Getallen, Getallen]:
    """Return person and day of the answers to the first question after each aanmelding."""
    aantal = len(aanmeldingen.van)
    direct = gebeurt(rng, kansen.KANS_DIRECT_ANTWOORD, aantal)
    na = np.where(direct, 1, tussen(rng, (2, kansen.EERSTE_ANTWOORD_UITERLIJK), aantal))
    dag = aanmeldingen.van + na
    binnen = (dag < kalender.einde) & (dag < aanmeldingen.tot)
    return aanmeldingen.persoon[binnen], dag[binnen]


def _weekly_answers(
    rng: np.random.Generator, aanmeldingen: Aanmeldingen, personen: int, peildatum: int
) -> tuple[Getallen, Getallen]:
    """Return person and day of the answers about everyone who is followed, before one peildatum."""
    vraagdag = peildatum - kansen.VRAAG_VOORAF
    gevolgd = np.zeros(personen, bool)
    gevolgd[aanmeldingen.persoon[(aanmeldingen.van <= vraagdag) & (vraagdag < aanmeldingen.tot)]] = True
    gevolgd &= ~gebeurt(rng, kansen.KANS_ZONDER_ANTWOORD, personen)
    persoon = np.flatnonzero(gevolgd).astype(np.int32)
    return persoon, np.full(len(persoon), vraagdag, np.int32)
