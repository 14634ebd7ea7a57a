"""Reading for those who apply or hold a licence: their cases, what is asked of them and by when, and the persons of a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from fanlight.casework import access, fees, parties
from fanlight.casework.acting import Actor
from fanlight.casework.fees import Part
from fanlight.casework.models import Case, Declaration, Draft, Notice, Party, Payment, PaymentOrder, StepTaken
from fanlight.casework.queries import cases
from fanlight.licensing import relevant_persons
from fanlight.licensing.procedure import Role
from fanlight.licensing.relevant_persons import LegalRole

PAGE = 50
AFTER_LICENCE = ("variation", "revocation")


@dataclass(frozen=True, slots=True)
class Mine:
    """A case of somebody's with what is asked of them: empty where nothing is. `by_on` is the last day for it, where there is one."""

    case: Case
    asked: str
    by_on: date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of somebody's cases."""

    mine: Sequence[Mine]
    count: int
    page: int
    last_page: int


def get(actor: Actor, council: str, reference: str) -> Case | None:
    """A case of somebody who applied or is named in it; None where it is not theirs to see. Two councils may use one reference."""
    found = Case.objects.select_related("council", "house", "officer", "applicant", "parent")
    case = found.filter(council__slug=council, reference=reference).first()
    return case if case is not None and access.is_visible(actor, case) else None


def listed(actor: Actor, page: int = 1) -> Listed:
    """Somebody's cases, those that run first, with what each asks of them."""
    found = cases.applied(actor).order_by("is_ended", "-id")
    count = found.count()
    last_page = max(1, -(-count // PAGE))
    number = min(max(1, page), last_page)
    # A step that stays in its state came after the case moved there, so what is newer than that is what waits for an answer.
    steps = StepTaken.objects.filter(Q(name__startswith="ask-for") | Q(name__startswith="propose")).order_by("-number")
    notices = Notice.objects.filter(last_on__isnull=False).defer("html", "pdf").order_by("-id")
    held = found.prefetch_related(Prefetch("steps_taken", steps, "asking"), Prefetch("notices", notices, "dated"))
    return Listed([_mine(case) for case in held[(number - 1) * PAGE : number * PAGE]], count, number, last_page)


def _mine(case: Case) -> Mine:
    if case.table == "application" and case.state == "draft":
        return Mine(case, "Finish it and send it", None)
    last = next(iter(case.asking), None)  # type: ignore[attr-defined]
    if case.table == "application" and case.state == "submitted" and last is not None and last.name == "ask-for-what-is-missing":
        wanted = last.details.get("answer_by_on")
        return Mine(case, "Send what is missing", date.fromisoformat(wanted) if wanted else None)
    if case.state.endswith("proposed"):
        named = next((each for each in case.dated), None)  # type: ignore[attr-defined]
        last_on = named.last_on if named else None
        is_over = last_on is not None and last_on < cases.today()
        return Mine(case, "" if is_over else "Say what you think of the proposal, if you want to", None if is_over else last_on)
    if case.table == "licence" and case.state == "in force":
        return Mine(case, "See what the licence asks, and by when", None)
    return Mine(case, "", None)


def licences(actor: Actor) -> QuerySet[Case]:
    """The licences in force that are somebody's to see, the first granted first."""
    return cases.applied(actor).filter(table="licence", state="in force").order_by("id")


def persons(case: Case) -> Sequence[tuple[Party, ...]]:
    """The persons of a case, the rows of one person together."""
    rows = {row.pk: row for row in parties.rows(case)}
    return [tuple(rows[each.key] for each in group) for group in relevant_persons.grouped([parties.person(row) for row in rows.values()])]


def person(case: Case, number: int) -> tuple[Party, ...]:
    """The rows of one person by the number of any of them; none where the case has no such person."""
    return next((group for group in persons(case) if any(row.pk == number for row in group)), ())


def must_tell(case: Case, on: date) -> frozenset[int]:
    """The numbers of the rows of those whom the applicant must tell."""
    wanted = {each.key for each in parties.must_be_told(case, on)[0]}
    return frozenset(row.pk for group in persons(case) if any(row.pk in wanted for row in group) for row in group)


def declared(case: Case) -> Mapping[int, tuple[date, str]]:
    """Who of a case declared something of themselves: when it was signed and in which name; never what it says."""
    found = Declaration.objects.filter(party__case=case).order_by("id").values_list("party", "at", "signed_as")
    return {party: (cases.today(at), name) for party, at, name in found}


def form(case: Case) -> Draft | None:
    """The form of an application as it stands; None before anything was said."""
    return Draft.objects.filter(case=case, depth="application").first()


def payments(case: Case) -> QuerySet[Payment]:
    """What was paid and given back in a case."""
    return Payment.objects.filter(case=case).order_by("id")


def order_begun(case: Case, part: Part) -> PaymentOrder | None:
    """The payment of a part that was begun last and is not over."""
    return PaymentOrder.objects.filter(case=case, part=part, over_at=None).select_related("case__council").order_by("-id").first()


def served_on(actor: Actor, case: Case) -> QuerySet[Notice]:
    """What was served in a case on somebody, or on whoever applied where that is them; the latest first, without its bulk."""
    mine = Q(party__account=actor.account) | Q(case__applicant=actor.account, party__role=LegalRole.APPLICANT)
    return Notice.objects.filter(mine, case=case).annotate(step_name=F("step__name")).defer("html", "pdf").order_by("-id")


def proposed(actor: Actor, case: Case, number: int) -> Notice | None:
    """A notice served on somebody that asks for representations."""
    return served_on(actor, case).filter(pk=number, last_on__isnull=False, step__name__startswith="propose").first()


def second_due(case: Case) -> tuple[int, date | None] | None:
    """What is still owed of the second part of the fee in pence, and by when; None where nothing is or it cannot be told."""
    if case.table != "application" or case.state != "granted":
        return None
    owed = fees.owed(case, Part.SECOND)
    if owed.most is None or owed.is_settled:
        return None
    step = case.steps_taken.filter(name="grant").first()
    due = step.details.get("second_due_on") if step else None
    asked = step.details.get("second_pence") if step else None
    # What was demanded is never more than the table asks: an officer may have corrected since what the fee depends on.
    pence = min(int(asked) if asked is not None else owed.most, owed.most) - owed.paid
    return (pence, date.fromisoformat(due) if due else None) if pence > 0 else None


def bound(case: Case, actor: Actor) -> QuerySet[Case]:
    """What is bound up with a case and somebody's to see: what it came from, its licence, what was asked about it."""
    return cases.applied(actor).filter(Q(parent=case) | Q(pk=case.parent_id))


def is_holder(actor: Actor, case: Case) -> bool:
    """Whether somebody holds the licence that a case is."""
    return LegalRole.HOLDER in parties.roles_of(actor, case)


def is_mine(actor: Actor, case: Case) -> bool:
    """Whether somebody may act in a case as its applicant: they applied or asked, and were not only named in it."""
    return (
        Role.APPLICANT in actor.roles
        and case.applicant_id is not None
        and case.applicant_id == (actor.account.pk if actor.account else None)
    )
