"""Surveys from a council's published register of HMO licences: one a row, of what the licence says, never who lives there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fanlight.facts.files import Problem
from fanlight.facts.importing import table
from fanlight.facts.importing.account import Account
from fanlight.facts.importing.columns import PLACE, has_headings, headed
from fanlight.facts.importing.days import Order, UnreadableDay
from fanlight.facts.importing.days import day_of as read_day
from fanlight.facts.importing.headings import known, told
from fanlight.facts.importing.table import Row

COUNTS = {
    "storeys": ("house.storeys", ""),
    "max_persons": ("licence.max_persons", ""),
    "max_households": ("licence.max_households", ""),
    "sleeping_rooms": ("house.sleeping_rooms", ""),
    "living_rooms": ("house.living_rooms", ""),
    "shared_wcs": ("house.wcs", ""),
    # A register may count all of them or the shared ones only: then the figure bounds the fact from one side.
    "wcs": ("house.wcs", "at most "),
    "kitchens": ("house.kitchens", "at least "),
}
DAYS = {"start_on": "licence.start_date", "end_on": "licence.end_date", "first_granted_on": "licence.first_start_date"}
USED = {*PLACE, *COUNTS, *DAYS, "issued_on", "licence_number"}
PEOPLE = "about people: never copied into a survey"
WHY_LEFT = {
    "bathrooms": "does not say which baths and showers are shared",
    "sinks": "does not say whether kitchen sinks or wash basins are meant",
    **dict.fromkeys(("ward", "council", "licence_type", "licence_state", "duration"), "no fact of a house"),
    **dict.fromkeys(
        ("conditions", "tribunal_references", "tribunal_decisions", "shared_amenities"), "words from which no fact can be taken"
    ),
    **dict.fromkeys(("self_contained_flats", "other_flats"), "a survey lists each of them"),
    "description": "words, kept as a note",
    "": "not understood",
}


@dataclass
class Register:
    """A register read: a survey for each licence, and the rows from which none could be made."""

    accounts: list[Account]
    problems: list[Problem]
    columns: dict[str, str]


def register_of(path: Path) -> Register:
    """Every licence of a register, a table or a workbook. Raises Refused where no heading is recognised."""
    accounts, problems = [], []
    with table.opened(path, wanted=has_headings) as opened:
        found = headed(opened)
        # A second column of the same kind is held against the first, and not passed over.
        held = [(column.label, column.holds or told(cell).holds) for column, cell in zip(found.columns, found.row.cells, strict=True)]
        for row in filter(found.follows, opened.rows()):
            if found.has_too_many(row):
                problems.append(row.problem(found.too_many(row)))
                continue
            account = _account(row, held, path.name)
            if account is None:
                problems.append(row.problem("names no house: it has no address, postcode or UPRN; fill one in, or remove the row"))
            else:
                accounts.append(account)
    return Register(accounts, problems, dict(held))


def _account(row: Row, headings: Sequence[tuple[str, str]], name: str) -> Account | None:
    account = Account(f"{name}, row {row.line}, a register of licences")
    cells = _cells(account, row, headings)
    place = {each: cells[each] for each in PLACE if each in cells}
    if not place:
        return None
    first, *_ = place.values()
    account.head("of", first[1], first[0])
    for each, (heading, cell) in place.items():
        account.head(each, cell, heading)
    account.sheet.head |= {"by": "the register of licences", "source": f"{name}, row {row.line}"}
    house, licence = account.entry("house"), account.entry("licence")
    for key, (path, bound) in COUNTS.items():
        if key in cells:
            heading, cell = cells[key]
            account.say(house if path.startswith("house") else licence, path, f"{bound}{_count(cell)}", heading)
    if "licence_number" in cells:
        account.say(licence, "licence.number", cells["licence_number"][1], cells["licence_number"][0])
    _days(account, cells)
    return account


def _cells(account: Account, row: Row, headings: Sequence[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """What the row says, by meaning, with its heading. Two columns of one meaning that disagree say nothing, but parts of an address."""
    cells: dict[str, tuple[str, str]] = {}
    said = [(heading, holds, cell) for (heading, holds), cell in zip(headings, row.cells, strict=False) if not table.is_nothing(cell)]
    for heading, holds, cell in said:
        if holds in WHY_LEFT or holds in known().people:
            account.leave(heading, WHY_LEFT.get(holds, PEOPLE))
        if holds == "description":
            account.sheet.notes += (f"{heading}: {cell}",)
        elif holds == "address":
            cells[holds] = heading, ", ".join(dict.fromkeys(other for _, name, other in said if name == holds))
        elif holds in USED and any(name == holds and other != cell for _, name, other in said):
            account.leave(heading, f"two columns hold the {holds.replace('_', ' ')} and differ")
        elif holds in USED:
            cells[holds] = heading, cell
    return cells


def _count(cell: str) -> str:
    """A count as registers write it: `6`, `6.0`, `6 persons`."""
    match = re.fullmatch(r"([0-9]+)(?:\.0+)?(?: [A-Za-z]+)?", cell)
    return match[1] if match else cell


def _days(account: Account, cells: dict[str, tuple[str, str]]) -> None:
    licence = account.entry("licence")
    if "issued_on" in cells and "start_on" not in cells:
        cells["start_on"] = cells["issued_on"]
    elif "issued_on" in cells:
        account.leave(cells["issued_on"][0], "the day of issue; another column says from when the licence runs")
    for key, path in DAYS.items():
        if key in cells:
            heading, cell = cells[key]
            account.say(licence, path, day_of(cell), heading)


def day_of(text: str) -> str:
    """A date as councils write it (day first) turned year first; what is no date is given back as it was."""
    try:
        return read_day(text, Order.DMY).isoformat()
    except UnreadableDay:
        return text


def file_name(account: Account, number: int) -> str:
    """A name for the survey's file that keeps the order of the register."""
    slug = re.sub(r"[^a-z0-9]+", "-", account.sheet.head["of"].lower()).strip("-")[:60].rstrip("-")
    return f"{number:04d}-{slug or 'house'}.yaml"
