"""The files people gave, in a folder that no web server serves, under names that nobody can guess."""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{64}")


class FileLost(Exception):
    """A file that was stored is not there any more, or cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of files, each written whole or not at all and readable by its owner only."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Store a file, safe from a loss of power, and give the name it is stored under. Raises OSError where it cannot be."""
        name = secrets.token_hex(32)
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(".part")
        try:
            self._write(part, content)
            part.rename(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        for folder in (path.parent, self.folder):
            _flush(folder)
        return name

    def read(self, name: str) -> bytes:
        """The content of a file. Raises FileLost."""
        try:
            return self._path(name).read_bytes()
        except OSError as fault:
            raise FileLost(f"the file stored as {name} cannot be read: {fault.strerror}") from fault

    def remove(self, name: str) -> None:
        """Take a file away; one that is not there is no error."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise FileLost(f"'{name}' is no name a file is stored under")
        return self.folder / name[:2] / name

    def _write(self, part: Path, content: bytes) -> None:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """Make sure that the names in a folder, too, outlive a loss of power."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
