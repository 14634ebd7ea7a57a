"""How findings are written to files, and how they are counted, whichever engine found them."""

from collections.abc import Sequence
from typing import Any as Anything

from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.stock.block import WORDS

BATCH = 1 << 16
"""How many values of a column are encoded together: with Arrow's own thousand, much is done for each few."""


def as_packed(columns: Sequence[str]) -> dict[str, Anything]:
    """How findings are written: words and figures as places in a table, small numbers as they are, and only the extent of the houses.

    Writing takes longer than finding: numbers as differences take a quarter longer, and the smaller files of zstd as much again.
    """
    steady = {HOUSE, "subject", "missing"}
    tabled = [name for name in columns if name not in steady]
    packed = {"subject": "DELTA_BINARY_PACKED"}  # of these as they are, files would be two fifths larger
    said = {"compression": "lz4", "write_statistics": [HOUSE], "write_batch_size": BATCH}
    return {"use_dictionary": tabled, "column_encoding": packed, **said}


def counted(clauses: Sequence[str], counts: Anything) -> dict[str, dict[str, int]]:
    """How many findings of each verdict each clause has, those it has none of left out."""
    of_clause = {clause: dict(zip(WORDS, map(int, row), strict=True)) for clause, row in zip(clauses, counts, strict=True)}
    return {clause: {word: count for word, count in row.items() if count} for clause, row in of_clause.items() if any(row.values())}
