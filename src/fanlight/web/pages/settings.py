"""The first page of a council's settings, and what all of them share: the way back, and a form that is answered by an action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.rows import Council
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.web.forms import Form
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import told
from fanlight.web.wording import dated

TITLE = "Settings"
Place = tuple[str, list[dict[str, str]]]
REFUSED: tuple[type[Exception], ...] = (ValueError,)
WAYS = (
    ("The council", "settings-council", "Name, address, colours, contact, where appeals go, and names on the public register."),
    ("People and roles", "settings-people", "Who acts for the council, in which role, from when until when."),
    ("Letters", "settings-letters", "The council’s own words in notices, licences and letters."),
    ("Fees", "settings-fees", "What is charged, by the day of the application."),
    ("Licensing schemes", "settings-schemes", "Additional and selective schemes, their days and areas."),
    ("What is erased, and when", "settings-retention", "How long personal data is kept, what is due, and what must stay."),
    ("Take everything out", "settings-export", "All that is held for the council, as one file."),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a form of the settings is asked: its title and button, where it leads, paragraphs before it, and what an action may refuse."""

    title: str
    button: str
    then: str
    intro: Sequence[str] = ()
    refused: tuple[type[Exception], ...] = ()
    takes_files: bool = False
    trail: Sequence[tuple[str, str]] = ()
    template: str = "form.html"
    context: Mapping[str, Any] = field(default_factory=dict)


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


def ask(request: HttpRequest, actor: Actor, form: Form, setting: Setting, do: Callable[[Any], str]) -> HttpResponse:
    """Show a form of a council's settings, or do what it says. `do` is given what was read and says what was done."""
    return answered(request, form, setting, do, (f"{council_of(actor).name} Council", crumbs(actor, *setting.trail)))


def answered(request: HttpRequest, form: Form, setting: Setting, do: Callable[[Any], str], place: Place) -> HttpResponse:
    """The same for any organisation: `place` is its name and the way back."""
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        href = f"#{form.first}" if form.first else "#main-content"
        try:
            done = do(form.cleaned_data)
        except Refused as refused:
            said = [str(each) if each.line else each.message for each in refused.problems]
            problems = [{"text": wording.sentence(dated(each)), "href": href} for each in said]
        except (*REFUSED, *setting.refused) as error:
            problems = [{"text": wording.sentence(str(error)), "href": href}]
        else:
            told(request, done)
            return HttpResponseRedirect(setting.then)
    caption, breadcrumbs = place
    return page(
        request, setting.template, title=setting.title, form=form, problems=[*form.problems(), *problems], button=setting.button,
        intro=setting.intro, files=setting.takes_files, caption=caption, breadcrumbs=breadcrumbs, **setting.context,
    )  # fmt: skip


@for_council(Permission.ADMINISTER)
def settings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What can be set."""
    ways = [{"text": text, "href": at(actor, name), "says": says} for text, name, says in WAYS]
    return page(request, "settings/first.html", title=TITLE, caption=f"{council_of(actor).name} Council", ways=ways)
