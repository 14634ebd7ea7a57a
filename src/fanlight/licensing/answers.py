"""Yes/no questions put to a surveyed house: answers with bounds, citations, what they rest on, and what would settle them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.assessment.evaluate import SINGLE_PLACES, Compiler, environment
from fanlight.assessment.finding import Fact
from fanlight.assessment.model import Row, Value, dated, lay_out
from fanlight.assessment.trace import Reason, Tracer
from fanlight.assessment.trail import Trail
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.vocabulary import fact
from fanlight.licensing.law import Provision
from fanlight.standards.elaborate import read_quantity, read_truth
from fanlight.standards.scope import Scope

__all__ = ["NO", "OPEN", "YES", "Answer", "Asked", "all_of", "any_of", "not_so", "said", "words"]

FACT_OF_HOUSE = re.compile(r"\bhouse\.[a-z_]+")
COMPILER = Compiler()
TRACER = Tracer(COMPILER)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is so: (certainly, possibly). `missing` are the facts that would settle it, empty where it is settled.

    `presumed` is the same with every condition that the law presumes taken as met until the contrary is shown.
    """

    says: str
    holds: Bounds
    cited: tuple[str, ...] = ()
    relied_on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    parts: tuple["Answer", ...] = field(default=(), repr=False)
    presumed: Bounds | None = None

    @property
    def as_presumed(self) -> Bounds:
        """The bounds once what the law presumes is presumed."""
        return self.holds if self.presumed is None else self.presumed

    @property
    def word(self) -> str:
        """The answer as people read it."""
        return words(self.holds)


def words(holds: Bounds) -> str:
    """Bounds of a yes/no as people read them."""
    return {YES: "yes", NO: "no"}.get(holds, "cannot tell")


def said(says: str, holds: Bounds, *, cited: Sequence[str] = (), missing: Sequence[str] = ()) -> Answer:
    """An answer that was not worked out from parts."""
    return Answer(says, holds, tuple(cited), missing=tuple(missing) if holds == OPEN else ())


def all_of(says: str, parts: Sequence[Answer], cited: Sequence[str] = ()) -> Answer:
    """Whether every part holds. A part that certainly does not hold settles it alone."""
    low, high = _ends(part.holds for part in parts)
    presumed = _ends(part.as_presumed for part in parts)
    return _joined(Answer(says, (low, high), tuple(cited), parts=tuple(parts), presumed=presumed), NO)


def any_of(says: str, parts: Sequence[Answer], cited: Sequence[str] = ()) -> Answer:
    """Whether some part holds. A part that certainly holds settles it alone."""
    low, high = _either(part.holds for part in parts)
    presumed = _either(part.as_presumed for part in parts)
    return _joined(Answer(says, (low, high), tuple(cited), parts=tuple(parts), presumed=presumed), YES)


def not_so(says: str, part: Answer) -> Answer:
    """Whether a part does not hold."""
    presumed = 1 - part.as_presumed[1], 1 - part.as_presumed[0]
    return replace(part, says=says, holds=(1 - part.holds[1], 1 - part.holds[0]), presumed=presumed, parts=(part,))


def _ends(each: Iterable[Bounds]) -> Bounds:
    found = list(each)
    return min((low for low, _ in found), default=1), min((high for _, high in found), default=1)


def _either(each: Iterable[Bounds]) -> Bounds:
    found = list(each)
    return max((low for low, _ in found), default=0), max((high for _, high in found), default=0)


def _joined(whole: Answer, decisive: Bounds) -> Answer:
    """The whole with what it rests on: the parts that decide it, or of an open one the facts that open parts lack."""
    if whole.holds == OPEN:
        lacking = dict.fromkeys(one for part in whole.parts if part.holds == OPEN for one in part.missing)
        return replace(whole, missing=tuple(lacking))
    deciding = [part for part in whole.parts if part.holds == decisive][:1] if whole.holds == decisive else whole.parts
    return replace(whole, relied_on=tuple(dict.fromkeys(one for part in deciding for one in part.relied_on)))


