"""The permitted number: the most persons and households for which every clause about numbers is met, over all ways to place people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fanlight.assessment.assess import Program, Ready
from fanlight.assessment.dependence import Dependence, asked, dependence
from fanlight.assessment.finding import Verdict
from fanlight.assessment.placing import GROUPS, Group, candidates, opened, placed
from fanlight.facts.survey import NONE, Seen, Survey
from fanlight.standards.edition import DECIDED, Force

Footprint = int
"""Totals of a placing, BITS bits each, so that totals add as numbers do: persons, households, adults, the persons of each kind of unit."""

BITS, OF_KINDS = 10, 3

FORCES = (Force.MUST, Force.SHOULD)
HOMES = {"house.households", "unit.households"}
TRIES = 300
CERTAIN = (Verdict.MET, Verdict.DOES_NOT_APPLY)
POSSIBLE = (*CERTAIN, Verdict.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Binding:
    """A clause that stands in the way of one more person, and the subjects it fails for."""

    clause: str
    subjects: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Permitted:
    """The most persons (or households) and a placing that reaches it. `exact`: every larger number was shown to be impossible."""

    persons: int
    households: int
    placing: Mapping[str, Group]
    binding: tuple[Binding, ...]
    exact: bool


class Search:
    """The search for one survey and one edition. `allowed` are the verdicts under which a clause does not stand in the way."""

    def __init__(self, program: Program, survey: Survey, allowed: Sequence[Verdict], forces: Sequence[Force] = FORCES) -> None:
        self.program, self.survey, self.allowed, self.forces = program, survey, allowed, forces
        self.groups = GROUPS
        self.rooms = [room.id for room in candidates(survey)]
        self.units = _units(survey)
        self.regardless: dict[str, set[str]] = {}
        on_number = [(ready, dependence(ready.clause, program.edition)) for ready in self._asked(forces)]
        self.waiting = self._waiting([ready for ready, how in on_number if how.placed])
        on_number = [(ready, how) for ready, how in on_number if ready.clause.id in self.waiting]
        self.local = [ready for ready, how in on_number if _is_local(ready, how, self.units)]
        self.total = [ready for ready, how in on_number if how.totals and not (how.own or how.scattered)]
        known = {ready.clause.id for ready in (*self.local, *self.total)}
        self.mixed = [ready for ready, how in on_number if ready.clause.id not in known]
        paths = {path for ready in self.total for path in asked(ready.clause, program.edition)}
        self.kinds = _kinds(survey, self.units, {path.partition(".")[2] for path in paths if path.startswith("unit.")})
        unseen = [place for place, asked_for in ((1, paths & HOMES), (2, paths & {"kitchen.adult_users"})) if not asked_for]
        self.mask = ~sum((1 << BITS) - 1 << BITS * place for place in unseen)
        self.choices, self.refused = self._choices()
        self._look_closer()
        self.counts_adults = bool(self.mixed) or 2 not in unseen
        self.reach = self._reach()
        self._fewest: dict[tuple[int, Footprint], int] = {}
        self._totals: dict[Footprint, tuple[Binding, ...]] = {}

    def _asked(self, forces: Sequence[Force]) -> list[Ready]:
        """The clauses that bind and that a machine or a surveyor decides; opinions and duties do not limit a number."""
        return [ready for ready in self.program.clauses if ready.clause.force in forces and ready.clause.encoded in DECIDED]

    def _waiting(self, clauses: Sequence[Ready]) -> dict[str, set[str]]:
        """The clauses and subjects that a placing can still decide: not those that hold, or fail, whoever lives where."""
        found: dict[str, set[str]] = {}
        for clause, subject, verdict in self.program.verdicts(opened(self.survey, {}), clauses):
            if verdict is Verdict.CANNOT_TELL:
                found.setdefault(clause, set()).add(subject)
            elif verdict is Verdict.NOT_MET:
                self.regardless.setdefault(clause, set()).add(subject)
        return found

    def _choices(self) -> tuple[list[list[Group]], dict[tuple[str, str], list[Binding]]]:
        """The groups each room may take by the clauses that look at it alone; tried in all rooms at once."""
        fits: dict[str, list[Group]] = {room: [] for room in self.rooms}
        refused: dict[tuple[str, str], list[Binding]] = {}
        for group in GROUPS:
            against = self._against(dict.fromkeys(self.rooms, group), self.local)
            for room in self.rooms:
                mine = [one for one in against if room in one.subjects or self.units.get(room, "") in one.subjects]
                if mine:
                    refused[room, group.words] = mine
                else:
                    fits[room].append(group)
        return [fits[room] for room in self.rooms], refused

    def _look_closer(self) -> None:
        """Try each group in each room with every other room open: what is decided then needs no look at whole placings."""
        undecided: dict[str, set[str]] = {}
        for place, room in enumerate(self.rooms):
            for group in list(self.choices[place]):
                against, still_open = self._decided(room, group)
                if against:
                    self.choices[place].remove(group)
                    self.refused[room, group.words] = against
                for clause, subject in still_open:
                    undecided.setdefault(clause, set()).add(subject)
        self.mixed = [ready for ready in self.mixed if ready.clause.id in undecided]
        for ready in self.mixed:
            self.waiting[ready.clause.id] = undecided[ready.clause.id]

    def _decided(self, room: str, group: Group) -> tuple[list[Binding], list[tuple[str, str]]]:
        """What stands against a group in a room whoever lives elsewhere, and what cannot be told yet."""
        against, still_open = [], []
        for clause, subject, verdict in self.program.verdicts(opened(self.survey, {room: group}), self.mixed):
            if subject not in self.waiting[clause]:
                continue
            if verdict is Verdict.NOT_MET:
                against.append(Binding(clause, (subject,), verdict))
            elif verdict is Verdict.CANNOT_TELL and (subject == room or subject not in self.rooms):
                still_open.append((clause, subject))
        return against, still_open

    def _against(self, placing: Mapping[str, Group], clauses: Sequence[Ready]) -> tuple[Binding, ...]:
        """The clauses that stand in the way of a placing."""
        failed: dict[tuple[str, Verdict], list[str]] = {}
        for clause, subject, verdict in self.program.verdicts(placed(self.survey, placing), clauses):
            if verdict not in self.allowed and subject in self.waiting.get(clause, ()):
                failed.setdefault((clause, verdict), []).append(subject)
        return tuple(Binding(clause, tuple(subjects), verdict) for (clause, verdict), subjects in failed.items())

    def _print(self, room: str, group: Group) -> Footprint:
        kind = self.kinds.get(self.units.get(room, ""), 0)
        adults = group.adults if self.counts_adults else 0
        return packed((group.persons, group.households, adults)) + (group.persons << BITS * (OF_KINDS + kind))

    def _reach(self) -> list[set[Footprint]]:
        """For each room, the totals that it and the rooms after it can have together."""
        reach: list[set[Footprint]] = [{0}]
        for room, groups in zip(reversed(self.rooms), reversed(self.choices), strict=True):
            prints = {self._print(room, group) for group in groups}
            reach.append({one + other for one in prints for other in reach[-1]})
        reach.reverse()
        return reach

    def placings(self, footprint: Footprint, start: int = 0) -> Iterator[dict[str, Group]]:
        """Every placing with these totals, room by room, without a dead end."""
        if start == len(self.rooms):
            yield {}
            return
        for group, left in self._ways(footprint, start):
            for rest in self.placings(left, start + 1):
                yield {self.rooms[start]: group, **rest}

    def _fewest_adults(self, footprint: Footprint, start: int = 0) -> int:
        """The fewest adults with whom the rooms from one on can have these totals."""
        if start == len(self.rooms):
            return 0
        key = (start, footprint)
        if key not in self._fewest:
            self._fewest[key] = min(group.adults + self._fewest_adults(left, start + 1) for group, left in self._ways(footprint, start))
        return self._fewest[key]

    def _ways(self, footprint: Footprint, start: int) -> Iterator[tuple[Group, Footprint]]:
        """Each group that one room can take where it and the rooms after it have these totals, with what that leaves to the others."""
        for group in sorted(self.choices[start], key=lambda each: each.persons == 0):
            left = footprint - self._print(self.rooms[start], group)
            if left in self.reach[start + 1]:
                yield group, left

    def _plainest(self, footprint: Footprint) -> dict[str, Group]:
        """The first placing with these totals; where adults are not counted apart, the first of those with the fewest."""
        if self.counts_adults:
            return next(self.placings(footprint))
        found: dict[str, Group] = {}
        for start, room in enumerate(self.rooms):
            ways = self._ways(footprint, start)
            found[room], footprint = min(ways, key=lambda way: way[0].adults + self._fewest_adults(way[1], start + 1))
        return found

    def totals_against(self, footprint: Footprint) -> tuple[Binding, ...]:
        """The clauses about totals that stand in the way of these totals; any placing with them shows it."""
        told = footprint & self.mask
        if told not in self._totals:
            self._totals[told] = self._against(next(self.placings(footprint)), self.total)
        return self._totals[told]

    def fitting(self, footprint: Footprint) -> tuple[dict[str, Group] | None, tuple[Binding, ...], bool]:
        """A placing with these totals that nothing stands against; else what does; and whether every placing was tried."""
        against = self.totals_against(footprint)
        if against:
            return None, against, True
        if not self.mixed:
            return self._plainest(footprint), (), True
        first: tuple[Binding, ...] = ()
        for number, placing in enumerate(self.placings(footprint)):
            if number == TRIES:
                return None, first, False
            against = self._against(placing, self.mixed)
            if not against:
                return placing, (), True
            first = first or against
        return None, first, True

    def lived_in(self) -> list[Footprint]:
        """The totals that all rooms together can have: nobody at all, or at least one household."""
        return [one for one in self.reach[0] if of(one, 1) > 0 or one == 0]

    def most(self, by: str = "persons") -> Permitted:
        """The most persons, or the most households, with a placing, and what stands in the way of one more."""
        place = 0 if by == "persons" else 1
        exact = True
        nearest: dict[int, tuple[Binding, ...]] = {}
        for footprint in sorted(self.lived_in(), key=lambda one: (-of(one, place), -of(one, 1 - place), one)):
            placing, against, all_tried = self.fitting(footprint)
            exact &= all_tried
            if placing is not None:
                more = of(footprint, place) + 1
                binding = nearest.get(more) or tuple(self._room_limits())
                return Permitted(of(footprint, 0), of(footprint, 1), placing, binding, exact)
            known = nearest.get(of(footprint, place))
            if known is None or len(against) < len(known):
                nearest[of(footprint, place)] = against
        return Permitted(0, 0, {}, nearest.get(1, tuple(self._room_limits())), exact)

    def _room_limits(self) -> Iterator[Binding]:
        """Where the rooms themselves are full: the clauses that refuse a larger group, room by room."""
        found: dict[tuple[str, Verdict], list[str]] = {}
        for place, room in enumerate(self.rooms):
            fullest = max((group.persons for group in self.choices[place]), default=0)
            for group in GROUPS:
                if group.persons == fullest + 1:
                    for one in self.refused.get((room, group.words), ()):
                        found.setdefault((one.clause, one.verdict), []).append(room)
        for (clause, verdict), rooms in found.items():
            yield Binding(clause, tuple(dict.fromkeys(rooms)), verdict)


def _is_local(ready: Ready, how: Dependence, units: Mapping[str, str]) -> bool:
    if not how.own or how.totals or how.scattered:
        return False
    alone = len(set(units.values())) == len(units)
    return ready.clause.each == "room" or (ready.clause.each == "unit" and alone)


def _units(survey: Survey) -> dict[str, str]:
    """The unit of each room people can be placed in, where it is known."""
    found = {}
    for room in candidates(survey):
        unit = room.values.get("unit")
        if unit is not None and len(unit.targets) == 1 and unit.targets[0] != NONE:
            found[room.id] = unit.targets[0]
    return found


def _kinds(survey: Survey, units: Mapping[str, str], names: set[str]) -> dict[str, int]:
    """Units that differ in none of these facts but who lives there are of one kind; no unit at all is kind 0."""
    kinds: dict[str, int] = {"": 0}
    seen: dict[tuple[tuple[str, object], ...], int] = {(): 0}
    for unit in survey.things.get("unit", ()):
        if unit.id in units.values():
            kinds[unit.id] = seen.setdefault(_alike(unit, names), len(seen))
    return kinds


def _alike(unit: Seen, names: set[str]) -> tuple[tuple[str, object], ...]:
    kept = [(name, value.bounds) for name, value in unit.values.items() if name in names - {"persons", "households"}]
    return (("", 0), *sorted(kept))


def packed(totals: Sequence[int]) -> Footprint:
    """Totals as one number."""
    return sum(total << BITS * place for place, total in enumerate(totals))


def of(footprint: Footprint, place: int) -> int:
    """One total of a footprint: 0 persons, 1 households, 2 adults."""
    return footprint >> BITS * place & (1 << BITS) - 1
