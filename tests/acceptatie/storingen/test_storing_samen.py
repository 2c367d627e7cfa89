"""Two at once: what one does the other does not, and together they do all of it."""

from collections import Counter
from datetime import date, timedelta

from tests.acceptatie.storingen.toestand import assert_sound, read_rondes, read_rows
from tests.acceptatie.storingen.wereld import Wereld, at
from vsv.bronnen.service import take_levering
from vsv.domein.codes import Bron
from vsv.simulatie.service import Gedrag
from vsv.toegang.service import operator

MAANDAG = date(2026, 11, 16)


def questions(wereld: Wereld) -> dict[str, tuple[int, int]]:
    """How many questions came to each source, and about how many people."""
    tellingen = wereld.uwv.tellingen().items()
    return {bron: (telling["gevraagd"], telling["personen"]) for bron, telling in tellingen}


def test_two_workers_at_once_do_everything_once(wereld: Wereld, database: str) -> None:
    take_levering(operator("test"), wereld.write_levering(MAANDAG))
    klok = at(MAANDAG, 5, 10)
    wereld.uwv.set_moment(klok)
    wereld.uwv.set_gedrag(Gedrag(vertraging=0.02))  # long enough for the two to meet
    workers = [wereld.start_werker(klok) for _ in range(2)]
    assert [(worker.finish(), worker.errors) for worker in workers] == [(0, "")] * 2

    planned = {str(bron): int(str(gepland)) for _, bron, gepland, *_ in read_rondes(database)}
    assert questions(wereld) == {bron: (aantal, aantal) for bron, aantal in planned.items()}
    assert min(planned.values()) > 100
    assert not read_rows(database, "SELECT FROM vraag")
    assert read_rows(database, "SELECT soort, peildatum FROM run") == Counter([("dag", MAANDAG), ("week", MAANDAG)])
    done = Counter(line.partition(":")[0] for worker in workers for line in worker.output.splitlines())
    assert done == Counter({"vragen": 1, "dagrun": 1, "weekrun": 1, "logboek": 1, "bevraag": len(Bron)})
    assert_sound(database)


def test_two_who_ask_the_same_source_at_once_ask_once(wereld: Wereld, database: str) -> None:
    take_levering(operator("test"), wereld.write_levering(MAANDAG))
    wereld.uwv.kill()
    planner = wereld.start_werker(at(MAANDAG, 0, 20))
    assert planner.finish() == 0, planner.errors
    wereld.uwv.restart()
    wereld.uwv.set_gedrag(Gedrag(vertraging=0.05))
    later = (at(MAANDAG, 0, 20) + timedelta(hours=2)).isoformat()
    askers = [wereld.start("bevraag", "POLIS", "--klok", later) for _ in range(2)]
    assert [(asker.finish(), asker.errors) for asker in askers] == [(0, "")] * 2

    (planned,) = read_rows(database, "SELECT gepland FROM vraagronde WHERE bron = 'POLIS'")
    assert questions(wereld)["POLIS"] == (*planned, *planned)
    assert not read_rows(database, "SELECT FROM vraag WHERE bron = 'POLIS'")
    assert sorted("wordt nu al bevraagd" in asker.output for asker in askers) == [False, True]
    assert_sound(database)
