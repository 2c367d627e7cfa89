"""The pages of an organisation that follows 50,000 people, from the real web server over HTTP, and its exports.

The baseline is the page with help in the same session: everything that goes around a page (the web server, the session,
who may see it, the frame) and no data. So the ratio says what the data of a page add. Times are what a client on this
machine waits; what the web process and the database computed for it stands beside it, which is about the same on an
idle machine and tells more on a busy one. The wish is that a page takes less than 50 ms.
"""

import http.client
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import psutil
import psycopg
import requests

from bench.gegevens import PEILDATUM
from bench.portaalwereld import make_world
from bench.server import computed, server
from bench.weekrun import VORIGE_WEEK
from vsv.beheer.oefenportaal import run_portaal, start_makelaar

JONGEREN: Final = 50_000
ANDEREN: Final = 100_000
"""How many people the other organisation follows, in the same tables; its exports show whether memory grows along."""
LOGREGELS: Final = 1_000_000
KEREN: Final = 21
ADRES: Final = "http://127.0.0.1:8765"

PAGINAS: Final[dict[str, tuple[str, str]]] = {
    "overzicht": ("Dana", "/overzicht"),
    "werklijst": ("Dana", "/werklijst"),
    "werklijst, drie filters": ("Dana", "/werklijst?prioriteit=1&prioriteit=2&merk=TE_DOEN&leeftijd=18-22"),
    "werklijst, tweede pagina": ("Dana", "/werklijst?na={vijftigste}"),
    "werklijst, op leeftijd": ("Dana", "/werklijst?sortering=leeftijd"),
    "jongere": ("Dana", "/jongeren/{jongere}"),
    "rapporten": ("Dana", "/rapporten"),
    "rapport": ("Dana", f"/rapporten/{PEILDATUM}"),
    "rapport, jongeren": ("Dana", f"/rapporten/{PEILDATUM}/jongeren"),
    "rapport, jongeren in prioriteit 3": ("Dana", f"/rapporten/{PEILDATUM}/jongeren?prioriteit=3"),
    "twee weken vergelijken": ("Dana", f"/rapporten/vergelijk?van={VORIGE_WEEK}&naar={PEILDATUM}"),
    "wie ging van 1 naar 3": (
        "Dana", f"/rapporten/vergelijk/jongeren?van={VORIGE_WEEK}&naar={PEILDATUM}&uit=1&in=3"
    ),
    "effect": ("Dana", "/rapporten/effect"),
    "aanmelden": ("Dana", "/aanmelden"),
    "afmelden": ("Dana", "/afmelden/{jongere}"),
    "voorstellen": ("Dana", "/voorstellen"),
    "gebruikers": ("Gijs", "/gebruikers"),
    "logboek": ("Pim", "/logboek"),
    "logboek, een gebruiker": ("Pim", "/logboek?gebruiker={gebruiker}"),
    "logboek, een jongere": ("Pim", "/logboek?jongere={jongere}"),
    "inzage": ("Pim", "/inzage/{jongere}"),
    "beheer": ("Olaf", "/beheer"),
    "organisaties": ("Olaf", "/beheer/organisaties"),
}  # fmt: skip
"""Of each page who looks at it, and where it is."""


@dataclass
class Kijker:
    """Somebody who is logged in, on a connection that stays open.

    Attributes:
        cookie: Of the session.
        token: For forms.
    """

    cookie: str
    token: str
    line: http.client.HTTPConnection = field(default_factory=lambda: http.client.HTTPConnection(urlsplit(ADRES).netloc))

    @classmethod
    def log_in(cls, naam: str, oin: str) -> "Kijker":
        """Log in at the makelaar as a person does, and work at an organisation."""
        with requests.Session() as session:
            session.trust_env = False
            choice = session.get(f"{ADRES}/inloggen/start")
            number = re.search(rf'value="(\d+)"><span class="naam">{naam}<', choice.text)[1]  # type: ignore[index]
            fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', choice.text))
            action = re.search(r'action="([^"]*authorize/kies[^"]*)"', choice.text)[1]  # type: ignore[index]
            page = session.post(requests.compat.urljoin(choice.url, action), data=fields | {"persoon": number})
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]  # type: ignore[index]
            if urlsplit(page.url).path == "/werkplek":
                data = {"csrfmiddlewaretoken": token, "werkplek": oin}
                session.post(f"{ADRES}/werkplek", data=data, headers={"Referer": page.url})
            return cls(f"sessie={session.cookies['sessie']}", token)

    def ask(self, path: str, data: dict[str, str] | None = None) -> int:
        """Ask for a page or file and read it to its end, some at a time; return its size.

        Raises:
            RuntimeError: The answer is no success.
        """
        headers = {"Cookie": self.cookie, "Referer": f"{ADRES}/werklijst"}
        if data is None:
            self.line.request("GET", path, headers=headers)
        else:
            body = urlencode(data | {"csrfmiddlewaretoken": self.token})
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            self.line.request("POST", path, body=body, headers=headers | kind)
        answer = self.line.getresponse()
        size = 0
        while part := answer.read(65_536):
            size += len(part)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        return size


