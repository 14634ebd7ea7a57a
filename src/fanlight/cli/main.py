"""The command line: reads the words, runs one action, and turns refusals into messages with the right exit status."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from fanlight import __version__
from fanlight.facts.files import Refused

COMMANDS = {
    "assess": "assess", "ask": "ask", "compare": "compare", "works": "works", "occupancy": "occupancy", "licence-needed": "licence_needed",
    "standards": "standards", "facts": "facts", "survey": "survey", "law": "law", "calendar": "calendar", "register": "register",
    "stock": "stock",
}  # fmt: skip
"""Each command and the module that has its words. Only the one that is asked for is loaded: starting is most of the time of a short run."""


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The words of the command; `only` leaves out those of every other command."""
    top = argparse.ArgumentParser(prog="fanlight", description=__import__("fanlight").__doc__)
    top.add_argument("--version", action="version", version=f"fanlight {__version__}")
    words = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        if only in (None, name):
            import_module(f"fanlight.cli.{module}").add(words)
    return top


def wanted(arguments: Sequence[str]) -> str | None:
    """The command whose words are enough to read the arguments; None where all are needed, to show or to correct."""
    first = arguments[0] if arguments else ""
    return first if first in COMMANDS or first == "--version" else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when the question was answered, 1 for `--fail-on`, 2 when input or words are wrong."""
    # A short run makes many lasting objects and hardly any rubbish; looking for rubbish as often as usual takes a fifth of its time.
    gc.set_threshold(200_000, 50, 50)
    words = list(sys.argv[1:] if arguments is None else arguments)
    given = parser(wanted(words)).parse_args(words)
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
