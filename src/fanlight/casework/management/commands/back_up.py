"""Makes a backup of the service in a new folder, while it goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework import backups


class Command(BaseCommand):
    """`back_up DIR` writes database, files, settings without secrets, and a manifest of digests; DIR is there only when it is whole."""

    help = "Make a backup of the database and the files in a new folder, with the digest of each; the service may go on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words."""
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say where each record ends."""
        try:
            made = backups.make(options["folder"], timezone.now())
        except backups.BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{made.folder} is whole: {made.files} files")
        for council, end in made.ends.items():
            self.stdout.write(f"{council} ends at {end}")
