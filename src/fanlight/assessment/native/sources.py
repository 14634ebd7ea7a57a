"""Where a program's first columns come from: of which thing and fact each is, and what it holds where nobody observed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fanlight.assessment.columnar.layout import columns_of, kept
from fanlight.assessment.columnar.observing import frame_of, stem
from fanlight.assessment.native.code import NUMBER, TRUTH
from fanlight.facts.kinds import Fact, Link
from fanlight.facts.vocabulary import THINGS


@dataclass(frozen=True, slots=True)
class Source:
    """A column of a stock. `role` is `end`, `seen` (whether the fact was observed) or `times` (how many things a row may stand for)."""

    thing: str
    role: str
    declared: Fact | None = None
    column: str = ""
    unknown: int = 0

    @property
    def kind(self) -> str:
        """A truth or a number."""
        return TRUTH if self.role == "seen" or (self.declared and self.declared.kind == "yes_no") else NUMBER

    @property
    def bits(self) -> int:
        """How many bits hold every number it can be."""
        least, most = self.declared.domain if self.declared else (0, THINGS[self.thing].at_most)
        return next(bits for bits in (8, 16, 32, 64) if -(1 << bits - 1) <= min(least, 0) and most < 1 << bits - 1)


@cache
def sources() -> dict[str, Source]:
    """Every column there can be, by the name it has in a program. Links have none: they are followed, not read."""
    return dict(_every())


def _every() -> Iterator[tuple[str, Source]]:
    for thing in THINGS:
        prefix = "_".join((*frame_of(thing), ""))
        yield f"{prefix}__times", Source(thing, "times")
        for declared in kept(THINGS[thing]):
            column = columns_of(declared)[0]
            yield f"{prefix}{stem(declared, f'{declared.name}__seen')}", Source(thing, "seen", declared, column)
            if not isinstance(declared, Link):
                for name, end in zip(columns_of(declared), declared.domain, strict=False):
                    yield f"{prefix}{stem(declared, name)}", Source(thing, "end", declared, name, end)
