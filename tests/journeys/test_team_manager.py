"""The team manager: what the team has in hand, what is late, whom to visit; figures are taken along."""

import pytest

from tests.journeys import cases
from tests.journeys.looking import WAYS
from tests.journeys.visitor import Visitor

in_every_way = pytest.mark.parametrize("way", WAYS, indirect=True)


@in_every_way
def test_a_manager_looks_at_the_work_of_the_team(visitor: Visitor) -> None:
    cases.arrives((visitor, "manager"))
    visitor.opens("/c/exampleton/workload/")
    visitor.sees("Open cases by officer", "Days that steps took", "Take the figures with you")
    visitor.follows("Late cases")
    visitor.is_at("Late cases")
    visitor.opens("/c/exampleton/workload/")
    visitor.follows("Inspection programme")
    visitor.is_at("Inspection programme")
    visitor.sees("Every licensed house is seen within its five years")


def test_a_time_that_ends_before_it_begins_is_told(visitor: Visitor) -> None:
    cases.arrives((visitor, "manager"))
    visitor.opens("/c/exampleton/workload/?since-day=2&since-month=5&since-year=2026&until-day=1&until-month=5&until-year=2026")
    visitor.sees("The last day must not be before the first")


def test_cases_are_handed_over(visitor: Visitor) -> None:
    cases.arrives((visitor, "manager"))
    visitor.opens("/c/exampleton/workload/hand-over/")
    visitor.follows("Olu Officer")
    visitor.page.get_by_role("checkbox").first.check()
    visitor.answers("Who takes them?", "Bea Bookings")
    visitor.presses("Hand over")
    visitor.sees("1 case given to Bea Bookings.")
