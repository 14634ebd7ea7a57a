"""The step tables of the law: from which state to which, who may, what a step needs and gives, and by which provision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, nearest
from fanlight.licensing import deadlines
from fanlight.licensing.law import Law, NotKnown, Provision, england

STAY = "same"
UNDOES = "undoes"
"""The mark of a step that leads on from an end: it says what the law takes as not having happened. Only such a step does."""
TABLE, STEP, NEED = "table/", "step/", "need/"
TABLE_KEYS = ("states", "ends")
STEP_KEYS = ("from", "to", "who", "needs", "gives", "deadlines", "undoes")


class Role(StrEnum):
    """Who may take a step. The applicant is whoever applied, holds the licence or was given the notice.

    The council takes the steps that happen by time alone; which officer acts for it otherwise is its scheme of delegation.
    """

    APPLICANT = "applicant"
    HOUSING_OFFICER = "housing officer"
    TEAM_MANAGER = "team manager"
    FIRE_OFFICER = "fire officer"
    TRIBUNAL = "tribunal"
    COUNCIL = "council"


class Standing(StrEnum):
    """How a need stands. What nobody said is open, and an open need is never met."""

    MET = "met"
    NOT_MET = "not met"
    OPEN = "open"
    DOES_NOT_APPLY = "does not apply"


SATISFIED = (Standing.MET, Standing.DOES_NOT_APPLY)
Needs = Mapping[str, Standing]


class StepNotOpen(Exception):
    """A step that may not be taken; the message gives every reason, and what would open it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a table. `to` is None where the matter stays in its state."""

    table: str
    name: str
    says: str
    from_: tuple[str, ...]
    to: str | None
    who: tuple[str, ...]
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    deadlines: tuple[str, ...]
    provision: Provision

    def leads_to(self, state: str) -> str:
        """The state after the step, taken from a state."""
        return self.to or state

    def missing(self, needs: Needs) -> tuple[tuple[str, Standing], ...]:
        """What the step needs and has not, each with its standing."""
        stood = ((need, needs.get(need, Standing.OPEN)) for need in self.needs)
        return tuple((need, standing) for need, standing in stood if standing not in SATISFIED)


@dataclass(frozen=True, slots=True)
class Table:
    """What moves, its states in order, those that end it, and its steps as they stood on a day. The first state is the beginning."""

    name: str
    says: str
    states: tuple[str, ...]
    ends: tuple[str, ...]
    steps: tuple[Step, ...]
    provision: Provision

    @property
    def beginning(self) -> str:
        """The state before any step."""
        return self.states[0]

    def step(self, name: str) -> Step:
        """The step of that name. Raises StepNotOpen where the table has none on its day."""
        for step in self.steps:
            if step.name == name:
                return step
        raise StepNotOpen(f"'{name}' is no step of {self.name}{nearest(name, [step.name for step in self.steps])}")


@dataclass(frozen=True, slots=True)
class Matter:
    """Where something stands: its table by name, its state, and the day of the law that governs the next step."""

    table: str
    state: str
    on: date


def tables(on: date, law: Law | None = None) -> list[Table]:
    """Every table that the law held on a day. Raises Refused where the data cannot be used."""
    held = _checked(law)
    return [_table(name, on, held) for name in _names(held, TABLE) if any(rule.holds_on(on) for rule in held.rules[TABLE + name])]


def table(name: str, on: date, law: Law | None = None) -> Table:
    """One table as it stood on a day. Raises NotKnown for a name or a day without one, and Refused."""
    held = _checked(law)
    if TABLE + name not in held.rules:
        raise NotKnown(f"no table is called '{name}'{nearest(name, _names(held, TABLE))}")
    return _table(name, on, held)


def need(name: str, on: date, law: Law | None = None) -> Provision:
    """What a need asks and by which law. Raises NotKnown."""
    return (law or england()).at(NEED + name, on)


def open_steps(matter: Matter, *, role: str, needs: Needs, law: Law | None = None) -> tuple[Step, ...]:
    """The steps that a role may take now. Raises NotKnown, and StepNotOpen for a state the table does not have."""
    found = _of(matter, law)
    return tuple(step for step in found.steps if not tuple(_reasons(step, matter, role, needs)))


def check_step(matter: Matter, name: str, *, role: str, needs: Needs, law: Law | None = None) -> Step:
    """The step, if it may be taken. Raises StepNotOpen with every reason why not, and NotKnown."""
    step = _of(matter, law).step(name)
    reasons = tuple(_reasons(step, matter, role, needs))
    if reasons:
        raise StepNotOpen(f"'{name}' of {matter.table} is not open: {'; '.join(reasons)} ({step.provision.cited})")
    return step


def can_step(matter: Matter, name: str, *, role: str, needs: Needs, law: Law | None = None) -> bool:
    """Whether a step may be taken. Raises NotKnown."""
    try:
        check_step(matter, name, role=role, needs=needs, law=law)
    except StepNotOpen:
        return False
    return True


def state_after(taken: Sequence[tuple[str, date]], name: str, law: Law | None = None) -> str:
    """The state after steps taken in order, each with the day it was taken under the law of that day.

    Raises StepNotOpen for a step that does not lead on from the one before; who took it and its needs were checked when it was taken.
    """
    state = None
    for step_name, on in taken:
        held = table(name, on, law)
        state = state or held.beginning
        step = held.step(step_name)
        if state not in step.from_:
            raise StepNotOpen(f"'{step_name}' of {name} does not follow: it is taken from {' or '.join(step.from_)}, not from {state}")
        state = step.leads_to(state)
    return state or _beginning(name, law)


def _beginning(name: str, law: Law | None) -> str:
    rules = (law or england()).periods(TABLE + name)
    return _listed(rules[-1], "states")[0]


def _of(matter: Matter, law: Law | None) -> Table:
    found = table(matter.table, matter.on, law)
    if matter.state not in found.states:
        raise StepNotOpen(f"'{matter.state}' is no state of {matter.table}{nearest(matter.state, found.states)}")
    return found


def _reasons(step: Step, matter: Matter, role: str, needs: Needs) -> Iterator[str]:
    """Why a step is not open: the state, the role, the needs."""
    if matter.state not in step.from_:
        yield f"it is taken from {' or '.join(step.from_)}, not from {matter.state}"
    if role not in step.who:
        yield f"only {' or '.join(step.who)} may take it, not {role}"
    for name, standing in step.missing(needs):
        yield f"{name} is {standing}"


def _names(law: Law, prefix: str) -> list[str]:
    return [name.removeprefix(prefix) for name in law.rules if name.startswith(prefix)]


def _listed(rule: Provision, key: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in rule.values.get(key, "").split(";") if part.strip())


def _table(name: str, on: date, law: Law) -> Table:
    rule = law.at(TABLE + name, on)
    rows = [one for each, held in law.rules.items() if each.startswith(f"{STEP}{name}/") for one in held if one.holds_on(on)]
    return Table(name, rule.says, _listed(rule, "states"), _listed(rule, "ends"), tuple(map(_step, rows)), rule)


def _step(rule: Provision) -> Step:
    _, of, name = rule.id.split("/")
    to = rule.values["to"]
    return Step(
        table=of, name=name, says=rule.says, from_=_listed(rule, "from"), to=None if to == STAY else to, who=_listed(rule, "who"),
        needs=_listed(rule, "needs"), gives=_listed(rule, "gives"), deadlines=_listed(rule, "deadlines"), provision=rule,
    )  # fmt: skip


def _checked(law: Law | None) -> Law:
    if law is None:
        return _england()
    problems = list(_wrong(law))
    if problems:
        raise Refused(problems)
    return law


@cache
def _england() -> Law:
    return _checked(england())


def _wrong(law: Law) -> Iterator[Problem]:
    """Every problem of the tables: an unknown word, a state that cannot be reached or left, a need or deadline that is not declared."""
    for name, rules in law.rules.items():
        for rule in rules:
            if name.startswith(TABLE):
                yield from _told(rule, (*_unknown(rule, TABLE_KEYS), *_states_wrong(rule, law)))
            elif name.startswith(STEP):
                yield from _told(rule, (*_unknown(rule, STEP_KEYS), *_step_wrong(rule, law)))


def _told(rule: Provision, messages: Sequence[str]) -> Iterator[Problem]:
    file, line = files.place_of(rule.place)
    yield from (Problem(file, line, f"'{rule.id}': {message}") for message in messages)


def _unknown(rule: Provision, known: Sequence[str]) -> Iterator[str]:
    yield from (f"'{key}' has no meaning here{nearest(key, known)}" for key in rule.values if key not in known)


def _step_wrong(rule: Provision, law: Law) -> Iterator[str]:
    tables_named = law.rules.get(TABLE + rule.id.split("/")[1]) if rule.id.count("/") == 2 else None
    if tables_named is None:
        yield "no such table; write step/<table>/<name>"
        return
    states = _listed(tables_named[-1], "states")
    kinds = (
        ("state", (*_listed(rule, "from"), *_listed(rule, "to")), (*states, STAY)),
        ("role", _listed(rule, "who"), tuple(Role)),
        ("need", _listed(rule, "needs"), _held(law, NEED, rule.from_)),
        ("deadline", _listed(rule, "deadlines"), _held(law, deadlines.PREFIX, rule.from_)),
    )
    for kind, given, known in kinds:
        yield from (f"'{word}' is no {kind} on {rule.from_}{nearest(word, known)}" for word in given if word not in known)
    yield from (f"says nothing under '{key}'" for key in ("from", "to", "who", "gives") if not _listed(rule, key))


def _held(law: Law, prefix: str, on: date) -> list[str]:
    return [name for name in _names(law, prefix) if any(rule.holds_on(on) for rule in law.rules[prefix + name])]


def _states_wrong(rule: Provision, law: Law) -> Iterator[str]:
    states, ends = _listed(rule, "states"), _listed(rule, "ends")
    prefix = rule.id.replace(TABLE, STEP, 1) + "/"
    rows = [row for name, rows in law.rules.items() if name.startswith(prefix) for row in rows]
    reached = {state for row in rows for state in _listed(row, "to")} | set(states[:1])
    left = {state for row in rows if UNDOES not in row.values for state in _listed(row, "from")}
    yield from (f"'{end}' is no state{nearest(end, states)}" for end in ends if end not in states)
    yield from (f"no step leads to '{state}'" for state in states if state not in reached)
    yield from (f"no step leads on from '{state}', which is no end" for state in states if state not in left and state not in ends)
    yield from (f"a step leads on from '{state}', which is an end" for state in ends if state in left)
