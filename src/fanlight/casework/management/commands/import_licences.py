"""Enters the licences of a council's existing register, after a dry run that says what would become of each row."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import importing
from fanlight.casework.actions.importing import Source
from fanlight.casework.intake import Fate, Weighed
from fanlight.casework.queries import people
from fanlight.facts.files import Refused
from fanlight.facts.importing.columns import read_mapping
from fanlight.facts.importing.days import Order
from fanlight.licensing import register_entries


class Command(BaseCommand):
    """`import_licences COUNCIL FILE` says what would become of each row; with `--enter` the sound rows are entered, all or none."""

    help = "Enter the licences of an existing register (CSV or XLSX); without --enter nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words."""
        parser.add_argument("council", help="the council, by its name in addresses")
        parser.add_argument("file", type=Path, help="a register as published: CSV, or XLSX")
        parser.add_argument("--enter", action="store_true", help="enter the rows that can be; otherwise they are only gone through")
        parser.add_argument("--mapping", type=Path, help="a file that says what the columns hold, as 'register check' writes it")
        parser.add_argument("--dates", choices=[each.value for each in Order], help="which of day and month stands first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the register and enter what can be."""
        council = people.council(options["council"])
        if council is None:
            raise CommandError(f"no council is called '{options['council']}'")
        at, path = timezone.now(), options["file"]
        try:
            mapping = read_mapping(options["mapping"]) if options["mapping"] else None
            dates = Order(options["dates"]) if options["dates"] else None
            with register_entries.opened(path, mapping=mapping, dates=dates) as register:
                if options["enter"]:
                    rows = importing.enter(council, register.entries(), Source(path.name), at=at)
                else:
                    rows = importing.weighed(council, register.entries(), at=at)
        except Refused as error:
            raise CommandError(str(error)) from error
        for row in rows:
            self._tell(path.name, row)
        self._sum(rows, has_entered=options["enter"])

    def _tell(self, name: str, row: Weighed) -> None:
        for each in row.troubles:
            self.stdout.write(f"{name}:{row.row}: {each.particular}: {each.why.rstrip('.')}. Remedy: {each.remedy.rstrip('.')}.")

    def _sum(self, rows: list[Weighed], *, has_entered: bool) -> None:
        counted = Counter(row.fate for row in rows)
        lacking = Counter(name for row in rows if row.fate is Fate.NEW for name in row.missing)
        for name, count in lacking.items():
            self.stdout.write(f"not said: {name} of {count}")
        done = "entered" if has_entered else "would be entered"
        self.stdout.write(
            f"{len(rows)} rows read: {counted[Fate.NEW]} {done}, {counted[Fate.THERE]} already there, {counted[Fate.ASIDE]} set aside"
        )
        if not has_entered:
            self.stdout.write("Nothing was changed: give --enter to enter them.")
