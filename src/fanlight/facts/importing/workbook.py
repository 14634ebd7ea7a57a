"""Workbooks (XLSX) as tables: one sheet, its values as text, each date as year, month and day, whatever form it has in the cell."""

import csv
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

from fanlight.facts.files import Problem, Refused, nearest

BEGINNING = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0"
UNPACKED = 2_000_000_000
LOOKED_AT = 30
WIDEST = 500
LONGEST = 100_000
Wanted = Callable[[Sequence[Sequence[str]]], bool]


@dataclass(frozen=True, slots=True)
class Book:
    """One sheet of a workbook, put aside as text so that it can be gone through again quickly."""

    file: TextIO
    epoch: date
    notes: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each row with its number in the sheet."""
        self.file.seek(0)
        for number, *cells in csv.reader(self.file):
            yield int(number), cells


@contextmanager
def opened(path: Path, sheet: str = "", wanted: Wanted | None = None) -> Iterator[Book]:
    """A sheet of the workbook, as long as the block runs: the one named, else the first that is wanted, else the first. Raises Refused."""
    library = _library(path)
    _check_size(path)
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as file:
        epoch, notes = _copied(library, path, file, (sheet, wanted))
        yield Book(file, epoch, notes)


def _library(path: Path) -> ModuleType:
    try:
        return import_module("openpyxl")
    except ImportError:
        why = (
            "is an Excel workbook, and openpyxl, which reads those, is not installed; run: pip install 'fanlight[stock]', or save it as CSV"
        )
        raise Refused([Problem(str(path), 0, why)]) from None


def _check_size(path: Path) -> None:
    """Raises Refused for what is no whole archive, is no workbook, or grows beyond measure when unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            size = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused([Problem(str(path), 0, f"is a damaged workbook ({error}); open it in its own program and save it again")]) from None
    if "xl/workbook.xml" not in names:
        raise Refused([Problem(str(path), 0, "is no Excel workbook; save the table as .xlsx or as CSV (UTF-8)")])
    if size > UNPACKED:
        raise Refused([Problem(str(path), 0, f"is larger than {UNPACKED:,} bytes when unpacked; save the sheet as CSV")])


def _copied(library: Any, path: Path, file: TextIO, choice: tuple[str, Wanted | None]) -> tuple[date, tuple[str, ...]]:
    """Write the rows of the sheet as text; give day 0 of the workbook and the notes."""
    try:
        # The file is opened here, because the library leaves its own open where it stumbles on the way.
        with path.open("rb") as packed, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library warns of (styles, validation) changes no value
            book = library.load_workbook(packed, read_only=True, data_only=True)
            chosen = _chosen(book, path, *choice)
            writer = csv.writer(file)
            for number, cells in _cells(chosen, path):
                writer.writerow((number, *cells))
            return book.epoch.date(), _notes(book, chosen)
    except Refused:
        raise
    except Exception as error:
        # A damaged workbook makes the library stumble anywhere, with any exception of its own or of its parser.
        why = f"cannot be read as a workbook ({type(error).__name__}: {error}); open it in its own program and save it again"
        raise Refused([Problem(str(path), 0, " ".join(why.split())[:500])]) from error


def _chosen(book: Any, path: Path, sheet: str, wanted: Wanted | None) -> Any:
    names = [each.title for each in book.worksheets]
    if sheet and sheet not in names:
        raise Refused([Problem(str(path), 0, f"has no sheet '{sheet}'{nearest(sheet, names)}")])
    for each in book.worksheets:
        if each.title == sheet if sheet else wanted and wanted([cells for _, cells in islice(_cells(each, path), LOOKED_AT)]):
            return each
    return book.worksheets[0]


def _notes(book: Any, chosen: Any) -> tuple[str, ...]:
    others = [each.title for each in book.worksheets if each is not chosen]
    left = f"; not read: {', '.join(others)} (--sheet names another)" if others else ""
    return (f"the sheet '{chosen.title}' was read{left}",)


def _cells(sheet: Any, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number. A width that the file only claims is not believed."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > WIDEST or max(map(len, cells), default=0) > LONGEST:
            raise Refused([Problem(str(path), number, f"has more than {WIDEST} cells, or a cell of more than {LONGEST:,} characters")])
        if cells:
            yield number, cells


def _text(value: object) -> str:
    """A cell as text. A date is written year first, so that its order is never in doubt."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Half of a pair of characters can stand in the XML, and can stand in no file.
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
