"""Reading what councils' policies, and section 66 itself, have weighed of a person; every mistake is refused with file and line."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from fanlight.facts import files, units
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.kinds import Measured
from fanlight.facts.thing import fact
from fanlight.facts.units import DATE
from fanlight.facts.vocabulary import THINGS
from fanlight.licensing.law import Law, Provision
from fanlight.standards.edition import Clause, Edition, Encoded, Force
from fanlight.standards.elaborate import read_truth
from fanlight.standards.library import shipped
from fanlight.standards.nodes import YES, All, Node
from fanlight.standards.scope import Scope
from fanlight.standards.types import BadExpression

FILE = "suitability.yaml"
PREFIX = "suitability/"
WEIGHED_KEYS = ("clause", "heading", "leans", "shows", "only_if")
CLOCK_KEYS = ("clause", "says", "from", "counts", "amount")
COUNTS = ("beginning with", "before")
T = TypeVar("T")


class Heading(StrEnum):
    """Under what something is weighed."""

    OFFENCE = "offence"
    DISCRIMINATION = "discrimination"
    CONTRAVENTION = "contravention"
    CODE = "code"
    ASSOCIATE = "associate"
    FRONT = "front"
    RECORD = "record"
    COMPETENCE = "competence"
    TRAINING = "training"
    MANAGEMENT = "management"
    FINANCE = "finance"
    BANNING_ORDER = "banning-order"


class Leaning(StrEnum):
    """Which way a policy presumes. It is never a decision."""

    UNFIT = "normally not fit and proper"
    LIKELIER = "makes a finding of unfitness likelier"
    CARE = "to be weighed with care"
    RESTRAINT = "does not by itself make anybody unfit"
    NONE = "to be weighed"


LEANS = {"unfit": Leaning.UNFIT, "likelier": Leaning.LIKELIER, "care": Leaning.CARE, "restraint": Leaning.RESTRAINT}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One thing to weigh: a clause that only says when it applies, and one that also says what it asks (None: nothing to show)."""

    heading: Heading
    leans: Leaning
    applies: Clause
    shows: Clause | None
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class ClockTerm:
    """A period of a policy: from which fact it runs, how it is counted, and how many months."""

    clause: str
    says: str
    start: str
    counts: str
    months: int
    source: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What one edition, or the Act, has weighed. `undeclared` are provisions for which no fact is declared yet."""

    edition: Edition | None
    weighed: tuple[Weighed, ...]
    clocks: tuple[ClockTerm, ...]
    undeclared: tuple[Provision, ...] = ()


def of_act(law: Law, on: date) -> Policy:
    """What section 66 of the Housing Act 2004 has regarded on a day. Raises NotKnown before 6 April 2006."""
    law.at(f"{PREFIX}officer-decides", on)
    held = [rule for name in law.rules if name.startswith(PREFIX) for rule in law.rules[name] if rule.holds_on(on)]
    weighed = tuple(_of_provision(rule) for rule in held if "each" in rule.values)
    return Policy(None, weighed, (), tuple(rule for rule in held if "heading" in rule.values and "each" not in rule.values))


def _of_provision(rule: Provision) -> Weighed:
    scope = Scope().about(rule.values["each"])
    asks = read_truth(rule.values["asks"], scope) if "asks" in rule.values else None
    clause = _clause(rule, read_truth(rule.values["when"], scope))
    shows = replace(clause, proof=asks, requires=asks) if asks else None
    return Weighed(Heading(rule.values["heading"]), Leaning.NONE, clause, shows, rule.citation, rule.certainty)


def _clause(rule: Provision, when: Node) -> Clause:
    return Clause(
        id=rule.id, settles=(), encoded=Encoded.ASKED, force=Force.MUST, says=rule.says, each=rule.values["each"], applies=when, limits=(),
        requires=YES, alternatives=(), proof=YES, readings=(), remedy="", paragraph=rule.citation, page="", from_=None, until=None,
        place=rule.place,
    )  # fmt: skip


def of_council(edition: Edition, folders: Sequence[Path] = ()) -> Policy:
    """What an edition has weighed, by the last folder that says so for its council; nothing where none does. Raises Refused."""
    found = Policy(edition, (), ())
    for base in (shipped()[1], *folders):
        path = base / edition.council / FILE
        if path.is_file():
            found = read_policy(path, edition) or found
    return found


def read_policy(path: Path, edition: Edition) -> Policy | None:
    """The entry of a file about an edition; None without one. Raises Refused with every problem."""
    content = files.read(path, f"{path.parent.name}/{path.name}")
    problems = list(content.unknown_keys(("policies",)))
    entries = content.get("policies")
    for entry in entries.items if entries else []:
        problems.extend(entry.unknown_keys(("edition", "weighed", "five_years")))
        if (named := entry.get("edition")) is None:
            problems.append(entry.problem("'edition:' is missing"))
        elif named.text == edition.id and not problems:
            weighed = _each(entry.get("weighed"), lambda each: _weighed(each, edition), problems)
            clocks = _each(entry.get("five_years"), lambda each: _clock(each, edition), problems)
            if not problems:
                return Policy(edition, tuple(weighed), tuple(clocks))
    if problems:
        raise Refused(problems)
    return None


def _each(listed: Written | None, read: Callable[[Written], T], problems: list[Problem]) -> list[T]:
    found = []
    for entry in listed.items if listed else []:
        try:
            found.append(read(entry))
        except Refused as refusal:
            problems.extend(refusal.problems)
    return found


def _weighed(entry: Written, edition: Edition) -> Weighed:
    _check(entry, WEIGHED_KEYS, ("clause", "heading"))
    clause = _named(entry, edition)
    heading = _one_of(entry.keys["heading"], [each.value for each in Heading], "heading")
    leans = entry.get("leans")
    leaning = LEANS[_one_of(leans, list(LEANS), "leaning")] if leans else Leaning.NONE
    only = entry.get("only_if")
    applies = _also(clause.applies, _truth(only, clause) if only else None)
    bare = replace(clause, applies=applies, limits=(), requires=YES, alternatives=(), alternatives_written=(), proof=YES, readings=())
    shows = clause if entry.get("shows") is not None else None
    if shows is not None and shows.proof is None:
        raise entry.keys["shows"].refused(f"the clause {clause.id} asks nothing that could be shown")
    return Weighed(Heading(heading), leaning, replace(bare, force=Force.MUST), shows, f"{edition.id} {clause.id}", "A")


def _also(one: Node | None, other: Node | None) -> Node | None:
    return All((one, other)) if one is not None and other is not None else other if one is None else one


def _truth(written: Written, clause: Clause) -> Node:
    try:
        return read_truth(written.text, Scope().about(clause.each))
    except BadExpression as error:
        raise written.refused(str(error)) from None


def _clock(entry: Written, edition: Edition) -> ClockTerm:
    _check(entry, CLOCK_KEYS, CLOCK_KEYS)
    clause = _named(entry, edition)
    start, counts, amount = (entry.keys[key] for key in ("from", "counts", "amount"))
    _one_of(counts, COUNTS, "way of counting")
    _one_of(start, _days(), "day among the facts")
    try:
        months, measures = units.parse(amount.text)
    except units.UnreadableQuantity as error:
        raise amount.refused(str(error)) from None
    if measures is not units.MONTHS or months < 1 or months != int(months):
        raise amount.refused(f"'{amount.text}' is no period; write for example '60 month'")
    return ClockTerm(clause.id, entry.keys["says"].text, start.text, counts.text, int(months), f"{edition.id} {clause.id}")


def _days() -> list[str]:
    """The facts that are days."""
    paths = [each.path for thing in THINGS.values() for each in thing.facts.values()]
    return [path for path in paths if isinstance(fact(path), Measured) and fact(path).kind == DATE.name]


def _check(entry: Written, known: Sequence[str], needed: Sequence[str]) -> None:
    problems = list(entry.unknown_keys(known))
    problems.extend(_missing(entry, needed))
    if problems:
        raise Refused(problems)


def _missing(entry: Written, needed: Sequence[str]) -> Iterator[Problem]:
    yield from (entry.problem(f"'{key}:' is missing") for key in needed if entry.get(key) is None)


def _named(entry: Written, edition: Edition) -> Clause:
    written = entry.keys["clause"]
    if written.text not in edition.clauses:
        raise written.refused(f"{edition.id} has no clause '{written.text}'{nearest(written.text, edition.clauses)}")
    return edition.clauses[written.text]


def _one_of(written: Written, known: Sequence[str], what: str) -> str:
    if written.text not in known:
        raise written.refused(f"'{written.text}' is no {what}{nearest(written.text, known)}")
    return written.text
