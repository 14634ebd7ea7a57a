"""The team manager's figures: who has how much, what is late and whose turn it is, how long steps take, and giving cases to others."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import NotPermitted, Permission, is_permitted
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases as acts
from fanlight.casework.queries import cases, days_of_steps, figures, people
from fanlight.casework.rows import Account, Case
from fanlight.documents import wording
from fanlight.web import step_words
from fanlight.web.forms import Choice, Form, a_day, one_of
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import told
from fanlight.web.tables import as_csv
from fanlight.web.wording import words

YEAR = timedelta(days=365)
NOBODY = "nobody"
Table = tuple[str, list[str], list[list[Any]]]


class PeriodForm(Form):
    """The time that figures are asked for."""

    since = a_day("From")
    until = a_day("Until, this day included", hint="")

    def clean(self) -> dict[str, Any]:
        """A time that ends after it begins."""
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            raise forms.ValidationError("The last day must not be before the first")
        return said


def _period(request: HttpRequest) -> tuple[PeriodForm, date, date]:
    """The form, with the first day and the first day no longer counted; the last year where nothing sound was asked for."""
    today = cases.today()
    asked = request.GET if "since-day" in request.GET else None
    form = PeriodForm(asked, initial={"since": today - YEAR, "until": today})
    if asked is not None and form.is_valid():
        return form, form.cleaned_data["since"], form.cleaned_data["until"] + timedelta(days=1)
    return form, today - YEAR, today + timedelta(days=1)


@for_council(Permission.SEE_FIGURES)
def workload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open cases by officer and by state, the days that steps took, and decisions returned."""
    assert actor.council is not None
    form, from_, until = _period(request)
    tables = _tables(actor, from_, until)
    is_manager = is_permitted(actor, Permission.SIGN)
    asked = f"&{request.GET.urlencode()}" if request.GET else ""
    links = [{"text": f"{title} as CSV", "href": f"csv/{name}/?{asked.lstrip('&')}"} for name, (title, _, _) in tables.items()]
    slug = actor.council.slug
    ways = [("Late cases", "late"), ("Hand cases over", "hand-over"), ("Inspection programme", "programme")] if is_manager else []
    return page(
        request, "workload/figures.html", title="Workload", form=form, problems=form.problems(), tables=list(tables.values()), links=links,
        ways=[{"text": text, "href": reverse(name, args=[slug])} for text, name in ways],
    )  # fmt: skip


def _tables(actor: Actor, from_: date, until: date) -> dict[str, Table]:
    assert actor.council is not None
    council, today = actor.council, cases.today()
    officers = [[each.name or "Nobody yet", each.cases, each.late] for each in figures.by_officer(council, today)]
    states = [[words_of(each.table), wording.sentence(each.name), each.cases, each.late] for each in figures.by_state(council, today)]
    steps = [
        [words_of(each.table), step_words.taken(each.table, each.step), each.count, f"{each.average:.1f}", f"{each.median:g}", each.longest]
        for each in days_of_steps.days_by_step(council, from_, until)
    ]
    tables: dict[str, Table] = {
        "officers": ("Open cases by officer", ["Officer", "Open", "Late"], officers),
        "states": ("Open cases by state", ["Kind of case", "Where it stands", "Open", "Late"], states),
        "steps": ("Days that steps took", ["Kind of case", "Step", "Times taken", "Average days", "Median days", "Longest"], steps),
    }
    if is_permitted(actor, Permission.SEE_CASES):
        tables["returned"] = (
            "Decisions returned",
            ["Case", "Decision", "Put up by", "Returned by", "On", "Why"],
            _returned(actor, from_, until),
        )
    return tables


def words_of(name: str) -> str:
    """A table or step in words."""
    return words(name.replace("-", "_"))


