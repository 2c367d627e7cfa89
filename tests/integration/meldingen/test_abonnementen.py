"""Who may subscribe, and to what; what a vendor sees of another; and that the secret is shown once."""

import base64
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.integration.meldingen.conftest import OTHER, VENDOR, WIE, Wereld
from tests.integration.meldingen.ontvanger import Ontvanger

from vsv.beheer.cyclus import Werkplek
from vsv.beheer.opdracht import run
from vsv.beheer.service import read_stand
from vsv.beheer.werker import find_work, work_off
from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.meldingen.service import (
    HOOGSTENS,
    Abonnementstand,
    Meldingsoort,
    change_abonnement,
    create_abonnement,
    end_abonnement,
    list_abonnementen,
    list_bezorgingen,
    list_meldingen,
    read_abonnement,
    resend,
    rotate_geheimen,
    send_test,
)
from vsv.opslag.service import load_sleutels, new_key_line, transactie
from vsv.toegang.service import Recht, Wie, als_dienst

DOEL = "https://hook.voorbeeld.nl/vsv?geheim=1"


def codes(raised: pytest.ExceptionInfo[InvoerFout]) -> list[str]:
    return [fout.code for fout in raised.value.fouten]


def test_made_read_changed_and_ended(wereld: Wereld) -> None:
    wie = wereld.vendor()
    nieuw = create_abonnement(wie, doel=DOEL, soorten=["voorstel-gemaakt", "ikv-signaal"])
    made = nieuw.abonnement
    assert nieuw.geheim.startswith("whsec_")
    assert (made.client, made.doel, made.oorsprong) == (VENDOR, DOEL, "hook.voorbeeld.nl")
    assert made.soorten == (Meldingsoort.IKV_SIGNAAL, Meldingsoort.VOORSTEL_GEMAAKT)
    assert list_abonnementen(wie) == [made] == [read_abonnement(wie, made.uuid)]

    changed = change_abonnement(wie, made.uuid, doel="https://ander.nl/", soorten=["ikv-signaal"])
    assert (changed.doel, changed.soorten) == ("https://ander.nl/", (Meldingsoort.IKV_SIGNAAL,))
    paused = change_abonnement(wie, made.uuid, actief=False)
    assert (paused.stand, paused.doel) == (Abonnementstand.GEPAUZEERD, "https://ander.nl/")
    with pytest.raises(InvoerFout, match="Dit abonnement is gestopt"):
        send_test(wie, made.uuid)
    assert change_abonnement(wie, made.uuid, actief=True).stand is Abonnementstand.ACTIEF

    end_abonnement(wie, made.uuid)
    end_abonnement(wie, made.uuid)
    assert list_abonnementen(wie) == []
    (ended,) = list_abonnementen(wie, ook_beeindigd=True)
    assert ended.stand is Abonnementstand.BEEINDIGD
    assert wereld.query("SELECT geheim, sleutel FROM abonnement") == [(None, None)]
    with pytest.raises(InvoerFout) as raised:
        change_abonnement(wie, made.uuid, actief=True)
    assert codes(raised) == ["ABONNEMENT_BEEINDIGD"]
    lines = wereld.query("SELECT actie FROM logregel WHERE actor = %s ORDER BY nummer", f"client:{VENDOR}")
    assert [actie for (actie,) in lines] == [
        "meldingen.abonneren",
        *["meldingen.abonnement_wijzigen"] * 3,
        "meldingen.abonnement_beeindigen",
    ]


def test_all_that_is_wrong_is_said_at_once(wereld: Wereld) -> None:
    with pytest.raises(InvoerFout) as raised:
        create_abonnement(wereld.vendor(), doel="http://10.0.0.1/", soorten=["iets"], vanaf=-1)
    assert codes(raised) == ["DOEL_ONGELDIG", "SOORT_ONBEKEND", "VANAF_ONGELDIG"]
    assert [fout.plaats for fout in raised.value.fouten] == ["doel", "soorten", "vanaf"]
    with pytest.raises(InvoerFout) as raised:
        create_abonnement(wereld.vendor(), doel=DOEL, soorten=[])
    assert codes(raised) == ["SOORT_ONTBREEKT"]
    for _ in range(HOOGSTENS):
        create_abonnement(wereld.vendor(), doel=DOEL)
    with pytest.raises(InvoerFout) as raised:
        create_abonnement(wereld.vendor(), doel=DOEL)
    assert codes(raised) == ["TE_VEEL_ABONNEMENTEN"]
    create_abonnement(wereld.vendor(wereld.be), doel=DOEL)
    create_abonnement(wereld.vendor(oin=OTHER), doel=DOEL)


def test_a_vendor_sees_no_other_and_an_organisation_all_of_its_own(wereld: Wereld) -> None:
    mine = create_abonnement(wereld.vendor(), doel=DOEL).abonnement.uuid
    theirs = create_abonnement(wereld.vendor(oin=OTHER), doel=DOEL).abonnement.uuid
    elsewhere = create_abonnement(wereld.vendor(wereld.be), doel=DOEL).abonnement.uuid

    def seen(wie: Wie) -> set[UUID]:
        return {een.uuid for een in list_abonnementen(wie)}

    assert seen(wereld.vendor()) == {mine}
    assert seen(wereld.vendor(wereld.be)) == {elsewhere}
    assert seen(wereld.manager()) == {mine, theirs}
    for uuid in (theirs, elsewhere, uuid4()):
        for look in (
            lambda uuid: read_abonnement(wereld.vendor(), uuid),
            lambda uuid: change_abonnement(wereld.vendor(), uuid, actief=False),
            lambda uuid: end_abonnement(wereld.vendor(), uuid),
            lambda uuid: send_test(wereld.vendor(), uuid),
            lambda uuid: list_bezorgingen(wereld.vendor(), uuid),
            lambda uuid: resend(wereld.vendor(), uuid, uuid4()),
        ):
            with pytest.raises(InvoerFout) as raised:
                look(uuid)
            assert codes(raised) == ["ABONNEMENT_ONBEKEND"]
    test = send_test(wereld.vendor(), mine)
    with pytest.raises(InvoerFout) as raised:
        resend(wereld.vendor(oin=OTHER), theirs, test.uuid)
    assert codes(raised) == ["BEZORGING_ONBEKEND"]


