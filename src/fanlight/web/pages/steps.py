"""Taking a step: what it asks to be said, the letters it would serve shown before they go, and then the step or its signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing as sealing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework import access
from fanlight.casework.access import NotPermitted, Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import fire, signing, steps
from fanlight.casework.actions.cases import CaseMoved, Taking
from fanlight.casework.actions.fire import Asking, NoFireAuthority
from fanlight.casework.actions.licences import LicenceNotValid
from fanlight.casework.actions.signing import NotWaiting
from fanlight.casework.notices import serving
from fanlight.casework.notices.serving import Made
from fanlight.casework.queries import cases
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.licensing import procedure
from fanlight.licensing.deadlines import DatesInvalid
from fanlight.licensing.procedure import Step, StepNotOpen
from fanlight.web import step_forms, step_words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import around, back, case_header, held, sections, told, trail

REFUSED = (StepNotOpen, CaseMoved, NotPermitted, NotWaiting, LicenceNotValid, Incomplete, DatesInvalid, NoFireAuthority, ValueError)
ELSEWHERE = {("licence", "end-by-death"): "death"}
"""Steps that have a page of their own, because more happens with them."""
SEAL = "a step that was checked"


@dataclass(frozen=True, slots=True)
class At:
    """Where a step is to be taken: by whom, in which case, and its row in the step table."""

    actor: Actor
    case: Case
    row: Step

    @property
    def needs_signature(self) -> bool:
        """Whether another has to sign: the actor has none of the roles that may take it."""
        return not set(self.row.who) & self.actor.roles

    @property
    def name(self) -> str:
        """The step in words."""
        return step_words.name(self.row.table, self.row.name)

    def around(self) -> dict[str, Any]:
        """What every page of a step shows of its case."""
        return {
            **around(self.case, self.actor),
            "step": _shown(self.row),
            "for_signature": self.needs_signature,
        }


@for_council(Permission.WORK_CASES)
def step(request: HttpRequest, actor: Actor, reference: str, name: str) -> HttpResponse:
    """A step of a case: first what it asks, then what it would serve, then done."""
    case = held(actor, reference)
    if (case.table, name) in ELSEWHERE:
        return redirect(ELSEWHERE[case.table, name], _slug(actor), case.reference)
    at = At(access.entering(actor, case.table, name), case, _row(case, name))
    if "sealed" in request.POST:
        return _confirm(request, at)
    form = step_forms.of(at.row, case, cases.today(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _check(request, at, form)
    return _asked(request, at, form)


def _slug(actor: Actor) -> str:
    assert actor.council is not None
    return actor.council.slug


def _row(case: Case, name: str) -> Step:
    try:
        return procedure.table(case.table, cases.today()).step(name)
    except StepNotOpen as error:
        raise Http404(str(error)) from error


def _check(request: HttpRequest, at: At, form: step_forms.StepForm) -> HttpResponse:
    taking = Taking(at.row.name, _signer(at), timezone.now(), at.case.steps, form.reasons, {}, form.details(at.case))
    try:
        made = steps.preview(at.case, taking)
    except REFUSED as error:
        return _asked(request, at, form, _told(error))
    sealed = sealing.dumps({"reasons": taking.reasons, "details": dict(taking.details), "seen": at.case.steps}, salt=SEAL)
    title = "Check before you put it up" if at.needs_signature else "Check before you confirm"
    return page(request, "cases/check_step.html", title=title, letters=_letters(made), sealed=sealed, reasons=taking.reasons, **at.around())


def _signer(at: At) -> Actor:
    """Who would take the step: the actor, or a manager after them where it needs a signature."""
    return Actor(at.actor.account, frozenset(at.row.who) | at.actor.roles, at.actor.council) if at.needs_signature else at.actor


def _letters(made: Sequence[Made]) -> list[dict[str, Any]]:
    return [{"letter": each.letter, "to": each.to.name if each.to else "the file of the case"} for each in made]


def _confirm(request: HttpRequest, at: At) -> HttpResponse:
    again = step_forms.of(at.row, at.case, cases.today(), None)
    try:
        said = sealing.loads(request.POST["sealed"], salt=SEAL, max_age=60 * 60 * 12)
    except sealing.BadSignature:
        return _asked(request, at, again, ["Check the step again: what came was changed, or is from yesterday."])
    taking = Taking(at.row.name, at.actor, timezone.now(), said["seen"], said["reasons"], {}, said["details"])
    try:
        done = _put_up(at, taking) if at.needs_signature else _take(at, taking)
    except REFUSED as error:
        return _asked(request, at, again, _told(error))
    told(request, done)
    return back(at.actor, at.case)


def _put_up(at: At, taking: Taking) -> str:
    signing.put_up(at.case, taking)
    return f"{at.name}: put up for signature."


def _take(at: At, taking: Taking) -> str:
    if taking.name == "consult-fire-authority":
        return _consult(at, taking)
    moved = steps.take(at.case, taking)
    served = sum(bool(notice.to) for notice in moved.notices)
    return f"{at.name}: done. {wording.counted(served, 'letter')} served."


def _consult(at: At, taking: Taking) -> str:
    """The step of the case and the beginning of the matter that the fire authority answers, both or neither."""
    by_day = taking.details.get("answer_by_on")
    asking = Asking(
        str(taking.details.get("question", "")), taking.reasons or str(at.row.says), bool(taking.details.get("is_urgent")),
        date.fromisoformat(by_day) if by_day else None, taking.seen,
    )  # fmt: skip
    fire.consult(at.case, asking, by=at.actor, at=taking.at)
    return f"{at.name}: done. The fire and rescue authority is told."


def _told(error: Exception) -> list[str]:
    """What is wrong, each thing by itself."""
    if isinstance(error, LicenceNotValid):
        return [wording.sentence(each) for each in error.wrong]
    if isinstance(error, Incomplete):
        return [f"The letter needs {each}" for each in error.missing]
    return [str(error)]


def _asked(request: HttpRequest, at: At, form: step_forms.StepForm, wrong: Sequence[str] = ()) -> HttpResponse:
    problems = [*form.problems(), *({"text": each, "href": "#main-content"} for each in wrong)]
    return page(request, "cases/step.html", title=at.name, form=form, problems=problems, notes=form.notes, **at.around())


def _shown(row: Step) -> dict[str, Any]:
    return {
        "says": row.says,
        "cited": row.provision.cited,
        "kinds": [kind.replace("-", " ") for kind in serving.kinds(row.table, row.name)],
    }


@for_council(Permission.SIGN)
def to_sign(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The decisions that wait for a manager."""
    assert actor.council is not None
    rows = [
        [
            {"text": each.case.reference, "href": f"{each.pk}/"},
            f"{each.case.house.address}",
            step_words.name(each.case.table, each.step),
            str(each.by),
            wording.day(timezone.localdate(each.at)),
        ]
        for each in cases.waiting_for_signature(actor.council)
    ]
    return page(
        request, "cases/to_sign.html", title="Decisions to sign", rows=rows, columns=["Case", "House", "Decision", "Put up by", "On"]
    )


