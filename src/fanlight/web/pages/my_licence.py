"""A licence as those who keep it need it: its terms and conditions, what is due by when, also as a calendar file; and exemptions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Actor
from fanlight.casework.actions import applying
from fanlight.casework.actions.applying import Located
from fanlight.casework.actions.matters import MatterNotOpen, Notified
from fanlight.casework.actions.parties import Described
from fanlight.casework.queries import cases, duties, people
from fanlight.casework.queries.duties import Kept
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.documents.calendar_file import calendar_file
from fanlight.licensing.compliance import Entry, State
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.web.forms import Choice, Form, line, one_of, words
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages.applying import REFUSED, address, beside, held
from fanlight.web.pages.cases import told

HEADINGS = {
    State.LATE: "Late", State.DUE: "Due", State.CANNOT_TELL: "It cannot be told whether this is late", State.DONE: "Done",
    State.WAITING: "When it happens", State.ALWAYS: "Always",
}  # fmt: skip
SOURCES = {"law": "Asked by the law", "standard": "Asked by the council’s standard", "officer": "Asked by the council for this house"}
ROLES = (
    Choice(LegalRole.HAVING_CONTROL, "The person having control", "Who receives the full rent, or would if the house were let."),
    Choice(LegalRole.MANAGING, "The person managing", "Who receives the rents for those who own the house."),
)


class ExemptionForm(Form):
    """A notification that a house will soon need no licence."""

    address = line("Address of the house", hint="Without the postcode", autocomplete="street-address")
    postcode = line("Postcode", classes="govuk-input--width-10")
    role = one_of("What are you to the house?", ROLES)
    phone = line("Your telephone number", autocomplete="tel", type="tel")
    own = line("Your own address", hint="With the postcode", autocomplete="street-address")
    steps = words("What will you do so that the house needs no licence, and by when?")


@for_applicant
def licence(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """The terms of a licence, its conditions, and what is due."""
    case, on = held(actor, council, reference), cases.today()
    found = _kept(case, on)
    groups = [
        {"heading": heading, "rows": [_row(each) for each in found.entries if each.state is state]}
        for state, heading in HEADINGS.items()
        if any(each.state is state for each in found.entries)
    ]
    conditions = [
        {"words": each.words, "source": SOURCES.get(each.source, each.source), "because": each.because,
         "due": wording.day(each.due_on) if each.due_on else "", "met": wording.day(each.met_on) if each.met_on else ""}
        for each in found.conditions
    ]  # fmt: skip
    return page(
        request, "applying/licence.html", title="What the licence asks", terms=_terms(found), groups=groups, conditions=conditions,
        calendar_url=address(case, "my-calendar"), until=found.until, **beside(case),
    )  # fmt: skip


def _kept(case: Case, on: Any) -> Kept:
    found = duties.kept(case, on)
    if found is None:
        raise Http404("This is no licence")
    return found


def _terms(found: Kept) -> list[dict[str, str]]:
    version = found.version
    rows = (
        ("Number", found.licence.number), ("Holder", version.holder), ("Manager", version.manager or "Nobody named"),
        ("From", wording.day(version.from_on)), ("Last day", wording.day(version.until_on)), ("Most persons", str(version.persons)),
        ("Most households", str(version.households)),
    )  # fmt: skip
    return [{"name": name, "text": text} for name, text in rows]


def _row(each: Entry) -> dict[str, Any]:
    return {
        "says": each.duty.says, "when": wording.day(each.due_on) if each.due_on else each.duty.period, "who": ", ".join(each.duty.owed_by),
        "cited": each.duty.cited, "evidence": each.duty.evidence, "working": (*each.working, *each.doubts),
        "is_must": each.duty.force == "must",
    }  # fmt: skip


@for_applicant
def calendar(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """The days of a licence as a calendar file, for any calendar program."""
    case, on = held(actor, council, reference), cases.today()
    found = _kept(case, on)
    wanted = [each for each in found.entries if each.due_on is not None and each.state is not State.DONE]
    text = calendar_file(f"{case.house.address} {found.licence.number}", wanted, on=on, until=found.until)
    headers = {"Content-Disposition": f'attachment; filename="{found.licence.number}.ics"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@for_applicant
def exempt(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Notify a council of steps after which a house needs no licence; the house need not have one."""
    councils = {each.slug: each for each in people.councils()}
    form = ExemptionForm(request.POST if request.method == "POST" else None)
    if len(councils) > 1:
        form.fields["council"] = one_of("Which council is the house in?", [Choice(slug, each.name) for slug, each in councils.items()])
        form.order_fields(["council"])
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid() and councils:
        said = form.cleaned_data
        try:
            opened = _notified(said, councils[said.get("council") or next(iter(councils))], actor)
            told(request, f"The council is told, under {opened.reference}.")
            return redirect(address(opened))
        except (MatterNotOpen, *REFUSED) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#address"}]
    intro = [
        "If you are taking steps so that the house will need no licence, the council can exempt it for three months, and once more for "
        "three months where circumstances are exceptional (Housing Act 2004, s.62).",
    ]
    crumbs = [{"text": "Your applications", "href": reverse("applications")}]
    return page(
        request, "form.html", title="Ask for a temporary exemption", form=form, intro=intro, breadcrumbs=crumbs,
        problems=[*form.problems(), *problems],
        button="Tell the council",
    )  # fmt: skip


def _notified(said: dict[str, Any], council: Any, actor: Actor) -> Case:
    assert actor.account is not None
    person = Described(LegalRole(said["role"]), str(actor.account), said["own"], actor.account.email, said["phone"])
    return applying.notify(
        council, Located(said["address"], said["postcode"]), Notified(said["steps"], person), by=actor, at=timezone.now()
    )
