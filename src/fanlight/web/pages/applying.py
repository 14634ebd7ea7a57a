"""Applying for a licence: somebody's applications, a new one or a renewal, and the list of what is still to do."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import fees, particulars
from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Actor
from fanlight.casework.actions import applying
from fanlight.casework.actions.applying import ApplicationNotOpen, Located
from fanlight.casework.actions.cases import CaseMoved
from fanlight.casework.assessing import NoEdition
from fanlight.casework.queries import applications, cases, people, retention
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.facts.files import Refused
from fanlight.facts.vocabulary import THINGS
from fanlight.licensing.applications import UNSIGNED, Kind, Lacking
from fanlight.licensing.deadlines import DatesInvalid
from fanlight.licensing.procedure import StepNotOpen
from fanlight.web import step_words
from fanlight.web.forms import Choice, Form, line, one_of
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages import address_lookup
from fanlight.web.questions.audience import HOUSE_APPLICANT
from fanlight.web.questions.sections import sections
from fanlight.web.wording import law

COLUMNS = ["Case", "House", "Where it stands", "What is asked of you"]
STANDS = {
    "draft": "Not sent yet", "submitted": "Sent: the council checks that everything is there",
    "duly made": "Complete: the council is deciding",
    "grant proposed": "The council proposes to grant it", "refusal proposed": "The council proposes to refuse it", "granted": "Granted",
    "refused": "Refused", "withdrawn": "Withdrawn", "in force": "In force", "asked": "Asked: the council is deciding",
}  # fmt: skip
KINDS = {
    "application": "Application for a licence", "licence": "Licence", "variation": "Change of a licence",
    "revocation": "Ending of a licence", "temporary-exemption": "Temporary exemption", "appeal": "Appeal",
}  # fmt: skip
KIND_CHOICES = (
    Choice(Kind.FIRST, "A house in multiple occupation", "Also where the house has a licence that somebody else holds."),
    Choice(
        Kind.BLOCK, "A whole building converted into self-contained flats", "A building that section 257 of the Housing Act 2004 describes."
    ),
)


class StartForm(Form):
    """For which house somebody applies. The council is asked for where there are several."""

    kind = one_of("What do you want to license?", KIND_CHOICES)
    address = line("Address of the house", hint="Without the postcode", autocomplete="street-address")
    postcode = line("Postcode", classes="govuk-input--width-10", autocomplete="postal-code")
    uprn = line(
        "Unique property reference number (UPRN), if you know it", required=False,
        hint="Your council knows it. Leave it blank if you do not.", classes="govuk-input--width-10", inputmode="numeric",
    )  # fmt: skip


@for_applicant
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Somebody's applications, licences and matters, with what is asked of them and by when."""
    number = request.GET.get("page", "1")
    found = applications.listed(actor, int(number) if number.isdecimal() and len(number) < 7 else 1)
    rows = [
        [
            {"text": f"{KINDS.get(each.case.table, each.case.table)} {each.case.reference}", "href": address(each.case)},
            f"{each.case.house.address}, {each.case.house.postcode}",
            stands(each.case),
            step_words.asked(each.asked, each.by_on, cases.today()),
        ]
        for each in found.mine
    ]
    renewable = [
        {"text": f"{each.reference}, {each.house.address}", "href": reverse("apply-renew", args=[each.council.slug, each.reference])}
        for each in applications.licences(actor)
    ]
    return page(
        request, "applying/list.html", title="Your applications and licences", rows=rows, columns=COLUMNS, found=found, renewable=renewable,
        has_councils=bool(people.councils()),
    )  # fmt: skip


def stands(case: Case) -> str:
    """Where a case stands, in plain words."""
    return STANDS.get(case.state, wording.sentence(case.state))


def address(case: Case, name: str = "application", *more: Any) -> str:
    """The address of a page of somebody's case."""
    return reverse(name, args=[case.council.slug, case.reference, *more])


def held(actor: Actor, council: str, reference: str) -> Case:
    """The case of an address, if the actor may see it. Raises Http404."""
    case = applications.get(actor, council, reference)
    if case is None:
        raise Http404("There is no such case for you")
    return case


def opened(actor: Actor, council: str, reference: str) -> Case:
    """An application that its applicant may still change. Raises Http404."""
    case = held(actor, council, reference)
    if case.table != "application" or not applications.is_mine(actor, case) or case.state not in applying.OPEN_STATES:
        raise Http404("This application cannot be changed by you, or not any more")
    return case


