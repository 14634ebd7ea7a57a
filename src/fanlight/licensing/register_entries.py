"""Entries of a published register: each row with its particulars read as what they are, and a word on every cell that cannot be."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from fanlight.facts import postcode
from fanlight.facts.importing import table
from fanlight.facts.importing.columns import Given, Headed, has_headings, headed, joined
from fanlight.facts.importing.days import Order, Orders, OrderUnclear, UnreadableDay, day_of
from fanlight.facts.importing.table import Row, Table
from fanlight.licensing.register_particulars import PARTICULARS, Kind

Value = str | int | date
COUNT = re.compile(r"([0-9]{1,9})(?:\.0+)?(?: [A-Za-z]+)?")
FORMULA = re.compile(r"[=@]|[+-](?=[^\s0-9.])")
BEGINNINGS = "=@+-"
LIKE_DAY = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
LIKE_POSTCODE = re.compile(r"[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}")
SHIFTED = "The cells stand under the headings of their neighbours."
EXEMPTION = re.compile(r"(?i:temporary +exempt)|\bTEN\b")
JUMBLED = ("too-many-cells", "shifted-row")
PLACE = ("address", "postcode", "uprn")
TEXTS = (Kind.TEXT, Kind.NAME, Kind.WHERE)
Reader = tuple[str, Callable[[Sequence[str]], str], Callable[[str], Value]]
"""A particular, its text from the cells of a row, and what that text is read as."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell, or a row, that cannot be read: the rule of the law's data that names the fault, the particular, what is written, and why."""

    rule: str
    particular: str
    written: str
    why: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `values` holds what was read, a particular that is not there being unknown; `faults` what could not be read."""

    row: int
    values: dict[str, Value]
    faults: tuple[Fault, ...] = ()

    def text(self, name: str) -> str:
        """A particular as text, empty where it is unknown."""
        return str(self.values.get(name, ""))

    def day(self, name: str) -> date | None:
        """A particular that is a date."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def count(self, name: str) -> int | None:
        """A particular that is a number."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    @property
    def named(self) -> str:
        """The house as a person would look for it."""
        return next((text for name in (*PLACE, "licence_number") if (text := self.text(name))), "not read")

    @property
    def is_exemption(self) -> bool:
        """Does the register say that this is a temporary exemption and no licence?"""
        return bool(EXEMPTION.search(self.text("licence_type")))

    @property
    def is_jumbled(self) -> bool:
        """Is it not even known which cell belongs to which heading?"""
        return any(fault.rule in JUMBLED for fault in self.faults)

    @property
    def is_readable(self) -> bool:
        """Could the row be read whole?"""
        return not self.faults


@dataclass
class Register:
    """A register that can be gone through more than once. `passed_over` counts blank rows' neighbours: notes and repeated headings."""

    table: Table
    headed: Headed
    orders: Orders
    dates: Order | None
    passed_over: int = 0

    def order_of(self, name: str) -> Order | None:
        """Which of day and month stands first in the dates of a particular; None where nothing shows it."""
        return self.dates or self.orders.of(name)

    def entries(self) -> Iterator[Entry]:
        """Every entry in its order. Raises Refused where the file breaks off."""
        readers = list(self._readers())
        self.passed_over = 0
        for row in self.table.rows():
            if self.headed.follows(row):
                yield self._entry(row, readers)
            else:
                self.passed_over += row.line > self.headed.row.line

    def _readers(self) -> Iterator[Reader]:
        for name, particular in PARTICULARS.items():
            columns = self.headed.of(name)
            if columns:
                yield name, joined(columns), self._reader(name, particular.kind)

    def _reader(self, name: str, kind: Kind) -> Callable[[str], Value]:
        if kind in TEXTS:
            return _text
        if kind is Kind.COUNT:
            return _count
        if kind is Kind.POSTCODE:
            return postcode.tidy
        order, epoch, known = self.order_of(name), self.table.epoch, dict[str, date]()

        def read(text: str) -> date:
            if text not in known:
                known[text] = day_of(text, order, epoch)
            return known[text]

        return read

    def _entry(self, row: Row, readers: Sequence[Reader]) -> Entry:
        if self.headed.has_too_many(row):
            # Which cell belongs to which heading is not known, so none of them is read: what looks like a number may be a name.
            return Entry(row.line, {}, (Fault("too-many-cells", "", str(len(row.cells)), f"The row {self.headed.too_many(row)}."),))
        values: dict[str, Value] = {}
        faults = []
        for name, written, read in readers:
            text = written(row.cells)
            if text and not table.is_nothing(text):
                try:
                    values[name] = read(text)
                except Unreadable as error:
                    faults.append(Fault(error.rule, name, text, str(error)))
                except UnreadableDay as error:
                    faults.append(Fault("order-unclear" if isinstance(error, OrderUnclear) else "unreadable", name, text, f"{error}."))
        if any(map(_is_of_neighbour, faults)):
            return Entry(row.line, {}, (Fault("shifted-row", faults[0].particular, faults[0].written, SHIFTED),))
        if values.keys().isdisjoint(PLACE):
            faults.append(Fault("no-house", "address", "", "Neither an address nor a postcode nor a UPRN is given."))
        return Entry(row.line, _with_postcode(values), tuple(faults))


