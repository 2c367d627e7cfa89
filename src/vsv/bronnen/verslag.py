"""What became of a levering: the counts per table, which add up, and the first refusals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from vsv.bronnen.uitval import WACHT
from vsv.bronnen.uitwisselformaat.tabellen import TABELLEN
from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.service import Cursor

T = TypeVar("T")

AANTALLEN: Final = ("aangeboden", "genomen", "ongewijzigd", "niet_gevolgd", "geweigerd")
"""The counts of a `Telling`, in order."""

TOON_HOOGSTENS: Final = 10
"""How many kinds of refusals a verslag holds; `vsv uitval` gives every row."""


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


@dataclass(frozen=True, slots=True)
class Weigering:
    """A fault, and how many rows of a table have it.

    Attributes:
        code: Stable name in capitals.
        reden: What is wrong with the first row, in Dutch.
        bestand: Name of the file.
        regel: Line of the first row.
        kolom: The column.
        rijen: How many rows have this fault.
    """

    code: str
    reden: str
    bestand: str
    regel: int
    kolom: str
    rijen: int

    @property
    def fout(self) -> Fout:
        """The same, to be shown."""
        others = f" en {self.rijen - 1:,} andere".replace(",", ".") if self.rijen > 1 else ""
        return Fout(self.code, self.reden, f"{self.bestand}, regel {self.regel}{others}, kolom {self.kolom}")


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
        weigeringen: Why rows were refused, per kind of fault, the first ones.
        al_bekend: It had been taken in before, so now nothing has happened.
    """

    levering: int
    herkomst: str
    ingelezen_op: datetime
    tellingen: Sequence[Telling]
    alsnog_genomen: int
    wachtend: int
    weigeringen: Sequence[Weigering]
    al_bekend: bool = False

    @property
    def totaal(self) -> Telling:
        """The counts of all tables together."""
        none = (0,) * len(AANTALLEN)
        return Telling("totaal", "", *map(sum, zip(none, *(t.aantallen for t in self.tellingen), strict=True)))

    def require_no_uitval(self) -> None:
        """Pass when every row was taken.

        Raises:
            InvoerFout: Some were refused; says the first ones, and how many there are.
        """
        if self.totaal.geweigerd:
            raise InvoerFout(*(weigering.fout for weigering in self.weigeringen), aantal=self.totaal.geweigerd)


def insert_tellingen(cur: Cursor, levering: int, tellingen: Sequence[Telling]) -> None:
    """Write down what became of the rows of a levering."""
    cur.execute(
        """
        INSERT INTO levering_tabel
               (levering, tabel, bestand, aangeboden, genomen, ongewijzigd, niet_gevolgd, geweigerd)
        SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
                                 %s::bigint[])
        """,
        (
            levering,
            [telling.tabel for telling in tellingen],
            [telling.bestand for telling in tellingen],
            *([telling.aantallen[place] for telling in tellingen] for place in range(len(AANTALLEN))),
        ),
    )


def read_verslagen(
    cur: Cursor, *, aantal: int, voor: int | None = None, weigeringen: int | None = TOON_HOOGSTENS
) -> list[Leveringverslag]:
    """Read what became of the last `aantal` leveringen, or of those before number `voor`, the latest first.

    Args:
        cur: A cursor; as vsv_beheer too: it reads no row of anybody.
        aantal: How many leveringen.
        voor: Only those before this number.
        weigeringen: How many kinds of refusals to read of each; None = all.
    """
    cur.execute(
        """
        SELECT id, herkomst, ingelezen_op,
               (SELECT count(*) FROM uitval WHERE alsnog_genomen = l.id),
               (SELECT count(*) FROM uitval WHERE levering = l.id AND code = %(wacht)s AND alsnog_genomen IS NULL)
        FROM levering l WHERE %(voor)s::bigint IS NULL OR id < %(voor)s ORDER BY id DESC LIMIT %(aantal)s
        """,
        {"voor": voor, "aantal": aantal, "wacht": WACHT},
    )
    found = cur.fetchall()
    nummers = [nummer for nummer, *_ in found]
    tellingen, refusals = _read_tellingen(cur, nummers), _read_weigeringen(cur, nummers, weigeringen)
    return [
        Leveringverslag(
            levering=number,
            herkomst=herkomst,
            ingelezen_op=ingelezen_op,
            tellingen=tellingen[number],
            alsnog_genomen=alsnog_genomen,
            wachtend=wachtend,
            weigeringen=refusals[number],
        )
        for number, herkomst, ingelezen_op, alsnog_genomen, wachtend in found
    ]


def read_verslag(cur: Cursor, levering: int, *, weigeringen: int | None = TOON_HOOGSTENS) -> Leveringverslag:
    """Read what became of a levering.

    Raises:
        InvoerFout: There is no levering with this number.
    """
    found = read_verslagen(cur, aantal=1, voor=levering + 1, weigeringen=weigeringen)
    if not found or found[0].levering != levering:
        raise InvoerFout(
            Fout(
                "LEVERING_ONBEKEND",
                "Deze levering is er niet.",
                f"levering {levering}",
                "Bekijk de lijst met 'vsv leveringen'.",
            )
        )
    return found[0]


def _read_tellingen(cur: Cursor, leveringen: Sequence[int]) -> Mapping[int, list[Telling]]:
    cur.execute(
        """
        SELECT levering, tabel, bestand, aangeboden, genomen, ongewijzigd, niet_gevolgd, geweigerd
        FROM levering_tabel WHERE levering = ANY(%(leveringen)s)
        ORDER BY levering, array_position(%(volgorde)s, tabel)
        """,
        {"leveringen": leveringen, "volgorde": list(TABELLEN)},
    )
    return _by_levering((number, Telling(*counts)) for number, *counts in cur)


def _read_weigeringen(cur: Cursor, leveringen: Sequence[int], hoogstens: int | None) -> Mapping[int, list[Weigering]]:
    cur.execute(
        """
        SELECT levering, code, (array_agg(reden ORDER BY u.id))[1], bestand, min(regel), kolom, count(DISTINCT regel)
        FROM uitval u JOIN levering_tabel USING (levering, tabel)
        WHERE levering = ANY(%(leveringen)s)
        GROUP BY levering, bestand, kolom, code ORDER BY levering, min(u.id)
        """,
        {"leveringen": leveringen},
    )
    found = _by_levering((number, Weigering(*rest)) for number, *rest in cur)
    return defaultdict(list, {number: weigeringen[:hoogstens] for number, weigeringen in found.items()})


def _by_levering(pairs: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
    grouped: defaultdict[int, list[T]] = defaultdict(list)
    for levering, value in pairs:
        grouped[levering].append(value)
    return grouped
