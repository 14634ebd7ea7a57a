"""The report of an inspection and the schedule of works as letters: made from what was observed, shown, and served on those who hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from fanlight.assessment.works import schedule
from fanlight.casework import access, assessing, holding, parties, picture_sizes
from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, Inspection, Notice, Party, StepTaken
from fanlight.casework.notices import saying, serving
from fanlight.casework.notices.saying import Addressed, Serving
from fanlight.casework.notices.serving import Made, Served
from fanlight.casework.pictures import PictureBroken
from fanlight.casework.queries import inspections, uploads
from fanlight.documents import report, wording
from fanlight.documents import schedule as works
from fanlight.documents.letters import matters as say
from fanlight.documents.letters.particulars import Particulars
from fanlight.documents.letters.parties import Officer
from fanlight.facts.survey import Survey
from fanlight.gateways.storage import FileLost
from fanlight.licensing.licence_terms import Assessed
from fanlight.licensing.relevant_persons import LegalRole

MOST_SHOWN = 20
"""The photographs that one report shows; the others are named in it."""
TO = (LegalRole.APPLICANT, LegalRole.PROPOSED_HOLDER, LegalRole.HOLDER)


class Kind(StrEnum):
    """Which of the two letters."""

    REPORT = "inspection-report"
    WORKS = "schedule-of-works"


class ReportNotOpen(Exception):
    """A letter about an inspection that cannot be made yet; the message says what is lacking."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter an officer wants, with what happens next in their words. `seen` is how many steps were seen, None unseen."""

    kind: Kind
    next: str = ""
    seen: int | None = None


def preview(case: Case, wanted: Wanted, *, by: Actor, at: datetime) -> tuple[Made, ...]:
    """The letters as they would be served; nothing is kept. Raises what `serve` raises."""
    return _made(case, wanted, by, at)[1]


@transaction.atomic
def serve(case: Case, wanted: Wanted, *, by: Actor, at: datetime) -> list[Notice]:
    """Serve the letter on whoever applied and whoever holds or is to hold the licence. It is kept beside the last step of the case.

    Raises NotPermitted, ReportNotOpen, NoEdition, Incomplete, and Refused where the survey contradicts itself.
    """
    holding.case(case.pk)
    step, made = _made(case, wanted, by, at)
    served = Served(timezone.localdate(at), by.account)
    return [serving.keep(step, each, served, at=at) for each in made]


def _made(case: Case, wanted: Wanted, by: Actor, at: datetime) -> tuple[StepTaken, tuple[Made, ...]]:
    access.check(by, access.Permission.WORK_CASES, case)
    step = case.steps_taken.select_related("by").order_by("-number").first()
    if step is None:
        raise ReportNotOpen("The case has no step yet, so there is nobody to write to: it has to be handed in first.")
    if wanted.seen is not None and wanted.seen != step.number:
        raise ReportNotOpen("The case has moved since you opened the page. Nothing was served; look at it again.")
    visit, everybody = _visit(case), receivers(case)
    if not everybody:
        raise ReportNotOpen("Nobody applied for this case or holds its licence: enter the people first.")
    about = _about(case, visit, wanted, by, at)
    held = serving.words(case.council)
    return step, tuple(
        serving.made(
            wanted.kind, _said(Serving(case, step, None), one, everybody, about), council=case.council, held=held, to=one
        )
        for one in everybody
    )  # fmt: skip


def _visit(case: Case) -> Inspection:
    visit = inspections.done(case)
    if visit is None or visit.survey is None:
        raise ReportNotOpen("No visit was recorded yet: there is nothing to report.")
    return visit


def receivers(case: Case) -> list[Addressed]:
    """Whoever applied, and whoever holds or is to hold the licence, each once however many of the two they are."""
    held: dict[tuple[str, str], list[Party]] = {}
    for row in parties.rows(case):
        if row.role in TO:
            held.setdefault((row.name, row.address), []).append(row)
    return [saying.addressed(rows[0], " and ".join(f"the {row.role}" for row in rows)) for rows in held.values()]


def _about(case: Case, visit: Inspection, wanted: Wanted, by: Actor, at: datetime) -> Mapping[str, object]:
    """What the letters say: the findings of the visit's own survey, or the works that follow from them."""
    on = timezone.localdate(at)
    assert visit.survey is not None
    names = assessing.editions_of(case, on)
    done = assessing.of_document(visit.survey.document, names, on)
    house = Assessed(tuple(assessing.program(name) for name in names), done, tuple(assessing.departures(case)), on)
    asked = works.asked([(each, schedule(each, house.departures, on)) for each in house.done])
    signed = {"officer": _officer(by), "dated_on": on, "decision": None, "reasons": (), "heard": (), "works": asked}
    if wanted.kind is Kind.WORKS:
        return signed
    inspected_on = timezone.localdate(visit.at)
    officer = Officer(name=str(visit.officer), office="Housing officer")
    found = say.Inspection(
        inspected_on=inspected_on, officer=officer, findings=report.found(house.done), next=wanted.next.strip(),
        photographs=tuple(_photographs(visit, assessing.survey(visit.survey.document))),
    )  # fmt: skip
    return {**signed, "inspection": found}


def _photographs(visit: Inspection, survey: Survey) -> Iterator[say.Photograph]:
    """The photographs of a visit, small; one whose file cannot be opened or that is one too many is told of with the reason."""
    places = {f"{seen.thing}/{seen.id}": wording.place(seen.label or seen.id) for seen in survey.all_seen()}
    for number, row in enumerate(inspections.photographs(visit), start=1):
        where = places.get(row.thing) or wording.place(row.thing.partition("/")[2])
        said = say.Photograph(where=where, taken_on=timezone.localdate(visit.at), shows=row.of.strip())
        if number > MOST_SHOWN:
            yield replace(said, lacks=f"a report shows at most {MOST_SHOWN} photographs")
            continue
        try:
            made = picture_sizes.small(uploads.content(row.upload))
            yield replace(said, content=made.content, width=made.width, height=made.height)
        except (FileLost, PictureBroken):
            yield replace(said, lacks="its file cannot be opened")


def _officer(by: Actor) -> Officer:
    return Officer(name=str(by.account), office=by.role_for(access.WEIGHING_ROLES).capitalize())


def _said(about: Serving, one: Addressed, everybody: list[Addressed], changes: Mapping[str, object]) -> Particulars:
    copies = [other for other in everybody if other is not one]
    return replace(saying.particulars(about, one, copies), **changes)  # type: ignore[arg-type]
