"""Asks a public service (OSV) for known weaknesses of every locked part; fails on one that is not excused, says when it could not ask."""

import argparse
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import yaml

ROOT = Path(__file__).resolve().parents[1]
SERVICE = "https://api.osv.dev"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)
AT_ONCE, SECONDS = 500, 30
LOUD = "!" * 78


class NotAsked(Exception):
    """The service could not be asked, or answered what is no answer; the message says why."""


class Wrong(Exception):
    """What is wrong with the file of excuses."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """A weakness that is let pass until the end of a day."""

    id: str
    reason: str
    until: date


def main(words: list[str]) -> int:
    """0 where nothing is known, or nobody could be asked; 1 where a weakness is known and not excused; 2 where the excuses are wrong."""
    parser = argparse.ArgumentParser(prog="script/audit", description=__doc__)
    parser.add_argument("--service", default=SERVICE, help=f"the address of the service ({SERVICE})")
    parser.add_argument("--locks", type=Path, default=ROOT / "requirements", help="the folder of the locks")
    given = parser.parse_args(words)
    try:
        excuses = read_excuses(given.locks / "weaknesses.yaml")
        locked = pins(given.locks)
        known = ask(given.service, locked)
    except Wrong as fault:
        print(f"{given.locks / 'weaknesses.yaml'}: {fault}")
        return 2
    except NotAsked as fault:
        remedy = "Nobody has looked for known weaknesses. Run script/audit where the service can be reached."
        print(f"{LOUD}\nNOT AUDITED: {fault}\n{remedy}\n{LOUD}")
        return 0
    return told(known, excuses, datetime.now(UTC).date(), len(locked))


def pins(folder: Path) -> list[tuple[str, str]]:
    """Every name and version of the locks. Raises Wrong where there are none."""
    found = {pin for path in sorted(folder.glob("*.txt")) for pin in PIN.findall(path.read_text(encoding="utf-8"))}
    if not found:
        raise Wrong("there is no lock beside it: what would be asked for?")
    return sorted(found)


def read_excuses(path: Path) -> list[Excuse]:
    """The excuses. Raises Wrong, which names the entry."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, yaml.YAMLError) as fault:
        raise Wrong(f"cannot be read: {fault}") from fault
    found = []
    for number, entry in enumerate(entries, 1):
        if (
            not isinstance(entry, dict)
            or set(entry) != {"id", "reason", "until"}
            or not isinstance(entry["until"], date)
            or not entry["reason"]
        ):
            raise Wrong(f"entry {number} must say id, reason and until (a day such as 2026-12-31)")
        found.append(Excuse(str(entry["id"]), str(entry["reason"]), entry["until"]))
    return found


def ask(service: str, locked: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The weaknesses that are known, each with the parts that have it. Raises NotAsked."""
    known: dict[str, list[str]] = {}
    held = list(locked)
    for some in (held[start : start + AT_ONCE] for start in range(0, len(held), AT_ONCE)):
        queries = [{"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in some]
        answers = _post(f"{service}/v1/querybatch", {"queries": queries}).get("results")
        if not isinstance(answers, list) or len(answers) != len(queries):
            raise NotAsked(f"{service} did not answer each question")
        for (name, version), answer in zip(some, answers, strict=True):
            for weakness in (answer or {}).get("vulns", []):
                known.setdefault(str(weakness["id"]), []).append(f"{name} {version}")
    return known


def _post(address: str, said: dict[str, Any]) -> dict[str, Any]:
    request = Request(address, json.dumps(said).encode(), {"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=SECONDS) as answer:
            read = json.load(answer)
    except (HTTPError, URLError, TimeoutError, OSError, ValueError) as fault:
        raise NotAsked(f"{address}: {fault}") from fault
    if not isinstance(read, dict):
        raise NotAsked(f"{address} answered what is no answer")
    return read


def told(known: dict[str, list[str]], excuses: list[Excuse], on: date, count: int) -> int:
    """Say what is known, what is excused, and which excuse is of no use any more. 1 where something is not excused."""
    in_time = {each.id: each for each in excuses if each.until >= on}
    for each in excuses:
        if each.id not in known:
            print(f"{each.id} is excused and no longer known: take it out of weaknesses.yaml")
    for name, parts in sorted(known.items()):
        if name in in_time:
            print(f"{name} in {', '.join(parts)}: excused until {in_time[name].until}: {in_time[name].reason}")
        else:
            was = next((f"; its excuse ran out on {each.until}" for each in excuses if each.id == name), "")
            print(f"{name} in {', '.join(parts)}: see https://osv.dev/{name}{was}")
    bad = set(known) - set(in_time)
    print(f"{count} parts asked for, {len(known)} known weaknesses, {len(bad)} of them not excused")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
