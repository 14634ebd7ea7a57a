"""What was served, decided or recorded is never changed: both databases refuse it themselves."""

import json
from typing import Any

from django.core.management import call_command
from django.db import migrations

TABLES = (
    "assessmentkept", "changeanswered", "changereported", "circumstance", "declaration", "departure", "designation",
    "editionloaded", "entryletter", "erasure", "event", "evidence", "feeskept", "firearrangement", "fireentry", "givenback",
    "housereportentry", "lettertext", "licenceentered", "licenceversion", "needrecorded", "note", "notice", "payment",
    "representation", "retentionperiod", "steptaken", "surveykept", "weighed", "weighing",
)  # fmt: skip
MARK = "(erased)"
ERASABLE: dict[str, dict[str, Any]] = {
    "changeanswered": {"words": MARK},
    "changereported": {"words": MARK, "reported_by": MARK},
    "circumstance": {"reasons": MARK},
    "declaration": {"document": MARK, "signed_as": MARK},
    "departure": {"reasons": MARK},
    "event": {"about": MARK, "salt": MARK},
    "evidence": {"note": MARK},
    "fireentry": {"said": {"erased": MARK}},
    "givenback": {"reasons": MARK},
    "housereportentry": {"words": MARK, "told": MARK},
    "licenceentered": {"said": MARK},
    "licenceversion": {"holder": MARK, "manager": MARK, "content": "{}", "particulars": {"erased": True}},
    "needrecorded": {"reasons": MARK},
    "note": {"words": MARK},
    "notice": {"html": MARK, "pdf": MARK.encode(), "to": MARK},
    "representation": {"by_name": MARK, "words": MARK},
    "steptaken": {"reasons": MARK, "details": {"erased": True}},
    "surveykept": {"document": "{}"},
    "weighed": {"reasons": MARK},
    "weighing": {"reasons": MARK},
}
"""What may be erased, all columns of a row at once and for good, by marks as `models.ERASABLE` names them; a test holds the two together."""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION fanlight_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_NARGS > 0 THEN
    IF to_jsonb(NEW) = to_jsonb(OLD) || TG_ARGV[0]::jsonb THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: a row is followed by a later one, never changed', TG_TABLE_NAME;
END $$;
"""


def guard(apps, editor):
    """Put the triggers on every append-only table."""
    statements = list(_statements(editor.connection.vendor, apps))
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


def _statements(vendor, apps):
    if vendor == "postgresql":
        yield POSTGRESQL_FUNCTION
    for name in TABLES:
        yield from _of_sqlite(name, apps) if vendor == "sqlite" else _of_postgresql(name)


def _of_sqlite(name, apps):
    columns = [field.column for field in apps.get_model("casework", name)._meta.local_concrete_fields]
    for verb in ("UPDATE", "DELETE"):
        unless = f"WHEN NOT ({_is_erased(name, columns)}) " if verb == "UPDATE" and name in ERASABLE else ""
        yield (
            f"CREATE TRIGGER casework_{name}_no_{verb.lower()} BEFORE {verb} ON casework_{name} {unless}"
            f"BEGIN SELECT RAISE(ABORT, 'casework_{name} is append-only: a row is followed by a later one, never changed'); END"
        )


def _is_erased(name, columns):
    """The condition that a row is only erased: each mark in its place, and every other column as it was."""
    marks = ERASABLE[name]
    return " AND ".join(f'NEW."{each}" IS {_literal(marks[each]) if each in marks else f"OLD.{chr(34)}{each}{chr(34)}"}' for each in columns)


def _literal(mark):
    if isinstance(mark, bytes):
        return f"CAST('{mark.decode()}' AS BLOB)"
    return f"'{mark if isinstance(mark, str) else json.dumps(mark)}'"


def _of_postgresql(name):
    marks = {column: f"\\x{mark.hex()}" if isinstance(mark, bytes) else mark for column, mark in ERASABLE.get(name, {}).items()}
    given = f"'{json.dumps(marks)}'" if marks else ""
    yield (
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON casework_{name} "
        f"FOR EACH ROW EXECUTE FUNCTION fanlight_append_only({given})"
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
