"""On which day a letter is posted: today by whoever prints it here, and later where GOV.UK Notify prints it."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from fanlight.casework.models import Council
from fanlight.gateways import notify
from fanlight.licensing.deadlines import Delivery

POSTAGE = {Delivery.POST: "first", Delivery.SECOND_CLASS: "second"}
"""The postage of a letter that GOV.UK Notify prints for a council, by how it is served."""


def is_by_notify(council: Council, delivery: Delivery) -> bool:
    """Whether letters that go out in a way are printed and posted for a council by GOV.UK Notify."""
    return delivery in POSTAGE and council.slug in settings.POSTED_BY_NOTIFY


def posted_on(council: Council, delivery: Delivery, at: datetime) -> date:
    """The day on which a letter made at an instant is posted or handed over. Days that it fixes are counted from then.

    A letter that Notify cannot take is posted by hand, maybe sooner: then a day it prints is later than it had to be, and never earlier.
    """
    local = timezone.localtime(at)
    return notify.posted_on(local) if is_by_notify(council, delivery) else local.date()
