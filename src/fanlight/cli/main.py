"""The command line: reads the words, runs one action, and turns refusals into messages with the right exit status."""

import argparse
import os
import sys
from collections.abc import Sequence

from fanlight import __version__
from fanlight.cli import ask, assess, calendar, compare, facts, law, licence_needed, occupancy, standards, survey, works
from fanlight.facts.files import Refused


def parser() -> argparse.ArgumentParser:
    """The words of the command."""
    top = argparse.ArgumentParser(prog="fanlight", description=__import__("fanlight").__doc__)
    top.add_argument("--version", action="version", version=f"fanlight {__version__}")
    words = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    assess.add(words)
    ask.add(words)
    compare.add(words)
    works.add(words)
    occupancy.add(words)
    licence_needed.add(words)
    standards.add(words)
    facts.add(words)
    survey.add(words)
    law.add(words)
    calendar.add(words)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when the question was answered, 1 for `--fail-on`, 2 when input or words are wrong."""
    given = parser().parse_args(arguments)
    try:
        status = int(given.run(given))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough; nothing is wrong. Python would complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Refused as refusal:
        for problem in refusal.problems:
            print(f"error: {problem}", file=sys.stderr)
        return 2
