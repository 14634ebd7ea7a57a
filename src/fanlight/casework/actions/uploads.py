"""Taking in the files people give for a case: looked at, cleaned, scanned, stored and recorded, each by itself."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import transaction

from fanlight.casework import access, chain, contents, recording
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.contents import Content, FileNotTaken
from fanlight.casework.models import Account, Case, CouncilDocument, FirePaper, HouseReportPhotograph, StoredFile, Upload
from fanlight.gateways.scanning import Scanner, ScanNotDone, scanner
from fanlight.gateways.storage import Storage

File = TypeVar("File", bound=StoredFile)
STORED = (Upload, FirePaper, HouseReportPhotograph, CouncilDocument)
"""Every table whose rows have a file in the storage."""
GIVING = (Permission.APPLY, Permission.WORK_CASES, Permission.ANSWER_FIRE)


@dataclass(frozen=True, slots=True)
class Given:
    """A file as somebody gave it."""

    kind: contents.Kind
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Intake:
    """Where files go: the storage, the scanner, and what was stored in this transaction."""

    storage: Storage
    scanner: Scanner
    stored: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of several files: those kept, and for each of the others what was wrong and what would do."""

    uploads: tuple[Upload, ...]
    faults: tuple[str, ...]


@contextmanager
def intake(storage: Storage | None = None, look: Scanner | None = None) -> Iterator[Intake]:
    """One whole transaction in which files are taken in; where it fails, the files it stored are taken away again.

    What is stored is never taken away while a row names it, not even where nobody can say whether the transaction was committed.
    """
    opened = Intake(storage or Storage(settings.UPLOADS), look or scanner(settings.SCANNER))
    try:
        with transaction.atomic(durable=True):
            yield opened
    except BaseException:
        for name in opened.stored:
            if not any(model._default_manager.filter(stored_as=name).exists() for model in STORED):
                opened.storage.remove(name)
        raise


def accept_each(case: Case, given: Iterable[Given], *, by: Actor, at: datetime, into: Intake) -> Taken:
    """Take in several files, each by itself: one that is not taken loses nothing else. Raises NotPermitted."""
    uploads: list[Upload] = []
    faults: list[str] = []
    for each in given:
        try:
            uploads.append(accept(case, each, by=by, at=at, into=into))
        except FileNotTaken as fault:
            faults.append(str(fault))
    return Taken(tuple(uploads), tuple(faults))


def accept(case: Case, given: Given, *, by: Actor, at: datetime, into: Intake) -> Upload:
    """Take in one file, in a savepoint of its own. Raises NotPermitted, and FileNotTaken with the file's name and the remedy."""
    giver = _giver(case, by)
    check_count(given, Upload.objects.filter(case=case).count(), "a case")

    def kept(upload: Upload) -> None:
        upload.case = case
        upload.save(force_insert=True)
        recording.write("file given", council=case.council, by=giver, at=at, case=case, about={"upload": upload.pk, **told(upload, given)})

    return store(given, Upload(by=giver, at=at), kept, into=into)


def store(given: Given, row: File, keep: Callable[[File], None], *, into: Intake) -> File:
    """Look at a file, clean and store it, and fill its row; `keep` saves and records it, in a savepoint. Raises FileNotTaken."""
    _check_size(given)
    found = contents.identify(given.name, given.content, contents.TAKEN[given.kind])
    row.scan = _scanned(found, given, into)
    row.kind, row.name, row.content_type = given.kind, found.name, found.type.content_type
    row.size, row.sha256 = len(found.content), chain.digest(found.content)
    count = len(into.stored)
    try:
        with transaction.atomic():
            into.stored.append(into.storage.keep(found.content))
            row.stored_as = into.stored[-1]
            keep(row)
            return row
    except Exception as fault:
        for name in into.stored[count:]:
            into.storage.remove(name)
        del into.stored[count:]
        if isinstance(fault, OSError):
            raise FileNotTaken(f"'{found.name}' could not be stored: try again in a few minutes") from fault
        raise


def told(row: StoredFile, given: Given) -> dict[str, object]:
    """What the record says of a file."""
    return {
        "kind": row.kind, "name": row.name, "size": row.size, "sha256": row.sha256, "sha256 as given": chain.digest(given.content),
        "scan": row.scan,
    }  # fmt: skip


def _giver(case: Case, by: Actor) -> Account:
    if by.account is None or not any(access.is_permitted(by, each) for each in GIVING) or not access.is_visible(by, case):
        raise access.NotPermitted("files are given by those who apply, work on the case or answer for the fire authority")
    return by.account


def _check_size(given: Given) -> None:
    if len(given.content) > settings.UPLOAD_MOST_BYTES:
        most = settings.UPLOAD_MOST_BYTES // 1024**2
        name = contents.clean_name(given.name)
        raise FileNotTaken(f"'{name}' is larger than {most} MB: make it smaller, for example by fewer dots or in parts")


def check_count(given: Given, count: int, of: str) -> None:
    """Make sure that there is room for one more file beside those that `of` (`a case`) holds. Raises FileNotTaken."""
    if count >= settings.UPLOAD_MOST_FILES:
        name = contents.clean_name(given.name)
        raise FileNotTaken(f"'{name}' is one too many: {of} holds {settings.UPLOAD_MOST_FILES} files; put several into one PDF")


def _scanned(found: Content, given: Given, into: Intake) -> str:
    """What the scanner says of a file as it was given. A scanner that is set up must have looked."""
    try:
        scan = into.scanner.scan(given.content)
    except ScanNotDone as fault:
        raise FileNotTaken(f"'{found.name}' could not be looked at for viruses: try again in a few minutes") from fault
    if scan.is_harmful:
        raise FileNotTaken(f"'{found.name}' holds something harmful: have your computer looked at, and send a clean copy")
    return scan.said
