"""What a loaded edition is weighed against, and on which houses: the licences in force with their last surveys."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import OuterRef, Q, Subquery

from fanlight.assessment.stock.pairing import Pairing, pairing
from fanlight.assessment.weighing import Weighing
from fanlight.casework import assessing, loaded
from fanlight.casework.models import Council, EditionLoaded, ImpactOfHouse, Licence, SurveyKept
from fanlight.standards.library import Library


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
    return weighing(row, on).pairing


def weighing(row: EditionLoaded, on: date) -> Weighing:
    """Both editions made ready, as they stand on the day the new one was loaded. Raises NoEdition, and Refused."""
    return _weighing(row.edition, loaded.of(row), *against(row, on), row.on)


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
