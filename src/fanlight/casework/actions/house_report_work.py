"""What officers do about a reported house: match it, link it, note visits and letters, close it with a reason, and open it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import houses_known
from fanlight.casework.models import Account, Case, Erasure, House, HouseReport, HouseReportEntry
from fanlight.casework.queries import houses_known as known_houses
from fanlight.licensing.retention import Kind

MATCHED, DESCRIBED, LINKED = "matched", "described", "linked"
VISIT, LETTER, NOTE, CLOSED, REOPENED = "visit", "letter", "note", "closed", "reopened"
NOTED = {VISIT: "A visit was made", LETTER: "A letter was sent", NOTE: "A note for colleagues"}
CLOSED_BECAUSE: Mapping[str, str] = {
    "licensed": "A licence is in force, and nothing more is to be done",
    "in-a-case": "It is dealt with in a case",
    "put-right": "What was wrong was put right",
    "no-licence-needed": "It was looked at: no licence is needed, and nothing is wrong",
    "not-found": "There is no such house, or nobody could find it",
    "duplicate": "It says what another report says",
    "elsewhere": "It is not for this council, which sent it on",
}
SEEN = ("licensed", "in-a-case", "put-right", "no-licence-needed")
"""Reasons that say something of the house, so that it has to be known which house it is."""


class ReportMoved(Exception):
    """Somebody else did something about a report first, or it is closed; the message says which."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What an officer does: `seen` is how many entries they had seen, None unseen; `words` are for colleagues, `told` for the reporter."""

    seen: int | None = None
    words: str = ""
    told: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


def match(report: HouseReport, house: House, doing: Doing, *, by: Actor, at: datetime) -> HouseReportEntry:
    """Say which house a report is about. Raises NotPermitted and ReportMoved."""
    return _matched(report, house, MATCHED, doing, by=by, at=at)


@transaction.atomic
def describe(report: HouseReport, place: Mapping[str, str], doing: Doing, *, by: Actor, at: datetime) -> HouseReportEntry:
    """Make the house of a report, which the council did not hold.

    Raises NotPermitted, ReportMoved, and ValueError where it holds that house already, or the place is none.
    """
    _open(report, doing, by)
    made = houses_known.add(report.council, place, f"report {report.pk}", by=by, at=at)
    return _matched(report, made, DESCRIBED, doing, by=by, at=at)


@transaction.atomic
def _matched(report: HouseReport, house: House, kind: str, doing: Doing, *, by: Actor, at: datetime) -> HouseReportEntry:
    held = _open(report, doing, by)
    if house.council_id != held.council_id:
        raise access.NotPermitted("this house is not theirs to see")
    held.house = house
    held.save(update_fields=["house"])
    return _entered(held, kind, Doing(doing.seen, doing.words, doing.told, {"house": house.pk}), by=by, at=at)


@transaction.atomic
def link(report: HouseReport, case: Case, doing: Doing, *, by: Actor, at: datetime) -> HouseReportEntry:
    """Link a report to a case of its house, such as its licence. Raises NotPermitted, ReportMoved, and ValueError for another house."""
    held = _open(report, doing, by)
    access.check(by, access.Permission.WORK_CASES, case)
    if held.house_id is None or case.house_id != held.house_id:
        raise ValueError("the case is about another house: match the report to that house first")
    if HouseReportEntry.objects.filter(report=held, case=case, kind=LINKED).exists():
        raise ValueError(f"the report is linked to {case.reference} already")
    return _entered(held, LINKED, doing, case=case, by=by, at=at)


@transaction.atomic
def note(report: HouseReport, kind: str, doing: Doing, *, by: Actor, at: datetime) -> HouseReportEntry:
    """Note a visit, a letter, or something for colleagues. Raises NotPermitted, ReportMoved, and ValueError without words."""
    held = _open(report, doing, by)
    if kind not in NOTED:
        raise ValueError("say if it was a visit, a letter or a note")
    if not doing.words.strip():
        raise ValueError("write what was done")
    return _entered(held, kind, doing, by=by, at=at)


