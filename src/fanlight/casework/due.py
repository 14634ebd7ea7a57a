"""What is due in a case and by when: the periods of the law that run in it, and of a licence its conditions and papers that run out."""

from datetime import date

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from fanlight.casework import entered
from fanlight.casework.models import Case, Condition, Deadline, Evidence, StepTaken

PAPER = "the day that the last paper of a duty names"


def periods() -> QuerySet[Deadline]:
    """The periods that run and have a last day."""
    return Deadline.objects.filter(closed_at=None, last_on__isnull=False)


def conditions() -> QuerySet[Condition]:
    """The conditions that count, have a day, and of which nobody recorded that they are met."""
    return Condition.objects.filter(entered.COUNTS, met_on=None, due_on__isnull=False, licence__case__is_ended=False)


def papers() -> QuerySet[Evidence]:
    """The last evidence that counts of each duty of a licence, where the paper names the next day."""
    counted = Evidence.objects.filter(refuses=None, refused_by=None)
    later = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
    newer = counted.filter(later, licence=OuterRef("licence"), duty=OuterRef("duty"))
    return counted.filter(~Exists(newer), next_on__isnull=False, licence__case__is_ended=False)


def first(case: Case) -> date | None:
    """The first day by which something in a case is due."""
    last = periods().filter(case=case).aggregate(first=Min("last_on"))["first"]
    if case.table != "licence" or case.is_ended:
        return last
    own = conditions().filter(licence__case=case).aggregate(first=Min("due_on"))["first"]
    paper = papers().filter(licence__case=case).aggregate(first=Min("next_on"))["first"]
    return min((day for day in (last, own, paper) if day is not None), default=None)


def repeat(case: Case) -> None:
    """Repeat on the row of a case the first day by which something in it is due, so that lists are in that order and know who is late."""
    case.next_due_on = first(case)
    Case.objects.filter(pk=case.pk).update(next_due_on=case.next_due_on)


def follow(step: StepTaken) -> None:
    """Repeat on the case of a licence what a step that moved it, or a variation of it, makes due."""
    licence = {"licence": step.case, "variation": step.case.parent}.get(step.case.table)
    if licence is not None and step.state != step.from_state:
        repeat(licence)


def says(cases: list[int]) -> dict[int, str]:
    """Of each of some cases, by their numbers, what is due next in it."""
    of_licence = {"licence__case__in": cases}
    papers_ = papers().filter(next_on=F("licence__case__next_due_on"), **of_licence)
    found = {number: PAPER for number in papers_.values_list("licence__case", flat=True)}
    own = conditions().filter(due_on=F("licence__case__next_due_on"), **of_licence).order_by("-id")
    found |= {number: f"condition: {words}" for number, words in own.values_list("licence__case", "words")}
    rows = periods().filter(case__in=cases, last_on=F("case__next_due_on")).order_by("-id")
    return found | dict(rows.values_list("case", "does"))
