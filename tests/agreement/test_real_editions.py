"""The standards that are shipped, on random houses: no completion contradicts a finding, and how much of *cannot tell* is given away.

The houses are surveyed on the facts a few clauses at a time ask about, so that conditions are often fulfilled and sets are small.
"""

from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Finding, Verdict
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Edition
from fanlight.standards.library import Library
from fanlight.standards.nodes import FAR
from tests.agreement import cells, editions, houses
from tests.agreement.houses import Completion, Ground, Picker
from tests.agreement.oracle import derivation

AT_A_TIME = 6
SHORT = 20
"""An edition with fewer clauses than this gets more houses for each, so that every verdict comes up."""


@cache
def shipped(name: str) -> Edition:
    """A shipped edition, read once."""
    return Library.standard().read(name)


EDITIONS = [name for name in sorted(Library.standard().editions()) if sum(bool(each.proof) for each in shipped(name).clauses.values()) > 1]


def asked_of(edition: Edition, clauses: list[Clause]) -> set[str]:
    """Every fact some clauses ask, through terms, derived facts and links."""
    found: set[str] = set()
    waiting = [node for clause in clauses for node in (clause.applies, clause.proof) if node]
    while waiting:
        for node in nodes.walk(waiting.pop()):
            path = getattr(node, "path", None)
            for whose in (getattr(node, "whose", None), getattr(node, "other", None)):
                found.update(whose.links if isinstance(whose, nodes.Whose) else ())
            if path in edition.terms and f"term {path}" not in found:
                found.add(f"term {path}")
                waiting.append(edition.terms[path].node)
            elif path and path not in edition.terms and path not in found:
                found.add(path)
                waiting += [derivation(path)[0]] if fact(path).how else []
    return {path for path in found if not path.startswith("term ")}


def ground_of(edition: Edition, clauses: list[Clause], rng: Random) -> Ground:
    """The ground of some clauses: what they ask, the things they range over and those these link to, and the figures they name."""
    facts: dict[str, list[houses.Fact]] = {}
    for path in sorted(asked_of(edition, clauses)):
        facts.setdefault(fact(path).thing, []).append(fact(path))
    ranged = {clause.each for clause in clauses if clause.each}
    for node in (below for clause in clauses if clause.proof for below in nodes.walk(clause.proof)):
        ranged |= {node.thing} if isinstance(node, nodes.Fold) else set()
    for thing in [*facts, *sorted(ranged)]:
        linked(facts, thing)
    figures = [value for value in editions.figures_of(replace(edition, clauses={clause.id: clause for clause in clauses})) if value >= 0]
    dimensions = {houses.dimension_of(each) for listed in facts.values() for each in listed if isinstance(each, houses.Measured)}
    return Ground(facts, {name: rng.sample(figures, min(len(figures), 8)) or [1] for name in dimensions})


def linked(facts: dict[str, list[houses.Fact]], thing: str) -> None:
    """Enter a thing, with its links and the things these lead to."""
    entered = facts.setdefault(thing, [])
    for link in (each for each in houses.LINKS if each.thing == thing and each not in entered):
        entered.append(link)
    for link in (each for each in THINGS[thing].facts.values() if isinstance(each, houses.Link)):
        if link.to not in facts:
            linked(facts, link.to)


@pytest.mark.parametrize("name", EDITIONS)
def test_no_completion_contradicts_a_finding(name: str) -> None:
    edition, rng = shipped(name), Random(f"real:{name}")
    decided = [clause for clause in edition.clauses.values() if clause.proof]
    terms, done, verdicts = edition.terms, cells.Run(), Counter[Verdict]()
    for start in range(0, len(decided), AT_A_TIME):
        some = decided[start : start + AT_A_TIME]
        part = replace(edition, clauses={clause.id: clause for clause in some}, terms=terms)
        program, figures = Program(part), editions.figures_of(replace(part, terms={}))
        place = ground_of(edition, some, rng)
        for _ in range(4 if len(decided) >= SHORT else 40):
            survey = houses.Surveyor(rng, place, unknown=rng.choice([0.02, 0.1, 0.3])).survey(complete=rng.choice([0.7, 0.95]))
            assessment = program.assess(survey)
            verdicts.update(finding.verdict for finding in assessment.findings)
            for mood in ("low", "high", "critical", "mixed", "mixed"):
                house = Completion(survey, Picker(rng, mood, figures))
                done.wrong += [f"{name}: {message}" for message in cells.contradictions(assessment, assessment.verdicts(), house, done)]
    print(f"\n{name}: {done.cells:,} cells, {', '.join(f'{count} {verdict.words}' for verdict, count in verdicts.most_common())}")
    assert done.wrong == []
    assert len(verdicts) == len(Verdict)


def has_no_figure(finding: Finding, edition: Edition) -> bool:
    """Whether a clause stays open because a table of the standard has no figure for the case: an officer judges it."""
    waiting, tables = [node for node in (finding.clause.applies, finding.clause.proof) if node], False
    for node in (below for root in waiting for below in nodes.walk(root)):
        tables |= isinstance(node, nodes.Lookup)
        waiting += [edition.terms[node.path].node] if isinstance(node, nodes.TermOf) else []
    required = [end for one in finding.measures for end in (*one.required, *one.measured)]
    return tables and (any(abs(end) >= FAR for end in required) or not required)


@pytest.mark.parametrize("name", EDITIONS)
def test_what_cannot_be_told_names_what_is_missing_or_is_left_to_an_officer(name: str) -> None:
    """Never an empty list: where all is known and it is still open, no figure is given for the case."""
    edition, rng, counts = shipped(name), Random(f"missing:{name}"), Counter[bool]()
    decided = [clause for clause in edition.clauses.values() if clause.proof]
    for start in range(0, len(decided), AT_A_TIME):
        some = decided[start : start + AT_A_TIME]
        program, place = Program(edition, [clause.id for clause in some]), ground_of(edition, some, rng)
        for _ in range(8 if len(decided) >= SHORT else 40):
            survey = houses.Surveyor(rng, place, unknown=rng.choice([0.0, 0.02, 0.1])).survey(complete=rng.choice([0.7, 1.0]))
            for finding in program.assess(survey).findings:
                if finding.verdict is Verdict.CANNOT_TELL:
                    counts[bool(finding.missing)] += 1
                    assert finding.missing or has_no_figure(finding, edition), (finding.clause.id, finding.relied_on)
    assert counts[True] > 20
