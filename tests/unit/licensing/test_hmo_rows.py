"""The tables and diagrams of the HMO tests say what the data says."""

from datetime import date

from fanlight.licensing import hmo_rows
from fanlight.licensing.law import england, read_law
from fanlight.standards.library import shipped

LAW, OWN, ON = england(), read_law(shipped()[1]), date(2018, 11, 1)


def test_every_condition_of_every_route_has_its_row() -> None:
    rows = list(hmo_rows.route_rows(LAW, ON))
    assert {row[0] for row in rows} == {"standard", "flat", "converted", "declaration", "section 257"}
    assert ("standard", "(b)", "The people who live there do not form a single household.", "house.households >= 2") in {
        row[:4] for row in rows
    }
    assert all(len(row) == len(hmo_rows.ROUTE_HEAD) for row in rows)


def test_every_exemption_says_whether_it_reaches_a_converted_block() -> None:
    reaches = {row[1]: row[2] for row in hmo_rows.exemption_rows(LAW)}
    assert reaches["house.run_by is public_body"] == "yes"
    assert reaches["house.run_by is religious_community"] == "no"


def test_the_lists_of_ties_stand_side_by_side() -> None:
    assert hmo_rows.tie_head(LAW, OWN, ON) == ("relationship", "Housing Act 2004", "birmingham/1.30", "birmingham/2.11")
    assert ("cousin", "yes", "yes", "no") in set(hmo_rows.tie_rows(LAW, OWN, ON))


def test_mandatory_licensing_has_a_row_for_each_of_its_times() -> None:
    rows = [row for row in hmo_rows.licensing_rows(LAW) if row[0] == "mandatory/persons"]
    assert [(row[3], row[4]) for row in rows] == [("2006-04-06", "2018-10-01"), ("2018-10-01", "")]
    assert [row[0] for row in hmo_rows.storey_rows(LAW, OWN)][0] == "storeys/mandatory licensing"
    assert "    2018-10-01 : SI 2018/221" in list(hmo_rows.times(LAW))


def test_the_diagram_has_an_arrow_for_each_route() -> None:
    lines = list(hmo_rows.flow(LAW, ON))
    assert sum("--> exempt" in line for line in lines) == 5