@transaction.atomic
def close(report: HouseReport, because: str, doing: Doing, *, by: Actor, at: datetime) -> HouseReportEntry:
    """Close a report with a reason.

    Raises NotPermitted, ReportMoved, and ValueError where the reason lacks what it needs: a house, a licence in force, a case, or words.
    """
    held = _open(report, doing, by)
    lacks = _lacks(held, because, doing, at)
    if lacks:
        raise ValueError(lacks)
    held.closed_at, held.closed_because = at, because
    held.save(update_fields=["closed_at", "closed_because"])
    return _entered(held, CLOSED, Doing(doing.seen, doing.words, doing.told, {"because": because}), by=by, at=at)


def _lacks(held: HouseReport, because: str, doing: Doing, at: datetime) -> str:
    """What a reason still needs; empty where nothing. What nobody knows of the house closes nothing."""
    if because not in CLOSED_BECAUSE:
        return "say why the report is closed"
    if because in SEEN and held.house is None:
        return "match the report to a house first: this reason says something of the house"
    if because == "licensed" and not known_houses.in_force(held.house_id, timezone.localdate(at)):
        return "no licence is in force for this house: choose another reason"
    if because == "in-a-case" and not HouseReportEntry.objects.filter(report=held, kind=LINKED).exists():
        return "link the report to the case first"
    return "" if doing.words.strip() else "write how you know: the reasons are part of the record"


@transaction.atomic
def reopen(report: HouseReport, doing: Doing, *, by: Actor, at: datetime) -> HouseReportEntry:
    """Open a closed report again. Raises NotPermitted, ReportMoved, and ValueError without words."""
    held = _held(report, doing, by)
    if held.closed_at is None:
        raise ReportMoved("The report is open already.")
    if Erasure.objects.filter(report=held, kind=Kind.REPORTS).exists():
        raise ReportMoved("What the report said was erased, so it cannot be opened again.")
    if not doing.words.strip():
        raise ValueError("write why the report is opened again")
    held.closed_at, held.closed_because = None, ""
    held.save(update_fields=["closed_at", "closed_because"])
    return _entered(held, REOPENED, doing, by=by, at=at)


def check(by: Actor, report: HouseReport) -> Account:
    """Make sure that somebody may work on a report; who it is. Raises NotPermitted."""
    access.check_permitted(by, access.Permission.WORK_CASES)
    if by.council is None or by.council.pk != report.council_id:
        raise access.NotPermitted("this report is not theirs to see")
    if by.account is None:
        raise access.NotPermitted("only a person may do this, so that the record can name them")
    return by.account


def _held(report: HouseReport, doing: Doing, by: Actor) -> HouseReport:
    """The report, locked, as whoever acts had seen it."""
    check(by, report)
    held = HouseReport.objects.select_for_update(of=("self",)).select_related("council", "house").get(pk=report.pk)
    if doing.seen is not None and doing.seen != held.entries_made:
        last = HouseReportEntry.objects.filter(report=held).select_related("by").order_by("-number").first()
        who = last.by if last else "Somebody"
        raise ReportMoved(f"{who} did something about this report since you opened the page. Nothing of yours was done; look at it again.")
    return held


def _open(report: HouseReport, doing: Doing, by: Actor) -> HouseReport:
    held = _held(report, doing, by)
    if held.closed_at is not None:
        raise ReportMoved("The report is closed: open it again first.")
    return held


def _entered(held: HouseReport, kind: str, doing: Doing, *, by: Actor, at: datetime, case: Case | None = None) -> HouseReportEntry:
    person = check(by, held)
    entry = HouseReportEntry.objects.create(
        report=held, number=held.entries_made + 1, kind=kind, words=doing.words.strip(), told=doing.told.strip(), case=case,
        about=dict(doing.about), by=person, at=at,
    )  # fmt: skip
    held.entries_made = entry.number
    held.save(update_fields=["entries_made"])
    # What officers write is kept in the entry; the record holds that it was written, since it may name whoever reported.
    about = {"report": held.pk, "number": entry.number, "kind": kind, **doing.about}
    recording.write("house report " + kind, council=held.council, by=person, at=at, case=case, about=about)
    return entry
