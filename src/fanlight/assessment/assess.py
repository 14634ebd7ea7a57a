"""Assessing one survey against one edition: every clause on every subject, with explanation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight import __version__
from fanlight.assessment import bounds
from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.assessment.evaluate import FIRST, SINGLE_PLACES, Compiler, environment
from fanlight.assessment.finding import Assessment, Finding, Measured, Verdict
from fanlight.assessment.model import Env, Row, Value, dated, lay_out
from fanlight.assessment.shape import parts_of
from fanlight.assessment.trace import Reason, Tracer, Trail
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Edition, Force, Limit
from fanlight.standards.nodes import Node

ALWAYS = nodes.YES


@dataclass(slots=True)
class _Limit:
    """A limit made runnable."""

    measure: Value
    required: Value
    compare: Callable[[Bounds, Bounds], Bounds]
    op: str
    decimals: int
    unit: str
    what: str


@dataclass(slots=True)
class Ready:
    """A clause made runnable. `house` is the part of its condition that asks no subject; `is_one_limit`: its limit is its proof."""

    clause: Clause
    house: Value | None
    applies: Value | None
    conditions: list[tuple[Value, Reason]]
    proof: Value
    limits: list[_Limit]
    is_one_limit: bool
    alternatives: list[tuple[str, Value]]
    why_house: Reason
    why_applies: Reason
    why_proof: Reason
    permission: bool


class Program:
    """An edition made runnable; make it once and assess many surveys with it."""

    def __init__(self, edition: Edition, only: Sequence[str] | None = None) -> None:
        self.edition = edition
        self.compiler = Compiler({path: term.node for path, term in edition.terms.items()})
        self.tracer = Tracer(self.compiler)
        wanted = edition.clauses.values() if only is None else [edition.clauses[name] for name in only]
        self.clauses = [self._ready(clause) for clause in wanted if clause.proof is not None]
        self.by_id = {ready.clause.id: ready for ready in self.clauses}

    def _ready(self, clause: Clause) -> Ready:
        places = {**SINGLE_PLACES, clause.each: FIRST} if clause.each else SINGLE_PLACES
        value, why = self.compiler.value, self.tracer.reason
        of_house, of_subject = _split(clause.applies, clause.each)
        condition = clause.applies or ALWAYS
        assert clause.proof is not None
        left = self.edition.left_open.intersection(clause.readings)
        return Ready(
            clause=clause,
            house=value(of_house, places) if of_house else None,
            applies=value(of_subject, places) if of_subject else None,
            conditions=[(value(part, places), why(part, places)) for part in parts_of(of_subject)] if of_subject else [],
            proof=_left_open if left else value(clause.proof, places),
            limits=[self._limit(limit, places) for limit in clause.limits],
            is_one_limit=not left and [clause.proof] == [nodes.Compare(limit.op, limit.measure, limit.limit) for limit in clause.limits],
            alternatives=[
                (words, value(node, places)) for words, node in zip(clause.alternatives_written, clause.alternatives, strict=False)
            ],
            why_house=why(of_house or ALWAYS, places),
            why_applies=why(condition, places),
            why_proof=why(clause.proof, places),
            permission=clause.force is Force.MAY,
        )

    def _limit(self, limit: Limit, places: Mapping[str, int]) -> _Limit:
        value = self.compiler.value
        return _Limit(
            value(limit.measure, places), value(limit.limit, places), bounds.COMPARED[limit.op], limit.op,
            limit.kind.decimals, limit.kind.dimension.base, limit.written[0],
        )  # fmt: skip

    def assess(self, survey: Survey, on: date | None = None) -> Assessment:
        """Assess a survey. `on` is the date of the rule: clauses that had not begun or had ended then do not apply."""
        survey = dated(survey, on)
        model = lay_out(survey, self.compiler.counts)
        findings: list[Finding] = []
        env = environment(model)
        for ready in self.clauses:
            self._assess_clause(ready, env, on, findings)
        return Assessment(survey, self.edition, findings, receipt(survey, self.edition, on))

    def verdicts(self, survey: Survey, clauses: Sequence[Ready]) -> Iterator[tuple[str, str, Verdict]]:
        """The bare verdicts of some clauses, without explanation: clause id, subject id (empty: the house), verdict."""
        model = lay_out(survey, self.compiler.counts)
        for ready in clauses:
            env = environment(model)
            of_house = ready.house(env) if ready.house else YES
            rows = model.sets[ready.clause.each] if ready.clause.each else [None]
            for row in rows:
                env[FIRST] = row
                applies = ready.applies(env) if ready.applies and of_house != NO else YES
                both = (applies[0] & of_house[0], applies[1] & of_house[1])
                verdict = Verdict.DOES_NOT_APPLY if both == NO else _verdict(both, ready.proof(env), row, permission=ready.permission)
                yield ready.clause.id, row[0].id if row else "", verdict

    def _assess_clause(self, ready: Ready, env: Env, on: date | None, findings: list[Finding]) -> None:
        clause = ready.clause
        outside = _outside(clause, on)
        if outside:
            findings.append(Finding(clause, None, Verdict.DOES_NOT_APPLY, NO, because=outside))
            return
        of_house = ready.house(env) if ready.house else YES
        if of_house == NO:
            findings.append(_not_applying(ready, env, None, ready.why_house))
            return
        if clause.each is None:
            findings.append(self._finding(ready, env, None, of_house))
            return
        start = len(findings)
        for row in env[0].sets[clause.each]:
            env[FIRST] = row
            findings.append(self._finding(ready, env, row, of_house))
        if len(findings) == start:
            findings.append(Finding(clause, None, Verdict.DOES_NOT_APPLY, NO, because=f"the house has no {clause.each.replace('_', ' ')}"))

    def _finding(self, ready: Ready, env: Env, row: Row | None, of_house: Bounds) -> Finding:
        applies = of_house
        for run, reason in ready.conditions:
            value = run(env)
            if not value[1]:
                return _not_applying(ready, env, row, reason)
            applies = applies[0] & value[0], applies[1] & value[1]
        if ready.is_one_limit:
            measures: tuple[Measured, ...] = (_measured(ready.limits[0], env),)
            proof = measures[0].holds
        else:
            measures = tuple([_measured(limit, env) for limit in ready.limits])
            proof = ready.proof(env)
        verdict = _verdict(applies, proof, row, permission=ready.permission)
        trail = Trail()
        if applies != YES or verdict is not Verdict.CANNOT_TELL:
            ready.why_applies(env, trail, applies)
        ready.why_proof(env, trail, proof)
        if row and row[0].phantom:
            trail.note(row, row[0].thing, critical=True)
        return Finding(
            ready.clause, row[0] if row else None, verdict, applies,
            measures=measures,
            alternatives=tuple([(words, run(env)) for words, run in ready.alternatives]) if ready.alternatives else (),
            relied_on=tuple(trail.relied.values()),
            missing=tuple(trail.missing.values()) if verdict is Verdict.CANNOT_TELL else (),
        )  # fmt: skip


def _not_applying(ready: Ready, env: Env, row: Row | None, reason: Reason) -> Finding:
    """A clause whose condition fails, with the facts by which it does."""
    trail = Trail()
    reason(env, trail, NO)
    relied_on = tuple(trail.relied.values())
    return Finding(
        ready.clause, row[0] if row else None, Verdict.DOES_NOT_APPLY, NO, (), (), relied_on, (), "its condition is not fulfilled"
    )


def _left_open(env: Env) -> Bounds:
    """What meets a clause whose reading the council has left to an officer: nothing, until the officer says so."""
    return OPEN


def _verdict(applies: Bounds, proof: Bounds, row: Row | None, *, permission: bool) -> Verdict:
    """`applies => proof`. A permission that is not open makes no finding against the house, nor does a thing that there may not be."""
    if permission:
        low, high = applies[0] & proof[0], applies[1] & proof[1]
        return Verdict.MET if low else Verdict.CANNOT_TELL if high else Verdict.DOES_NOT_APPLY
    if proof[0]:
        return Verdict.MET if applies[0] else Verdict.CANNOT_TELL
    listed = row is None or not row[0].phantom
    return Verdict.NOT_MET if listed and applies[0] and not proof[1] else Verdict.CANNOT_TELL


def _measured(limit: _Limit, env: Env) -> Measured:
    measured, required = limit.measure(env), limit.required(env)
    return Measured(measured, limit.op, required, limit.compare(measured, required), limit.decimals, limit.unit, limit.what)


def _split(condition: Node | None, each: str | None) -> tuple[Node | None, Node | None]:
    """The part of a condition that asks nothing of the subject, and the rest."""
    if condition is None or each is None:
        return condition, None
    parts = parts_of(condition)
    of_house = tuple(part for part in parts if not _asks(part, each))
    of_subject = tuple(part for part in parts if _asks(part, each))
    return _all(of_house), _all(of_subject)


def _all(parts: tuple[Node, ...]) -> Node | None:
    return None if not parts else parts[0] if len(parts) == 1 else nodes.All(parts)


def _asks(node: Node, each: str) -> bool:
    """Whether a node, or any below it, asks something of the subject."""
    whose = [getattr(node, name, None) for name in ("whose", "other")]
    asked = any(isinstance(one, nodes.Whose) and one.var == each for one in whose)
    return asked or any(_asks(child, each) for child in nodes.children(node))


def _outside(clause: Clause, on: date | None) -> str:
    if on and clause.from_ and on < clause.from_:
        return f"the clause begins on {clause.from_}"
    if on and clause.until and on >= clause.until:
        return f"the clause ended on {clause.until}"
    return ""


def receipt(survey: Survey, edition: Edition, on: date | None) -> dict[str, str]:
    """What pins an assessment so that it can be replayed: engine, edition and its digest, survey and its digest, both dates."""
    return {
        "fanlight": __version__,
        "edition": edition.id,
        "edition_digest": edition.digest,
        "survey": survey.name,
        "survey_digest": survey.digest,
        "facts_on": survey.on.isoformat() if survey.on else "",
        "rule_on": on.isoformat() if on else "",
    }
