"""`fanlight survey`: make surveys from what other systems hold, and check one."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fanlight.assessment import consistency
from fanlight.facts.describing import walk
from fanlight.facts.files import Problem, Refused
from fanlight.facts.importing import metastreet, register, schedule
from fanlight.facts.importing.account import Account
from fanlight.facts.importing.headings import known
from fanlight.facts.importing.register import PEOPLE, WHY_LEFT, Register
from fanlight.facts.importing.writing import text_of
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey, read_survey_text
from fanlight.facts.vocabulary import Thing

SOURCES = ("metastreet", "csv", "register")


def add(words: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this command."""
    command = words.add_parser("survey", help="make surveys from other sources, and check them")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    take = actions.add_parser("import", help="a survey from a licence object, a schedule of rooms or a register")
    take.add_argument("--from", choices=SOURCES, required=True, dest="source", help="what the file is")
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument("--out", type=Path, metavar="DIR", help="the folder to write to; left out, one survey is printed")
    take.set_defaults(run=run_import)
    check = actions.add_parser("check", help="what is wrong with a survey, or what it knows")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=run_check)


def run_import(given: argparse.Namespace) -> int:
    """Make the survey or surveys; print the account of what was used, left and not found."""
    if given.source == "register":
        return _import_register(given)
    account = (metastreet if given.source == "metastreet" else schedule).account_of(given.file)
    text = _text(account)
    if given.out is None:
        print(text, end="")
    else:
        print(_write(given.out, f"{given.file.stem}.yaml", text))
    for line in account.lines():
        print(line, file=sys.stderr if given.out is None else sys.stdout)
    return 0


def _import_register(given: argparse.Namespace) -> int:
    found = register.register_of(given.file)
    if given.out is None:
        raise Refused([Problem("--out", 0, f"{given.file} makes {len(found.accounts)} surveys; name a folder for them with --out DIR")])
    texts = {register.file_name(account, number): _text(account, False) for number, account in enumerate(found.accounts, start=1)}
    for name in texts:
        _refuse_existing(given.out / name)
    for name, text in texts.items():
        _write(given.out, name, text)
    for line in _report(found):
        print(line)
    print(f"{len(texts)} surveys written to {given.out}")
    for problem in found.problems:
        print(f"error: {problem}", file=sys.stderr)
    return 2 if found.problems else 0


def _report(found: Register) -> Iterator[str]:
    """The columns, then how often each fact was said, then the cells that could not be used."""
    for heading, holds in found.columns.items():
        why = PEOPLE if holds in known().people else WHY_LEFT.get(holds)
        yield f"{heading}: {why or holds.replace('_', ' ')}"
    said = Counter(path for account in found.accounts for path in {path for _, path in account.used})
    yield from (f"{path}: in {count} of {len(found.accounts)} surveys" for path, count in sorted(said.items()))
    for account in found.accounts:
        for heading, why in account.left.items():
            if why not in (PEOPLE, *WHY_LEFT.values()):
                yield f"{account.source.split(', a register')[0]}: {heading} not used: {why}"
    yield "Everything else is unknown: a register states what was licensed, not who lives there or what the house is like."


def _text(account: Account, missing: bool = True) -> str:
    """The survey as it will be written, made sure to read back. Raises Refused."""
    text = text_of(account.sheet, list(account.lines(missing)))
    read_survey_text(text, account.source)
    return text


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    _refuse_existing(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused([Problem(str(path), 0, f"cannot be written: {error.strerror}")]) from None
    return path


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise Refused([Problem(str(path), 0, "exists already, and may have been filled in since; name another folder, or move it away")])


def run_check(given: argparse.Namespace) -> int:
    """Read a survey and say what it knows. Raises Refused with what is wrong or contradicts itself."""
    survey = read_survey(given.file)
    consistency.check(survey)
    for line in _summary(survey):
        print(line)
    return 0


def _summary(survey: Survey) -> Iterator[str]:
    yield f"{survey.of or survey.name}: surveyed on {survey.on or 'an unknown day'} by {survey.by or 'somebody unnamed'}"
    seen = [thing for thing in walk() if survey.things.get(thing.name)]
    for thing in seen:
        yield _known(thing, survey)
    silent = [(thing.plural or thing.name).replace("_", " ") for thing in walk() if thing not in seen]
    yield f"nothing said of: {', '.join(silent)}"


def _known(thing: type[Thing], survey: Survey) -> str:
    """How much is known of one kind of thing. What could be worked out or comes from the case is counted apart."""
    listed = survey.things[thing.name]
    asked = {fact.name for fact in thing.facts.values() if not (fact.how or fact.case or fact.context)}
    known = sum(name in asked for each in listed for name in each.values)
    more = sum(len(each.values) for each in listed) - known
    name = thing.name.replace("_", " ") if thing.plural is None else f"{len(listed)} of {thing.plural.replace('_', ' ')}"
    whole = "" if thing.plural is None else ", and no more" if thing.name in survey.complete else ", perhaps more"
    return f"{name}{whole}: {known} of {len(listed) * len(asked)} facts known that standards ask for" + (f", {more} others" if more else "")
