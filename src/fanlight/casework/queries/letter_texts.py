"""The words of a council's letters: which sections it changed, every version of one, and the cases on which words can be tried."""

from collections.abc import Sequence

from django.db.models import Q

from fanlight.casework import access
from fanlight.casework.acting import Actor
from fanlight.casework.models import Council, LetterText, StepTaken
from fanlight.casework.notices import serving
from fanlight.documents.letters import texts
from fanlight.documents.letters.reading import Text
from fanlight.documents.letters.wording import Section

MOST_CASES = 10


def changed(council: Council) -> dict[tuple[str, str], LetterText]:
    """The version in use of each section that has words of the council's own, by kind and section."""
    return {key: row for key, row in serving.latest(council).items() if not row.is_shipped}


def text(kind: str) -> Text | None:
    """The shipped text of a kind of letter; None where there is no such kind."""
    return texts.default().kinds.get(kind)


def section(kind: str, name: str) -> Section | None:
    """The shipped words of one section; None where there is none."""
    found = text(kind)
    return next((each for each in found.sections if each.name == name), None) if found else None


def versions(council: Council, kind: str, name: str) -> Sequence[LetterText]:
    """Every version of the council's words for a section, the newest first."""
    return list(LetterText.objects.filter(council=council, kind=kind, section=name).select_related("by").order_by("-id"))


def steps(actor: Actor, kind: str) -> Sequence[StepTaken]:
    """The latest steps of the council's cases that gave such a letter, on which its words can be tried; one for each case."""
    found = text(kind)
    if found is None or not found.given_by or not access.is_permitted(actor, access.Permission.EDIT_LETTERS):
        return []
    gave = Q(pk__in=())
    for each in found.given_by:
        gave |= Q(case__table=each.table, name=each.step)
    rows = StepTaken.objects.filter(gave, case__council=actor.council).exclude(details={"erased": True})
    latest: dict[int, StepTaken] = {}
    for row in rows.select_related("case", "case__council", "case__council__fire_authority", "case__house", "by").order_by("-id")[:50]:
        latest.setdefault(row.case_id, row)
    return list(latest.values())[:MOST_CASES]
