"""What a council keeps for how long, what is due to be erased, and what a legal hold keeps back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from fanlight.casework.contents import Kind as KindOfFile
from fanlight.casework.models import (
    MARK,
    Case,
    Council,
    Draft,
    Erasure,
    Event,
    LegalHold,
    Message,
    Payment,
    PaymentOrder,
    RetentionPeriod,
    Upload,
)
from fanlight.licensing import retention
from fanlight.licensing.retention import Kind

APPLICATION, DRAFT = "application", "draft"
BEGINNINGS = (APPLICATION, "temporary-exemption")
"""Cases that follow from no other, and with which all that followed from them is erased."""
WHOLE = (Kind.UNSUCCESSFUL, Kind.LICENCES, Kind.DRAFTS)
"""Kinds with which everything of a case is erased."""
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

    @property
    def named(self) -> str:
        """What it is personal data of, as people call it."""
        return self.case.reference


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
    held, standing = chosen(council), open_holds(council)
    found = []
    for kind in (kind for kind in retention.OF_CASES if kind in held):
        months = held[kind].months or 0
        for case in _begun(ended(council, kind), retention.cut(on, months), only):
            own = family(case)
            since = _since(own)
            day = retention.due_on(since, months)
            if day <= on and all(each.is_ended for each in own if each != case):
                found.append(Due(kind, case, since, day, hold_of(own, standing)))
    return sorted(found, key=lambda each: (each.on, each.named, each.kind))


def open_holds(council: Council) -> dict[int, LegalHold]:
    """The holds that stand, by the number of their case."""
    return {hold.case_id: hold for hold in LegalHold.objects.filter(case__council=council, lifted_at=None).select_related("case", "by")}


def _begun(cases: QuerySet[Case], last: date, only: Case | None) -> QuerySet[Case]:
    """Those of some cases that ended long enough ago themselves; what followed from them is looked at one by one."""
    found = cases.filter(moved_at__lt=timezone.make_aware(datetime.combine(last + SLACK, time.min)))
    return found if only is None else found.filter(pk=only.pk)


def ended(council: Council, kind: Kind) -> QuerySet[Case]:
    """The cases of which the time of a kind runs: ended with all that followed from them, and not erased yet; or drafts never sent."""
    if kind is Kind.DRAFTS:
        return _drafts(council)
    cases = Case.objects.filter(council=council, is_ended=True, parent=None).select_related("council", "house", "licence_granted__case")
    # With all that was erased of an application its declarations and photographs went too.
    cases = cases.exclude(Exists(Erasure.objects.filter(case=OuterRef("pk"), kind__in=(kind, *WHOLE))))
    cases = cases.exclude(Exists(Case.objects.filter(parent=OuterRef("pk"), is_ended=False))).order_by("pk")
    if kind is Kind.LICENCES:
        granted = cases.exclude(Exists(Case.objects.filter(parent=OuterRef("licence_granted__case"), is_ended=False)))
        return granted.filter(Q(licence_granted__case__is_ended=True) | Q(licence__isnull=False))
    cases = cases.filter(table__in=BEGINNINGS)
    if kind is Kind.UNSUCCESSFUL:
        cases = cases.filter(licence_granted=None)
    else:
        cases = cases.filter(Q(licence_granted=None) | Q(licence_granted__case__is_ended=True))
        cases = cases.exclude(Exists(Case.objects.filter(parent=OuterRef("licence_granted__case"), is_ended=False)))
    if kind is Kind.OFFENCES:
        cases = cases.filter(Q(parties__declarations__isnull=False) | Q(parties__weighings__isnull=False)).distinct()
    if kind is Kind.PHOTOGRAPHS:
        own = Q(case=OuterRef("pk")) | Q(case__parent=OuterRef("pk"))
        cases = cases.filter(Exists(_photographs().filter(own | Q(case__parent=OuterRef("licence_granted__case")))))
    return cases


def _photographs() -> QuerySet[Upload]:
    return Upload.objects.filter(kind=KindOfFile.PHOTOGRAPH, erased_at=None)


def _drafts(council: Council) -> QuerySet[Case]:
    """The applications that were never sent. One that money was paid for, or may be being paid for, waits until that is given back."""
    paid = Payment.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(left=Sum("pence")).filter(left__gt=0)
    cases = Case.objects.filter(council=council, table=APPLICATION, state=DRAFT, is_ended=False, parent=None)
    cases = cases.exclude(Exists(paid)).exclude(Exists(PaymentOrder.objects.filter(case=OuterRef("pk"), over_at=None)))
    return cases.select_related("council", "house").order_by("pk")


def family(case: Case) -> list[Case]:
    """A case with whatever followed from it, such as the licence it led to, a variation of that, and an appeal against the variation."""
    own, below = [case], [case]
    while below:
        below = list(Case.objects.filter(parent__in=below).select_related("council").order_by("pk"))
        own += below
    return own


def draft_due(case: Case) -> date | None:
    """The day on which an application that was not sent is erased if nobody does anything in it; None where the council erases none."""
    row = chosen(case.council).get(Kind.DRAFTS)
    return retention.due_on(_since([case]), row.months or 0) if row and case.state == DRAFT else None


def beginning(case: Case) -> Case:
    """The case from which a case followed in the end, or itself."""
    while case.parent is not None:
        case = case.parent
    return case


def _since(own: list[Case]) -> date:
    """The day on which anything last happened in some cases. In a draft that is when something was saved, given or said, not a step."""
    found = [each.moved_at for each in own]
    if own[0].state == DRAFT:
        found += Draft.objects.filter(case=own[0]).values_list("saved_at", flat=True)
        found += Event.objects.filter(case=own[0]).exclude(kind__startswith="legal hold").values_list("at", flat=True)
    return timezone.localdate(max(found))


def hold_of(own: list[Case], standing: Mapping[int, LegalHold]) -> LegalHold | None:
    """The hold that keeps some cases that belong together: on any of them."""
    return next((standing[each.pk] for each in own if each.pk in standing), None)


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
