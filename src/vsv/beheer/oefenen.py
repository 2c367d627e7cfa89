"""Asking the oefen-UWV instead of the sources: for the demo, the tests and the measurements."""

from pathlib import Path

from vsv.bronnen.service import Broninstelling, Instellingen
from vsv.domein.codes import Bron
from vsv.simulatie.service import Oefenuwv

OIN_VRAGER = "00000099000000001000"
OIN_UWV = "00000099000000002000"


def instellingen_voor(uwv: Oefenuwv, *, gelijktijdig: int = 8, tijdslimiet: float = 30.0) -> Instellingen:
    """Return the settings with which all three sources are asked at a running oefen-UWV."""
    client = tuple(map(Path, uwv.certificaten.client)) if uwv.certificaten else None
    return Instellingen(
        oin=OIN_VRAGER,
        certificaat=(client[0], client[1]) if client else None,
        vertrouwd=uwv.certificaten.ca if uwv.certificaten else None,
        bronnen={
            bron: Broninstelling(adres=uwv.url(bron), oin=OIN_UWV, gelijktijdig=gelijktijdig, tijdslimiet=tijdslimiet)
            for bron in Bron
        },
    )


def write_instellingen(instellingen: Instellingen, pad: Path) -> None:
    """Write settings as the TOML file that `VSV_BRONNEN` names."""
    lines = [f'oin = "{instellingen.oin}"']
    if instellingen.certificaat:
        lines += [f'certificaat = "{instellingen.certificaat[0]}"', f'sleutel = "{instellingen.certificaat[1]}"']
    if instellingen.vertrouwd:
        lines.append(f'vertrouwd = "{instellingen.vertrouwd}"')
    for bron, instelling in instellingen.bronnen.items():
        lines += [
            f"\n[{bron}]",
            f'adres = "{instelling.adres}"',
            f'oin = "{instelling.oin}"',
            f"gelijktijdig = {instelling.gelijktijdig}",
            f"tijdslimiet = {instelling.tijdslimiet}",
        ]
    pad.write_text("\n".join(lines) + "\n", "utf-8")
