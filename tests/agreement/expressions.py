"""Random expressions as text, each beside the node and type it must be read as: the language written down a second time.

Grown like `editions`, but with units: each rule says, from the reference of the language, how its text is spelled, how tightly it binds,
and what its parts become once both sides are on one scale.
"""

from dataclasses import dataclass
from random import Random

from fanlight.facts import units
from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.units import AREA, COUNT, DATE, DAYS, LENGTH, MONTHS, NUMBER, Dimension
from fanlight.facts.vocabulary import THINGS
from fanlight.standards import nodes
from fanlight.standards.nodes import YES, Node, Whose
from fanlight.standards.tables import Table
from tests.agreement.editions import OPS, Scope, scope_about

CHOICE, EITHER, BOTH, DENIED, COMPARED, SUM, PRODUCT, SIGNED, ATOM = range(9)
"""How tightly a text binds, loosest first."""


@dataclass(frozen=True)
class Written:
    """A text, the node it is read as, and of a number its dimension and decimals (of a yes or no: None)."""

    text: str
    node: Node
    binds: int
    dimension: Dimension | None = None
    decimals: int = 0

    def at(self, binds: int) -> str:
        """The text, in parentheses where its surroundings bind more tightly."""
        return self.text if self.binds >= binds else f"({self.text})"

    def finer(self, decimals: int) -> Node:
        """The node on a scale of so many decimals."""
        return nodes.Scale(self.node, 10 ** (decimals - self.decimals)) if decimals > self.decimals else self.node


