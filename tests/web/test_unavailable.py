"""When the service itself fails, whoever asks is told so by a page that needs no database, and it is in the log."""

import json
import logging

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

ADDRESS = "could not connect to server at db.example.org, user fanlight"


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(params=[OperationalError, InterfaceError])
def away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is gone, or locked for longer than is waited."""

    def refuse(*_: object, **__: object) -> None:
        raise request.param(ADDRESS)

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    monkeypatch.setattr(connection, "cursor", refuse)


@pytest.mark.parametrize("page", ["/register/", "/c/exampleton/cases/", "/apply/"])
def test_a_database_that_is_away_is_503_with_when_to_ask_again(visitor: Client, away: None, page: str) -> None:
    visitor.cookies["sessionid"] = "a" * 32
    answer = visitor.get(page)
    shown = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert "Sorry, the service is unavailable" in shown and "look whether it arrived" in shown
    assert "db.example.org" not in shown and answer["Content-Security-Policy"]


def test_a_program_is_told_so_as_a_problem(visitor: Client, away: None) -> None:
    answer = visitor.get("/api/v1/councils")
    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"]) == (503, "30", "application/problem+json")
    assert json.loads(answer.content)["status"] == 503


def test_it_is_in_the_log_with_its_kind_and_not_its_address(visitor: Client, away: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        visitor.get("/register/")
    told = [each.getMessage() for each in caplog.records if each.name == "fanlight.service"]
    assert len(told) == 1 and "the database does not answer" in told[0] and ADDRESS not in told[0]


@pytest.mark.django_db
def test_any_other_fault_stays_500_and_says_that_it_was_noted(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fanlight.casework.queries.people.councils", broken)
    answer = visitor.get("/register/")
    assert answer.status_code == 500 and "Retry-After" not in answer
    assert "Sorry, there is a problem with the service" in answer.content.decode()
