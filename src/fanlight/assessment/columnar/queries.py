"""Whole queries as trees, put together without sqlglot's own builders, which copy all they are given."""

from collections.abc import Iterable, Sequence

from sqlglot import exp


def named(tree: exp.Expr, name: str) -> exp.Alias:
    """A column under a name."""
    return exp.Alias(this=tree, alias=exp.to_identifier(name))


def nested(query: exp.Query, name: str) -> exp.Subquery:
    """A query as the source of another."""
    return exp.Subquery(this=query, alias=exp.TableAlias(this=exp.to_identifier(name)))


def table(name: str, alias: str = "") -> exp.Table:
    """A table as the source of a query."""
    called = {"alias": exp.TableAlias(this=exp.to_identifier(alias))} if alias else {}
    return exp.Table(this=exp.to_identifier(name), **called)


def select(
    columns: Iterable[exp.Expr], source: exp.Expr, *, joins: Iterable[exp.Join] = (), where: Iterable[exp.Expr] = (),
    group: Iterable[exp.Expr] = (),
) -> exp.Select:  # fmt: skip
    """A query; every one of the tests of `where` must hold."""
    query = exp.Select(expressions=list(columns), from_=exp.From(this=source), joins=list(joins))
    tests = list(where)
    if tests:
        query.set("where", exp.Where(this=conjunction(tests)))
    keys = list(group)
    if keys:
        query.set("group", exp.Group(expressions=keys))
    return query


def conjunction(tests: Sequence[exp.Expr]) -> exp.Expr:
    """All of some tests."""
    found = tests[0]
    for test in tests[1:]:
        found = exp.And(this=found, expression=test)
    return found


def same(name: str, left: str, right: str, other: str = "") -> exp.EQ:
    """That a column of two tables is the same; `other` is its name in the second."""
    return exp.EQ(this=exp.column(name, left), expression=exp.column(other or name, right))


def join(source: exp.Expr, *tests: exp.Expr, left: bool = False) -> exp.Join:
    """A table joined to a query; `left` keeps the rows for which it has none."""
    side = {"side": "LEFT"} if left else {}
    return exp.Join(this=source, on=conjunction(tests), **side)


def together(parts: Sequence[exp.Query]) -> exp.Query:
    """The rows of all of some queries. Halves are put together, so that no tree is as deep as they are many."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return exp.Union(this=together(parts[:half]), expression=together(parts[half:]), distinct=False)


def stacked(rows: Iterable[tuple[exp.Expr | None, Sequence[exp.Alias]]], source: exp.Expr) -> exp.Select:
    """Several rows of one row of a table, each where its test holds, from one reading of it: Spark reads a table anew for every query."""
    made: list[exp.Expr] = []
    for test, columns in rows:
        row = exp.Struct(expressions=[exp.PropertyEQ(this=exp.to_identifier(each.alias), expression=each.this) for each in columns])
        made.append(exp.Case(ifs=[exp.If(this=test, true=row)]) if test else row)
    every = exp.Anonymous(this="INLINE", expressions=[exp.Array(expressions=made)])
    first = exp.column("clause")
    return select([exp.Star()], nested(select([every], source), "rows_of"), where=[exp.Not(this=exp.Is(this=first, expression=exp.null()))])
