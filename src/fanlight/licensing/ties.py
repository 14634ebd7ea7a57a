"""Which relationships make two people one household: the Act's list and each council's, and what a survey says of two people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.facts.kinds import Bounds, Choice
from fanlight.facts.survey import NONE, Seen, Survey
from fanlight.facts.vocabulary import fact
from fanlight.licensing.answers import house_of
from fanlight.licensing.law import Law, Provision

KINSHIP = "household-ties/"
FAMILY_OF_LANDLORD = "resident_landlord_family"
SAME = ("first_person",)


@dataclass(frozen=True, slots=True)
class TieList:
    """One list of ties: what each relationship counts as, with where that stands. `rules` are the provisions it was made from."""

    id: str
    counts: Mapping[str, tuple[str, str]]
    rules: tuple[Provision, ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """Where the list stands, with its certainty."""
        return tuple(rule.cited for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Tie:
    """Whether two people are tied: (certainly, possibly), in what words, and what would settle it."""

    one: str
    other: str
    holds: Bounds
    says: str
    citation: str = ""
    missing: tuple[str, ...] = ()


def of_the_act(law: Law, on: date) -> TieList:
    """The Act's list on a day: section 258 with the regulations under it."""
    return _list("Housing Act 2004", [rule for name in sorted(law.rules) if name.startswith(KINSHIP) for rule in _held(law, name, on)])


def of_councils(laws: Law, on: date) -> Iterator[TieList]:
    """Every council's own list on a day, in order of name."""
    for name in sorted(laws.rules):
        if f"/{KINSHIP}" in name:
            held = _held(laws, name, on)
            if held:
                yield _list(name.replace(KINSHIP, ""), held)


def _held(law: Law, name: str, on: date) -> list[Provision]:
    return [rule for rule in law.periods(name) if rule.holds_on(on)]


def _list(name: str, rules: Sequence[Provision]) -> TieList:
    counts = {}
    for rule in rules:
        for relationship, written in rule.values.items():
            counts[relationship] = (written.partition(";")[0].strip(), f"{rule.citation}: {written.partition(';')[2].strip()}")
    return TieList(name, counts, tuple(rules))


def between(people: Sequence[Seen], survey: Survey, ties: TieList) -> Iterator[Tie]:
    """The tie of every two people. One that nobody speaks of is open, unless the survey says that all ties are recorded."""
    said: dict[frozenset[str], list[Tie]] = {}
    for person in people:
        for tie in _said_by(person, people, ties):
            said.setdefault(frozenset((tie.one, tie.other)), []).append(tie)
    recorded = _yes(house_of(survey), "has_all_relationships_recorded") == YES
    for place, one in enumerate(people):
        for other in people[place + 1 :]:
            found = said.get(frozenset((one.id, other.id)))
            kin = _agreed(found) if found else _unsaid(one, other, people, closed=recorded)
            yield _either(kin, _of_landlord(one, other, survey, ties))


def _said_by(person: Seen, people: Sequence[Seen], ties: TieList) -> Iterator[Tie]:
    """What a person's own entry says of others."""
    options = _options(person)
    if options == SAME or not {"relationship", "related_to"} & set(person.values):
        return
    targets, only = _targets(person, people)
    holds, citation, missing = _counted(person, options, ties)
    word = " or ".join(options).replace("_", " ") if "relationship" in person.values else "related in some way"
    for target in targets:
        if only:
            yield Tie(person.id, target, holds, f"{person.id} is {word} of {target}", citation, missing if holds == OPEN else ())
        elif holds[1]:
            # Whoever of several it is not, nothing is said of: only that a tie is possible can be told here.
            lacking = (*missing, f"person.related_to of {person.id}")
            yield Tie(person.id, target, OPEN, f"{person.id} is {word} of {target} or another", citation, lacking)


def _targets(person: Seen, people: Sequence[Seen]) -> tuple[list[str], bool]:
    """Whom a person's relationship may be to, and whether it certainly is: those named, or else the first person of a household."""
    named = person.values.get("related_to")
    known = {each.id for each in people} - {person.id}
    if named is not None:
        found = [target for target in named.targets if target in known]
        return found, len(named.targets) == 1
    first = [each for each in people if each.id in known and set(SAME) & set(_options(each))]
    return [each.id for each in first], len(first) == 1 and _options(first[0]) == SAME


