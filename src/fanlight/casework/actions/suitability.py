"""What persons declare of themselves, each look at it, and how it was weighed; only who weighs may look, and every look is recorded."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, assessing, chain, fees, fitness, recording
from fanlight.casework.acting import Actor
from fanlight.casework.assessing import NoEdition
from fanlight.casework.models import MARK, Case, Declaration, Party, Weighing
from fanlight.facts.survey import Survey
from fanlight.licensing import declarations, suitability, suitability_policies
from fanlight.licensing.declarations import Weighable
from fanlight.licensing.law import england
from fanlight.licensing.procedure import SATISFIED, Role, Standing
from fanlight.licensing.suitability_policies import Heading
from fanlight.standards.edition import Edition

NATIONAL = "england/2018-10"
NOBODY = Weighable(Survey("", "nothing declared", {}), 0, ())


@dataclass(frozen=True, slots=True)
class Judged:
    """How one heading was weighed, with the reasons."""

    standing: Standing
    reasons: str


@dataclass(frozen=True, slots=True)
class Weight:
    """How a person was weighed: in the whole, and under each heading."""

    standing: Standing
    reasons: str
    headings: Mapping[Heading, Judged]


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody who weighs sees of a person: what was declared without spent convictions, what is to be weighed, and how it was.

    `declared_at` is None where nothing was declared: then nothing is known, which is not the same as nothing being wrong.
    """

    declared_at: datetime | None
    signed_as: str
    declared: Weighable
    record: suitability.Record
    weighed: tuple[Weight, ...]


class NotWeighed(Exception):
    """A weighing that leaves something out; the message names it."""


@transaction.atomic
def declare(party: Party, document: str, *, signed_as: str, by: Actor, at: datetime) -> Declaration:
    """Keep what a person declares of themselves, signed. Raises NotPermitted, Refused with every problem, and ValueError unsigned."""
    row = _party(party)
    permission = access.Permission.APPLY if Role.APPLICANT in by.roles else access.Permission.WEIGH_OFFENCES
    person = access.check(by, permission, row.case)
    if row.case.is_ended or row.removed_at is not None:
        raise access.NotPermitted(f"nothing more can be declared for {row.name} in this case")
    if not signed_as.strip():
        raise ValueError("sign with your name: the declaration is made by a named person")
    declarations.read(document, f"the declaration of {row.name}")
    made = Declaration.objects.create(party=row, document=document, signed_as=signed_as.strip(), by=person, at=at)
    # The record tells that something was declared and never what: it is read by more people than may see it.
    about = {"person": row.pk, "declaration": made.pk, "digest": chain.digest(document)}
    recording.write("declaration made", council=row.case.council, by=person, at=at, case=row.case, about=about)
    return made


@transaction.atomic
def declare_all(rows: Sequence[Party], document: str, *, signed_as: str, by: Actor, at: datetime) -> list[Declaration]:
    """Keep what a person declares for every role they have in a case. Raises what `declare` raises; then nothing is kept."""
    return [declare(row, document, signed_as=signed_as, by=by, at=at) for row in rows]


@transaction.atomic(durable=True)
def look(party: Party, *, by: Actor, at: datetime, why: str) -> Looked:
    """What is to be weighed of a person. The look itself is recorded, with who, when and why, before anything is shown.

    Raises NotPermitted, and ValueError without a reason for looking. It is a transaction of its own, so that the record of a look cannot be
    lost with something that failed after it.
    """
    row = _party(party)
    person = access.check(by, access.Permission.WEIGH_OFFENCES, row.case)
    if not why.strip():
        raise ValueError("say why you look: each look at such a record is kept with its reason")
    about = {"person": row.pk, "why": why.strip()}
    recording.write("declaration looked at", council=row.case.council, by=person, at=at, case=row.case, about=about)
    last = _declared(row)
    declared = _weighable(row, timezone.localdate(at))
    weighed = tuple(_weight(each) for each in Weighing.objects.filter(party=row).exclude(reasons=MARK).order_by("id"))
    found = _assembled(row, declared, timezone.localdate(at))
    return Looked(last.at if last else None, last.signed_as if last else "", declared, found, weighed)


