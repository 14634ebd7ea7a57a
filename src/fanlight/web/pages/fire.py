"""What passes with the fire and rescue authority about a case, from the council's side: asked, answered, referred, visited together."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import fire
from fanlight.casework.actions.fire import Asking, NoFireAuthority
from fanlight.casework.queries import cases
from fanlight.casework.queries import fire as matters
from fanlight.casework.rows import FireEntry, FireRecord
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.facts.thing import fact
from fanlight.licensing import procedure
from fanlight.licensing.deadlines import DatesInvalid
from fanlight.licensing.procedure import Step, StepNotOpen
from fanlight.web.forms import Form, a_day, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages import asking
from fanlight.web.pages.asking import Asked, Place, ask
from fanlight.web.pages.cases import around, held
from fanlight.web.wording import words as in_words

KINDS = {
    "fire-consultation": "Consultation", "fire-referral-to-council": "Referral to the council",
    "fire-referral-to-fire-authority": "Referral to the fire authority", "fire-help-by-fire-authority": "Request for help",
    "fire-help-by-council": "Request for the council's help", "fire-joint-visit": "Joint visit",
    "fire-findings": "What the fire authority found",
    "fire-arrangement": "Arrangement between the two",
}  # fmt: skip
STEPS = {
    "ask": "Asked", "answer": "Answer", "go-on": "Go on without an answer", "tell-afterwards": "Told afterwards",
    "close": "Record what came of it", "refer": "Referred", "take-up": "Take it up", "return": "Give it back", "propose": "Proposed",
    "agree": "Agree to the visit", "decline": "Decline the visit", "make": "Record that the visit was made", "tell": "Told", "add": "Added",
    "watch": "Record how it works", "review": "Record a review", "end": "End the arrangement",
}  # fmt: skip
NEEDS = {
    "fire-hazard-or-application": "Which application or hazard", "action-described": "What does the council mean to do?",
    "answer-given": "What is the answer?", "reasons-recorded": "What are the reasons?", "what-came-of-it": "What came of it?",
    "emergency-measures": "Which measures could not wait?", "urgent-or-complex": "What is urgent or complex, and why?",
    "visit-described": "When is the visit to be, and what for?", "what-was-found": "What was found?", "fire-matter": "What is the matter?",
    "serious-matter": "What is the matter?", "both-agreed": "What was agreed?", "due": "By when",
}  # fmt: skip
PRACTICE = "No law names a time: this is the council's own practice."


class ConsultForm(Form):
    """What the fire authority is asked."""

    question = words("What do you ask the fire and rescue authority?", hint="One question a line.")
    action = words("What does the council mean to do?", hint="For example: grant the licence for six people with the conditions drafted.")
    is_urgent = forms.BooleanField(label="This is urgent", required=False)
    due_on = a_day("Answer asked for by", required=False, hint=f"{PRACTICE} Leave it empty to take it.")


class HelpForm(Form):
    """Which help is asked for."""

    question = words("What is urgent or complex, and why?")
    action = words("What do you ask them to do?")
    is_urgent = forms.BooleanField(label="This is urgent", required=False)


class ReferForm(Form):
    """A matter of fire for the fire authority."""

    matter = words("What is the matter?", hint="A matter about fire in the parts that the fire authority acts on.")


class VisitForm(Form):
    """A visit together."""

    visit = words("When is the visit to be, and what for?")


class AfterwardsForm(Form):
    """Emergency measures that could not wait."""

    measures = words("Which measures could not wait?")
    action = words("What did the council do?")
    reasons = words("Why could the fire authority not be asked before?")


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Every matter with the fire authority about a case, with what each side said."""
    case, today = held(actor, reference), cases.today()
    place = Place(actor, case)
    found = [_matter(each, place, today) for each in matters.of_case(actor, case)]
    ways = {way.step.name for way in cases.ways(case, actor, today)}
    authority = case.council.fire_authority
    return page(
        request, "cases/fire.html", title="Fire authority", matters=found, may_consult="consult-fire-authority" in ways,
        authority=authority.name if authority else "", **around(case, actor),
    )  # fmt: skip


def _matter(each: FireRecord, place: Place, today: Any) -> dict[str, Any]:
    late = each.due_on is not None and each.due_on < today and each.state == "asked"
    steps = open_steps(each, place.actor)
    return {
        "kind": KINDS.get(each.table, each.table), "state": wording.sentence(each.state), "is_urgent": each.is_urgent, "is_late": late,
        "due": wording.day(each.due_on) if each.due_on else "", "entries": [_entry(one) for one in each.entries.all()],
        "ways": [{"text": STEPS.get(step.name, step.name), "href": place.at("fire-step", each.pk, step.name)} for step in steps],
        "number": each.pk,
    }  # fmt: skip


def open_steps(each: FireRecord, actor: Actor) -> list[Step]:
    """The steps of a matter that somebody's roles may take from where it stands."""
    table = procedure.table(each.table, cases.today())
    return [step for step in table.steps if each.state in step.from_ and set(step.who) & actor.roles]


