"""How each need of the law stands in a case: worked out from what is kept where it can be, otherwise as a named officer found it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from fanlight.casework import fees, fitness, particulars, parties
from fanlight.casework.fees import Part
from fanlight.casework.models import Case, Deadline, FireRecord, NeedRecorded, Notice, Representation
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.licensing.suitability_policies import Heading

CONSULTING = ("notice of the proposal with a copy of the proposed licence", "notice of the modifications", "notice of the proposal",
              "notice of the proposed variation", "notice of the proposed revocation")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stood:
    """A need's standing with why, and where it comes from: worked out (no name) or found by somebody."""

    need: str
    standing: Standing
    why: str
    by: str = ""


def standings(case: Case, on: date) -> Mapping[str, Stood]:
    """Every need that is known of, on a day. A need that is not among them is open."""
    found = {row.need: _recorded(row) for row in NeedRecorded.objects.filter(case=case).select_related("by").order_by("id")}
    return {**found, **{name: stood for name, work in WORKED_OUT.items() if (stood := work(case, on)) is not None}}


def plain(stood: Mapping[str, Stood]) -> dict[str, Standing]:
    """The standings alone, as the step table takes them."""
    return {name: each.standing for name, each in stood.items()}


def _recorded(row: NeedRecorded) -> Stood:
    return Stood(row.need, Standing(row.standing), row.reasons, str(row.by))


def _first_fee(case: Case, on: date) -> Stood | None:
    owed = fees.owed(case, Part.FIRST, on)
    if owed.most is None or owed.is_settled is None:
        return None
    paid, most = f"£{owed.paid / 100:,.2f}", f"£{owed.most / 100:,.2f}"
    if owed.most == 0:
        return Stood("first-fee-paid", Standing.DOES_NOT_APPLY, "The council's table asks nothing on application.")
    if owed.is_settled:
        return Stood("first-fee-paid", Standing.MET, f"{paid} was paid of the {most} due on application.")
    return Stood("first-fee-paid", Standing.NOT_MET, f"{paid} was paid of the {most} due on application.")


def _form(case: Case, on: date) -> Stood | None:
    """Met where nothing is missing. Otherwise an officer may judge: what is missing can have come in another way."""
    if case.table != "application" or case.state not in ("draft", "submitted"):
        return None
    if any(one.is_prescribed for one in particulars.missing(case, on)):
        return None
    return Stood("form-complete", Standing.MET, "Everything that is prescribed is there.")


def _last_consultation(case: Case) -> Notice | None:
    return Notice.objects.filter(case=case, last_on__isnull=False, step__name__startswith="propose").order_by("-id").first()


def _consultation_ended(case: Case, on: date) -> Stood | None:
    notice = _last_consultation(case)
    if notice is None or notice.last_on is None:
        return None
    if notice.last_on < on:
        return Stood("consultation-ended", Standing.MET, f"The last day for representations was {notice.last_on:%-d %B %Y}.")
    return Stood("consultation-ended", Standing.NOT_MET, f"Representations may be made until {notice.last_on:%-d %B %Y}.")


def _representations(case: Case, on: date) -> Stood | None:
    notice = _last_consultation(case)
    if notice is None:
        return None
    made = Representation.objects.filter(case=case).select_related("notice").prefetch_related("weighed")
    waiting = [one for one in made if not one.weighed.all() and not is_late(one)]
    if waiting:
        return Stood("representations-considered", Standing.NOT_MET, f"{len(waiting)} of {len(made)} wait to be considered.")
    if made:
        late = sum(is_late(one) and not one.weighed.all() for one in made)
        more = f" {late} came late and may still be weighed." if late else ""
        return Stood("representations-considered", Standing.MET, f"{len(made) - late} were considered.{more}")
    if notice.last_on is not None and notice.last_on < on:
        return Stood("representations-considered", Standing.MET, "Nobody made any.")
    return Stood("representations-considered", Standing.OPEN, "Some may still come.")


