"""The needs that what a case keeps settles: its fee, form, people, consultations and representations."""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet, prefetch_related_objects

from fanlight.casework import fees, fitness, particulars, parties
from fanlight.casework.fees import Part
from fanlight.casework.models import FireRecord, Representation
from fanlight.casework.prepared import Prepared
from fanlight.casework.stood import Look, Stood
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.licensing.suitability_policies import Heading


def _first_fee(look: Look) -> Stood | None:
    owed = fees.owed(look.case, Part.FIRST, look.on)
    if owed.most is None or owed.is_settled is None:
        return None
    paid, most = f"£{owed.paid / 100:,.2f}", f"£{owed.most / 100:,.2f}"
    if owed.most == 0:
        return Stood("first-fee-paid", Standing.DOES_NOT_APPLY, "The council's table asks nothing on application.")
    if owed.is_settled:
        return Stood("first-fee-paid", Standing.MET, f"{paid} was paid of the {most} due on application.")
    return Stood("first-fee-paid", Standing.NOT_MET, f"{paid} was paid of the {most} due on application.")


def _form(look: Look) -> Stood | None:
    """Met where nothing is missing. Otherwise an officer may judge: what is missing can have come in another way."""
    if look.case.table != "application" or look.case.state not in ("draft", "submitted"):
        return None
    if any(one.is_prescribed for one in particulars.missing(look.case, look.on)):
        return None
    return Stood("form-complete", Standing.MET, "Everything that is prescribed is there.")


def _consultation_ended(look: Look) -> Stood | None:
    notice = look.consultation
    if notice is None or notice.last_on is None:
        return None
    if notice.last_on < look.on:
        return Stood("consultation-ended", Standing.MET, f"The last day for representations was {notice.last_on:%-d %B %Y}.")
    return Stood("consultation-ended", Standing.NOT_MET, f"Representations may be made until {notice.last_on:%-d %B %Y}.")


def _representations(look: Look) -> Stood | None:
    notice = look.consultation
    if notice is None:
        return None
    made = _made(look.case.pk)
    prefetch_related_objects(made, "weighed")
    waiting = [one for one in made if not one.weighed.all() and not is_late(one)]
    if waiting:
        return Stood("representations-considered", Standing.NOT_MET, f"{len(waiting)} of {len(made)} wait to be considered.")
    if made:
        late = sum(is_late(one) and not one.weighed.all() for one in made)
        more = f" {late} came late and may still be weighed." if late else ""
        return Stood("representations-considered", Standing.MET, f"{len(made) - late} were considered.{more}")
    if notice.last_on is not None and notice.last_on < look.on:
        return Stood("representations-considered", Standing.MET, "Nobody made any.")
    return Stood("representations-considered", Standing.OPEN, "Some may still come.")


@Prepared
def _made(case: int) -> QuerySet[Representation]:
    return Representation.objects.filter(case=case).select_related("notice").defer("notice__html", "notice__pdf")


def is_late(representation: Representation) -> bool:
    """Whether a representation came after the last day that its notice names. The council need not weigh it, and may."""
    last_on = representation.notice.last_on
    return last_on is not None and representation.received_on > last_on


def _fire(look: Look) -> Stood | None:
    asked = _asked(look.case.pk)
    if not asked:
        return None
    if any(record.state == "asked" for record in asked):
        return Stood("fire-authority-consulted", Standing.NOT_MET, "The fire and rescue authority was asked and has not answered.")
    return Stood("fire-authority-consulted", Standing.MET, "The fire and rescue authority answered, or did not although asked.")


@Prepared
def _asked(case: int) -> QuerySet[FireRecord]:
    """Who was told afterwards of what could not wait was never asked."""
    return FireRecord.objects.filter(case=case, table="fire-consultation", entries__name="ask")


def _relevant_persons(look: Look) -> Stood | None:
    others, untold = parties.must_be_told(look.case, look.on)
    if not others:
        return None
    if untold:
        names = ", ".join(each.name for each in untold)
        return Stood("relevant-persons-told", Standing.NOT_MET, f"Not told yet, as far as was said: {names}.")
    return Stood("relevant-persons-told", Standing.MET, f"{len(others)} were told, as the applicant states.")


def _holder(look: Look) -> Stood | None:
    return _stood("holder-fit", fitness.fit_as(look.people, LegalRole.PROPOSED_HOLDER))


def _manager(look: Look) -> Stood | None:
    return _stood("manager-fit", fitness.fit_as(look.people, LegalRole.PROPOSED_MANAGER))


def _banning_order(look: Look) -> Stood | None:
    return _stood("no-banning-order", fitness.under(look.people, (LegalRole.PROPOSED_HOLDER,), Heading.BANNING_ORDER))


def _management(look: Look) -> Stood | None:
    roles = (LegalRole.PROPOSED_MANAGER, LegalRole.PROPOSED_HOLDER)
    return _stood("management-satisfactory", fitness.under(look.people, roles, Heading.MANAGEMENT))


def _stood(need: str, found: tuple[Standing, str] | None) -> Stood | None:
    return Stood(need, *found) if found else None


OF_CASE: Mapping[str, Callable[[Look], Stood | None]] = {
    "first-fee-paid": _first_fee,
    "form-complete": _form,
    "relevant-persons-told": _relevant_persons,
    "fire-authority-consulted": _fire,
    "consultation-ended": _consultation_ended,
    "representations-considered": _representations,
    "holder-fit": _holder,
    "manager-fit": _manager,
    "no-banning-order": _banning_order,
    "management-satisfactory": _management,
}
