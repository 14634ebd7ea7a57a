"""What is asked of somebody who takes a step of a matter between council and fire authority: one box for each thing the step needs."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from fanlight.casework.queries.joint_visits import AT
from fanlight.documents import wording
from fanlight.licensing import procedure
from fanlight.licensing.procedure import Step
from fanlight.web.forms import Form, a_day, line, words

SAID = {
    "fire-hazard-or-application": "What is asked about",
    "action-described": "What is to be done",
    "answer-given": "Answer",
    "question-put": "Question",
    "reasons-recorded": "Reasons",
    "emergency-measures": "Why it could not wait",
    "serious-matter": "What was seen, and where",
    "fire-matter": "What was seen, and where",
    "urgent-or-complex": "Which help, and why",
    "what-came-of-it": "What came of it",
    "what-was-found": "What the fire and rescue authority found",
    "conditions-recommended": "Conditions it recommends",
    "visit-described": "The visit",
    "both-agreed": "What both agreed",
    "due": "When an answer is asked for",
    "action-taken": "What was done, when, and under which power",
    "erased": "What was said",
}
"""What each thing said is called, on forms and on the record."""
AFTERWARDS = "tell-afterwards"
SAID_AFTERWARDS = {
    "action-described": "What was done, and when",
    "reasons-recorded": "Why the other authority could not be asked or told first",
}
"""The same, where it is told of what was done already."""
ANSWER = ("fire-consultation", "answer")
PROPOSE, ASK = "propose", "ask"


class StepForm(Form):
    """What a step needs to be said. `said` is that by the names of the needs, once it is valid."""

    on: date
    """The day on which the form is filled in."""

    def said(self) -> dict[str, str]:
        """What was written, by need."""
        found = {name.replace("_", "-"): str(text) for name, text in self.cleaned_data.items() if name.replace("_", "-") in SAID}
        if "visit_on" in self.fields:
            found["visit-described"] = f"{self._when()}. {found['visit-described']}"
            moment = datetime.combine(self.cleaned_data["visit_on"], self.cleaned_data["hour"])
            found[AT] = timezone.make_aware(moment).isoformat()
        return {name: text.strip() for name, text in found.items() if text.strip()}

    def _when(self) -> str:
        return f"{wording.day(self.cleaned_data['visit_on'])} at {self.cleaned_data['hour']:%H:%M}"

    def clean_hour(self) -> time:
        """The time of day."""
        try:
            return time.fromisoformat(self.cleaned_data["hour"].strip().zfill(5))
        except ValueError:
            raise forms.ValidationError("Time must be written like 10:30") from None

    def clean_visit_on(self) -> date:
        """A day that is not past."""
        return self._to_come("visit_on", "The day of the visit")

    def clean_answer_by_on(self) -> date | None:
        """A day that is not past, or none."""
        return self._to_come("answer_by_on", "The day for the answer") if self.cleaned_data["answer_by_on"] else None

    def _to_come(self, name: str, what: str) -> date:
        said: date = self.cleaned_data[name]
        if said < self.on:
            raise forms.ValidationError(f"{what} must be today or later")
        return said


def called(step: str, need: str) -> str:
    """What a thing said with a step is called."""
    return SAID_AFTERWARDS.get(need, SAID.get(need, need)) if step == AFTERWARDS else SAID.get(need, need)


def of(step: Step, data: Mapping[str, Any] | None, files: Any = None) -> StepForm:
    """The form of a step as the law of today asks it."""
    form = StepForm(data, files)
    form.on = timezone.localdate()
    for need in step.needs:
        provision = procedure.need(need, form.on)
        name = called(step.name, need)
        hint = "" if step.name == AFTERWARDS and need in SAID_AFTERWARDS else provision.says
        form.fields[need.replace("-", "_")] = words(name, hint=hint, missing=f"{name}: write it down")
    MORE.get((step.table, step.name), _nothing)(form)
    return form


def _nothing(form: StepForm) -> None:
    """Most steps ask for no more than they need."""


def _answer(form: StepForm) -> None:
    form.fields["what_was_found"] = words(
        "What you found of your own", required=False, hint="If you have looked at the house. The council keeps its own findings."
    )
    form.fields["conditions_recommended"] = words(
        "Conditions you recommend for the licence", required=False, hint="One a line. The council decides what the licence says."
    )


def _visit(form: StepForm) -> None:
    described = form.fields.pop("visit_described")
    form.fields["visit_on"] = a_day("Day you propose")
    form.fields["hour"] = line("Time", hint="For example, 10:30", missing="Enter the time of the visit")
    described.label, described.help_text = "What the visit is for, and who comes", ""
    form.fields["visit_described"] = described


def _help(form: StepForm) -> None:
    form.fields["is_urgent"] = forms.BooleanField(label="This is urgent", required=False)
    form.fields["answer_by_on"] = a_day("Answer asked for by", required=False, hint="If you need one by a day. No text names a time.")


MORE: Mapping[tuple[str, str], Callable[[StepForm], None]] = {
    ANSWER: _answer,
    ("fire-joint-visit", PROPOSE): _visit,
    ("fire-help-by-council", ASK): _help,
    ("fire-help-by-fire-authority", ASK): _help,
}
"""What some steps ask beside what they need."""


class DescribedHouse(Form):
    """A house the council does not know yet."""

    address = line("Address", hint="Number, street and town")
    postcode = line("Postcode", required=False, hint="If you know it")
