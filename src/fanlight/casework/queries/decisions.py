"""Decisions that can be appealed, the appeals against them, and the licence that a case is about."""

from dataclasses import dataclass
from datetime import date

from fanlight.casework import parties
from fanlight.casework.models import Case, Council, Deadline, House, StepTaken
from fanlight.licensing import relevant_persons


@dataclass(frozen=True, slots=True)
class Appealable:
    """A decision from which a time for an appeal runs, its last day where it has one, and the appeals that were opened against it."""

    step: StepTaken
    last_on: date | None
    appeals: tuple[Case, ...]


def appealable(case: Case) -> list[Appealable]:
    """The decisions of a case against which an appeal lies, the latest first."""
    periods = Deadline.objects.filter(case=case, name__endswith="-appeal").select_related("step").prefetch_related("step__appeals")
    return [Appealable(each.step, each.last_on, tuple(each.step.appeals.all())) for each in periods.order_by("-step__number")]


def took_effect(appeal: Case) -> StepTaken | None:
    """The step by which the decision under appeal took effect, where it did before the appeal was known of."""
    decided = appeal.decision
    if decided is None:
        return None
    later = StepTaken.objects.filter(case=decided.case_id, number__gt=decided.number).order_by("-number").first()
    return later if later is not None and later.name == "take-effect" else None


@dataclass(frozen=True, slots=True)
class Asker:
    """A person of a licence who may ask for something about it, by the number of one of their entries."""

    number: int
    name: str
    roles: tuple[str, ...]


def askers(licence: Case, table: str, on: date) -> list[Asker]:
    """The persons of a licence who may ask for it to be varied or revoked (`table`)."""
    groups = relevant_persons.grouped(parties.persons(licence))
    found = [(group[0], tuple(each.role for each in group)) for group in groups]
    return [Asker(one.key, one.name, roles) for one, roles in found if relevant_persons.may_ask(table, roles, on=on).is_so]


def houses(council: Council, words: str) -> list[House]:
    """Houses of a council by address, postcode or UPRN, at most 50; none where nothing is sought."""
    said = words.strip()
    if not said:
        return []
    held = House.objects.filter(council=council)
    found = held.filter(address__icontains=said) | held.filter(postcode__istartswith=said) | held.filter(uprn=said)
    return list(found.order_by("address")[:50])


def house(council: Council, number: int) -> House | None:
    """One house of a council."""
    return House.objects.filter(council=council, pk=number).select_related("council").first()
