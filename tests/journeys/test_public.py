"""What anybody does without an account: a licence is looked up, found on the map, and checked by its number."""

import pytest

from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)


@in_every_way
def test_a_tenant_looks_up_a_licence_and_checks_its_number(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.follows("Register of licensed houses")
    visitor.is_at("Register of licensed houses")
    visitor.answers("Address, postcode or licence number", "exampleton")
    visitor.presses("Search")
    address, number = (visitor.page.locator(f"tbody tr:first-child {cell}").first.inner_text() for cell in ("th a", "td"))
    visitor.follows(address)
    visitor.is_at(f"Licence {number}")
    visitor.sees("It has been in force since", "Storeys", "Licence holder")
    visitor.opens("/register/check/")
    visitor.answers("Licence number", number)
    visitor.presses("Check")
    visitor.sees("This is a licence of Exampleton Council", "At most")
    visitor.answers("Licence number", "NO-SUCH-1")
    visitor.presses("Check")
    visitor.sees("No register here has a licence with this number")


@in_every_way
def test_the_map_is_drawn_by_the_server_and_says_the_same_as_its_list(visitor: Visitor) -> None:
    visitor.opens("/register/exampleton/")
    visitor.follows("Show these on a map")
    visitor.is_at("Map of licensed houses")
    assert visitor.page.locator("main svg circle").count() == visitor.page.locator("tbody tr").count()


def test_what_a_search_cannot_look_for_is_said(visitor: Visitor) -> None:
    visitor.opens("/register/check/?number=")
    visitor.is_told("Enter the licence number")
    visitor.opens("/register/exampleton/exemptions/")
    visitor.is_at("Temporary exemption notices")
    visitor.opens("/register/exampleton/files/")
    visitor.sees("register.csv", "datapackage.json")


@in_every_way
def test_a_house_is_checked_without_an_account_and_kept_as_pdf(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.follows("Check if a house needs a licence, and if it would pass")
    visitor.is_at("Does this house need a licence, and would it pass?")
    visitor.presses("Start")
    visitor.answers("How many people live in the house, children and babies included?", "5")
    visitor.presses("Continue")
    visitor.is_at("How is the house let?")
    visitor.answers("Separate lettings", "1")
    visitor.presses("Continue")
    visitor.presses("Previous page")
    visitor.is_at("How is the house let?")
    visitor.presses("See the answer so far")
    visitor.sees("Does the house need a licence?", "What is still unknown", "What an application costs")
    visitor.presses("Answer more questions")
    visitor.is_at("How is the house let?")
    visitor.page.go_back()
    visitor.sees("What is still unknown")
    with visitor.page.expect_download() as kept:
        visitor.page.get_by_role("button", name="Keep the answer as a PDF").click()
    assert kept.value.suggested_filename == "check-of-a-house.pdf"


def test_the_rooms_of_a_house_are_asked_for_one_after_the_other(visitor: Visitor) -> None:
    visitor.opens("/check/exampleton/")
    visitor.presses("Start")
    for _ in range(30):
        if "How many rooms are there?" in visitor.says():
            break
        visitor.presses("Continue")
    visitor.answers("Rooms that somebody sleeps in", "40")
    visitor.presses("Continue")
    visitor.is_told("Rooms that somebody sleeps in must be a whole number from 0 to 20")
    visitor.answers("Rooms that somebody sleeps in", "1")
    visitor.presses("Continue")
    for _ in range(30):
        if "Bedroom 1" in visitor.says():
            break
        visitor.presses("Continue")
    visitor.is_at("Bedroom 1")
