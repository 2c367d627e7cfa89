"""What is in a folder: which file holds which table, and what is not as agreed."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from vsv.bronnen.uitwisselformaat.tabellen import TABELLEN
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import toonbaar

SHA256SUMS: Final = "SHA256SUMS"
UITVOER: Final = ("prioriteiten", "uitval")
"""Tables that go out: they may stand in the same folder, and are not read."""

_VERANDERD: Final = "Het bestand is onderweg veranderd of niet heel aangekomen. Vraag het opnieuw op."
_PAD: Final = 1000  # bytes of a path in a message
_SOORTEN: Final = (".csv", ".parquet")


def find_bestanden(folder: Path, vereist: Collection[str]) -> tuple[dict[str, Path], list[Fout]]:
    """Return the file of each table that is in a folder, and what is wrong with the names in it.

    Raises:
        InvoerFout: There is no such folder, or it may not be looked into.
    """
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in _SOORTEN and not p.name.startswith("."))
    except OSError:
        advies = "Geef de map waarin de tabellen staan."
        raise InvoerFout(
            Fout("MAP_ONLEESBAAR", "Deze map is er niet of mag niet gelezen.", toonbaar(str(folder), _PAD), advies)
        ) from None
    known = [pad for pad in files if pad.stem in TABELLEN and pad.suffix in _SOORTEN]
    fouten = [unreadable(pad) for pad in known if not pad.is_file()]
    fouten += [_unknown(pad) for pad in files if pad not in known and pad.stem not in UITVOER]
    fouten += [_twice(naam) for naam in TABELLEN if sum(pad.stem == naam for pad in known) > 1]
    fouten += [_missing(naam) for naam in vereist if naam not in {pad.stem for pad in known}]
    if not known and not fouten:
        reden = "In deze map staat geen enkele tabel."
        advies = f"Bedoeld zijn: {', '.join(TABELLEN)}."
        fouten.append(Fout("GEEN_TABELLEN", reden, toonbaar(str(folder), _PAD), advies))
    return {pad.stem: pad for pad in known if pad.is_file()}, fouten


def find_somfouten(folder: Path, sommen: Mapping[str, str]) -> list[Fout]:
    """Compare the files with `SHA256SUMS` in their folder (the format of coreutils), when it is there.

    Args:
        folder: Where they stand.
        sommen: SHA-256 in hex of each file, by file name.
    """
    lijst = folder / SHA256SUMS
    try:
        present = {pad.name for pad in folder.iterdir()}
        listed = _read_sommen(lijst) if lijst.name in present else dict(sommen)
    except OSError:
        return [unreadable(lijst)]
    missing = [naam for naam in listed if naam not in present]
    other = [naam for naam, som in sommen.items() if listed.get(naam, som) != som]
    unlisted = [naam for naam in sommen if naam not in listed]
    return [
        *(
            Fout("CONTROLESOM_ANDERS", f"De inhoud is anders dan {SHA256SUMS} zegt.", naam, _VERANDERD)
            for naam in other
        ),
        *(Fout("CONTROLESOM_ONTBREEKT", f"Dit bestand staat niet in {SHA256SUMS}.", naam) for naam in unlisted),
        *(
            Fout("BESTAND_ONTBREEKT", f"Dit bestand staat in {SHA256SUMS}, maar niet in de map.", toonbaar(naam))
            for naam in missing
        ),
    ]


def unreadable(pad: Path) -> Fout:
    """Return the fault of a file that the system does not give."""
    advies = "Kijk of het een gewoon bestand is en of u het mag lezen."
    return Fout("BESTAND_ONLEESBAAR", "Dit bestand kan niet worden gelezen.", pad.name, advies)


def _read_sommen(lijst: Path) -> dict[str, str]:
    """Return the checksums in a list by the name of their file; a `*` before a name only says: binary.

    Raises:
        OSError: It can't be read, or is no ordinary file.
    """
    if not lijst.is_file():  # what waits for a writer is not waited for
        raise FileNotFoundError(lijst)
    lines = (regel.partition(" ") for regel in lijst.read_text("utf-8", errors="replace").splitlines())
    return {naam.lstrip(" *").removeprefix("./"): som.lower() for som, _, naam in lines if naam}


def _unknown(pad: Path) -> Fout:
    nearest = get_close_matches(pad.stem.lower(), TABELLEN, n=1, cutoff=0.5)
    advies = f"Bedoelt u {nearest[0]}{pad.suffix.lower()}?" if nearest else f"Bekend zijn: {', '.join(TABELLEN)}."
    return Fout("BESTAND_ONBEKEND", "Dit is geen naam van een tabel.", toonbaar(pad.name), advies)


def _twice(naam: str) -> Fout:
    return Fout("TABEL_DUBBEL", "Deze tabel staat er twee keer: als CSV en als Parquet.", naam, "Haal er een weg.")


def _missing(naam: str) -> Fout:
    return Fout("TABEL_ONTBREEKT", "Deze tabel is nodig en staat niet in de map.", naam, f"Voeg {naam}.csv toe.")
