"""Representations on the notices of a case: each beside its notice, weighed one by one; and one that came by post entered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework import parties
from fanlight.casework.access import NotPermitted, Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import representations as acts
from fanlight.casework.actions.representations import Answer, RepresentationNotOpen, Said
from fanlight.casework.queries import cases, representations
from fanlight.casework.queries.representations import Heard
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, a_day, one_of, seen, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, Place, ask
from fanlight.web.pages.cases import around, held

ANSWERS = (
    Choice(Answer.ACCEPTED, "Accepted", "What is proposed changes as they ask"),
    Choice(Answer.PARTLY, "Accepted in part"),
    Choice(Answer.NOT_ACCEPTED, "Not accepted"),
)
REFUSED = (RepresentationNotOpen, NotPermitted)


class WeighForm(Form):
    """How a representation is answered."""

    answer = one_of("What is the answer?", ANSWERS)
    reasons = words("Why?", hint="Whoever made it is told, and the decision prints it.")


class WithdrawnForm(Form):
    """How it is known that a representation was taken back."""

    reasons = words("How do you know that it was withdrawn?", rows=3)


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Every representation in the order in which they came, with how each was answered."""
    case = held(actor, reference)
    place = Place(actor, case)
    found = [_shown(each, place) for each in representations.of_case(case)]
    waiting = sum(not each["answer"] and not each["is_late"] for each in found)
    ways = {way.step.name: way for way in cases.ways(case, actor, cases.today())}
    change = ways.get("propose-modifications")
    return page(
        request, "cases/representations.html", title="Representations", found=found, waiting=waiting,
        may_enter=bool(representations.invited(case)),
        change_url=place.at("step", change.step.name) if change and change.is_open else "", **around(case, actor),
    )  # fmt: skip


def _shown(each: Heard, place: Place) -> dict[str, Any]:
    made, answer = each.made, each.answer
    return {
        "by": made.by_name, "received": made.received_on, "words": made.words, "is_late": each.is_late, "notice": made.notice.title,
        "notice_url": place.at("notice", made.notice_id), "last_on": made.notice.last_on, "answer": answer.answer if answer else "",
        "reasons": answer.reasons if answer else "", "answered_by": str(answer.by) if answer else "",
        "url": place.at("weigh-representation", made.pk),
        "withdrawn_url": place.at("withdraw-representation", made.pk), "is_withdrawn": bool(answer and answer.answer == Answer.WITHDRAWN),
    }  # fmt: skip


def _one(case: Case, number: int) -> Heard:
    found = representations.one(case, number)
    if found is None:
        raise Http404("There is no such representation in this case")
    return found


@for_council(Permission.WORK_CASES)
def weigh(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Weigh one representation."""
    case = held(actor, reference)
    place, heard = Place(actor, case), _one(case, number)
    made = heard.made
    late = "It came after the last day: the council need not weigh it, and may." if heard.is_late else ""
    intro = tuple(part for part in (f"{made.by_name}, {wording.day(made.received_on)}:", *made.words.splitlines(), late) if part)
    asked = Asked(
        "Weigh a representation", "Record", place.at("representations"), intro=intro, hidden={"seen": representations.seen(made)},
        refused=REFUSED,
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        answer = Answer(said["answer"])
        acts.weigh(made, answer, reasons=said["reasons"], by=actor, at=timezone.now(), seen=seen(request))
        return f"The representation of {made.by_name} is weighed: {answer.value}."

    return ask(request, place, WeighForm(request.POST if request.method == "POST" else None), asked, do)


@for_council(Permission.WORK_CASES)
def withdraw(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Enter that a representation was taken back."""
    case = held(actor, reference)
    place, made = Place(actor, case), _one(case, number).made
    asked = Asked("Enter that it was withdrawn", "Record", place.at("representations"), refused=REFUSED)

    def do(said: dict[str, Any]) -> str:
        acts.withdraw(made, by=actor, at=timezone.now(), reasons=said["reasons"])
        return f"The representation of {made.by_name} is withdrawn."

    return ask(request, place, WithdrawnForm(request.POST if request.method == "POST" else None), asked, do)


@for_council(Permission.WORK_CASES)
def enter(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Enter a representation that came by post."""
    case = held(actor, reference)
    place = Place(actor, case)
    notices = {str(each.pk): each for each in representations.invited(case)}
    people = {str(each.pk): each for each in parties.rows(case)}
    if not notices:
        raise Http404("No notice of this case asks for representations")
    form = Form(request.POST if request.method == "POST" else None)
    titles = [
        Choice(key, f"{each.title}, to {each.to or 'the file of the case'}", f"Served on {wording.day(each.served_on)}")
        for key, each in notices.items()
    ]
    form.fields["notice"] = one_of("On which notice?", titles)
    form.fields["party"] = one_of("Who made it?", [Choice(key, each.name, each.role) for key, each in people.items()])
    form.fields["received_on"] = a_day("Day on which it came")
    form.fields["words"] = words("What does it say?", hint="In their own words.", rows=8)
    asked = Asked("Enter a representation", "Enter", place.at("representations"), refused=REFUSED)

    def do(said: dict[str, Any]) -> str:
        told = Said(said["words"], people[said["party"]], received_on=said["received_on"])
        acts.make(notices[said["notice"]], told, by=actor, at=timezone.now())
        return "The representation is entered."

    return ask(request, place, form, asked, do)
