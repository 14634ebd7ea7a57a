"""The page on invented houses has the figures that houses are drawn by."""

from fanlight.facts.inventing import invented
from fanlight.facts.inventing.reading import shipped
from fanlight.facts.inventing.tabling import tables
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "explanation" / "invented-houses.md"


def test_the_tables_of_the_page_are_those_of_the_data() -> None:
    page = PAGE.read_text(encoding="utf-8")
    expected = tables(shipped())
    assert page.endswith(expected), f"write these tables at the end of {PAGE.name}:\n{expected}"


def test_a_typical_house_has_as_many_facts_as_the_page_says() -> None:
    facts = [sum(len(row) for rows in invented.house(7, number).things.values() for row in rows) for number in range(100)]
    assert 2_600 < sum(facts) / len(facts) < 3_200
