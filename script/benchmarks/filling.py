"""Fills a database with invented cases, by many rows at once: `python -m benchmarks.filling CASES OFFICERS FILE`.

Not through the actions, which would take hours and are measured elsewhere: the rows have the shape that the actions give them. FILE is
given the sessions of the officers and what there is to ask for.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

DOCUMENTS = 400
"""Far more houses than a process keeps, so that a page is measured as it comes to an officer who opens another case."""
BATCH = 500
NOW = datetime.now(UTC)
OPEN = (("submitted", 1), ("duly made", 2), ("duly made", 3), ("grant proposed", 4))
STEPS = ("submit", "accept", "consult-fire-authority", "propose-to-grant", "grant")
STATES = ("draft", "submitted", "duly made", "duly made", "grant proposed", "granted")
PERSONS = ("applicant", "proposed licence holder", "proposed manager", "mortgagee")


def main(cases: int, officers: int, to: Path) -> dict[str, Any]:
    """Fill the database of the settings; what there is to ask for is written to a file, and given."""
    import django

    django.setup()
    from fanlight.casework.demo import council as demo

    council = demo.found()
    staff, sessions = _people(council, officers)
    references = _fill(council, staff, cases)
    held = {"council": council.slug, "sessions": sessions, "references": references}
    to.write_text(json.dumps(held), encoding="utf-8")
    return held


def _people(council: Any, officers: int) -> tuple[list[Any], list[str]]:
    """Officers of the council, the first of them the manager, each signed in already."""
    from fanlight.casework.models import Account, Membership

    staff, sessions = [], []
    for number in range(officers):
        account = Account(email=f"officer-{number}@bench.example.org", name=f"Officer {number}")
        account.set_unusable_password()
        account.save()
        role = "housing officer" if number else "team manager"
        Membership.objects.create(account=account, council=council, role=role, from_on=date(2020, 1, 1))
        staff.append(account)
        sessions.append(signed_in(account))
    return staff, sessions


def signed_in(account: Any) -> str:
    """The key of a new session of somebody."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session["begun"] = session["seen"] = NOW.timestamp()
    session.save()
    return str(session.session_key)


def _fill(council: Any, staff: Sequence[Any], wanted: int) -> list[str]:
    """Cases in every state: six in ten open applications, two granted ones and the licences they led to."""
    from fanlight.casework import models

    opened = wanted * 6 // 10
    granted = (wanted - opened) // 2
    houses = _made(models.House, (_house(council, number) for number in range(opened + granted)))
    cases = _made(models.Case, (_case(council, house, staff, number, opened) for number, house in enumerate(houses)))
    licences = _made(models.Case, (_licence_case(case) for case in cases[opened:]))
    steps = _made(models.StepTaken, (step for case in (*cases, *licences) for step in _steps(case, staff)))
    firsts = {step.case_id: step for step in steps}
    _licences(cases[opened:], licences, firsts)
    _made(models.Deadline, (each for case in cases for each in _deadlines(case, firsts[case.pk])))
    _made(models.Party, (_party(case, role) for case in cases for role in PERSONS))
    _made(models.Payment, (_payment(case) for case in cases))
    _made(models.Notice, (_notice(case, firsts[case.pk]) for case in cases if case.steps >= 4))
    _surveys(cases, staff)
    return [case.reference for case in cases[:opened]]


def _made(model: Any, rows: Iterator[Any]) -> list[Any]:
    """Rows written some hundreds at a time."""
    found: list[Any] = []
    while batch := list(islice(rows, BATCH)):
        found += model.objects.bulk_create(batch)
    return found


def _house(council: Any, number: int) -> Any:
    from fanlight.casework.models import House

    return House(council=council, uprn=str(number + 1), address=f"{number} Invented Row, Exampleton", postcode=f"ZZ{number % 90 + 10} 1AA")


def _case(council: Any, house: Any, staff: Sequence[Any], number: int, opened: int) -> Any:
    from fanlight.casework.models import Case

    state, steps = OPEN[number % len(OPEN)] if number < opened else ("granted", 5)
    begun = NOW - timedelta(days=30 + number % 300)
    due = (NOW + timedelta(days=number % 60 - 20)).date() if number < opened else None
    return Case(
        council=council, house=house, table="application", kind="first", reference=f"HMO-2026-{number:05d}", state=state, steps=steps,
        opened_at=begun, moved_at=begun, is_ended=number >= opened, next_due_on=due, officer=staff[number % len(staff)],
    )  # fmt: skip


def _licence_case(case: Any) -> Any:
    from fanlight.casework.models import Case

    return Case(
        council=case.council, house=case.house, table="licence", reference=f"LIC{case.reference[3:]}", state="in force", steps=1,
        opened_at=case.opened_at, moved_at=case.moved_at, officer=case.officer, parent=case,
    )  # fmt: skip


