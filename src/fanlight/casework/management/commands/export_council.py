"""Takes everything that is held for one council out, as one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import exports
from fanlight.casework.queries import people


class Command(BaseCommand):
    """`export_council exampleton exampleton.zip`: the file is whole or not there, and readable by its owner alone."""

    help = "Write everything that is held for one council to a ZIP file: tables as lines of JSON with a descriptor, and files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("council", help="the council's name in addresses")
        parser.add_argument("file", type=Path, help="where to write; it must not be there yet")
        parser.add_argument("--without-offences", action="store_true", help="leave out what people declared of convictions")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        council, to = people.council(options["council"]), options["file"]
        if council is None:
            raise CommandError(f"no council is called '{options['council']}'")
        if to.exists():
            raise CommandError(f"{to} is there already: name another file")
        part = to.with_name(to.name + ".part")
        try:
            part.touch(mode=0o600)
            found = exports.by_command(council, part, at=timezone.now(), with_offences=not options["without_offences"])
            part.rename(to)
        except OSError as fault:
            raise CommandError(f"{to} cannot be written: {fault.strerror}") from fault
        finally:
            part.unlink(missing_ok=True)
        for lost in found["files_not_readable"]:
            self.stderr.write(lost)
        self.stdout.write(f"{to}: {len(found['tables'])} tables, {sum(each['rows'] for each in found['tables'])} rows")
