"""Takes the second step of anybody away who lost it and proved who they are, so that they set up another."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fanlight.casework.actions import second_steps
from fanlight.casework.queries import people


class Command(BaseCommand):
    """`take_second_step_away ada@example.org --proved "Came to the office with a passport; seen by M. Manager"`."""

    help = "Take the second step of an account away. For the only administrator of a council, and for those who apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("address", help="the address of mail of the account")
        parser.add_argument("--proved", required=True, help="how they proved who they are; it stands in the record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away."""
        account = people.by_address(options["address"])
        if account is None:
            raise CommandError(f"no account has the address {options['address']}")
        try:
            second_steps.take_away_by_command(account, proved=options["proved"], at=timezone.now())
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{account} ({account.email}) signs in with the password alone until another second step is set up.")
