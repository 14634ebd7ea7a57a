"""What a step is about beside the licence (times for representations, changes, requests, exemptions), from what was said with it."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from fanlight.casework import posting, received
from fanlight.casework.models import Case, Exemption, Party, StepTaken
from fanlight.documents.letters import matters as say
from fanlight.documents.letters import parties as people
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import Delivery

PENCE = Decimal(100)
FIRST, SECOND = "temporary-exemption", "second-temporary-exemption"


class About(Protocol):
    """A step in its case, with what was said with it."""

    @property
    def case(self) -> Case: ...

    @property
    def step(self) -> StepTaken: ...

    @property
    def details(self) -> Mapping[str, Any]: ...


def loaded(text: str) -> dict[str, Any]:
    """Kept text as plain data."""
    found: dict[str, Any] = json.loads(text)
    return found


def day(text: Any) -> date | None:
    """A day as the details of a step hold it."""
    return date.fromisoformat(text) if text else None


def delivery(about: About) -> Delivery:
    """How the letters of a step go out."""
    return Delivery(about.details.get("delivery", Delivery.POST))


def sent_on(about: About) -> date:
    """On which day the letters of a step go out."""
    return posting.posted_on(about.case.council, delivery(about), about.step.at)


def representations(about: About) -> say.Representations | None:
    """The time for representations that a notice names."""
    last_on = day(about.details.get("last_on"))
    return say.Representations(sent_on=sent_on(about), last_on=last_on, delivery=delivery(about)) if last_on else None


def changes(about: About) -> tuple[say.Change, ...]:
    """What changes, as it was and as it will be."""
    return tuple(say.Change(**each) for each in about.details.get("changes", ()))


def effect(about: About) -> say.Effect | None:
    """What follows from a change of a licence."""
    what, when = about.details.get("effect_what", ""), about.details.get("effect_when", "")
    return say.Effect(what=what, when=when) if what and when else None


def asked(about: About) -> say.Asked | None:
    """What somebody asked for, with the first step of the case."""
    step = about.case.steps_taken.filter(name="ask").order_by("-number").first()
    if step is None:
        return None
    name = step.details.get("by_name") or str(step.by)
    return say.Asked(by=people.Party(name=name, address=step.details.get("by_address", "")), on=received.came_on(step), what=step.reasons)


def request(about: About) -> say.Request | None:
    """Everything that is missing from an application."""
    missing, answer_by_on = about.details.get("missing", ()), day(about.details.get("answer_by_on"))
    if not missing or answer_by_on is None:
        return None
    return say.Request(missing=tuple(say.Missing(**each) for each in missing), answer_by_on=answer_by_on)


def fee(about: About) -> say.Fee | None:
    """The second part of the fee, where the step demands it."""
    pence, due_on = about.details.get("second_pence"), day(about.details.get("second_due_on"))
    if pence is None or due_on is None:
        return None
    first = about.details.get("first_pence")
    return say.Fee(
        amount=Decimal(pence) / PENCE, due_on=due_on, how=about.details.get("second_how", "Sign in to your application and pay by card."),
        first=Decimal(first) / PENCE if first else None,
    )  # fmt: skip


def exemption(about: About) -> say.Exemption | None:
    """A temporary exemption as notified, with the term that a notice served now prints."""
    if about.case.table != FIRST:
        return None
    notified = about.case.steps_taken.filter(name__in=("notify", "ask-again")).order_by("-number").first()
    party = Party.objects.filter(case=about.case, removed_at=None).order_by("id").first()
    if notified is None or party is None:
        return None
    by = people.Party(name=party.name, address=party.address, capacity=f"the {party.role}")
    steps = tuple(line.strip() for line in notified.reasons.splitlines() if line.strip())
    known: dict[str, Any] = {"notified_by": by, "notified_on": received.came_on(notified), "steps": steps}
    term = exemption_term(about.case, about.step.name, sent_on(about), delivery(about))
    return say.Exemption(**known, **term)


def exemption_term(case: Case, step: str, on: date, by: Delivery) -> dict[str, Any]:
    """The days a notice of exemption prints: the first runs from its service, the second from the end of the first."""
    if step == "serve":
        return {"sent_on": on, "delivery": by, "last_on": deadlines.reckon(FIRST, start=on, served=by).reckoning.last}
    if step == "serve-second":
        first = Exemption.objects.filter(case=case).order_by("id").first()
        if first is not None:
            last_on = deadlines.reckon(SECOND, start=first.until_on).reckoning.last
            return {"sent_on": on, "delivery": by, "first_last_on": first.until_on, "last_on": last_on}
    return {}


def consultation(about: About) -> say.Consultation | None:
    """What the fire authority was asked, and its answer once it is there."""
    asking = about.case.steps_taken.filter(name="consult-fire-authority").order_by("-number").first()
    if asking is None:
        return None
    answer_by_on = day(asking.details.get("answer_by_on"))
    questions = tuple(line.strip() for line in asking.details.get("question", "").splitlines() if line.strip())
    if not questions:
        return None
    answered: dict[str, Any] = {}
    if about.step.name == "answer-consultation":
        words = tuple(line.strip() for line in about.details.get("answer", "").splitlines() if line.strip())
        answered = {"answered_on": about.step.on, "answered_by": str(about.step.by), "answer": words}
    return say.Consultation(questions=questions, asked_on=asking.on, answer_by_on=answer_by_on, **answered)


def withdrawal(about: About) -> say.Withdrawal | None:
    """What was withdrawn."""
    if about.step.name != "withdraw":
        return None
    what = {"application": "the application for a licence", "appeal": "the appeal"}.get(
        about.case.table, f"the request for a {about.case.table}"
    )
    by = about.details.get("by_name") or str(about.step.by)
    return say.Withdrawal(what=what, by=by, withdrawn_on=received.came_on(about.step))


def ending(about: About) -> say.Ending | None:
    """How a licence ended."""
    if about.case.table != "licence" or not about.step.name.startswith(("expire", "end-by")):
        return None
    why = {
        "expire": "Its term is over.",
        "end-by-death": "The licence holder has died.",
        "end-by-revocation": "Its revocation is in force.",
    }
    died_on = day(about.details.get("died_on"))
    return say.Ending(ended_on=died_on or about.step.on, why=why[about.step.name], died_on=died_on)


def tribunal(about: About) -> say.TribunalCase | None:
    """An appeal as far as its steps have told of it."""
    if about.case.table != "appeal":
        return None
    told: dict[str, Any] = {}
    made_on = None
    for step in about.case.steps_taken.order_by("number"):
        told |= {key: value for key, value in step.details.items() if key.startswith("tribunal_")}
        made_on = received.came_on(step) if step.name in ("appeal", "allow-late-appeal") else made_on
    if not told.get("tribunal_number") or made_on is None:
        return None
    leave_on = about.step.on if about.step.name == "allow-late-appeal" else None
    decided_on = about.step.on if about.step.name == "decide" else None
    leave_because = told.get("tribunal_leave", "") if leave_on else ""
    appellant = told.get("tribunal_appellant") or str(about.case.applicant or "")
    return say.TribunalCase(
        number=told["tribunal_number"], appellant=appellant, against=told.get("tribunal_against") or _decision(about.case),
        made_on=made_on, leave_on=leave_on, leave_because=leave_because, decided_on=decided_on,
        decision=told.get("tribunal_decision", "") if decided_on else "",
    )  # fmt: skip


def _decision(case: Case) -> str:
    """The decision under appeal, in words; empty where the case names none."""
    return f"the decision “{case.decision.name.replace('-', ' ')}” of {case.decision.on:%-d %B %Y}" if case.decision else ""
