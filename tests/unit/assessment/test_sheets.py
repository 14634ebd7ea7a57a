"""Findings side by side are read clause by clause."""

from types import SimpleNamespace
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.program import Sheet
from fanlight.assessment.stock.sheets import _Read


def test_a_clause_has_findings_only_in_the_rows_of_its_test() -> None:
    sheet = Sheet("sheet", (0,), sql.TRUE, ("a", "b"))
    each: Any = SimpleNamespace(rows=sql.column("b"), measures=((),))
    read = _Read(sheet, pa.table({HOUSE: [1, 2, 3], "rows_0": [True] * 3, "rows_1": [True, False, True], "required_low_0": [7, 8, 9]}))
    assert read.of(each, HOUSE).tolist() == [1, 3]
    assert read.figures(each, "required_low_0", 0, pa.int64()).to_pylist() == [7, 9]
    assert read.figures(each, "required_low_2_0", 1, pa.int64()).to_pylist() == [None, None]
