"""What a letter lays out from the particulars themselves: reasons, rooms, conditions, works, persons served, register particulars."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache

from fanlight.documents.letters import photographs
from fanlight.documents.letters.letter import Block, Facts, Items, Table
from fanlight.documents.letters.particulars import Licence, Particulars, Room
from fanlight.documents.letters.placeholders import PLACEHOLDERS, shown, text_of
from fanlight.documents.wording import PRETTY, WRITTEN_UNIT
from fanlight.licensing.law import Law, england
from fanlight.standards.library import Library

Pairs = Iterable[tuple[str, str]]
MANDATORY = "duty/licence/"
# The national minimum and its clauses on the least areas (Housing Act 2004 Sch 4 para 1A).
NATIONAL = "england/2018-10"
AREAS = ("1A/one-over-10", "1A/two-over-10", "1A/one-under-10", "1A/least-room")
# Limits that a letter keeps to and does not state: their last day would be taken for that of the licence.
LIMITS = ("licence-term",)
# How sure we are of a citation is for those who keep the data, and is told to the officer; a letter gives the citation alone.
CERTAINTY = re.compile(r" \[[ABCM]: [^\]]*\]")
# The first words of a line of the register or of the main terms, and the placeholder whose value follows.
MAIN_TERMS = {
    "Licence": "licence.reference",
    "Licence holder": "licence.holder.name",
    "Address of the licence holder": "licence.holder.address",
    "House": "house.address",
    "Scheme": "licence.scheme",
    "First day": "licence.begins_on",
    "Last day": "licence.ends_on",
}
MANAGER = {"Manager": "licence.manager.name", "Address of the manager": "licence.manager.address"}
NUMBERS = {"Most persons": "licence.persons", "Most households": "licence.households"}
DESCRIBED = {
    "Description": "house.description",
    "Storeys": "house.storeys",
    "Rooms for living": "house.living_rooms",
    "Rooms for sleeping": "house.sleeping_rooms",
    "Self-contained flats": "house.flats_self_contained",
    "Flats that are not self-contained": "house.flats_not_self_contained",
    "Shared amenities": "house.shared_amenities",
}
EXEMPTION = {
    "House": "house.address",
    "Notified by": "exemption.notified_by.name",
    "Notice served": "exemption.sent_on",
    "Last day": "exemption.last_on",
}
TRIBUNAL = {"Number of the appeal": "tribunal.number", "Decision of the tribunal": "tribunal.decision"}
FEE = {"To pay": "fee.amount", "Pay by": "fee.due_on"}


class Unknown(Exception):
    """A particular that a table needs is not known; the message names it."""


def _facts(rows: Mapping[str, str], particulars: Particulars) -> Pairs:
    """Every row with its value. Raises Unknown for the first that has none."""
    for head, name in rows.items():
        text = text_of(name, particulars)
        if not text:
            raise Unknown(f"{PLACEHOLDERS.get(name, head)} ({name})")
        yield head, text


def _known(rows: Mapping[str, str], particulars: Particulars) -> Pairs:
    """The rows that have a value."""
    return ((head, text) for head, name in rows.items() if (text := text_of(name, particulars)))


def _licence(particulars: Particulars) -> Licence:
    if particulars.licence is None:
        raise Unknown("the licence (licence)")
    return particulars.licence


def _terms(particulars: Particulars) -> Pairs:
    licence = _licence(particulars)
    yield from _facts(MAIN_TERMS, particulars)
    yield from _facts(MANAGER, particulars) if licence.manager else (("Manager", "The licence holder"),)
    yield from _numbers(particulars)


def _numbers(particulars: Particulars) -> Pairs:
    """The permitted numbers. A licence states persons, households or both (Housing Act 2004 s.64(4)); 0 is no number of either."""
    licence = _licence(particulars)
    if not licence.persons and not licence.households:
        raise Unknown("the most persons or households who may occupy the house (licence.persons, licence.households)")
    return _known(NUMBERS, particulars)


def main_terms(particulars: Particulars) -> tuple[Block, ...]:
    """The main terms of a licence. Raises Unknown."""
    return (Facts(tuple(_terms(particulars))),)


def rooms(particulars: Particulars) -> tuple[Block, ...]:
    """Every room provided for sleeping with its permitted persons by age band (Sch 4 para 1A). Raises Unknown."""
    rows = tuple(_room(room) for room in _licence(particulars).rooms)
    heads = ("Room", "Floor area", "Over 10", "Under 10", "In all")
    return (Table("The most persons who may sleep in each room", heads, rows),) if rows else ()


def _room(room: Room) -> tuple[str, ...]:
    numbers = (room.over_10, room.under_10, room.in_all)
    if any(number is None for number in numbers):
        raise Unknown(f"the permitted persons of the room '{room.name}' (licence.rooms)")
    where = f"{room.name}, {room.storey}" if room.storey else room.name
    return (where, _area(room.floor_area), *map(str, numbers))


def _area(area: Decimal | None) -> str:
    return "not recorded" if area is None else f"{area.normalize():f} m²"


@cache
def _areas() -> tuple[str, ...]:
    clauses = Library.standard().read(NATIONAL).clauses
    return tuple(WRITTEN_UNIT.sub(lambda unit: f" {PRETTY[unit[1]]}", clauses[name].says) for name in AREAS)


def least_areas(particulars: Particulars) -> tuple[Block, ...]:
    """The least floor areas of rooms that are slept in, as the national minimum says them."""
    return _list(_areas())


def mandatory_conditions(particulars: Particulars, law: Law | None = None) -> tuple[Block, ...]:
    """What every licence must demand of its holder on the day of the decision, or of the letter while none is made (Sch 4)."""
    on = particulars.decision.decided_on if particulars.decision else particulars.dated_on
    held = (law or england()).rules
    found = [rule for name, rules in held.items() if name.startswith(MANDATORY) for rule in rules if rule.holds_on(on)]
    return _list((f"{rule.says} ({rule.citation})" for rule in found), numbered=True)


def conditions(particulars: Particulars) -> tuple[Block, ...]:
    """The conditions the council adds."""
    added = _licence(particulars).conditions
    return _list((f"{each.text} ({each.founded_on})" if each.founded_on else each.text for each in added), numbered=True)


def _list(texts: Iterable[str], *, numbered: bool = False) -> tuple[Block, ...]:
    items = tuple(text for text in texts if text.strip())
    return (Items(items, numbered),) if items else ()


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> tuple[Block, ...]:
    found = tuple(rows)
    return (Table(caption, heads, found),) if found else ()


def heard(particulars: Particulars) -> tuple[Block, ...]:
    """The representations and what the council made of each."""
    rows = ((each.by, each.said, each.answer) for each in particulars.heard)
    return _table("Representations", ("From", "What was said", "What the council made of it"), rows)


def changes(particulars: Particulars) -> tuple[Block, ...]:
    """What changes."""
    rows = ((each.what, each.before, each.after) for each in particulars.changes)
    return _table("Changes", ("What", "Before", "After"), rows)


def missing(particulars: Particulars) -> tuple[Block, ...]:
    """Everything an application lacks."""
    rows = ((each.what, each.why) for each in particulars.request.missing) if particulars.request else ()
    return _table("What is missing", ("What", "Why it is asked for"), rows)


def findings(particulars: Particulars) -> tuple[Block, ...]:
    """What an inspection found."""
    found = particulars.inspection.findings if particulars.inspection else ()
    rows = ((f"{number}. {each.where}", each.what, each.verdict, each.cited) for number, each in enumerate(found, start=1))
    return _table("Findings", ("Where", "What was looked at", "Finding", "Where it is written"), rows)


def works(particulars: Particulars) -> tuple[Block, ...]:
    """What has to be done in the house, in order."""
    rows = (
        (f"{number}. {each.where}", each.what, each.why, each.cited, each.within) for number, each in enumerate(particulars.works, start=1)
    )
    return _table("Works", ("Where", "What to do", "What was found", "Where it is written", "Within"), rows)


def fee(particulars: Particulars) -> tuple[Block, ...]:
    """The amount, the day and, where it is known, what was paid before. Raises Unknown."""
    return (Facts((*_facts(FEE, particulars), *_known({"Paid on application": "fee.first"}, particulars))),)


def copies(particulars: Particulars) -> tuple[Block, ...]:
    """Everybody else who is served with the same letter."""
    return _list(", ".join(shown(text) for text in (each.name, each.capacity, each.address) if text) for each in particulars.copies)


def workings(particulars: Particulars) -> tuple[Block, ...]:
    """How each day that the letter states was worked out, with the provision."""
    stated = (answer for answer in particulars.stated if answer.deadline.name not in LIMITS)
    rules = ((answer.deadline.provision, " ".join(answer.working)) for answer in stated)
    return _list(CERTAINTY.sub("", f"{rule.says} {working} ({rule.citation})") for rule, working in rules)


def register_licence(particulars: Particulars) -> tuple[Block, ...]:
    """What the register holds of a licence (SI 2006/373 reg 11); a figure that nobody knows is said to be unknown. Raises Unknown."""
    described = tuple((head, text_of(name, particulars) or "not known") for head, name in DESCRIBED.items())
    return (Facts((*_terms(particulars), *described)),)


def register_exemption(particulars: Particulars) -> tuple[Block, ...]:
    """What the register holds of a temporary exemption (SI 2006/373 reg 12). Raises Unknown."""
    return (Facts(tuple(_facts(EXEMPTION, particulars))),)


def register_tribunal(particulars: Particulars) -> tuple[Block, ...]:
    """The references and decisions of the tribunal (SI 2006/373 reg 11). Raises Unknown."""
    return (Facts(tuple(_facts(TRIBUNAL, particulars))),)


# What the words of a letter may ask to have laid out, and the particular that each needs (empty: none).
CONTENTS: Mapping[str, tuple[str, Callable[[Particulars], tuple[Block, ...]]]] = {
    "reasons": ("reasons", lambda particulars: _list(particulars.reasons)),
    "main terms": ("licence", main_terms),
    "rooms": ("licence", rooms),
    "least areas": ("licence", least_areas),
    "mandatory conditions": ("licence", mandatory_conditions),
    "conditions": ("licence", conditions),
    "representations heard": ("heard", heard),
    "changes": ("changes", changes),
    "what is missing": ("request", missing),
    "fee": ("fee", fee),
    "steps": ("exemption", lambda particulars: _list(particulars.exemption.steps if particulars.exemption else ())),
    "findings": ("inspection", findings),
    "photographs": ("inspection", lambda particulars: photographs.by_place(particulars.inspection) if particulars.inspection else ()),
    "works": ("works", works),
    "questions": ("consultation", lambda particulars: _list(particulars.consultation.questions if particulars.consultation else ())),
    "answer": ("consultation", lambda particulars: _list(particulars.consultation.answer if particulars.consultation else ())),
    "copies": ("copies", copies),
    "workings": ("", workings),
    "register: licence": ("licence", register_licence),
    "register: exemption": ("exemption", register_exemption),
    "register: tribunal": ("tribunal", register_tribunal),
}
