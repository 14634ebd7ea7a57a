"""What a council keeps for how long, what is due to be erased, and what a legal hold keeps back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fanlight.casework.contents import Kind as KindOfFile
from fanlight.casework.models import MARK, Case, Council, Erasure, LegalHold, Message, RetentionPeriod, Upload
from fanlight.licensing import retention
from fanlight.licensing.retention import Kind

SLACK = timedelta(days=5)
"""Months are of different lengths: so many days are looked at besides, and each is then counted by itself."""


@dataclass(frozen=True, slots=True)
class Due:
    """Personal data of one kind in one case: since when its time runs, when it is to be erased, and the hold that keeps it, if any."""

    kind: Kind
    case: Case
    since: date
    on: date
    hold: LegalHold | None


def chosen(council: Council) -> dict[Kind, RetentionPeriod]:
    """The council's latest choice for each kind it has one for; a kind without a period is never erased."""
    rows = RetentionPeriod.objects.filter(council=council).select_related("by").order_by("id")
    latest = {row.kind: row for row in rows}
    return {kind: latest[kind] for kind in Kind if kind in latest and latest[kind].months is not None}


def periods(council: Council) -> Sequence[RetentionPeriod]:
    """Every choice the council ever made, the newest first."""
    return list(RetentionPeriod.objects.filter(council=council).select_related("by").order_by("-id"))


def due(council: Council, on: date, only: Case | None = None) -> list[Due]:
    """What of the council's cases, or of one of them, is to be erased by a day, the longest due first; what a hold keeps is among it."""
    held = chosen(council)
    holds = {hold.case_id: hold for hold in LegalHold.objects.filter(case__council=council, lifted_at=None).select_related("by")}
    of_cases = {kind: row.months or 0 for kind, row in held.items() if kind is not Kind.MESSAGES}
    found = [
        Due(kind, case, since, day, hold_of(case, holds))
        for kind, months in of_cases.items()
        for case in _begun(ended(council, kind), retention.cut(on, months), only)
        if (day := retention.due_on(since := _since(case), months)) <= on
    ]
    return sorted(found, key=lambda each: (each.on, each.case.reference, each.kind))


def _begun(cases: QuerySet[Case], last: date, only: Case | None) -> QuerySet[Case]:
    """Those of some cases that ended long enough ago themselves; what followed from them is looked at one by one."""
    found = cases.filter(moved_at__lt=timezone.make_aware(datetime.combine(last + SLACK, time.min)))
    return found if only is None else found.filter(pk=only.pk)


def ended(council: Council, kind: Kind) -> QuerySet[Case]:
    """The applications of which the time of a kind runs: ended with all that followed from them, and not erased yet."""
    cases = Case.objects.filter(council=council, table="application", is_ended=True, parent=None)
    cases = cases.exclude(Exists(Erasure.objects.filter(case=OuterRef("pk"), kind=kind)))
    cases = cases.exclude(Exists(Case.objects.filter(parent=OuterRef("pk"), is_ended=False)))
    if kind is Kind.UNSUCCESSFUL:
        cases = cases.filter(licence_granted=None)
    else:
        # With all that was erased of an application its declarations and photographs went too.
        cases = cases.exclude(Exists(Erasure.objects.filter(case=OuterRef("pk"), kind=Kind.UNSUCCESSFUL)))
        cases = cases.filter(Q(licence_granted=None) | Q(licence_granted__case__is_ended=True))
        cases = cases.exclude(Exists(Case.objects.filter(parent=OuterRef("licence_granted__case"), is_ended=False)))
    if kind is Kind.OFFENCES:
        cases = cases.filter(Q(parties__declarations__isnull=False) | Q(parties__weighings__isnull=False)).distinct()
    if kind is Kind.PHOTOGRAPHS:
        cases = cases.filter(Exists(_photographs().filter(Q(case=OuterRef("pk")) | Q(case=OuterRef("licence_granted__case")))))
    return cases.select_related("council", "house", "licence_granted__case").order_by("pk")


def _photographs() -> QuerySet[Upload]:
    return Upload.objects.filter(kind=KindOfFile.PHOTOGRAPH, erased_at=None)


def family(case: Case) -> list[Case]:
    """An application with the licence it led to, and whatever was begun from either."""
    own = [case]
    granted = getattr(case, "licence_granted", None)
    if granted is not None:
        own.append(granted.case)
    return [*own, *Case.objects.filter(parent__in=own).exclude(pk__in=[each.pk for each in own]).select_related("council")]


def _since(case: Case) -> date:
    return timezone.localdate(max(each.moved_at for each in family(case)))


def hold_of(case: Case, holds: Mapping[int, LegalHold]) -> LegalHold | None:
    """The hold that keeps a case, on itself or on anything that belongs to it."""
    return next((holds[each.pk] for each in family(case) if each.pk in holds), None) if holds else None


def messages(council: Council, before: datetime) -> QuerySet[Message]:
    """The messages that left, or were given up, before an instant, and are not erased yet; none of a case that is held."""
    rows = Message.objects.filter(council=council).filter(Q(sent_at__lt=before) | Q(gave_up_at__lt=before)).exclude(to=MARK)
    return rows.exclude(Exists(LegalHold.objects.filter(case=OuterRef("case"), lifted_at=None))).order_by("pk")


def holds(council: Council) -> Sequence[LegalHold]:
    """Every hold, those that are not lifted first."""
    rows = LegalHold.objects.filter(case__council=council).select_related("case", "by", "lifted_by")
    return sorted(rows.order_by("-id"), key=lambda each: each.lifted_at is not None)


def hold(council: Council, number: int) -> LegalHold | None:
    """One hold of the council's cases."""
    return LegalHold.objects.filter(case__council=council, pk=number).select_related("case", "case__council").first()


def holding(case: Case) -> LegalHold | None:
    """The hold that was put on a case itself and not lifted."""
    return LegalHold.objects.filter(case=case, lifted_at=None).first()


def of_case(case: Case) -> Sequence[Erasure]:
    """What was erased of a case."""
    return list(Erasure.objects.filter(case=case).order_by("id"))


def case_of(council: Council, reference: str) -> Case | None:
    """A case of a council by its reference, to be held: nothing of it is shown."""
    return Case.objects.filter(council=council, reference=reference).select_related("council").first()
