"""What each step asks to be said: its form is put together from what its letters need and what the step table says it needs."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.casework import fees, needs, particulars, posting
from fanlight.casework.actions import fire
from fanlight.casework.actions.fire import Asking
from fanlight.casework.fees import Part
from fanlight.casework.notices import saying, serving
from fanlight.casework.notices.matters import loaded
from fanlight.casework.queries import cases, decisions
from fanlight.casework.rows import Case
from fanlight.licensing import deadlines, licence_terms
from fanlight.licensing.deadlines import Delivery
from fanlight.licensing.procedure import Step
from fanlight.web.forms import Choice, Form, a_day, line, one_of, words
from fanlight.web.wording import source

HOW = (
    Choice(Delivery.POST, "First-class post", "Taken as served on the second working day after posting"),
    Choice(Delivery.SECOND_CLASS, "Second-class post", "Taken as served on the fourth working day after posting"),
    Choice(Delivery.HAND, "By hand", "Served on the day it is handed over"),
)
NOT_IN_EFFECT = (
    "An appeal in time keeps it from that until the tribunal has decided (Sch 5 para 35). Once you enter one, what counted before the "
    "decision counts again: tell whoever acted on it."
)
OUTCOMES = (
    Choice("confirmed", "It confirmed the decision", "It takes effect once nobody can appeal any further; an officer records that"),
    Choice("reversed", "It reversed the decision", "The decision then counts for nothing"),
    Choice("changed", "It put another decision in its place", "An officer then does what the tribunal says"),
)
FIRST_FREE = timedelta(days=28)


class Return(Form):
    """Why a decision goes back to the officer."""

    reasons = words("Why do you return it?", hint="The officer sees this.")


class StepForm(Form):
    """The form of one step. `notes` are paragraphs that help to fill it in, such as the working of a proposed day."""

    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> str:
        """The reasons given, empty where the step asks for none."""
        return str(self.cleaned_data.get("reasons", ""))

    def details(self, case: Case) -> dict[str, Any]:
        """What was said with the step as plain data, with what follows from the case."""
        said = {name: _plain(value) for name, value in self.cleaned_data.items() if name != "reasons" and value not in (None, "")}
        return {**said, **self.follows(case)}

    def follows(self, case: Case) -> dict[str, Any]:
        """What follows from the case itself."""
        found: dict[str, Any] = {}
        if "changes" in self.groups:
            found["changes"] = changes(case)
        drafted, _ = saying.terms_of(case)
        if "representations" in self.groups and drafted is not None:
            found["terms"] = drafted.plain()
        if "fee" in self.groups:
            found |= second_part(case) or self.entered_fee(case)
        if "missing" in self.cleaned_data:
            ticked = set(self.cleaned_data["missing"])
            found["missing"] = [said for key, said in asked_for(case) if key in ticked]
            lines = [each.strip() for each in self.cleaned_data["missing_words"].splitlines() if each.strip()]
            found["missing"] += [{"what": each, "why": "Asked for by the officer."} for each in lines]
        return found

    def entered_fee(self, case: Case) -> dict[str, Any]:
        """The second part of the fee as the officer says it, where the council's table does not settle it; nothing where they do not."""
        pounds = self.cleaned_data.get("second_pounds")
        return {} if pounds is None else {"second_pence": pounds * fees.PENCE, "first_pence": fees.paid(case, Part.FIRST)}

    groups: frozenset[str] = frozenset()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def of(row: Step, case: Case, on: date, posted: Mapping[str, Any] | None) -> StepForm:
    """The form of a step of a case on a day."""
    groups = serving.wanted(row.table, row.name)
    form = StepForm(posted)
    form.groups = groups
    notes: list[str] = []
    for name, add in FIELDS.items():
        if name in groups or name == row.name:
            notes += add(form, row, case, on)
    if "reasons-recorded" in row.needs or "reasons" in groups or row.name in REASONED:
        form.fields["reasons"] = words(
            REASONED.get(row.name, "What are your reasons?"), hint="They are printed in the letter and kept on the record."
        )
    form.notes = tuple(notes)
    return form


REASONED = {
    "notify": "What will be done so that the house needs no licence?",
    "ask-again": "What will be done so that the house needs no licence?",
    "ask": "What is asked for, and why?",
    "consult-fire-authority": "What does the council mean to do?",
}


