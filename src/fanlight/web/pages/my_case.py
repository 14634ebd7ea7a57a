"""A case as its applicant follows it: where it stands, what is asked by when, what was served on them, and what they can do."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Actor
from fanlight.casework.actions import changes, matters, representations, steps
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.changes import Change
from fanlight.casework.actions.matters import MatterNotOpen
from fanlight.casework.actions.representations import RepresentationNotOpen, Said
from fanlight.casework.contents import Kind
from fanlight.casework.fees import PENCE
from fanlight.casework.queries import applications, cases, notices
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.web import reported, step_words
from fanlight.web.forms import Choice, Form, a_day, one_of, words
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages import applicants_files, papers, paying, refunds
from fanlight.web.pages.applying import KINDS, REFUSED, address, around, beside, held, refusal
from fanlight.web.pages.cases import period, told
from fanlight.web.wording import law, plainly

TOLD = {
    "submit": "You sent the application", "ask-for-what-is-missing": "The council asked for what is missing",
    "accept": "The council found the application complete", "consult-fire-authority": "The council asked the fire and rescue authority",
    "answer-consultation": "The fire and rescue authority answered", "propose-to-grant": "The council proposed to grant the licence",
    "propose-modifications": "The council proposed changes to the licence",
    "propose-to-refuse": "The council proposed to refuse the licence",
    "grant": "The licence was granted", "refuse": "The licence was refused", "withdraw": "It was withdrawn",
    "come-into-force": "The licence came into force", "expire": "The licence ended with its term", "ask": "It was asked for",
    "notify": "You told the council what you will do", "ask-again": "You told the council again what you will do",
}  # fmt: skip
"""What a step is called for the person whose case it is; any other as officers call it."""
CONSULTED = "You and everybody with an interest can say what they think until the last day that the notice names. Then the council decides."
NEXT = {
    "submitted": "An officer checks that everything the law asks for is there, and writes one letter if anything is missing.",
    "duly made": "An officer inspects the house, looks at the people, and asks the fire and rescue authority where that is agreed. "
    "Then you get a notice of what the council proposes.",
    "grant proposed": CONSULTED, "refusal proposed": CONSULTED,
    "granted": "The licence has a page of its own, with its conditions and what is due by when.",
    "refused": "You can appeal to the First-tier Tribunal; the notice says until when and where to write. The tribunal takes the "
    "appeal, and not this service.",
}  # fmt: skip


class WhyForm(Form):
    """Why something is asked for."""

    said = words("Why?")


class RepresentationForm(Form):
    """What somebody says to a notice, with files if they want."""

    said = words("What do you want to say?", hint="The council must consider it before it decides.", rows=10)
    uploads = applicants_files.several("Files that go with it", required=False)


class ChangeForm(Form):
    """What has changed."""

    change = one_of("What has changed?", [Choice(each.value, wording.sentence(each.value)) for each in Change])
    on = a_day("When did it, or will it, happen?")
    said = words("What should the council know?", hint="For a sale or another manager: who, with address, telephone and email.")


@for_applicant
def case(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """One case; a draft goes on where it was left."""
    shown = held(actor, council, reference)
    if shown.state == "draft" and applications.is_mine(actor, shown):
        return redirect(address(shown, "apply-tasks"))
    today, until = cases.today(), cases.invited_until([shown]).get(shown.pk)
    return page(
        request, "applying/case.html", title=shown.house.address, next=NEXT.get(shown.state, ""), ways=_ways(shown, actor),
        periods=[_period(period(each, today, until)) for each in cases.running(shown)],
        history=[_step(each, shown) for each in cases.history(shown)],
        letters=[_letter(each, shown, today) for each in applications.served_on(actor, shown)],
        files=applicants_files.rows(shown, actor), columns=applicants_files.COLUMNS, second=_second(shown, actor),
        children=[
            {"text": f"{KINDS.get(each.table, each.table)} {each.reference}", "href": address(each)}
            for each in applications.bound(shown, actor)
        ],
        reported=reported.to_applicant(shown), given_back=refunds.to_applicant(shown) if applications.is_mine(actor, shown) else [],
        **around(shown),
    )  # fmt: skip


def _ways(case: Case, actor: Actor) -> list[dict[str, str]]:
    """What somebody can do in a case, each with where."""
    found = []
    if applications.is_mine(actor, case):
        if case.table == "application" and case.state == "submitted":
            found += [("Change or add to what you sent", "apply-tasks"), ("Send again what was asked for", "apply-again")]
        steps = {way.step.name for way in cases.ways(case, actor, cases.today()) if way.is_open}
        found += [("Withdraw", "apply-withdraw")] if "withdraw" in steps else []
        found += [("Ask for a second exemption", "apply-ask-again")] if "ask-again" in steps else []
    if case.table == "licence":
        found += [("What the licence asks, and by when", "my-licence")]
    links = [{"text": text, "href": address(case, name)} for text, name in found]
    if case.table == "licence" and case.state == "in force":
        if applications.is_holder(actor, case):
            links.append({"text": "Renew the licence", "href": address(case, "apply-renew")})
        links.append({"text": "Ask for a change of the licence", "href": address(case, "apply-ask", "variation")})
        links.append({"text": "Ask for the licence to be ended", "href": address(case, "apply-ask", "revocation")})
    return [*links, {"text": "Report a change", "href": address(case, "apply-report")}] if not case.is_ended else links


def _second(case: Case, actor: Actor) -> dict[str, Any] | None:
    owed = applications.second_due(case)
    if owed is None:
        return None
    pence, on = owed
    can_pay = paying.till(case) is not None and applications.is_mine(actor, case)
    return {
        "amount": f"£{pence / PENCE:,.2f}",
        "by": wording.day(on) if on else "",
        "href": address(case, "pay-begin", "second") if can_pay else "",
    }


def _step(each: Any, case: Case) -> dict[str, str]:
    title = TOLD.get(each.name) or step_words.taken(case.table, each.name)
    return {"title": title, "when": wording.day(each.on), "by": "", "text": each.reasons if each.role == "applicant" else ""}


def _letter(each: Any, case: Case, today: Any) -> dict[str, Any]:
    last = wording.day(each.last_on) if each.last_on else ""
    is_open = each.last_on is not None and each.step_name.startswith("propose") and not case.is_ended
    return {
        "title": each.title, "href": address(case, "my-letter", each.pk), "pdf": address(case, "my-letter-pdf", each.pk),
        "served": wording.day(each.served_on), "last": last, "is_over": each.last_on is not None and each.last_on < today,
        "represent": address(case, "apply-represent", each.pk) if is_open else "",
    }  # fmt: skip


def _period(shown: dict[str, Any]) -> dict[str, Any]:
    return shown | {"cited": law(shown["cited"]), "working": plainly((*shown["working"], *shown["doubts"]))}


@for_applicant
def letter(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """A letter as it was served on somebody, as a page."""
    return HttpResponse(_served(actor, council, reference, number).html)


@for_applicant
def letter_pdf(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """The same as PDF."""
    return papers.as_pdf(_served(actor, council, reference, number))


def _served(actor: Actor, council: str, reference: str, number: int) -> Any:
    held(actor, council, reference)
    found = notices.served_on(actor, reference, number)
    if found is None or found.case.council.slug != council:
        raise Http404("There is no such letter for you")
    return found


@for_applicant
def represent(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """Say something to a notice, with files."""
    case = held(actor, council, reference)
    notice = applications.proposed(actor, case, number)
    if notice is None or notice.last_on is None:
        raise Http404("There is no such notice for you")
    form = RepresentationForm(request.POST, request.FILES) if request.method == "POST" else RepresentationForm()
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            representations.make(notice, Said(form.cleaned_data["said"]), by=actor, at=timezone.now())
            told(request, "What you said is kept, and the officer considers it.")
            for fault in _files(case, form, actor):
                told(request, f"One file was not taken: {fault}")
            return redirect(address(case))
        except (RepresentationNotOpen, NotPermitted, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#said"}]
    late = notice.last_on < cases.today()
    intro = [
        f"The last day is {wording.day(notice.last_on)}."
        + (" It is over: the council need not consider what comes now, and may." if late else "")
    ]
    return page(
        request, "cases/form.html", title=f"What do you say to: {notice.title}", form=form, intro=intro,
        problems=[*form.problems(), *problems],
        button="Send", files=True, **beside(case),
    )  # fmt: skip


def _files(case: Case, form: Form, actor: Actor) -> tuple[str, ...]:
    given = form.cleaned_data["uploads"]
    return applicants_files.take(case, Kind.REPRESENTATION, given, actor).faults if given else ()


@for_applicant
def withdraw(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Withdraw."""
    return _taken(request, held(actor, council, reference), actor, "withdraw", ("Withdraw?", "Withdraw", "It is withdrawn."))


