"""A published edition is frozen: on the kept houses it finds today what it found when it was kept.

Where a correction changes a finding on purpose, keep the new ones (python -m tests.standards.keep) and say why in the edition's history.
"""

import json

import pytest

from fanlight.standards.edition import Force
from tests.standards.keep import findings, houses, kept_file
from tests.standards.shipped import EDITIONS, edition


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_finds_in_the_kept_houses_what_it_always_found(name: str) -> None:
    kept = json.loads(kept_file(name).read_text(encoding="utf-8"))
    found = findings(edition(name))
    assert sorted(found) == sorted(kept)
    changed = [
        f"{house}: {clause} was {kept[house].get(clause, 'as usual')}, is {found[house].get(clause, 'as usual')}"
        for house in kept
        for clause in sorted(kept[house].keys() | found[house].keys())
        if kept[house].get(clause) != found[house].get(clause)
    ]
    assert changed == []


@pytest.mark.parametrize("name", EDITIONS)
def test_the_kept_houses_put_most_clauses_to_the_test(name: str) -> None:
    decided: dict[str, set[str]] = {}
    for verdicts in json.loads(kept_file(name).read_text(encoding="utf-8")).values():
        for clause, verdict in verdicts.items():
            decided.setdefault(clause, set()).add(verdict)
    told = {clause for clause, verdicts in decided.items() if verdicts & {"met", "not_met"}}
    assert len(told) >= 0.75 * sum(1 for clause in edition(name).clauses.values() if clause.proof and clause.force is not Force.MAY)


def test_the_kept_houses_are_few_and_their_names_differ() -> None:
    names = [name for name, _ in houses()]
    assert len(names) == len(set(names))
    assert 3 <= sum(" as " not in name for name in names) <= 5
