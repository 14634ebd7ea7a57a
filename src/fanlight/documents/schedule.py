"""A schedule of works and draft licence conditions as one page to print, fill in and sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.assessment import works
from fanlight.assessment.finding import Assessment
from fanlight.assessment.works import Departure, Item, Schedule
from fanlight.documents import wording
from fanlight.documents.letters import matters
from fanlight.documents.measures import Shortfall, shortfalls
from fanlight.documents.rendering import page
from fanlight.documents.wording import Binding
from fanlight.standards.edition import Clause, Edition

RISKS = {"fire": "Fire", "crowding": "Crowding", "amenity": "Amenities"}


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do as the page shows it."""

    item: Item
    where: str
    measures: tuple[Shortfall, ...]
    binding: Binding
    cited: str
    risk: str


@dataclass(frozen=True, slots=True)
class Departed:
    """What an officer does not ask for."""

    clause: Clause
    where: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The works that one edition asks for."""

    name: str
    edition: Edition
    national: bool
    document: str
    works: tuple[Work, ...]
    departed: tuple[tuple[Departed, Departure], ...]
    conditions: tuple[tuple[str, str], ...]
    undecided: int
    receipt: dict[str, str]


def schedule(done: Sequence[tuple[Assessment, Schedule]], on: date) -> str:
    """The page, as HTML text, of assessments with their schedules. `on` is the date of the rule."""
    ordered = _ordered(done)
    parts = [_part(f"p{place}", *pair) for place, pair in enumerate(ordered, start=1)]
    return page("works.html", survey=ordered[0][0].survey, on=on, standards=parts)


def asked(done: Sequence[tuple[Assessment, Schedule]]) -> tuple[matters.Work, ...]:
    """The same works as a letter lists them: the law's own first, each edition's in the order of their urgency."""
    return tuple(_asked(_work(item, each.edition), each.edition) for each, planned in _ordered(done) for item in planned.items)


def _asked(work: Work, edition: Edition) -> matters.Work:
    found = "; ".join(f"{one.what}: {one.measured}, {one.required} asked" for one in work.measures)
    return matters.Work(
        where=work.where, what=work.item.remedy, why=found or work.item.finding.clause.says,
        cited=f"{wording.document(edition)}, {work.cited}", within=work.item.period,
    )  # fmt: skip


def _ordered(done: Sequence[tuple[Assessment, Schedule]]) -> list[tuple[Assessment, Schedule]]:
    return sorted(done, key=lambda pair: wording.is_national(pair[0].edition), reverse=True)


def _part(name: str, done: Assessment, planned: Schedule) -> Part:
    edition = done.edition
    return Part(
        name=name, edition=edition, national=wording.is_national(edition), document=wording.document(edition),
        works=tuple(_work(item, edition) for item in planned.items),
        departed=tuple(
            (Departed(finding.clause, wording.paragraph(finding.clause), _places(finding.subject.label if finding.subject else "")), why)
            for finding, why in planned.departed
        ),
        conditions=tuple((text, wording.paragraph(finding.clause)) for text, finding in works.conditions(planned)),
        undecided=sum(verdict.value == "cannot_tell" for verdict in done.verdicts().values()), receipt=dict(done.receipt),
    )  # fmt: skip


def _places(label: str) -> tuple[str, ...]:
    return (wording.place(label),) if label else ()


def _work(item: Item, edition: Edition) -> Work:
    finding = item.finding
    where = wording.place(finding.subject.label if finding.subject else "")
    clause = finding.clause
    measures = tuple(shortfalls(finding, edition))
    return Work(item, where, measures, wording.binding(clause, edition), wording.paragraph(clause), RISKS[item.risk])
