"""`fanlight law show` and `fanlight law list`: any rule of the law that is held, with its periods, citation and certainty."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any

from fanlight.cli.choosing import a_day
from fanlight.facts.files import Problem, Refused, nearest
from fanlight.licensing.deadlines import councils
from fanlight.licensing.law import CERTAINTY, Provision, england


def add(words: "argparse._SubParsersAction[Any]") -> None:
    """Add `show` and `list` to the words of `fanlight law`."""
    show = words.add_parser("show", help="a rule of the law: each of its periods, its figures, where it stands and how sure we are")
    show.add_argument("rule", metavar="RULE", help="its name, or how several names begin (duty/gas/)")
    show.add_argument("--on", type=a_day, metavar="DATE", help="only the period that held on this day")
    show.set_defaults(run=run_show)
    listed = words.add_parser("list", help="the names of the rules that are held")
    listed.add_argument("words", nargs="*", metavar="WORDS", help="only rules that hold all these words")
    listed.set_defaults(run=run_list)


def everything() -> dict[str, tuple[Provision, ...]]:
    """Every rule of England and of the councils' own rules, by name."""
    return {**england().rules, **councils().rules}


def run_show(given: argparse.Namespace) -> int:
    """Print one rule, or all whose names begin so. Raises Refused for an unknown name, or a day without a period."""
    held = everything()
    names = [given.rule] if given.rule in held else sorted(name for name in held if name.startswith(given.rule))
    if not names:
        raise Refused([Problem(given.rule, 0, f"no rule is called so{nearest(given.rule, held)}; `fanlight law list WORDS` finds one")])
    lines = [line for name in names for line in shown(name, held[name], given.on)]
    if not lines:
        known = "; ".join(_span(rule) for rule in held[names[0]])
        raise Refused([Problem(given.rule, 0, f"nothing is held for {given.on}; it is held {known}")])
    print("\n".join(lines))
    return 0


def shown(name: str, rules: tuple[Provision, ...], on: date | None) -> Iterator[str]:
    """The lines of a rule: its name, then each of its periods, or only that of a day."""
    wanted = [rule for rule in rules if on is None or rule.holds_on(on)]
    if wanted:
        yield name
    for rule in wanted:
        yield f"  {_span(rule)}: {rule.says}"
        if rule.value:
            yield f"    figure: {rule.value}"
        yield from (f"    {key}: {value}" for key, value in rule.values.items())
        yield f"    law: {rule.citation}"
        yield f"    certainty: {rule.certainty}, {CERTAINTY[rule.certainty]}"
        if rule.note:
            yield f"    note: {rule.note}"


def _span(rule: Provision) -> str:
    """When a rule holds; its last day is the day before `until`."""
    return f"from {rule.from_}" + (f" until {rule.until} (that day not included)" if rule.until else "")


def run_list(given: argparse.Namespace) -> int:
    """Print the names of rules, with what each says; only those that hold every word. Raises Refused where none does."""
    wanted = [word.lower() for word in given.words]
    found = [(name, rules) for name, rules in sorted(everything().items()) if all(word in _text(name, rules) for word in wanted)]
    if not found:
        raise Refused([Problem(" ".join(given.words), 0, "no rule holds these words; `fanlight law list` without a word lists all")])
    for name, rules in found:
        print(f"{name} [{rules[-1].certainty}]: {rules[-1].says}")
    return 0


def _text(name: str, rules: tuple[Provision, ...]) -> str:
    return " ".join(part for rule in rules for part in (name, rule.says, rule.citation, rule.note)).lower()
