"""How each need of the law stands in a case: worked out from what is kept where it can be, otherwise as a named officer found it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from fanlight.casework.models import Case, FireRecord, NeedRecorded, Notice, Payment, Representation
from fanlight.licensing.procedure import Standing

CONSULTING = ("notice of the proposal with a copy of the proposed licence", "notice of the modifications", "notice of the proposal",
              "notice of the proposed variation", "notice of the proposed revocation")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stood:
    """A need's standing with why, and where it comes from: worked out (no name) or found by somebody."""

    need: str
    standing: Standing
    why: str
    by: str = ""


Standings = Mapping[str, Stood]


def standings(case: Case, on: date) -> Standings:
    """Every need that is known of, on a day. A need that is not among them is open."""
    found = {row.need: _recorded(row) for row in NeedRecorded.objects.filter(case=case).select_related("by").order_by("id")}
    return {**found, **{name: stood for name, work in WORKED_OUT.items() if (stood := work(case, on)) is not None}}


def plain(stood: Standings) -> dict[str, Standing]:
    """The standings alone, as the step table takes them."""
    return {name: each.standing for name, each in stood.items()}


def _recorded(row: NeedRecorded) -> Stood:
    return Stood(row.need, Standing(row.standing), row.reasons, str(row.by))


def _first_fee(case: Case, on: date) -> Stood | None:
    paid = sum(payment.pence for payment in Payment.objects.filter(case=case, part="first"))
    if paid > 0:
        return Stood("first-fee-paid", Standing.MET, f"£{paid / 100:.2f} was paid.")
    return None


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
    made = Representation.objects.filter(case=case).prefetch_related("weighed")
    waiting = [one for one in made if not one.weighed.all()]
    if waiting:
        return Stood("representations-considered", Standing.NOT_MET, f"{len(waiting)} of {len(made)} wait to be considered.")
    if made:
        return Stood("representations-considered", Standing.MET, f"All {len(made)} were considered.")
    if notice.last_on is not None and notice.last_on < on:
        return Stood("representations-considered", Standing.MET, "Nobody made any.")
    return Stood("representations-considered", Standing.OPEN, "Some may still come.")


def _fire(case: Case, on: date) -> Stood | None:
    asked = list(FireRecord.objects.filter(case=case, table="fire-consultation"))
    if not asked:
        return None
    if any(record.state == "asked" for record in asked):
        return Stood("fire-authority-consulted", Standing.NOT_MET, "The fire and rescue authority was asked and has not answered.")
    return Stood("fire-authority-consulted", Standing.MET, "The fire and rescue authority answered, or did not although asked.")


def _relevant_persons(case: Case, on: date) -> Stood | None:
    others = [party for party in case.parties.all() if party.removed_at is None and party.role != "applicant"]
    untold = [party.name for party in others if party.told_on is None]
    if not others:
        return None
    if untold:
        return Stood("relevant-persons-told", Standing.NOT_MET, f"Not told yet, as far as was said: {', '.join(untold)}.")
    return Stood("relevant-persons-told", Standing.MET, f"{len(others)} were told, as the applicant states.")


WORKED_OUT: Mapping[str, Callable[[Case, date], Stood | None]] = {
    "first-fee-paid": _first_fee,
    "consultation-ended": _consultation_ended,
    "representations-considered": _representations,
    "fire-authority-consulted": _fire,
    "relevant-persons-told": _relevant_persons,
}
