"""What a process keeps of a council's record, and to which houses events have come since it was asked for."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from fanlight.casework.models import Council, Event

Told = TypeVar("Told")
MOST = 4
"""Councils of which a process keeps something."""
MOST_EVENTS = 200
"""Events after which everything is asked for again."""


class Kept(dict[int, Told], Generic[Told]):
    """What is kept by council, of those asked for last. Threads share it: what is in it is never changed, but replaced as a whole."""

    every: "list[Kept[object]]" = []

    def __init__(self) -> None:
        super().__init__()
        self.every.append(self)  # type: ignore[arg-type]

    def put(self, council: int, told: Told) -> Told:
        """Keep something in the place of what was kept before."""
        self.pop(council, None)
        while len(self) >= MOST:
            self.pop(next(iter(self)), None)
        self[council] = told
        return told


def forget() -> None:
    """Keep nothing any more: rows that were written past the record are no events, by which it is told that something has changed."""
    for kept in Kept.every:
        kept.clear()


@dataclass(frozen=True, slots=True)
class End:
    """The last event of a council's record: whatever is done is one."""

    number: int
    digest: str


Houses = frozenset[int | None]
"""The houses of the cases that events came to; None stands for an event of no case."""


def since(council: int, seen: End | None) -> tuple[End, Houses | None]:
    """The end of the record, to be asked before anything else is, and the houses that events came to after the one seen.

    None where they cannot be told: nothing was seen, too many came, or the one seen is not in this record.
    """
    end = End(*Council.objects.values_list("last_event", "last_digest").get(pk=council))
    if end == seen:
        return end, frozenset()
    if seen is None or not 0 < seen.number < end.number <= seen.number + MOST_EVENTS:
        return end, None
    events = Event.objects.filter(council=council, number__gte=seen.number, number__lte=end.number).order_by("number")
    (digest, _), *later = events.values_list("digest", "case__house")
    return end, frozenset(house for _, house in later) if digest == seen.digest else None
