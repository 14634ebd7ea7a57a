"""The real service, as it is started: it answers, it says that it is ready, and everybody of the demo can sign in."""

import pytest

from fanlight.casework.demo.people import PASSWORD
from tests.journeys import cases
from tests.journeys.conftest import Visitors
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)


def test_the_service_answers_and_is_ready(visitor: Visitor) -> None:
    visitor.opens("/health")
    visitor.sees("The service answers.")
    visitor.opens("/ready")
    visitor.sees("The service is ready.")


@in_every_way
def test_an_officer_signs_in_and_comes_to_the_cases_of_the_council(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.sees("Who is who in this demonstration")
    visitor.signs_in("officer@example.org", PASSWORD)
    visitor.opens("/")
    visitor.follows("Exampleton Council")


def test_each_sees_their_own_places(visitors: Visitors) -> None:
    manager, fire = visitors("manager"), visitors("fire officer")
    cases.arrives((manager, "manager"), (fire, "fire"))
    manager.opens("/")
    manager.sees("Exampleton Council")
    fire.opens("/")
    fire.sees("Exampleshire Fire and Rescue")
    fire.does_not_see("Exampleton Council")


def test_who_cannot_sign_in_is_told(visitor: Visitor) -> None:
    visitor.opens("/account/login/")
    visitor.answers("Email", "nobody@example.org")
    visitor.page.locator("[name=password]").fill("not the password")
    visitor.presses("Sign in")
    visitor.sees("There is a problem")


def test_a_page_that_is_not_there_says_so(visitor: Visitor) -> None:
    visitor.opens("/nowhere")
    visitor.is_at("Page not found")
