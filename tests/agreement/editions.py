"""Random editions: typed nodes grown backwards from the wanted type, terms that use terms, and clauses of every shape.

A number is grown for a dimension (`area`, `count`, `date`), so that what is compared is alike and both outcomes are likely.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random

from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.units import NUMBER
from fanlight.facts.vocabulary import THINGS
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Edition, Encoded, Force, Limit, Term
from fanlight.standards.nodes import YES, Node, Whose
from fanlight.standards.types import TRUTH, Quantity
from tests.agreement.houses import SINGLE, Ground, dimension_of

OPS = (">=", "<=", ">", "<", "=", "!=")
Scope = Mapping[str, str]
PLAIN = Quantity(NUMBER, 0)


def scope_about(thing: str | None) -> dict[str, str]:
    """The variables of an expression about a thing, or about the house as a whole."""
    names = {name: name for name in SINGLE}
    return names | {thing: thing} if thing else names


class Grower:
    """Grows nodes of a wanted type. `terms` are those it may use: name to (node, `truth` or a dimension)."""

    def __init__(self, rng: Random, place: Ground, *, order_only: bool = False) -> None:
        self.rng, self.place, self.seen = rng, place, place.seen
        self.terms: dict[str, tuple[Node, str]] = {}
        self.ops = OPS[:4] if order_only else OPS
        self.names = 0

    def truth(self, scope: Scope, depth: int, folds: int = 3) -> Node:
        """A yes/no node."""
        leaves: list[Callable[[Scope, int, int], Node | None]] = [
            self.yes_no,
            self.option,
            self.option,
            self.link,
            self.comparison,
            self.comparison,
        ]
        inner = [
            self.comparison,
            self.comparison,
            self.junction,
            self.junction,
            self.negation,
            self.quantified,
            self.quantified,
            self.conditional,
        ]
        return self._first(leaves + 2 * inner if depth > 0 else leaves, scope, depth, folds) or self._known_yes(scope)

    def number(self, dimension: str, scope: Scope, depth: int, folds: int = 3) -> Node:
        """A number of a dimension."""
        leaves = [self.quantity, self.quantity, self.constant]
        inner = [
            self.quantity,
            self.arithmetic,
            self.arithmetic,
            self.picked,
            self.choice,
            self.product,
            self.folded,
            self.folded,
            self.stepped,
        ]
        inner += [self.magnitude]
        inner += [self.shifted] * 3 if dimension == "date" else [self.counted] * 3 if dimension == "count" else []
        ways = [lambda *rest, way=way: way(dimension, *rest) for way in (leaves + 2 * inner if depth > 0 else leaves)]
        return self._first(ways, scope, depth, folds) or self.constant(dimension, scope, depth, folds)

    def _first(self, ways: Sequence[Callable[[Scope, int, int], Node | None]], scope: Scope, depth: int, folds: int) -> Node | None:
        for way in self.rng.sample(ways, len(ways)):
            node = way(scope, depth - 1, folds)
            if node is not None:
                return node
        return None

    def _known_yes(self, scope: Scope) -> Node:
        return nodes.Compare(">=", self.constant("count", scope, 0, 0), nodes.Const(1))

    # What can be asked.

    def reach(self, scope: Scope) -> list[Whose]:
        """A few references that can be made in a scope: variables, the innermost most often, and what their links lead to."""
        rng = self.rng
        names = [name for name in scope if scope[name] in self.place.facts]
        found: list[Whose] = []
        for name in rng.sample(names, len(names)) if rng.random() < 0.4 else names[::-1]:
            whose = Whose(name, scope[name])
            found.append(whose)
            for _ in range(rng.choice([0, 0, 1, 2])):
                links = [each for each in self.place.facts[whose.thing] if isinstance(each, Link)]
                if not links:
                    break
                link = rng.choice(links)
                whose = Whose(name, link.to, (*whose.links, link.path))
                found.insert(rng.choice([0, len(found)]), whose)
        return found

    def asked(self, scope: Scope, fits: Callable[[Fact], bool]) -> tuple[Whose, Fact] | None:
        """A fact of a thing in reach."""
        for whose in self.reach(scope):
            fitting = [each for each in self.place.facts[whose.thing] if fits(each)]
            if fitting and self.rng.random() < 0.8:
                return whose, self.rng.choice(fitting)
        return None

    def term(self, kind: str, scope: Scope) -> Node | None:
        """A term of that type about a thing in reach."""
        for whose in self.reach(scope):
            fitting = [path for path, (_, type_) in self.terms.items() if type_ == kind and path.partition(".")[0] == whose.thing]
            if fitting:
                return nodes.TermOf(whose, self.rng.choice(fitting))
        return None

    # Truths.

    def yes_no(self, scope: Scope, depth: int, folds: int) -> Node | None:
        if self.terms and self.rng.random() < 0.4:
            return self.term("truth", scope)
        found = self.asked(scope, lambda each: isinstance(each, YesNo))
        return nodes.FactOf(found[0], found[1].path) if found else None

    def option(self, scope: Scope, depth: int, folds: int) -> Node | None:
        found = self.asked(scope, lambda each: isinstance(each, Choice))
        if not found or not isinstance(found[1], Choice):
            return None
        options = range(len(found[1].options))
        mask = sum(1 << option for option in self.rng.sample(options, self.rng.randint(1, max(1, len(options) - 1))))
        return nodes.IsOption(found[0], found[1].path, mask)

    def link(self, scope: Scope, depth: int, folds: int) -> Node | None:
        found = self.asked(scope, lambda each: isinstance(each, Link))
        if not found or not isinstance(found[1], Link):
            return None
        others = [whose for whose in self.reach(scope) if whose.thing == found[1].to]
        if others and self.rng.random() < 0.8:
            return nodes.IsThing(found[0], found[1].path, self.rng.choice(others))
        return nodes.IsNone(found[0], found[1].path)

    def comparison(self, scope: Scope, depth: int, folds: int) -> Node:
        dimension = self.dimension(scope)
        left = self.number(dimension, scope, depth, folds)
        right = self.number(dimension, scope, depth, folds) if self.rng.random() < 0.4 else self.constant(dimension, scope, depth, folds)
        left, right = (right, left) if self.rng.random() < 0.2 else (left, right)
        if dimension in ("number", "area", "length") and self.rng.random() < 0.2:
            by = 10 ** self.rng.randint(1, 4)
            left, right = nodes.Scale(left, by), nodes.Scale(right, by)
        return nodes.Compare(self.rng.choice(self.ops), left, right)

    def dimension(self, scope: Scope) -> str:
        """A dimension that something in reach has; counts often."""
        if self.rng.random() < 0.3:
            return "count"
        found = self.asked(scope, lambda each: isinstance(each, Measured))
        return dimension_of(found[1]) if found and isinstance(found[1], Measured) else "count"

    def junction(self, scope: Scope, depth: int, folds: int) -> Node:
        parts = tuple(self.truth(scope, depth, folds) for _ in range(self.rng.choice([2, 2, 3])))
        return self.rng.choice((nodes.All, nodes.Any))(parts)

    def negation(self, scope: Scope, depth: int, folds: int) -> Node:
        return nodes.Not(self.truth(scope, depth, folds))

    def conditional(self, scope: Scope, depth: int, folds: int) -> Node:
        return nodes.Choose(*(self.truth(scope, depth, folds) for _ in range(3)))

    def quantified(self, scope: Scope, depth: int, folds: int) -> Node | None:
        inside = self.member(scope, folds)
        if not inside:
            return None
        var, thing, inner = inside
        body = YES if self.rng.random() < 0.15 else self.truth(inner, depth, folds - 1)
        return nodes.Fold(self.rng.choice(("some", "every")), var, thing, self.where(inner, depth, folds), body)

    # Numbers.

    def constant(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        return nodes.Const(self.figure(dimension))

    def figure(self, dimension: str) -> int:
        """A figure that clauses of this ground name."""
        figures = self.place.figures.get(dimension) or self.place.figures["count"]
        return self.rng.choice(figures) if self.rng.random() < 0.95 else -self.rng.choice(figures)

    def quantity(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node | None:
        if self.terms and self.rng.random() < 0.35:
            return self.term(dimension, scope)
        found = self.asked(scope, lambda each: isinstance(each, Measured) and dimension_of(each) == dimension)
        return nodes.FactOf(found[0], found[1].path) if found else None

    def arithmetic(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        if dimension == "date":
            days = nodes.Const(self.figure("count"))
            return self.rng.choice((nodes.Add, nodes.Sub))(self.number("date", scope, depth, folds), days)
        if dimension == "count" and "date" in self.place.figures and self.rng.random() < 0.15:
            return nodes.Sub(self.number("date", scope, depth, folds), self.number("date", scope, depth, folds))
        sides = self.number(dimension, scope, depth, folds), self.number(dimension, scope, depth, folds)
        return self.rng.choice((nodes.Add, nodes.Sub))(*sides)

    def picked(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        parts = tuple(self.number(dimension, scope, depth, folds) for _ in range(self.rng.choice([2, 2, 3])))
        return self.rng.choice((nodes.Smallest, nodes.Largest))(parts)

    def magnitude(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        between = nodes.Sub(self.number(dimension, scope, depth, folds), self.number(dimension, scope, depth, folds))
        return nodes.Absolute(between)

    def choice(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        test = self.truth(scope, depth, folds)
        return nodes.Choose(test, self.number(dimension, scope, depth, folds), self.number(dimension, scope, depth, folds))

    def product(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        kind = self.rng.random()
        part = self.number(dimension, scope, depth, folds)
        if kind < 0.4:
            return nodes.Divide(part, self.rng.choice([1, 2, 3, 5, max(1, abs(self.figure(dimension)))]), self.rng.random() < 0.5)
        if kind < 0.6:
            return nodes.Divide(nodes.Scale(part, 10 ** self.rng.randint(1, 4)), self.rng.choice([3, 7, 100]), self.rng.random() < 0.5)
        other = self.number("count", scope, depth, folds) if self.rng.random() < 0.6 else nodes.Const(self.rng.choice([-2, 2, 3]))
        return nodes.Mul(part, other) if self.rng.random() < 0.9 else nodes.Mul(nodes.Mul(part, part), nodes.Mul(part, other))

    def stepped(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        by = self.rng.choice(["count", self.dimension(scope)])
        steps = sorted({abs(self.figure(by)) + self.rng.randint(0, 2) for _ in range(self.rng.randint(2, 4))})
        ends = [*(step - 1 for step in steps[1:]), steps[-1] + self.rng.choice([0, 3, nodes.FAR])]
        rows = tuple((first, last, self.figure(dimension)) for first, last in zip(steps, ends, strict=True))
        return nodes.Lookup("steps", rows, self.number(by, scope, depth, folds))

    def folded(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node | None:
        inside = self.member(scope, folds)
        if not inside:
            return None
        var, thing, inner = inside
        how = self.rng.choice(("least", "most") if dimension == "date" else ("sum", "sum", "least", "most"))
        return nodes.Fold(how, var, thing, self.where(inner, depth, folds), self.number(dimension, inner, depth, folds - 1))

    def counted(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node | None:
        inside = self.member(scope, folds)
        if not inside:
            return None
        var, thing, inner = inside
        body = YES if self.rng.random() < 0.7 else self.truth(inner, depth, folds - 1)
        return nodes.Fold("count", var, thing, self.where(inner, depth, folds), body)

    def shifted(self, dimension: str, scope: Scope, depth: int, folds: int) -> Node:
        months, days = self.rng.choice([(0, 28), (3, 0), (-1, 0), (60, 0), (-12, 0), (1, 0), (0, -14)])
        return nodes.Shift(self.number("date", scope, depth, folds), months, days)

    # Sets.

    def member(self, scope: Scope, folds: int) -> tuple[str, str, dict[str, str]] | None:
        """A variable over a set, and the scope with it inside."""
        if folds <= 0 or not self.place.listed or (folds == 1 and self.rng.random() < 0.7):
            return None
        thing = self.rng.choice(self.place.listed)
        self.names += thing in scope
        var = f"other_{self.names}" if thing in scope else thing
        return var, thing, {**scope, var: thing}

    def where(self, inner: Scope, depth: int, folds: int) -> Node:
        """Which members are meant: often all."""
        return YES if self.rng.random() < 0.35 else self.truth(inner, min(depth, 1), folds - 1)


def edition(rng: Random, place: Ground, *, clauses: int = 24, terms: int = 5, depth: int = 3) -> Edition:
    """A random edition on a ground. What it is made of is counted in the ground's `seen`."""
    grower = Grower(rng, place)
    made: dict[str, Term] = {}
    for number in range(rng.randint(0, terms)):
        term = _term(grower, f"term_{number}", depth - 1)
        made[term.path] = term
        grower.terms[term.path] = (term.node, "truth" if term.kind is TRUTH else term.written)
    shaped: dict[str, Clause] = {}
    for number in range(clauses):
        clause = _clause(grower, f"c{number}", depth, shaped)
        shaped[clause.id] = clause
        tally(place.seen, clause)
    for term in made.values():
        place.seen["term"] += 1
        place.seen["term of a term"] += any(isinstance(node, nodes.TermOf) for node in nodes.walk(term.node))
        tally_nodes(place.seen, term.node)
    return bare_edition(shaped.values(), made.values())


