"""A survey: what was observed of one house, by whom and when, each value with its place in the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fanlight.facts.kinds import Bounds

NONE = ""
"""The target of a link that leads to nothing: a shared room belongs to no unit."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One value of one fact. `targets` are the ids a link may lead to; `text` is the value as written."""

    bounds: Bounds
    text: str
    where: str
    by: str = ""
    on: date | None = None
    note: str = ""
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing of a survey and what was observed of it. `where` is its place in the file."""

    thing: str
    id: str
    values: Mapping[str, Observed]
    where: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """One house as observed. `complete` holds the things whose list is complete; what is not said of a thing is unknown.

    `about` is the rest of the head as written: address, postcode, uprn, source.
    """

    of: str
    name: str
    things: Mapping[str, tuple[Seen, ...]]
    complete: frozenset[str] = frozenset()
    on: date | None = None
    by: str = ""
    digest: str = ""
    notes: tuple[str, ...] = field(default=())
    council: str = ""
    about: Mapping[str, str] = field(default_factory=dict)

    def all_seen(self) -> list[Seen]:
        """Every thing of the survey, in the order of the vocabulary and then of the file."""
        return [seen for listed in self.things.values() for seen in listed]
