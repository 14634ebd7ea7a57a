"""The pages of what passes between council and fire authority, the same for either side: the list, one matter, a step, a new matter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Actor
from fanlight.casework.actions import fire as acts
from fanlight.casework.actions import uploads
from fanlight.casework.actions.cases import CaseMoved
from fanlight.casework.actions.fire import Asking, Due, NoFireAuthority, Opening
from fanlight.casework.actions.fire_papers import MatterEnded
from fanlight.casework.contents import FileNotTaken
from fanlight.casework.queries import fire
from fanlight.casework.queries.joint_visits import AT
from fanlight.casework.rows import Case, FireEntry, FireRecord, House, Inspection
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.licensing import fire_authority, procedure
from fanlight.licensing.procedure import Role, Step, StepNotOpen
from fanlight.web import fire_forms, fire_papers
from fanlight.web.fire_forms import ANSWER, StepForm
from fanlight.web.frame import page
from fanlight.web.wording import cited, moment, words

REFUSED = (StepNotOpen, NotPermitted, NoFireAuthority, CaseMoved, Incomplete, ValueError)
MATTERS = {
    "fire-consultation": "Consultation",
    "fire-action-by-fire-authority": "Action of the fire authority",
    "fire-referral-to-council": "Referral to the council",
    "fire-referral-to-fire-authority": "Referral to the fire authority",
    "fire-help-by-fire-authority": "Request for help to the fire authority",
    "fire-help-by-council": "Request for help to the council",
    "fire-joint-visit": "Joint visit",
    "fire-findings": "Findings of the fire authority",
    "fire-arrangement": "Arrangement",
}
BEGUN = {
    "fire-referral-to-council": "Refer to the council",
    "fire-referral-to-fire-authority": "Refer to the fire authority",
    "fire-help-by-council": "Ask the council for help",
    "fire-help-by-fire-authority": "Ask the fire authority for help",
    "fire-joint-visit": "Propose a joint visit",
    "fire-findings": "Tell what you found",
    "fire-told-afterwards": "Tell the fire authority of emergency measures afterwards",
    "fire-action-by-fire-authority": "Tell the council of action you took",
}
"""What either may begin about a house without a case of its own."""
BY_STEP = {"fire-told-afterwards": ("fire-consultation", "tell-afterwards")}
"""What begins by a step of its own in a table that also begins otherwise."""
SHOWN = {fire.WAITING: "Waiting for you", fire.OPEN: "All open", fire.ENDED: "Ended"}
COLUMNS = ["Matter", "House", "Council", "Where it stands", "Answer asked for by"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose side of the table it is: who acts, the names of its addresses, and the organisation they stand in."""

    actor: Actor
    names: str
    organisation: str

    def address(self, name: str = "", *args: object) -> str:
        """The address of one of its pages."""
        return reverse(f"{self.names}-{name}" if name else self.names, args=[self.organisation, *args])

    def trail(self, *more: tuple[str, str]) -> list[Row]:
        """The way back."""
        return [{"text": text, "href": href} for text, href in (("Fire safety matters", self.address()), *more)]

    def held(self, number: int) -> FireRecord:
        """The matter of an address, if it is theirs; otherwise there is none."""
        found = fire.matter(self.actor, number)
        if found is None:
            raise Http404("There is no such matter for you")
        return found

    def role(self, step: Step) -> str:
        """The role in which a step would be taken."""
        return self.actor.role_for(step.who)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that take steps on this side."""
        return tuple(role for role in (Role.FIRE_OFFICER, Role.HOUSING_OFFICER, Role.TEAM_MANAGER) if role in self.actor.roles)


def listing(request: HttpRequest, desk: Desk, agreed: Sequence[tuple[str, str]]) -> HttpResponse:
    """What waits for this side, all that is open, or what has ended; late first."""
    shown = request.GET.get("show", fire.WAITING)
    shown = shown if shown in SHOWN else fire.WAITING
    number = request.GET.get("page", "1")
    found = fire.listed(desk.actor, shown, int(number) if number.isdecimal() and len(number) < 7 else 1, timezone.localdate())
    rows = [row(desk, each) for each in found.matters]
    return page(
        request, "fire/list.html", title="Fire safety matters", rows=rows, columns=COLUMNS, found=found, shown=shown, ways=SHOWN,
        new_url=desk.address("house"), agreed=agreed, address=f"?show={shown}&page=",
        known_url=desk.address("known") if desk.actor.fire_authority else "",
    )  # fmt: skip


def row(desk: Desk, each: FireRecord) -> list[Any]:
    """A matter as a row of a list."""
    urgent = "Urgent: " if each.is_urgent else ""
    due = wording.day(each.due_on) if each.due_on else "No day"
    late = " (late)" if fire.is_late(each, timezone.localdate()) else ""
    return [
        {"text": f"{urgent}{MATTERS[each.table]} {each.pk}", "href": desk.address("matter", each.pk)},
        ", ".join(part for part in (each.house.address, each.house.postcode) if part), each.council.name, wording.sentence(each.state),
        f"{due}{late}",
    ]  # fmt: skip


def matter(request: HttpRequest, desk: Desk, held: FireRecord, **more: Any) -> HttpResponse:
    """One matter: what was said in it, what comes next, and what else passed about the house."""
    others = [row(desk, each) for each in fire.of_house(desk.actor, held)]
    begun = [{"text": BEGUN[table], "href": desk.address("begin", held.pk, table)} for table in beginnings(desk)]
    return page(
        request, "fire/matter.html", title=held.house.address, matter=header(held), history=[_entry(each) for each in fire.entries(held)],
        ways=[_way(desk, held, each) for each in open_steps(desk, held)], others=others, columns=COLUMNS, begun=begun,
        papers=fire_papers.rows(desk.actor, held), paper_columns=fire_papers.COLUMNS, may_give=fire_papers.may_give(desk.actor, held),
        breadcrumbs=desk.trail(), **more,
    )  # fmt: skip


def booked(made: Inspection) -> Row:
    """The inspection that was booked from a joint visit, as the page of the matter shows it."""
    return {"when": moment(timezone.localtime(made.at)), "officer": str(made.officer)}


def beginnings(desk: Desk) -> list[str]:
    """What this side may begin about a house."""
    return [name for name in BEGUN if set(_first(name).who) & set(desk.roles)]


def _first(name: str) -> Step:
    """The step by which something of `BEGUN` begins."""
    if name in BY_STEP:
        table, step = BY_STEP[name]
        return procedure.table(table, timezone.localdate()).step(step)
    held = procedure.table(name, timezone.localdate())
    return next(step for step in held.steps if held.beginning in step.from_)


def header(held: FireRecord) -> Row:
    """What stands above every page of a matter."""
    due = wording.day(held.due_on) if held.due_on else "no day was set"
    rows = [("Council", held.council.name), ("Begun", wording.day(timezone.localdate(held.opened_at))), ("Answer asked for by", due)]
    return {
        "kind": f"{MATTERS[held.table]} {held.pk}", "state": wording.sentence(held.state), "is_urgent": held.is_urgent,
        "is_late": fire.is_late(held, timezone.localdate()), "rows": [{"name": name, "text": text} for name, text in rows],
        "place": ", ".join(part for part in (held.house.address, held.house.postcode) if part),
    }  # fmt: skip


def _entry(each: FireEntry) -> Row:
    when = timezone.localtime(each.at)
    return {
        "title": words(each.name.replace("-", "_")), "when": moment(when), "by": f"{each.by}, {each.role}",
        "said": [{"name": fire_forms.called(each.name, name), "text": text} for name, text in each.said.items() if name != AT],
    }  # fmt: skip


def open_steps(desk: Desk, held: FireRecord) -> list[Step]:
    """The steps that this side may take from where the matter stands; of a proposal it made itself, none that are for the other."""
    steps = procedure.table(held.table, timezone.localdate()).steps
    mine = [step for step in steps if held.state in step.from_ and set(step.who) & set(desk.roles)]
    mutual = fire_authority.MUTUAL.get(held.table, ())
    last = fire.entries(held).last() if mutual else None
    own = last is not None and fire_authority.side(last.role) is fire_authority.side(desk.roles[0] if desk.roles else "")
    return [step for step in mine if not (own and step.name in mutual)]


def _way(desk: Desk, held: FireRecord, step: Step) -> Row:
    href = desk.address("step", held.pk, step.name)
    return {"text": words(step.name.replace("-", "_")), "says": step.says, "cited": cited(step.provision.citation), "href": href}


def step(request: HttpRequest, desk: Desk, held: FireRecord, name: str) -> HttpResponse:
    """Take a step of a matter: what it needs is said, and the other side is told."""
    found = next((each for each in open_steps(desk, held) if each.name == name), None)
    if found is None:
        raise Http404("There is no such step for you here now")
    taken = found

    def take(form: StepForm) -> FireRecord:
        said, at = form.said(), timezone.now()
        if (held.table, name) == ANSWER:
            acts.answer(held, said.pop("answer-given"), by=desk.actor, at=at, more=said)
        else:
            acts.add(held, name, said=said, by=desk.actor, at=at)
        return held

    title = words(name.replace("-", "_"))
    return _asked(request, desk, Asked(taken, title, held.house, take, (MATTERS[held.table], desk.address("matter", held.pk))))


@dataclass(frozen=True, slots=True)
class Asked:
    """A form of a step: its row, its title, the house it is about, what takes it, and the page it was reached from."""

    step: Step
    title: str
    house: House
    take: Callable[[StepForm], FireRecord]
    back: tuple[str, str]


def _asked(request: HttpRequest, desk: Desk, asked: Asked) -> HttpResponse:
    form = fire_forms.of(asked.step, *((request.POST, request.FILES) if request.method == "POST" else (None, None)))
    ends = procedure.table(asked.step.table, timezone.localdate()).ends
    takes_paper = desk.actor.fire_authority is not None and asked.step.to not in ends
    if takes_paper:
        fire_papers.ask_beside(form)
    problems: Sequence[Mapping[str, str]] = ()
    if request.method == "POST" and form.is_valid():
        try:
            # A step and its paper are both kept or neither is: an answer that names a paper never goes without it.
            with uploads.intake() as into:
                done = asked.take(form)
                fire_papers.keep(done, form, by=desk.actor, into=into)
        except REFUSED as error:
            problems = [{"text": str(error), "href": "#main-content"}]
        except (FileNotTaken, MatterEnded) as error:
            problems = [{"text": wording.sentence(str(error)), "href": f"#{fire_papers.FIELD}"}]
        else:
            messages.success(request, f"{asked.title}: done. The other authority is told.")
            return redirect(desk.address("matter", done.pk))
    return page(
        request, "form.html", title=asked.title, caption=asked.house.address, form=form, problems=[*form.problems(), *problems],
        intro=[asked.step.says, cited(asked.step.provision.citation)], button="Send", breadcrumbs=desk.trail(asked.back),
        files=takes_paper,
    )  # fmt: skip


def begin(request: HttpRequest, desk: Desk, name: str, *, house: House, case: Case | None = None) -> HttpResponse:
    """Begin a matter about a house; `case` is the one that the two share, where it comes from a matter of it."""
    if name not in beginnings(desk):
        raise Http404("You cannot begin that")
    row_ = _first(name)

    def take(form: StepForm) -> FireRecord:
        said, at = form.said(), timezone.now()
        if name in ("fire-help-by-council", "fire-help-by-fire-authority"):
            asking = Asking(
                said["urgent-or-complex"], said["action-described"], form.cleaned_data["is_urgent"], form.cleaned_data["answer_by_on"]
            )
            return acts.ask_for_help(house, asking, by=desk.actor, at=at, case=case)
        return acts.begin(house, Opening(row_.table, row_.name, said, case, False, Due(None, "")), by=desk.actor, at=at)

    return _asked(request, desk, Asked(row_, BEGUN[name], house, take, ("Fire safety matters", desk.address())))
