"""What is asked of everybody who gets a place here: a number that holds, and a name."""

from vsv.domein.fouten import Fout
from vsv.domein.nummers import NummerFout, parse_oin


def find_faults(oin: str, naam: str) -> list[Fout]:
    """Return what is wrong with the OIN and the name of an organisation or a vendor."""
    faults: list[Fout] = []
    try:
        parse_oin(oin)
    except NummerFout as e:
        faults.append(Fout("OIN_ONGELDIG", str(e), "OIN"))
    if not naam.strip():
        faults.append(Fout("NAAM_LEEG", "De naam is leeg.", "naam"))
    return faults
