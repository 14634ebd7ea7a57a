"""The sheet of an inspection: every question in the order of a walk through the house, to answer on a phone or to print and write on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from fanlight.documents import wording
from fanlight.facts.describing import walk
from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.vocabulary import THINGS, Thing
from fanlight.web.questions import components, lists, typed
from fanlight.web.questions import document as documents
from fanlight.web.questions.answers import Address, shown, state_of
from fanlight.web.questions.audience import OFFICER, Audience
from fanlight.web.questions.document import Document, Entry
from fanlight.web.questions.forms import told_by
from fanlight.web.questions.sections import Section, number, sections
from fanlight.web.wording import unit, words

MOST_BOXES = 24
BEFORE, AFTER = "Before going in", "The house as a whole, and what belongs to no room"
NO_STOREY = "Rooms whose storey is not known"


@dataclass(frozen=True, slots=True)
class Question:
    """One question on paper, with what is known so far as words beside it.

    `options` are boxes to tick; without them there is a line to write on, a short one for a number, with its unit.

    No box is ticked beforehand: what is ticked on paper was found on the visit.
    """

    number: str
    path: str
    text: str
    hint: str
    options: tuple[str, ...]
    is_number: bool
    unit: str
    known: str
    known_by: str
    note: str
    is_judged: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions under one heading. `is_more` marks what nobody has said is needed."""

    heading: str
    questions: tuple[Question, ...]
    is_more: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One thing on the way. An `id` that is blank stands for one that nobody has listed yet. `depth` is 1 for what is in a room."""

    thing: str
    id: str
    kind: str
    label: str
    parts: tuple[Questions, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """One part of the walk: a storey, or what comes before or after."""

    heading: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole walk. `unlisted` names the lists that nobody said are whole, as far as their things are asked about.

    `by` is who gave every answer that names nobody else, and when.
    """

    of: str
    address: str
    by: str
    stops: tuple[Stop, ...]
    unlisted: tuple[str, ...]

    @property
    def visits(self) -> list[Visit]:
        """Every thing on the way, in order."""
        return [visit for stop in self.stops for visit in stop.visits]


@dataclass(slots=True)
class _Way:
    """The walk as far as it is planned: what there is, and what already has its place."""

    document: Document
    things: list[type[Thing]]
    stops: list[tuple[str, list[tuple[type[Thing], Entry, int]]]] = field(default_factory=list)
    placed: set[tuple[str, str]] = field(default_factory=set)

    def all_of(self, thing: type[Thing]) -> Iterator[tuple[type[Thing], Entry, int]]:
        """The things of one kind that have no place yet; they have one now."""
        for entry in documents.entries(self.document, thing) if thing in self.things else ():
            if (thing.name, documents.id_of(entry, thing)) not in self.placed:
                self.placed.add((thing.name, documents.id_of(entry, thing)))
                yield thing, entry, 0

    def take(self, thing: type[Thing], entry: Entry, depth: int, after: set[str]) -> Iterator[tuple[type[Thing], Entry, int]]:
        """A thing, and below it whatever belongs to it and comes later on the walk."""
        id_ = documents.id_of(entry, thing)
        if (thing.name, id_) in self.placed:
            return
        self.placed.add((thing.name, id_))
        yield thing, entry, depth
        for other in self.things:
            if other.name in after:
                for each in documents.entries(self.document, other):
                    if _belongs(other, each) == (thing.name, id_):
                        yield from self.take(other, each, depth + 1, after)


def _belongs(thing: type[Thing], entry: Entry) -> tuple[str, str]:
    """The room a thing is in or, failing that, the first thing it certainly belongs to; blank where none is known."""
    found = {}
    for fact in thing.facts.values():
        if isinstance(fact, Link):
            kept = documents.said(entry, fact.name)
            if kept.is_known and " or " not in kept.words and kept.words not in ("none", fact.optional):
                found[fact.to] = kept.words
    if "room" in found:
        return "room", found["room"]
    return next(iter(found.items()), ("", ""))


def sheet(document: Document, *, audience: Audience = OFFICER, needed: Sequence[str] = ()) -> Sheet:
    """The sheet of a survey in work. A list that nobody said is whole has one thing more, for what turns up."""
    head = document.get("survey") or {}
    things = [thing for thing in walk() if thing in list(audience.things())]
    plans = {thing.name: sections(thing, audience, needed) for thing in things}
    stops = [
        Stop(heading, tuple(_visit(document, thing, entry, plans[thing.name], depth) for thing, entry, depth in visits))
        for heading, visits in _stops(document, things)
        if visits
    ]
    open_lists = [thing for thing in things if thing.plural and not lists.is_whole(document, thing)]
    blank = tuple(_visit(document, thing, {"id": ""}, plans[thing.name], 0) for thing in open_lists)
    if blank:
        stops.append(Stop("What is not listed yet", blank))
    # Whether a list is whole is asked where anything about its things is.
    wanted = [thing for thing in open_lists if not all(each.is_more for each in plans[thing.name])]
    names = tuple(words(thing.plural or thing.name) for thing in wanted)
    return Sheet(str(head.get("of") or ""), str(head.get("address") or ""), _head(document), tuple(stops), names)