class Writer:
    """Writes random expressions about a thing. `tables` are those it may read."""

    def __init__(self, rng: Random, tables: dict[str, Table]) -> None:
        self.rng, self.tables, self.others = rng, tables, 0

    def truth(self, scope: Scope, depth: int) -> Written:
        """A yes or no."""
        leaves = [self.fact, self.option, self.link, self.comparison]
        inner = [self.comparison, self.junction, self.junction, self.negation, self.quantified, self.conditional, self.member_of]
        return self._first(leaves + inner * 2 if depth > 0 else leaves, scope, depth) or self.comparison(scope, 0)

    def number(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        """A number of a dimension (counts are plain numbers)."""
        rules = [self.amount, self.measured, self.measured]
        if depth > 0:
            rules += 2 * [self.chosen, self.picked, self.folded, self.looked_up]
            rules += (
                [self.shifted] * 3 if dimension is DATE else [self.added, self.scaled_by, self.magnitude, self.negated, self.halved] * 2
            )
            rules += [self.counted, self.rounded, self.plain] * 2 if dimension is NUMBER else []
            rules += [self.squared] * 2 if dimension is AREA else [self.days_between] * 3 if dimension is DAYS else []
        found = self._first([lambda s, d, rule=rule: rule(s, d, dimension) for rule in rules], scope, depth)
        return found or self.amount(scope, 0, dimension)

    def _first(self, rules: list, scope: Scope, depth: int) -> Written | None:  # type: ignore[type-arg]
        for rule in self.rng.sample(rules, len(rules)):
            found: Written | None = rule(scope, depth - 1)
            if found is not None:
                return found
        return None

    def reference(self, scope: Scope) -> tuple[str, Whose]:
        """A thing in scope, or the end of a link of one."""
        var = self.rng.choice([*scope])
        text, whose = var, Whose(var, scope[var])
        while self.rng.random() < 0.35:
            links = [each for each in THINGS[whose.thing].facts.values() if isinstance(each, Link)]
            if not links:
                break
            link = self.rng.choice(links)
            text, whose = f"{text}.{link.name}", Whose(var, link.to, (*whose.links, link.path))
        return text, whose

    def asked(self, scope: Scope, kind: type[Fact]) -> tuple[str, Whose, Fact] | None:
        """A fact of a kind."""
        for _ in range(6):
            text, whose = self.reference(scope)
            fitting = [each for each in THINGS[whose.thing].facts.values() if isinstance(each, kind)]
            if fitting:
                declared = self.rng.choice(fitting)
                return f"{text}.{declared.name}", whose, declared
        return None

    # Yes or no.

    def fact(self, scope: Scope, depth: int) -> Written | None:
        found = self.asked(scope, YesNo)
        return Written(found[0], nodes.FactOf(found[1], found[2].path), ATOM) if found else None

    def option(self, scope: Scope, depth: int) -> Written | None:
        found = self.asked(scope, Choice)
        if not found or not isinstance(found[2], Choice):
            return None
        options = self.rng.sample(found[2].options, self.rng.randint(1, min(3, len(found[2].options))))
        node = nodes.IsOption(found[1], found[2].path, sum(1 << found[2].options.index(option) for option in options))
        words = ", ".join(self.word(option) for option in options)
        denied = self.rng.random() < 0.4
        many = len(options) > 1 or self.rng.random() < 0.2
        text = f"{found[0]} {'not in' if denied else 'in'} ({words})" if many else f"{found[0]} {'is not' if denied else 'is'} {words}"
        return Written(text, nodes.Not(node) if denied else node, COMPARED)

    def word(self, option: str) -> str:
        """An option as it may stand in an expression: in quotes where it does not look like a name or is a word of the language."""
        plain = option.replace("_", "a").isalnum() and option[0].islower() and option not in RESERVED
        return option if plain and self.rng.random() < 0.8 else f'"{option}"'

    def link(self, scope: Scope, depth: int) -> Written | None:
        found = self.asked(scope, Link)
        if not found or not isinstance(found[2], Link):
            return None
        text, whose, declared = found
        others = [self.reference(scope) for _ in range(6)]
        fitting = [(other, end) for other, end in others if end.thing == declared.to]
        denied = self.rng.random() < 0.3
        if fitting and self.rng.random() < 0.8:
            other, end = self.rng.choice(fitting)
            node: Node = nodes.IsThing(whose, declared.path, end)
        else:
            other, node = "none", nodes.IsNone(whose, declared.path)
        return Written(f"{text} {'is not' if denied else 'is'} {other}", nodes.Not(node) if denied else node, COMPARED)

    def member_of(self, scope: Scope, depth: int) -> Written | None:
        """A link that leads to one of several things."""
        first, second = self.link(scope, depth), self.link(scope, depth)
        if not first or not second or " is not " in first.text + second.text:
            return None
        head, _, one = first.text.partition(" is ")
        other_head, _, other = second.text.partition(" is ")
        if head != other_head:
            return None
        return Written(f"{head} in ({one}, {other})", nodes.Any((first.node, second.node)), COMPARED)

    def comparison(self, scope: Scope, depth: int) -> Written:
        dimension = self.dimension(scope)
        left, right = self.number(scope, depth, dimension), self.number(scope, depth, dimension)
        decimals = max(left.decimals, right.decimals)
        op, space = self.rng.choice(OPS), self.rng.choice([" ", " ", ""])
        text = f"{left.at(SUM)}{space or ' '}{op}{space}{right.at(SUM)}"
        return Written(text, nodes.Compare(op, left.finer(decimals), right.finer(decimals)), COMPARED)

    def junction(self, scope: Scope, depth: int) -> Written:
        parts = [self.truth(scope, depth) for _ in range(self.rng.choice([2, 2, 3]))]
        word, binds, make = self.rng.choice([("and", BOTH, nodes.All), ("or", EITHER, nodes.Any)])
        return Written(f" {word} ".join(part.at(binds + 1) for part in parts), make(tuple(part.node for part in parts)), binds)

    def negation(self, scope: Scope, depth: int) -> Written:
        part = self.truth(scope, depth)
        return Written(f"not {part.at(DENIED)}", nodes.Not(part.node), DENIED)

    def conditional(self, scope: Scope, depth: int) -> Written:
        test, then, other = (self.truth(scope, depth) for _ in range(3))
        text = f"if {test.text} then {then.text} else {other.text}"
        return Written(text, nodes.Choose(test.node, then.node, other.node), CHOICE)

    def quantified(self, scope: Scope, depth: int) -> Written | None:
        inside = self.inside(scope)
        if not inside:
            return None
        head, var, thing, inner = inside
        how = self.rng.choice(("some", "every"))
        where = self.truth(inner, depth) if self.rng.random() < 0.6 else None
        body = self.truth(inner, depth) if how == "every" or self.rng.random() < 0.6 else None
        text = f"{how}({head}{f' where {where.text}' if where else ''}{f': {body.text}' if body else ''})"
        return Written(text, nodes.Fold(how, var, thing, where.node if where else YES, body.node if body else YES), ATOM)

    def inside(self, scope: Scope) -> tuple[str, str, str, dict[str, str]] | None:
        """The head of a fold, and what is in scope inside it. Folds may be three deep."""
        if len(scope) - len(scope_about(None)) > 3:
            return None
        thing = self.rng.choice([name for name, each in THINGS.items() if each.plural])
        self.others += 1
        var = f"other{self.others}" if thing in scope or self.rng.random() < 0.2 else thing
        return (thing if var == thing else f"{thing} as {var}"), var, thing, {**scope, var: thing}

    # Numbers.

    def dimension(self, scope: Scope) -> Dimension:
        """The dimension of some fact; days stand only between dates."""
        found = self.asked(scope, Measured)
        if not found or not isinstance(found[2], Measured) or self.rng.random() < 0.3:
            return self.rng.choice([NUMBER, NUMBER, LENGTH, AREA, DAYS])
        return NUMBER if found[2].measures is COUNT else found[2].measures

    def amount(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        """A figure with its unit. It is kept with no more decimals of the base unit than it needs."""
        if dimension is DATE:
            day = f"{self.rng.randint(1990, 2030)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
            return Written(day, nodes.Const(units_day(day)), ATOM, DATE)
        unit, size = self.rng.choice(dimension.units)
        places = self.rng.choice([0, 0, 1, 2])
        whole = self.rng.randint(0, 30 * 10**places)
        figure = str(whole) if not places else f"{whole // 10**places}.{whole % 10**places:0{places}}"
        if dimension is NUMBER and self.rng.random() < 0.2:
            unit, size = "%", units.Decimal("0.01")
        amount = units.Decimal(figure) * size
        decimals = max(0, -int(amount.normalize().as_tuple().exponent))
        text = f"{figure}{self.rng.choice(['', ' ']) if unit == '%' else ' '}{unit}".strip()
        return Written(text, nodes.Const(int(amount * 10**decimals)), ATOM, dimension, decimals)

    def measured(self, scope: Scope, depth: int, dimension: Dimension) -> Written | None:
        for _ in range(4):
            found = self.asked(scope, Measured)
            if found and isinstance(found[2], Measured):
                measures = found[2].measures
                if (NUMBER if measures is COUNT else measures) is dimension:
                    return Written(found[0], nodes.FactOf(found[1], found[2].path), ATOM, dimension, measures.decimals)
        return None

    def two(self, scope: Scope, depth: int, dimension: Dimension) -> tuple[Written, Written, int]:
        left, right = self.number(scope, depth, dimension), self.number(scope, depth, dimension)
        return left, right, max(left.decimals, right.decimals)

    def added(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        left, right, decimals = self.two(scope, depth, dimension)
        sign, make = self.rng.choice([("+", nodes.Add), ("-", nodes.Sub)])
        text = f"{left.at(SUM)} {sign} {right.at(PRODUCT)}"
        return Written(text, make(left.finer(decimals), right.finer(decimals)), SUM, dimension, decimals)

    def scaled_by(self, scope: Scope, depth: int, dimension: Dimension) -> Written | None:
        left, right = self.number(scope, depth, dimension), self.number(scope, depth, NUMBER)
        if left.decimals + right.decimals > 8:
            return None
        left, right = (left, right) if self.rng.random() < 0.5 else (right, left)
        text = f"{left.at(PRODUCT)} * {right.at(SIGNED)}"
        return Written(text, nodes.Mul(left.node, right.node), PRODUCT, dimension, left.decimals + right.decimals)

    def squared(self, scope: Scope, depth: int, dimension: Dimension) -> Written | None:
        left, right = self.number(scope, 0, LENGTH), self.number(scope, 0, LENGTH)
        text = f"{left.at(PRODUCT)} * {right.at(SIGNED)}"
        return Written(text, nodes.Mul(left.node, right.node), PRODUCT, AREA, left.decimals + right.decimals)

    def halved(self, scope: Scope, depth: int, dimension: Dimension) -> Written | None:
        part = self.number(scope, depth, dimension)
        by, times, finer = self.rng.choice([(2, 5, 1), (4, 25, 2), (5, 2, 1), (10, 1, 1), (1, 1, 0)])
        if part.decimals + finer > 8:
            return None
        node = nodes.Mul(part.node, nodes.Const(times))
        return Written(f"{part.at(PRODUCT)} / {by}", node, PRODUCT, dimension, part.decimals + finer)

    def negated(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        part = self.number(scope, depth, dimension)
        node = nodes.Const(-part.node.value) if isinstance(part.node, nodes.Const) else nodes.Sub(nodes.Const(0), part.node)
        return Written(f"-{part.at(SIGNED)}", node, SIGNED, dimension, part.decimals)

    def magnitude(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        part = self.number(scope, depth, dimension)
        return Written(f"abs({part.text})", nodes.Absolute(part.node), ATOM, dimension, part.decimals)

    def picked(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        """Of several values, each brought to the scale reached so far; a finer one that follows refines all before it."""
        parts = [self.number(scope, depth, dimension) for _ in range(self.rng.choice([2, 2, 3]))]
        word, make = self.rng.choice([("min", nodes.Smallest), ("max", nodes.Largest)])
        made, decimals = [parts[0].node], parts[0].decimals
        for part in parts[1:]:
            reached = max(decimals, part.decimals)
            if reached > decimals:
                made = [nodes.Scale(node, 10 ** (reached - decimals)) for node in made]
            made.append(part.finer(reached))
            decimals = reached
        return Written(f"{word}({', '.join(part.text for part in parts)})", make(tuple(made)), ATOM, dimension, decimals)

    def chosen(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        test = self.truth(scope, depth)
        then, other, decimals = self.two(scope, depth, dimension)
        text = f"if {test.text} then {then.text} else {other.text}"
        return Written(text, nodes.Choose(test.node, then.finer(decimals), other.finer(decimals)), CHOICE, dimension, decimals)

    def folded(self, scope: Scope, depth: int, dimension: Dimension) -> Written | None:
        inside = self.inside(scope)
        if not inside:
            return None
        head, var, thing, inner = inside
        how = self.rng.choice(("least", "most") if dimension is DATE else ("sum", "least", "most"))
        where = self.truth(inner, depth) if self.rng.random() < 0.6 else None
        body = self.number(inner, depth, dimension)
        text = f"{how}({head}{f' where {where.text}' if where else ''}: {body.text})"
        return Written(text, nodes.Fold(how, var, thing, where.node if where else YES, body.node), ATOM, dimension, body.decimals)

    def counted(self, scope: Scope, depth: int, dimension: Dimension) -> Written | None:
        inside = self.inside(scope)
        if not inside:
            return None
        head, var, thing, inner = inside
        where = self.truth(inner, depth) if self.rng.random() < 0.7 else None
        text = f"count({head}{f' where {where.text}' if where else ''})"
        return Written(text, nodes.Fold("count", var, thing, where.node if where else YES, YES), ATOM, NUMBER)

    def rounded(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        """A quantity by a like one written out, both on the scale of the finer."""
        of = self.rng.choice([NUMBER, LENGTH, AREA])
        part = self.number(scope, depth, of)
        by = self.amount(scope, 0, of)
        while isinstance(by.node, nodes.Const) and by.node.value == 0:
            by = self.amount(scope, 0, of)
        assert isinstance(by.node, nodes.Const)
        decimals = max(part.decimals, by.decimals)
        word = self.rng.choice(("ceil", "floor"))
        node = nodes.Divide(part.finer(decimals), by.node.value * 10 ** (decimals - by.decimals), word == "ceil")
        return Written(f"{word}({part.at(PRODUCT)} / {by.at(SIGNED)})", node, ATOM, NUMBER)

    def plain(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        """The plain number of a quantity in a unit."""
        part = self.number(scope, depth, AREA)
        unit, times, finer = self.rng.choice([("m2", 1, 0), ("cm2", 10_000, 0)])
        node = part.node if times == 1 else nodes.Mul(part.node, nodes.Const(times))
        return Written(f"number({part.text}, {unit})", node, ATOM, NUMBER, part.decimals + finer)

    def looked_up(self, scope: Scope, depth: int, dimension: Dimension) -> Written | None:
        fitting = [table for table in self.tables.values() if table.gives is dimension]
        if not fitting:
            return None
        table = self.rng.choice(fitting)
        key = self.number(scope, depth, table.by)
        decimals = max(key.decimals, table.by_decimals)
        step = 10 ** (decimals - table.by_decimals)
        rows = tuple((low * step, (high + 1) * step - 1, figure) for low, high, figure in table.rows)
        node = nodes.Lookup(table.name, rows, key.finer(decimals))
        return Written(f"table {table.name} by {key.at(SIGNED)}", node, ATOM, dimension, table.gives_decimals)

    def shifted(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        start = self.number(scope, depth, DATE)
        sign, by = self.rng.choice([("+", 1), ("-", -1)]), self.rng.randint(1, 30)
        text, months, days = self.rng.choice(
            [(f"{by} year", 12 * by, 0), (f"{by} month", by, 0), (f"{by} day", 0, by), (f"{by} weeks", 0, 7 * by)]
        )
        return Written(f"{start.at(SUM)} {sign[0]} {text}", nodes.Shift(start.node, sign[1] * months, sign[1] * days), SUM, DATE)

    def days_between(self, scope: Scope, depth: int, dimension: Dimension) -> Written:
        until, from_ = self.number(scope, depth, DATE), self.number(scope, depth, DATE)
        return Written(f"{until.at(SUM)} - {from_.at(PRODUCT)}", nodes.Sub(until.node, from_.node), SUM, DAYS)


RESERVED = {"if", "then", "else", "and", "or", "not", "is", "in", "where", "as", "table", "by", "abs", "number", "none"}


def units_day(text: str) -> int:
    """A written date as a number of days."""
    from datetime import date

    return date.fromisoformat(text).toordinal()


TABLES = {
    "areas": Table("areas", NUMBER, 0, AREA, 1, ((1, 1, 65), (2, 4, 102), (5, nodes.FAR, 150))),
    "counts": Table("counts", AREA, 2, NUMBER, 0, ((0, 650, 1), (651, 1021, 2))),
    "months": Table("months", NUMBER, 0, MONTHS, 0, ((0, 9, 12), (10, 20, 6))),
}
