"""Tables of fees that follow one another: a new one from a day on, and a table written down again as its file would have it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from fanlight.licensing.fee_tables import AT_COST, DUE, Charge, Fee, FeeTable, Reduction

Period = TypeVar("Period", Fee, Charge)
KEYS = {due: key for key, due in DUE.items()}


def followed(before: FeeTable | None, after: FeeTable, from_: date) -> FeeTable:
    """A table as it stands once another follows it from a day on: what was applied for before that day keeps its fees."""
    old = before or FeeTable(after.council, (), ())
    fees = (*_until(old.fees, from_), *_since(after.fees, from_))
    return FeeTable(after.council, fees, (*_until(old.charges, from_), *_since(after.charges, from_)))


def _until(periods: tuple[Period, ...], day: date) -> Iterator[Period]:
    for each in periods:
        if each.from_ < day:
            yield each if each.until is not None and each.until <= day else replace(each, until=day)


def _since(periods: tuple[Period, ...], day: date) -> Iterator[Period]:
    for each in periods:
        if each.until is None or each.until > day:
            yield each if each.from_ >= day else replace(each, from_=day)


def written(table: FeeTable) -> str:
    """A table in the words of its file, from which it can be read again."""
    return json.dumps({"fees": [_fee(each) for each in table.fees], "charges": [_charge(each) for each in table.charges]})


def _fee(fee: Fee) -> dict[str, Any]:
    return _said({
        "fee": fee.name, "says": fee.says, "from": _day(fee.from_), "until": _day(fee.until), "not_held": fee.not_held,
        **{KEYS[due]: _pounds(amount) for due, amount in fee.parts.items()},
        "inspections_included": str(fee.inspections_included) if fee.inspections_included else "",
        "reductions": [_reduction(each, fee) for each in fee.reductions],
        "refunds": [
            {"when": each.when, "of": KEYS[each.due], "share": f"{each.share * 100:f}%", "citation": each.citation} for each in fee.refunds
        ],
        "citation": fee.citation, "certainty": fee.certainty, "note": fee.note,
    })  # fmt: skip


def _reduction(each: Reduction, fee: Fee) -> dict[str, Any]:
    off = "" if each.off is None else _pounds(each.off)
    return _said({
        "when": each.when, "says": each.says, "asks": each.asks, "of": KEYS[each.due] if each.due in fee.parts else "",
        "off": off if each.share is None else f"{each.share * 100:f}%", "to": "" if each.to is None else _pounds(each.to),
        "not_held": each.not_held, "citation": each.citation,
    })  # fmt: skip


def _charge(each: Charge) -> dict[str, Any]:
    held = AT_COST if each.amount is None else _pounds(each.amount)
    return _said({
        "charge": each.name, "says": each.says, "from": _day(each.from_), "until": _day(each.until), "force": each.force,
        "when": list(each.when), "amount": "" if each.not_held else held, "not_held": each.not_held, "citation": each.citation,
        "certainty": each.certainty,
    })  # fmt: skip


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value or key == "when"}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _pounds(amount: Decimal) -> str:
    return f"{amount:f} GBP"
