"""Assessing one survey against one edition: every clause on every subject, with explanation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fanlight import __version__
from fanlight.assessment import bounds
from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.assessment.dependence import ranged
from fanlight.assessment.evaluate import FIRST, SINGLE_PLACES, Compiler, environment
from fanlight.assessment.finding import Assessment, Finding, Measured, Verdict, unit_of
from fanlight.assessment.model import Env, Row, Value, dated, lay_out
from fanlight.assessment.shape import parts_of, split
from fanlight.assessment.trace import Reason, Tracer
from fanlight.assessment.trail import Trail
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Edition, Force, Limit
from fanlight.standards.nodes import Node

ALWAYS = nodes.YES
NOT_MET, CANNOT_TELL, MET, DOES_NOT_APPLY = Verdict  # looked up here once: looking up a member of an Enum is slow


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


class Ready:
    """A clause made runnable, each part when it is first asked for: most clauses of an edition stop at what they ask of the house."""

    def __init__(self, clause: Clause, proof: Node, tracer: Tracer, *, left_open: bool) -> None:
        self.clause = clause
        self.permission = clause.force is Force.MAY
        self._places = {**SINGLE_PLACES, clause.each: FIRST} if clause.each else SINGLE_PLACES
        self._value, self._reason = tracer.compiler.value, tracer.reason
        self._of_house, self._of_subject = split(clause.applies, clause.each)
        self._proof, self._left_open = proof, left_open

    @cached_property
    def house(self) -> Value | None:
        """The part of its condition that asks no subject."""
        return self._value(self._of_house, self._places) if self._of_house else None

    @cached_property
    def conditions(self) -> list[tuple[Value, Reason]]:
        """The conditions on its subject, all of which must hold, each with its reason."""
        parts = parts_of(self._of_subject) if self._of_subject else ()
        return [(self._value(part, self._places), self._reason(part, self._places)) for part in parts]

    @cached_property
    def proof(self) -> Value:
        """What meets it."""
        return _left_open if self._left_open else self._value(self._proof, self._places)

    @cached_property
    def limits(self) -> list[_Limit]:
        """Its measures."""
        return [_limit(limit, self._value, self._places) for limit in self.clause.limits]

    @cached_property
    def is_one_limit(self) -> bool:
        """Whether its one measure is all its proof."""
        limits = [nodes.Compare(limit.op, limit.measure, limit.limit) for limit in self.clause.limits]
        return not self._left_open and [self._proof] == limits

    @cached_property
    def alternatives(self) -> list[tuple[str, Value]]:
        """Its other ways of being met, as written."""
        written = zip(self.clause.alternatives_written, self.clause.alternatives, strict=False)
        return [(words, self._value(node, self._places)) for words, node in written]

    @cached_property
    def why_house(self) -> Reason:
        """Why the house as a whole fulfils its condition, or not."""
        return self._reason(self._of_house or ALWAYS, self._places)

    @cached_property
    def why_applies(self) -> Reason:
        """Why its whole condition is fulfilled."""
        return self._reason(self.clause.applies or ALWAYS, self._places)

    @cached_property
    def why_proof(self) -> Reason:
        """Why it is met, or not."""
        return self._reason(self._proof, self._places)


class Program:
    """An edition made runnable; make it once and assess many surveys with it."""

    def __init__(self, edition: Edition, only: Sequence[str] | None = None) -> None:
        self.edition = edition
        self.compiler = Compiler({path: term.node for path, term in edition.terms.items()})
        self.tracer = Tracer(self.compiler)
        wanted = edition.clauses.values() if only is None else [edition.clauses[name] for name in only]
        self.clauses = [
            Ready(clause, clause.proof, self.tracer, left_open=bool(edition.left_open.intersection(clause.readings)))
            for clause in wanted
            if clause.proof is not None
        ]
        self._looks_at: dict[str, frozenset[str]] = {}
        self.by_id = {ready.clause.id: ready for ready in self.clauses}

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
        model = lay_out(survey, self.compiler.counts, frozenset().union(*(self._ranged(ready.clause) for ready in clauses)))
        for ready in clauses:
            env = environment(model)
            of_house = ready.house(env) if ready.house else YES
            rows = model.sets[ready.clause.each] if ready.clause.each else [None]
            for row in rows:
                env[FIRST] = row
                both = of_house
                for run, _ in ready.conditions if of_house != NO else ():
                    value = run(env)
                    both = both[0] & value[0], both[1] & value[1]
                verdict = DOES_NOT_APPLY if both == NO else _verdict(both, ready.proof(env), row, permission=ready.permission)
                yield ready.clause.id, row[0].id if row else "", verdict

    def _ranged(self, clause: Clause) -> frozenset[str]:
        """The listed things a clause looks at, found out once."""
        if clause.id not in self._looks_at:
            self._looks_at[clause.id] = ranged(clause, self.edition)
        return self._looks_at[clause.id]

    def _assess_clause(self, ready: Ready, env: Env, on: date | None, findings: list[Finding]) -> None:
        clause = ready.clause
        if on and (outside := _outside(clause, on)):
            findings.append(Finding(clause, None, DOES_NOT_APPLY, NO, because=outside))
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
            findings.append(Finding(clause, None, DOES_NOT_APPLY, NO, because=f"the house has no {clause.each.replace('_', ' ')}"))

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
        if applies != YES or verdict is not CANNOT_TELL:
            ready.why_applies(env, trail, applies)
        ready.why_proof(env, trail, proof)
        if row and row[0].phantom:
            trail.note(row, row[0].thing, critical=True)
        alternatives = tuple([(words, run(env)) for words, run in ready.alternatives]) if ready.alternatives else ()
        missing = tuple(trail.missing.values()) if verdict is CANNOT_TELL else ()
        relied_on = tuple(trail.relied.values())
        return Finding(ready.clause, row[0] if row else None, verdict, applies, measures, alternatives, relied_on, missing)


def _not_applying(ready: Ready, env: Env, row: Row | None, reason: Reason) -> Finding:
    """A clause whose condition fails, with the facts by which it does."""
    trail = Trail()
    reason(env, trail, NO)
    relied_on = tuple(trail.relied.values())
    return Finding(ready.clause, row[0] if row else None, DOES_NOT_APPLY, NO, (), (), relied_on, (), "its condition is not fulfilled")


def _limit(limit: Limit, value: Callable[[Node, Mapping[str, int]], Value], places: Mapping[str, int]) -> _Limit:
    return _Limit(
        value(limit.measure, places), value(limit.limit, places), bounds.COMPARED[limit.op], limit.op,
        limit.kind.decimals, unit_of(limit.kind.dimension), limit.written[0],
    )  # fmt: skip


def _left_open(env: Env) -> Bounds:
    """What meets a clause whose reading the council has left to an officer: nothing, until the officer says so."""
    return OPEN


def _verdict(applies: Bounds, proof: Bounds, row: Row | None, *, permission: bool) -> Verdict:
    """`applies => proof`. A permission that is not open makes no finding against the house, nor does a thing that there may not be."""
    if permission:
        low, high = applies[0] & proof[0], applies[1] & proof[1]
        return MET if low else CANNOT_TELL if high else DOES_NOT_APPLY
    if proof[0]:
        return MET if applies[0] else CANNOT_TELL
    listed = row is None or not row[0].phantom
    return NOT_MET if listed and applies[0] and not proof[1] else CANNOT_TELL


def _measured(limit: _Limit, env: Env) -> Measured:
    measured, required = limit.measure(env), limit.required(env)
    return Measured(measured, limit.op, required, limit.compare(measured, required), limit.decimals, limit.unit, limit.what)


def _outside(clause: Clause, on: date) -> str:
    if clause.from_ and on < clause.from_:
        return f"the clause begins on {clause.from_}"
    if clause.until and on >= clause.until:
        return f"the clause ended on {clause.until}"
    return ""


def receipt(survey: Survey, edition: Edition, on: date | None) -> dict[str, str]:
    """What pins an assessment so that it can be replayed: engine, edition and its digest, survey and its digest, both dates.

    Where the council reads the edition in ways of its own, those too: the digest is that of the edition alone.
    """
    switched = {"readings": ", ".join(f"{name}: {way}" for name, way in sorted(edition.switched.items()))} if edition.switched else {}
    return {
        "fanlight": __version__,
        "edition": edition.id,
        "edition_digest": edition.digest,
        "survey": survey.name,
        "survey_digest": survey.digest,
        "facts_on": survey.on.isoformat() if survey.on else "",
        "rule_on": on.isoformat() if on else "",
        **switched,
    }
