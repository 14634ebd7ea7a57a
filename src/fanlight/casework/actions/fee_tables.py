"""A council's fees from a day on, adopted as a whole: held against the law first, and never for a day that has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, fees, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Council, FeesKept
from fanlight.facts.files import read_text
from fanlight.licensing import fee_periods, fee_tables
from fanlight.licensing.fee_tables import Due, Fee, FeeTable, Reduction

USUAL = {"licence": "A first licence.", "renewal": "A licence that follows one of the same holder."}
"""The fees that a council's first table has."""


@dataclass(frozen=True, slots=True)
class Charged:
    """One fee in pounds: the part on application, the part on grant, and by how much each circumstance lowers it (by its word)."""

    on_application: Decimal
    on_grant: Decimal
    off: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewTable:
    """The fees from a day on, by name, and where the decision stands."""

    from_on: date
    charged: Mapping[str, Charged]
    citation: str


def in_force(council: Council, on: date) -> tuple[Fee, ...]:
    """The fees of a day, each name once; the usual ones without figures for a council that gave none. Raises Refused."""
    table = fees.table_of(council)
    held = [fee for fee in table.fees if fee.from_ <= on and (fee.until is None or on < fee.until)] if table else []
    if held:
        return tuple(held)
    return tuple(Fee(name, says, on, None, {}, (), (), 0, "nowhere yet", "", "A", "", "") for name, says in USUAL.items())


def made(council: Council, new: NewTable) -> FeeTable:
    """The table as it would be, from its day on. Raises Refused with every problem, and ValueError for a name that has no fee."""
    before = {fee.name: fee for fee in in_force(council, new.from_on)}
    for name in new.charged:
        if name not in before:
            raise ValueError(f"no fee is called '{name}'")
    changed = tuple(_changed(fee, new) for name, fee in before.items() if name in new.charged)
    table = fees.table_of(council)
    charges = tuple(each for each in table.charges if each.until is None or each.until > new.from_on) if table else ()
    text = fee_periods.written(FeeTable(council.slug, changed, tuple(replace(each, from_=new.from_on) for each in charges)))
    return fee_tables.read_fees(read_text(text, "the table of fees"), council.slug)


def _changed(fee: Fee, new: NewTable) -> Fee:
    """A fee with its new figures. A circumstance that lowered the whole now lowers the part on application."""
    charged = new.charged[fee.name]
    parts = {Due.APPLICATION: charged.on_application, Due.GRANT: charged.on_grant}
    lowered = tuple(_lowered(each, charged) for each in fee.reductions)
    kept = tuple(each for each in fee.refunds if each.due in parts)
    said = replace(fee, not_held="", citation=new.citation, certainty="A", note="")
    return replace(said, from_=new.from_on, until=None, parts=parts, reductions=lowered, refunds=kept)


def _lowered(each: Reduction, charged: Charged) -> Reduction:
    due = Due.APPLICATION if each.due is Due.WHOLE else each.due
    if each.when not in charged.off:
        return replace(each, due=due)
    return replace(each, due=due, off=charged.off[each.when], share=None, to=None, not_held="")


@transaction.atomic
def adopt(council: Council, new: NewTable, *, by: Actor, at: datetime) -> FeesKept:
    """Let a council charge these fees for what is applied for from a day on; what was applied for before keeps its own.

    Raises NotPermitted, Refused with every problem, and ValueError for a day that has come or without a decision.
    """
    access.check_permitted(by, access.Permission.ADMINISTER)
    if by.account is None or by.council != council:
        raise access.NotPermitted("the fees of this council are not theirs to set")
    if new.from_on <= timezone.localdate(at):
        raise ValueError("new fees begin tomorrow or later: who applied by today was told what to pay")
    if not new.citation.strip():
        raise ValueError("say where the decision on the fees stands")
    Council.objects.select_for_update().get(pk=council.pk)
    document = fee_periods.written(made(council, new))
    row = FeesKept.objects.create(council=council, from_on=new.from_on, document=document, by=by.account, at=at)
    about = {"table": row.pk, "from": row.from_on, "document": document}
    recording.write("fees adopted", council=council, by=by.account, at=at, about=about)
    return row
