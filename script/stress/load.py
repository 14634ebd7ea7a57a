"""A mixed load: officers who read and write cases beside readers of the public pages, and not one answer that is an error."""

import argparse
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from benchmarks import measuring, register, web
from stress.serving import UNANSWERED, Browser, Service, pause, serving

PUBLIC = ("/", "/register/exampleton/", "/register/check/", "/check/exampleton/", "/report/exampleton/", "/accessibility", "/privacy")
HEADS = ("who and what", "asked", "p50 ms", "p95 ms")


@dataclass(slots=True)
class Seen:
    """What one person saw: milliseconds by what was asked for, and every answer that was an error."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)


def measure(name: str, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """The load on one database. `is_met` says that there was no error."""
    with serving(name, folder, cases=given.cases, officers=given.officers) as service:
        service.start_sender()
        until = time.monotonic() + given.seconds
        seen = [Seen() for _ in range(given.officers + given.readers)]
        people = [Thread(target=_person, args=(service, number, given, until, each)) for number, each in enumerate(seen)]
        for person in people:
            person.start()
        for person in people:
            person.join()
    faults = [fault for each in seen for fault in each.faults]
    kinds = sorted({kind for each in seen for kind in each.took})
    rows = [
        (kind, measuring.spread([took for each in seen for took in each.took[kind]]), sum(len(each.took[kind]) for each in seen))
        for kind in kinds
    ]
    who = f"{given.officers} officers and {given.readers} readers for {given.seconds:.0f} s on {given.cases} cases"
    print(f"\n{name}: {who}, seed {given.seed}: "
          f"{sum(count for *_, count in rows)} answers, {len(faults)} errors{': ' + faults[0] if faults else ''}")  # fmt: skip
    print(measuring.table(HEADS, [(kind, count, round(each["p50"]), round(each["p95"])) for kind, each, count in rows]))
    told = [{"kind": kind, "asked": count, **each} for kind, each, count in rows]
    return {"database": name, "seconds": given.seconds, "errors": len(faults), "kinds": told, "is_met": not faults}


def _person(service: Service, number: int, given: argparse.Namespace, until: float, seen: Seen) -> None:
    chance, is_officer = random.Random(f"{given.seed} {number}"), number < given.officers
    browser = Browser(service.port, service.held["sessions"][number] if is_officer else "", stays=True)
    time.sleep(chance.random() * given.think)
    while time.monotonic() < until:
        kind, path, said = _by_officer(service, number, chance) if is_officer else _by_reader(given, chance)
        began = time.perf_counter()
        try:
            state = (browser.post(path, said) if said else browser.get(path))[0]
        except UNANSWERED as fault:
            seen.faults.append(f"{path}: {fault}")
            continue
        seen.took[kind].append((time.perf_counter() - began) * 1000)
        if state != (302 if said else 200):
            seen.faults.append(f"{path}: {state}")
        pause(chance, given.think)
    browser.connection.close()


def _by_officer(service: Service, number: int, chance: random.Random) -> tuple[str, str, dict[str, str]]:
    """A page of cases as `script/bench web` asks for them; one time in eight a note is written."""
    if chance.random() < 0.125:
        case = f"/c/{service.held['council']}/cases/{chance.choice(service.held['references'])}/"
        return "officer writes a note", f"{case}note/", {"words": f"Seen on the round, as agreed. {chance.random()}"}
    path = web._wanted(service.held, number, chance)
    return f"officer reads: {web._kind(path)}", path, {}


def _by_reader(given: argparse.Namespace, chance: random.Random) -> tuple[str, str, dict[str, str]]:
    """A page that needs no account: half of them searches of the register."""
    if chance.random() < 0.5:
        return "reader reads a page", chance.choice(PUBLIC), {}
    first = given.cases * 6 // 10
    numbered = argparse.Namespace(licences=max(1, (given.cases - first) // 2))
    return "reader searches", register._wanted(numbered.licences, chance)[1], {}
