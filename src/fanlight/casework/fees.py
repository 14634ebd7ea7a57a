"""What a case costs by its council's table, what was paid of it, and what of each part is still owed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from fanlight.casework import received
from fanlight.casework.models import Case, Circumstance, Council, FeesKept, Payment, StepTaken
from fanlight.casework.prepared import Prepared
from fanlight.facts.files import Refused, read_text
from fanlight.licensing import fee_periods, fee_tables, fees
from fanlight.licensing.applications import Kind
from fanlight.licensing.fee_tables import Due, FeeTable, Reduction
from fanlight.licensing.fees import Circumstances, Quote, Refund
from fanlight.licensing.law import NotKnown, england

PENCE = 100


class Part(StrEnum):
    """A part of the fee: what is paid on application, and what only on grant."""

    FIRST = "first"
    SECOND = "second"


DUE = {Part.FIRST: (Due.APPLICATION, Due.WHOLE), Part.SECOND: (Due.GRANT,)}


@dataclass(frozen=True, slots=True)
class Quoted:
    """The fee of a case on the day that decides it; `quote` is None where it cannot be told, and `why` says why.

    `said` is what was said last of each circumstance, by its word in the table.
    """

    quote: Quote | None
    applied_on: date
    why: str = ""
    said: Mapping[str, Circumstance] = field(default_factory=dict)

    @property
    def working(self) -> tuple[str, ...]:
        """How the fee was worked out, in sentences."""
        if self.quote is None:
            return (self.why,)
        lines = tuple(f"{_pounds(line.least, line.most)} {line.due.value}." for line in self.quote.lines)
        answered = tuple(_answered(each, self.said[each.when]) for each in self.quote.fee.reductions if _is_known(self.said, each.when))
        opened = tuple(f"Not settled: {each}" for each in self.quote.open)
        is_open = any(not _is_known(self.said, each.when) for each in self.quote.fee.reductions)
        rule = (CHARGED_WHOLE,) if is_open and self.quote.lines else ()
        return (f"{self.quote.fee.says} {self.quote.fee.cited}", *lines, *answered, *self.quote.remarks, *opened, *rule)


CHARGED_WHOLE = "Until that is settled the higher amount is charged. If it is settled later, what was paid too much is given back."
"""The rule for a circumstance that nobody knows: it never lowers the fee."""


def _is_known(said: Mapping[str, Circumstance], word: str) -> bool:
    return word in said and said[word].answer is not None


def _answered(each: Reduction, row: Circumstance) -> str:
    who = f"{'Corrected' if row.reasons else 'Answered'} by {row.by} on {timezone.localdate(row.at):%-d %B %Y}"
    because = f" because: {row.reasons}" if row.reasons else ""
    return f"{'Lowered' if row.answer else 'Not lowered, since this is not so'}: {each.says} {who}{because.rstrip('.')}. {each.citation}."


@dataclass(frozen=True, slots=True)
class Owed:
    """One part of a fee between its bounds, with what was paid of it so far, all in pence. The bounds are None where it cannot be told."""

    part: Part
    least: int | None
    most: int | None
    paid: int

    @property
    def is_settled(self) -> bool | None:
        """Whether the part is paid in full, or asks nothing; None where that cannot be told."""
        if self.least is None or self.most is None:
            return None
        return True if self.paid >= self.most else False if self.paid < self.least else None


def folders() -> tuple[Path, ...]:
    """The folders of councils' own data, beside those that come with Fanlight (`COUNCIL_FOLDERS` of the settings)."""
    return tuple(Path(each) for each in getattr(settings, "COUNCIL_FOLDERS", ()))


def table_of(council: Council) -> FeeTable | None:
    """A council's fees: those of its file, followed by each table that its administrator adopted, from its day; None where it gave none.

    Raises Refused for a file that cannot be used.
    """
    held = folders()
    table = fee_tables.council_table(council.slug, held) if council.slug in fee_tables.councils(held) else None
    for row in _adopted(council.pk):
        table = fee_periods.followed(table, _kept(council.slug, row.document), row.from_on)
    return table


@lru_cache(maxsize=64)
def _kept(council: str, document: str) -> FeeTable:
    return fee_tables.read_fees(read_text(document, "the table of fees"), council)


def applied_on(case: Case, on: date) -> date:
    """The day whose fees count: that on which it was applied or asked for, until then today."""
    step = _asked.first(case.pk)
    return received.came_on(step) if step else on


def said(case: Case) -> dict[str, Circumstance]:
    """What was said last of each circumstance of a case, by its word in the table."""
    return {row.word: row for row in _said(case.pk)}


