"""What became of letters that other systems carry: those to ask about, and those that did not arrive."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from fanlight.casework.models import Case, Council, LetterReceipt, Message
from fanlight.gateways.mail import Arrival

NOT_KNOWN = "not known"
OPEN = (Arrival.ON_ITS_WAY.value, NOT_KNOWN)
EACH, LONGEST, AT_ONCE = timedelta(minutes=30), timedelta(days=30), 50
"""How often a letter on its way is asked about, for how long after it left, and about how many at once."""
PAGE = 50


def to_ask(mail: frozenset[str], post: frozenset[str], at: datetime) -> QuerySet[Message]:
    """The letters to ask about now, those of councils whose own carrier took them, the one asked about the longest ago first."""
    carried = Q(postage="", council__slug__in=mail) | (~Q(postage="") & Q(council__slug__in=post))
    due = Q(receipt=None) | Q(receipt__arrival__in=OPEN, receipt__asked_at__lte=at - EACH)
    found = Message.objects.filter(carried, due, sent_at__gt=at - LONGEST).select_related("notice", "council", "case")
    return found.order_by("receipt__asked_at", "id")[:AT_ONCE]


def undelivered(council: Council) -> QuerySet[LetterReceipt]:
    """The letters of a council that did not arrive and of which no officer said what they did, the oldest first."""
    found = LetterReceipt.objects.filter(message__council=council, arrival=Arrival.FAILED, answered_at=None)
    return found.select_related("message__case__house", "message__notice").order_by("id")


def of_case(case: Case) -> Mapping[int, str]:
    """What became of the letters of a case, by the number of the notice: those that failed count before those that arrived."""
    found = LetterReceipt.objects.filter(message__case=case, message__notice__isnull=False).order_by("-id")
    words: dict[int, list[str]] = {}
    for number, postage, arrival in found.values_list("message__notice", "message__postage", "arrival"):
        words.setdefault(number, []).append(f"{'Post' if postage else 'Email'}: {arrival}")
    return {number: "; ".join(sorted(each)) for number, each in words.items()}
