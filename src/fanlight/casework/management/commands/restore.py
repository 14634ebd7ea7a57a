"""Brings a backup back, and proves the record that it holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fanlight.casework import backups


class Command(BaseCommand):
    """`restore DIR` checks every digest first, refuses a service that has data unless `--replace` is given, and proves each chain."""

    help = "Restore a backup into an empty service; stop the service first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words."""
        parser.add_argument("folder", type=Path, help="what back_up wrote")
        parser.add_argument("--replace", action="store_true", help="give up what the service has now")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it, and say what was proved."""
        try:
            made = backups.restore(options["folder"], replaces=options["replace"])
        except backups.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{made.folder} is restored: {made.files} files, every digest right")
        for council, end in made.ends.items():
            self.stdout.write(f"{council}: the record is whole and ends at {end}")
        self.stdout.write("Now run migrate, then prove_record --files.")
