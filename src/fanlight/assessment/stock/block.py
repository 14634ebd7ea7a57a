"""One block of a stock: read, rid of houses that cannot be assessed, and run through the programs of editions."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any as Anything
from typing import Self

from sqlglot import exp

from fanlight.assessment.columnar.duck import Dialect, Texts, recalled, written
from fanlight.assessment.columnar.layout import HOUSE, STOCK
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.finding import Verdict
from fanlight.assessment.stock.checking import contradictions, faults
from fanlight.assessment.stock.dataset import Dataset
from fanlight.facts.files import Problem, Refused

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


class Block(ABC):
    """Where one block after another is read and assessed by queries; each engine says how they are run.

    Of each thing there are three tables: `whole_room` is the files, `block_room` the rows of a block, `room` those of the houses to assess.
    `looked_at` are the things in whose rows a fault is looked for.
    """

    dialect: Dialect
    connection: Anything

    def __init__(self, dataset: Dataset, programs: Mapping[str, Program]) -> None:
        self.dataset, self.programs = dataset, programs
        self.possible = Program(contradictions(), lacking=False)
        self.faults = {thing: [query.sql(self.dialect) for query in of_thing] for thing, of_thing in faults(dataset.columns).items()}
        self.looked_at: Collection[str] = dataset.files.keys()
        self._make_ready({name: list(columns) for name, columns in dataset.columns.items()})
        self._open()

    def _make_ready(self, given: Mapping[str, Sequence[str]]) -> None:
        """Write the queries of every program, over tables with the columns given."""
        self.checks = written(self.possible, given, self.dialect)
        self.texts = {name: recalled(program, given, self.dialect) for name, program in self.programs.items()}

    def _open(self) -> None:
        """Let a connection see the files."""
        for thing in self.dataset.files:
            self.view(f"whole_{thing}", self.files(thing))

    @abstractmethod
    def connected(self) -> Anything:
        """A further connection, with tables of its own in the same memory."""

    @abstractmethod
    def files(self, thing: str) -> str:
        """A query of all rows of the files of a table."""

    @abstractmethod
    def rows(self, text: str) -> Sequence[Sequence[Anything]]:
        """The rows that a query finds."""

    @abstractmethod
    def keep(self, name: str, text: str) -> None:
        """Work out a query now and keep what it finds as a table."""

    @abstractmethod
    def view(self, name: str, text: str) -> None:
        """Call a query by a name."""

    @abstractmethod
    def copy(self, text: str, path: Path) -> list[Path]:
        """Write what a query finds to files: one at a path, or several beside it."""

    def prepare(self, texts: Texts) -> None:
        """Make the tables out of which the findings of a program are then read."""
        for name, text in texts.tables:
            self.keep(name, text)

    def another(self) -> Self:
        """A block that is read and assessed beside this one, in the same memory."""
        beside = copy(self)
        beside.connection = self.connected()
        beside._open()
        return beside

    def text(self, words: str) -> str:
        """Words as this engine reads them."""
        return exp.Literal.string(words).sql(self.dialect)

    def firsts(self, size: int) -> list[int]:
        """The number of the first house of each block of so many houses. Raises Refused where a row belongs to no house."""
        problems = []
        for thing in self.dataset.files:
            [(lost,)] = self.rows(f"select count(*) from whole_{thing} where {HOUSE} is null")
            if lost:
                problems.append(Problem(str(self.dataset.folder / thing), 0, f"{lost} rows have no {HOUSE}; give each that of its house"))
        if problems:
            raise Refused(problems)
        every = f"select distinct {HOUSE} from whole_{STOCK}"
        numbered = f"select {HOUSE}, row_number() over (order by {HOUSE}) - 1 as place from ({every}) as houses_there_are"
        return [int(first) for (first,) in self.rows(f"select {HOUSE} from ({numbered}) as numbered where place % {size} = 0 order by 1")]

    def read(self, number: int, between: tuple[int, int], councils: Sequence[str] | None = None) -> Part:
        """Read the houses from one number to another, and set aside those that cannot be assessed, or are of none of some councils."""
        self._take(*between)
        self.keep("faulty", " union all ".join(self._faulty(councils)))
        self._choose(None, "faulty")
        self.keep_contradicting()
        self.keep("aside", "select * from faulty union all select * from contradicting")
        [(houses,)] = self.rows(f"select count(*) from (select {HOUSE} from block_{STOCK} union select {HOUSE} from aside) as houses_read")
        reasons = self.rows(f"select reason, count(distinct {HOUSE}) from aside group by reason order by reason")
        [(left,)] = self.rows(f"select count(distinct {HOUSE}) from aside")
        return Part(number, int(houses), int(left), {reason: int(count) for reason, count in reasons})

    def _take(self, first: int, last: int) -> None:
        """Read the rows of the houses from one number to another."""
        for thing in self.dataset.files:
            self.keep(f"block_{thing}", f"select * from whole_{thing} where {HOUSE} between {first} and {last}")
            self.view(thing, f"select * from block_{thing}")

    def _faulty(self, councils: Sequence[str] | None) -> Iterator[str]:
        """Queries of the houses that cannot be assessed for what stands in their rows, each with its reason."""
        for thing in self.looked_at:
            why = self.text(f"has rows in {thing}, but is not in the table of houses")
            yield f"select distinct {HOUSE}, {why} as reason from block_{thing} where {HOUSE} not in (select {HOUSE} from block_{STOCK})"
            yield from self.faults.get(thing, ())
        if councils is not None:
            why = self.text("no edition of its council is in force")
            yield f"select {HOUSE}, {why} as reason from block_{STOCK} where not {self._is_of(councils)}"

    def _is_of(self, councils: Sequence[str]) -> str:
        """Whether a house is of one of some councils."""
        return f"coalesce(council, '') in ({', '.join(map(self.text, councils))})" if councils else "(1 = 0)"

    def _keep_chosen(self, councils: Sequence[str] | None, aside: str) -> None:
        """Keep the numbers of the houses of some councils, or of all, that were not set aside."""
        of_council = f" and {self._is_of(councils)}" if councils is not None else ""
        self.keep("chosen", f"select {HOUSE} from block_{STOCK} where {HOUSE} not in (select {HOUSE} from {aside}){of_council}")

    def _choose(self, councils: Sequence[str] | None, aside: str = "aside") -> None:
        """Let the tables of things stand for the houses of some councils, or of all, that were not set aside."""
        self._keep_chosen(councils, aside)
        for thing in self.dataset.files:
            self.view(thing, f"select * from block_{thing} where {HOUSE} in (select {HOUSE} from chosen)")

    def keep_contradicting(self) -> None:
        """Keep the houses whose facts cannot all be so, each with the clause that says what is wrong."""
        self.prepare(self.checks)
        says = " ".join(f"when {self.text(name)} then {self.text(clause.says)}" for name, clause in self.possible.edition.clauses.items())
        wrong = f"select distinct {HOUSE}, clause from ({self.checks.findings['']}) as checked where verdict = '{Verdict.NOT_MET.value}'"
        self.keep("contradicting", f"select {HOUSE}, case clause {says} end as reason from ({wrong}) as wrong")

    def write_aside(self, path: Path) -> list[Path]:
        """Write the houses set aside, with their reasons, to files."""
        return self.copy(f"select {HOUSE}, reason from aside order by {HOUSE}, reason", path)

    def find(self, name: str, councils: Sequence[str] | None = None) -> Mapping[str, str]:
        """Work out the findings of one edition on the houses of some councils, or of all; gives a query for those of each kind."""
        self._choose(councils)
        self.prepare(self.texts[name])
        return self.texts[name].findings

    def write_findings(self, name: str, councils: Sequence[str] | None, part: Part, folder: Path) -> list[Path]:
        """Write the findings of one edition on the houses of some councils, or of all, to files, and count them.

        Those of clauses that measure something have files of their own: they are few, and have many more columns.
        """
        program, texts, made = self.programs[name], self.texts[name], []
        for kind, text in self.find(name, councils).items():
            made += self.copy(self.of_kind(program, kind, text), folder / file_of(part, kind))
        counts: dict[str, dict[str, int]] = {}
        counted = f"select clause, verdict, count(*) from ({texts.counted}) as counted group by clause, verdict order by clause, verdict"
        for clause, verdict, count in self.rows(counted) if texts.counted else ():
            counts.setdefault(program.clauses[clause], {})[WORDS[verdict]] = int(count)
        part.verdicts[name] = counts
        part.spilled = max(part.spilled, self.spilled())
        return made

    def of_kind(self, program: Program, kind: str, text: str) -> str:
        """The findings of a kind as they are written to files."""
        return text

    def spilled(self) -> int:
        """How many bytes lie on disk because memory is too small, where the engine tells."""
        return 0


def file_of(part: Part, kind: str) -> str:
    """The file of the findings of a kind."""
    return f"part-{part.number:05}{kind.replace('_', '-')}.parquet"
