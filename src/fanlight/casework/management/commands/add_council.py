"""Makes a council and its first administrator, who sets up everything else on the pages of the service."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.actions import staff
from fanlight.casework.actions.staff import Invited


class Command(BaseCommand):
    """`add_council exampleton Exampleton --administrator ari@example.org --named "Ari Admin"`: both or nothing."""

    help = "Make a council and its first administrator. They set a password by “Forgotten your password?” on the sign-in page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("slug", help="the council's name in addresses, as 'exampleton'; it never changes")
        parser.add_argument("name", help="its name without 'Council', as it stands in letters")
        parser.add_argument("--administrator", required=True, metavar="EMAIL", help="the address of mail of its first administrator")
        parser.add_argument("--named", required=True, metavar="NAME", help="the administrator's full name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make both."""
        now = timezone.now()
        who = Invited(options["administrator"], options["named"], Office.ADMINISTRATOR, timezone.localdate(now))
        try:
            validate_slug(options["slug"])
            validate_email(who.email)
            made = staff.found(options["slug"], options["name"], administrator=who, at=now)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{options['name']} is made, and {made.account} ({made.account.email}) administers it.")
