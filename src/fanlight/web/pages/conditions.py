"""What a licence asks, followed to its end: its conditions with who recorded what, and its calendar with the evidence kept."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import conditions as acts
from fanlight.casework.actions import uploads
from fanlight.casework.actions.conditions import ConditionNotOpen, Proved
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.queries import cases, licences
from fanlight.casework.queries.licences import Followed, Kept
from fanlight.casework.rows import Case, Condition, Licence
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.licensing.compliance import Entry, State
from fanlight.licensing.duties import Place as DutyPlace
from fanlight.web.forms import Form, a_day, file, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, Place, ask, given
from fanlight.web.pages.cases import around, held
from fanlight.web.pages.documents import ACCEPTED
from fanlight.web.wording import rhythm

ORDER = (State.LATE, State.CANNOT_TELL, State.DUE, State.DONE, State.WAITING, State.ALWAYS)
HEADINGS = {
    State.LATE: "Late", State.CANNOT_TELL: "May be late: it cannot be told", State.DUE: "Due", State.DONE: "Done",
    State.WAITING: "When it happens", State.ALWAYS: "Always",
}  # fmt: skip
FILE_HINT = "A certificate, a photograph or a letter, if there is one."


class MetForm(Form):
    """That a condition is met, and what shows it."""

    on = a_day("Day on which it was met")
    note = words("What shows that it is met?", hint="For example: the electrician's certificate, or what you saw on a visit.", rows=3)
    file = file("Evidence", required=False, hint=FILE_HINT, accept=ACCEPTED)


class ReopenForm(Form):
    """Why a condition is not met after all."""

    reasons = words("Why is it not met after all?", rows=3)


class RefuseForm(Form):
    """Why evidence does not count."""

    reasons = words("Why does it not count?", hint="For example: it is of another house, or the engineer is not registered.", rows=3)


class ProofForm(Form):
    """That a duty was done."""

    on = a_day("Day on which it was done")
    next_on = a_day("Next day that the paper names", required=False, hint="Leave it empty where it names none.")
    note = words("What shows it?", required=False, rows=3)
    file = file("Evidence", required=False, hint=FILE_HINT, accept=ACCEPTED)


def _licence(case: Case) -> Licence:
    found = licences.of_case(case)
    if found is None:
        raise Http404("This case is not that of a licence")
    return found


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The conditions of a licence, those due first."""
    case = held(actor, reference)
    place = Place(actor, case)
    rows = [_row(each, place) for each in licences.conditions(_licence(case), cases.today())]
    counts = {"late": sum(each["is_late"] for each in rows), "open": sum(not each["is_met"] for each in rows)}
    return page(request, "cases/conditions.html", title="Conditions", rows=rows, counts=counts, **around(case, actor))


def _row(each: Followed, place: Place) -> dict[str, Any]:
    row = each.condition
    return {
        "words": row.words, "because": row.because, "due": wording.day(row.due_on) if row.due_on else "", "is_met": each.is_met,
        "is_late": each.is_late, "met": f"{wording.day(row.met_on)}, {row.met_by}: {row.met_note}" if row.met_on else "",
        "url": place.at("reopen-condition" if each.is_met else "meet-condition", row.pk),
    }  # fmt: skip


def _condition(case: Case, number: int) -> Condition:
    found = licences.condition(_licence(case), number)
    if found is None:
        raise Http404("There is no such condition of this licence")
    return found


