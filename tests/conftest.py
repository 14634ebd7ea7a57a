"""What all tests share: settings and folders of their own, editions read afresh, and databases whose guarded tables can be emptied."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import django
import pytest

from tests.guards import triggers_off

HERE = Path(__file__).parent
ON_BOTH_DATABASES = (HERE / "casework",)
"""The folders that script/test runs a second time, on PostgreSQL."""

# The settings are named here and not in pyproject.toml, which pytest-django reads before this file can say whose data to use.
DATA = Path(tempfile.mkdtemp(prefix="fanlight-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ |= {"DJANGO_SETTINGS_MODULE": "fanlight.web.settings", "FANLIGHT_DEMO": "1", "FANLIGHT_DATA": str(DATA)}
os.environ.pop("FANLIGHT_UPLOADS", None)
django.setup()
IS_AGAIN = "FANLIGHT_TESTS_AGAIN" in os.environ
NOTE_FOR_AGAIN = os.environ.get("FANLIGHT_TESTS_NOTE", "")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark", action="store_true", help="tests on Spark fail, instead of being left out, where it cannot run")


def _is_on_both(path: Path) -> bool:
    return any(path.is_relative_to(folder) for folder in ON_BOTH_DATABASES)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The second time other folders are not even read, unless one was named: then its tests are taken out below."""
    named = {Path(arg.partition("::")[0]).resolve() for arg in config.args}
    is_other = collection_path.is_dir() and collection_path.parent == HERE and not _is_on_both(collection_path)
    return True if IS_AGAIN and is_other and not any(path.is_relative_to(collection_path) for path in named) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if IS_AGAIN:
        others = [item for item in items if not _is_on_both(item.path)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _is_on_both(item.path)]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Tells script/test, after everything was selected, whether there is anything to run again."""
    if NOTE_FOR_AGAIN and any(_is_on_both(item.path) for item in session.items):
        Path(NOTE_FOR_AGAIN).touch()


@pytest.fixture(scope="session", autouse=True)
def cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as in use: in memory all threads would share one connection, and nothing could go wrong between them."""
    from django.db import connections

    held = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        held["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Tests that commit (`django_db(transaction=True)`) are cleaned up after, append-only tables too."""
    from django.db import connection

    operations = type(connection.ops)
    empty = operations.execute_sql_flush

    def empty_unguarded(self: Any, statements: list[str]) -> None:
        with triggers_off(self.connection):
            empty(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", empty_unguarded)
        yield


@pytest.fixture(scope="session")
def spark(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session of Spark on this machine."""
    lacking = [what for what, is_here in (("pyspark", find_spec("pyspark")), ("a Java runtime", shutil.which("java"))) if not is_here]
    if lacking:
        (pytest.fail if pytestconfig.getoption("--spark") else pytest.skip)(f"Spark needs {' and '.join(lacking)}")
    from fanlight.assessment.stock import by_spark

    # Code made for each query repays its making on millions of rows only; one test has it made.
    slow = "".join(f"--conf spark.sql.codegen.{name} " for name in ("wholeStage=false", "factoryMode=NO_CODEGEN"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"{slow}pyspark-shell")
        session = by_spark.session(tmp_path_factory.mktemp("spark"), "2GB")
    yield session
    session.stop()
