"""A stock as a folder of Parquet files: one folder for each thing, written a part at a time, and read through the columns it has."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any as Anything

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from fanlight import __version__
from fanlight.assessment.columnar import arrow
from fanlight.assessment.columnar.layout import HOUSE, PLACE, STOCK
from fanlight.facts.files import Problem, Refused, nearest
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import THINGS

HEAD = "dataset.json"
SHAPE = "fanlight stock 1"
A_PART = 5000
FOOT = 65536


def write(surveys: Iterable[Survey], folder: Path, *, part: int = A_PART, first: int = 0, about: Mapping[str, str] | None = None) -> int:
    """Write a stock; returns how many houses it has. Raises Refused where the folder is there already; nothing half-written stays.

    Its houses are numbered from `first`. What is said `about` them all stands in every file.
    """
    if folder.exists():
        raise Refused([Problem(str(folder), 0, "exists already; name another folder, or remove it")])
    waiting = folder.with_name(f"{folder.name}.part")
    # What a run that was stopped left there belongs to no stock any more.
    shutil.rmtree(waiting, ignore_errors=True)
    said, houses, left = dict(about or {}), 0, iter(surveys)
    while some := list(islice(left, part)):
        for thing, table in arrow.tables(some, first + houses).items():
            if table.num_rows:
                _write_table(table.replace_schema_metadata(said), waiting / thing / f"part-{(first + houses) // part:05}.parquet")
        houses += len(some)
    waiting.mkdir(parents=True, exist_ok=True)
    head = {"shape": SHAPE, "fanlight": __version__, "houses": houses, **said}
    (waiting / HEAD).write_text(json.dumps(head, indent=1) + "\n", encoding="utf-8")
    waiting.rename(folder)
    return houses


def _write_table(table: Anything, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    used = [name for name in table.column_names if table[name].null_count < table.num_rows]
    parquet.write_table(table.select(used), path, compression="zstd")


@dataclass(frozen=True)
class Dataset:
    """A stock on disk: its files and the columns of each of its tables."""

    folder: Path
    files: dict[str, tuple[Path, ...]]
    columns: dict[str, dict[str, Anything]]

    @property
    def digest(self) -> str:
        """What tells this stock from another: the name, size and foot of every file. A Parquet file keeps the extent of its data there."""
        made = hashlib.sha256()
        for path in sorted(path for paths in self.files.values() for path in paths):
            size = path.stat().st_size
            with path.open("rb") as file:
                file.seek(max(0, size - FOOT))
                made.update(f"{path.relative_to(self.folder).as_posix()} {size} ".encode() + file.read())
        return made.hexdigest()

    @property
    def houses(self) -> int:
        """How many rows the table of houses has."""
        return sum(parquet.read_metadata(path).num_rows for path in self.files[STOCK])

    def pattern(self, thing: str) -> list[str]:
        """The files of a table, as DuckDB and Spark take them."""
        return [str(path) for path in self.files[thing]]


def opened(folder: Path) -> Dataset:
    """The stock in a folder. Raises Refused, naming file and column, for what is no stock of this vocabulary."""
    if not folder.is_dir():
        raise Refused([Problem(str(folder), 0, "no such folder; make a stock of surveys with 'fanlight stock convert SURVEYS --out DIR'")])
    files = {each.name: tuple(sorted(each.glob("*.parquet"))) for each in sorted(folder.iterdir()) if each.is_dir()}
    files = {name: paths for name, paths in files.items() if paths}
    if STOCK not in files:
        raise Refused([Problem(str(folder), 0, f"holds no table of houses: a folder '{STOCK}' with Parquet files is missing")])
    columns: dict[str, dict[str, Anything]] = {}
    problems: list[Problem] = []
    for name, paths in files.items():
        columns[name] = {}
        for path in paths:
            found = _columns(path, problems)
            columns[name].update(found)
            problems += _unknown(path, name, found) if found else ()
    if problems:
        raise Refused(problems)
    return Dataset(folder, files, columns)


def _columns(path: Path, problems: list[Problem]) -> dict[str, Anything]:
    try:
        schema = parquet.read_schema(path)
    except (OSError, pa.ArrowInvalid) as error:
        problems.append(Problem(str(path), 0, f"cannot be read as Parquet: {str(error).splitlines()[0]}"))
        return {}
    return dict(zip(schema.names, schema.types, strict=True))


def _unknown(path: Path, name: str, columns: dict[str, Anything]) -> Iterator[Problem]:
    """What is wrong with the columns of a table: names nobody declared, types that do not fit, keys that are missing."""
    if name != STOCK and name not in THINGS:
        yield Problem(str(path), 0, f"'{name}' is no thing{nearest(name, [STOCK, *THINGS])}")
        return
    schema = arrow.stock_schema() if name == STOCK else arrow.schema_of(name)
    declared = dict(zip(schema.names, schema.types, strict=True))
    singular = name == STOCK or THINGS[name].plural is None
    for key in (HOUSE,) if singular else (HOUSE, PLACE):
        if key not in columns:
            yield Problem(str(path), 0, f"the column '{key}' is missing")
    for column, kind in columns.items():
        if column not in declared and name != STOCK:
            yield Problem(str(path), 0, f"'{column}' is no column of {name}{nearest(column, declared)}")
        elif column in declared and not _fits(kind, declared[column]):
            yield Problem(str(path), 0, f"'{column}' holds {kind}, but should hold {declared[column]}")


def _fits(kind: Anything, wanted: Anything) -> bool:
    if pa.types.is_list(wanted):
        return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind)) and bool(pa.types.is_integer(kind.value_type))
    for test in (pa.types.is_integer, pa.types.is_boolean):
        if test(wanted):
            return bool(test(kind) or pa.types.is_null(kind))
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))
