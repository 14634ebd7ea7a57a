"""Suspected houses loaded from a file: read by the headings councils use, compared with what is held, and added where they are new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from fanlight.casework import addresses, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import house_reports, houses_known
from fanlight.casework.actions.house_reports import PlaceWrong
from fanlight.casework.actions.houses_known import MOST
from fanlight.casework.models import Council, House, HouseKnown
from fanlight.licensing import register_entries
from fanlight.licensing.register_entries import Entry

COUNTS = {"storeys": "storeys", "max_persons": "persons"}
"""Which particular of a register is which fact of a house."""
MOST_ROWS = 20_000
FIELDS = ("uprn", "postcode", "ward")


@dataclass(frozen=True, slots=True)
class Row:
    """One house of a file, with the line it stands on."""

    line: int
    address: str = ""
    postcode: str = ""
    uprn: str = ""
    ward: str = ""
    storeys: int | None = None
    persons: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row that is not loaded: its line, its field, and what to do."""

    line: int
    field: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: rows that can be read, those set aside, and the columns that hold nothing we know."""

    rows: tuple[Row, ...]
    aside: tuple[Aside, ...]
    unread: tuple[str, ...] = ()


@dataclass
class Compared:
    """A file beside what the council holds: new houses, held ones of which it tells more, held ones as they are, and rows set aside."""

    new: list[Row] = field(default_factory=list)
    more: list[tuple[House, Row, dict[str, Any]]] = field(default_factory=list)
    held: int = 0
    differing: list[Aside] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)


def read(path: Path) -> Read:
    """The houses of a table (CSV, or XLSX where workbooks are read), each faulty row set aside by itself. Raises Refused."""
    rows, aside = [], []
    with register_entries.opened(path) as register:
        unread = tuple(column.label for column in register.headed.columns if not column.holds)
        for number, entry in enumerate(register.entries()):
            if number == MOST_ROWS:
                aside.append(Aside(entry.row, "file", f"a file has at most {MOST_ROWS:,} rows: load the rest from another"))
                break
            faults = list(_faults(entry))
            aside += faults
            if not faults:
                rows.append(_row(entry))
    return Read(tuple(rows), tuple(aside), unread)


def _faults(entry: Entry) -> Iterator[Aside]:
    for fault in entry.faults:
        remedy = "Correct it, or leave the cell empty." if fault.particular not in ("", "address") else "Correct the row."
        yield Aside(entry.row, fault.particular or "row", f"{fault.why} {remedy}")
    if entry.faults:
        return
    try:
        house_reports.place_of(_place(entry))
    except PlaceWrong as error:
        yield Aside(entry.row, error.field, str(error))
    for particular, name in COUNTS.items():
        count = entry.count(particular)
        if count is not None and not 0 < count <= MOST[name]:
            yield Aside(entry.row, name, f"{count} is not from 1 to {MOST[name]}: correct it, or leave it empty where nobody knows")


def _place(entry: Entry) -> dict[str, str]:
    return {name: entry.text(name) for name in ("address", "postcode", "uprn")}


def _row(entry: Entry) -> Row:
    place = house_reports.place_of(_place(entry))
    return Row(
        entry.row, ward=entry.text("ward")[:80], storeys=entry.count("storeys"), persons=entry.count("max_persons"),
        words=entry.text("description"), **place,
    )  # fmt: skip


class Held:
    """The houses a council holds, found by UPRN, by address and postcode, and by address alone."""

    def __init__(self, council: Council) -> None:
        self.by_uprn: dict[str, House] = {}
        self.by_words: dict[str, list[House]] = {}
        for house in House.objects.filter(council=council).select_related("known"):
            if house.uprn:
                self.by_uprn[house.uprn.lstrip("0")] = house
            self.by_words.setdefault(addresses.plain(house.address), []).append(house)

    def find(self, row: Row) -> House | None:
        """The house of a row; None where it is new. Raises PlaceWrong where it cannot be told which it is, with the remedy."""
        by_uprn = self.by_uprn.get(row.uprn) if row.uprn else None
        named = self._named(row)
        if by_uprn is None:
            if named and row.uprn and named.uprn:
                raise PlaceWrong("uprn", f"the council holds this address under the UPRN {named.uprn}: correct one of the two")
            return named
        is_other = named is not None and named.pk != by_uprn.pk
        if is_other or (row.address and addresses.numbers(row.address) != addresses.numbers(by_uprn.address)):
            raise PlaceWrong("uprn", f"the council holds this UPRN as '{by_uprn.address}': correct the UPRN or the address")
        return by_uprn

    def _named(self, row: Row) -> House | None:
        code = row.postcode.replace(" ", "")
        same = self.by_words.get(addresses.plain(row.address), []) if row.address else []
        found = [each for each in same if not code or not each.postcode or each.postcode.replace(" ", "").upper() == code]
        if len(found) > 1:
            exact = [each for each in found if code and each.postcode]
            if len(exact) != 1:
                raise PlaceWrong("postcode", f"the council holds {len(found)} houses of this address: write its postcode or UPRN")
            return exact[0]
        return found[0] if found else None


def compare(council: Council, rows: Sequence[Row]) -> Compared:
    """What loading rows would do; nothing is written."""
    held, found = Held(council), Compared()
    seen: dict[object, int] = {}
    for row in rows:
        try:
            house = held.find(row)
            if house is None and not row.address:
                raise PlaceWrong("address", "a house that is not held needs more than its postcode or UPRN: write its address")
        except PlaceWrong as error:
            found.aside.append(Aside(row.line, error.field, str(error)))
            continue
        names = [house.pk] if house else [("uprn", row.uprn)] * bool(row.uprn) + [addresses.key(row.address, row.postcode)]
        before = next((seen[name] for name in names if name in seen), None)
        seen.update(dict.fromkeys(names, row.line))
        if before is not None:
            found.aside.append(Aside(row.line, "row", f"it is the same house as line {before}: leave one of them out"))
        elif house is None:
            found.new.append(row)
        else:
            _beside(house, row, found)
    return found


def _beside(house: House, row: Row, found: Compared) -> None:
    """What a row tells of a house that is held: what was not known is added; what was is never changed."""
    known = getattr(house, "known", None)
    more: dict[str, Any] = {}
    for name in (*FIELDS, "storeys", "persons", "words"):
        said = getattr(row, name)
        now = getattr(house if name in FIELDS else known, name, None)
        if said in (None, "") or _same(said, now):
            continue
        if now in (None, ""):
            more[name] = said
        elif name != "words":
            found.differing.append(Aside(row.line, name, f"{house.address} is held with {now}, the file says {said}: nothing is changed"))
    if more:
        found.more.append((house, row, more))
    else:
        found.held += 1


def _same(said: object, now: object) -> bool:
    return str(said).replace(" ", "").lstrip("0").lower() == str(now).replace(" ", "").lstrip("0").lower()


@transaction.atomic
def load(council: Council, rows: Sequence[Row], source: str, *, by: Actor | None, at: datetime) -> Compared:
    """Add the houses of a file; `by` is None where whoever runs the service loads it. The same rows again add nothing.

    Raises NotPermitted.
    """
    person = houses_known.check(by, council) if by else None
    Council.objects.select_for_update().get(pk=council.pk)
    found = compare(council, rows)
    made = [_made(council, row, source, at) for row in found.new]
    for house, _, more in found.more:
        _add(house, more, source, at)
    if made or found.more:
        about = {"source": source, "new": made, "more": [house.pk for house, _, _ in found.more], "aside": len(found.aside)}
        recording.write("houses loaded", council=council, by=person, at=at, about=about)
    return found


def _made(council: Council, row: Row, source: str, at: datetime) -> int:
    given = asdict(row)
    house = House.objects.create(council=council, **{name: given[name] for name in ("address", *FIELDS)})
    facts: Mapping[str, Any] = {name: given[name] for name in ("storeys", "persons", "words")}
    HouseKnown.objects.create(house=house, source=source[:200], at=at, **facts)
    return house.pk


def _add(house: House, more: Mapping[str, Any], source: str, at: datetime) -> None:
    place = {name: value for name, value in more.items() if name in FIELDS}
    facts = {name: value for name, value in more.items() if name not in FIELDS}
    for name, value in place.items():
        setattr(house, name, value)
    if place:
        house.save(update_fields=[*place])
    if facts:
        known, _ = HouseKnown.objects.get_or_create(house=house, defaults={"source": source[:200], "at": at, "version": 0})
        for name, value in facts.items():
            setattr(known, name, value)
        known.version, known.at = known.version + 1, at
        known.save()
