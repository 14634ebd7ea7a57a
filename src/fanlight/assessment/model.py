"""A survey laid out for evaluation: a row of bounds for each thing, and a phantom row for what a list may have left out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from fanlight.facts.kinds import Bounds, Link
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS, singular

Row = list[Any]
"""A thing: slot 0 is its Identity, then its facts in order of declaration (bounds; None while a derived fact has not been computed;
for a link the rows it may lead to, None among them for `none`), then the terms of the edition about it."""

Env = list[Any]
"""What is in scope: the model, the things of which there is one, then the variables of the expression, outermost first."""

Value = Callable[[Env], Bounds]
"""A node made runnable."""

PHANTOM = "*"


@dataclass(slots=True)
class Identity:
    """Who a row is. `times` is how many things it may stand for: more than one only for a phantom, which may also stand for none.

    `noted` and `traced` keep what tracing found out about the row's facts, by their paths.
    """

    thing: str
    id: str
    label: str
    phantom: bool = False
    times: int = 1
    observed: Mapping[str, Observed] = field(default_factory=dict)
    noted: dict[str, Any] = field(default_factory=dict)
    traced: dict[object, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Model:
    """A house laid out. `sets` holds the rows of each listed thing, the phantom last where the list is not known to be complete.

    `kept` holds what has been computed of the house as a whole, by whoever computed it.
    """

    sets: dict[str, list[Row]]
    singles: list[Row]
    survey: Survey
    kept: dict[object, Any] = field(default_factory=dict)

    def row(self, thing: str) -> Row:
        """The one row of a thing of which there is exactly one."""
        return self.singles[SINGLES[thing]]

    def leading(self, thing: str, slot: int, target: Row) -> list[Row]:
        """The rows of a thing whose link may lead to a target, in their order."""
        index: dict[int, list[Row]] | None = self.kept.get((thing, slot))
        if index is None:
            index = self.kept[(thing, slot)] = {}
            for row in self.sets[thing]:
                for end in row[slot]:
                    index.setdefault(id(end), []).append(row)
        return index.get(id(target), [])


SINGLES = {thing.name: place for place, thing in enumerate(singular())}
LISTED = [name for name in THINGS if name not in SINGLES]


@cache
def _blank(thing: str, terms: int) -> Row:
    """A row of a thing of which nothing is known. A derived fact or a term starts as None, to be computed when it is asked for."""
    return [None, *(None if fact.how else fact.domain for fact in THINGS[thing].facts.values()), *[None] * terms]


@cache
def _slots(thing: str) -> dict[str, int]:
    return {name: fact.slot for name, fact in THINGS[thing].facts.items()}


@cache
def _links() -> dict[str, list[Link]]:
    """The links of each thing that has any."""
    links = {name: [fact for fact in thing.facts.values() if isinstance(fact, Link)] for name, thing in THINGS.items()}
    return {name: listed for name, listed in links.items() if listed}


def lay_out(survey: Survey, terms: Mapping[str, int], only: Collection[str] = LISTED) -> Model:
    """The model of a survey, with room for so many terms about each thing; of the listed things only those that will be looked at."""
    things = survey.things
    singles = [_row(name, things[name][0] if things.get(name) else None, _blank(name, terms.get(name, 0))) for name in SINGLES]
    sets: dict[str, list[Row]] = {name: [] for name in LISTED if name in only}
    for name, listed in things.items():
        if name in sets:
            blank = _blank(name, terms.get(name, 0))
            sets[name] = [_row(name, seen, blank) for seen in listed]
    for name, rows in sets.items():
        if name not in survey.complete and len(rows) < THINGS[name].at_most:
            rows.append(_phantom(name, THINGS[name].at_most - len(rows), _blank(name, terms.get(name, 0))))
    for name, links in _links().items():
        if sets.get(name):
            _follow_links(sets[name], links, sets)
    return Model(sets, singles, survey)


def _row(thing: str, seen: Seen | None, blank: Row) -> Row:
    row = blank.copy()
    if seen is None:
        row[0] = Identity(thing, thing, thing)
        return row
    row[0] = Identity(thing, seen.id, seen.label or seen.id, observed=seen.values)
    slots = _slots(thing)
    for name, value in seen.values.items():
        row[slots[name]] = value.bounds
    return row


def _phantom(thing: str, times: int, blank: Row) -> Row:
    row = blank.copy()
    row[0] = Identity(thing, PHANTOM, f"any {thing.replace('_', ' ')} not listed", phantom=True, times=times)
    return row


def _follow_links(rows: list[Row], links: list[Link], sets: dict[str, list[Row]]) -> None:
    for fact in (link for link in links if link.to in sets):
        targets = sets[fact.to]
        everything: Row = [*targets, None] if fact.optional or not targets else list(targets)
        by_id = {row[0].id: row for row in targets}
        for row in rows:
            value = row[0].observed.get(fact.name)
            row[fact.slot] = [by_id.get(target) if target != NONE else None for target in value.targets] if value else everything


def dated(survey: Survey, on: date | None) -> Survey:
    """The survey with `house.as_at_date` supplied: the date the question is asked about, unless the survey gives one itself."""
    if on is None:
        return survey
    house = survey.things.get("house", ())
    known = house[0] if house else Seen("house", "house", {}, "")
    if "as_at_date" in known.values:
        return survey
    asked = Observed((on.toordinal(),) * 2, on.isoformat(), "the date asked about")
    seen = replace(known, values={**known.values, "as_at_date": asked})
    return replace(survey, things={**survey.things, "house": (seen,)})
