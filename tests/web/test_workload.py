"""The team manager's pages: figures and their files, late cases, cases handed over, and the inspection programme."""

import csv
import io
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from fanlight.casework.models import Case, Deadline, Proposal
from fanlight.casework.queries import keeping
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import NOW, staff
from tests.casework.test_figures import a_case, licensed, steps
from tests.web.officer_cases import text

PAGES = ("workload", "late", "hand-over", "programme", "programme-csv", "programme-calendar")


@pytest.fixture(autouse=True)
def nothing_worked_out():
    keeping.forget()


@pytest.fixture
def mina(client, manager):
    client.force_login(manager.account)
    return client


def at(name, *args):
    return reverse(name, args=["exampleton", *args])


def table(response):
    return list(csv.reader(io.StringIO(text(response))))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("manager", set(PAGES)),
        ("officer", {"programme", "programme-csv", "programme-calendar"}),
        ("policy", {"workload"}),
        ("fire_officer", set()),
        ("applicant", set()),
        ("stranger", set()),
    ],
)
def test_who_sees_which_page(client, council, other_council, who, sees, page, request):
    if who == "policy":
        actor = staff("Pat Policy", "policy officer", council=council)
    elif who == "stranger":
        actor = staff("Mona Manager", "team manager", council=other_council)
    else:
        actor = request.getfixturevalue(who)
    client.force_login(actor.account)
    assert (client.get(at(page)).status_code == 200) == (page in sees)


def test_the_figures_say_who_has_how_much_and_how_long_steps_took(mina, council, officer):
    today = timezone.localdate()
    opened = timezone.make_aware(datetime.combine(today - timedelta(days=30), time(12)))
    for number in range(3):
        case = a_case(council, number, officer=officer.account, next_due_on=today - timedelta(days=1), opened_at=opened)
        steps(case, ("submit", today - timedelta(days=10)))
    shown = text(mina.get(at("workload")))
    assert "Olu Officer" in shown
    assert "Application handed in" in shown
    assert table(mina.get(at("workload-csv", "officers"))) == [["Officer", "Open", "Late"], ["Olu Officer", "3", "3"]]
    assert table(mina.get(at("workload-csv", "steps")))[1] == ["Application", "Application handed in", "3", "20.0", "20", "20"]


def test_the_time_is_chosen_and_a_wrong_one_is_told(mina, council):
    steps(a_case(council, 1), ("submit", date(2024, 5, 5)))
    assert len(table(mina.get(at("workload-csv", "steps")))) == 1
    chosen = {"since-day": "1", "since-month": "5", "since-year": "2024", "until-day": "5", "until-month": "5", "until-year": "2024"}
    assert len(table(mina.get(at("workload-csv", "steps"), chosen))) == 2
    assert "csv/steps/?since-day=1" in text(mina.get(at("workload"), chosen)).replace("&amp;", "&")
    assert "must not be before the first" in text(mina.get(at("workload"), {**chosen, "until-year": "2023"}))
    assert "must include a month" in text(mina.get(at("workload"), {**chosen, "since-month": ""}))


def test_decisions_returned_are_shown_to_who_may_see_cases(mina, client, council, officer, manager):
    answered = {"answer": "returned", "answer_reasons": "=Which bedroom?", "answered_by": manager.account, "answered_at": timezone.now()}
    Proposal.objects.create(case=a_case(council, 1), step="grant", case_steps=1, reasons="r", by=officer.account, at=NOW, **answered)
    assert "Which bedroom?" in text(mina.get(at("workload")))
    assert table(mina.get(at("workload-csv", "returned")))[1][-1] == "'=Which bedroom?"  # nothing for a spreadsheet to run
    client.force_login(staff("Pat Policy", "policy officer", council=council).account)
    assert "Which bedroom?" not in text(client.get(at("workload")))
    assert client.get(at("workload-csv", "returned")).status_code == 404


def test_late_cases_say_whose_turn_it_is_how_late_and_by_which_provision(mina, council):
    case = a_case(council, 1)
    steps(case, ("submit", date(2026, 1, 2)))
    Deadline.objects.create(
        case=case, step=case.steps_taken.get(), name="x", who="licence holder", does="pay", start_on=date(2026, 1, 2),
        last_on=timezone.localdate() - timedelta(days=3), cited="Housing Act 2004, s.63",
    )  # fmt: skip
    shown = text(mina.get(at("late")))
    for told in ("Licence holder: pay", "3 days", "Housing Act 2004, s.63", at("case", case.reference)):
        assert told in shown


def test_cases_are_handed_over_several_at_once(mina, council, officer):
    bea = staff("Bea Bookings", "housing officer", council=council)
    cases = [a_case(council, number, officer=officer.account) for number in range(3)]
    address = f"{at('hand-over')}?of={officer.account.pk}"
    assert cases[2].reference in text(mina.get(address))
    said = {"cases": [cases[0].reference, cases[1].reference], "officer": str(bea.account.pk)}
    done = mina.post(address, said, follow=True)
    assert "2 cases given to Bea Bookings" in text(done)
    assert Case.objects.filter(officer=bea.account).count() == 2
    assert "One of these cases has changed hands" in text(mina.post(address, said))


@pytest.mark.parametrize(("said", "problem"), [({"officer": "1"}, "Select the cases"), ({"cases": ["x"]}, "Select an answer")])
def test_what_is_left_out_of_handing_over_is_told(mina, council, said, problem):
    a_case(council, 1)
    assert problem in text(mina.post(at("hand-over"), said))


def test_the_programme_says_whom_to_visit_by_when_and_why_and_leads_to_booking(mina, council):
    house = licensed(a_case(council, 1), date(2020, 1, 1)).house
    shown = text(mina.get(at("programme")))
    for told in (house.address, "1 house, 1 late", "Fanlight's own", at("book", "LIC-HMO-2026-00001"), "None recorded"):
        assert told in shown.replace("&#39;", "'")


def test_the_programme_is_paged_and_given_whole_as_table_and_calendar(mina, council):
    for number in range(51):
        a_case(council, number)
    assert "page 1 of 2" in text(mina.get(at("programme")))
    assert "page 2 of 2" in text(mina.get(at("programme") + "?page=9"))
    rows = table(mina.get(at("programme-csv")))
    assert (len(rows), rows[0][0]) == (52, "House")
    assert len(Calendar.from_ical(text(mina.get(at("programme-calendar")))).walk("VEVENT")) == 51
