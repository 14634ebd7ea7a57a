"""The answers of a survey in work, to be checked before it is sent, and how much of it is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.documents import wording
from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.vocabulary import THINGS, Thing
from fanlight.web.questions import document as documents
from fanlight.web.questions import lists, typed
from fanlight.web.questions.audience import Audience
from fanlight.web.questions.document import Document, Entry, Said
from fanlight.web.questions.forms import told_by
from fanlight.web.questions.sections import Section, sections
from fanlight.web.wording import unit, words

NOT_KNOWN = "Not known"
Address = Callable[[str, str, str, str], str]
"""Where a question is asked, by the names of its thing, its id, its section and its fact; with no section, where the thing's list is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: the question, the answer in words, who gave it and their note, and where to change it."""

    name: str
    text: str
    note: str
    href: str
    what: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one section, and how many of its questions have none."""

    heading: str
    rows: tuple[Row, ...]
    unanswered: int
    href: str


@dataclass(frozen=True, slots=True)
class Block:
    """The answers about one thing."""

    kind: str
    label: str
    sections: tuple[Answers, ...]

    @property
    def unanswered(self) -> int:
        """How many of its questions nobody answered, if only with "I don't know"."""
        return sum(each.unanswered for each in self.sections)


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to do about a list, or about a section of one thing. `is_more` marks what nobody needs."""

    text: str
    hint: str
    state: str
    href: str
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Tasks:
    """Tasks about one thing."""

    heading: str
    tasks: tuple[Task, ...]


def check_answers(document: Document, audience: Audience, *, address: Address, needed: Sequence[str] = ()) -> list[Block]:
    """Every answer that an audience may see, by thing and section; what is left unanswered is counted, not listed."""
    blocks = []
    for thing in audience.things():
        for entry in documents.entries(document, thing):
            found = tuple(_answers(document, each, entry, address) for each in sections(thing, audience, needed))
            blocks.append(Block(words(thing.name), documents.label_of(entry, thing), found))
    return blocks


def _answers(document: Document, section: Section, entry: Entry, address: Address) -> Answers:
    thing, id_ = section.thing, documents.id_of(entry, section.thing)
    rows, unanswered = [], 0
    for fact in section.facts:
        kept = documents.said(entry, fact.name)
        unanswered += not kept.is_answered
        if kept.is_answered or kept.note:
            href = address(thing.name, id_, section.key, fact.name)
            what = f"{fact.question} ({documents.label_of(entry, thing)})"
            note = ": ".join(part for part in (told_by(kept), kept.note) if part)
            rows.append(Row(fact.question, shown(document, fact, kept), note, href, what))
    return Answers(section.heading, tuple(rows), unanswered, address(thing.name, id_, section.key, ""))


def shown(document: Document, fact: Fact, kept: Said) -> str:
    """An answer in words; an unknown one is said to be so."""
    if not kept.is_known:
        return NOT_KNOWN
    if isinstance(fact, YesNo):
        return words(fact.show(fact.read(kept.words)))
    if isinstance(fact, Choice):
        return " or ".join(words(option.strip()) for option in kept.words.split(" or "))
    if isinstance(fact, Link):
        return " or ".join(_target(document, fact, target.strip()) for target in kept.words.split(" or "))
    return _quantity(fact, kept.words) if isinstance(fact, Measured) else kept.words


def _target(document: Document, fact: Link, target: str) -> str:
    if target in ("none", fact.optional):
        return words(fact.optional)
    return documents.label_of(documents.entry(document, THINGS[fact.to], target), THINGS[fact.to])


def _quantity(fact: Measured, text: str) -> str:
    if fact.kind == "date":
        return _period(text)
    if not typed.is_exact(text):
        return wording.WRITTEN_UNIT.sub(lambda found: f" {unit(found[1])}", text)
    beside, figure = unit(typed.unit_of(fact)), typed.bare(fact, text)
    if fact.kind == "money":
        return f"{beside}{figure}"
    return f"{figure}%" if beside == "%" else f"{figure} {beside}".strip()


def _period(text: str) -> str:
    """A date in words, and each date of a period; the month or year alone where that is what is known."""
    day, month, year = typed.parts(text) or ("", "", "")
    if year and not day:
        return f"{date(int(year), int(month), 1):%B %Y}" if month else year
    return typed.DATES.sub(lambda found: wording.day(date.fromisoformat(found[0])), text)


def tasks(document: Document, audience: Audience, *, address: Address, needed: Sequence[str] = ()) -> list[Tasks]:
    """What there is to answer: the sections of the house and of each other single thing, and one task for each list."""
    single, listed = [], []
    for thing in audience.things():
        if thing.plural is None:
            entry = documents.entries(document, thing)[0]
            mine = tuple(_section_task(each, entry, address) for each in sections(thing, audience, needed))
            single.append(Tasks(documents.label_of(entry, thing), mine))
        else:
            facts = audience.facts(thing)
            wanted = [fact for fact in facts if fact.path in needed] or facts
            listed.append(_list_task(document, thing, wanted, address, bool(needed) and wanted is facts))
    return [*single, Tasks("What the house has", tuple(listed))] if listed else single


def entry_tasks(document: Document, thing: type[Thing], id_: str, *, audience: Audience, address: Address, needed: Sequence[str]) -> Tasks:
    """The sections of one thing of a list. Raises KeyError."""
    entry = documents.entry(document, thing, id_)
    mine = tuple(_section_task(each, entry, address) for each in sections(thing, audience, needed))
    return Tasks(documents.label_of(entry, thing), mine)


def _section_task(section: Section, entry: Entry, address: Address) -> Task:
    done, asked = sum(documents.said(entry, fact.name).is_answered for fact in section.facts), len(section.facts)
    href = address(section.thing.name, documents.id_of(entry, section.thing), section.key, "")
    return Task(section.heading, f"{done} of {asked} answered", state_of(done, asked), href, section.is_more)


def _list_task(document: Document, thing: type[Thing], facts: Sequence[Fact], address: Address, is_more: bool) -> Task:
    entries = documents.entries(document, thing)
    done = sum(documents.said(entry, fact.name).is_answered for entry in entries for fact in facts)
    is_whole, asked = lists.is_whole(document, thing), len(entries) * len(facts)
    hint = f"{len(entries)} listed{', and no more' if is_whole else ', perhaps more'}; {done} of {asked} questions answered"
    state = state_of(done, asked) if is_whole else "Not yet started" if not entries else "In progress"
    return Task(words(thing.plural or thing.name), hint, state, address(thing.name, "", "", ""), is_more)


def state_of(done: int, asked: int) -> str:
    """How far one has come with some questions."""
    return "Completed" if done == asked else "In progress" if done else "Not yet started"
