"""What a fee depends on: asked of whoever applies as the council's table asks it, and corrected by an officer with reasons."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework import access, fees
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import charges
from fanlight.casework.actions.charges import NotAsked
from fanlight.casework.queries import applications, cases
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.licensing.fee_tables import Reduction
from fanlight.web.forms import Choice, Form, one_of, words
from fanlight.web.frame import for_applicant, for_council, page
from fanlight.web.pages import cases as council_cases
from fanlight.web.pages import refunds
from fanlight.web.pages.applying import address, around, opened
from fanlight.web.pages.asking import Asked, Place, ask
from fanlight.web.pages.before_paying import fee
from fanlight.web.pages.cases import told

ANSWERS = (
    Choice("yes", "Yes"), Choice("no", "No"),
    Choice("unknown", "I do not know", "The higher amount is charged until it is settled."),
)  # fmt: skip
MEANS: dict[str, bool | None] = {"yes": True, "no": False, "unknown": None}
PAYMENTS = ["On", "Part of the fee", "Amount", "How", "Reference"]


class CorrectForm(Form):
    """Whether something that lowers the fee is so, and how that is known."""

    answer = one_of("Is it so?", (Choice("yes", "Yes"), Choice("no", "No"), Choice("unknown", "Nobody knows")))
    reasons = words("How do you know?", hint="For example: the scheme's list of members, looked at today.", rows=3)


def written(answer: bool | None) -> str:
    """An answer as its form has it."""
    return next(name for name, meant in MEANS.items() if meant is answer)


@for_applicant
def say(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """The questions on which the fee depends by the council's table."""
    case = opened(actor, council, reference)
    asked = [each for each in _reductions(case) if each.asks]
    if case.state != charges.DRAFT or not asked:
        raise Http404("The fee depends on nothing that you are asked, or the application was sent")
    form = Form(request.POST if request.method == "POST" else None)
    said = fees.said(case)
    for each in asked:
        form.fields[each.when] = one_of(each.asks, ANSWERS, hint=f"{each.says} {each.citation}.")
        if each.when in said:
            form.initial[each.when] = written(said[each.when].answer)
    problems = form.problems()
    if request.method == "POST" and not problems:
        try:
            charges.say(case, {word: MEANS[form.cleaned_data[word]] for word in form.fields}, by=actor, at=timezone.now())
            told(request, "Your answers are saved, and the fee is worked out with them.")
            return redirect(address(case, "apply-tasks"))
        except NotAsked as error:
            problems = [{"text": str(error), "href": f"#{form.first}"}]
    return page(
        request, "cases/form.html", title="What the fee depends on", form=form, problems=problems, button="Save",
        intro=["What you do not answer never lowers the fee. An officer may check your answers."],
        **around(case, (case.reference, address(case, "apply-tasks"))),
    )  # fmt: skip


def _reductions(case: Case) -> tuple[Reduction, ...]:
    try:
        return fees.reductions(case)
    except Refused:
        return ()  # the pages of the fee itself say what is wrong with the table


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The fee of a case with its working, what it depends on with who said so, and what was paid."""
    case = council_cases.held(actor, reference)
    may_work = access.is_permitted(actor, Permission.WORK_CASES)
    rows = [_row(each, fees.said(case), Place(actor, case), may_work) for each in _reductions(case)]
    paid = [_paid(each) for each in applications.payments(case)]
    return page(
        request, "cases/fee.html", title="The fee", fee=fee(case, cases.today()), rows=rows, paid=paid, over=too_much(case),
        columns=PAYMENTS, given_back=refunds.rows(case),
        back_url=Place(actor, case).at("give-back") if may_work and paid else "", **council_cases.around(case, actor),
    )  # fmt: skip


def _paid(each: Any) -> list[str]:
    on = wording.day(timezone.localdate(each.at))
    return [on, wording.sentence(each.part), f"£{each.pence / fees.PENCE:,.2f}", each.method, each.reference]


def too_much(case: Case) -> list[tuple[str, str]]:
    """The parts of which more was paid than is owed at most, each with the amount; none where it cannot be told."""
    try:
        owed = [fees.owed(case, part) for part in fees.Part]
    except Refused:
        return []  # the page says what is wrong with the table
    over = [(each.part, each.paid - each.most) for each in owed if each.most is not None]
    return [(part, f"£{pence / fees.PENCE:,.2f}") for part, pence in over if pence > 0]


def _row(each: Reduction, said: Any, place: Place, may_work: bool) -> dict[str, str]:
    row = said.get(each.when)
    answer = {True: "Yes", False: "No", None: "Not known"}[row.answer if row else None]
    who = f"{row.by}, {wording.day(timezone.localdate(row.at))}. {row.reasons}".strip() if row else "Nobody has said."
    judged = "Asked of whoever applies." if each.asks else "The council judges this."
    href = place.at("correct-fee", each.when) if may_work else ""
    return {"name": each.says, "text": answer, "note": f"{who} {judged} {each.citation}.", "href": href, "what": each.says}


@for_council(Permission.WORK_CASES)
def correct(request: HttpRequest, actor: Actor, reference: str, word: str) -> HttpResponse:
    """Say as an officer whether something that lowers the fee is so, and how that is known."""
    case = council_cases.held(actor, reference)
    place = Place(actor, case)
    found = next((each for each in _reductions(case) if each.when == word), None)
    if found is None:
        raise Http404("The fee of this case depends on no such thing")
    asked = Asked("What the fee depends on", "Record", place.at("fee"), intro=(found.says, found.citation), refused=(NotAsked,))

    def do(said: dict[str, Any]) -> str:
        charges.correct(case, word, MEANS[said["answer"]], reasons=said["reasons"], by=actor, at=timezone.now())
        return "It is recorded, and the fee is worked out anew."

    return ask(request, place, CorrectForm(request.POST if request.method == "POST" else None), asked, do)
