"""What the fire and rescue authority may read: its matters with a council, and of a shared case the fields named here and no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, QuerySet, When
from django.utils import timezone

from fanlight.casework import access, parties
from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, Council, FireAuthority, FireEntry, FirePaper, FireRecord, House, Inspection, Licence, SurveyKept
from fanlight.casework.queries import uploads
from fanlight.casework.queries.uploads import Handed
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.facts.thing import THINGS, fact
from fanlight.licensing import fire_authority
from fanlight.licensing.fire_authority import FIRE_THINGS, Authority
from fanlight.licensing.procedure import Role
from fanlight.licensing.relevant_persons import LegalRole

FIRE_FACTS = ("house.storeys", "house.persons", "house.households", "house.has_fire_risk_assessment", "house.has_gas")
NAMED = (LegalRole.PROPOSED_HOLDER, LegalRole.HOLDER, LegalRole.PROPOSED_MANAGER, LegalRole.MANAGING, LegalRole.HAVING_CONTROL)

PAGE = 50
WAITING, OPEN, ENDED = "waiting", "open", "ended"
ASKED, VISIT = "asked", "fire-joint-visit"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of matters, how many there are in all, and the number of the last page."""

    matters: Sequence[FireRecord]
    count: int
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about fire safety as it was observed."""

    path: str
    id: str
    value: str


@dataclass(frozen=True, slots=True)
class Passed:
    """One entry of a matter between the two authorities."""

    matter: str
    step: str
    role: str
    by: str
    at: datetime
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shared:
    """All that a fire authority sees of a case it was asked about. Nothing else of the case reaches it: no offence or declaration, no fee,
    no representation, no note, no survey beyond fire safety, no upload, no address or telephone number of anybody.

    `responsible` names who may be the responsible person under the Fire Safety Order, by legal role.
    """

    council: str
    reference: str
    kind: str
    state: str
    opened_on: date
    address: str
    postcode: str
    uprn: str
    officer: str
    responsible: tuple[tuple[str, str], ...]
    licence: str
    licence_from_on: date | None
    licence_until_on: date | None
    licence_persons: int | None
    licence_households: int | None
    observed_on: date | None
    fire_facts: tuple[Fact, ...]
    joint_visits: tuple[datetime, ...]
    passed: tuple[Passed, ...]


def matters(actor: Actor) -> QuerySet[FireRecord]:
    """The matters somebody may see: those of their fire authority, or of their council; the urgent and those due first."""
    found = FireRecord.objects.select_related("council", "authority", "house", "case")
    if actor.fire_authority is not None and access.is_permitted(actor, access.Permission.ANSWER_FIRE):
        found = found.filter(authority=actor.fire_authority)
    elif actor.council is not None and access.is_permitted(actor, access.Permission.SEE_CASES):
        found = found.filter(council=actor.council)
    else:
        return found.none()
    return found.order_by("is_ended", "-is_urgent", F("due_on").asc(nulls_last=True), "id")


def listed(actor: Actor, shown: str, page: int, on: date) -> Listed:
    """A page of somebody's matters: those that wait for their authority, all open or those ended; late first, then urgent, then by day."""
    found = matters(actor).filter(is_ended=shown == ENDED)
    if shown == WAITING:
        found = found.filter(_waits_for(Authority.FIRE if actor.fire_authority else Authority.COUNCIL, on))
    count = found.count()
    last_page = max(1, -(-count // PAGE))
    page = min(max(1, page), last_page)
    late_first = Choose(When(state=ASKED, due_on__lt=on, then=0), default=1)
    ordered = found.order_by(late_first, "-is_urgent", F("due_on").asc(nulls_last=True), "id")
    return Listed(list(ordered[(page - 1) * PAGE : page * PAGE]), count, page, last_page)


def _waits_for(side: Authority, on: date) -> Q:
    """That an authority has a step to take, and the other took the last one."""
    role = Role.FIRE_OFFICER if side is Authority.FIRE else Role.HOUSING_OFFICER
    last_by_fire = Exists(FireEntry.objects.filter(record=OuterRef("pk"), number=OuterRef("steps"), role=Role.FIRE_OFFICER))
    places = [Q(table=table, state__in=states) for table, states in fire_authority.states_open_to(role, on).items() if states]
    return Q(*places, _connector=Q.OR) & (~Q(last_by_fire) if side is Authority.FIRE else Q(last_by_fire))


def is_late(record: FireRecord, on: date) -> bool:
    """Whether a matter still waits for an answer that was asked for by an earlier day."""
    return record.state == ASKED and record.due_on is not None and record.due_on < on


def of_house(actor: Actor, record: FireRecord) -> QuerySet[FireRecord]:
    """What else passed between the two about the house of a matter, the latest first."""
    return matters(actor).filter(house=record.house_id).exclude(pk=record.pk).order_by("-id")[:PAGE]


def of_case(actor: Actor, case: Case) -> QuerySet[FireRecord]:
    """What passed between the two about the house of a council's case, the latest first."""
    return matters(actor).filter(house=case.house_id).order_by("-id")[:PAGE]


def joint_visits(case: Case) -> list[FireEntry]:
    """How joint visits to the house of a case that are proposed, agreed or made were proposed, the latest first."""
    found = FireEntry.objects.filter(record__house=case.house_id, record__table=VISIT, number=1).exclude(record__state="declined")
    return list(found.select_related("record", "by").order_by("-id")[:PAGE])


def matter(actor: Actor, number: int) -> FireRecord | None:
    """One of them by its number; None where there is none or it is not theirs."""
    return matters(actor).filter(pk=number).first()


def entries(record: FireRecord) -> QuerySet[FireEntry]:
    """The entries of a matter in order."""
    return FireEntry.objects.filter(record=record).select_related("by").order_by("number")


def papers(actor: Actor, record: FireRecord) -> QuerySet[FirePaper]:
    """The papers that the fire authority added to a matter, for whoever may see the matter; the oldest first."""
    theirs = matters(actor).filter(pk=record.pk)
    return FirePaper.objects.filter(record__in=theirs, erased_at=None).select_related("by", "entry").order_by("id")


def hand_out(actor: Actor, record: FireRecord, number: int) -> Handed | None:
    """A paper of a matter for an actor; None alike for one that is not there and one that is not theirs. Raises FileLost."""
    found = papers(actor, record).filter(pk=number).first()
    return uploads.handed(found) if found else None


def houses(actor: Actor, council: Council, words: str) -> QuerySet[House]:
    """Houses of a council by address or postcode, for somebody of its fire authority who wants to refer one. Nothing but where they are."""
    served = actor.fire_authority is not None and council.fire_authority == actor.fire_authority
    if not served or not access.is_permitted(actor, access.Permission.ANSWER_FIRE) or not words.strip():
        return House.objects.none()
    said = words.strip()
    found = House.objects.filter(Q(address__icontains=said) | Q(postcode__istartswith=said), council=council)
    return found.order_by("address", "id")[:PAGE]


def councils(actor: Actor) -> QuerySet[Council]:
    """The councils that somebody's fire authority serves."""
    if actor.fire_authority is None or not access.is_permitted(actor, access.Permission.ANSWER_FIRE):
        return Council.objects.none()
    return Council.objects.filter(fire_authority=actor.fire_authority).order_by("name")


def house(actor: Actor, number: int) -> House | None:
    """A house in the area of somebody's fire authority or council, by its number; None where it is not in theirs."""
    if actor.council is not None and access.is_permitted(actor, access.Permission.SEE_CASES):
        return House.objects.filter(pk=number, council=actor.council).select_related("council__fire_authority").first()
    return House.objects.filter(pk=number, council__in=councils(actor)).select_related("council__fire_authority").first()


def shared(actor: Actor, case: Case) -> Shared | None:
    """What the actor's fire authority may see of a case; None where it was not shared with it. (LACORS protocol; SI 2005/1541 art 42.)"""
    if actor.fire_authority is None or not access.is_permitted(actor, access.Permission.ANSWER_FIRE):
        return None
    return _as_shared(case, actor.fire_authority)


def as_shared(actor: Actor, case: Case) -> Shared | None:
    """What the council's fire authority sees of a case, for the council to see it alike; None where nothing is shared."""
    if actor.council is None or case.council.fire_authority is None or not access.is_visible(actor, case):
        return None
    return _as_shared(case, case.council.fire_authority)


def _as_shared(case: Case, authority: FireAuthority) -> Shared | None:
    records = FireRecord.objects.filter(case=case, authority=authority)
    if not records.exists():
        return None
    licence = Licence.objects.filter(application=parties.home(case)).select_related("current").first()
    version = licence.current if licence else None
    kept = SurveyKept.objects.filter(case=case).order_by("-number").first()
    return Shared(
        council=case.council.name, reference=case.reference, kind=case.table, state=case.state,
        opened_on=timezone.localdate(case.opened_at), address=case.house.address, postcode=case.house.postcode, uprn=case.house.uprn,
        officer=str(case.officer) if case.officer else "", responsible=_responsible(case), licence=licence.number if licence else "",
        licence_from_on=version.from_on if version else None, licence_until_on=version.until_on if version else None,
        licence_persons=version.persons if version else None, licence_households=version.households if version else None,
        observed_on=kept.observed_on if kept else None,
        fire_facts=of_fire(read_survey_text(kept.document, "the survey of the case")) if kept else (),
        joint_visits=_visits(case), passed=_passed(records),
    )  # fmt: skip


def _responsible(case: Case) -> tuple[tuple[str, str], ...]:
    return tuple((each.role.value, each.name) for each in parties.persons(case) if each.role in NAMED)


def _visits(case: Case) -> tuple[datetime, ...]:
    held = Inspection.objects.filter(case=case, with_fire_authority=True, cancelled_at=None)
    return tuple(held.order_by("at").values_list("at", flat=True))


def _passed(records: QuerySet[FireRecord]) -> tuple[Passed, ...]:
    rows = FireEntry.objects.filter(record__in=records).select_related("by", "record").order_by("at", "id")
    return tuple(Passed(row.record.table, row.name, row.role, str(row.by), row.at, row.said) for row in rows)


def of_fire(survey: Survey) -> tuple[Fact, ...]:
    """What a survey tells of fire safety: facts of alarms, lighting, equipment and escape, and a few of the house. None is sensitive."""
    wanted = {path for thing in FIRE_THINGS for path in (each.path for each in THINGS[thing].facts.values())} | set(FIRE_FACTS)
    return tuple(
        Fact(path, seen.id, observed.text)
        for seen in survey.all_seen()
        for name, observed in seen.values.items()
        if (path := f"{seen.thing}.{name}") in wanted and not fact(path).sensitive
    )
