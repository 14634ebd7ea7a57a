"""Sending an application: every answer checked and signed, the first part of the fee, and what happens next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework import fees, particulars
from fanlight.casework.acting import Actor
from fanlight.casework.actions import applying, surveys
from fanlight.casework.actions.applying import ApplicationNotOpen
from fanlight.casework.actions.surveys import APPLICATION, DraftMoved
from fanlight.casework.fees import Part
from fanlight.casework.queries import applications
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.web.forms import Form, line, words
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages import applicants_house, paying
from fanlight.web.pages.applicants_files import rows
from fanlight.web.pages.applying import REFUSED, address, around, held, is_of_signing, linked, opened, refusal
from fanlight.web.pages.before_paying import fee
from fanlight.web.pages.cases import told
from fanlight.web.questions import answers

SAYS = {
    "truth": "As far as I know, everything in this application is correct. I know that it is an offence to give a council information that "
    "is false or misleading, knowing that it is or without caring whether it is (Housing Act 2004, s.238).",
    "furniture": "The furniture let with the house, as far as the fire safety rules of 1988 for furniture cover it, meets them.",
    "gas": "The gas appliances in the house meet the safety rules that apply to them.",
}
"""The declarations that are signed with an application, by name."""


AFTER = (
    "An officer checks that everything the law asks for is there. If something is missing you get one letter that lists all of it.",
    "An officer inspects the house and looks at what was declared of the people.",
    "You and everybody with an interest get a notice of what the council proposes, with the draft licence, and at least 14 days to answer.",
    "The council decides. If it grants the licence, the second part of the fee is due.",
)
"""What happens once an application is sent."""


class SignForm(Form):
    """Who signs."""

    signed_as = line("Your full name", hint="Writing it here signs the declarations you ticked.", autocomplete="name")


class AgainForm(Form):
    """What somebody adds when they send an application again."""

    said = words("Is there anything you want to say with it?", required=False)


def _within(case: Case) -> dict[str, Any]:
    return around(case, (case.reference, address(case, "apply-tasks")))


@for_applicant
def check(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Every answer, what is missing, and the declarations to sign."""
    case, now = opened(actor, council, reference), timezone.now()
    draft = surveys.draft(case, APPLICATION, at=now)
    form = SignForm(request.POST if request.method == "POST" else None)
    wanted, problems = _to_sign(case, applying.signed(draft)), []
    if request.method == "POST":
        ticked = tuple(name for name in wanted if name in request.POST.getlist("declare"))
        if particulars.TRUTH not in ticked:
            problems.append({"text": "Tick that your answers are true before you sign", "href": "#declare"})
        if form.is_valid() and not problems:
            try:
                version = int(request.POST.get("version", ""))
                applying.sign(case, ticked, signed_as=form.cleaned_data["signed_as"], by=actor, at=now, version=version)
                told(request, "Your declarations are signed.")
                return redirect(address(case, "apply-pay" if case.state == "draft" else "apply-again"))
            except DraftMoved as error:
                problems.append({"text": f"{error} Check the answers again: nothing was signed.", "href": "#main-content"})
            except ValueError as error:
                problems.append({"text": wording.sentence(str(error)), "href": "#signed_as"})
    desk = applicants_house.desk(actor, council, reference)
    blocks = answers.check_answers(draft.document, desk.audience, address=desk.address, needed=desk.needed)
    return page(
        request, "applying/check.html", title="Check your answers", form=form, problems=[*form.problems(), *problems], blocks=blocks,
        people=_people(case), files=rows(case, actor), wanted={name: SAYS[name] for name in wanted}, version=draft.version,
        missing=[linked(case, each) for each in particulars.missing(case) if not is_of_signing(each)], **_within(case),
    )  # fmt: skip


def _to_sign(case: Case, done: Any) -> list[str]:
    """The declarations asked for, those that were signed before among them; that all is true comes last."""
    missing = {each.name for each in particulars.missing(case) if is_of_signing(each)}
    return [name for name in ("furniture", "gas", "truth") if name in missing or name in done]


def _people(case: Case) -> list[dict[str, str]]:
    href = address(case, "apply-people")
    return [
        {"name": group[0].name, "text": ", ".join(each.role for each in group), "href": href, "what": group[0].name}
        for group in applications.persons(case)
    ]


@for_applicant
def pay(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """What is due on application, and sending it once that is paid."""
    case, on = opened(actor, council, reference), timezone.localdate()
    if case.state != "draft":
        return redirect(address(case))
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            seen = int(request.POST.get("seen", "-1"))
            applying.hand_in(case, by=actor, at=timezone.now(), seen=seen)
            return redirect(address(case, "apply-sent"))
        except (ApplicationNotOpen, Refused, *REFUSED) as error:
            case = held(actor, council, reference)  # as it stands, and not as it would have stood
            problems = refusal(error, case, actor, "submit")
    owed, can_pay = fees.owed(case, Part.FIRST, on), paying.due(case, Part.FIRST) if paying.till(case) else 0
    draft = applications.form(case)
    signed = bool(draft and particulars.TRUTH in applying.signed(draft))
    missing = [linked(case, each) for each in particulars.missing(case) if not is_of_signing(each)]
    return page(
        request, "applying/pay.html", title="Pay and send", fee=fee(case, on), owed=owed, is_signed=signed, seen=case.steps,
        missing=missing, people_url="" if _can_be_written_to(case) else address(case, "apply-people"), problems=problems,
        payments=applications.payments(case), can_pay=can_pay, pay_url=address(case, "pay-begin", Part.FIRST.value),
        check_url=address(case, "apply-check"), **_within(case),
    )  # fmt: skip


def _can_be_written_to(case: Case) -> bool:
    """Whether the applicant gave an address: without one no letter is made, so that nothing can be sent."""
    return any(each.address.strip() for group in applications.persons(case) for each in group if each.role == "applicant")


@for_applicant
def sent(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """That the application was received, under which reference, and what happens next."""
    case = held(actor, council, reference)
    if case.state == "draft" or case.table != "application":
        return redirect(address(case))
    return page(request, "applying/sent.html", title="Application sent", next=AFTER, case_url=address(case), **around(case))


@for_applicant
def again(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Send again what was asked for."""
    case = opened(actor, council, reference)
    form = AgainForm(request.POST if request.method == "POST" else None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            applying.hand_in_again(case, by=actor, at=timezone.now(), words=form.cleaned_data["said"])
            told(request, "It is sent again. The officer is told.")
            return redirect(address(case))
        except (ApplicationNotOpen, Refused, *REFUSED) as error:
            problems = refusal(error, case, actor, "")
    missing = [linked(case, each) for each in particulars.missing(case)]
    return page(
        request, "applying/again.html", title="Send it again", form=form, missing=missing, button="Send again",
        problems=[*form.problems(), *problems],
        intro=[], **_within(case),
    )  # fmt: skip
