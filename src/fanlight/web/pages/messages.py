"""Messages of a council that wait for a person: those that may have left or not, and those that certainly did not."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import outbox as acts
from fanlight.casework.actions.outbox import MessageNotWaiting
from fanlight.casework.queries import outbox
from fanlight.casework.queries.outbox import Standing
from fanlight.casework.rows import Message
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import told

LEFT, AGAIN = "left", "again"
COLUMNS = ["Message", "To", "Case", "Made on", "Where it stands", "What went wrong"]
WAYS = (Choice(AGAIN, "Send it again", "Where it certainly did not arrive"), Choice(LEFT, "It left", "Where it is known to have arrived"))


class SettleForm(Form):
    """What became of a message."""

    has_left = one_of("What became of it?", WAYS)
    reasons = words("How do you know?", hint="Kept on the record with your name.", rows=3)


@for_council(Permission.SETTLE_MESSAGES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The messages that somebody has to look at, the oldest first, at most 50 at a time."""
    assert actor.council is not None
    now = timezone.now()
    found = outbox.to_look_at(actor.council, now).select_related("case")
    rows = [_row(each, outbox.standing_of(each, now)) for each in found[: outbox.PAGE]]
    return page(request, "messages.html", title="Messages to look at", rows=rows, columns=COLUMNS, count=found.count())


def _row(each: Message, stands: Standing) -> list[Any]:
    made = wording.day(timezone.localdate(each.made_at))
    link = {"text": each.subject, "href": f"{each.pk}/"}
    return [
        link,
        each.to,
        each.case.reference if each.case else "None",
        made,
        wording.sentence(stands.value),
        each.fault or "Nothing was told",
    ]


@for_council(Permission.SETTLE_MESSAGES)
def settle(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Say what became of a message, or send it again."""
    assert actor.council is not None
    now = timezone.now()
    message = outbox.to_look_at(actor.council, now).filter(pk=number).first()
    if message is None:
        raise Http404("No such message waits for a person")
    stands = outbox.standing_of(message, now)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if stands is Standing.GIVEN_UP:
        form.fields["has_left"] = one_of("What became of it?", WAYS[:1])
    problems = form.problems()
    if request.method == "POST" and not problems:
        said = form.cleaned_data
        try:
            acts.settle(message, has_left=said["has_left"] == LEFT, by=actor, at=now, reasons=said["reasons"])
        except (MessageNotWaiting, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#has_left"}]
        else:
            told(request, "The message is settled." if said["has_left"] == LEFT else "The message will be sent again.")
            return redirect("messages", actor.council.slug)
    intro = [f"To {message.to}, {message.tries} times tried. {wording.sentence(stands.value)}. {message.fault}"]
    return page(request, "form.html", title=message.subject, form=form, problems=problems, button="Record", intro=intro)
