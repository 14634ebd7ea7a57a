"""Tables of fees that follow one another: applications keep the fees of their day, and a table written down reads as it was."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fanlight.casework import demo
from fanlight.facts.files import read_text
from fanlight.licensing import fee_periods, fee_tables
from fanlight.licensing.fee_tables import Charge, Due, Fee, FeeTable, Reduction, RefundTerm

DEMO = Path(demo.__file__).parent / "councils"
CHANGE = date(2027, 4, 1)


def bare(table: FeeTable) -> FeeTable:
    """A table without the places it was read from."""
    return replace(table, fees=tuple(replace(each, place="") for each in table.fees))


def reread(table: FeeTable) -> FeeTable:
    return bare(fee_tables.read_fees(read_text(fee_periods.written(table), "again"), table.council))


@pytest.mark.parametrize("council", ["wyre-forest", "exampleton"])
def test_a_table_written_down_reads_as_it_was(council: str) -> None:
    table = fee_tables.council_table(council, (DEMO,))
    assert reread(table) == bare(table)


def fee(from_: date, until: date | None = None, **more: object) -> Fee:
    parts = {Due.APPLICATION: Decimal("500"), Due.GRANT: Decimal("400.50")}
    return replace(Fee("licence", "A licence.", from_, until, parts, (), (), 1, "", "Fees, 1", "A", "", ""), **more)  # type: ignore[arg-type]


def charge(from_: date, until: date | None = None, **more: object) -> Charge:
    return replace(Charge("visit", "A visit.", from_, until, "may", ("beyond_included",), None, "", "Fees, 2", "A"), **more)  # type: ignore[arg-type]


def test_every_way_of_lowering_and_charging_is_written_down() -> None:
    lowered = [
        Reduction("early", "Early.", Due.APPLICATION, Decimal("10.25"), None, None, "", "Fees, 3", "Is it early?"),
        Reduction("member", "A member.", Due.GRANT, None, Decimal("0.125"), None, "", "Fees, 4"),
        Reduction("charity", "A charity.", Due.GRANT, None, None, Decimal(0), "", "Fees, 5"),
        Reduction("other", "Another.", Due.GRANT, None, None, None, "the list", "Fees, 6"),
    ]
    back = RefundTerm("refused", Due.APPLICATION, Decimal("0.5"), "Fees, 7")
    held = [charge(CHANGE), charge(CHANGE, amount=Decimal(90), name="b"), charge(CHANGE, not_held="the list", name="c", when=())]
    table = FeeTable("somewhere", (fee(CHANGE, reductions=tuple(lowered), refunds=(back,)),), tuple(held))
    assert reread(table) == table


def test_the_fees_of_a_day_before_the_change_stay_and_those_after_follow() -> None:
    old = FeeTable(
        "somewhere",
        (fee(date(2020, 1, 1), date(2024, 1, 1)), fee(date(2024, 1, 1)), fee(date(2028, 1, 1), name="later")),
        (charge(date(2020, 1, 1)),),
    )
    new = FeeTable("somewhere", (fee(date(2026, 1, 1), says="New."), fee(date(2026, 1, 1), CHANGE, name="over")), (charge(CHANGE),))
    found = fee_periods.followed(old, new, CHANGE)
    assert [(each.name, each.from_, each.until) for each in found.fees] == [
        ("licence", date(2020, 1, 1), date(2024, 1, 1)), ("licence", date(2024, 1, 1), CHANGE), ("licence", CHANGE, None),
    ]  # fmt: skip
    assert [(each.from_, each.until) for each in found.charges] == [(date(2020, 1, 1), CHANGE), (CHANGE, None)]


def test_the_first_table_of_a_council_follows_none() -> None:
    found = fee_periods.followed(None, FeeTable("somewhere", (fee(CHANGE),), ()), CHANGE)
    assert [each.from_ for each in found.fees] == [CHANGE]
