"""The files of a case that somebody may see, and opening them."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from fanlight.casework import access, chain
from fanlight.casework.acting import Actor
from fanlight.casework.contents import Kind
from fanlight.casework.models import Case, Party, StoredFile, Upload
from fanlight.gateways.storage import FileLost, Storage

SHARED_WITH_FIRE = (Kind.PLAN, Kind.ALARM, Kind.EMERGENCY_LIGHTING, Kind.FIRE_RISK_ASSESSMENT, Kind.PHOTOGRAPH)
"""What the protocol shares with the fire and rescue authority, besides what it gave itself."""


def of_case(case: Case, actor: Actor) -> QuerySet[Upload]:
    """The files of a case that an actor may see, the oldest first; none of a case that is not theirs to see, and none that was erased.

    The council sees all. The fire authority sees what bears on fire, and its own. An applicant sees what the people of the application
    gave, without the representations of others, and nothing that the authorities gave.
    """
    held = Upload.objects.filter(case=case, erased_at=None).select_related("by").order_by("id")
    if not access.is_visible(actor, case):
        return held.none()
    if actor.council is not None:
        return held
    own = Q(by=actor.account)
    if actor.fire_authority is not None:
        return held.filter(own | Q(kind__in=SHARED_WITH_FIRE))
    people = Party.objects.filter(case=case, account__isnull=False, removed_at=None).values("account")
    return held.filter(own | (~Q(kind=Kind.REPRESENTATION) & (Q(by=case.applicant_id) | Q(by__in=people))))


def find(case: Case, number: int, actor: Actor) -> Upload | None:
    """One file of a case, if the actor may see it."""
    return of_case(case, actor).filter(pk=number).first()


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it is handed out: its clean name, its type as it was found by content, and what it holds."""

    name: str
    content_type: str
    content: bytes


def hand_out(case: Case, number: int, actor: Actor) -> Handed | None:
    """A file of a case for an actor; None alike for one that is not there and one that is not theirs to see. Raises FileLost."""
    upload = find(case, number, actor)
    return handed(upload) if upload else None


def handed(file: StoredFile) -> Handed:
    """A file as it is handed out, once somebody may see it. Raises FileLost."""
    return Handed(file.name, file.content_type, content(file))


def content(upload: StoredFile, storage: Storage | None = None) -> bytes:
    """What a file holds. Raises FileLost where it is not there, or is not any more what was given."""
    found = (storage or Storage(settings.UPLOADS)).read(upload.stored_as)
    if chain.digest(found) != upload.sha256:
        raise FileLost(f"the file stored as {upload.stored_as} is not what was given: its digest is another")
    return found
