"""What the API gives of a house that was assessed, declared: findings, with what is not known told as such, and permitted numbers."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from fanlight.web.api.shapes import Shape


class Assessment(Shape):
    """What an edition says of the house: the receipt pins both, and `findings` holds one for each clause and subject.

    A verdict is met, not_met, cannot_tell or does_not_apply. What is not known is cannot_tell, with the facts that are missing.
    """

    edition: str
    title: str
    receipt: dict[str, str]
    findings: list["FindingShape"]


Verdict = Literal["met", "not_met", "cannot_tell", "does_not_apply"]
Truth = Literal["yes", "no", "unknown"]


class Span(Shape):
    """Both ends of a value as decimal text or date; the same twice where it is known, null where there is no end."""

    from_: str | None = Field(alias="from")
    to: str | None


class Measure(Shape):
    """A measure of a finding, what the clause requires of it, and whether it is enough."""

    what: str
    value: Span
    limit: str
    required: Span
    unit: str | None
    holds: Truth


class Missing(Shape):
    """A fact that would settle a finding, with its question."""

    fact: str
    of: str | None
    question: str


class FindingShape(Shape):
    """One clause on one subject; a subject of null is the house as a whole."""

    clause: str
    subject: dict[str, Any] | None
    verdict: Verdict
    force: str
    says: str
    citation: dict[str, Any]
    measured: list[Measure]
    missing: list[Missing]
    reading: list[str]
    remedy: str | None
    because: str | None


class FindingsQuery(Shape):
    """Which findings are wanted."""

    verdict: Literal["", "met", "not_met", "cannot_tell", "does_not_apply"] = Field(
        "", description="Only with this verdict; empty for all."
    )


class Findings(Shape):
    """The house of a case as last surveyed, against the editions in force. Without a survey nothing can be told, and `why` says so."""

    reference: str
    on: date
    surveyed_on: date | None
    verdict: Literal["assessed", "cannot_tell"]
    why: str
    assessments: list[Assessment]


class Permitted(Shape):
    """The most that one edition permits: `certainly` by what is known, `possibly` if every unknown were as good as it can be.

    `is_exact` is false where not every way to place people could be tried: the number is then at least so large.
    """

    edition: str
    certainly_persons: int
    certainly_households: int
    possibly_persons: int
    possibly_households: int
    is_exact: bool


class PermittedNumbers(Shape):
    """The permitted numbers of the house of a case, an edition each. Without a survey nothing can be told, and `why` says so."""

    reference: str
    on: date
    verdict: Literal["worked_out", "cannot_tell"]
    why: str
    editions: list[Permitted]
