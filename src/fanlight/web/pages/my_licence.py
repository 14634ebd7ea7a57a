"""A licence as those who keep it need it: its terms and conditions, what is due by when, also as a calendar file; and exemptions."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Actor
from fanlight.casework.actions import applying, conditions, uploads
from fanlight.casework.actions.applying import Located
from fanlight.casework.actions.conditions import Proved
from fanlight.casework.actions.matters import MatterNotOpen, Notified
from fanlight.casework.actions.parties import Described
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.queries import cases, licences, people
from fanlight.casework.queries.licences import Kept
from fanlight.casework.rows import Case, Condition, Licence
from fanlight.documents import wording
from fanlight.documents.calendar_file import calendar_file
from fanlight.licensing.compliance import Entry, State
from fanlight.licensing.duties import Place
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.web.forms import Choice, Form, a_day, file, line, one_of, words
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages import address_lookup
from fanlight.web.pages.applying import REFUSED, address, beside, held
from fanlight.web.pages.cases import told
from fanlight.web.pages.documents import ACCEPTED
from fanlight.web.wording import law, plainly, rhythm

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


class ProofForm(Form):
    """What shows that a duty was done."""

    on = a_day("When was it done?")
    next_on = a_day("When does the paper say it is next due?", required=False, hint="Leave it empty where it names no day.")
    note = words("What should the council know about it?", required=False, rows=3)
    file = file("The paper that shows it", hint="A certificate, a report or a photograph, as a PDF, JPEG or PNG.", accept=ACCEPTED)


@for_applicant
def licence(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """The terms of a licence, its conditions, and what is due."""
    case, on = held(actor, council, reference), cases.today()
    found, entries = _licence(case), _entries(case, on)
    may_prove = licences.may_prove(actor, case)
    groups = [
        {"heading": heading, "rows": [_row(each, case, may_prove) for each in entries if each.state is state]}
        for state, heading in HEADINGS.items()
        if any(each.state is state for each in entries)
    ]
    return page(
        request, "applying/licence.html", title="What the licence asks", terms=_terms(found), groups=groups,
        conditions=[_condition(each.condition) for each in licences.conditions(found, on)],
        refused=[_refused(each) for each in licences.evidence(found) if each.is_theirs and each.refused],
        calendar_url=address(case, "my-calendar"), until=licences.year_from(on), **beside(case),
    )  # fmt: skip


def _licence(case: Case) -> Licence:
    found = licences.of_case(case)
    if found is None or found.current is None:
        raise Http404("This is no licence")
    return found


def _entries(case: Case, on: date) -> tuple[Entry, ...]:
    return licences.calendar(_licence(case), on)


def _condition(each: Condition) -> dict[str, str]:
    return {
        "words": each.words, "source": SOURCES.get(each.source, each.source), "because": each.because,
        "due": wording.day(each.due_on) if each.due_on else "", "met": wording.day(each.met_on) if each.met_on else "",
    }  # fmt: skip


def _refused(each: Kept) -> str:
    assert each.refused is not None
    return f"What was sent as done on {wording.day(each.row.on)} does not count ({each.row.duty}): {each.refused.note}"


def _counted(number: int | None) -> str:
    return "Not known: ask the council" if number is None else str(number)


def _terms(found: Licence) -> list[dict[str, str]]:
    version = found.current
    assert version is not None
    rows = (
        ("Number", found.number), ("Holder", version.holder), ("Manager", version.manager or "Nobody named"),
        ("From", wording.day(version.from_on)), ("Last day", wording.day(version.until_on)), ("Most persons", _counted(version.persons)),
        ("Most households", _counted(version.households)),
    )  # fmt: skip
    return [{"name": name, "text": text} for name, text in rows]


def _row(each: Entry, case: Case, may_prove: bool) -> dict[str, Any]:
    is_asked = may_prove and each.state is not State.DONE and each.duty.place is not Place.DAY
    return {
        "prove": f"{address(case, 'my-evidence')}?{urlencode({'duty': each.duty.id})}" if is_asked else "",
        "done": f"Done on {wording.day(each.proof.on)}. {each.proof.note}" if each.proof else "",
        "says": each.duty.says, "when": wording.day(each.due_on) if each.due_on else rhythm(each.duty.period),
        "who": ", ".join(each.duty.owed_by), "cited": law(each.duty.cited), "evidence": each.duty.evidence,
        "working": plainly((*each.working, *each.doubts)), "is_must": each.duty.force == "must",
    }  # fmt: skip


@for_applicant
def calendar(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """The days of a licence as a calendar file, for any calendar program."""
    case, on = held(actor, council, reference), cases.today()
    found = _licence(case)
    wanted = [each for each in _entries(case, on) if each.due_on is not None and each.state is not State.DONE]
    text = calendar_file(f"{case.house.address} {found.number}", wanted, on=on, until=licences.year_from(on))
    headers = {"Content-Disposition": f'attachment; filename="{found.number}.ics"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@for_applicant
def prove(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Send what shows that a duty under the licence was done."""
    case = held(actor, council, reference)
    found = _licence(case)
    wanted = request.GET.get("duty", "")
    duty = next((each for each in licences.duties_of(found, cases.today()) if each.id == wanted), None)
    if duty is None or not licences.may_prove(actor, case):
        raise Http404("You have no such duty under this licence")
    form = ProofForm(request.POST, request.FILES) if request.method == "POST" else ProofForm()
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            _send(found, duty.id, form.cleaned_data, actor)
            told(request, "The council has it, and it is counted as done unless an officer says otherwise.")
            return redirect(address(case, "my-licence"))
        except (FileNotTaken, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#file" if isinstance(error, FileNotTaken) else "#on-day"}]
    return page(
        request, "cases/form.html", title="Send evidence", form=form, problems=[*form.problems(), *problems], button="Send", files=True,
        intro=[duty.says, law(duty.cited)], **beside(case),
    )  # fmt: skip


def _send(licence: Licence, duty: str, said: dict[str, Any], actor: Actor) -> None:
    """Keep a paper with what it shows, both or neither. Raises FileNotTaken and ValueError."""
    with uploads.intake() as into:
        brought = Given(Kind.OTHER, said["file"].name, said["file"].read())
        upload = uploads.accept(licence.case, brought, by=actor, at=timezone.now(), into=into)
        conditions.prove(licence, Proved(duty, said["on"], said["note"], said["next_on"], upload), by=actor, at=timezone.now())


@for_applicant
def exempt(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Notify a council of steps after which a house needs no licence; the house need not have one."""
    councils = {each.slug: each for each in people.councils()}
    form = ExemptionForm(request.POST if request.method == "POST" else None, initial=address_lookup.known(request))
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
        request, "other_systems/with_lookup.html", title="Ask for a temporary exemption", form=form, intro=intro, breadcrumbs=crumbs,
        problems=[*form.problems(), *problems], button="Tell the council", lookup_url=address_lookup.offered("exemption"),
    )  # fmt: skip


def _notified(said: dict[str, Any], council: Any, actor: Actor) -> Case:
    assert actor.account is not None
    person = Described(LegalRole(said["role"]), str(actor.account), said["own"], actor.account.email, said["phone"])
    return applying.notify(
        council, Located(said["address"], said["postcode"]), Notified(said["steps"], person), by=actor, at=timezone.now()
    )
