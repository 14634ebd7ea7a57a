"""What must not matter does not matter, and what is learnt is never unlearnt."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Finding, Verdict
from fanlight.facts.kinds import Choice, Link, Measured
from fanlight.facts.survey import Observed, Survey
from fanlight.facts.vocabulary import THINGS
from tests.agreement import editions, houses
from tests.agreement.houses import LISTED, Completion, Picker, renamed, shuffled

CASES = 60
Answers = dict[tuple[str, str], Finding]


@cache
def corpus() -> list[tuple[Random, Program, Survey]]:
    """Random editions, each with two surveys."""
    found = []
    for number in range(CASES):
        rng = Random(f"invariances:{number}")
        place = houses.ground(rng)
        program = Program(editions.edition(rng, place, clauses=16))
        surveyor = houses.Surveyor(rng, place, unknown=0.2)
        found += [(rng, program, surveyor.survey(complete=complete)) for complete in (0.5, 0.9)]
    return found


def answers(program: Program, survey: Survey) -> Answers:
    """The findings by clause and subject."""
    return {(each.clause.id, each.subject.id if each.subject else ""): each for each in program.assess(survey).findings}


def said(found: Answers) -> dict[tuple[str, str], object]:
    """All that a finding says, but for ids."""
    return {
        key: (
            each.verdict,
            each.applies,
            [(one.measured, one.required, one.holds) for one in each.measures],
            [way[1] for way in each.alternatives],
        )
        for key, each in found.items()
    }


def test_the_order_of_a_list_does_not_matter() -> None:
    for rng, program, survey in corpus():
        assert said(answers(program, survey)) == said(answers(program, shuffled(survey, rng)))


def test_the_names_of_things_do_not_matter() -> None:
    for _, program, survey in corpus():
        before, after = answers(program, survey), answers(program, renamed(survey))
        other = {
            (clause, f"z{subject[::-1]}" if each.subject and not each.subject.phantom else subject)
            for (clause, subject), each in before.items()
        }
        assert set(after) == other
        assert list(said(before).values()) == list(said(after).values())


def test_the_bare_verdicts_are_those_of_the_findings() -> None:
    for _, program, survey in corpus():
        found = answers(program, survey)
        for clause, subject, verdict in program.verdicts(survey, program.clauses):
            known = found.get((clause, subject)) or found[clause, ""]
            assert known.verdict is verdict, (clause, subject)


def narrower(survey: Survey, rng: Random) -> Iterator[Survey]:
    """Surveys of the same house that say more: a fact found out, a range narrowed, a list completed."""
    house = Completion(survey, Picker(rng, "mixed", []))
    for listed in survey.things.values():
        for seen in listed:
            for name in rng.sample([*THINGS[seen.thing].facts], 3):
                value = learnt(survey, house, seen.thing, seen.id, name, rng)
                if value is not None:
                    yield houses.with_value(survey, seen.thing, seen.id, name, value)
    for thing in LISTED:
        if thing not in survey.complete and rng.random() < 0.3 and not (not survey.things.get(thing) and house.must_exist(thing)):
            yield Survey(survey.of, survey.name, survey.things, survey.complete | {thing})


def learnt(survey: Survey, house: Completion, thing: str, one: str, name: str, rng: Random) -> Observed | None:
    """A value of the fact in a house the survey may be of, or a narrower range around it; None where nothing can be learnt."""
    declared = THINGS[thing].facts[name]
    member = next(each for each in house.all(thing) if each.id == one and not each.extra)
    if isinstance(declared, Link):
        end = house.end(member, declared.path)
        return None if end is not None and end.extra else Observed((0, 0), "", "", targets=(end.id if end else houses.NONE,))
    if declared.how or declared.kind == "text":
        return None
    value = house.figure(member, declared.path)
    assert value is not None
    if isinstance(declared, Choice):
        return Observed((1 << value, 1 << value), "", "")
    known = member.said.get(name)
    low, high = known.bounds if isinstance(known, Observed) else declared.domain
    if isinstance(declared, Measured) and rng.random() < 0.5:
        return Observed((rng.randint(low, value), rng.randint(value, high)), "", "")
    return Observed((value, value), "", "")


def test_what_is_learnt_settles_and_never_turns_a_verdict() -> None:
    """Met stays met, not met stays not met, does not apply stays so, whatever is found out besides; and bounds only narrow."""
    settled = 0
    for rng, program, survey in corpus():
        before = answers(program, survey)
        for more in narrower(survey, rng):
            after = answers(program, more)
            for key, known in before.items():
                now = after.get(key)
                if now is None:  # its list is complete now, or the condition of the clause is known to fail for every subject
                    assert known.clause.each
                    continue
                if known.verdict is Verdict.CANNOT_TELL:
                    settled += now.verdict is not Verdict.CANNOT_TELL
                    continue
                assert now.verdict is known.verdict, f"{key}: {known.verdict} turned {now.verdict}"
                for old, new in zip(known.measures, now.measures, strict=bool(known.measures and now.measures)):
                    assert old.measured[0] <= new.measured[0] <= new.measured[1] <= old.measured[1]
    assert settled > 30


def poorer(survey: Survey, rng: Random) -> Iterator[Survey]:
    """Surveys that say less: an observation taken away, a list no longer known to be complete."""
    for listed in survey.things.values():
        for seen in listed:
            for name in rng.sample([*seen.values], min(3, len(seen.values))):
                if not THINGS[seen.thing].facts[name].how:
                    yield houses.with_value(survey, seen.thing, seen.id, name, None)
    for thing in rng.sample(sorted(survey.complete), min(4, len(survey.complete))):
        if impossible(survey, thing):
            continue
        yield Survey(survey.of, survey.name, survey.things, survey.complete - {thing})


def impossible(survey: Survey, thing: str) -> bool:
    """Whether a list is known to be empty although things of the survey must belong to one of its members.

    There is no such house: what holds in it says nothing about what holds when more of it is open.
    """
    needed = {fact.to for name in survey.things for fact in THINGS[name].facts.values() if isinstance(fact, Link) and not fact.optional}
    return not survey.things.get(thing) and thing in needed


def test_taking_an_observation_away_never_makes_a_verdict() -> None:
    """An unknown is never a pass, and never a failure either: with less known, what was open stays open."""
    lost = 0
    for rng, program, survey in corpus():
        before = answers(program, survey)
        for less in poorer(survey, rng):
            for key, now in answers(program, less).items():
                known = before.get(key)
                if known is None:
                    continue
                if known.verdict is not now.verdict:
                    lost += 1
                    assert now.verdict is Verdict.CANNOT_TELL, f"{key}: {known.verdict} turned {now.verdict} by knowing less"
    assert lost > 30


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_corpus_holds_every_verdict(verdict: Verdict) -> None:
    assert sum(each.verdict is verdict for _, program, survey in corpus() for each in answers(program, survey).values()) > 50


def relied_on_alone(survey: Survey, finding: Finding) -> Survey:
    """The survey with only what a finding says it relies on."""
    relied = {(each.thing, each.id, each.name) for each in finding.relied_on}
    things = {}
    for thing, listed in survey.things.items():
        kept = ({name: value for name, value in seen.values.items() if (thing, seen.id, name) in relied} for seen in listed)
        things[thing] = tuple(replace(seen, values=values) for seen, values in zip(listed, kept, strict=True))
    return replace(survey, things=things)


def test_what_a_finding_relies_on_is_enough_for_it() -> None:
    enough = [0, 0]
    for _, program, survey in corpus()[::4]:
        for key, finding in answers(program, survey).items():
            if finding.verdict is not Verdict.CANNOT_TELL:
                found = answers(program, relied_on_alone(survey, finding))
                again = found.get(key) or found.get((finding.clause.id, ""))
                enough[again is not None and again.verdict is finding.verdict] += 1
    print(f"\n{sum(enough)} settled findings, of which {enough[0]} rest on more than they say ({enough[0] / sum(enough):.1%})")
    assert enough[1] > 300
    assert enough[0] == 0
