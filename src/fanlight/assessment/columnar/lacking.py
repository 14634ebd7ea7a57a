"""Sets of missing facts, as single facts and lists of them, each with a test of when it is missing.

Most of what a clause may lack can be told apart beforehand, so it is counted without a list being made: lists cost many times a test.
None stands for no facts: most of what is settled lacks nothing, and no query is made for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.pool import Kept, Pool
from fanlight.assessment.columnar.sql import FALSE, TRUE, Sql, both, case, either, no, plain


@dataclass(frozen=True, slots=True)
class Part:
    """A fact, or lists of facts, that are missing where tests hold: of several lists no two at once.

    `stems` are the numbers that its facts have, but for the places of their things: facts of different stems are different facts.
    In lists that are not `distinct` a fact may be there twice.
    """

    key: object
    lists: tuple[tuple[Sql, Sql], ...]
    stems: frozenset[int]
    number: Sql | None = None
    distinct: bool = True

    @property
    def listed(self) -> Sql:
        """The facts as a list."""
        if self.lists[0][0] is TRUE:
            return self.lists[0][1]
        return sql.noted(case(*self.lists, other=sql.empty()), either(*(both(test, sql.may_hold(whole)) for test, whole in self.lists)))

    @property
    def count(self) -> Sql:
        """How many they are, where none is there twice."""
        counts = ((test, plain(1) if self.number else sql.length(whole)) for test, whole in self.lists)
        return case(*counts, other=plain(0))


Facts = tuple[Part, ...] | None


def single(stem: int, position: int | None, number: Sql, test: Sql = TRUE) -> Facts:
    """One fact, of the thing in a place of the frame."""
    return (Part((stem, position), ((test, sql.listed(number)),), frozenset((stem,)), number),) if test is not FALSE else None


def kept_list(column: Sql, kept: Kept, inner: Facts, *, distinct: bool) -> Facts:
    """What is kept in a column of lists; `inner` is what it was made of."""
    stems = frozenset(stem for part in inner or () for stem in part.stems)
    return (Part((kept.name, column.names), ((TRUE, column),), stems, distinct=distinct),)


def together(sets: Iterable[Facts]) -> Facts:
    """All the facts of some sets. Of lists of which no two are there at once that stays so only where nothing is added to them."""
    found: dict[object, Part] = {}
    for part in (part for facts in sets for part in facts or ()):
        key = part.key if len(part.lists) == 1 else part
        before = found.get(key)
        found[key] = _merged(before, part) if before and len(part.lists) == 1 else part
    return tuple(found.values()) or None


def _merged(one: Part, other: Part) -> Part:
    """The same facts, where either of two tests holds."""
    [(test, whole)], [(more, _)] = one.lists, other.lists
    return replace(one, lists=((_either(test, more), whole),))


def _either(one: Sql, other: Sql) -> Sql:
    return one if one is other else either(one, other)


def where(test: Sql, facts: Facts) -> Facts:
    """Some facts, where a test holds."""
    if facts is None or test is FALSE:
        return None
    return tuple(replace(part, lists=tuple((both(test, own), whole) for own, whole in part.lists)) for part in facts)


def one_of(*branches: tuple[Sql, Facts]) -> Facts:
    """The facts of the branch whose test holds; no two do, so that lists of different branches that may overlap are never there at once."""
    sets = [where(test, facts) for test, facts in branches]
    found: list[Part] = []
    for group in _alike(together(sets)):
        branch_of = [[place for place, facts in enumerate(sets) for each in facts or () if each.key == part.key] for part in group]
        if len(group) > 1 and len({place for places in branch_of for place in places}) == sum(map(len, branch_of)):
            lists = tuple(one for part in group for one in part.lists)
            stems = frozenset(stem for part in group for stem in part.stems)
            key = tuple(part.key for part in group)
            group = (Part(key, lists, stems, distinct=all(part.distinct for part in group)),)
        found += group
    return tuple(found) or None


def first_of(pool: Pool, *branches: tuple[Sql, Facts], other: Facts = None) -> Facts:
    """The facts of the first branch whose test holds."""
    found, before = [], FALSE
    for test, facts in (*branches, (TRUE, other)):
        found.append((pool.let(both(no(before), test)), facts))
        before = pool.let(either(before, test))
    return one_of(*found)


def small(facts: Facts, pool: Pool) -> Facts:
    """Some facts, a large test of any as a column of its own."""
    if facts is None:
        return None
    return tuple(replace(part, lists=tuple((pool.let(test), whole) for test, whole in part.lists)) for part in facts)


def as_list(facts: Facts) -> Sql:
    """Some facts as a list, in which one may be twice."""
    return sql.joined([part.listed for part in facts]) if facts else sql.empty()


def is_distinct(facts: Facts) -> bool:
    """Whether none of some facts can be there twice."""
    return all(len(group) == 1 and group[0].distinct for group in _alike(facts))


def count(facts: Facts, pool: Pool) -> Sql:
    """How many facts there are, each counted once."""
    counts = [_count(group, pool) for group in _alike(facts)]
    found = counts[0] if counts else plain(0)
    for one in counts[1:]:
        found = sql.binary("+", found, one)
    return found


def _count(group: tuple[Part, ...], pool: Pool) -> Sql:
    """How many facts a group has that may overlap. Few lists have several, and only of those can one be there twice."""
    if len(group) == 1 and group[0].distinct:
        return group[0].count
    facts = pool.own(as_list(group))
    return case((sql.binary("<", sql.length(facts), plain(2)), sql.length(facts)), other=sql.length(sql.once(facts)))


def _alike(facts: Facts) -> list[tuple[Part, ...]]:
    """Groups of parts of which only those of one group can hold the same fact."""
    groups: list[tuple[Part, ...]] = []
    for part in facts or ():
        near = [group for group in groups if any(part.stems & one.stems for one in group)]
        groups = [group for group in groups if group not in near]
        groups.append((*(one for group in near for one in group), part))
    return groups