@for_applicant
def ask_again(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Ask for a second and last exemption."""
    said = ("Ask for a second exemption", "Send", "It is sent.")
    return _taken(request, held(actor, council, reference), actor, "ask-again", said)


def _taken(request: HttpRequest, case: Case, actor: Actor, name: str, said: tuple[str, str, str]) -> HttpResponse:
    if not applications.is_mine(actor, case):
        raise Http404("Only whoever applied does this")
    form = WhyForm(request.POST if request.method == "POST" else None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            seen = int(request.POST.get("seen", "-1"))
            steps.take(case, Taking(name, actor, timezone.now(), seen, form.cleaned_data["said"]))
            told(request, said[2])
            return redirect(address(case))
        except REFUSED as error:
            problems = refusal(error, case, actor, name)
    return page(
        request, "applying/taken.html", title=said[0], form=form, problems=[*form.problems(), *problems], intro=[], button=said[1],
        seen=case.steps, **beside(case),
    )  # fmt: skip


@for_applicant
def ask(request: HttpRequest, actor: Actor, council: str, reference: str, table: str) -> HttpResponse:
    """Ask for a licence to be varied or revoked."""
    case = held(actor, council, reference)
    if table not in matters.GROUNDS or case.table != "licence":
        raise Http404("Nothing of that kind can be asked for")
    form = WhyForm(request.POST if request.method == "POST" else None)
    form.fields["said"] = words("What should change, and why?" if table == "variation" else "Why should the licence end?")
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            opened = matters.ask(case, table, grounds=form.cleaned_data["said"], by=actor, at=timezone.now())
            told(request, f"It is asked for, under {opened.reference}.")
            return redirect(address(opened))
        except (MatterNotOpen, *REFUSED) as error:
            problems = refusal(error, case, actor, "ask")
    title = "Ask for a change of the licence" if table == "variation" else "Ask for the licence to be ended"
    return page(
        request, "cases/form.html", title=title, form=form, problems=[*form.problems(), *problems], intro=[], button="Send", **beside(case),
    )  # fmt: skip


@for_applicant
def report(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """Report a change to the officer of the case."""
    case = held(actor, council, reference)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            changes.report(case, Change(said["change"]), said["said"], happened_on=said["on"], by=actor, at=timezone.now())
            told(request, "The council is told.")
            return redirect(address(case))
        except (NotPermitted, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#said"}]
    return page(
        request, "cases/form.html", title="Report a change", form=form, problems=[*form.problems(), *problems], button="Tell the council",
        intro=["A licence cannot be passed on: whoever buys the house, or takes over from the holder, needs one of their own."],
        **beside(case),
    )  # fmt: skip