def bare_edition(clauses: "Sequence[Clause] | object", terms: "Sequence[Term] | object" = ()) -> Edition:
    """An edition of these clauses and terms and nothing else."""
    return Edition(
        "random/1", "random", "random", None, None, (), "random", {}, {}, {},
        {term.path: term for term in terms}, {clause.id: clause for clause in clauses},  # type: ignore[attr-defined]
    )  # fmt: skip


def _term(grower: Grower, name: str, depth: int) -> Term:
    thing = grower.rng.choice([*grower.place.facts])
    scope = scope_about(thing if THINGS[thing].plural else None)
    path = f"{thing}.{name}"
    if grower.rng.random() < 0.5:
        return Term(path, grower.truth(scope, depth), TRUTH, "truth")
    dimension = grower.dimension(scope)
    return Term(path, grower.number(dimension, scope, depth), PLAIN, dimension)


def _clause(grower: Grower, name: str, depth: int, others: Mapping[str, Clause]) -> Clause:
    rng = grower.rng
    each = rng.choice([None, *grower.place.listed, *grower.place.listed])
    scope = scope_about(each)
    limits = tuple(_limit(grower, scope, depth - 1) for _ in range(rng.choice([0, 1, 1, 2])))
    requires = grower.truth(scope, depth) if not limits or rng.random() < 0.2 else None
    ways = [grower.truth(scope, depth - 1) for _ in range(rng.choice([0, 0, 1, 2]))]
    held = [other for other in others.values() if other.each in (None, each) and other.proof is not None]
    if held and rng.random() < 0.15:
        other = rng.choice(held)
        grower.seen["holds"] += 1
        ways.append(nodes.All((other.applies, other.proof)) if other.applies else other.proof)  # type: ignore[arg-type]
    applies = _condition(grower, scope, depth - 1)
    return clause(
        name,
        each=each,
        applies=applies,
        limits=limits,
        requires=requires,
        ways=tuple(ways),
        force=Force.MAY if rng.random() < 0.15 else Force.MUST,
    )


