"""A backup is whole or not there; what it holds comes back on an empty service, and what was spoilt is named and not restored."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from script import postgresql
from tests.casework.test_outbox_killed import _made_and_dropped

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def addresses(tmp_path):
    """Two empty databases of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield [f"sqlite:///{tmp_path / name}.sqlite3" for name in ("first", "second")]
        return
    given = settings.DATABASES["default"]
    user = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
    names = [f"backup_{os.getpid()}_{number}" for number in (1, 2)]
    for _ in _made_and_dropped(given, names[0]):
        for _ in _made_and_dropped(given, names[1]):
            yield [f"postgresql://{user}@/{name}?host={given['HOST']}&port={given['PORT']}" for name in names]


class Service:
    """One installation, on a database and a folder of its own."""

    def __init__(self, address, data):
        self.data = data
        programs = next((path for path in postgresql.programs() if (path / "pg_dump").exists()), "")
        self.environment = os.environ | {
            "FANLIGHT_DEMO": "1", "FANLIGHT_DATA": str(data), "FANLIGHT_DATABASE_URL": address, "FANLIGHT_MAIL_PASSWORD": "hush",
            "FANLIGHT_POSTGRESQL_PROGRAMS": str(programs), "DJANGO_SETTINGS_MODULE": "fanlight.web.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }  # fmt: skip

    def __call__(self, *words):
        does = [str(ROOT / "tests/casework/backing_up.py")] if words[0] in ("fill", "tell", "change") else ["-m", "django"]
        done = subprocess.run([sys.executable, *does, *map(str, words)], env=self.environment, cwd=ROOT, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def services(addresses, tmp_path):
    first, second = (Service(address, tmp_path / name) for address, name in zip(addresses, ("one", "two"), strict=True))
    assert first("fill")[0] == 0, first("fill")[1]
    return first, second


def test_a_backup_comes_back_on_an_empty_service_and_on_no_other_unless_it_is_told_to(services, tmp_path):
    first, second = services
    before, kept = first("tell"), tmp_path / "kept"
    state, said = first("back_up", kept)
    assert state == 0 and "exampleton ends at 50:" in said, said
    manifest = json.loads((kept / "manifest.json").read_text())
    assert manifest["settings"]["FANLIGHT_MAIL_PASSWORD"].startswith("(secret") and "hush" not in (kept / "manifest.json").read_text()
    assert {path.stat().st_mode & 0o777 for path in kept.rglob("*") if path.is_file()} == {0o600} and not list(tmp_path.glob(".*"))
    state, said = second("restore", kept)
    assert state == 0 and "exampleton: the record is whole and ends at 50:" in said, said
    assert second("tell") == before and second("prove_record", "--files")[0] == 0
    assert first("change")[0] == 0 and first("tell") != before
    state, said = first("restore", kept)
    assert state == 1 and "this service has data of its own; --replace gives it up" in said
    assert first("restore", kept, "--replace")[0] == 0
    assert first("tell") == before
    state, said = first("back_up", kept)
    assert state == 1 and "is there already" in said


def test_a_backup_that_was_spoilt_is_named_and_changes_nothing(services, tmp_path):
    first, second = services
    kept = tmp_path / "kept"
    assert first("back_up", kept)[0] == 0
    upload = next(path for path in (kept / "uploads").rglob("*") if path.is_file())
    whole = upload.read_bytes()
    upload.write_bytes(b"another plan")
    assert "is not as it was backed up" in second("restore", kept)[1]
    upload.unlink()
    assert f"{upload} is missing" in second("restore", kept)[1]
    upload.write_bytes(whole)
    (kept / "more").write_text("x")
    assert "is not in the manifest" in second("restore", kept)[1]
    (kept / "more").unlink()
    manifest = json.loads((kept / "manifest.json").read_text())
    for changed, word in (
        ({"migrations": [*manifest["migrations"], "casework.0999_later"]}, "of a newer version, with casework.0999_later"),
        ({"database": "other"}, "the backup is of other"),
        ({"shape": 2}, "has the shape 2"),
    ):
        (kept / "manifest.json").write_text(json.dumps(manifest | changed))
        assert word in second("restore", kept)[1]
    (kept / "manifest.json").write_text("{")
    assert "cannot be read" in second("restore", kept)[1]
    assert not (second.data / "uploads").exists()


def test_a_record_that_is_not_the_one_that_was_backed_up_is_said(services, tmp_path):
    first, second = services
    kept = tmp_path / "kept"
    assert first("back_up", kept)[0] == 0
    manifest = json.loads((kept / "manifest.json").read_text())
    (kept / "manifest.json").write_text(json.dumps(manifest | {"ends": {"exampleton": "50:" + "0" * 64}}))
    state, said = second("restore", kept)
    assert state == 1 and "exampleton: the record that was restored does not hold event 50:000" in said


def test_a_backup_that_cannot_be_made_leaves_nothing(services, tmp_path):
    first, _ = services
    (tmp_path / "file").write_text("x")
    state, said = first("back_up", tmp_path / "file" / "kept")
    assert state == 1 and "could not be written" in said
    if connection.vendor == "postgresql":
        first.environment["FANLIGHT_POSTGRESQL_PROGRAMS"] = str(tmp_path)
        state, said = first("back_up", tmp_path / "kept")
        assert state == 1 and f"{tmp_path}/pg_dump was not found; name its folder" in said
    assert sorted(path.name for path in tmp_path.iterdir() if "kept" in path.name) == []
