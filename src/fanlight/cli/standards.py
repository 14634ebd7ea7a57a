"""`fanlight standards`: list, show, check and account for editions."""

import argparse
import sys
from typing import Any

from fanlight.assessment import mutation_run, proving
from fanlight.facts.files import Problem, Refused
from fanlight.standards.edition import Edition
from fanlight.standards.examples import Example
from fanlight.standards.library import Library


def add(words: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this command."""
    command = words.add_parser("standards", help="read, lint and account for editions")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="refuse every mistake in an edition's data")
    check.add_argument("edition", nargs="*", help="editions to check (all of them if left out)")
    check.add_argument("--examples", action="store_true", help="also hold every clause to its examples")
    check.add_argument("--mutations", action="store_true", help="also change every figure and comparison and see that an example fails")
    check.set_defaults(run=run_check)


def run_check(given: argparse.Namespace) -> int:
    """Check editions; print what is wrong."""
    library = Library.standard()
    wrong = 0
    for name in given.edition or library.editions():
        wrong += _check(name, library, given)
    return 2 if wrong else 0


def _check(name: str, library: Library, given: argparse.Namespace) -> int:
    folder = library.folder(name)
    try:
        edition = library.read(name)
    except Refused as refusal:
        problems = refusal.problems
        for problem in problems:
            print(f"error: {problem}", file=sys.stderr)
        print(f"{name}: {len(problems)} problems")
        return len(problems)
    problems = []
    examples, unreadable = proving.examples_in(folder, library)
    problems += unreadable
    if given.examples or given.mutations:
        problems += proving.failures(edition, examples)
    if given.mutations and not problems:
        problems += _mutations(name, library, edition, examples)
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    print(f"{name}: {len(edition.clauses)} clauses, {len(edition.terms)} terms, {len(examples)} examples, {len(problems)} problems")
    return len(problems)


def _mutations(name: str, library: Library, edition: Edition, examples: list[Example]) -> list[Problem]:
    """Run every mutant; a survivor is a problem."""
    outcomes = list(mutation_run.run(proving.whole_book(library.folder(name), library), edition, examples))
    survivors = [outcome.mutant for outcome in outcomes if not outcome.killed_by]
    by_reader = sum(outcome.killed_by.startswith("the reader") for outcome in outcomes)
    killed = len(outcomes) - len(survivors)
    print(f"{name}: {killed} of {len(outcomes)} changes noticed ({by_reader} refused by the reader)")
    found = []
    for mutant in survivors:
        file, _, line = mutant.place.rpartition(":")
        found.append(Problem(file, int(line), f"{mutant.name}: no example notices {mutant.what}"))
    return found
