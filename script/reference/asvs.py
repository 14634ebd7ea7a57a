"""The page of every requirement of OWASP ASVS 5.0, levels 1 and 2, from its table."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reference.tables import code, table

TABLE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "asvs.csv"
CHAPTERS = (
    "Encoding and sanitising", "Validation and business logic", "The web front end", "Interfaces", "Files", "Authentication", "Sessions",
    "Authorisation", "Self-contained tokens", "OAuth and OIDC", "Cryptography", "Communication", "Configuration", "Data protection",
    "Code and architecture", "Logging and errors", "WebRTC",
)  # fmt: skip
VERDICTS = ("met", "not met", "not applicable")


def rows() -> list[dict[str, str]]:
    """The requirements, each with what it asks in our words, the verdict, how, and its tests."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def page() -> Iterator[str]:
    """The page, chapter by chapter."""
    held = rows()
    yield "# OWASP ASVS 5.0, level 2"
    yield ""
    yield "Every requirement of levels 1 and 2 of the [Application Security Verification Standard](https://github.com/OWASP/ASVS), with its"
    yield "number there and a few words of our own: read the standard for what it asks. *Met* names the test that holds it. *Not met*"
    yield "is said too where the service leaves a thing to whoever installs it. [Security](../explanation/security.md) tells the rest."
    yield ""
    counts = [[level, *(sum(row["verdict"] == each and row["level"] == level for row in held) for each in VERDICTS)] for level in "12"]
    yield from table(("level", *VERDICTS), [*counts, ["both", *(Counter(row["verdict"] for row in held)[each] for each in VERDICTS)]])
    for number, name in enumerate(CHAPTERS, 1):
        yield from ("", f"## V{number} {name}", "")
        chosen = [row for row in held if row["number"].split(".")[0] == str(number)]
        yield from table(("number", "level", "in short", "verdict", "how", "tested by"), [_row(row) for row in chosen])


def _row(row: dict[str, str]) -> tuple[str, ...]:
    tests = ", ".join(code(test.removeprefix("tests/")) for test in row["tests"].split())
    return row["number"], row["level"], row["asks"], row["verdict"], row["how"], tests
