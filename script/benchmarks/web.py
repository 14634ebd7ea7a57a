"""What pages cost: gunicorn with two processes on 20,000 invented cases, and 30 officers who ask for pages at the same time.

Server time is what gunicorn's own log of each answer says (whole milliseconds), from the moment a thread takes the request up: what a
request waited for a free thread is in the time that the officer saw, which stands beside it.
"""

import argparse
import gzip
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

import postgresql
from benchmarks import measuring

ROOT = Path(__file__).resolve().parents[2]
HEADS = ("page", "asked", "alone p50 ms", "server p50 ms", "server p95 ms", "officer p95 ms", "gzipped kB", "target p95 ms", "")
TARGETS = {"case": 100, "assessment": 200}
HEAVIEST = 100_000
"""Bytes of a page with its style and script, compressed."""
KINDS = (
    (re.compile(r"/cases/[^/]+/assessment/$"), "assessment"), (re.compile(r"/cases/[^/]+/$"), "case"), (re.compile(r"/cases/$"), "list"),
    (re.compile(r"/workload/$"), "workload"), (re.compile(r"/workload/late/$"), "late cases"), (re.compile(r"/programme/$"), "programme"),
)  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What one officer saw: seconds by kind of page, the largest page of each kind, and what was not answered."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    largest: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def main(given: argparse.Namespace) -> int:
    """Measure on both databases. Returns 1 where a page was not answered or a target was missed."""
    told = []
    for name in given.databases:
        with postgresql.running() if name == "PostgreSQL" else nullcontext("") as address, tempfile.TemporaryDirectory() as folder:
            told.append(_on(name, address, Path(folder), given))
    measuring.report("web", {"cases": given.cases, "officers": given.officers, "think": given.think, "databases": told}, given.json)
    return 0 if all(each["is_met"] for each in told) else 1


