"""When a conviction is spent: the day between which bounds it falls, what that rests on and what would settle it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from fanlight.facts import units
from fanlight.licensing.law import Law, Provision
from fanlight.licensing.periods import Counting, Period

PREFIX = "rehabilitation/"
GENERAL = ("further-conviction", "longest-sentence", "stays-spent", "left-out")
DAY = timedelta(days=1)
NEVER = date.max
AT_ONCE = ("at_once", "caution")
Span = tuple[date, date]
"""The first and the last day on which something may fall; NEVER as the last where nothing ends it."""


class Spent(Enum):
    """Whether a conviction is spent. It has no truth value: unknown would become one of the two."""

    SPENT = "spent"
    UNSPENT = "unspent"
    CANNOT_TELL = "cannot tell"

    def __bool__(self) -> bool:
        raise TypeError("compare with Spent.SPENT and so on: whether a conviction is spent can be unknown")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or other disposal. None is unknown.

    `kind` is a name of `rehabilitation.kinds`; `months` the length of custody (26 weeks count as 6 months); `completed_on` the day it was
    served, licence included; `ends_on` the last day of an order; `paid_on` the day a compensation order was paid in full.
    """

    kind: str | None
    months: Decimal | None = None
    completed_on: date | None = None
    ends_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Conviction:
    """A conviction (or caution) of one person. None is unknown. `is_listed`: of an offence in Schedule 18 to the Sentencing Code."""

    id: str
    on: date | None
    sentences: tuple[Sentence, ...]
    is_under_18: bool | None = None
    is_listed: bool | None = None
    is_summary_only: bool | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a conviction is spent on a day. `from_` and `until` bound the first day on which it is; NEVER where it never is."""

    conviction: str
    state: Spent
    span: Span
    provisions: tuple[Provision, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class UnknownSentence(ValueError):
    """A kind of sentence for which no period is held; the message names those that are."""


def kinds(law: Law) -> tuple[str, ...]:
    """The kinds of sentence that have a period."""
    names = (name.removeprefix(PREFIX).partition("/")[0] for name in law.rules if name.startswith(PREFIX))
    return tuple(sorted({name for name in names if name not in GENERAL}))


def standings(law: Law, convictions: Sequence[Conviction], *, on: date) -> tuple[Standing, ...]:
    """Whether each conviction of one person is spent on a day. They are given together, for one can draw out the period of another.

    Raises UnknownSentence. Source: Rehabilitation of Offenders Act 1974, ss.4 to 6 and 8A.
    """
    known = [each for each in convictions if each.on is None or each.on <= on]
    dates = sorted({rule.from_ for name in law.rules if name.startswith(PREFIX) for rule in law.rules[name]})
    reached: dict[str, Standing] = {}
    for begun, end in zip(dates, [*dates[1:], NEVER], strict=True):
        if begun <= on:
            for found in _under(law, known, min(on, end - DAY)):
                before = reached.get(found.conviction)
                reached[found.conviction] = before if before and before.state is Spent.SPENT else found
    later = [Standing(each.id, Spent.UNSPENT, (NEVER, NEVER), (), ()) for each in convictions if each not in known]
    return (*reached.values(), *later)


def _under(law: Law, convictions: Sequence[Conviction], on: date) -> list[Standing]:
    """Their standing under the periods that held on a day."""
    found = [_alone(law, each, on) for each in convictions]
    drawing = [_draws(each.provisions) for each in found]
    spans = _drawn_out(convictions, [each.span for each in found], drawing)
    drawn = law.at(f"{PREFIX}further-conviction", on)
    return [_judged(each, span, drawn, on) for each, span in zip(found, spans, strict=True)]


def _judged(found: Standing, span: Span, drawn: Provision, on: date) -> Standing:
    state = Spent.UNSPENT if span[0] > on else Spent.SPENT if span[1] <= on else Spent.CANNOT_TELL
    missing = found.missing if state is Spent.CANNOT_TELL else ()
    if span == found.span:
        return replace(found, state=state, missing=missing)
    more = ("whether another conviction draws the period out",) if state is Spent.CANNOT_TELL else ()
    provisions, remarks = (*found.provisions, drawn), (*found.remarks, drawn.says)
    return Standing(found.conviction, state, span, provisions, (*missing, *more), remarks)


def _alone(law: Law, conviction: Conviction, on: date) -> Standing:
    """One conviction by itself: its longest sentence counts. `state` is filled in later."""
    parts = [_Sentenced(law, conviction, sentence, on) for sentence in conviction.sentences or (Sentence(None),)]
    spans = [part.span() for part in parts]
    longest = max(low for low, _ in spans), max(high for _, high in spans)
    provisions = tuple({rule.place: rule for part in parts for rule in part.provisions}.values())
    missing = tuple(dict.fromkeys(word for part in parts for word in part.missing))
    remarks = tuple(dict.fromkeys(rule.note for rule in provisions if rule.note))
    return Standing(conviction.id, Spent.CANNOT_TELL, longest, provisions, missing, remarks)


class _Sentenced:
    """One sentence under the periods of one day: the rules that may be meant, and the span over all of them."""

    def __init__(self, law: Law, conviction: Conviction, sentence: Sentence, on: date) -> None:
        self.conviction, self.sentence = conviction, sentence
        self.missing: list[str] = []
        self.provisions = self._meant(law, on)

    def _meant(self, law: Law, on: date) -> tuple[Provision, ...]:
        kind = self.sentence.kind
        if kind is None:
            self.missing.append("what the sentence was")
            return ()
        names = [name for name in law.rules if f"{name}/".startswith(f"{PREFIX}{kind}/") and kind not in GENERAL]
        if not names:
            raise UnknownSentence(f"no period is held for '{kind}'; known: {', '.join(kinds(law))}")
        held = [rule for name in names for rule in law.rules[name] if rule.holds_on(on)]
        if not held:
            self.missing.append(f"what held for '{kind}' on {on}: no period is kept for that day")
        months = self.sentence.months
        if months is None:
            self.missing.extend(["how long the sentence was"] if len(held) > 1 else [])
            return tuple(held)
        return tuple(rule for rule in held if _amount(rule, "over", Decimal(-1)) < months <= _amount(rule, "to", months))

    def span(self) -> Span:
        """The bounds of the first day on which it is spent."""
        spans = [one for rule in self.provisions for one in self._spans(rule)]
        earliest = self.conviction.on or date.min
        return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else (earliest, NEVER)

    def _spans(self, rule: Provision) -> Iterator[Span]:
        for length in self._lengths(rule):
            yield (NEVER, NEVER) if length == "never" else self._ending(rule, int(units.parse(length)[0]))

    def _lengths(self, rule: Provision) -> list[str]:
        """The periods that may be meant: by age, and by whether the offence is one of those never spent."""
        young, listed = self.conviction.is_under_18, self.conviction.is_listed
        by_age = [rule.values["under_18"]] * (young is not False) + [rule.values["adult"]] * (young is not True)
        if young is None and len(set(by_age)) > 1:
            self.missing.append("whether the person was under 18 when convicted")
        if "listed" not in rule.values or listed is False:
            return by_age
        if listed is None:
            self.missing.append("whether the offence is listed in Schedule 18 to the Sentencing Code")
            return [*by_age, rule.values["listed"]]
        return [rule.values["listed"]]

    def _ending(self, rule: Provision, months: int) -> Span:
        low, high = self._beginning(rule.values["begins"])
        low, high = _after(low, months, rule.values["begins"]), _after(high, months, rule.values["begins"])
        least = int(_amount(rule, "at_least", Decimal(0)))
        if not least:
            return low, high
        if self.conviction.on is None:
            self.missing.append(ASKED["conviction"])
            return low, NEVER
        floor = _after(self.conviction.on, least, "conviction")
        return max(low, floor), max(high, floor)

    def _beginning(self, begins: str) -> Span:
        """The day the period begins with. A sentence whose end is not known ended on the day of conviction at the earliest."""
        convicted, sentence = self.conviction.on, self.sentence
        given = {"completion": sentence.completed_on, "order_end": sentence.ends_on, "payment": sentence.paid_on}.get(begins, convicted)
        if given is None:
            self.missing.append(ASKED[begins])
            return convicted or date.min, NEVER
        return given, given


ASKED = {
    "conviction": "the day of the conviction", "at_once": "the day of the conviction", "caution": "the day of the caution",
    "completion": "the day the sentence was completed", "order_end": "the last day of the order", "payment": "the day it was paid in full",
}  # fmt: skip


def _amount(rule: Provision, key: str, otherwise: Decimal) -> Decimal:
    return units.parse(rule.values[key])[0] if key in rule.values else otherwise


def _after(day: date, months: int, begins: str) -> date:
    """The first day after a period of months that begins with a day. An order of no further months is over once its last day is."""
    if day in (NEVER, date.min) or (not months and begins in AT_ONCE):
        return day
    if not months:
        return day + DAY
    last = Period(months, "month", Counting.BEGINNING_WITH).reckon(day).last
    assert last is not None
    return last + DAY


def _draws(provisions: Sequence[Provision]) -> bool | None:
    """Whether a conviction so dealt with draws out the period of another. A caution does not; of an order it was not checked."""
    begins = {rule.values["begins"] for rule in provisions}
    if begins and begins <= {"caution"}:
        return False
    return True if begins & {"conviction", "completion"} else None


def _drawn_out(convictions: Sequence[Conviction], spans: Sequence[Span], drawing: Sequence[bool | None]) -> list[Span]:
    """The spans, each drawn out by a later conviction within it, until nothing changes."""
    found = list(spans)
    while True:
        drawn = [_one_drawn_out(place, convictions, found, drawing) for place in range(len(found))]
        if drawn == found:
            return found
        found = drawn


def _one_drawn_out(place: int, convictions: Sequence[Conviction], spans: Sequence[Span], drawing: Sequence[bool | None]) -> Span:
    low, high = spans[place]
    for other in range(len(spans)):
        both = drawing[place], drawing[other]
        if other == place or False in both:
            continue
        certainly, possibly = _is_within(convictions, spans, place, other)
        low = max(low, spans[other][0]) if certainly and None not in both else low
        high = max(high, spans[other][1]) if possibly else high
    return low, high


def _is_within(convictions: Sequence[Conviction], spans: Sequence[Span], one: int, other: int) -> tuple[bool, bool]:
    """Whether of two convictions the later fell into the period of the earlier, and was not of a summary offence: surely, and maybe."""
    first, second = convictions[one], convictions[other]
    if first.on is None or second.on is None:
        return False, first.is_summary_only is not True or second.is_summary_only is not True
    earlier, later = (one, other) if first.on <= second.on else (other, one)
    summary, convicted = convictions[later].is_summary_only, max(first.on, second.on)
    return summary is False and convicted < spans[earlier][0], summary is not True and convicted < spans[earlier][1]
