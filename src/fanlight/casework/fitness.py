"""How the persons of a case stand as fit and proper, by the latest weighing of each; never why, which only those who weigh may read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fanlight.casework import parties
from fanlight.casework.models import MARK, Case, Declaration, Party, Weighing
from fanlight.casework.prepared import Prepared
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.licensing.suitability_policies import Heading

NOT_WEIGHED = "What {name} declared has not been weighed since."


@dataclass(frozen=True, slots=True)
class Fitness:
    """How one person stands: in the whole and by heading, with who weighed it; nothing of what was weighed."""

    party: Party
    standing: Standing
    headings: dict[str, Standing]
    why: str
    is_weighed: bool


Person = tuple[Party, Fitness | None]


def of_case(case: Case) -> list[Person]:
    """Every person of a case and how they stand, None where nothing was declared or weighed, without reading what anybody declared.

    What was declared after a weighing opens it again.
    """
    held = parties.rows(case)
    home = held[0].case_id if held else case.pk
    weighed = {each.party_id: each for each in _weighed(home)}
    declared = {each.party_id: each.at for each in _declared(home)}
    return [(row, _fitness(row, weighed.get(row.pk), declared.get(row.pk))) for row in held]


@Prepared
def _weighed(case: int) -> QuerySet[Weighing]:
    return Weighing.objects.filter(party__case=case).exclude(reasons=MARK).select_related("by").order_by("id")


@Prepared
def _declared(case: int) -> QuerySet[Declaration]:
    """What was declared is left in the database: this is read by more people than may see it."""
    return Declaration.objects.filter(party__case=case).exclude(document=MARK).only("id", "party_id", "at").order_by("id")


def seen(party: Party) -> int:
    """How much was declared and weighed of a person so far: whoever weighs has seen that much."""
    return Declaration.objects.filter(party=party).count() + Weighing.objects.filter(party=party).count()


def _fitness(party: Party, last: Weighing | None, declared: datetime | None) -> Fitness | None:
    if last is None and declared is None:
        return None
    if last is None or (declared is not None and declared > last.at):
        return Fitness(party, Standing.OPEN, {}, NOT_WEIGHED.format(name=party.name), is_weighed=False)
    found = json.loads(last.reasons)["headings"]
    headings = {name: Standing(each["standing"]) for name, each in found.items()}
    why = f"Weighed for {party.name} by {last.by} on {last.at:%-d %B %Y}."
    return Fitness(party, Standing(last.standing), headings, why, is_weighed=True)


def fit_as(people: Sequence[Person], role: LegalRole) -> tuple[Standing, str] | None:
    """How those in a role stand in the whole; None where there is nobody, or nobody declared anything or was weighed."""
    return _worst([(each.standing, each.why) for each in _in(people, role)])


def under(people: Sequence[Person], roles: Sequence[LegalRole], heading: Heading) -> tuple[Standing, str] | None:
    """How the first of some roles that anybody holds stands under one heading; None where nobody was weighed under it."""
    for role in roles:
        if any(row.role == role for row, _ in people):
            found = [(each.headings[heading], each.why) for each in _in(people, role) if heading in each.headings]
            opened = [(each.standing, each.why) for each in _in(people, role) if not each.is_weighed]
            return _worst([*found, *opened])
    return None


def _in(people: Sequence[Person], role: LegalRole) -> list[Fitness]:
    """How each in a role stands. Where one of several was weighed, another who was not is open."""
    held = [(row, each) for row, each in people if row.role == role]
    if not any(each for _, each in held):
        return []
    return [each or Fitness(row, Standing.OPEN, {}, NOT_WEIGHED.format(name=row.name), is_weighed=False) for row, each in held]


ORDER = (Standing.NOT_MET, Standing.OPEN, Standing.MET, Standing.DOES_NOT_APPLY)


def _worst(found: Sequence[tuple[Standing, str]]) -> tuple[Standing, str] | None:
    return min(found, key=lambda each: ORDER.index(each[0]), default=None)
