"""The page for when the service itself fails, drawn without the database: it is away or locked, or something is wrong with the program."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse

from fanlight.web import logged
from fanlight.web.api import problems

AWAY = (OperationalError, InterfaceError)
"""What a database raises that is gone, is shutting down, takes no more connections, or was locked for longer than is waited."""
LATER = 30
"""After how many seconds it is worth asking again."""
AGAIN = (
    "Try again in a few minutes. What you had saved is kept. If you were sending something, look whether it arrived before you send it "
    "again."
)
WRONG = (
    "It is not because of something you did, and it was noted so that it can be mended. Go back and try again; if it happens again, tell "
    "your council."
)
SITE = {
    "council": "HMO licensing", "service": "HMO licensing", "stylesheet_url": "", "phase": "", "phase_text": "", "navigation": [],
    "footer": [], "who": {}, "decides": "Your council",
}  # fmt: skip


def failed(request: HttpRequest) -> HttpResponse:
    """503 with when to ask again where the database does not answer, otherwise 500; whoever asks, by a page or as a program."""
    fault = sys.exc_info()[1]
    if not isinstance(fault, AWAY):
        return _told(request, 500, "Sorry, there is a problem with the service", WRONG)
    logged.service.error("the database does not answer (%s): 503 was told", type(fault).__name__)
    answer = _told(request, 503, "Sorry, the service is unavailable", AGAIN)
    answer["Retry-After"] = str(LATER)
    return answer


def _told(request: HttpRequest, code: int, title: str, says: str) -> HttpResponse:
    if problems.is_of_api(request):
        return problems.told(code, says, headers={"Cache-Control": "no-store"})
    shown = {"title": title, "site": SITE | {"home_url": reverse("home")}, "sections": [{"heading": "", "paragraphs": [says]}]}
    return HttpResponse(loader.get_template("text.html").render(shown), status=code, headers={"Cache-Control": "no-store"})
