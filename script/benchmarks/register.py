"""What a search of the public register costs: gunicorn with two processes on 20,000 invented licences, readers asking at the same time.

Server time is what gunicorn's own log of each answer says, as in `script/bench web`.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import nullcontext
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import postgresql
from benchmarks import filling, measuring, web

TARGET, ROUNDS = 50, 21
HEADS = ("search", "asked", "alone p50 ms", "alone p95 ms", "together p50 ms", "together p95 ms")
SEARCHES = {
    "everything": "", "postcode": "words=ZZ{two}+1AA", "half a postcode": "words=ZZ{two}", "address": "words={number}+invented+row",
    "one word": "words=exampleton", "number": "words=LIC-2026-{number:05d}", "nowhere": "words=elm+tree+close", "last page": "page=9999",
}  # fmt: skip
CHECK = "/register/check.json?number=LIC-2026-{number:05d}"


def main(given: argparse.Namespace) -> int:
    """Measure on both databases. Returns 1 where a search was not answered or the target was missed."""
    told = []
    for name in given.databases:
        with postgresql.running() if name == "PostgreSQL" else nullcontext("") as address, tempfile.TemporaryDirectory() as folder:
            told.append(_on(name, address, Path(folder), given))
    measuring.report("register", {"licences": given.licences, "readers": given.readers, "databases": told}, given.json)
    return 0 if all(each["is_met"] for each in told) else 1


def _on(name: str, address: str, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    settings = {
        "DJANGO_SETTINGS_MODULE": "fanlight.web.settings", "FANLIGHT_DEMO": "yes", "FANLIGHT_DATA": str(folder),
        "FANLIGHT_DATABASE_URL": address, "PYTHONPATH": os.pathsep.join([str(web.ROOT / "src"), str(web.ROOT / "script")]),
        "FANLIGHT_WORKERS": "2", "FANLIGHT_LIMIT_REGISTER": "1000000/h", "FANLIGHT_ACCESS_LOG": str(folder / "access.log"),
    }  # fmt: skip
    environ = os.environ | settings
    for words in (("django", "migrate", "-v0"), ("django", "collectstatic", "--noinput", "-v0")):
        subprocess.run([sys.executable, "-m", *words], env=environ, check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.register", str(given.licences)], env=environ, check=True)
    subprocess.run([sys.executable, "-m", "benchmarks.register", str(given.licences), "alone"], env=environ, check=True)
    with web._served(environ, folder) as port:
        _read(port, given, readers=1, seconds=5)
        before = len(web._answered(folder))
        alone = _read(port, given, readers=1, seconds=given.seconds)
        between = len(web._answered(folder))
        together = _read(port, given, readers=given.readers, seconds=given.seconds)
        lines = web._answered(folder)
    return _told(name, alone, together, (_server(lines[before:between]), _server(lines[between:])))


@dataclass(slots=True)
class Seen:
    """What readers saw: milliseconds by kind of search, and what was not answered."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)


