"""The tables of the rating system: its hazards, its representative points, and which facts bear on which hazard."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import cache
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.library import shipped

FOLDER = "hhsrs"


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard of one system. `becomes` names it in the reformed system, where that is known."""

    system: str
    number: str
    name: str
    group: str
    most_vulnerable: str
    becomes: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Bearing:
    """Which facts bear on which hazards, and why. A fact may be a pattern: `alarm.*`."""

    facts: tuple[str, ...]
    hazards: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Tables:
    """All tables. Points are kept by system, each with what it stands above."""

    hazards: tuple[Hazard, ...]
    likelihoods: Mapping[str, tuple[tuple[Decimal, Decimal], ...]]
    spreads: Mapping[str, tuple[tuple[Decimal, Decimal], ...]]
    bearings: tuple[Bearing, ...]

    def likelihood_points(self, system: str, likelihood: Decimal | None) -> tuple[Fraction, ...]:
        """The points a likelihood of 1 in so many may be put on: two on the border of two ranges, all where it is unknown."""
        table = self.likelihoods[system]
        return tuple(Fraction(point) for _, point in table) if likelihood is None else _points(table, likelihood)

    def spread_points(self, system: str, share: Decimal) -> tuple[Fraction, ...]:
        """The points a percentage may be put on: two on the border of two ranges."""
        return _points(self.spreads[system], share)

    def of(self, system: str) -> tuple[Hazard, ...]:
        """The hazards of a system, as far as they are held."""
        return tuple(hazard for hazard in self.hazards if hazard.system == system)

    def bearing(self, paths: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The hazards on which some facts bear, in the order of the system's list, each with the facts that do."""
        found: dict[str, list[str]] = {}
        for path in paths:
            for name in dict.fromkeys(name for each in self._closest(path) for name in each.hazards):
                found.setdefault(name, []).append(path)
        order = [hazard.name for hazard in self.hazards]
        return {name: tuple(dict.fromkeys(found[name])) for name in sorted(found, key=order.index)}

    def _closest(self, path: str) -> list[Bearing]:
        """The entries about a fact: those that name it, else those whose pattern it fits; the longest pattern wins."""
        fits = [(len(pattern), each) for each in self.bearings for pattern in each.facts if fnmatchcase(path, pattern)]
        longest = max((length for length, _ in fits), default=0)
        return [each for length, each in fits if length == longest]


def _points(table: Sequence[tuple[Decimal, Decimal]], value: Decimal) -> tuple[Fraction, ...]:
    """The points of a value. On the border of two ranges both; but the first and the last range do not take in their border."""
    places = [place for place, (above, _) in enumerate(table) if above < value or (value == above and place < len(table) - 1)]
    place = places[-1] if places else 0
    on_border = table[place][0] == value and place > 1
    return tuple(Fraction(point) for _, point in table[place - on_border : place + 1])


@cache
def tables() -> Tables:
    """The shipped tables. Raises Refused."""
    return read_tables(shipped()[0] / FOLDER)


def read_tables(folder: Path) -> Tables:
    """Read the tables of a folder. Raises Refused with every problem."""
    rows = _rows(folder / "hazards.csv", 7)
    hazards = tuple(Hazard(*row) for _, row in rows)
    likelihoods, spreads = (_scale(folder / f"{name}.csv") for name in ("likelihoods", "spreads"))
    return Tables(hazards, likelihoods, spreads, _bearings(folder / "bearing.yaml", {hazard.name for hazard in hazards}))


def _rows(path: Path, width: int) -> list[tuple[int, list[str]]]:
    """The rows of a table below its headings, each with its line. Raises Refused."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(enumerate(csv.reader(file), start=1))[1:]
    except OSError as error:
        raise Refused([Problem(path.name, 0, f"cannot be read: {error}")]) from None
    wrong = [Problem(path.name, line, f"a row has {width} cells, this one {len(row)}") for line, row in rows if len(row) != width]
    if wrong:
        raise Refused(wrong)
    return rows


def _scale(path: Path) -> dict[str, tuple[tuple[Decimal, Decimal], ...]]:
    found: dict[str, list[tuple[Decimal, Decimal]]] = {}
    for line, (system, above, point) in _rows(path, 3):
        try:
            found.setdefault(system, []).append((Decimal(above), Decimal(point)))
        except ArithmeticError:
            raise Refused([Problem(path.name, line, f"'{above}' and '{point}' are not both numbers")]) from None
    for system, steps in found.items():
        steps.sort()
        if steps[0][0] != 0 or [point for _, point in steps] != sorted(point for _, point in steps):
            raise Refused([Problem(path.name, 0, f"the scale of {system} begins at 0 and rises: it does not")])
    return {system: tuple(steps) for system, steps in found.items()}


def _bearings(path: Path, known: set[str]) -> tuple[Bearing, ...]:
    content = files.read(path, path.name)
    problems = list(content.unknown_keys(("bearing",)))
    listed = content.get("bearing")
    for entry in listed.items if listed else []:
        problems.extend(_wrong(entry, known))
    if problems:
        raise Refused(problems)
    return tuple(
        Bearing(_texts(entry.keys["facts"]), _texts(entry.keys["hazards"]), entry.keys["says"].text)
        for entry in (listed.items if listed else [])
    )


def _texts(listed: Written) -> tuple[str, ...]:
    return tuple(each.text for each in listed.items)


def _wrong(entry: Written, known: set[str]) -> Iterator[Problem]:
    yield from entry.unknown_keys(("facts", "hazards", "says"))
    missing = [key for key in ("facts", "hazards", "says") if entry.get(key) is None]
    yield from (entry.problem(f"'{key}:' is missing") for key in missing)
    if missing:
        return
    for each in entry.keys["hazards"].items:
        if each.text not in known:
            yield each.problem(f"no hazard is called '{each.text}'{nearest(each.text, known)}")
    paths = [fact.path for thing in THINGS.values() for fact in thing.facts.values()]
    for each in entry.keys["facts"].items:
        if not any(fnmatchcase(path, each.text) for path in paths):
            yield each.problem(f"no fact fits '{each.text}'{nearest(each.text, paths)}")
