"""Overcrowding notices for HMOs that need no licence: whether one may be served, the numbers for each room, and its days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from fanlight.assessment.assess import Program
from fanlight.assessment.dependence import dependence
from fanlight.assessment.occupancy import CERTAIN, FORCES, POSSIBLE
from fanlight.assessment.placing import GROUPS, candidates, opened
from fanlight.facts.survey import Seen, Survey
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import Answer, Delivery
from fanlight.licensing.law import Law, NotKnown, Provision, england
from fanlight.licensing.periods import named
from fanlight.standards.edition import DECIDED, Clause, Edition
from fanlight.standards.library import Library

WARNING, OPERATIVE, APPEAL = "overcrowding-notice-warning", "overcrowding-notice-operative", "overcrowding-notice-appeal"
RELEVANT, OCCUPIER = "relevant person", "occupier"
STANDARD = "overcrowding-standard/"
OPEN_WORDS = {
    "is_hmo": "whether the house is an HMO",
    "is_licensable": "whether it is of a kind that must be licensed",
    "has_management_order": "whether a management order is in force",
}
EXEMPT_WORDS = "whether a temporary exemption is in force"


@dataclass(frozen=True, slots=True)
class Applicability:
    """Whether the Chapter applies. `applies` is None where it cannot be told; `missing` is then what would settle it."""

    applies: bool | None
    missing: tuple[str, ...]
    doubts: tuple[str, ...]
    cited: str


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who had to be told of the intention: who, in which role, when (None: not, or not known), and whether in writing."""

    who: str
    role: str
    on: date | None
    in_writing: bool | None = None
    could_not: str = ""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something that stands against serving a notice on a day, with the law."""

    who: str
    says: str
    cited: str


@dataclass(frozen=True, slots=True)
class RoomNumber:
    """The most people who may sleep in a room by a council's clauses: certainly, and possibly, if what is unknown proves good.

    Where the clauses have no figure for so many (Sheffield 10.4 for three in a room), they may be possible: an officer decides.
    `binding` are the clauses that refuse one more. A number of 0 proposes that the room is unsuitable for sleeping; an officer says so.
    """

    room: str
    label: str
    certainly: int
    possibly: int
    binding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers an officer may start from. `rooms` is None where the council's standard says nothing of overcrowding notices."""

    rooms: tuple[RoomNumber, ...] | None
    standard: Provision | None
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sleepers:
    """Who would sleep in the house. `couples` are of a man and a woman; the two of any other couple count with their sex.

    `unknown` are those whose sex is not known; `children` those under the age, of either sex.
    """

    males: int = 0
    females: int = 0
    unknown: int = 0
    couples: int = 0
    children: int = 0

    @property
    def persons(self) -> int:
        """All of them; a couple is two."""
        return self.males + self.females + self.unknown + 2 * self.couples + self.children


def applies(
    *, is_hmo: bool | None, is_licensable: bool | None, is_exempt: bool | None, has_management_order: bool | None, on: date
) -> Applicability:
    """Whether an overcrowding notice may be thought of at all (Housing Act 2004 s.139(1)). None stands for what is not known.

    `is_licensable`: the house is of a kind that must be licensed; `is_exempt`: a temporary exemption notice is in force for it. What
    follows from an exemption is not settled, so then it cannot be told.
    """
    rule = england().at("overcrowding/applies", on)
    needs_licence = is_licensable and (True if is_exempt is False else None)
    given = {"is_hmo": is_hmo, "is_licensable": _not(needs_licence), "has_management_order": _not(has_management_order)}
    if any(value is False for value in given.values()):
        return Applicability(False, (), (), rule.cited)
    known = {**given, "is_licensable": is_licensable}
    missing = tuple(words for name, words in OPEN_WORDS.items() if known[name] is None)
    if is_licensable is not False and is_exempt is None:
        missing += (EXEMPT_WORDS,)
    doubts = (rule.note,) if is_licensable is not False and is_exempt is not False else ()
    return Applicability(None if None in given.values() else True, missing, doubts, rule.cited)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def hindrances(told: Sequence[Told], *, served_on: date) -> tuple[Hindrance, ...]:
    """What stands against serving a notice on a day: people not told, told too late or not in writing (s.139(3)), or nobody listed."""
    found = [one for each in told for one in _against(each, served_on)]
    for role in (RELEVANT, OCCUPIER):
        if not any(each.role == role for each in told):
            rule = _inform(role, served_on)
            found.append(Hindrance(f"every {role}", f"No {role} is listed, so nobody knows that they were told.", rule.cited))
    return tuple(found)


def _inform(role: str, on: date) -> Provision:
    return england().at("overcrowding/inform-relevant-persons" if role == RELEVANT else "overcrowding/inform-occupiers", on)


