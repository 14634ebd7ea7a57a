"""The households of a house: its people linked by their relationships, with the chain of links that joins each household."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Seen, Survey
from fanlight.facts.vocabulary import fact
from fanlight.licensing import ties
from fanlight.licensing.answers import house_of
from fanlight.licensing.law import Law
from fanlight.licensing.ties import Tie, TieList

PERSONS, HOUSEHOLDS = "house.persons", "house.households"
ALL_LISTED = "whether all persons are listed"


@dataclass(frozen=True, slots=True)
class Household:
    """People who certainly belong together. `chain` joins each to one before; `only_by_chain` are pairs with no tie of their own."""

    members: tuple[str, ...]
    chain: tuple[Tie, ...]
    only_by_chain: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Households:
    """How many households there are, at least and at most, by one list of ties.

    `groups` are those joined for certain, `open_ties` what could join them further, `owner_household` the bounds of the number
    of people in the owner's household, where persons are marked as owner.
    """

    by: TieList
    persons: Bounds
    count: Bounds
    groups: tuple[Household, ...]
    open_ties: tuple[Tie, ...]
    besides_owner: Bounds | None
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def by_the_act(survey: Survey, law: Law, on: date) -> Households:
    """The households of a survey by section 258 of the Housing Act 2004 and the regulations under it, on a day."""
    return linked(survey, ties.of_the_act(law, on))


def by_councils(survey: Survey, councils: Law, on: date) -> tuple[Households, ...]:
    """The households of a survey by each council's own list, beside the Act's and never in its place."""
    return tuple(linked(survey, each) for each in ties.of_councils(councils, on))


def linked(survey: Survey, by: TieList) -> Households:
    """Link the people of a survey by one list. What a survey counts itself (`house.households`) narrows what linking finds."""
    people = [person for person in survey.things.get("person", ()) if _yes(person, "lives_in_house") != NO]
    found = list(ties.between(people, survey, by))
    names = [person.id for person in people]
    certain = _groups(names, [tie for tie in found if tie.holds == YES])
    possible = _groups(names, [tie for tie in found if tie.holds != NO])
    persons, whole, notes = _persons(survey, people)
    count = (len(possible), len(certain)) if whole else (min(1, persons[0]), persons[1] - len(people) + len(certain))
    joined = _group_of(certain)
    open_ties = tuple(tie for tie in found if tie.holds == OPEN and joined[tie.one] != joined[tie.other])
    lacking = [one for tie in open_ties for one in tie.missing] + ([] if whole else [ALL_LISTED])
    count, more = _narrowed(survey, HOUSEHOLDS, count, "linking")
    groups = tuple(_household(members, found) for members in certain)
    return Households(
        by, persons, count, groups, open_ties, _besides_owner(people, certain, possible, persons) if whole else None,
        tuple(dict.fromkeys(lacking)) if count[0] != count[1] else (), (*notes, *more),
    )  # fmt: skip


def _persons(survey: Survey, people: Sequence[Seen]) -> tuple[Bounds, bool, tuple[str, ...]]:
    """How many people live there, whether those listed are all, and what contradicts what."""
    most = fact(PERSONS).domain[1]
    listed = len(people)
    counted = (listed, listed if "person" in survey.complete else max(listed, most))
    persons, notes = _narrowed(survey, PERSONS, counted, "the list of persons")
    return persons, persons == (listed, listed) and not notes, notes


def _narrowed(survey: Survey, path: str, found: Bounds, how: str) -> tuple[Bounds, tuple[str, ...]]:
    """What was worked out, narrowed by what the survey counts itself; both are kept open where they contradict each other."""
    observed = house_of(survey).values.get(path.partition(".")[2])
    if observed is None:
        return found, ()
    low, high = max(found[0], observed.bounds[0]), min(found[1], observed.bounds[1])
    if low <= high:
        return (low, high), ()
    both = min(found[0], observed.bounds[0]), max(found[1], observed.bounds[1])
    return both, (f"{path} is given as {observed.text} ({observed.where}), but {how} makes it {shown(found)}",)


def shown(bounds: Bounds) -> str:
    """A number, or the numbers it may be."""
    return str(bounds[0]) if bounds[0] == bounds[1] else f"{bounds[0]} to {bounds[1]}"


def _groups(names: Sequence[str], joining: Iterable[Tie]) -> list[tuple[str, ...]]:
    """Names joined by ties, directly or through others, in the order of the survey."""
    of = {name: [name] for name in names}
    for tie in joining:
        one, other = of[tie.one], of[tie.other]
        if one is not other:
            one.extend(other)
            for name in other:
                of[name] = one
    unique = {id(group): group for group in of.values()}
    return [tuple(name for name in names if name in group) for group in unique.values()]


def _group_of(groups: Iterable[tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {name: group for group in groups for name in group}


def _household(members: tuple[str, ...], found: Sequence[Tie]) -> Household:
    """One household with the ties that reach each member from the first, and the pairs that only the chain joins."""
    inside = [tie for tie in found if tie.holds == YES and tie.one in members and tie.other in members]
    reached, chain = {members[0]}, list[Tie]()
    while len(reached) < len(members):
        tie = next(tie for tie in inside if (tie.one in reached) != (tie.other in reached))
        reached |= {tie.one, tie.other}
        chain.append(tie)
    direct = {frozenset((tie.one, tie.other)) for tie in inside}
    pairs = [(one, other) for place, one in enumerate(members) for other in members[place + 1 :]]
    return Household(members, tuple(chain), tuple(pair for pair in pairs if frozenset(pair) not in direct))


def _besides_owner(
    people: Sequence[Seen], certain: Sequence[tuple[str, ...]], possible: Sequence[tuple[str, ...]], persons: Bounds
) -> Bounds | None:
    """How many people are outside the owner's household; None where nobody listed is known to be the owner."""
    owners = {person.id for person in people if _yes(person, "is_owner") == YES}
    maybe = {person.id for person in people if _yes(person, "is_owner") != NO}
    if not owners:
        return None
    least = sum(len(group) for group in certain if owners & set(group))
    most = sum(len(group) for group in possible if maybe & set(group))
    return max(0, persons[0] - most), persons[1] - least


def _yes(seen: Seen, name: str) -> Bounds:
    value = seen.values.get(name)
    return value.bounds if value else OPEN
