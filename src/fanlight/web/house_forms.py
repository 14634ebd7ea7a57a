"""A form about a reported house: shown, and answered by an action whose refusal becomes its error summary, with nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from fanlight.casework.actions.house_report_work import ReportMoved
from fanlight.casework.actions.house_reports import PlaceWrong
from fanlight.casework.actions.houses_known import MOST, KnownMeanwhile
from fanlight.documents import wording
from fanlight.web.forms import Form, line, words
from fanlight.web.frame import page


@dataclass(frozen=True, slots=True)
class Asked:
    """How a form is asked: title, caption, button, where it leads, paragraphs before it, hidden fields, and the way back."""

    title: str
    button: str
    then: str
    trail: Sequence[Mapping[str, str]]
    caption: str = ""
    intro: Sequence[str] = ()
    hidden: Mapping[str, Any] = field(default_factory=dict)
    template: str = "form.html"
    context: Mapping[str, Any] = field(default_factory=dict)


def ask(request: HttpRequest, form: Form, asked: Asked, do: Callable[[dict[str, Any]], str]) -> HttpResponse:
    """Show a form, or do what it says. `do` is given what was read and says what was done."""
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = do(form.cleaned_data)
        except (ValueError, ReportMoved, KnownMeanwhile) as error:
            problems = [{"text": wording.sentence(str(error)), "href": _field(error, form)}]
        else:
            messages.success(request, done)
            return HttpResponseRedirect(asked.then)
    return page(
        request, asked.template, title=asked.title, caption=asked.caption, form=form, problems=[*form.problems(), *problems],
        button=asked.button, intro=asked.intro, hidden=asked.hidden, breadcrumbs=asked.trail, hidden_seen=asked.hidden.get("seen", ""),
        **asked.context,
    )  # fmt: skip


def _field(error: Exception, form: Form) -> str:
    if isinstance(error, PlaceWrong) and error.field in form.fields:
        return f"#{error.field}"
    return f"#{form.first}" if form.first else "#main-content"


def count(label: str, name: str, hint: str) -> forms.IntegerField:
    """A number that nobody need know."""
    wrong = f"{label.rstrip('?')}: write a whole number from 1 to {MOST[name]}, or leave it empty"
    told = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(label=label, help_text=hint, required=False, min_value=1, max_value=MOST[name], error_messages=told)


class PlaceForm(Form):
    """Where a house is."""

    address = line("Address")
    postcode = line("Postcode", required=False, classes="govuk-input--width-10")
    uprn = line("UPRN", required=False, hint="Up to 12 figures", classes="govuk-input--width-10", inputmode="numeric")
    ward = line("Ward", required=False)


class FactsForm(Form):
    """What is known or suspected of a house."""

    storeys = count("Storeys", "storeys", f"From 1 to {MOST['storeys']}. Empty where nobody knows: that counts against the house.")
    persons = count("People who live there, or may", "persons", f"From 1 to {MOST['persons']}. Empty where nobody knows.")
    words = words("What else is known", required=False, hint="What was seen, by whom and when. Leave out who reported it.")
