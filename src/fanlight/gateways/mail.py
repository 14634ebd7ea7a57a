"""Mail that leaves: what a letter is, the server that takes it, and a folder that stands in for one."""

import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Protocol

ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
TAKES_THE_TEXT, WENT_WELL, FINAL = 354, range(200, 300), 500


class MailNotTaken(Exception):
    """The letter certainly did not leave, and may be tried again; the message says why."""


class MailRefused(Exception):
    """The letter certainly did not leave, and trying again would not help; the message says why."""


class MailUnclear(Exception):
    """The letter was handed over and no answer came: it may have left or not."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter. `content_type` is like `application/pdf`."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one address. The same `key` always bears the same Message-ID, by which it can be found in a server's log.

    One `by_post` is printed from the PDF that goes with it, which bears the address. `council` is the slug of the council that sends it.
    """

    key: str
    to: str
    subject: str
    body: str
    at: datetime
    attachments: tuple[Attachment, ...] = ()
    council: str = ""
    by_post: bool = False
    postage: str = ""


class Arrival(StrEnum):
    """What became of a letter after it left."""

    ON_ITS_WAY = "on its way"
    ARRIVED = "delivered"
    FAILED = "not delivered"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a carrier says of a letter that it took."""

    arrival: Arrival
    said: str


class Mail(Protocol):
    """Whatever takes letters. It says nothing where a letter left, and otherwise raises one of the three above."""

    def send(self, letter: Letter) -> None:
        """Hand a letter over. Raises MailNotTaken, MailRefused and MailUnclear."""

    def close(self) -> None:
        """Let go of what is held open; a letter sent afterwards opens it again."""


def message_id(key: str, sender: str) -> str:
    """The Message-ID of a key: readable, and of its own for each key and sender."""
    words = re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")[:80]
    return f"<{words}.{sha256(key.encode()).hexdigest()[:16]}@{sender.rpartition('@')[2]}>"


def composed(letter: Letter, sender: str) -> tuple[str, bytes]:
    """A letter as it is sent, with its Message-ID. Raises MailRefused for an address that is none, and for what cannot be written."""
    try:
        made = _composed(letter, sender)
        return str(made["Message-ID"]), made.as_bytes()
    except ValueError as fault:
        raise MailRefused(f"this cannot be written as a letter: {fault}") from fault


def _composed(letter: Letter, sender: str) -> EmailMessage:
    made = EmailMessage(policy=policy.SMTP)
    made["Message-ID"] = message_id(letter.key, sender)
    made["Date"] = format_datetime(letter.at)
    made["From"] = Address(addr_spec=checked_address(sender))
    made["To"] = Address(addr_spec=checked_address(letter.to))
    # A line break in a subject would begin a header of somebody else's choosing.
    made["Subject"] = " ".join(letter.subject.split())
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.body)
    for each in letter.attachments:
        main, _, sub = each.content_type.partition("/")
        made.add_attachment(each.content, maintype=main, subtype=sub, filename=each.name)
    return made


def checked_address(text: str) -> str:
    """An address of mail as it was given. Raises MailRefused for one that is none."""
    if not ADDRESS.fullmatch(text):
        raise MailRefused(f"'{text}' is no address of mail; correct it and send the letter again")
    return text


@dataclass(slots=True)
class SmtpMail:
    """A mail server, kept connected from letter to letter. Passwords and letters go over TLS unless `is_plain`."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_plain: bool = False
    seconds: float = 30
    trust: ssl.SSLContext | None = None
    _held: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """Hand a letter to the server; once its text is on the way, only the server's answer says whether it left."""
        _, text = composed(letter, self.sender)
        with self._before_the_text():
            server = self._ready()
            # What is wrong with the sender or the server is no fault of this letter: it is tried again.
            self._answered(server.mail(self.sender), f"mail from {self.sender}", final=False)
            self._answered(server.rcpt(letter.to), f"mail to {letter.to}")
            code, said = server.docmd("DATA")
            if code != TAKES_THE_TEXT:
                self._answered((code, said), "the text")
        try:
            server.send(_dotted(text))
            answer = server.getreply()
        except OSError as fault:
            self._drop()
            raise MailUnclear(f"{self.host} was given the letter and did not answer: {fault}") from fault
        self._answered(answer, "the letter")

    def close(self) -> None:
        """Say goodbye to the server."""
        held, self._held = self._held, None
        if held is not None:
            try:
                held.quit()
            except OSError:
                held.close()

    @contextmanager
    def _before_the_text(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:  # smtplib's errors are OSErrors
            self._drop()
            raise MailNotTaken(f"{self.host}: {fault}") from fault

    def _ready(self) -> smtplib.SMTP:
        """The server, connected. One that has let go in the meantime is called again."""
        if self._held is not None and not self._answers(self._held):
            self._drop()
        if self._held is None:
            self._held = self._connected()
        return self._held

    def _answers(self, server: smtplib.SMTP) -> bool:
        try:
            return server.noop()[0] in WENT_WELL
        except OSError:
            return False

    def _connected(self) -> smtplib.SMTP:
        server = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        try:
            if not self.is_plain:
                server.starttls(context=self.trust or ssl.create_default_context())
            server.ehlo_or_helo_if_needed()
            if self.user:
                server.login(self.user, self.password)
        except OSError:
            server.close()
            raise
        return server

    def _answered(self, answer: tuple[int, bytes], what: str, *, final: bool = True) -> None:
        code, said = answer
        if code in WENT_WELL:
            return
        self._drop()
        words = f"{self.host} did not take {what}: {code} {said.decode(errors='replace')}"
        if code == -1 or code < FINAL or not final:
            raise MailNotTaken(words)
        raise MailRefused(words)

    def _drop(self) -> None:
        if self._held is not None:
            self._held.close()
            self._held = None


def _dotted(text: bytes) -> bytes:
    """A text as SMTP carries it: lines that begin with a dot get another, and one dot alone ends it (RFC 5321, 4.5.2)."""
    ended = text if text.endswith(b"\r\n") else text + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"


@dataclass(frozen=True, slots=True)
class FolderMail:
    """A folder that keeps letters as files, one a key, for people to read. Nothing leaves it."""

    folder: Path
    sender: str

    def send(self, letter: Letter) -> None:
        """Keep a letter. A key that is there already is not kept again."""
        name, text = composed(letter, self.sender)
        kept = self.folder / f"{name.strip('<>')}.eml"
        part = kept.with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part.write_bytes(text)
            part.replace(kept)
        except OSError as fault:
            raise MailNotTaken(f"{kept}: {fault.strerror}") from fault

    def close(self) -> None:
        """Nothing is held open."""

    def letters(self) -> list[EmailMessage]:
        """The letters kept, the oldest first."""
        read = [message_from_bytes(path.read_bytes(), policy=policy.SMTP) for path in self.folder.glob("*.eml")]
        return sorted((each for each in read if isinstance(each, EmailMessage)), key=lambda each: each["Date"].datetime)
