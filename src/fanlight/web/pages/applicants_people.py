"""The people of an application: who they are to the house, how they can be reached, and who was told of it when and how."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.acting import Actor
from fanlight.casework.actions import parties as persons
from fanlight.casework.actions.parties import Described, PersonsNotOpen
from fanlight.casework.queries import applications
from fanlight.casework.rows import Case, Party
from fanlight.documents import wording
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.web.forms import Choice, Form, a_day, line, one_of
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages.applying import address, around, opened
from fanlight.web.pages.cases import told

ROLES = (
    Choice(LegalRole.PROPOSED_HOLDER, "Proposed licence holder", "Who would hold the licence and answer for the house."),
    Choice(LegalRole.PROPOSED_MANAGER, "Manager", "Who manages the house: receives the rents for those who own it, or would."),
    Choice(LegalRole.HAVING_CONTROL, "Person having control", "Who receives the full rent, or would if the house were let."),
    Choice(LegalRole.OWNER, "Owner", "A freeholder, or anybody else who owns a share of the house."),
    Choice(LegalRole.MORTGAGEE, "Mortgage lender"),
    Choice(LegalRole.LONG_LEASEHOLDER, "Leaseholder", "A tenant of the house, or part of it, with more than three years to run."),
    Choice(LegalRole.BOUND, "Somebody bound by a condition", "Who agreed to keep a condition of the licence."),
    Choice(LegalRole.TENANT, "Another tenant", "With three years or less to run. You need not tell them."),
)
NAMES = {choice.value: choice.text for choice in ROLES} | {LegalRole.APPLICANT.value: "Applicant"}
HOW = (
    Choice("by letter", "By letter"), Choice("by mail", "By email"), Choice("by hand", "By hand"),
    Choice("with a copy of the application", "With a copy of the application"),
)  # fmt: skip
WEIGHED = (LegalRole.PROPOSED_HOLDER, LegalRole.PROPOSED_MANAGER, LegalRole.HAVING_CONTROL, LegalRole.OWNER)
"""Who is asked to declare what bears on their fitness."""


class PersonForm(Form):
    """A person and all they are to the house."""

    name = line("Name of the person or company", autocomplete="name")
    is_company = forms.BooleanField(label="This is a company or another body", required=False)
    roles = forms.MultipleChoiceField(
        label="What are they to the house?", help_text="Select all that are so.", choices=[(each.value, each) for each in ROLES],
        error_messages={"required": "Select what they are to the house", "invalid_choice": "Select from the answers shown"},
    )  # fmt: skip
    address = forms.CharField(
        label="Address", required=False, widget=forms.Textarea({"rows": 4}), max_length=1000, help_text="With the postcode"
    )
    phone = line("Telephone number", required=False, autocomplete="tel", type="tel")
    email = forms.EmailField(label="Email", required=False, error_messages={"invalid": "Enter an email address like name@example.com"})


class ToldForm(Form):
    """When and how somebody was told of the application."""

    on = a_day("When did you tell them?")
    how = one_of("How did you tell them?", HOW)


def _within(case: Case) -> dict[str, Any]:
    return around(case, (case.reference, address(case, "apply-tasks")), ("People", address(case, "apply-people")))


@for_applicant
def listing(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Everybody of the application."""
    case = opened(actor, council, reference)
    must, declared = applications.must_tell(case, timezone.localdate()), applications.declared(case)
    people = [_person(case, group, must, declared) for group in applications.persons(case)]
    return page(
        request, "applying/people.html", title="The people", people=people, add_url=address(case, "apply-person-add"),
        next_url=address(case, "apply-tasks"), **around(case, (case.reference, address(case, "apply-tasks"))),
    )  # fmt: skip


def _person(case: Case, group: tuple[Party, ...], must: frozenset[int], declared: Any) -> dict[str, Any]:
    first = group[0]
    who = next((each for each in group if each.told_on), None)
    said = next((declared[each.pk] for each in group if each.pk in declared), None)
    rows = [
        {"name": "To the house", "text": ", ".join(NAMES.get(each.role, each.role) for each in group)},
        {"name": "Address", "text": first.address or "Not given yet"},
        {"name": "Telephone and email", "text": ", ".join(each for each in (first.phone, first.email) if each) or "Not given yet"},
    ]
    if first.pk in must:
        href = address(case, "apply-person-told", first.pk)
        text = f"On {wording.day(who.told_on)}, {who.told_how}" if who and who.told_on else "Not told yet, as far as you said"
        rows.append({"name": "Told of the application", "text": text, "href": href, "what": f"when {first.name} was told"})
    if any(each.role in WEIGHED for each in group):
        text = f"Signed by {said[1]} on {wording.day(said[0])}" if said else "Not made yet"
        rows.append(
            {
                "name": "Declaration",
                "text": text,
                "href": address(case, "apply-declare", first.pk),
                "what": f"the declaration of {first.name}",
            }
        )
    is_applicant = any(each.role == LegalRole.APPLICANT for each in group)
    ways = {"change": address(case, "apply-person", first.pk), "remove": address(case, "apply-person-remove", first.pk)}
    return {"name": first.name, "rows": rows, "is_applicant": is_applicant, **ways}


