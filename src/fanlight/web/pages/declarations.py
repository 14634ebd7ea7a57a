"""What a person of an application declares of themselves: kept nowhere until it is signed, and shown to no applicant after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework import chain
from fanlight.casework.acting import Actor
from fanlight.casework.actions import suitability
from fanlight.casework.queries import applications
from fanlight.casework.rows import Case, Party
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.facts.vocabulary import THINGS, Thing
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.web import sentences
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages.applying import address, around, opened
from fanlight.web.pages.cases import told
from fanlight.web.questions import document as documents
from fanlight.web.questions import forms, lists
from fanlight.web.questions.answers import shown
from fanlight.web.questions.audience import DECLARANT
from fanlight.web.questions.document import Document
from fanlight.web.questions.forms import Place, Trouble
from fanlight.web.questions.sections import Part, Section
from fanlight.web.sentences import SentenceForm, Told

PERSON = "person"
LISTED = ("offence", "order")
ROLES = {
    LegalRole.APPLICANT: "applicant", LegalRole.PROPOSED_HOLDER: "licence_holder", LegalRole.PROPOSED_MANAGER: "manager",
    LegalRole.OWNER: "owner", LegalRole.HAVING_CONTROL: "person_in_control", LegalRole.TENANT: "tenant",
}  # fmt: skip
"""What a legal role is called among the facts of a person."""
ADDED = {"offence": "Something that happened", "order": "An order or notice"}
ASKED = (
    "offences of fraud or other dishonesty, violence, drugs, or sexual offences of Schedule 3 of the Act of 2003, unless the "
    "conviction is spent",
    "a finding by a court or tribunal of unlawful discrimination in connection with a business",
    "a judgment that housing or landlord and tenant law was broken, or enforcement by a council over a house",
    "a licence that was refused, or revoked because a condition was broken",
    "a control order, or an interim or final management order, on a house they own or manage or did so once",
)


@dataclass(frozen=True, slots=True)
class _Desk:
    """One declaration in work: it travels with the page and is kept nowhere."""

    case: Case
    party: Party
    document: Document
    told: Told

    def around(self) -> dict[str, Any]:
        """What travels with every page of it, and the way back."""
        way = ((self.case.reference, address(self.case, "apply-tasks")), ("People", address(self.case, "apply-people")))
        return {"said": json.dumps(self.document), "told": json.dumps(self.told), **around(self.case, *way)}


def _blank(party: Party) -> Document:
    role = ROLES.get(LegalRole(party.role), "other")
    return {"parties": [{"id": PERSON, "label": party.name, "role": role}], "offences": [], "orders": []}


@for_applicant
def declare(request: HttpRequest, actor: Actor, council: str, reference: str, number: int) -> HttpResponse:
    """Make the declaration of one person, and sign it."""
    case = opened(actor, council, reference)
    group = applications.person(case, number)
    if not group:
        raise Http404("There is no such person in this application")
    desk = _Desk(case, group[0], _carried(request, group[0]), sentences.carried(request.POST.get("told", "")))
    name, _, rest = request.POST.get("do", "").partition(":")
    if name == "sign":
        return _sign(request, desk, group, actor)
    step = STEPS.get(name)
    return step(request, desk, rest) if step else _overview(request, desk)


def _carried(request: HttpRequest, party: Party) -> Document:
    """What was said on the pages before. It belongs to whoever types it, and is checked as a whole when it is signed."""
    try:
        found = json.loads(request.POST.get("said", "null"))
        documents.survey_of(found, "the declaration")
        documents.entry(found, THINGS["party"], PERSON)
    except (Refused, ValueError, TypeError, AttributeError, KeyError):
        return _blank(party)
    document: Document = found
    return document


def _overview(request: HttpRequest, desk: _Desk, problems: list[dict[str, str]] | None = None) -> HttpResponse:
    listed = [_row(desk, THINGS[name], each) for name in LISTED for each in documents.entries(desk.document, THINGS[name])]
    made = applications.declared(desk.case).get(desk.party.pk)
    person = documents.entry(desk.document, THINGS["party"], PERSON)
    answered = sum(documents.said(person, fact.name).is_answered for fact in _section(THINGS["party"]).facts)
    return page(
        request, "applying/declaration.html", title=f"The declaration of {desk.party.name}", listed=listed,
        asked=ASKED, made=made,
        answered=answered, questions=len(_section(THINGS["party"]).facts), added=ADDED, problems=problems or [],
        signed_as=request.POST.get("signed_as", ""), is_whole=request.POST.get("whole", ""), **desk.around(),
    )  # fmt: skip


def _row(desk: _Desk, thing: type[Thing], entry: Mapping[str, Any]) -> dict[str, Any]:
    told_facts = [(fact, documents.said(entry, fact.name)) for fact in _section(thing).facts]
    said = [shown(desk.document, fact, kept) for fact, kept in told_facts if kept.is_known]
    id_ = documents.id_of(entry, thing)
    return {
        "label": documents.label_of(entry, thing),
        "text": "; ".join(said[:4]) or "Nothing said of it yet",
        "key": f"{thing.name}/{id_}",
        "is_convicted": thing.name == "offence" and id_ in sentences.convictions(desk.document),
        "sentences": [{"text": text, "key": f"{id_}/{number}"} for number, text in enumerate(sentences.says(desk.told, id_))],
        "next": f"{id_}/{len(sentences.says(desk.told, id_))}",
        "not_told": sentences.NOT_TOLD,
    }


def _section(thing: type[Thing]) -> Section:
    """All the questions of a thing on one page."""
    facts = tuple(fact for fact in DECLARANT.facts(thing) if fact.kind != "link")
    heading = {"party": "About the person", "offence": "What happened", "order": "The order or notice"}[thing.name]
    return Section(thing, "all", heading, (Part(heading, facts),))


def _add(request: HttpRequest, desk: _Desk, rest: str) -> HttpResponse:
    if rest not in LISTED:
        return _overview(request, desk)
    thing = THINGS[rest]
    label = f"{ADDED[rest]} {len(documents.entries(desk.document, thing)) + 1}"
    document, id_ = lists.add(desk.document, thing, label=label, belongs={"party": PERSON} if "party" in thing.facts else {})
    return _ask(request, replace(desk, document=document), f"{rest}/{id_}")


def _ask(request: HttpRequest, desk: _Desk, rest: str, troubles: list[Trouble] | None = None) -> HttpResponse:
    place = _place(desk, rest)
    given = dict(request.POST.lists()) if troubles else None
    parts = forms.fields(place, given=given, troubles=troubles or [])
    return page(
        request, "applying/declaring.html", title=place.section.heading, asked=parts,
        label=documents.label_of(place.entry, place.section.thing),
        key=rest, problems=[each.link for each in troubles or []], **desk.around(),
    )  # fmt: skip


def _place(desk: _Desk, rest: str) -> Place:
    name, _, id_ = rest.partition("/")
    if name not in (*LISTED, "party"):
        raise Http404("There is no such part of a declaration")
    place = Place(desk.document, _section(THINGS[name]), id_)
    try:
        assert place.entry is not None
    except KeyError as error:
        raise Http404("There is no such entry in this declaration") from error
    return place


def _keep(request: HttpRequest, desk: _Desk, rest: str) -> HttpResponse:
    document, troubles = forms.read(_place(desk, rest), dict(request.POST.lists()))
    if troubles:
        return _ask(request, desk, rest, troubles)
    kept, id_ = replace(desk, document=document), rest.partition("/")[2]
    if rest.startswith("offence/") and id_ in sentences.convictions(document) and not sentences.says(desk.told, id_):
        return _ask_sentence(request, kept, f"{id_}/0")
    return _overview(request, kept)


def _ask_sentence(request: HttpRequest, desk: _Desk, rest: str, form: SentenceForm | None = None) -> HttpResponse:
    """Ask for one sentence of a conviction; only where one is declared."""
    id_, number = _sentence(desk, rest)
    shown_form = form or sentences.form(desk.told, id_, number, None)
    label = documents.label_of(documents.entry(desk.document, THINGS["offence"], id_), THINGS["offence"])
    return page(
        request, "applying/sentence.html", title="The sentence", form=shown_form, label=label, key=rest, problems=shown_form.problems(),
        **desk.around(),
    )  # fmt: skip


def _sentence(desk: _Desk, rest: str) -> tuple[str, int]:
    id_, _, number = rest.rpartition("/")
    if id_ not in sentences.convictions(desk.document) or not number.isdecimal() or int(number) >= sentences.MOST:
        raise Http404("There is no such conviction in this declaration")
    return id_, int(number)


def _keep_sentence(request: HttpRequest, desk: _Desk, rest: str) -> HttpResponse:
    id_, number = _sentence(desk, rest)
    form = sentences.form(desk.told, id_, number, request.POST)
    if not form.is_valid():
        return _ask_sentence(request, desk, rest, form)
    return _overview(request, replace(desk, told=sentences.kept(desk.told, id_, number, form.cleaned_data)))


def _drop_sentence(request: HttpRequest, desk: _Desk, rest: str) -> HttpResponse:
    return _overview(request, replace(desk, told=sentences.dropped(desk.told, *_sentence(desk, rest))))


def _drop(request: HttpRequest, desk: _Desk, rest: str) -> HttpResponse:
    place = _place(desk, rest)
    return _overview(request, replace(desk, document=lists.remove(desk.document, place.section.thing, place.id, is_confirmed=True)))


STEPS = {
    "add": _add, "ask": _ask, "keep": _keep, "drop": _drop, "ask-sentence": _ask_sentence, "keep-sentence": _keep_sentence,
    "drop-sentence": _drop_sentence,
}  # fmt: skip


def _sign(request: HttpRequest, desk: _Desk, group: tuple[Party, ...], by: Actor) -> HttpResponse:
    """Keep the declaration for each role of the person. Only what was said to be all of it is taken as whole."""
    whole = request.POST.get("whole", "")
    if whole not in ("all", "not all"):
        return _overview(request, desk, [{"text": "Select whether that is everything", "href": "#whole"}])
    told_of = sentences.signed(desk.document, desk.told)
    document = {**desk.document, "sentences": told_of, "complete": ["parties", "offences", "orders"] if whole == "all" else ["parties"]}
    try:
        suitability.declare_all(group, chain.canonical(document), signed_as=request.POST.get("signed_as", ""), by=by, at=timezone.now())
    except Refused as error:
        return _overview(request, desk, [{"text": wording.sentence(each.message), "href": "#main-content"} for each in error.problems])
    except ValueError as error:
        return _overview(request, desk, [{"text": wording.sentence(str(error)), "href": "#signed_as"}])
    told(request, f"The declaration of {desk.party.name} is signed and kept. Only the officers who weigh it can read it.")
    return redirect(address(desk.case, "apply-people"))
