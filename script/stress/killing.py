"""Killing the service at random while officers and applicants write: nothing acknowledged is lost, no message leaves twice."""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

from benchmarks import measuring
from stress.serving import UNANSWERED, Browser, Service, serving

WRITERS = 8
SETTLES = 240  # seconds


@dataclass(slots=True)
class Written:
    """What one writer was told is kept, as the kind of its event and its words; and what was answered otherwise."""

    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)


def measure(name: str, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Kill, start again, and look at what is left. `is_met` says whether all of it is there, once."""
    with serving(name, folder, cases=min(given.cases, 600), officers=WRITERS) as service:
        service.start_sender()
        over, written = Event(), [Written() for _ in range(WRITERS)]
        writers = [Thread(target=_write, args=(service, number, over, each, given.seed)) for number, each in enumerate(written)]
        for writer in writers:
            writer.start()
        try:
            killed = _kill_some(service, given)
        finally:
            over.set()
            for writer in writers:
                writer.join()
        _wait_until_sent(service)
        (folder / "acknowledged.json").write_text(json.dumps([each for one in written for each in one.acknowledged]), encoding="utf-8")
        told = json.loads(service.run("stress.rows", "found", str(folder / "acknowledged.json")))
        received = [str(letter["Message-ID"]) for letter in service.mail.letters()]
    faults = judged(told, received, killed["sender"] + killed["database"])
    acknowledged, states = sum(len(each.acknowledged) for each in written), sum((each.states for each in written), Counter())
    print(f"{name}: killed {dict(killed)} under load, seed {given.seed}: "
          f"{acknowledged} actions acknowledged, {len(told['missing'])} lost; "
          f"{len(told['stands'])} messages, {len(received)} received, {len(received) - len(set(received))} twice; "
        f"answers {dict(states)}")  # fmt: skip
    for fault in faults:
        print(f"  {fault}")
    is_met = not faults and acknowledged > 0
    return {"database": name, "killed": killed, "acknowledged": acknowledged, "received": len(received), "faults": faults, "is_met": is_met}


def judged(told: Mapping[str, Any], received: Iterable[str], kills: int) -> list[str]:
    """Everything that must not be: what was lost, what left twice or without a transaction, more doubt than senders that were killed."""
    stands, arrived = told["stands"], Counter(received)
    marked = {key for key, stand in stands.items() if stand == "sent"}
    unclear = {key for key, stand in stands.items() if stand == "unclear"}
    faults = [f"acknowledged and lost: {text}" for text in told["missing"]]
    faults += [f"the record is broken: {fault}" for fault in told["faults"]]
    faults += [f"left {count} times: {key}" for key, count in arrived.items() if count > 1]
    faults += [f"left, and its transaction was undone: {key}" for key in arrived.keys() - stands.keys()]
    faults += [f"marked as sent, and never arrived: {key}" for key in sorted(marked - arrived.keys())]
    faults += [f"neither sent nor shown as unclear: {key}" for key in sorted(stands.keys() - marked - unclear)]
    if len(unclear) > kills:
        faults.append(f"{len(unclear)} messages are unclear, and only {kills} kills can have made them so")
    return faults


def _write(service: Service, number: int, over: Event, written: Written, seed: int) -> None:
    """An officer who writes notes, or an applicant who reports changes, until it is over."""
    chance, count, applicants = random.Random(f"{seed} {number}"), 0, service.held["applicants"]
    is_officer = number % 2 == 0 or not applicants
    who = {"session": service.held["sessions"][number], "references": service.held["references"]}
    who = who if is_officer else applicants[number % len(applicants)]
    browser = Browser(service.port, who["session"])
    while not over.is_set():
        count += 1
        text, case = f"written under load {number}-{count}", f"{service.held['council']}/{chance.choice(who['references'])}"
        try:
            if is_officer:
                kind, state = "note written", browser.post(f"/c/{case.replace('/', '/cases/')}/note/", {"words": text})[0]
            else:
                kind, state = "change reported", browser.post(f"/apply/{case}/report/", _change(text))[0]
        except UNANSWERED:
            written.states["none"] += 1
            time.sleep(0.1)
            continue
        written.states[str(state)] += 1
        if state == 302:
            written.acknowledged.append((kind, text))
        time.sleep(0.05 * chance.random())


def _change(text: str) -> dict[str, str]:
    on = date(2026, 3, 2)
    return {"change": "something else", "on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year), "said": text}


def _kill_some(service: Service, given: argparse.Namespace) -> Counter[str]:
    """Kill the pages, now and then the sender with them, and the database; each comes back before the next is killed."""
    chance, killed = random.Random(given.seed), Counter[str]()
    plan = ["pages"] * given.kills + ["database"] * (given.database_kills if service.database else 0)
    chance.shuffle(plan)
    for what in plan:
        time.sleep(chance.uniform(0.5, 3))
        if what == "database":
            assert service.database is not None
            service.database.kill()
            time.sleep(chance.random())
            service.database.start()
        else:
            service.kill(service.pages)
        if chance.random() < 0.5 and service.sender is not None and service.sender.poll() is None:
            service.kill(service.sender)
            killed["sender"] += 1
        if service.sender is None or service.sender.poll() is not None:  # what keeps the machine's processes going starts it again
            service.start_sender()
        if what == "pages":
            service.start()
        killed[what] += 1
    time.sleep(1)
    return killed


def _wait_until_sent(service: Service) -> None:
    """Until no letter came for some seconds."""
    last, until = -1, time.monotonic() + SETTLES
    while len(service.mail.kept) != last and time.monotonic() < until:
        last = len(service.mail.kept)
        time.sleep(5)


def report(told: list[dict[str, Any]], to: Path | None) -> None:
    """Print the machine; keep the figures."""
    measuring.report("service kills", {"databases": told}, to)