def _described(said: dict[str, Any]) -> Described:
    return Described(LegalRole.APPLICANT, said["name"], said["address"], said["email"], said["phone"], said["is_company"])


def _roles(form: Form) -> list[LegalRole]:
    return [LegalRole(each) for each in form.cleaned_data["roles"]]


@for_applicant
def add(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Add somebody, in as many roles as they have."""
    case = opened(actor, council, reference)
    form = PersonForm(request.POST if request.method == "POST" else None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            persons.enter(case, (), _described(form.cleaned_data), roles=_roles(form), by=actor, at=timezone.now())
            told(request, f"{form.cleaned_data['name']} is added.")
            return redirect(address(case, "apply-people"))
        except (PersonsNotOpen, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#name"}]
    return page(
        request, "cases/form.html", title="Add a person", form=form, problems=[*form.problems(), *problems], button="Add",
        intro=["Leave blank what you do not know: it is listed as missing until you give it."], **_within(case),
    )  # fmt: skip


def _held(case: Case, number: int) -> tuple[Party, ...]:
    group = applications.person(case, number)
    if not group:
        raise Http404("There is no such person in this application")
    return group


@for_applicant
def change(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """Change what is said of somebody, in all their roles at once; the applicant takes further roles here, too."""
    case = opened(actor, council, reference)
    group = _held(case, number)
    first, roles = group[0], [each.role for each in group]
    known = {
        "name": first.name, "is_company": first.is_company, "roles": roles, "address": first.address, "phone": first.phone,
        "email": first.email,
    }  # fmt: skip
    form = PersonForm(request.POST if request.method == "POST" else None, initial=known)
    form.fields["roles"].required = LegalRole.APPLICANT not in roles
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            persons.enter(case, group, _described(form.cleaned_data), roles=_roles(form), by=actor, at=timezone.now())
            told(request, f"What is said of {form.cleaned_data['name']} is changed.")
            return redirect(address(case, "apply-people"))
        except (PersonsNotOpen, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#name"}]
    intro = ["You are the applicant. Select whatever else you are to the house."] if LegalRole.APPLICANT in roles else []
    return page(
        request, "cases/form.html", title=first.name, form=form, problems=[*form.problems(), *problems], intro=intro, button="Save",
        **_within(case),
    )  # fmt: skip


@for_applicant
def remove(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """Take somebody out of the application, once it is confirmed."""
    case = opened(actor, council, reference)
    group = _held(case, number)
    problems: list[dict[str, str]] = []
    if any(each.role == LegalRole.APPLICANT for each in group):
        raise Http404("Whoever applies stays in the application")
    if request.method == "POST":
        try:
            for each in group:
                persons.remove(each, by=actor, at=timezone.now())
            told(request, f"{group[0].name} is removed.")
            return redirect(address(case, "apply-people"))
        except PersonsNotOpen as error:
            problems = [{"text": str(error), "href": "#main-content"}]
    return page(
        request, "cases/form.html", title=f"Remove {group[0].name}?", form=Form(), problems=problems, button="Remove",
        intro=["They are taken out of the application in every role they have. That they were in it stays on the record."], **_within(case),
    )  # fmt: skip


@for_applicant
def told_of(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """State when and how somebody was told of the application."""
    case = opened(actor, council, reference)
    group = _held(case, number)
    form = ToldForm(request.POST if request.method == "POST" else None, initial={"on": group[0].told_on, "how": group[0].told_how})
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            for each in group:
                persons.tell(each, on=form.cleaned_data["on"], how=form.cleaned_data["how"], by=actor, at=timezone.now())
            told(request, f"It is kept when {group[0].name} was told.")
            return redirect(address(case, "apply-people"))
        except (PersonsNotOpen, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#on-day"}]
    intro = [
        f"You must tell {group[0].name} in writing that you apply: your name, address, telephone number and email, whether the application "
        "is under Part 2 of the Housing Act 2004, and the address of the house and of the council.",
    ]
    return page(
        request, "cases/form.html", title=f"When was {group[0].name} told?", form=form, problems=[*form.problems(), *problems], intro=intro,
        button="Save", **_within(case),
    )  # fmt: skip
