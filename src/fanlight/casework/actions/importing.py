"""Entering licences that were granted before this service: those of a register row by row, all that are sound or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import acting, chain, entered, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases
from fanlight.casework.actions.cases import Taking
from fanlight.casework.intake import Fate, Intake, Weighed
from fanlight.casework.models import ApiKey, Council, House, Licence, LicenceEntered, LicenceVersion, Party
from fanlight.licensing.licence_terms import LicenceTerms
from fanlight.licensing.procedure import Standing
from fanlight.licensing.register_entries import Entry
from fanlight.licensing.relevant_persons import LegalRole

KIND = "entered from a register"
OF_VERSION = ("licence_number", "address", "postcode", "uprn", "ward", "start_on", "end_on", "max_persons", "max_households",
              "licence_state", "licence_type")  # fmt: skip
"""What a licence and its house say themselves; the rest of a row are particulars of its version."""
PEOPLE = {"holder": LegalRole.HOLDER, "manager": LegalRole.MANAGING}


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows come from: what it is called, and the key under which another system sent them."""

    name: str
    key: ApiKey | None = None


def weighed(council: Council, entries: Iterable[Entry], *, at: datetime) -> list[Weighed]:
    """What would become of each row; nothing is changed."""
    return list(Intake(council, timezone.localdate(at)).weigh(entries))


@transaction.atomic
def enter(council: Council, entries: Iterable[Entry], source: Source, *, at: datetime) -> list[Weighed]:
    """Enter every row that can be, all or none; what became of each. A row set aside changes nothing, and none is entered twice."""
    Council.objects.select_for_update().get(pk=council.pk)  # two that enter the same register wait for each other
    rows = weighed(council, entries, at=at)
    for each in rows:
        if each.fate is Fate.NEW:
            _licence(council, each, source, at)
    return rows


def _licence(council: Council, said: Weighed, source: Source, at: datetime) -> None:
    own = cases.open_case("licence", house=_house(council, said), by=Actor(None, frozenset()), at=at, kind=KIND)
    licence = Licence.objects.create(council=council, house=own.house, number=said.number, case=own)
    version = _version(licence, said, at)
    LicenceEntered.objects.create(
        licence=licence, source=source.name[:200], row=said.row, said=said.said, missing=list(said.missing), key=source.key, at=at
    )
    entered.let_count(version)
    for name, role in PEOPLE.items():
        if held := str(said.values.get(f"{name}_name", "")):
            Party.objects.create(case=own, role=role, name=held, address=str(said.values.get(f"{name}_address", "")))
    about = {"licence": licence.number, "source": source.name[:200], "row": said.row, "digest": chain.digest(said.said)}
    key = {"key": source.key.pk} if source.key else {}
    recording.write("licence entered from a register", council=council, by=None, at=at, case=own, about=about | key)
    _let_begin(licence, version, at)


def _house(council: Council, said: Weighed) -> House:
    """The house that the council has already, by its UPRN, else by its whole address; else a new one."""
    given = {name: str(said.values.get(name, "")) for name in ("uprn", "address", "postcode", "ward")}
    given["uprn"] = given["uprn"].lstrip("0")
    held = House.objects.filter(council=council)
    found = held.filter(uprn=given["uprn"]).first() if given["uprn"] else None
    if found is None and given["postcode"]:
        same = held.filter(address__iexact=given["address"], postcode=given["postcode"])
        found = (same.filter(uprn="") if given["uprn"] else same).order_by("id").first()
    return found or House.objects.create(council=council, **given)


def _version(licence: Licence, said: Weighed, at: datetime) -> LicenceVersion:
    entry = Entry(said.row, said.values)
    begins, ends = entry.day("start_on"), entry.day("end_on")
    assert begins and ends  # what has no days was set aside
    holder, manager = entry.text("holder_name"), entry.text("manager_name")
    persons, households = entry.count("max_persons"), entry.count("max_households")
    terms = LicenceTerms(holder=holder, manager=manager, from_=begins, until=ends, persons=persons, households=households)
    told = {name: str(value) if not isinstance(value, int) else value for name, value in said.values.items() if name not in OF_VERSION}
    return LicenceVersion.objects.create(
        licence=licence, number=1, from_on=begins, until_on=ends, holder=holder, manager=manager, persons=persons, households=households,
        content=chain.canonical(terms.plain()), particulars=told, at=at,
    )  # fmt: skip


def _let_begin(licence: Licence, version: LicenceVersion, at: datetime) -> None:
    """Let its case stand where its days have brought it: in force, or ended with its term."""
    today = timezone.localdate(at)
    if version.from_on <= today:
        cases.take_step(licence.case, Taking("come-into-force", acting.TIME, at, needs={"commencement-reached": Standing.MET}))
    if version.until_on < today:
        cases.take_step(licence.case, Taking("expire", acting.TIME, at, needs={"term-over": Standing.MET}))
