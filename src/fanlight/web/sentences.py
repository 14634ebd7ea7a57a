"""The sentences of a declared conviction while somebody tells of them: by them it is spent, and an unknown one is never spent."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from fanlight.documents import wording
from fanlight.facts.vocabulary import THINGS
from fanlight.licensing import rehabilitation
from fanlight.licensing.declarations import CONVICTION_KEYS, SENTENCE_KEYS
from fanlight.licensing.law import england
from fanlight.web.forms import Choice, Form, a_day, line, one_of
from fanlight.web.questions import document as documents
from fanlight.web.questions.document import Document

Told = dict[str, dict[str, Any]]
"""What was told of each conviction, by the offence: `under_18`, `listed`, `summary_only`, and `sentences` as a list."""
UNKNOWN = "unknown"
ANSWERS = (Choice("yes", "Yes"), Choice("no", "No"), Choice(UNKNOWN, "I do not know"))
OF_CONVICTION = CONVICTION_KEYS[:3]
MOST = 20
NOT_TOLD = "No sentence was told: it cannot be told whether the conviction is spent, so it is weighed."


class SentenceForm(Form):
    """One sentence of a conviction, and what else decides when that is spent."""

    kind = one_of("What was the sentence, or what else was done?", [])
    months = line("If it was custody: how many months?", required=False, hint="26 weeks count as 6 months.", classes="govuk-input--width-5")
    completed_on = a_day("If it was custody: when was all of it over, time on licence included?", required=False)
    ends_on = a_day("If it was an order that runs for a time: what was its last day?", required=False)
    paid_on = a_day("If compensation was to be paid: when was all of it paid?", required=False)
    under_18 = one_of("Was the person under 18 when they were convicted?", ANSWERS)
    listed = one_of(
        "Is the offence one of those in Schedule 18 to the Sentencing Code?",
        ANSWERS,
        hint="Serious violent, sexual and terrorism offences.",
    )
    summary_only = one_of("Can only a magistrates’ court try that offence?", ANSWERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Choice(kind, wording.sentence(kind.replace("-", " "))) for kind in rehabilitation.kinds(england())]
        self.fields["kind"].choices = [(each.value, each) for each in (*kinds, Choice(UNKNOWN, "I do not know"))]  # type: ignore[attr-defined]

    def clean_months(self) -> str:
        """A number of months, as text; empty where it is not known."""
        text = str(self.cleaned_data["months"]).strip()
        try:
            found = Decimal(text or "0")
        except InvalidOperation:
            found = Decimal(-1)
        if not found.is_finite() or found < 0:
            raise forms.ValidationError("The months must be a number, like 6")
        return text


def carried(text: str) -> Told:
    """What was told on the pages before. It belongs to whoever types it, and is checked as a whole when it is signed."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {
        str(offence): {**{key: str(one.get(key, UNKNOWN)) for key in OF_CONVICTION}, "sentences": _listed(one.get("sentences"))}
        for offence, one in (found.items() if isinstance(found, dict) else ())
        if isinstance(one, dict)
    }


def _listed(found: Any) -> list[dict[str, str]]:
    listed = found if isinstance(found, list) else []
    return [{key: str(one[key]) for key in SENTENCE_KEYS if key in one} for one in listed[:MOST] if isinstance(one, dict)]


def form(told: Told, offence: str, number: int, posted: Mapping[str, Any] | None) -> SentenceForm:
    """The form of one sentence, with what was told of it; empty for one more than there are."""
    one = told.get(offence, {})
    listed = one.get("sentences", [])
    days = {key: _parts(text) for key, text in (listed[number] if number < len(listed) else {}).items() if key.endswith("_on")}
    initial = {**{key: one.get(key) for key in OF_CONVICTION}, **(listed[number] if number < len(listed) else {}), **days}
    return SentenceForm(posted, initial=initial)


def _parts(text: str) -> tuple[str, ...]:
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    return (day.lstrip("0"), month.lstrip("0"), year)


def kept(told: Told, offence: str, number: int, said: Mapping[str, Any]) -> Told:
    """What is told with one sentence in its place, or after those there are."""
    written = {key: said[key].isoformat() if key.endswith("_on") else str(said[key]) for key in SENTENCE_KEYS if said.get(key)}
    listed = list(told.get(offence, {}).get("sentences", []))
    listed[number : number + 1] = [written]
    return {**told, offence: {**{key: said[key] for key in OF_CONVICTION}, "sentences": listed[:MOST]}}


def dropped(told: Told, offence: str, number: int) -> Told:
    """What is told without one sentence."""
    one = told.get(offence, {})
    listed = [each for place, each in enumerate(one.get("sentences", [])) if place != number]
    return {**told, offence: {**one, "sentences": listed}}


def says(told: Told, offence: str) -> list[str]:
    """Each sentence of a conviction in words."""
    return [_says(each) for each in told.get(offence, {}).get("sentences", [])]


def _says(each: Mapping[str, str]) -> str:
    kind = each.get("kind", UNKNOWN)
    name = "A sentence that is not known" if kind == UNKNOWN else wording.sentence(kind.replace("-", " "))
    more = [f"{each['months']} months"] if each.get("months") else []
    ended = {"completed_on": "over on", "ends_on": "last day", "paid_on": "paid on"}
    more += [f"{word} {each[key]}" for key, word in ended.items() if each.get(key)]
    return ", ".join((name, *more))


def convictions(document: Document) -> list[str]:
    """The offences of which a declaration says that the person was found guilty or cautioned, by their ids."""
    thing = THINGS["offence"]
    return [documents.id_of(each, thing) for each in documents.entries(document, thing) if _is_convicted(each)]


def _is_convicted(entry: documents.Entry) -> bool:
    convicted = documents.said(entry, "is_convicted")
    return convicted.words.lower() in ("yes", "true") or documents.said(entry, "caution_date").is_known


def signed(document: Document, told: Told) -> dict[str, Any]:
    """What a declaration says of every conviction; one without a sentence is there too, so that nothing else tells that it is spent."""
    return {offence: told.get(offence, {"sentences": []}) for offence in convictions(document)}
