"""Papers that the fire authority adds to a matter between the two authorities, alone or with a step of it."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from fanlight.casework import access, holding, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import uploads
from fanlight.casework.actions.uploads import Given, Intake
from fanlight.casework.contents import Kind
from fanlight.casework.models import FireEntry, FirePaper, FireRecord
from fanlight.casework.recording import Post
from fanlight.licensing.procedure import Role

KINDS = (Kind.FIRE_RISK_ASSESSMENT, Kind.PHOTOGRAPH, Kind.PLAN, Kind.ALARM, Kind.EMERGENCY_LIGHTING, Kind.OTHER)
"""What a paper of the fire authority may be."""


class MatterEnded(Exception):
    """A matter that takes no more papers, since it has ended."""


@transaction.atomic
def give(held: FireRecord, given: Given, *, by: Actor, at: datetime, into: Intake) -> FirePaper:
    """Add a paper to a matter, to the last entry that the fire authority made in it; the council is told.

    Raises NotPermitted, MatterEnded, FileNotTaken with the remedy, and ValueError for a kind that no such paper has.
    """
    access.check_permitted(by, access.Permission.ANSWER_FIRE)
    person = access.check_authority(by, held.council, held.authority, "this matter")
    if given.kind not in KINDS:
        raise ValueError(f"a paper of the fire authority is no '{given.kind}'")
    locked = holding.matter(held.pk)
    if locked.is_ended:
        raise MatterEnded("This matter has ended and takes no more papers. Begin another about the house.")
    uploads.check_count(given, FirePaper.objects.filter(record=locked).count(), "a matter")
    last = FireEntry.objects.filter(record=locked, role=Role.FIRE_OFFICER).order_by("number").last()
    return uploads.store(given, FirePaper(record=locked, entry=last, by=person, at=at), _kept(given), into=into)


def _kept(given: Given) -> Callable[[FirePaper], None]:
    def keep(paper: FirePaper) -> None:
        paper.save(force_insert=True)
        held = paper.record
        about = {"paper": paper.pk, "matter": held.pk, "entry": paper.entry.number if paper.entry else None, **uploads.told(paper, given)}
        recording.write("fire authority paper given", council=held.council, by=paper.by, at=paper.at, case=held.case, about=about)
        body = f"{held.house.address}: the fire and rescue authority added a paper. Sign in to read it."
        post = Post(f"fire paper {paper.pk}", held.council.email, f"{held.house.address}: paper of the fire authority", body)
        recording.send(post, council=held.council, at=paper.at, case=held.case)

    return keep
