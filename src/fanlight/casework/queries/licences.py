"""Reading licences: that of a case, its conditions as they stand, and the calendar of all it asks, with the evidence kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from fanlight.casework import assessing
from fanlight.casework.assessing import NoEdition
from fanlight.casework.models import Case, Condition, Evidence, Licence, LicenceVersion, SurveyKept
from fanlight.facts.survey import Survey
from fanlight.licensing import compliance, duties
from fanlight.licensing.compliance import Entry, History, Proof
from fanlight.licensing.duties import Duty
from fanlight.licensing.periods import corresponding

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Followed:
    """A condition as it stands on a day; late where its day is past and nobody recorded it as met."""

    condition: Condition
    is_met: bool
    is_late: bool


def of_case(case: Case) -> Licence | None:
    """The licence whose own case this is."""
    return Licence.objects.filter(case=case).select_related("case", "council", "application").first()


def in_force(licence: Licence) -> LicenceVersion | None:
    """The terms that count: the last version."""
    return LicenceVersion.objects.filter(licence=licence).select_related("step").order_by("-number").first()


def conditions(licence: Licence, on: date) -> list[Followed]:
    """The conditions of a licence that count, those due first, then those without a day."""
    held = Condition.objects.filter(licence=licence, until_version=None).select_related("met_by").order_by("id")
    ordered = sorted(held, key=lambda each: (each.due_on is None, each.due_on or date.max, each.pk))
    return [
        Followed(each, each.met_on is not None, each.met_on is None and each.due_on is not None and each.due_on < on) for each in ordered
    ]


def condition(licence: Licence, number: int) -> Condition | None:
    """One condition of a licence."""
    return Condition.objects.filter(licence=licence, pk=number).select_related("met_by").first()


def evidence(licence: Licence) -> QuerySet[Evidence]:
    """The evidence kept under a licence, the latest first."""
    return Evidence.objects.filter(licence=licence).select_related("by", "upload").order_by("-on", "-id")


def duties_of(licence: Licence, on: date) -> tuple[Duty, ...]:
    """The duties that the law and the council's edition lay on those who run a licensed house on a day. Raises Refused."""
    first = LicenceVersion.objects.filter(licence=licence).select_related("step").order_by("number").first()
    house = _survey(licence)
    national = duties.of_law("hmo", house, on=on, granted=first.step.on if first else None)
    try:
        edition = assessing.program(assessing.adopted(licence.council, on)).edition
    except NoEdition:
        return national
    return (*national, *duties.of_edition(edition, house, on=on))


def _survey(licence: Licence) -> Survey:
    kept = SurveyKept.objects.filter(case__in={licence.case_id, licence.application_id}).order_by("-at", "-number").first()
    return assessing.survey(kept.document) if kept else assessing.survey_of({})


def calendar(licence: Licence, on: date) -> tuple[Entry, ...]:
    """What a licence asks within a year of a day, what is outstanding, and what has no day, each with its evidence. Raises Refused."""
    version = in_force(licence)
    if version is None:
        return ()
    proofs = tuple(Proof((row.duty,), row.on, row.next_on, "", row.note) for row in evidence(licence).order_by("on", "id"))
    history = History(version.from_on, version.until_on + DAY, proofs)
    return compliance.calendar(history, duties_of(licence, on), on=on, from_=on, until=corresponding(on, 12).day)
