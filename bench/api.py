"""The API with 500,000 people in the database, against a WSGI function that sends the same SQL with psycopg alone.

Both are served by the same web server with as many processes and threads, in the same run. Which of the two goes first
alternates, a number of times, because others may use the machine as well: of a ratio the median is told, and the least
and the most. Beside the time that a client waits stands what the server and the database computed for an answer: the
same two compared without the client, which on a machine with few cores takes its share from both.
"""

import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import psutil
import psycopg

from bench.apigelijk import check_jongere, check_regels
from bench.apivrager import ADRES, Oogst, Vraag, ask_all
from bench.apiwereld import make_world
from bench.gegevens import PEILDATUM
from bench.server import computed, server
from vsv.beheer.bewijs import make_bewijs
from vsv.beheer.oefenapi import OIN_CLIENT, make_client, prepare_api, run_api
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import Organisatie, Scope

JONGEREN: Final = 500_000
RONDEN: Final = 5
SECONDEN: Final = 4.0
DRADEN: Final = 4
BULK: Final = 10_000
NORM_BULK: Final = 2.0
"""Seconds that signing up so many may take."""
_PADEN: Final = 2_000
_REGELS: Final = f"/v1/rapporten/{PEILDATUM}/regels"
_KAAL: Final = "psycopg zonder raamwerk"


@dataclass(frozen=True, slots=True)
class Kant:
    """A server that is measured: its port, its web process, and the headers it is asked with."""

    poort: int
    werker: psutil.Process
    koppen: Mapping[str, str]

    def ask(self, method: str, path: str, koppen: Mapping[str, str], body: bytes | None = None) -> bytes:
        """Ask once; return the content of the answer.

        Raises:
            RuntimeError: The answer is no success.
        """
        line = http.client.HTTPConnection(ADRES, self.poort, timeout=120)
        line.request(method, path, body, dict(self.koppen) | dict(koppen))
        answer = line.getresponse()
        content = answer.read()
        line.close()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: {answer.status} {content[:500]!r}")
        return content

    @property
    def geheugen(self) -> float:
        """What the web process has of memory now, in MB."""
        return self.werker.memory_info().rss / 2**20


def meet(jongeren: int = JONGEREN, ronden: int = RONDEN, seconden: float = SECONDEN) -> list[dict[str, Any]]:
    """Measure a jongere, the lines of a report, many aanmeldingen, and the memory of the process over all of it."""
    with server() as folder:
        tiende, vijfde, niemand = make_world(jongeren)
        with _serve(folder, (tiende, vijfde, niemand)) as (ours, bare):
            small, large = {"Organisatie-Oin": tiende.oin}, {"Organisatie-Oin": vijfde.oin}
            paths = [f"/v1/jongeren/{uuid}" for uuid in _people()]
            _check_equal(ours, bare, paths, small)
            rows = [_jongere(ours, bare, paths, small, ronden, seconden, jongeren)]
            rows += _regels(ours, bare, small, large, ronden, jongeren)
            rows.append(_bulk(ours, {"Organisatie-Oin": niemand.oin}, ronden, jongeren))
    return rows


@contextmanager
def _serve(folder: Path, organisaties: tuple[Organisatie, ...]) -> Iterator[tuple[Kant, Kant]]:
    """Run both, and give a token to who asks the API."""
    key, first, second = folder / "client.jwk", _free_port(), _free_port()
    make_client(OIN_CLIENT, "Meting", key, dict.fromkeys(organisaties, Scope))
    prepare_api(folder, f"http://{ADRES}:{first}")
    os.environ["VSV_API_TEMPO"] = "100000000"
    with run_api(f"http://{ADRES}:{first}", folder / "api.log"):
        api = next(p for p in psutil.Process().children() if "api" in p.cmdline())
        with (folder / "kaal.log").open("wb") as log:
            bare = subprocess.Popen([sys.executable, "-m", "bench.apikaal", str(second), "1"], stdout=log, stderr=log)
        try:
            _wait_for(second)
            headers = {"Authorization": f"Bearer {_ask_token(first, key)}"}
            yield Kant(first, _worker(api), headers), Kant(second, _worker(psutil.Process(bare.pid)), {})
        finally:
            bare.terminate()
            bare.wait(timeout=60)


