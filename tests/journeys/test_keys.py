"""Keys for other systems: one is made, shown once and revoked; and the page about the API that anybody reads."""

from datetime import timedelta

import pytest

from fanlight.casework.demo.people import PASSWORD
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)


@in_every_way
def test_a_key_is_made_for_another_system_and_revoked(visitor: Visitor) -> None:
    visitor.signs_in_as("admin@example.org", PASSWORD)
    visitor.opens("/c/exampleton/keys/")
    visitor.follows("Make a key")
    visitor.presses("Make the key")
    visitor.is_told("Choose at least one thing that the key may do")
    visitor.answers("Which system is the key for?", "Back office")
    visitor.page.get_by_label("Read the council's cases with their days and addresses").check()
    visitor.answers("The last day on which it opens anything", visitor.today() + timedelta(30))
    visitor.presses("Make the key")
    visitor.sees("This is the only time the key is shown", "fl_")
    visitor.opens("/c/exampleton/keys/")
    visitor.page.get_by_role("link", name="Back office").first.click()
    visitor.presses("Revoke the key")
    visitor.sees("The key for Back office is revoked.", "Revoked by Ari Admin")


@in_every_way
def test_anybody_reads_what_the_api_offers(visitor: Visitor) -> None:
    visitor.opens("/register/exampleton/")
    visitor.follows("For programs")
    visitor.is_at("The API for other systems")
    visitor.sees("licences:import", "/api/v1/licences/check")
