"""Sends what waits in the outbox: once, or for as long as the service runs."""

import signal
import threading
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from fanlight.casework import heartbeats
from fanlight.casework.actions import outbox, receipts
from fanlight.gateways.carriers import Carriers
from fanlight.gateways.mail import FolderMail, Mail, SmtpMail


class Command(BaseCommand):
    """`send_messages` sends what is due; with `--keep-on` it goes on until it is asked to stop, and finishes the message at hand."""

    help = "Send the messages that wait in the outbox."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--keep-on", action="store_true", help="go on until SIGTERM; several may run at once")
        parser.add_argument("--every", type=float, default=2.0, metavar="SECONDS", help="how long to wait when nothing is due (2)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say what became of the messages."""
        self.stopped = threading.Event()
        mail = gateway()
        if not options["keep_on"]:
            self._once(mail)
            return
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda number, frame: self.stopped.set())
        while not self.stopped.is_set():
            close_old_connections()
            try:
                self._once(mail)
            except OperationalError as fault:
                # The database may be starting again: what was taken stays taken, and is shown as unclear.
                self.stderr.write(f"the database: {fault}")
                connection.close()
            mail.close()
            self.stopped.wait(options["every"])

    def _once(self, mail: Carriers) -> None:
        def may_go_on() -> bool:
            return not self.stopped.is_set()

        sent = outbox.send_due(mail, clock=timezone.now, may_go_on=may_go_on)
        counted = {stands.value: count for stands, count in sent.items()}
        counted |= receipts.follow(mail, clock=timezone.now, may_go_on=may_go_on)
        if counted:
            self.stdout.write(", ".join(f"{count} {stands}" for stands, count in sorted(counted.items())))
            self.stdout.flush()
        mail.close()
        try:
            heartbeats.beat(heartbeats.SENDER, timezone.now())
        except OSError as fault:
            self.stderr.write(f"that the sender runs could not be written down: {fault}")


def gateway() -> Carriers:
    """The mail server of the settings or the folder that stands in for one, and the councils' own carriers before it."""
    by_post = {slug: own for slug, own in settings.NOTIFY.items() if slug in settings.POSTED_BY_NOTIFY}
    by_mail = {slug: own for slug, own in settings.NOTIFY.items() if own.templates.mail}
    return Carriers(_server(), by_mail, by_post)


def _server() -> Mail:
    if not settings.EMAIL_HOST:
        return FolderMail(Path(settings.EMAIL_FILE_PATH), settings.DEFAULT_FROM_EMAIL)
    return SmtpMail(
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.DEFAULT_FROM_EMAIL, user=settings.EMAIL_HOST_USER,
        password=settings.EMAIL_HOST_PASSWORD, is_plain=not settings.EMAIL_USE_TLS, seconds=settings.EMAIL_TIMEOUT,
    )  # fmt: skip
