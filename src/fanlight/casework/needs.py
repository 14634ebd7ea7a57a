"""How each need of the law stands in a case: worked out from what is kept where it can be, otherwise as a named officer found it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from fanlight.casework.models import (
    Case,
    Deadline,
    Exemption,
    FireRecord,
    LicenceVersion,
    NeedRecorded,
    Notice,
    Payment,
    Representation,
    StepTaken,
)
from fanlight.licensing.periods import named
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


def among(case: Case, names: Collection[str], on: date) -> dict[str, Stood]:
    """Only the needs that are asked for, on a day, as `standings` has them."""
    rows = NeedRecorded.objects.filter(case=case, need__in=names).select_related("by").order_by("id")
    found = {row.need: _recorded(row) for row in rows}
    worked_out = ((name, WORKED_OUT[name](case, on)) for name in names if name in WORKED_OUT)
    return {**found, **{name: stood for name, stood in worked_out if stood is not None}}


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


def _commencement(case: Case, on: date) -> Stood | None:
    version = _latest_version(case)
    if version is None:
        return None
    why = f"The first day of the licence is {named(version.from_on)}."
    return Stood("commencement-reached", Standing.MET if version.from_on <= on else Standing.NOT_MET, why)


def _term(case: Case, on: date) -> Stood | None:
    """The last day of the term as it was printed; of an exemption, that of its latest notice."""
    last_on = _last_day(case)
    if last_on is None:
        return None
    if last_on < on:
        return Stood("term-over", Standing.MET, f"The last day of the term was {named(last_on)}.")
    return Stood("term-over", Standing.NOT_MET, f"The term runs until {named(last_on)}.")


def _last_day(case: Case) -> date | None:
    version = _latest_version(case)
    if version is not None:
        return version.until_on
    exemption = Exemption.objects.filter(case=case).order_by("-id").first()
    if exemption is not None:
        return exemption.until_on
    term = Deadline.objects.filter(case=case, name__in=TERMS).order_by("-step__number").first()
    return term.last_on if term else None


def _latest_version(case: Case) -> LicenceVersion | None:
    return LicenceVersion.objects.filter(licence__case=case).order_by("-number").first()


def _revocation(case: Case, on: date) -> Stood | None:
    revocations = Case.objects.filter(parent=case, table="revocation")
    begun = revocations.filter(state="in effect").first()
    if begun is not None:
        return Stood("revocation-in-effect", Standing.MET, f"The revocation {begun.reference} is in effect.")
    waiting = revocations.filter(state="revoked").first()
    if waiting is None:
        return None
    return Stood("revocation-in-effect", Standing.NOT_MET, f"The revocation {waiting.reference} is decided and not in effect yet.")


def _appeal_time(case: Case, on: date) -> Stood | None:
    """Whether nobody can bring the decision down any more. What an officer found counts where it cannot be told from days and states."""
    found = NeedRecorded.objects.filter(case=case, need=APPEAL_OVER).order_by("-id").first()
    if found is not None and found.standing == Standing.DOES_NOT_APPLY:
        return None
    decided = case.decision if case.table == "appeal" else _appealable(case)
    if decided is None:
        return None
    last_on = _appeal_last_day(decided)
    if last_on is None:
        return Stood(APPEAL_OVER, Standing.OPEN, "No last day for an appeal is kept with the decision.")
    if last_on >= on:
        return Stood(APPEAL_OVER, Standing.NOT_MET, f"An appeal may be made until {named(last_on)}.")
    if case.table != "appeal":
        return _appeals_stand(decided, last_on, found)
    return Stood(APPEAL_OVER, Standing.MET, f"The last day for an appeal was {named(last_on)}.")


def _appeals_stand(decided: StepTaken, last_on: date, found: NeedRecorded | None) -> Stood | None:
    """How the appeals against a decision leave it, once their time is over. Whether it stands after a tribunal's, an officer says."""
    appeals = list(Case.objects.filter(table="appeal", decision=decided).order_by("id"))
    going = next((each for each in appeals if each.state == "made"), None)
    if going is not None:
        return Stood(APPEAL_OVER, Standing.NOT_MET, f"The appeal {going.reference} is before the tribunal.")
    ended = [each for each in appeals if each.state == "decided"]
    if not ended:
        return Stood(APPEAL_OVER, Standing.MET, f"The last day for an appeal was {named(last_on)}, and none stands.")
    if found is not None and all(found.at >= each.moved_at for each in ended):
        return None
    words = f"The tribunal decided {ended[-1].reference}: an officer must say whether the decision stands."
    return Stood(APPEAL_OVER, Standing.OPEN, words)


def _appealable(case: Case) -> StepTaken | None:
    """The latest step of a case from which a time for an appeal runs."""
    period = Deadline.objects.filter(case=case, name__endswith="-appeal").select_related("step").order_by("-step__number").first()
    return period.step if period else None


def _appeal_last_day(decided: StepTaken) -> date | None:
    """The last day for an appeal as the law counts it, or as a notice prints it where that is later."""
    kept = Deadline.objects.filter(step=decided, name__endswith="-appeal", last_on__isnull=False).values_list("last_on", flat=True)
    printed = Notice.objects.filter(step=decided, last_on__isnull=False).values_list("last_on", flat=True)
    return max((*kept, *printed), default=None)


APPEAL_OVER = "appeal-time-over"
TERMS = ("temporary-exemption", "second-temporary-exemption", "interim-order-term", "interim-order-term-on-revocation", "final-order-term")

WORKED_OUT: Mapping[str, Callable[[Case, date], Stood | None]] = {
    "first-fee-paid": _first_fee,
    "consultation-ended": _consultation_ended,
    "representations-considered": _representations,
    "fire-authority-consulted": _fire,
    "relevant-persons-told": _relevant_persons,
    "commencement-reached": _commencement,
    "term-over": _term,
    "revocation-in-effect": _revocation,
    APPEAL_OVER: _appeal_time,
}
