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
