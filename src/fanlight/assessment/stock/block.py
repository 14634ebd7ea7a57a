"""One block of a stock in DuckDB: read, rid of houses that cannot be assessed, and run through the programs of editions."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any as Anything
from typing import Self

import duckdb
from sqlglot import exp

from fanlight.assessment.columnar.duck import DIALECT, Duck, recalled, written
from fanlight.assessment.columnar.judging import TABLES
from fanlight.assessment.columnar.layout import HOUSE, STOCK
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.finding import Verdict
from fanlight.assessment.stock.checking import contradictions, faults
from fanlight.assessment.stock.dataset import Dataset
from fanlight.facts.files import Problem, Refused

IDLE = (
    "join_order", "statistics_propagation", "common_subexpressions", "common_aggregate", "filter_pullup", "reorder_filter",
    "cte_inlining", "duplicate_groups",
)  # fmt: skip
"""What the planner of DuckDB tries in vain: our queries are many and already in order, and planning them costs more than running them."""

WORDS = [verdict.value for verdict in Verdict]


@dataclass(slots=True)
class Part:
    """A finished block: how many houses it has, how many were set aside and why, and how many findings of each verdict a clause has.

    `left` is the number set aside; `aside` counts them by reason, and a house may have several. `verdicts` is by edition, clause
    and verdict; `spilled` is how many bytes lay on disk because memory was too small.
    """

    number: int
    houses: int
    left: int = 0
    aside: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    spilled: int = 0


class Block:
    """A connection in which one block after another is read. Its tables stand as `block_room`, the houses to assess as views: `room`."""

    def __init__(self, dataset: Dataset, programs: Mapping[str, Program], *, spill: Path, memory: str = "") -> None:
        self.dataset, self.programs = dataset, programs
        self.connection: Anything = duckdb.connect(config={"temp_directory": str(spill)})
        known = {name for (name,) in self.run("select name from duckdb_optimizers()")}
        self.connection.execute("set disabled_optimizers = $names", {"names": ",".join(name for name in IDLE if name in known)})
        if memory:
            self.connection.execute("set memory_limit = $memory", {"memory": memory})
        self.possible = Program(contradictions(), lacking=False)
        self.faults = [query.sql(DIALECT) for query in faults(dataset.columns)]
        self._make_ready({name: list(columns) for name, columns in dataset.columns.items()})
        self.run(f"create temp table chosen ({HOUSE} bigint)")

    def _make_ready(self, given: Mapping[str, Sequence[str]]) -> None:
        """Write the queries of every program, over tables with the columns given."""
        self.checks = written(self.possible, given)
        self.texts = {name: recalled(program, given) for name, program in self.programs.items()}

    def another(self) -> Self:
        """A block that is read and assessed beside this one, in the same memory."""
        beside = copy(self)
        beside.connection = self.connection.cursor()
        beside.run(f"create temp table chosen ({HOUSE} bigint)")
        return beside

    def run(self, text: str, **given: object) -> list[tuple[Anything, ...]]:
        """Run a statement; gives the rows it finds."""
        rows: list[tuple[Anything, ...]] = self.connection.execute(text, given or None).fetchall()
        return rows

    def firsts(self, size: int) -> list[int]:
        """The number of the first house of each block of so many houses. Raises Refused where a row belongs to no house."""
        problems = []
        for thing in self.dataset.files:
            [(lost,)] = self.run(f"select count(*) from {self._files(thing)} where {HOUSE} is null")
            if lost:
                problems.append(Problem(str(self.dataset.folder / thing), 0, f"{lost} rows have no {HOUSE}; give each that of its house"))
        if problems:
            raise Refused(problems)
        numbered = (
            f"select {HOUSE}, row_number() over (order by {HOUSE}) - 1 as place from (select distinct {HOUSE} from {self._files(STOCK)})"
        )
        return [int(first) for (first,) in self.run(f"select {HOUSE} from ({numbered}) where place % {size} = 0 order by 1")]

    def _files(self, thing: str) -> str:
        return f"read_parquet({_list(self.dataset.pattern(thing))}, union_by_name = true)"

    def read(self, number: int, between: tuple[int, int], councils: Sequence[str] | None = None) -> Part:
        """Read the houses from one number to another, and set aside those that cannot be assessed, or are of none of some councils."""
        first, last = between
        self.run(f"create or replace temp table aside ({HOUSE} bigint, reason varchar)")
        for thing in self.dataset.files:
            self.run(f"create or replace temp table block_{thing} as from {self._files(thing)} where {HOUSE} between {first} and {last}")
            self.run(f'create or replace temp view "{thing}" as from block_{thing}')
        for thing in self.dataset.files:
            strays = f"select distinct {HOUSE}, $why from block_{thing} where {HOUSE} not in (select {HOUSE} from block_{STOCK})"
            self.run(f"insert into aside {strays}", why=f"has rows in {thing}, but is not in the table of houses")
        for text in self.faults:
            self.run(f"insert into aside {text}")
        if councils is not None:
            self._without(councils)
        self._contradicting()
        houses = self.run(f"select count(*) from (select {HOUSE} from block_{STOCK} union select {HOUSE} from aside)")[0][0]
        reasons = self.run(f"select reason, count(distinct {HOUSE}) from aside group by reason order by reason")
        [(left,)] = self.run(f"select count(distinct {HOUSE}) from aside")
        return Part(number, int(houses), int(left), {reason: int(count) for reason, count in reasons})

    def _choose(self, councils: Sequence[str] | None) -> None:
        """Let the tables of things stand for the houses of some councils, or of all, that were not set aside."""
        self.run("delete from chosen")
        of_council = f" and coalesce(council, '') in (select unnest({_list(councils)}))" if councils is not None else ""
        self.run(f"insert into chosen select {HOUSE} from block_{STOCK} where {HOUSE} not in (select {HOUSE} from aside){of_council}")
        for thing in self.dataset.files:
            self.run(f'create or replace temp view "{thing}" as from block_{thing} semi join chosen using ({HOUSE})')

    def _contradicting(self) -> None:
        """Set aside houses whose facts cannot all be so."""
        self._choose(None)
        Duck(self.connection).prepare(self.checks)
        found = f"select distinct {HOUSE}, clause from ({self.checks.findings['']}) where verdict = '{Verdict.NOT_MET.value}'"
        self._set_aside(self.run(found))

    def _set_aside(self, found: Iterable[tuple[int, str]]) -> None:
        """Set aside some houses, each with the clause that says what is wrong."""
        for house, name in found:
            self.run("insert into aside values ($house, $words)", house=house, words=self.possible.edition.clauses[name].says)

    def _without(self, councils: Sequence[str]) -> None:
        """Set aside the houses of every other council than those of which an edition is in force."""
        known = f"coalesce(council, '') in (select unnest({_list(councils)}))"
        self.run(f"insert into aside select {HOUSE}, 'no edition of its council is in force' from block_{STOCK} where not {known}")

    def write_aside(self, path: Path) -> Path:
        """Write the houses set aside, with their reasons, to a file."""
        return self._copy(f"select {HOUSE}, reason from aside order by {HOUSE}, reason", path)

    def find(self, name: str, councils: Sequence[str] | None = None) -> Mapping[str, str]:
        """Work out the findings of one edition on the houses of some councils, or of all; gives a query for those of each kind."""
        self._choose(councils)
        Duck(self.connection).prepare(self.texts[name])
        return self.texts[name].findings

    def write_findings(self, name: str, councils: Sequence[str] | None, part: Part, folder: Path) -> list[Path]:
        """Write the findings of one edition on the houses of some councils, or of all, to files, and count them.

        Those of clauses that measure something have files of their own: they are few, and have many more columns.
        """
        program, texts, made = self.programs[name], self.texts[name], []
        for kind, text in self.find(name, councils).items():
            wide = ", ".join(f"{column}::decimal(38, 0) as {column}" for column in program.measures())
            shown = f"* replace ({wide})" if TABLES[kind] == "INT128" else "*"
            made.append(self._copy(f"select {shown} from ({text})", folder / file_of(part, kind)))
        counts: dict[str, dict[str, int]] = {}
        counted = f"select clause, verdict, count(*) from ({texts.counted}) group by all order by all"
        for clause, verdict, count in self.run(counted) if texts.counted else ():
            counts.setdefault(program.clauses[clause], {})[WORDS[verdict]] = int(count)
        part.verdicts[name] = counts
        self._note_spilled(part)
        return made

    def _note_spilled(self, part: Part) -> None:
        part.spilled = max(part.spilled, int(self.run("select coalesce(sum(size), 0) from duckdb_temporary_files()")[0][0]))

    def _copy(self, text: str, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run(f"copy ({text}) to {_text(str(path))} (format parquet, compression zstd)")
        return path


def file_of(part: Part, kind: str) -> str:
    """The file of the findings of a kind."""
    return f"part-{part.number:05}{kind.replace('_', '-')}.parquet"


def _text(text: str) -> str:
    return exp.Literal.string(text).sql(DIALECT)


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]::varchar[]"
