"""Writes the generated pages of docs/reference: every fact, every command and every clause, read from where each is declared."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Verdict
from fanlight.cli.main import parser
from fanlight.documents.standard import standard_of
from fanlight.facts import describing
from fanlight.facts.declaration import OUR_CLAIM
from fanlight.facts.kinds import Fact, Measured
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS, Thing
from fanlight.standards.edition import Clause, Edition, Encoded, Force
from fanlight.standards.library import Library
from reference import api, asvs, law, letters, register_check, registers
from reference.tables import code, table

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by script/docs. Do not edit: change what it is read from, and run it again. -->"


def pages() -> dict[str, str]:
    """Each generated page by its file name."""
    made = {"facts.md": facts(), "commands.md": commands(), "standards.md": standards(), "bathrooms.md": bathrooms()}
    made |= {"letters.md": letters.kinds(), "api.md": api.operations(), "asvs.md": asvs.page()}
    made |= {"law/procedure.md": law.steps(), "law/deadlines.md": law.periods(), "law/duties.md": law.duties()}
    made |= {"law/figures.md": law.figures(), "law/hmo.md": law.hmo(), "register-layout.md": registers.layout()}
    texts = {name: "\n".join([NOTICE, "", *lines]).rstrip() + "\n" for name, lines in made.items()}
    return {**texts, "register-check.schema.json": json.dumps(register_check.schema(), indent=1) + "\n"}


def facts() -> Iterator[str]:
    """The vocabulary, thing by thing."""
    things = describing.walk()
    yield "# Facts"
    yield ""
    yield f"The {sum(len(thing.facts) for thing in things)} facts that can be known of a house, by the thing they are about. Surveys"
    yield "write them, and clauses ask them, under these names. What a survey does not say is unknown and stands for the whole range."
    yield ""
    yield f"Each range is a claim about real houses. Unless a fact names another source, it is this. {OUR_CLAIM}."
    for thing in things:
        yield from _thing(thing)


def _thing(thing: type[Thing]) -> Iterator[str]:
    yield from ("", f"## {thing.name}", "")
    listed = f" In a survey under `{thing.plural}:`, at most {thing.at_most}." if thing.plural else f" In a survey under `{thing.name}:`."
    yield (thing.__doc__ or "").strip().splitlines()[0] + listed
    yield ""
    yield from table(("fact", "written as", "question", "more"), [_fact(fact) for fact in thing.facts.values()])


def _fact(fact: Fact) -> tuple[str, ...]:
    more = [fact.hint, *(f"{mark[0].upper()}{mark[1:]}." for mark in describing.marks(fact) if not mark.startswith("worked out"))]
    if fact.how:
        more.append(f"Worked out, where nobody observed it: {fact.how}.")
    if isinstance(fact, Measured) and fact.range_source != OUR_CLAIM:
        more.append(f"Range: {fact.range_source}.")
    return code(fact.name), describing.answer(fact), fact.question, " ".join(part for part in more if part)


def commands() -> Iterator[str]:
    """The words of the command line, read from its parser."""
    top = parser()
    yield "# Commands"
    yield ""
    yield "The words of the `fanlight` command, as `--help` prints them. It leaves with 0 when the question was answered, whatever the"
    yield "answer; with 1 when `--fail-on` names a verdict that was found; with 2 when the input or the words were wrong."
    for words, command in _commands(top, "fanlight"):
        yield from ("", f"## {words}", "")
        says = (command.description or "").strip().rstrip(".")
        yield f"{says[:1].upper()}{says[1:]}."
        yield ""
        yield from table(("word", "meaning"), [_word(action) for action in _words(command)])


def _commands(command: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    below = _below(command)
    if below is None:
        yield words, command
        return
    helps = {choice.dest: choice.help for choice in below._choices_actions}
    if any(action.option_strings and action.dest not in ("help", "version") for action in command._actions):
        command.description = "Words that stand before the action"
        yield words, command
    for name, inner in below.choices.items():
        inner.description = helps.get(name) or inner.description
        yield from _commands(inner, f"{words} {name}")


def _below(command: argparse.ArgumentParser) -> Any:
    return next((action for action in command._actions if isinstance(action, argparse._SubParsersAction)), None)


def _words(command: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in command._actions if action.dest != "help" and not isinstance(action, argparse._SubParsersAction)]


def _word(action: argparse.Action) -> tuple[str, str]:
    value = action.metavar or ("" if action.nargs == 0 else "|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    value = f"{value} ..." if action.nargs in ("+", "*") else str(value)
    word = f"{action.option_strings[-1]} {value}" if action.option_strings else value
    return code(word.strip()), action.help or ""


def standards() -> Iterator[str]:
    """Every edition with its clauses."""
    library = Library.standard()
    names = list(library.editions())
    yield "# Standards"
    yield ""
    yield "Every edition that comes with Fanlight, with its clauses in our own words. *Settles* lists the statements of the document that"
    yield "an entry accounts for, where they are not the entry itself. `fanlight standards coverage` tells what no entry accounts for yet."
    yield ""
    editions = [library.read(name) for name in names]
    yield from table(("edition", "in force", *(force.value for force in Force), "all"), [_counted(edition) for edition in editions])
    for edition in editions:
        yield from _edition(edition)


def _counted(edition: Edition) -> tuple[object, ...]:
    counts = Counter(clause.force for clause in edition.clauses.values())
    until = f" until {edition.until}" if edition.until else ""
    return code(edition.id), f"from {edition.from_}{until}", *(counts[force] or "" for force in Force), len(edition.clauses)


def _edition(edition: Edition) -> Iterator[str]:
    yield from ("", f"## {edition.id}", "", f"{edition.title}.", "")
    beside = ", ".join(code(name) for name in edition.beside) or "none"
    held = Counter(clause.encoded for clause in edition.clauses.values())
    kinds = ", ".join(f"{held[kind]} {kind.value}" for kind in Encoded if held[kind])
    yield f"Clauses by how they are held: {kinds}. National editions assessed beside it: {beside}."
    yield ""
    yield from table(("clause", "paragraph", "force", "what it asks", "readings", "settles"), list(map(_clause, edition.clauses.values())))
    if edition.terms:
        yield from ("", f"### Terms of {edition.id}", "")
        yield from table(("term", "what it means"), [(code(term.path), term.says or term.written) for term in edition.terms.values()])
    if edition.readings:
        yield from ("", f"### Readings of {edition.id}", "")
        readings = [(each.id, each.problem, each.adopted) for each in edition.readings.values()]
        yield from table(("reading", "what is unclear", "what is adopted"), readings)


def _clause(clause: Clause) -> tuple[str, ...]:
    page = f", page {clause.page}" if clause.page else ""
    settles = ", ".join(clause.settles) if clause.settles != (clause.id,) else ""
    return code(clause.id), f"{clause.paragraph}{page}", clause.force.value, clause.says, ", ".join(clause.readings), settles


SUITES, BATHS, WCS = range(6), range(4), range(4)
RATIOS = ("2.35/bath-ratio", "2.36/wc-ratio")


def bathrooms() -> Iterator[str]:
    """The most people that suites, bathrooms without a WC and separate WCs may serve, worked out by the clauses themselves."""
    edition = Library.standard().read("birmingham/2018-11")
    program = Program(edition, RATIOS)
    yield "# How many people bathrooms and WCs may serve"
    yield ""
    yield f"The most people who may share, under {edition.id} paragraphs 2.35 and 2.36 (shared houses, category B), by how many full"
    yield "suites (bath or shower, WC and basin), rooms with a bath or shower but no WC, and separate WCs there are. The clauses ask for"
    yield "one bath or shower for each started five people, and count five people for each separate WC and four for each WC in a"
    yield "bathroom; mixes that the printed table leaves out are here too. Worked out by assessing each mix for one person more until a"
    yield "clause is not met."
    for wcs in WCS:
        yield from ("", f"## {wcs} separate WCs", "")
        rows = [(suites, *(most_served(program, suites, baths, wcs) for baths in BATHS)) for suites in SUITES]
        yield from table(("full suites", *(f"{baths} bath only" for baths in BATHS)), rows)


def most_served(program: Program, suites: int, baths: int, wcs: int) -> int:
    """The most people for whom neither ratio fails."""
    bit = THINGS["house"].facts["category_a_to_f"].read("b")
    counts = {"bathing_places": suites + baths, "separate_wcs": wcs, "wcs_in_bathrooms": suites}
    for persons in range(1, 100):
        values = {
            name: Observed((number, number), "", "") for name, number in {**counts, "bath_sharers": persons, "wc_sharers": persons}.items()
        }
        house = Seen("house", "house", {**values, "category_a_to_f": Observed(bit, "b", "")}, "")
        verdicts = program.assess(Survey("", "", {"house": (house,)})).verdicts()
        if any(verdict is not Verdict.MET for verdict in verdicts.values()):
            return persons - 1
    raise ValueError("the ratios set no limit")


def write_standards() -> None:
    """Each edition as a page, under docs/reference/standards: four megabytes in all, so they are made when wanted and not kept."""
    library, folder = Library.standard(), PAGES / "standards"
    folder.mkdir(exist_ok=True)
    for name in library.editions():
        path = folder / f"{name.replace('/', '-')}.html"
        path.write_text(standard_of(name, library, date.today()), encoding="utf-8")  # noqa: DTZ011 - the day of whoever reads it
        print(path.relative_to(ROOT))


def main() -> int:
    """Write the pages; with --check, only say which are stale; with --standards, write every edition as a page instead."""
    if sys.argv[1:] == ["--standards"]:
        write_standards()
        return 0
    check = sys.argv[1:] == ["--check"]
    stale = [name for name, text in pages().items() if not (PAGES / name).is_file() or (PAGES / name).read_text(encoding="utf-8") != text]
    for name, text in pages().items() if not check else ():
        (PAGES / name).parent.mkdir(exist_ok=True)
        (PAGES / name).write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/reference/{name}: {'is stale; run script/docs' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
