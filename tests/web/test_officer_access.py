"""Who may open an officer's pages: those of the council whose role it is, nobody of another council, and each page in few queries."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.models import Condition, Licence, Notice, Party, Representation
from fanlight.licensing import procedure
from fanlight.web import step_words
from fanlight.web.pages.cases import OF_TABLE, PAGES
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text

SEEN = ("handed-in", "missing", "documents", "suitability", "representations", "case-fire", "fire-shared", "begin-matter")
WORKED = ("give-document",)
LICENSED = ("conditions", "calendar")


@pytest.mark.parametrize("name", SEEN + WORKED)
def test_a_page_of_an_application_is_for_who_works_on_the_councils_cases(olu, ready, name):
    assert ready.reference in text(olu.get(at(name, ready)))


@pytest.mark.parametrize("name", SEEN + WORKED)
def test_a_role_that_opens_no_case_is_refused(pat, ready, name):
    assert pat.get(at(name, ready)).status_code == 403


@pytest.mark.parametrize("name", SEEN + WORKED)
def test_another_council_finds_no_such_case(stranger, ready, name):
    assert stranger.get(at(name, ready)).status_code == 404
    assert stranger.get(at(name, ready).replace("exampleton", "elsewhere")).status_code == 404


@pytest.mark.parametrize("name", LICENSED)
def test_a_page_of_a_licence_is_found_for_licences_only(olu, in_force, ready, name):
    assert in_force.reference in text(olu.get(at(name, in_force)))
    assert olu.get(at(name, ready)).status_code == 404


@pytest.mark.parametrize("name", LICENSED)
def test_a_licence_is_not_seen_from_another_council(stranger, in_force, name):
    assert stranger.get(at(name, in_force)).status_code == 404


def test_a_page_asks_whoever_is_not_signed_in_to_sign_in(client, ready):
    assert client.get(at("handed-in", ready))["Location"].startswith("/account/login/")


def test_every_page_of_the_navigation_is_open_to_an_officer(olu, ready, in_force):
    for case in (ready, in_force):
        shown = text(olu.get(at("case", case)))
        for name in PAGES:
            if case.table in OF_TABLE.get(name, (case.table,)):
                assert f'href="{at(name, case)}"' in shown
                assert olu.get(at(name, case)).status_code == 200


def test_the_current_page_is_marked_and_the_first_does_not_say_the_address_twice(olu, ready):
    shown = text(olu.get(at("case", ready))).partition("<main")[2]
    assert shown.count("14 Sample Street, Exampleton") == 1
    assert f'href="{at("case", ready)}" aria-current="page"' in shown


def test_related_cases_are_listed_both_ways(olu, ready, in_force):
    assert at("case", in_force) in text(olu.get(at("case", ready)))
    assert at("case", ready) in text(olu.get(at("case", in_force)))


def test_every_step_of_the_six_tables_has_plain_words():
    on = timezone.localdate()
    for table in step_words.STEPS:
        steps = procedure.table(table, on).steps
        assert {step.name for step in steps} == set(step_words.STEPS[table])
        assert len({step_words.name(table, step.name) for step in steps}) == len(steps)
    assert all(step in step_words.STEPS[table] for table, step in step_words.TAKEN)


def test_whoever_else_took_a_step_is_not_said_to_have_pressed_its_button(olu, ready):
    assert "Application handed in" in text(olu.get(at("case", ready)))


def test_an_officer_gets_links_to_what_managers_settle_only_as_manager(olu, manager, council):
    assert reverse("messages", args=["exampleton"]) not in text(olu.get(reverse("cases", args=["exampleton"])))
    olu.force_login(manager.account)
    assert reverse("messages", args=["exampleton"]) in text(olu.get(reverse("cases", args=["exampleton"])))


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("name", ["handed-in", "suitability", "representations", "missing"])
def test_a_page_of_an_application_asks_no_more_of_the_database_when_lists_grow(olu, proposed, officer, name):
    another(proposed, officer)
    few = queries(olu, at(name, proposed))
    for _ in range(6):
        another(proposed, officer)
    assert queries(olu, at(name, proposed)) == few


def another(case, officer):
    """One more person, and one more representation."""
    notice = Notice.objects.filter(case=case, last_on__isnull=False).first()
    Party.objects.create(case=case, role="tenant", name="A tenant", address="3 Close")
    Representation.objects.create(
        case=case,
        notice=notice,
        by_name="Hal Holder",
        words="Too dear.",
        received_on=notice.served_on,
        by=officer.account,
        at=timezone.now(),
    )


def test_the_conditions_are_read_at_once(olu, in_force, officer):
    licence = Licence.objects.get(case=in_force)
    few = queries(olu, at("conditions", in_force))
    for number in range(6):
        Condition.objects.create(
            licence=licence, key=f"k{number}", words=f"Do {number}.", source="officer", from_version=1, met_on=timezone.localdate(),
            met_by=officer.account,
        )  # fmt: skip
    assert queries(olu, at("conditions", in_force)) == few


def test_somebody_without_a_role_here_finds_nothing(client, ready):
    client.force_login(get_user_model().objects.create_user("x@example.org", name="X"))
    assert client.get(at("handed-in", ready)).status_code == 404
