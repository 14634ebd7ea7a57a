"""Hazards under the rating system that the day of the inspection decides: the score of a hazard, its band and its category."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fanlight.assessment.finding import Assessment, Verdict
from fanlight.licensing.hazard_tables import Tables
from fanlight.licensing.law import Law, Provision
from fanlight.standards.edition import Clause, Edition
from fanlight.standards.nodes import FactOf, Fold, IsOption, Node, TermOf, walk

PREFIX = "hhsrs/"
NOT_HELD = "not held"
CLASSES = 4
BORDER = "the judgement lies on the border of two ranges, so both are worked out"
WHOLE = Fraction(100)
Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the inspector judged of one hazard. None is unknown.

    `likelihood` is the second number of a ratio (180 for 1 in 180) of harm to a vulnerable person within twelve months; `harms` the
    percentages of the first three classes of harm (the last class has what they leave of 100).
    """

    likelihood: Decimal | None
    harms: tuple[Decimal | None, Decimal | None, Decimal | None]

    def __post_init__(self) -> None:
        if self.likelihood is not None and self.likelihood < 1:
            raise JudgementInvalid(f"'1 in {self.likelihood}' is no likelihood; write 180 for 1 in 180, and 1 for certain harm")
        known = [each for each in self.harms if each is not None]
        if any(each < 0 for each in known) or sum(known) > 100:
            raise JudgementInvalid("the shares of harm are percentages, none below 0 and together at most 100")


class JudgementInvalid(ValueError):
    """A likelihood or spread of harm that cannot be; the message says why."""


@dataclass(frozen=True, slots=True)
class Rating:
    """The rating of one hazard. `score` bounds it (None: it cannot be worked out); `bands` are those it may fall in, the worst first.

    `is_category_1` is None where that cannot be told.
    """

    system: str
    score: Ends | None
    bands: tuple[str, ...]
    is_category_1: bool | None
    provisions: tuple[Provision, ...]
    remarks: tuple[str, ...]
    open: tuple[str, ...]


def system(law: Law, begun_on: date) -> Provision:
    """The system for an inspection begun on a day. Raises NotKnown before 6 April 2006. Source: SI 2005/3208 and its amendment of 2026."""
    return law.at(f"{PREFIX}system", begun_on)


def rate(law: Law, tables: Tables, judged: Judged, *, begun_on: date) -> Rating:
    """The score, band and category of a hazard judged in an inspection begun on a day. Raises NotKnown.

    Source: Housing Act 2004, ss.2 and 5; SI 2005/3208, regs 6 to 8.
    """
    held = system(law, begun_on)
    lacking = tuple(rule.says for rule in _needed(law, begun_on) if rule.value == NOT_HELD)
    if lacking:
        return Rating(held.value, None, (), None, (held, *_needed(law, begun_on)), _doubts(law, begun_on), lacking)
    ratios = tables.likelihood_points(held.value, judged.likelihood)
    low, high = _weighed(law, tables, judged, begun_on)
    score = low / max(ratios), high / min(ratios)
    found = band_of(law, score, begun_on=begun_on)
    open_ = tuple(_unknown(judged, _names(law, begun_on))) or (BORDER,) * (score[0] != score[1])
    return replace(found, provisions=(*found.provisions, *_needed(law, begun_on)), open=open_)


def _unknown(judged: Judged, names: Sequence[str]) -> Iterator[str]:
    if judged.likelihood is None:
        yield "how likely harm is within twelve months"
    yield from (f"what share of the harm would be {name}" for name, one in zip(names, judged.harms, strict=False) if one is None)


def band_of(law: Law, score: Fraction | Ends, *, begun_on: date) -> Rating:
    """The band and category of a score worked out elsewhere, or of bounds of one, in an inspection begun on a day. Raises NotKnown."""
    ends = score if isinstance(score, tuple) else (score, score)
    held, bands, least = system(law, begun_on), _bands(law, begun_on), law.at(f"{PREFIX}category-1", begun_on)
    meant = [rule for rule, above in zip(bands, [None, *bands], strict=False) if _may_hold(rule, above, ends)]
    category = True if ends[0] >= least.amount else False if ends[1] < least.amount else None
    remarks = (*_doubts(law, begun_on), *_between_figures(ends, bands))
    return Rating(held.value, ends, tuple(_name(rule) for rule in meant), category, (held, *meant, least), remarks, ())


def _may_hold(rule: Provision, above: Provision | None, ends: Ends) -> bool:
    """Whether a score between two ends can fall into a band: it reaches the band, and need not reach the one above."""
    return ends[1] >= rule.amount and (above is None or ends[0] < above.amount)


def _name(rule: Provision) -> str:
    return rule.id.removeprefix(f"{PREFIX}band/")


