"""Reading one clause: its fixed shape (for each, when, measure, limit, or, unless) into typed nodes."""

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.dates import day
from fanlight.standards.edition import DECIDED, Clause, Encoded, Force, Limit, Term
from fanlight.standards.elaborate import read_quantity, read_truth
from fanlight.standards.nodes import All, Any, Compare, Const, FactOf, Fold, IsNone, IsOption, IsThing, Mul, Node, Not, TermOf, walk
from fanlight.standards.particulars import KEYS as PARTICULARS
from fanlight.standards.particulars import read_particulars
from fanlight.standards.scope import Scope
from fanlight.standards.types import BadExpression, Quantity, same_scale
from fanlight.standards.written import Book

KEYS = (
    "clause", "settles", "encoded", "force", "says", "each", "when", "unless", "measure", "at_least", "at_most", "more_than",
    "less_than", "exactly", "tolerance", "requires", "also", "or", "reading", "remedy", "paragraph", "page", "from", "until",
    "examples", "same_as", "note", "otherwise", *PARTICULARS,
)  # fmt: skip
LIMITS = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<", "exactly": "="}
NEEDED = {"met": "met", "not_met": "not met", "cannot_tell": "cannot tell"}
Scopes = Callable[[str | None], Scope]
T = TypeVar("T")


def at(written: Written, read: Callable[[], T]) -> T:
    """What `read` makes of a written expression; a bad expression is refused at its line."""
    try:
        return read()
    except BadExpression as error:
        raise written.refused(str(error)) from None


def text(entry: Written, key: str, otherwise: str = "") -> str:
    """The text of an optional key."""
    value = entry.get(key)
    return value.text.strip() if value else otherwise


def texts(entry: Written | None) -> tuple[str, ...]:
    """One text or a list of texts."""
    if entry is None:
        return ()
    return tuple(item.text for item in entry.items) if isinstance(entry.value, list) else (entry.text,)


def readings(entry: Written, book: Book) -> tuple[str, ...]:
    """The readings an entry adopts. Raises Refused for one that is not declared."""
    adopted = texts(entry.get("reading"))
    for reading in adopted:
        if reading not in book.readings:
            raise entry.keys["reading"].refused(f"the reading '{reading}' is not declared{nearest(reading, book.readings)}")
    return adopted


def read_clause(entry: Written, scopes: Scopes, book: Book) -> Clause:
    """One entry of `clauses:`. Raises Refused with the first thing wrong in each of its parts."""
    problems = list(entry.unknown_keys(KEYS))
    problems += [entry.problem(f"the clause has no '{key}:'") for key in ("force", "says") if entry.get(key) is None]
    same = entry.get("same_as")
    if same is not None and book.head.get("builds_on") is None:
        problems.append(same.problem("'same_as:' takes a clause of another edition; name that edition by 'builds_on:' in edition.yaml"))
    if problems:
        raise Refused(problems)
    encoded = _one_of(entry, "encoded", Encoded, Encoded.FULLY)
    particulars, problems = read_particulars(entry, encoded)
    if problems:
        raise Refused(problems)
    each = _each(entry)
    scope = scopes(each)
    limits = tuple(_limits(entry, scope))
    requires = _truth(entry, "requires", scope)
    alternatives = tuple(_alternatives(entry, scope))
    proof = _proof(limits, requires, alternatives)
    _check_decides(entry, encoded, proof)
    clause_id = entry.keys["clause"].text
    _check_examples(entry, encoded)
    settles = entry.get("settles")
    written = {key: value.text for key, value in entry.keys.items() if isinstance(value.value, str)}
    return Clause(
        id=clause_id, settles=texts(settles) if settles else (clause_id,), encoded=encoded, force=_one_of(entry, "force", Force, None),
        says=text(entry, "says"), each=each, applies=_applies(entry, scope), limits=limits, requires=requires, alternatives=alternatives,
        proof=proof, readings=readings(entry, book), remedy=text(entry, "remedy"), paragraph=_paragraph(entry), page=text(entry, "page"),
        from_=day(entry.get("from")), until=day(entry.get("until")), place=f"{entry.file}:{entry.line}", written=written,
        alternatives_written=texts(entry.get("or")), particulars=particulars,
    )  # fmt: skip


def _each(entry: Written) -> str | None:
    """The listed thing a clause is about; None for the house and other things of which there is one."""
    each = text(entry, "each")
    if not each or (each in THINGS and THINGS[each].plural is None):
        return None
    if each not in THINGS:
        raise entry.keys["each"].refused(f"'{each}' is no listed thing{nearest(each, THINGS)}")
    return each


E_ = TypeVar("E_", Encoded, Force)


def _one_of(entry: Written, key: str, kind: type[E_], otherwise: E_ | None) -> E_:
    value = entry.get(key)
    if value is None and otherwise is not None:
        return otherwise
    assert value is not None
    known = [member.value for member in kind]
    if value.text not in known:
        raise value.refused(f"'{value.text}' is no {key}{nearest(value.text, known)}")
    return kind(value.text)


