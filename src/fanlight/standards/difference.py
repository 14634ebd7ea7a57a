"""What changed between two editions: clauses kept, changed, gone and new."""

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.standards.edition import Clause, Edition


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a clause that is gone, new or changed, and in what."""

    kind: str
    old: Clause | None
    new: Clause | None
    what: tuple[str, ...] = ()


def compare(old: Edition, new: Edition) -> Iterator[Change]:
    """The differences, in the order of the old edition and then of the new.

    Clauses belong together where one is taken from the other (`same_as`, in either direction), or else where they have the same id.
    """
    partners = _partners(old, new)
    for clause in old.clauses.values():
        partner = partners.get(clause.id)
        if partner is None:
            yield Change("gone", clause, None)
            continue
        changed = tuple(_changed(clause, new.clauses[partner]))
        yield Change("changed" if changed else "kept", clause, new.clauses[partner], changed)
    taken = set(partners.values())
    for clause in new.clauses.values():
        if clause.id not in taken:
            yield Change("new", None, clause)


def _partners(old: Edition, new: Edition) -> dict[str, str]:
    """Old clause id to new clause id."""
    found: dict[str, str] = {}
    for clause in old.clauses.values():
        twin = clause.same_as.rpartition(":")[2]
        if twin in new.clauses:
            found[clause.id] = twin
    for clause in new.clauses.values():
        twin = clause.same_as.rpartition(":")[2]
        if twin in old.clauses:
            found.setdefault(twin, clause.id)
    for name in old.clauses:
        if name in new.clauses:
            found.setdefault(name, name)
    return found


def _changed(old: Clause, new: Clause) -> Iterator[str]:
    """What differs between two clauses, in words: `at least: 6.5 m2, was 6 m2`."""
    if old.force is not new.force:
        yield f"force: {new.force.value}, was {old.force.value}"
    if old.encoded is not new.encoded:
        yield f"kind: {new.encoded.value}, was {old.encoded.value}"
    if old.applies != new.applies:
        yield f"when: {_when(new)}, was {_when(old)}"
    if old.proof != new.proof:
        yield f"requirement: {_requirement(new)}, was {_requirement(old)}"
    for key in sorted({*old.particulars, *new.particulars}):
        before, after = old.particulars.get(key, ()), new.particulars.get(key, ())
        if before != after:
            yield f"{key}: {', '.join(after) or 'nothing'}, was {', '.join(before) or 'nothing'}"
    if old.says != new.says and old.proof is None and new.proof is None:
        yield f"says: {new.says} (was: {old.says})"


def _when(clause: Clause) -> str:
    parts = [clause.written[key] for key in ("when", "unless") if key in clause.written]
    return "; unless ".join(parts) or "always"


def _requirement(clause: Clause) -> str:
    parts = [f"{limit.written[0]} {limit.op} {limit.written[1]}" for limit in clause.limits]
    parts += [clause.written["requires"]] if "requires" in clause.written else []
    ways = [f" or {way}" for way in clause.alternatives_written]
    return " and ".join(parts) + "".join(ways)
