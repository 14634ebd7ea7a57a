"""Taking payments by card: what any provider must do, and the demonstration's own, which takes no money."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be paid: an amount in pence, for what, under a reference of its own, and where the payer comes back to afterwards."""

    reference: str
    pence: int
    says: str
    return_url: str


class NoSuchOrder(Exception):
    """A reference under which nothing is to be paid; the message names it."""


class TillRefused(Exception):
    """The provider will not do it, and would not if it were asked again; the message says why."""


class TillSilent(Exception):
    """The provider did not answer: it may have done it or not. Asking for the same again does it once."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was paid under a reference, in pence. `is_over` says that nothing more can come; `said` why nothing came, where it is known."""

    pence: int
    is_over: bool
    said: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Money to give back: how many pence of what was paid under a reference, and how many were given back of it before."""

    reference: str
    pence: int
    before: int


class Till(Protocol):
    """A provider of payments by card. Each of these may raise TillRefused and TillSilent."""

    @property
    def method(self) -> str:
        """How a payment is named in the record."""

    def begin(self, order: Order) -> str:
        """The address at which the payer pays. Beginning the same order again leads to the same payment; one paid already, back."""

    def received(self, reference: str) -> int:
        """The pence that were paid under a reference; 0 while nothing was. Raises NoSuchOrder."""

    def taken(self, reference: str) -> Taken:
        """The same, and whether more can come. Raises NoSuchOrder."""

    def give_back(self, back: Back) -> None:
        """Give money back to whoever paid it. Asking again with the same `Back` gives nothing more. Raises NoSuchOrder."""


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
        kept = self._read(name) if (self.folder / name).exists() else None
        if kept is not None and kept.is_paid:
            return order.return_url
        if kept is None or kept.order.pence != order.pence:
            self._write(name, _Kept(order))
        return self.address(name)

    def received(self, reference: str) -> int:
        """See `Till`."""
        return self.taken(reference).pence

    def taken(self, reference: str) -> Taken:
        """See `Till`."""
        kept = self._read(_name(reference))
        return Taken(kept.order.pence if kept.is_paid else 0, kept.is_paid)

    def give_back(self, back: Back) -> None:
        """See `Till`."""
        name = _name(back.reference)
        kept = self._read(name)
        if not kept.is_paid:
            raise NoSuchOrder(f"Nothing was paid under '{back.reference}'.")
        if kept.given == back.before + back.pence:
            return
        if kept.given != back.before:
            raise TillRefused(f"{kept.given} pence were given back, and {back.before} are recorded: look at both before you go on.")
        if not 0 < back.pence <= kept.order.pence - kept.given:
            raise TillRefused(f"Of {kept.order.pence} pence paid, {kept.given} were given back: no more than the rest can be.")
        self._write(name, replace(kept, given=kept.given + back.pence))

    def order(self, name: str) -> Order:
        """An order by its name in the address of the page. Raises NoSuchOrder."""
        return self._read(name).order

    def pay(self, name: str) -> Order:
        """Mark an order as paid. Raises NoSuchOrder."""
        kept = self._read(name)
        self._write(name, replace(kept, is_paid=True))
        return kept.order

    def _read(self, name: str) -> "_Kept":
        path = self.folder / name
        if not name.isalnum() or not path.is_file():
            raise NoSuchOrder(f"There is nothing to pay under '{name}'.")
        kept = json.loads(path.read_text(encoding="utf-8"))
        return _Kept(Order(**kept["order"]), kept["is_paid"], kept.get("given", 0))

    def _write(self, name: str, kept: "_Kept") -> None:
        # Written beside and moved into place, so that nobody reads half of it.
        path = self.folder / name
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(kept)), encoding="utf-8")
        beside.replace(path)


@dataclass(frozen=True, slots=True)
class _Kept:
    order: Order
    is_paid: bool = False
    given: int = 0


def _name(reference: str) -> str:
    return hashlib.sha256(reference.encode()).hexdigest()[:40]
