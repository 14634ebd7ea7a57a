"""Columns and what they are made of: what is kept of each thing, and the working columns of each combination of things in scope.

A frame says what one row stands for: () the house, ("room",) a room of it, ("room", "kitchen") a pair of both. A link (`room.storey`) in a
frame stands for what it may lead to. Variables of a frame are written as their places: "0" is its first thing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.sql import Sql
from fanlight.facts.kinds import Link
from fanlight.facts.vocabulary import fact

Frame = tuple[str, ...]
SMALL = 14
"""An expression of more parts than this becomes a column of its own, so that nothing is written out twice."""


def thing_of(item: str) -> str:
    """The thing an item of a frame stands for."""

    if "." not in item:
        return item
    link = fact(item)
    assert isinstance(link, Link)
    return link.to


@dataclass(frozen=True, slots=True)
class Only:
    """Which rows of a frame change what is gathered over them: those of which every test holds.

    `via` is a link that leads from one thing of the frame to another in each such row, with the places of both.
    """

    tests: tuple[Sql, ...]
    via: tuple[str, int, int] | None = None


ALL = Only(())


@dataclass(slots=True, eq=False)
class Kept:
    """A column kept with the rows of a frame. It is observed, made of other columns (`made`), or gathered over rows of a larger frame.

    `level` is how many times rows must have been gathered before it is known; `default` is its value where there were no rows to gather.
    """

    name: str
    frame: Frame
    level: int = 0
    made: Sql | None = None
    gathered: Sql | None = None
    over: Frame = ()
    default: Sql | None = None
    only: Only = ALL
    is_read: bool = False


@dataclass(slots=True)
class Aspect:
    """A kept column seen from a frame: `places` are where its own things stand there."""

    kept: Kept
    places: tuple[int, ...]


@dataclass(slots=True)
class Let:
    """A working column and what it is."""

    sql: Sql
    level: int
    depth: int


@dataclass(slots=True)
class Pool:
    """The working columns of a frame."""

    frame: Frame
    refs: dict[str, Aspect] = field(default_factory=dict)
    lets: dict[str, Let] = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict)

    def ref(self, kept: Kept, places: tuple[int, ...]) -> Sql:
        """A kept column, seen from here."""
        name = "__".join((kept.name, "_".join(map(str, places)))) if places else kept.name
        self.refs.setdefault(name, Aspect(kept, places))
        return sql.column(name)

    def place(self, position: int) -> Sql:
        """The place in its list of a thing of the frame."""
        return sql.column(f"k{position}")

    def level(self, part: Sql) -> int:
        """How many times rows must have been gathered before an expression is known."""
        return max((self._level_of(name) for name in part.names), default=0)

    def _level_of(self, name: str) -> int:
        if name in self.lets:
            return self.lets[name].level
        return self.refs[name].kept.level if name in self.refs else 0

    def let(self, part: Sql) -> Sql:
        """An expression, as a working column of its own where it is large."""
        return part if part.size <= SMALL else self.own(part)

    def own(self, part: Sql) -> Sql:
        """An expression as a working column of its own."""
        if part.is_column:
            return part
        name = f"x{len(self.lets)}"
        depth = 1 + max((self.lets[used].depth for used in part.names if used in self.lets), default=0)
        self.lets[name] = Let(part, self.level(part), depth)
        return sql.column(name)

    def known(self, key: object, make: Callable[[], object]) -> object:
        """What was made before under a key, or is made now."""
        if key not in self.memo:
            self.memo[key] = make()
        return self.memo[key]

    def needed(self, names: Iterable[str], opened: Callable[[Kept], bool]) -> tuple[list[str], dict[str, Sql]]:
        """What a query needs that is to show some columns: the columns to read, and those to make, in an order that can be followed.

        `opened` says of which kept columns the making is part of the query.
        """
        read: dict[str, None] = {}
        made: dict[str, Sql] = {}

        def visit(name: str) -> None:
            if name in read or name in made:
                return
            inner = self._meaning(name, opened)
            if inner is None:
                read[name] = None
                return
            for used in sorted(inner.names):
                visit(used)
            made[name] = inner

        for name in names:
            visit(name)
        return list(read), made

    def _meaning(self, name: str, opened: Callable[[Kept], bool]) -> Sql | None:
        if name in self.lets:
            return self.lets[name].sql
        ref = self.refs.get(name)
        if ref and ref.kept.made is not None and ref.kept.frame == self.frame and opened(ref.kept):
            return ref.kept.made
        return None


def layers(made: dict[str, Sql]) -> Iterator[list[str]]:
    """Columns to make, in layers: each is made only of what was read and of earlier layers."""
    depth: dict[str, int] = {}
    for name, part in made.items():
        depth[name] = 1 + max((depth[used] for used in part.names if used in depth), default=0)
    for level in range(1, 1 + max(depth.values(), default=0)):
        yield [name for name in made if depth[name] == level]


@dataclass(slots=True)
class Book:
    """Every pool and every kept column of a program."""

    pools: dict[Frame, Pool] = field(default_factory=dict)
    kept: dict[object, tuple[Kept, ...]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)

    def pool(self, frame: Frame) -> Pool:
        """The working columns of a frame."""
        return self.pools.setdefault(frame, Pool(frame))

    def all_kept(self) -> list[Kept]:
        """Every kept column, in the order in which they were asked for."""
        return [kept for columns in self.kept.values() for kept in columns]

    def name(self, stem: str) -> str:
        """A name that no other column has."""
        self.names[stem] = number = self.names.get(stem, 0) + 1
        return stem if number == 1 else f"{stem}_{number}"

    def observed(self, frame: Frame, name: str) -> Kept:
        """A column that the stock itself gives."""
        key = ("observed", frame, name)
        if key not in self.kept:
            self.kept[key] = (Kept("_".join((*frame, name)), frame),)
        return self.kept[key][0]

    def made(self, key: object, stem: str, frame: Frame, make: Callable[[Pool], tuple[Sql, ...]]) -> tuple[Kept, ...]:
        """Columns made of others of the same rows."""
        if key not in self.kept:
            pool = self.pool(frame)
            parts = make(pool)
            self.kept[key] = tuple(Kept(self.name(f"made_{stem}"), frame, pool.level(part), made=part) for part in parts)
        return self.kept[key]

    def gathered(
        self, key: object, stem: str, frame: Frame, over: Frame, make: Callable[[Pool], tuple[tuple[Sql, Sql], ...]],
        only: Only = ALL,
    ) -> tuple[Kept, ...]:  # fmt: skip
        """Columns gathered over the rows of a larger frame; `make` gives of each what is gathered, and its value over no rows.

        `only` says which of the rows change anything.
        """
        if key not in self.kept:
            pool = self.pool(over)
            self.kept[key] = tuple(
                Kept(
                    self.name(f"all_{stem}"), frame, 1 + max(map(pool.level, (part, *only.tests))),
                    gathered=part, over=over, default=default, only=only,
                )
                for part, default in make(pool)
            )  # fmt: skip
        return self.kept[key]
