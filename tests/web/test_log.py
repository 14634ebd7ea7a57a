"""The log is lines of JSON that name no person, no words that anybody typed, and no key that lets somebody in."""

import json
import logging
import os
import re
import sys
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config

from fanlight.casework.scopes import Scope
from fanlight.web import gunicorn, limiting, logged
from tests.casework.conftest import applicant, council, house, invented_councils, manager, officer, other_council  # noqa: F401
from tests.web.test_api import key_of
from tests.web.test_signing_in import ada, plain, signs_in  # noqa: F401

os.environ.pop(gunicorn.SHARED)  # these tests are one process; the configuration of a server names a folder for many


def line(path: str, **environ: str) -> str:
    """What the server logs of a page that the application answered."""
    asked = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "name=Ada", "RAW_URI": f"{path}?name=Ada", "REMOTE_ADDR": "192.0.2.7",
        "HTTP_REFERER": "https://council.example/people/ada", "HTTP_USER_AGENT": "a telephone of Ada's", **environ,
    }  # fmt: skip
    response = SimpleNamespace(status="200 OK", sent=10, headers=[("Set-Cookie", "sessionid=secret")])
    server = gunicorn.DiscreetLogger(Config())
    server.cfg = SimpleNamespace(accesslog="-")
    kept = StringIO()
    server.access_log = logging.Logger("asked")
    server.access_log.addHandler(logging.StreamHandler(kept))
    server.access(response, SimpleNamespace(), asked, timedelta(milliseconds=12))
    return kept.getvalue()


