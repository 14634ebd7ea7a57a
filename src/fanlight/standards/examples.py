"""The examples of a clause: small houses and the verdict each must get."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.kinds import Fact, Link
from fanlight.facts.survey import Observed, Survey
from fanlight.facts.survey_file import from_written
from fanlight.facts.vocabulary import THINGS

KEYS = ("given", "vary", "more", "met", "not_met", "cannot_tell", "does_not_apply", "note")
VERDICTS = ("met", "not_met", "cannot_tell", "does_not_apply")
NUMBERED = re.compile(r"^([a-z_]+?)(\d*)\.([a-z0-9_]+)$")


@dataclass(frozen=True, slots=True)
class Example:
    """One small house and the verdict that a clause must get on it."""

    clause: str
    verdict: str
    survey: Survey
    place: str
    words: str


def examples_of(clause: str, entry: Written) -> Iterator[Example]:
    """The examples of a clause's entry. Raises Refused for one that cannot be read."""
    listed = entry.get("examples")
    for group in listed.items if listed else []:
        problems = list(group.unknown_keys(KEYS))
        if problems:
            raise Refused(problems)
        for verdict in VERDICTS:
            cases = group.get(verdict)
            for case in cases.items if cases else []:
                given = _given(group, case)
                words = ", ".join(f"{key} {value.text}" for key, value in given.items())
                survey = _survey(given, group, case)
                yield Example(clause, verdict, survey, f"{case.file}:{case.line}", words)


def _given(group: Written, case: Written) -> dict[str, Written]:
    base = group.get("given")
    given = dict(base.keys) if base else {}
    vary = group.get("vary")
    if isinstance(case.value, dict):
        given.update(case.value)
    elif vary is None:
        raise case.refused("a single value needs 'vary:', the fact it is a value of")
    else:
        given[vary.text] = case
    return given


def _survey(given: dict[str, Written], group: Written, case: Written) -> Survey:
    things: dict[str, dict[str, dict[str, Written]]] = {}
    for path, value in given.items():
        match = NUMBERED.match(path)
        if not match or match[1] not in THINGS:
            raise value.refused(f"'{path}' is no fact of an example; write THING.FACT or THING2.FACT{nearest(path, THINGS)}")
        if match[2] and THINGS[match[1]].plural is None:
            raise value.refused(f"there is only one {match[1]}; write '{match[1]}.{match[3]}'")
        facts = things.setdefault(match[1], {}).setdefault(f"{match[1]}{match[2]}", {})
        if match[3] not in THINGS[match[1]].facts:
            raise value.refused(f"'{match[1]}.{match[3]}' is no fact{nearest(match[3], THINGS[match[1]].facts)}")
        facts[match[3]] = value
        for thing, target in _targets(THINGS[match[1]].facts[match[3]], value):
            things.setdefault(thing, {}).setdefault(target, {})
    more = group.get("more")
    open_lists = [item.text for item in more.items] if more else []
    entries = {THINGS[name].plural or name: _entry(name, seen, case) for name, seen in things.items()}
    complete = [thing.plural for thing in THINGS.values() if thing.plural and thing.plural not in open_lists]
    entries["complete"] = Written([Written(str(plural), case.file, case.line) for plural in complete], case.file, case.line)
    entries["survey"] = Written({"by": Written("an example", case.file, case.line)}, case.file, case.line)
    try:
        survey = from_written(Written(entries, case.file, case.line), "example")
    except Refused as refusal:
        raise Refused([Problem(problem.file, case.line, problem.message) for problem in refusal.problems]) from None
    _leave_open(survey, things)
    return survey


def _targets(fact: Fact, value: Written) -> Iterator[tuple[str, str]]:
    """The things that a link of an example may lead to: they exist because it names them."""
    if isinstance(fact, Link):
        for word in value.text.split(" or "):
            if word.strip() not in (fact.optional, "none", "unknown", ""):
                yield fact.to, word.strip()


def _leave_open(survey: Survey, things: dict[str, dict[str, dict[str, Written]]]) -> None:
    """A derived fact that an example calls unknown stays open, whatever could be computed from complete lists."""
    for seen in survey.all_seen():
        for name, written in things[seen.thing][seen.id].items():
            fact = THINGS[seen.thing].facts[name]
            if fact.how and written.value == "unknown":
                assert isinstance(seen.values, dict)
                seen.values[name] = Observed(fact.domain, "unknown", f"{written.file}:{written.line}")


def _entry(name: str, seen: dict[str, dict[str, Written]], case: Written) -> Written:
    if THINGS[name].plural is None:
        return Written(next(iter(seen.values())), case.file, case.line)
    members = [
        Written({"id": Written(label, case.file, case.line), **facts}, case.file, case.line) for label, facts in sorted(seen.items())
    ]
    return Written(members, case.file, case.line)
