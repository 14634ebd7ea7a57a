"""The ten clauses as queries written by hand for DuckDB: each truth is 0 no, 1 unknown or 2 yes, so that no NULL decides anything."""

from typing import Any

import duckdb
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from benchmarks.stock_houses import BATHROOM, BEDROOM, KITCHEN, UNKNOWN, Houses

STEPS = ((5, 650), (6, 750), (7, 850), (8, 950), (10, 1050), (11, 1150), (12, 1250), (15, 1350))
CLAUSES = [f"r{number}" for number in range(1, 11)]


def _reaches(a: str, b: object) -> str:
    return f"(CASE WHEN {a} IS NULL OR {b} IS NULL THEN 1 WHEN {a} >= {b} THEN 2 ELSE 0 END)"


def _yes(a: str) -> str:
    return f"(CASE WHEN {a} IS NULL THEN 1 WHEN {a} THEN 2 ELSE 0 END)"


def _either(test: str, a: str, b: str) -> str:
    return f"(CASE WHEN {test} = 1 THEN {a} WHEN {test} = 0 THEN {b} WHEN {a} = {b} THEN {a} ELSE 1 END)"


def _bedroom(persons: int, low: int, high: int) -> str:
    limit = _either("h.living", _reaches("r.area", low), _reaches("r.area", high))
    unsure = "CASE WHEN r.persons IS NULL THEN 1 ELSE 0 END"
    return f"min(CASE WHEN r.kind <> {BEDROOM} OR r.persons <> {persons} THEN 2 ELSE greatest({unsure}, {limit}) END)"


def _is_asked(persons: int) -> str:
    return f"max(CASE WHEN r.kind <> {BEDROOM} THEN 0 WHEN r.persons IS NULL THEN 1 WHEN r.persons = {persons} THEN 2 ELSE 0 END)"


def _total(kind: int, fact: str) -> str:
    total = f"sum(CASE WHEN r.kind = {kind} THEN r.{fact} ELSE 0 END)::INT"
    return f"CASE WHEN bool_or(r.kind = {kind} AND r.{fact} IS NULL) THEN NULL ELSE {total} END"


def _or_else(amenity: str, instead: str) -> str:
    return f"greatest({_reaches(amenity, 'c5')}, least({_yes('(n <= 7)')}, {_reaches(amenity, 1)}, {_yes(f'{instead} = 1')}))"


STEP = f"CASE {' '.join(f'WHEN n <= {most} THEN {area}' for most, area in STEPS)} END"
NEAR = "CASE WHEN b.floor IS NULL OR t.floor IS NULL THEN 1 WHEN abs(b.floor - t.floor) <= 2 THEN 2 ELSE 0 END"
QUERY = f"""
WITH of_rooms AS (
  SELECT r.hid, {_bedroom(1, 651, 1000)} v1, {_is_asked(1)} a1, {_bedroom(2, 1100, 1500)} v2, {_is_asked(2)} a2,
    {_total(BEDROOM, "persons")} n, {_total(KITCHEN, "area")} ka,
    min(CASE WHEN r.kind = {KITCHEN} THEN {_reaches("r.extract", 60)} ELSE 2 END) v10
  FROM rooms r JOIN houses h USING (hid) GROUP BY r.hid),
near AS (
  SELECT b.hid, max({NEAR}) v FROM (SELECT * FROM rooms WHERE kind = {BEDROOM}) b
  JOIN (SELECT * FROM rooms WHERE kind = {BATHROOM}) t USING (hid) GROUP BY b.hid, b.rid),
all_near AS (SELECT hid, min(v) v9 FROM near GROUP BY hid),
judged AS (
  SELECT *, (n + 4) // 5 c5, (n + 3) // 4 c4, {STEP} step FROM houses JOIN of_rooms USING (hid) LEFT JOIN all_near USING (hid))
SELECT hid, (CASE WHEN v1 = 2 AND a1 = 0 THEN 3 ELSE v1 END)::UTINYINT r1, (CASE WHEN v2 = 2 AND a2 = 0 THEN 3 ELSE v2 END)::UTINYINT r2,
  (CASE WHEN n IS NULL THEN 1 WHEN n < 2 THEN 3 WHEN n > 15 THEN 0 ELSE {_reaches("ka", "step")} END)::UTINYINT r3,
  {_or_else("cookers", "microwave")}::UTINYINT r4, {_or_else("sinks", "dishwasher")}::UTINYINT r5, {_reaches("baths", "c5")}::UTINYINT r6,
  {_either("wc_separate", _reaches("wcs", "c5"), _reaches("wcs", "c4"))}::UTINYINT r7, {_reaches("worktop", "(40 * n)")}::UTINYINT r8,
  coalesce(v9, 3)::UTINYINT r9, v10::UTINYINT r10
FROM judged ORDER BY hid"""


def ready(houses: Houses) -> Any:
    """A connection that holds the houses in memory."""
    connection = duckdb.connect()
    tables = {
        "houses": {"hid": pa.array(np.arange(len(houses.storeys)))} | {name: _column(column) for name, column in houses.house.items()},
        "rooms": {"hid": pa.array(houses.of), "rid": pa.array(np.arange(len(houses.kind))), "kind": pa.array(houses.kind)}
        | {name: _column(column) for name, column in houses.room.items()},
    }
    for name, columns in tables.items():
        connection.register("given", pa.table(columns))
        connection.execute(f"create table {name} as from given")
    return connection


def _column(values: Any) -> Any:
    return pa.array(values.astype(np.int32), mask=values == UNKNOWN)


def judge(connection: Any) -> Any:
    """A column for each clause and a row for each house."""
    found = connection.execute(QUERY).fetchnumpy()
    return np.column_stack([found[name] for name in CLAUSES])
