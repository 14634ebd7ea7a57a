"""Proves the record of each council: its chain, the cases beside it, and what was kept; names whatever is broken."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from fanlight.casework.models import Council
from fanlight.casework.queries import kept, people, record
from fanlight.gateways.storage import Storage


class Command(BaseCommand):
    """`prove_record` prints a line for each council that is whole, and each fault; any fault makes the exit status 1."""

    help = "Prove that the record of each council was not changed, and that cases and documents are as it says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--council", metavar="NAME", help="only this council")
        parser.add_argument("--files", action="store_true", help="read every file that was given, too")
        parser.add_argument(
            "--holds", metavar="NUMBER:DIGEST", help="an end of the chain that was noted elsewhere, to be still in the record of --council"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prove each council, and say what is broken."""
        faults = 0
        for council in self._councils(options["council"]):
            broken, said = self._looked_at(council, with_files=options["files"])
            if options["holds"]:
                broken += self._noted(council, options)
            faults += len(broken)
            for fault in broken:
                self.stderr.write(f"{council.slug}: {fault}")
            if not broken:
                self.stdout.write(f"{council.slug}: whole: {said}")
        if faults:
            raise CommandError(f"{faults} fault{'s' if faults > 1 else ''} found")

    def _councils(self, name: str | None) -> Iterable[Council]:
        if name is None:
            return people.councils()
        found = people.council(name)
        if found is None:
            raise CommandError(f"no council is called '{name}'; write one of {', '.join(each.slug for each in people.councils())}")
        return [found]

    def _looked_at(self, council: Council, *, with_files: bool) -> tuple[list[str], str]:
        """What is broken, and how much was looked at."""
        proof = record.prove(council)
        broken = [f"the chain is broken at event {proof.number}: {proof.fault}"] if proof.fault else []
        counted = [f"{proof.events} events"]
        looks = [("cases", kept.cases(council)), ("documents", kept.documents(council))]
        if with_files:
            looks.append(("files", kept.files(council, Storage(Path(settings.UPLOADS)))))
        for what, found in looks:
            faults = list(found)
            broken += [f"{name}: {fault}" for name, fault in faults if fault]
            counted.append(f"{len(faults)} {what}")
        end = f"; the chain ends at {council.last_event}:{council.last_digest}" if council.last_event else ""
        return broken, ", ".join(counted) + end

    def _noted(self, council: Council, options: dict[str, Any]) -> list[str]:
        number, _, digest = options["holds"].partition(":")
        if not options["council"] or not number.isdigit() or len(digest) != 64:
            raise CommandError("write --council NAME --holds NUMBER:DIGEST, as the end of the chain was printed")
        return [] if record.holds(council, int(number), digest) else [f"event {number} with the digest noted is not in the record"]
