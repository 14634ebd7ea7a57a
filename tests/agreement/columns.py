"""The columnar compiler beside the interpreter: the same edition over the same houses, cell by cell."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random
from time import perf_counter
from typing import Any as Anything

import duckdb

from fanlight.assessment import assess
from fanlight.assessment.columnar import arrow
from fanlight.assessment.columnar.duck import Duck
from fanlight.assessment.columnar.judging import TABLES
from fanlight.assessment.columnar.layout import UNLISTED
from fanlight.assessment.columnar.missing import named
from fanlight.assessment.columnar.program import HEAD, Program
from fanlight.assessment.finding import Finding, Verdict
from fanlight.assessment.native import engine
from fanlight.assessment.native.engine import Native
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.edition import Edition
from tests.agreement import editions, houses

Ends = tuple[int, int, int, int]


@dataclass(frozen=True)
class Cell:
    """What is found of one clause on one subject: its verdict, its measures and limits, and the facts that are missing."""

    verdict: Verdict
    measures: tuple[Ends, ...]
    missing: frozenset[tuple[str, str, str]]


Key = tuple[int, str, str | None]


@dataclass
class Run:
    """What a run came to."""

    cells: int = 0
    too_large: int = 0
    clauses: int = 0
    seconds: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def took(self) -> str:
        """How long each way took, with its compiling."""
        return " and ".join(f"{seconds:.0f} s by {way}" for way, seconds in self.seconds.items())


def by_interpreter(edition: Edition, surveys: Sequence[Survey], on: date | None) -> dict[Key, Cell]:
    """Every cell as the interpreter finds it."""
    program = assess.Program(edition)
    return {
        (number, finding.clause.id, finding.subject.id if finding.subject else None): _cell(finding)
        for number, survey in enumerate(surveys)
        for finding in program.assess(survey, on).findings
    }


def _cell(finding: Finding) -> Cell:
    measures = tuple((*one.measured, *one.required) for one in finding.measures)
    lacking = frozenset((one.thing, one.id, one.name) for one in finding.missing)
    assert len(lacking) == len(finding.missing)
    return Cell(finding.verdict, measures, lacking)


def by_query(program: Program, surveys: Sequence[Survey]) -> dict[Key, Cell]:
    """Every cell as the compiled edition finds it."""
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, table in arrow.tables(surveys).items():
            connection.register(name, table)
        Duck(connection).assess(program)
        rows = connection.execute("from findings union all by name from findings_measured union all by name from findings_wide").fetchall()
    return _cells(program, surveys, rows)


def by_spark(program: Program, surveys: Sequence[Survey]) -> dict[Key, Cell]:
    """Every cell as Spark finds it, in the session that there is."""
    from pyspark.sql import SparkSession

    from fanlight.assessment.columnar.spark import Spark  # neither is there where there is no Java

    session = SparkSession.getActiveSession()
    assert session
    for name, table in arrow.tables(surveys).items():
        session.createDataFrame(table).createOrReplaceTempView(name)
    Spark(session).assess(program)
    names, rows = [*program.columns("_wide")], []
    for kind in TABLES:
        if session.catalog.tableExists(f"findings{kind}"):
            rows += [tuple(row.asDict().get(name) for name in names) for row in session.table(f"findings{kind}").collect()]
    return _cells(program, surveys, [_plain(row) for row in rows])


def _plain(row: Sequence[Anything]) -> tuple[Anything, ...]:
    """A finding with its missing facts before its figures, which are whole numbers however they came."""
    head = len(HEAD)
    return (*row[:head], row[-1], *(None if end is None else int(end) for end in row[head:-1]))


def by_machine(program: Program, surveys: Sequence[Survey]) -> dict[Key, Cell]:
    """Every cell as the code compiled for this machine finds it."""
    native = Native(program, engine.compiled(program, as_rows=True))
    found = native.assess(native.inputs(arrow.tables(surveys)))
    names = program.columns("_wide")
    rows = [tuple(row.get(name) for name in names) for kind in TABLES for row in found.tables(kind).to_pylist()]
    return _cells(program, surveys, [_plain(row) for row in rows])


def _cells(program: Program, surveys: Sequence[Survey], rows: Sequence[tuple[Anything, ...]]) -> dict[Key, Cell]:
    found: dict[Key, Cell] = {}
    for house, name, verdict, subject, count, facts, *ends in rows:
        clause = program.edition.clauses[name]
        measures = tuple(tuple(ends[place : place + 4]) for place in range(0, len(ends), 4) if ends[place] is not None)
        lacking = frozenset(_fact(number, surveys[house]) for number in facts)
        assert len(lacking) == len(facts) == count
        key = (house, clause.id, None if subject is None else _id(surveys[house], str(clause.each), subject))
        assert key not in found, key
        found[key] = Cell(Verdict(verdict), measures, lacking)
    return found


def _fact(number: int, survey: Survey) -> tuple[str, str, str]:
    thing, name, place = named(number)
    return thing, _id(survey, thing, place if name else UNLISTED), name


def _id(survey: Survey, thing: str, place: int) -> str:
    if THINGS[thing].plural is None:
        return thing
    return "*" if place == UNLISTED else survey.things[thing][place].id


Way = Callable[[Program, Sequence[Survey]], dict[Key, Cell]]
WAYS: Mapping[str, Way] = {"query": by_query, "machine": by_machine}
ON_SPARK: Mapping[str, Way] = {"query on Spark": by_spark}


def compare(
    edition: Edition, surveys: Sequence[Survey], done: Run, *, on: date | None = None, label: str = "", ways: Mapping[str, Way] = WAYS
) -> None:  # fmt: skip
    """Compare every cell of some houses under an edition."""
    program = Program(edition, on=on, facts=True)
    done.too_large += len(program.too_large)
    done.clauses += len(program.clauses) + len(program.too_large)
    wanted = {key: cell for key, cell in by_interpreter(edition, surveys, on).items() if key[1] not in program.too_large}
    for way, find in ways.items():
        start = perf_counter()
        found = find(program, surveys)
        for key in wanted.keys() | found.keys():
            done.cells += 1
            if wanted.get(key) != found.get(key):
                done.wrong.append(f"{label}: {key}: the interpreter finds {wanted.get(key)}, the {way} {found.get(key)}")
        done.seconds[way] += perf_counter() - start
    for cell in wanted.values():
        done.seen[cell.verdict.words] += 1
        done.seen["missing facts"] += len(cell.missing)
        done.seen["measures"] += len(cell.measures)


@cache
def run(cases: int, seed: str, *, on_spark: bool = False) -> Run:
    """So many random editions, each over a few random houses of its ground."""
    done = Run()
    for number in range(cases):
        case(f"{seed}:{number}", done, ON_SPARK if on_spark else WAYS)
    return done


def case(seed: str, done: Run, ways: Mapping[str, Way] = WAYS, *, clauses: int = 12, surveys: int = 12) -> None:
    """One edition and its houses, from a seed that stands before each disagreement."""
    rng = Random(seed)
    with houses.claims(rng.choice([None, None, 2, 4])):
        place = houses.ground(rng)
        edition = editions.edition(rng, place, clauses=clauses)
        surveyor = houses.Surveyor(rng, place, unknown=rng.choice([0.05, 0.2, 0.4]))
        compare(edition, [surveyor.survey(complete=rng.choice([0.5, 0.9])) for _ in range(surveys)], done, label=seed, ways=ways)
        done.seen.update(place.seen)
