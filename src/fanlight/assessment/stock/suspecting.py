"""Which houses of a block may be faulty, found a column at a time: what is wrong with them is then asked of these alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any as Anything

import numpy as np
import pyarrow.compute as compute  # type: ignore[import-untyped]

from fanlight.assessment.columnar.layout import HOUSE, NOTHING, PLACE, STOCK, bounded, columns_of, kept
from fanlight.assessment.native.inputs import places_of
from fanlight.assessment.stock.reading import column, numbers
from fanlight.facts.kinds import Choice, Fact, Link
from fanlight.facts.thing import Thing
from fanlight.facts.vocabulary import THINGS

Array = Anything
SHIFT = 32
"""By how many bits the number of a house stands above the place of a thing in it."""


def suspects(tables: Mapping[str, Anything]) -> dict[str, Array]:
    """The numbers of the houses in which `checking.faults` finds anything, and of no more than a few others, by the thing that is odd."""
    houses = numbers(tables[STOCK], HOUSE)
    every = _in_order(houses)
    found = {STOCK: [_more_than_once(houses)]}
    for name, table in tables.items():
        own = numbers(table, HOUSE)
        place = places_of(own, every)
        odd = found.setdefault(name, [])
        odd.append(own[~_is_at(own, every, place)])
        if name != STOCK:
            odd += [own[rows] for rows in _of_thing(THINGS[name], tables, place)]
    return {name: _in_order(np.concatenate(odd)) for name, odd in found.items() if any(map(len, odd))}


def _in_order(values: Array) -> Array:
    return values if (values[1:] >= values[:-1]).all() else np.sort(values)


def _is_among(values: Array, others: Array) -> Array:
    """Which values are among others that stand in order."""
    return _is_at(values, others, np.searchsorted(others, values))


def _is_at(values: Array, others: Array, place: Array) -> Array:
    """Which values stand among others where they would stand."""
    return others[np.minimum(place, len(others) - 1)] == values if len(others) else np.zeros(len(values), bool)


def _more_than_once(values: Array) -> Array:
    """The values that stand there more than once; mostly each is greater than the last."""
    if (values[1:] > values[:-1]).all():
        return values[:0]
    ordered = np.sort(values)
    return ordered[1:][ordered[1:] == ordered[:-1]]


def _of_thing(thing: type[Thing], tables: Mapping[str, Anything], place: Array) -> Iterator[Array]:
    """Rows of a thing of which something is wrong, as truths or as numbers. `place` is that of the house of each."""
    table = tables[thing.name]
    if thing.plural is None:
        yield _is_among(place, _more_than_once(place))
    else:
        yield from _of_places(thing, column(table, PLACE), place)
    columns = {name: column(table, name) for name in table.column_names}
    for declared in kept(thing):
        of_fact = [columns[name] for name in columns_of(declared) if name in columns]
        if len(of_fact) == len(columns_of(declared)) and any(each.null_count < len(each) for each in of_fact):
            yield from _of_link(declared, tables, place) if isinstance(declared, Link) else _of_fact(declared, of_fact)


def _of_places(thing: type[Thing], places: Anything, place: Array) -> Iterator[Array]:
    yield _numbers_of(compute.is_null(places))
    there = places.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    yield (there < 0) | (there >= thing.at_most)
    keys = (place << SHIFT) + there
    yield _is_among(keys, _more_than_once(keys))


def _of_fact(declared: Fact, columns: Sequence[Anything]) -> Iterator[Array]:
    least, most = (1, declared.domain[0]) if isinstance(declared, Choice) else declared.domain
    is_exact = columns[0].equals(columns[-1])  # as most are
    for each in columns[:1] if is_exact else columns:
        said = compute.min_max(each).as_py()
        if said["min"] is not None and (said["min"] < least or said["max"] > most):
            yield _numbers_of(compute.or_(compute.less(each, least), compute.greater(each, most)))
    if bounded(declared) and not is_exact:
        low, high = columns
        yield _numbers_of(compute.greater(low, high))
        if low.null_count or high.null_count:
            yield _numbers_of(compute.xor(compute.is_null(low), compute.is_null(high)))


def _of_link(declared: Fact, tables: Mapping[str, Anything], place: Array) -> Iterator[Array]:
    """Rows whose link leads nowhere at all, to the same twice, or to what there is not."""
    assert isinstance(declared, Link)
    lists = column(tables[declared.thing], declared.name)
    lengths = lists.value_lengths().fill_null(-1).to_numpy(zero_copy_only=False)
    yield lengths == 0
    rows = np.repeat(np.arange(len(lists)), np.maximum(lengths, 0))
    ends = lists.flatten()
    yield rows[_numbers_of(compute.is_null(ends))]
    to = ends.fill_null(NOTHING).to_numpy(zero_copy_only=False).astype(np.int64)
    keys = (rows << SHIFT) + (to - NOTHING)
    yield _more_than_once(keys) >> SHIFT
    is_there = _is_among((place[rows] << SHIFT) + to, _there(declared, tables)) & (to >= 0) & (to < THINGS[declared.to].at_most)
    yield rows[~is_there & (to != NOTHING) if declared.optional else ~is_there]


def _there(declared: Link, tables: Mapping[str, Anything]) -> Array:
    """The things a link may lead to, in order, as far as their places are ones that there can be."""
    if declared.to not in tables:
        return np.zeros(0, np.int64)
    every, table = _in_order(numbers(tables[STOCK], HOUSE)), tables[declared.to]
    places = column(table, PLACE).fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    is_right = (places >= 0) & (places < THINGS[declared.to].at_most)
    return _in_order(((places_of(numbers(table, HOUSE), every) << SHIFT) + places)[is_right])


def _numbers_of(truths: Anything) -> Array:
    """The numbers of the rows of which something is true; most often none."""
    if not compute.any(truths).as_py():
        return np.zeros(0, np.int64)
    return np.flatnonzero(truths.fill_null(False).to_numpy(zero_copy_only=False))
