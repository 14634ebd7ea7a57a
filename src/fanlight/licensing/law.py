"""England's own rules as dated data: what held on which day, where it stands, and how sure we are of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from fanlight.facts import files, units
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.standards.dates import day
from fanlight.standards.library import shipped

KEYS = ("rule", "says", "value", "values", "from", "until", "citation", "certainty", "note")
CERTAINTY = {
    "A": "the text, or an official guide, was read",
    "B": "the official text was seen, but this detail is from memory",
    "C": "a secondary text was read",
    "M": "from memory, not checked",
}


@dataclass(frozen=True, slots=True)
class Provision:
    """One rule over one period. `until` is the first day it no longer held; None where it still does.

    `value` is its figure or word as written (`28 day`, `30000 GBP`, `5`), `values` a small table of them.
    """

    id: str
    says: str
    value: str
    values: Mapping[str, str]
    from_: date
    until: date | None
    citation: str
    certainty: str
    note: str
    place: str

    def holds_on(self, on: date) -> bool:
        """Whether the rule held on a day."""
        return self.from_ <= on and (self.until is None or on < self.until)

    @property
    def amount(self) -> Decimal:
        """The figure of the value, in the base unit of what it measures. Raises UnreadableQuantity where it is no figure."""
        return units.parse(self.value)[0]

    @property
    def cited(self) -> str:
        """The citation with its certainty, for printing beside an answer."""
        return f"{self.citation} [{self.certainty}: {CERTAINTY[self.certainty]}]"


class NotKnown(LookupError):
    """No rule of that name is held for that day; the message says what is known around it."""


@dataclass(frozen=True)
class Law:
    """All rules, by name, each with its periods in order."""

    rules: Mapping[str, tuple[Provision, ...]]

    def at(self, name: str, on: date) -> Provision:
        """The rule of that name on a day. Raises NotKnown."""
        for rule in self.periods(name):
            if rule.holds_on(on):
                return rule
        known = "; ".join(f"from {rule.from_}" + (f" until {rule.until}" if rule.until else "") for rule in self.periods(name))
        raise NotKnown(f"'{name}' is not held for {on}: {known}")

    def periods(self, name: str) -> tuple[Provision, ...]:
        """All periods of a rule, the earliest first. Raises NotKnown for an unknown name."""
        if name not in self.rules:
            raise NotKnown(f"no rule is called '{name}'{nearest(name, self.rules)}")
        return self.rules[name]


@cache
def england() -> Law:
    """The shipped rules of England: every file `law/<instrument>/rules/*.yaml`. Raises Refused."""
    base = shipped()[0]
    return read_law(base)


def read_law(base: Path) -> Law:
    """Read the rules below a folder that holds one folder an instrument. Raises Refused with every problem."""
    found: dict[str, list[Provision]] = {}
    problems: list[Problem] = []
    for path in sorted(base.glob("*/rules/*.yaml")):
        content = files.read(path, str(path.relative_to(base.parent)))
        problems.extend(content.unknown_keys(("rules",)))
        listed = content.get("rules")
        for entry in listed.items if listed else []:
            wrong = list(_wrong(entry))
            problems.extend(wrong)
            if not wrong:
                rule = _rule(entry)
                found.setdefault(rule.id, []).append(rule)
    for rules in found.values():
        rules.sort(key=lambda rule: rule.from_)
        problems.extend(_overlaps(rules))
    if problems:
        raise Refused(problems)
    return Law({name: tuple(rules) for name, rules in found.items()})


def _wrong(entry: Written) -> Iterator[Problem]:
    yield from entry.unknown_keys(KEYS)
    for key in ("rule", "says", "from", "citation", "certainty"):
        if entry.get(key) is None:
            yield entry.problem(f"a rule of law needs '{key}:'")
    certainty = entry.get("certainty")
    if certainty is not None and certainty.text not in CERTAINTY:
        yield certainty.problem(f"'{certainty.text}' is no certainty; write A, B, C or M")
    for key in ("from", "until"):
        try:
            day(entry.get(key))
        except Refused as refusal:
            yield from refusal.problems


def _rule(entry: Written) -> Provision:
    text = {key: value.text for key, value in entry.keys.items() if isinstance(value.value, str)}
    values = entry.get("values")
    begins = day(entry.get("from"))
    assert begins is not None
    return Provision(
        id=text["rule"], says=text["says"], value=text.get("value", ""),
        values={key: value.text for key, value in values.keys.items()} if values else {}, from_=begins, until=day(entry.get("until")),
        citation=text["citation"], certainty=text["certainty"], note=text.get("note", ""), place=f"{entry.file}:{entry.line}",
    )  # fmt: skip


def _overlaps(rules: list[Provision]) -> Iterator[Problem]:
    for one, after in zip(rules, rules[1:], strict=False):
        if one.until is None or after.from_ < one.until:
            file, line = files.place_of(after.place)
            yield Problem(file, line, f"'{after.id}' begins on {after.from_}, while the period before it still runs ({one.place})")
