"""Makes a fire and rescue authority and its first administrator, who says who else acts for it on the pages of the service."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email, validate_slug
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.actions import staff
from fanlight.casework.actions.staff import Invited
from fanlight.casework.models import FireAuthority


class Command(BaseCommand):
    """`add_fire_authority exampleshire "Exampleshire Fire and Rescue" --administrator finn@example.org --named "Finn Firth" ...`."""

    help = "Make a fire authority and its first administrator. A council says on its own pages that it works with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("slug", help="the authority's name in addresses, as 'exampleshire'; it never changes")
        parser.add_argument("name", help="its name as it stands in letters")
        parser.add_argument("--email", required=True, metavar="EMAIL", help="where it reads what a council sends it")
        parser.add_argument("--address", required=True, action="append", metavar="LINE", help="one line of its address; give one for each")
        parser.add_argument("--administrator", required=True, metavar="EMAIL", help="the address of mail of its first administrator")
        parser.add_argument("--named", required=True, metavar="NAME", help="the administrator's full name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make both."""
        now = timezone.now()
        who = Invited(options["administrator"], options["named"], Office.FIRE_ADMINISTRATOR, timezone.localdate(now))
        lines = "\n".join(line.strip() for line in options["address"])
        authority = FireAuthority(slug=options["slug"], name=options["name"], email=options["email"], address=lines)
        try:
            validate_slug(authority.slug)
            for each in (authority.email, who.email):
                validate_email(each)
            made = staff.found_authority(authority, administrator=who, at=now)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{authority.name} is made, and {made.account} ({made.account.email}) administers it.")
