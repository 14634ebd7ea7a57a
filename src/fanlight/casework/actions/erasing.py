"""Erasing personal data when its time is over: by marks that the database allows, with an event that says so and leaves the chain whole."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanlight.casework.actions import erasing_marks as marks
from fanlight.casework.actions import erasing_matters, erasing_reports
from fanlight.casework.actions.erasing_cases import OF_KIND
from fanlight.casework.actions.erasing_marks import Erased, Rows
from fanlight.casework.models import MARK, Case, Council, Event, FirePaper, HouseReportPhotograph, Upload
from fanlight.casework.queries import people, retention_matters, retention_reports
from fanlight.casework.queries import retention as queries
from fanlight.gateways.storage import Storage
from fanlight.licensing import retention
from fanlight.licensing.retention import Kind

DAY = timedelta(days=1)
SWEPT = timedelta(days=30)
"""How long a file that was erased is looked for again, in case the machine stopped before it was taken away."""


def erase_due(at: datetime) -> Iterator[Erased]:
    """Erase what is due in every council, each case, report and matter in a transaction of its own, and tell each as it was done.

    One that failed is as it was and stops no other. Then the erased files are taken away, and sessions that have run out.
    """
    for council in people.councils():
        for do, of in _due(council, at):
            yield from _tried(do, of)
        sent = _messages(council, at)
        if sent is not None:
            yield sent
    _sweep(at)
    SessionStore.clear_expired()


def _due(council: Council, at: datetime) -> Iterator[tuple[Callable[[], Erased | None], Erased]]:
    """What is due and not held, as what erases it and what to tell of it should that fail."""
    on = timezone.localdate(at)
    for due in (each for each in queries.due(council, on) if each.hold is None):
        yield partial(erase, due.case, due.kind, at=at), Erased(council, due.kind, due.case, {})
    for said in (each for each in retention_reports.due(council, on) if each.hold is None):
        yield partial(erasing_reports.erase, said.report, said.kind, at=at), Erased(council, said.kind, None, {}, report=said.report)
    for one in (each for each in retention_matters.due(council, on) if each.hold is None):
        yield partial(erasing_matters.erase, one.matter, at=at), Erased(council, one.kind, None, {}, matter=one.matter)


def _tried(do: Callable[[], Erased | None], of: Erased) -> Iterator[Erased]:
    try:
        found = do()
    except Exception as fault:
        yield replace(of, fault=fault)
    else:
        if found is not None:
            yield found


@transaction.atomic
def erase(case: Case, kind: Kind, *, at: datetime) -> Erased | None:
    """Erase a kind of personal data of an application and all that followed from it, if that is due and nothing holds it; else None."""
    # The cases before the council's record, as everybody else locks them; whoever puts a hold locks its case too.
    own = [each.pk for each in queries.family(Case.objects.get(pk=case.pk))]
    locked = Case.objects.select_for_update(of=("self",)).select_related("council").filter(pk__in=own).order_by("pk")
    held = next(each for each in locked if each.pk == case.pk)
    council, on = held.council, timezone.localdate(at)
    still = next((each for each in queries.due(council, on, only=held) if each.kind is kind), None)
    if still is None or still.hold is not None:
        return None
    rows: Rows = Counter()
    numbers = OF_KIND[kind](queries.family(held), rows, at)
    return marks.record(Erased(council, kind, held, dict(+rows)), numbers, at)


def _sweep(at: datetime) -> None:
    """Take erased files away; if the machine stopped in between, the next days look for them again."""
    storage = Storage(settings.UPLOADS)
    for model in (Upload, HouseReportPhotograph, FirePaper):
        for name in model._default_manager.filter(erased_at__gte=at - SWEPT).values_list("stored_as", flat=True):
            storage.remove(name)


@transaction.atomic
def _messages(council: Council, at: datetime) -> Erased | None:
    """The messages whose time is over, with what the record says of them."""
    chosen = queries.chosen(council).get(Kind.MESSAGES)
    last = retention.cut(timezone.localdate(at), chosen.months or 0) if chosen else None
    found = list(queries.messages(council, timezone.make_aware(datetime.combine(last + DAY, time.min)))) if last else []
    if not found:
        return None
    rows: Rows = Counter()
    keys = {each.key for each in found}
    told = Event.objects.filter(council=council, kind__startswith="message ").exclude(about=MARK).order_by("number")
    numbers = marks.events(told, lambda event: json.loads(event.about)["key"] in keys, rows)
    marks.messages(Q(pk__in=[each.pk for each in found]), rows)
    return marks.record(Erased(council, Kind.MESSAGES, None, dict(+rows)), numbers, at)
