"""The administrator: invites somebody, tries and saves words of a letter, sets periods, fees and a scheme, and sees each again."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from fanlight.casework.demo.people import PASSWORD
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

PAGES = ("The council", "People and roles", "Letters", "Fees", "Licensing schemes", "What is erased, and when", "Take everything out")
in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)
SQUARE = {"type": "Polygon", "coordinates": [[[-1.9, 52.4], [-1.8, 52.4], [-1.8, 52.5], [-1.9, 52.5], [-1.9, 52.4]]]}


@in_every_way
def test_an_administrator_sets_the_council_up(visitor: Visitor) -> None:
    visitor.signs_in_as("admin@example.org", PASSWORD)
    visitor.opens("/c/exampleton/settings/")
    visitor.is_at("Settings")
    for page in PAGES:
        visitor.follows(page)
        visitor.is_at(page)
        visitor.opens("/c/exampleton/settings/")


def test_somebody_is_invited_and_suspended(visitor: Visitor) -> None:
    visitor.signs_in_as("admin@example.org", PASSWORD)
    visitor.opens("/c/exampleton/settings/people/")
    visitor.follows("Invite somebody, or give another role")
    visitor.answers("Email address", "nia@example.org")
    visitor.answers("Role", "Administrator")
    visitor.presses("Invite")
    visitor.is_told("Enter full name")
    visitor.answers("Full name", "Nia New")
    visitor.presses("Invite")
    visitor.sees("Nia New is administrator from")
    visitor.page.get_by_role("row").filter(has_text="Nia New").get_by_role("link").click()
    visitor.is_at("Nia New")
    visitor.follows("Suspend them at once")
    visitor.answers("Why?", "Invited by mistake.")
    visitor.presses("Suspend now")
    visitor.sees("Nia New has no role here any more", "Roles that ended")


def test_the_fire_authoritys_administrator_invites_and_suspends_somebody(visitor: Visitor) -> None:
    visitor.signs_in_as("fireadmin@example.org", PASSWORD)
    visitor.opens("/")
    visitor.follows("Exampleshire Fire and Rescue")
    visitor.is_at("People and roles")
    visitor.follows("Invite somebody, or give another role")
    visitor.answers("Email address", "flo@example.org")
    visitor.answers("Role", "Fire officer")
    visitor.presses("Invite")
    visitor.is_told("Enter full name")
    visitor.answers("Full name", "Flo Flame")
    visitor.presses("Invite")
    visitor.sees("Flo Flame is fire officer from")
    visitor.page.get_by_role("row").filter(has_text="Flo Flame").get_by_role("link").click()
    visitor.is_at("Flo Flame")
    visitor.follows("They lost their app or key")
    visitor.answers("How did they prove who they are?", "Came with a passport.")
    visitor.presses("Take it away")
    visitor.is_told("Flo Flame has no second step")
    visitor.opens("/fire/exampleshire/people/")
    visitor.page.get_by_role("row").filter(has_text="Flo Flame").get_by_role("link").click()
    visitor.follows("Suspend them at once")
    visitor.answers("Why?", "Invited by mistake.")
    visitor.presses("Suspend now")
    visitor.sees("Flo Flame has no role here any more", "Roles that ended")


def test_words_are_tried_on_a_case_before_they_are_saved(visitor: Visitor) -> None:
    visitor.signs_in_as("admin@example.org", PASSWORD)
    visitor.opens("/c/exampleton/settings/letters/grant-proposal/representations/")
    words = visitor.page.get_by_label("Words", exact=True)
    shipped = words.input_value()
    words.fill("Write soon.")
    visitor.presses("Save the words")
    visitor.sees("There is a problem", "must state")
    words = visitor.page.get_by_label("Words", exact=True)
    words.fill(f"We read everything.\n{shipped}")
    visitor.page.get_by_role("group", name="Try it on").get_by_role("radio").nth(1).check()
    visitor.presses("See it here")
    visitor.sees("Nothing was saved or sent.", "We read everything.")
    visitor.presses("Save the words")
    visitor.sees("The words are saved.", "Yours, by Ari Admin")
    visitor.opens("/c/exampleton/settings/letters/grant-proposal/representations/")
    visitor.follows("Go back to the words that come with Fanlight")
    visitor.presses("Go back")
    visitor.sees("The words that come with Fanlight are in use again.")


def test_periods_fees_and_a_scheme_are_set(visitor: Visitor, tmp_path: Path) -> None:
    today = visitor.today()
    visitor.signs_in_as("admin@example.org", PASSWORD)
    visitor.opens("/c/exampleton/settings/retention/messages/")
    visitor.answers("Is it erased?", "Yes, after some months")
    visitor.answers("After how many months?", "120")
    visitor.answers("On what ground?", "To show that a notice left.")
    visitor.presses("Save")
    visitor.sees("120 months from the day the message was sent")
    visitor.opens("/c/exampleton/settings/fees/new/")
    visitor.answers("From which day?", today + timedelta(days=3000))
    visitor.answers("Where does the decision stand?", "Minute 8")
    visitor.presses("See what would be paid")
    visitor.sees("What would be paid; nothing is adopted yet", "£900.00")
    visitor.presses("Adopt these fees")
    visitor.sees("The fees are adopted from")
    drawn = tmp_path / "area.geojson"
    drawn.write_text(json.dumps(SQUARE), encoding="utf-8")
    visitor.opens("/c/exampleton/settings/schemes/new/")
    visitor.answers("Short name", "river")
    visitor.answers("Kind", "Selective")
    visitor.answers("What it is, in a sentence", "All let homes by the river.")
    visitor.answers("On which day was it made?", today)
    visitor.answers("Is it larger than a fifth of the district, or of its rented homes?", "No")
    visitor.answers("From which day is it in force?", today)
    visitor.answers("What is its last day?", today + timedelta(days=1000))
    visitor.answers("Where does it apply?", "An area on a map")
    visitor.uploads("Map", drawn)
    visitor.answers("Where does it stand?", "Minute 9")
    visitor.presses("Enter it")
    visitor.sees("There is a problem", "it cannot be before")
    visitor.answers("From which day is it in force?", today + timedelta(days=100))
    visitor.uploads("Map", drawn)
    visitor.presses("Enter it")
    visitor.sees("river is entered.")
    visitor.follows("river")
    visitor.answers("Latitude and longitude", "52.45, -1.85")
    visitor.presses("Look it up")
    visitor.sees("It lies in the area.")
