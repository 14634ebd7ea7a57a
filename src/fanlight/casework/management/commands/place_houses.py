"""Places a council's houses on the map of its register, from its own gazetteer."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import houses
from fanlight.casework.queries import people
from fanlight.facts.files import Refused


class Command(BaseCommand):
    """`place_houses COUNCIL FILE` reads a table of UPRN, X_COORDINATE and Y_COORDINATE; a faulty table changes nothing."""

    help = "Place the houses of a council on the map, from a CSV file of its gazetteer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words."""
        parser.add_argument("council", help="the council, by its name in addresses")
        parser.add_argument("file", type=Path, help="a CSV file with the columns UPRN, X_COORDINATE and Y_COORDINATE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the table and place what it names."""
        council = people.council(options["council"])
        if council is None:
            raise CommandError(f"no council is called '{options['council']}'")
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as lines:
                places = houses.read_places(lines, options["file"].name)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        placed, without = houses.place(council, places, at=timezone.now())
        self.stdout.write(f"{placed} houses placed; {without} houses of {council.name} have no place on the map")
