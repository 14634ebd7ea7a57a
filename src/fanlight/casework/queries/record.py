"""Proving the record: that no link of its chain was changed, taken away or put in."""

import json
from dataclasses import dataclass

from fanlight.casework import chain
from fanlight.casework.models import MARK, Council, Event
from fanlight.casework.recording import ERASURE, told


@dataclass(frozen=True, slots=True)
class Proof:
    """How many events were looked at, and the first broken link with what is wrong; `fault` is empty where the chain is whole."""

    council: str
    events: int
    number: int = 0
    fault: str = ""


def prove(council: Council) -> Proof:
    """Walk the whole chain of a council's record. What is written meanwhile is walked too: only an end that is not reached is missing."""
    before, number = "", 0
    erased: dict[int, str] = {}
    while True:
        begun = number
        later = Event.objects.filter(council=council, **({"number__gt": number} if number else {}))
        for event in later.select_related("council").order_by("number").iterator(chunk_size=2000):
            fault = _fault(event, council, number + 1, before)
            if fault:
                return Proof(council.slug, number, event.number, fault)
            before, number = event.digest, event.number
            if event.about == MARK:
                erased[number] = "what it is about was taken away, and no erasure in the record names it"
            elif event.kind == ERASURE:
                erased = {each: fault for each, fault in erased.items() if each not in json.loads(event.about)["events"]}
        council.refresh_from_db(fields=["last_event", "last_digest"])
        if (number, before) == (council.last_event, council.last_digest):
            return Proof(council.slug, number, *next(iter(erased.items()), (0, "")))
        if number == begun:
            fault = f"the chain ends at {number}, but the council's last event is {council.last_event}: events at the end are missing"
            return Proof(council.slug, number, number + 1, fault)


def holds(council: Council, number: int, digest: str) -> bool:
    """Whether the record still has an event with the digest somebody noted elsewhere. Who rewrites a whole chain cannot rewrite that."""
    return Event.objects.filter(council=council, number=number, digest=digest).exists()


def _fault(event: Event, council: Council, number: int, before: str) -> str:
    if event.number != number:
        return f"event {number} is missing"
    if event.before != before:
        return "it does not follow from the event before it"
    is_whole = event.about == MARK or chain.salted(event.about, event.salt) == event.about_digest
    return "" if is_whole and chain.link(told(event), before) == event.digest else "it was changed after it was written"
