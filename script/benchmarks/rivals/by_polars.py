"""The ten clauses as Polars expressions written by hand: each truth is 0 no, 1 unknown or 2 yes, so that no null decides anything."""

from typing import Any

import numpy as np
import polars as pl

from benchmarks.rivals.by_duckdb import CLAUSES, STEPS
from benchmarks.stock_houses import BATHROOM, BEDROOM, KITCHEN, UNKNOWN, Houses

NO, MAYBE, YES, NOT_ASKED = (pl.lit(code, pl.Int8) for code in range(4))
Expr = pl.Expr
COL = pl.col


def _reaches(a: Expr, b: Expr | int) -> Expr:
    return pl.when(a >= b).then(YES).when(a < b).then(NO).otherwise(MAYBE)


def _yes(a: Expr) -> Expr:
    return pl.when(a).then(YES).when(~a).then(NO).otherwise(MAYBE)


def _either(test: Expr, a: Expr, b: Expr) -> Expr:
    return pl.when(test == 1).then(a).when(test == 0).then(b).when(a == b).then(a).otherwise(MAYBE)


def _bedroom(persons: int, low: int, high: int) -> Expr:
    limit = _either(COL("living"), _reaches(COL("area"), low), _reaches(COL("area"), high))
    unsure = pl.when(COL("persons").is_null()).then(MAYBE).otherwise(NO)
    spared = (COL("kind") != BEDROOM) | (COL("persons") != persons)
    return pl.when(spared).then(YES).otherwise(pl.max_horizontal(unsure, limit)).min()


def _is_asked(persons: int) -> Expr:
    asked = pl.when(COL("persons").is_null()).then(MAYBE).when(COL("persons") == persons).then(YES).otherwise(NO)
    return pl.when(COL("kind") != BEDROOM).then(NO).otherwise(asked).max()


def _total(kind: int, fact: str) -> Expr:
    known = COL(fact).filter(COL("kind") == kind)
    return pl.when(known.null_count() == 0).then(known.sum())


def _or_else(amenity: str, instead: str) -> Expr:
    few = _yes(COL("n") <= 7)
    return pl.max_horizontal(_reaches(COL(amenity), COL("c5")), pl.min_horizontal(few, _reaches(COL(amenity), 1), _yes(COL(instead) == 1)))


def _asked(verdict: str, asked: str) -> Expr:
    return pl.when((COL(verdict) == 2) & (COL(asked) == 0)).then(NOT_ASKED).otherwise(COL(verdict))


def _step() -> Expr:
    chain: Any = pl
    for most, area in STEPS:
        chain = chain.when(COL("n") <= most).then(pl.lit(area, pl.Int32))
    return pl.when(COL("n").is_null()).then(None).otherwise(chain)  # type: ignore[no-any-return]


def _near(rooms: Any) -> Any:
    """Of each house whether every bedroom is within two storeys of some bathroom."""
    beds, baths = (rooms.filter(COL("kind") == kind).select("hid", "rid", "floor") for kind in (BEDROOM, BATHROOM))
    pairs = beds.join(baths, on="hid", suffix="_there")
    near = _yes((COL("floor") - COL("floor_there")).abs() <= 2)
    return pairs.group_by("hid", "rid").agg(near.max().alias("near")).group_by("hid").agg(COL("near").min().alias("r9"))


def ready(houses: Houses) -> Any:
    """The query, over frames that lie in memory."""
    house = pl.DataFrame({"hid": np.arange(len(houses.storeys)), **{name: _column(column) for name, column in houses.house.items()}})
    kinds = {"hid": houses.of, "rid": np.arange(len(houses.kind)), "kind": houses.kind.astype(np.int8)}
    rooms = pl.DataFrame({**kinds, **{name: _column(column) for name, column in houses.room.items()}})
    return query(house.lazy(), rooms.lazy())


def _column(values: Any) -> Any:
    return pl.Series(np.where(values == UNKNOWN, 0, values).astype(np.int32)).set(pl.Series(values == UNKNOWN), None)


def query(house: Any, rooms: Any) -> Any:
    """All ten clauses of every house, in order of houses."""
    within = rooms.join(house.select("hid", "living"), on="hid")
    of_rooms = within.group_by("hid").agg(
        v1=_bedroom(1, 651, 1000),
        a1=_is_asked(1),
        v2=_bedroom(2, 1100, 1500),
        a2=_is_asked(2),
        n=_total(BEDROOM, "persons"),
        ka=_total(KITCHEN, "area"),
        r10=pl.when(COL("kind") == KITCHEN).then(_reaches(COL("extract"), 60)).otherwise(YES).min(),
    )
    known = house.join(of_rooms, on="hid").join(_near(rooms), on="hid", how="left")
    known = known.with_columns(c5=(COL("n") + 4) // 5, c4=(COL("n") + 3) // 4, step=_step())
    crowd = pl.when(COL("n").is_null()).then(MAYBE).when(COL("n") < 2).then(NOT_ASKED).when(COL("n") > 15).then(NO)
    verdicts = {
        "r1": _asked("v1", "a1"),
        "r2": _asked("v2", "a2"),
        "r3": crowd.otherwise(_reaches(COL("ka"), COL("step"))),
        "r4": _or_else("cookers", "microwave"),
        "r5": _or_else("sinks", "dishwasher"),
        "r6": _reaches(COL("baths"), COL("c5")),
        "r7": _either(COL("wc_separate"), _reaches(COL("wcs"), COL("c5")), _reaches(COL("wcs"), COL("c4"))),
        "r8": _reaches(COL("worktop"), COL("n") * 40),
        "r9": COL("r9").fill_null(NOT_ASKED),
        "r10": COL("r10"),
    }
    return known.select("hid", **verdicts).sort("hid").select(CLAUSES)


def judge(asked: Any) -> Any:
    """A column for each clause and a row for each house."""
    return asked.collect().to_numpy()
