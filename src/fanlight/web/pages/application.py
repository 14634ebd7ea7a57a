"""What was handed in with an application: the answers, the people and who was told, and where an officer observed otherwise."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from fanlight.casework import parties
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.queries import surveys
from fanlight.casework.rows import Case, Party, SurveyKept
from fanlight.documents import wording
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import around, held
from fanlight.web.questions import answers
from fanlight.web.questions.audience import HOUSE_APPLICANT, HOUSE_INSPECTOR
from fanlight.web.questions.differences import differences

PEOPLE = ["Name", "Role", "Address", "Mail and telephone", "Told of the application"]
DIFFERENCES = ["Of what", "Question", "The applicant told", "Observed"]


def _nowhere(*_: str) -> str:
    """An answer that is only read is changed nowhere."""
    return ""


@for_council(Permission.SEE_CASES)
def application(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The people in their roles, and every answer as it was handed in."""
    case = held(actor, reference)
    kept, seen = surveys.handed_in(case), surveys.observed(case)
    blocks = answers.check_answers(surveys.document(kept), HOUSE_APPLICANT, address=_nowhere) if kept else []
    return page(
        request, "cases/application.html", title="People and application", people=[_person(each) for each in parties.rows(case)],
        columns=PEOPLE, kept=_kept(kept), blocks=blocks, differences=_differences(kept, seen), different=DIFFERENCES, seen=_kept(seen),
        **around(case, actor),
    )  # fmt: skip


def _person(each: Party) -> list[Any]:
    reached = ", ".join(part for part in (each.email, each.phone) if part)
    told = f"{wording.day(each.told_on)}, {each.told_how}" if each.told_on else "Not told, as far as was said"
    lines = ", ".join(line.strip() for line in each.address.splitlines() if line.strip())
    return [each.name, wording.sentence(each.role), lines or "Not known", reached or "Not known", told]


def _kept(kept: SurveyKept | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    return {"number": kept.number, "by": str(kept.by or "nobody named"), "on": kept.observed_on or kept.at.date()}


def _differences(kept: SurveyKept | None, seen: SurveyKept | None) -> list[list[str]] | None:
    """Where the two differ; None where one of them is not there, so that nothing can be told."""
    if kept is None or seen is None:
        return None
    found = differences(surveys.document(kept), surveys.document(seen), HOUSE_INSPECTOR)
    return [[each.thing, each.question, each.told, each.observed] for each in found]


def roles(case: Case) -> list[Party]:
    """The persons of a case, each once, in the order in which they were entered."""
    once = {(each.name, each.address): each for each in reversed(parties.rows(case))}
    return list(reversed(once.values()))
