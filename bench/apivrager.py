"""Asks a server for the same few addresses as fast as it answers, from a process of its own, for a number of seconds.

`python -m bench.apivrager` reads what to ask from standard input (`Vraag`, as JSON) and prints what it got. It asks
only this machine, and ends by itself: after so many seconds, or so many requests.
"""

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

ADRES: Final = "127.0.0.1"
_BLOK: Final = 65_536


@dataclass(frozen=True, slots=True)
class Vraag:
    """What to ask.

    Attributes:
        poort: Of the server, on this machine.
        paden: Asked in turn, by each thread from a place of its own.
        koppen: Headers of each request.
        draden: How many ask beside each other, each on a connection that stays open.
        seconden: When to stop.
        hoogstens: After how many requests of a thread to stop earlier.
    """

    poort: int
    paden: Sequence[str]
    koppen: Mapping[str, str]
    draden: int
    seconden: float
    hoogstens: int


@dataclass(frozen=True, slots=True)
class Oogst:
    """What came of it: answers, their size together, and how long it took."""

    verzoeken: int
    omvang: int
    seconden: float


def ask_all(vraag: Vraag) -> Oogst:
    """Ask it from a process of its own, and wait for the end.

    Raises:
        subprocess.CalledProcessError: An answer was no success.
    """
    opdracht = [sys.executable, "-m", "bench.apivrager"]
    done = subprocess.run(
        opdracht,
        input=json.dumps(asdict(vraag)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=vraag.seconden + 120,
    )
    return Oogst(**json.loads(done.stdout))


def main() -> None:
    """Ask what standard input says, and print what came of it."""
    vraag = Vraag(**json.load(sys.stdin))
    counts: list[tuple[int, int]] = []
    start = time.perf_counter()
    threads = [
        threading.Thread(target=_ask, args=(vraag, number, start + vraag.seconden, counts))
        for number in range(vraag.draden)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if len(counts) < vraag.draden:
        raise SystemExit("not every answer was a success")
    json.dump(asdict(Oogst(sum(n for n, _ in counts), sum(size for _, size in counts), seconds)), sys.stdout)


def _ask(vraag: Vraag, number: int, until: float, counts: list[tuple[int, int]]) -> None:
    line = http.client.HTTPConnection(ADRES, vraag.poort, timeout=60)
    place, done, size = number * len(vraag.paden) // vraag.draden, 0, 0
    while time.perf_counter() < until and done < vraag.hoogstens:
        path = vraag.paden[(place + done) % len(vraag.paden)]
        line.request("GET", path, headers=dict(vraag.koppen))
        answer = line.getresponse()
        while part := answer.read(_BLOK):
            size += len(part)
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        done += 1
    line.close()
    counts.append((done, size))


if __name__ == "__main__":
    main()
