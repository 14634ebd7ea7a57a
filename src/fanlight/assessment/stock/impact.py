"""What a draft edition would change in a stock: every clause that may differ run by both editions, and what becomes of each finding."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any as Anything

import duckdb
from sqlglot import exp

from fanlight.assessment.columnar.duck import DIALECT
from fanlight.assessment.columnar.layout import HOUSE, STOCK
from fanlight.assessment.finding import Verdict
from fanlight.assessment.stock import displacing, staying
from fanlight.assessment.stock.block import Part
from fanlight.assessment.stock.dataset import Dataset
from fanlight.assessment.stock.making import Wish
from fanlight.assessment.stock.pairing import ABSENT, Pairing, kinds
from fanlight.assessment.stock.running import Run

OLD, NEW = "before", "after"
FOUND = (*(verdict.value for verdict in Verdict), ABSENT)
"""What can be found of a subject by one edition; the last where the edition has no such clause."""

KINDS = {
    "newly_not_met": "after = 0 and before <> 0",
    "no_longer_not_met": "before = 0 and after <> 0",
    "newly_met": "after = 2 and before <> 2",
    "newly_unknown": "after = 1 and before <> 1",
}
"""Each kind of change and when a finding is of it; `before` and `after` are places in FOUND."""

SIZES = ((0, 2), (3, 4), (5, 6), (7, 10), (11, 10**6))
UNKNOWN = "not known"
SIZE = "".join(
    f" when counts.low >= {low} and counts.high <= {high} then '{f'{low} to {high}' if high < 10**6 else f'{low} or more'}'"
    for low, high in SIZES
)

WHOLE = -9
CELLS = f"""
create or replace temp table cells as
with {{sides}},
whole_old as (select {HOUSE}, pair, code from old where subject = {WHOLE}),
whole_new as (select {HOUSE}, pair, code from new where subject = {WHOLE}),
parts_old as (select distinct {HOUSE}, pair, 1 as has from old where subject <> {WHOLE}),
parts_new as (select distinct {HOUSE}, pair, 1 as has from new where subject <> {WHOLE}),
both_sides as (
    select {HOUSE}, pair, subject, old.code as old_code, new.code as new_code from old full join new using ({HOUSE}, pair, subject)
)
select {HOUSE}, pair, coalesce(old_code, whole_old.code, 4) as before, coalesce(new_code, whole_new.code, 4) as after
from both_sides
left join whole_old using ({HOUSE}, pair) left join whole_new using ({HOUSE}, pair)
left join parts_old using ({HOUSE}, pair) left join parts_new using ({HOUSE}, pair)
where subject <> {WHOLE} or not ((old_code is null and parts_old.has is not null) or (new_code is null and parts_new.has is not null))
"""
"""One row for each house, pair of clauses and subject. A clause that is not asked of a house has one finding, which stands for all of
the subjects that the other edition finds."""

HOUSES = f"""
create or replace temp table houses as
with counts as (select {HOUSE}, measured_low as low, measured_high as high from counted where clause = '{displacing.PERSONS}'),
changes as (
    select {HOUSE}, {", ".join(f"bool_or({test}) as {name}" for name, test in KINDS.items())} from cells group by {HOUSE}
)
select {HOUSE}, coalesce(ward, '{UNKNOWN}') as ward, case{SIZE} else '{UNKNOWN}' end as size,
    {", ".join(f"coalesce({name}, false) as {name}" for name in KINDS)},
    coalesce(least_, 0) as least_, coalesce(most_, 0) as most_
from counts left join wards using ({HOUSE}) left join changes using ({HOUSE}) left join displaced using ({HOUSE})
"""

GROUPS = f"""
select case when grouping(ward) = 0 then 'ward' when grouping(size) = 0 then 'size' else '' end as kind, coalesce(ward, size, '') as name,
    count(*) as houses, {", ".join(f"count(*) filter ({name})::bigint as {name}" for name in KINDS)},
    sum(least_)::bigint as displaced_at_least, sum(most_)::bigint as displaced_at_most
