"""Reading visits."""

from django.db.models import QuerySet

from fanlight.casework.models import Case, EntryLetter, Inspection, Photograph


def of_case(case: Case) -> QuerySet[Inspection]:
    """The visits of a case, the latest first."""
    return Inspection.objects.filter(case=case).select_related("officer").order_by("-at")


def get(case: Case, number: int) -> Inspection | None:
    """One visit of a case."""
    return (
        Inspection.objects.filter(case=case, pk=number)
        .select_related("officer", "survey", "case__council__fire_authority", "case__house")
        .first()
    )


def done(case: Case) -> Inspection | None:
    """The last visit of a case that was done."""
    held = Inspection.objects.filter(case=case, done_at__isnull=False).select_related("officer", "survey")
    return held.order_by("-at", "-id").first()


def photographs(visit: Inspection) -> QuerySet[Photograph]:
    """The photographs of a visit in the order in which they were taken in."""
    return Photograph.objects.filter(inspection=visit).select_related("upload").order_by("id")


def letters(visit: Inspection) -> QuerySet[EntryLetter]:
    """The letters of notice that were served of a visit, in their order."""
    return EntryLetter.objects.filter(inspection=visit).select_related("notice").defer("notice__html", "notice__pdf").order_by("id")
