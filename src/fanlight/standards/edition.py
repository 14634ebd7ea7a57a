"""What an edition of a standard is made of, once read: clauses, terms, tables, readings, and where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from fanlight.standards.nodes import Node
from fanlight.standards.tables import Table
from fanlight.standards.types import Quantity, Type


class Force(Enum):
    """How strongly a clause binds. A permission (`may`) can rescue another clause and is never itself unmet."""

    MUST = "must"
    SHOULD = "should"
    RECOMMENDED = "recommended"
    MAY = "may"
    NONE = "none"


class Encoded(Enum):
    """How a clause of the document is held: decided by machine, asked of a person, or kept as what it is."""

    FULLY = "fully"
    ASKED = "asked"
    JUDGEMENT = "judgement"
    PROCEDURE = "procedure"
    DUTY = "duty"
    DEFINITION = "definition"
    SCOPE = "scope"
    INFORMATION = "information"


DECIDED = (Encoded.FULLY, Encoded.ASKED)


@dataclass(frozen=True, slots=True)
class Reading:
    """How an unclear text is read: a number, what is unclear, and what is adopted.

    `ways` are other readings that a council may switch to, each with what it then says; `way` is the one it has chosen, if any.
    """

    id: str
    problem: str
    adopted: str
    ways: Mapping[str, str] = field(default_factory=dict)
    way: str = ""

    @property
    def in_use(self) -> str:
        """How the text is read here: as adopted, by the way the council has chosen, or by an officer."""
        if not self.way:
            return self.adopted
        if self.way not in self.ways:
            return "The council leaves it to an officer."
        return f"By the council's own choice ({self.way}): {self.ways[self.way]}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fault of the document itself, kept as data: what contradicts what, or which law it misses. It is reported, never mended.

    `from_` is the day since which it has been one, where the law changed after the document was written.
    """

    id: str
    kind: str
    says: str
    clauses: tuple[str, ...]
    law: str
    readings: tuple[str, ...]
    from_: date | None


CONFLICTS = {
    "table_ends": "a table ends too early",
    "given_twice": "the same is given twice",
    "contradiction": "two statements contradict each other",
    "below_floor": "a figure is below the national floor",
    "wrong_reference": "a wrong or repealed provision is named",
    "overtaken": "the law has changed since",
    "misnumbered": "the numbering is wrong",
    "gap": "a case is left out",
    "misprint": "a misprint changes the sense",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A measure and its limit, on one scale; `op` is the comparison that meets it."""

    measure: Node
    op: str
    limit: Node
    kind: Quantity
    written: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """A name for an expression about one thing, `thing.name`."""

    path: str
    node: Node
    kind: Type
    written: str
    says: str = ""
    settles: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision of an edition. `proof` is what meets it, alternatives included; `applies` when it is asked (None: always)."""

    id: str
    settles: tuple[str, ...]
    encoded: Encoded
    force: Force
    says: str
    each: str | None
    applies: Node | None
    limits: tuple[Limit, ...]
    requires: Node | None
    alternatives: tuple[Node, ...]
    proof: Node | None
    readings: tuple[str, ...]
    remedy: str
    paragraph: str
    page: str
    from_: date | None
    until: date | None
    place: str
    written: Mapping[str, str] = field(default_factory=dict)
    alternatives_written: tuple[str, ...] = ()
    particulars: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def in_force_on(self, day: date) -> bool:
        """Whether the clause has begun and has not ended on a day."""
        return not (self.from_ and day < self.from_) and not (self.until and day >= self.until)

    @property
    def same_as(self) -> str:
        """The clause of another edition this one is taken from; empty where it stands by itself."""
        return self.written.get("same_as", "")


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated text of one council's standard."""

    id: str
    title: str
    council: str
    from_: date | None
    until: date | None
    beside: tuple[str, ...]
    ids: str
    head: Mapping[str, str]
    readings: Mapping[str, Reading]
    tables: Mapping[str, Table]
    terms: Mapping[str, Term]
    clauses: Mapping[str, Clause]
    digest: str = ""
    conflicts: tuple[Conflict, ...] = ()
    left_open: frozenset[str] = frozenset()
    switched: Mapping[str, str] = field(default_factory=dict)

    def in_force_on(self, day: date) -> bool:
        """Whether the edition is in force on a day; `until` is the first day it no longer is."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day < self.until)

    def settled(self) -> dict[str, str]:
        """Which entry accounts for each row of the inventory: row id to clause id or term."""
        found = {row: clause.id for clause in self.clauses.values() for row in clause.settles}
        return found | {row: term.path for term in self.terms.values() for row in term.settles}