def _representations(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    """How the notice goes out and the last day it names; the proposed day leaves the least time by post and then to four weeks."""
    name = next(deadline for deadline in row.deadlines if deadline.startswith("consultation"))
    posted = posting.posted_on(case.council, Delivery.POST, timezone.now())
    found = deadlines.reckon(name, start=posted, served=Delivery.POST)
    least = found.reckoning.last or found.reckoning.first or on
    form.fields["delivery"] = one_of("How does the notice go out?", HOW)
    form.fields["last_on"] = a_day("Last day for representations")
    form.initial.update({"delivery": Delivery.POST.value, "last_on": max(least, on + FIRST_FREE)})
    when = "today" if posted == on else f"on {posted:%-d %B %Y}, when GOV.UK Notify posts what is served now"
    return [f"By first-class post {when}, the first day that may be printed is {least:%-d %B %Y}.", *found.working, *found.doubts]


def _effect(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    form.fields["effect_what"] = line("What follows from it, in one sentence")
    form.fields["effect_when"] = line("When it takes effect, in one sentence")
    form.initial.update({"effect_when": "It takes effect when the time for an appeal is over, unless somebody appeals."})
    return []


def _request(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    found = [(key, Choice(key, said["what"], said["why"])) for key, said in asked_for(case)]
    form.fields["missing"] = forms.MultipleChoiceField(label="What is missing", choices=found, required=False)
    form.fields["missing_words"] = words("Anything else that is missing, one thing a line", required=False)
    form.initial.update({"missing": [key for key, _ in found]})
    form.fields["answer_by_on"] = a_day("Asked for by")
    form.initial.update({"answer_by_on": on + timedelta(days=14)})
    return []


def asked_for(case: Case) -> list[tuple[str, dict[str, str]]]:
    """Each particular that an application lacks, by a name of its own on a form, as the letter asks for it."""
    found = []
    for place, each in enumerate(particulars.missing(case)):
        wanting = f" ({'; '.join(each.wanting)})" if each.wanting else ""
        beside = "" if each.is_prescribed else "The council asks for it; the application does not depend on it. "
        found.append((f"{place}-{each.particular}", {"what": f"{each.says.rstrip('.')}{wanting}", "why": f"{beside}{source(each.cited)}"}))
    return found


def _fee(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    if not second_part(case):
        told = {"required": "Enter the second part of the fee", "invalid": "The second part of the fee must be in whole pounds"}
        hint = "The council's table does not settle it in this case, so you have to say it."
        form.fields["second_pounds"] = forms.IntegerField(
            label="Second part of the fee, in pounds", min_value=0, max_value=100_000, help_text=hint, error_messages=told
        )
        second = fees.owed(case, Part.SECOND)
        form.initial["second_pounds"] = None if second.most is None else -(-max(0, second.most - second.paid) // fees.PENCE)
    form.fields["second_due_on"] = a_day("Second part of the fee due by")
    form.initial.update({"second_due_on": on + FIRST_FREE})
    return list(fees.quoted(case, on).working)


def _exemption(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    if not row.name.startswith("serve"):
        return []
    form.fields["delivery"] = one_of("How does the notice go out?", HOW)
    form.initial.update({"delivery": Delivery.HAND.value})
    return []


def _consult(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    form.fields["question"] = words("What do you ask the fire and rescue authority?", hint="One question a line.")
    form.fields["answer_by_on"] = a_day("Answer asked for by", hint="No text names a time: this is the council's own practice.")
    form.fields["is_urgent"] = forms.BooleanField(label="This is urgent", required=False)
    practice = fire.due(case.house, Asking("", ""), on)
    form.initial.update({"answer_by_on": practice.on or on + FIRST_FREE})
    return [practice.why]


def _tribunal(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    if row.name in ("appeal", "allow-late-appeal"):
        form.fields["tribunal_number"] = line("The tribunal's number of the appeal")
        form.fields["tribunal_appellant"] = line("Who appeals")
        form.fields["tribunal_against"] = line("Against what")
        hint = "As the tribunal's letter says. Whether the appeal is in time is judged by this day, and not by today."
        form.fields["received_on"] = a_day("On which day did the tribunal receive the appeal?", hint=hint)
    if row.name == "allow-late-appeal":
        form.fields["tribunal_leave"] = words("Why the tribunal allowed a late appeal")
    if row.name == "decide":
        form.fields["tribunal_outcome"] = one_of("What did the tribunal do with the council's decision?", OUTCOMES)
        form.fields["tribunal_decision"] = words("What the tribunal decided")
    return _in_time(row, case, on) if row.name == "appeal" else []


def _in_time(row: Step, case: Case, on: date) -> list[str]:
    """Until when an appeal is in time; and what an appeal that was would have kept from happening."""
    said = [each.why for each in needs.among(case, row.needs, on).values()]
    step = decisions.took_effect(case)
    if step is not None:
        said.append(f"The decision took effect on {step.on:%-d %B %Y}, since no appeal was known of. {NOT_IN_EFFECT}")
    return said


def _received(form: StepForm, row: Step, case: Case, on: date) -> list[str]:
    """Only whoever is not of the council takes such a step: an officer enters what they wrote."""
    form.fields["received_on"] = a_day("On which day was it received?")
    form.fields["by_name"] = line("Who wrote?")
    form.initial.update({"received_on": on, "by_name": str(case.applicant or "")})
    return ["Add what was written under Files, if there is a paper."]


FIELDS: Mapping[str, Callable[[StepForm, Step, Case, date], list[str]]] = {
    "representations": _representations,
    "effect": _effect,
    "request": _request,
    "fee": _fee,
    "exemption": _exemption,
    "consult-fire-authority": _consult,
    "tribunal": _tribunal,
    "withdraw": _received,
    "ask-again": _received,
}
"""What a group of particulars, or a step by its name, asks to be said."""


def second_part(case: Case) -> dict[str, Any]:
    """What is demanded on grant, and what was paid before; nothing where the table does not settle it."""
    second = fees.owed(case, Part.SECOND)
    if second.most is None or second.least != second.most:
        return {}
    return {"second_pence": second.most - second.paid, "first_pence": fees.paid(case, Part.FIRST)}


def changes(case: Case) -> list[dict[str, str]]:
    """What the drafted licence says differently from the one last proposed or in force."""
    drafted, _ = saying.terms_of(case)
    before = cases.last_terms(case)
    if drafted is None or before is None:
        return []
    found = licence_terms.differences(licence_terms.from_plain(loaded(before)), drafted)
    return [{"what": what, "before": was, "after": is_} for what, was, is_ in found]