def test_rights(wereld: Wereld) -> None:
    uuid = create_abonnement(wereld.vendor(), doel=DOEL).abonnement.uuid
    needed = {Recht.MELDINGEN_ONTVANGEN, Recht.MACHTIGINGEN_BEHEREN}
    nobody = replace(wereld.vendor(), rechten=frozenset(Recht) - needed)
    for call in (
        lambda: create_abonnement(nobody, doel=DOEL),
        lambda: create_abonnement(wereld.manager(), doel=DOEL),
        lambda: create_abonnement(replace(wereld.manager(), rechten=frozenset(Recht)), doel=DOEL),  # no vendor
        lambda: list_abonnementen(nobody),
        lambda: change_abonnement(wereld.manager(), uuid, actief=False),
        lambda: end_abonnement(nobody, uuid),
        lambda: send_test(nobody, uuid),
        lambda: list_bezorgingen(nobody, uuid),
        lambda: resend(nobody, uuid, uuid),
    ):
        with pytest.raises(GeenRecht):
            call()
    end_abonnement(wereld.manager(), uuid)


def test_the_web_role_can_not_read_a_secret_and_nothing_of_another_organisation(wereld: Wereld) -> None:
    nieuw = create_abonnement(wereld.vendor(), doel=DOEL)
    send_test(wereld.vendor(), nieuw.abonnement.uuid)
    with transactie("web") as cur:
        cur.execute("SELECT set_config('vsv.organisatie', %s, true)", (str(wereld.be.id),))
        for table in ("abonnement", "bezorging", "bezorgpoging"):
            assert cur.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)
        cur.execute("UPDATE abonnement SET actief = actief")
        assert cur.rowcount == 0
    for query in ("SELECT geheim FROM abonnement", "DELETE FROM abonnement", "UPDATE bezorging SET melding = 1"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
            cur.execute(query.encode())
    kept = wereld.query("SELECT geheim FROM abonnement")[0][0]
    assert nieuw.geheim.encode() not in bytes(kept)
    assert load_sleutels().decrypt([kept], 1) == [nieuw.geheim]


def test_a_secret_goes_along_to_a_new_key(
    wereld: Wereld, ontvanger: Ontvanger, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = load_sleutels().keys.items()
    wereld.subscribe(ontvanger)
    new = new_key_line(2)
    monkeypatch.setenv("VSV_SLEUTELS", f"1:{base64.b64encode(old[1]).decode()}\n{new}")
    with als_dienst(WIE) as sessie:
        assert rotate_geheimen(sessie.cur) == 1
        assert rotate_geheimen(sessie.cur) == 0
    monkeypatch.setenv("VSV_SLEUTELS", new)
    wereld.tell([uuid4()])
    assert wereld.deliver().bezorgd == 1
    assert ontvanger.vals == 0


def test_beginning_where_one_was(wereld: Wereld, ontvanger: Ontvanger) -> None:
    wereld.tell([uuid4(), uuid4()])
    seen = list_meldingen(replace(wereld.manager(), rechten=frozenset({Recht.RAPPORTEN})))[0].volgnummer
    wereld.subscribe(ontvanger, vanaf=seen)
    wereld.deliver()
    assert ontvanger.nummers == [1]


def test_the_worker_brings_them_and_the_status_counts_them(
    wereld: Wereld, ontvanger: Ontvanger, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[tuple[str, object]] = []
    werkplek = Werkplek(
        bezorging=wereld.instellingen, klok=lambda: wereld.nu, meld=lambda taak, what: said.append((taak, what))
    )
    work_off(werkplek)
    uuid = wereld.subscribe(ontvanger)
    wereld.tell([uuid4(), uuid4()])
    assert ("bezorg", {}) not in find_work(Werkplek(klok=lambda: wereld.nu))  # without settings nobody does
    assert ("bezorg", {}) in find_work(werkplek)
    ontvanger.antwoord = lambda event: 200 if event["sequence"] == "1" else 500
    said.clear()
    work_off(werkplek)
    assert [found for found in said if found[0] == "bezorg"] == [
        ("bezorg", {"klaargezet": 2, "bezorgd": 1, "mislukt": 1})
    ]
    stand = read_stand(WIE, wereld.nu, dagen=1)
    assert (stand.bezorging.wachtend, stand.bezorging.geparkeerd) == (1, 0)
    operator = Wie(actor="op", oorsprong="portaal", rechten=frozenset({Recht.DIENST_BEHEREN}))
    assert read_stand(operator, wereld.nu, dagen=1).bezorging == stand.bezorging
    assert "MELDINGEN_VAST" not in {fout.code for fout in stand.vast}
    late = read_stand(WIE, wereld.nu + timedelta(days=5), dagen=1)
    assert "MELDINGEN_VAST" in {fout.code for fout in late.vast}
    capsys.readouterr()
    run(["status"])
    assert "Meldingen aan leveranciers: 1 wachten op bezorging, 0 geparkeerd." in capsys.readouterr().out
    assert ontvanger.vals == 0
    assert read_abonnement(wereld.vendor(), uuid).wachtend == 1
