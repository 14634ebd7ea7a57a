"""What is erased of a case and of all that followed from it, kind by kind."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models import F, Q

from fanlight.casework import acting, recording
from fanlight.casework.actions import erasing_marks as marks
from fanlight.casework.actions.cases import Taking, take_step
from fanlight.casework.actions.erasing_marks import Rows
from fanlight.casework.contents import Kind as KindOfFile
from fanlight.casework.models import (
    MARK,
    Account,
    Case,
    ChangeAnswered,
    ChangeReported,
    Circumstance,
    Condition,
    Declaration,
    Departure,
    Draft,
    Event,
    Evidence,
    Exemption,
    GivenBack,
    Inspection,
    LicenceDraft,
    LicenceEntered,
    LicenceVersion,
    Membership,
    NeedRecorded,
    Note,
    Notice,
    Party,
    PaymentOrder,
    Photograph,
    Proposal,
    Representation,
    StepTaken,
    SurveyKept,
    Upload,
    Weighed,
    Weighing,
)
from fanlight.licensing.procedure import Standing
from fanlight.licensing.retention import Kind

FIT = ("holder-fit", "manager-fit", "no-banning-order")
"""Needs of the law of which the reasons may tell of convictions."""
DECLARED = ("declaration made", "declaration looked at", "person weighed")
OF_CASE: tuple[type[models.Model], ...] = (
    ChangeReported, Circumstance, Departure, NeedRecorded, Note, Notice, Representation, StepTaken, SurveyKept,
)  # fmt: skip
OF_LICENCE: tuple[type[models.Model], ...] = (Evidence, LicenceEntered, LicenceVersion)
BELOW: Mapping[type[models.Model], str] = {
    Declaration: "party__case__in", Weighing: "party__case__in", Weighed: "representation__case__in", ChangeAnswered: "change__case__in",
    GivenBack: "payment__case__in",
}  # fmt: skip


def _offences(cases: list[Case], rows: Rows, at: datetime) -> list[int]:
    """What was declared and weighed, the looks at it, and the reasons found of who is fit."""
    marks.mark(Declaration, Q(party__case__in=cases), rows)
    marks.mark(Weighing, Q(party__case__in=cases), rows)
    marks.mark(NeedRecorded, Q(case__in=cases, need__in=FIT), rows)
    return _events(cases, lambda event: event.kind in DECLARED or json.loads(event.about).get("need") in FIT, rows)


def _unsuccessful(cases: list[Case], rows: Rows, at: datetime) -> list[int]:
    """Everything that tells of people; the case, its states, days and house stay."""
    of = Q(case__in=cases)
    accounts = _accounts(cases)
    for model in OF_CASE:
        marks.mark(model, of, rows)
    for model, path in BELOW.items():
        marks.mark(model, Q(**{path: cases}), rows)
    marks.change(Party, of, rows, name=MARK, address=MARK, email="", phone="", told_how="", account=None)
    marks.change(Proposal, of, rows, reasons=MARK, details={"erased": True}, answer_reasons=MARK)
    marks.change(Inspection, of, rows, remarks=MARK, notice_how=MARK, warrant="")
    marks.change(Exemption, of, rows, steps_to_be_taken=MARK)
    marks.change(PaymentOrder, of & ~Q(said=""), rows, said="")
    marks.messages(of, rows)
    for gone in (Draft, LicenceDraft):
        rows[gone.__name__.lower()] += gone.objects.filter(of).delete()[0]
    _photographs_said(cases, rows)
    marks.files(Upload.objects.filter(of), rows, at)
    Case.objects.filter(pk__in=[each.pk for each in cases]).update(applicant=None)
    for number in accounts:
        rows["account"] += _close(number)
    return _events(cases, lambda event: True, rows)


def _licence(cases: list[Case], rows: Rows, at: datetime) -> list[int]:
    """Everything that tells of people in a licence that ended, of its application and of what followed; its number, house and days stay."""
    of = Q(licence__case__in=cases)
    for model in OF_LICENCE:
        marks.mark(model, of, rows)
    marks.change(Condition, of, rows, words=MARK, because=MARK, met_note=MARK)
    return _unsuccessful(cases, rows, at)


def _draft(cases: list[Case], rows: Rows, at: datetime) -> list[int]:
    """Everything of an application that was never sent, which is given up by that."""
    given_up = Taking("give-up", acting.TIME, at, needs={"draft-time-over": Standing.MET})
    take_step(cases[0], given_up)
    return _unsuccessful(cases, rows, at)


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


def _photographs(cases: list[Case], rows: Rows, at: datetime) -> list[int]:
    _photographs_said(cases, rows)
    marks.files(Upload.objects.filter(case__in=cases, kind=KindOfFile.PHOTOGRAPH), rows, at)
    return _events(cases, lambda event: event.kind == "photograph kept", rows)


def _photographs_said(cases: list[Case], rows: Rows) -> None:
    marks.change(Photograph, Q(inspection__case__in=cases), rows, of=MARK)


OF_KIND: Mapping[Kind, Callable[[list[Case], Rows, datetime], list[int]]] = {
    Kind.OFFENCES: _offences, Kind.UNSUCCESSFUL: _unsuccessful, Kind.PHOTOGRAPHS: _photographs, Kind.DRAFTS: _draft,
    Kind.LICENCES: _licence,
}  # fmt: skip
"""What erases each kind. It returns the numbers of the events that lost their words."""


def _events(cases: list[Case], is_meant: Callable[[Event], bool], rows: Rows) -> list[int]:
    """Erase what events of the cases are about, but for those that tell of an erasure; their numbers."""
    held = Event.objects.filter(case__in=cases).exclude(kind=recording.ERASURE).exclude(about=MARK).order_by("number")
    return marks.events(held, is_meant, rows)
