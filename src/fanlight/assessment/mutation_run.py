"""The mutation run: each change of an edition's data must turn an example, or be refused by the reader."""

from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.assessment.assess import Program
from fanlight.assessment.proving import verdict_on
from fanlight.facts.files import Refused
from fanlight.standards.edition import Edition
from fanlight.standards.examples import Example
from fanlight.standards.mutation import Mutant, mutants
from fanlight.standards.nodes import Lookup, Node, TermOf, walk
from fanlight.standards.reader import read_book
from fanlight.standards.written import Book


@dataclass(frozen=True)
class Fate:
    """What became of one mutant: killed by an example, by the reader, or not at all."""

    mutant: Mutant
    killed_by: str


def run(book: Book, edition: Edition, examples: list[Example]) -> Iterator[Fate]:
    """The outcome of every mutant of an edition, which itself meets all its examples."""
    by_clause: dict[str, list[Example]] = {}
    for example in examples:
        by_clause.setdefault(example.clause, []).append(example)
    users = Users(edition)
    for mutant in mutants(book):
        touched = {"clauses": users.of_clause, "terms": users.of_term, "tables": users.of_table}[mutant.kind](mutant.name)
        yield Fate(mutant, _killed(mutant, touched, by_clause))


def _killed(mutant: Mutant, touched: list[str], by_clause: dict[str, list[Example]]) -> str:
    try:
        edition = read_book(mutant.book, only=touched)
    except Refused as refusal:
        return f"the reader: {refusal.problems[0].message}"
    for name in touched:
        program = Program(edition, [name])
        for example in by_clause.get(name, []):
            if verdict_on(example, program).value != example.verdict:
                return example.place
    return ""


class Users:
    """Which clauses a change of a clause, term or table can touch."""

    def __init__(self, edition: Edition) -> None:
        self.terms = {path: _asked(term.node) for path, term in edition.terms.items()}
        self.clauses: dict[str, set[str]] = {}
        self.words: dict[str, str] = {}
        for name, clause in edition.clauses.items():
            self.clauses[name] = _asked(*[node for node in (clause.applies, clause.proof) if node is not None])
            self.words[name] = " ".join([*clause.alternatives_written, *clause.written.values()])

    def of_clause(self, name: str) -> list[str]:
        """The clause itself, then those that hold it as an alternative."""
        return [name, *(other for other, words in self.words.items() if f"holds({name})" in words)]

    def of_term(self, path: str) -> list[str]:
        """The clauses that ask a term, directly or through other terms."""
        wanted = {path}
        while True:
            more = {term for term, asked in self.terms.items() if asked & wanted} - wanted
            if not more:
                return [name for name, asked in self.clauses.items() if asked & wanted]
            wanted |= more

    def of_table(self, name: str) -> list[str]:
        """The clauses that read a table, directly or through terms."""
        key = f"table {name}"
        direct = [clause for clause, asked in self.clauses.items() if key in asked]
        through = [clause for term, asked in self.terms.items() if key in asked for clause in self.of_term(term)]
        return list(dict.fromkeys([*direct, *through]))


def _asked(*roots: Node) -> set[str]:
    found: set[str] = set()
    for node in (each for root in roots for each in walk(root)):
        if isinstance(node, TermOf):
            found.add(node.path)
        elif isinstance(node, Lookup):
            found.add(f"table {node.table}")
    return found