def is_late(representation: Representation) -> bool:
    """Whether a representation came after the last day that its notice names. The council need not weigh it, and may."""
    last_on = representation.notice.last_on
    return last_on is not None and representation.received_on > last_on


def _fire(case: Case, on: date) -> Stood | None:
    asked = list(FireRecord.objects.filter(case=case, table="fire-consultation"))
    if not asked:
        return None
    if any(record.state == "asked" for record in asked):
        return Stood("fire-authority-consulted", Standing.NOT_MET, "The fire and rescue authority was asked and has not answered.")
    return Stood("fire-authority-consulted", Standing.MET, "The fire and rescue authority answered, or did not although asked.")


def _relevant_persons(case: Case, on: date) -> Stood | None:
    others, untold = parties.must_be_told(case, on), parties.untold(case, on)
    if not others:
        return None
    if untold:
        names = ", ".join(each.name for each in untold)
        return Stood("relevant-persons-told", Standing.NOT_MET, f"Not told yet, as far as was said: {names}.")
    return Stood("relevant-persons-told", Standing.MET, f"{len(others)} were told, as the applicant states.")


def _holder(case: Case, on: date) -> Stood | None:
    return _stood("holder-fit", fitness.fit_as(case, LegalRole.PROPOSED_HOLDER))


def _manager(case: Case, on: date) -> Stood | None:
    return _stood("manager-fit", fitness.fit_as(case, LegalRole.PROPOSED_MANAGER))


def _banning_order(case: Case, on: date) -> Stood | None:
    return _stood("no-banning-order", fitness.under(case, (LegalRole.PROPOSED_HOLDER,), Heading.BANNING_ORDER))


def _management(case: Case, on: date) -> Stood | None:
    roles = (LegalRole.PROPOSED_MANAGER, LegalRole.PROPOSED_HOLDER)
    return _stood("management-satisfactory", fitness.under(case, roles, Heading.MANAGEMENT))


def _stood(need: str, found: tuple[Standing, str] | None) -> Stood | None:
    return Stood(need, *found) if found else None


def _appeal_period(case: Case) -> Deadline | None:
    """The time for an appeal that the decision of a case, or the decision appealed against, began."""
    held = Deadline.objects.filter(step=case.decision) if case.table == "appeal" else Deadline.objects.filter(case=case)
    return held.filter(name__endswith="-appeal", last_on__isnull=False).order_by("-id").first()


def _in_time(case: Case, on: date) -> Stood | None:
    period = _appeal_period(case)
    if case.table != "appeal" or period is None or period.last_on is None:
        return None
    standing = Standing.MET if on <= period.last_on else Standing.NOT_MET
    return Stood("in-time", standing, f"The last day for an appeal is {period.last_on:%-d %B %Y}.")


def _appeal_time(case: Case, on: date) -> Stood | None:
    """Met once the time is over and nobody appealed. Before, and after an appeal was decided, it is for an officer to say."""
    period = _appeal_period(case)
    if period is None or period.last_on is None:
        return None
    appeals = Case.objects.filter(table="appeal", decision=period.step).exclude(pk=case.pk)
    states = {case.state} if case.table == "appeal" else set(appeals.values_list("state", flat=True))
    if "made" in states:
        return Stood("appeal-time-over", Standing.NOT_MET, "An appeal was made and is not decided.")
    if "decided" in states or period.last_on >= on:
        return None
    return Stood("appeal-time-over", Standing.MET, f"The last day for an appeal was {period.last_on:%-d %B %Y}, and nobody appealed.")


WORKED_OUT: Mapping[str, Callable[[Case, date], Stood | None]] = {
    "first-fee-paid": _first_fee,
    "consultation-ended": _consultation_ended,
    "representations-considered": _representations,
    "fire-authority-consulted": _fire,
    "relevant-persons-told": _relevant_persons,
    "form-complete": _form,
    "holder-fit": _holder,
    "manager-fit": _manager,
    "no-banning-order": _banning_order,
    "management-satisfactory": _management,
    "in-time": _in_time,
    "appeal-time-over": _appeal_time,
}
