"""Random houses: grounds (the small part of the vocabulary a case plays on), surveys of them, and completions of a survey.

Everything is drawn from one `random.Random`, so a case is replayed from its seed; hypothesis may pass in a Random of its own to shrink.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random

from fanlight.facts.kinds import Bounds, Choice, Fact, Link, Measured, YesNo
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS, fact, singular
from fanlight.standards import nodes
from tests.agreement.oracle import Member, derivation

LISTED = [thing.name for thing in THINGS.values() if thing.plural]
LINKS = [declared for thing in THINGS.values() for declared in thing.facts.values() if isinstance(declared, Link)]
SINGLE = [thing.name for thing in singular()]


@dataclass
class Ground:
    """The part of the vocabulary a case plays on: things, a few facts of each, and the figures its clauses are likely to name."""

    facts: dict[str, list[Fact]]
    figures: dict[str, list[int]]
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def listed(self) -> list[str]:
        return [name for name in self.facts if THINGS[name].plural]


def dimension_of(declared: Measured) -> str:
    """The name of what a fact measures."""
    return declared.measures.name


def ground(rng: Random, *, most: int = 6, each: int = 6) -> Ground:
    """A random part of the vocabulary, closed over the links of its things."""
    facts: dict[str, list[Fact]] = {}
    for name in rng.sample(LISTED, rng.choice([1, 1, 2, 2, 3])):
        _enter(facts, name, rng, each)
    for name in rng.sample(SINGLE, rng.choice([0, 0, 1])):
        _enter(facts, name, rng, each)
    if rng.random() < 0.8:
        _enter(facts, "house", rng, each)
    for path in [declared.path for listed in list(facts.values()) for declared in listed if declared.how]:
        _enter_sources(facts, path, rng, most)
    return Ground(facts, _figures(rng, facts))


def _enter(facts: dict[str, list[Fact]], name: str, rng: Random, each: int) -> None:
    if name in facts:
        return
    usable = [declared for declared in THINGS[name].facts.values() if isinstance(declared, YesNo | Choice | Measured)]
    links = [declared for declared in THINGS[name].facts.values() if isinstance(declared, Link)]
    facts[name] = [*links, *rng.sample(usable, min(len(usable), rng.randint(2, each)))]
    for link in links:
        _enter(facts, link.to, rng, each)


def _enter_sources(facts: dict[str, list[Fact]], path: str, rng: Random, most: int) -> None:
    """Also the facts and things that a derived fact is computed from, most of the time."""
    for node in nodes.walk(derivation(path)[0]):
        if isinstance(node, nodes.Fold) and len(facts) < most and rng.random() < 0.8:
            _enter(facts, node.thing, rng, 3)
        asked = getattr(node, "path", None)
        if asked and asked.partition(".")[0] in facts and fact(asked) not in facts[fact(asked).thing]:
            facts[fact(asked).thing].append(fact(asked))
            if fact(asked).how:
                _enter_sources(facts, asked, rng, most)


def _figures(rng: Random, facts: dict[str, list[Fact]]) -> dict[str, list[int]]:
    """Three or four figures of each dimension, within what some fact of it can be; counts are small."""
    found: dict[str, list[int]] = {"count": [0, 1, 2, 3, rng.randint(4, 9)]}
    for declared in (each for listed in facts.values() for each in listed):
        if isinstance(declared, Measured) and dimension_of(declared) != "count":
            low, high = declared.domain
            size = 10 ** rng.randint(0, max(0, len(str(high - low)) - 1))
            pool = [low, high, low + (high - low) // 2, *(min(high, low + size * rng.randint(1, 20)) for _ in range(3))]
            figures = found.setdefault(dimension_of(declared), [])
            figures.extend(rng.sample(pool, 2))
    return found


class Surveyor:
    """Makes random surveys of a ground. The chances say how often a fact is unknown, or known only within bounds."""

    def __init__(self, rng: Random, place: Ground, *, unknown: float = 0.3, open_: float = 0.25, narrow: int | None = None) -> None:
        self.rng, self.place, self.unknown, self.open, self.narrow = rng, place, unknown, open_, narrow

    def survey(self, name: str = "house", *, sizes: Sequence[int] = (0, 1, 1, 2, 2, 3), complete: float = 0.6) -> Survey:
        """A survey of the ground. Lists beyond the ground are complete and empty, but for a few."""
        rng = self.rng
        ids = {thing: self._ids(thing, rng.choice(sizes)) for thing in self.place.listed}
        things = {thing: tuple(self._seen(thing, one, ids) for one in ids[thing]) for thing in ids}
        things |= {thing: (self._seen(thing, thing, ids),) for thing in SINGLE if thing in self.place.facts}
        stray = rng.sample(LISTED, 2) if rng.random() < 0.2 else []
        whole = {thing for thing in LISTED if thing not in stray and (thing not in ids or rng.random() < complete)}
        self._note(things, whole)
        return Survey(name, name, things, frozenset(whole))

    def _ids(self, thing: str, count: int) -> list[str]:
        return [f"{thing}-{number}" for number in range(1, min(count, THINGS[thing].at_most) + 1)]

    def _seen(self, thing: str, one: str, ids: dict[str, list[str]]) -> Seen:
        blank = self.rng.random() < 0.1
        values: dict[str, Observed] = {}
        for declared in self.place.facts[thing]:
            chance = self.unknown if not declared.how else max(self.unknown, 0.75)
            if blank or self.rng.random() < chance:
                self.place.seen["fact: unknown"] += 1
                continue
            value = self.observed(declared, ids)
            if value is not None:
                values[declared.name] = value
                self.place.seen["fact: derived and observed"] += bool(declared.how)
                self.place.seen["fact: judged and recorded"] += declared.judged
        return Seen(thing, one, values, "")

    def observed(self, declared: Fact, ids: dict[str, list[str]]) -> Observed | None:
        """One observation: a value, or bounds around it."""
        rng = self.rng
        wide = rng.random() < self.open
        self.place.seen["fact: open" if wide else "fact: known"] += 1
        if isinstance(declared, Link):
            return self._link(declared, ids[declared.to], wide=wide)
        if isinstance(declared, YesNo):
            truth = rng.randint(0, 1)
            return Observed((0, 1) if wide else (truth, truth), "", "")
        if isinstance(declared, Choice):
            options = rng.sample(range(len(declared.options)), min(len(declared.options), rng.randint(2, 3) if wide else 1))
            mask = sum(1 << option for option in options)
            return Observed((mask, mask), "", "")
        assert isinstance(declared, Measured)
        return Observed(self._bounds(declared, wide=wide), "", "")

    def _link(self, declared: Link, targets: list[str], *, wide: bool) -> Observed | None:
        all_targets = [*targets, NONE] if declared.optional else targets
        if not all_targets:
            return None
        chosen = tuple(self.rng.sample(all_targets, min(len(all_targets), self.rng.randint(2, 3) if wide else 1)))
        self.place.seen["link: one target" if len(chosen) == 1 else "link: several targets"] += 1
        self.place.seen["link: none"] += chosen == (NONE,)
        self.place.seen["link: perhaps none"] += len(chosen) > 1 and NONE in chosen
        return Observed((0, 0), "", "", targets=chosen)

    def _bounds(self, declared: Measured, *, wide: bool) -> Bounds:
        low, high = declared.domain
        rng = self.rng
        near = [figure for figure in self.place.figures.get(dimension_of(declared), []) if low <= figure <= high]
        value = rng.choice([*near, *near, low, high, rng.randint(low, high)]) + rng.choice([0, 0, 0, -1, 1])
        value = min(high, max(low, value))
        if not wide:
            return value, value
        if self.narrow is not None:
            return value, min(high, value + rng.randint(1, self.narrow))
        other = min(high, max(low, rng.choice([low, high, *near, value + rng.randint(-3, 3)])))
        return min(value, other), max(value, other)

    def _note(self, things: dict[str, tuple[Seen, ...]], whole: set[str]) -> None:
        for thing in self.place.listed:
            size, known = len(things[thing]), thing in whole
            kind = "empty" if not size else "all unknown" if not any(seen.values for seen in things[thing]) else "known in part"
            self.place.seen[f"set: {kind}, {'complete' if known else 'incomplete'}"] += 1
            self.place.seen["set: phantom for several"] += not known and THINGS[thing].at_most - size > 1


@contextmanager
def claims(most: int | None) -> Iterator[None]:
    """A world in which no house has more than so many of any thing (None: as declared). What is at most possible can then be tried out."""
    before = {name: THINGS[name].at_most for name in LISTED}
    try:
        for name in LISTED if most is not None else []:
            THINGS[name].at_most = most or 0
        yield
    finally:
        for name, declared in before.items():
            THINGS[name].at_most = declared


class Picker:
    """Decides what is open: a mood (low, high, random, mixed) and the figures at which clauses turn."""

    def __init__(self, rng: Random, mood: str, figures: Sequence[int], *, extras: int = 3) -> None:
        self.rng, self.mood, self.figures, self.extras = rng, mood, figures, extras

    def _mood(self) -> str:
        return self.rng.choice(("low", "high", "random", "critical", "critical")) if self.mood == "mixed" else self.mood

    def number(self, low: int, high: int) -> int:
        """A value between both ends."""
        mood = self._mood()
        if mood == "critical":
            near = [figure for figure in self.figures if low <= figure <= high]
            return self.rng.choice(near) if near else self.rng.choice((low, high))
        return low if mood == "low" else high if mood == "high" else self.rng.randint(low, high)

    def one(self, options: int) -> int:
        """One of so many options."""
        mood = self._mood()
        return 0 if mood == "low" else options - 1 if mood == "high" else self.rng.randrange(options)

    def extra(self, most: int) -> int:
        """How many more members an incomplete list has."""
        mood = self._mood()
        return 0 if mood == "low" else min(most, self.extras) if mood == "high" else self.rng.randint(0, min(most, self.extras))


class Completion:
    """A house that a survey may be of: every open value becomes one value, when it is first asked for.

    `asked` counts how often each open value was asked for; `forced` is set where a list nobody listed must hold something all the same,
    because a link has to lead there.
    """

    def __init__(self, survey: Survey, picker: "Picker | Enumerator") -> None:
        self.survey, self.picker = survey, picker
        self.lists: dict[str, list[Member]] = {}
        self.said: dict[object, int] = {}
        self.asked: Counter[object] = Counter()
        self.forced = False

    def members(self, thing: str) -> list[Member]:
        """The complete list of a thing."""
        if self.is_open(thing):
            self.asked[thing] += 1
        return self.all(thing)

    def all(self, thing: str) -> list[Member]:
        """The complete list, without counting that it was asked for."""
        declared = THINGS[thing]
        if thing not in self.lists:
            listed = [Member(thing, seen.id, seen.values) for seen in self.survey.things.get(thing, ())]
            most = declared.at_most - len(listed)
            if declared.plural is None:
                listed = listed or [Member(thing, thing)]
            elif self.is_open(thing):
                least = 1 if not listed and self.must_exist(thing) else 0
                self.forced |= least == 1
                extra = least + self.picker.extra(most - least)
                listed += [Member(thing, f"extra {number}", extra=True) for number in range(1, extra + 1)]
            self.lists[thing] = listed
        return self.lists[thing]

    def must_exist(self, thing: str) -> bool:
        """Whether some member of the house has a link that must lead to one of these."""
        return any(link.to == thing and not link.optional and self.all(link.thing) for link in LINKS)

    def is_open(self, thing: str) -> bool:
        """Whether a list may have members that nobody listed."""
        declared = THINGS[thing]
        whole = thing in self.survey.complete or len(self.survey.things.get(thing, ())) >= declared.at_most
        return declared.plural is not None and not whole

    def figure(self, member: Member, path: str) -> int | None:
        """The value of a fact (of a choice the number of its option); None where it is derived and nobody observed it."""
        name = path.partition(".")[2]
        if name not in member.values:
            member.values[name] = self._figure(member, fact(path))
        found = member.values[name]
        if isinstance(found, tuple):
            self.asked[id(member), path] += 1
            found = found[0]
        assert found is None or isinstance(found, int)
        return found

    def _figure(self, member: Member, declared: Fact) -> object:
        """The value; wrapped in a tuple where it was open, so that asking for it is counted."""
        observed = member.said.get(declared.name)
        if observed is None and declared.how:
            return None
        low, high = observed.bounds if isinstance(observed, Observed) else declared.domain
        if isinstance(declared, Choice):
            options = [option for option in range(len(declared.options)) if low >> option & 1]
            return options[0] if len(options) == 1 else (options[self.picker.one(len(options))],)
        return low if low == high else (self.picker.number(low, high),)

    def end(self, member: Member, path: str) -> Member | None:
        """Where a link leads. A link that must lead somewhere leads to nothing only where there is nothing it could lead to."""
        name = path.partition(".")[2]
        if name not in member.values:
            link = fact(path)
            assert isinstance(link, Link)
            targets = self._targets(member, link)
            member.values[name] = (targets[0] if len(targets) == 1 else (targets[self.picker.one(len(targets))],)) if targets else None
        found = member.values[name]
        if isinstance(found, tuple):
            self.asked[id(member), path] += 1
            found = found[0]
        assert found is None or isinstance(found, Member)
        return found

    def _targets(self, member: Member, link: Link) -> list[Member | None]:
        observed = member.said.get(link.name)
        if not isinstance(observed, Observed):
            everything = self.members(link.to)
            return [*everything, None] if link.optional else [*everything]
        by_id = {each.id: each for each in self.all(link.to) if not each.extra}
        return [None if target == NONE else by_id[target] for target in observed.targets]

    def unsaid(self, what: object, low: int, high: int) -> int:
        """A value that nothing says; the same whenever the same is asked."""
        self.asked[what] += 1
        if what not in self.said:
            self.said[what] = self.picker.number(low, high)
        return self.said[what]


class Enumerator:
    """Decides what is open in every possible way, one house after another: `for completion in Enumerator(...).houses(survey)`."""

    def __init__(self, figures: Sequence[int], *, thin: int = 6) -> None:
        self.figures, self.thin = sorted(set(figures)), thin
        self.trail: list[list[int]] = []
        self.place = 0

    def houses(self, survey: Survey) -> Iterator[Completion]:
        """Every completion at critical values, as far as each is asked."""
        while True:
            self.place = 0
            yield Completion(survey, self)
            while self.trail and self.trail[-1][0] == self.trail[-1][1] - 1:
                self.trail.pop()
            if not self.trail:
                return
            self.trail[-1][0] += 1

    def one(self, options: int) -> int:
        """The next way of deciding between so many options."""
        if self.place == len(self.trail):
            self.trail.append([0, options])
        chosen = self.trail[self.place][0]
        self.place += 1
        return chosen

    def number(self, low: int, high: int) -> int:
        """Every value of a narrow range; of a wide one its ends and every figure in it, and one more and one less."""
        if high - low <= self.thin:
            return low + self.one(high - low + 1)
        near = {low, high, *(value for figure in self.figures for value in (figure - 1, figure, figure + 1) if low < value < high)}
        values = sorted(near)
        return values[self.one(len(values))]

    def extra(self, most: int) -> int:
        """None up to the most there may be."""
        return self.one(most + 1)


def shuffled(survey: Survey, rng: Random) -> Survey:
    """The same survey with the members of each list in another order."""
    return replace(survey, things={thing: tuple(rng.sample(listed, len(listed))) for thing, listed in survey.things.items()})


def renamed(survey: Survey) -> Survey:
    """The same survey with other ids."""
    things = {}
    for thing, listed in survey.things.items():
        things[thing] = tuple(
            Seen(thing, _other(seen.id), {name: _renamed(value) for name, value in seen.values.items()}, seen.where) for seen in listed
        )
    return replace(survey, things=things)


def _other(name: str) -> str:
    return f"z{name[::-1]}"


def _renamed(value: Observed) -> Observed:
    return replace(value, targets=tuple(target if target == NONE else _other(target) for target in value.targets))


def with_value(survey: Survey, thing: str, one: str, name: str, value: Observed | None) -> Survey:
    """The survey with one observation put in, or taken away (None)."""
    listed = survey.things.get(thing, ())
    if not listed and THINGS[thing].plural is None:
        listed = (Seen(thing, thing, {}, ""),)
    changed = []
    for seen in listed:
        if seen.id == one:
            values = {key: kept for key, kept in seen.values.items() if key != name}
            seen = replace(seen, values=values if value is None else {**values, name: value})
        changed.append(seen)
    return replace(survey, things={**survey.things, thing: tuple(changed)})
