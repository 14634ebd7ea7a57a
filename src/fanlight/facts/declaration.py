"""What every fact declares, whatever its kind: its name, question and legal range."""

from dataclasses import dataclass
from typing import ClassVar

from fanlight.facts.units import Dimension

Bounds = tuple[int, int]
"""A closed interval of scaled whole numbers; for a yes/no fact (certainly, possibly); for a choice (mask, mask) of open options."""

OUR_CLAIM = "Fanlight's claim: nothing outside it has been met in a real house"


class Unfit(ValueError):
    """A value that a fact cannot have; the message says why and what would do."""


@dataclass(kw_only=True)
class Fact:
    """One thing that can be known. Declared once, as a class attribute of the thing it is about.

    `how` makes it derived: an expression of the clause language over the same thing, used while nobody has observed it.
    `judged` marks an officer's opinion: it stays open until a named person records it. `case` marks what the software supplies.
    `range_source` says whose claim the legal range is.
    """

    question: str
    hint: str = ""
    group: str = ""
    how: str = ""
    judged: bool = False
    case: bool = False
    sensitive: bool = False
    public: bool = False
    context: bool = False
    range_source: str = OUR_CLAIM
    name: str = ""
    thing: str = ""
    slot: int = -1

    kind: ClassVar[str] = "fact"
    dimension: ClassVar[Dimension | None] = None

    @property
    def path(self) -> str:
        """The fact's one name, `thing.fact`."""
        return f"{self.thing}.{self.name}"

    @property
    def domain(self) -> Bounds:
        """The legal range as bounds: what an unknown value of this fact stands for."""
        raise NotImplementedError

    def read(self, text: str) -> Bounds:
        """One written value as bounds. Raises Unfit."""
        raise NotImplementedError

    def show(self, bounds: Bounds) -> str:
        """Bounds as people write them."""
        raise NotImplementedError
