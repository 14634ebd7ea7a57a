"""The rows of a block of houses read straight from the files of a stock, as tables of Arrow."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any as Anything

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.stock.dataset import Dataset

FAR = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A group of rows of a file, and the least and the greatest number of a house there, as the foot of the file says."""

    path: Path
    group: int
    least: int
    most: int


class Reader:
    """Reads the houses from one number to another. The feet of the files are read once, so that few files are opened for a block.

    A file that does not say which houses it holds is read for every block.
    """

    def __init__(self, dataset: Dataset, *, threads: int = 0) -> None:
        self.is_many = threads != 1
        self.columns = {thing: pa.schema(list(columns.items())).empty_table() for thing, columns in dataset.columns.items()}
        self.pieces = {thing: [piece for path in paths for piece in _pieces(path)] for thing, paths in dataset.files.items()}

    def read(self, first: int, last: int) -> dict[str, Anything]:
        """The rows of these houses, by thing; a column that some files lack is empty there."""
        return {thing: self._table(thing, first, last) for thing in self.pieces}

    def _table(self, thing: str, first: int, last: int) -> Anything:
        held = [piece for piece in self.pieces[thing] if piece.least <= last and piece.most >= first]
        some = [_read(path, [piece.group for piece in of_file], self.is_many) for path, of_file in groupby(held, lambda each: each.path)]
        whole = pa.concat_tables([self.columns[thing], *some], promote_options="permissive")
        houses = whole[HOUSE].to_numpy()
        is_held = (houses >= first) & (houses <= last)
        return (whole if is_held.all() else whole.filter(pa.array(is_held))).combine_chunks()


def _pieces(path: Path) -> Iterator[Piece]:
    found = parquet.read_metadata(path)
    place = found.schema.names.index(HOUSE)
    for group in range(found.num_row_groups):
        said = found.row_group(group).column(place).statistics
        least, most = (said.min, said.max) if said is not None and said.has_min_max else (-FAR, FAR)
        yield Piece(path, group, int(least), int(most))


def _read(path: Path, groups: list[int], is_many: bool) -> Anything:
    with parquet.ParquetFile(path) as file:
        return file.read_row_groups(groups, use_threads=is_many)


def column(table: Anything, name: str) -> Anything:
    """A column as one piece; one of which its files know no kind, since it is empty, as whole numbers."""
    held = table[name]
    whole = held.chunk(0) if held.num_chunks == 1 else held.combine_chunks()  # which copies even one
    return whole.cast(pa.int64()) if pa.types.is_null(whole.type) else whole


def numbers(table: Anything, name: str) -> Anything:
    """A column of whole numbers without gaps, as an array of NumPy."""
    return column(table, name).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
