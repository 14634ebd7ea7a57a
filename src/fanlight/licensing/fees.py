"""What a council charges for an application: the part on application, the part only on grant, what lowers them and what is given back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fanlight.facts.files import nearest
from fanlight.licensing.fee_tables import Charge, Due, Fee, FeeTable, Reduction
from fanlight.licensing.law import Law, NotKnown, Provision

ZERO = Decimal(0)
PENNY = Decimal("0.01")
BEYOND_INCLUDED = "beyond_included"
COST_AROSE = "investigation_cost_arose"
Circumstances = Mapping[str, bool | None]
"""What is known of a case, by the words of the table (`full_and_satisfactory`). A word left out, or None, is unknown."""


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a fee: when it is charged, and between which bounds, in pounds."""

    due: Due
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """A fee for one application. No lines where the figures are not held. `provisions` is the law beside the council's own table."""

    fee: Fee
    lines: tuple[Line, ...]
    lowered_by: tuple[str, ...]
    remarks: tuple[str, ...]
    open: tuple[str, ...]
    provisions: tuple[Provision, ...]

    @property
    def least(self) -> Decimal | None:
        """The least the whole can come to; None where the figures are not held."""
        return sum((line.least for line in self.lines), ZERO) if self.lines else None

    @property
    def most(self) -> Decimal | None:
        """The most the whole can come to; None where the figures are not held."""
        return sum((line.most for line in self.lines), ZERO) if self.lines else None


@dataclass(frozen=True, slots=True)
class Refund:
    """What is given back, between bounds in pounds."""

    least: Decimal
    most: Decimal
    because: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChargeDue:
    """A charge beside the fee. `applies` is (certainly, possibly); `amount` None where it is not held or the cost is not known."""

    charge: Charge
    applies: tuple[bool, bool]
    amount: Decimal | None
    open: tuple[str, ...]


def find(table: FeeTable, kind: str, *, applied_on: date) -> Fee:
    """The fee of that name for applications made on a day. Raises NotKnown."""
    named = [fee for fee in table.fees if fee.name == kind]
    if not named:
        known = {fee.name for fee in table.fees}
        raise NotKnown(f"{table.council} has no fee called '{kind}'{nearest(kind, known)}")
    for fee in named:
        if fee.from_ <= applied_on and (fee.until is None or applied_on < fee.until):
            return fee
    days = "; ".join(f"from {fee.from_}" + (f" until {fee.until}" if fee.until else "") for fee in named)
    raise NotKnown(f"no fee '{kind}' of {table.council} is held for {applied_on}: {days}")


def quote(table: FeeTable, kind: str, *, law: Law, applied_on: date, circumstances: Circumstances) -> Quote:
    """The fee of an application made on a day: the date of the application decides. Reductions that may count widen the bounds.

    Raises NotKnown. Source: Housing Act 2004, s.63; R (Gaskin) v Richmond upon Thames LBC [2018] EWHC 1996 (Admin).
    """
    fee = find(table, kind, applied_on=applied_on)
    _check_words(table, circumstances)
    whole = law.at("fees/whole-on-application", applied_on)
    surely = [each for each in fee.reductions if circumstances.get(each.when) is True]
    maybe = [each for each in fee.reductions if circumstances.get(each.when) is None]
    lines = tuple(_line(due, amount, surely, maybe) for due, amount in fee.parts.items())
    doubtful = Due.WHOLE in fee.parts and whole.value == "doubtful"
    remarks = [fee.note] * bool(fee.note) + [f"The whole fee is taken on application. {whole.says}"] * doubtful
    provisions = (law.at("fees/power", applied_on), whole)
    return Quote(fee, lines, tuple(each.says for each in surely), tuple(remarks), tuple(_open(fee, surely, maybe)), provisions)


def _check_words(table: FeeTable, circumstances: Circumstances) -> None:
    known = {each.when for fee in table.fees for each in fee.reductions} | {word for charge in table.charges for word in charge.when}
    for word in circumstances:
        if word not in known:
            raise NotKnown(f"the fees of {table.council} speak of no '{word}'{nearest(word, known)}")


