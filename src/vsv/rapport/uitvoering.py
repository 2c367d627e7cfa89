"""The week run and the day run: rank, compare with what holds, and write down what changed. All or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

import polars as pl

from vsv.bronnen.service import latest_levering, read_bronnen_tot
from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.service import end_at_27
from vsv.prioriteit.service import Afgeleide
from vsv.rapport.berekening import compute_stand
from vsv.rapport.historie import find_changes, read_historie, stand_bij, write_changes
from vsv.rapport.mutaties import read_banen
from vsv.rapport.rapporten import Rapport, read_rapporten, write_rapporten
from vsv.rapport.runs import Grondslag, Run, Soort, find_last, insert_run
from vsv.rapport.signalen import count_signalen, find_signalen
from vsv.rapport.wat_als.geldend import find_geldig
from vsv.rapport.werklijst.bijwerken import update_werklijst
from vsv.toegang.service import Sessie, Wie, als_dienst


@dataclass(frozen=True, slots=True)
class Runverslag:
    """What a run did.

    Attributes:
        run: The run; an earlier one when it had been carried out already.
        rapporten: The report of each organisation.
        gewijzigd: Number of lines that changed, people who are new or gone included; None when the run had been
            carried out already and nothing was done.
        mutaties: What changed in the inkomstenverhoudingen of whom it ranked, see `vsv.rapport.mutaties.Banen`.
        ikv_signalen: The IKV-signalen, see `vsv.rapport.signalen.find_signalen`.
    """

    run: Run
    rapporten: list[Rapport]
    gewijzigd: int | None
    mutaties: pl.DataFrame
    ikv_signalen: pl.DataFrame

    @property
    def signalen(self) -> pl.DataFrame:
        """How many IKV-signalen each organisation has: organisatie, signaal, aantal."""
        return count_signalen(self.ikv_signalen)


def run_week(wie: Wie, peildatum: date) -> Runverslag:
    """Rank everyone whom an organisation follows on `peildatum`, and make the reports of the week.

    Twice for the same day is once: the second time nothing is done.

    Raises:
        InvoerFout: There was a run for a later day already: history is not written backwards.
        ControleFout: The rule set was changed after it was used.
        GeenRecht: `wie` may not do this.
    """
    return _run(wie, "week", peildatum)


def run_dag(wie: Wie, peildatum: date) -> Runverslag:
    """Rank who is not yet ranked, in NP or in 1; the others keep what the last run found. See `run_week`."""
    return _run(wie, "dag", peildatum)


def last_peildatum(wie: Wie) -> date | None:
    """Return the peildatum of the last run of either kind; None when there was none yet."""
    with als_dienst(wie) as sessie:
        last = find_last(sessie.cur)
    return last.peildatum if last else None


def _run(wie: Wie, soort: Soort, peildatum: date) -> Runverslag:
    verslag = _run_once(wie, soort, peildatum)
    update_werklijst(wie, {verslag.run.id: verslag.ikv_signalen})
    return verslag


def _run_once(wie: Wie, soort: Soort, peildatum: date) -> Runverslag:
    bekend_tot = _settle_aanmeldingen(wie)
    with _turn(wie) as sessie:
        done = find_last(sessie.cur, soort=soort, peildatum=peildatum)
        if done:
            return _tell(sessie, done, read_rapporten(sessie.cur, [done]), None)
        _check_order(sessie, peildatum)
        end_at_27(sessie, peildatum)
        regels = find_geldig(sessie.cur, peildatum)
        run = insert_run(sessie.cur, _pin(sessie, soort, peildatum, regels, bekend_tot))
        return _carry_out(sessie, run)


def _carry_out(sessie: Sessie, run: Run) -> Runverslag:
    vorige_week = find_last(sessie.cur, soort="week", voor=run.id)
    before = run.id - 1
    historie = read_historie(sessie.cur, van=vorige_week.id if vorige_week else before, tot=before)
    voor = stand_bij(historie, before)
    stand = compute_stand(sessie.cur, run, run.regels, voor)
    changed, ended = find_changes(voor, stand, run.peildatum)
    write_changes(sessie.cur, run.id, changed, ended)
    vorige = stand_bij(historie, vorige_week.id) if vorige_week else None
    rapporten = write_rapporten(sessie.cur, run, vorige, stand)
    _log(sessie, run, changed, rapporten)
    gone = len(ended) - changed["prioriteit_voor"].count()
    return _tell(sessie, run, rapporten, changed.height + gone)


def _tell(sessie: Sessie, run: Run, rapporten: list[Rapport], gewijzigd: int | None) -> Runverslag:
    banen = read_banen(sessie.cur, run)
    signalen = find_signalen(banen, run.peildatum)
    return Runverslag(run, rapporten, gewijzigd, banen.mutaties, signalen)


@contextmanager
def _turn(wie: Wie) -> Iterator[Sessie]:
    """Open the one transaction of a run; another run waits here, and then sees what this one wrote."""
    with als_dienst(wie, snapshot=True) as sessie:
        sessie.cur.execute("LOCK TABLE run_beurt IN ACCESS EXCLUSIVE MODE")  # before the snapshot is taken
        yield sessie


def _settle_aanmeldingen(wie: Wie) -> datetime:
    """Return a moment before which no aanmelding can still appear.

    An aanmelding is registered at a moment before it can be seen by others. Waiting for all who are writing one
    makes the moment say exactly what was known, now and when the run is computed again.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute("SELECT clock_timestamp()")
        (moment,) = next(iter(sessie.cur))
        sessie.cur.execute("LOCK TABLE aanmelding IN SHARE MODE")
    return cast("datetime", moment).astimezone(UTC)


def _check_order(sessie: Sessie, peildatum: date) -> None:
    last = find_last(sessie.cur)
    if last and last.peildatum > peildatum:
        raise InvoerFout(
            Fout(
                "PEILDATUM_TE_VROEG",
                f"Er is al een {last.soort}run geweest voor {last.peildatum}, dus een eerdere dag kan niet meer.",
                f"peildatum {peildatum}",
                "Kies die dag of een latere.",
            )
        )


def _pin(sessie: Sessie, soort: Soort, peildatum: date, regels: Afgeleide, bekend_tot: datetime) -> Grondslag:
    levering, regelset = latest_levering(sessie.cur), regels.regelset()
    return Grondslag(
        soort=soort,
        peildatum=peildatum,
        regelset=regelset.naam,
        regelset_controlegetal=regelset.controlegetal,
        laatste_levering=levering,
        bekend_tot=bekend_tot,
        bronnen=read_bronnen_tot(sessie.cur, peildatum, levering),
        afgeleid=regels if regels.naam else None,
    )


def _log(sessie: Sessie, run: Run, changed: pl.DataFrame, rapporten: list[Rapport]) -> None:
    """A line for each person whose priority changed, and one for each organisation."""
    moved = changed.filter(pl.col("prioriteit").ne_missing(pl.col("prioriteit_voor")))
    for (van, naar), group in moved.group_by("prioriteit_voor", "prioriteit", maintain_order=True):
        details = {"run": run.id, "van": van, "naar": naar}
        sessie.log_many("rapport.prioriteren", group["jongere"].sort().to_list(), details)
    actie = {"dag": "rapport.dagrun", "week": "rapport.weekrun"}[run.soort]
    for rapport in rapporten:
        Sessie(sessie.cur, sessie.wie.voor(rapport.organisatie)).log(actie, None, {"run": run.id})
