"""From findings to a schedule of works and draft licence conditions, and the departures that an officer made from a standard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.assessment.evaluate import derivation
from fanlight.assessment.finding import Assessment, Finding, Verdict
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import fact
from fanlight.standards.edition import Clause, Edition, Force
from fanlight.standards.nodes import FactOf, Fold, IsOption, Node, TermOf, walk

FIRE = {"alarm", "alarm_system", "door", "escape_route", "fire_equipment", "emergency_lighting", "staircase", "cellar", "sign"}
CROWDING = {"room.sleepers", "room.counted_floor_area", "room.sleepers_under_ten"}
FORCES = (Force.MUST, Force.SHOULD, Force.RECOMMENDED)
RISKS = ("fire", "crowding", "amenity")
DEPARTURE_KEYS = ("clause", "edition", "subject", "reason", "by", "on", "until")


@dataclass(frozen=True, slots=True)
class Departure:
    """An officer's decision not to ask for what a clause asks of a subject (empty: of any), with its reason, author and term."""

    clause: str
    edition: str
    subject: str
    reason: str
    by: str
    on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `risk` is what the clause guards against: fire, crowding or amenity; `priority` counts from 1, the most urgent."""

    finding: Finding
    risk: str
    priority: int
    remedy: str
    period: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The works a house needs, the most urgent first, and what an officer took off with the departure that says so."""

    items: tuple[Item, ...]
    departed: tuple[tuple[Finding, Departure], ...]


def schedule(done: Assessment, departures: Sequence[Departure], on: date) -> Schedule:
    """Every unmet requirement as an item of work, but for those an officer departed from on a day."""
    departed = list(departures_from(done, departures, on))
    left_out = {id(finding) for finding, _ in departed}
    risks: dict[str, str] = {}
    items: list[Item] = []
    for finding in _unmet(done):
        if id(finding) in left_out:
            continue
        clause = finding.clause
        risk = risks.get(clause.id) or risks.setdefault(clause.id, risk_of(clause, done.edition))
        priority = 1 + FORCES.index(clause.force) * len(RISKS) + RISKS.index(risk)
        period = "; ".join(clause.particulars.get("period", ())) or "to be set by the officer"
        items.append(Item(finding, risk, priority, clause.remedy or clause.says, period))
    items.sort(key=lambda item: (item.priority, item.finding.clause.id, item.finding.subject.label if item.finding.subject else ""))
    return Schedule(tuple(items), tuple(departed))


def departures_from(done: Assessment, departures: Sequence[Departure], on: date) -> Iterator[tuple[Finding, Departure]]:
    """What is not met and an officer departed from on a day, with the departure that says so."""
    for finding in _unmet(done) if departures else ():
        departure = _departure(finding, done.edition, departures, on)
        if departure is not None:
            yield finding, departure


def _unmet(done: Assessment) -> Iterator[Finding]:
    return (each for each in done.findings if each.verdict is Verdict.NOT_MET and each.clause.force in FORCES)


def _departure(finding: Finding, edition: Edition, departures: Sequence[Departure], on: date) -> Departure | None:
    subject = finding.subject.id if finding.subject else ""
    for departure in departures:
        fits = departure.clause == finding.clause.id and departure.edition in ("", edition.id) and departure.subject in ("", subject)
        if fits and departure.on <= on and (departure.until is None or on < departure.until):
            return departure
    return None


def risk_of(clause: Clause, edition: Edition) -> str:
    """What a clause guards against, told from the facts it asks: fire before crowding, crowding before amenity."""
    asked = set(_asked([node for node in (clause.proof, clause.applies) if node is not None], edition, set()))
    if clause.each in FIRE or any(path.partition(".")[0] in FIRE for path in asked):
        return "fire"
    return "crowding" if clause.each == "room" and asked & CROWDING else "amenity"


def _asked(nodes: Sequence[Node], edition: Edition, seen: set[str]) -> Iterator[str]:
    for node in (each for root in nodes for each in walk(root)):
        if isinstance(node, FactOf | IsOption):
            yield node.path
            if fact(node.path).how and node.path not in seen:
                seen.add(node.path)  # that a room is slept in follows from its sleepers, and does not make a clause one about crowding
                yield from (path for path in _asked([derivation(node.path)], edition, seen) if path.partition(".")[0] in FIRE)
        elif isinstance(node, Fold):
            yield f"{node.thing}.*"
        elif isinstance(node, TermOf) and node.path not in seen:
            seen.add(node.path)
            yield from _asked([edition.terms[node.path].node], edition, seen)


def conditions(works: Schedule) -> Iterator[tuple[str, Finding]]:
    """Draft licence conditions: one for each item that must be done, in words for the licence holder, with its finding."""
    for item in works.items:
        if item.finding.clause.force is Force.MUST:
            where = f" ({item.finding.subject.label})" if item.finding.subject else ""
            within = f", {item.period}" if item.period != "to be set by the officer" else ", within the period the council sets"
            yield f"The licence holder must do the following{where}{within}: {item.remedy}", item.finding


def read_departures(content: Written, editions: Mapping[str, Edition], survey: Survey) -> list[Departure]:
    """Departures of a house from a file that lists them under `departures:`. Raises Refused with every problem."""
    problems = list(content.unknown_keys(("departures",)))
    listed = content.get("departures")
    found: list[Departure] = []
    for entry in listed.items if listed else []:
        wrong = list(_wrong(entry, editions, survey))
        problems += wrong
        if not wrong:
            text = {key: value.text for key, value in entry.keys.items()}
            until = date.fromisoformat(text["until"]) if "until" in text else None
            found.append(
                Departure(
                    text["clause"],
                    text.get("edition", ""),
                    text.get("subject", ""),
                    text["reason"],
                    text["by"],
                    date.fromisoformat(text["on"]),
                    until,
                )  # fmt: skip
            )
    if problems:
        raise Refused(problems)
    return found


def _wrong(entry: Written, editions: Mapping[str, Edition], survey: Survey) -> Iterator[Problem]:
    yield from entry.unknown_keys(DEPARTURE_KEYS)
    for key in ("clause", "reason", "by", "on"):
        if entry.get(key) is None or not entry.keys[key].text.strip():
            yield entry.problem(f"a departure needs '{key}:'; it says what is not asked, why, who decided and when")
    for key in ("on", "until"):
        value = entry.get(key)
        if value is not None and not _is_day(value.text):
            yield value.problem(f"'{value.text}' is not a date; write for example 2026-03-02")
    within = entry.keys["edition"].text if entry.get("edition") else ""
    meant = [edition for name, edition in editions.items() if within in ("", name)]
    known = {
        "edition": (list(editions), f"edition of those assessed: {', '.join(editions)}"),
        "clause": ([name for edition in meant for name in edition.clauses], f"clause of {', '.join(each.id for each in meant)}"),
        "subject": ([seen.id for seen in survey.all_seen()], f"thing of {survey.name}"),
    }
    for key, (names, what) in known.items():
        value = entry.get(key)
        if value is not None and value.text not in names and (key == "edition" or meant):
            yield value.problem(f"'{value.text}' is no {what}{nearest(value.text, names)}")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
