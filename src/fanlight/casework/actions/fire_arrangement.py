"""What a council and its fire authority agreed with each other: put down, watched over, reviewed and ended, each a dated entry."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Council, FireArrangement
from fanlight.casework.queries import fire_arrangement as queries
from fanlight.casework.recording import Post
from fanlight.licensing import fire_authority, procedure
from fanlight.licensing.fire_authority import Authority

SETTLING = ("agree", "review")
"""Steps that put down what was agreed; the others leave it as it is."""
MOST_DAYS = 365


class ArrangementMoved(Exception):
    """The arrangement was changed since somebody saw it."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed. `leads` holds an authority for each kind that was settled; None stands for days on which nothing was agreed."""

    leads: Mapping[str, str] = field(default_factory=dict)
    answer_days: int | None = None
    urgent_days: int | None = None
    council_contact: str = ""
    fire_contact: str = ""
    review_on: str = ""


@dataclass(frozen=True, slots=True)
class Entering:
    """An entry about to be made: its step, a text for each thing the step needs, what was agreed, and how many entries were seen."""

    step: str
    said: Mapping[str, str]
    agreed: Agreed | None = None
    seen: int | None = None


@transaction.atomic
def enter(council: Council, entering: Entering, *, by: Actor, at: datetime) -> FireArrangement:
    """Make the next entry of an arrangement; the other authority is told.

    Raises NotPermitted, StepNotOpen where the step is not open or lacks what it needs, ArrangementMoved, and ValueError for what cannot be.
    """
    authority = council.fire_authority
    person = access.check_authority(by, council, authority, "this arrangement")
    assert authority is not None  # of which that made sure
    Council.objects.select_for_update().get(pk=council.pk)
    rows = list(queries.rows(council))
    if entering.seen is not None and entering.seen != len(rows):
        raise ArrangementMoved("The arrangement was changed since you opened the page. Nothing was kept; look at it again.")
    table = procedure.table(queries.TABLE, timezone.localdate(at))
    role = by.role_for(table.step(entering.step).who)
    fire_authority.take(queries.record(council, rows), entering.step, role=role, by=str(person), at=at, said=entering.said)
    content = _content(entering, rows, timezone.localdate(at))
    made = FireArrangement.objects.create(
        council=council, authority=authority, number=len(rows) + 1, name=entering.step, role=role, by=person, at=at,
        said=dict(entering.said), content=content,
    )  # fmt: skip
    about = {"entry": made.number, "step": made.name, "role": role, "said": made.said, "content": content}
    recording.write("fire arrangement", council=council, by=person, at=at, about=about)
    to = council.email if fire_authority.side(role) is Authority.FIRE else authority.email
    body = f"The arrangement between {council.name} and {authority.name}: {made.name}. Sign in to read it."
    recording.send(Post(f"fire arrangement {made.pk}", to, f"Fire safety arrangement: {council.name}", body), council=council, at=at)
    return made


def day(text: str) -> date | None:
    """A day as an arrangement keeps it."""
    return date.fromisoformat(text) if text else None


def _content(entering: Entering, rows: list[FireArrangement], on: date) -> dict[str, object]:
    if entering.step not in SETTLING:
        return dict(rows[-1].content)
    agreed = entering.agreed
    if agreed is None:
        raise ValueError("say what was agreed")
    known = dict(fire_authority.kinds(on))
    for kind, lead in agreed.leads.items():
        if kind not in known or lead not in tuple(Authority):
            raise ValueError(f"'{kind}: {lead}' says of no kind of house which authority leads")
    if any(days is not None and not 0 < days <= MOST_DAYS for days in (agreed.answer_days, agreed.urgent_days)):
        raise ValueError(f"days for an answer are between 1 and {MOST_DAYS}")
    return asdict(agreed)
