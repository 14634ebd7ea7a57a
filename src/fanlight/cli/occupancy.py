"""`fanlight occupancy`: the most persons and households permitted, what binds, and the cheapest change that admits one more."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any as Anything

from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.improving import cheapest
from fanlight.assessment.occupancy import CERTAIN, POSSIBLE, Permitted, Search
from fanlight.assessment.placing import described
from fanlight.cli.choosing import add_dates, chosen, day_of
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey
from fanlight.standards.edition import Edition
from fanlight.standards.library import Library

WAYS = (("certainly", CERTAIN), ("possibly", POSSIBLE))


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("occupancy", help="the most persons and households permitted, and what binds the next one")
    command.add_argument("survey", type=Path, metavar="SURVEY", help="a survey of the house, in YAML")
    add_dates(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Find and print the permitted numbers under each edition."""
    survey = read_survey(given.survey)
    check(survey)
    library, on = Library.standard(given.standards_folder), day_of(given)
    found = [found_for(library.read(name), survey) for name in chosen(given, library, survey, on)]
    if given.format == "json":
        print(json.dumps({"shape": "fanlight-occupancy/1", "editions": found}, indent=1, ensure_ascii=False))
    else:
        print("\n\n".join("\n".join(as_text(each)) for each in found))
    return 0


def found_for(edition: Edition, survey: Survey) -> dict[str, Anything]:
    """The permitted numbers of one edition as plain data."""
    program = Program(edition)
    plain: dict[str, Anything] = {"edition": edition.id, "title": edition.title}
    for name, allowed in WAYS:
        search = Search(program, survey, allowed)
        now = search.most()
        better = cheapest(search, now)
        plain[name] = {
            "persons": _numbers(now, survey),
            "households": _numbers(search.most("households"), survey),
            "one_more": {"change": better[0].words, "kind": better[0].kind, "persons": better[1].persons} if better else None,
            "apart_from": sorted(search.regardless),
        }
    return plain


def _numbers(most: Permitted, survey: Survey) -> dict[str, Anything]:
    binding = [
        {"clause": one.clause, "subjects": [each for each in one.subjects if each], "verdict": one.verdict.value} for one in most.binding
    ]
    placing = list(described(most.placing, survey))
    return {"persons": most.persons, "households": most.households, "exact": most.exact, "placing": placing, "binding": binding}


def as_text(found: dict[str, Anything]) -> Iterator[str]:
    """The permitted numbers of one edition for people."""
    yield f"== {found['edition']}: {found['title']}"
    for name, _ in WAYS:
        one = found[name]
        persons, households = one["persons"], one["households"]
        sure = "" if persons["exact"] and households["exact"] else " (at least: not every placing could be tried)"
        yield f"{name.capitalize()} permitted: {persons['persons']} persons; {households['households']} households{sure}"
        yield from (f"    {line}" for line in persons["placing"] if not line.endswith(": nobody"))
        for binding in persons["binding"]:
            who = f" ({', '.join(binding['subjects'])})" if binding["subjects"] else ""
            yield f"    one more is stopped by {binding['clause']}{who}: {binding['verdict'].replace('_', ' ')}"
        if one["one_more"]:
            yield f"    cheapest single change for one more: {one['one_more']['change']} (then {one['one_more']['persons']} persons)"
        if one["apart_from"]:
            yield f"    not met whoever lives where, and left aside here: {', '.join(one['apart_from'])}"
