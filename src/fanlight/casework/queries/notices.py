"""Reading what was served, without what was erased."""

from django.db.models import Q, QuerySet

from fanlight.casework.acting import Actor
from fanlight.casework.models import MARK, Case, Notice


def of_case(case: Case) -> QuerySet[Notice]:
    """Everything served in a case, the latest first, without the bulk of pages and PDF."""
    return Notice.objects.filter(case=case).exclude(html=MARK).select_related("party").defer("html", "pdf").order_by("-id")


def get(case: Case, number: int) -> Notice | None:
    """One document of a case."""
    return Notice.objects.filter(case=case, pk=number).exclude(html=MARK).select_related("case").first()


def served_on(actor: Actor, reference: str, number: int) -> Notice | None:
    """One document that was served on somebody: on the party they are, or in the case they applied for."""
    mine = Q(party__account=actor.account) | Q(case__applicant=actor.account, party__role="applicant")
    return Notice.objects.filter(mine, case__reference=reference, pk=number).exclude(html=MARK).select_related("case").first()
