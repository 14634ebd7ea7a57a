"""The headers of every answer: nothing inline runs, nothing is framed, nothing private is kept by a browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.web.api import problems

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


class OnlyByTls:
    """Refuses a program that asks in the open. Led on to HTTPS as a person is, it would show its key in the open each time anew."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and request.path_info.startswith(settings.FOR_PROGRAMS):
            return problems.told(403, "ask by HTTPS. A key that was sent in the open is known to others now: have it revoked")
        return self.answer(request)


class StrictHeaders:
    """Sets the security headers that Django does not set itself."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer
        # A form may lead on to where somebody pays or signs in, and browsers hold that address against this rule, too.
        self.policy = POLICY.replace("form-action 'self'", " ".join(("form-action 'self'", *settings.FORM_TARGETS)))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.setdefault("Content-Security-Policy", self.policy)
        response.setdefault("Permissions-Policy", "geolocation=(), camera=(self), microphone=(), payment=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        if request.method == "POST" and request.path == reverse("account_logout"):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response