@for_council(Permission.WORK_CASES)
def meet(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Record that a condition is met."""
    case = held(actor, reference)
    place, row = Place(actor, case), _condition(case, number)
    asked = Asked(
        "Record a condition as met", "Record", place.at("conditions"), intro=(row.words,), takes_files=True,
        refused=(ConditionNotOpen, FileNotTaken),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        with uploads.intake() as into:
            kept = _kept(place, said, into)
            note = f"{said['note']} (file: {kept.name})" if kept else said["note"]
            acts.meet(row, on=said["on"], note=note, by=actor, at=timezone.now())
        return "The condition is recorded as met."

    return ask(request, place, MetForm(**given(request)), asked, do)


def _kept(place: Place, said: dict[str, Any], into: uploads.Intake) -> Any:
    """The file that a form brought, kept in the case of the licence; None where it brought none. Raises FileNotTaken."""
    if not said["file"]:
        return None
    brought = Given(Kind.OTHER, said["file"].name, said["file"].read())
    return uploads.accept(place.case, brought, by=place.actor, at=timezone.now(), into=into)


@for_council(Permission.WORK_CASES)
def reopen(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Take back that a condition is met."""
    case = held(actor, reference)
    place, row = Place(actor, case), _condition(case, number)
    asked = Asked("Open a condition again", "Open again", place.at("conditions"), intro=(row.words,), refused=(ConditionNotOpen,))

    def do(said: dict[str, Any]) -> str:
        acts.reopen(row, reasons=said["reasons"], by=actor, at=timezone.now())
        return "The condition is open again."

    return ask(request, place, ReopenForm(request.POST if request.method == "POST" else None), asked, do)


@for_council(Permission.SEE_CASES)
def calendar(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What the licence asks of those who run the house within a year, what is outstanding, and the evidence kept."""
    case, today = held(actor, reference), cases.today()
    place, licence = Place(actor, case), _licence(case)
    problem = ""
    entries: tuple[Entry, ...] = ()
    try:
        entries = licences.calendar(licence, today)
    except Refused as error:
        problem = str(error)
    numbers = {each.condition.key: each.condition.pk for each in licences.conditions(licence, today)}
    groups = {HEADINGS[state]: [_entry(each, place, numbers) for each in entries if each.state is state] for state in ORDER}
    proofs = [_proof(each, place) for each in licences.evidence(licence)]
    return page(
        request, "cases/calendar.html", title="Calendar", groups={name: found for name, found in groups.items() if found}, problem=problem,
        proofs=proofs, proof_columns=["Done on", "Duty", "What shows it", "File", "Who says so", "Does it count?"], **around(case, actor),
    )  # fmt: skip


def _proof(each: Kept, place: Place) -> list[Any]:
    row, refused = each.row, each.refused
    file = {"text": row.upload.name, "href": place.at("document", row.upload_id)} if row.upload else "None"
    refuse = {"text": "It counts: refuse it", "href": place.at("refuse-evidence", row.pk)}
    counts = f"No: {refused.note} ({refused.by}, {wording.day(refused.on)})" if refused else refuse
    return [wording.day(row.on), row.duty, row.note or "Nothing", file, each.whose if each.is_theirs else f"Recorded by {row.by}.", counts]


def _entry(each: Entry, place: Place, numbers: Mapping[str, int]) -> dict[str, Any]:
    duty = each.duty
    is_condition = duty.id in numbers and duty.place is DutyPlace.DAY
    return {
        "says": duty.says, "due": wording.day(each.due_on) if each.due_on else "", "period": rhythm(duty.period),
        "owed_by": ", ".join(duty.owed_by),
        "cited": duty.cited, "working": each.working, "doubts": each.doubts, "done": wording.day(each.proof.on) if each.proof else "",
        "late_by": each.days_late, "who": each.proof.note if each.proof else "",
        "prove": "" if each.state is State.DONE else place.at("meet-condition", numbers[duty.id]) if is_condition
        else f"{place.at('evidence')}?{urlencode({'duty': duty.id})}",
    }  # fmt: skip


@for_council(Permission.WORK_CASES)
def prove(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Keep evidence that a duty was done."""
    case = held(actor, reference)
    place, licence = Place(actor, case), _licence(case)
    duty = next((each for each in licences.duties_of(licence, cases.today()) if each.id == request.GET.get("duty", "")), None)
    if duty is None:
        raise Http404("Nobody has such a duty under this licence")
    asked = Asked(
        "Record evidence", "Record", place.at("calendar"), intro=(duty.says, duty.cited), takes_files=True, refused=(FileNotTaken,)
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        with uploads.intake() as into:
            kept = _kept(place, said, into)
            acts.prove(licence, Proved(duty.id, said["on"], said["note"], said["next_on"], kept), by=actor, at=timezone.now())
        return "The evidence is kept."

    return ask(request, place, ProofForm(**given(request)), asked, do)


@for_council(Permission.WORK_CASES)
def refuse(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Say that a piece of evidence does not count, and why."""
    case = held(actor, reference)
    place, found = Place(actor, case), licences.one_evidence(_licence(case), number)
    if found is None:
        raise Http404("There is no such evidence")
    about = f"{found.row.duty}, done on {wording.day(found.row.on)}. {found.whose}"
    told = ("It stays on the record and is not counted any more; who sent it is told your reasons.",)
    asked = Asked("Refuse evidence", "Refuse", place.at("calendar"), intro=(about, *told), refused=(ConditionNotOpen,))

    def do(said: dict[str, Any]) -> str:
        acts.refuse(found.row, reasons=said["reasons"], by=actor, at=timezone.now())
        return "The evidence does not count any more."

    return ask(request, place, RefuseForm(request.POST if request.method == "POST" else None), asked, do)
