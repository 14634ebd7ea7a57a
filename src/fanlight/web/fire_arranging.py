"""The page of what a council and its fire authority agreed with each other, the same for either side, and its entries."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.actions import fire_arrangement as acts
from fanlight.casework.actions.fire_arrangement import Agreed, ArrangementMoved, Entering
from fanlight.casework.queries import fire_arrangement as queries
from fanlight.casework.queries.fire_arrangement import Arrangement
from fanlight.casework.rows import Council, FireArrangement
from fanlight.documents import wording
from fanlight.licensing import fire_authority
from fanlight.licensing.fire_authority import Authority, Lead
from fanlight.licensing.procedure import Step, StepNotOpen
from fanlight.web import fire_forms
from fanlight.web.fire_desk import Desk
from fanlight.web.fire_forms import SAID
from fanlight.web.forms import Choice, Form, a_day, line, one_of, seen
from fanlight.web.frame import page
from fanlight.web.wording import cited, moment, words

COLUMNS = ["Kind of house", "Who leads", "Where that stands"]
UNSETTLED = "unsettled"
CHOICES = [Choice(each.value, wording.sentence(each.value)) for each in Authority]
LEAD, DAYS = "lead_", "Days from 1 to 365"
TITLE = "What council and fire authority agreed"


def show(request: HttpRequest, desk: Desk, council: Council) -> HttpResponse:
    """What was agreed, since when, and what can be entered."""
    found = _found(desk, council)
    ways = [
        {"text": words(each.name), "says": each.says, "cited": cited(each.provision.citation), "href": f"{each.name}/"}
        for each in _open(desk, council)
    ]
    return page(
        request, "fire/arrangement.html", title=TITLE, state=wording.sentence(found.state), leads=[_lead(*each) for each in found.leads],
        columns=COLUMNS, rows=_terms(found.held), ways=ways, history=[_entry(each) for each in reversed(found.entries)],
        council=council, breadcrumbs=desk.trail(),
    )  # fmt: skip


def _found(desk: Desk, council: Council) -> Arrangement:
    found = queries.get(desk.actor, council, timezone.localdate())
    if found is None:
        raise Http404("There is no such arrangement for you")
    return found


def _open(desk: Desk, council: Council) -> list[Step]:
    return queries.open_steps(desk.actor, council, timezone.localdate())


def _lead(says: str, lead: Lead) -> list[str]:
    if lead.authority is not None:
        return [says, wording.sentence(lead.authority.value), lead.cited]
    usual = f"It cannot be told. Usual, from memory: {lead.usual}." if lead.usual else "It cannot be told."
    return [says, usual, f"{lead.cited}. {' '.join(lead.doubts)}"]


def _terms(held: FireArrangement | None) -> list[dict[str, str]]:
    """What was agreed beside who leads."""
    if held is None:
        return []
    agreed = held.content
    days = {name: f"{agreed[name]} days" if agreed[name] else "Nothing was agreed" for name in ("answer_days", "urgent_days")}
    rows = [
        ("In use since the entry of", wording.day(timezone.localdate(held.at))),
        ("Days for the answer to a consultation", days["answer_days"]), ("Days where it is urgent", days["urgent_days"]),
        ("Whom to reach at the council", agreed["council_contact"] or "Nobody is named"),
        ("Whom to reach at the fire authority", agreed["fire_contact"] or "Nobody is named"),
        ("To be looked at again by", agreed["review_on"] or "No day was agreed"),
    ]  # fmt: skip
    return [{"name": name, "text": text} for name, text in rows]


def _entry(each: FireArrangement) -> dict[str, Any]:
    when = timezone.localtime(each.at)
    return {
        "title": f"{each.number}. {words(each.name)}", "when": moment(when), "by": f"{each.by}, {each.role}",
        "said": [{"name": SAID.get(name, name), "text": text} for name, text in each.said.items()],
    }  # fmt: skip


def enter(request: HttpRequest, desk: Desk, council: Council, name: str) -> HttpResponse:
    """Make an entry: what was agreed or reviewed, how it works, or that it ends."""
    found = _found(desk, council)
    step = next((each for each in _open(desk, council) if each.name == name), None)
    if step is None:
        raise Http404("There is no such step for you here now")
    form = _form(step, found.held, request.POST if request.method == "POST" else None)
    problems: Sequence[Mapping[str, str]] = ()
    if request.method == "POST" and form.is_valid():
        try:
            acts.enter(council, _entering(form, step, seen(request)), by=desk.actor, at=timezone.now())
        except (StepNotOpen, ArrangementMoved, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": f"#{form.first}"}]
        else:
            messages.success(request, f"{words(name)}: recorded. The other authority is told.")
            return redirect("../")
    return page(
        request, "form.html", title=words(name), caption=council.name, form=form, problems=[*form.problems(), *problems],
        intro=[step.says, step.provision.citation], button="Record", hidden={"seen": len(found.entries)},
        breadcrumbs=desk.trail((TITLE, "../")),
    )  # fmt: skip


def _form(step: Step, held: FireArrangement | None, data: Mapping[str, Any] | None) -> Form:
    form = fire_forms.of(step, data)
    if step.name in acts.SETTLING:
        said, fields = form.fields, _agreed()
        form.fields = {**fields, **said}
        form.initial = _initial(held)
    return form


def _agreed() -> dict[str, forms.Field]:
    """What is asked of who agrees: who leads for each kind, days, people, and a day to look at it again."""
    unsettled = Choice(UNSETTLED, "Not settled")
    fields: dict[str, forms.Field] = {
        f"{LEAD}{kind.replace('-', '_')}": one_of(f"Who leads? {says}", [*CHOICES, unsettled])
        for kind, says in fire_authority.kinds(timezone.localdate())
    }
    for name, label in (("answer_days", "Days for the answer to a consultation"), ("urgent_days", "Days where it is urgent")):
        told = {"invalid": f"{label} must be a whole number", "min_value": f"{label}: {DAYS}", "max_value": f"{label}: {DAYS}"}
        fields[name] = forms.IntegerField(
            label=label, required=False, min_value=1, max_value=acts.MOST_DAYS, error_messages=told,
            help_text="Counted from the day after the asking. Leave it empty where nothing was agreed.",
        )  # fmt: skip
    fields["council_contact"] = line("Whom to reach at the council", required=False, hint="Name or office, telephone, mail")
    fields["fire_contact"] = line("Whom to reach at the fire authority", required=False, hint="Name or office, telephone, mail")
    fields["review_on"] = a_day("To be looked at again by", required=False, hint="No text names an interval.")
    return fields


def _initial(held: FireArrangement | None) -> dict[str, Any]:
    """What stands now, so that a review changes only what it changes."""
    if held is None:
        return {}
    leads = {f"{LEAD}{kind.replace('-', '_')}": lead for kind, lead in held.content["leads"].items()}
    unsettled = {f"{LEAD}{kind.replace('-', '_')}": UNSETTLED for kind, _ in fire_authority.kinds(timezone.localdate())}
    return {**unsettled, **held.content, **leads, "review_on": acts.day(held.content["review_on"])}


def _entering(form: Form, step: Step, seen_: int) -> Entering:
    given = form.cleaned_data
    said = {need: str(given[need.replace("-", "_")]).strip() for need in step.needs}
    if step.name not in acts.SETTLING:
        return Entering(step.name, said, seen=seen_)
    leads = {
        kind: given[name]
        for kind, _ in fire_authority.kinds(timezone.localdate())
        if given[name := f"{LEAD}{kind.replace('-', '_')}"] != UNSETTLED
    }
    agreed = Agreed(
        leads, given["answer_days"], given["urgent_days"], given["council_contact"].strip(), given["fire_contact"].strip(),
        given["review_on"].isoformat() if given["review_on"] else "",
    )  # fmt: skip
    return Entering(step.name, said, agreed, seen_)
