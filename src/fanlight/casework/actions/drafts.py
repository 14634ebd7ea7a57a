"""Drafting the licence of a case: saved as it is written, filled in from an assessment where an officer asks for it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, assessing, parties, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import licences
from fanlight.casework.actions.surveys import DraftMoved
from fanlight.casework.models import Case, LicenceDraft
from fanlight.casework.notices import saying
from fanlight.licensing import licence_terms
from fanlight.licensing.licence_terms import Assessed, LicenceTerms, Numbers


def draft(case: Case, *, at: datetime) -> LicenceDraft:
    """The draft of a case; a new one begins with the holder and manager proposed, or with the licence in force."""
    found = LicenceDraft.objects.filter(case=case).first()
    if found is not None:
        return found
    terms = saying.terms_of(case)[0] or _begun(case, timezone.localdate(at))
    return LicenceDraft.objects.get_or_create(case=case, defaults={"content": terms.plain(), "saved_at": at})[0]


def _begun(case: Case, on: date) -> LicenceTerms:
    named = {party.role: party.name for party in parties.rows(case)}
    conditions = licence_terms.mandatory(licences.survey(case), on)
    return LicenceTerms(holder=named.get("proposed licence holder", ""), manager=named.get("proposed manager", ""), conditions=conditions)


def terms(case: Case, *, at: datetime) -> LicenceTerms:
    """What the draft says."""
    return licence_terms.from_plain(draft(case, at=at).content)


@transaction.atomic
def save(case: Case, said: LicenceTerms, *, version: int, by: Actor, at: datetime) -> LicenceDraft:
    """Save the draft. Raises NotPermitted, and DraftMoved where somebody else saved it in between."""
    access.check(by, access.Permission.WORK_CASES, case)
    draft(case, at=at)
    held = LicenceDraft.objects.select_for_update(of=("self",)).select_related("saved_by").get(case=case)
    if held.version != version:
        when = timezone.localtime(held.saved_at)
        raise DraftMoved(f"{held.saved_by or 'Somebody'} saved this licence at {when:%H:%M on %-d %B %Y}, after you opened this page.")
    held.content, held.version, held.saved_by, held.saved_at = said.plain(), version + 1, by.account, at
    held.save()
    recording.write("licence drafted", council=case.council, by=by.account, at=at, case=case, about={"version": held.version})
    return held


def assessed(case: Case, *, at: datetime) -> Assessed:
    """The house as last surveyed, assessed against the editions in force. Raises NoEdition, and Refused where it contradicts itself."""
    on = timezone.localdate(at)
    names = assessing.editions_of(case, on)
    done = assessing.of_document(licences.document(case), names, on, is_proposed=case.table == "application")
    return Assessed(tuple(assessing.program(name) for name in names), done, tuple(assessing.departures(case)), on)


def filled(case: Case, *, at: datetime) -> tuple[LicenceTerms, Numbers | None]:
    """The draft filled in from the assessment, and the numbers the editions permit, as `licence_terms.numbers` has them; nothing is saved.

    Raises what `assessed` raises.
    """
    house = assessed(case, at=at)
    numbers = licence_terms.numbers(house)
    return licence_terms.proposed(terms(case, at=at), house, numbers), numbers
