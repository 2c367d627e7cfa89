"""Bringing meldingen to a real server: in order, at least once, signed, patient, and never into a network."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import groupby, pairwise
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.integration.meldingen.conftest import VENDOR, WIE, Wereld
from tests.integration.meldingen.ontvanger import Ontvanger, run_druppelaar, run_ontvanger

from vsv.meldingen.bezorgen.uitkomst import TE_VEEL
from vsv.meldingen.service import (
    Abonnementstand,
    Bezorginstellingen,
    Bezorgstand,
    Meldingsoort,
    Mislukking,
    change_abonnement,
    end_abonnement,
    forget_bezorgingen,
    has_due,
    list_bezorgingen,
    list_pogingen,
    read_abonnement,
    resend,
    resend_parked,
    send_test,
)
from vsv.simulatie.service import make_certificaten
from vsv.toegang.service import als_dienst

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def is_due(wereld: Wereld) -> bool:
    with als_dienst(WIE) as sessie:
        return has_due(sessie.cur, wereld.nu)


def stands(wereld: Wereld, abonnement: UUID) -> dict[int, str]:
    return {een.nummer: str(een.stand) for een in list_bezorgingen(wereld.vendor(), abonnement)}


def test_what_was_asked_for_comes_in_order_and_once(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    wereld.tell(mensen[:1])  # before: not for it
    abonnement = wereld.subscribe(ontvanger, soorten=[Meldingsoort.IKV_SIGNAAL, Meldingsoort.RAPPORT_BESCHIKBAAR])
    assert not is_due(wereld)
    wereld.tell([mensen[0], mensen[1], mensen[0]])
    wereld.tell(mensen[:1], Meldingsoort.PRIORITEIT_GEWIJZIGD)  # not wanted
    wereld.tell([None], Meldingsoort.RAPPORT_BESCHIKBAAR)
    wereld.tell(mensen[:1], organisatie=wereld.be)  # of another
    assert is_due(wereld)
    assert wereld.deliver().bezorgd == 4
    assert ontvanger.vals == 0
    assert ontvanger.paden == ["/hoor?x=1"] * 4
    assert sorted(ontvanger.nummers) == [1, 2, 3, 4]
    subjects = [(event.get("subject"), int(event["sequence"])) for event in ontvanger.gehoord]
    assert [number for subject, number in subjects if subject == str(mensen[0])] == [1, 3]
    assert {event["organisatieoin"] for event in ontvanger.gehoord} == {wereld.aa.oin}
    assert {event["abonnement"] for event in ontvanger.gehoord} == {str(abonnement)}
    assert not is_due(wereld)
    assert wereld.deliver().klaargezet == 0
    assert len(ontvanger.gehoord) == 4
    assert set(stands(wereld, abonnement).values()) == {"BEZORGD"}
    assert read_abonnement(wereld.vendor(), abonnement).laatst_bezorgd_op == wereld.nu


def test_a_later_melding_about_somebody_waits_for_the_earlier_one(
    wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]
) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell([mensen[0], mensen[0], mensen[1]])
    ontvanger.antwoord = lambda event: 503 if event["sequence"] == "1" else 200
    assert wereld.deliver().mislukt == 1
    assert ontvanger.nummers == [1, 3]
    assert stands(wereld, abonnement) == {1: "WACHT", 2: "WACHT", 3: "BEZORGD"}
    assert wereld.deliver(timedelta(seconds=59)).bezorgd == 0
    ontvanger.antwoord = lambda _: 200
    assert wereld.deliver(timedelta(seconds=2)).bezorgd == 2
    assert ontvanger.nummers == [1, 3, 1, 2]
    assert ontvanger.gehoord[0]["id"] == ontvanger.gehoord[2]["id"]


def test_it_is_tried_for_three_days_and_then_parked(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell([mensen[0], mensen[0]])
    ontvanger.antwoord = lambda _: 500
    begin, moments = wereld.nu, []
    for _ in range(50):
        wereld.deliver()
        moments.append(wereld.nu)
        (again, rest) = wereld.query(
            "SELECT b.volgende_poging_op, a.rust_tot FROM bezorging b JOIN abonnement a ON a.id = b.abonnement"
            " WHERE b.nummer = 1"
        )[0]
        if again is None:
            break
        wereld.nu = max(again, rest or again)
    assert stands(wereld, abonnement)[1] == "GEPARKEERD"
    waits_between = [b - a for a, b in pairwise(moments)]
    assert len(ontvanger.gehoord) >= 15
    assert waits_between[:3] == [MINUTE, 3 * MINUTE, 9 * MINUTE]
    assert max(waits_between) <= 8 * HOUR
    assert timedelta(days=2.5) < wereld.nu - begin <= 3 * DAY + HOUR
    first = list_bezorgingen(wereld.manager(), abonnement)[-1]
    assert (first.status, first.reden, first.volgende_poging_op) == (500, Mislukking.GEWEIGERD, None)
    tries = list_pogingen(wereld.manager(), abonnement, first.uuid)
    assert len(tries) == first.pogingen
    assert {(een.status, een.reden) for een in tries} == {(500, Mislukking.GEWEIGERD)}

    # What is parked keeps nobody waiting, and can be sent again.
    ontvanger.antwoord = lambda _: 200
    wereld.deliver(DAY)
    assert stands(wereld, abonnement)[1] == "GEPARKEERD"
    ontvanger.gehoord.clear()
    assert read_abonnement(wereld.manager(), abonnement).geparkeerd >= 1
    assert resend_parked(wereld.manager(), abonnement) >= 1
    wereld.deliver(DAY)
    assert ontvanger.nummers[0] == 1
    assert set(stands(wereld, abonnement).values()) == {"BEZORGD"}
    assert ontvanger.vals == 0


def test_who_is_down_is_left_alone_and_what_waits_is_parked_untried(wereld: Wereld, ontvanger: Ontvanger) -> None:
    abonnement = wereld.subscribe(ontvanger)
    many = [uuid4() for _ in range(TE_VEEL + 7)]
    wereld.tell(many)
    ontvanger.antwoord = lambda _: 503
    assert wereld.deliver().mislukt == TE_VEEL
    assert len(ontvanger.gehoord) == TE_VEEL
    assert read_abonnement(wereld.vendor(), abonnement).rust_tot
    assert not is_due(wereld)
    wereld.deliver(3 * DAY + MINUTE)  # one try more, and it is tired again
    assert len(ontvanger.gehoord) == TE_VEEL + 1
    counts = Counter(stands(wereld, abonnement).values())
    assert counts == {"GEPARKEERD": len(many)}
    reasons = {een.reden for een in list_bezorgingen(wereld.vendor(), abonnement)}
    assert reasons == {Mislukking.GEWEIGERD, Mislukking.NIET_GEPROBEERD}


def test_410_stops_the_abonnement(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell(mensen)
    ontvanger.antwoord = lambda _: 410
    wereld.deliver()
    assert len(ontvanger.gehoord) == 1
    found = read_abonnement(wereld.manager(), abonnement)
    assert (found.stand, found.geparkeerd) == (Abonnementstand.GESTOPT, 3)
    wereld.tell(mensen[:1])
    assert not is_due(wereld)
    # Active again it hears what comes from then on, and what was parked when that is asked for.
    ontvanger.antwoord = lambda _: 200
    change_abonnement(wereld.vendor(), abonnement, actief=True)
    assert not is_due(wereld)
    wereld.tell(mensen[:1])
    assert wereld.deliver().bezorgd == 1
    assert resend_parked(wereld.vendor(), abonnement) == 3
    assert wereld.deliver(MINUTE).bezorgd == 3


def test_a_redirect_is_not_followed(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell(mensen[:1])
    with run_ontvanger() as elsewhere:
        ontvanger.antwoord = lambda _: 307
        ontvanger.koppen = {"Location": elsewhere.adres}
        assert wereld.deliver().mislukt == 1
        assert elsewhere.paden == []
    (een,) = list_bezorgingen(wereld.vendor(), abonnement)
    assert (een.status, een.reden) == (307, Mislukking.DOORVERWIJZING)


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 2"])
def test_who_drips_is_cut(wereld: Wereld, mensen: list[UUID], begin: bytes) -> None:
    with run_druppelaar(begin) as adres:
        abonnement = wereld.subscribe(Ontvanger(adres=adres))
        wereld.tell(mensen[:1])
        started = time.monotonic()
        limit = Bezorginstellingen(
            oin=wereld.instellingen.oin, api=wereld.instellingen.api, oefenen=True, tijdslimiet=0.3
        )
        assert wereld.deliver(instellingen=limit).mislukt == 1
        assert time.monotonic() - started < 3
    (een,) = list_bezorgingen(wereld.vendor(), abonnement)
    assert (een.status, een.reden) == (None, Mislukking.TIJDSLIMIET)
    assert list_pogingen(wereld.vendor(), abonnement, een.uuid)[0].duur >= 300


def test_nobody_there_and_no_http(wereld: Wereld, mensen: list[UUID]) -> None:
    with run_ontvanger() as gone:
        nobody = wereld.subscribe(gone)
    with run_druppelaar(b"SSH-2.0-hallo\r\n") as adres:
        strange = wereld.subscribe(Ontvanger(adres=adres))
        wereld.tell(mensen[:1])
        wereld.deliver()
    assert [een.reden for een in list_bezorgingen(wereld.vendor(), nobody)] == [Mislukking.GEEN_VERBINDING]
    assert [een.reden for een in list_bezorgingen(wereld.vendor(), strange)] == [Mislukking.AFGEBROKEN]


def test_by_https_the_certificate_has_to_be_of_the_name(wereld: Wereld, mensen: list[UUID], tmp_path: Path) -> None:
    ours, theirs = make_certificaten(tmp_path / "een"), make_certificaten(tmp_path / "twee")
    safe = Bezorginstellingen(oin=wereld.instellingen.oin, api=wereld.instellingen.api, oefenen=True, vertrouwd=ours.ca)
    with run_ontvanger(ours) as good, run_ontvanger(theirs) as bad:
        right, wrong = wereld.subscribe(good), wereld.subscribe(bad)
        elsewhere = wereld.subscribe(Ontvanger(adres=good.adres.replace("localhost", "hook.voorbeeld.nl")))
        wereld.tell(mensen[:1])
        verslag = wereld.deliver(instellingen=safe, zoek=lambda _naam, _poort: ["127.0.0.1"])
        assert (verslag.bezorgd, verslag.mislukt) == (1, 2)
        assert (len(good.gehoord), good.vals, bad.gehoord) == (1, 0, [])
    for abonnement in (wrong, elsewhere):
        assert [een.reden for een in list_bezorgingen(wereld.vendor(), abonnement)] == [Mislukking.CERTIFICAAT]
    assert stands(wereld, right) == {1: "BEZORGD"}


def test_a_name_that_stands_for_an_address_inside_is_not_connected_to(
    wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]
) -> None:
    asked: list[str] = []

    def rebind(naam: str, poort: int) -> Sequence[str]:
        """Outside the first time, and inside from then on."""
        asked.append(naam)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    abonnement = wereld.subscribe(ontvanger)
    wereld.tell([mensen[0], mensen[1]])
    verslag = wereld.deliver(zoek=rebind)
    assert (verslag.bezorgd, verslag.mislukt) == (1, 1)  # looked up once a time, and the line goes there
    assert asked == ["localhost", "localhost"]
    refused = list_bezorgingen(wereld.vendor(), abonnement)[0]
    assert (refused.reden, refused.status) == (Mislukking.ADRES_GEWEIGERD, None)
    serious = Bezorginstellingen(oin=wereld.instellingen.oin, api=wereld.instellingen.api)
    assert wereld.deliver(DAY, instellingen=serious).mislukt == 1  # practice is over
    assert len(ontvanger.gehoord) == 1


def test_two_workers_bring_each_once(wereld: Wereld) -> None:
    people = [uuid4() for _ in range(5)]
    with run_ontvanger() as one, run_ontvanger() as other:
        for ontvanger in (one, other):
            wereld.subscribe(ontvanger)
        wereld.tell(people * 4)
        with ThreadPoolExecutor(2) as pool:
            for verslag in [pool.submit(wereld.deliver) for _ in range(2)]:
                verslag.result()
        wereld.deliver()
        for ontvanger in (one, other):
            assert sorted(ontvanger.nummers) == list(range(1, 21))
            assert ontvanger.vals == 0
            by_subject = sorted(ontvanger.gehoord, key=lambda event: str(event["subject"]))
            for _, events in groupby(by_subject, key=lambda event: event["subject"]):
                numbers = [int(event["sequence"]) for event in events]
                assert numbers == sorted(numbers)


def test_killed_between_sending_and_noting_it_is_sent_twice_and_never_lost(
    wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]
) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell(mensen)
    heard, go_on = Event(), Event()

    def hold(event: dict[str, Any]) -> int:
        heard.set()
        go_on.wait(30)
        return 200

    ontvanger.antwoord = hold
    with _start_worker(wereld) as worker:
        assert heard.wait(60)
        worker.kill()
    assert worker.returncode == -signal.SIGKILL
    go_on.set()
    ontvanger.antwoord = lambda _: 200
    assert set(stands(wereld, abonnement).values()) == {"WACHT"}
    wereld.deliver(MINUTE)
    for _ in range(1000):  # until the server has seen that the one that held the lock is dead
        if set(stands(wereld, abonnement).values()) == {"BEZORGD"}:
            break
        wereld.deliver()
    assert Counter(ontvanger.nummers) == {1: 2, 2: 1, 3: 1}
    assert ontvanger.gehoord[0] == ontvanger.gehoord[1]


def _start_worker(wereld: Wereld) -> "subprocess.Popen[bytes]":
    """Start the worker as it is, as a process of its own."""
    settings = {"VSV_OIN": wereld.instellingen.oin, "VSV_API_ADRES": wereld.instellingen.api}
    return subprocess.Popen(
        [sys.executable, "-m", "vsv.beheer.opdracht", "werker", "--eenmalig"],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_test_is_brought_and_waits_for_nobody(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell(mensen[:1])
    ontvanger.antwoord = lambda event: 200 if event["type"] == "nl.vsv.proefmelding.v1" else 500
    wereld.deliver()
    put = send_test(wereld.vendor(), abonnement)
    assert (put.type, put.stand, put.nummer) == ("nl.vsv.proefmelding.v1", Bezorgstand.WACHT, 2)
    assert wereld.deliver(timedelta(seconds=5)).bezorgd == 1
    event = ontvanger.gehoord[-1]
    assert event["dataref"] == f"https://api.voorbeeld.nl/v1/abonnementen/{abonnement}"
    assert "subject" not in event
    assert event["id"] == str(put.melding)
    assert stands(wereld, abonnement) == {2: "BEZORGD", 1: "WACHT"}


def test_what_was_delivered_can_be_sent_again(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell(mensen[:1])
    wereld.deliver()
    (een,) = list_bezorgingen(wereld.vendor(), abonnement)
    resend(wereld.manager(), abonnement, een.uuid)
    wereld.deliver(MINUTE)
    assert len(ontvanger.gehoord) == 2
    assert ontvanger.gehoord[0] == ontvanger.gehoord[1]


def test_a_machtiging_that_is_withdrawn_stops_it_at_once(
    wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]
) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell(mensen)

    def withdraw(event: dict[str, Any]) -> int:
        wereld.query(
            "UPDATE machtiging SET ingetrokken_op = now(), ingetrokken_door = 'x' WHERE organisatie = %s RETURNING 1",
            wereld.aa.id,
        )
        return 500

    ontvanger.antwoord = withdraw
    wereld.deliver()
    ontvanger.gehoord.clear()
    wereld.deliver(HOUR)
    assert ontvanger.gehoord == []
    found = read_abonnement(wereld.manager(), abonnement)
    assert (found.stand, found.wachtend, found.geparkeerd) == (Abonnementstand.INGETROKKEN, 0, 3)
    assert not is_due(wereld)


def test_what_is_over_is_forgotten(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    abonnement = wereld.subscribe(ontvanger)
    wereld.tell(mensen[:2])
    ontvanger.antwoord = lambda event: 200 if event["sequence"] == "1" else 410
    wereld.deliver()

    def forget(days: int) -> int:
        with als_dienst(WIE) as sessie:
            return forget_bezorgingen(sessie.cur, wereld.nu + timedelta(days=days))

    assert (forget(29), forget(31), forget(89)) == (0, 1, 0)
    assert wereld.query("SELECT count(*) FROM bezorgpoging") == [(1,)]
    end_abonnement(wereld.vendor(), abonnement)
    assert forget(91) == 1
    assert wereld.query("SELECT (SELECT count(*) FROM abonnement), (SELECT count(*) FROM bezorging)") == [(0, 0)]
    assert wereld.query("SELECT count(*) FROM melding") == [(2,)]


def test_the_log_says_how_many_and_not_about_whom(wereld: Wereld, ontvanger: Ontvanger, mensen: list[UUID]) -> None:
    wereld.subscribe(ontvanger)
    wereld.tell(mensen)
    wereld.deliver()
    ((details,),) = wereld.query("SELECT bijzonderheden FROM logregel WHERE actie = 'meldingen.bezorgen'")
    assert details["bezorgd"] == 3
    lines = str(wereld.query("SELECT * FROM logregel"))
    assert not [person for person in mensen if str(person) in lines]
    assert "whsec_" not in lines
    assert f"client:{VENDOR}" in lines
