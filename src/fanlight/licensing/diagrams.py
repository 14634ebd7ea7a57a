"""Diagrams and tables of the procedure, drawn from the step tables and the deadlines, so that a page cannot differ from them."""

import re
from collections.abc import Iterator
from datetime import date

from fanlight.licensing import deadlines
from fanlight.licensing.law import Law, england
from fanlight.licensing.procedure import STEP, TABLE, Step, Table, need

Cells = tuple[str, ...]
STEP_HEAD = ("step", "from", "to", "who may", "needs", "gives", "deadlines that begin", "law")
DEADLINE_HEAD = ("deadline", "what", "length", "counted", "from", "held", "law", "certainty")


def mermaid(table: Table) -> Iterator[str]:
    """The lines of a Mermaid state diagram: one arrow a step from each state, steps that stay drawn as loops."""
    yield "stateDiagram-v2"
    yield "    direction TB"
    yield from (f'    state "{state}" as {_slug(state)}' for state in table.states)
    yield f"    [*] --> {_slug(table.beginning)}"
    for step in table.steps:
        yield from (f"    {_slug(state)} --> {_slug(step.leads_to(state))}: {_label(step)}" for state in step.from_)
    yield from (f"    {_slug(state)} --> [*]" for state in table.ends)


def _slug(state: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", state.lower())


def _label(step: Step) -> str:
    return step.name.replace("-", " ")


def step_rows(table: Table) -> Iterator[Cells]:
    """The rows of a table of steps under STEP_HEAD."""
    for step in table.steps:
        yield (
            _label(step), ", ".join(step.from_), step.to or "stays", ", ".join(step.who), "; ".join(map(_plain, step.needs)),
            "; ".join(step.gives), "; ".join(step.deadlines), f"{step.provision.citation} [{step.provision.certainty}]",
        )  # fmt: skip


def _plain(name: str) -> str:
    return name.replace("-", " ")


def need_rows(tables: list[Table], on: date, law: Law | None = None) -> Iterator[Cells]:
    """Every need that a step of these tables has: what must be so, and the law, in order of name."""
    for name in sorted({name for table in tables for step in table.steps for name in step.needs}):
        rule = need(name, on, law)
        yield _plain(name), rule.says, f"{rule.citation} [{rule.certainty}]", rule.note


def latest_change(law: Law | None = None) -> date:
    """The day of the last change of a table or a step: since then the tables are as they are."""
    held = (law or england()).rules
    return max(rule.from_ for name, rules in held.items() if name.startswith((TABLE, STEP)) for rule in rules)


def change_rows(law: Law | None = None) -> Iterator[Cells]:
    """The steps that changed, or came into a table that stood already, one row a period."""
    held = (law or england()).rules
    for name, rules in held.items():
        if name.startswith(STEP) and (len(rules) > 1 or rules[0].from_ > held[TABLE + name.split("/")[1]][0].from_):
            for rule in rules:
                until = str(rule.until or "")
                yield name.removeprefix(STEP), str(rule.from_), until, rule.values.get("needs", ""), f"{rule.citation} [{rule.certainty}]"


def deadline_rows(law: Law) -> Iterator[Cells]:
    """Every deadline with all its periods under DEADLINE_HEAD, in order of name."""
    for name in sorted(law.rules):
        for rule in law.rules[name]:
            found = deadlines.find(name, rule.from_, law)
            held = f"from {rule.from_}" + (f" until {rule.until}" if rule.until else "")
            yield name, rule.says, found.period.length, found.period.counting.value, found.runs_from, held, rule.citation, rule.certainty
