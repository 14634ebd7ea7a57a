"""What the API answers of cases: where they stand and what the assessment of the house found, without criminal-offence data."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from fanlight.assessment import reporting
from fanlight.assessment.finding import Assessment as Done
from fanlight.casework.actions import drafts
from fanlight.casework.actions.licences import surveyed
from fanlight.casework.assessing import NoEdition
from fanlight.casework.queries import cases, feed
from fanlight.casework.queries.feed import WantedCases
from fanlight.casework.rows import Case
from fanlight.facts.files import Refused
from fanlight.licensing.licence_terms import Assessed
from fanlight.web.api import assessed, shapes
from fanlight.web.api.problems import NotAnswered
from fanlight.web.api.serving import Asked

OTHERWISE = {"revoke-for-banning-order": "revoke"}
"""Steps whose name would tell of an offence, with the name they go out under."""
TOLD = ("clause", "subject", "verdict", "force", "says", "citation", "measured", "missing", "reading", "remedy", "because")
NOT_SURVEYED = "No survey of the house is kept."


def listed(asked: Asked) -> shapes.CasePage:
    """A page of cases."""
    query = asked.query
    wanted = WantedCases(int(query.cursor or 0), query.limit, query.table, query.state, query.ended)
    rows, following = feed.cases(asked.actor, wanted)
    return shapes.CasePage(cases=[shapes.CaseInList(**_row(each)) for each in rows], next=following)


def case(asked: Asked, reference: str) -> shapes.CaseShape:
    """One case."""
    held = _held(asked, reference)
    steps = [
        shapes.StepShape(
            number=each.number, name=OTHERWISE.get(each.name, each.name), from_state=each.from_state, state=each.state, on=each.on
        )
        for each in reversed(cases.history(held))
    ]
    running = [
        shapes.DeadlineShape(name=each.name, who=each.who, does=each.does, start_on=each.start_on, last_on=each.last_on, cited=each.cited)
        for each in cases.running(held)
    ]
    return shapes.CaseShape(**_row(held), steps=steps, deadlines=running, licence=feed.licence_number(held))


def _held(asked: Asked, reference: str) -> Case:
    held = cases.get(asked.actor, reference) if reference.isprintable() and len(reference) <= 60 else None
    if held is None:
        raise NotAnswered(404, "there is no such case of this council")
    return held


def _row(each: Case) -> dict[str, Any]:
    house = each.house
    return {
        "reference": each.reference, "table": each.table, "kind": each.kind, "state": each.state, "is_ended": each.is_ended,
        "opened_at": each.opened_at.isoformat(), "moved_at": each.moved_at.isoformat(), "next_due_on": each.next_due_on,
        "house": shapes.House(address=house.address, postcode=house.postcode, uprn=house.uprn, ward=house.ward),
        "parent": each.parent.reference if each.parent else None,
    }  # fmt: skip


def findings(asked: Asked, reference: str) -> assessed.Findings:
    """What the editions in force find of the house."""
    held = _held(asked, reference)
    house, why = _assessed(held)
    kept = surveyed(held)
    return assessed.Findings(
        reference=held.reference, on=timezone.localdate(), surveyed_on=kept.observed_on if kept else None,
        verdict="assessed" if house else "cannot_tell", why=why,
        assessments=[_assessment(each, asked.query.verdict) for each in house.done] if house else [],
    )  # fmt: skip


def _assessed(held: Case) -> tuple[Assessed | None, str]:
    """The house assessed, or why nothing can be told."""
    if surveyed(held) is None:
        return None, NOT_SURVEYED
    try:
        return drafts.assessed(held, at=timezone.now()), ""
    except (NoEdition, Refused) as error:
        return None, str(error)


def _assessment(done: Done, verdict: str) -> assessed.Assessment:
    wanted = [each for each in done.findings if verdict in ("", each.verdict.value)]
    told = [reporting.finding(each, done) for each in wanted]
    found = [assessed.FindingShape.model_validate({name: each[name] for name in TOLD}) for each in told]
    return assessed.Assessment(edition=done.edition.id, title=done.edition.title, receipt=dict(done.receipt), findings=found)


def permitted(asked: Asked, reference: str) -> assessed.PermittedNumbers:
    """The most that each edition permits."""
    held = _held(asked, reference)
    house, why = _assessed(held)
    return assessed.PermittedNumbers(
        reference=held.reference, on=timezone.localdate(), verdict="worked_out" if house else "cannot_tell", why=why,
        editions=_editions(house) if house else [],
    )  # fmt: skip


def _editions(house: Assessed) -> list[assessed.Permitted]:
    found = []
    for program, certain, possible in zip(house.programs, house.certain, house.possible, strict=True):
        numbers = [search.most(what) for search in (certain, possible) for what in ("persons", "households")]
        found.append(
            assessed.Permitted(
                edition=program.edition.id, certainly_persons=numbers[0].persons, certainly_households=numbers[1].households,
                possibly_persons=numbers[2].persons, possibly_households=numbers[3].households,
                is_exact=all(each.exact for each in numbers),
            )
        )  # fmt: skip
    return found


ANSWERS: dict[str, Callable[..., Any]] = {"cases": listed, "case": case, "findings": findings, "permitted-number": permitted}
