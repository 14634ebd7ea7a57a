"""What a finding rests on, in words: each question once, its answers with the things they are about, and who saw it when."""

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.assessment import reporting
from fanlight.assessment.finding import Fact, Finding
from fanlight.documents import wording
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import THINGS

WITHHELD = "Known to the council. It is about people, so it is not printed here."


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what was seen, of which things, by whom and when. `of` is empty where the answer is kept from the page."""

    value: str
    of: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class Support:
    """A question that was answered, and its answers."""

    path: str
    question: str
    judged: bool
    answers: tuple[Answer, ...]


def supports(findings: Sequence[Finding], survey: Survey) -> list[Support]:
    """Everything some findings rest on, each question once, in the order in which they came."""
    by_path: dict[str, list[Fact]] = {}
    for fact in dict.fromkeys(fact for finding in findings for fact in finding.relied_on if not wording.is_list(fact)):
        by_path.setdefault(fact.path, []).append(fact)
    return [_support(path, facts, survey) for path, facts in by_path.items()]


def _support(path: str, facts: Sequence[Fact], survey: Survey) -> Support:
    declared = THINGS[facts[0].thing].facts[facts[0].name]
    if declared.sensitive:
        return Support(path, declared.question, declared.judged, (Answer(WITHHELD, (), ""),))
    alike: dict[tuple[str, str], list[str]] = {}
    observed = [(fact, seen) for fact in facts if (seen := reporting.observed(fact, survey)) is not None]
    for fact, seen in observed:
        by = f"{seen.by or 'somebody unnamed'}, {wording.day(seen.on)}"
        alike.setdefault((wording.fact_value(fact, seen, survey), by), []).append(wording.place(fact.label or fact.id))
    answers = tuple(Answer(value, tuple(dict.fromkeys(of)), by) for (value, by), of in alike.items())
    return Support(path, declared.question, declared.judged, answers)
