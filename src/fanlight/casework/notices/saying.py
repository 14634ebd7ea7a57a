"""The particulars of a letter, gathered from what a case keeps; what is not known is left out, and the letter then refuses itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fanlight.casework import parties
from fanlight.casework.models import Case, Licence, LicenceDraft, Party, Representation, StepTaken
from fanlight.casework.models import Council as CouncilRow
from fanlight.casework.notices import matters
from fanlight.documents.letters import matters as say
from fanlight.documents.letters import parties as people
from fanlight.documents.letters.particulars import Application, Decision, Particulars, Room
from fanlight.documents.letters.particulars import Condition as ConditionSaid
from fanlight.documents.letters.particulars import Licence as LicenceSaid
from fanlight.licensing import licence_terms
from fanlight.licensing.licence_terms import OF_LAW, LicenceTerms

DAY = timedelta(days=1)
Details = Mapping[str, Any]
DECIDING = ("grant", "refuse", "vary", "revoke", "serve", "refuse-second", "serve-second")


@dataclass(frozen=True, slots=True)
class Serving:
    """The step that gives some letters, in its case. `terms` are those of the licence it is about, where there is one."""

    case: Case
    step: StepTaken
    terms: LicenceTerms | None
    reference: str = ""

    @property
    def details(self) -> Details:
        """What was said with the step."""
        return self.step.details


@dataclass(frozen=True, slots=True)
class Addressed:
    """Somebody a letter goes to, with what they are to the case (`the applicant and licence holder`). `party` is their row, if any."""

    name: str
    address: str
    email: str
    capacity: str
    party: Party | None = None


def said(to: Addressed) -> people.Party:
    """A person as a letter names them."""
    return people.Party(name=to.name, address=to.address, capacity=to.capacity)


def addressed(party: Party, capacity: str = "") -> Addressed:
    """A person of the case, in the one role that their row gives or in the words given."""
    return Addressed(party.name, party.address, party.email, capacity or f"the {party.role}", party)


def council(row: CouncilRow) -> people.Council:
    """The council as a letter names it."""
    tribunal = people.Tribunal(address=row.tribunal_address, email=row.tribunal_email)
    authority = row.fire_authority.name if row.fire_authority else ""
    return people.Council(
        name=f"{row.name} Council", address=row.address, email=row.email, tribunal=tribunal, phone=row.phone, web=row.web, team=row.team,
        colour=row.colour, fire_authority=authority,
    )  # fmt: skip


def particulars(serving: Serving, recipient: Addressed | None, copies: Sequence[Addressed]) -> Particulars:
    """Everything a letter of a step may say to one recipient."""
    step, case = serving.step, serving.case
    officer = people.Officer(name=str(step.by or case.council.team), office=step.role.capitalize())
    decision = Decision(decided_on=step.on, officer=officer) if step.name.startswith(DECIDING) else None
    return Particulars(
        council=council(case.council), reference=case.reference, dated_on=step.on, officer=officer, decision=decision,
        house=people.House(address=f"{case.house.address}\n{case.house.postcode}".strip()),
        recipient=said(recipient) if recipient else None, copies=tuple(said(each) for each in copies), application=_application(case),
        licence=_licence(serving), reasons=tuple(line.strip() for line in step.reasons.splitlines() if line.strip()), heard=_heard(case),
        invented=case.council.is_invented, **{name: make(serving) for name, make in MATTERS.items()},
    )  # fmt: skip


MATTERS: Mapping[str, Callable[[Any], Any]] = {
    "representations": matters.representations, "changes": matters.changes, "effect": matters.effect, "asked": matters.asked,
    "request": matters.request, "fee": matters.fee, "exemption": matters.exemption, "consultation": matters.consultation,
    "withdrawal": matters.withdrawal, "ending": matters.ending, "tribunal": matters.tribunal,
}  # fmt: skip


def _application(case: Case) -> Application | None:
    home = parties.home(case)
    applicant = next((party for party in parties.rows(case) if party.role == "applicant"), None)
    handed_in = home.steps_taken.filter(name="submit").order_by("-number").first()
    if applicant is None or handed_in is None:
        return None
    accepted = home.steps_taken.filter(name="accept").order_by("-number").first()
    return Application(
        applicant=said(addressed(applicant)), received_on=handed_in.on, duly_made_on=accepted.on if accepted else None,
        asks_for="A licence for the house as the application describes it.",
    )  # fmt: skip


def _heard(case: Case) -> tuple[say.Heard, ...]:
    found = []
    for each in Representation.objects.filter(case=case).prefetch_related("weighed").order_by("id"):
        weighed = list(each.weighed.all())
        if weighed:
            found.append(say.Heard(by=each.by_name, said=each.words, answer=f"{weighed[-1].answer.capitalize()}. {weighed[-1].reasons}"))
    return tuple(found)


def _licence(serving: Serving) -> LicenceSaid | None:
    terms = serving.terms
    if terms is None or terms.from_ is None or terms.until is None:
        return None
    known = {party.name: said(addressed(party)) for party in parties.rows(serving.case)}
    return LicenceSaid(
        reference=serving.reference or serving.case.reference, holder=_person(terms.holder, known, "the licence holder"),
        manager=_person(terms.manager, known, "the manager of the house") if terms.manager else None,
        from_=terms.from_, until=terms.until + DAY, persons=terms.persons, households=terms.households,
        rooms=tuple(Room(name=room.label, over_10=room.over_ten, under_10=room.under_ten, in_all=room.in_all) for room in terms.rooms),
        conditions=tuple(_condition(each) for each in terms.conditions if each.source != OF_LAW),
    )  # fmt: skip


def _condition(each: licence_terms.ConditionTerms) -> ConditionSaid:
    by = f" This is to be done by {each.due_on:%-d %B %Y}." if each.due_on else ""
    return ConditionSaid(text=f"{each.words}{by}", founded_on=each.because)


def _person(name: str, known: Mapping[str, people.Party], capacity: str) -> people.Party:
    found = known.get(name)
    return people.Party(name=name, address=found.address if found else "", capacity=capacity)


def terms_of(case: Case) -> tuple[LicenceTerms | None, str]:
    """The terms of the licence a case is about, with its number: the draft of an application or variation, or those in effect."""
    draft = LicenceDraft.objects.filter(case=case).first()
    licence = licence_of(case)
    number = licence.number if licence else ""
    if draft is not None and draft.content:
        return licence_terms.from_plain(draft.content), number
    version = licence.current if licence else None
    return (licence_terms.from_plain(matters.loaded(version.content)) if version else None), number


def licence_of(case: Case) -> Licence | None:
    """The licence a case is about: its own, the one it granted, or that of the case above it."""
    found: Case | None = case
    while found is not None:
        licence = Licence.objects.filter(case=found).first() or Licence.objects.filter(application=found).first()
        if licence is not None:
            return licence
        found = found.parent
    return None
