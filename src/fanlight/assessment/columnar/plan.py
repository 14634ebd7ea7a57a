"""The plan of a program: which columns are gathered and kept, of which things, in which order, and what their tables are called."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlglot import exp

from fanlight.assessment.columnar.judging import Judged
from fanlight.assessment.columnar.pool import Book, Frame, Kept, thing_of

Gathering = tuple[Frame, Frame, int, tuple[str, int, int] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A table to make of others."""

    name: str
    query: exp.Query


@dataclass(slots=True)
class Plan:
    """The order in which the columns of a book are made: `room_at_2` holds what is known of rooms after two gatherings, not after one."""

    book: Book
    deepest: int = 0
    gatherings: dict[Gathering, list[Kept]] = field(default_factory=dict)
    things: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    known: dict[tuple[Frame, int], list[Kept]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kept in self.book.all_kept():
            if kept.gathered is not None:
                self.gatherings.setdefault(gathering_of(kept), []).append(kept)
            self.deepest = max(self.deepest, kept.level)
        for frame in self.book.pools:
            for item in frame:
                self.things[thing_of(item)] = None
                if "." in item:
                    self.links[item] = None
                    self.things[item.partition(".")[0]] = None

    def mark(self, findings: Iterable[Judged]) -> None:
        """Note which columns are read at all: no other is made."""
        waiting = [(each.pool, part) for each in findings for part in each.shown]
        while waiting:
            pool, part = waiting.pop()
            for name in pool.needed(part.names, lambda kept: False)[0]:
                kept = pool.refs[name].kept if name in pool.refs else None
                if kept is None or kept.is_read:
                    continue
                kept.is_read = True
                if kept.made is not None:
                    waiting.append((self.book.pool(kept.frame), kept.made))
                if kept.gathered is not None:
                    waiting += [(self.book.pool(kept.over), part) for part in (kept.gathered, *kept.only.tests)]

    def states(self) -> list[Frame]:
        """The frames of which tables are kept: the house first."""
        return [(), *((thing,) for thing in self.things)]

    def new_at(self, frame: Frame, level: int) -> list[Kept]:
        """The columns of a frame that are known once so many gatherings are done, and not before."""
        if not self.known:
            for kept in self.book.all_kept():
                if kept.is_read:
                    self.known.setdefault((kept.frame, kept.level), []).append(kept)
        return self.known.get((frame, level), [])


def state(frame: Frame, level: int) -> str:
    """The table of the columns that are known of a frame after so many gatherings, and not before."""
    return f"{frame[0] if frame else 'houses'}_at_{level}"


def gathering_name(plan: Plan, gathering: Gathering) -> str:
    """The table of what is gathered over the rows of one frame for those of another."""
    return f"gathered_{list(plan.gatherings).index(gathering)}"


def gathering_of(kept: Kept) -> Gathering:
    """With which others a column is gathered: over the same rows for the same, at the same time and along the same link."""
    return kept.frame, kept.over, kept.level, kept.only.via


def link_table(link: str) -> str:
    """The table of what a link may lead to: one row for each end."""
    return "link_" + link.replace(".", "_")