class Asked:
    """A survey laid out on one day, to which expressions of the clause language are put.

    `settled_by` names, for a fact that was worked out elsewhere, the facts that would settle it.
    """

    def __init__(self, survey: Survey, on: date, settled_by: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.survey, self.on = survey, on
        self.model = lay_out(dated(_undated(survey), on), {})
        self.env = environment(self.model)
        self.settled_by = settled_by or {}

    def holds(self, text: str) -> tuple[Bounds, Trail]:
        """The bounds of a yes/no expression about the house, and the trail of facts. Raises BadExpression."""
        value, reason = _truth(text)
        known = value(self.env)
        trail = Trail()
        reason(self.env, trail, known)
        return known, trail

    def amount(self, text: str) -> Bounds:
        """The bounds of a quantity of the house. Raises BadExpression."""
        return _quantity(text)(self.env)

    def fact_of(self, row: Row, path: str, slot: int) -> Bounds:
        """A yes/no fact of one thing, derived where nobody observed it."""
        known: Bounds | None = row[slot]
        return COMPILER.derived(path)(self.model, row) if known is None else known

    def rule(self, rule: Provision) -> Answer:
        """Whether a rule's expression holds. What the law presumes is marked in the rule by `presumed`."""
        known, trail = self.holds(rule.value)
        relied = dict.fromkeys(named(one) for one in trail.relied.values())
        presumed = YES if "presumed" in rule.values and known[1] else None
        lacking = self._settling(rule.value, trail) if known == OPEN else ()
        return Answer(rule.says, known, (rule.cited,), tuple(relied), lacking, presumed=presumed)

    def _settling(self, text: str, trail: Trail) -> tuple[str, ...]:
        """What would settle an expression. A fact of the house is asked for itself, rather than all it would be worked out from."""
        missing = {named(one): self.settled_by.get(one.path) or (named(one),) for one in trail.missing.values()}
        house = self.model.row("house")
        for path in dict.fromkeys(FACT_OF_HOUSE.findall(text)):
            if fact(path).how and path.partition(".")[2] not in house[0].observed:
                below = Trail()
                TRACER.deeper(path)(self.env, house, below, True)
                found = [named(one) for one in below.missing.values() if named(one) in missing]
                for name in found:
                    del missing[name]
                if found:
                    missing[path] = self.settled_by.get(path) or (path,)
        return tuple(dict.fromkeys(one for names in missing.values() for one in names))


def named(one: Fact) -> str:
    """A fact as a person is asked for it: its name, and which thing where there are several."""
    if not one.name:
        return f"whether all {one.thing.replace('_', ' ')}s are listed"
    return one.path if one.thing == one.id else f"{one.path} of {one.id}"


@cache
def _truth(text: str) -> tuple[Value, Reason]:
    node = read_truth(text, Scope().about(None))
    return COMPILER.value(node, SINGLE_PLACES), TRACER.reason(node, SINGLE_PLACES)


@cache
def _quantity(text: str) -> Value:
    node, _ = read_quantity(text, Scope().about(None))
    return COMPILER.value(node, SINGLE_PLACES)


def _undated(survey: Survey) -> Survey:
    """The survey without a day of its own: the same house is asked about on many days."""
    house = house_of(survey)
    return with_house(survey, {key: value for key, value in house.values.items() if key != "as_at_date"})


def house_of(survey: Survey) -> Seen:
    """What was observed of the house as a whole."""
    found = survey.things.get("house", ())
    return found[0] if found else Seen("house", "house", {}, "")


def with_house(survey: Survey, values: Mapping[str, Observed]) -> Survey:
    """The survey with other facts of the house."""
    return replace(survey, things={**survey.things, "house": (replace(house_of(survey), values=dict(values)),)})


def worked_out(bounds: Bounds, how: str) -> Observed:
    """A value that was worked out and not seen."""
    return Observed(bounds, how, how)
