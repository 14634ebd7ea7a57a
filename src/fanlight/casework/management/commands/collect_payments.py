"""Asks the providers of payments for what was begun and is not recorded yet; to be run every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import orders


class Command(BaseCommand):
    """`collect_payments` prints each payment it recorded; an order that could not be asked about is named and makes the exit status 1."""

    help = "Record the payments that were made and whose payer did not come back."

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and say what came."""
        faults = 0
        for each in orders.collect(timezone.now()):
            if each.fault:
                faults += 1
                self.stderr.write(f"{each.order.reference}: {each.fault}")
            elif each.payment is not None:
                self.stdout.write(f"{each.order.reference}: {each.payment.pence} pence recorded")
        if faults:
            raise CommandError(f"{faults} payment{'s' if faults > 1 else ''} could not be asked about; run this again")
