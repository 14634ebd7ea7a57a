"""The licence of a case while officers write it: its terms, rooms and conditions, filled in from the assessment where they ask for it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import drafts, licences
from fanlight.casework.actions.surveys import DraftMoved
from fanlight.casework.assessing import NoEdition
from fanlight.casework.queries import cases
from fanlight.casework.rows import Case
from fanlight.facts.files import Refused
from fanlight.licensing import licence_terms
from fanlight.licensing.licence_terms import OF_LAW, OF_OFFICER, ConditionTerms, LicenceTerms, Numbers, RoomTerms
from fanlight.web import step_forms
from fanlight.web.forms import DayField, Form, a_day, line, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import case_header, held, sections, told, trail

NUMBERS = ("over_ten", "under_ten", "in_all")


def number(label: str, hint: str = "") -> forms.IntegerField:
    """A whole number of people."""
    told = {"invalid": f"{label} must be a whole number"}
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=500, help_text=hint, error_messages=told)


class TermsForm(Form):
    """The main terms of a licence, its rooms and its conditions, as fields of one form."""

    holder = line("Licence holder", required=False)
    manager = line("Manager", required=False)
    from_ = a_day("First day", required=False)
    until = a_day("Last day", required=False, hint="At most five years")
    persons = number("Most persons")
    households = number("Most households")

    def __init__(self, terms: LicenceTerms, posted: Mapping[str, Any] | None) -> None:
        super().__init__(posted)
        self.terms = terms
        self.main = list(self.fields)
        self.initial = {name: getattr(terms, name) for name in self.main}
        for place, room in enumerate(terms.rooms):
            for name, words_ in zip(NUMBERS, ("Over 10", "Under 10", "In all"), strict=True):
                self.fields[f"room-{place}-{name}"] = number(f"{room.label}: {words_.lower()}")
                self.initial[f"room-{place}-{name}"] = getattr(room, name)
        for place, each in self.own():
            self.fields[f"condition-{place}-words"] = words(f"Condition {place + 1}", required=False, hint=each.because, rows=3)
            self.fields[f"condition-{place}-due"] = DayField(
                label=f"Condition {place + 1} to be met by", required=False, widget=a_day("").widget
            )
            self.initial |= {f"condition-{place}-words": each.words, f"condition-{place}-due": each.due_on}
        self.fields["more"] = words(
            "Another condition", required=False, hint="In words for the licence holder. Leave empty if there is none.", rows=3
        )

    def own(self) -> Iterator[tuple[int, ConditionTerms]]:
        """The conditions that an officer may change: all but those of the law."""
        yield from ((place, each) for place, each in enumerate(self.terms.conditions) if each.source != OF_LAW)

    def said(self) -> LicenceTerms:
        """The terms as written. A condition left empty is taken out; one changed is the officer's from then on."""
        clean = self.cleaned_data
        main = {name: clean[name] for name in self.main}
        rooms = tuple(self._room(place, room) for place, room in enumerate(self.terms.rooms))
        kept = [each for each in (self._condition(place, one) for place, one in enumerate(self.terms.conditions)) if each is not None]
        if clean["more"].strip():
            kept.append(ConditionTerms(f"officer-{len(self.terms.conditions) + 1}", clean["more"].strip(), "", OF_OFFICER))
        return replace(self.terms, **main, rooms=rooms, conditions=tuple(kept))

    def _room(self, place: int, room: RoomTerms) -> RoomTerms:
        given = {name: self.cleaned_data[f"room-{place}-{name}"] for name in NUMBERS}
        counted: dict[str, Any] = {name: value if value is not None else 0 for name, value in given.items()}
        return replace(room, **counted)

    def _condition(self, place: int, each: ConditionTerms) -> ConditionTerms | None:
        if each.source == OF_LAW:
            return each
        said: str = self.cleaned_data[f"condition-{place}-words"].strip()
        due: date | None = self.cleaned_data[f"condition-{place}-due"]
        source = each.source if said == each.words else OF_OFFICER
        return replace(each, words=said, due_on=due, source=source) if said else None

    def groups(self) -> dict[str, list[Any]]:
        """The fields as components, parted into terms, rooms and conditions."""
        listed = dict(zip(self.fields, self.components(), strict=True))
        of = {"terms": self.main, "rooms": [name for name in listed if name.startswith("room-")]}
        rest = [name for name in listed if name not in (*of["terms"], *of["rooms"])]
        return {**{name: [listed[each] for each in names] for name, names in of.items()}, "conditions": [listed[each] for each in rest]}


@for_council(Permission.WORK_CASES)
def licence(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The draft: written and saved, or filled in from the assessment."""
    case, now = held(actor, reference), timezone.now()
    draft = drafts.draft(case, at=now)
    terms = licence_terms.from_plain(draft.content)
    if request.POST.get("do") == "fill":
        return _filled(request, actor, case)
    form = TermsForm(terms, request.POST if request.method == "POST" else None)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            version = int(request.POST.get("version", "-1"))
            draft = drafts.save(case, form.said(), version=version, by=actor, at=now)
        except DraftMoved as error:
            wrong = [str(error)]
        else:
            told(request, "The licence is saved.")
            form = TermsForm(licence_terms.from_plain(draft.content), None)
    return _page(request, actor, case, form, {"version": draft.version, "wrong": wrong})


def _filled(request: HttpRequest, actor: Actor, case: Case) -> HttpResponse:
    now = timezone.now()
    draft = drafts.draft(case, at=now)
    try:
        terms, numbers = drafts.filled(case, at=now)
    except (NoEdition, Refused) as error:
        return _page(
            request,
            actor,
            case,
            TermsForm(licence_terms.from_plain(draft.content), None),
            {"version": draft.version, "wrong": [str(error)]},
        )
    draft = drafts.save(case, terms, version=draft.version, by=actor, at=now)
    told(request, f"Filled in from the assessment. {_permitted(numbers)}")
    return _page(request, actor, case, TermsForm(terms, None), {"version": draft.version, "wrong": []})


def _permitted(numbers: Numbers | None) -> str:
    if numbers is None:
        many = f"Persons and households are not: they are searched here for 1 to {licence_terms.MOST_ROOMS} rooms."
        return f"{many} Enter them yourself, or let the command 'fanlight occupancy' search a survey of the house."
    (persons, households), (most, in_) = numbers.certain, numbers.possible
    sure = f"The editions certainly permit {persons} persons in {households} households"
    return f"{sure}, and at most {most} in {in_} once what is open turns out well."


def _page(request: HttpRequest, actor: Actor, case: Case, form: TermsForm, more: Mapping[str, Any]) -> HttpResponse:
    on = cases.today()
    lacking = licences.lacking(case, form.terms, on)
    law = [each.words for each in form.terms.conditions if each.source == OF_LAW]
    problems = [*form.problems(), *({"text": each, "href": "#main-content"} for each in more["wrong"])]
    told_against = cases.last_terms(case)
    changes = [[each["what"], each["before"], each["after"]] for each in step_forms.changes(case)] if told_against is not None else None
    return page(
        request, "cases/licence.html", title="The licence", case=case_header(case), sections=sections(case, actor), groups=form.groups(),
        version=more["version"], problems=problems, lacking=lacking, law=law, changes=changes,
        against="what was proposed last" if case.table == "application" else "the licence in force",
        breadcrumbs=trail(actor, (case.reference, "../")),
    )  # fmt: skip
