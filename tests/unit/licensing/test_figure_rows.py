"""The tables of the reference page: every figure that is held has its row, and so has every gap."""

from dataclasses import replace
from decimal import Decimal

from fanlight.licensing import figure_rows
from fanlight.licensing.fee_tables import council_table
from fanlight.licensing.hazard_tables import tables
from fanlight.licensing.law import england

LAW = england()


def test_every_figure_of_an_offence_has_its_row() -> None:
    rows = list(figure_rows.penalty_rows(LAW))
    assert ("unlicensed-hmo", "civil penalty", "2017-04-06", "2026-05-01", "£30,000") in [row[:5] for row in rows]
    assert len(rows) == sum(len(rules) for name, rules in LAW.rules.items() if name.startswith("penalty/") and name.count("/") == 2)
    assert {len(row) for row in rows} == {len(figure_rows.PENALTY_HEAD)}


def test_every_rehabilitation_period_has_its_row() -> None:
    rows = [row[:6] for row in figure_rows.period_rows(LAW)]
    assert ("custody over 48 months", "2023-10-28", "", "the end of the sentence, licence included") in [row[:4] for row in rows]
    assert ("fine", "2014-03-10", "", "the conviction", "12 months", "6 months") in rows
    assert any(row[4] == "84 months; never where listed" for row in rows)
    assert any(row[4] == "no longer" for row in rows) and any(row[4] == "never" for row in rows)
    assert not any(row[0].startswith("further") for row in rows)


def test_a_councils_fees_and_charges_have_their_rows() -> None:
    table = council_table("wyre-forest")
    rows = list(figure_rows.fee_rows(table))
    assert rows[0][4:6] == (
        "£500 in one sum on application",
        "The application was full and satisfactory, which the council judges. Then £300.",
    )
    assert rows[1][4].startswith("not held: the council's published fees")
    assert rows[-1][4] == "at cost" and rows[-2][4].startswith("not held")
    priced = replace(table, fees=(), charges=(replace(table.charges[0], amount=Decimal(80)),))
    assert [row[4] for row in figure_rows.fee_rows(priced)] == ["£80"]


def test_bands_and_hazards_have_their_rows() -> None:
    bands = [row[:4] for row in figure_rows.band_rows(LAW)]
    assert ("C", "2006-04-06", "2026-06-23", "1000") in bands and ("High", "2026-06-23", "", "1000") in bands
    assert len(list(figure_rows.hazard_rows(tables()))) == 29


def test_every_gap_is_told() -> None:
    gaps = {row[0]: row for row in figure_rows.gap_rows(LAW)}
    assert gaps["penalty/management-regulations/starting-point"][2] == "gas and electricity, other duties"
    assert gaps["hhsrs/spreads"][1] == "2026-06-23"
    assert "fees/power" not in gaps
