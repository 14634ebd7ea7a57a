"""Rows of a frame in code: loops over the things of one house, and what stands in the columns of the row in hand."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from fanlight.assessment.columnar.layout import NOTHING
from fanlight.assessment.columnar.pool import Frame, Kept, Pool, thing_of
from fanlight.assessment.native.code import BYTES, LIST, NUMBER, Code, Slots, Value
from fanlight.assessment.native.expressions import Expressions
from fanlight.assessment.native.kinds import Kinds
from fanlight.assessment.native.sources import sources
from fanlight.facts.kinds import Link
from fanlight.facts.vocabulary import fact


class Row(NamedTuple):
    """A thing of a frame: `number` is its number among those of the house, `key` its place in its list where that is known already.

    Where a link leads to nothing the number is that of the first thing, of which nothing is then asked.
    """

    item: str
    number: str
    key: str = ""


@dataclass(slots=True)
class Making:
    """What all functions of a program share. `sizes` says for each working column its frame and the bytes of a value."""

    kinds: Kinds
    slots: Slots = field(default_factory=Slots)
    sizes: dict[str, tuple[Frame, int]] = field(default_factory=dict)
    lists: dict[str, "Lists"] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)

    def array(self, kept: Kept) -> str:
        """The name of the working column in which a kept column stands."""
        name = f"col {kept.name}"
        self.sizes[name] = kept.frame, BYTES[self.kinds.of_kept(kept)]
        return name


class Lists(NamedTuple):
    """A function that makes a list of one row of a frame: of a kept column, or of a working one."""

    frame: Frame
    kept: Kept | None = None
    let: str = ""


class Scope:
    """The columns of the row in hand, where `rows` are the things of the frame. What is in `opened` is made here and now."""

    def __init__(self, making: Making, code: Code, pool: Pool, rows: Sequence[Row], opened: Sequence[Kept] = ()) -> None:
        self.making, self.code, self.pool, self.rows = making, code, pool, rows
        self.opened = {kept.name for kept in opened}
        self.expressions = Expressions(code, pool, making.kinds, self.column)

    def column(self, name: str) -> Value:
        """The value of a column by its name in the frame."""
        found = self.code.known(name)
        return found if found is not None else self.code.note(name, self._found(name))

    def _found(self, name: str) -> Value:
        pool, kinds = self.pool, self.making.kinds
        if name in pool.lets:
            tree, kind = kinds.let(name, pool)
            made = Lists(pool.frame, None, name)
            return self._listed(f"let_{'_'.join(pool.frame)}_{name}", made) if kind == LIST else self.expressions.value(tree)
        if name in pool.refs:
            ref = pool.refs[name]
            return self.kept(ref.kept, [self.rows[place] for place in ref.places])
        return Value(self.key(self.rows[int(name[1:])]), NUMBER)

    def key(self, row: Row) -> str:
        """The place of a thing in its list."""
        return row.key or self.narrow(f"place {thing_of(row.item)}", 32, self.global_of(row))

    def kept(self, kept: Kept, rows: Sequence[Row]) -> Value:
        """The value of a kept column for some rows."""
        key = "kept", kept.name, *(row.number for row in rows)
        found = self.code.known(key)
        return found if found is not None else self.code.note(key, self._kept(kept, rows))

    def _kept(self, kept: Kept, rows: Sequence[Row]) -> Value:
        if kept.made is None and kept.gathered is None:
            return self.observed(kept, rows)
        if self.making.kinds.of_kept(kept) == LIST:
            return self._listed(f"list_{kept.name}", Lists(kept.frame, kept), rows)
        if kept.name in self.opened:
            assert kept.made is not None
            return self.expressions.value(kept.made.tree)
        array = self.code.given(self.making.array(kept))
        return self.code.load(array, place_of(self.code, rows), self.making.kinds.of_kept(kept))

    def observed(self, kept: Kept, rows: Sequence[Row]) -> Value:
        source = sources()[kept.name]
        index = self.global_of(rows[0]) if rows else self.code.given("house", "i64")
        if source.kind != NUMBER:
            return self.code.load(self.code.given(f"in {kept.name}"), index, source.kind)
        return Value(self.narrow(f"in {kept.name}", source.bits, index), NUMBER)

    def narrow(self, array: str, bits: int, index: str) -> str:
        found = self.code.read(self.code.element(self.code.given(array), index, f"i{bits}"), f"i{bits}")
        return found if bits == 64 else self.code.do(f"sext i{bits} {found} to i64")

    def global_of(self, row: Row) -> str:
        """The number of a thing among those of all houses."""
        return self.code.do(f"add i64 {self.code.given(f'base {thing_of(row.item)}', 'i64')}, {row.number}")

    def _listed(self, name: str, made: Lists, rows: Sequence[Row] | None = None) -> Value:
        """The list that a function makes, which is asked for it here."""
        self.making.lists.setdefault(name, made)
        # A kept list is of the thing a link leads to, a working one of the end of the link itself.
        indexes = [marked(self.code, row) for row in self.rows] if rows is None else [row.number for row in rows]
        takes = ", ".join(["ptr %c", *(f"i64 {index}" for index in indexes)])
        return Value(self.code.do(f"call i64 @{plain(name)}({takes})"), LIST)


def plain(name: str) -> str:
    """A name as the text of a program may hold it."""
    return name.replace(".", "_of_")


def marked(code: Code, row: Row) -> str:
    """The number of a thing, or of the end of a link: NOTHING where that leads to nothing."""
    if "." not in row.item:
        return row.number
    nowhere = code.do(f"icmp eq i64 {row.key}, {NOTHING}")
    return code.do(f"select i1 {nowhere}, i64 {NOTHING}, i64 {row.number}")


def place_of(code: Code, rows: Sequence[Row]) -> str:
    """Where the value for some rows stands in a working column: row by row, as many to a row as the house in hand has."""
    place = rows[0].number if rows else "0"
    for row in rows[1:]:
        wide = code.do(f"mul i64 {place}, {code.given(f'rows {thing_of(row.item)}', 'i64')}")
        place = code.do(f"add i64 {wide}, {row.number}")
    return place


@contextmanager
def each(code: Code, frame: Frame) -> Iterator[list[Row]]:
    """For each row of a frame of things."""
    with ExitStack() as stack:
        loops = [(item, code.given(f"rows {item}", "i64")) for item in frame]
        yield [Row(item, stack.enter_context(code.loop("0", stop))) for item, stop in loops]


@contextmanager
def each_end(code: Code, link: str, owner: Row, scope: "Scope") -> Iterator[Row]:
    """For each end a link of a thing may have: those observed; or every thing there is, and nothing where it may lead to nothing."""
    declared = fact(link)
    assert isinstance(declared, Link)
    many = code.given(f"rows {declared.to}", "i64")
    seen = scope.observed(Kept(f"{declared.thing}_{declared.name}__seen", (declared.thing,)), [owner]).text
    own = scope.global_of(owner)
    ends = code.given(f"ends {link}")
    first, last = (code.load(ends, index, NUMBER).text for index in (own, code.do(f"add i64 {own}, 1")))
    none = "true" if declared.optional else code.do(f"icmp eq i64 {many}, 0")
    open_ = code.do(f"add i64 {many}, {code.do(f'zext i1 {none} to i64')}")
    start, stop = (code.do(f"select i1 {seen}, i64 {a}, i64 {b}") for a, b in ((first, "0"), (last, open_)))
    with code.loop(start, stop) as end:
        at = code.do(f"select i1 {seen}, i64 {end}, i64 0")
        known = scope.narrow(f"to {link}", 32, at)
        past = code.do(f"icmp sge i64 {end}, {many}")
        anything = code.do(f"select i1 {past}, i64 {NOTHING}, i64 {end}")
        yield end_row(code, link, code.do(f"select i1 {seen}, i64 {known}, i64 {anything}"), scope)


def end_row(code: Code, link: str, target: str, scope: "Scope") -> Row:
    """The row of a link's end, from the number of the thing it leads to, or NOTHING."""
    nowhere = code.do(f"icmp slt i64 {target}, 0")
    index = code.do(f"select i1 {nowhere}, i64 0, i64 {target}")
    key = scope.key(Row(link, index))
    return Row(link, index, code.do(f"select i1 {nowhere}, i64 {NOTHING}, i64 {key}"))
