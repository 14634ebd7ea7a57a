"""Each request gets a name, is counted and timed by its route, and is told to the log without its address."""

import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fanlight.web import logged, metrics

GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROUTE, NAME = "fanlight.route", "fanlight.request"
"""Where the server that logs an answer finds the route and the name of its request."""

HIDDEN, NOT_TAKEN = (403, 404), (400, 413, 422)


class Asked:
    """Stands before everything else, so that what others turn away is counted too."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        token, began = logged.REQUEST.set(name), time.perf_counter()
        try:
            response = self.answer(request)
            route = route_of(request)
            request.META.update({ROUTE: route, NAME: name})
            method = request.method if request.method in METHODS else "OTHER"
            metrics.count(str(method), route, response.status_code, time.perf_counter() - began)
            response["X-Request-ID"] = name
            if response.status_code in (*HIDDEN, *NOT_TAKEN):
                _refused(request, route, response.status_code)
            return response
        finally:
            logged.REQUEST.reset(token)


def route_of(request: HttpRequest) -> str:
    """The address as the table of addresses has it, with the names of its parts and not what stood there."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    return "/static/" if request.path.startswith("/static/") else "nowhere"


def _refused(request: HttpRequest, route: str, state: int) -> None:
    """Tell of somebody signed in who asked for what is not theirs, or not there; and of whatever was sent and not taken, by anybody."""
    account = getattr(request, "user", None)
    is_known = account is not None and account.is_authenticated
    if state in NOT_TAKEN:
        logged.security.info("not taken with %s: account %s at %s", state, account.pk if account and is_known else "none", route)
    elif account and is_known:
        logged.security.warning("refused with %s: account %s at %s", state, account.pk, route)