REFUSED = (StepNotOpen, CaseMoved, NotPermitted, NoEdition, Incomplete, DatesInvalid, ValueError)
"""What taking a step may raise, besides what is wrong with the form itself (`Refused`)."""


ADDRESS = "Your own name and address are given under “The people, and who was told”"


def refusal(error: Exception, case: Case, actor: Actor, step: str) -> list[dict[str, str]]:
    """Why a step could not be taken, for whoever wanted to: what it still lacks, or what went wrong."""
    lacking: list[str] = []
    if isinstance(error, StepNotOpen):
        ways = [way for way in cases.ways(case, actor, cases.today()) if way.step.name == step]
        lacking = [f"{each.says} {each.why}" for way in ways for each in way.lacking]
    if isinstance(error, Refused):
        lacking = [each.message for each in error.problems]
    if isinstance(error, Incomplete):
        lacking = [f"A letter that follows cannot be written without: {each.partition(' (')[0]}. {ADDRESS}" for each in error.missing]
    href = address(case, "apply-people") if isinstance(error, Incomplete) else "#main-content"
    return [{"text": wording.sentence(each), "href": href} for each in lacking or [str(error)]]


def around(case: Case, *more: tuple[str, str]) -> dict[str, Any]:
    """What stands above every page of somebody's case: what it is, where, and the way back."""
    rows = [{"name": "Council", "text": case.council.name}]
    header = {
        "reference": case.reference, "place": f"{case.house.address}, {case.house.postcode}", "state": stands(case),
        "kind": KINDS.get(case.table, case.table), "rows": rows,
    }  # fmt: skip
    trail = [("Your applications", reverse("applications")), *more]
    return {"case": header, "sections": [], "breadcrumbs": [{"text": text, "href": href} for text, href in trail]}


def beside(case: Case) -> dict[str, Any]:
    """The same for a page one level below the case's own."""
    return around(case, (case.reference, address(case)))


@for_applicant
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new application: which council, and which house."""
    councils = {each.slug: each for each in people.councils()}
    form = StartForm(request.POST if request.method == "POST" else None, initial=address_lookup.known(request))
    if len(councils) > 1:
        form.fields["council"] = one_of("Which council is the house in?", [Choice(slug, each.name) for slug, each in councils.items()])
        form.order_fields(["kind", "council"])
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid() and councils:
        said = form.cleaned_data
        council = councils[said.get("council") or next(iter(councils))]
        try:
            place = Located(said["address"], said["postcode"], said["uprn"])
            case = applying.begin(council, place, by=actor, at=timezone.now(), kind=Kind(said["kind"]))
            return redirect(address(case, "apply-tasks"))
        except (ApplicationNotOpen, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#address"}]
    intro = ["You can stop at any time: what you said is kept, and you go on where you left off."]
    crumbs = [{"text": "Your applications", "href": reverse("applications")}]
    return page(
        request, "other_systems/with_lookup.html", title="Apply for a licence", form=form, intro=intro, breadcrumbs=crumbs,
        problems=[*form.problems(), *problems], button="Save and continue", lookup_url=address_lookup.offered("apply"),
    )  # fmt: skip


@for_applicant
def renew(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Begin the renewal of a licence, with everything known filled in."""
    licence, form, problems = held(actor, council, reference), Form(), []
    if request.method == "POST":
        try:
            return redirect(address(applying.renew(licence, by=actor, at=timezone.now()), "apply-tasks"))
        except (ApplicationNotOpen, NotPermitted) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#main-content"}]
    intro = [
        "Everything that the council knows of the house and its people is filled in. Correct what has changed.",
        "The law asks less for a renewal by the same holder: you need not describe the house again.",
    ]
    return page(
        request, "cases/form.html", title="Renew the licence", form=form, problems=problems, intro=intro, button="Begin the renewal",
        **beside(licence),
    )  # fmt: skip