def reductions(case: Case, on: date | None = None) -> tuple[Reduction, ...]:
    """What lowers the fee of a case by its council's table, each circumstance once; none where no fee can be told. Raises Refused."""
    quote = quoted(case, on).quote
    return tuple({each.when: each for each in reversed(quote.fee.reductions)}.values())[::-1] if quote else ()


def is_answered(case: Case) -> bool | None:
    """Whether whoever applies answered all that the council's table asks them; None where it asks nothing, or cannot be used."""
    try:
        asked = {each.when for each in reductions(case) if each.asks}
    except Refused:
        return None  # wherever the fee itself is shown, what is wrong with the table is said
    return asked <= set(said(case)) if asked else None


def quoted(case: Case, on: date | None = None) -> Quoted:
    """The fee of a case. What is not known of its circumstances widens the bounds. Raises Refused for a table that cannot be used."""
    return _quoted(case.council, lambda known: _name(case, known), applied_on(case, on or timezone.localdate()), said(case))


def of_first(council: Council, on: date) -> Quoted:
    """The fee of a first licence of a house of which no case is open yet. Raises Refused for a table that cannot be used."""
    return _quoted(council, lambda known: "licence", on, {})


def _quoted(council: Council, named: Callable[[set[str]], str], day: date, said: Mapping[str, Circumstance]) -> Quoted:
    table = table_of(council)
    if table is None:
        return Quoted(None, day, f"{council.name} has given no table of fees.")
    names = {fee.name for fee in table.fees}
    name = named(names)
    if name not in names:
        return Quoted(None, day, f"The fees of {council.name} name none for a {name.replace('-', ' ')}.")
    try:
        words = {each.when for each in fees.find(table, name, applied_on=day).reductions}
        known: Circumstances = {word: row.answer for word, row in said.items() if word in words}
        return Quoted(fees.quote(table, name, law=england(), applied_on=day, circumstances=known), day, "", said)
    except NotKnown as error:
        return Quoted(None, day, str(error))


def _name(case: Case, known: set[str]) -> str:
    """The name of the fee: a renewal has its own where the council's table holds one."""
    if case.table != "application":
        return case.table
    return case.kind if case.kind == Kind.RENEWAL and case.kind in known else "licence"


def owed(case: Case, part: Part, on: date | None = None) -> Owed:
    """One part of the fee of a case, with what was paid of it. Raises Refused for a table that cannot be used."""
    quote = quoted(case, on).quote
    lines = [line for line in quote.lines if line.due in DUE[part]] if quote else []
    if quote is None or not quote.lines:
        return Owed(part, None, None, paid(case, part))
    least, most = sum((line.least for line in lines), Decimal(0)), sum((line.most for line in lines), Decimal(0))
    return Owed(part, int(least * PENCE), int(most * PENCE), paid(case, part))


def paid(case: Case, part: Part) -> int:
    """What was paid of a part, refunds taken off, in pence."""
    return sum(each.pence for each in _paid(case.pk, str(part)))


@Prepared
def _adopted(council: int) -> QuerySet[FeesKept]:
    return FeesKept.objects.filter(council=council).order_by("id")


@Prepared
def _asked(case: int) -> QuerySet[StepTaken]:
    return StepTaken.objects.filter(case=case, name__in=("submit", "ask", "notify")).order_by("number")[:1]


@Prepared
def _said(case: int) -> QuerySet[Circumstance]:
    return Circumstance.objects.filter(case=case).select_related("by").order_by("id")


@Prepared
def _paid(case: int, part: str) -> QuerySet[Payment]:
    return Payment.objects.filter(case=case, part=part).only("pence")


def refund_after(case: Case, event: str, on: date | None = None) -> Refund | None:
    """What the council's table gives back after an event (`refused`, `withdrawn`) of what was paid; None where no table tells.

    Raises Refused for a table that cannot be used, and NotKnown.
    """
    table, day = table_of(case.council), applied_on(case, on or timezone.localdate())
    if table is None:
        return None
    name = _name(case, {fee.name for fee in table.fees})
    try:
        held: Mapping[Due, Decimal] = {
            (Due.GRANT if part is Part.SECOND else _first(table, name, day)): Decimal(pence) / PENCE
            for part in Part
            if (pence := paid(case, part))
        }
        return fees.refund(table, name, applied_on=day, event=event, paid=held)
    except NotKnown:
        return None


def _first(table: FeeTable, name: str, day: date) -> Due:
    return Due.WHOLE if Due.WHOLE in fees.find(table, name, applied_on=day).parts else Due.APPLICATION


def _pounds(least: Decimal, most: Decimal) -> str:
    return f"£{most:,.2f}" if least == most else f"£{least:,.2f} to £{most:,.2f}"
