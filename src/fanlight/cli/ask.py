"""`fanlight ask`: the next fact worth finding, why, and what each answer would settle; or a conversation that records the answers."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any as Anything

from fanlight.assessment.asking import Question, answered_each, questions
from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import Assessment, Fact, Verdict
from fanlight.cli.choosing import add_dates, chosen, day_of
from fanlight.facts.files import Problem, Refused
from fanlight.facts.importing.writing import sheet_of, text_of
from fanlight.facts.kinds import Link, Unfit
from fanlight.facts.survey import NONE, Observed, Survey
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
            _save(given.save, text_of(sheet_of(survey)))
        return 0
    found = ranked(programs, [program.assess(survey, on) for program in programs], [])
    if not found:
        print("Nothing is left to ask: every clause is settled, or waits for an officer.")
    for question in found[: given.first]:
        print("\n".join(described(question)), end="\n\n")
    return 0


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        # The answers took somebody an hour to give: they are printed where they cannot be kept.
        print(text)
        raise Refused([Problem(str(path), 0, f"cannot be written: {error.strerror}; the survey is printed above")]) from None


def ranked(programs: Sequence[Program], done: Sequence[Assessment], skip: Sequence[tuple[str, str]]) -> list[Question]:
    """The questions of all editions together, a fact that several ask counted once with all its clauses."""
    together: dict[str, Question] = {}
    for program, one in zip(programs, done, strict=True):
        for question in questions(program, one, skip=skip):
            known = together.get(question.path)
            together[question.path] = question if known is None else _joined(known, question)
    return sorted(together.values(), key=lambda each: (-each.score, each.path))


def _joined(one: Question, other: Question) -> Question:
    effects = {effect.answer: effect for effect in one.effects}
    for effect in other.effects:
        if effect.answer in effects:
            effects[effect.answer].settles.extend(effect.settles)
        else:
            effects[effect.answer] = effect
    facts = tuple(dict.fromkeys((*one.facts, *other.facts)))
    asked_for = (*one.asked_for, *other.asked_for)
    return Question(facts, one.question, one.hint, one.score + other.score, asked_for, tuple(effects.values()))


def described(question: Question) -> Iterator[str]:
    """A question, of which things, why it is asked, and what the answers would settle."""
    ids = ", ".join(fact.id for fact in question.facts if fact.name)
    yield f"{question.question}" + (f" ({question.path} of {ids})" if ids else "")
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
        print("\n".join(described(found[0])))
        if len(found[0].facts) > 1:
            print("    One answer for all, or one for each: bed-1 = 2.3 m; bed-2 = don't know")
        try:
            words = input("> ").strip()
        except EOFError:
            return survey
        if words.lower() in STOP:
            return survey
        survey = recorded(survey, found[0], words, skip)


def recorded(survey: Survey, question: Question, words: str, skip: list[tuple[str, str]]) -> Survey:
    """The survey with the answer; what nobody knows is skipped from now on; a wrong answer is explained and asked again."""
    first = question.facts[0]
    if not first.name:
        if words.lower() == "yes":
            return replace(survey, complete=survey.complete | {first.thing})
        skip.append((first.path, first.id))
        return survey
    values: dict[str, Observed] = {}
    try:
        for fact, told in _each(question, words).items():
            if told.lower() in UNKNOWN:
                skip.append((fact.path, fact.id))
            else:
                values[fact.id] = _read(fact, told, survey)
        answered = answered_each(survey, first.thing, first.name, values)
        check(answered)
    except (Unfit, Refused) as error:
        print(f"    {error}")
        return survey
    return answered


def _each(question: Question, words: str) -> dict[Fact, str]:
    """The answer for each thing: `bed-1 = 2.3 m; bed-2 = 2.1 m`, or one for all."""
    if "=" not in words:
        return dict.fromkeys(question.facts, words)
    by_id = {fact.id: fact for fact in question.facts}
    found = {}
    for part in words.split(";"):
        name, _, told = part.partition("=")
        if name.strip() not in by_id:
            raise Unfit(f"'{name.strip()}' is not asked about; asked about are {', '.join(by_id)}")
        found[by_id[name.strip()]] = told.strip()
    return found


def _read(fact: Fact, words: str, survey: Survey) -> Observed:
    declared = THINGS[fact.thing].facts[fact.name]
    blank = Observed((0, 0), words, "the answer", survey.by, survey.on)
    if not isinstance(declared, Link):
        return replace(blank, bounds=declared.read(words))
    known = [seen.id for seen in survey.things.get(declared.to, ())]
    targets = tuple(NONE if word in ("none", declared.optional) and declared.optional else word for word in words.split(" or "))
    for target in targets:
        if target != NONE and target not in known:
            raise Unfit(f"'{target}' is no {declared.to} of this survey; known are {', '.join(known)}")
    return replace(blank, targets=targets)