def _line(due: Due, amount: Decimal, surely: list[Reduction], maybe: list[Reduction]) -> Line:
    certain, possible = ([each for each in some if each.due is due] for some in (surely, maybe))
    most = _lowered(amount, [each for each in certain if not each.not_held])
    least = ZERO if any(each.not_held for each in (*certain, *possible)) else _lowered(amount, [*certain, *possible])
    return Line(due, least, most)


def _lowered(amount: Decimal, reductions: list[Reduction]) -> Decimal:
    """A part after its reductions: a fixed sum first, then shares of the part as printed, then pounds. Never below nothing."""
    fixed = min([amount, *(each.to for each in reductions if each.to is not None)])
    off = sum((each.off or (each.share or ZERO) * amount for each in reductions), ZERO)
    return max(ZERO, fixed - off).quantize(PENNY)


def _open(fee: Fee, surely: list[Reduction], maybe: list[Reduction]) -> Iterator[str]:
    if fee.not_held:
        yield f"how much the fee is: see {fee.not_held}"
    for each in surely:
        if each.not_held:
            yield f"by how much it is lowered ({each.says}): see {each.not_held}"
    for each in maybe:
        yield f"whether this is so: {each.says}"


def refund(table: FeeTable, kind: str, *, applied_on: date, event: str, paid: Mapping[Due, Decimal]) -> Refund:
    """What is given back after an event (`refused`, `withdrawn`) of what was paid, in pounds.

    The part for grant is never owed without one, so it comes back whole. Where the council's table is silent on the rest, nobody can
    tell: the Act fixes no refunds. Raises NotKnown.
    """
    fee = find(table, kind, applied_on=applied_on)
    least = most = ZERO
    because, open_ = [], []
    for due, amount in paid.items():
        term = next((each for each in fee.refunds if each.when == event and each.due is due), None)
        if due is Due.GRANT and event != "granted":
            share_low, share_high = Decimal(1), Decimal(1)
            because.append("the part on grant is not owed without a grant")
        elif term:
            share_low = share_high = term.share
            because.append(term.citation)
        else:
            share_low, share_high = ZERO, Decimal(1)
            open_.append(f"whether what was paid {due} comes back when an application is {event}: the council's table does not say")
        least, most = least + (amount * share_low).quantize(PENNY), most + (amount * share_high).quantize(PENNY)
    return Refund(least, most, tuple(because), tuple(open_))


def charges(
    table: FeeTable, *, on: date, circumstances: Circumstances, inspections: int | None = None, cost: Decimal | None = None
) -> tuple[ChargeDue, ...]:
    """The charges beside the fee that are or may be due on a day.

    `inspections` is how many were made under the licence, this one among them; `cost` what specialists charged, in pounds.
    Raises NotKnown for a circumstance that the table does not speak of.
    """
    _check_words(table, circumstances)
    known = {**circumstances, BEYOND_INCLUDED: _beyond(table, on, inspections)}
    if cost is not None:
        known[COST_AROSE] = cost > 0
    held = [charge for charge in table.charges if charge.from_ <= on and (charge.until is None or on < charge.until)]
    found = [_due(charge, known, cost) for charge in held]
    return tuple(each for each in found if each.applies[1])


def _beyond(table: FeeTable, on: date, inspections: int | None) -> bool | None:
    """Whether an inspection is beyond what the licence fee includes; None where either is unknown."""
    try:
        included = find(table, "licence", applied_on=on).inspections_included
    except NotKnown:
        return None
    return None if inspections is None else inspections > included


def _due(charge: Charge, known: Circumstances, cost: Decimal | None) -> ChargeDue:
    said = [known.get(word) for word in charge.when]
    applies = all(each is True for each in said), all(each is not False for each in said)
    unknown = [f"whether {word.replace('_', ' ')}" for word, each in zip(charge.when, said, strict=True) if each is None]
    at_cost = charge.amount is None and not charge.not_held
    amount = cost if at_cost else charge.amount
    missing = [f"how much it is: see {charge.not_held}"] * bool(charge.not_held) + ["what it cost"] * (at_cost and cost is None)
    return ChargeDue(charge, applies, amount, (*unknown, *missing))
