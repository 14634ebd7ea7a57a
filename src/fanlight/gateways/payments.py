"""Taking payments by card: what any provider must do, and the demonstration's own, which takes no money."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be paid: an amount in pence, for what, under a reference of its own, and where the payer comes back to afterwards."""

    reference: str
    pence: int
    says: str
    return_url: str


class NoSuchOrder(Exception):
    """A reference under which nothing is to be paid; the message names it."""


class Till(Protocol):
    """A provider of payments by card."""

    method: str
    """How a payment is named in the record."""

    def begin(self, order: Order) -> str:
        """The address at which the payer pays. Beginning the same order again leads to the same payment."""

    def received(self, reference: str) -> int:
        """The pence that were paid under a reference; 0 while nothing was. Raises NoSuchOrder."""


@runtime_checkable
class GivesBack(Protocol):
    """A provider that can pay a payment back to the card it came from. Not every one can from here."""

    method: str
    """How a payment is named in the record."""

    def give_back(self, reference: str, pence: int, *, key: str) -> None:
        """Give back so much of what was paid under a reference. The same key asked again pays nothing more.

        Raises NoSuchOrder, and CannotGiveBack for more than was paid and not given back.
        """


class CannotGiveBack(Exception):
    """A payment that the provider does not give back; the message says why."""


class DemonstrationTill:
    """The demonstration's till: whoever presses its button has paid, and no money moves. Orders are kept as files in a folder."""

    method = "demonstration card"

    def __init__(self, folder: Path, address: Callable[[str], str]) -> None:
        """`address` gives the page that stands in for a provider's own, by the name of an order."""
        self.folder, self.address = folder, address

    def begin(self, order: Order) -> str:
        """See `Till`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = _name(order.reference)
        path = self.folder / name
        if not path.exists():
            self._write(path, order, is_paid=False)
        return self.address(name)

    def received(self, reference: str) -> int:
        """See `Till`."""
        order, is_paid = self._read(_name(reference))
        return order.pence if is_paid else 0

    def order(self, name: str) -> Order:
        """An order by its name in the address of the page. Raises NoSuchOrder."""
        return self._read(name)[0]

    def pay(self, name: str) -> Order:
        """Mark an order as paid. Raises NoSuchOrder."""
        order, _ = self._read(name)
        self._write(self.folder / name, order, is_paid=True, back=self._back(name))
        return order

    def give_back(self, reference: str, pence: int, *, key: str) -> None:
        """See `GivesBack`."""
        name = _name(reference)
        order, is_paid = self._read(name)
        back = self._back(name)
        if key in back:
            return
        left = (order.pence if is_paid else 0) - sum(back.values())
        if not 0 < pence <= left:
            raise CannotGiveBack(f"£{left / 100:,.2f} of that payment by card is left: no more than that can be given back.")
        self._write(self.folder / name, order, is_paid=is_paid, back={**back, key: pence})

    def _back(self, name: str) -> dict[str, int]:
        """What was given back of an order, by key."""
        back: dict[str, int] = json.loads((self.folder / name).read_text(encoding="utf-8")).get("back", {})
        return back

    def _read(self, name: str) -> tuple[Order, bool]:
        path = self.folder / name
        if not name.isalnum() or not path.is_file():
            raise NoSuchOrder(f"There is nothing to pay under '{name}'.")
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Order(**kept["order"]), kept["is_paid"]

    def _write(self, path: Path, order: Order, *, is_paid: bool, back: Mapping[str, int] | None = None) -> None:
        # Written beside and moved into place, so that nobody reads half of it.
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps({"order": asdict(order), "is_paid": is_paid, "back": dict(back or {})}), encoding="utf-8")
        beside.replace(path)


def _name(reference: str) -> str:
    return hashlib.sha256(reference.encode()).hexdigest()[:40]
