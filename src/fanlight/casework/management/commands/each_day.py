"""Takes the steps that time alone takes, and erases what is not kept any longer; to be run every day, soon after midnight."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework import heartbeats
from fanlight.casework.actions import erasing
from fanlight.casework.actions import time as passing


class Command(BaseCommand):
    """`each_day` prints each step it took; a case that failed is named, stops no other, and makes the exit status 1."""

    help = (
        "Take the steps that happen by time alone: licences that begin or end, decisions that take effect, appeals out of time. Erase "
        "personal data that a council keeps no longer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="as on that day (2026-03-31) and not today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the steps, erase what is due, and say which."""
        at = _instant(options["on"])
        faults = self._pass(at) + self._erase(at)
        heartbeats.beat(heartbeats.EACH_DAY, timezone.now())
        if faults:
            raise CommandError(f"{faults} case{'s' if faults > 1 else ''} could not be moved or erased; every other one was")

    def _pass(self, at: datetime) -> int:
        """Take the steps; how many cases could not be moved."""
        faults = unserved = 0
        for each in passing.let_pass(at):
            named = f"{each.case.council.slug} {each.case.reference}"
            if each.fault is None:
                self.stdout.write(f"{named}: {each.step}. {each.why}")
                if each.unserved is not None:
                    unserved += 1
                    self.stderr.write(f"{named}: {each.step} was taken, but its letters could not be made: {each.unserved}")
            else:
                faults += 1
                self.stderr.write(f"{named}: {each.step or 'no step'} was not taken: {type(each.fault).__name__}: {each.fault}")
        if unserved:
            self.stderr.write(f"{unserved} step{'s' if unserved > 1 else ''} without letters: send them by hand")
        return faults

    def _erase(self, at: datetime) -> int:
        """Erase what is due; how many cases could not be erased. What was erased is told by kind and number, and never by what it said."""
        faults = 0
        for each in erasing.erase_due(at):
            named = f"{each.council.slug} {each.named}"
            if each.fault is None:
                self.stdout.write(f"{named}: {each.kind} erased, {sum(each.rows.values())} rows")
            else:
                faults += 1
                self.stderr.write(f"{named}: {each.kind} was not erased: {type(each.fault).__name__}: {each.fault}")
        return faults


def _instant(on: date | None) -> datetime:
    """Now, or the beginning of the day that was given."""
    now = timezone.now()
    if on is None or on == timezone.localdate(now):
        return now
    if on > timezone.localdate(now) and not settings.IS_DEMO:
        raise CommandError(f"{on} has not come yet: nothing can have happened by then")
    return timezone.make_aware(datetime.combine(on, time.min))
