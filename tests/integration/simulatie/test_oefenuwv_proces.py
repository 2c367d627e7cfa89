"""The oefen-UWV as a process: who may ask, what time it is, its controls, and its end."""

import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import datetime, timedelta
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import requests
from zeep.exceptions import Fault

from vsv.domein.codes import Bron
from vsv.domein.fouten import InvoerFout, OmgevingFout
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.service import Gedrag, Oefenuwv, make_certificaten, write

Zeep = Callable[..., Any]


def test_who_shows_no_certificate_hears_nothing(oefenuwv: Oefenuwv, tmp_path: Path) -> None:
    stranger = make_certificaten(tmp_path)
    for cert in (None, stranger.client):
        for pad in ("/tellingen", DIENSTEN[Bron.POLIS].pad):
            with oefenuwv.sessie() as session:
                session.cert = cert
                with pytest.raises(requests.ConnectionError):
                    session.get(oefenuwv.adres + pad)
    with oefenuwv.sessie() as session:
        assert session.get(f"{oefenuwv.adres}/tellingen").status_code == 200


def test_old_tls_is_refused(oefenuwv: Oefenuwv) -> None:
    assert oefenuwv.certificaten
    context = ssl.create_default_context(cafile=oefenuwv.certificaten.ca)
    context.load_cert_chain(*oefenuwv.certificaten.client)
    context.set_ciphers("ALL:@SECLEVEL=0")
    port = int(oefenuwv.adres.rsplit(":", 1)[1])
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", port)) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="localhost")


def test_it_listens_on_this_machine_only(oefenuwv: Oefenuwv) -> None:
    port = int(oefenuwv.adres.rsplit(":", 1)[1])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port))


def test_a_correction_shows_from_its_moment_on(
    oefenuwv: Oefenuwv, zeep: Zeep, tabellen: dict[str, pl.DataFrame]
) -> None:
    sleutel = ["bsn", "loonheffingennummer", "nummer_ikv", "datum_begin", "datum_einde"]
    versions = tabellen["inkomstenopgaven"].sort("ontvangen_op").group_by(sleutel, maintain_order=True)
    corrected = versions.agg("loon_sv", "ontvangen_op", ingetrokken=pl.col("ingetrokken").any()).filter(
        pl.col("loon_sv").list.n_unique() > 1, pl.col("loon_sv").list.len() == 2, ~pl.col("ingetrokken")
    )
    row = corrected.row(0, named=True)
    before, after = row["loon_sv"]
    first, second = row["ontvangen_op"]

    def told() -> list[int]:
        answer = zeep(Bron.POLIS, row["bsn"])
        return [
            int(iko.BedrBrutoloonSv.CdPositiefNegatief + str(iko.BedrBrutoloonSv.WaardeBedr))
            for ikv in (answer.ClientSuwi.Inkomstenverhouding if answer else [])
            if ikv.AdministratieveEenheid.Loonheffingennr == row["loonheffingennummer"]
            and int(ikv.VolgnrIkv) == row["nummer_ikv"]
            for iko in ikv.Inkomstenopgave
            if iko.DatBIko == f"{row['datum_begin']:%Y%m%d}"
        ]

    tick = timedelta(microseconds=1)
    for moment, expected in (
        (first - tick, []),
        (second - tick, [before]),
        (second, [after]),
        (first - tick, []),
    ):
        oefenuwv.set_moment(moment)
        assert told() == expected, moment
    oefenuwv.set_moment(tabellen["inkomstenopgaven"]["ontvangen_op"].max())  # type: ignore[arg-type]  # a moment


def test_setting_the_clock_leaves_the_behaviour(oefenuwv: Oefenuwv, zeep: Zeep, worker: str) -> None:
    oefenuwv.set_gedrag(Gedrag.van(leeg=1, zaad=4))
    with oefenuwv.sessie() as session:
        before = session.get(f"{oefenuwv.adres}/gedrag").json()
        oefenuwv.set_moment(datetime.fromisoformat(before["moment"]))
        assert session.get(f"{oefenuwv.adres}/gedrag").json() == before
    assert before["leeg"] == {"POLIS": 1, "PW": 1, "DGR": 1}
    assert before["zaad"] == 4


def test_what_the_controls_do_not_know_is_refused_and_changes_nothing(oefenuwv: Oefenuwv) -> None:
    with oefenuwv.sessie() as session:
        before = session.get(f"{oefenuwv.adres}/gedrag").json()
        answer = session.put(f"{oefenuwv.adres}/gedrag", json={"leeg": 1, "stuk": 1})
        assert answer.status_code == 400
        assert answer.text.startswith("gedrag stuk: Dit gedrag bestaat niet. Kies uit: traag,")
        assert session.get(f"{oefenuwv.adres}/gedrag").json() == before
        for method, pad in (("GET", "/"), ("POST", "/gedrag"), ("PUT", "/tellingen"), ("DELETE", "/gedrag")):
            assert session.request(method, oefenuwv.adres + pad, data=b"x").status_code == 404
    with pytest.raises(InvoerFout, match="samen meer dan 1"):
        oefenuwv.set_gedrag(Gedrag.van(leeg=1, traag=1))


