"""Whether it needs a licence: mandatory, additional or selective, on a day and through time, under which rule, and until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fanlight.assessment.bounds import OPEN, YES
from fanlight.facts.survey import Survey
from fanlight.licensing import hmo
from fanlight.licensing.answers import Answer, Asked, all_of, any_of, house_of, not_so, said, with_house, worked_out
from fanlight.licensing.hmo import BEGAN, Case, HmoFound, PartTested, merged
from fanlight.licensing.law import Law, Provision
from fanlight.licensing.schemes import Schemes

KINDS = ("mandatory", "additional", "selective")
STOREYS = "storeys/mandatory-licensing"
COVERED = {"additional": "is_covered_by_additional_scheme", "selective": "is_covered_by_selective_scheme"}
TURNS = ("hmo-", "household-", "mandatory", "licence")
"""The names of the rules on whose days the answer may turn."""


@dataclass(frozen=True, slots=True)
class Need:
    """The answer on one day. `by_kind` says which licence; `needed` whether any; `excused` what lifts the duty meanwhile."""

    on: date
    tested: HmoFound
    by_kind: dict[str, Answer]
    needed: Answer
    excused: Answer

    @property
    def required(self) -> Answer:
        """Whether a licence is required, what lifts the duty taken into account."""
        return all_of("A licence is required.", [self.needed, not_so("Nothing lifts the duty.", self.excused)])


@dataclass(frozen=True, slots=True)
class Period:
    """A time through which the answer is the same. `until` is the first day after it; None: no change is known of."""

    from_: date
    until: date | None
    need: Need


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is answered from: a survey, the law, and the schemes of the council as far as they are held (None: no council)."""

    survey: Survey
    law: Law
    schemes: Schemes | None


def at(asking: Asking, on: date, *, as_observed: bool = True) -> Need:
    """Whether a house needs a licence on a day, and which.

    Housing Act 2004, ss.55, 56, 61, 79, 80 and 85; SI 2006/371; SI 2018/221. `as_observed`: take what the survey itself says of
    cover by a scheme for what no scheme that is held settles. Raises NotKnown before 6 April 2006.
    """
    tested = hmo.find(asking.survey, asking.law, on)
    asked = tested.parts[0].cases[0].asked
    mandatory = any_of(
        "It needs a mandatory licence.", [_mandatory(part, asking.law, on) for part in tested.parts], _cited(asking, on, KINDS[0])
    )
    additional = _additional(asking, tested, as_observed=as_observed)
    selective = _selective(asking, asked, as_observed=as_observed)
    needed = any_of("It needs a licence.", [mandatory, additional, selective])
    only_additional = all_of(
        "It needs a licence under an additional scheme.", [additional, not_so("Mandatory licensing does not reach it.", mandatory)]
    )
    part_2 = any_of("Part 2 reaches it.", [mandatory, additional])
    only_selective = all_of("It needs a licence under a selective scheme.", [selective, not_so("Part 2 does not reach it.", part_2)])
    by_kind = {"mandatory": mandatory, "additional": _citing(only_additional, additional), "selective": _citing(only_selective, selective)}
    return Need(on, tested, by_kind, needed, _excused(asking.law, asked))


def timeline(asking: Asking, on: date) -> tuple[Period, ...]:
    """The answer through time, were the house always let and lived in as the survey says, from the day on which that began if it says so.

    The period that holds the day asked about is answered for that day.
    """
    days = sorted({day for day in _turning(asking) if day >= _begins(asking.survey)} | {_begins(asking.survey)})
    periods: list[Period] = []
    for place, start in enumerate(days):
        until = days[place + 1] if place + 1 < len(days) else None
        inside = start <= on and (until is None or on < until)
        need = at(asking, on if inside else start, as_observed=inside)
        if periods and _same(periods[-1].need, need):
            kept = need if inside else periods[-1].need
            periods[-1] = Period(periods[-1].from_, until, kept)
        else:
            periods.append(Period(start, until, need))
    return tuple(periods)


def carried_over(asking: Asking, periods: Sequence[Period]) -> Provision | None:
    """The rule by which a selective licence became an HMO licence, where the timeline shows that it may have done."""
    rule = asking.law.periods("licence-carried-over")[0]
    schemes = asking.schemes.listed if asking.schemes is not None else ()
    first = min((scheme.from_ for scheme in schemes if scheme.kind == "selective"), default=rule.from_)
    before = any(period.need.by_kind["selective"].holds[1] for period in periods if first <= period.from_ < rule.from_)
    after = any(period.need.by_kind["mandatory"].holds[1] for period in periods if period.until is None or period.until > rule.from_)
    return rule if before and after else None


def _same(one: Need, other: Need) -> bool:
    """Whether two days have the same answer under the same rules."""

    def shape(need: Need) -> tuple[object, ...]:
        kinds = tuple((kind, need.by_kind[kind].holds, need.by_kind[kind].cited if need.by_kind[kind].holds[1] else ()) for kind in KINDS)
        return (*kinds, need.needed.holds, need.excused.holds, need.tested.is_hmo.holds)

    return shape(one) == shape(other)


def _begins(survey: Survey) -> date:
    """The first day of the timeline."""
    given = house_of(survey).values.get("lived_in_so_from")
    return BEGAN if given is None else max(BEGAN, date.fromordinal(given.bounds[0]))


