"""What the names in an expression stand for: things in scope, their facts, and the terms and tables of the edition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from fanlight.facts.files import nearest
from fanlight.facts.kinds import Link
from fanlight.facts.vocabulary import THINGS, singular
from fanlight.standards.nodes import FactOf, Node, TermOf, Whose
from fanlight.standards.tables import Table
from fanlight.standards.types import BadExpression, Thinglike, Type, Typed, type_of


@dataclass(frozen=True)
class Scope:
    """The names an expression may use. `holds` gives the node of another clause by its id."""

    variables: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, Type] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    holds: Callable[[str, "Scope"], Node] | None = None
    subject: str = ""

    def about(self, thing: str | None) -> "Scope":
        """The scope of an expression about one thing, or about the house alone."""
        names = {each.name: each.name for each in singular()}
        if thing:
            names[thing] = thing
        return replace(self, variables=names, subject=thing or "house")

    def within(self, var: str, thing: str) -> "Scope":
        """The scope inside a fold over a set of things. Raises BadExpression for a name that is taken."""
        if var in self.variables:
            raise BadExpression(f"'{var}' already stands for something here; write '{thing} as other'")
        if thing not in THINGS or THINGS[thing].plural is None:
            listed = [name for name, each in THINGS.items() if each.plural]
            raise BadExpression(f"'{thing}' is no set of things{nearest(thing, listed)}")
        return replace(self, variables={**self.variables, var: thing})

    def resolve(self, words: list[str]) -> Typed:
        """The node and type of `room.floor_area` or `kitchen.room.floor_area`. Raises BadExpression."""
        var, *rest = words
        if var not in self.variables:
            raise BadExpression(self._not_in_scope(var))
        ref, link = Whose(var, self.variables[var]), ""
        for place, word in enumerate(rest):
            declared = THINGS[ref.thing].facts.get(word)
            if isinstance(declared, Link):
                ref, link = Whose(var, declared.to, (*ref.links, declared.path)), declared.path
            elif place == len(rest) - 1:
                return self._named(ref, word)
            else:
                raise BadExpression(f"'{ref.thing}.{word}' leads to nothing further{nearest(word, THINGS[ref.thing].facts)}")
        return FactOf(ref, link), Thinglike(ref, link)

    def _named(self, ref: Whose, word: str) -> Typed:
        path = f"{ref.thing}.{word}"
        if path in self.terms:
            kind = self.terms[path]
            return TermOf(ref, path), kind
        declared = THINGS[ref.thing].facts.get(word)
        if declared is None:
            known = [*THINGS[ref.thing].facts, *(term.partition(".")[2] for term in self.terms if term.startswith(f"{ref.thing}."))]
            raise BadExpression(f"'{path}' is no fact and no term{nearest(word, known)}")
        return FactOf(ref, path), type_of(declared, ref)

    def _not_in_scope(self, var: str) -> str:
        if var in THINGS:
            return f"'{var}' is not in scope: the clause is about {self.subject}; use a fold such as some({var} where ...)"
        return f"'{var}' is no thing in scope{nearest(var, self.variables)}"
