"""Entries of a register that repeat an earlier one: the same address, overlapping in time or not, the same number, the same UPRN."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from fanlight.facts.postcode import IN_ADDRESS
from fanlight.licensing.register_entries import Entry

SHORT = {"rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "cl": "close", "ln": "lane", "dr": "drive", "cres": "crescent",
         "terr": "terrace", "ter": "terrace", "gdns": "gardens", "ct": "court", "pl": "place", "sq": "square", "gr": "grove",
         "apt": "apartment", "hse": "house", "bldg": "building"}  # fmt: skip
Said = tuple[str, str, str, str]


def address_key(address: str, postcode: str) -> str:
    """An address as it can be compared: without capitals, signs, postcode and the ways of shortening a street; '' for none.

    `St` is a saint before a name and a street after one; both are written alike here, which can only make more addresses equal that
    differ in nothing else.
    """
    bare = re.sub(r"[^a-z0-9]+", " ", IN_ADDRESS.sub(" ", address).lower().replace("'", "").replace("\u2019", ""))
    words = [SHORT.get(word, word) for word in bare.split()]
    return f"{' '.join(words)} {postcode}".strip() if words else ""


@dataclass(slots=True)
class Repeats:
    """What was seen of the entries so far: only what is needed to know one again."""

    addresses: dict[str, list[tuple[int, date | None, date | None]]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    uprns: dict[str, tuple[int, str]] = field(default_factory=dict)

    def of(self, entry: Entry) -> Iterator[tuple[str, str, str, str]]:
        """What an entry repeats of those before it. It is remembered for those after it."""
        key = address_key(entry.text("address"), entry.text("postcode"))
        if key:
            yield from self._address(entry, key)
        number = entry.text("licence_number")
        first = self.numbers.setdefault(number, entry.row)
        if number and first != entry.row:
            yield "repeated-licence-number", "licence_number", number, f"Row {first} has it too."
        uprn = entry.text("uprn")
        row, address = self.uprns.setdefault(uprn, (entry.row, key))
        if uprn and address != key:
            yield "repeated-uprn", "uprn", uprn, f"Row {row} has it for another address."

    def _address(self, entry: Entry, key: str) -> Iterator[tuple[str, str, str, str]]:
        start, end = entry.day("start_on"), entry.day("end_on")
        before = self.addresses.setdefault(key, [])
        over = [row for row, from_, last in before if start and end and from_ and last and start <= last and from_ <= end]
        # Without all four dates nobody can tell whether they overlap.
        open_ = [row for row, from_, last in before if not (start and end and from_ and last)]
        if over:
            yield "overlapping-licences", "address", entry.text("address"), f"At the same time as row {_rows(over)}."
        elif before:
            doubt = " Without all the dates nobody can tell whether they overlap." if open_ else ""
            yield "repeated-address", "address", entry.text("address"), f"Row {_rows([row for row, *_ in before])} has it too.{doubt}"
        before.append((entry.row, start, end))


def _rows(rows: list[int]) -> str:
    return ", ".join(map(str, rows[:5])) + (f" and {len(rows) - 5} more" if len(rows) > 5 else "")
