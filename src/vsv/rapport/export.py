"""A report as a file: the sheets for who works with it, and the printed summary for who decides.

The lines stream from the database into the file. The transaction, with the log in it, is committed before the file
gets its name: whoever is in a file has been logged.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Final

from vsv.domein.codes import Bron, label_van
from vsv.domein.gemeenten import regios
from vsv.rapport.codes import name_priority
from vsv.rapport.exportbladen import make_bladen, make_regelblad, recompute_command
from vsv.rapport.lezen import read_with_previous
from vsv.rapport.rapporten import Rapport, read_rapporten
from vsv.rapport.runs import Soort, get_run, list_runs
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import Blad, Document
from vsv.rapport.uitvoer.formaten import FORMATEN, require_formaat
from vsv.rapport.uitvoer.samenvatting import NIEUW, WEG, Meting, Samenvatting, write_samenvatting
from vsv.rapport.uitvoer.tellingen import MAX_WEKEN
from vsv.toegang.service import Recht, Sessie, Wie, namens

PDF: Final = "pdf"
EXPORTFORMATEN: Final = (*FORMATEN, PDF)
"""What a report can be written as: `csv` (a folder), `zip` (that folder in one file), `xlsx`, `ods`, or `pdf` (the
summary, without people)."""
MEDIATYPE_PDF: Final = "application/pdf"


def export_rapport(
    wie: Wie, peildatum: date | None, formaat: str, pad: Path, *, soort: Soort = "week", alleen_regels: bool = False
) -> Rapport:
    """Write the acting organisation's report to a file and log everyone in it.

    Args:
        wie: Who exports, for which organisation.
        peildatum: Day of the report; the latest when None.
        formaat: One of `EXPORTFORMATEN`.
        pad: The file, or for CSV the folder; an existing folder has to be empty.
        soort: Of the week run or of the day run; a summary is of a week run.
        alleen_regels: Only the sheet of the lines; as CSV that is one file.

    Returns:
        The report that was written.

    Raises:
        GeenRecht: `wie` may not read reports, or not see figures for the summary.
        InvoerFout: There is no such report or format, or it doesn't fit in it.
        OmgevingFout: It can't be written; then nothing is left behind, and nothing is logged.
    """
    require_formaat(formaat, EXPORTFORMATEN)
    recht = Recht.STATISTIEK if formaat == PDF else Recht.RAPPORTEN
    with write_atomic(pad) as made, namens(wie, recht, snapshot=True) as sessie:
        run = get_run(sessie.cur, "week" if formaat == PDF else soort, peildatum)
        rapport, vorige = read_with_previous(sessie, run)
        sessie.log("rapport.exporteren", bijzonderheden={"run": run.id, "formaat": formaat})
        if formaat == PDF:
            write_samenvatting(_summarise(sessie, rapport, vorige), made)
        else:
            bladen = (make_regelblad(sessie, rapport),) if alleen_regels else make_bladen(sessie, rapport, vorige)
            FORMATEN[formaat].write(_document(rapport, bladen), made)
    return rapport


def _document(rapport: Rapport, bladen: tuple[Blad, ...]) -> Document:
    return Document(
        titel=f"Prioriteitsrapport {rapport.run.peildatum}",
        organisatie=rapport.organisatie.naam,
        gemaakt_op=_made(rapport),
        bladen=bladen,
    )


def _summarise(sessie: Sessie, rapport: Rapport, vorige: Rapport | None) -> Samenvatting:
    run, regio = rapport.run, regios().get(rapport.organisatie.regio)
    weeks = list_runs(sessie.cur, soort="week", voor=run.id + 1, aantal=MAX_WEKEN)
    return Samenvatting(
        organisatie=rapport.organisatie.naam,
        regio=regio.naam if regio else "",
        trend=tuple(_measure(week) for week in reversed(read_rapporten(sessie.cur, weeks))),
        verplaatsingen=_moves(rapport) if vorige else {},
        redenen=tuple(_reasons(rapport)),
        bronnen={label_van(Bron, bron): run.bronnen.get(bron) for bron in Bron},
        regelset=run.regelset,
        drempel=run.regels.drempel,
        controlegetal=rapport.controlegetal,
        gemaakt_op=_made(rapport),
        narekenen=recompute_command(rapport),
    )


def _measure(rapport: Rapport) -> Meting:
    counts = {name_priority(number): aantal for number, aantal in enumerate(rapport.aantallen)}
    return Meting(rapport.run.peildatum, counts)


def _moves(rapport: Rapport) -> dict[tuple[str, str], int]:
    return {
        (name_priority(van) or NIEUW, name_priority(naar) or WEG): aantal
        for (van, naar), aantal in rapport.moves().items()
    }


def _reasons(rapport: Rapport) -> list[tuple[str, int]]:
    """Return the most frequent reasons of the moves between priorities, a Dutch sentence each."""
    return [
        (f"Van {name_priority(van)} naar {name_priority(naar)}: {why}.", aantal)
        for van, naar, why, aantal in rapport.reasons()
        if van is not None and naar is not None
    ]


def _made(rapport: Rapport) -> datetime:
    """The moment that stands in the file; file formats hold whole seconds."""
    return rapport.run.gemaakt_op.replace(microsecond=0)
