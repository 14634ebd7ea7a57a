"""Step tables: a figure for each range of a key, without gap, overlap or an unexplained fall."""

import re
from dataclasses import dataclass
from decimal import Decimal

from fanlight.facts import units
from fanlight.facts.files import Problem, Refused, Written
from fanlight.facts.units import BY_UNIT, NUMBER, Dimension
from fanlight.standards.nodes import FAR

KEYS = ("table", "by", "gives", "rows", "beyond", "falls", "says", "settles")
PLAIN = r"[0-9]{1,12}(?:\.[0-9]{1,12})?"
KEY = re.compile(rf"({PLAIN})(\.\.)?({PLAIN})?")
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A step table of an edition. Rows are (from, to, figure) as scaled whole numbers, both ends included."""

    name: str
    by: Dimension
    by_decimals: int
    gives: Dimension
    gives_decimals: int
    rows: tuple[tuple[int, int, int], ...]


def read_table(entry: Written) -> Table:
    """One entry of `tables:`. Raises Refused with every problem of it."""
    problems = list(entry.unknown_keys(KEYS))
    missing = [key for key in ("table", "by", "gives", "rows") if entry.get(key) is None]
    problems += [entry.problem(f"the table has no '{key}:'") for key in missing]
    if missing or problems:
        raise Refused(problems)
    by, gives = _unit(entry.keys["by"]), _unit(entry.keys["gives"])
    rows = entry.keys["rows"]
    read = [_row(key, cell, rows, by, gives) for key, cell in rows.keys.items()]
    if not read or len(read) > MOST_ROWS:
        raise rows.refused(f"a table has between one and {MOST_ROWS} rows")
    by_decimals = max(units.decimals_of(key) for low, high, _ in read for key in (low, high) if key is not None)
    gives_decimals = max(units.decimals_of(figure) for _, _, figure in read)
    scaled = [
        (_whole(low, by_decimals), FAR if high is None else _whole(high, by_decimals), _whole(figure, gives_decimals))
        for low, high, figure in read
    ]
    problems = _shape(rows, scaled, falls=entry.get("falls") is not None)
    if problems:
        raise Refused(problems)
    return Table(entry.keys["table"].text, by[0], by_decimals, gives[0], gives_decimals, tuple(scaled))


def _unit(entry: Written) -> tuple[Dimension, Decimal]:
    if entry.text == "number":
        return NUMBER, Decimal(1)
    if entry.text not in BY_UNIT:
        raise entry.refused(f"'{entry.text}' is no unit; write number, or one of {', '.join(BY_UNIT)}")
    dimension = BY_UNIT[entry.text]
    return dimension, Decimal("0.01") if entry.text == "%" else dict(dimension.units)[entry.text]


def _row(
    key: str, cell: Written, rows: Written, by: tuple[Dimension, Decimal], gives: tuple[Dimension, Decimal]
) -> tuple[Decimal, Decimal | None, Decimal]:
    match = KEY.fullmatch(key.replace(" ", ""))
    if not match:
        raise Refused([Problem(rows.file, rows.line_of(key), f"'{key}' is no row of a table; write for example 2..5, 6 or 9..")])
    low = Decimal(match[1]) * by[1]
    high = None if match[2] and not match[3] else Decimal(match[3] or match[1]) * by[1]
    if not re.fullmatch(units.AMOUNT, cell.text):
        raise cell.refused(f"'{cell.text}' is no figure; the unit stands once, under 'gives:'")
    return low, high, Decimal(cell.text) * gives[1]


def _whole(amount: Decimal, decimals: int) -> int:
    return int(amount.scaleb(decimals))


def _shape(rows: Written, scaled: list[tuple[int, int, int]], *, falls: bool) -> list[Problem]:
    """Gaps, overlaps and falls. Rows must follow one another in the finest step their keys use."""
    problems = []
    keys = list(rows.keys)
    for place, (low, high, figure) in enumerate(scaled):
        at = Problem(rows.file, rows.line_of(keys[place]), "")
        if low > high:
            problems.append(Problem(at.file, at.line, f"the row '{keys[place]}' ends before it begins"))
        if place == 0:
            continue
        _, before, former = scaled[place - 1]
        if low <= before:
            problems.append(Problem(at.file, at.line, f"the rows '{keys[place - 1]}' and '{keys[place]}' overlap"))
        elif low != before + 1:
            problems.append(Problem(at.file, at.line, f"there is a gap between the rows '{keys[place - 1]}' and '{keys[place]}'"))
        if figure < former and not falls:
            problems.append(Problem(at.file, at.line, f"the figure falls at '{keys[place]}'; if it is printed so, add 'falls: READING'"))
    return problems