def _entry(one: FireEntry) -> dict[str, Any]:
    when = timezone.localtime(one.at)
    said = [{"name": NEEDS.get(name, wording.sentence(name.replace("-", " "))), "text": text} for name, text in one.said.items() if text]
    title = STEPS.get(one.name, one.name)
    return {"title": title, "by": f"{one.by}, {one.role}", "when": f"{wording.day(when.date())} at {when:%H:%M}", "said": said}


@for_council(Permission.WORK_CASES)
def consult(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Ask the fire authority about an application: the step of the case and their shared matter begin together."""
    case = held(actor, reference)
    place = Place(actor, case)
    by_practice = fire.due(case.house, Asking("", ""), cases.today())
    form = ConsultForm(request.POST if request.method == "POST" else None, initial={"due_on": by_practice.on})
    asked = Asked(
        "Ask the fire and rescue authority", "Ask", place.at("fire"), hidden={"seen": case.steps}, intro=(by_practice.why,),
        refused=(NoFireAuthority, Incomplete, DatesInvalid),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        wanted = Asking(said["question"], said["action"], said["is_urgent"], said["due_on"], asking.seen(request))
        fire.consult(case, wanted, by=actor, at=timezone.now())
        return "The fire and rescue authority is asked."

    return ask(request, place, form, asked, do)


def _help(place: Place, said: dict[str, Any]) -> None:
    wanted = Asking(said["question"], said["action"], said["is_urgent"])
    fire.ask_for_help(place.case.house, wanted, by=place.actor, at=timezone.now(), case=place.case)


def _refer(place: Place, said: dict[str, Any]) -> None:
    fire.refer(place.case.house, said["matter"], by=place.actor, at=timezone.now(), case=place.case)


def _visit(place: Place, said: dict[str, Any]) -> None:
    fire.propose_visit(place.case.house, said["visit"], by=place.actor, at=timezone.now(), case=place.case)


def _afterwards(place: Place, said: dict[str, Any]) -> None:
    told = {"emergency-measures": said["measures"], "action-described": said["action"], "reasons-recorded": said["reasons"]}
    fire.tell_afterwards(place.case.house, told, by=place.actor, at=timezone.now(), case=place.case)


BEGINNINGS: dict[str, tuple[str, type[Form], Callable[[Place, dict[str, Any]], None], str]] = {
    "refer": ("Refer a matter of fire", ReferForm, _refer, "The matter is referred."),
    "help": ("Ask the fire authority for help", HelpForm, _help, "Help is asked for."),
    "visit": ("Propose a joint visit", VisitForm, _visit, "The visit is proposed."),
    "afterwards": ("Tell of emergency measures", AfterwardsForm, _afterwards, "The fire and rescue authority is told."),
}
"""What an officer may begin beside a consultation: its title, its form, its action and what is said once it is done."""


@for_council(Permission.WORK_CASES)
def begin(request: HttpRequest, actor: Actor, reference: str, kind: str) -> HttpResponse:
    """Begin a matter with the fire authority."""
    if kind not in BEGINNINGS:
        raise Http404("There is no such matter")
    place = Place(actor, held(actor, reference))
    title, made, do, done = BEGINNINGS[kind]
    asked = Asked(title, "Send", place.at("fire"), refused=(NoFireAuthority,))

    def begun(said: dict[str, Any]) -> str:
        do(place, said)
        return done

    return ask(request, place, made(request.POST if request.method == "POST" else None), asked, begun)


@for_council(Permission.WORK_CASES)
def step(request: HttpRequest, actor: Actor, reference: str, number: int, name: str) -> HttpResponse:
    """Take the council's next step of a matter, with what the step needs to be said."""
    case = held(actor, reference)
    record = matters.of_case(actor, case).filter(pk=number).first()
    if record is None:
        raise Http404("There is no such matter in this case")
    place = Place(actor, case)
    try:
        row = procedure.table(record.table, cases.today()).step(name)
    except StepNotOpen as error:
        raise Http404(str(error)) from error
    form = Form(request.POST if request.method == "POST" else None)
    for need in row.needs:
        form.fields[need] = words(NEEDS.get(need, need), hint=procedure.need(need, cases.today()).says)
    asked = Asked(STEPS.get(name, name), "Record", place.at("fire"), intro=(row.says,), hidden={"seen": record.steps})

    def do(said: dict[str, Any]) -> str:
        fire.add(record, name, said=said, by=actor, at=timezone.now(), seen=asking.seen(request))
        return "Recorded, and told to the fire and rescue authority."

    return ask(request, place, form, asked, do)


@for_council(Permission.SEE_CASES)
def shared(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What the fire authority sees of a case, as it sees it."""
    case = held(actor, reference)
    found = matters.as_shared(actor, case)
    facts = (
        [[f"{in_words(one.path.partition('.')[0])} {one.id}".strip(), fact(one.path).question, one.value] for one in found.fire_facts]
        if found
        else []
    )
    return page(
        request, "cases/shared.html", title="What the fire authority sees", found=found, facts=facts,
        **around(case, actor, ("Fire authority", Place(actor, case).at("fire"))),
    )  # fmt: skip
