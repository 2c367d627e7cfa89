"""What became of a levering: the counts per table, which add up, and the first refusals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from vsv.bronnen.uitwisselformaat.tabellen import TABELLEN
from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.service import Cursor

T = TypeVar("T")

AANTALLEN: Final = ("aangeboden", "genomen", "ongewijzigd", "niet_gevolgd", "geweigerd")
"""The counts of a `Telling`, in order."""

TOON_HOOGSTENS: Final = 10
"""How many refusals a verslag holds; `vsv uitval` gives them all."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What became of the rows of a table: aangeboden = genomen + ongewijzigd + niet_gevolgd + geweigerd.

    Attributes:
        tabel: Name in the uitwisselformaat.
        bestand: Name of the file.
        aangeboden: Rows in the file.
        genomen: Appended.
        ongewijzigd: Already here to the letter.
        niet_gevolgd: About somebody nobody follows; not kept.
        geweigerd: In quarantine.
    """

    tabel: str
    bestand: str
    aangeboden: int
    genomen: int
    ongewijzigd: int
    niet_gevolgd: int
    geweigerd: int

    @property
    def aantallen(self) -> tuple[int, int, int, int, int]:
        """The counts, in the order in which they stand here."""
        return self.aangeboden, self.genomen, self.ongewijzigd, self.niet_gevolgd, self.geweigerd


@dataclass(frozen=True, slots=True, kw_only=True)
class Leveringverslag:
    """What became of a levering.

    Attributes:
        levering: Its number.
        herkomst: Name of the folder it came from.
        ingelezen_op: When it was taken in.
        tellingen: Per table of which there was a file, in the order of the uitwisselformaat.
        alsnog_genomen: Rows of earlier leveringen that waited for an inkomstenverhouding of this one.
        wachtend: Rows of this levering that still wait for theirs.
        weigeringen: The first refusals.
        al_bekend: It had been taken in before, so now nothing has happened.
    """

    levering: int
    herkomst: str
    ingelezen_op: datetime
    tellingen: Sequence[Telling]
    alsnog_genomen: int
    wachtend: int
    weigeringen: Sequence[Fout]
    al_bekend: bool = False

    @property
    def totaal(self) -> Telling:
        """The counts of all tables together."""
        return Telling("totaal", "", *map(sum, zip(*(telling.aantallen for telling in self.tellingen), strict=True)))

    def require_no_uitval(self) -> None:
        """Pass when every row was taken.

        Raises:
            InvoerFout: Some were refused; says the first ones, and how many there are.
        """
        if self.totaal.geweigerd:
            raise InvoerFout(*self.weigeringen, aantal=self.totaal.geweigerd)


def insert_tellingen(cur: Cursor, levering: int, tellingen: Sequence[Telling]) -> None:
    """Write down what became of the rows of a levering."""
    cur.executemany(
        """
        INSERT INTO levering_tabel
               (levering, tabel, bestand, aangeboden, genomen, ongewijzigd, niet_gevolgd, geweigerd)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [(levering, telling.tabel, telling.bestand, *telling.aantallen) for telling in tellingen],
    )


def read_verslagen(cur: Cursor, levering: int | None = None) -> list[Leveringverslag]:
    """Read what became of every levering, or of one, the latest first."""
    tellingen, weigeringen = _read_tellingen(cur, levering), _read_weigeringen(cur, levering)
    cur.execute(
        """
        SELECT id, herkomst, ingelezen_op,
               (SELECT count(*) FROM uitval WHERE alsnog_genomen = l.id),
               (SELECT count(*) FROM uitval WHERE levering = l.id AND wacht_op IS NOT NULL AND alsnog_genomen IS NULL)
        FROM levering l WHERE %(levering)s::integer IS NULL OR id = %(levering)s ORDER BY id DESC
        """,
        {"levering": levering},
    )
    return [
        Leveringverslag(
            levering=number,
            herkomst=herkomst,
            ingelezen_op=ingelezen_op,
            tellingen=tellingen[number],
            alsnog_genomen=alsnog_genomen,
            wachtend=wachtend,
            weigeringen=weigeringen[number],
        )
        for number, herkomst, ingelezen_op, alsnog_genomen, wachtend in cur
    ]


def read_verslag(cur: Cursor, levering: int) -> Leveringverslag:
    """Read what became of a levering.

    Raises:
        InvoerFout: There is no levering with this number.
    """
    found = read_verslagen(cur, levering)
    if not found:
        raise InvoerFout(
            Fout(
                "LEVERING_ONBEKEND",
                "Deze levering is er niet.",
                f"levering {levering}",
                "Bekijk de lijst met 'vsv leveringen'.",
            )
        )
    return found[0]


def _read_tellingen(cur: Cursor, levering: int | None) -> Mapping[int, list[Telling]]:
    cur.execute(
        """
        SELECT levering, tabel, bestand, aangeboden, genomen, ongewijzigd, niet_gevolgd, geweigerd
        FROM levering_tabel WHERE %(levering)s::integer IS NULL OR levering = %(levering)s
        ORDER BY levering, array_position(%(volgorde)s, tabel)
        """,
        {"levering": levering, "volgorde": list(TABELLEN)},
    )
    return _by_levering((number, Telling(*counts)) for number, *counts in cur)


def _read_weigeringen(cur: Cursor, levering: int | None) -> Mapping[int, list[Fout]]:
    cur.execute(
        """
        SELECT l.id, u.code, u.reden, format('%%s, regel %%s, kolom %%s', u.bestand, u.regel, u.kolom)
        FROM levering l CROSS JOIN LATERAL (
            SELECT bestand, regel, kolom, code, reden, u.id
            FROM uitval u JOIN levering_tabel t USING (levering, tabel)
            WHERE u.levering = l.id ORDER BY u.id LIMIT %(hoogstens)s) u
        WHERE %(levering)s::integer IS NULL OR l.id = %(levering)s ORDER BY l.id, u.id
        """,
        {"levering": levering, "hoogstens": TOON_HOOGSTENS},
    )
    return _by_levering((number, Fout(code, reden, plaats)) for number, code, reden, plaats in cur)


def _by_levering(pairs: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
    grouped: defaultdict[int, list[T]] = defaultdict(list)
    for levering, value in pairs:
        grouped[levering].append(value)
    return grouped
