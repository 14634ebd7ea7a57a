"""A migration runs while the version before it still serves: what that version could not live with is refused, or done in two steps."""

import re
from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

APP = "casework"
FIRST = {"0001_tables", "0002_append_only"}
"""What a service begins with: no version served before them."""
TWO_STEPS: dict[str, str] = {}
"""What is refused below and let pass, as `0007_name: RemoveField case.kind`, with which version stopped using it and why."""
GONE = (migrations.RemoveField, migrations.DeleteModel, migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)
NARROWER = (migrations.AddConstraint, migrations.AlterUniqueTogether)
DROPS = re.compile(r"\b(DROP|RENAME|TRUNCATE|DELETE|SET\s+NOT\s+NULL|ALTER\s+COLUMN)\b", re.IGNORECASE)


def name_of(operation: Operation) -> str:
    """An operation as the list above names it."""
    about = [getattr(operation, each, "") for each in ("model_name", "name", "old_name")]
    return f"{type(operation).__name__} {'.'.join(str(each) for each in about if each).lower()}".strip()


def refused(operation: Operation, before: ProjectState) -> str:
    """Why the version that serves could not live with an operation; empty where it could."""
    if isinstance(operation, GONE):
        return "what it still reads and writes is gone"
    if isinstance(operation, NARROWER):
        return "rows that it still writes would be refused"
    if isinstance(operation, migrations.AddField) and not _may_be_left_out(operation.field):
        return "it writes rows without that column: let it be null, or give it a db_default"
    if isinstance(operation, migrations.AlterField):
        return _altered(operation, before)
    if isinstance(operation, migrations.RunSQL) and DROPS.search(str(operation.sql)):
        return "its SQL takes away or narrows what is still in use"
    if isinstance(operation, migrations.SeparateDatabaseAndState):
        return next((why for each in operation.database_operations if (why := refused(each, before))), "")
    return ""


def _may_be_left_out(field: models.Field) -> bool:  # type: ignore[type-arg]
    return bool(field.null or field.many_to_many or field.has_db_default())


def _altered(operation: migrations.AlterField, before: ProjectState) -> str:
    was, becomes = before.models[APP, operation.model_name_lower].fields[operation.name], operation.field
    if was.null and not becomes.null:
        return "it still writes rows without a value"
    if becomes.unique and not was.unique:
        return "rows that it still writes would be refused"
    if type(was) is not type(becomes):
        return "it still writes values of the other kind"
    longest = (getattr(each, "max_length", None) for each in (was, becomes))
    return "it still writes longer texts" if all(most := tuple(longest)) and most[1] < most[0] else ""


def found(migration: migrations.Migration, before: ProjectState) -> Iterator[str]:
    """Everything refused in a migration and not in the list."""
    for operation in migration.operations:
        name = f"{migration.name}: {name_of(operation)}"
        why = refused(operation, before)
        if why and name not in TWO_STEPS:
            yield f"{name}: {why}"
        operation.state_forwards(APP, before)


def test_no_migration_takes_away_what_the_version_before_uses() -> None:
    loader = MigrationLoader(None)
    names = sorted(name for app, name in loader.graph.nodes if app == APP)
    before = loader.project_state([(APP, name) for name in names if name in FIRST])
    wrong = [each for name in names if name not in FIRST for each in found(loader.graph.nodes[APP, name], before)]
    assert wrong == [], "docs/how-to/deploy.md says how it is done in two steps"


def test_each_exception_is_of_a_migration_that_is_there_and_has_its_reason() -> None:
    names = {name for app, name in MigrationLoader(None).graph.nodes if app == APP}
    assert [each for each, why in TWO_STEPS.items() if each.partition(":")[0] not in names or len(why) < 20] == []


HELD = migrations.CreateModel("Tried", [("id", models.AutoField(primary_key=True)), ("old", models.CharField(max_length=20, null=True))])
ONE = models.UniqueConstraint(fields=["old"], name="one_old")


@pytest.mark.parametrize(
    ("operation", "is_refused"),
    [
        (migrations.RemoveField("tried", "old"), True),
        (migrations.DeleteModel("Tried"), True),
        (migrations.RenameField("tried", "old", "new"), True),
        (migrations.RenameModel("Tried", "Other"), True),
        (migrations.AddConstraint("tried", ONE), True),
        (migrations.AddField("tried", "new", models.IntegerField()), True),
        (migrations.AddField("tried", "new", models.IntegerField(default=1), preserve_default=False), True),
        (migrations.AddField("tried", "new", models.IntegerField(null=True)), False),
        (migrations.AddField("tried", "new", models.IntegerField(db_default=1)), False),
        (migrations.AlterField("tried", "old", models.CharField(max_length=20)), True),
        (migrations.AlterField("tried", "old", models.CharField(max_length=10, null=True)), True),
        (migrations.AlterField("tried", "old", models.CharField(max_length=20, null=True, unique=True)), True),
        (migrations.AlterField("tried", "old", models.IntegerField(null=True)), True),
        (migrations.AlterField("tried", "old", models.CharField(max_length=40, null=True)), False),
        (migrations.CreateModel("New", [("id", models.AutoField(primary_key=True))]), False),
        (migrations.AddIndex("tried", models.Index(fields=["old"], name="by_old")), False),
        (migrations.RunSQL("DROP TABLE casework_tried"), True),
        (migrations.RunSQL("alter table casework_tried alter column old set not null"), True),
        (migrations.RunSQL("UPDATE casework_tried SET old = ''"), False),
        (migrations.SeparateDatabaseAndState([migrations.RunSQL("DROP TABLE x")]), True),
    ],
)
def test_what_is_refused_is_seen_and_the_rest_is_not(operation: Operation, is_refused: bool) -> None:
    before = ProjectState()
    HELD.state_forwards(APP, before)
    tried = migrations.Migration("0003_tried", APP)
    tried.operations = [operation]
    assert bool(list(found(tried, before))) is is_refused
