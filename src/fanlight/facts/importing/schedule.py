"""A survey from a plain schedule of rooms: one row a room, read strictly."""

import re
from pathlib import Path
from typing import NamedTuple

from fanlight.facts.files import Problem, Refused, nearest
from fanlight.facts.importing import places, table
from fanlight.facts.importing.account import Account
from fanlight.facts.importing.table import Row
from fanlight.facts.importing.writing import Entry
from fanlight.facts.kinds import Link, Measured, Unfit, one_of
from fanlight.facts.vocabulary import THINGS

HEADINGS = {
    "name": "name", "room": "name", "room name": "name", "room number": "name", "room no": "name", "id": "name", "label": "name",
    "storey": "storey", "floor": "storey", "level": "storey", "storey level": "storey", "use": "use", "room use": "use", "type": "use",
    "room type": "use", "function": "use", "floor area": "floor_area", "area": "floor_area", "room area": "floor_area",
    "room size": "floor_area", "size": "floor_area", "gia": "floor_area", "sleepers": "sleepers", "sleeps": "sleepers",
    "occupants": "sleepers", "occupiers": "sleepers", "persons": "sleepers", "people": "sleepers", "height": "ceiling_height",
    "ceiling height": "ceiling_height", "unit": "unit", "unit of accommodation": "unit", "let": "unit", "note": "note", "notes": "note",
    "remarks": "note", "comments": "note",
}  # fmt: skip
UNITS = {
    "m2": "m2", "m²": "m2", "sqm": "m2", "sq m": "m2", "sq.m": "m2", "sq. m": "m2", "square metres": "m2", "square meters": "m2",
    "m": "m", "metres": "m", "mm": "mm", "cm": "cm", "min": "min", "mins": "min", "minutes": "min", "%": "%", "db": "dB", "c": "degC",
    "degc": "degC", "°c": "degC",
}  # fmt: skip
_ENDINGS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
UNIT_ENDING = re.compile(rf"^(.*?)[\s,]*[(\[]?\s*({_ENDINGS})\s*[)\]]?$", re.IGNORECASE)
BARE = re.compile(r"(?:at (?:least|most) )?-?[0-9.]+(?: to -?[0-9.]+)?")
"""A quantity without a unit of its own."""


class Column(NamedTuple):
    """What a column holds: `name`, `storey`, `unit`, `note` or a fact of a room; and the unit that its heading gives."""

    holds: str
    unit: str
    heading: str


def account_of(path: Path) -> Account:
    """The survey of one schedule. Raises Refused with every cell that cannot be read."""
    found = table.rows(path)
    if len(found) < 2:
        raise Refused([Problem(str(path), 0, "holds no rooms; give a row of headings, then one row for each room")])
    columns = _columns(found[0])
    account = Account(f"{path.name}, a schedule of rooms")
    account.sheet.head |= {"of": path.stem, "source": path.name}
    problems = [problem for row in found[1:] for problem in _room(account, row, columns)]
    problems += _twice(account, found[1:])
    if problems:
        raise Refused(problems)
    return account


def _columns(row: Row) -> list[Column]:
    columns = [_column(heading) for heading in row.cells]
    known = [*HEADINGS, *THINGS["room"].facts]
    problems = [
        row.problem(f"no column is known by the heading '{heading}'{nearest(_split(heading)[0], known)}; rename or remove it")
        for heading, column in zip(row.cells, columns, strict=True)
        if not column.holds
    ]
    named = [column.holds for column in columns if column.holds not in ("", "note")]
    problems += [row.problem(f"two columns hold the {name.replace('_', ' ')}; remove one") for name in named if named.count(name) > 1]
    if "name" not in named:
        problems.append(row.problem("no column names the rooms; add one with the heading 'name'"))
    if problems:
        raise Refused(problems)
    return columns


