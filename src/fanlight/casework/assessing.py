"""Assessing the house of a case: which editions its council applies on a day, each read once and kept in the process."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.dependence import asked
from fanlight.assessment.finding import Assessment, Verdict
from fanlight.assessment.works import Departure
from fanlight.casework import chain, designations, fees, loaded, parties
from fanlight.casework.models import Adoption, Case, Council
from fanlight.casework.models import Departure as DepartureRow
from fanlight.casework.prepared import Prepared
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.facts.thing import fact
from fanlight.licensing import licence_terms, need
from fanlight.licensing.fire_authority import FIRE_THINGS
from fanlight.licensing.law import england
from fanlight.licensing.licence_terms import Assessed
from fanlight.licensing.need import Asking, Need
from fanlight.standards.edition import Force
from fanlight.standards.library import Library

KEPT_SURVEYS = 64
KEPT_ASSESSMENTS = 16
OF_HOUSE = ("persons", "storeys")


class NoEdition(Exception):
    """A council that has adopted no standard for a day; the message says what to do."""


Named = tuple[str, Library]
"""An edition by its id, with the library in which it is read."""


def program(edition: str) -> Program:
    """An edition made ready to assess: one that comes with Fanlight, or one that its council loaded and adopted. Raises Refused."""
    return program_in(edition, loaded.library_of(edition))


@lru_cache(maxsize=32)
def program_in(edition: str, library: Library) -> Program:
    """An edition of a library made ready to assess. Raises Refused."""
    return Program(library.read(edition))


@lru_cache(maxsize=KEPT_SURVEYS)
def survey(document: str) -> Survey:
    """A survey from its document as text. Raises Refused with every problem."""
    return read_survey_text(document, "the survey of the case")


def survey_of(document: Mapping[str, Any]) -> Survey:
    """A survey from its document. Raises Refused with every problem."""
    return survey(chain.canonical(document))


def adopted(council: Council, on: date) -> str:
    """The edition that a council applies on a day to what begins then. Raises NoEdition."""
    found = _adopted.first(council.pk, on)
    if found is None:
        raise NoEdition(f"{council.name} has adopted no standard for {on:%-d %B %Y}: record the adoption first")
    return found.edition


@Prepared
def _adopted(council: int, on: date) -> QuerySet[Adoption]:
    return Adoption.objects.filter(council=council, from_on__lte=on, withdrawn_at=None).order_by("-from_on")[:1]


def adopted_for(case: Case, on: date) -> str:
    """The edition by which a case is assessed: that of the day on which the application was made, whatever was adopted since.

    A variation is an application of its own; every other matter of a licence keeps to the application it was granted on. An application
    of before the council's first adoption is assessed by that first one. Raises NoEdition where none has begun by the day `on`.
    """
    whose = case if case.table == "variation" else parties.home(case)
    made = min(fees.applied_on(whose, on), on)
    try:
        return adopted(case.council, made)
    except NoEdition:
        first = Adoption.objects.filter(council=case.council, from_on__lte=on, withdrawn_at=None).order_by("from_on").first()
        return first.edition if first else adopted(case.council, on)


def editions(council: Council, on: date) -> tuple[str, ...]:
    """The national editions that stand beside a council's own on a day, then its own. Raises NoEdition."""
    return _with_beside(adopted(council, on), on)


def editions_of(case: Case, on: date) -> tuple[str, ...]:
    """The editions by which a case is assessed on a day: the law of that day, and the council's own that counts for the case.

    Raises NoEdition.
    """
    return _with_beside(adopted_for(case, on), on)


def _with_beside(own: str, on: date) -> tuple[str, ...]:
    library = loaded.library_of(own)
    return (*(national for national in library.beside(own) if library.has_begun(national, on)), own)


def assess(house: Survey, names: Sequence[str], on: date) -> list[Assessment]:
    """One assessment an edition. Raises Refused where the survey contradicts itself."""
    check(house)
    return [program(name).assess(house, on) for name in names]


def of_document(document: str, names: tuple[str, ...], on: date, *, is_proposed: bool = False) -> tuple[Assessment, ...]:
    """One assessment an edition of a survey's document, not to be changed: an officer goes from page to page of one house.

    Where a licence is only proposed, what clauses ask of one in force is not asked. Raises Refused, as `assess` does.
    """
    return _of_document(document, _named(names), on, is_proposed=is_proposed)


@lru_cache(maxsize=KEPT_ASSESSMENTS)
def _of_document(document: str, named: tuple[Named, ...], on: date, *, is_proposed: bool) -> tuple[Assessment, ...]:
    house = survey(document)
    return tuple(assess(licence_terms.unlicensed(house) if is_proposed else house, [name for name, _ in named], on))


def _named(names: Sequence[str]) -> tuple[Named, ...]:
    return tuple((name, loaded.library_of(name)) for name in names)


def licence_need(house: Survey, council: Council, on: date) -> Need:
    """Whether a house of a council needs a licence on a day, and which. Raises Refused for schemes that cannot be used, and NotKnown."""
    law = england()
    return need.at(Asking(house, law, designations.held(council, law)), on)


def assessed(house: Survey, council: Council, on: date) -> Assessed:
    """A house held against the editions in force, without any departure. Raises NoEdition, and Refused where it contradicts itself."""
    names = editions(council, on)
    return Assessed(tuple(program(name) for name in names), tuple(assess(house, names, on)), (), on)


def counts(done: Sequence[Assessment]) -> dict[str, int]:
    """How many clauses have each verdict, the worst of a clause's subjects counting; of those not met how many bind and how many are
    about fire; and how many persons and storeys the house has at most, left out where nobody observed it.
    """
    found = {verdict.value: 0 for verdict in Verdict} | dict.fromkeys(("not_met_must", "not_met_should", "not_met_fire"), 0)
    for each in done:
        for name, verdict in each.verdicts().items():
            found[verdict.value] += 1
            if verdict is Verdict.NOT_MET:
                clause = each.edition.clauses[name]
                found["not_met_must" if clause.force is Force.MUST else "not_met_should"] += 1
                found["not_met_fire"] += clause.each in FIRE_THINGS
    return found | (_of_house(done[0].survey) if done else {})


def _of_house(house: Survey) -> dict[str, int]:
    """How many persons and storeys were observed, at most."""
    seen = {name: one for each in house.things.get("house", ()) for name, one in each.values.items() if name in OF_HOUSE}
    return {name: one.bounds[1] for name, one in seen.items() if one.bounds != fact(f"house.{name}").domain}


def departures(case: Case) -> list[Departure]:
    """The departures of a case that stand: the latest for each clause and subject, unless it was withdrawn."""
    latest: dict[tuple[str, str, str], DepartureRow] = {}
    for row in _departures(case.pk):
        latest[row.edition, row.clause, row.subject] = row
    return [
        Departure(row.clause, row.edition, row.subject, row.reasons, str(row.by), row.at.date(), None)
        for row in latest.values()
        if not row.is_withdrawn
    ]


@Prepared
def _departures(case: int) -> QuerySet[DepartureRow]:
    return DepartureRow.objects.filter(case=case).select_related("by").order_by("id")


def needed(names: tuple[str, ...]) -> tuple[str, ...]:
    """The facts that some editions ask, by path, those that most clauses ask first."""
    return _needed(_named(names))


@lru_cache(maxsize=16)
def _needed(named: tuple[Named, ...]) -> tuple[str, ...]:
    counted: Counter[str] = Counter()
    for name, library in named:
        edition = program_in(name, library).edition
        for ready in program_in(name, library).clauses:
            counted.update(asked(ready.clause, edition))
    return tuple(path for path, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])))
