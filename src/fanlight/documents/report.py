"""An assessment as one page that whoever runs the house understands: what is wrong, what is not known yet, what is in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from fanlight.assessment.finding import Assessment, Finding, Verdict
from fanlight.assessment.works import Departure, departures_from
from fanlight.documents import questions, reasons, wording
from fanlight.documents.letters.matters import Found
from fanlight.documents.measures import Shortfall, shortfalls
from fanlight.documents.passages import NONE, Passages
from fanlight.documents.rendering import page
from fanlight.documents.support import Support, supports
from fanlight.documents.wording import Binding
from fanlight.standards.edition import Clause, Edition, Encoded, Reading

Anchors = dict[tuple[str, str], str]
WEIGHTS = {
    "What the law asks at least": (0,),
    "What the local standard requires or expects": (1, 2),
    "Advice, permissions and information, which do not bind": (3, 4, 5),
}
REPORTED = (Verdict.NOT_MET, Verdict.CANNOT_TELL)
FOR_PEOPLE = (Encoded.JUDGEMENT, Encoded.DUTY, Encoded.PROCEDURE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause as the page shows it: `places` are those with this verdict, `anchor` is its own place on the page."""

    clause: Clause
    anchor: str
    binding: Binding
    where: str
    places: tuple[str, ...]
    because: str = ""
    others: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """A clause that is not met: how far off, what to do, and what that rests on, which only the whole report asks for."""

    entry: Entry
    shortfalls: tuple[Shortfall, ...]
    remedy: str
    ways: tuple[str, ...]
    supports: Callable[[], Sequence[Support]]
    readings: tuple[str, ...]
    passage: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """A clause of which nothing can be told yet, and the questions that would settle it; or why no answer would."""

    entry: Entry
    asks: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Part:
    """All there is to say of one edition; which clauses do not apply, only the whole report asks."""

    name: str
    edition: Edition
    national: bool
    document: str
    wrong: tuple[Wrong, ...]
    undecided: tuple[Undecided, ...]
    met: tuple[Entry, ...]
    idle: Callable[[], Sequence[Entry]]
    people: tuple[Entry, ...]
    departed: tuple[tuple[Entry, Departure], ...]
    readings: tuple[Reading, ...]
    receipt: Mapping[str, str]


def report(done: Sequence[Assessment], on: date, *, departures: Sequence[Departure] = (), passages: Passages = NONE) -> str:
    """The page, as HTML text. `on` is the date of the rule; `passages` holds the document's words where a council has loaded them."""
    return page("report.html", **view(done, on, departures=departures, passages=passages))


def view(done: Sequence[Assessment], on: date, *, departures: Sequence[Departure] = (), passages: Passages = NONE) -> dict[str, Any]:
    """What the page shows, by the names its template uses: `standards` (a `Part` each), `groups` of questions, `counts`, and more."""
    ordered = sorted(done, key=lambda each: wording.is_national(each.edition), reverse=True)
    anchors = {
        (each.edition.id, name): f"p{place}-{number}"
        for place, each in enumerate(ordered, start=1)
        for number, name in enumerate(each.edition.clauses, start=1)
    }
    parts = [_part(place, each, on, departures, passages) for place, each in enumerate(ordered, start=1)]
    groups = questions.gather(ordered, {key: f"{anchor}-open" for key, anchor in anchors.items()})
    numbers = {question.path: question.number for group in groups for question in group.questions}
    return {
        "survey": ordered[0].survey, "on": on, "standards": parts, "groups": groups, "numbers": numbers, "counts": _counts(parts),
        "verdicts": wording.VERDICTS, "Verdict": Verdict,
    }  # fmt: skip


def found(done: Sequence[Assessment], verdicts: Sequence[Verdict] = REPORTED) -> tuple[Found, ...]:
    """The findings of some verdicts as a letter lists them: the law's own first, in the order of each edition."""
    ordered = sorted(done, key=lambda each: wording.is_national(each.edition), reverse=True)
    return tuple(
        _found(finding, each.edition) for verdict in verdicts for each in ordered for finding in each.findings if finding.verdict is verdict
    )


def _found(finding: Finding, edition: Edition) -> Found:
    where = wording.place(finding.subject.label if finding.subject else "")
    cited = f"{wording.document(edition)}, {wording.paragraph(finding.clause)}"
    return Found(where=where, what=finding.clause.says, cited=cited, verdict=wording.VERDICTS[finding.verdict][1])


