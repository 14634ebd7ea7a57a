"""A register written in the one layout: table, JSON and their descriptions, and the rows set aside; all of them, or none."""

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from fanlight.documents import register_layout
from fanlight.documents.register_names import WITHHELD, Names, published
from fanlight.facts.files import Problem, Refused
from fanlight.licensing.law import england
from fanlight.licensing.register_entries import Entry
from fanlight.licensing.register_particulars import PEOPLE

SET_ASIDE = "set-aside.csv"
ASIDE_HEAD = ("row", "licence_number", "address", "fault", "particular", "value", "why", "remedy")


@dataclass
class Written:
    """What was written: how many rows were read, written and set aside, and the files."""

    read: int = 0
    written: int = 0
    set_aside: int = 0
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """How a register is to be written: the rule on names, the day of the law, what the source is called, and whether old files may go."""

    names: Names
    on: date
    source: str
    is_forced: bool = False


def write(entries: Iterable[Entry], folder: Path, wish: Wish) -> Written:
    """Write the files into a folder. Raises Refused where it holds anything and is not to be written over, or cannot be written.

    Everything is made beside the folder first: what breaks off leaves nothing behind and changes nothing.
    """
    try:
        if folder.exists() and not (folder.is_dir() and (wish.is_forced or not any(folder.iterdir()))):
            why = "holds files already; name another folder, or write over them with --force" if folder.is_dir() else "is no folder"
            raise Refused([Problem(str(folder), 0, why)])
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".register-", dir=folder.parent) as beside:
            made = Path(beside) / "made"
            made.mkdir()
            account = _made(entries, made, wish)
            names = sorted(path.name for path in made.iterdir())
            _moved(made, folder, names)
    except OSError as error:
        raise Refused([Problem(str(folder), 0, f"cannot be written: {error.strerror}")]) from None
    account.files = tuple(folder / name for name in names)
    return account


def _moved(made: Path, folder: Path, names: list[str]) -> None:
    if not folder.exists():
        made.rename(folder)
        return
    for name in names:
        os.replace(made / name, folder / name)


def _made(entries: Iterable[Entry], folder: Path, wish: Wish) -> Written:
    account = Written()
    with (
        (folder / register_layout.TABLE).open("w", encoding="utf-8", newline="") as table,
        (folder / register_layout.JSON).open("w", encoding="utf-8") as plain,
        (folder / SET_ASIDE).open("w", encoding="utf-8", newline="") as aside,
    ):
        _rows(_sound(entries, aside, wish, account), table, plain, wish)
    content = folder / register_layout.TABLE
    told = {"read": account.read, "written": account.written, "set_aside": account.set_aside, "source": wish.source,
            "bytes": content.stat().st_size, "sha256": _digest(content)}  # fmt: skip
    for name, described in (
        (register_layout.PACKAGE, register_layout.package(wish.names, wish.on, told)),
        (register_layout.ON_THE_WEB, register_layout.on_the_web(wish.names, wish.on, told)),
        (register_layout.SCHEMA, register_layout.schema(wish.names, wish.on)),
    ):
        (folder / name).write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return account


def _rows(entries: Iterator[Entry], table: TextIO, plain: TextIO, wish: Wish) -> None:
    columns = register_layout.particulars(wish.names)
    writer = csv.writer(table)
    writer.writerow(each.name for each in columns)
    head = json.dumps(register_layout.head(wish.names, wish.source), ensure_ascii=False)
    plain.write(f'{head[:-1]}, "entries": [')
    between = "\n"
    for entry in entries:
        values = published(entry.values, wish.names)
        writer.writerow(register_layout.cell(values.get(each.name)) for each in columns)
        plain.write(between + json.dumps(register_layout.member(values, columns), ensure_ascii=False))
        between = ",\n"
    plain.write("\n]}\n")


def _sound(entries: Iterable[Entry], aside: TextIO, wish: Wish, account: Written) -> Iterator[Entry]:
    """The entries that can be read whole; each other goes into the file of those set aside, with every reason."""
    writer, law = csv.writer(aside), england()
    writer.writerow(ASIDE_HEAD)
    for entry in entries:
        account.read += 1
        if entry.is_readable:
            account.written += 1
            yield entry
            continue
        account.set_aside += 1
        for fault in entry.faults:
            value = WITHHELD if fault.particular in PEOPLE and wish.names is not Names.KEEP else fault.written
            remedy = law.at(f"register/{fault.rule}", wish.on).values["remedy"]
            row = (entry.row, entry.text("licence_number"), entry.text("address"), fault.rule, fault.particular, value, fault.why, remedy)
            writer.writerow(map(harmless, row))


def harmless(value: object) -> str:
    """A value for a table of findings, in which a spreadsheet finds nothing to run."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
