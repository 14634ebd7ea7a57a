"""Taking the guards off append-only tables, as only the owner of a database can: to clean up, or to show that a change is seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def triggers_off(connection: Any) -> Iterator[None]:
    """The triggers are off inside, as only the owner of a database can do, and on again afterwards, just as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = cursor.fetchall()
        for name, _ in kept:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, made_by in kept:
            cursor.execute(made_by)
