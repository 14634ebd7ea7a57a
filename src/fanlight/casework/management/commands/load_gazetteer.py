"""Loads a council's own gazetteer, from which those who apply choose the address of a house."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import gazetteer
from fanlight.casework.queries import people
from fanlight.facts.files import Refused

MOST_NAMED = 100


class Command(BaseCommand):
    """`load_gazetteer FILE --council NAME` replaces the council's addresses; each line that cannot be used is named and left out."""

    help = "Load the addresses of a council from a CSV file of its gazetteer (AddressBase, or BS 7666)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words."""
        parser.add_argument("file", type=Path, help="a CSV file whose first line names its columns")
        parser.add_argument("--council", required=True, help="the council, by its name in addresses")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the table, name what is wrong, and load the rest."""
        council = people.council(options["council"])
        if council is None:
            raise CommandError(f"no council is called '{options['council']}'")
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as lines:
                found = gazetteer.read(lines, options["file"].name, council)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        for each in found.aside[:MOST_NAMED]:
            self.stderr.write(str(each))
        if len(found.aside) > MOST_NAMED:
            self.stderr.write(f"and {len(found.aside) - MOST_NAMED} more lines set aside")
        try:
            count = gazetteer.load(council, found, at=timezone.now())
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} addresses of {council.name} loaded; {len(found.aside)} lines set aside")