def _free_port() -> int:
    with socket.create_server((ADRES, 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as line:
            if line.connect_ex((ADRES, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the baseline does not start")


def _worker(server: psutil.Process) -> psutil.Process:
    """The web process: the one below a server that holds most."""
    return max(server.children(recursive=True), key=lambda p: p.memory_info().rss)


def _ask_token(port: int, key: Path) -> str:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": make_bewijs(OIN_CLIENT, key, f"http://{ADRES}:{port}"),
    }
    line = http.client.HTTPConnection(ADRES, port, timeout=60)
    line.request("POST", "/oauth/token", urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
    return str(json.loads(line.getresponse().read())["access_token"])


def _people() -> list[str]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as admin:
        query = """
            SELECT uuid FROM werkregel
            WHERE organisatie = 1 AND uiterlijk > current_date + 1 ORDER BY uuid LIMIT %s
        """
        return [str(uuid) for (uuid,) in admin.execute(query, (_PADEN,))]


def _check_equal(ours: Kant, bare: Kant, paths: list[str], headers: Mapping[str, str]) -> None:
    """See that both tell the same of a hundred people, and in all lines.

    Raises:
        ValueError: They differ.
    """
    for path in paths[:100]:
        check_jongere(ours.ask("GET", path, headers), bare.ask("GET", path, headers))
    ndjson = {**headers, "Accept": "application/x-ndjson"}
    check_regels(ours.ask("GET", _REGELS, ndjson), bare.ask("GET", _REGELS, ndjson))


def _jongere(
    ours: Kant, bare: Kant, paths: list[str], headers: Mapping[str, str], times: int, seconds: float, size: int
) -> dict[str, Any]:
    before = ours.geheugen
    rounds = _alternate(ours, bare, paths, headers, times, DRADEN, seconds, 1_000_000)
    own, other = (statistics.median(r[i][0].seconden / r[i][0].verzoeken for r in rounds) for i in (0, 1))
    speed = [(b.seconden / b.verzoeken) / (o.seconden / o.verzoeken) for (o, _), (b, _) in rounds]
    work = statistics.median((b / base.verzoeken) / (o / mine.verzoeken) for (mine, o), (base, b) in rounds)
    return {
        "naam": "api",
        "variant": "een jongere, verzoeken per seconde",
        "omvang": f"{size} jongeren",
        "seconden": own,
        "grondslag": _KAAL,
        "grondslag_seconden": other,
        "verhouding": statistics.median(speed),
        "piek_mb": ours.geheugen,
        "tempo": f"{1 / own:.0f}/s tegen {1 / other:.0f}/s; {_spread(speed)}; rekentijd {work:.2f}x; "
        f"geheugen {before:.0f} -> {ours.geheugen:.0f} MB",
    }


def _regels(
    ours: Kant, bare: Kant, small: Mapping[str, str], large: Mapping[str, str], times: int, size: int
) -> Iterator[dict[str, Any]]:
    """Yield the same for the lines of both organisations: one has twice as many, and memory should not grow along."""
    for share, headers in ((10, small), (5, large)):
        ndjson = {**headers, "Accept": "application/x-ndjson"}
        before = ours.geheugen
        Path(f"/proc/{ours.werker.pid}/clear_refs").write_text("5", "ascii")  # the peak begins anew
        rounds = _alternate(ours, bare, [_REGELS], ndjson, times, 1, 60, 2)
        peak = _peak(ours.werker)
        own, other = (statistics.median(r[i][0].omvang / r[i][0].seconden / 1e6 for r in rounds) for i in (0, 1))
        speed = [(o.omvang / o.seconden) / (b.omvang / b.seconden) for (o, _), (b, _) in rounds]
        work = statistics.median((b / base.omvang) / (o / mine.omvang) for (mine, o), (base, b) in rounds)
        yield {
            "naam": "api",
            "variant": "regels als NDJSON, bytes per seconde",
            "omvang": f"{size // share} regels",
            "seconden": statistics.median(o.seconden / o.verzoeken for (o, _), _ in rounds),
            "grondslag": _KAAL,
            "grondslag_seconden": statistics.median(b.seconden / b.verzoeken for _, (b, _) in rounds),
            "verhouding": statistics.median(speed),
            "piek_mb": peak,
            "tempo": f"{own:.1f} MB/s tegen {other:.1f} MB/s; {_spread(speed)}; rekentijd {work:.2f}x; "
            f"geheugen {before:.0f} -> {ours.geheugen:.0f} MB",
        }


def _alternate(
    ours: Kant,
    bare: Kant,
    paths: list[str],
    headers: Mapping[str, str],
    times: int,
    threads: int,
    seconds: float,
    most: int,
) -> list[tuple[tuple[Oogst, float], tuple[Oogst, float]]]:
    """Ask both, each first in turn; return per round what came of ours and of the bare one, and what it computed."""
    _measure(ours, paths, headers, threads, 1, 50)
    _measure(bare, paths, headers, threads, 1, 50)
    rounds = []
    for number in range(times):
        found = {
            side.poort: _measure(side, paths, headers, threads, seconds, most)
            for side in ((ours, bare), (bare, ours))[number % 2]
        }
        rounds.append((found[ours.poort], found[bare.poort]))
    return rounds


def _measure(
    side: Kant, paths: list[str], headers: Mapping[str, str], threads: int, seconds: float, most: int
) -> tuple[Oogst, float]:
    before = computed(side.werker)
    got = ask_all(Vraag(side.poort, paths, {**side.koppen, **headers}, threads, seconds, most))
    return got, computed(side.werker) - before


def _bulk(ours: Kant, headers: Mapping[str, str], times: int, size: int) -> dict[str, Any]:
    """Sign up as many new people as a request may hold, again with others each time."""
    before, seconds = ours.geheugen, []
    bsns = geldige_nummers(EERSTE_BSN, BULK * times)
    for number in range(times):
        own = bsns[number * BULK : (number + 1) * BULK]
        rows = [{"bsn": str(bsn), "geboortedatum": "2005-03-01", "kenmerk": f"m-{bsn}"} for bsn in own]
        body = json.dumps({"aanmeldingen": rows}).encode()
        once = {**headers, "Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(8)}
        start = time.perf_counter()
        content = ours.ask("POST", "/v1/aanmeldingen/_bulk", once, body)
        seconds.append(time.perf_counter() - start)
        if (found := json.loads(content))["aangemeld"] != BULK:
            raise ValueError({name: value for name, value in found.items() if name != "rijen"})
    median = statistics.median(seconds)
    return {
        "naam": "api",
        "variant": f"{BULK} aanmeldingen in een verzoek",
        "omvang": f"{size} jongeren",
        "seconden": median,
        "grondslag": "de norm",
        "grondslag_seconden": NORM_BULK,
        "verhouding": median / NORM_BULK,
        "piek_mb": ours.geheugen,
        "tempo": f"{min(seconds):.2f} tot {max(seconds):.2f} s; geheugen {before:.0f} -> {ours.geheugen:.0f} MB",
    }


def _spread(ratios: list[float]) -> str:
    return f"{min(ratios):.2f} tot {max(ratios):.2f}x"


def _peak(process: psutil.Process) -> float:
    """What the kernel says that a process had at most, in MB."""
    lines = Path(f"/proc/{process.pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