def _options(person: Seen) -> tuple[str, ...]:
    declared = fact("person.relationship")
    assert isinstance(declared, Choice)
    value = person.values.get("relationship")
    mask = value.bounds[0] if value else declared.domain[0]
    return tuple(option for place, option in enumerate(declared.options) if mask >> place & 1)


def _counted(person: Seen, options: Sequence[str], ties: TieList) -> tuple[Bounds, str, tuple[str, ...]]:
    """What some relationships count as together: certain only where all of them agree."""
    each = [_one(person, option, ties) for option in options]
    holds = min(found[0][0] for found in each), max(found[0][1] for found in each)
    missing = dict.fromkeys(one for found in each for one in found[2])
    if len(each) > 1:
        missing[f"person.relationship of {person.id}"] = None
    citations = dict.fromkeys(found[1] for found in each if found[1])
    return holds, "; ".join(citations) if len(each) == 1 else "", tuple(missing)


def _one(person: Seen, option: str, ties: TieList) -> tuple[Bounds, str, tuple[str, ...]]:
    verdict, citation = ties.counts.get(option, ("open", "the list does not say"))
    if not verdict.startswith("if "):
        holds = {"yes": YES, "no": NO}.get(verdict, OPEN)
        return holds, citation, () if holds != OPEN else (f"how an officer reads '{option.replace('_', ' ')}' ({citation})",)
    facts = [name.strip() for name in verdict.removeprefix("if ").split(" and ")]
    found = {name: _yes(person, name) for name in facts}
    holds = min(low for low, _ in found.values()), min(high for _, high in found.values())
    return holds, citation, tuple(f"person.{name} of {person.id}" for name, known in found.items() if known == OPEN)


def _of_landlord(one: Seen, other: Seen, survey: Survey, ties: TieList) -> Tie | None:
    """The tie of two people of a resident landlord's family, where a list makes it one household whatever the relationships."""
    verdict, citation = ties.counts.get(FAMILY_OF_LANDLORD, ("no", ""))
    belongs = [_yes(each, "is_of_resident_landlord_family") for each in (one, other)]
    if verdict != "yes" or NO in (*belongs, _yes(house_of(survey), "has_resident_landlord")):
        return None
    says = f"{one.id} and {other.id} are of the resident landlord's family"
    lacking = [each.id for each, known in zip((one, other), belongs, strict=True) if known == OPEN]
    missing = tuple(f"person.is_of_resident_landlord_family of {name}" for name in lacking)
    return Tie(one.id, other.id, OPEN if lacking else YES, says, citation, missing)


def _either(kin: Tie, landlord: Tie | None) -> Tie:
    """Two people are tied by kinship or by the landlord's family."""
    if landlord is None or kin.holds == YES:
        return kin
    if landlord.holds == YES or kin.holds == NO:
        return landlord
    return Tie(kin.one, kin.other, OPEN, kin.says, kin.citation, (*kin.missing, *landlord.missing))


def _agreed(found: Sequence[Tie]) -> Tie:
    """What the entries of two people say of each other: the narrowest they allow, or open where they contradict each other."""
    low, high = max(tie.holds[0] for tie in found), min(tie.holds[1] for tie in found)
    if low > high:
        says = " but ".join(tie.says for tie in found)
        return Tie(found[0].one, found[0].other, OPEN, says, "", (f"which is right: {says}",))
    return next(tie for tie in found if tie.holds == (low, high))


def _unsaid(one: Seen, other: Seen, people: Sequence[Seen], *, closed: bool) -> Tie:
    """Two people of whom no entry speaks. They are certainly not tied where all is recorded, or where one is tied to nobody that
    does not name them and the other certainly names somebody else, or nobody.
    """
    alone = any("related_to" in each.values and set(each.values["related_to"].targets) == {NONE} for each in (one, other))
    if closed or (alone and all(_has_spoken(each, people) for each in (one, other))):
        return Tie(one.id, other.id, NO, f"nothing ties {one.id} and {other.id}")
    missing = (f"how {one.id} and {other.id} are related",)
    return Tie(one.id, other.id, OPEN, f"nothing is said of {one.id} and {other.id}", "", missing)


def _has_spoken(person: Seen, people: Sequence[Seen]) -> bool:
    """Whether it is certain to whom, if to anybody, a person's own entry says they are tied."""
    if "related_to" in person.values or "relationship" in person.values:
        return _options(person) == SAME or _targets(person, people)[1]
    return False


def _yes(seen: Seen, name: str) -> Bounds:
    value = seen.values.get(name)
    return value.bounds if value else OPEN