def clause(
    name: str, *, each: str | None = None, applies: Node | None = None, limits: tuple[Limit, ...] = (), requires: Node | None = None,
    ways: tuple[Node, ...] = (), force: Force = Force.MUST,
) -> Clause:  # fmt: skip
    """A clause of these parts. Its proof is all of its own parts, or any of the other ways."""
    parts = [nodes.Compare(limit.op, limit.measure, limit.limit) for limit in limits] + ([requires] if requires else [])
    own = parts[0] if len(parts) == 1 else nodes.All(tuple(parts))
    return Clause(
        id=name, settles=(name,), encoded=Encoded.FULLY, force=force, says="", each=each, applies=applies, limits=limits, requires=requires,
        alternatives=ways, proof=nodes.Any((own, *ways)) if ways else own, readings=(), remedy="", paragraph="1", page="", from_=None,
        until=None, place="", alternatives_written=("",) * len(ways),
    )  # fmt: skip


def _limit(grower: Grower, scope: Scope, depth: int) -> Limit:
    dimension = grower.dimension(scope)
    measure = grower.number(dimension, scope, depth)
    required = grower.number(dimension, scope, grower.rng.choice([0, 0, 1]))
    return Limit(measure, grower.rng.choice(grower.ops[:5]), required, PLAIN, ("", ""))


