"""The first page of a council's settings, and what all of them share: the way back, and a form that is answered by an action."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.rows import Council
from fanlight.web.forms import Form
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, answer

TITLE = "Settings"
WAYS = (
    ("The council", "settings-council", "Name, address, colours, contact, where appeals go, and names on the public register."),
    ("People and roles", "settings-people", "Who acts for the council, in which role, from when until when."),
    ("Letters", "settings-letters", "The council’s own words in notices, licences and letters."),
    ("Fees", "settings-fees", "What is charged, by the day of the application."),
    ("Licensing schemes", "settings-schemes", "Additional and selective schemes, their days and areas."),
    ("What is erased, and when", "settings-retention", "How long personal data is kept, what is due, and what must stay."),
    ("Take everything out", "settings-export", "All that is held for the council, as one file."),
)


def council_of(actor: Actor) -> Council:
    """The council whose settings these are."""
    assert actor.council is not None
    return actor.council


def at(actor: Actor, name: str, *more: object) -> str:
    """The address of a page of the settings."""
    return reverse(name, args=[council_of(actor).slug, *more])


def crumbs(actor: Actor, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way back."""
    return [{"text": text, "href": href} for text, href in ((TITLE, at(actor, "settings")), *more)]


def ask(request: HttpRequest, actor: Actor, form: Form, asked: Asked, do: Callable[[Any], str]) -> HttpResponse:
    """As `asking.answer`, on a page of the settings."""
    around = {"caption": f"{council_of(actor).name} Council", "breadcrumbs": crumbs(actor, *asked.trail)}
    return answer(request, form, asked, do, **around)


@for_council(Permission.ADMINISTER)
def settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What can be set."""
    ways = [{"text": text, "href": at(actor, name), "says": says} for text, name, says in WAYS]
    return page(request, "settings/first.html", title=TITLE, caption=f"{council_of(actor).name} Council", ways=ways)
