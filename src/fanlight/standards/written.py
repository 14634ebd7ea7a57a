"""An edition's folder as written: the entries of all its files brought together, still as text with their places."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest

HEAD_KEYS = ("edition", "title", "document", "in_force", "adopted", "beside", "builds_on", "ids", "note")
LISTS = ("readings", "terms", "tables", "clauses", "conflicts")
NAMED_BY = {"readings": "reading", "terms": "term", "tables": "table", "clauses": "clause", "conflicts": "conflict"}
MOST_ENTRIES = 10_000
MOST_PROBLEMS = 200


@dataclass
class Book:
    """The entries of an edition by kind and name, as written."""

    head: Written
    digest: str
    readings: dict[str, Written] = field(default_factory=dict)
    terms: dict[str, Written] = field(default_factory=dict)
    tables: dict[str, Written] = field(default_factory=dict)
    clauses: dict[str, Written] = field(default_factory=dict)
    conflicts: dict[str, Written] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> dict[str, Written]:
        """The entries of one kind."""
        entries: dict[str, Written] = getattr(self, kind)
        return entries

    @property
    def id(self) -> str:
        """The edition's id, council/date."""
        return self.head.keys["edition"].text

    @property
    def ids(self) -> str:
        """The prefix of its rows in the inventory."""
        given = self.head.get("ids")
        return given.text if given else self.id.partition("/")[0]


def edition_files(folder: Path) -> list[Path]:
    """The files of an edition, the head first. Raises Refused where there is no head."""
    head = folder / "edition.yaml"
    if not head.is_file():
        raise Refused([Problem(str(folder), 0, "the folder has no edition.yaml, the head of an edition")])
    return [head, *sorted(path for path in folder.rglob("*.yaml") if path != head and path.is_file())]


def digest_of(paths: list[Path], folder: Path) -> str:
    """The digest of an edition's content: of every file's name and bytes. Raises Refused for a file that cannot be read."""
    total = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as content:
                # A longer file is refused when it is read; there is no need to take all of it in before that.
                total.update(str(path.relative_to(folder)).encode() + b"\0" + content.read(files.LARGEST + 1) + b"\0")
        except OSError as error:
            raise Refused([Problem(str(path), 0, f"cannot be read: {error}")]) from None
    return total.hexdigest()


def open_book(folder: Path, root: Path) -> Book:
    """Read a folder of an edition. Raises Refused when its head cannot be read; other problems are kept in the book."""
    paths = edition_files(folder)
    head = files.read(paths[0], _shown(paths[0], root))
    problems = list(head.unknown_keys(HEAD_KEYS))
    for key in ("edition", "title", "in_force"):
        if head.get(key) is None:
            raise head.refused(f"the head has no '{key}:'")
    book = Book(head, digest_of(paths, folder), problems=problems)
    for path in paths[1:]:
        try:
            _enter(files.read(path, _shown(path, root)), book)
        except Refused as refusal:
            book.problems.extend(refusal.problems)
        if len(book.problems) > MOST_PROBLEMS or any(len(book.of(kind)) > MOST_ENTRIES for kind in LISTS):
            raise Refused(book.problems)
    return book


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _enter(content: Written, book: Book) -> None:
    book.problems.extend(content.unknown_keys(LISTS))
    for kind in LISTS:
        listed = content.get(kind)
        for entry in listed.items if listed else []:
            name = entry.get(NAMED_BY[kind])
            entries = book.of(kind)
            if name is None:
                key = NAMED_BY[kind]
                book.problems.append(entry.problem(f"an entry of {kind} has no '{key}:'{nearest(key, entry.keys)}"))
            elif name.text in entries:
                first = entries[name.text]
                book.problems.append(name.problem(f"the {NAMED_BY[kind]} '{name.text}' is given twice, first in {first.file}:{first.line}"))
            else:
                entries[name.text] = entry
                if len(entries) > MOST_ENTRIES:
                    raise entry.refused(f"an edition holds at most {MOST_ENTRIES:,} {kind}")


def build_on(book: Book, older: Book) -> None:
    """Complete a book from the one it builds on: its readings, terms and tables, and the clauses taken with `same_as`."""
    for kind in ("readings", "terms", "tables"):
        for name, entry in older.of(kind).items():
            book.of(kind).setdefault(name, _without(entry, "settles"))
    for name, entry in list(book.clauses.items()):
        same = entry.get("same_as")
        if same is None:
            continue
        prefix, _, original = same.text.rpartition(":")
        if prefix not in ("", older.ids) or original not in older.clauses:
            book.problems.append(same.problem(f"'{same.text}' is no clause of {older.id}{nearest(original, older.clauses)}"))
            del book.clauses[name]
            continue
        base = _without(older.clauses[original], "settles", "paragraph", "page")
        book.clauses[name] = Written(
            {**base.keys, **entry.keys}, entry.file, entry.line, {**(base.key_lines or {}), **(entry.key_lines or {})}
        )


def _without(entry: Written, *keys: str) -> Written:
    return Written({key: value for key, value in entry.keys.items() if key not in keys}, entry.file, entry.line, entry.key_lines)