def names(law: Law, begun_on: date) -> tuple[str, ...]:
    """The names of the bands on a day, the worst first."""
    return tuple(_name(rule) for rule in _bands(law, begun_on))


def _bands(law: Law, on: date) -> list[Provision]:
    held = [rule for name in law.rules if name.startswith(f"{PREFIX}band/") for rule in law.rules[name] if rule.holds_on(on)]
    return sorted(held, key=lambda rule: -rule.amount)


def _between_figures(ends: Ends, bands: Sequence[Provision]) -> list[str]:
    """Bands are printed in whole numbers (999, then 1,000): a score between them is taken as not having reached the next."""
    near = [rule for rule in bands if any(rule.amount - 1 < end < rule.amount for end in ends)]
    return [f"a score between {rule.amount - 1} and {rule.amount} has not reached {rule.amount}" for rule in near]


def _doubts(law: Law, begun_on: date) -> tuple[str, ...]:
    """What is doubtful of the system at that day: around the change, sources differ by a day."""
    return tuple(
        rule.note
        for rule in law.periods(f"{PREFIX}system")
        if "doubtful_from" in rule.values and date.fromisoformat(rule.values["doubtful_from"]) <= begun_on < rule.from_
    )


def _needed(law: Law, on: date) -> list[Provision]:
    weights = [law.at(f"{PREFIX}class/{number}", on) for number in range(1, CLASSES + 1)]
    return [*weights, law.at(f"{PREFIX}likelihoods", on), law.at(f"{PREFIX}spreads", on)]


def _names(law: Law, on: date) -> list[str]:
    return [law.at(f"{PREFIX}class/{number}", on).values["name"].lower() for number in range(1, CLASSES + 1)]


def _weighed(law: Law, tables: Tables, judged: Judged, on: date) -> Ends:
    """The least and the most of the weighted spread. An unknown share is nothing at least, and all that is left at most.

    Each class outweighs the one after it, so a larger share of it always raises the sum.
    """
    held = system(law, on).value
    weights = [Fraction(law.at(f"{PREFIX}class/{number}", on).amount) for number in range(1, CLASSES + 1)]
    left = Decimal(100) - sum((each for each in judged.harms if each is not None), Decimal(0))
    points = [tables.spread_points(held, left if each is None else each) for each in judged.harms]
    low = [Fraction(0) if each is None else min(points[place]) for place, each in enumerate(judged.harms)]
    high = [max(each) for each in points]
    return _sum(weights, low), _sum(weights, high)


def _sum(weights: Sequence[Fraction], shares: Sequence[Fraction]) -> Fraction:
    """The weights by the shares; the last class has what the others leave of 100."""
    rest = max(Fraction(0), WHOLE - sum(shares, Fraction(0)))
    return sum((weight * share for weight, share in zip(weights, (*shares, rest), strict=True)), Fraction(0))


def consult_fire_authority(law: Law, hazard: str, *, on: date) -> Provision | None:
    """The duty to consult the fire and rescue authority before acting on a hazard of that name; None for other hazards."""
    return law.at(f"{PREFIX}fire-authority", on) if hazard == "Fire" else None


def bearing_on(clause: Clause, edition: Edition, tables: Tables) -> dict[str, tuple[str, ...]]:
    """The hazards of the first system to look at where a clause is not met, each with the facts that bear on it.

    Told from the facts that meet the clause, not from those that say when it applies. The reformed system's list is not held; what is
    known of it is in each hazard's `becomes`.
    """
    return tables.bearing(facts_asked(clause, edition))


def facts_asked(clause: Clause, edition: Edition) -> tuple[str, ...]:
    """The facts that meet a clause, through the edition's terms, in order; of a set that is only counted, the set (`alarm.`)."""
    return tuple(dict.fromkeys(_asked(clause.proof, edition, frozenset()))) if clause.proof is not None else ()


def _asked(node: Node, edition: Edition, within: frozenset[str]) -> Iterator[str]:
    for each in walk(node):
        if isinstance(each, TermOf) and each.path not in within:
            yield from _asked(edition.terms[each.path].node, edition, within | {each.path})
        elif isinstance(each, FactOf | IsOption):
            yield each.path
        elif isinstance(each, Fold) and each.how == "count":
            yield f"{each.thing}."


def to_look_at(assessment: Assessment, tables: Tables) -> dict[str, tuple[str, ...]]:
    """The hazards on which the unmet clauses of an assessment bear, each with those clauses."""
    unmet = {finding.clause.id: finding.clause for finding in assessment.findings if finding.verdict is Verdict.NOT_MET}
    found: dict[str, list[str]] = {}
    for name, clause in unmet.items():
        for hazard in bearing_on(clause, assessment.edition, tables):
            found.setdefault(hazard, []).append(name)
    order = [hazard.name for hazard in tables.hazards]
    return {hazard: tuple(found[hazard]) for hazard in sorted(found, key=order.index)}
