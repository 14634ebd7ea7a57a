"""Missing facts are counted as they would be in a list in which each stands once."""

from collections.abc import Sequence
from itertools import product

import duckdb
import pytest
from sqlglot import exp

from fanlight.assessment.columnar import lacking, queries, sql
from fanlight.assessment.columnar.joining import layered
from fanlight.assessment.columnar.lacking import Facts
from fanlight.assessment.columnar.pool import Kept, Pool
from fanlight.assessment.columnar.sql import Sql

A, B, C = (sql.column(name) for name in "abc")
ONE, TWO = (lacking.single(number, None, sql.figure(number), test) for number, test in ((10, A), (20, B)))
LISTED = lacking.kept_list(sql.column("l"), Kept("l", ()), ONE, distinct=True)
OTHER = lacking.kept_list(sql.column("m"), Kept("m", ()), lacking.together((ONE, TWO)), distinct=True)
TWICE = lacking.kept_list(sql.column("n"), Kept("n", ()), TWO, distinct=False)
ALWAYS = lacking.single(30, None, sql.figure(30))


def _told(pool: Pool, parts: Sequence[Sql]) -> list[tuple[int, ...]]:
    """What some expressions are for every answer to three tests, where the lists l, m and n hold 10, 10 and 20, and 20 twice."""
    _, made = pool.needed(sorted({name for part in parts for name in part.names}), lambda kept: False)
    query = layered(queries.select([exp.Star()], queries.table("given")), made)
    text = queries.select([part.tree for part in parts], queries.nested(query, "rows_of")).sql("duckdb")
    rows = ", ".join(f"({a}, {b}, {c}, [10], [10, 20], [20, 20])" for a, b, c in product(("true", "false"), repeat=3))
    connection = duckdb.connect()
    connection.execute(f"create table given as select * from (values {rows}) as told(a, b, c, l, m, n)")
    return connection.execute(text).fetchall()


@pytest.mark.parametrize(
    ("facts", "needs_list"),
    [
        (None, False),
        (ONE, False),
        (ALWAYS, False),
        (lacking.together((ONE, TWO, ALWAYS)), False),
        (lacking.together((ONE, lacking.where(C, ONE))), False),
        (lacking.together((ONE, LISTED)), True),
        (lacking.together((LISTED, OTHER)), True),
        (lacking.together((ONE, TWICE)), True),
        (lacking.together((LISTED, TWO)), False),
        (lacking.one_of((C, LISTED), (sql.no(C), OTHER)), False),
        (lacking.one_of((C, ONE), (sql.no(C), OTHER)), False),
        (lacking.one_of((C, TWICE), (sql.no(C), OTHER)), True),
        (lacking.one_of((C, lacking.together((ONE, LISTED))), (sql.no(C), OTHER)), True),
        (lacking.together((lacking.one_of((C, LISTED), (sql.no(C), OTHER)), lacking.where(A, OTHER))), True),
        (lacking.together([lacking.one_of((test, LISTED), (sql.no(test), OTHER)) for test in (A, B)]), True),
        (lacking.together([lacking.one_of((C, LISTED), (sql.no(C), OTHER))] * 2), False),
        (lacking.first_of(Pool(()), (A, LISTED), (B, None), (C, TWO), other=OTHER), False),
        (lacking.where(sql.FALSE, ONE), False),
        (lacking.single(10, None, sql.figure(10), sql.FALSE), False),
    ],
)
def test_each_missing_fact_is_counted_once(facts: Facts, needs_list: bool) -> None:
    pool = Pool(())
    count, listed = lacking.count(lacking.small(facts, pool), pool), lacking.as_list(facts)
    assert all(counted == wanted for counted, wanted in _told(pool, [count, sql.length(sql.once(listed))]))
    assert ("DISTINCT" in count.text) == needs_list == (not lacking.is_distinct(facts))
