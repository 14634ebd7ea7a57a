"""`fanlight ask`: the next fact worth finding, why, and what each answer would settle; or a conversation that records the answers."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any as Anything

from fanlight.assessment.asking import Question, answered, questions
from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import Assessment, Verdict
from fanlight.cli.choosing import add_dates, chosen, day_of
from fanlight.facts.files import Refused
from fanlight.facts.importing.writing import sheet_of, text_of
from fanlight.facts.kinds import Link, Unfit
from fanlight.facts.survey import NONE, Survey
from fanlight.facts.survey_file import read_survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.library import Library

UNKNOWN = ("don't know", "dont know", "unknown", "")
STOP = ("stop", "quit", "q")


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("ask", help="which fact to find next, and why")
    command.add_argument("survey", type=Path, metavar="SURVEY")
    add_dates(command)
    command.add_argument("--first", type=int, default=3, metavar="N", help="how many questions to print (3 if left out)")
    command.add_argument("--interactive", action="store_true", help="ask, take the answers, and go on until nothing is left")
    command.add_argument("--save", type=Path, metavar="FILE", help="write the survey with the answers to this file (with --interactive)")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print the questions, or hold the conversation."""
    survey = read_survey(given.survey)
    check(survey)
    library = Library.standard(given.standards_folder)
    on = day_of(given)
    programs = [Program(library.read(name)) for name in chosen(given, library, survey, on)]
    if given.interactive:
        survey = converse(programs, survey, given)
        if given.save:
            given.save.write_text(text_of(sheet_of(survey)), encoding="utf-8")
        return 0
    found = ranked(programs, [program.assess(survey, on) for program in programs], [])
    if not found:
        print("Nothing is left to ask: every clause is settled, or waits for an officer.")
    for question in found[: given.first]:
        print("\n".join(described(question)), end="\n\n")
    return 0


def ranked(programs: Sequence[Program], done: Sequence[Assessment], skip: Sequence[tuple[str, str]]) -> list[Question]:
    """The questions of all editions together, a fact that several ask counted once with all its clauses."""
    together: dict[tuple[str, str], Question] = {}
    for program, one in zip(programs, done, strict=True):
        for question in questions(program, one, skip=skip):
            key = (question.fact.path, question.fact.id)
            known = together.get(key)
            together[key] = question if known is None else _joined(known, question)
    return sorted(together.values(), key=lambda each: (-each.score, each.fact.path, each.fact.id))


def _joined(one: Question, other: Question) -> Question:
    effects = {effect.answer: effect for effect in one.effects}
    for effect in other.effects:
        if effect.answer in effects:
            effects[effect.answer].settles.extend(effect.settles)
        else:
            effects[effect.answer] = effect
    together = (*one.asked_for, *other.asked_for)
    return Question(one.fact, one.question, one.hint, one.score + other.score, together, tuple(effects.values()))


def described(question: Question) -> Iterator[str]:
    """A question, why it is asked, and what the answers would settle."""
    about = f" ({question.fact.path} of {question.fact.id})" if question.fact.name and question.fact.id != "*" else ""
    yield f"{question.question}{about}"
    if question.hint:
        yield f"    {question.hint}"
    shown = ", ".join(question.asked_for[:6]) + (f" and {len(question.asked_for) - 6} more" if len(question.asked_for) > 6 else "")
    yield f"    asked for {shown}"
    for effect in question.effects:
        counts = {verdict: sum(1 for _, _, found in effect.settles if found is verdict) for verdict in Verdict}
        told = ", ".join(f"{count} {verdict.words}" for verdict, count in counts.items() if count)
        yield f"    if {effect.answer}: {told or 'nothing settled yet'}"


def converse(programs: Sequence[Program], survey: Survey, given: argparse.Namespace) -> Survey:
    """Ask, record, and ask again until nothing more can be settled or the person stops."""
    skip: list[tuple[str, str]] = []
    while True:
        found = ranked(programs, [program.assess(survey, day_of(given)) for program in programs], skip)
        if not found:
            print("Nothing more can be settled by asking.")
            return survey
        question = found[0]
        print("\n".join(described(question)))
        try:
            words = input("> ").strip()
        except EOFError:
            return survey
        if words.lower() in STOP:
            return survey
        if words.lower() in UNKNOWN:
            skip.append((question.fact.path, question.fact.id))
            continue
        survey = _recorded(survey, question, words, skip)


def _recorded(survey: Survey, question: Question, words: str, skip: list[tuple[str, str]]) -> Survey:
    """The survey with the answer; a wrong answer is explained and asked again."""
    fact = question.fact
    try:
        if not fact.name:
            if words.lower() != "yes":
                skip.append((fact.path, fact.id))
                return survey
            return Survey(**{**_fields(survey), "complete": survey.complete | {fact.thing}})
        declared = THINGS[fact.thing].facts[fact.name]
        if isinstance(declared, Link):
            targets = tuple(NONE if word in ("none", declared.optional) else word for word in words.split(" or "))
            told = answered(survey, fact, words, (0, 0), targets=targets)
        else:
            told = answered(survey, fact, words, declared.read(words))
        check(told)
        return told
    except (Unfit, Refused) as error:
        print(f"    {error}")
        return survey


def _fields(survey: Survey) -> dict[str, Anything]:
    return {name: getattr(survey, name) for name in survey.__dataclass_fields__}
