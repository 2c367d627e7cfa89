"""Two at once: what one does the other does not, and together they do all of it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

from tests.acceptatie.storingen.toestand import assert_sound, read_rondes, read_rows
from tests.acceptatie.storingen.wereld import Wereld, at, wait_until

from vsv.beheer.rooster import ROOSTER
from vsv.bronnen.bevragen.antwoord import Antwoord
from vsv.bronnen.bevragen.plan import claim
from vsv.bronnen.bevragen.verwerken import Ontvangen, take_antwoorden
from vsv.bronnen.service import take_levering
from vsv.domein.codes import Bron
from vsv.domein.perioden import Maand
from vsv.simulatie.service import Gedrag
from vsv.toegang.service import als_dienst, operator

MAANDAG = date(2026, 11, 16)


WAITING = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


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
    assert done == Counter(dict.fromkeys((stap.naam for stap in ROOSTER), 1) | {"bevraag": len(Bron)})
    assert_sound(database)


def test_two_who_ask_the_same_source_at_once_ask_once(wereld: Wereld, database: str) -> None:
    take_levering(operator("test"), wereld.write_levering(MAANDAG))
    klok = at(MAANDAG, 0, 20)
    wereld.plan(MAANDAG, klok)
    wereld.uwv.set_gedrag(Gedrag(vertraging=0.05))
    askers = [wereld.start("bevraag", "POLIS", "--klok", klok.isoformat()) for _ in range(2)]
    assert [(asker.finish(), asker.errors) for asker in askers] == [(0, "")] * 2

    (planned,) = read_rows(database, "SELECT gepland FROM vraagronde WHERE bron = 'POLIS'")
    assert questions(wereld)["POLIS"] == (*planned, *planned)
    assert not read_rows(database, "SELECT FROM vraag WHERE bron = 'POLIS'")
    assert sorted("wordt nu al bevraagd" in asker.output for asker in askers) == [False, True]
    assert_sound(database)


def test_planning_sees_an_answer_that_is_just_being_taken_in(wereld: Wereld, database: str) -> None:
    take_levering(operator("test"), wereld.write_levering(MAANDAG))
    nu, asker = at(MAANDAG, 0, 20), uuid4()
    wereld.plan(MAANDAG, nu)
    with ThreadPoolExecutor(1) as other:
        with als_dienst(operator("test")) as sessie:
            (jongere,) = claim(sessie.cur, Bron.PW, nu=nu, dag=MAANDAG, wie=asker, aantal=1)
            ontvangen = Ontvangen(jongere=jongere, bsn="900000012", moment=nu, antwoord=Antwoord(None))
            take_antwoorden(sessie, Bron.PW, [ontvangen], wie=asker, dag=MAANDAG, vanaf=Maand.van(MAANDAG))
            planning = other.submit(wereld.plan, MAANDAG, nu)
            wait_until(lambda: bool(read_rows(database, WAITING)))
            assert not read_rows(database, f"{WAITING} AND query NOT LIKE '%FROM bronstand%'"), "it has looked already"
        planning.result()
    assert not read_rows(database, f"SELECT FROM vraag WHERE bron = 'PW' AND jongere = {jongere}")
    assert_sound(database)
