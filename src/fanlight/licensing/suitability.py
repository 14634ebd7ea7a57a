"""What must be weighed before anybody is found fit and proper, and which way the policy presumes; what follows is for an officer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Finding, Verdict
from fanlight.facts.kinds import Choice
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.thing import fact
from fanlight.licensing.law import Law, Provision
from fanlight.licensing.periods import Counting, Period, corresponding
from fanlight.licensing.rehabilitation import Spent, Standing
from fanlight.licensing.suitability_policies import ClockTerm, Heading, Leaning, Policy, Weighed
from fanlight.standards.edition import Clause, Edition
from fanlight.standards.nodes import FactOf, IsOption, walk

DAY = timedelta(days=1)
NOT_CRIMINAL = ("discrimination", "code_breach", "none")
TELLS_OF_OFFENCES = frozenset(
    f"party.{name}"
    for name in (
        "has_wrongdoing_evidence", "offences", "offence_period", "contraventions", "criminal_record_check",
        "has_acted_for_landlord_during_wrongdoing",
    )
)  # fmt: skip


class Bearing(StrEnum):
    """Whether something counts in this case."""

    COUNTS = "counts"
    CANNOT_TELL = "cannot tell whether it counts"


@dataclass(frozen=True, slots=True)
class Consideration:
    """One thing to weigh about one subject (a party, an offence, an order, or the case as a whole: empty).

    `party` is whose it is, where that is known. `shown` is what the facts say of what it asks; None where only a person can say.
    `missing` are the facts that would settle whether it counts, or what is shown.
    """

    heading: Heading
    leans: Leaning
    says: str
    source: str
    certainty: str
    subject: str
    party: str
    standing: Bearing
    shown: Verdict | None
    missing: tuple[str, ...]
    is_criminal_offence_data: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of a case. Both days are within it; None where the day it runs from is not known, or never was."""

    term: ClockTerm
    subject: str
    first: date | None
    last: date | None

    def runs_on(self, on: date) -> bool | None:
        """Whether the period takes in a day; None where that cannot be told."""
        return None if self.first is None or self.last is None else self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class Record:
    """Everything to be weighed. There is no conclusion in it, and none may be drawn by counting.

    `spent` is how many spent convictions were left out; nothing else of them is kept. `undeclared` are provisions that must be asked of
    the applicant because no fact is declared for them; `unlisted` the lists that may leave something out.
    """

    on: date
    considerations: tuple[Consideration, ...]
    clocks: tuple[Clock, ...]
    spent: int
    undeclared: tuple[Provision, ...]
    unlisted: tuple[str, ...]
    principle: Provision
    withheld: int = 0

    def about(self, party: str) -> tuple[Consideration, ...]:
        """What is to be weighed of one party."""
        return tuple(each for each in self.considerations if each.party == party)

    @property
    def presumptions(self) -> tuple[Consideration, ...]:
        """Where the policy presumes something, surely or maybe."""
        return tuple(each for each in self.considerations if each.leans is not Leaning.NONE)

    def without_criminal_offence_data(self) -> "Record":
        """The record for a reader who may not see facts about offences: how many considerations were withheld is said, and no more."""
        kept = tuple(each for each in self.considerations if not each.is_criminal_offence_data)
        return replace(self, considerations=kept, spent=0, withheld=len(self.considerations) - len(kept))


class SpentDisagrees(ValueError):
    """A survey and the sentence say different things of one conviction; the message names it."""


def with_rehabilitation(survey: Survey, standings: Sequence[Standing]) -> Survey:
    """The survey with `offence.is_unspent` worked out from sentences, where nobody observed it. An observed value is never overwritten.

    Raises SpentDisagrees where an observed value contradicts what was worked out.
    """
    known = {each.conviction: each for each in standings if each.state is not Spent.CANNOT_TELL}
    offences = tuple(_worked_out(seen, known.get(seen.id)) for seen in survey.things.get("offence", ()))
    return replace(survey, things={**survey.things, "offence": offences})


def _worked_out(seen: Seen, standing: Standing | None) -> Seen:
    if standing is None:
        return seen
    unspent = int(standing.state is Spent.UNSPENT)
    observed = seen.values.get("is_unspent")
    if observed is None:
        source = "; ".join(dict.fromkeys(rule.citation for rule in standing.provisions))
        value = Observed((unspent, unspent), "yes" if unspent else "no", f"worked out: {source}")
        return replace(seen, values={**seen.values, "is_unspent": value})
    if observed.bounds != (unspent, unspent) and observed.bounds[0] == observed.bounds[1]:
        raise SpentDisagrees(
            f"the survey says that offence {seen.id} is {'' if observed.bounds[0] else 'not '}unspent, the sentence otherwise"
        )
    return seen


def assembled(survey: Survey, policies: Sequence[Policy], *, law: Law, edition: Edition, on: date) -> Record:
    """What is to be weighed on a day under some policies, the Act's own first. `edition` lends its terms to the clauses of its council.

    It assembles and never decides. Source: Housing Act 2004, ss.64 and 66.
    """
    found = [each for policy in policies for each in _considered(policy, policy.edition or edition, survey, on)]
    clocks = tuple(clock for policy in policies for term in policy.clocks for clock in _clocks(term, survey))
    undeclared = tuple(rule for policy in policies for rule in policy.undeclared)
    spent = sum(_is_spent(seen) for seen in survey.things.get("offence", ()))
    unlisted = tuple(thing for thing in ("offence", "order", "party") if thing not in survey.complete)
    return Record(on, tuple(found), clocks, spent, undeclared, unlisted, law.at("suitability/officer-decides", on))