@for_council(Permission.SIGN)
def sign(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One decision with its letters as they will be served: signed, or returned with reasons."""
    assert actor.council is not None
    proposal = cases.proposal(actor.council, number)
    if proposal is None:
        raise Http404("There is no such decision to sign")
    form = step_forms.Return(request.POST if request.POST.get("answer") == "return" else None)
    wrong: list[str] = []
    if request.method == "POST":
        try:
            if answer := _answered(request, actor, proposal, form):
                return answer
        except REFUSED as error:
            wrong = _told(error)
    taking = Taking(proposal.step, actor, timezone.now(), None, proposal.reasons, {}, proposal.details)
    letters: list[dict[str, Any]] = []
    try:
        letters = _letters(steps.preview(proposal.case, taking))
    except REFUSED as error:
        wrong = wrong or _told(error)
    problems = [*form.problems(), *({"text": each, "href": "#main-content"} for each in wrong)]
    return page(
        request, "cases/sign.html", title=step_words.name(proposal.case.table, proposal.step), case=case_header(proposal.case),
        sections=sections(proposal.case, actor), letters=letters, form=form, proposal={"by": str(proposal.by), "reasons": proposal.reasons},
        problems=problems, breadcrumbs=trail(actor, ("To sign", "../")),
    )  # fmt: skip


def _answered(request: HttpRequest, actor: Actor, proposal: Any, form: step_forms.Return) -> HttpResponse | None:
    """Where an answer leads; None where it was returned without saying why, which the form tells."""
    if request.POST.get("answer") == "sign":
        signing.sign(proposal, by=actor, at=timezone.now())
        told(request, "Signed. The letters are served.")
    elif form.is_valid():
        signing.return_(proposal, reasons=form.cleaned_data["reasons"], by=actor, at=timezone.now())
        told(request, f"Returned to {proposal.by}.")
    else:
        return None
    assert actor.council is not None
    return redirect("to-sign", actor.council.slug)