@for_applicant
def tasks(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """What there is to do before an application can be sent, and what the law would still miss."""
    case = opened(actor, council, reference)
    missing = particulars.missing(case)
    done = applying.signed(draft) if (draft := applications.form(case)) else {}
    groups = [
        ("About the house and its people", [_task(case, "apply-house", "The house", missing, _is_of_house),
                                            _task(case, "apply-people", "The people, and who was told", missing, _is_of_people),
                                            _files(case, missing)]),
        ("Look before you pay", [{"text": "What an officer would find", "href": address(case, "apply-preview"), "state": "Ready to look at",
                                  "hint": "The house as you describe it, held against the council’s standard; and the fee"}]),
        ("Check, pay and send", [_signing(case, done), *_fee(case), *_paying(case)]),
    ]  # fmt: skip
    return page(
        request, "applying/tasks.html", title="Your application", groups=groups, is_renewal=case.kind == Kind.RENEWAL,
        gone=wording.day(gone) if (gone := retention.draft_due(case)) else "",
        missing=[linked(case, each) for each in missing if not is_of_signing(each)], **around(case),
    )  # fmt: skip


def _task(case: Case, name: str, text: str, missing: tuple[Lacking, ...], is_mine: Any) -> dict[str, str]:
    count = sum(len(each.wanting) for each in missing if is_mine(each))
    hint = f"{wording.counted(count, 'answer')} still missing" if count else ""
    return {"text": text, "href": address(case, name), "hint": hint, "state": "In progress" if count else "Completed"}


def _files(case: Case, missing: tuple[Lacking, ...]) -> dict[str, str]:
    """The files: those that are asked for, or else room for those that help."""
    asked = _task(case, "apply-files", "Plans and certificates", missing, _is_of_files)
    if asked["hint"]:
        return asked
    return {**asked, "state": "Add what you have", "hint": "Nothing more is asked for; a plan and certificates help"}


def _is_of_house(each: Lacking) -> bool:
    return bool(each.facts) or each.particular == "address"


def _is_of_people(each: Lacking) -> bool:
    return bool(each.role) or each.particular == "told"


def _is_of_files(each: Lacking) -> bool:
    return not _is_of_house(each) and not _is_of_people(each) and not is_of_signing(each)


def is_of_signing(each: Lacking) -> bool:
    """Whether a declaration is missing that is signed with the application."""
    return each.wanting == UNSIGNED


def _signing(case: Case, done: Any) -> dict[str, str]:
    state = "Completed" if particulars.TRUTH in done else "Not yet started"
    return {"text": "Check your answers and sign", "href": address(case, "apply-check"), "state": state, "hint": ""}


def _fee(case: Case) -> list[dict[str, str]]:
    """What the fee depends on, where the council's table asks it."""
    is_done = fees.is_answered(case) if case.state == "draft" else None
    hint = "" if is_done else "Until you answer, the higher amount is charged"
    state = "Completed" if is_done else "Not yet started"
    found = {"text": "What the fee depends on", "href": address(case, "apply-fee"), "state": state, "hint": hint}
    return [] if is_done is None else [found]


def _paying(case: Case) -> list[dict[str, str]]:
    if case.state == "draft":
        hint = "Paid, and not sent yet" if applications.payments(case) else ""
        state = "In progress" if hint else "Not yet started"
        return [{"text": "Pay and send", "href": address(case, "apply-pay"), "state": state, "hint": hint}]
    return [{"text": "Send again", "href": address(case, "apply-again"), "state": "Ready to send", "hint": "The officer is told"}]


def linked(case: Case, each: Lacking) -> dict[str, Any]:
    """What is missing, with where to give it."""
    cited, href = law(each.cited), _where(case, each)
    return {"says": each.says, "wanting": each.wanting, "cited": cited, "href": href, "is_prescribed": each.is_prescribed}


def _where(case: Case, each: Lacking) -> str:
    if each.facts:
        return _of_fact(case, each.facts[0])
    if _is_of_people(each):
        return address(case, "apply-people")
    if each.particular == "address":
        return address(case)
    return address(case, "apply-check") if is_of_signing(each) else address(case, "apply-files")


def _of_fact(case: Case, path: str) -> str:
    """Where a fact is asked: the list of its thing, or the section of a thing of which there is one."""
    thing = THINGS[path.partition(".")[0]]
    if thing.plural is not None:
        return address(case, "apply-things", thing.name)
    for each in sections(thing, HOUSE_APPLICANT, wanted(case)):
        if any(fact.path == path for fact in each.facts):
            return address(case, "apply-section", thing.name, thing.name, each.key) + f"#{path.partition('.')[2]}"
    return address(case, "apply-house")


def wanted(case: Case) -> tuple[str, ...]:
    """The facts that the form of an application asks for first: what is prescribed and, but for a renewal, what the standards ask."""
    return particulars.asked_first(case, timezone.localdate())
