"""What was served, decided or recorded is never changed: both databases refuse it themselves."""

from django.core.management import call_command
from django.db import migrations

TABLES = (
    "assessmentkept", "changeanswered", "changereported", "circumstance", "declaration", "departure", "event", "evidence",
    "firearrangement", "fireentry", "licenceentered", "licenceversion", "needrecorded", "note",
    "notice", "payment",
    "representation", "steptaken", "surveykept", "weighed", "weighing",
)  # fmt: skip
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION fanlight_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only: a row is followed by a later one, never changed', TG_TABLE_NAME; END $$;
"""


def guard(apps, editor):
    """Put the triggers on every append-only table."""
    statements = list(_statements(editor.connection.vendor))
    for statement in statements:
        editor.execute(statement, params=None)  # with parameters, even none, a percent sign would begin one


def unguard(apps, editor):
    """Take the triggers away, for the undoing of the migration only."""
    for name in TABLES:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS casework_{name}_no_update")
            editor.execute(f"DROP TRIGGER IF EXISTS casework_{name}_no_delete")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS append_only ON casework_{name}")
            editor.execute(f"DROP TRIGGER IF EXISTS append_only_whole ON casework_{name}")


def _statements(vendor):
    if vendor == "postgresql":
        yield POSTGRESQL_FUNCTION
    for name in TABLES:
        if vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER casework_{name}_no_{verb.lower()} BEFORE {verb} ON casework_{name} "
                    f"BEGIN SELECT RAISE(ABORT, 'casework_{name} is append-only: a row is followed by a later one, never changed'); END"
                )
        else:
            yield (
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON casework_{name} "
                "FOR EACH ROW EXECUTE FUNCTION fanlight_append_only()"
            )
            yield (
                f"CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON casework_{name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION fanlight_append_only()"
            )


def keep_cache(apps, editor):
    """The table in which all processes share how often somebody tried to sign in."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_tables")]
    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(keep_cache, migrations.RunPython.noop),
    ]
