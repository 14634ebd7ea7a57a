"""What is met on the way to a value: the facts it rests on, and those that are missing."""

from fanlight.assessment.finding import Fact
from fanlight.assessment.model import Row
from fanlight.facts.vocabulary import fact

NOWHERE: list[Row | None] = [None]
"""Where a link leads that leads to nothing."""


class Trail:
    """The facts met on the way: `relied` were observed and count; `missing` are open and on the critical path.

    A fact of a row is made once for each model, so that its id is its key and trails can be joined without comparing.
    """

    __slots__ = ("missing", "relied")

    def __init__(self) -> None:
        self.relied: dict[int, Fact] = {}
        self.missing: dict[int, Fact] = {}

    def note(self, row: Row, path: str, *, critical: bool) -> None:
        """Note one fact of a row. A fact of a phantom is the question whether the list is complete."""
        noted = row[0].noted
        fact, is_observed = noted[path] if path in noted else described(row, path)
        if is_observed and not (critical and is_open(row, path)):
            self.relied[id(fact)] = fact
        elif critical:
            self.missing[id(fact)] = fact

    def lack(self, row: Row, path: str) -> None:
        """Note a fact as missing whatever was observed: a link to nothing, where a fact of its end is asked."""
        fact, _ = row[0].noted.get(path) or described(row, path)
        self.missing[id(fact)] = fact

    def join(self, other: "Trail") -> None:
        """Note whatever another trail noted."""
        if other.relied:
            self.relied.update(other.relied)
        if other.missing:
            self.missing.update(other.missing)


def described(row: Row, path: str) -> tuple[Fact, bool]:
    """A fact of a row, and whether it was observed; found out once and kept with the row."""
    identity = row[0]
    if identity.phantom:
        whole = identity.noted.get("") or (Fact(identity.thing, identity.id, "", identity.label), False)
        identity.noted[""] = identity.noted[path] = whole
    else:
        name = path.partition(".")[2]
        identity.noted[path] = Fact(identity.thing, identity.id, name, identity.label), name in identity.observed
    found: tuple[Fact, bool] = identity.noted[path]
    return found


def is_open(row: Row, path: str) -> bool:
    """Whether a fact of a row may still be one thing or another."""
    declared = fact(path)
    value = row[declared.slot]
    if isinstance(value, list):
        return len(value) != 1
    if declared.kind == "choice":
        return bool(value[0] & (value[0] - 1))
    return bool(value[0] != value[1])
