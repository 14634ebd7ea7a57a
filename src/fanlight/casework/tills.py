"""Where payments of a council are taken: by its own provider, by the demonstration's till, or nowhere here."""

from collections.abc import Callable

from django.conf import settings

from fanlight.casework.models import Council
from fanlight.gateways.payments import DemonstrationTill, Till


def of(council: Council, address: Callable[[str], str] = str) -> Till | None:
    """The till of a council; None where it takes payments in its own ways. `address` gives the demonstration's page by an order's name."""
    own: Till | None = settings.PAY.get(council.slug)
    if own is not None:
        return own
    return DemonstrationTill(settings.PAYMENTS, address) if settings.PAYMENTS else None
