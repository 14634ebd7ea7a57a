"""`manage demo`: makes the invented council of the demonstration with its houses and cases, where they are not there yet."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import time as passing
from fanlight.casework.demo import council, reported, showing, tales
from fanlight.casework.demo.telling import Cast
from fanlight.casework.models import Account, Council
from fanlight.casework.queries import people

AGREED_AGO = timedelta(days=400)
ALL = sum(count for _, count, _ in tales.TALES)


class Command(BaseCommand):
    """Make the demonstration. What was told before is not told again."""

    help = "Make the invented council of the demonstration with its people, houses and cases, where they are not there yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--pause", type=float, default=0.0, metavar="SECONDS", help="wait after each step, for others to write (0)")
        parser.add_argument("--cases", type=int, default=ALL, metavar="N", help=f"how many of its {ALL} cases to have (all)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        if not settings.IS_DEMO:
            raise CommandError(
                "The demonstration is made only where FANLIGHT_DEMO=yes: its people share one password that everybody knows."
            )
        found = council.found()
        before = council.houses_with_cases()  # the others are suspected ones, of no tale
        cast = _cast(found, options["pause"])
        showing.arrangement(cast, timezone.now() - AGREED_AGO)
        count = sum(1 for _ in tales.tell(cast, timezone.localdate(), first=before, last=options["cases"]))
        for _ in passing.let_pass(timezone.now()):
            pass
        reported.tell(cast, timezone.now())
        self.stdout.write(f"{found.name} is ready with {before + count} houses.")


def _cast(found: Council, pause: float) -> Cast:
    def staff(email: str) -> Any:
        return people.of_council(Account.objects.get(email=email), found)

    assert found.fire_authority is not None
    fire_officer = people.of_fire_authority(Account.objects.get(email="fire@example.org"), found.fire_authority)
    assert fire_officer is not None
    applicant = people.as_applicant(Account.objects.get(email="applicant@example.org"))
    return Cast(
        found, applicant, (staff("officer@example.org"), staff("officer2@example.org")), staff("manager@example.org"), fire_officer, pause
    )
