"""The needs that days settle: first and last days of terms, the time for an appeal, and when a revocation bites."""

from collections.abc import Callable, Mapping
from datetime import date

from fanlight.casework.models import Case, Deadline, Exemption, NeedRecorded, Notice, StepTaken
from fanlight.casework.stood import Look, Stood
from fanlight.licensing.periods import named
from fanlight.licensing.procedure import Standing

APPEAL_OVER, IN_TIME = "appeal-time-over", "in-time"
REVERSED = "reversed"
"""What the tribunal is recorded to have done with a decision that it brought down."""
TERMS = ("temporary-exemption", "second-temporary-exemption", "interim-order-term", "interim-order-term-on-revocation", "final-order-term")


def _commencement(look: Look) -> Stood | None:
    version = look.version
    if version is None:
        return None
    why = f"The first day of the licence is {named(version.from_on)}."
    return Stood("commencement-reached", Standing.MET if version.from_on <= look.on else Standing.NOT_MET, why)


def _term(look: Look) -> Stood | None:
    """The last day of the term as it was printed; of an exemption, that of its latest notice."""
    last_on = _last_day(look)
    if last_on is None:
        return None
    if last_on < look.on:
        return Stood("term-over", Standing.MET, f"The last day of the term was {named(last_on)}.")
    return Stood("term-over", Standing.NOT_MET, f"The term runs until {named(last_on)}.")


def _last_day(look: Look) -> date | None:
    version = look.version
    if version is not None:
        return version.until_on
    exemption = Exemption.objects.filter(case=look.case).order_by("-id").first()
    if exemption is not None:
        return exemption.until_on
    term = Deadline.objects.filter(case=look.case, name__in=TERMS).order_by("-step__number").first()
    return term.last_on if term else None


def _revocation(look: Look) -> Stood | None:
    revocations = Case.objects.filter(parent=look.case, table="revocation")
    begun = revocations.filter(state="in effect").first()
    if begun is not None:
        return Stood("revocation-in-effect", Standing.MET, f"The revocation {begun.reference} is in effect.")
    waiting = revocations.filter(state="revoked").first()
    if waiting is None:
        return None
    return Stood("revocation-in-effect", Standing.NOT_MET, f"The revocation {waiting.reference} is decided and not in effect yet.")


def _appeal_time(look: Look) -> Stood | None:
    """Whether nobody can bring the decision down any more. What an officer found counts where it cannot be told from days and states."""
    found = NeedRecorded.objects.filter(case=look.case, need=APPEAL_OVER).order_by("-id").first()
    if found is not None and found.standing == Standing.DOES_NOT_APPLY:
        return None
    decided = look.case.decision if look.case.table == "appeal" else _appealable(look.case)
    if decided is None:
        return None
    last_on = _appeal_last_day(decided)
    if last_on is None:
        return Stood(APPEAL_OVER, Standing.OPEN, "No last day for an appeal is kept with the decision.")
    if last_on >= look.on:
        return Stood(APPEAL_OVER, Standing.NOT_MET, f"An appeal may be made until {named(last_on)}.")
    if look.case.table != "appeal":
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


def _kept_back(look: Look) -> Stood | None:
    """Whether an appeal made in time keeps a decision from effect. One that the tribunal allowed after the time does not undo what was."""
    need, decided = "appeal-keeps-back", _appealable(look.case)
    if decided is None:
        return None
    found = NeedRecorded.objects.filter(case=look.case, need=APPEAL_OVER).order_by("-id").first()
    if found is not None and found.standing == Standing.DOES_NOT_APPLY:
        return Stood(need, Standing.NOT_MET, f"It took effect without waiting for appeals: {found.reasons}")
    made = Case.objects.filter(table="appeal", decision=decided, state="made", steps_taken__name="appeal").order_by("id").first()
    if made is None:
        return Stood(need, Standing.NOT_MET, "No appeal that was made in time is before the tribunal.")
    return Stood(need, Standing.MET, f"The appeal {made.reference} was made in time and is before the tribunal.")


def _reversed(look: Look) -> Stood | None:
    decided = _appealable(look.case)
    if decided is None:
        return None
    ended = StepTaken.objects.filter(case__table="appeal", case__decision=decided, name="decide").select_related("case").order_by("-id")
    last = ended.first()
    if last is None or last.details.get("tribunal_outcome") != REVERSED:
        return Stood("decision-reversed", Standing.NOT_MET, "No tribunal is recorded to have reversed it.")
    return Stood("decision-reversed", Standing.MET, f"The tribunal reversed it ({last.case.reference}).")


def _undone(look: Look) -> Stood:
    need, last = "revocation-undone", look.case.steps_taken.order_by("-number").first()
    if last is None or last.name != "end-by-revocation":
        return Stood(need, Standing.NOT_MET, "No revocation ended it.")
    begun = Case.objects.filter(parent=look.case, table="revocation", state="in effect").first()
    if begun is not None:
        return Stood(need, Standing.NOT_MET, f"The revocation {begun.reference} is in effect.")
    return Stood(need, Standing.MET, "The revocation that ended it is not in effect.")


def _appealable(case: Case) -> StepTaken | None:
    """The latest step of a case from which a time for an appeal runs."""
    period = Deadline.objects.filter(case=case, name__endswith="-appeal").select_related("step").order_by("-step__number").first()
    return period.step if period else None


def _appeal_last_day(decided: StepTaken) -> date | None:
    """The last day for an appeal as the law counts it, or as a notice prints it where that is later."""
    kept = Deadline.objects.filter(step=decided, name__endswith="-appeal", last_on__isnull=False).values_list("last_on", flat=True)
    printed = Notice.objects.filter(step=decided, last_on__isnull=False).values_list("last_on", flat=True)
    return max((day for day in (*kept, *printed) if day is not None), default=None)


def _in_time(look: Look) -> Stood | None:
    """Whether an appeal is in time: by the day on which it was received, and not by that on which somebody enters it."""
    decided = look.case.decision if look.case.table == "appeal" else None
    last_on = _appeal_last_day(decided) if decided else None
    if decided is None or last_on is None:
        return None
    last = f"The last day for an appeal is {named(last_on)}"
    if look.came_on is None:
        standing = Standing.MET if look.on <= last_on else Standing.OPEN
        return Stood(IN_TIME, standing, f"{last}. The day on which the tribunal received the appeal settles whether it is in time.")
    if look.came_on < decided.on:
        return Stood(IN_TIME, Standing.NOT_MET, f"Nobody can appeal before the decision of {named(decided.on)}.")
    standing = Standing.MET if look.came_on <= last_on else Standing.NOT_MET
    return Stood(IN_TIME, standing, f"{last}; the appeal was received on {named(look.came_on)}.")


BY_DATE: Mapping[str, Callable[[Look], Stood | None]] = {
    "commencement-reached": _commencement,
    "term-over": _term,
    "revocation-in-effect": _revocation,
    IN_TIME: _in_time,
    APPEAL_OVER: _appeal_time,
    "appeal-keeps-back": _kept_back,
    "decision-reversed": _reversed,
    "revocation-undone": _undone,
}