def _split(heading: str) -> tuple[str, str]:
    """A heading as plain words, and the unit that stands at its end."""
    match = UNIT_ENDING.match(heading)
    words, unit = heading, ""
    if match and match[1] and heading.lower() not in HEADINGS:
        words, unit = match[1], UNITS[match[2].lower()]
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", words.lower()).split()), unit


def _column(heading: str) -> Column:
    plain, unit = _split(heading)
    name = plain.replace(" ", "_")
    return Column(HEADINGS.get(plain, name if name in THINGS["room"].facts else ""), unit, heading)


def _room(account: Account, row: Row, columns: list[Column]) -> list[Problem]:
    if len(row.cells) > len(columns):
        return [row.problem(f"has {len(row.cells)} cells under {len(columns)} headings; quote a cell that holds a comma")]
    cells = {column: cell for column, cell in zip(columns, row.cells, strict=False) if not table.is_nothing(cell)}
    name = next((cell for column, cell in cells.items() if column.holds == "name"), "")
    if not name:
        return [row.problem("names no room; write a name in the first place, or remove the row")]
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    room = account.entry("room", plain if plain and plain != "none" else f"room-{row.line}", name)
    problems = []
    for column, cell in cells.items():
        try:
            _cell(account, room, column, cell, f"row {row.line}, {column.heading}")
        except Unfit as error:
            problems.append(row.problem(f"{column.heading}: {error}"))
    return problems


def _cell(account: Account, room: Entry, column: Column, cell: str, where: str) -> None:
    if column.holds == "name":
        return
    if column.holds == "note":
        account.sheet.notes += (f"{room['label']}: {cell}",)
    elif column.holds == "storey":
        _storey(account, room, cell, where)
    elif column.holds == "unit":
        _unit(account, room, cell, where)
    else:
        _fact(account, room, column, cell, where)


def _storey(account: Account, room: Entry, cell: str, where: str) -> None:
    place = places.storey_of(cell)
    if place is None:
        raise Unfit(f"'{cell}' is no storey; write ground, first, second..., basement, attic, or a number with 0 for the ground storey")
    account.say(room, "room.storey", places.storey(account, place, where), where)


def _unit(account: Account, room: Entry, cell: str, where: str) -> None:
    if cell.lower() in ("shared", "communal", "none"):
        account.say(room, "room.unit", "shared", where)
        return
    name = "unit-" + re.sub(r"[^a-z0-9]+", "-", cell.lower()).strip("-")
    if all(unit["id"] != name for unit in account.sheet.things.get("unit", [])):
        account.entry("unit", name, cell)
    account.say(room, "room.unit", name, where)


def _fact(account: Account, room: Entry, column: Column, cell: str, where: str) -> None:
    fact = THINGS["room"].facts[column.holds]
    if isinstance(fact, Link) or fact.judged:
        raise Unfit(f"{fact.path} is not taken from a schedule; write it into the survey")
    words = _with_unit(fact, column, cell) if isinstance(fact, Measured) else cell
    if column.holds == "use":
        words = places.use_of(cell) or cell.lower()
    fact.read(words)
    account.say(room, fact.path, words, where)


def _with_unit(fact: Measured, column: Column, cell: str) -> str:
    """The cell with the unit it gives itself, else with that of the heading."""
    units = [unit for unit, _ in fact.measures.units if unit]
    match = UNIT_ENDING.match(cell)
    if match and match[1]:
        return f"{match[1]} {UNITS[match[2].lower()]}"
    if column.unit and BARE.fullmatch(cell):
        return f"{cell} {column.unit}"
    if units and re.fullmatch(r"[0-9.]+", cell):
        example = f"{cell} {units[0]}"
        raise Unfit(f"'{cell}' has no unit; write '{example}', or end the heading with {one_of([f'({unit})' for unit in units])}")
    return cell


def _twice(account: Account, found: list[Row]) -> list[Problem]:
    names = [str(room["id"]) for room in account.sheet.things.get("room", [])]
    wrong = sorted({name for name in names if names.count(name) > 1})
    return [found[0].problem(f"two rooms are called '{name}'; give each a name of its own") for name in wrong]
