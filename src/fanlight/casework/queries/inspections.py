"""Reading visits."""

from django.db.models import QuerySet

from fanlight.casework.models import Case, Inspection


def of_case(case: Case) -> QuerySet[Inspection]:
    """The visits of a case, the latest first."""
    return Inspection.objects.filter(case=case).select_related("officer").order_by("-at")


def get(case: Case, number: int) -> Inspection | None:
    """One visit of a case."""
    return Inspection.objects.filter(case=case, pk=number).select_related("officer").first()
