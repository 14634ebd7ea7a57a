"""The tables of a stock as arrays for compiled code: every fact filled in, in order of houses, with a row for what a list left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any as Anything

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from fanlight.assessment.columnar.layout import HOUSE, NOTHING, PLACE, STOCK, UNLISTED, complete_of
from fanlight.assessment.columnar.plan import Plan
from fanlight.assessment.model import SINGLES
from fanlight.assessment.native.code import TRUTH
from fanlight.assessment.native.sources import Source, sources
from fanlight.facts.kinds import Link
from fanlight.facts.vocabulary import THINGS, fact

Array = Anything
INTEGER = {8: np.int8, 16: np.int16, 32: np.int32, 64: np.int64}


@dataclass(slots=True)
class Rows:
    """The rows of a thing: `first` says where those of each house begin, `order` brings the rows of the table in order of house and place.

    `at` is where each of them then stands, and `total` how many rows there are with those for what lists left out.
    """

    table: Anything
    first: Array
    order: Array | None
    at: Array | None
    total: int
    place: Array = field(default_factory=lambda: np.zeros(1, np.int32))
    times: Array = field(default_factory=lambda: np.zeros(1, np.int64))


def wanted(plan: Plan) -> list[str]:
    """The columns of a plan that come from the stock."""
    seen = {f"{fact(link).thing}_{fact(link).name}__seen" for link in plan.links}
    observed = {kept.name for kept in plan.book.all_kept() if kept.made is None and kept.gathered is None and kept.is_read}
    return sorted(name for name in observed | seen if name in sources())


class Inputs:
    """The arrays of a plan, under the names by which its code asks for them. Each has room for one element more than it holds."""

    def __init__(self, plan: Plan, tables: Mapping[str, Anything], on: date | None) -> None:
        self.plan, self.tables, self.on = plan, tables, on
        stock = tables[STOCK]
        ids = column(stock, HOUSE)
        self.by_house = _order(ids)
        self.ids = ids if self.by_house is None else ids[self.by_house]
        self.arrays: dict[str, Array] = {"house ids": padded(self.ids)}
        self.columns = {
            (thing, name): whole for thing, table in tables.items() for name, whole in zip(table.column_names, table.columns, strict=True)
        }
        self.rows = {thing: self._rows(thing) for thing in plan.things}
        self.ones = {thing: self._one(thing) for thing in SINGLES}
        for thing, rows in self.rows.items():
            self.arrays |= {f"first {thing}": rows.first, f"place {thing}": rows.place}
        for name in wanted(plan):
            self.arrays[f"in {name}"] = self._column(sources()[name])
        for link in plan.links:
            self._link(link)

    @property
    def most(self) -> dict[str, int]:
        """How many rows of each thing a house has at most."""
        return {thing: int(np.diff(rows.first).max(initial=0)) for thing, rows in self.rows.items()}

    # Things.

    def _rows(self, thing: str) -> Rows:
        """The rows of a thing, those of lists that may go on included."""
        table = self.tables.get(thing)
        nothing = np.zeros(0, np.int64)
        houses: Array = nothing if table is None else places_of(column(table, HOUSE), self.ids)
        places: Array = nothing if table is None else column(table, PLACE)
        order = _order(houses, places)
        if order is not None:
            houses, places = houses[order], places[order]
        listed = np.bincount(houses, minlength=len(self.ids))
        left = THINGS[thing].at_most - listed
        open_ = (left > 0) & ~self._complete(thing)
        first = np.zeros(len(self.ids) + 1, np.int64)
        np.cumsum(listed + open_, out=first[1:])
        if not open_.any():
            return Rows(table, first, order, None, len(houses), padded(places.astype(np.int32)), np.ones(len(houses), np.int64))
        at = np.arange(len(houses)) + (np.cumsum(open_) - open_)[houses]
        total = int(first[-1])
        rows = Rows(table, first, order, at, total, np.full(total + 1, UNLISTED, np.int32), np.ones(total, np.int64))
        rows.place[at] = places
        rows.times[first[1:][open_] - 1] = left[open_]
        return rows

    def _complete(self, thing: str) -> Array:
        stock, name = self.tables[STOCK], complete_of(thing)
        if name not in stock.column_names:
            return np.zeros(len(self.ids), bool)
        whole = stock[name].fill_null(False).to_numpy().astype(bool)
        return whole if self.by_house is None else whole[self.by_house]

    # Facts.

    def _column(self, source: Source) -> Array:
        """A column of a program, with room for one element more."""
        rows = self.ones.get(source.thing) or self.rows[source.thing]
        made = np.empty(rows.total + 1, np.int8 if source.kind == TRUTH else INTEGER[source.bits])
        if source.role == "times":
            made[:-1] = rows.times
            return made
        is_asked = self._is_asked(source)
        found = None if is_asked and source.role == "seen" else self._given(source)
        if found is not None and rows.order is not None:
            found = found[rows.order]
        if found is None or rows.at is not None:
            made[:] = self._unknown(source)
        if found is not None:
            made[slice(-1) if rows.at is None else rows.at] = found
        made[-1] = 0
        return made

    def _one(self, thing: str) -> Rows:
        """Where the rows of a thing of which there is one stand among the houses."""
        table, houses = self.tables.get(thing), len(self.ids)
        at = np.zeros(0, np.int64) if table is None else places_of(column(table, HOUSE), self.ids)
        is_whole = np.array_equal(at, np.arange(houses))
        return Rows(table, np.zeros(0, np.int64), None, None if is_whole else at, houses)

    def _is_asked(self, source: Source) -> bool:
        """Whether it is the date asked about: known in every house, and that of the survey where it gives one itself."""
        return self.on is not None and source.declared is not None and source.declared.path == "house.as_at_date"

    def _unknown(self, source: Source) -> int:
        """What a column holds where nobody observed the fact."""
        if self.on is None or not self._is_asked(source):
            return source.unknown
        return 1 if source.role == "seen" else self.on.toordinal()

    def _given(self, source: Source) -> Array | None:
        """What the table of a thing says of a fact, filled in where it says nothing; None where it has no such column."""
        given = self.columns.get((source.thing, source.column))
        if given is None:
            return None
        if source.role == "seen":
            return _is_there(given)
        if given.null_count:
            wide = given if given.type == pa.int64() else given.cast(pa.int64())
            given = wide.fill_null(self._unknown(source))
        return _plain(given)

    # Links.

    def _link(self, link: str) -> None:
        """Where the ends of each row begin, and the numbers of the things they lead to."""
        declared = fact(link)
        assert isinstance(declared, Link)
        rows, target = self.rows[declared.thing], self.rows[declared.to]
        ends, counts = np.zeros(0, np.int64), np.zeros(rows.total, np.int64)
        if rows.table is not None and declared.name in rows.table.column_names:
            lists = rows.table[declared.name].combine_chunks()
            lists = lists if rows.order is None else lists.take(pa.array(rows.order))
            lengths = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
            counts[slice(None) if rows.at is None else rows.at] = lengths
            ends = lists.flatten().to_numpy(zero_copy_only=False).astype(np.int64)
        first = np.zeros(rows.total + 2, np.int64)
        np.cumsum(counts, out=first[1:-1])
        houses = np.repeat(np.repeat(np.arange(len(self.ids)), np.diff(rows.first)), counts)
        numbers = _numbers(ends, houses, target)
        if (numbers >= np.diff(target.first)[houses]).any() or (numbers < NOTHING).any():
            raise ValueError(f"{link} leads to no {declared.to} of its house")  # never read: what lies there is not ours
        self.arrays |= {f"ends {link}": first, f"to {link}": padded(numbers.astype(np.int32))}


def _numbers(places: Array, houses: Array, rows: Rows) -> Array:
    """The numbers that things have in their house, from their places in its list; mostly these are the same."""
    whole = np.repeat(np.arange(len(rows.first) - 1), np.diff(rows.first))
    number = np.arange(rows.total) - rows.first[whole]
    own = rows.place[: rows.total]
    if np.array_equal(own[own != UNLISTED], number[own != UNLISTED]):
        return places
    keys = whole * FAR_PLACE + np.where(own == UNLISTED, FAR_PLACE - 1, own)
    found = np.searchsorted(keys, houses * FAR_PLACE + places)
    return np.where(places == NOTHING, NOTHING, number[np.minimum(found, len(number) - 1)])


FAR_PLACE = 2**20
"""Beyond every place in a list."""


def places_of(houses: Array, every: Array) -> Array:
    """Where houses stand, or would stand, among all of a block in order; mostly numbered without a gap, so that none is looked for."""
    if len(every) and np.array_equal(every, np.arange(every[0], every[0] + len(every))):
        return np.clip(houses, every[0], every[0] + len(every)) - every[0]
    return np.searchsorted(every, houses)


def column(table: Anything, name: str) -> Array:
    """A column of whole numbers without gaps."""
    return _plain(table[name]).astype(np.int64)


def padded(values: Array) -> Array:
    """An array with one element more, which is read where there is nothing, and never used."""
    return np.append(values, values.dtype.type(0))


def _is_there(given: Anything) -> Array:
    """Whether each element is there, as the bits say that stand beside them."""
    made = np.ones(len(given), np.int8)
    first = 0
    for chunk in given.chunks if isinstance(given, pa.ChunkedArray) else [given]:
        if chunk.null_count == len(chunk):
            made[first : first + len(chunk)] = 0  # one of no kind has no bits
        elif chunk.null_count:
            bits = np.frombuffer(chunk.buffers()[0], np.uint8)
            made[first : first + len(chunk)] = np.unpackbits(bits, count=chunk.offset + len(chunk), bitorder="little")[chunk.offset :]
        first += len(chunk)
    return made


def _plain(given: Anything) -> Array:
    return given.to_numpy(zero_copy_only=False) if isinstance(given, pa.Array) else given.to_numpy()


def _order(*keys: Array) -> Array | None:
    """What brings rows in order, by the first key and then the next; None where they are."""
    if len(keys) == 2 and len(keys[0]):
        down, level = np.diff(keys[0]), np.diff(keys[1])
        is_sorted = bool(((down > 0) | ((down == 0) & (level >= 0))).all())
    else:
        is_sorted = bool((np.diff(keys[0]) >= 0).all())
    return None if is_sorted else np.lexsort(keys[::-1])
