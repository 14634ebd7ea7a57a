"""How long a council keeps what: chosen with its ground, and stopped in a case by a legal hold."""

from datetime import datetime

from django.db import transaction

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Case, Council, LegalHold, RetentionPeriod
from fanlight.licensing import retention
from fanlight.licensing.retention import Kind


class HoldNotOpen(Exception):
    """A case that is held already, or a hold that was lifted before; the message says who did and when."""


@transaction.atomic
def choose(council: Council, kind: Kind, months: int | None, *, ground: str, by: Actor, at: datetime) -> RetentionPeriod:  # noqa: PLR0913
    """Choose for how many months a kind is kept, or (None) that it is not erased; with the ground, which is part of the record.

    Raises NotPermitted, and ValueError without a ground or for a period that is too short.
    """
    access.check_permitted(by, access.Permission.ADMINISTER)
    if by.account is None or by.council != council:
        raise access.NotPermitted("what this council keeps is not theirs to choose")
    if not ground.strip():
        raise ValueError("say on what ground: whoever asks why they are kept, or gone, is told this")
    if months is not None:
        retention.check(kind, months)
    made = RetentionPeriod.objects.create(council=council, kind=kind, months=months, ground=ground.strip(), by=by.account, at=at)
    about = {"kind": kind, "months": months, "ground": made.ground}
    recording.write("retention chosen", council=council, by=by.account, at=at, about=about)
    return made


@transaction.atomic
def hold(case: Case, *, reasons: str, by: Actor, at: datetime) -> LegalHold:
    """Let nothing of a case be erased until the hold is lifted. Raises NotPermitted, HoldNotOpen, and ValueError without reasons."""
    person = _keeper(case, by)
    held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not reasons.strip():
        raise ValueError("say why the case has to be kept: a claim, an inquiry, a request for what is held")
    last = LegalHold.objects.filter(case=held, lifted_at=None).select_related("by").first()
    if last is not None:
        raise HoldNotOpen(f"{last.by} put a hold on it on {last.at:%-d %B %Y}; it still stands.")
    made = LegalHold.objects.create(case=held, reasons=reasons.strip(), by=person, at=at)
    # The reasons may name people: they stand in the hold, and the record has who, when and which case.
    recording.write("legal hold put", council=case.council, by=person, at=at, case=held, about={"hold": made.pk})
    return made


@transaction.atomic
def lift(hold: LegalHold, *, reasons: str, by: Actor, at: datetime) -> LegalHold:
    """Lift a hold: what is due by then is erased the next day. Raises NotPermitted, HoldNotOpen, and ValueError without reasons."""
    row = LegalHold.objects.select_for_update(of=("self",)).select_related("case", "case__council", "lifted_by").get(pk=hold.pk)
    person = _keeper(row.case, by)
    if not reasons.strip():
        raise ValueError("say why it need not be kept any more")
    if row.lifted_at is not None:
        raise HoldNotOpen(f"{row.lifted_by} lifted it on {row.lifted_at:%-d %B %Y}.")
    row.lifted_reasons, row.lifted_by, row.lifted_at = reasons.strip(), person, at
    row.save(update_fields=["lifted_reasons", "lifted_by", "lifted_at"])
    recording.write("legal hold lifted", council=row.case.council, by=person, at=at, case=row.case, about={"hold": row.pk})
    return row


def _keeper(case: Case, by: Actor) -> Account:
    access.check_permitted(by, access.Permission.ADMINISTER)
    if by.account is None or by.council is None or by.council.pk != case.council_id:
        raise access.NotPermitted("this case is not theirs to hold")
    return by.account
