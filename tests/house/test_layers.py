"""The walls between the rooms stand: the contracts hold, and each breaks when a leak is planted in a copy."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, ROOT, modules, rooms

STACK = "Rooms are stacked"
PURE = "The core knows no framework"
PLAIN = "The command line works without Django"
MODELS = "Only casework touches the models"
OUTSIDE = "Gateways know other systems"
CYCLES = "No cycles inside any room"
BELOW_CASEWORK = {"facts", "standards", "plans", "assessment", "licensing", "documents"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the import linter on the package that lies in `folder`, and not on the one installed."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache", "--config", str(folder / "pyproject.toml")]
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def broken(answer: subprocess.CompletedProcess[str]) -> set[str]:
    lines = [line for line in answer.stdout.splitlines() if line.rstrip().endswith("BROKEN")]
    return {name for name in (STACK, PURE, PLAIN, OUTSIDE, MODELS, CYCLES) if any(line.startswith(name) for line in lines)}


def test_the_walls_stand() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("files", "breaks"),
    [
        pytest.param({"utils/__init__.py": ""}, STACK, id="a room with no place"),
        pytest.param({"facts/leak.py": "import fanlight.standards"}, STACK, id="an import upwards"),
        pytest.param(
            {"facts/leak.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import fanlight.assessment"},
            STACK,
            id="an import upwards for types only",
        ),
        pytest.param({"standards/leak.py": "import sqlite3"}, PURE, id="a database in the core"),
        pytest.param({"assessment/leak.py": "def ask():\n    from urllib.request import urlopen"}, PURE, id="the network in the core"),
        pytest.param({"cli/leak.py": "import django.conf"}, PLAIN, id="Django in the command line"),
        pytest.param({"cli/leak.py": "from fanlight.casework import chain"}, PLAIN, id="cases in the command line"),
        pytest.param({"web/pages/leak.py": "from fanlight.casework.models import Case"}, MODELS, id="a page that reads a table"),
        pytest.param({"gateways/leak.py": "import django.core.mail"}, OUTSIDE, id="Django in the gateways"),
        pytest.param({"documents/leak.py": "import fanlight.gateways"}, STACK, id="a gateway in the documents"),
        pytest.param(
            {"facts/leak.py": "import fanlight.facts.leak_back", "facts/leak_back.py": "import fanlight.facts.leak"},
            CYCLES,
            id="two modules that import each other",
        ),
    ],
)
def test_a_leak_breaks_the_wall_it_goes_through(tmp_path: Path, files: dict[str, str], breaks: str) -> None:
    package = tmp_path / "src" / "fanlight"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in files.items():
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).write_text(f'"""A leak."""\n\n{text}\n', encoding="utf-8")
    answer = lint(tmp_path)
    assert answer.returncode != 0
    assert breaks in broken(answer), answer.stdout + answer.stderr


def test_every_room_below_casework_is_named_where_the_core_is_kept_pure() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    pure = next(contract for contract in settings["contracts"] if contract["name"].startswith(PURE))
    assert set(pure["source_modules"]) == {f"fanlight.{room}" for room in rooms() & BELOW_CASEWORK}


def test_the_rooms_below_casework_know_no_clock() -> None:
    """The day is an argument: an assessment of today can be repeated tomorrow."""
    found = [
        f"{path}:{node.lineno} {ast.unparse(node)}"
        for path, tree in modules().items()
        if path.parts[1] in BELOW_CASEWORK
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "time_ns", "localtime", "gmtime"}
    ]
    assert found == []
