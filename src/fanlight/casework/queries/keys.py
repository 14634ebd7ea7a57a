"""Reading keys of other systems: those of a council, the one that was shown, and for whom it asks."""

from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from fanlight.casework import chain
from fanlight.casework.acting import Actor, Office
from fanlight.casework.models import ApiKey, Council


class Standing(StrEnum):
    """Whether a key opens anything."""

    IN_USE = "in use"
    OVER = "over"
    REVOKED = "revoked"


def held(council: Council) -> QuerySet[ApiKey]:
    """The keys of a council, the latest first."""
    return ApiKey.objects.filter(council=council).select_related("made_by", "revoked_by").order_by("-id")


def one(council: Council, number: int) -> ApiKey | None:
    """One key of a council."""
    return held(council).filter(pk=number).first()


def shown(key: str) -> ApiKey | None:
    """The key that was shown, in use or not; None where nobody made it."""
    return ApiKey.objects.filter(digest=chain.digest(key)).select_related("council").first()


def standing(key: ApiKey, on: date) -> Standing:
    """Whether a key opens anything on a day."""
    if key.revoked_at is not None:
        return Standing.REVOKED
    return Standing.IN_USE if on <= key.last_on else Standing.OVER


def actor(key: ApiKey) -> Actor:
    """The system that a key was given to, as it asks for its council: it sees that council's cases, and no person stands behind it."""
    return Actor(None, frozenset({Office.OTHER_SYSTEM}), key.council)
