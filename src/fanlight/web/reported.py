"""Changes that were reported, in words: who reported what, when, and what was done about it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.queries import changes
from fanlight.casework.rows import Case, ChangeReported
from fanlight.documents import wording


def whose(each: ChangeReported) -> str:
    """Who reported something."""
    return f"{each.reported_by}, by letter, entered by {each.by}" if each.reported_by else str(each.by)


def came_on(each: ChangeReported) -> date:
    """The day on which it reached the council."""
    return each.received_on or timezone.localdate(each.at)


def done(each: ChangeReported) -> list[str]:
    """What officers did about it, each with its day."""
    return [_done(one) for one in each.answers.all()]


def _done(one: Any) -> str:
    led_to = f" {one.led_to.reference} was begun." if one.led_to else ""
    return f"{one.words}{led_to} ({one.by}, {wording.day(timezone.localdate(one.at))})"


def answer_url(each: ChangeReported, case: Case, actor: Actor) -> str:
    """Where an actor answers it; empty where their role does not answer."""
    if actor.council is None or not access.is_permitted(actor, Permission.WORK_CASES):
        return ""
    return reverse("answer-change", args=[actor.council.slug, case.reference, each.pk])


def of_case(case: Case, actor: Actor) -> list[dict[str, Any]]:
    """What was reported of a case with what was done about it, for the council's page of the case."""
    assert actor.council is not None
    return [
        {
            "title": wording.sentence(each.kind), "when": wording.day(came_on(each)), "by": whose(each), "words": each.words,
            "happened": wording.day(each.happened_on) if each.happened_on else "", "done": done(each),
            "file": reverse("document", args=[actor.council.slug, case.reference, each.upload]) if each.upload else "",
            "href": answer_url(each, case, actor),
        }
        for each in changes.of_case(case)
    ]  # fmt: skip


def to_applicant(case: Case) -> list[dict[str, Any]]:
    """What was reported of a case with the council's answers, for whoever reported it."""
    return [
        {"title": wording.sentence(each.kind), "when": wording.day(came_on(each)), "by": each.reported_by or str(each.by),
         "text": " ".join((each.words, *(f"The council: {one.words}" for one in each.answers.all())))}
        for each in changes.of_case(case)
    ]  # fmt: skip
