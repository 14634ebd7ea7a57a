"""Measures of a finding in words: what was measured, what is required, and how far one is from the other."""

from dataclasses import dataclass

from fanlight.assessment.bounds import YES
from fanlight.assessment.finding import Finding, Measured
from fanlight.assessment.reporting import LIMIT_WORDS
from fanlight.documents import wording
from fanlight.facts.kinds import Bounds
from fanlight.facts.units import COUNT, DATE, DAYS, LENGTH, NUMBER, Dimension
from fanlight.standards.edition import Edition
from fanlight.standards.nodes import FAR

TOO = {
    ">=": "too little", ">": "too little", "<=": "too much", "<": "too much", "=": "away from it",
}  # fmt: skip
TOO_MANY = {"too little": "too few", "too much": "too many"}
TOO_LATE = {"too little": "too early", "too much": "too late"}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One measure at one place, all in words."""

    where: str
    what: str
    measured: str
    required: str
    off_by: str


def shortfalls(finding: Finding, edition: Edition) -> list[Shortfall]:
    """Every measure of a finding that is not certainly enough."""
    where = wording.place(finding.subject.label if finding.subject else "")
    pairs = zip(finding.measures, finding.clause.limits, strict=True)
    return [
        Shortfall(
            where,
            wording.measure_name(one.what, edition),
            span(one.measured, one, limit.kind.dimension),
            required(one, limit.kind.dimension),
            off_by(one, limit.kind.dimension),
        )
        for one, limit in pairs
        if one.holds != YES
    ]


def span(value: Bounds, one: Measured, dimension: Dimension) -> str:
    """A measured value in words; a range where it is not known exactly."""
    low, high = (wording.quantity(end, one.decimals, dimension, small=_is_small(one, dimension)) for end in value)
    return low if low == high else f"between {low} and {high}"


def required(one: Measured, dimension: Dimension) -> str:
    """What is required, in words."""
    figure = span(one.required, one, dimension)
    if figure == "no figure":
        return "the standard gives no figure"
    if dimension is DATE:
        words = {">=": "on or after", ">": "after", "<=": "on or before", "<": "before", "=": "on"}
        return f"{words[one.op]} {figure}"
    return f"{LIMIT_WORDS[one.op]} {figure}"


def off_by(one: Measured, dimension: Dimension) -> str:
    """How far the measure is from what is required; empty where nobody can say."""
    least, most = _distance(one)
    if least < 0 or any(abs(end) >= FAR for end in (*one.measured, *one.required)):
        return ""
    too = TOO[one.op]
    if dimension is DATE:
        too, dimension = TOO_LATE.get(too, too), DAYS
    elif dimension in (COUNT, NUMBER) and one.decimals == 0:
        too = TOO_MANY.get(too, too)
    if least == 0:
        return "at the limit, which is not enough" if most == 0 else ""
    figure = wording.quantity(least, one.decimals, dimension, small=_is_small(one, dimension))
    return f"{figure if least == most else f'at least {figure}'} {too}"


def _distance(one: Measured) -> Bounds:
    (low, high), (least, most) = one.measured, one.required
    if one.op in (">=", ">"):
        return least - high, most - low
    if one.op in ("<=", "<"):
        return low - most, high - least
    return max(least - high, low - most), max(most - low, high - least)


def _is_small(one: Measured, dimension: Dimension) -> bool:
    """Whether people would give both figures in millimetres: a limit below a metre."""
    return dimension is LENGTH and abs(one.required[1]) < 10**one.decimals