class Unreadable(ValueError):
    """A cell that is not what its column holds; `rule` names the fault."""

    def __init__(self, rule: str, message: str) -> None:
        self.rule = rule
        super().__init__(message)


def _is_of_neighbour(fault: Fault) -> bool:
    """Is it a date where a number should be, or a postcode where a date should be? Then the cells of the row have moved."""
    kind = PARTICULARS[fault.particular].kind
    return bool(kind is Kind.COUNT and LIKE_DAY.fullmatch(fault.written)) or bool(
        kind is Kind.DATE and LIKE_POSTCODE.fullmatch(fault.written)
    )


def _text(text: str) -> str:
    if text[0] in BEGINNINGS and FORMULA.match(text):
        raise Unreadable("formula", f"It begins with '{text[0]}', as a formula does.")
    return text


@lru_cache(maxsize=10_000)
def _count(text: str) -> int:
    match = COUNT.fullmatch(text)
    if not match:
        raise Unreadable("unreadable", f"'{text[:60]}' is no whole number.")
    return int(match[1])


def _with_postcode(values: dict[str, Value]) -> dict[str, Value]:
    """The values with the postcode that stands in the address, where no column gives one."""
    if "postcode" not in values and "address" in values and (found := postcode.found_in(str(values["address"]))):
        values["postcode"] = found
    return values


@contextmanager
def opened(path: Path, *, mapping: Given | None = None, dates: Order | None = None, sheet: str = "") -> Iterator[Register]:
    """A register, as long as the block runs; its dates are gone through once to see their order. Raises Refused."""
    with table.opened(path, most=table.STREAMED, sheet=sheet, wanted=has_headings) as opened_:
        found = headed(opened_, mapping)
        given = dates or (mapping.dates if mapping else None)
        register = Register(opened_, found, Orders(), given)
        columns = [(name, found.of(name)[0].place) for name, each in PARTICULARS.items() if each.kind is Kind.DATE and found.of(name)]
        if columns and not given:
            _see(register, columns)
        yield register


def _see(register: Register, columns: Sequence[tuple[str, int]]) -> None:
    """Go through the dates once. Nothing else is looked at, and a note or a repeated heading among them is no date."""
    for name, _ in columns:
        register.orders.shown[name] = dict.fromkeys(Order, 0)
    for line, cells in register.table.read():
        if line > register.headed.row.line:
            for name, place in columns:
                if place < len(cells):
                    register.orders.see(name, " ".join(cells[place].split()))
