"""What we stand on is fixed: exact versions with hashes, no address of any index, and nothing that pyproject.toml asks for left out."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

LOCKS = ("uv", "build", "core", "web", "dev", "spark", "bench")
PIN = re.compile(r"([A-Za-z0-9._-]+(?:\[[a-z0-9,-]+\])?)==(\S+)(?: ; .+)?")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}")


def entries(lock: str) -> list[list[str]]:
    """Each requirement of a lock as its lines, comments and the backslashes between them left out."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace(" \\\n", "\n")
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        if line.startswith(" "):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def pins(lock: str) -> dict[str, set[str]]:
    """The versions of each name: more than one where Pythons or systems differ."""
    found: dict[str, set[str]] = {}
    for first, *_ in entries(lock):
        pin = PIN.fullmatch(first)
        assert pin, first
        found.setdefault(canonicalize_name(pin[1].partition("[")[0]), set()).add(pin[2])
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S*|\S*@\s*\S*|(?m:^-\S+.*)|\S+\.(?:org|com|net|io)\b", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_pinned_and_hashed(lock: str) -> None:
    assert pins(lock)
    wrong = [first for first, *hashes in entries(lock) if not hashes or not all(HASH.fullmatch(line) for line in hashes)]
    assert wrong == []


def asked_for(*groups: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = project["project"]["optional-dependencies"] | project["dependency-groups"]
    lines = [*project["project"]["dependencies"], *(line for group in groups for line in named[group])]
    return [wanted for wanted in map(Requirement, lines) if wanted.name != project["project"]["name"]]


EXTRAS = ("pdf", "web", "stock", "fast")


@pytest.mark.parametrize(
    ("lock", "groups"),
    [
        ("core", ()),
        ("web", ("pdf", "web")),
        ("dev", (*EXTRAS, "dev")),
        ("spark", (*EXTRAS, "spark", "dev")),
        ("bench", (*EXTRAS, "spark", "dev", "bench")),
    ],  # fmt: skip
)
def test_a_lock_answers_pyproject(lock: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock)
    stale = [
        str(wanted)
        for wanted in asked_for(*groups)
        if not (versions := locked.get(canonicalize_name(wanted.name))) or not all(map(wanted.specifier.contains, versions))
    ]
    assert stale == [], "run script/lock"


@pytest.mark.parametrize(("small", "large"), [("core", "web"), ("web", "dev"), ("build", "dev"), ("dev", "spark"), ("spark", "bench")])
def test_a_larger_lock_holds_the_smaller_unchanged(small: str, large: str) -> None:
    outer = pins(large)
    assert {name: versions for name, versions in pins(small).items() if not versions <= outer.get(name, set())} == {}