def meet(jongeren: int = JONGEREN, anderen: int = ANDEREN, logregels: int = LOGREGELS) -> list[dict[str, Any]]:
    """Measure each page as the median of a number of times, and each export once, at both organisations."""
    with server(), tempfile.TemporaryDirectory(prefix="vsv-bench-portaal-") as name:
        folder = Path(name)
        eerste, tweede, people = make_world(jongeren, anderen, logregels)
        with start_makelaar(folder, people, ADRES), run_portaal(ADRES, folder / "portaal.log"):
            worker = _worker()
            size = f"{jongeren} van {jongeren + anderen} aanmeldingen"
            lookers = {naam: Kijker.log_in(naam, eerste.oin) for naam in ("Dana", "Gijs", "Pim", "Olaf")}
            pages = list(_pages(worker, lookers, size))
            files = list(_exports(worker, lookers["Dana"], Kijker.log_in("Bas", tweede.oin), jongeren, anderen))
    return pages + files


def _pages(worker: psutil.Process, lookers: dict[str, Kijker], size: str) -> Iterator[dict[str, Any]]:
    values = _examples()
    floor = {naam: _measure(worker, looker, "/hulp") for naam, looker in lookers.items()}
    for name, (who, path) in PAGINAS.items():
        seconds, fastest, computed = _measure(worker, lookers[who], path.format(**values))
        yield {
            "naam": "portaal",
            "variant": name,
            "omvang": size,
            "seconden": seconds,
            "grondslag": "de hulppagina",
            "grondslag_seconden": floor[who][0],
            "verhouding": seconds / floor[who][0],
            "snelste": fastest,
            "rekentijd": computed,
            "tempo": f"{1000 * seconds:.0f} ms, snelste {1000 * fastest:.0f}, gerekend {1000 * computed:.0f}",
        }


def _measure(worker: psutil.Process, looker: Kijker, path: str) -> tuple[float, float, float]:
    """Return the median and the fastest time, and the time that was computed for it."""
    looker.line.close()  # the server closed it meanwhile, when nothing was asked for a while
    for _ in range(3):
        looker.ask(path)
    before, times = computed(worker), []
    for _ in range(KEREN):
        start = time.perf_counter()
        looker.ask(path)
        times.append(time.perf_counter() - start)
    return statistics.median(times), min(times), (computed(worker) - before) / KEREN


def _worker() -> psutil.Process:
    """The web process: the one below our server that holds most."""
    servers = [p for p in psutil.Process().children() if "portaal" in p.cmdline()]
    return max(servers[0].children(recursive=True), key=lambda p: p.memory_info().rss)


def _examples() -> dict[str, str]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as admin:
        query = """
            SELECT uuid FROM werkregel WHERE organisatie = 1 AND uiterlijk > current_date
            ORDER BY (prioriteit + 5) % 6, date '2000-01-01' - sinds, uuid OFFSET 49 LIMIT 1
        """
        ((fiftieth,),) = admin.execute(query)
        ((actor,),) = admin.execute("SELECT actor FROM toekenning WHERE organisatie = 1 AND actor IS NOT NULL LIMIT 1")
        query = """
            SELECT j.uuid FROM iko f JOIN jongere j ON j.id = f.jongere JOIN werkregel w ON w.jongere = j.id
            WHERE w.organisatie = 1 GROUP BY j.uuid HAVING count(*) BETWEEN 15 AND 20 ORDER BY j.uuid LIMIT 1
        """
        ((person,),) = admin.execute(query)
    return {"vijftigste": str(fiftieth), "jongere": str(person), "gebruiker": actor}


def _exports(
    worker: psutil.Process, dana: Kijker, bas: Kijker, jongeren: int, anderen: int
) -> Iterator[dict[str, Any]]:
    """Yield each export of both organisations: how long, how large, and what the web process had of memory at most."""
    kinds: dict[str, Callable[[Kijker], int]] = {
        **{f"werklijst als {k}": _werklijst(k) for k in ("csv", "ods", "xlsx")},
        **{f"rapport als {k}": _rapport(k) for k in ("csv", "zip", "ods", "xlsx")},
    }
    for name, ask in kinds.items():
        small, large = _weigh(worker, dana, ask), _weigh(worker, bas, ask)
        yield {
            "naam": "portaal, export",
            "variant": name,
            "omvang": f"{jongeren} jongeren",
            "seconden": small["seconden"],
            "grondslag": f"{anderen} jongeren",
            "grondslag_seconden": large["seconden"],
            "verhouding": small["seconden"] / large["seconden"],
            "piek_mb": small["piek_mb"],
            "tempo": f"{small['mb']:.1f} MB, piek van {anderen} {large['piek_mb']:.0f} MB",
        }


def _werklijst(kind: str) -> Callable[[Kijker], int]:
    return lambda kijker: kijker.ask("/werklijst/bestand", {"formaat": kind})


def _rapport(kind: str) -> Callable[[Kijker], int]:
    return lambda kijker: kijker.ask(f"/rapporten/{PEILDATUM}/download/{kind}")


def _weigh(worker: psutil.Process, kijker: Kijker, ask: Callable[[Kijker], int]) -> dict[str, float]:
    """Do it once; return the time, the size, and the peak of the memory of the web process."""
    kijker.line.close()
    Path(f"/proc/{worker.pid}/clear_refs").write_text("5", "ascii")  # the peak begins anew
    start = time.perf_counter()
    size = ask(kijker)
    seconds = time.perf_counter() - start
    return {"seconden": seconds, "mb": size / 1e6, "piek_mb": _peak(worker)}


def _peak(process: psutil.Process) -> float:
    """What the kernel says that a process had at most, in MB."""
    text = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return int(re.findall(r"^VmHWM:\s+(\d+) kB", text, re.MULTILINE)[0]) / 1024
