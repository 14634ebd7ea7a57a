"""`fanlight facts`: the vocabulary, the JSON Schema of a survey, and an empty survey to fill in."""

import argparse
import json
from typing import Any

from fanlight.facts import describing
from fanlight.facts.schema import schema
from fanlight.facts.template import template


def add(words: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this command."""
    command = words.add_parser("facts", help="what can be known of a house, and how a survey says it")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    every = actions.add_parser("list", help="every fact: its question, unit, range and options")
    every.add_argument("--thing", nargs="+", default=[], metavar="THING", help="only facts of these things, such as room or kitchen")
    every.add_argument("--format", choices=("text", "json"), default="text", help="how to print them")
    every.set_defaults(run=run_list)
    actions.add_parser("schema", help="the JSON Schema of a survey").set_defaults(run=run_schema)
    empty = actions.add_parser("template", help="an empty survey, in YAML")
    empty.add_argument("--for", nargs="+", default=[], dest="things", metavar="THING", help="only these things (all of them if left out)")
    empty.set_defaults(run=run_template)


def run_list(given: argparse.Namespace) -> int:
    """Print the vocabulary."""
    facts = [fact for thing in describing.chosen(given.thing) for fact in thing.facts.values()]
    if given.format == "json":
        rows = [describing.row(fact) for fact in facts]
        print(json.dumps({"shape": describing.SHAPE, "facts": rows}, indent=1, ensure_ascii=False))
        return 0
    for fact in facts:
        print(describing.paragraph(fact))
    print(f"{len(facts)} facts")
    return 0


def run_schema(given: argparse.Namespace) -> int:
    """Print the schema."""
    print(json.dumps(schema(), indent=1, ensure_ascii=False))
    return 0


def run_template(given: argparse.Namespace) -> int:
    """Print an empty survey."""
    print(template(describing.chosen(given.things)), end="")
    return 0