def _is_spent(seen: Seen) -> bool:
    observed = seen.values.get("is_unspent")
    return observed is not None and observed.bounds == (0, 0)


def _considered(policy: Policy, edition: Edition, survey: Survey, on: date) -> Iterator[Consideration]:
    by_id = {each.applies.id: each for each in policy.weighed}
    counting = _assess(edition, [each.applies for each in policy.weighed], survey, on)
    showing = _assess(edition, [each.shows for each in policy.weighed if each.shows], survey, on)
    shown = {(finding.clause.id, _subject(finding)): finding for finding in showing}
    spent = {seen.id for seen in survey.things.get("offence", ()) if _is_spent(seen)}
    for finding in counting:
        if finding.verdict is not Verdict.DOES_NOT_APPLY and not _is_left_out(finding, spent):
            yield _consideration(by_id[finding.clause.id], finding, shown.get((finding.clause.id, _subject(finding))), survey)


def _assess(edition: Edition, clauses: Iterable[Clause], survey: Survey, on: date) -> list[Finding]:
    return Program(replace(edition, clauses={clause.id: clause for clause in clauses})).assess(survey, on).findings


def _is_left_out(finding: Finding, spent: set[str]) -> bool:
    """A spent conviction is left out whatever a policy asks (Rehabilitation of Offenders Act 1974, s.4); so is what nobody listed."""
    subject = finding.subject
    return subject is not None and (subject.phantom or (subject.thing == "offence" and subject.id in spent))


def _consideration(weighed: Weighed, finding: Finding, shown: Finding | None, survey: Survey) -> Consideration:
    missing = [*finding.missing, *(shown.missing if shown else ())]
    subject = _subject(finding)
    return Consideration(
        heading=weighed.heading, leans=weighed.leans, says=weighed.applies.says, source=weighed.source, certainty=weighed.certainty,
        subject=subject, party=_party(finding, survey),
        standing=Bearing.COUNTS if finding.verdict is Verdict.MET else Bearing.CANNOT_TELL,
        shown=shown.verdict if shown else None,
        missing=tuple(dict.fromkeys(f"{one.path} of {one.id}" if one.id not in ("", one.thing) else one.path for one in missing)),
        is_criminal_offence_data=_is_criminal(finding, survey),
    )  # fmt: skip


def _subject(finding: Finding) -> str:
    return finding.subject.id if finding.subject else ""


def _party(finding: Finding, survey: Survey) -> str:
    """Whose consideration it is: the party itself, or the one whose offence it is said to be."""
    if finding.subject is None or finding.subject.thing == "party":
        return _subject(finding)
    observed = finding.subject.observed.get("party")
    return observed.targets[0] if observed and len(observed.targets) == 1 else ""


def _is_criminal(finding: Finding, survey: Survey) -> bool:
    """Whether it tells of an offence, or may: what is unknown is marked. (UK GDPR, art 10; Data Protection Act 2018, s.11.)"""
    if finding.subject is not None and finding.subject.thing == "offence":
        return not _is_surely_no_crime(finding.subject.observed)
    asked = (finding.clause.applies, finding.clause.proof)
    nodes = [node for one in asked if one is not None for node in walk(one)]
    return any(node.path in TELLS_OF_OFFENCES or node.path.startswith("offence.") for node in nodes if isinstance(node, FactOf | IsOption))


def _is_surely_no_crime(observed: Mapping[str, Observed]) -> bool:
    """Discrimination and the like, with no conviction: everything else may be an offence."""
    wrongdoing, convicted = observed.get("wrongdoing"), observed.get("is_convicted")
    declared = fact("offence.wrongdoing")
    assert isinstance(declared, Choice)
    harmless = sum(declared.mask(option) for option in NOT_CRIMINAL)
    return wrongdoing is not None and not wrongdoing.bounds[0] & ~harmless and convicted is not None and convicted.bounds == (0, 0)


def _clocks(term: ClockTerm, survey: Survey) -> Iterator[Clock]:
    """A period for each thing that has its day."""
    thing, _, name = term.start.partition(".")
    for seen in survey.things.get(thing, ()):
        observed = seen.values.get(name)
        if observed is None or observed.bounds[0] != observed.bounds[1]:
            yield Clock(term, seen.id, None, None)
            continue
        start = date.fromordinal(observed.bounds[0])
        if term.counts == "before":
            yield Clock(term, seen.id, corresponding(start, -term.months).day, start - DAY)
        else:
            held = Period(term.months, "month", Counting.BEGINNING_WITH).reckon(start)
            yield Clock(term, seen.id, held.first, held.last)


def four_dates(law: Law, *, on: date) -> tuple[Provision, ...]:
    """The four dates of one case, each of which decides another law: grant, inspection, offence and application."""
    return tuple(law.at(name, on) for name in sorted(law.rules) if name.startswith("clock/"))
