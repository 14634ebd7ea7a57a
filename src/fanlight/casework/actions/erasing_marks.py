"""What every erasing does: put marks where the database takes them, forget files, and say so in the record."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from fanlight.casework import recording
from fanlight.casework.models import (
    ERASABLE,
    MARK,
    Case,
    Council,
    Erasure,
    Event,
    FirePaper,
    FireRecord,
    HouseReport,
    HouseReportPhotograph,
    LetterReceipt,
    Message,
    Upload,
)
from fanlight.casework.queries import retention as queries
from fanlight.licensing.retention import KEPT, Kind

Files = models.QuerySet[Upload] | models.QuerySet[HouseReportPhotograph] | models.QuerySet[FirePaper]
Rows = Counter[str]
"""How many rows of each table an erasing changed."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: of which kind, of which case, report or matter (none: the council's messages), how many rows; or the fault."""

    council: Council
    kind: Kind
    case: Case | None
    rows: Mapping[str, int]
    fault: Exception | None = None
    report: HouseReport | None = None
    matter: FireRecord | None = None

    @property
    def named(self) -> str:
        """What it was personal data of, as people call it."""
        if self.matter is not None:
            return f"fire safety matter {self.matter.pk}"
        return self.case.reference if self.case else f"report {self.report.pk}" if self.report else "messages"


def mark(model: type[models.Model], where: Q, rows: Rows) -> None:
    """Put the marks into rows that are otherwise never changed."""
    rows[name(model)] += model._default_manager.filter(where).update(**ERASABLE[model])


def change(model: type[models.Model], where: Q, rows: Rows, **marks: Any) -> None:
    """Put marks into rows that may be changed."""
    rows[name(model)] += model._default_manager.filter(where).update(**marks)


def name(model: type[models.Model]) -> str:
    """A table as the record names it."""
    return model.__name__.lower()


def events(held: Iterable[Event], is_meant: Callable[[Event], bool], rows: Rows) -> list[int]:
    """Erase what events are about; their numbers."""
    found = [event for event in held if is_meant(event)]
    mark(Event, Q(pk__in=[event.pk for event in found]), rows)
    return [event.number for event in found]


def messages(where: Q, rows: Rows) -> None:
    """Erase messages that left or were given up, and what became of them."""
    found = list(Message.objects.filter(where & (Q(sent_at__isnull=False) | Q(gave_up_at__isnull=False))).values_list("pk", flat=True))
    change(LetterReceipt, Q(message__in=found) & ~Q(answer=""), rows, answer=MARK)
    LetterReceipt.objects.filter(message__in=found).update(said="")
    change(Message, Q(pk__in=found), rows, to=MARK, subject=MARK, body=MARK, fault="")


def files(given: Files, rows: Rows, at: datetime) -> None:
    """Say that files are erased. They are taken away once that is committed, at the end of the day's work."""
    rows[name(given.model)] += given.filter(erased_at=None).update(name=MARK, erased_at=at)


def record(erased: Erased, numbers: list[int], at: datetime) -> Erased:
    """The event by which the chain proves although its parts are gone: what, by which choice, and which events lost their words."""
    chosen = queries.chosen(erased.council).get(erased.kind)
    period = {"months": chosen.months, "ground": chosen.ground} if chosen else {"months": None, "ground": KEPT[erased.kind].otherwise}
    of = {name: each.pk for name, each in (("report", erased.report), ("matter", erased.matter)) if each is not None}
    about = {"kind": erased.kind, **period, **of, "rows": dict(sorted(erased.rows.items())), "events": numbers}
    event = recording.write(recording.ERASURE, council=erased.council, by=None, at=at, case=erased.case, about=about)
    Erasure.objects.create(
        council=erased.council, case=erased.case, report=erased.report, matter=erased.matter, kind=erased.kind, event=event, at=at
    )
    return erased