def _steps(case: Any, staff: Sequence[Any]) -> Iterator[Any]:
    from fanlight.casework.models import StepTaken

    names = ("begin",) if case.table == "licence" else STEPS[: case.steps]
    for number, name in enumerate(names, 1):
        at = case.opened_at + timedelta(days=number * (3 + case.pk % 11))
        before, after = ("granted", "in force") if case.table == "licence" else (STATES[number - 1], STATES[number])
        yield StepTaken(
            case=case, number=number, name=name, from_state=before, state=after, role="housing officer", by=staff[case.pk % len(staff)],
            at=at, on=at.date(), reasons="As the law and the standard ask, for the reasons that are kept with the assessment.",
        )  # fmt: skip


def _licences(cases: Sequence[Any], own: Sequence[Any], steps: Any) -> None:
    from fanlight.casework import models

    rows = (
        models.Licence(council=case.council, house=case.house, number=mine.reference, case=mine, application=case)
        for case, mine in zip(cases, own, strict=True)
    )
    held = _made(models.Licence, rows)
    versions = (
        models.LicenceVersion(
            licence=each,
            number=1,
            step=steps[each.application_id],
            from_on=each.application.opened_at.date(),
            until_on=each.application.opened_at.date() + timedelta(days=1825),
            holder=f"Holder {each.pk % 900}",
            persons=5,
            households=5,
            content="{}",
            at=NOW,
        )  # fmt: skip
        for each in held
    )
    made = _made(models.LicenceVersion, versions)
    for licence, version in zip(held, made, strict=True):
        licence.current, licence.from_on, licence.until_on = version, version.from_on, version.until_on
    models.Licence.objects.bulk_update(held, ["current", "from_on", "until_on"], batch_size=BATCH)


def _deadlines(case: Any, step: Any) -> Iterator[Any]:
    from fanlight.casework.models import Deadline

    if case.steps < 2 or case.is_ended:
        return
    working = ["5 years beginning with a day.", "The day itself is counted.", "The last day follows."]
    given = {
        "working": working,
        "doubts": [],
        "cited": "Housing Act 2004, s.55(5) and (6)",
        "start_on": step.on,
        "case": case,
        "step": step,
    }
    yield Deadline(name="part-1-review", who="council", does="look into hazards", last_on=step.on + timedelta(days=1826), **given)
    yield Deadline(name="consultation", who="council", does="consider what was said", last_on=case.next_due_on, **given)


def _party(case: Any, role: str) -> Any:
    from fanlight.casework.models import Party

    name = f"{role.title()} {case.pk % 900}"
    given = {"address": "3 Invented Close\nExampleton", "email": "person@example.org", "told_on": NOW.date(), "told_how": "letter"}
    return Party(case=case, role=role, name=name, **given)


def _payment(case: Any) -> Any:
    from fanlight.casework.models import Payment

    return Payment(case=case, part="first", pence=48000, method="card", reference=f"bench-{case.pk}", at=NOW)


def _notice(case: Any, step: Any) -> Any:
    from fanlight.casework.models import Notice

    text = "<p>An invented letter of the usual length.</p>" * 100
    return Notice(
        case=case, step=step, kind="grant-proposal", title="Notice of proposal to grant a licence", html=text, pdf=b"%PDF-" + b"x" * 8000,
        digest="0" * 64, to="Hal Holder", delivery="post", served_on=step.on, last_on=step.on + timedelta(days=28), at=NOW,
    )  # fmt: skip


def _surveys(cases: Sequence[Any], staff: Sequence[Any]) -> None:
    """A survey and its assessment for each case, from some hundreds of invented houses assessed once."""
    from fanlight.casework import assessing, chain, models
    from fanlight.facts.inventing import invented

    names = assessing.editions(cases[0].council, NOW.date())
    texts, counted = [], []
    for number in range(min(DOCUMENTS, len(cases))):
        text = chain.canonical(invented.house("bench", number).survey())
        texts.append(text)
        counted.append(assessing.counts(assessing.assess(assessing.survey(text), names, NOW.date())))
    kept = _made(
        models.SurveyKept,
        (
            models.SurveyKept(
                case=case, number=1, depth="inspection", observed_on=case.opened_at.date(), document=texts[place % len(texts)],
                digest=chain.digest(texts[place % len(texts)]), by=staff[0], at=NOW,
            )
            for place, case in enumerate(cases)
        ),
    )  # fmt: skip
    rows = (
        models.AssessmentKept(
            case=each.case,
            survey=each,
            on=NOW.date(),
            editions=list(names),
            counts=counted[place % len(texts)],
            findings=b"",
            by=staff[0],
            at=NOW,
        )
        for place, each in enumerate(kept)
    )
    _made(models.AssessmentKept, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