def _returned(actor: Actor, from_: date, until: date) -> list[list[Any]]:
    assert actor.council is not None
    return [
        [
            each.case.reference, step_words.name(each.case.table, each.step), str(each.by), str(each.answered_by),
            wording.day(timezone.localdate(each.answered_at)), each.answer_reasons,
        ]
        for each in figures.returned(actor.council, from_, until)
    ]  # fmt: skip


@for_council(Permission.SEE_FIGURES)
def download(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One of the tables as a file."""
    _, from_, until = _period(request)
    found = _tables(actor, from_, until).get(name)
    if found is None:
        raise Http404("There is no such table")
    return as_csv(f"workload-{name}", found[1], found[2])


@for_council(Permission.SIGN)
def late(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cases in which a period has run out: whose turn it is, how late, and by which provision."""
    assert actor.council is not None
    today, slug = cases.today(), actor.council.slug
    number = request.GET.get("page", "1")
    found = figures.late(actor.council, today, int(number) if number.isdecimal() and len(number) < 7 else 1)
    rows = [
        [
            {"text": each.case.reference, "href": reverse("case", args=[slug, each.case.reference])}, each.case.house.address,
            f"{wording.sentence(each.who)}: {each.does}", wording.counted((today - (each.last_on or today)).days, "day"), each.cited,
            str(each.case.officer or "Nobody yet"),
        ]
        for each in found.periods
    ]  # fmt: skip
    return page(
        request, "workload/late.html", title="Late cases", rows=rows, found=found,
        columns=["Case", "House", "Whose turn, and for what", "Late by", "Provision", "Officer"], breadcrumbs=trail(actor),
    )  # fmt: skip


def trail(actor: Actor) -> list[dict[str, str]]:
    """The way back."""
    assert actor.council is not None
    return [{"text": "Workload", "href": reverse("workload", args=[actor.council.slug])}]


@for_council(Permission.SIGN)
def hand_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give several cases of one officer, or of nobody, to another."""
    assert actor.council is not None
    staff = {str(each.pk): each for each in people.officers(actor.council)}
    of = request.GET.get("of", NOBODY)
    of = of if of in staff else NOBODY
    held = figures.to_hand_over(actor.council, staff[of].pk if of in staff else None)
    form = _form(held, staff, request.POST if request.method == "POST" else None)
    problems: Sequence[dict[str, str]] = ()
    if request.method == "POST" and form.is_valid():
        to = staff[form.cleaned_data["officer"]]
        try:
            count = acts.hand_over(actor.council, form.cleaned_data["cases"], to, by=actor, at=timezone.now())
        except (ValueError, NotPermitted) as error:
            problems = [{"text": str(error), "href": "#main-content"}]
        else:
            told(request, f"{wording.counted(count, 'case')} given to {to}.")
            return redirect(f"{request.path}?of={of}")
    whose = [{"text": str(each), "href": f"?of={key}", "current": key == of} for key, each in staff.items()]
    return page(
        request, "workload/hand_over.html", title="Hand cases over", form=form, problems=[*form.problems(), *problems], any=bool(held),
        whose=[{"text": "Nobody’s", "href": "?of=nobody", "current": of == NOBODY}, *whose], breadcrumbs=trail(actor),
    )  # fmt: skip


def _form(held: Sequence[Case], staff: dict[str, Account], posted: Any) -> Form:
    form = Form(posted)
    due = {case.pk: f"Next date {wording.day(case.next_due_on)}" if case.next_due_on else "No date" for case in held}
    shown = [
        Choice(case.reference, f"{case.reference}, {case.house.address}", f"{wording.sentence(case.state)}. {due[case.pk]}")
        for case in held
    ]
    form.fields["cases"] = forms.MultipleChoiceField(
        label="Which cases?", choices=[(each.value, each) for each in shown], widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select the cases to hand over", "invalid_choice": "One of these cases has changed hands: look again"},
    )  # fmt: skip
    form.fields["officer"] = one_of("Who takes them?", [Choice(key, str(each)) for key, each in staff.items()])
    return form
