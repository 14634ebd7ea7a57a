"""What the pages say of reports of houses: to whoever reports, to officers, and to whoever follows one."""

from collections.abc import Mapping
from typing import Any

from fanlight.casework.actions import house_report_work as work
from fanlight.casework.actions.house_reports import KINDS
from fanlight.casework.queries import house_reports as queries
from fanlight.casework.queries import retention_reports
from fanlight.casework.rows import Council, HouseReport
from fanlight.documents import wording
from fanlight.licensing.retention import REPORTER_MOST, REPORTER_ONCE_CLOSED

DANGER = (
    "If anybody’s life is in danger now, do not use this form. Call 999 and ask for the fire service, the ambulance service or the police."
)
STILL = "If anybody’s life is in danger, do not wait for the council: call 999 now."
OTHERS = (
    "If you smell gas, leave the house and call the National Gas Emergency Service on 0800 111 999. "
    "If an electricity cable is broken or bare, stay away from it and call 105."
)
PROMISES = (
    "You need no account and need not say who you are. The people who run the house, and those who live there, are never told who "
    "reported it: nothing of you is on any page or letter of theirs.",
    "What you write about the house can still tell them who you are, so leave out what only you can know if that worries you.",
)
TO_FOLLOW = (
    "Keep this number. It is shown only now: nobody, not even the council, can find it again. "
    "With it you see what the council has done, and nothing else."
)
DONE: Mapping[str, str] = {
    work.MATCHED: "The council found which house it is",
    work.DESCRIBED: "The council added the house to those it knows of",
    work.LINKED: "Your report was put to what the council is doing about the house",
    work.VISIT: "The council visited the house",
    work.LETTER: "The council wrote to those who run the house",
    work.CLOSED: "The council closed the report",
    work.REOPENED: "The council opened the report again",
}
"""What whoever follows a report reads of each thing done; of a note for colleagues they read only what was written for them."""
BY_OFFICERS: Mapping[str, str] = {
    work.MATCHED: "Matched to a house", work.DESCRIBED: "House added", work.LINKED: "Linked to a case", work.VISIT: "Visit",
    work.LETTER: "Letter", work.NOTE: "Note", work.CLOSED: "Closed", work.REOPENED: "Opened again",
}  # fmt: skip
TO_FOLLOWERS: Mapping[str, str] = {
    **work.CLOSED_BECAUSE,
    "duplicate": "Somebody else had reported the same, and the council deals with that",
}
SHOWN: Mapping[str, str] = {
    queries.OPEN: "Open", queries.UNMATCHED: "Not matched to a house", queries.DANGER: "Danger", queries.CLOSED: "Closed",
    queries.ALL: "All",
}  # fmt: skip


def contact(council: Council) -> str:
    """What somebody is told who may leave how to reach them: who sees it, and how long that council keeps it."""
    months = retention_reports.once_closed(council)
    period = f"{REPORTER_ONCE_CLOSED.days} days" if months is None else wording.counted(months, "month")
    return (
        f"Only officers of the council who work on reports see it. It is erased {period} after the report is closed, and a year "
        f"({REPORTER_MOST.days} days) after you sent it at the latest. Only a hold for a legal claim or an inquiry can keep it longer."
    )


def place(address: str, postcode: str, uprn: str) -> str:
    """Where a house is, on one line."""
    where = ", ".join(filter(None, (address, postcode if postcode not in address else "")))
    return where or f"UPRN {uprn}"


def where(report: HouseReport) -> str:
    """The house of a report: the one it was matched to, else what was written."""
    held = report.house or report
    return place(held.address, held.postcode, held.uprn)


def kinds(report: HouseReport) -> list[str]:
    """What is said to be wrong, in words."""
    return [KINDS[each] for each in report.kinds]


def state(report: HouseReport) -> str:
    """Where a report stands."""
    return "Closed" if report.closed_at else "Open" if report.house_id else "Not matched to a house"


def working(scored: Any) -> dict[str, Any]:
    """A score as a page shows it."""
    reasons = [{"says": each.says, "cited": each.cited} for each in scored.reasons]
    return {"points": scored.points, "reasons": reasons, "unknown": scored.unknown}


def followed(held: queries.Followed, day: Any) -> list[dict[str, str]]:
    """What was done about a report, for whoever follows it: no house, no names, no notes."""
    found = []
    for at, kind, told in held.done:
        title = DONE.get(kind, "A word from the council" if told else "")
        if title:
            found.append({"title": title, "when": wording.day(day(at)), "text": told})
    return found
