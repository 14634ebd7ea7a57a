"""Runs the tests; those of cases a second time, on a real PostgreSQL that is started for them and stopped after them."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import postgresql

COMMAND = [sys.executable, "-m", "pytest"]
INTERRUPTED, NONE_SELECTED = 2, 5


def main(words: list[str]) -> int:
    """The status pytest leaves with; where both runs failed, that of the first."""
    postgresql.leave_when_told()
    with tempfile.TemporaryDirectory(prefix="fanlight-") as folder:
        note = Path(folder) / "run again"
        first = subprocess.run([*COMMAND, *words], env=os.environ | {"FANLIGHT_TESTS_NOTE": str(note)}, check=False).returncode
        if not note.exists() or first == INTERRUPTED or (first and stops_at_once(words)):
            return first
    with postgresql.running() as address:
        print("\nOn PostgreSQL, what stands in the database:", flush=True)
        settings = os.environ | {"FANLIGHT_TESTS_AGAIN": "yes", "FANLIGHT_DATABASE_URL": address}
        again = [*words, *(["--cov-append"] if any(word.startswith("--cov") for word in words) else [])]
        second = subprocess.run([*COMMAND, *again], env=settings, check=False).returncode
    return first if first not in (0, NONE_SELECTED) else second


def stops_at_once(words: list[str]) -> bool:
    """Whether the tests were to stop at the first failure, or only to be listed."""
    return any(word in ("-x", "--exitfirst", "--sw", "--stepwise") or word.startswith("--maxfail") for word in words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
