"""What to ask next: the missing fact that settles most, why it is asked, and what each answer would settle.

A fact of several things (the height of each room) is one question: it is answered on one walk, alike for all or each for itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fanlight.assessment.assess import Program, Ready
from fanlight.assessment.consistency import check, touches
from fanlight.assessment.finding import Assessment, Fact, Finding, Verdict, unit_of
from fanlight.assessment.model import PHANTOM
from fanlight.facts.files import Refused
from fanlight.facts.kinds import Bounds, Choice, Link, Measured, YesNo
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.nodes import FAR

MOST_TRIALS = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """An answer tried out, in words, and the survey with it."""

    words: str
    survey: Survey


@dataclass(slots=True)
class Effect:
    """What one answer would settle: each clause and subject with its verdict."""

    answer: str
    settles: list[tuple[str, str, Verdict]] = field(default_factory=list)


@dataclass(slots=True)
class Question:
    """A fact worth finding, of one or more things. `score` is how many findings an answer settles on average over the answers tried."""

    facts: tuple[Fact, ...]
    question: str
    hint: str
    score: float
    asked_for: tuple[str, ...]
    effects: tuple[Effect, ...]

    @property
    def path(self) -> str:
        """The fact's name, or the list that may be incomplete."""
        return self.facts[0].path


def questions(program: Program, done: Assessment, *, skip: Sequence[tuple[str, str]] = ()) -> list[Question]:
    """Every missing fact, the one that settles most first. `skip` holds facts (path, thing id) that nobody knows."""
    wanted: dict[str, dict[Fact, None]] = {}
    for_path: dict[str, list[Finding]] = {}
    for finding in done.findings:
        for fact in finding.missing:
            plain = Fact(fact.thing, fact.id, fact.name)
            if (plain.path, plain.id) not in skip:
                wanted.setdefault(plain.path, {})[plain] = None
                for_path.setdefault(plain.path, []).append(finding)
    found = [_question(tuple(facts), for_path[path], program, done) for path, facts in wanted.items()]
    return sorted(found, key=lambda each: (-each.score, -len(each.asked_for), each.path))


def _question(facts: tuple[Fact, ...], findings: list[Finding], program: Program, done: Assessment) -> Question:
    names = tuple(dict.fromkeys(finding.clause.id for finding in findings))
    ready = [program.by_id[name] for name in names]
    effects = [_effect(trial, ready, program, findings) for trial in trials(facts, done.survey, findings)]
    score = sum(len(effect.settles) for effect in effects) / len(effects) if effects else 0.0
    words, hint = asked(facts[0])
    return Question(facts, words, hint, score, names, tuple(effects))


def asked(fact: Fact) -> tuple[str, str]:
    """The question of a fact and its hint."""
    if not fact.name or fact.id == PHANTOM:
        plural = (THINGS[fact.thing].plural or fact.thing).replace("_", " ")
        return f"Are all {plural} of the house listed?", "Answer yes only when there is no other one."
    declared = THINGS[fact.thing].facts[fact.name]
    return declared.question, declared.hint


def _effect(trial: Trial, ready: Sequence[Ready], program: Program, findings: Sequence[Finding]) -> Effect:
    open_before = {(finding.clause.id, finding.subject.id if finding.subject else "") for finding in findings}
    effect = Effect(trial.words)
    for clause_id, subject, verdict in program.verdicts(trial.survey, ready):
        if verdict is not Verdict.CANNOT_TELL and (clause_id, subject) in open_before:
            effect.settles.append((clause_id, subject, verdict))
    if trial.words == "yes" and findings and findings[0].subject and findings[0].subject.phantom:
        effect.settles.extend((clause, subject, Verdict.DOES_NOT_APPLY) for clause, subject in sorted(open_before) if subject == PHANTOM)
    return effect


def trials(facts: Sequence[Fact], survey: Survey, findings: Sequence[Finding]) -> Iterator[Trial]:
    """Answers worth trying, alike for every thing: those that would contradict the survey are left out."""
    for trial in _trials(facts, survey, findings):
        if facts[0].name and touches(facts[0].path):
            try:
                check(trial.survey)
            except Refused:
                # This answer cannot be given: the survey says something that excludes it.
                continue
        yield trial


def _trials(facts: Sequence[Fact], survey: Survey, findings: Sequence[Finding]) -> Iterator[Trial]:
    first = facts[0]
    if not first.name or first.id == PHANTOM:
        yield Trial("yes", replace(survey, complete=survey.complete | {first.thing}))
        return
    declared = THINGS[first.thing].facts[first.name]
    if isinstance(declared, Link):
        targets = [seen.id for seen in survey.things.get(declared.to, ())][:MOST_TRIALS]
        for target in [*targets, *([NONE] if declared.optional else [])]:
            yield Trial(target or "none", answered(survey, facts, target or "none", (0, 0), targets=(target,)))
        return
    for words, value in _answers(declared, findings):
        yield Trial(words, answered(survey, facts, words, value))


def _answers(declared: object, findings: Sequence[Finding]) -> list[tuple[str, Bounds]]:
    """Both of a yes or no, each option, both ends of a range and the limits it is compared with."""
    if isinstance(declared, YesNo):
        return [("yes", (1, 1)), ("no", (0, 0))]
    if isinstance(declared, Choice):
        return [(option, (declared.mask(option), declared.mask(option))) for option in declared.options[:MOST_TRIALS]]
    assert isinstance(declared, Measured)
    return [(declared.show((value, value)), (value, value)) for value in _values(declared, findings)]


def _values(declared: Measured, findings: Sequence[Finding]) -> list[int]:
    """Both ends of the range, and each limit of the same dimension that the findings require, as far as it is within the range."""
    low, high = declared.domain
    values = {low, high}
    for finding in findings:
        for one in finding.measures:
            for end in one.required:
                figure = _on_scale(end, one.decimals, declared.measures.decimals)
                if one.unit == unit_of(declared.measures) and figure is not None and low < figure < high:
                    values |= {figure}
    return sorted(values)[:MOST_TRIALS]


def _on_scale(value: int, decimals: int, wanted: int) -> int | None:
    if abs(value) >= FAR:
        return None
    if decimals <= wanted:
        return int(value * 10 ** (wanted - decimals))
    whole, rest = divmod(value, 10 ** (decimals - wanted))
    return None if rest else whole


def answered(survey: Survey, facts: Sequence[Fact], words: str, bounds: Bounds, targets: tuple[str, ...] = ()) -> Survey:
    """The survey with one fact answered, alike for some things of one list."""
    value = Observed(bounds, words, "the answer", survey.by, survey.on, targets=targets)
    return answered_each(survey, facts[0].thing, facts[0].name, {fact.id: value for fact in facts})


def answered_each(survey: Survey, thing: str, name: str, values: Mapping[str, Observed]) -> Survey:
    """The survey with one fact answered for each thing by its id."""
    listed = survey.things.get(thing, ())
    if THINGS[thing].plural is None and not listed:
        listed = (Seen(thing, thing, {}, ""),)
    changed = tuple(replace(seen, values={**seen.values, name: values[seen.id]}) if seen.id in values else seen for seen in listed)
    return replace(survey, things={**survey.things, thing: changed})
