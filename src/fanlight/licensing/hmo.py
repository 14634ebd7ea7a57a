"""Is it an HMO: the five routes of section 254 put to a house and to each of its flats, and what Schedule 14 takes out again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fanlight.assessment.bounds import OPEN, YES
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.licensing import parts
from fanlight.licensing.answers import Answer, Asked, all_of, any_of, not_so
from fanlight.licensing.law import Law, NotKnown, Provision
from fanlight.licensing.parts import Part

BEGAN = date(2006, 4, 6)


@dataclass(frozen=True, slots=True)
class Route:
    """One route put to one part. `met` leaves Schedule 14 out of account; `is_hmo` takes it in."""

    name: str
    met: Answer
    is_hmo: Answer


@dataclass(frozen=True, slots=True)
class Case:
    """One way a part may be: the routes put to it, and each exemption of Schedule 14."""

    asked: Asked
    routes: tuple[Route, ...]
    exemptions: tuple[Answer, ...]
    is_hmo: Answer


@dataclass(frozen=True, slots=True)
class PartTested:
    """A house or a part of it, the ways it may be (most have one), and whether it is an HMO by any route."""

    part: Part
    cases: tuple[Case, ...]
    is_hmo: Answer

    @property
    def routes(self) -> tuple[Route, ...]:
        """Each route over all the ways the part may be."""
        same = zip(*(case.routes for case in self.cases), strict=True)
        return tuple(Route(each[0].name, merged([one.met for one in each]), merged([one.is_hmo for one in each])) for each in same)


@dataclass(frozen=True, slots=True)
class HmoFound:
    """The whole answer: is the house, or any part of it, an HMO on a day? `notes` are contradictions met on the way."""

    on: date
    parts: tuple[PartTested, ...]
    is_hmo: Answer
    notes: tuple[str, ...]

    @property
    def by_presumption(self) -> bool:
        """Whether it is open only while what section 260 presumes in proceedings is left out of account."""
        return self.is_hmo.holds == OPEN and self.is_hmo.as_presumed == YES


def find(survey: Survey, law: Law, on: date) -> HmoFound:
    """Put every route to the house and its parts, on a day. Raises NotKnown before 6 April 2006, when the tests began.

    Housing Act 2004, ss.254 to 260 and Sch 14. An answer is (certainly, possibly): no survey with more facts can contradict it.
    """
    if on < BEGAN:
        raise NotKnown(f"the tests of an HMO in the Housing Act 2004 bind from {BEGAN}, not on {on}")
    found = tuple(_part(part, law, on) for part in parts.of(survey, law, on))
    whole = any_of("It is an HMO, or a part of it is.", [each.is_hmo for each in found])
    notes = tuple(dict.fromkeys(note for each in found for note in each.part.notes))
    return HmoFound(on, found, whole, notes)


def _part(part: Part, law: Law, on: date) -> PartTested:
    cases = tuple(_case(part, Asked(case, on, part.settled_by), law, on) for case in part.cases)
    return PartTested(part, cases, merged([case.is_hmo for case in cases], part.split_on))


def _case(part: Part, asked: Asked, law: Law, on: date) -> Case:
    exemptions = [(rule, asked.rule(rule)) for rule in _exemptions(law, on)]
    routes = tuple(_route(name, asked, law, exemptions) for name in part.routes)
    says = f"{part.label} is an HMO."
    return Case(asked, routes, tuple(answer for _, answer in exemptions), any_of(says, [route.is_hmo for route in routes]))


def _exemptions(law: Law, on: date) -> Iterator[Provision]:
    """Each exemption of Schedule 14 that bound on a day."""
    for name in law.rules:
        if name.startswith("hmo-exemption/"):
            yield from (rule for rule in law.periods(name) if rule.holds_on(on))


def _route(name: str, asked: Asked, law: Law, exemptions: Sequence[tuple[Provision, Answer]]) -> Route:
    rule = law.at(f"hmo-route/{name}", asked.on)
    conditions = [_condition(at, asked.rule(law.at(f"hmo-condition/{condition}", asked.on))) for at, condition in rule.values.items()]
    met = all_of(rule.says, conditions, [rule.cited])
    of_blocks = [answer for exemption, answer in exemptions if name != "section-257" or "and-section-257" in exemption.values]
    exempt = any_of("Schedule 14 takes it out.", of_blocks)
    return Route(
        name, met, all_of(f"{rule.says} Schedule 14 does not take it out.", [met, not_so("Schedule 14 does not take it out.", exempt)])
    )


def _condition(at: str, answer: Answer) -> Answer:
    """One condition of a route, under the letter of its paragraph."""
    return replace(answer, says=f"{at} {answer.says}")


def merged(each: Sequence[Answer], settle: Sequence[str] = ()) -> Answer:
    """One answer for several cases of which one is so: certain only where all agree. `settle` are the facts that tell them apart."""
    if len(each) == 1:
        return each[0]
    holds, presumed = _hull([one.holds for one in each]), _hull([one.as_presumed for one in each])
    missing = dict.fromkeys((*settle, *(name for one in each for name in one.missing)))
    relied = dict.fromkeys(name for one in each for name in one.relied_on)
    kept = next((one for one in each if one.holds[1]), each[0])
    return Answer(kept.says, holds, kept.cited, tuple(relied), tuple(missing) if holds == OPEN else (), kept.parts, presumed)


def _hull(each: Sequence[Bounds]) -> Bounds:
    return min(low for low, _ in each), max(high for _, high in each)
