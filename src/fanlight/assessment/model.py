"""A survey laid out for evaluation: a row of bounds for each thing, and a phantom row for what a list may have left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from fanlight.facts.kinds import Bounds, Link
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS, Thing, singular

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
    """Who a row is. `times` is how many things it may stand for: more than one only for a phantom, which may also stand for none."""

    thing: str
    id: str
    label: str
    phantom: bool = False
    times: int = 1
    observed: Mapping[str, Observed] = field(default_factory=dict)


@dataclass(slots=True)
class Model:
    """A house laid out. `sets` holds the rows of each listed thing, the phantom last where the list is not known to be complete."""

    sets: dict[str, list[Row]]
    singles: list[Row]
    survey: Survey

    def row(self, thing: str) -> Row:
        """The one row of a thing of which there is exactly one."""
        return self.singles[SINGLES[thing]]


SINGLES = {thing.name: place for place, thing in enumerate(singular())}
_TEMPLATES: dict[str, Row] = {}


def template(thing: type[Thing]) -> Row:
    """A row of a thing of which nothing is known. A derived fact starts as None, to be computed when it is asked for."""
    if thing.name not in _TEMPLATES:
        _TEMPLATES[thing.name] = [None, *(None if fact.how else fact.domain for fact in thing.facts.values())]
    return _TEMPLATES[thing.name]


def lay_out(survey: Survey, terms: Mapping[str, int]) -> Model:
    """The model of a survey, with room for so many terms about each thing."""
    sets: dict[str, list[Row]] = {}
    singles: list[Row] = []
    for thing in THINGS.values():
        room_for_terms: Row = [None] * terms.get(thing.name, 0)
        listed = survey.things.get(thing.name, ())
        if thing.plural is None:
            singles.append(_row(thing, listed[0] if listed else None, room_for_terms))
            continue
        rows = [_row(thing, seen, room_for_terms) for seen in listed]
        if thing.name not in survey.complete and len(rows) < thing.at_most:
            rows.append(_phantom(thing, thing.at_most - len(rows), room_for_terms))
        sets[thing.name] = rows
    model = Model(sets, singles, survey)
    for rows in sets.values():
        _follow_links(rows, sets)
    return model


def _row(thing: type[Thing], seen: Seen | None, room_for_terms: Row) -> Row:
    row = template(thing) + room_for_terms
    if seen is None:
        row[0] = Identity(thing.name, thing.name, thing.name)
        return row
    row[0] = Identity(thing.name, seen.id, seen.label or seen.id, observed=seen.values)
    for name, value in seen.values.items():
        row[thing.facts[name].slot] = value.bounds
    return row


def _phantom(thing: type[Thing], times: int, room_for_terms: Row) -> Row:
    row = template(thing) + room_for_terms
    row[0] = Identity(thing.name, PHANTOM, f"any {thing.name.replace('_', ' ')} not listed", phantom=True, times=times)
    return row


def _follow_links(rows: list[Row], sets: dict[str, list[Row]]) -> None:
    if not rows:
        return
    links = [fact for fact in THINGS[rows[0][0].thing].facts.values() if isinstance(fact, Link)]
    for fact in links:
        targets = sets[fact.to]
        everything: Row = [*targets, None] if fact.optional else list(targets)
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
