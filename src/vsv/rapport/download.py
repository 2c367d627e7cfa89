"""A report as a file for whoever asks for it over HTTP: made on disk, and gone when it has been sent.

Making it on disk costs the same memory for ten people and for fifty thousand, and whoever is in the file is logged
before the first byte leaves. The file has no name any more by the time it is handed out: nobody else can open it, and
nothing is left behind when the process dies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from vsv.domein.fouten import schijffout
from vsv.rapport.export import EXPORTFORMATEN, MEDIATYPE_PDF, PDF, export_rapport
from vsv.rapport.runs import Soort
from vsv.rapport.uitvoer.formaten import FORMATEN
from vsv.toegang.service import Wie

DOWNLOADFORMATEN: Final = EXPORTFORMATEN
"""As what a report can be downloaded: `csv` (the lines), `zip` (a CSV file of each sheet), `xlsx`, `ods`, `pdf`."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to hand out.

    Attributes:
        bestand: Opened to read, at its begin. Whoever gets it closes it; then the file is gone.
        naam: What to call it: what it is and of which day, nothing about people.
        mediatype: What it is, for HTTP.
        omvang: Size in bytes.
    """

    bestand: BinaryIO
    naam: str
    mediatype: str
    omvang: int


def open_download(wie: Wie, peildatum: date | None, formaat: str, *, soort: Soort = "week") -> Download:
    """Make a file of the acting organisation's report, log everyone in it, and open it.

    Args:
        wie: Who downloads, for which organisation.
        peildatum: Day of the report; the latest when None.
        formaat: One of `DOWNLOADFORMATEN`.
        soort: Of the week run or of the day run; a summary is of a week run.

    Raises:
        GeenRecht: `wie` may not read reports, or not see figures for the summary.
        InvoerFout: There is no such report or format, or it doesn't fit in it.
        OmgevingFout: It can't be written; then nothing is left behind, and nothing is logged.
    """
    what = "samenvatting" if formaat == PDF else "prioriteitsrapport" if soort == "week" else "dagrapport"

    def make(pad: Path) -> str:
        made = export_rapport(wie, peildatum, formaat, pad, soort=soort, alleen_regels=formaat == "csv")
        return f"{what}-{made.run.peildatum}"

    return open_temporary(make, formaat)


def open_temporary(make: Callable[[Path], str], formaat: str) -> Download:
    """Have a file made in a folder that only this process can enter, open it, and take its name from the disk.

    Args:
        make: Writes the file at the path it gets, and returns what to call it, without extension.
        formaat: One of `DOWNLOADFORMATEN`, or one for programs: `ndjson`, `parquet`.

    Raises:
        OmgevingFout: There is no room for it.
    """
    try:
        with TemporaryDirectory(prefix="vsv-download-") as folder:
            pad = Path(folder, "bestand")
            naam = make(pad)
            extensie, mediatype = _BESTANDEN[formaat]
            return Download(pad.open("rb"), naam + extensie, mediatype, pad.stat().st_size)
    except OSError as error:
        raise schijffout(error) from error


_BESTANDEN: Final[Mapping[str, tuple[str, str]]] = {
    **{naam: (formaat.extensie, formaat.mediatype) for naam, formaat in FORMATEN.items()},
    PDF: (".pdf", MEDIATYPE_PDF),
    "ndjson": (".ndjson", "application/x-ndjson"),
    "parquet": (".parquet", "application/vnd.apache.parquet"),
}
"""Per format the end of the file name, and what it is called over HTTP."""
