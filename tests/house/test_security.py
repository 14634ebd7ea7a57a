"""The walk through OWASP ASVS is whole, and each requirement that is said to be met names a test that is there."""

import ast
import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, ROOT, modules

TABLE = ROOT / "docs" / "reference" / "asvs.csv"
PAGE = ROOT / "docs" / "explanation" / "security.md"
NUMBERS = """
1.1.1 1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.2.6 1.2.7 1.2.8 1.2.9 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10
1.3.11 1.4.1 1.4.2 1.4.3 1.5.1 1.5.2 2.1.1 2.1.2 2.1.3 2.2.1 2.2.2 2.2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.4.1 3.2.1 3.2.2 3.3.1 3.3.2
3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.2 3.5.3 3.5.4 3.5.5 3.7.1 3.7.2 4.1.1 4.1.2 4.1.3 4.2.1 4.3.1 4.3.2
4.4.1 4.4.2 4.4.3 4.4.4 5.1.1 5.2.1 5.2.2 5.2.3 5.3.1 5.3.2 5.4.1 5.4.2 5.4.3 6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5
6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.3 6.3.4 6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1
6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4 7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1
7.5.2 7.6.1 7.6.2 8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.4.1 9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4 10.1.1 10.1.2 10.2.1 10.2.2
10.3.1 10.3.2 10.3.3 10.3.4 10.4.1 10.4.2 10.4.3 10.4.4 10.4.5 10.4.6 10.4.7 10.4.8 10.4.9 10.4.10 10.4.11 10.5.1 10.5.2 10.5.3
10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3 11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.1 11.3.2 11.3.3 11.4.1 11.4.2 11.4.3
11.4.4 11.5.1 11.6.1 12.1.1 12.1.2 12.1.3 12.2.1 12.2.2 12.3.1 12.3.2 12.3.3 12.3.4 13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5
13.3.1 13.3.2 13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.2.4 14.3.1 14.3.2 14.3.3 15.1.1 15.1.2
15.1.3 15.2.1 15.2.2 15.2.3 15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7 16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1
16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3 17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2
"""
"""The requirements of levels 1 and 2 of version 5.0.0, by their numbers there."""
THREATS = ("Another council's officer", "Somebody who guesses addresses", "A poisoned edition or upload", "A stolen session", "An insider")


KINDS = ("secrets", "offences", "reporters", "of persons", "of the council", "public")
DEPLOYING = ROOT / "docs" / "how-to" / "deploy.md"
SECRET = re.compile(r"FANLIGHT_(?!LIMIT_)(?:[A-Z]+_)*(?:KEY|PASSWORD|SECRET|TOKEN|DATABASE_URL)(?![A-Z])")
CONNECT = {"requests", "urllib3", "httpx", "aiohttp", "socket", "ssl", "smtplib", "ftplib", "http.client", "urllib.request", "asyncio"}
"""Modules by which a program can reach another system, besides its database."""
ADAPTERS = ("gateways/asking.py", "gateways/mail.py", "gateways/scanning.py", "web/oidc_urls.py", "web/staff_sign_in.py")
"""All that uses them: GOV.UK Notify and Pay, the mail server, the scanner, and the providers by which staff sign in."""


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def functions(path: str) -> set[str]:
    """The tests of a file; none of a file that is not there."""
    file = ROOT / path
    if not file.is_file():
        return set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def missing(named: str) -> list[str]:
    """What a text names as `file::function` and is not there."""
    return [each for each in named.split() if each.partition("::")[2] not in functions(each.partition("::")[0])]


def test_every_requirement_of_levels_1_and_2_stands_there_once() -> None:
    assert [row["number"] for row in rows()] == NUMBERS.split()
    assert {row["level"] for row in rows()} == {"1", "2"}


def test_a_verdict_is_one_of_three_and_says_why() -> None:
    assert {row["verdict"] for row in rows()} == {"met", "not met", "not applicable"}
    assert [row["number"] for row in rows() if not row["asks"] or not row["how"]] == []


def test_what_is_met_names_tests_that_are_there_and_nothing_else_names_any() -> None:
    assert [row["number"] for row in rows() if (row["verdict"] == "met") != bool(row["tests"])] == []
    assert [(row["number"], each) for row in rows() for each in missing(row["tests"])] == []


@pytest.mark.parametrize("named", ["tests/house/test_security.py::test_that_nobody_wrote", "tests/nowhere.py::test_x"])
def test_a_test_that_is_not_there_is_seen(named: str) -> None:
    assert missing(named) == [named]


def test_the_page_of_security_names_each_threat_and_each_key() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [threat for threat in THREATS if f"### {threat}" not in text] == []
    parts = ("## How people sign in", "### By a council's own provider", "## Keys and digests", "## What it talks to", "## Parts of others")
    for part in (*parts, "FANLIGHT_SECRET_KEY", "GOV.UK Notify", "GOV.UK Pay", "mail server", "scanner"):
        assert part in text, part
    named = [word.strip("`,.;()") for word in text.split() if "::test_" in word]
    assert named and [each for each in named if missing(f"tests/{each}")] == []


def tables(page: Path, heading: str) -> list[list[str]]:
    """The cells of the rows of the table under a heading, without its own heading."""
    under = page.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in under.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_page_of_security_says_what_is_kept_and_how_each_kind_is_guarded() -> None:
    found = tables(PAGE, "What is kept, and how it is guarded")
    assert tuple(row[0] for row in found) == KINDS
    assert [row for row in found if len(row) != 5 or not all(row)] == []


def test_the_page_of_security_says_what_costs_much() -> None:
    found = tables(PAGE, "What costs much")
    assert [row for row in found if len(row) != 3 or not row[0] or not row[2]] == []
    limits = {limit for row in found for limit in re.findall(r"FANLIGHT_LIMIT_[A-Z_]+", row[2])}
    settings = (PACKAGE / "web" / "settings.py").read_text(encoding="utf-8")
    assert limits == set(re.findall(r"FANLIGHT_LIMIT_[A-Z_]+", settings)) != set()


def test_each_secret_has_its_rule() -> None:
    read = {name for file in (PACKAGE / "web").glob("*.py") for name in SECRET.findall(file.read_text(encoding="utf-8"))}
    assert {"FANLIGHT_SECRET_KEY", "FANLIGHT_PAY_KEY", "FANLIGHT_MAIL_PASSWORD"} <= read
    rules = tables(DEPLOYING, "Keys")
    assert {*read, "FANLIGHT_OIDC_SECRET"} <= {name for row in rules for name in SECRET.findall(row[0])}
    assert [row for row in rules if len(row) != 4 or not all(row)] == []


def connecting(trees: Mapping[Path, ast.Module]) -> list[str]:
    """The files that import what can reach another system."""
    found = set()
    for path, tree in trees.items():
        for node in ast.walk(tree):
            whole = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = [each.name for each in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            named = {*whole, *(f"{whole[0]}.{each}" for each in names)} if whole else set(names)
            if any(each == known or each.startswith(f"{known}.") for each in named for known in CONNECT):
                found.add(path.as_posix().removeprefix("fanlight/"))
    return sorted(found)


def test_only_the_adapters_speak_to_other_systems() -> None:
    assert connecting(modules()) == list(ADAPTERS)


@pytest.mark.parametrize("line", ["import requests", "from http import client", "from urllib.request import urlopen", "import ssl as tls"])
def test_a_module_that_connects_is_seen(line: str) -> None:
    assert connecting({Path("fanlight/pages/x.py"): ast.parse(line)}) == ["pages/x.py"]
