"""An application as it stands in the database: its form or survey, its persons, what was declared and handed in; and all it lacks."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from fanlight.casework import assessing, fees, parties
from fanlight.casework.models import Case, Council, Declaration, Draft, Party, SurveyKept, Upload
from fanlight.casework.prepared import Prepared
from fanlight.facts.files import Refused
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing import applications
from fanlight.licensing.applications import Application, Entered, Kind, Lacking
from fanlight.licensing.law import Law, read_law

FORM = "application"
DECLARED = "declared"
TRUTH = "truth"
UNKNOWN = Survey("", "the form", {})


def application(case: Case) -> Application:
    """The application as it stands. A form that cannot be read tells nothing."""
    draft = _draft.first(case.pk, FORM)
    told = parties.rows(case)
    declared = {each.party_id for each in _declared(told[0].case_id)} if told else set()
    return Application(
        kind=Kind(case.kind) if case.kind in tuple(Kind) else Kind.FIRST, survey=_survey(case, draft), address=case.house.address,
        persons=tuple(_entered(row, declared) for row in told),
        declared=applications.said(draft.done.get(DECLARED, {})) if draft else frozenset(),
        uploads=frozenset(each.kind for each in _uploads(case.pk)),
    )  # fmt: skip


@Prepared
def _draft(case: int, depth: str) -> QuerySet[Draft]:
    return Draft.objects.filter(case=case, depth=depth).order_by("id")[:1]


@Prepared
def _declared(case: int) -> QuerySet[Declaration]:
    return Declaration.objects.filter(party__case=case).only("party_id")


@Prepared
def _uploads(case: int) -> QuerySet[Upload]:
    return Upload.objects.filter(case=case).only("kind")


@Prepared
def _kept(case: int, depth: str) -> QuerySet[SurveyKept]:
    return SurveyKept.objects.filter(case=case, depth=depth).order_by("-number")[:1]


def _entered(row: Party, declared: set[int]) -> Entered:
    return Entered(parties.person(row), row.phone, row.pk in declared)


def _survey(case: Case, draft: Draft | None) -> Survey:
    """What the applicant tells of the house: the form while it is written, else what was handed in last."""
    if draft is not None:
        text = json.dumps(draft.document)
    else:
        kept = _kept.first(case.pk, FORM)
        text = kept.document if kept else ""
    try:
        return read_survey_text(text, UNKNOWN.name) if text else UNKNOWN
    except Refused:
        return UNKNOWN


def missing(case: Case, on: date | None = None) -> tuple[Lacking, ...]:
    """All that an application lacks under the law of its day, in an order an applicant can follow. Raises NotKnown and Refused."""
    today = on or timezone.localdate()
    return applications.missing(application(case), fees.applied_on(case, today), council=asked_by(case.council))


def asked_by(council: Council) -> Law | None:
    """What a council asks beside what is prescribed, from the rules in its own folder; None without any. Raises Refused."""
    found = {name: rules for name, rules in own_rules(fees.folders()).rules.items() if name.startswith(applications.PREFIX)}
    begins = f"{applications.PREFIX}{council.slug}/"
    own = {name: rules for name, rules in found.items() if name.startswith(begins)}
    return Law(own) if own else None


@cache
def own_rules(folders: tuple[Path, ...]) -> Law:
    """Every rule of the councils in some folders, in the form of the law's own. Raises Refused."""
    read = [read_law(folder) for folder in folders]
    return Law({name: rules for law in read for name, rules in law.rules.items()})


def asked_first(case: Case, on: date) -> tuple[str, ...]:
    """The facts that the form of an application asks for first: what is prescribed and, but for a renewal, what the standards ask.

    A council that has adopted no standard asks what is prescribed.
    """
    kind = Kind(case.kind) if case.kind in tuple(Kind) else Kind.FIRST
    prescribed = applications.asks(kind, fees.applied_on(case, on))
    if kind is Kind.RENEWAL:
        return prescribed
    try:
        standards = assessing.needed(assessing.editions_of(case, on))
    except assessing.NoEdition:
        standards = ()
    return tuple(dict.fromkeys((*prescribed, *standards)))
