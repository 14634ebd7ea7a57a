"""A case, or a matter between two authorities, held by a lock while an action works on it, with what actions read of it."""

from fanlight.casework.models import Case, FireRecord


def case(number: int, *more: str) -> Case:
    """A case by its number, locked until the transaction ends, with its council and house and `more` that it points to."""
    return Case.objects.select_for_update(of=("self",)).select_related("council", "house", *more).get(pk=number)


def matter(number: int) -> FireRecord:
    """A matter between council and fire authority by its number, locked until the transaction ends."""
    return FireRecord.objects.select_for_update(of=("self",)).select_related("council", "authority", "house", "case").get(pk=number)
