"""Tables as councils and surveyors publish them: CSV in any of their encodings, or a workbook, with the line of every row."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from fanlight.facts.files import Problem, Refused
from fanlight.facts.importing import workbook

LARGEST = 20_000_000
STREAMED = 1_000_000_000
"""The largest file that is read row by row and never held whole."""
NOTHING = frozenset(("", "-", "--", "n/a", "na", "none given", "not known", "unknown", "?", "tbc", "tba", "#n/a", "null"))
LONGEST_NOTHING = 1 + max(map(len, NOTHING))
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DELIMITERS = ",;\t|"
SAMPLE = 65_536
Rows = Iterator[tuple[int, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: where it stands, and its cells without the space around them."""

    file: str
    line: int
    cells: tuple[str, ...]

    def problem(self, message: str) -> Problem:
        """A problem with this row."""
        return Problem(self.file, self.line, message)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be gone through more than once, one pass at a time.

    `epoch` is the day 0 of a workbook, whose dates may stand as numbers; `notes` say what was chosen in reading it.
    """

    name: str
    read: Callable[[], Rows]
    epoch: date | None = None
    notes: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything, in their order. Raises Refused."""
        for line, cells in self.read():
            kept = tuple([" ".join(cell.split()) for cell in cells])
            if any(kept):
                yield Row(self.name, line, kept)


def rows(path: Path) -> list[Row]:
    """The rows of a small file that hold anything. Raises Refused."""
    with opened(path) as table:
        return list(table.rows())


@contextmanager
def opened(path: Path, *, most: int | None = None, sheet: str = "", wanted: workbook.Wanted | None = None) -> Iterator[Table]:
    """A file as a table, as long as the block runs. Raises Refused.

    `most` is the largest file taken, in bytes. Of a workbook the sheet of that name is read, else the first that is `wanted` by its
    first rows, else the first.
    """
    most = LARGEST if most is None else most
    try:
        if path.stat().st_size > most:
            raise Refused([Problem(str(path), 0, f"the file is larger than {most:,} bytes; split it")])
        with path.open("rb") as file:
            first = file.read(8)
    except OSError as error:
        raise Refused([Problem(str(path), 0, f"cannot be read: {error.strerror}")]) from None
    if first.startswith(workbook.BEGINNING):
        with workbook.opened(path, sheet, wanted) as book:
            yield Table(str(path), book.rows, book.epoch, book.notes)
    elif first.startswith(workbook.OLD):
        raise Refused([Problem(str(path), 0, "is an Excel workbook of the old form; save it as .xlsx or as CSV (UTF-8)")])
    elif sheet:
        raise Refused([Problem(str(path), 0, f"is no workbook and has no sheet '{sheet}'; leave --sheet out")])
    else:
        encoding = _encoding(path, first)
        delimiter, note = _delimiter(path, encoding)
        yield Table(str(path), lambda: _rows(path, encoding, delimiter), None, note)


def _encoding(path: Path, first: bytes) -> str:
    """What the bytes are written in, told from the mark at the beginning, else from all of them. Raises Refused."""
    for mark, name in MARKS:
        if first.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if b"\0" in piece:
                raise Refused([Problem(str(path), 0, "is no plain text; save the table as CSV (UTF-8)")])
            is_utf8 = is_utf8 and _decodes(decoder, piece)
    # What Excel writes in Britain; every byte of it means something.
    return "utf-8" if is_utf8 and _decodes(decoder, b"", last=True) else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, last: bool = False) -> bool:
    try:
        decoder.decode(piece, last)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(path: Path, encoding: str) -> tuple[str, tuple[str, ...]]:
    """What stands between the cells: whatever gives the most rows of the same number of cells. Raises Refused for a web page."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(SAMPLE)
    if text.lstrip()[:1] == "<":
        raise Refused([Problem(str(path), 1, "is a web page under the name of a table; save the table itself as CSV")])
    told = re.match(r"sep=([,;|:\t])\r?\n", text)
    if told:
        return told[1], ()
    best = max(DELIMITERS, key=lambda each: _regularity(text, each))
    name = {";": "semicolons", "\t": "tabs", "|": "bars"}.get(best)
    return best, (f"cells are divided by {name}",) if name else ()


def _regularity(text: str, delimiter: str) -> int:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    counts = Counter(len(cells) for cells in islice(reader, 40) if len(cells) > 1)
    return max(((cells - 1) * rows for cells, rows in counts.items()), default=0)


def _rows(path: Path, encoding: str, delimiter: str) -> Rows:
    before = 0
    # Python stops with an exception only at the five bytes that cp1252 leaves out.
    with path.open(encoding=encoding, errors="replace" if encoding == "cp1252" else "strict", newline="") as file:
        reader = csv.reader(_whole_lines(file, str(path)), delimiter=delimiter)
        try:
            for cells in reader:
                if not (before == 0 and re.fullmatch("sep=.?", delimiter.join(cells).rstrip(delimiter) or "-")):
                    yield before + 1, cells
                before = reader.line_num
        except csv.Error as error:
            raise Refused(
                [Problem(str(path), before + 1, f"cannot be read as CSV: {error}; look for a quotation mark that is not closed")]
            ) from None
        except UnicodeError:
            raise Refused([Problem(str(path), before + 1, f"is no {encoding} though it begins so; save it as CSV (UTF-8)")]) from None


def _whole_lines(lines: Iterator[str], name: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise Refused([Problem(name, number, "is no plain text; save the table as CSV (UTF-8)")])
        yield line


def is_nothing(cell: str) -> bool:
    """Does the cell say that nothing is known?"""
    return len(cell) < LONGEST_NOTHING and cell.lower() in NOTHING
