"""Opens a spreadsheet in a process of its own, with a limit on memory and time.

A spreadsheet of a few kilobytes can name a cell in the last row and column, or unpack to gigabytes. Whoever lays out
such a sheet runs out of memory, and the system then ends the process, not only the reading. That process is this one:
`python -m vsv.klantvolg.bestand.rekenblad` reads a file from its input and writes its visible sheets to its output.
"""

import pickle
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Final

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from vsv.klantvolg.bestand.tabel import Cel

GEHEUGEN: Final = 1 << 30
"""Bytes: room for some million rows."""
SECONDEN: Final = 60
"""Of computing; such a million takes three."""

_ONLEESBAAR: Final = 3


class OnleesbaarError(Exception):
    """It is no spreadsheet."""


class TeGrootError(Exception):
    """It does not fit in the memory or the time that it gets."""


def read_bladen(inhoud: bytes) -> Mapping[str, Sequence[Sequence[Cel]]]:
    """Return the cells of every visible sheet, by name.

    Raises:
        OnleesbaarError: It is no XLSX or ODS, or a damaged one.
        TeGrootError: It does not fit.
    """
    command = [sys.executable, "-P", "-m", __name__]
    process = subprocess.run(command, input=inhoud, capture_output=True, check=False)
    if process.returncode == 0:
        bladen: Mapping[str, Sequence[Sequence[Cel]]] = pickle.loads(process.stdout)  # noqa: S301  # our own process
        return bladen
    raise OnleesbaarError if process.returncode == _ONLEESBAAR else TeGrootError


def _main() -> int:
    with suppress(ValueError, OSError):  # where the system has no such limits
        resource.setrlimit(resource.RLIMIT_AS, (GEHEUGEN, GEHEUGEN))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDEN, SECONDEN))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        bladen = {
            blad.name: workbook.get_sheet_by_name(blad.name).to_python(skip_empty_area=False)
            for blad in workbook.sheets_metadata
            if blad.visible == SheetVisibleEnum.Visible
        }
    except MemoryError:
        raise
    except BaseException:  # noqa: BLE001  # of a damaged file calamine says so in many ways, and sometimes panics
        return _ONLEESBAAR
    pickle.dump(bladen, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(_main())
