"""Reading licences: that of a case, its conditions as they stand, and the one calendar of all it asks, with the evidence kept."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from fanlight.casework import assessing, entered, parties
from fanlight.casework.acting import Actor
from fanlight.casework.assessing import NoEdition
from fanlight.casework.models import Case, Condition, Evidence, Licence, LicenceEntered, SurveyKept
from fanlight.casework.prepared import Prepared
from fanlight.facts.survey import Survey
from fanlight.licensing import compliance, duties
from fanlight.licensing.compliance import Entry, History, Proof
from fanlight.licensing.duties import Duty, Place
from fanlight.licensing.periods import corresponding

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Followed:
    """A condition as it stands on a day; late where its day is past and nobody recorded it as met."""

    condition: Condition
    is_met: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Evidence as it stands. `is_theirs`: sent by the people of the licence, not by the council. `refused`: why it does not count."""

    row: Evidence
    is_theirs: bool
    refused: Evidence | None

    @property
    def whose(self) -> str:
        """Who says so, in a sentence."""
        return f"Sent by {self.row.by}." if self.is_theirs else "Recorded by the council."


def of_case(case: Case) -> Licence | None:
    """The licence whose own case this is."""
    return Licence.objects.filter(case=case).select_related("case", "council", "application", "current").first()


def from_register(case: Case) -> LicenceEntered | None:
    """From which register the licence of a case was entered; None where it was granted here."""
    return _entered.first(case.pk)


@Prepared
def _entered(case: int) -> QuerySet[LicenceEntered]:
    return LicenceEntered.objects.filter(licence__case=case).order_by("id")[:1]


def conditions(licence: Licence, on: date) -> list[Followed]:
    """The conditions of a licence that count, those due first, then those without a day."""
    held = Condition.objects.filter(entered.COUNTS, licence=licence).select_related("met_by").order_by("id")
    ordered = sorted(held, key=lambda each: (each.due_on is None, each.due_on or date.max, each.pk))
    return [
        Followed(each, each.met_on is not None, each.met_on is None and each.due_on is not None and each.due_on < on) for each in ordered
    ]


def condition(licence: Licence, number: int) -> Condition | None:
    """One condition of a licence."""
    return Condition.objects.filter(licence=licence, pk=number).select_related("met_by").first()


def evidence(licence: Licence) -> list[Kept]:
    """The evidence kept under a licence, the latest first, also what the council does not count."""
    rows = Evidence.objects.filter(licence=licence).select_related("by", "upload").order_by("-on", "-id")
    refusals = {row.refuses_id: row for row in rows if row.refuses_id}
    theirs = parties.accounts(licence.case)
    return [Kept(row, row.by_id in theirs, refusals.get(row.pk)) for row in rows if row.refuses_id is None]


def one_evidence(licence: Licence, number: int) -> Kept | None:
    """One piece of evidence under a licence."""
    return next((each for each in evidence(licence) if each.row.pk == number), None)


def may_prove(actor: Actor, case: Case) -> bool:
    """Whether somebody may send evidence for the licence that a case is."""
    return parties.answers_for(actor, case)


def duties_of(licence: Licence, on: date) -> tuple[Duty, ...]:
    """The duties that the law and the council's edition lay on those who run a licensed house on a day. Raises Refused."""
    granted = licence.versions.order_by("number").values_list("step__on", flat=True).first()
    house = _survey(licence)
    national = duties.of_law(
        "block" if licence.application and licence.application.kind == "block" else "hmo", house, on=on, granted=granted
    )
    try:
        edition = assessing.program(assessing.adopted_for(licence.case, on)).edition
    except NoEdition:
        return national
    return (*national, *duties.of_edition(edition, house, on=on))


def _survey(licence: Licence) -> Survey:
    kept = SurveyKept.objects.filter(case__in={licence.case_id, licence.application_id}).order_by("-at", "-number").first()
    return assessing.survey(kept.document) if kept else assessing.survey_of({})


def year_from(on: date) -> date:
    """The first day that the calendar of a day does not show any more."""
    return corresponding(on, 12).day


def calendar(licence: Licence, on: date) -> tuple[Entry, ...]:
    """What a licence asks within a year of a day, what is outstanding, and what has no day, each with what shows that it was done.

    The same for those who hold the licence and for the council. What a condition without a day asks is among the duties of the law and
    the standard; one with a day has its own line. Raises Refused.
    """
    version = licence.current
    if version is None:
        return ()
    held = [each.condition for each in conditions(licence, on)]
    own = [_duty(each, each.due_on) for each in held if each.due_on is not None]
    history = History(version.from_on, version.until_on + DAY, (*_proofs(licence), *_met(held)))
    return compliance.calendar(history, (*duties_of(licence, on), *own), on=on, from_=on, until=year_from(on))


def _proofs(licence: Licence) -> list[Proof]:
    counted = sorted((each for each in evidence(licence) if each.refused is None), key=lambda each: (each.row.on, each.row.pk))
    return [Proof((each.row.duty,), each.row.on, each.row.next_on, note=f"{each.row.note} {each.whose}".strip()) for each in counted]


def _met(held: list[Condition]) -> list[Proof]:
    return [Proof((each.key,), each.met_on, note=each.met_note) for each in held if each.met_on is not None]


def _duty(each: Condition, due_on: date) -> Duty:
    return Duty(
        id=each.key, says=each.words, owed_by=("licence holder",), period=f"by {due_on:%-d %B %Y}", place=Place.DAY, length=None,
        event=due_on.isoformat(), evidence=(), force="must", cited=each.because or "A condition of the licence",
    )  # fmt: skip
