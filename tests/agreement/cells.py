"""Cells: one clause on one subject in one completion of a survey, judged by the interpreter and by the oracle."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from time import perf_counter

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Assessment, Finding, Verdict
from fanlight.facts.kinds import Bounds
from fanlight.standards.edition import Clause
from tests.agreement import editions, houses
from tests.agreement.houses import Completion, Picker
from tests.agreement.oracle import Judged, Member, Oracle, Things, verdict

SURVEYS = 4
MOODS = ("low", "high", "critical", "mixed", "mixed", "random")


@dataclass
class Run:
    """What a run of cases came to."""

    cells: int = 0
    cases: int = 0
    seconds: float = 0.0
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.cells / self.seconds if self.seconds else 0.0


@cache
def run(cells: int, seed: str) -> Run:
    """At least so many cells, from a seed. Each case has a seed of its own, which stands before each contradiction."""
    done, start = Run(), perf_counter()
    while done.cells < cells:
        case(f"{seed}:{done.cases}", done)
        done.cases += 1
    done.seconds = perf_counter() - start
    return done


def case(seed: str, done: Run) -> None:
    """One edition, a few surveys on its ground, a few completions of each."""
    rng = Random(seed)
    with houses.claims(rng.choice([None, None, 2, 4])):
        judge(rng, seed, done)


def judge(rng: Random, seed: str, done: Run, *, clauses: int = 24, surveys: int = SURVEYS) -> None:
    """The same from any source of chance."""
    place = houses.ground(rng)
    edition = editions.edition(rng, place, clauses=clauses)
    program, figures = Program(edition), editions.figures_of(edition)
    for number in range(surveys):
        survey = houses.Surveyor(rng, place, unknown=rng.choice([0.05, 0.2, 0.4])).survey(complete=rng.choice([0.5, 0.9]))
        assessment = program.assess(survey)
        verdicts = assessment.verdicts()
        for finding in assessment.findings:
            done.seen[f"verdict: {finding.verdict.words}"] += 1
            done.seen["subject: phantom" if finding.subject and finding.subject.phantom else "subject: listed"] += 1
        for mood in MOODS:
            house = Completion(survey, Picker(rng, mood, figures))
            for message in contradictions(assessment, verdicts, house, done):
                done.wrong.append(f"{seed} (survey {number}, {mood}): {message}")
    done.seen.update(place.seen)


def contradictions(assessment: Assessment, verdicts: dict[str, Verdict], house: Completion, done: Run) -> Iterator[str]:
    """Each way in which a completion contradicts an assessment of what was observed of it."""
    edition = assessment.edition
    oracle = Oracle(house, {path: term.node for path, term in edition.terms.items()}, lambda what: done.seen.update((what,)))
    found: dict[str, list[tuple[bool, bool]]] = {name: [] for name in edition.clauses}
    for finding in assessment.findings:
        for member, things in subjects(finding, house, oracle):
            judged = oracle.judged(finding.clause, things)
            done.cells += 1
            found[finding.clause.id].append((judged.applies, judged.proven))
            for message in wrong(finding, judged):
                yield f"{finding.clause.id} on {member or 'the house'}: {message}"
    for name, verdict_ in verdicts.items():
        message = wrong_overall(edition.clauses[name], verdict_, found[name])
        if message:
            yield f"{name} over all its subjects: {message}"


def subjects(finding: Finding, house: Completion, oracle: Oracle) -> Iterator[tuple[Member | None, Things]]:
    """The members a finding speaks of, with what is then in scope: for a phantom, every member nobody listed; for none, all of them."""
    each = finding.clause.each
    if each is None:
        yield None, oracle.singles
        return
    for member in house.all(each):
        meant = finding.subject is None or (
            member.extra if finding.subject.phantom else member.id == finding.subject.id and not member.extra
        )
        if meant:
            yield member, {**oracle.singles, each: member}


def within(value: int, bounds: Bounds) -> bool:
    """Whether bounds hold a value."""
    return bounds[0] <= value <= bounds[1]


def wrong(finding: Finding, judged: Judged) -> Iterator[str]:
    """What is wrong with one finding, given what is so."""
    applies, proven = judged.applies, judged.proven
    so = verdict(finding.clause, applies, proven)
    may = finding.clause.force.value == "may"
    truth = f"applies {applies}, proven {proven}"
    if not within(applies, finding.applies) and not (may and finding.verdict is Verdict.DOES_NOT_APPLY):
        yield f"applies {finding.applies}, but {truth}"
    yield from wrong_measures(finding, judged)
    match finding.verdict:
        case Verdict.MET if not (applies and proven):
            yield f"MET, but {truth}"
        case Verdict.NOT_MET if so or may:
            yield f"NOT MET, but {truth}"
        case Verdict.DOES_NOT_APPLY if so if may else applies:
            yield f"DOES NOT APPLY, but {truth}"


def wrong_measures(finding: Finding, judged: Judged) -> Iterator[str]:
    """What is wrong with what a finding measured and required, and with its other ways."""
    for (measure, required), kept, measured in zip(judged.limits, judged.kept, finding.measures, strict=bool(finding.measures)):
        if not (within(measure, measured.measured) and within(required, measured.required) and within(kept, measured.holds)):
            yield f"measured {measured.measured} and required {measured.required}, but it is {measure} and {required}"
    for way, (_, bounds) in zip(judged.ways, finding.alternatives, strict=bool(finding.alternatives)):
        if not within(way, bounds):
            yield f"another way holds {bounds}, but not so"


def wrong_overall(clause: Clause, found: Verdict, members: list[tuple[bool, bool]]) -> str:
    """What is wrong with the verdict of a clause over all its subjects."""
    failing = any(not verdict(clause, *each) for each in members)
    may = clause.force.value == "may"
    if found is Verdict.NOT_MET and (may or not failing):
        return f"NOT MET, but every subject meets it: {members}"
    if found is Verdict.MET and failing and not may:
        return f"MET, but some subject does not: {members}"
    if found is Verdict.DOES_NOT_APPLY and any(applies and (proven or not may) for applies, proven in members):
        return f"DOES NOT APPLY, but to some it does: {members}"
    return ""
