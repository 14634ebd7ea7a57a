"""What steps make of licences: a licence granted with its conditions, a version when it is varied, an exemption, and their own cases."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanlight.casework import acting, assessing, chain, due, entered, parties, posting, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import Case, Condition, Exemption, Licence, LicenceDraft, LicenceVersion, StepTaken, SurveyKept
from fanlight.casework.notices import matters, saying
from fanlight.casework.prepared import Prepared
from fanlight.facts.survey import Survey
from fanlight.licensing import licence_terms
from fanlight.licensing.deadlines import Delivery
from fanlight.licensing.licence_terms import ConditionTerms, LicenceTerms
from fanlight.licensing.procedure import Standing


class LicenceNotValid(Exception):
    """A licence that the law does not allow as it is drafted; the message says everything that is wrong, and `wrong` each."""

    def __init__(self, wrong: tuple[str, ...]) -> None:
        self.wrong = wrong
        super().__init__("the licence cannot be granted as it is drafted: " + "; ".join(wrong))


def surveyed(case: Case) -> SurveyKept | None:
    """The latest survey kept of the house: of the case, or of the application above it."""
    return _surveyed.first(case.pk, parties.home(case).pk)


@Prepared
def _surveyed(case: int, home: int) -> QuerySet[SurveyKept]:
    return SurveyKept.objects.filter(Q(case=case) | Q(case=home)).order_by("-at", "-number")[:1]


def document(case: Case) -> str:
    """The document of the house as last surveyed; nothing stands in that of a house that was not."""
    kept = surveyed(case)
    return kept.document if kept else chain.canonical({})


def survey(case: Case) -> Survey:
    """The house as last surveyed."""
    return assessing.survey(document(case))


def check(case: Case, terms: LicenceTerms, step: StepTaken) -> None:
    """Make sure that a licence may be granted with these terms. Raises LicenceNotValid."""
    wrong = lacking(case, terms, step.on)
    if wrong:
        raise LicenceNotValid(wrong)


def grant(step: StepTaken) -> Licence:
    """The licence that a decision grants, on the terms proposed, with its number, its conditions and a case of its own.

    Raises LicenceNotValid.
    """
    case = step.case
    terms = _drafted(case)
    check(case, terms, step)
    own = cases.open_case("licence", house=case.house, by=Actor(step.by, frozenset()), at=step.at, parent=case)
    licence = Licence.objects.create(council=case.council, house=case.house, number=own.reference, case=own, application=case)
    _version(licence, terms, step, 1)
    return licence


def lacking(case: Case, terms: LicenceTerms, on: date) -> tuple[str, ...]:
    """What is wrong with terms that a case drafts, on a day. A licence that is varied keeps its own first day, which is past."""
    if case.table == "variation":
        licence = saying.licence_of(case)
        on = licence.current.from_on if licence and licence.current else on
    return tuple(licence_terms.wrong(terms, survey=survey(case), on=on))


def vary(step: StepTaken) -> LicenceVersion:
    """The terms of a licence as a decision varies them. Raises LicenceNotValid."""
    licence = saying.licence_of(step.case)
    terms = _drafted(step.case)
    if licence is None:
        raise LicenceNotValid(("there is no licence to vary",))
    last = licence.versions.order_by("-number").first()
    wrong = lacking(step.case, terms, step.on)
    if wrong:
        raise LicenceNotValid(wrong)
    return _version(licence, terms, step, last.number + 1 if last else 1)


def _drafted(case: Case) -> LicenceTerms:
    draft = LicenceDraft.objects.filter(case=case).first()
    if draft is None or not draft.content:
        raise LicenceNotValid(("no licence was drafted",))
    return licence_terms.from_plain(draft.content)


def _version(licence: Licence, terms: LicenceTerms, step: StepTaken, number: int) -> LicenceVersion:
    assert terms.from_ and terms.until and terms.persons and terms.households  # `wrong` has refused anything else
    made = LicenceVersion.objects.create(
        licence=licence, number=number, step=step, from_on=terms.from_, until_on=terms.until, holder=terms.holder, manager=terms.manager,
        persons=terms.persons, households=terms.households, content=chain.canonical(terms.plain()), at=step.at,
        particulars=entered.particulars(step.case, terms, survey(step.case), step.on),
    )  # fmt: skip
    if number == 1:
        entered.let_count(made)
    kept = {each.key for each in terms.conditions}
    Condition.objects.filter(licence=licence, until_version=None).exclude(key__in=kept).update(until_version=number)
    held = set(Condition.objects.filter(licence=licence, until_version=None).values_list("key", flat=True))
    new = [each for each in terms.conditions if each.key not in held]
    Condition.objects.bulk_create(_condition(licence, each, number) for each in new)
    due.repeat(licence.case)
    about = {"licence": licence.number, "version": number, "digest": chain.digest(made.content)}
    recording.write("licence version made", council=licence.council, by=step.by, at=step.at, case=step.case, about=about)
    return made


def _condition(licence: Licence, each: ConditionTerms, number: int) -> Condition:
    kept = {"words": each.words, "because": each.because, "source": each.source, "due_on": each.due_on}
    return Condition(licence=licence, key=each.key, from_version=number, **kept)


def exempt(step: StepTaken) -> Exemption:
    """The exemption that a notice gives, for the term the law fixes."""
    by = Delivery(step.details.get("delivery", Delivery.HAND))
    term = matters.exemption_term(step.case, step.name, posting.posted_on(step.case.council, by, step.at), by)
    notified = step.case.steps_taken.filter(name__in=("notify", "ask-again")).order_by("-number").first()
    begins = term.get("first_last_on") or step.on
    return Exemption.objects.create(
        case=step.case, step=step, from_on=begins, until_on=term["last_on"], steps_to_be_taken=notified.reasons if notified else ""
    )


def begin(step: StepTaken, *, at: datetime) -> None:
    """Let a licence granted today that begins today come into force at once."""
    if step.case.table != "application" or step.name != "grant":
        return
    licence = Licence.objects.select_related("case").get(application=step.case)
    version = licence.versions.get(number=1)
    if version.from_on <= timezone.localdate(at):
        needs = {"commencement-reached": Standing.MET}
        cases.take_step(licence.case, Taking("come-into-force", acting.TIME, at, needs=needs))