def _condition(grower: Grower, scope: Scope, depth: int) -> Node | None:
    """When a clause applies: always, where one thing is so, or where several are, some of them of the house alone."""
    kind = grower.rng.random()
    if kind < 0.35:
        return None
    if kind < 0.65:
        return grower.truth(scope, depth)
    parts = [grower.truth(scope, depth - 1), grower.truth(scope_about(None), depth - 1)]
    return nodes.All(tuple(parts if grower.rng.random() < 0.5 else [*parts, nodes.Not(grower.truth(scope, 0))]))


def tally(seen: Counter[str], made: Clause) -> None:
    """Count what a clause is made of."""
    seen["clause: each" if made.each else "clause: of the house"] += 1
    seen["clause: permission"] += made.force is Force.MAY
    seen["clause: alternative"] += bool(made.alternatives)
    seen["clause: condition"] += made.applies is not None
    seen["clause: several limits"] += len(made.limits) > 1
    seen["clause: limit and requirement"] += bool(made.limits and made.requires)
    for node in (made.applies, made.proof):
        if node is not None:
            tally_nodes(seen, node)


def tally_nodes(seen: Counter[str], root: Node) -> None:
    """Count the kinds of node, comparisons, folds and scales below a node."""
    for node in nodes.walk(root):
        seen[f"node: {type(node).__name__}"] += 1
        match node:
            case nodes.Compare(op, _, _):
                seen[f"comparison: {op}"] += 1
            case nodes.Fold(how, _, _, where, _):
                seen[f"fold: {how}"] += 1
                seen["fold: of some members"] += where is not YES
            case nodes.Scale(_, by):
                seen[f"scale: {by}"] += 1
            case nodes.Divide(_, _, up):
                seen["divide: up" if up else "divide: down"] += 1
            case nodes.FactOf(whose, _) | nodes.TermOf(whose, _) | nodes.IsOption(whose, _, _):
                seen[f"links: {len(whose.links)}"] += 1


def figures_of(made: Edition) -> list[int]:
    """Every figure an edition names, and one more and one less: where its clauses turn."""
    found: set[int] = set()
    roots = [term.node for term in made.terms.values()]
    roots += [node for each in made.clauses.values() for node in (each.applies, each.proof) if node is not None]
    for node in (below for root in roots for below in nodes.walk(root)):
        if isinstance(node, nodes.Const):
            found.add(node.value)
        elif isinstance(node, nodes.Lookup):
            found.update(end for row in node.rows for end in row)
    return sorted({value + by for value in found for by in (-1, 0, 1)})
