"""What watches the service is told the truth: a process that answers, and a database that is there and up to date."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from fanlight.web.pages import health


@pytest.fixture(autouse=True)
def nothing_known():
    health._check_migrated.cache_clear()
    yield
    health._check_migrated.cache_clear()


def test_a_process_that_answers_needs_no_database(client: Client) -> None:
    response = client.get("/health")
    assert (response.status_code, response.content) == (200, b"The service answers.\n")
    assert "Set-Cookie" not in response.headers


def test_a_service_with_its_tables_is_ready(client: Client, db: None) -> None:
    assert client.get("/ready").status_code == 200


def test_a_service_whose_tables_are_old_is_not_ready_until_they_are_new(client: Client, db: None) -> None:
    MigrationRecorder(connection).record_unapplied("casework", "0002_append_only")
    response = client.get("/ready")
    assert response.status_code == 503
    assert b"script/manage migrate" in response.content
    MigrationRecorder(connection).record_applied("casework", "0002_append_only")
    assert client.get("/ready").status_code == 200


def test_a_database_that_is_away_is_said_without_its_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DatabaseError("could not connect to server at db.example.org, user fanlight")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/ready")
    assert (response.status_code, response.content) == (503, b"The database cannot be reached.\n")


@pytest.mark.parametrize("page", ["/health", "/ready"])
def test_only_reading_is_answered(client: Client, page: str) -> None:
    assert client.post(page).status_code == 405