def _against(told: Told, served_on: date) -> Iterator[Hindrance]:
    rule, warning = _inform(told.role, served_on), deadlines.reckon(WARNING, start=served_on)
    if told.on is None:
        if told.role == RELEVANT or not told.could_not:
            yield Hindrance(told.who, "They were not told, or nobody recorded when.", rule.cited)
        return
    last = warning.reckoning.last
    assert last is not None
    if told.on > last:
        yield Hindrance(told.who, f"They were told on {named(told.on)}; {' '.join(warning.reckoning.working)}", warning.cited)
    elif told.on == last:
        safe = england().at("overcrowding/days-between", served_on)
        yield Hindrance(told.who, f"They were told on {named(told.on)}, the last day that may do. {safe.note}", safe.cited)
    if told.role == RELEVANT and told.in_writing is not True:
        yield Hindrance(told.who, "It is not recorded that they were told in writing.", rule.cited)


def days(*, served_on: date, served: Delivery) -> tuple[Answer, ...]:
    """The days that run from service: when the notice becomes operative if nobody appeals, and until when they may (ss.139(5), 143)."""
    return tuple(deadlines.reckon(name, start=served_on, served=served) for name in (OPERATIVE, APPEAL))


def requirement(on: date, *, new_residents_only: bool) -> Provision:
    """The requirement a notice carries (ss.141 and 142) as it stood on a day."""
    return england().at(f"overcrowding/requirement/{'new-residents' if new_residents_only else 'general'}", on)


def numbers(survey: Survey, *, council: str, on: date, law: Law | None = None, library: Library | None = None) -> Numbers:
    """The number for each room people sleep in, by those clauses that the council's own text says count for an overcrowding notice."""
    try:
        rule = (law or deadlines.councils()).at(STANDARD + council, on)
    except NotKnown as unknown:
        return Numbers(None, None, (f"{unknown}: an officer sets the numbers, looking at the rooms (s.140(1)).",))
    if rule.values["clauses"] == "none":
        return Numbers(None, rule, (rule.says,))
    edition = (library or Library.standard()).read(rule.values["edition"])
    program = Program(edition, [name for name, clause in edition.clauses.items() if _counts(clause, edition, rule.values["clauses"])])
    rooms = tuple(_room(program, survey, room) for room in candidates(survey))
    doubts = [rule.says, *((rule.note,) if rule.note else ())]
    if "room" not in survey.complete:
        doubts.append("The list of rooms is not known to be complete, and the notice must name each room.")
    return Numbers(rooms, rule, tuple(doubts))


def _counts(clause: Clause, edition: Edition, beginning: str) -> bool:
    """Whether a clause limits who sleeps in a room: one of those that count, decided by fact and not by opinion."""
    limits = clause.each == "room" and clause.encoded in DECIDED and clause.force in FORCES
    return clause.id.startswith(beginning) and limits and dependence(clause, edition).placed


def _room(program: Program, survey: Survey, room: Seen) -> RoomNumber:
    """The most the clauses about this room let sleep there, whoever lives in the others: every smaller number must be let too."""
    certain: set[int] = {0}
    possible: set[int] = {0}
    refusing: dict[int, set[str]] = {}
    for group in GROUPS:
        placed = opened(survey, {room.id: group})
        found = {clause: verdict for clause, subject, verdict in program.verdicts(placed, program.clauses) if subject == room.id}
        against = {clause for clause, verdict in found.items() if verdict not in POSSIBLE}
        refusing.setdefault(group.persons, set()).update(against)
        if not against:
            possible.add(group.persons)
        if all(verdict in CERTAIN for verdict in found.values()):
            certain.add(group.persons)
    most = _most(possible)
    return RoomNumber(room.id, room.label, _most(certain), most, tuple(sorted(refusing.get(most + 1, ()))))


def _most(numbers: set[int]) -> int:
    """The last of the numbers that follow on each other from 0."""
    return next(number for number in range(len(numbers) + 1) if number + 1 not in numbers)


def can_be_kept_apart(rooms: Mapping[str, int], sleepers: Sleepers) -> bool | None:
    """Whether so many may live there without people of opposite sexes who are no couple having to share a room (ss.141, 142).

    `rooms` is the number of each room. Children under the age count for space only. None where it turns on a sex that is unknown.
    """
    if sum(rooms.values()) < sleepers.persons:
        return False
    ways = {
        _fits(sorted(rooms.values()), sleepers.males + men, sleepers.females + sleepers.unknown - men, sleepers.couples)
        for men in range(sleepers.unknown + 1)
    }
    return ways.pop() if len(ways) == 1 else None


def _fits(numbers: list[int], males: int, females: int, couples: int) -> bool:
    """Couples who share a room take the smallest that hold two, which leaves the most for everybody else."""
    doubles = [number for number in numbers if number >= 2]
    for together in range(min(couples, len(doubles)) + 1):
        left = list(numbers)
        for number in doubles[:together]:
            left.remove(number)
        apart = couples - together
        if _divides(left, males + apart, females + apart):
            return True
    return False


def _divides(numbers: list[int], males: int, females: int) -> bool:
    """Whether the rooms can be divided so that one part holds the males and the rest the females."""
    *_, reached = accumulate(numbers, lambda sums, number: sums | {one + number for one in sums}, initial=frozenset({0}))
    total = sum(numbers)
    return any(males <= held <= total - females for held in reached)
