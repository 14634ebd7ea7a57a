"""What of the matters between the council and its fire authority is due to be erased."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fanlight.casework.models import Case, Council, Erasure, FireEntry, FirePaper, FireRecord, LegalHold
from fanlight.casework.queries import retention as queries
from fanlight.licensing import retention
from fanlight.licensing.retention import Kind


@dataclass(frozen=True, slots=True)
class DueMatter:
    """What was said in a matter that has ended: since when its time runs, when it is to be erased, and the hold that keeps it, if any."""

    matter: FireRecord
    since: date
    on: date
    hold: LegalHold | None
    kind: Kind = Kind.FIRE

    @property
    def named(self) -> str:
        """What it is personal data of, as people call it."""
        return f"fire safety matter {self.matter.pk}"


def due(council: Council, on: date, only: FireRecord | None = None) -> list[DueMatter]:
    """What of the council's matters, or of one of them, is to be erased by a day, the longest due first; what a hold keeps is among it."""
    return sorted((each for each in _matters(council, only) if each.on <= on), key=lambda each: (each.on, each.matter.pk))


def _matters(council: Council, only: FireRecord | None) -> Iterator[DueMatter]:
    row = queries.chosen(council).get(Kind.FIRE)
    if row is None:
        return
    standing = queries.open_holds(council)
    rows = FireRecord.objects.filter(council=council, is_ended=True, **({"pk": only.pk} if only else {}))
    gone = Erasure.objects.filter(matter=OuterRef("pk"), kind=Kind.FIRE)
    for each in rows.exclude(Exists(gone)).select_related("council", "case").order_by("pk"):
        own = belonging(each)
        if all(case.is_ended for case in own):
            since = _since(each, own)
            yield DueMatter(each, since, retention.due_on(since, row.months or 0), hold_of(each, own, standing))


def belonging(matter: FireRecord) -> list[Case]:
    """The cases that a matter belongs to: that which it is about with all of the same licence; none where it is about a house alone."""
    return queries.family(queries.beginning(matter.case)) if matter.case else []


def hold_of(matter: FireRecord, own: list[Case], standing: Mapping[int, LegalHold]) -> LegalHold | None:
    """The hold that keeps a matter: on a case it belongs to, or on one of the house where it belongs to none."""
    if own or not standing:
        return queries.hold_of(own, standing)
    return queries.hold_of(list(Case.objects.filter(house=matter.house_id)), standing)


def _since(matter: FireRecord, own: list[Case]) -> date:
    found: list[datetime] = [matter.opened_at, *(each.moved_at for each in own)]
    for model in (FireEntry, FirePaper):
        found += model._default_manager.filter(record=matter).values_list("at", flat=True)
    return timezone.localdate(max(found))
