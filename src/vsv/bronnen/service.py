"""The public face of `bronnen`: asking the sources, leveringen in, refused rows back out, and the facts."""

from vsv.bronnen.bevragen.instellingen import Broninstelling, Instellingen, load_instellingen, read_instellingen
from vsv.bronnen.bevragen.mislukking import Mislukking
from vsv.bronnen.bevragen.plan import find_askable, find_unasked, plan_vragen
from vsv.bronnen.bevragen.ronde import Klok, Vraagverslag, ask_bron
from vsv.bronnen.bevragen.stand import (
    Bronstand,
    Vraagronde,
    describe_open_vragen,
    read_bronstanden,
    read_open_vragen,
    read_vraagrondes,
)
from vsv.bronnen.feiten_lezen import (
    known_at,
    latest_levering,
    levering_van,
    read_bronnen_tot,
    read_feiten,
    read_geraakte_ikvs,
)
from vsv.bronnen.inbak import Bezorging, Bezorguitkomst, empty_inbak, has_new, look_in_inbak
from vsv.bronnen.inbakmap import ensure_inbak
from vsv.bronnen.innemen import take_levering
from vsv.bronnen.inzage import read_feiten_over
from vsv.bronnen.signaleren import find_overleden, find_zwijgend
from vsv.bronnen.teruggave import read_uitval, write_uitval
from vsv.bronnen.uitval import read_uitval_over, rotate_uitval
from vsv.bronnen.uitwisselformaat import TABELLEN, Levering, read_levering, write_levering
from vsv.bronnen.verslag import Leveringverslag, Telling, Weigering, read_verslag, read_verslagen
from vsv.bronnen.verslagtekst import as_data
from vsv.toegang.service import Sessie, Wie, als_dienst

__all__ = [
    "TABELLEN",
    "Bezorging",
    "Bezorguitkomst",
    "Broninstelling",
    "Bronstand",
    "Instellingen",
    "Klok",
    "Levering",
    "Leveringverslag",
    "Mislukking",
    "Telling",
    "Vraagronde",
    "Vraagverslag",
    "Weigering",
    "as_data",
    "ask_bron",
    "describe_open_vragen",
    "empty_inbak",
    "ensure_inbak",
    "find_askable",
    "find_overleden",
    "find_unasked",
    "find_zwijgend",
    "has_new",
    "known_at",
    "latest_levering",
    "levering_van",
    "list_leveringen",
    "load_instellingen",
    "look_in_inbak",
    "plan_vragen",
    "read_bronnen_tot",
    "read_bronstanden",
    "read_feiten",
    "read_feiten_over",
    "read_geraakte_ikvs",
    "read_instellingen",
    "read_levering",
    "read_leveringverslag",
    "read_open_vragen",
    "read_uitval",
    "read_uitval_over",
    "read_vraagrondes",
    "rotate_sleutel",
    "take_levering",
    "write_levering",
    "write_uitval",
]


def list_leveringen(wie: Wie, *, aantal: int = 25, voor: int | None = None) -> list[Leveringverslag]:
    """Return what became of the last `aantal` leveringen, or of those before number `voor`, the latest first."""
    with als_dienst(wie) as sessie:
        return read_verslagen(sessie.cur, aantal=aantal, voor=voor)


def read_leveringverslag(wie: Wie, levering: int) -> Leveringverslag:
    """Return what became of a levering: the counts per table, and every kind of refusal with its place and reason.

    The contents of refused rows are not in it: see `read_uitval`.

    Raises:
        InvoerFout: There is no levering with this number.
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        return read_verslag(sessie.cur, levering, weigeringen=None)


def rotate_sleutel(sessie: Sessie) -> int:
    """Encrypt the refused rows that are under an older key with the active one, and return how many that were."""
    return rotate_uitval(sessie.cur)
