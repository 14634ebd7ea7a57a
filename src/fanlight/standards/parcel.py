"""An edition as somebody hands it in: its files, or one archive of them, looked at before a byte of it is put anywhere."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused
from fanlight.standards.coverage import INVENTORY
from fanlight.standards.written import HEAD_KEYS

HEAD = "edition.yaml"
MOST_FILES = 100
MOST_BYTES = 8_000_000
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.yaml")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[a-z0-9]+){0,4}")
ARCHIVE = b"PK\x03\x04"
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OverflowError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Parcel:
    """An edition handed in: its id (council/day), its title, the edition it builds on (or none), and its files by their names."""

    edition: str
    title: str
    builds_on: str
    files: Mapping[str, str]

    def lay_out(self, base: Path) -> Path:
        """Write the files as a library finds them, in a new folder under `base`; where the edition lies."""
        council, _, day = self.edition.partition("/")
        folder = base / council / "editions" / day
        folder.mkdir(parents=True)
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder


def read(given: Sequence[tuple[str, bytes]], *, council: str) -> Parcel:
    """The edition that some files, or an archive of them, hold. Raises Refused with every problem.

    An edition of another council is refused, and so is a name that is no plain file's.
    """
    texts = _texts(_unpacked(given))
    if HEAD not in texts:
        raise Refused([Problem(HEAD, 0, "is not among the files: it is the head of an edition")])
    head = files.read_text(texts[HEAD], HEAD)
    problems = list(head.unknown_keys(HEAD_KEYS))
    for key in ("edition", "title", "in_force"):
        if head.get(key) is None:
            problems.append(head.problem(f"the head has no '{key}:'"))
    if problems:
        raise Refused(problems)
    named = head.keys["edition"]
    whose, _, day = named.text.partition("/")
    if whose != council:
        raise named.refused(f"'{named.text[:100]}' is no edition of this council: its name begins with '{council}/'")
    if not DAY.fullmatch(day):
        raise named.refused(f"'{named.text[:100]}' is no name for an edition: write '{council}/' and its month, as {council}/2027-04")
    older = head.get("builds_on")
    return Parcel(named.text, head.keys["title"].text[:300], older.text if older else "", texts)


def _unpacked(given: Sequence[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files by name, one archive opened. Raises Refused."""
    found: dict[str, bytes] = {}
    for name, content in _each(given):
        plain = _plain(name)
        if plain in found:
            raise Refused([Problem(plain, 0, "is given twice: the files of an edition have different names, whatever folder they lie in")])
        found[plain] = content
        if len(found) > MOST_FILES:
            raise Refused([Problem(plain, 0, f"is one too many: an edition has at most {MOST_FILES} files")])
        if sum(len(each) for each in found.values()) > MOST_BYTES:
            raise Refused([Problem(plain, 0, f"is too much: the files of an edition have at most {MOST_BYTES:,} bytes together")])
    return found


def _each(given: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    if len(given) == 1 and given[0][1].startswith(ARCHIVE):
        yield from _of_archive(*given[0])
    else:
        yield from given


def _of_archive(shown: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive, each unpacked no further than a file may be long. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > 2 * MOST_FILES:
                raise Refused([Problem(shown[:100], 0, f"holds too much: an edition has at most {MOST_FILES} files")])
            for each in archive.infolist():
                if not each.is_dir():
                    with archive.open(each) as file:
                        yield each.filename, file.read(files.LARGEST + 1)
    except BROKEN as fault:
        raise Refused([Problem(shown[:100], 0, f"cannot be opened as an archive: {str(fault)[:100]}; give the files one by one")]) from None


def _plain(name: str) -> str:
    """The name of a file without its folder. Raises Refused for one that leads elsewhere or is none of an edition."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ".." in parts or not parts:
        raise Refused([Problem(name[:100], 0, "has a place of its own: give plain files, or an archive of one folder")])
    if parts[-1] != INVENTORY and not NAME.fullmatch(parts[-1]):
        told = f"is no file of an edition: they are called {INVENTORY} or end in .yaml, in small letters, figures, '-' and '_'"
        raise Refused([Problem(name[:100], 0, told)])
    return parts[-1]


def _texts(found: Mapping[str, bytes]) -> dict[str, str]:
    """The files as text. Raises Refused for every one that is too long or no text."""
    problems, texts = [], {}
    for name, content in sorted(found.items()):
        if len(content) > files.LARGEST:
            problems.append(Problem(name, 0, f"the file is larger than {files.LARGEST:,} bytes"))
            continue
        try:
            texts[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            texts[name] = "\0"
        if "\0" in texts[name]:
            problems.append(Problem(name, 0, "is no text in UTF-8: save it as plain text"))
    if problems:
        raise Refused(problems)
    return texts
