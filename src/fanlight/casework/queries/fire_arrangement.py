"""What a council and its fire authority agreed with each other, for both to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.casework import access
from fanlight.casework.acting import Actor
from fanlight.casework.models import Council, FireArrangement
from fanlight.licensing import fire_authority, procedure
from fanlight.licensing.fire_authority import Authority, Entry, Lead, Record

TABLE = "fire-arrangement"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An arrangement as it stands: its state, every entry of it in order, and for each kind of premises what it is and who leads.

    `held` is the last entry where the arrangement is in use; None where nothing is agreed, or not any more.
    """

    state: str
    entries: Sequence[FireArrangement]
    leads: Sequence[tuple[str, Lead]]
    held: FireArrangement | None


def may_see(actor: Actor, council: Council) -> bool:
    """Whether somebody may see what a council agreed: its own staff, and officers of its fire authority."""
    if actor.fire_authority is not None:
        return actor.fire_authority == council.fire_authority and access.is_permitted(actor, access.Permission.ANSWER_FIRE)
    return actor.council == council and access.is_permitted(actor, access.Permission.SEE_CASES)


def get(actor: Actor, council: Council, on: date) -> Arrangement | None:
    """The arrangement of a council with its fire authority; None where it has none to agree with, or for whom it is not."""
    if council.fire_authority is None or not may_see(actor, council):
        return None
    entries = list(rows(council))
    held = in_use(council)
    named = {kind: Authority(lead) for kind, lead in held.content["leads"].items()} if held else {}
    where = f"Arrangement of {council.name} and {council.fire_authority.name}, entry {held.number}" if held else ""
    leads = [(says, fire_authority.leads(kind, on, agreed=named, agreed_in=where)) for kind, says in fire_authority.kinds(on)]
    return Arrangement(record(council, entries).state, entries, leads, held)


def rows(council: Council) -> Sequence[FireArrangement]:
    """Every entry of a council's arrangement with the fire authority it has now, in order."""
    found = FireArrangement.objects.filter(council=council, authority=council.fire_authority)
    return list(found.select_related("by").order_by("number"))


def record(council: Council, entries: Sequence[FireArrangement]) -> Record:
    """The entries since an arrangement ended last, as the law's step table reads them."""
    ended = max((each.number for each in entries if each.name == "end"), default=0)
    open_ = [each for each in entries if each.number > ended]
    return Record(TABLE, council.name, tuple(Entry(each.name, each.role, str(each.by), each.at, each.said) for each in open_))


def in_use(council: Council) -> FireArrangement | None:
    """The last entry of a council's arrangement while it is in use."""
    entries = rows(council)
    return entries[-1] if entries and entries[-1].name != "end" else None


def open_steps(actor: Actor, council: Council, on: date) -> list[procedure.Step]:
    """The steps that somebody may take with an arrangement as it stands."""
    if council.fire_authority is None or not may_see(actor, council):
        return []
    state = record(council, rows(council)).state
    return [step for step in procedure.table(TABLE, on).steps if state in step.from_ and set(step.who) & actor.roles]