def _stops(document: Document, things: list[type[Thing]]) -> list[tuple[str, list[tuple[type[Thing], Entry, int]]]]:
    """The parts of the walk: what is asked outside, each storey from the entrance up and then down, and the rest."""
    way = _Way(document, things)
    names = [thing.name for thing in walk()]
    early = [thing for thing in things if names.index(thing.name) < names.index("storey")]
    after = set(names[names.index("room") + 1 :])
    way.stops.append((BEFORE, [each for thing in early for each in way.all_of(thing)]))
    storey, room = THINGS["storey"], THINGS["room"]
    rooms = documents.entries(document, room) if room in things else []
    for level in sorted(documents.entries(document, storey) if storey in things else [], key=_height):
        here = [each for each in rooms if documents.said(each, "storey").words == level["id"]]
        inside = [visit for each in here for visit in way.take(room, each, 0, after)]
        own = list(way.take(storey, level, 0, set()))
        way.stops.append((documents.label_of(level, storey), [*own, *inside]))
    way.stops.append((NO_STOREY, [visit for each in rooms for visit in way.take(room, each, 0, after)]))
    way.stops.append((AFTER, [each for thing in things for each in way.all_of(thing)]))
    return way.stops


def _height(storey: Entry) -> tuple[int, int]:
    """From the entrance up, then down; a storey of which nobody knows how high it is comes last."""
    kept = documents.said(storey, "level")
    low, high = THINGS["storey"].facts["level"].read(kept.words) if kept.is_known else (0, 1)
    return (2, 0) if low != high else (low < 0, abs(low))


def _visit(document: Document, thing: type[Thing], entry: Entry, plan: Sequence[Section], depth: int) -> Visit:
    parts = tuple(
        Questions(part.heading, tuple(_question(document, fact, entry) for fact in part.facts), section.is_more)
        for section in plan
        for part in section.parts
    )
    id_ = documents.id_of(entry, thing)
    label = documents.label_of(entry, thing) if id_ else f"Another {thing.name.replace('_', ' ')}"
    return Visit(thing.name, id_, words(thing.name), label, parts, depth)


def _question(document: Document, fact: Fact, entry: Entry) -> Question:
    kept = documents.said(entry, fact.name)
    options = _options(document, fact, str(entry.get("id") or ""))
    boxes = tuple(options) if len(options) <= MOST_BOXES else ()
    known = shown(document, fact, kept) if kept.is_answered else ""
    is_number = isinstance(fact, Measured) and fact.kind != "date"
    beside = unit(typed.unit_of(fact)) if isinstance(fact, Measured) and is_number else ""
    by = told_by(kept) or (_head(document) if known else "")
    return Question(number(fact), fact.path, fact.question, fact.hint, boxes, is_number, beside, known, by, kept.note, fact.judged)


def _head(document: Document) -> str:
    """Who made the survey, and when: who gave every answer that says nothing else."""
    head = document.get("survey") or {}
    return told_by(documents.Said(by=str(head.get("by") or ""), on=str(head.get("on") or "")))


def _options(document: Document, fact: Fact, id_: str) -> list[str]:
    if isinstance(fact, YesNo):
        return ["Yes", "No"]
    if isinstance(fact, Choice):
        return [words(option) for option in fact.options]
    return [label for _, label in components.targets(fact, document, id_)]


def pages(document: Document, *, audience: Audience = OFFICER, needed: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    """The forms of a walk in order, each the names of its thing, its id and its section; those nobody said are needed come last."""
    things = [thing for thing in walk() if thing in list(audience.things())]
    plans = {thing.name: sections(thing, audience, needed) for thing in things}
    found = [
        (each.is_more, (thing.name, documents.id_of(entry, thing), each.key))
        for _, visits in _stops(document, things)
        for thing, entry, _ in visits
        for each in plans[thing.name]
    ]
    return [page for is_more in (False, True) for more, page in found if more == is_more]


def route(document: Document, *, audience: Audience, address: Address, needed: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The walk for a phone: each stop with what is visited there, how much of what is needed is answered, and where to go on with it."""
    plans = {each.name: sections(each, audience, needed) for each in audience.things()}
    stops = []
    for heading, visits in _stops(document, [thing for thing in walk() if thing.name in plans]):
        tasks = [_task(thing, entry, depth, plans[thing.name], address) for thing, entry, depth in visits]
        if tasks:
            stops.append({"heading": heading, "visits": tasks})
    return stops


def _task(thing: type[Thing], entry: Entry, depth: int, plan: Sequence[Section], address: Address) -> dict[str, Any]:
    id_, first = documents.id_of(entry, thing), [each for each in plan if not each.is_more] or plan
    facts = [fact for each in first for fact in each.facts]
    done = sum(documents.said(entry, fact.name).is_answered for fact in facts)
    # Go on where the first answer is missing.
    left = [each for each in first if not all(documents.said(entry, fact.name).is_answered for fact in each.facts)]
    href = address(thing.name, id_, (left or list(first))[0].key, "")
    shown_ = {"label": documents.label_of(entry, thing), "kind": words(thing.name), "depth": depth, "href": href}
    if first is plan and plan[0].is_more:
        return {**shown_, "hint": f"{done} of {len(facts)} answered; none is needed", "state": "Optional"}
    return {**shown_, "hint": f"{done} of {len(facts)} answered", "state": state_of(done, len(facts))}


def counted(sheet: Sheet, *, with_more: bool = True) -> str:
    """How much a sheet asks, and how much of it is known; `with_more` counts what nobody needs too."""
    parts = [part for visit in sheet.visits for part in visit.parts if with_more or not part.is_more]
    asked = [each for part in parts for each in part.questions]
    known = sum(bool(each.known) for each in asked)
    return f"{wording.counted(len(asked), 'question')}, {known} of them answered already"
