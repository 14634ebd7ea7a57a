"""The log of what was asked for names no person, no words that anybody typed, and no key that lets somebody in."""

from datetime import timedelta
from types import SimpleNamespace

from gunicorn.config import Config

from fanlight.web import gunicorn


def line(path: str) -> str:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "name=Ada",
        "RAW_URI": f"{path}?name=Ada",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "HTTP_REFERER": "https://council.example/people/ada",
        "HTTP_USER_AGENT": "a telephone of Ada's",
    }
    response = SimpleNamespace(status="200 OK", sent=10, headers=[("Set-Cookie", "sessionid=secret")])
    request = SimpleNamespace(headers=[("COOKIE", "sessionid=secret")])
    named = gunicorn.DiscreetLogger(Config()).atoms(response, request, environ, timedelta(milliseconds=12))
    assert set(named) == {"t", "m", "U", "s", "B", "M", "p"}
    return gunicorn.access_log_format % named


def test_a_line_says_what_was_asked_and_how_it_went() -> None:
    said = line("/council/exampleton/cases/")
    assert said.endswith("GET /council/exampleton/cases/ 200 10 bytes 12 ms")
    assert not any(word in said for word in ("Ada", "192.0.2.7", "secret"))


def test_a_key_in_an_address_is_left_out() -> None:
    assert "GET /account/password/reset/key/.../ " in line("/account/password/reset/key/2-abc-0123456789/")
    assert "GET /account/confirm-email/.../ " in line("/account/confirm-email/MQ:1abc/")
