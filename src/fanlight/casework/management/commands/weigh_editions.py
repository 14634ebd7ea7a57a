"""Works out what a council's loaded editions would change for its licensed houses; to be run at night where there are many."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import impact
from fanlight.casework.assessing import NoEdition
from fanlight.casework.queries import editions, people
from fanlight.documents import wording
from fanlight.facts.files import Refused


class Command(BaseCommand):
    """`weigh_editions COUNCIL` looks at every surveyed house for each loaded edition that was not adopted; what it keeps is kept."""

    help = "Work out what a council's loaded editions would change for its licensed houses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words."""
        parser.add_argument("council", help="the council, by its name in addresses")
        parser.add_argument("--seconds", type=float, default=3600.0, help="how long it may take for each edition (an hour)")
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the licences of that day (2026-03-31) and not of today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Weigh each edition, and say what is left."""
        council = people.council(options["council"])
        if council is None:
            raise CommandError(f"no council is called '{options['council']}'")
        for row in editions.not_adopted(council):
            try:
                left = impact.let_work(row, options["on"] or timezone.localdate(), seconds=options["seconds"])
            except (NoEdition, Refused) as error:
                raise CommandError(f"{row.edition}: {error}") from error
            told = f"{wording.counted(left, 'house')} still to be looked at" if left else "every surveyed house was looked at"
            self.stdout.write(f"{row.edition}: {told}")