def _counts(parts: Sequence[Part]) -> dict[str, dict[str, int]]:
    """What the summary says in figures: of each weight, how many clauses were asked at all, are not met, and are open."""
    found = {}
    for words, orders in WEIGHTS.items():
        wrong = sum(each.entry.binding.order in orders for part in parts for each in part.wrong)
        left = sum(each.entry.binding.order in orders for part in parts for each in part.undecided)
        met = sum(each.binding.order in orders for part in parts for each in part.met)
        found[words] = {"asked": wrong + left + met, "wrong": wrong, "open": left}
    return found


class _Shown:
    """One assessment while its part of the page is made."""

    def __init__(self, place: int, done: Assessment) -> None:
        self.done = done
        self.edition = done.edition
        self.anchors = {name: f"p{place}-{number}" for number, name in enumerate(done.edition.clauses, start=1)}
        self.worst = done.verdicts()

    def by_clause(self, verdict: Verdict, but: Sequence[Finding] = ()) -> list[list[Finding]]:
        """The findings of one verdict, those of a clause together, in the order of the edition."""
        groups: dict[str, list[Finding]] = {}
        left_out = {id(each) for each in but}
        for finding in self.done.findings:
            if finding.verdict is verdict and id(finding) not in left_out:
                groups.setdefault(finding.clause.id, []).append(finding)
        return list(groups.values())

    def entry(self, clause: Clause, findings: Sequence[Finding] = ()) -> Entry:
        """A clause as the page shows it."""
        labels = dict.fromkeys(wording.place(each.subject.label) for each in findings if each.subject)
        others = bool(findings) and self.worst[clause.id] is not findings[0].verdict
        because = findings[0].because if findings else ""
        where = wording.paragraph(clause)
        return Entry(clause, self.anchors[clause.id], wording.binding(clause, self.edition), where, tuple(labels), because, others)

    def idle(self) -> list[Entry]:
        """The clauses that apply nowhere in the house."""
        groups = self.by_clause(Verdict.DOES_NOT_APPLY)
        return [self.entry(each[0].clause, each) for each in groups if self.worst[each[0].clause.id] is Verdict.DOES_NOT_APPLY]


def _part(place: int, done: Assessment, on: date, departures: Sequence[Departure], passages: Passages) -> Part:
    shown, edition = _Shown(place, done), done.edition
    departed = list(departures_from(done, departures, on))
    wrong = [_wrong(group, shown, passages) for group in shown.by_clause(Verdict.NOT_MET, [finding for finding, _ in departed])]
    wrong.sort(key=lambda each: each.entry.binding.order)
    undecided = [_undecided(group, shown) for group in shown.by_clause(Verdict.CANNOT_TELL)]
    resting = [*(each.entry for each in wrong), *(each.entry for each in undecided)]
    cited = dict.fromkeys(name for entry in resting for name in entry.clause.readings)
    return Part(
        name=f"p{place}", edition=edition, national=wording.is_national(edition), document=wording.document(edition), wrong=tuple(wrong),
        undecided=tuple(undecided),
        met=tuple(shown.entry(group[0].clause, group) for group in shown.by_clause(Verdict.MET)),
        idle=shown.idle,
        people=tuple(shown.entry(clause) for clause in edition.clauses.values() if clause.proof is None and clause.encoded in FOR_PEOPLE),
        departed=tuple((shown.entry(finding.clause, [finding]), departure) for finding, departure in departed),
        readings=tuple(edition.readings[name] for name in cited), receipt=done.receipt,
    )  # fmt: skip


def _wrong(group: Sequence[Finding], shown: _Shown, passages: Passages) -> Wrong:
    clause, edition = group[0].clause, shown.edition
    return Wrong(
        entry=shown.entry(clause, group),
        shortfalls=tuple(each for finding in group for each in shortfalls(finding, edition)),
        remedy=clause.remedy,
        ways=wording.ways(clause, edition.clauses),
        supports=partial(supports, group, shown.done.survey),
        readings=clause.readings,
        passage=passages.get((edition.id, clause.id), ""),
    )


def _undecided(group: Sequence[Finding], shown: _Shown) -> Undecided:
    asks = questions.paths(fact for finding in group for fact in finding.missing)
    return Undecided(shown.entry(group[0].clause, group), asks, reasons.why_open(group, shown.edition))
