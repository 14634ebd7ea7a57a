"""A form on a page: shown, read, and answered by an action whose refusal becomes its error summary, with nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fanlight.casework.acting import Actor
from fanlight.casework.actions.cases import CaseMoved
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.licensing.procedure import StepNotOpen
from fanlight.web.forms import Form
from fanlight.web.frame import page
from fanlight.web.pages.cases import around, told
from fanlight.web.wording import dated

REFUSED: tuple[type[Exception], ...] = (ValueError, Refused, StepNotOpen, CaseMoved)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked: who acts, in which case."""

    actor: Actor
    case: Case

    def at(self, name: str, *more: object) -> str:
        """The address of a page of the case."""
        assert self.actor.council is not None
        return reverse(name, args=[self.actor.council.slug, self.case.reference, *more])


@dataclass(frozen=True, slots=True)
class Asked:
    """How a form is asked: its title and button, where it leads, paragraphs before it, what an action may refuse, and hidden fields.

    `trail` are steps of the way back where the page has any of its own, and `context` is what else its template needs.
    """

    title: str
    button: str
    then: str | Callable[[], str]
    intro: Sequence[str] = ()
    refused: tuple[type[Exception], ...] = ()
    hidden: Mapping[str, Any] = field(default_factory=dict)
    takes_files: bool = False
    trail: Sequence[tuple[str, str]] = ()
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


def given(request: HttpRequest) -> dict[str, Any]:
    """What a form takes from a request: what was posted with its files, or nothing."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def ask(request: HttpRequest, place: Place, form: Form, asked: Asked, do: Callable[[Any], str]) -> HttpResponse:
    """As `answer`, on a page of a case."""
    shown = replace(asked, template=asked.template or "cases/form.html")
    return answer(request, form, shown, do, **around(place.case, place.actor))


def answer(request: HttpRequest, form: Form, asked: Asked, do: Callable[[Any], str], **around: Any) -> HttpResponse:
    """Show a form, or do what it says. `do` is given what was read and says what was done; `around` is what the page shows besides."""
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except (*REFUSED, *asked.refused) as error:
            problems = [{"text": wording.sentence(each), "href": _field(error, form)} for each in _wrong(error)]
        else:
            told(request, done)
            return HttpResponseRedirect(asked.then if isinstance(asked.then, str) else asked.then())
    return page(
        request, asked.template or "form.html", title=asked.title, form=form, problems=[*form.problems(), *problems], button=asked.button,
        intro=asked.intro, hidden=asked.hidden, files=asked.takes_files, **around, **asked.context,
    )  # fmt: skip


def _wrong(error: Exception) -> list[str]:
    """Each thing that is wrong, with its place where it has a line of its own."""
    return [dated(str(each) if each.line else each.message) for each in error.problems] if isinstance(error, Refused) else [str(error)]


def _field(error: Exception, form: Form) -> str:
    """The field that a refusal is about: the one it names, else the first."""
    name = getattr(error, "field", "")
    return f"#{name}" if name in form.fields else f"#{form.first}" if form.first else "#main-content"