def _on(name: str, address: str, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "fanlight.web.settings", "FANLIGHT_DEMO": "yes", "FANLIGHT_DATA": str(folder),
        "FANLIGHT_DATABASE_URL": address, "FANLIGHT_LIMIT_REGISTER": "1000000/h",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "script")]), "FANLIGHT_WORKERS": "2",
        "FANLIGHT_ACCESS_LOG": str(folder / "access.log"),
    }  # fmt: skip
    environ, asked = os.environ | settings, folder / "asked.json"
    began = time.perf_counter()
    for words in (("django", "migrate", "-v0"), ("django", "collectstatic", "--noinput", "-v0")):
        subprocess.run([sys.executable, "-m", *words], env=environ, check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.filling", str(given.cases), str(given.officers), str(asked)], env=environ, check=True)
    print(f"{name}: {given.cases} cases filled in {time.perf_counter() - began:.0f} s", flush=True)
    held = json.loads(asked.read_text(encoding="utf-8"))
    with _served(environ, folder) as port:
        _load(port, held, given, seconds=min(10, given.seconds))  # so that both processes have read their editions
        before = len(_answered(folder))
        _load(port, held | {"sessions": held["sessions"][:1]}, argparse.Namespace(think=0), seconds=10)
        alone = _answered(folder)[before:]
        seen = _load(port, held, given, seconds=given.seconds)
        together = _answered(folder)[before + len(alone) :]
        assets = _assets(port, held)
    return _told(name, _by_kind(alone), _by_kind(together), seen, assets)


def _answered(folder: Path) -> list[str]:
    """The lines of the log so far."""
    return (folder / "access.log").read_text(encoding="utf-8").splitlines()


def _by_kind(lines: list[str]) -> dict[str, list[float]]:
    """The server's time of each page that was answered, in milliseconds, by kind of page."""
    found: dict[str, list[float]] = defaultdict(list)
    for told in map(json.loads, lines):
        if told["method"] == "GET" and told["status"] == 200:
            found[_kind(told["route"])].append(float(told["ms"]))
    return found


@contextmanager
def _served(environ: dict[str, str], folder: Path) -> Iterator[int]:
    """The port of a server that is ready."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "python:fanlight.web.gunicorn", "--log-level", "error"]
    server = subprocess.Popen(command, env=environ | {"FANLIGHT_BIND": f"127.0.0.1:{port}"}, cwd=folder)
    try:
        until = time.monotonic() + 60
        while not _is_ready(port):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the server did not become ready")
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(40)


def _is_ready(port: int) -> bool:
    try:
        return _get(HTTPConnection("127.0.0.1", port, timeout=5), "/health", "")[0] == 200
    except OSError:
        return False


def _get(connection: HTTPConnection, path: str, session: str, accepted: str = "identity") -> tuple[int, bytes]:
    headers = {"Cookie": f"sessionid={session}", "Host": "localhost", "Accept-Encoding": accepted}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def _load(port: int, held: dict[str, Any], given: argparse.Namespace, *, seconds: float) -> list[Seen]:
    """Officers who ask for a page, read it, and ask for the next."""
    seen = [Seen() for _ in held["sessions"]]
    until = time.monotonic() + seconds
    officers = [
        Thread(target=_officer, args=(port, held, number, given.think, until, each), name=f"officer {number}")
        for number, each in enumerate(seen)
    ]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    return seen


def _officer(port: int, held: dict[str, Any], number: int, think: float, until: float, seen: Seen) -> None:
    chance, connection = random.Random(number), HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(chance.random() * think)
    while time.monotonic() < until:
        path = _wanted(held, number, chance)
        began = time.perf_counter()
        try:
            state, body = _get(connection, path, held["sessions"][number])
        except OSError as error:
            seen.faults.append(f"{path}: {error}")
            connection.close()
            continue
        kind = _kind(path)
        seen.took[kind].append(time.perf_counter() - began)
        if state != 200:
            seen.faults.append(f"{path}: {state}")
        elif len(body) > len(seen.largest.get(kind, b"")):
            seen.largest[kind] = body
        time.sleep(think * (0.5 + chance.random()))


def _wanted(held: dict[str, Any], number: int, chance: random.Random) -> str:
    """The next page of an officer: cases mostly, lists and assessments; of the manager, the first of them, also the figures."""
    begins = f"/c/{held['council']}/"
    if number == 0 and chance.random() < 0.5:
        return begins + chance.choice(("workload/", "workload/late/", "programme/"))
    case = f"{begins}cases/{chance.choice(held['references'])}/"
    lists = [f"{begins}cases/{asked}" for asked in ("", "?show=late", "?show=all&page=40", "?show=all&words=ZZ45")]
    return chance.choices((case, case + "assessment/", chance.choice(lists)), weights=(5, 2, 3))[0]


def _kind(path: str) -> str:
    return next((kind for pattern, kind in KINDS if pattern.search(path.partition("?")[0])), "other")


def _assets(port: int, held: dict[str, Any]) -> int:
    """How many bytes the style and the script of a page are, compressed as they are served."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    page = _get(connection, f"/c/{held['council']}/cases/", held["sessions"][0])[1].decode()
    found = re.findall(r'(?:href|src)="(/(?:static/[^"]+\.(?:css|js)|colours/[^"]+))"', page)
    return sum(len(_get(connection, path, held["sessions"][0], "gzip")[1]) for path in dict.fromkeys(found))


def _told(name: str, alone: dict[str, list[float]], server: dict[str, list[float]], seen: list[Seen], assets: int) -> dict[str, Any]:
    """Print the table of a database. The log gives the server's time, to one officer alone and to all, the officers what they saw."""
    faults = [fault for each in seen for fault in each.faults]
    kinds = [kind for _, kind in reversed(KINDS) if server[kind]]
    pages = [_page(kind, (alone.get(kind, []), server[kind]), seen, assets) for kind in kinds]
    print(measuring.table(HEADS, [tuple(page.values()) for page in reversed(pages)]))
    whole = sum(len(times) for times in server.values())
    print(f"{name}: {whole} pages, {len(faults)} not answered{': ' + faults[0] if faults else ''}; style and script {assets / 1000:.1f} kB")
    is_met = not faults and all(page["told"] != "missed" for page in pages)
    return {"database": name, "is_met": is_met, "faults": len(faults), "pages": pages}


def _page(kind: str, taken: tuple[list[float], list[float]], seen: list[Seen], assets: int) -> dict[str, Any]:
    waited = [took * 1000 for each in seen for took in each.took[kind]]
    alone, times = taken
    found, theirs = measuring.spread(times), measuring.spread(waited)
    weight = max((len(gzip.compress(each.largest[kind])) for each in seen if kind in each.largest), default=0) + assets
    target = TARGETS.get(kind)
    is_missed = (target is not None and found["p95"] > target) or weight > HEAVIEST
    told = "missed" if is_missed else "met" if target else ""
    return {
        "page": kind, "asked": len(times), "alone": round(median(alone)) if alone else None,
        "p50": round(found["p50"]), "p95": round(found["p95"]), "seen_p95": round(theirs["p95"]),
        "kB": weight / 1000, "target": target, "told": told,
    }  # fmt: skip