def _turning(asking: Asking) -> Iterator[date]:
    """Every day on which the answer may change: of the law, of a scheme, and of the notices and orders of the survey."""
    for name, rules in asking.law.rules.items():
        if name.startswith(TURNS):
            yield from (day for rule in rules for day in (rule.from_, rule.until) if day)
    if asking.schemes is not None:
        yield from (day for scheme in asking.schemes.listed for day in (scheme.from_, scheme.until))
        yield from (day for day in (asking.schemes.complete_from, asking.schemes.complete_until) if day)
    for thing, first, last in (("notice", "start_date", "end_date"), ("order", "made_date", "end_date")):
        for seen in asking.survey.things.get(thing, ()):
            yield from (date.fromordinal(seen.values[first].bounds[end]) for end in (0, 1) if first in seen.values)
            yield from (date.fromordinal(seen.values[last].bounds[end] + 1) for end in (0, 1) if last in seen.values)


def _cited(asking: Asking, on: date, kind: str) -> tuple[str, ...]:
    """Where the duty of a kind stands, and for mandatory licensing the order that describes the HMO."""
    duty = asking.law.at(f"licence/{kind}", on).cited
    return (duty, asking.law.at("mandatory/persons", on).cited) if kind == KINDS[0] else (duty,)


def _citing(narrowed: Answer, whole: Answer) -> Answer:
    return replace(narrowed, cited=whole.cited)


def _mandatory(part: PartTested, law: Law, on: date) -> Answer:
    """Whether a part that is an HMO is of the prescribed description: the routes that count, persons, households, and once storeys."""
    return merged([_described(case, part.part.label, law, on) for case in part.cases], part.part.split_on)


def _described(case: Case, label: str, law: Law, on: date) -> Answer:
    asked = case.asked
    ways = []
    for route in case.routes:
        counting = _held(law, f"mandatory-route/{route.name}", on)
        if counting is not None:
            ways.append(all_of(counting.says, [route.is_hmo, *([asked.rule(counting)] if counting.value else [])], [counting.cited]))
    conditions = [
        _storeyed(asked, law, on).rule(rule) for name in law.rules if name.startswith("mandatory/") and (rule := _held(law, name, on))
    ]
    return all_of(f"{label} is an HMO that mandatory licensing reaches.", [any_of("It meets a test that counts.", ways), *conditions])


def _held(law: Law, name: str, on: date) -> Provision | None:
    """The rule of that name on a day, where there was one."""
    return next((rule for rule in law.rules.get(name, ()) if rule.holds_on(on)), None)


def _storeyed(asked: Asked, law: Law, on: date) -> Asked:
    """The house with its storeys counted as the order counts them, where they are listed; else as the survey counts them."""
    counting = _held(law, STOREYS, on)
    if counting is None or "storey" not in asked.survey.things:
        return asked
    low, high = asked.amount(counting.value)
    given = house_of(asked.survey).values
    counted = worked_out((max(1, low), max(1, high)), f"counted as {counting.citation} counts")
    return Asked(
        with_house(asked.survey, {**given, "storeys": counted}), on, {**asked.settled_by, "house.storeys": ("the storeys and their use",)}
    )


def _additional(asking: Asking, tested: HmoFound, *, as_observed: bool) -> Answer:
    """Whether any part is an HMO that an additional scheme in force takes in, mandatory licensing left out of account."""
    cited = _cited(asking, tested.on, "additional")
    each = []
    for part in tested.parts:
        cases = []
        for case in part.cases:
            whole = _placed(case.asked, asking.survey)
            reached = _reached(asking, "additional", whole, as_observed=as_observed)
            cases.append(all_of(f"{part.part.label} is an HMO in an additional scheme.", [case.is_hmo, reached], reached.cited))
        each.append(merged(cases, part.part.split_on))
    certain = [answer for answer in each if answer.holds[1]]
    return any_of("It needs a licence under an additional scheme.", each, (*cited, *_all_cited(certain)))


def _selective(asking: Asking, asked: Asked, *, as_observed: bool) -> Answer:
    """Whether a selective scheme in force takes the house in, licensing under Part 2 left out of account."""
    rule = asking.law.at("licence/selective", asked.on)
    reached = _reached(asking, "selective", asked, as_observed=as_observed)
    parts = [asked.rule(rule), reached]
    return all_of("It needs a licence under a selective scheme.", parts, (rule.cited, *(reached.cited if reached.holds[1] else ())))


def _placed(asked: Asked, survey: Survey) -> Asked:
    """A part of a house stands where the house stands."""
    place = {name: value for name, value in house_of(survey).values.items() if name in ("ward", "location", *COVERED.values())}
    return Asked(with_house(asked.survey, {**house_of(asked.survey).values, **place}), asked.on, asked.settled_by)


def _reached(asking: Asking, kind: str, asked: Asked, *, as_observed: bool) -> Answer:
    """Whether a scheme of a kind takes a house in: one that is held, or one that the survey says there is."""
    found = asking.schemes.covering(kind, asked) if asking.schemes is not None else ()
    by_scheme = any_of(f"One of the {kind} schemes in force takes it in.", found, _all_cited([each for each in found if each.holds[1]]))
    if by_scheme.holds == YES or (asking.schemes is not None and asking.schemes.are_complete(asked.on)):
        return by_scheme
    given = house_of(asked.survey).values.get(COVERED[kind])
    if given is not None and as_observed:
        return any_of(by_scheme.says, [by_scheme, said(f"The survey says so ({given.where}).", given.bounds)], by_scheme.cited)
    lacking = f"every {kind} scheme of {asking.schemes.council}" if asking.schemes is not None else "which council the house is in"
    return any_of(by_scheme.says, [by_scheme, said("Other schemes may be in force.", OPEN, missing=(lacking,))], by_scheme.cited)


def _all_cited(each: Sequence[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for answer in each for one in answer.cited))


def _excused(law: Law, asked: Asked) -> Answer:
    """Whether a temporary exemption notice or a management order lifts the duty on the day."""
    rules = [rule for name in law.rules if name.startswith("licence-excuse/") and (rule := _held(law, name, asked.on))]
    return any_of("The duty is lifted for a time.", [asked.rule(rule) for rule in rules])
