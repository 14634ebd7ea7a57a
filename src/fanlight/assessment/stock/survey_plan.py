"""The survey plan: which facts, asked of which houses, settle most of what cannot be told of a stock, and what asking them costs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any as Anything

import duckdb
from sqlglot import exp

from fanlight.assessment.columnar.duck import DIALECT
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.missing import OF_FACT, list_number, named
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.finding import Verdict
from fanlight.assessment.stock.block import Part
from fanlight.assessment.stock.by_duckdb import DuckBlock
from fanlight.assessment.stock.dataset import Dataset
from fanlight.assessment.stock.making import Wish, refuse_too_large
from fanlight.assessment.stock.running import blocks_of
from fanlight.facts.files import Problem, Refused
from fanlight.facts.vocabulary import THINGS, fact

OPEN, ASKS = "cannot_tell", "asks"
CELLS = f"""
select {HOUSE}, edition, clause, coalesce(list_sort(list(distinct name) filter (name is not null)), []) as facts from lacking group by all
"""
ANSWERS = f"select {HOUSE}, name as fact, count(distinct number) as answers from lacking where name is not null group by all"
RANKING = """
with waits as (
    select fact, count(*) as waiting, count(*) filter (number = 1) as alone
    from (select unnest(facts) as fact, len(facts) as number from cells) group by fact
)
select fact, count(*), sum(answers)::bigint, any_value(waiting), any_value(alone) from asks join waits using (fact)
group by fact order by any_value(alone) desc, any_value(waiting) desc, fact
"""
TO_VISIT = f"""
with settled as (
    select {HOUSE}, count(*) as clauses_settled from cells
    where len(facts) > 0 and list_has_all((select list(fact) from chosen), facts) group by {HOUSE}
)
select {HOUSE}, coalesce(clauses_settled, 0) as clauses_settled, sum(answers)::bigint as answers,
    string_agg(fact, '; ' order by fact) as ask
