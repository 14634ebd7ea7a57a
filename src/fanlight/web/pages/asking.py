"""A form on a page of a case: shown, read, and answered by an action whose refusal becomes its error summary, with nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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

REFUSED: tuple[type[Exception], ...] = (ValueError, StepNotOpen, CaseMoved)


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
    """How a form is asked: its title and button, paragraphs before it, hidden fields, where it leads, and what an action may refuse."""

    title: str
    button: str
    then: str | Callable[[], str]
    intro: Sequence[str] = ()
    hidden: Mapping[str, Any] = field(default_factory=dict)
    refused: tuple[type[Exception], ...] = ()
    takes_files: bool = False
    template: str = "cases/form.html"
    context: Mapping[str, Any] = field(default_factory=dict)


def given(request: HttpRequest) -> dict[str, Any]:
    """What a form takes from a request: what was posted with its files, or nothing."""
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def ask(request: HttpRequest, place: Place, form: Form, asked: Asked, do: Callable[[Any], str]) -> HttpResponse:
    """Show a form, or do what it says. `do` is given what was read and says what was done."""
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except (*REFUSED, *asked.refused) as error:
            wrong = error.problems if isinstance(error, Refused) else [error]
            problems = [
                {"text": wording.sentence(str(each)), "href": f"#{form.first}" if form.first else "#main-content"} for each in wrong
            ]
        else:
            told(request, done)
            return HttpResponseRedirect(asked.then if isinstance(asked.then, str) else asked.then())
    return page(
        request, asked.template, title=asked.title, form=form, problems=[*form.problems(), *problems], button=asked.button,
        intro=asked.intro, hidden=asked.hidden, files=asked.takes_files, **asked.context, **around(place.case, place.actor),
    )  # fmt: skip
