"""The fire officer: what waits is found, read and answered; a house is referred, and a visit is agreed with the council."""

from datetime import UTC, datetime, timedelta

import pytest

from fanlight.casework.demo.people import PASSWORD
from tests.journeys.conftest import Visitors
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)


def arrives(fire: Visitor) -> None:
    fire.signs_in_as("fire@example.org", PASSWORD)
    fire.opens("/")
    fire.follows("Exampleshire Fire and Rescue")
    fire.is_at("Fire safety matters")


def finds(fire: Visitor, words: str) -> None:
    fire.follows("Refer a house, ask for help or propose a visit")
    fire.answers("Part of its address, or its postcode", words)
    fire.presses("Find")


@in_every_way
def test_a_consultation_shows_what_the_council_shares(visitor: Visitor) -> None:
    arrives(visitor)
    visitor.follows("All open")
    visitor.page.get_by_role("link", name="Consultation").first.click()
    visitor.sees("The case, as the council shares it", "Who may be responsible for fire safety", "Plans, certificates and photographs")
    visitor.does_not_see("Weigh", "Offence", "Fee")


def test_a_house_that_is_not_known_is_described_and_referred(visitors: Visitors) -> None:
    fire, officer = visitors("fire officer"), visitors("officer")
    arrives(fire)
    finds(fire, "Nowhere at all")
    fire.sees("Exampleton knows no such house.")
    fire.follows("The house is not listed: describe it")
    fire.presses("Continue")
    fire.is_told("Enter address")
    fire.answers("Address", "7 Unlisted Row, Exampleton")
    fire.answers("In which council's area is it?", "Exampleton")
    fire.presses("Continue")
    fire.is_at("7 Unlisted Row, Exampleton")
    fire.follows("Refer to the council")
    fire.presses("Send")
    fire.is_told("What was seen, and where: write it down")
    fire.answers("What was seen, and where", "Nine people, no heating, and a locked back door.")
    fire.presses("Send")
    fire.sees("done. The other authority is told.", "There is nothing for you to do here now.")

    officer.signs_in_as("officer@example.org", PASSWORD)
    officer.opens("/c/exampleton/fire/")
    officer.sees("7 Unlisted Row, Exampleton")


def test_a_joint_visit_is_proposed_and_agreed(visitors: Visitors) -> None:
    fire, officer = visitors("fire officer"), visitors("officer")
    arrives(fire)
    finds(fire, "Exampleton")
    fire.page.get_by_role("table").get_by_role("link").first.click()
    fire.follows("Propose a joint visit")
    fire.answers("Day you propose", datetime.now(UTC).date() + timedelta(days=9))
    fire.answers("Time", "10:30")
    fire.answers("What the visit is for, and who comes", "The doors of the stair; one officer of ours.")
    fire.presses("Send")
    matter = fire.page.url.rstrip("/").rpartition("/")[2]

    officer.signs_in_as("officer@example.org", PASSWORD)
    officer.opens(f"/c/exampleton/fire/{matter}/")
    officer.presses("Agree")
    officer.answers("Answer", "Yes, we meet at the front door.")
    officer.presses("Send")
    officer.sees("Agreed")
    fire.opens(f"/fire/exampleshire/{matter}/")
    fire.sees("Yes, we meet at the front door.")