from asks join chosen using (fact) left join settled using ({HOUSE}) group by all order by clauses_settled desc, answers, {HOUSE}
"""
TRIED = 200
"""How many sets of facts are weighed at each step, the most frequent ones, besides each fact by itself."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact and what hangs on it: how many clauses of a house wait for it, and how many of them for nothing else.

    `answers` is how many answers it takes: one for each thing of which it is missing.
    """

    name: str
    houses: int
    answers: int
    waiting: int
    alone: int


@dataclass(frozen=True, slots=True)
class Step:
    """Facts asked together, in every house where one of them is missing. `visited` are the houses that no earlier step went to."""

    facts: tuple[str, ...]
    houses: int
    visited: int
    answers: int
    settled: int
    cost: int


def name_of(number: int) -> str:
    """The name of a missing fact by its number: `room.floor_area`, or `complete: rooms` for whether a list is complete."""
    thing, name, _ = named(number)
    return f"{thing}.{name}" if name else f"complete: {THINGS[thing].plural}"


def question(name: str) -> str:
    """What to ask."""
    path, _, things = name.partition(": ")
    return f"Are these all the {things} of the house?" if things else fact(path).question


class Gathering:
    """What cannot be told of each house, and the facts it waits for: a block at a time, into Parquet files."""

    def __init__(self, dataset: Dataset, wish: Wish, out: Path) -> None:
        if out.exists():
            raise Refused([Problem(str(out), 0, "exists already; name another folder, or remove it")])
        self.programs = {name: Program(edition, on=wish.on, facts=True) for name, edition in wish.editions.items()}
        refuse_too_large(self.programs)
        for folder in (OPEN, ASKS):
            (out / folder).mkdir(parents=True)
        self.out = out
        self.block = DuckBlock(dataset, self.programs, spill=out / "spill", memory=wish.memory)
        self.blocks = blocks_of(self.block, wish.block)
        keys = [list_number(thing) // OF_FACT + slot for thing, of in THINGS.items() for slot in range(1 + len(of.facts))]
        names = [name_of(key * OF_FACT) for key in keys]
        self.block.run("create temp table names as select unnest($keys) as key, unnest($names) as name", keys=keys, names=names)

    def parts(self) -> Iterator[Part]:
        """Every block in turn."""
        for number, between in enumerate(self.blocks):
            part = self.block.read(number, between)
            self.block.run(f"create or replace temp table lacks ({HOUSE} bigint, edition varchar, clause varchar, number bigint)")
            for name in self.programs:
                self._lacks(name)
            self.block.run(f"create or replace temp table lacking as select * from lacks left join names on key = number // {OF_FACT}")
            self._copy(CELLS, OPEN, number)
            self._copy(ANSWERS, ASKS, number)
            yield part

    def _lacks(self, name: str) -> None:
        """Note each missing fact of each clause of one edition that cannot be told; NULL where no fact would settle it."""
        program = self.programs[name]
        left_open = [each for each in program.clauses if program.edition.left_open.intersection(program.edition.clauses[each].readings)]
        facts = "case when len(facts) = 0 or list_contains($left_open::varchar[], clause) then [null] else facts end"
        words = {"name": name, "left_open": left_open, "verdict": Verdict.CANNOT_TELL.value}
        for found in self.block.find(name).values():
            lacks = f"select {HOUSE}, $name, clause, unnest({facts}) from ({found}) where verdict = $verdict"
            self.block.run(f"insert into lacks {lacks}", **words)

    def _copy(self, text: str, folder: str, number: int) -> None:
        self.block.run(f"copy ({text}) to {quoted(self.out / folder / f'part-{number:05}.parquet')} (format parquet, compression zstd)")


class Plan:
    """The facts by what hangs on them, and a plan that takes again and again the facts which settle most for what they cost.

    One answer costs 1; going to a house costs `visit` answers, once.
    """

    def __init__(self, folder: Path, *, visit: int, most: int) -> None:
        self.folder, self.visit, self.most = folder, visit, most
        self.connection: Anything = duckdb.connect(config={"temp_directory": str(folder / "spill")})
        self.connection.execute(f"create view cells as from read_parquet({quoted(folder / OPEN / '*.parquet')})")
        self.connection.execute(f"create view asks as from read_parquet({quoted(folder / ASKS / '*.parquet')})")
        self.open = self._one("select count(*) from cells")
        self.beyond = self._one("select count(*) from cells where len(facts) = 0")
        self.asked = [Asked(*row) for row in self.rows(RANKING)]
        self.places = {each.name: place for place, each in enumerate(self.asked)}
        self.answers = [each.answers for each in self.asked]
        self.houses = self._houses()
        self.steps = list(self._steps())

    def rows(self, text: str, **given: object) -> list[tuple[Anything, ...]]:
        """The rows of a query."""
        found: list[tuple[Anything, ...]] = self.connection.execute(text, given or None).fetchall()
        return found

    def _one(self, text: str) -> int:
        return int(self.rows(text)[0][0])

    def _houses(self) -> list[int]:
        """The houses in which each fact is missing, a bit for each house."""
        self.connection.execute(f"create temp table numbered as select {HOUSE}, row_number() over (order by {HOUSE}) - 1 as bit "
                                f"from (select distinct {HOUSE} from asks)")  # fmt: skip
        found = []
        for each in self.asked:
            bits = bytearray(self._one("select count(*) from numbered") // 8 + 1)
            for (bit,) in self.rows(f"select bit from asks join numbered using ({HOUSE}) where fact = $fact", fact=each.name):
                bits[bit >> 3] |= 1 << (bit & 7)
            found.append(int.from_bytes(bits, "little"))
        return found

    def _steps(self) -> Iterator[Step]:
        waiting: Counter[int] = Counter()
        for facts, count in self.rows("select facts, count(*) from cells where len(facts) > 0 group by facts order by all"):
            waiting[sum(1 << self.places[name] for name in facts)] += count
        visited = 0
        for _ in range(self.most):
            weighed = [self._weighed(facts, waiting, visited) for facts in self._tried(waiting)]
            if not weighed:
                return
            step, facts = max(weighed, key=lambda each: (each[0].settled / each[0].cost, each[0].settled, -each[1]))
            yield step
            visited |= self._where(facts)
            left: Counter[int] = Counter()
            for pattern, count in waiting.items():
                if pattern & ~facts:
                    left[pattern & ~facts] += count
            waiting = left

    @staticmethod
    def _tried(waiting: Counter[int]) -> list[int]:
        """What may be asked next: the facts for which alone something waits, and the sets for which most wait."""
        alone = [facts for facts in waiting if facts.bit_count() == 1]
        return list(dict.fromkeys([*alone, *(facts for facts, _ in sorted(waiting.items(), key=lambda each: (-each[1], each[0]))[:TRIED])]))

    def _weighed(self, facts: int, waiting: Counter[int], visited: int) -> tuple[Step, int]:
        settled = sum(count for pattern, count in waiting.items() if not pattern & ~facts)
        where = self._where(facts)
        names = [place for place in range(facts.bit_length()) if facts >> place & 1]
        answers, new = sum(self.answers[place] for place in names), (where & ~visited).bit_count()
        cost = answers + self.visit * new
        return Step(tuple(self.asked[place].name for place in names), where.bit_count(), new, answers, settled, cost), facts

    def _where(self, facts: int) -> int:
        houses = 0
        for place in range(facts.bit_length()):
            if facts >> place & 1:
                houses |= self.houses[place]
        return houses

    def write_houses(self, path: Path) -> Path:
        """Write the houses to visit, those first where most is settled: what to ask there in one visit, and how much that settles."""
        chosen = [name for step in self.steps for name in step.facts]
        self.connection.execute("create or replace temp table chosen as select unnest($chosen::varchar[]) as fact", {"chosen": chosen})
        self.connection.execute(f"copy ({TO_VISIT}) to {quoted(path)} (header)")
        return path


def quoted(path: Path) -> str:
    """A path as the text of a query."""
    return exp.Literal.string(str(path)).sql(DIALECT)
