"""The reader: a folder of data becomes an edition, or is refused with every mistake, its file, its line and the likely intent."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fanlight.facts.files import Refused, Written, nearest
from fanlight.facts.vocabulary import THINGS
from fanlight.standards import clauses, figures, readings
from fanlight.standards.conflicts import read_conflict
from fanlight.standards.dates import day
from fanlight.standards.edition import Clause, Conflict, Edition, Reading, Term
from fanlight.standards.elaborate import read_expression
from fanlight.standards.nodes import All, Node
from fanlight.standards.scope import Scope
from fanlight.standards.tables import Table, read_table
from fanlight.standards.types import BadExpression, Chosen, Thinglike, Type
from fanlight.standards.unfolding import Unfolding, too_deep
from fanlight.standards.written import MOST_PROBLEMS, Book, build_on, open_book

TERM_KEYS = ("term", "is", "says", "settles", "reading", "paragraph", "page", "otherwise")
TERM = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


def read_edition(
    folder: Path, *, root: Path, find: Callable[[str], Path] | None = None, choices: Mapping[str, Written] | None = None,
    settings: Mapping[str, str] | None = None,
) -> Edition:  # fmt: skip
    """Read and check an edition. Raises Refused with every problem.

    `find` gives the folder of another edition by its id; `choices` are a council's own ways of reading it; `settings` are other
    figures by their names (see `figures`).
    """
    book = open_book(folder, root)
    older = book.head.get("builds_on")
    if older is not None:
        if find is None:
            raise older.refused("an edition that builds on another can only be read beside it")
        build_on(book, open_book(find(older.text), root))
    switched, left_open = readings.choose(book, choices or {})
    if settings:
        figures.put(book, settings)
    edition = _Reader(book).edition()
    chosen = {name: replace(reading, way=switched.get(name, "")) for name, reading in edition.readings.items()}
    return replace(edition, readings=chosen, switched=switched, left_open=left_open)


def read_book(book: Book, only: Sequence[str]) -> Edition:
    """Some clauses of a book, with the terms and tables they use. Raises Refused."""
    return _Reader(book, only).edition()


class _Reader:
    """Reads one book. Terms and clauses may refer to each other in any order, so each is read when first asked for."""

    def __init__(self, book: Book, only: Sequence[str] | None = None) -> None:
        self.book = book
        self.only = only
        self.problems = list(book.problems)
        self.tables: dict[str, Table] = {}
        self.terms: dict[str, Term] = {}
        self.clauses: dict[str, Clause] = {}
        self.reading: list[str] = []
        self.rests_on: dict[str, dict[str, None]] = {}
        self.refused: dict[str, Refused] = {}
        self.unfolding = Unfolding()

    def edition(self) -> Edition:
        """The whole edition. Raises Refused."""
        self._each("tables", self._table)
        adopted = {name: self._reading(entry) for name, entry in self.book.readings.items()}
        if self.only is None:
            self._each("terms", lambda entry: self.term(entry.keys["term"].text))
        self._each("clauses", lambda entry: self.clause(entry.keys["clause"].text))
        self.problems.extend(clauses.settled_twice(self.book, [*self.clauses.values()], [*self.terms.values()]))
        head = self.book.head
        self.problems.extend(head.keys["in_force"].unknown_keys(("from", "until", "note")))
        if self.problems:
            raise Refused(self.problems)
        found = self._conflicts()
        starts, ends = (day(head.keys["in_force"].get(end)) for end in ("from", "until"))
        return Edition(
            id=self.book.id, title=head.keys["title"].text, council=self.book.id.partition("/")[0], from_=starts, until=ends,
            beside=clauses.texts(head.get("beside")), ids=self.book.ids, head=_flat(head), readings=adopted, tables=self.tables,
            terms=self.terms, clauses=self.clauses, digest=self.book.digest, conflicts=found,
        )  # fmt: skip

    def _each(self, kind: str, read: Callable[[Written], object]) -> None:
        for name, entry in self.book.of(kind).items():
            if kind == "clauses" and self.only is not None and name not in self.only:
                continue
            try:
                read(entry)
            except Refused as refusal:
                self.problems.extend(refusal.problems)
            if len(self.problems) > MOST_PROBLEMS:
                raise Refused(self.problems)

    def _table(self, entry: Written) -> None:
        falls = entry.get("falls")
        if self.only is None and falls is not None and falls.text not in self.book.readings:
            raise falls.refused(f"the reading '{falls.text}' is not declared{nearest(falls.text, self.book.readings)}")
        table = read_table(entry)
        self.tables[table.name] = table

    def _reading(self, entry: Written) -> Reading:
        read, problems = readings.read_reading(entry)
        self.problems.extend(problems)
        return read

    def _conflicts(self) -> tuple[Conflict, ...]:
        read = [read_conflict(entry, self.book) for entry in self.book.conflicts.values()]
        problems = [problem for _, wrong in read for problem in wrong]
        if problems:
            raise Refused(problems)
        return tuple(conflict for conflict, _ in read if conflict)

    def scope(self, thing: str | None) -> Scope:
        """The scope of an expression about a thing of this edition."""
        return Scope(terms=_Terms(self), tables=self.tables, holds=self._holds).about(None if thing in (None, "house") else thing)

    def term(self, path: str) -> Term:
        """The term of that name, read when first asked for. Raises Refused."""
        if path in self.terms:
            return self.terms[path]
        entry = self.book.terms[path]
        with_problems = list(entry.unknown_keys(TERM_KEYS))
        thing = path.partition(".")[0]
        if not TERM.fullmatch(path) or thing not in THINGS:
            raise entry.refused(f"'{path}' is no name for a term; write THING.NAME{nearest(thing, THINGS)}")
        if path.partition(".")[2] in THINGS[thing].facts:
            raise entry.refused(f"'{path}' is a fact already; give the term another name")
        if with_problems:
            raise Refused(with_problems)
        with self._open(path, entry):
            node, kind = self._term_node(entry, thing)
            self.unfolding.enter(path, entry, (node,))
        self.terms[path] = Term(
            path, node, kind, entry.keys["is"].text, clauses.text(entry, "says"), clauses.texts(entry.get("settles")),
            tuple(self.rests_on[path]), f"{entry.file}:{entry.line}",
        )  # fmt: skip
        return self.terms[path]

    def _term_node(self, entry: Written, thing: str) -> tuple[Node, Type]:
        written = entry.get("is")
        if written is None:
            raise entry.refused("the term has no 'is:', the expression it stands for")
        scope = self.scope(None if THINGS[thing].plural is None else thing)
        node, kind = clauses.at(written, lambda: read_expression(written.text, scope))
        if isinstance(kind, Chosen | Thinglike):
            raise written.refused(f"a term is a yes or no or a quantity, but this is {kind}")
        return node, kind

    @contextmanager
    def _open(self, name: str, entry: Written) -> Iterator[None]:
        """Refuse an entry that refers, through others, to itself."""
        if name in self.refused:
            raise self.refused[name]
        if name in self.reading:
            around = " -> ".join([*self.reading[self.reading.index(name) :], name])
            raise entry.refused(f"'{name}' refers to itself: {around}")
        self.reading.append(name)
        self.unfolding.holding.append(0)
        self.rests_on[name] = dict.fromkeys(clauses.readings(entry, self.book))
        try:
            yield
        except (Refused, RecursionError) as error:
            # Kept, so that the many entries that may refer to a bad one need not read it again.
            self.refused[name] = error if isinstance(error, Refused) else too_deep(name, entry)
            raise self.refused[name] from None
        finally:
            self.reading.pop()
            self.unfolding.holding.pop()

    def rest_on(self, name: str) -> None:
        """What is being read rests on all the readings that the clause or term it asks rests on."""
        if self.reading:
            self.rests_on[self.reading[-1]].update(self.rests_on[name])

    def _holds(self, clause_id: str, scope: Scope) -> Node:
        """The node of another clause: it applies and is satisfied, for the same subject."""
        if clause_id not in self.book.clauses:
            raise BadExpression(f"holds({clause_id}) names no clause of this edition{nearest(clause_id, self.book.clauses)}")
        clause = self.clause(clause_id)
        self.rest_on(clause_id)
        if clause.each not in (None, scope.subject):
            raise BadExpression(f"holds({clause_id}) is about each {clause.each}, but this clause is about {scope.subject}")
        if clause.proof is None:
            raise BadExpression(f"holds({clause_id}) names a clause without a requirement")
        self.unfolding.hold(clause_id)
        return All((clause.applies, clause.proof)) if clause.applies else clause.proof

    def clause(self, clause_id: str) -> Clause:
        """The clause of that id, read when first asked for. Raises Refused."""
        if clause_id not in self.clauses:
            entry = self.book.clauses[clause_id]
            with self._open(clause_id, entry):
                read = clauses.read_clause(entry, self.scope, self.book)
                self.unfolding.enter(clause_id, entry, tuple(part for part in (read.applies, read.proof) if part))
            self.clauses[clause_id] = replace(read, readings=tuple(self.rests_on[clause_id]))
        return self.clauses[clause_id]


class _Terms(Mapping[str, Type]):
    """The types of the terms of a book, each read when first asked for."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader

    def __getitem__(self, path: str) -> Type:
        kind = self.reader.term(path).kind
        self.reader.rest_on(path)
        return kind

    def __contains__(self, path: object) -> bool:
        return path in self.reader.book.terms

    def __iter__(self) -> Iterator[str]:
        return iter(self.reader.book.terms)

    def __len__(self) -> int:
        return len(self.reader.book.terms)


def _flat(entry: Written, prefix: str = "") -> dict[str, str]:
    """The head of an edition as plain words: `document.pages: 60`."""
    found: dict[str, str] = {}
    for key, value in entry.keys.items():
        if isinstance(value.value, dict):
            found.update(_flat(value, f"{prefix}{key}."))
        elif isinstance(value.value, list):
            found[prefix + key] = ", ".join(item.text for item in value.items)
        else:
            found[prefix + key] = value.text
    return found