def _truth(entry: Written, key: str, scope: Scope) -> Node | None:
    written = entry.get(key)
    return at(written, lambda: read_truth(written.text, scope)) if written is not None else None


def _applies(entry: Written, scope: Scope) -> Node | None:
    when, unless = _truth(entry, "when", scope), _truth(entry, "unless", scope)
    parts = [*(_flat_all(when) if when else ()), *([Not(unless)] if unless else ())]
    return None if not parts else parts[0] if len(parts) == 1 else All(tuple(parts))


def _flat_all(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, All) else (node,)


def _limits(entry: Written, scope: Scope) -> Iterator[Limit]:
    if entry.get("measure") is not None:
        yield _limit(entry, scope, KEYS)
    elif any(entry.get(key) for key in (*LIMITS, "tolerance")):
        raise entry.refused("the clause has a limit but no 'measure:'")
    also = entry.get("also")
    for more in also.items if also else []:
        yield _limit(more, scope, ("measure", *LIMITS, "tolerance"))


def _limit(entry: Written, scope: Scope, known: tuple[str, ...]) -> Limit:
    problems = list(entry.unknown_keys(known))
    given = [key for key in LIMITS if entry.get(key) is not None]
    measure = entry.get("measure")
    if len(given) != 1 or measure is None:
        problems.append(entry.problem(f"a measure needs exactly one limit: {', '.join(LIMITS)}"))
    if problems or measure is None:
        raise Refused(problems)
    written = entry.keys[given[0]]
    left = at(measure, lambda: read_quantity(measure.text, scope))
    right = at(written, lambda: read_quantity(written.text, scope))
    right = _loosened(entry, right, LIMITS[given[0]])
    a, b, kind = at(written, lambda: same_scale(left, right, f"'{given[0]}'"))
    return Limit(a, LIMITS[given[0]], b, kind, (measure.text, written.text))


def _loosened(entry: Written, limit: tuple[Node, Quantity], op: str) -> tuple[Node, Quantity]:
    tolerance = entry.get("tolerance")
    if tolerance is None:
        return limit
    figure = re.fullmatch(r"([1-9][0-9]?)%", tolerance.text)
    if not figure or op not in (">=", "<="):
        raise tolerance.refused("a tolerance is a whole percentage (20%) of an at_least or at_most limit")
    share = 100 - int(figure[1]) if op == ">=" else 100 + int(figure[1])
    return Mul(limit[0], Const(share)), Quantity(limit[1].dimension, limit[1].decimals + 2)


def _alternatives(entry: Written, scope: Scope) -> Iterator[Node]:
    ways = entry.get("or")
    if ways is None:
        return
    for way in ways.items if isinstance(ways.value, list) else [ways]:
        yield at(way, lambda way=way: read_truth(way.text, scope))  # type: ignore[misc]


def _proof(limits: tuple[Limit, ...], requires: Node | None, alternatives: tuple[Node, ...]) -> Node | None:
    parts: list[Node] = [Compare(limit.op, limit.measure, limit.limit) for limit in limits]
    parts += [requires] if requires else []
    if not parts:
        return None
    own = parts[0] if len(parts) == 1 else All(tuple(parts))
    return Any((own, *alternatives)) if alternatives else own


ASKS = (FactOf, TermOf, IsOption, IsThing, IsNone, Fold)


def _check_decides(entry: Written, encoded: Encoded, proof: Node | None) -> None:
    if proof is None:
        if encoded in DECIDED:
            raise entry.refused("nothing can decide this clause: it has neither 'requires:' nor 'measure:' with a limit")
        return
    if not any(isinstance(node, ASKS) for node in walk(proof)):
        raise entry.refused("nothing can decide this clause: its requirement asks no fact")


def _check_examples(entry: Written, encoded: Encoded) -> None:
    if encoded is not Encoded.FULLY:
        return
    given = entry.get("examples")
    verdicts = {key for example in given.items for key in example.keys} if given else set()
    needed = dict(NEEDED)
    if text(entry, "force") == Force.MAY.value:
        needed["does_not_apply"] = "does not apply"
        del needed["not_met"]
    missing = [words for key, words in needed.items() if key not in verdicts]
    if missing:
        raise entry.refused(f"the clause '{entry.keys['clause'].text}' has no example of: {', '.join(missing)}")


def _paragraph(entry: Written) -> str:
    given = text(entry, "paragraph") or entry.keys["clause"].text.partition("/")[0]
    if not given:
        raise entry.refused("the clause cites no paragraph: write its id as PARAGRAPH/NAME or add 'paragraph:'")
    return given


def settled_twice(book: Book, clauses: list[Clause], terms: list[Term]) -> Iterator[Problem]:
    """A problem for each inventory row that two entries claim to settle."""
    first: dict[str, str] = {}
    for name, rows in [*((clause.id, clause.settles) for clause in clauses), *((term.path, term.settles) for term in terms)]:
        entry = book.clauses.get(name) or book.terms[name]
        for row in rows:
            if row in first:
                yield entry.problem(f"the row '{row}' is settled twice: by '{first[row]}' and by '{name}'")
            first.setdefault(row, name)
