"""Writes, and the copy that follows them: equal to the truth, through a restart, from the file."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from tests.api.client.conftest import async_client
from tests.api.conftest import Api
from tests.integration.klantvolg.conftest import make_bsns

from vsv.rapport.wijzigingen.cursor import Plaats, encode
from vsv_client import Client, Conflict, Kopie, OnverwachtAntwoord, Organisatie, TegelijkGewijzigd
from vsv_client.vormen import AanmeldrijIn, Afmelding

_numbers = iter(make_bsns(20, vanaf=953_000_000))
GEBOREN = date(2006, 3, 1)


def test_a_copy_equals_the_truth(api: Api, org: Organisatie, sleutel: Path, tmp_path: Path) -> None:
    kopie = Kopie.open(tmp_path / "kopie.json")
    assert kopie.werk_bij(org) == len(kopie.jongeren) > 20
    assert set(kopie.jongeren) == {one.jongere for one in org.lijst_aanmeldingen()}
    for regel in org.lijst_regels(next(iter(org.lijst_rapporten())).peildatum):
        stand = kopie.jongeren[regel.jongere]
        for veld in ("kenmerk", "aanmelddatum", "prioriteit", "prioriteit_naam", "sinds", "loon", "redenen", "vlaggen"):
            assert getattr(stand, veld) == getattr(regel, veld)
    again = Kopie.open(tmp_path / "kopie.json")
    assert (again.jongeren, again.cursor) == (kopie.jongeren, kopie.cursor)
    assert again.werk_bij(org) == 0

    async def other_way() -> Kopie:
        async with async_client(api, sleutel) as client:
            copy = Kopie.open(tmp_path / "async.json")
            await copy.werk_bij_async(client.voor(api.eerste.oin))
            return copy

    assert asyncio.run(other_way()).jongeren == kopie.jongeren


def test_a_copy_follows_what_is_written(api: Api, client: Client, tmp_path: Path) -> None:
    org, file = client.voor(api.nieuw.oin), tmp_path / "kopie.json"
    before = set(_sync(org, file).jongeren)
    one = org.meld_aan(bsn=next(_numbers), geboortedatum=GEBOREN, kenmerk="C-1").jongere
    many = org.meld_velen_aan(
        aanmeldingen=[AanmeldrijIn(bsn=next(_numbers), geboortedatum="2006-03-01") for _ in range(2)]
        + [AanmeldrijIn(bsn="1")]
    )
    assert (many.aangemeld, many.geweigerd) == (2, 1)
    two, three = (rij.jongere for rij in many.rijen[:2])
    assert one is not None
    assert two is not None
    assert three is not None
    assert set(_sync(org, file).jongeren) - before == {one, two, three}
    assert org.wijzig_aanmelding(one, gemeentecode="0363").kenmerk == "C-1", "what is left out stays"
    assert org.wijzig_aanmelding(one, kenmerk=None).gemeentecode == "0363"
    seen = org.lees_opvolging(two)
    org.zet_opvolging(two, merk="IN_CONTACT", if_match=seen.etag)
    with pytest.raises(TegelijkGewijzigd) as changed:
        org.zet_opvolging(two, merk="NIET_BEREIKT", if_match=seen.etag)
    assert changed.value.staat
    assert changed.value.staat["merk"] == "IN_CONTACT"
    today = org.lees_aanmelding(three).aanmelddatum
    org.meld_velen_af(afmeldingen=[Afmelding(jongere=three, afmelddatum=today, reden="VERHUISD")])
    kopie = _sync(org, file)
    assert (kopie.jongeren[one].kenmerk, kopie.jongeren[one].gemeentecode) == (None, "0363")
    assert kopie.jongeren[two].merk == "IN_CONTACT"
    assert three not in kopie.jongeren
    anew = _sync(org, tmp_path / "anew.json")
    assert anew.jongeren == kopie.jongeren, "whoever begins anew comes to the same"
    found = org.zoek_jongeren(kenmerk="C-1")
    assert found.jongeren == ()


def test_a_write_with_a_key_of_its_own_is_done_once(api: Api, client: Client) -> None:
    org, bsn = client.voor(api.nieuw.oin), next(_numbers)
    first = org.meld_aan(bsn=bsn, geboortedatum=GEBOREN, idempotency_key=f"eigen-{bsn[-3:]}")
    assert org.meld_aan(bsn=bsn, geboortedatum=GEBOREN, idempotency_key=f"eigen-{bsn[-3:]}") == first
    with pytest.raises(Conflict) as conflict:
        org.meld_aan(bsn=bsn, geboortedatum=GEBOREN, kenmerk="anders")
    assert conflict.value.code == "AL_AANGEMELD"
    assert bsn not in str(conflict.value)


def test_a_copy_of_which_the_cursor_is_too_old_begins_anew(api: Api, org: Organisatie, tmp_path: Path) -> None:
    kopie = _sync(org, tmp_path / "kopie.json")
    old = Kopie(tmp_path / "oud.json", cursor=encode(Plaats(2**40), api.eerste.oin))
    old.werk_bij(org)
    assert old.jongeren == kopie.jongeren


def test_a_file_that_is_no_copy(tmp_path: Path) -> None:
    for text in ("", "{}", '{"cursor": null, "jongeren": {"1": {}}}'):
        (tmp_path / "kopie.json").write_text(text)
        with pytest.raises(OnverwachtAntwoord):
            Kopie.open(tmp_path / "kopie.json")


def _sync(org: Organisatie, file: Path) -> Kopie:
    """What a program does that runs now and then: all it knows is in the file."""
    kopie = Kopie.open(file)
    kopie.werk_bij(org)
    assert file.stat().st_mode & 0o077 == 0
    return kopie
