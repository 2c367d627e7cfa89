"""The public face of `bronnen`: taking leveringen in, giving back what was refused, and reading the facts."""

from vsv.bronnen.feiten_lezen import latest_levering, read_bronnen_tot, read_feiten, read_ikv_mutaties
from vsv.bronnen.innemen import take_levering
from vsv.bronnen.signaleren import find_overleden, find_zwijgend
from vsv.bronnen.teruggave import read_uitval, write_uitval
from vsv.bronnen.uitval import rotate_uitval
from vsv.bronnen.uitwisselformaat import TABELLEN, Levering, read_levering, write_levering
from vsv.bronnen.verslag import Leveringverslag, Telling, read_verslagen
from vsv.toegang.service import Sessie, Wie, als_dienst

__all__ = [
    "TABELLEN",
    "Levering",
    "Leveringverslag",
    "Telling",
    "find_overleden",
    "find_zwijgend",
    "latest_levering",
    "list_leveringen",
    "read_bronnen_tot",
    "read_feiten",
    "read_ikv_mutaties",
    "read_levering",
    "read_uitval",
    "rotate_sleutel",
    "take_levering",
    "write_levering",
    "write_uitval",
]


def list_leveringen(wie: Wie) -> list[Leveringverslag]:
    """Return what became of every levering, the latest first."""
    with als_dienst(wie) as sessie:
        return read_verslagen(sessie.cur)


def rotate_sleutel(sessie: Sessie) -> int:
    """Encrypt the refused rows that are under an older key with the active one, and return how many that were."""
    return rotate_uitval(sessie.cur)
