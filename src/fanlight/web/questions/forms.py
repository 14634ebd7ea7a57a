"""The form of a section: its questions as they are drawn, and what was typed into them as a new document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fanlight.documents import wording
from fanlight.facts.kinds import Fact, Unfit
from fanlight.web.questions import components
from fanlight.web.questions import document as documents
from fanlight.web.questions.components import COMPONENTS, DONT_KNOW, Asked, Params, Posted
from fanlight.web.questions.document import Document, Entry, Said
from fanlight.web.questions.sections import Section, number

MOST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Trouble:
    """An answer that cannot be taken: which fact's, what is wrong, and the id of the box to go to."""

    fact: str
    question: str
    text: str
    box: str

    @property
    def link(self) -> dict[str, str]:
        """As the error summary shows it."""
        return {"text": f"{self.question} {wording.sentence(self.text)}", "href": f"#{self.box}"}


@dataclass(frozen=True, slots=True)
class Field:
    """One question ready to be drawn: macros by name, each with its values.

    `unknown` is the box for "I don't know" where the main one has no place for it; `loose` the box for what is not exact.
    """

    path: str
    number: str
    question: str
    component: str
    params: Params
    unknown: Params | None
    loose: tuple[str, Params] | None
    note: Params
    is_open: bool
    known_by: str
    is_judged: bool


@dataclass(frozen=True, slots=True)
class Fields:
    """Questions under one heading."""

    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A thing of a document: what a form is about."""

    document: Document
    section: Section
    id: str

    @property
    def entry(self) -> Entry:
        """What is kept of it. Raises KeyError."""
        return documents.entry(self.document, self.section.thing, self.id)

    def asked(self, fact: Fact, given: Posted | None = None, error: str = "") -> Asked:
        """One question of it."""
        kept = documents.said(self.entry, fact.name)
        return Asked(fact, kept.words, given, components.targets(fact, self.document, self.id), error)


def fields(place: Place, *, given: Posted | None = None, troubles: Sequence[Trouble] = ()) -> list[Fields]:
    """The questions of a section under their headings, with what is kept; or with what was typed (`given`) and is wrong with it."""
    wrong = {trouble.fact: trouble.text for trouble in troubles}
    return [
        Fields(part.heading, tuple(_field(place, fact, given, wrong.get(fact.name, "")) for fact in part.facts))
        for part in place.section.parts
    ]


def _field(place: Place, fact: Fact, given: Posted | None, error: str) -> Field:
    asked = place.asked(fact, given, wording.sentence(error))
    component = COMPONENTS[fact.kind]
    name, params = component.draw(asked)
    loose = component.loose(asked) if component.loose else None
    kept = documents.said(place.entry, fact.name)
    note = _note(asked, kept)
    return Field(
        fact.path, number(fact), fact.question, name, params, _unknown(asked, kept) if component.has_box else None, loose, note,
        bool(note["value"] or (loose and (loose[1].get("value") or any(item["checked"] for item in loose[1].get("items", ()))))),
        told_by(kept), fact.judged,
    )  # fmt: skip


def _unknown(asked: Asked, kept: Said) -> Params:
    name = f"{asked.fact.name}-unknown"
    is_ticked = bool(asked.ticked("-unknown")) if asked.given is not None else kept.is_answered and not kept.is_known
    item = {"value": "yes", "text": DONT_KNOW, "checked": is_ticked, "attributes": {"aria-label": f"{DONT_KNOW}: {asked.fact.question}"}}
    return {"name": name, "idPrefix": name, "items": [item], "classes": "govuk-checkboxes--small"}


def _note(asked: Asked, kept: Said) -> Params:
    name = f"{asked.fact.name}-note"
    text = asked.typed("-note") if asked.given is not None else kept.note
    return {"id": name, "name": name, "label": {"text": "Note"}, "rows": "2", "value": text}


def told_by(kept: Said) -> str:
    """Who gave an answer, and when, as far as the answer itself says it."""
    try:
        on = wording.day(date.fromisoformat(kept.on)) if kept.on else ""
    except ValueError:
        on = kept.on
    return ", ".join(part for part in (kept.by, on) if part)


def read(place: Place, given: Posted, *, by: str = "", on: date | None = None) -> tuple[Document, list[Trouble]]:
    """The document with what was typed into a section, or unchanged where any answer cannot be taken, with what is wrong.

    `by` and `on` are recorded with every judgement, and with each changed answer that the head of the survey does not already tell of.
    A blank takes an answer away; an answer that stays as it was keeps whoever gave it.
    """
    new: dict[str, Any] = dict(place.entry)
    troubles: list[Trouble] = []
    signed = Said(by=by, on=on.isoformat() if on else "")
    for fact in place.section.facts:
        try:
            kept = _answered(place, fact, given, signed).cell()
        except Unfit as error:
            troubles.append(Trouble(fact.name, fact.question, str(error), _box(fact)))
            continue
        new.pop(fact.name, None)
        if kept is not None:
            new[fact.name] = kept
    if troubles:
        return place.document, troubles
    return documents.replaced(place.document, place.section.thing, place.id, new), []


def _box(fact: Fact) -> str:
    return f"{fact.name}-day" if fact.kind == "date" else fact.name


def _answered(place: Place, fact: Fact, given: Posted, signed: Said) -> Said:
    """What is to be kept of one fact. Raises Unfit."""
    asked = place.asked(fact, given)
    note = asked.typed("-note")
    components.check_kept(note, MOST_NOTE)
    words = components.answer(asked, is_unknown=bool(asked.ticked("-unknown")))
    before = documents.said(place.entry, fact.name)
    if _is_same(fact, before.words, words):
        return replace(before, note=note)
    if not Said(words).is_known:
        return Said(words, note=note)
    head = place.document.get("survey") or {}
    is_told = (signed.by, signed.on) == (str(head.get("by", "")), str(head.get("on", "")))
    if fact.judged and not (signed.by or head.get("by")):
        raise Unfit("this is a judgement, and nobody is named who makes it")
    return Said(words, note=note) if is_told and not fact.judged else replace(signed, words=words, note=note)


def _is_same(fact: Fact, before: str, after: str) -> bool:
    """Whether two answers say the same, however they are written (1.05 m is 1050 mm)."""
    if before == after:
        return True
    if not (Said(before).is_known and Said(after).is_known) or fact.kind in ("link", "text"):
        return False
    return fact.read(before) == fact.read(after)
