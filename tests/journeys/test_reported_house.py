"""A house is reported without an account; an officer matches it, sees its licence and score, closes the report; the reporter follows."""

import re
from pathlib import Path

import pytest

from fanlight.casework.demo.people import PASSWORD
from tests.journeys.conftest import Visitors
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)
NUMBER = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
SHARED = "It is shared by people who are not one family, and may have no licence"


def _reports(nan: Visitor) -> tuple[str, str]:
    """Report the first house of the register; its address, and the number of the report."""
    nan.opens("/register/exampleton/")
    address = nan.page.locator("tbody tr:first-child th a").first.inner_text()
    nan.opens("/")
    nan.follows("Report a house that may need a licence, is dangerous or is overcrowded")
    nan.is_at("Report a house")
    nan.sees("Call 999 and ask for the fire service")
    nan.presses("Send the report")
    nan.is_told("Select what is wrong with the house")
    nan.answers("Is anybody in danger because of the house?", "No, or I do not know")
    nan.answers("What is wrong?", SHARED)
    nan.answers("Address of the house", address)
    nan.answers("What have you seen?", "Nine names at the door.")
    nan.answers("How can the council reach you?", "nan.neighbour@example.org")
    nan.presses("Send the report")
    nan.sees("The report is sent", "It is shown only now")
    found = NUMBER.search(nan.page.locator("main").inner_text())
    assert found
    return address, found[0]


@in_every_way
def test_a_house_is_reported_dealt_with_and_followed(visitors: Visitors) -> None:
    nan, olu = visitors("nan"), visitors("olu")
    address, number = _reports(nan)
    olu.signs_in_as("officer@example.org", PASSWORD)
    olu.opens("/c/exampleton/reported/?show=unmatched")
    olu.follows(address)
    olu.sees("Not matched to a house", "nan.neighbour@example.org", "It may be")
    olu.follows("Say which house it is")
    olu.page.get_by_role("radio").first.check()
    olu.presses("Match")
    olu.sees("A licence is in force for this house", "Complaints and referrals since the last visit.")
    olu.follows("Link it to a case")
    olu.page.get_by_role("radio").first.check()
    olu.presses("Link")
    olu.follows("Note a visit, a letter or something else")
    olu.answers("What was it?", "A visit was made")
    olu.answers("What was done, and what was found", "Five people live there, as licensed.")
    olu.answers("What the reporter is told", "We went there and counted.")
    olu.presses("Save")
    olu.follows("Close the report")
    olu.presses("Close it")
    olu.is_told("Select an answer to “Why is it closed?”")
    olu.answers("Why is it closed?", "A licence is in force, and nothing more is to be done")
    olu.answers("How you know", "The licence, and the visit.")
    olu.presses("Close it")
    olu.sees("The report is closed.")
    nan.opens("/report/follow/")
    nan.answers("Number of the report", number)
    nan.presses("Follow")
    nan.sees("The council visited the house", "We went there and counted.", "a licence is in force, and nothing more is to be done")
    nan.does_not_see("Five people live there, as licensed.", address, "Olu Officer")


def test_suspected_houses_are_looked_through_and_loaded_once(visitor: Visitor, tmp_path: Path) -> None:
    table = tmp_path / "suspected.csv"
    table.write_text("Address,Postcode,Storeys\n88 Journey Road,ZZ99 7AA,4\n89 Journey Road,nowhere,2\n", encoding="utf-8")
    visitor.signs_in_as("officer@example.org", PASSWORD)
    visitor.opens("/c/exampleton/reported/")
    visitor.follows("Load suspected houses from a file")
    visitor.uploads("File of houses", table)
    visitor.presses("Look it through")
    visitor.sees("1 house would be added", "88 Journey Road", "is no postcode")
    visitor.presses("Load")
    visitor.sees("1 house added.")
    visitor.follows("88 Journey Road, ZZ99 7AA")
    visitor.follows("Say what is known of it")
    visitor.answers("People who live there, or may", "9")
    visitor.presses("Save")
    visitor.sees("It is saved.", "Risk:")


def test_the_fire_officer_reads_and_adds_to_what_is_known_of_a_house(visitor: Visitor) -> None:
    visitor.signs_in_as("fire@example.org", PASSWORD)
    visitor.opens("/fire/exampleshire/")
    visitor.follows("Houses the councils know of or suspect")
    visitor.follows("Exampleton Council")
    visitor.follows("3 Invented Street, Exampleton, ZZ99 8AA")
    visitor.sees("Storeys, known or suspected", "Risk:")
    visitor.does_not_see("neighbour@example.org", "The only way out")
    visitor.follows("Say what is known of it")
    visitor.presses("Save")
    visitor.sees("It is saved.")
