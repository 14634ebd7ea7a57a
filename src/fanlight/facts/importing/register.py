"""Surveys from a council's published register of HMO licences: one a row, of what the licence says, never who lives there."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fanlight.facts.files import Problem, Refused
from fanlight.facts.importing import table
from fanlight.facts.importing.account import Account
from fanlight.facts.importing.headings import meaning
from fanlight.facts.importing.table import Row

PLACE = ("address", "postcode", "uprn")
SEARCHED = 15
"""How many rows may stand above the headings."""

COUNTS = {
    "storeys": ("house.storeys", ""),
    "persons": ("licence.max_persons", ""),
    "households": ("licence.max_households", ""),
    "sleeping_rooms": ("house.sleeping_rooms", ""),
    "living_rooms": ("house.living_rooms", ""),
    "shared_wcs": ("house.wcs", ""),
    # A register may count all of them or the shared ones only: then the figure bounds the fact from one side.
    "wcs": ("house.wcs", "at most "),
    "kitchens": ("house.kitchens", "at least "),
}
DAYS = {"start": "licence.start_date", "end": "licence.end_date", "first_start": "licence.first_start_date"}
WHY_LEFT = {
    "people": "about people: never copied into a survey",
    "bathrooms": "does not say which baths and showers are shared",
    "sinks": "does not say whether kitchen sinks or wash basins are meant",
    "ward": "no fact of a house",
    "description": "words, kept as a note",
    "": "not understood",
}
WRITTEN_DAYS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y")


@dataclass
class Register:
    """A register read: a survey for each licence, and the rows from which none could be made."""

    accounts: list[Account]
    problems: list[Problem]
    columns: dict[str, str]


def register_of(path: Path) -> Register:
    """Every licence of a register. Raises Refused where no heading is recognised."""
    found = table.rows(path)
    place, headings = _headings(found, path)
    accounts, problems = [], []
    for row in found[place + 1 :]:
        if row.cells == found[place].cells or sum(map(bool, row.cells)) < 2:
            continue  # the headings once more, or a note between the rows
        if len(row.cells) > len(headings) and any(row.cells[len(headings) :]):
            problems.append(row.problem(f"has {len(row.cells)} cells under {len(headings)} headings; quote a cell that holds a comma"))
            continue
        account = _account(row, headings, path.name)
        if account is None:
            problems.append(row.problem("names no house: it has no address, postcode or UPRN; fill one in, or remove the row"))
        else:
            accounts.append(account)
    return Register(accounts, problems, {heading: meaning(heading) for heading in headings if heading})


def _headings(found: list[Row], path: Path) -> tuple[int, tuple[str, ...]]:
    for place, row in enumerate(found[:SEARCHED]):
        held = {meaning(cell) for cell in row.cells if cell} - {""}
        enough = len(held) > 1 or (place == 0 and sum(map(bool, row.cells)) > 1)
        if enough and held & set(PLACE):
            return place, row.cells
    raise Refused([Problem(str(path), 1, "no headings of a register are recognised; one column must be headed 'address' or 'postcode'")])


def _account(row: Row, headings: tuple[str, ...], name: str) -> Account | None:
    account = Account(f"{name}, row {row.line}, a register of licences")
    cells = _cells(account, row, headings)
    place = {known: cells[known] for known in PLACE if known in cells}
    if not place:
        return None
    first, *_ = place.values()
    account.head("of", first[1], first[0])
    for known, (heading, cell) in place.items():
        account.head(known, cell, heading)
    account.sheet.head |= {"by": "the register of licences", "source": f"{name}, row {row.line}"}
    house, licence = account.entry("house"), account.entry("licence")
    for key, (path, bound) in COUNTS.items():
        if key in cells:
            heading, cell = cells[key]
            account.say(house if path.startswith("house") else licence, path, f"{bound}{_count(cell)}", heading)
    if "number" in cells:
        account.say(licence, "licence.number", cells["number"][1], cells["number"][0])
    _days(account, cells)
    return account


def _cells(account: Account, row: Row, headings: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """What the row says, by meaning, with its heading. Two columns of one meaning that disagree say nothing."""
    cells: dict[str, tuple[str, str]] = {}
    meanings = Counter(meaning(heading) for heading in headings)
    for heading, cell in zip(headings, row.cells, strict=False):
        holds = meaning(heading)
        if table.is_nothing(cell):
            continue
        if holds in WHY_LEFT:
            account.leave(heading or "a column without a heading", WHY_LEFT[holds])
        if holds == "description":
            account.sheet.notes += (f"{heading}: {cell}",)
        elif meanings[holds] > 1 and holds not in WHY_LEFT and any(other != cell for other in _of(row, headings, holds)):
            account.leave(heading, f"two columns hold the {holds.replace('_', ' ')} and differ")
        elif holds not in WHY_LEFT:
            cells[holds] = heading, cell
    return cells


def _of(row: Row, headings: tuple[str, ...], holds: str) -> list[str]:
    return [cell for heading, cell in zip(headings, row.cells, strict=False) if meaning(heading) == holds and not table.is_nothing(cell)]


def _count(cell: str) -> str:
    """A count as registers write it: `6`, `6.0`, `6 persons`."""
    match = re.fullmatch(r"([0-9]+)(?:\.0+)?(?: [A-Za-z]+)?", cell)
    return match[1] if match else cell


def _days(account: Account, cells: dict[str, tuple[str, str]]) -> None:
    licence = account.entry("licence")
    if "issued" in cells and "start" not in cells:
        cells["start"] = cells["issued"]
    elif "issued" in cells:
        account.leave(cells["issued"][0], "the day of issue; another column says from when the licence runs")
    for key, path in DAYS.items():
        if key in cells:
            heading, cell = cells[key]
            account.say(licence, path, day_of(cell), heading)


def day_of(text: str) -> str:
    """A date as councils write it (day first) turned year first; what is no date is given back as it was."""
    words = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b|[T ][0-9]{2}:[0-9]{2}.*$|,", "", text).strip()
    numbers = re.fullmatch(r"([0-9]{1,4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,4})", words)
    if numbers:
        first, month, last = numbers.groups()
        year, day = (first, last) if len(first) == 4 else (last, first)
        return _day(year, month, day) or text
    for form in WRITTEN_DAYS:
        try:
            return datetime.strptime(words, form).date().isoformat()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return text


def _day(year: str, month: str, day: str) -> str:
    if len(year) not in (2, 4) or len(day) > 2:
        return ""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def file_name(account: Account, number: int) -> str:
    """A name for the survey's file that keeps the order of the register."""
    slug = re.sub(r"[^a-z0-9]+", "-", account.sheet.head["of"].lower()).strip("-")[:60].rstrip("-")
    return f"{number:04d}-{slug or 'house'}.yaml"
