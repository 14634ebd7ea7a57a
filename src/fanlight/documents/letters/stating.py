"""The days that a letter states, held against the law before anything is written: a notice with a wrong day is never made."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date

from fanlight.documents.letters.matters import Appeal, Exempt
from fanlight.documents.letters.particulars import Particulars
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import Answer, DatesInvalid, OutOfTime
from fanlight.licensing.periods import named


def state(counts: Mapping[str, str], particulars: Particulars) -> Particulars:
    """The particulars with the days that are worked out, and with the working of each day that the letter states.

    `counts` names the deadline of each stated day. A day whose grounds are not known is left alone: the words that need it are refused
    later. Raises DatesInvalid.
    """
    if particulars.decision and particulars.decision.decided_on > particulars.dated_on:
        raise DatesInvalid(
            f"the letter is dated {named(particulars.dated_on)}, before the decision of {named(particulars.decision.decided_on)}"
        )
    found = replace(particulars, stated=(), exempt=None)
    for day, deadline in counts.items():
        found = STATES[day](deadline, found)
    return found


def _with(particulars: Particulars, answer: Answer) -> Particulars:
    return replace(particulars, stated=(*particulars.stated, answer))


def _licence(deadline: str, particulars: Particulars) -> Particulars:
    licence, decision = particulars.licence, particulars.decision
    if licence is None:
        return particulars
    if licence.until <= licence.from_:
        raise DatesInvalid(f"the licence ends on {named(licence.ends_on)}, before it begins on {named(licence.from_)}")
    start = max(licence.from_, decision.decided_on) if decision else licence.from_
    try:
        return _with(particulars, deadlines.check_done(deadline, start=start, done=licence.ends_on))
    except OutOfTime as error:
        raise DatesInvalid(f"the licence is too long: {error}") from error


def _representations(deadline: str, particulars: Particulars) -> Particulars:
    given = particulars.representations
    if given is None:
        return particulars
    if given.sent_on < particulars.dated_on:
        raise DatesInvalid(f"the notice goes out on {named(given.sent_on)}, before its own date of {named(particulars.dated_on)}")
    return _with(particulars, deadlines.check_stated(deadline, start=given.sent_on, stated=given.last_on, served=given.delivery))


def _appeal(deadline: str, particulars: Particulars) -> Particulars:
    if particulars.decision is None:
        return particulars
    start = particulars.decision.decided_on
    last_on = particulars.appeal.last_on if particulars.appeal else _last(deadlines.reckon(deadline, start=start))
    return _with(replace(particulars, appeal=Appeal(last_on=last_on)), deadlines.check_stated(deadline, start=start, stated=last_on))


def _exemption(deadline: str, particulars: Particulars) -> Particulars:
    """A first notice runs from its service, a second from the last day of the first (Housing Act 2004 s.62(4))."""
    given = particulars.exemption
    if given is None or given.last_on is None:
        return particulars
    runs_from_service = deadlines.find(deadline, particulars.dated_on).runs_from_service
    start = given.sent_on if runs_from_service else given.first_last_on
    if start is None:
        return particulars
    served = given.delivery if runs_from_service else None
    return _with(particulars, deadlines.check_stated(deadline, start=start, stated=given.last_on, served=served))


def _ending(deadline: str, particulars: Particulars) -> Particulars:
    if particulars.ending is None or particulars.ending.died_on is None:
        return particulars
    answer = deadlines.reckon(deadline, start=particulars.ending.died_on)
    return _with(replace(particulars, exempt=Exempt(last_on=_last(answer))), answer)


def _entry(deadline: str, particulars: Particulars) -> Particulars:
    """Notice of a visit counts as served the hours before it that the law asks for; hours are counted in UTC, as they pass."""
    given = particulars.entry
    if given is None:
        return particulars
    last = deadlines.reckon(deadline, start=given.visit_at.astimezone(UTC)).reckoning.until
    if last is None or given.counts_by.astimezone(UTC) > last:
        length, visit = deadlines.find(deadline, given.on).period.length, f"{named(given.on)} at {given.hour}"
        raise DatesInvalid(f"less than {length} would be left before the visit of {visit}: move the visit, or let the notice go sooner")
    return particulars


def _last(answer: Answer) -> date:
    last = answer.reckoning.last
    if last is None:
        raise DatesInvalid(f"'{answer.deadline.name}' has no last day: it cannot be stated")
    return last


STATES = {
    "licence": _licence, "representations": _representations, "appeal": _appeal, "exemption": _exemption, "ending": _ending,
    "entry": _entry,
}  # fmt: skip
