"""Loads the houses that a council suspects of needing a licence from a file, each faulty row set aside."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import houses_loading
from fanlight.casework.queries import people
from fanlight.facts.files import Refused


class Command(BaseCommand):
    """`load_houses COUNCIL FILE` adds what is new; `--preview` only says what would be added."""

    help = "Load suspected houses of a council from a CSV file or a workbook. The same file twice adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words."""
        parser.add_argument("council", help="the council, by its name in addresses")
        parser.add_argument("file", type=Path, help="a table with an address or a UPRN in each row")
        parser.add_argument("--preview", action="store_true", help="say what would be added, and add nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, name what is set aside, and load the rest."""
        council = people.council(options["council"])
        if council is None:
            raise CommandError(f"no council is called '{options['council']}'")
        try:
            found = houses_loading.read(options["file"])
        except Refused as error:
            raise CommandError(str(error)) from error
        if options["preview"]:
            done = houses_loading.compare(council, found.rows)
        else:
            done = houses_loading.load(council, found.rows, options["file"].name, by=None, at=timezone.now())
        aside = sorted([*found.aside, *done.aside, *done.differing], key=lambda each: each.line)
        for each in aside:
            self.stderr.write(f"{options['file'].name}:{each.line}: {each.field}: {each.why}")
        said = "would be added" if options["preview"] else "added"
        self.stdout.write(f"{len(done.new)} houses {said}; the file told more of {len(done.more)}; {done.held} held as they are")