def _read(port: int, given: argparse.Namespace, *, readers: int, seconds: float) -> Seen:
    """Readers who search, read, and search again."""
    seen, until = Seen(), time.monotonic() + seconds

    def reader(number: int) -> None:
        chance, connection = random.Random(number), HTTPConnection("127.0.0.1", port, timeout=60)
        # Those who read come one after another: all at the same moment, their first pages would be the slowest twentieth.
        time.sleep(given.think * chance.random() if readers > 1 else 0)
        while time.monotonic() < until:
            search, path = _wanted(given.licences, chance)
            began = time.perf_counter()
            state, _ = web._get(connection, path, "")
            seen.took[search].append((time.perf_counter() - began) * 1000)
            if state != 200:
                seen.faults.append(f"{path}: {state}")
            time.sleep(given.think * (0.5 + chance.random()) if readers > 1 else 0)

    threads = [Thread(target=reader, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _wanted(licences: int, chance: random.Random) -> tuple[str, str]:
    """A kind of search, and the address of one."""
    search = chance.choice([*SEARCHES, "check"])
    asked = CHECK if search == "check" else f"/register/exampleton/?{SEARCHES[search]}"
    return search, asked.format(two=chance.randrange(10, 100), number=chance.randrange(licences))


def _server(lines: list[str]) -> dict[str, float]:
    """The server's own times of all pages of the register, in milliseconds; its log does not say what was searched for."""
    found = [json.loads(line) for line in lines]
    return measuring.spread([float(each["ms"]) for each in found if each["route"].startswith("/register/")])


def _told(name: str, alone: Seen, together: Seen, server: tuple[dict[str, float], dict[str, float]]) -> dict[str, Any]:
    rows = []
    for search in (*SEARCHES, "check"):
        mine, theirs = measuring.spread(alone.took[search]), measuring.spread(together.took[search])
        rows.append({"search": search, "asked": len(together.took[search]), "alone": mine, "together": theirs})
    spreads = [(who, of) for who in ("alone", "together") for of in ("p50", "p95")]
    cells = [(row["search"], row["asked"], *(round(row[who][of]) for who, of in spreads)) for row in rows]
    faults = alone.faults + together.faults
    print(f"\n{name}: {sum(len(each) for each in together.took.values())} searches by several readers at once, {len(faults)} not answered"
          f"{': ' + faults[0] if faults else ''}. As a reader saw them:")  # fmt: skip
    print(measuring.table(HEADS, cells))
    is_met = not faults and max(each["p95"] for each in server) <= TARGET
    for who, each in zip(("one reader", "several"), server, strict=True):
        print(f"server, {who}: p50 {each['p50']:.0f} ms, p95 {each['p95']:.0f} ms; target p95 {TARGET} ms")
    return {"database": name, "is_met": is_met, "faults": len(faults), "server": list(server), "searches": rows}


def fill(licences: int) -> None:
    """Fill the database of the settings with licences in force, as rows of the shape that the actions give them."""
    import django

    django.setup()
    from fanlight.casework import models
    from fanlight.casework.demo import council as demo

    council = demo.found()
    chance = random.Random(licences)
    houses = filling._made(models.House, (_house(council, number, chance) for number in range(licences)))
    cases = filling._made(models.Case, (filling._case(council, house, [None], number, 0) for number, house in enumerate(houses)))
    own = filling._made(models.Case, (filling._licence_case(case) for case in cases))
    steps = filling._made(models.StepTaken, (next(filling._steps(case, [None])) for case in cases))
    filling._licences(cases, own, {step.case_id: step for step in steps})


def alone(licences: int) -> None:
    """What each search takes of the processor in one process, waiting left out; on PostgreSQL without what the database takes of it."""
    import django

    django.setup()
    from django.test import Client

    client, chance, rows = Client(HTTP_HOST="localhost"), random.Random(licences), []
    for search in (*SEARCHES, "check"):
        times = []
        for _ in range(ROUNDS):
            asked = CHECK if search == "check" else f"/register/exampleton/?{SEARCHES[search]}"
            path = asked.format(two=chance.randrange(10, 100), number=chance.randrange(licences))
            began = time.process_time()
            assert client.get(path).status_code == 200
            times.append((time.process_time() - began) * 1000)
        found = measuring.spread(times[1:])
        rows.append((search, *(round(found[of]) for of in ("best", "p50", "p95"))))
    print(measuring.table(("processor time of a search", "best ms", "p50 ms", "p95 ms"), rows), flush=True)


def _house(council: Any, number: int, chance: random.Random) -> Any:
    house = filling._house(council, number)
    house.easting, house.northing = 40_000 + chance.randrange(5000), 210_000 + chance.randrange(5000)
    return house


if __name__ == "__main__":
    (alone if sys.argv[2:] else fill)(int(sys.argv[1]))
