"""`manage demo`: makes the invented council of the demonstration, where it is not there yet."""

from typing import Any

from django.core.management.base import BaseCommand

from fanlight.casework.demo import council


class Command(BaseCommand):
    """Make the demonstration."""

    help = "Make the invented council of the demonstration with its people, houses and cases, where it is not there yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        found = council.found()
        self.stdout.write(f"{found.name} is ready.")
