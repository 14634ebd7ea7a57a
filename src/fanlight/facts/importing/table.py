"""Tables in CSV as councils and surveyors publish them: any of their encodings, with the line of every row."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fanlight.facts.files import Problem, Refused

LARGEST = 20_000_000
NOTHING = ("", "-", "--", "n/a", "na", "none given", "not known", "unknown", "?", "tbc", "tba")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it stands, and its cells without the space around them."""

    file: str
    line: int
    cells: tuple[str, ...]

    def problem(self, message: str) -> Problem:
        """A problem with this row."""
        return Problem(self.file, self.line, message)


def rows(path: Path) -> list[Row]:
    """The rows of a file that hold anything. Raises Refused."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused([Problem(str(path), 0, f"the file is larger than {LARGEST:,} bytes; split it")])
        content = path.read_bytes()
    except OSError as error:
        raise Refused([Problem(str(path), 0, f"cannot be read: {error.strerror}")]) from None
    return [row for row in _rows(_decoded(content, path), str(path)) if any(row.cells)]


def _decoded(content: bytes, path: Path) -> str:
    if b"\0" in content:
        raise Refused([Problem(str(path), 0, "is no plain text; save the table as CSV (UTF-8)")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes in Britain; every byte of it means something.
        text = content.decode("cp1252", errors="replace")
    if text.lstrip()[:1] == "<":
        raise Refused([Problem(str(path), 1, "is a web page under the name of a table; save the table itself as CSV")])
    return text


def _rows(text: str, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""))
    before = 0
    try:
        for cells in reader:
            yield Row(name, before + 1, tuple(" ".join(cell.split()) for cell in cells))
            before = reader.line_num
    except csv.Error as error:
        raise Refused(
            [Problem(name, before + 1, f"cannot be read as CSV: {error}; look for a quotation mark that is not closed")]
        ) from None


def is_nothing(cell: str) -> bool:
    """Does the cell say that nothing is known?"""
    return cell.lower() in NOTHING
