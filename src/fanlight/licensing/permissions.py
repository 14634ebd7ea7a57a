"""Alternatives that a council's text allows only on prior permission or on papers handed in: a request, its answer, and the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanlight.assessment.works import Departure
from fanlight.licensing import deadlines
from fanlight.licensing.law import Law, Provision
from fanlight.licensing.periods import named

PREFIX = "alternative/"


class Needs(StrEnum):
    """What the text asks before an alternative is allowed."""

    PRIOR_PERMISSION = "prior permission"
    RISK_ASSESSMENT = "risk assessment"


class RequestNotComplete(Exception):
    """A request that says too little to be answered; the message says what is missing."""


class AnswerNotOpen(Exception):
    """An answer that the text does not allow; the message says why, with the citation."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a council's text allows on permission or papers. `clauses` are the clauses it stands in for (or how their ids begin)."""

    name: str
    council: str
    says: str
    needs: Needs
    asked_by: str
    answered_by: str
    papers: tuple[str, ...]
    before: str
    clauses: tuple[str, ...]
    refusal: str
    provision: Provision

    def covers(self, clause: str) -> bool:
        """Whether a clause is one the alternative stands in for."""
        return any(clause == own or (own.endswith(".") and clause.startswith(own)) for own in self.clauses)


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for an alternative. `papers` are those of the alternative's papers that came with it; `done_on` is when it was done."""

    alternative: Alternative
    proposal: str
    by: str
    on: date
    papers: tuple[str, ...] = ()
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered, by whom, when and why. `term` is the first day it no longer holds, where it has one."""

    request: Request
    is_granted: bool
    reason: str
    by: str
    on: date
    term: date | None = None


def alternatives(council: str, on: date, law: Law | None = None) -> tuple[Alternative, ...]:
    """What a council's text allowed on permission or papers on a day, in order of name."""
    held = law or deadlines.councils()
    begins = f"{PREFIX}{council}/"
    return tuple(
        _alternative(rule) for name in sorted(held.rules) if name.startswith(begins) for rule in held.rules[name] if rule.holds_on(on)
    )


def alternative(name: str, on: date, law: Law | None = None) -> Alternative:
    """The alternative of that name (`sheffield/heating`) as it stood on a day. Raises NotKnown."""
    return _alternative((law or deadlines.councils()).at(PREFIX + name, on))


def _alternative(rule: Provision) -> Alternative:
    given = rule.values
    name = rule.id.removeprefix(PREFIX)
    return Alternative(
        name=name, council=name.partition("/")[0], says=rule.says, needs=Needs(given["needs"]), asked_by=given["asked_by"],
        answered_by=given["answered_by"], papers=_several(given.get("papers", "")), before=given.get("before", ""),
        clauses=_several(given["clauses"]), refusal=given.get("refusal", ""), provision=rule,
    )  # fmt: skip


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def ask(alternative: Alternative, *, proposal: str, by: str, on: date, papers: Sequence[str] = (), done_on: date | None = None) -> Request:
    """A request as it was made. Raises RequestNotComplete.

    It must name who asks and what is proposed, enclose only papers that are asked for, and stand under a text in force on the day.
    """
    if not by.strip() or not proposal.strip():
        raise RequestNotComplete("a request says who asks, and what they propose in the place of what the standard asks")
    if not alternative.provision.holds_on(on):
        raise RequestNotComplete(f"{alternative.provision.cited} was not in force on {named(on)}")
    other = [paper for paper in papers if paper not in alternative.papers]
    if other:
        raise RequestNotComplete(f"'{other[0]}' is none of the papers asked for; they are: {'; '.join(alternative.papers) or 'none'}")
    return Request(alternative, proposal, by, on, tuple(papers), done_on)


def lacking(request: Request) -> tuple[str, ...]:
    """What is wrong with a request before anybody weighs it: papers that are not there, or permission asked after the event."""
    asked = request.alternative
    missing = [f"not handed in: {paper}" for paper in asked.papers if paper not in request.papers]
    if asked.needs is Needs.PRIOR_PERMISSION and request.done_on is not None and request.done_on <= request.on:
        missing.append(f"it was carried out on {named(request.done_on)}, and permission is asked before {asked.before}")
    return tuple(missing)


def answer(request: Request, *, granted: bool, reason: str, by: str, on: date, term: date | None = None) -> Answered:
    """An officer's answer with its reason; nothing here decides for the officer.

    Raises AnswerNotOpen without a reason or a name, before the request was made, and for a grant while papers are not there: the text
    lets the council consider such a request only with them. Late permission may still be granted; the officer's reason says why.
    """
    cited = request.alternative.provision.cited
    if not reason.strip() or not by.strip():
        wants = f"; a refusal is given {request.alternative.refusal}" if not granted and request.alternative.refusal else ""
        raise AnswerNotOpen(f"an answer names who gives it and the reason{wants} ({cited})")
    if on < request.on:
        raise AnswerNotOpen(f"the answer of {named(on)} is earlier than the request of {named(request.on)}")
    if term is not None and term <= on:
        raise AnswerNotOpen(f"a term until {named(term)} is over before the answer of {named(on)}")
    if granted and any(paper not in request.papers for paper in request.alternative.papers):
        raise AnswerNotOpen(f"{'; '.join(lacking(request))}: without it the request is not considered ({cited})")
    return Answered(request, granted, reason.strip(), by.strip(), on, term)


def departure(answered: Answered, *, clause: str, edition: str = "", subject: str = "") -> Departure:
    """A granted alternative as the departure it is, for the schedule of works. Raises AnswerNotOpen for a refusal or another clause."""
    asked = answered.request.alternative
    if not answered.is_granted:
        raise AnswerNotOpen(f"the request was refused on {named(answered.on)}: {answered.reason}")
    if not asked.covers(clause):
        raise AnswerNotOpen(f"'{clause}' is not what '{asked.name}' stands in for: {', '.join(asked.clauses)}")
    reason = f"{answered.request.proposal}: {answered.reason} ({asked.provision.citation})"
    return Departure(clause, edition, subject, reason, answered.by, answered.on, answered.term)
