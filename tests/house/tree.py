"""The tree under test, as the house rules read it: its files, and its modules parsed once."""

import ast
import functools
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fanlight"


@functools.cache
def modules() -> dict[Path, ast.Module]:
    """Every Python module of the package by its path inside `src`, parsed."""
    return {path.relative_to(PACKAGE.parent): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def rooms() -> set[str]:
    """The names directly under `fanlight`: folders that hold code, and single modules."""
    inside = {path.relative_to("fanlight").parts[0].removesuffix(".py") for path in modules()}
    return inside - {"__init__", "__main__"}


def kept_files() -> list[Path]:
    """Every file that git keeps or would keep (so a new one is seen before it is committed). Skips where there is no git."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this tree is not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