@pytest.fixture
def kept():
    """What is logged while a test runs, as it is written."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logged.JsonLines())
    loggers = [logging.getLogger(name) for name in ("fanlight", "django.request", "gunicorn.tried")]
    for each in loggers:
        each.addHandler(handler)
    yield lambda: [json.loads(each) for each in written.getvalue().splitlines()]
    for each in loggers:
        each.removeHandler(handler)


def test_a_line_says_what_was_asked_and_how_it_went() -> None:
    written = line(
        "/c/exampleton/cases/HMO-1/", **{"fanlight.route": "/c/<slug:council>/cases/<str:reference>/", "fanlight.request": "abc"}
    )
    told = json.loads(written)
    assert told | {"at": ""} == {
        "at": "", "level": "info", "logger": "asked", "request": "abc", "method": "GET",
        "route": "/c/<slug:council>/cases/<str:reference>/",
        "status": 200, "bytes": 10, "ms": 12,
    }  # fmt: skip
    assert not any(word in written for word in ("Ada", "192.0.2.7", "secret", "HMO-1", "telephone"))


def test_what_never_reached_the_application_is_told_without_its_address() -> None:
    assert json.loads(line("/account/password/reset/key/2-abc-0123456789/"))["route"] == "nowhere"


@pytest.mark.parametrize(
    "path", ["/account/password/reset/key/2-abc-0123456789/", "/c/exampleton/cases/?words=Ada", "/nowhere/ada@example.org"]
)
def test_a_key_in_an_address_is_left_out(path: str, db: None) -> None:
    answer = Client().get(path)
    route = answer.wsgi_request.environ["fanlight.route"]
    assert not any(word in route for word in ("2-abc", "Ada", "ada@", "exampleton"))


def test_a_request_is_named_in_its_answer_and_its_lines(db: None, kept) -> None:
    answer = Client(headers={"x-request-id": "0123456789abcdef"}).get("/health")
    assert answer["X-Request-ID"] == answer.wsgi_request.environ["fanlight.request"] == "0123456789abcdef"
    assert re.fullmatch("[0-9a-f]{32}", Client(headers={"x-request-id": 'x", "level": "error'}).get("/health")["X-Request-ID"])


def test_a_line_is_one_object_of_json_in_utc(kept) -> None:
    token = logged.REQUEST.set("abc")
    logging.getLogger("fanlight.tried").warning("%s files were left", 3)
    logged.REQUEST.reset(token)
    (told,) = kept()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", told.pop("at"))
    assert told == {"level": "warning", "logger": "fanlight.tried", "request": "abc", "message": "3 files were left"}


def test_a_line_break_makes_no_second_line(kept) -> None:
    logging.getLogger("fanlight.tried").warning("%s", 'x\n{"level": "error"}\u2028y %s {0}')
    assert [each["level"] for each in kept()] == ["warning"]


def test_an_error_is_logged_without_the_words_it_was_made_of(kept) -> None:
    try:
        raise IntegrityError("Key (email)=(ada@example.org) already exists")
    except IntegrityError:
        logging.getLogger("django.request").error("%s: %s", "Internal Server Error", "/people/ada/?name=Ada", exc_info=sys.exc_info())
    (told,) = kept()
    assert (told["error"], told["message"]) == ("django.db.utils.IntegrityError", "...: ...")
    assert told["where"][-1].endswith("test_an_error_is_logged_without_the_words_it_was_made_of") and "ada" not in json.dumps(told).lower()


def test_what_the_server_refuses_is_told_without_who_sent_it(kept) -> None:
    logging.getLogger("gunicorn.tried").warning("Invalid request from ip=192.0.2.7: Invalid HTTP method: 'Ada'")
    assert kept()[0]["message"] == "Invalid request from ip=..."


@pytest.mark.django_db
def test_signing_in_and_failing_to_are_logged_without_a_name(client, ada, kept) -> None:
    signs_in(client, "wrong password")
    signs_in(client)
    client.post(reverse("account_logout"))
    said = [each["message"] for each in kept() if each["logger"] == "fanlight.security"]
    assert said == [
        "signing in failed",
        "not taken with 422: account none at /account/login/",
        f"signed in: account {ada.pk}",
        f"signed out: account {ada.pk}",
    ]
    assert all(each["request"] for each in kept()) and "ada@" not in json.dumps(kept())


@pytest.mark.django_db
def test_who_is_refused_is_logged(client, applicant, council, kept) -> None:
    client.force_login(applicant.account)
    assert client.get(reverse("cases", args=[council.slug])).status_code == 404
    told = [each["message"] for each in kept() if each["level"] == "warning" and each["logger"] == "fanlight.security"]
    assert told == [f"refused with 404: account {applicant.account.pk} at /c/<slug:council>/cases/"]


@pytest.mark.django_db
def test_what_is_sent_and_not_taken_is_logged_without_its_words(client, applicant, council, kept, settings) -> None:
    check = reverse("register-check")
    client.get(check, {"number": "LIC\x00secret"})
    applicant.account.set_password("what it was before")
    applicant.account.save()
    client.force_login(applicant.account)
    client.post(reverse("account_change_password"), {"oldpassword": "secret wrong", "password1": "secret", "password2": "secret"})
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    client.post(reverse("account_change_password"), {f"secret{number}": "x" for number in range(3)})
    told = [each["message"] for each in kept() if each["logger"] == "fanlight.security"]
    number = applicant.account.pk
    assert told == [
        "not taken with 400: account none at nowhere", f"signed in: account {number}",
        f"not taken with 422: account {number} at /account/password/change/",
        f"not taken with 400: account {number} at nowhere",
    ]  # fmt: skip
    assert all(each["level"] == "info" for each in kept() if each["logger"] == "fanlight.security") and "secret" not in json.dumps(kept())


@pytest.mark.django_db
def test_keys_that_open_nothing_and_asking_too_often_are_logged(client, council, kept, settings, monkeypatch) -> None:
    monkeypatch.setattr(limiting, "time", lambda: 1_800_000_001.0)  # the turn of an hour must not fall into the test
    settings.LIMITS = {**settings.LIMITS, "api": "1/h"}
    row, secret = key_of(council, Scope.READ_REGISTER)
    address = "/api/v1/councils/exampleton/cases"
    for word in ("fl_made_up", secret, "fl_made_up"):
        client.get(address, HTTP_AUTHORIZATION=f"Bearer {word}")
    told = [each["message"] for each in kept() if each["level"] == "warning" and each["logger"] == "fanlight.security"]
    at = "/api/v1/councils/<slug:council>/cases"
    assert told == [f"refused with 401: key none at {at}", f"refused with 403: key {row.pk} at {at}", "asked too often: api"]
    assert secret not in json.dumps(kept()) and "fl_made_up" not in json.dumps(kept())
