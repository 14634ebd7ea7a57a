"""Working out what a loaded edition would change for the licensed houses of its council, a few at a time, each kept once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from time import monotonic

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from fanlight.assessment.stock.pairing import Pairing, pairing
from fanlight.assessment.weighing import Weighing
from fanlight.casework import access, assessing, loaded
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.models import Council, EditionLoaded, ImpactOfHouse, Licence, SurveyKept
from fanlight.facts.files import Refused
from fanlight.facts.survey_file import read_survey_text
from fanlight.standards.library import Library

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A licence in force with the number of the latest survey of its house; None where no survey was kept."""

    licence: Licence
    survey: int | None


def against(row: EditionLoaded, on: date) -> tuple[str, Library]:
    """The edition that a loaded one would follow, the one in force on a day, with its library. Raises NoEdition."""
    name = assessing.adopted(row.council, on)
    return name, loaded.library_of(name)


def key(edition: str, library: Library) -> str:
    """An edition by its name and digest."""
    return f"{edition} {assessing.program_in(edition, library).edition.digest}"


def paired(row: EditionLoaded, on: date) -> Pairing:
    """The clauses of the edition in force and of a loaded one that may differ. Raises NoEdition, and Refused."""
    return _weighing(row.edition, loaded.of(row), *against(row, on), row.on).pairing


@lru_cache(maxsize=4)
def _weighing(new: str, new_library: Library, old: str, old_library: Library, on: date) -> Weighing:
    before, after = assessing.program_in(old, old_library).edition, assessing.program_in(new, new_library).edition
    return Weighing(pairing(before, after, on), on)


def houses(council: Council, on: date) -> list[Surveyed]:
    """The licences in force on a day, each with the latest survey of its house."""
    kept = SurveyKept.objects.filter(Q(case=OuterRef("case")) | Q(case=OuterRef("application"))).order_by("-at", "-number")
    held = Licence.objects.filter(council=council, from_on__lte=on, until_on__gte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    rows = held.select_related("house").annotate(latest=Subquery(kept.values("pk")[:1])).order_by("pk")
    return [Surveyed(each, each.latest) for each in rows]


def waiting(row: EditionLoaded, on: date) -> list[Surveyed]:
    """Those of which the impact is not worked out yet. Raises NoEdition, and Refused."""
    done = set(ImpactOfHouse.objects.filter(loaded=row, against=key(*against(row, on))).values_list("licence", "survey"))
    return [each for each in houses(row.council, on) if each.survey is not None and (each.licence.pk, each.survey) not in done]


def work_out(row: EditionLoaded, *, by: Actor, at: datetime, seconds: float) -> int:
    """Work out the impact on houses that wait, for so many seconds at most; how many are left. Raises NotPermitted, NoEdition, Refused."""
    access.check_permitted(by, Permission.SET_STANDARD)
    if by.council is None or row.council_id != by.council.pk:
        raise access.NotPermitted("this edition is not theirs to weigh")
    return let_work(row, timezone.localdate(at), seconds=seconds)


def let_work(row: EditionLoaded, on: date, *, seconds: float) -> int:
    """As `work_out`, for the command that does it overnight."""
    end, left = monotonic() + seconds, waiting(row, on)
    old, library = against(row, on)
    weighing = _weighing(row.edition, loaded.of(row), old, library, row.on)
    for start in range(0, len(left), AT_ONCE):
        made = list(_found(row, left[start : start + AT_ONCE], weighing, end))
        with transaction.atomic():
            rows = [ImpactOfHouse(loaded=row, against=key(old, library), **each) for each in made]
            ImpactOfHouse.objects.bulk_create(rows, ignore_conflicts=True)
        if monotonic() > end:
            return len(left) - start - len(made)
    return 0


def _found(row: EditionLoaded, block: list[Surveyed], weighing: Weighing, end: float) -> Iterator[dict[str, object]]:
    documents = dict(SurveyKept.objects.filter(pk__in=[each.survey for each in block]).values_list("pk", "document"))
    for each in block:
        assert each.survey is not None
        found: dict[str, object] = {"licence": each.licence, "survey_id": each.survey}
        try:
            yield found | {"found": weighing.changes(read_survey_text(documents[each.survey], "the survey"))}
        except Refused as refused:
            yield found | {"fault": str(refused)[:2000]}
        if monotonic() > end:
            return
