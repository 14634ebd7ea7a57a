"""Erasing personal data when its time is over: by marks that the database allows, with an event that says so and leaves the chain whole."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from fanlight.casework import recording
from fanlight.casework.contents import Kind as KindOfFile
from fanlight.casework.models import (
    ERASABLE,
    MARK,
    Account,
    Case,
    ChangeAnswered,
    ChangeReported,
    Circumstance,
    Council,
    Declaration,
    Draft,
    Erasure,
    Event,
    Inspection,
    LicenceDraft,
    Membership,
    Message,
    NeedRecorded,
    Note,
    Notice,
    Party,
    Photograph,
    Proposal,
    Representation,
    StepTaken,
    SurveyKept,
    Upload,
    Weighed,
    Weighing,
)
from fanlight.casework.queries import people
from fanlight.casework.queries import retention as queries
from fanlight.casework.queries.retention import Due
from fanlight.gateways.storage import Storage
from fanlight.licensing import retention
from fanlight.licensing.retention import Kind

FIT = ("holder-fit", "manager-fit", "no-banning-order")
"""Needs of the law of which the reasons may tell of convictions."""
DECLARED = ("declaration made", "declaration looked at", "person weighed")
DAY = timedelta(days=1)
SWEPT = timedelta(days=30)
"""How long a file that was erased is looked for again, in case the machine stopped before it was taken away."""
OF_CASE: tuple[type[models.Model], ...] = (ChangeReported, Circumstance, NeedRecorded, Note, Notice, Representation, StepTaken, SurveyKept)
BELOW: Mapping[type[models.Model], str] = {
    Declaration: "party__case__in", Weighing: "party__case__in", Weighed: "representation__case__in", ChangeAnswered: "change__case__in"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: of which kind, of which case (None: the council's messages), how many rows; or the fault for which nothing was."""

    council: Council
    kind: Kind
    case: Case | None
    rows: Mapping[str, int]
    fault: Exception | None = None


def erase_due(at: datetime) -> Iterator[Erased]:
    """Erase what is due in every council, each case in a transaction of its own, and tell each as it was done.

    A case that failed is as it was and stops no other. Then the erased files are taken away, and sessions that have run out.
    """
    on = timezone.localdate(at)
    for council in people.councils():
        for due in queries.due(council, on):
            if due.hold is None:
                yield from _tried(due, at)
        sent = _messages(council, at)
        if sent is not None:
            yield sent
    _sweep(at)
    SessionStore.clear_expired()


def _tried(due: Due, at: datetime) -> Iterator[Erased]:
    try:
        found = erase(due.case, due.kind, at=at)
    except Exception as fault:
        yield Erased(due.case.council, due.kind, due.case, {}, fault)
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
    cases = queries.family(held)
    rows: Counter[str] = Counter()
    numbers = _OF_KIND[kind](cases, rows, at)
    _record(council, kind, held, rows, numbers, at)
    return Erased(council, kind, held, dict(rows))


def _offences(cases: list[Case], rows: Counter[str], at: datetime) -> list[int]:
    """What was declared and weighed, the looks at it, and the reasons found of who is fit."""
    _mark(Declaration, Q(party__case__in=cases), rows)
    _mark(Weighing, Q(party__case__in=cases), rows)
    _mark(NeedRecorded, Q(case__in=cases, need__in=FIT), rows)
    return _events(cases, lambda event: event.kind in DECLARED or json.loads(event.about).get("need") in FIT, rows)


def _unsuccessful(cases: list[Case], rows: Counter[str], at: datetime) -> list[int]:
    """Everything that tells of people; the case, its states, days and house stay."""
    of = Q(case__in=cases)
    accounts = _accounts(cases)
    for model in OF_CASE:
        _mark(model, of, rows)
    for model, path in BELOW.items():
        _mark(model, Q(**{path: cases}), rows)
    _change(Party, of, rows, name=MARK, address=MARK, email="", phone="", told_how="", account=None)
    _change(Proposal, of, rows, reasons=MARK, details={"erased": True}, answer_reasons=MARK)
    _change(Inspection, of, rows, remarks=MARK, notice_how=MARK)
    _change(Message, of & (Q(sent_at__isnull=False) | Q(gave_up_at__isnull=False)), rows, to=MARK, subject=MARK, body=MARK, fault="")
    for gone in (Draft, LicenceDraft):
        rows[gone.__name__.lower()] += gone.objects.filter(of).delete()[0]
    _photographs_said(cases, rows)
    _files(Upload.objects.filter(of), rows, at)
    Case.objects.filter(pk__in=[each.pk for each in cases]).update(applicant=None)
    for number in accounts:
        rows["account"] += _close(number)
    return _events(cases, lambda event: True, rows)


def _accounts(cases: list[Case]) -> set[int]:
    """The accounts of those who applied or were named, before the cases forget them."""
    named = Party.objects.filter(case__in=cases, account__isnull=False).values_list("account", flat=True)
    return {number for number in (*named, *(each.applicant_id for each in cases)) if number is not None}


