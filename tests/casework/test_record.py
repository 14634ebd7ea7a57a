"""The record cannot be changed, and a change made behind its back shows."""

import pytest
from django.db import DatabaseError, connection, transaction

from fanlight.casework import models, recording
from fanlight.casework.actions import cases
from fanlight.casework.migrations import __path__ as migrations_path
from fanlight.casework.queries import record as records
from tests.casework.conftest import NOW
from tests.guards import triggers_off


def _written(council, count=5):
    for number in range(count):
        recording.write("tried", council=council, by=None, at=NOW, about={"number": number})
    council.refresh_from_db()


def test_a_chain_that_nobody_touched_is_whole(council):
    _written(council)
    assert records.prove(council) == records.Proof("exampleton", 5)


@pytest.mark.parametrize("model", models.APPEND_ONLY, ids=lambda model: model.__name__)
def test_every_append_only_table_has_its_triggers(model, db):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [model._meta.db_table])
        else:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [model._meta.db_table])
        assert cursor.fetchone() == (2,)


def test_an_event_cannot_be_changed_or_deleted(council):
    _written(council)
    for change in (lambda: models.Event.objects.update(about="{}"), lambda: models.Event.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert records.prove(council).fault == ""


def _behind_its_back(statement, values=()):
    """Run a statement as somebody would who owns the database and takes the triggers off."""
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    ("statement", "number", "fault"),
    [
        ("UPDATE casework_event SET about = '{\"number\":7}' WHERE number = 3", 3, "changed"),
        ("UPDATE casework_event SET kind = 'other' WHERE number = 2", 2, "changed"),
        ("DELETE FROM casework_event WHERE number = 3", 4, "event 3 is missing"),
        ("DELETE FROM casework_event WHERE number = 5", 5, "missing"),
        ("DELETE FROM casework_event", 1, "missing"),
    ],
)
def test_a_change_behind_its_back_shows(council, statement, number, fault):
    _written(council)
    _behind_its_back(statement)
    proof = records.prove(council)
    assert proof.number == number
    assert fault in proof.fault


def test_two_councils_have_chains_of_their_own(council, other_council):
    _written(council)
    _written(other_council, 2)
    assert [records.prove(each).events for each in (council, other_council)] == [5, 2]


def test_opening_a_case_is_recorded(house, applicant):
    case = cases.open_case("application", house=house, by=applicant, at=NOW)
    house.council.refresh_from_db()
    assert [event.kind for event in case.events.all()] == ["case opened"]
    assert records.prove(house.council).events == 1


def test_the_migrations_are_complete(db):
    from django.core.management import call_command

    assert migrations_path
    call_command("makemigrations", "casework", check=True, dry_run=True, verbosity=0)
