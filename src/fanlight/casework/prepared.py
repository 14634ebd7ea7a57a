"""Queries that every page asks: Django writes the SQL of each once, and only the values change from then on."""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from inspect import signature
from types import SimpleNamespace
from typing import Any, Generic, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

Given = ParamSpec("Given")
Row = TypeVar("Row", bound=Model)
MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2_000_000_011 + place,
    str: lambda place: f"the value at {place}",
    date: lambda place: date(1, 1, 1 + place),
}
"""What stands for a value while the SQL is written. None is no such value, since SQL asks for it in other words."""


class Prepared(Generic[Given, Row]):
    """A query of whole rows. It is called with its values and gives a list.

    Writing the SQL of a query takes Django several times as long as a small query takes the database. It depends on which values are
    given only where one is None or a list, and neither may be given here.
    """

    def __init__(self, plain: Callable[Given, QuerySet[Row]]) -> None:
        self.plain = plain
        self._kinds = tuple(each.annotation for each in signature(plain).parameters.values())
        self._held: dict[str, tuple[Any, str, tuple[Any, ...]]] = {}

    def __call__(self, *values: Given.args, **_: Given.kwargs) -> list[Row]:
        """The rows. Raises TypeError for a value of another kind than the query says."""
        if tuple(map(type, values)) != self._kinds:
            raise TypeError(f"{self.plain.__name__} takes {self._kinds}, and was given {values}")
        connection = connections[DEFAULT_DB_ALIAS]
        written, sql, places = self._held.get(connection.vendor) or self._write(connection)
        given = tuple(_adapted(values[place[0]], connection) if isinstance(place, list) else place for place in places)
        compiler = copy(written)
        compiler.connection = connection  # each thread has its own
        compiler.as_sql = lambda: (sql, given)
        asked: Any = SimpleNamespace(get_compiler=lambda using: compiler)
        whole: Any = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=asked, _known_related_objects={})
        return list(ModelIterable(whole))

    def first(self, *values: Given.args, **named: Given.kwargs) -> Row | None:
        """The first row, if there is any."""
        return next(iter(self(*values, **named)), None)

    def _write(self, connection: Any) -> tuple[Any, str, tuple[Any, ...]]:
        """Write the SQL, and see where in it each value goes: as a list of its number. Raises TypeError where one goes nowhere as it is."""
        marks = [MARKS[kind](place) for place, kind in enumerate(self._kinds)]
        compiler = self.plain(*marks).query.get_compiler(using=DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
        sql, params = compiler.as_sql()
        adapted = [_adapted(mark, connection) for mark in marks]
        places = tuple([adapted.index(each)] if each in adapted else each for each in params)
        if any([place] not in places for place in range(len(marks))):
            raise TypeError(f"{self.plain.__name__} changes a value before it asks, and cannot be prepared")
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _: converters
        self._held[connection.vendor] = compiler, sql, places
        return self._held[connection.vendor]


def _adapted(value: Any, connection: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) and not isinstance(value, datetime) else value
