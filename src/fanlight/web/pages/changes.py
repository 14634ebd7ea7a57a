"""Changes that were reported to the council: listed, those without an answer first, entered from a letter, and answered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import changes as acts
from fanlight.casework.actions import uploads
from fanlight.casework.actions.changes import Change, Letter
from fanlight.casework.actions.matters import MatterNotOpen
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.queries import changes
from fanlight.casework.rows import ChangeReported
from fanlight.documents import wording
from fanlight.web import reported
from fanlight.web.forms import Choice, Form, a_day, file, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, Place, ask, given
from fanlight.web.pages.cases import held
from fanlight.web.pages.documents import ACCEPTED

COLUMNS = ["Case", "House", "What was reported", "By", "On", "What the council did"]
NOTHING = "nothing"
BEGINS = (
    Choice(NOTHING, "Nothing more", "What you write is the answer."),
    Choice("variation", "Begin to vary the licence"),
    Choice("revocation", "Begin to revoke the licence"),
)


class AnswerForm(Form):
    """What the council did about a report."""

    words = words("What did you do about it?", hint="Whoever reported it reads this.")


class EnterForm(Form):
    """A report that came by letter."""

    change = one_of("What has changed?", [Choice(each.value, wording.sentence(each.value)) for each in Change])
    happened_on = a_day("When did it, or will it, happen?", required=False, hint="Leave it empty where the letter does not say.")
    said = words("What does the letter say?", hint="For a sale or another manager: who, with address, telephone and email.")
    by_name = line("Who wrote?")
    received_on = a_day("On which day was it received?")
    file = file("The letter as a file", required=False, hint="Scanned or photographed, if there is one.", accept=ACCEPTED)


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was reported to the council, what nobody answered first."""
    assert actor.council is not None
    number = request.GET.get("page", "1")
    found = changes.listed(actor.council, int(number) if number.isdecimal() and len(number) < 7 else 1)
    rows = [_row(each, actor) for each in found.changes]
    return page(request, "cases/changes.html", title="Changes reported", rows=rows, columns=COLUMNS, found=found)


def _row(each: ChangeReported, actor: Actor) -> list[Any]:
    link = reported.answer_url(each, each.case, actor)
    waits: Any = {"text": "Nothing yet: answer it", "href": link} if link else "Nothing yet"
    return [
        {"text": each.case.reference, "href": Place(actor, each.case).at("case")}, each.case.house.address,
        f"{wording.sentence(each.kind)}. {each.words}", reported.whose(each), wording.day(reported.came_on(each)),
        " ".join(reported.done(each)) or waits,
    ]  # fmt: skip


@for_council(Permission.WORK_CASES)
def answer(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Record what was done about a report; in a licence in force it can begin a variation or revocation."""
    case = held(actor, reference)
    place, found = Place(actor, case), changes.one(case, number)
    if found is None:
        raise Http404("Nobody reported such a change")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if case.table == "licence" and case.state == "in force":
        form.fields["begins"] = one_of("What follows from it?", BEGINS)
        form.initial["begins"] = NOTHING
    by = f"Reported by {reported.whose(found)}, {wording.day(reported.came_on(found))}."
    asked = Asked(
        "Answer a report", "Record", place.at("case"), refused=(MatterNotOpen,),
        intro=(f"{wording.sentence(found.kind)}. {found.words}", by, *reported.done(found)),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        begins = said.get("begins", NOTHING)
        made = acts.answer(found, said["words"], begins="" if begins == NOTHING else begins, by=actor, at=timezone.now())
        return f"The answer is kept, and {made.led_to.reference} is begun." if made.led_to else "The answer is kept."

    return ask(request, place, form, asked, do)


@for_council(Permission.WORK_CASES)
def enter(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Enter a change that was reported by letter."""
    case = held(actor, reference)
    place = Place(actor, case)
    asked = Asked(
        "Enter a change reported by letter", "Enter", place.at("case"), takes_files=True, refused=(FileNotTaken,),
        intro=("It is kept as reported on the day on which it was received, and waits for an answer like any other.",),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        with uploads.intake() as into:
            paper = None
            if said["file"]:
                brought = Given(Kind.OTHER, said["file"].name, said["file"].read())
                paper = uploads.accept(case, brought, by=actor, at=timezone.now(), into=into).pk
            letter = Letter(Change(said["change"]), said["said"], said["by_name"], said["received_on"], said["happened_on"], paper)
            acts.enter(case, letter, by=actor, at=timezone.now())
        return "The report is kept."

    return ask(request, place, EnterForm(**given(request)), asked, do)