def test_counts_add_up_and_name_nobody(oefenuwv: Oefenuwv, zeep: Zeep, tabellen: dict[str, pl.DataFrame]) -> None:
    oefenuwv.set_gedrag(Gedrag.van(http_503=0.3, zaad=1))
    bsns = tabellen["aanmeldingen"]["bsn"].unique(maintain_order=True)[:40].to_list()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda bsn: zeep(Bron.PW, bsn, raw=True).status_code, bsns * 2))
    with pytest.raises(Fault, match="De vraag past niet bij Bijstandsregelingen"):
        zeep(Bron.PW, "12")
    counts = oefenuwv.tellingen()
    telling = counts["PW"]
    assert telling["gevraagd"] == sum(telling["uitkomsten"].values()) == 81
    assert telling["personen"] == 40
    assert telling["uitkomsten"]["http_503"] == statuses.count(503)
    assert telling["uitkomsten"]["afgewezen"] == 1
    assert {"antwoord", "niets_gevonden"} <= set(telling["uitkomsten"])
    assert not any(bsn in str(counts) for bsn in bsns)
    oefenuwv.wis_tellingen()
    assert oefenuwv.tellingen()["PW"] == {"gevraagd": 0, "personen": 0, "uitkomsten": {}}
    assert [zeep(Bron.PW, bsn, raw=True).status_code for bsn in bsns] == statuses[:40], "the draw begins anew"


@pytest.mark.parametrize("headers", [{"Content-Length": str(10**9)}, {"Content-Length": "-1"}, {"Content-Length": "x"}])
def test_a_question_without_a_fit_length_is_refused(headers: dict[str, str], oefenuwv: Oefenuwv) -> None:
    with oefenuwv.sessie() as session:
        prepared = session.prepare_request(requests.Request("POST", oefenuwv.url(Bron.POLIS)))
        prepared.headers.update(headers)
        answer = session.send(prepared, timeout=10)
    assert answer.status_code == 500
    assert "Een vraag heeft een Content-Length van hoogstens 65536 bytes." in answer.text
    assert answer.headers["Connection"] == "close"


def test_a_connection_is_kept(oefenuwv: Oefenuwv) -> None:
    assert oefenuwv.certificaten
    context = ssl.create_default_context(cafile=oefenuwv.certificaten.ca)
    context.load_cert_chain(*oefenuwv.certificaten.client)
    address = oefenuwv.adres.removeprefix("https://")
    with closing(HTTPSConnection(address, context=context, timeout=10)) as connection:
        connection.connect()
        first = connection.sock
        for _ in range(3):
            connection.request("GET", "/tellingen")
            assert connection.getresponse().read()
            assert connection.sock is first


def test_it_dies_and_comes_back_at_the_same_address(folder: Path) -> None:
    with Oefenuwv.start(folder, tls=False) as oefenuwv, oefenuwv.sessie() as session:
        adres, first = oefenuwv.adres, oefenuwv.pid
        assert adres.startswith("http://127.0.0.1:")
        oefenuwv.kill()
        with pytest.raises(requests.ConnectionError):
            session.get(f"{adres}/tellingen")
        with pytest.raises(OmgevingFout, match="De oefen-UWV is niet bereikbaar"):
            oefenuwv.tellingen()
        oefenuwv.restart()
        assert oefenuwv.adres == adres
        assert oefenuwv.pid != first
        assert session.get(f"{adres}/tellingen").status_code == 200


def test_it_does_not_outlive_who_started_it(oefenuwv: Oefenuwv, folder: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from vsv.simulatie.service import Oefenuwv
oefenuwv = Oefenuwv.start(Path({str(folder)!r}), map=Path({str(oefenuwv.map)!r}), tls=False)
print(oefenuwv.adres, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    address = ("127.0.0.1", int(done.stdout.rsplit(":", 1)[1]))
    with suppress(ConnectionError), socket.create_connection(address, timeout=20) as connection:
        assert connection.recv(1) == b"", "the line goes dead, well before it would be silent too long"


def test_what_it_can_not_start_with_is_said(folder: Path, oefenuwv: Oefenuwv) -> None:
    with pytest.raises(OmgevingFout, match="Deze map bestaat niet"):
        Oefenuwv.start(folder, map=folder / "nergens", tls=False)
    port = int(oefenuwv.adres.rsplit(":", 1)[1])
    with pytest.raises(OmgevingFout, match=f"Poort {port} is niet vrij"):
        Oefenuwv.start(folder, map=oefenuwv.map, poort=port, tls=False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_in_order(number: signal.Signals, tmp_path: Path) -> None:
    write({}, tmp_path / "leeg")
    command = [sys.executable, "-m", "vsv.beheer.opdracht", "oefenuwv", "--map", str(tmp_path / "leeg"), "--poort", "0"]
    with subprocess.Popen(
        [*command, "--certificaten", str(tmp_path / "certificaten")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("De oefen-UWV luistert op https://127.0.0.1:")
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