from houses group by grouping sets ((ward), (size), ())
"""

GROUPED = ("houses", *KINDS, "displaced_at_least", "displaced_at_most")


@dataclass(slots=True)
class Impact:
    """What a draft changes. `findings` are by pair, before and after; `houses` by pair and kind of change; `groups` by ward, by size, and
    under ("", "") of the whole stock."""

    findings: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    houses: Counter[tuple[str, str]] = field(default_factory=Counter)
    groups: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def of_pair(self, pair: str, kind: str) -> int:
        """How many findings of a pair of clauses are of a kind of change."""
        return sum(count for (name, before, after), count in self.findings.items() if name == pair and kind in kinds(before, after))

    def named(self, kind: str) -> list[tuple[str, Counter[str]]]:
        """The wards, or the sizes, with their figures, in the order of their names."""
        order = [f"{low} to {high}" for low, high in SIZES]
        found = [(name, counts) for (of, name), counts in self.groups.items() if of == kind]
        return sorted(
            found, key=lambda each: (each[0] == UNKNOWN, each[0].endswith("more"), order.index(each[0]) if each[0] in order else 0, each[0])
        )

    @property
    def whole(self) -> Counter[str]:
        """The figures of the whole stock."""
        return self.groups.get(("", ""), Counter())


class Comparing:
    """A run of two editions over a stock, and what comes of it, a block at a time. It goes on where it was stopped, as every run does."""

    def __init__(self, dataset: Dataset, pairing: Pairing, wish: Mapping[str, Anything], out: Path) -> None:
        self.dataset, self.pairing = dataset, pairing
        self.editions = {
            name: edition
            for name, edition in {OLD: pairing.run("old"), NEW: pairing.run("new"), **displacing.editions(pairing)}.items()
            if edition.clauses
        }
        self.run = Run(dataset, Wish(self.editions, lacking=False, **wish), out)
        self.connection: Anything = duckdb.connect(config={"temp_directory": str(out / "spill")})
        if self.run.wish.memory:
            self.connection.execute("set memory_limit = $memory", {"memory": self.run.wish.memory})
        self.is_tried = not self.editions.keys().isdisjoint((displacing.BEFORE, displacing.AFTER))
        self._prepare()

    def _prepare(self) -> None:
        self.connection.execute("create temp table trials (o int, u int)")
        self.connection.executemany("insert into trials values (?, ?)", [*staying.TRIALS, staying.ANYBODY])
        for side in ("old", "new"):
            self.connection.execute(f"create temp table clauses_{side} (clause varchar, pair varchar, whole boolean)")
            rows = [(name, pair.name, pair.whole) for pair in self.pairing.pairs for name in getattr(pair, side)]
            values = {"clauses": [row[0] for row in rows], "pairs": [row[1] for row in rows], "whole": [row[2] for row in rows]}
            listed = "unnest($clauses::varchar[]), unnest($pairs::varchar[]), unnest($whole::boolean[])"
            self.connection.execute(f"insert into clauses_{side} select {listed}", values)

    def parts(self, done: Impact) -> Iterator[Part]:
        """Every part in turn; what it comes to is added to `done`."""
        for part in self.run.parts():
            self._compare(part.number, done)
            yield part

    def _files(self, name: str, number: int) -> str:
        """The findings of one edition in one part, as a table."""
        paths = sorted(str(path) for path in (self.run.out / "findings" / f"edition={name}").glob(f"part-{number:05}*.parquet"))
        if not paths:
            return f"(select null::bigint as {HOUSE}, '' as clause, '' as verdict, null::int as subject where false)"
        return f"read_parquet({_list(paths)}, union_by_name = true, hive_partitioning = false)"

    def _side(self, side: str, name: str, number: int) -> str:
        code = f"list_position({_list(FOUND)}, verdict) - 1"
        return (
            f"{side} as (select {HOUSE}, pair, case when whole then {WHOLE} else coalesce(subject, {WHOLE}) end as subject, "
            f"min({code}) as code from {self._files(name, number)} join clauses_{side} using (clause) group by all)"
        )

    def _compare(self, number: int, done: Impact) -> None:
        def run(text: str) -> list[tuple[Anything, ...]]:
            rows: list[tuple[Anything, ...]] = self.connection.execute(text).fetchall()
            return rows

        run(f"create or replace temp table counted as select * from {self._files(displacing.COUNTS, number)}")
        run(f"create or replace temp table wards as {self._wards()}")
        for name in (displacing.SAME, displacing.BEFORE, displacing.AFTER):
            run(f"create or replace temp table {name.replace('-', '_')} as {displacing.bad_ones(self._files(name, number))}")
        for text in displacing.statements(self.is_tried):
            run(text)
        run(CELLS.format(sides=f"{self._side('old', OLD, number)}, {self._side('new', NEW, number)}"))
        run(HOUSES)
        for pair, before, after, count in run("select pair, before, after, count(*) from cells group by all"):
            done.findings[pair, FOUND[before], FOUND[after]] += count
        for kind, test in KINDS.items():
            for pair, count in run(f"select pair, count(distinct {HOUSE}) from cells where {test} group by pair"):
                done.houses[pair, kind] += count
        for kind, name, *figures in run(GROUPS):
            done.groups.setdefault((kind, name), Counter()).update(dict(zip(GROUPED, figures, strict=True)))

    def _wards(self) -> str:
        ward = "any_value(ward)" if "ward" in self.dataset.columns[STOCK] else "null::varchar"
        files = f"read_parquet({_list(self.dataset.pattern(STOCK))}, union_by_name = true)"
        return f"select {HOUSE}, {ward} as ward from {files} semi join counted using ({HOUSE}) group by {HOUSE}"


def _list(texts: Iterable[str]) -> str:
    return "[" + ", ".join(exp.Literal.string(text).sql(DIALECT) for text in texts) + "]"