@transaction.atomic
def weigh(party: Party, weight: Weight, *, by: Actor, at: datetime, seen: int | None = None) -> Weighing:
    """Record how a person was weighed. Every heading under which there is something to weigh needs a standing and reasons of its own.

    `seen` is how much was declared and weighed when they looked (`fitness.seen`); None where nobody looked. Raises NotPermitted; NotWeighed
    for a heading left out, where the whole is met while a heading is open, or where there is more by now; ValueError without reasons.
    """
    row = _party(party)
    Party.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if seen is not None and seen != fitness.seen(row):
        raise NotWeighed(f"Something was declared or weighed of {row.name} after you looked. Nothing of yours was kept; look again.")
    person = access.check(by, access.Permission.WEIGH_OFFENCES, row.case)
    if row.case.is_ended:
        raise access.NotPermitted("the case has ended: nothing is weighed in it any more")
    if not weight.reasons.strip() or any(not each.reasons.strip() for each in weight.headings.values()):
        raise ValueError("say why, for the whole and under each heading: the reasons are part of the record")
    _check_whole(row, weight, timezone.localdate(at))
    text = chain.canonical({
        "reasons": weight.reasons,
        "headings": {name.value: {"standing": each.standing.value, "reasons": each.reasons} for name, each in weight.headings.items()},
    })  # fmt: skip
    made = Weighing.objects.create(party=row, standing=weight.standing.value, reasons=text, by=person, at=at)
    about = {"person": row.pk, "weighing": made.pk, "standing": made.standing, "digest": chain.digest(text)}
    recording.write("person weighed", council=row.case.council, by=person, at=at, case=row.case, about=about)
    return made


def _check_whole(row: Party, weight: Weight, on: date) -> None:
    found = _assembled(row, _weighable(row, on), on)
    wanted = dict.fromkeys(each.heading for each in found.considerations)
    left_out = [heading.value for heading in wanted if heading not in weight.headings]
    if left_out:
        raise NotWeighed(f"There is something to weigh under {', '.join(left_out)}: say how it was weighed, and why.")
    opened = [name.value for name, each in weight.headings.items() if each.standing is Standing.OPEN]
    if weight.standing in SATISFIED and opened:
        raise NotWeighed(f"{', '.join(opened)} is still open, so the whole cannot be {weight.standing.value}.")


def _party(party: Party) -> Party:
    return Party.objects.select_related("case", "case__council", "case__house").get(pk=party.pk)


def _declared(party: Party) -> Declaration | None:
    """What a person declared last, where it was not erased: then nothing is known, as if nothing had been declared."""
    return Declaration.objects.filter(party=party).exclude(document=MARK).order_by("-id").first()


def _weighable(party: Party, on: date) -> Weighable:
    last = _declared(party)
    if last is None:
        return NOBODY
    return declarations.weighable(declarations.read(last.document, f"the declaration of {party.name}"), on=on)


def _assembled(party: Party, declared: Weighable, on: date) -> suitability.Record:
    law, edition = england(), _edition(party.case, on)
    policies = (suitability_policies.of_act(law, on), suitability_policies.of_council(edition, fees.folders()))
    return suitability.assembled(declared.survey, policies, law=law, edition=edition, on=on)


def _edition(case: Case, on: date) -> Edition:
    """The edition whose policy counts: the council's for the case, else the national one, which has none of its own."""
    try:
        return assessing.program(assessing.adopted_for(case, on)).edition
    except NoEdition:
        return assessing.program(NATIONAL).edition


def _weight(row: Weighing) -> Weight:
    found = json.loads(row.reasons)
    headings = {Heading(name): Judged(Standing(each["standing"]), each["reasons"]) for name, each in found["headings"].items()}
    return Weight(Standing(row.standing), found["reasons"], headings)
