"""What an offence could cost at most, by the date of the offence, with how sure each figure is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fanlight.facts.files import nearest
from fanlight.licensing.law import CERTAINTY, Law, NotKnown, Provision

PREFIX = "penalty/"
UNLIMITED, NONE, NOT_HELD, BY_DUTY = "unlimited", "none", "not held", "by duty"
KINDS = {
    "fine": "fine on conviction",
    "civil-penalty": "civil penalty",
    "starting-point": "where the national guidance begins",
    "rent-repayment": "rent that can be ordered repaid",
}
NO_GUIDANCE = "no national starting point is held for that day; the council's own policy gives it"


@dataclass(frozen=True, slots=True)
class Figure:
    """The most of one kind on the dates of the offence: one provision where they agree, several where the law changed meanwhile.

    `open` says what cannot be told and what would settle it; it is empty for a single figure.
    """

    kind: str
    provisions: tuple[Provision, ...]
    open: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Whether there is one figure, whatever its certainty."""
        return len({rule.value for rule in self.provisions}) == 1 and not self.open

    @property
    def amounts(self) -> tuple[Decimal | None, ...]:
        """The figures in pounds (months for rent), least first; None without limit. What is not held is left out."""
        found = {amount(rule) for rule in self.provisions if rule.value not in (NOT_HELD, BY_DUTY)}
        known = sorted(each for each in found if each is not None)
        return (*known, None) if None in found else tuple(known)

    @property
    def words(self) -> str:
        """The figure as people read it."""
        return " or ".join(dict.fromkeys(in_words(rule) for rule in self.provisions)) or "not held"

    @property
    def certainty(self) -> str:
        """The weakest certainty of its provisions; empty without any."""
        return max((rule.certainty for rule in self.provisions), key=list(CERTAINTY).index, default="")


@dataclass(frozen=True, slots=True)
class Exposure:
    """Everything an offence could cost. `open` is what the dates of the offence leave open."""

    offence: str
    provision: Provision
    from_: date | None
    until: date | None
    figures: tuple[Figure, ...]
    open: tuple[str, ...]

    def figure(self, kind: str) -> Figure:
        """The figure of one kind. Raises KeyError."""
        return {each.kind: each for each in self.figures}[kind]


def offences(law: Law) -> tuple[str, ...]:
    """The names of the offences that are held."""
    return tuple(sorted(name.removeprefix(PREFIX) for name in law.rules if name.startswith(PREFIX) and name.count("/") == 1))


def described(law: Law, offence: str) -> Provision:
    """The offence itself: what it is, and where it stands. Raises NotKnown."""
    known = offences(law)
    if offence not in known:
        raise NotKnown(f"no offence is called '{offence}'{nearest(offence, known)}; known: {', '.join(known)}")
    return law.periods(PREFIX + offence)[0]


def most(law: Law, offence: str, *, from_: date | None, until: date | None = None) -> Exposure:
    """The most an offence could cost. `from_` is the day it was committed or began, `until` the day after it ended (None: that day only).

    An unknown day leaves every figure open that ever held. Where the law changed while it went on, all figures are shown: which one
    governs is not decided here. Raises NotKnown for an unknown offence, or one committed before any figure is held.
    """
    described_ = described(law, offence)
    if from_ is not None and from_ < described_.from_:
        raise NotKnown(f"no figure is held for '{offence}' on {from_}: the first is from {described_.from_}")
    figures = tuple(_figure(law, offence, kind, from_, until) for kind in KINDS)
    unknown = () if from_ is not None else ("on what day the offence was committed",)
    return Exposure(offence, described_, from_, until, figures, unknown)


def _figure(law: Law, offence: str, kind: str, from_: date | None, until: date | None) -> Figure:
    held = tuple(rule for rule in law.rules.get(f"{PREFIX}{offence}/{kind}", ()) if overlaps(rule, from_, until))
    changed = len({rule.value for rule in held}) > 1
    return Figure(kind, held, tuple(_open(held, changed, from_)))


def overlaps(rule: Provision, from_: date | None, until: date | None) -> bool:
    """Whether a rule held on some day of a time; `until` is excluded and None means the first day only, an unknown first day any."""
    if from_ is None:
        return True
    if until is None or until <= from_:
        return rule.holds_on(from_)
    return rule.from_ < until and (rule.until is None or from_ < rule.until)


def _open(held: tuple[Provision, ...], changed: bool, from_: date | None) -> Iterable[str]:
    if not held:
        yield NO_GUIDANCE
    if any(rule.value == NOT_HELD for rule in held):
        yield "the figure was not found; take it from the council's policy or the guidance"
    if changed:
        days = ", ".join(str(rule.from_) for rule in held[1:])
        yield f"the law changed on {days}: " + (
            "say when the offence was committed" if from_ is None else "which figure governs was not found"
        )


def amount(rule: Provision) -> Decimal | None:
    """A figure in its base unit (pounds, months); nothing where no such order could be made, None without limit.

    Raises UnreadableQuantity for a figure that is not held.
    """
    return Decimal(0) if rule.value == NONE else None if rule.value == UNLIMITED else rule.amount


def in_words(rule: Provision) -> str:
    """A figure as people read it."""
    if rule.value == BY_DUTY:
        return "; ".join(f"{duty.replace('_', ' ')}: {_pounds(written)}" for duty, written in rule.values.items())
    return _pounds(rule.value)


def _pounds(written: str) -> str:
    number, _, unit = written.partition(" ")
    if unit == "GBP":
        return f"£{Decimal(number):,}"
    return f"{number} months' rent" if unit == "month" else written
