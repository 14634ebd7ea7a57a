"""What a licence asks of those who run its house, as a calendar: duties of the law and of the standard, and its conditions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.casework import assessing, parties
from fanlight.casework.models import Case, Condition, Licence, LicenceVersion, SurveyKept
from fanlight.licensing import compliance, duties
from fanlight.licensing.compliance import Entry, History, Proof
from fanlight.licensing.duties import Duty, Place
from fanlight.licensing.periods import DAY, corresponding


@dataclass(frozen=True, slots=True)
class Kept:
    """A licence as it stands: its latest terms, its conditions, and the calendar of a year from a day (`until` excluded)."""

    licence: Licence
    version: LicenceVersion
    conditions: Sequence[Condition]
    entries: tuple[Entry, ...]
    until: date


def kept(case: Case, on: date) -> Kept | None:
    """The licence that a case is, with what it asks from a day on; None for a case that is no licence. Raises Refused."""
    licence = Licence.objects.filter(case=case).select_related("application", "council").first()
    version = licence.versions.order_by("-number").first() if licence else None
    if licence is None or version is None:
        return None
    conditions = list(Condition.objects.filter(licence=licence, until_version=None).order_by("due_on", "id"))
    until = corresponding(on, 12).day
    # What a condition without a day asks is among the duties of the law and the standard; one with a day is its own.
    own = [_duty(each) for each in conditions if each.due_on is not None]
    proofs = tuple(Proof((each.key,), each.met_on, note=each.met_note) for each in conditions if each.met_on is not None)
    history = History(version.from_on, version.until_on + DAY, proofs)
    entries = compliance.calendar(history, (*_general(case, licence, on), *own), on=on, from_=on, until=until)
    return Kept(licence, version, conditions, entries, until)


def _general(case: Case, licence: Licence, on: date) -> tuple[Duty, ...]:
    home = parties.home(case)
    surveyed = SurveyKept.objects.filter(case__in={case.pk, home.pk}).order_by("-at", "-number").first()
    house = assessing.survey(surveyed.document) if surveyed else assessing.survey_of({})
    granted = licence.versions.order_by("number").values_list("step__on", flat=True).first()
    kind = "block" if licence.application.kind == "block" else "hmo"
    national = duties.of_law(kind, house, on=on, granted=granted)
    try:
        edition = assessing.program(assessing.adopted(licence.council, on)).edition
    except assessing.NoEdition:
        return national
    return (*national, *duties.of_edition(edition, house, on=on))


def _duty(each: Condition) -> Duty:
    assert each.due_on is not None
    return Duty(
        id=each.key, says=each.words, owed_by=("licence holder",), period=f"by {each.due_on:%-d %B %Y}", place=Place.DAY, length=None,
        event=each.due_on.isoformat(), evidence=(), force="must", cited=each.because or "A condition of the licence",
    )  # fmt: skip
