"""What an assessment says: one finding for each clause and subject, with everything it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from fanlight.assessment.model import Identity
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.facts.units import DATE, Dimension
from fanlight.standards.edition import Clause, Edition


class Verdict(Enum):
    """What is known of a clause and a subject. It has no truth value: `if verdict` would turn *cannot tell* into something."""

    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"
    MET = "met"
    DOES_NOT_APPLY = "does_not_apply"

    __hash__ = object.__hash__  # there is one of each, and Enum's own is slow

    def __bool__(self) -> bool:
        raise TypeError("a verdict is neither true nor false; compare it with Verdict.MET and so on")

    @property
    def words(self) -> str:
        """The verdict as people read it."""
        return self.value.replace("_", " ")


ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


class Fact(NamedTuple):
    """A fact of one thing that a finding rests on or lacks: `room.floor_area` of room `r3`."""

    thing: str
    id: str
    name: str
    label: str = ""

    @property
    def path(self) -> str:
        """The fact's name in the vocabulary; for a list that may be incomplete, the list."""
        return f"{self.thing}.{self.name}" if self.name else self.thing


def unit_of(dimension: Dimension) -> str:
    """The unit in which a measure is shown; a date is shown as a date."""
    return dimension.name if dimension is DATE else dimension.base


@dataclass(slots=True)
class Measured:
    """One measure of a finding: what was measured and what is required, as bounds on one scale, and whether it is enough."""

    measured: Bounds
    op: str
    required: Bounds
    holds: Bounds
    decimals: int
    unit: str
    what: str


@dataclass(slots=True)
class Finding:
    """One clause on one subject (None: the house as a whole)."""

    clause: Clause
    subject: Identity | None
    verdict: Verdict
    applies: Bounds
    measures: tuple[Measured, ...] = ()
    alternatives: tuple[tuple[str, Bounds], ...] = ()
    relied_on: tuple[Fact, ...] = ()
    missing: tuple[Fact, ...] = ()
    because: str = ""


@dataclass(slots=True)
class Assessment:
    """One survey against one edition, with the receipt that pins both."""

    survey: Survey
    edition: Edition
    findings: list[Finding]
    receipt: Mapping[str, str] = field(default_factory=dict)

    def verdicts(self) -> dict[str, Verdict]:
        """The verdict of each clause over all its subjects: the worst there is; *does not apply* only where nothing else is."""
        worst: dict[str, Verdict] = {}
        for finding in self.findings:
            known = worst.get(finding.clause.id)
            if known is None or ORDER[finding.verdict] < ORDER[known]:
                worst[finding.clause.id] = finding.verdict
        return worst