def _close(number: int) -> int:
    """Erase an account that nothing else needs any more: nobody signs in with it again. How many were."""
    is_needed = (
        Membership.objects.filter(account=number).exists()
        or Case.objects.filter(applicant=number).exists()
        or Party.objects.filter(account=number).exists()
        or StepTaken.objects.filter(by=number).exclude(reasons=MARK).exists()
        or Upload.objects.filter(by=number, erased_at=None).exists()
    )
    if is_needed:
        return 0
    EmailAddress.objects.filter(user=number).delete()
    Authenticator.objects.filter(user=number).delete()
    gone = {"email": f"erased-{number}@invalid", "name": MARK, "first_name": "", "last_name": "", "password": make_password(None)}
    return Account.objects.filter(pk=number).update(**gone, is_active=False, last_login=None, sessions_ended=F("sessions_ended") + 1)


def _photographs(cases: list[Case], rows: Counter[str], at: datetime) -> list[int]:
    _photographs_said(cases, rows)
    _files(Upload.objects.filter(case__in=cases, kind=KindOfFile.PHOTOGRAPH), rows, at)
    return _events(cases, lambda event: event.kind == "photograph kept", rows)


def _photographs_said(cases: list[Case], rows: Counter[str]) -> None:
    _change(Photograph, Q(inspection__case__in=cases), rows, of=MARK)


_OF_KIND = {Kind.OFFENCES: _offences, Kind.UNSUCCESSFUL: _unsuccessful, Kind.PHOTOGRAPHS: _photographs}


def _mark(model: type[models.Model], where: Q, rows: Counter[str]) -> None:
    """Put the marks into rows that are otherwise never changed."""
    rows[model.__name__.lower()] += model._default_manager.filter(where).update(**ERASABLE[model])


def _change(model: type[models.Model], where: Q, rows: Counter[str], **marks: Any) -> None:
    rows[model.__name__.lower()] += model._default_manager.filter(where).update(**marks)


def _events(cases: list[Case], is_meant: Callable[[Event], bool], rows: Counter[str]) -> list[int]:
    """Erase what events of the cases are about, but for those that tell of an erasure; their numbers."""
    held = Event.objects.filter(case__in=cases).exclude(kind=recording.ERASURE).exclude(about=MARK).order_by("number")
    return _erased(held, is_meant, rows)


def _erased(held: Iterable[Event], is_meant: Callable[[Event], bool], rows: Counter[str]) -> list[int]:
    found = [event for event in held if is_meant(event)]
    _mark(Event, Q(pk__in=[event.pk for event in found]), rows)
    return [event.number for event in found]


def _files(uploads: models.QuerySet[Upload], rows: Counter[str], at: datetime) -> None:
    """Say that files are erased. They are taken away once that is committed, at the end of the day's work."""
    rows["upload"] += uploads.filter(erased_at=None).update(name=MARK, erased_at=at)


def _sweep(at: datetime) -> None:
    """Take erased files away; if the machine stopped in between, the next days look for them again."""
    storage = Storage(settings.UPLOADS)
    for name in Upload.objects.filter(erased_at__gte=at - SWEPT).values_list("stored_as", flat=True):
        storage.remove(name)


@transaction.atomic
def _messages(council: Council, at: datetime) -> Erased | None:
    """The messages whose time is over, with what the record says of them."""
    chosen = queries.chosen(council).get(Kind.MESSAGES)
    last = retention.cut(timezone.localdate(at), chosen.months or 0) if chosen else None
    found = list(queries.messages(council, timezone.make_aware(datetime.combine(last + DAY, time.min)))) if last else []
    if not found:
        return None
    rows: Counter[str] = Counter()
    keys = {each.key for each in found}
    told = Event.objects.filter(council=council, kind__startswith="message ").exclude(about=MARK).order_by("number")
    numbers = _erased(told, lambda event: json.loads(event.about)["key"] in keys, rows)
    _change(Message, Q(pk__in=[each.pk for each in found]), rows, to=MARK, subject=MARK, body=MARK, fault="")
    _record(council, Kind.MESSAGES, None, rows, numbers, at)
    return Erased(council, Kind.MESSAGES, None, dict(rows))


def _record(council: Council, kind: Kind, case: Case | None, rows: Counter[str], numbers: list[int], at: datetime) -> None:  # noqa: PLR0913
    """The event by which the chain proves although its parts are gone: what, by which choice, and which events lost their words."""
    chosen = queries.chosen(council)[kind]
    told = {name: count for name, count in sorted(rows.items()) if count}
    about = {"kind": kind, "months": chosen.months, "ground": chosen.ground, "rows": told, "events": numbers}
    event = recording.write(recording.ERASURE, council=council, by=None, at=at, case=case, about=about)
    Erasure.objects.create(council=council, case=case, kind=kind, event=event, at=at)
